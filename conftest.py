"""The examples of the documentation are tests: Python runs, JSON loads, a console shows what it says."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

import mlcareer_content as mlc


def _enter_scratch_folder(namespace: dict[str, Any]) -> None:
    """Every page has a folder of its own, with the content that its examples name."""
    namespace["mlc"] = mlc
    namespace["_left"] = Path.cwd()
    folder = namespace["_scratch"] = tempfile.TemporaryDirectory()
    os.chdir(folder.name)
    for name, document in {
        "more/skill.json": {**mlc.to_dict(mlc.load()["skill:python"]), "id": "julia", "name": "Julia"},
        "data-engineer/guide.json": mlc.to_dict(mlc.load()),
    }.items():
        Path(name).parent.mkdir()
        Path(name).write_text(json.dumps(document), "utf-8")


def _leave_scratch_folder(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_left"])
    namespace["_scratch"].cleanup()


def _contribute(example: Example) -> None:
    """A block of JSON is a document that loads."""
    Path("my-faq.json").write_text(example.parsed, "utf-8")
    mlc.load("my-faq.json")


def _run_commands(example: Example) -> str | None:
    """What stands below `$ mlcareer-content ...` is what it prints."""
    for session in example.parsed.split("$ mlcareer-content ")[1:]:
        arguments, _, expected = session.partition("\n")
        command = [sys.executable, "-m", "mlcareer_content", *shlex.split(arguments)]
        environment = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"}
        printed = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", env=environment)
        shown = printed.stdout + printed.stderr
        if shown.strip() != expected.strip():
            return f"mlcareer-content {arguments} printed:\n{shown}"
    return None


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(),
        SkipParser(),
        CodeBlockParser("json", _contribute),
        CodeBlockParser("console", _run_commands),
    ],
    patterns=["README.md", "docs/*.md"],
    setup=_enter_scratch_folder,
    teardown=_leave_scratch_folder,
).pytest()
