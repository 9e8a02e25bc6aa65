"""Options that several commands share."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any, BinaryIO

import click

from .. import load
from .._rules import rule
from .._text_safety import on_one_line
from ..exceptions import not_found
from ..guide import Guide
from ..model import COLLECTION_CLASSES, ENTRY_CLASSES
from ..problems import Report

_WIDEST = 100
_PIPED = 80

BAD, UNREADABLE, INTERRUPTED = 1, 2, 130

Command = Callable[..., Any]

#: The kinds that a command takes: each entry's, and for each collection its own name.
KINDS = {kind: kind for kind in ENTRY_CLASSES} | {name: cls.kind for name, cls in COLLECTION_CLASSES.items()}


def one_of(kinds: Sequence[str]) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """A check of an argument: the name of a kind; another name is told what it may have meant."""

    def checked(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is None or value in kinds:
            return value
        error = not_found("kind", value, kinds)
        message = str(error) if error.near else f"{error}; the kinds are {', '.join(kinds)}"
        raise click.BadParameter(message, ctx, param)

    return checked


def format_option(formats: Iterable[str] = ("text", "json")) -> Callable[[Command], Command]:
    """`--format`, one of some formats."""
    choice = click.Choice(tuple(formats))
    return click.option("--format", "format_", type=choice, default="text", show_default=True, help="What to print.")


def day_option(name: str, *parameter: str, help: str) -> Callable[[Command], Command]:
    """An option that takes a day; `parameter` is the name of the argument, if it is not that of the option."""
    return click.option(name, *parameter, metavar="YYYY-MM-DD", callback=_day, help=help)


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{on_one_line(value)} is not a day, such as 2026-11-25", ctx, param) from None


def content_options(command: Command) -> Command:
    """`--add PATH` and `--no-base`, as the arguments `add` and `base`."""
    add = click.option(
        "--add", metavar="PATH", multiple=True, help="Add a file or a folder of content. May be given more than once."
    )
    base = click.option("--no-base", "base", flag_value=False, default=True, help="Leave the packaged guide out.")
    return add(base(command))


def load_guide(add: tuple[str, ...], base: bool) -> Guide:
    """The guide that `content_options` ask for."""
    if not add and not base:
        raise click.UsageError("--no-base leaves nothing; name a guide of your own with --add PATH")
    return load(*add, base=base)


def terminal_width() -> int:
    """The width of the lines to print."""
    if not (sys.stdout and sys.stdout.isatty()):
        return _PIPED
    return max(20, min(shutil.get_terminal_size().columns, _WIDEST))


def colour() -> bool | None:
    """What click is told of colour: none where NO_COLOR is set, else as it finds fit."""
    return False if os.environ.get("NO_COLOR") else None


def exit_code(report: Report) -> int:
    """0 for valid content, 2 if a document could not be read, 1 for any other error."""
    if report.ok:
        return 0
    unread = any(rule(problem.code).category == "reading" for problem in report.errors)
    return UNREADABLE if unread else BAD


def standard_input(name: str | None) -> _StandardInput:
    """What is piped in, under a name whose ending tells its format."""
    return _StandardInput(name or "<stdin>")


class _StandardInput:
    """What is piped in, as far as a file is asked of it."""

    def __init__(self, name: str) -> None:
        self.name = PurePath(name).name
        self._path = name

    def __str__(self) -> str:
        return self._path

    def is_dir(self) -> bool:
        """It is a file."""
        return False

    def iterdir(self) -> Iterator[object]:
        """It holds nothing."""
        return iter(())

    def open(self, mode: str = "rb") -> BinaryIO:  # noqa: ARG002
        """The bytes."""
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        return sys.stdin.buffer
