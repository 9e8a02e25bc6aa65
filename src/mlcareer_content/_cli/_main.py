"""The group of commands, and what becomes of an error."""

from __future__ import annotations

import sys
from typing import Any

import click

from .. import __version__
from ..exceptions import ContentError, InvalidContentError, NotFoundError
from ._list import list_entries
from ._schema import print_schema
from ._search import search
from ._show import show

_BAD, _UNREADABLE = 1, 2


class _Commands(click.Group):
    """A group whose commands may raise the errors of the package."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ContentError as error:
            click.echo(f"mlcareer-content: {error}", err=True)
            ctx.exit(_exit_code(error))


def _exit_code(error: ContentError) -> int:
    match error:
        case InvalidContentError():
            unread = any(problem.code.startswith("MLC0") for problem in error.report.errors)
            return _UNREADABLE if unread else _BAD
        case NotFoundError():
            return _BAD
    return _UNREADABLE


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    commands=[show, list_entries, search, print_schema],
    epilog="Exit codes: 0 done; 1 nothing found, or bad content; 2 wrong usage, or unreadable.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def mlcareer_content() -> None:
    """The career of a machine learning engineer: read it, search it, take it away as JSON."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets a question mark, not a traceback.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
