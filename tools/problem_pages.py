"""Write a page for every problem that a check can find, from the table of rules.

python tools/problem_pages.py          writes docs/problems/*.md
python tools/problem_pages.py --check  fails where one of them is not what it would write
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from click.testing import CliRunner

from _generated import write_or_compare
from mlcareer_content._cli._main import mlcareer_content
from mlcareer_content._rules import RULES, Example, Rule, shortened

PAGES = Path(__file__).parent.parent / "docs" / "problems"
WIDTH = 140
LANGUAGES = {".json": "json", ".jsonl": "jsonl", ".md": "markdown", ".yaml": "yaml"}

INDEX = (
    "Everything that `mlcareer-content validate` can find. `mlcareer-content explain CODE` tells the same in the "
    "terminal. The first digit says where a rule belongs: 0 reading a file, 1 its schema, 2 ids and references, 3 the "
    "editor's desk. An error has to be mended; a warning may stay, unless `--strict` is given. A code is never given "
    "to another rule."
)


def pages() -> Iterator[tuple[str, str]]:
    """The name and the text of every page."""
    rows = [f"| [{rule.code}]({rule.code}.md) | {rule.title} | {rule.severity} |" for rule in RULES.values()]
    table = "\n".join(["| code | problem | severity |", "|---|---|---|", *rows])
    tree = "\n".join(["```{toctree}", ":hidden:", "", *RULES, "```"])
    yield "index.md", f"# Problems\n\n{_paragraph(INDEX)}\n\n{table}\n\n{tree}\n"
    for rule in RULES.values():
        yield f"{rule.code}.md", "\n\n".join(_blocks(rule)) + "\n"


def _blocks(rule: Rule) -> Iterator[str]:
    yield f"# {rule.code}: {rule.title}"
    yield f"Severity: {rule.severity}"
    yield from map(_paragraph, rule.explanation.split("\n\n"))
    yield "## Wrong"
    yield from _example(rule.wrong)
    yield "## Right"
    yield from _example(rule.right)


def _paragraph(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _example(example: Example) -> Iterator[str]:
    for name, text in example.files.items():
        yield f"`{name}`{example.circumstances}:"
        shown = shortened(text)
        yield _fenced(shown, LANGUAGES[Path(name).suffix] if shown == text else "text")
    yield "The check:"
    yield _fenced(f"$ {example.command}\n{shortened(output(example))}", "text")


def _fenced(text: str, language: str) -> str:
    longest = max(map(len, re.findall("^`{3,}", text, re.MULTILINE)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def output(example: Example) -> str:
    """What the command of an example prints."""
    with _scratch_folder(), _without(example.missing):
        for name, text in example.files.items():
            Path(name).parent.mkdir(exist_ok=True)
            Path(name).write_bytes(text.encode(example.encoding))
        return CliRunner().invoke(mlcareer_content, ["validate", *example.arguments], catch_exceptions=False).output


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


def main() -> int:
    """Write the pages, or compare them; the exit code."""
    return write_or_compare(dict(pages()), PAGES.glob("*.md"), PAGES)


if __name__ == "__main__":
    sys.exit(main())
