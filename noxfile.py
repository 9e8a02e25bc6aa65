"""Everything that is run on this project; `nox --list` shows it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nox

ROOT = Path(__file__).parent
PYPROJECT = nox.project.load_toml("pyproject.toml")

nox.needs_version = ">=2025.2.9"
nox.options.sessions = ["tests", "lint", "types"]


def _group(name: str) -> list[str]:
    return nox.project.dependency_groups(PYPROJECT, name)


def _built(session: nox.Session) -> Path:
    """The wheel of the working tree, freshly built, with the sdist beside it."""
    dist = Path(session.create_tmp()).resolve() / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    session.install("build")
    session.run("python", "-m", "build", "--outdir", str(dist), str(ROOT), silent=True)
    (wheel,) = dist.glob("*.whl")
    return wheel


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, and every example of the documentation, against the built wheel."""
    wheel = _built(session)
    session.install(f"{wheel}[cli,fast]", *_group("test"))
    session.run(
        "pytest",
        *session.posargs,
        env={
            "MLCAREER_DIST": str(wheel.parent),
            "PYTHONSAFEPATH": "1",  # the working tree is not on the path
            "PYTHONWARNDEFAULTENCODING": "1",
        },
    )


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, the format, who imports whom, and that the schemas are what was extracted."""
    session.install(*_group("lint"), "-e", ".[cli]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports")
    session.run("python", "tools/extract_schemas.py", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of the package (mypy) and of its callers (mypy and pyright)."""
    session.install(*_group("types"), "-e", ".[cli,fast]", "hatchling")
    session.run("mypy")
    session.run("pyright")


@nox.session
def schemas(session: nox.Session) -> None:
    """Extract the schema of every kind from schemas/guide.schema.json, the one that is edited."""
    session.run("python", "tools/extract_schemas.py")


@nox.session
def benchmark(session: nox.Session) -> None:
    """Measure, as ratios within one run, what docs/benchmarks.md reports."""
    wheel = _built(session)
    session.install(str(wheel), *_group("benchmark"))
    # Without compiled modules every figure of an import is many times too large.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    session.run("python", "-I", "benchmarks/run.py", *session.posargs, env=environment, include_outer_env=False)
