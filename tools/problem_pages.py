"""Write the documentation pages of the rules: the packaged pages with the output of each example.

The build of the documentation writes them to docs/problems, which is not committed.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import groupby
from pathlib import Path

from click.testing import CliRunner

from mlcareer_content import _package_data
from mlcareer_content._cli._main import mlcareer_content
from mlcareer_content._rules import Example, Rule, all_rules

_CONSOLE = re.compile(r"^```console[^\n]*\n(?P<command>\$ [^\n]+)\n```$", re.MULTILINE)
_LINK = ", a link to "
_MOST_LINES, _FIRST, _LAST = 20, 8, 2

INDEX = """\
# Problems

Everything that `mlcareer-content validate` can report. `mlcareer-content explain CODE` shows the same page in the
terminal. An error makes content invalid; a warning does not, unless you pass `--strict`. A code never changes its
meaning.
"""
HEADINGS = {
    "reading": "Reading a file",
    "schema": "The structure of a document",
    "reference": "Ids and references",
    "editorial": "Editorial rules",
}


def write(folder: Path) -> None:
    """Write every page into a folder, which is created if it is missing."""
    folder.mkdir(exist_ok=True)
    for name, text in pages():
        (folder / name).write_text(text, "utf-8", newline="\n")


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every page."""
    yield "index.md", _index()
    for rule in all_rules():
        yield f"{rule.code}.md", _page(rule)


def _index() -> str:
    blocks = [INDEX]
    order = list(HEADINGS)
    rules = sorted(all_rules(), key=lambda rule: order.index(rule.category))
    for category, group in groupby(rules, key=lambda rule: rule.category):
        rows = [f"| [{rule.code}]({rule.code}.md) | {rule.title} | {rule.severity} |" for rule in group]
        blocks += [f"## {HEADINGS[category]}", "\n".join(["| code | problem | severity |", "|---|---|---|", *rows])]
    blocks.append("\n".join(["```{toctree}", ":hidden:", "", *(rule.code for rule in all_rules()), "```"]))
    return "\n\n".join(block.rstrip() for block in blocks) + "\n"


def _page(rule: Rule) -> str:
    source = _package_data.read_bytes(f"rules/{rule.code}.md").decode("utf-8")
    body = source.split("---\n", 2)[2]
    printed = iter((output(rule.wrong), output(rule.right)))
    filled = _CONSOLE.sub(lambda block: f"```console\n{block['command']}\n{_shortened(next(printed))}```", body)
    return f"# {rule.code}: {rule.title}\n\nSeverity: {rule.severity}\n{filled}"


def _shortened(text: str) -> str:
    lines = text.splitlines(keepends=True)
    if len(lines) <= _MOST_LINES:
        return text
    return "".join([*lines[:_FIRST], "…\n", *lines[-_LAST:]])


def output(example: Example) -> str:
    """Return the output of the command of an example."""
    with _scratch_folder(), _without(example.missing):
        write_files(example, Path())
        return CliRunner().invoke(mlcareer_content, ["validate", *example.arguments], catch_exceptions=False).output


def write_files(example: Example, folder: Path) -> None:
    """Write the files of an example into a folder; one whose note is ", a link to NAME" becomes such a link."""
    for name, text in example.files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True, parents=True)
        target = example.notes[name].removeprefix(_LINK) if example.notes[name].startswith(_LINK) else None
        if target:
            path.symlink_to(target)
        (path.parent / (target or path.name)).write_bytes(text.encode(example.encoding))


@contextmanager
def _scratch_folder() -> Iterator[None]:
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(here)


@contextmanager
def _without(name: str | None) -> Iterator[None]:
    """Hide a module, as if it were not installed."""
    if name is None:
        yield
        return
    module = import_module(name)
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        sys.modules[name] = module
