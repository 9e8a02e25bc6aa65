"""Run the examples of the documentation as tests: Python code, content, and commands with their output."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer

import mlcareer_content as mlc

ENDINGS = {"json": "json", "yaml": "yaml", "markdown": "md"}


def pytest_configure() -> None:
    """Stop if the tests of a wheel would import the source instead."""
    source = Path(__file__).parent / "src"
    if "MLCAREER_DIST" in os.environ and Path(mlc.__file__).is_relative_to(source):
        message = f"MLCAREER_DIST is set, but mlcareer_content is imported from {source}"
        raise pytest.UsageError(message)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Run a test without the trace function of coverage if it measures time; pytest-xdist ignores the mark."""
    trace = sys.gettrace()
    if item.get_closest_marker("no_cover"):
        sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(trace)


def _enter_scratch_folder(namespace: dict[str, Any]) -> None:
    """Create a folder for a page, with the content that its examples name."""
    namespace |= {"mlc": mlc, "__name__": "__main__"}
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


def _content(document: Document) -> Iterator[Region]:
    """Yield the blocks of JSON, YAML and Markdown; a file name may follow the language."""
    for region in FencedCodeBlockLexer(r"(?:json|yaml|markdown)(?: \S+)?")(document):
        region.parsed = region.lexemes["source"]
        region.evaluator = _contribute
        yield region


def _contribute(example: Example) -> None:
    """Write a block with a file name to that file, valid or not; load a block without one."""
    language, _, name = example.region.lexemes["language"].partition(" ")
    path = Path(name or f"my-faq.{ENDINGS[language]}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example.parsed, "utf-8")
    if not name:
        mlc.load(path)


def _run_commands(example: Example) -> str | None:
    """Return a message if a command `$ mlcareer-content ...` prints other text than the block has below it.

    Three dots between spaces stand for one word, such as a number that changes with every new entry.
    """
    for session in example.parsed.split("$ mlcareer-content ")[1:]:
        arguments, _, expected = session.partition("\n")
        command = [sys.executable, "-m", "mlcareer_content", *shlex.split(arguments)]
        environment = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"}
        printed = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", env=environment)
        shown = printed.stdout + printed.stderr
        if not re.fullmatch(r" \S+ ".join(map(re.escape, expected.strip().split(" ... "))), shown.strip()):
            return f"mlcareer-content {arguments} printed:\n{shown}"
    return None


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(),
        SkipParser(),
        _content,
        CodeBlockParser("console", _run_commands),
    ],
    patterns=["README.md", "CONTRIBUTING.md", "docs/*.md", "docs/tutorials/*.md"],
    setup=_enter_scratch_folder,
    teardown=_leave_scratch_folder,
).pytest()
