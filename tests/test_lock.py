"""The lock file: what the last release shipped, and what may not happen to it any more."""

import importlib.util
import json
import shutil

import pytest

import mlcareer_content as mlc
from mlcareer_content._diff import Snapshot, compare, policy_violations, version_numbers
from mlcareer_content._snapshots import lock_text, read_snapshot

from .commands import run
from .places import PACKAGE, ROOT, TREE

LOCK = ROOT / "content.lock.json"


@pytest.fixture(scope="module")
def tool():
    """The tool that writes the lock file."""
    spec = importlib.util.spec_from_file_location("lock", ROOT / "tools" / "lock.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path):
    """A copy of what the repository ships."""
    shutil.copytree(PACKAGE / "data", tmp_path / "src" / "mlcareer_content" / "data")
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    shutil.copy(PACKAGE / "__init__.py", tmp_path / "src" / "mlcareer_content")
    return tmp_path


def _edit(path, change):
    value = json.loads(path.read_text("utf-8"))
    change(value)
    path.write_text(json.dumps(value), "utf-8")


def _broken(checkout):
    """What breaks the policy, as the build would say it."""
    return policy_violations(compare(read_snapshot(str(LOCK)), read_snapshot(str(checkout))))


def test_nothing_of_the_last_release_is_lost():
    """The working tree removes no id and narrows no schema of the last release; what does fails here, with a cure."""

    assert "" == _broken(TREE)


def test_lock_is_canonical():
    """The lock file is what would be written of what it holds, byte for byte."""

    assert lock_text(read_snapshot(str(LOCK))) == LOCK.read_text("utf-8")


def test_lock_is_of_this_version_or_an_earlier_one():
    """The lock is never ahead of the version of the package."""

    difference = compare(read_snapshot(str(LOCK)), read_snapshot(str(TREE)))

    assert mlc.__version__ == difference.new.version
    assert version_numbers(difference.old.version) <= version_numbers(mlc.__version__)


def test_removed_id_fails(checkout):
    """Without an entry of the last release, the build says which, and what to do."""

    skills = checkout / "src" / "mlcareer_content" / "data" / "skills.json"
    _edit(skills, lambda value: value["entries"].pop(1))

    assert _broken(checkout).splitlines() == [
        "Breaks the policy",
        "  skill:python is gone (Python)",
        "      help: put it back, or add its id to the former_ids of the entry that replaces it",
    ]


def test_renamed_id_passes(checkout):
    """An entry that keeps its old id under `former_ids` breaks nothing."""

    skills = checkout / "src" / "mlcareer_content" / "data" / "skills.json"
    _edit(skills, lambda value: value["entries"][1].update(id="python-3", former_ids=["python"]))

    assert "" == _broken(checkout)


def test_narrowed_schema_fails(checkout):
    """A schema that rejects what was valid is named with the place, and what to do."""

    for path in (checkout / "schemas").iterdir():
        text = path.read_text("utf-8")
        path.write_text(text.replace('"maxLength": 80', '"maxLength": 40'), "utf-8")

    assert _broken(checkout).splitlines() == [
        "Breaks the policy",
        "  narrowed: guide#/$defs/id/maxLength: maxLength 80 became 40",
        "      help: accept what was valid, or publish the schemas under the next version of their $id",
    ]


def test_command_compares_with_the_lock(checkout):
    """`diff content.lock.json` says the same, and exits with 1."""

    (checkout / "schemas" / "report.schema.json").unlink()
    result = run("diff", LOCK, checkout)

    assert (1, True) == (result.exit_code, "narrowed: report#: the schema is gone" in result.stdout)


def test_tool_refuses_what_breaks_the_policy(tool):
    """A lock cannot be written over what it forbids."""

    old = Snapshot("old", {"kind": "guide", "id": "x", "skills": [{"id": "a"}]}, None, "0.1.0")
    new = Snapshot("new", {"kind": "guide", "id": "x", "skills": []}, None, "9.0.0")

    assert "skill:a is gone" in tool.objection(compare(old, new), "")


@pytest.mark.parametrize(
    ("version", "changelog", "expected"),
    [
        ("0.1.0", "## [Unreleased]", ""),
        ("0.1.0", "## [0.1.0] - 2026-12-01", "0.1.0 is released: set __version__ to 0.2.0 or more"),
        ("0.2.0", "## [0.1.0] - 2026-12-01", ""),
    ],
)
def test_tool_asks_for_the_next_version(tool, version, changelog, expected):
    """What was released keeps its number; what was not may be locked anew."""

    old = Snapshot("old", {"kind": "guide", "id": "x"}, None, "0.1.0")
    new = Snapshot("new", {"kind": "guide", "id": "x", "skills": [{"id": "a"}]}, None, version)

    assert tool.objection(compare(old, new), changelog).startswith(expected)
    assert bool(expected) == bool(tool.objection(compare(old, new), changelog))


@pytest.mark.parametrize("value", [{}, {"guide": []}, {"guide": {}, "version": "1", "schemas": []}])
def test_damaged_lock_is_an_error(tmp_path, value):
    """A lock file that is none says where to get it from."""

    (tmp_path / "lock.json").write_text(json.dumps({"kind": "lock", **value}), "utf-8")

    with pytest.raises(mlc.ContentError, match="invalid lock file; restore"):
        read_snapshot(str(tmp_path / "lock.json"))
