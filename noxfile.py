"""The sessions that test, check and build this project; `nox --list` lists them."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
from pathlib import Path

import nox

ROOT = Path(__file__).parent
PYPROJECT = nox.project.load_toml("pyproject.toml")
ALL_TESTS = ["-n", "auto", "--dist", "loadfile"]
LOCK = "requirements-dev.txt"
SOURCEMETA = "@sourcemeta/jsonschema@16.11.0"
PYODIDE = "3.14"  # the Python version of the Pyodide in docs/browser/package.json

nox.needs_version = ">=2025.2.9"
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ["tests", "examples", "lint", "types", "content", "docs"]


def _group(name: str) -> list[str]:
    return nox.project.dependency_groups(PYPROJECT, name)


def _dependencies(*extras: str) -> list[str]:
    """Return the requirements of the package with some of its extras, without the package itself."""
    project = PYPROJECT["project"]
    own = f"{project['name']}["
    found = [*project["dependencies"], *(line for extra in extras for line in project["optional-dependencies"][extra])]
    included = [line.removeprefix(own).rstrip("]") for line in found if line.startswith(own)]
    return [*(line for line in found if not line.startswith(own)), *(_dependencies(*included) if included else [])]


def _install(session: nox.Session, *requirements: str) -> None:
    """Install with the versions and hashes of the lock file."""
    session.install("pip>=26.1")  # older versions ignore hashes in constraints
    session.install("--constraint", LOCK, *requirements)


def _install_checkout(session: nox.Session, *extras: str, groups: tuple[str, ...] = ()) -> None:
    """Install the working tree in editable mode, with extras and dependency groups."""
    _install(session, *_dependencies(*extras), *(line for group in ("build", *groups) for line in _group(group)))
    # pip has no hash for a folder, so a second step installs it, without dependencies.
    session.install("--no-deps", "--no-build-isolation", "--editable", ".")


def _build(session: nox.Session) -> Path:
    """Build the wheel and the sdist, and return the wheel; a release check passes its own with MLCAREER_DIST."""
    if named := os.environ.get("MLCAREER_DIST"):
        dist = Path(named)
    else:
        dist = Path(session.create_tmp()).resolve() / "dist"
        shutil.rmtree(dist, ignore_errors=True)
        _install(session, *_group("build"))
        session.run("python", "-m", "build", "--no-isolation", "--outdir", str(dist), str(ROOT), silent=True)
    (wheel,) = dist.glob("*.whl")
    return wheel


def _requirement(wheel: Path, extras: str = "") -> str:
    """Return a requirement for the wheel, with its hash."""
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"mlcareer-content{extras} @ {wheel.as_uri()}#sha256={digest}"


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests and the examples of the documentation against the built wheel."""
    _test(session, *(session.posargs or ALL_TESTS))


@nox.session
def coverage(session: nox.Session) -> None:
    """Run all tests, and fail if the coverage is below the minimum; this takes a third longer."""
    _test(session, "--cov", *ALL_TESTS)


def _test(session: nox.Session, *options: str) -> None:
    wheel = _build(session)
    _install(session, _requirement(wheel, "[cli,fast,site]"), *_group("test"))
    session.run(
        "pytest",
        *options,
        env={
            "COVERAGE_FILE": str(Path(session.create_tmp()).resolve() / "coverage"),
            "MLCAREER_DIST": str(wheel.parent),
            "PYTHONSAFEPATH": "1",  # keeps the working tree off the path
            "PYTHONWARNDEFAULTENCODING": "1",
        },
    )


@nox.session(python=["3.12", "3.13", "3.14"])
def pythons(session: nox.Session) -> None:
    """Run the tests on every newer Python on this machine."""
    tests(session)


@nox.session
def examples(session: nox.Session) -> None:
    """Start every example with the built wheel, and check its pages."""
    _install(session, _requirement(_build(session)), *_group("examples"))
    session.run("pytest", "--confcutdir=examples", "examples", *session.posargs, env={"PYTHONSAFEPATH": "1"})


@nox.session
def pyodide(session: nox.Session) -> None:
    """Run the tests of the core on a newer Python, compiled to WebAssembly, under Node.js."""
    wheel = _build(session)
    folder = Path(session.create_tmp()).resolve()
    runtime, site = folder / "runtime", folder / "site"
    shutil.rmtree(site, ignore_errors=True)
    session.run("python", "tools/browser_page.py", "runtime", str(runtime))
    install = ["python", "-m", "pip", "install", "--quiet", "--only-binary", ":all:", "--target", str(site)]
    install += ["--python-version", PYODIDE]
    session.run(*install, "--platform", "any", *_group("pyodide"))
    # These need a compiled module that tests/pyodide replaces, or have an optional one.
    alone = ["jsonschema", "jsonschema-specifications", "referencing", "PyYAML", "jinja2", "MarkupSafe"]
    session.run(*install, "--no-deps", str(wheel), *alone)
    command = ["node", "tests/pyodide/run.mjs", str(runtime), str(site), str(ROOT)]
    session.run(*command, *(session.posargs or ["tests"]), external=True)


@nox.session
def browser(session: nox.Session) -> None:
    """Build the page that runs the wheel in the browser, and serve it on this machine."""
    wheel = _build(session)
    folder = Path(session.create_tmp()).resolve() / "browser"
    session.run("python", "tools/browser_page.py", "page", str(folder), str(wheel))
    server = ["python", "-u", "-m", "http.server", "--bind", "127.0.0.1"]
    session.run(*server, "--directory", str(folder), *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format and imports, and that generated files are up to date."""
    _install_checkout(session, "cli", groups=("lint",))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports")
    session.run("python", "tools/extract_schemas.py", "--check")
    session.run("python", "tools/schema_pages.py", "--check")
    session.run("python", "tools/typed_dicts.py", "--check")
    session.run("python", "tools/plain_words.py")
    session.run("vermin", "--quiet", "--no-tips", "--target=3.11-", "--violations", "src")
    _lint_github(session)


def _lint_github(session: nox.Session) -> None:
    """Check the files that GitHub reads against their schemas, and the workflows for vulnerabilities."""
    github = Path(".github")
    for schema, paths in {
        "github-workflows": sorted(github.glob("workflows/*.yml")),
        "dependabot": [github / "dependabot.yml"],
        "github-issue-forms": sorted(github.glob("ISSUE_TEMPLATE/*.yml")),
        "citation-file-format": [Path("CITATION.cff")],
    }.items():
        session.run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, paths))
    session.run("zizmor", "--offline", "--pedantic", "--quiet", ".github")


@nox.session
def dev(session: nox.Session) -> None:
    """Create an environment to work in: the working tree in editable mode, and tools for tests, style and types."""
    _install_checkout(session, "cli", "fast", "site", groups=("dev",))
    session.log(f"to activate it: . {Path(session.bin) / 'activate'}")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of the package (mypy) and of its callers (mypy and pyright)."""
    _install_checkout(session, "cli", "fast", "site", groups=("types",))
    session.run("mypy")
    session.run("pyright")
    session.run("pyright", "--verifytypes", "mlcareer_content", "--ignoreexternal")


@nox.session
def schemas(session: nox.Session) -> None:
    """Write what is made from schemas/guide.schema.json: the schema of every kind, the pages, the types of data."""
    session.run("python", "tools/extract_schemas.py")
    session.run("python", "tools/schema_pages.py")
    session.run("python", "tools/typed_dicts.py")


@nox.session
def lock(session: nox.Session) -> None:
    """Write content.lock.json at a release: the content that later changes are compared with."""
    _install_checkout(session, "cli")
    session.run("python", "tools/lock.py", *session.posargs)


@nox.session
def lock_tools(session: nox.Session) -> None:
    """Lock the dependency groups and extras with hashes; `-- --upgrade` updates everything."""
    _install(session, *_group("lock"))
    names = [f"--group={name}" for name in PYPROJECT["dependency-groups"]]
    names += [f"--extra={name}" for name in PYPROJECT["project"]["optional-dependencies"]]
    options = ["--universal", "--python-version=3.11", "--generate-hashes", "--no-emit-index-url", "--quiet"]
    renewed = ["--custom-compile-command", "nox -s lock_tools", "--output-file", LOCK, *session.posargs]
    session.run("uv", "pip", "compile", *options, *names, *renewed, "pyproject.toml")


@nox.session
def content(session: nox.Session) -> None:
    """Check the packaged content as a contributor would; `-- --as-of 2027-12-01` also checks its dates."""
    _install_checkout(session, "cli", "fast")
    session.run("mlcareer-content", "validate", "--no-base", "--strict", "src/mlcareer_content/data", *session.posargs)


@nox.session
def stale(session: nox.Session) -> None:
    """List the facts that must be checked again: `-- --stale 2027-12-01`."""
    _install_checkout(session, "cli")
    session.run("mlcareer-content", "list", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation into docs/_build; a warning is an error."""
    _install_checkout(session, "cli", groups=("docs",))
    session.run("sphinx-build", "-W", "--keep-going", "-E", "-b", "html", "docs", "docs/_build", *session.posargs)


@nox.session
@nox.parametrize("script", [nox.param("run", id="run"), nox.param("validation", id="validation")])
def benchmark(session: nox.Session, script: str) -> None:
    """Measure the figures of docs/benchmarks.md."""
    wheel = _build(session)
    _install(session, _requirement(wheel, "[cli,fast,site]"), *_group("benchmark"))
    options = _sourcemeta(session) if script == "validation" else []
    # Without compiled modules, an import takes many times as long.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = ["python", "-E", "-s", f"benchmarks/{script}.py", *options, *session.posargs]
    session.run(*command, env=environment, include_outer_env=False)


@nox.session
def release_check(session: nox.Session) -> None:
    """Check a release before it is published, and rehearse publishing it."""
    _install(session, *_group("release"))
    session.run("python", "tools/release_check.py", *session.posargs)


def _sourcemeta(session: nox.Session) -> list[str]:
    """Return the option with the path of the Sourcemeta validator, or no option if npm is missing."""
    if not shutil.which("npm"):
        session.warn("npm is not installed: the Sourcemeta validator is left out")
        return []
    folder = Path(session.create_tmp()).resolve() / "npm"
    session.run("npm", "install", "--silent", "--prefix", str(folder), SOURCEMETA, external=True)
    # The npm command starts Node.js first, which takes longer than the program itself.
    machine = {"aarch64": "arm64", "AMD64": "x86_64"}.get(platform.machine(), platform.machine())
    ending = ".exe" if platform.system() == "Windows" else ""
    (program,) = folder.glob(f"**/github-releases/jsonschema-{platform.system().lower()}-{machine}{ending}")
    program.chmod(0o755)
    return ["--sourcemeta", str(program)]
