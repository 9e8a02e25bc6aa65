"""The group of commands, and what becomes of an error."""

from __future__ import annotations

import contextlib
import errno
import gc
import io
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import click

from .. import __version__
from .._text_safety import escaped
from ..exceptions import ContentError, InvalidContentError, NotFoundError
from ._options import BAD, INTERRUPTED, UNREADABLE, exit_code

#: The function of each command; its module is called like the command. None is imported before it is needed.
_FUNCTIONS = {
    "show": "show",
    "list": "list_entries",
    "search": "search",
    "schema": "print_schema",
    "validate": "validate",
    "explain": "explain",
    "new": "new",
    "convert": "convert",
    "export": "export",
    "diff": "diff",
}


class _Commands(click.Group):
    """A group whose commands may raise the errors of the package."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of the commands."""
        return sorted(_FUNCTIONS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name."""
        if cmd_name not in _FUNCTIONS:
            return None
        command: click.Command = getattr(import_module(f"._{cmd_name}", __package__), _FUNCTIONS[cmd_name])
        gc.freeze()  # what is imported stays to the end, and need not be looked through on the way
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The same, with a complaint that a terminal can show."""
        with _printable_complaints():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error is a sentence and an exit code."""
        with _printable_complaints():
            return self._invoke(ctx)

    def _invoke(self, ctx: click.Context) -> Any:
        try:
            done = super().invoke(ctx)
            if sys.stdout:
                sys.stdout.flush()
        except ContentError as error:
            _complain(str(error))
            ctx.exit(_exit_code(error))
        except KeyboardInterrupt:
            _complain("interrupted")
            ctx.exit(INTERRUPTED)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click ends quietly when nobody reads any more
            _complain(f"the output cannot be written: {error.strerror}")
            _forget_output()
            ctx.exit(UNREADABLE)
        return done


@contextlib.contextmanager
def _printable_complaints() -> Iterator[None]:
    try:
        yield
    except click.UsageError as error:
        vars(error)["message"] = escaped(error.message)  # of whichever class it is
        raise


def _complain(message: str) -> None:
    click.echo(escaped(f"mlcareer-content: {message}"), err=True)


def _forget_output() -> None:
    """Let nothing be written when the interpreter ends, which would fail once more."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _exit_code(error: ContentError) -> int:
    match error:
        case InvalidContentError():
            return exit_code(error.report)
        case NotFoundError():
            return BAD
    return UNREADABLE


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done; 1 nothing found, or bad content; 2 wrong usage, or unreadable; 130 interrupted.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def mlcareer_content() -> None:
    """The career of a machine learning engineer: read it, search it, take it away as JSON."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that cannot show a character gets a question mark, not a traceback.
            stream.reconfigure(errors="replace")
