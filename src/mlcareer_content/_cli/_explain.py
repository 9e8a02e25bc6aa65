"""`mlcareer-content explain [CODE]`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from .. import NotFoundError
from .._rules import RULES, Example, Rule, shortened
from .._suggest import not_found
from ._options import terminal_width

_MARGIN = "    "


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Tell more of a CODE that `validate` printed.

    Without CODE all of them are listed.
    """
    if code is None:
        click.echo("\n".join(f"{rule.code}  {rule.title}" for rule in RULES.values()))
    else:
        click.echo("\n\n".join(_blocks(_named(code))))


def _named(code: str) -> Rule:
    if code.upper() in RULES:
        return RULES[code.upper()]
    error = not_found("code", code, RULES)
    raise error if error.near else NotFoundError(f"{error}; mlcareer-content explain lists all there are")


def _blocks(rule: Rule) -> Iterator[str]:
    yield f"{rule.code}: {rule.title}\nSeverity: {rule.severity}"
    for paragraph in rule.explanation.split("\n\n"):
        yield textwrap.fill(paragraph, terminal_width(), break_long_words=False, break_on_hyphens=False)
    yield from _example("Wrong", rule.wrong)
    yield from _example("Right", rule.right)


def _example(word: str, example: Example) -> Iterator[str]:
    for name, text in example.files.items():
        yield f"{word}, in {name}{example.circumstances}:"
        yield textwrap.indent(shortened(text), _MARGIN).rstrip()
    yield "Checked by:"
    yield f"{_MARGIN}{example.command}"
