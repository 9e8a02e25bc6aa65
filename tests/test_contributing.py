"""What the repository has for contributors: settings for editors, a hook, locked tools, a map of the modules."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import mlcareer_content as mlc
from mlcareer_content._read import FORMATS_BY_EXTENSION

from .commands import run

ROOT = Path(__file__).parent.parent
DATA = sorted((Path(mlc.__file__).parent / "data").iterdir())

pytestmark = pytest.mark.skipif((ROOT / "PKG-INFO").exists(), reason="an sdist leaves hidden files out")


def _hook():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return hook


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_editors_know_the_schema_of_the_data(path):
    """Every packaged file is checked in the editor by the schema of its kind."""

    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    name = f"/src/mlcareer_content/data/{path.name}"
    (place,) = [entry["url"] for entry in settings["json.schemas"] if name in entry["fileMatch"]]

    assert mlc.schema(json.loads(path.read_bytes())["kind"]) == json.loads((ROOT / place).read_bytes())


def test_hook_checks_the_folder(tmp_path, monkeypatch):
    """The hook's command checks the whole folder, so that a document may name one that was not changed."""

    hook = _hook()
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "pay.yaml").write_text("kind: question\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    program, *arguments = [*shlex.split(hook["entry"]), *hook["args"]]
    result = run(*arguments)

    assert ("mlcareer-content", False) == (program, hook["pass_filenames"])
    assert (1, True) == (result.exit_code, result.stdout.startswith("content/pay.yaml:1:1: error"))


@pytest.mark.parametrize("ending", FORMATS_BY_EXTENSION)
def test_hook_runs_for_every_format(ending):
    """The hook runs when a document changes that `validate` would find in the folder."""

    assert re.search(_hook()["files"], f"content/faq/pay{ending}")


@pytest.mark.parametrize("path", ["package.json", "docs/guide.md", "mycontent/pay.json", "content/pay.py"])
def test_hook_leaves_the_rest_alone(path):
    """The hook does not run for whatever else a repository holds."""

    assert not re.search(_hook()["files"], path)


def test_lock_file_fits_the_requirements():
    """Every requirement of the package, its extras and its groups is locked; `nox -s lock_tools` renews the file."""

    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project, groups = pyproject["project"], pyproject["dependency-groups"].values()
    lists = [project["dependencies"], *project["optional-dependencies"].values(), *groups]
    wanted = [Requirement(line) for lines in lists for line in lines if isinstance(line, str)]
    text = (ROOT / "requirements-dev.txt").read_text("utf-8")
    locked = dict(re.findall(r"^([\w.-]+)(?:\[.*\])?==([^ ;\\]+)", text, re.MULTILINE))

    assert [] == [
        str(requirement)
        for requirement in wanted
        if requirement.name != project["name"]
        and locked.get(canonicalize_name(requirement.name), "0") not in requirement.specifier
    ]


def test_lock_file_has_hashes_and_no_addresses():
    """Every locked version has a hash, and the file names no package index."""

    text = (ROOT / "requirements-dev.txt").read_text("utf-8")
    entries = re.split(r"^(?=[\w.-]+(?:\[.*\])?==)", text, flags=re.MULTILINE)[1:]

    assert [] == [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]
    assert "://" not in text


def test_architecture_lists_the_modules_in_order():
    """The table of modules has every layer that the linter holds, the lowest first."""

    (contract,) = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    table = re.findall(
        r"^\| `(\w+)(?:\.py|/)` \|", (ROOT / "docs" / "architecture.md").read_text("utf-8"), re.MULTILINE
    )
    layers = [set(layer.split(" | ")) for layer in reversed(contract["layers"]) if layer != "__main__"]
    sizes = [len(layer) for layer in layers]

    assert layers == [set(table[sum(sizes[:number]) :][:size]) for number, size in enumerate(sizes)]
    assert sum(sizes) == len(table)
