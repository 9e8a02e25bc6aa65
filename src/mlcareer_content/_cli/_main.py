"""The group of commands; errors become messages and exit codes."""

from __future__ import annotations

import contextlib
import gc
import io
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NoReturn

import click

from .. import __version__
from .._text_safety import escaped, on_one_line, without_workflow_commands
from ..exceptions import ContentError, InvalidContentError, NotFoundError
from . import UNREADABLE
from ._options import BAD, INTERRUPTED, echo, exit_code

_COMMANDS = (
    "convert",
    "diff",
    "explain",
    "export",
    "guides",
    "list",
    "new",
    "path",
    "schema",
    "search",
    "show",
    "validate",
)


class _Commands(click.Group):
    """A group whose commands may raise the errors of the package."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of the commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name, from the module of the same name."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"._{cmd_name}", __package__).command
        gc.freeze()  # what is imported is used to the end: garbage collection can skip it
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; an error has only printable characters."""
        with _printable_usage_errors():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error becomes a message and an exit code."""
        try:
            with _printable_usage_errors():
                done = super().invoke(ctx)
            if sys.stdout:
                sys.stdout.flush()
        except InvalidContentError as error:
            _exit(ctx, str(error), exit_code(error.report))
        except ContentError as error:
            _exit(ctx, str(error), BAD if isinstance(error, NotFoundError) else UNREADABLE)
        except KeyboardInterrupt:
            _exit(ctx, "interrupted", INTERRUPTED)
        return done


@contextlib.contextmanager
def _printable_usage_errors() -> Iterator[None]:
    try:
        yield
    except click.UsageError as error:
        # Final, but it quotes what the user typed.
        vars(error)["message"] = without_workflow_commands(on_one_line(error.message))
        raise


def _exit(ctx: click.Context, message: str, code: int) -> NoReturn:
    with contextlib.suppress(OSError):  # the exit code counts, even if nobody can read the message
        echo(escaped(f"mlcareer-content: {message}"), err=True)
    ctx.exit(code)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done; 1 nothing found, or invalid content; 2 wrong usage, or unreadable; 3 internal error; "
    "130 interrupted.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def mlcareer_content() -> None:
    """Career guides: read, search, export, check and write them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # An encoding without a character gets a question mark instead of a traceback.
            stream.reconfigure(errors="replace")
