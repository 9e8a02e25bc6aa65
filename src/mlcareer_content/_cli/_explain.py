"""`mlcareer-content explain [CODE]`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from .. import NotFoundError
from .._rules import Rule, all_rules, codes, rule
from ..exceptions import not_found
from ._options import echo, terminal_width

_MARGIN = "    "


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a CODE that `validate` printed.

    Without CODE, list all codes.
    """
    if code is None:
        echo("\n".join(f"{each.code}  {each.title}" for each in all_rules()))
    else:
        echo("\n\n".join(_blocks(_named(code))))


def _named(code: str) -> Rule:
    if code.upper() in codes():
        return rule(code.upper())
    error = not_found("code", code, codes())
    raise error if error.near else NotFoundError(f"{error}; mlcareer-content explain lists all codes")


def _blocks(explained: Rule) -> Iterator[str]:
    yield f"{explained.code}: {explained.title}\nSeverity: {explained.severity}"
    for paragraph in explained.explanation.split("\n\n"):
        yield textwrap.fill(paragraph, terminal_width(), break_long_words=False, break_on_hyphens=False)
    for word, example in (("Wrong", explained.wrong), ("Right", explained.right)):
        for name, text in example.files.items():
            yield f"{word}, in {name}{example.notes[name]}:"
            yield textwrap.indent(text, _MARGIN).rstrip()
        yield "Checked by:"
        yield f"{_MARGIN}{example.command}"
