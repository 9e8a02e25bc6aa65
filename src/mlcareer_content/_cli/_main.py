"""The group of commands, and what becomes of an error."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from typing import Any

import click

from .. import __version__
from .._characters import escaped
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
            done = super().invoke(ctx)
            if sys.stdout:
                sys.stdout.flush()
        except ContentError as error:
            _complain(str(error))
            ctx.exit(_exit_code(error))
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click ends quietly when nobody reads any more
            _complain(f"the output cannot be written: {error.strerror}")
            _forget_output()
            ctx.exit(_UNREADABLE)
        return done


def _complain(message: str) -> None:
    click.echo(escaped(f"mlcareer-content: {message}"), err=True)


def _forget_output() -> None:
    """Let nothing be written when the interpreter ends, which would fail once more."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


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
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a character gets a question mark, not a traceback.
            stream.reconfigure(errors="replace")
