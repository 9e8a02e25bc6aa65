"""The wheel, installed by itself: what the core does without the extras, and the tests with the source out of reach."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

from .builds import LEFT_OUT
from .checks import CheckError, Release
from .environments import Environment

_CORE = """
import importlib.util

import mlcareer_content as mlc

guide = mlc.load()
assert guide["skill:python"] in guide.stages["entry-level"].skills
assert guide.search("do I need a PhD", limit=1)
assert all(mlc.render(guide, format) for format in ("text", "html", "json"))
assert mlc.validate({"kind": "nonsense"}).errors
assert mlc.schema("question")["$id"]
brought = [name for name in ("click", "yaml", "jsonschema_rs", "jinja2") if importlib.util.find_spec(name)]
assert not brought, f"the core brings {brought}, which only extras should"
print(mlc.__version__)
"""


def check_core(release: Release) -> str:
    """The wheel by itself, without its extras, is loaded, searched, rendered and validated with."""
    environment = Environment(release.scratch / "core")
    environment.install(release.wheel, failure="The wheel cannot be installed by itself.")
    failure = "The core of the wheel does not work without its extras."
    version = environment.run(environment.python, "-I", "-W", "error", "-c", _CORE, failure=failure).strip()
    if version != release.version:
        raise CheckError(f"The installed package says that it is {version}, not {release.version}.")
    return "import, load, search, render and validate, without extras"


def check_tests(release: Release) -> str:
    """The test suite is green with the installed wheel, with the source out of reach."""
    environment = Environment(release.scratch / "tests")
    requirements = [f"{release.wheel}[cli,fast,site]", *group(release.tree, "test")]
    environment.install(*requirements, failure="The wheel cannot be installed with what its tests need.")
    return run_tests(environment, release.tree, release.wheel.parent, release.scratch / "without source")


def run_tests(environment: Environment, tree: Path, dist: Path, folder: Path, *arguments: str) -> str:
    """Run the tests of a tree, copied to where there is no source.

    Args:
        environment: Where the package and what the tests need are installed.
        tree: The checkout.
        dist: The folder of the distributions.
        folder: What to call the copy.
        arguments: What pytest is told beside what pyproject.toml says.

    Returns:
        The last line of pytest.

    Raises:
        CheckError: A test fails, or the package is not the installed one.
    """
    copy_without_source(tree, folder)
    place = environment.run(
        *(environment.python, "-P", "-c", "import mlcareer_content as mlc; print(mlc.__file__)"),
        failure="The package cannot be imported from where the tests run.",
        cwd=folder,
    )
    if not Path(place.strip()).is_relative_to(environment.site_packages):
        raise CheckError(f"The tests would run against {place.strip()}, which is not the installed wheel.")
    printed = environment.run(
        *(environment.python, "-P", "-m", "pytest", "--quiet", *arguments),
        failure="The tests fail with the installed wheel.",
        cwd=folder,
        MLCAREER_DIST=str(dist),
        PYTHONSAFEPATH="1",
        PYTHONWARNDEFAULTENCODING="1",
    )
    return printed.strip().splitlines()[-1].strip("= ")


def copy_without_source(tree: Path, folder: Path) -> None:
    """Copy all of a tree but its source."""

    def ignore(place: str, names: list[str]) -> set[str]:
        return LEFT_OUT(place, names) | ({"src"} if Path(place) == tree else set())

    shutil.copytree(tree, folder, ignore=ignore)


def group(tree: Path, name: str) -> list[str]:
    """The requirements of a dependency group."""
    groups = tomllib.loads((tree / "pyproject.toml").read_text("utf-8"))["dependency-groups"]

    def requirements(of: str) -> Iterator[str]:
        for item in groups[of]:
            if isinstance(item, str):
                yield item
            else:
                yield from requirements(item["include-group"])

    return list(requirements(name))
