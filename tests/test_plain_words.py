"""The lint step for words that have a standard term."""

import subprocess
import sys

import pytest

from .places import ROOT


def _check(path):
    """What the step prints for a file, and its exit code."""
    command = [sys.executable, ROOT / "tools" / "plain_words.py", path]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    return done.stdout.splitlines(), done.returncode


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.py", "_yaml_mends = 1\n", '1: "mends"; write: fix'),
        ("a.py", "class FaultList: ...\n", '1: "Fault"; write: problem'),
        ("a.py", '"""First line.\n\nIt stands twice.\n"""\n', '3: "stands twice"; write: is'),
        ("a.md", "```text\ncure\n```\nThe cure.\n", '4: "cure"; write: suggestion, or help'),
        ("a.json", '{\n  "description": "A rung of the ladder"\n}\n', '2: "rung"; write: level, or place'),
    ],
)
def test_word_with_a_standard_term_is_refused(tmp_path, name, text, expected):
    """A word in a name, a docstring or prose is reported with its line and the standard term."""

    (tmp_path / name).write_text(text, "utf-8")

    assert ([f"{tmp_path / name}:{expected}", "1 words have a standard term"], 1) == _check(tmp_path / name)


def test_other_words_pass(tmp_path):
    """Words that only contain one of the table, the class of the stylesheet and output in Markdown pass."""

    path = tmp_path / "a.md"
    path.write_text("Secure, default, recommend; `mlc-ladder-rung`.\n\n```text\ncure\n```\n", "utf-8")

    assert (["0 words have a standard term"], 0) == _check(path)


def test_folder_is_searched(tmp_path):
    """A folder is searched for files of Python, Markdown and JSON, in subfolders too."""

    (tmp_path / "below").mkdir()
    for name in ("below/a.md", "b.py", "c.txt"):
        (tmp_path / name).write_text("mend\n", "utf-8")
    lines = [f'{tmp_path / name}:1: "mend"; write: fix' for name in ("b.py", "below/a.md")]

    assert ([*lines, "2 words have a standard term"], 1) == _check(tmp_path)
