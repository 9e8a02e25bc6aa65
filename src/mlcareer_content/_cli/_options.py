"""Arguments, options and output that several commands share."""

from __future__ import annotations

import errno
import functools
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from pathlib import PurePath
from shlex import quote
from typing import Any, BinaryIO
from urllib.parse import urlsplit

import click

from .. import Guide, InvalidContentError, NotFoundError, guides, load
from .._entries import ENTRY_KINDS, known_kind
from .._limits import DEFAULT_LIMITS
from .._rules import rule
from .._text_safety import on_one_line, without_workflow_commands
from ..problems import Report
from . import UNREADABLE

_WIDEST = 100  # columns: longer lines are hard to read
_WIDTH_WITHOUT_TERMINAL = 80

BAD, INTERRUPTED = 1, 130

Command = Callable[..., Any]
Callback = Callable[[click.Context, click.Parameter, str | None], str | None]

_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "file": {"bold": True},
    "mark": {"fg": "blue"},
    "heading": {"bold": True},
    "removed": {"fg": "red"},
    "added": {"fg": "green"},
}


def one_of(kinds: Collection[str]) -> Callback:
    """A callback that accepts the name of a kind, and reports near matches of any other name."""

    def checked(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        try:
            return None if value is None else known_kind(value, kinds)
        except NotFoundError as error:
            message = str(error) if error.near else f"{error}; the kinds are {', '.join(kinds)}"
            raise click.BadParameter(message, ctx, param) from None

    return checked


def entry_kind(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A callback that accepts the name of a kind of entries or of its collection, and returns the kind."""
    name = one_of(ENTRY_KINDS)(ctx, param, value)
    return None if name is None else ENTRY_KINDS[name]


def format_option(formats: Iterable[str] = ("text", "json"), help: str = "What to print.") -> Callable[..., Command]:
    """`--format`, one of some formats, as the argument `format_`."""
    choice = click.Choice(tuple(formats))
    return click.option("--format", "format_", type=choice, default="text", show_default=True, help=help)


def day_option(name: str, *parameter: str, help: str) -> Callable[[Command], Command]:
    """An option for a day; `parameter` is the name of the argument, if it differs from that of the option."""
    return click.option(name, *parameter, metavar="YYYY-MM-DD", callback=_day, help=help)


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{on_one_line(value or '')} is not a day, such as 2026-11-25", ctx, param) from None


def _checked_url(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The address of the site with a slash at its end; raises BadParameter if it is not valid."""
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        is_address = (
            parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0 and "@" not in parts.netloc
        )
    except ValueError:
        is_address = False
    if not is_address or not value.isascii() or not value.isprintable() or set(value) & set(" ?#\\<>\"'"):
        message = f"invalid address {on_one_line(value)}; write one such as https://example.org/guide/"
        raise click.BadParameter(message, ctx, param)
    return value.rstrip("/") + "/"


base_url_option = click.option(
    "--base-url", metavar="URL", callback=_checked_url, help="Address of the site on the web."
)
no_base_option = click.option("--no-base", "base", flag_value=False, default=True, help="Leave out the packaged guide.")
stdin_option = click.option(
    "--stdin-filename", metavar="NAME", help="Name of standard input; its extension gives the format."
)


guide_option = click.option(
    "--guide", "guide_name", metavar="NAME", help="An installed guide, which replaces the packaged one."
)


def guide_options(command: Command) -> Command:
    """`--add PATH`, `--no-base`, `--guide NAME`; the command gets the guide that they name as the argument `guide`."""

    @functools.wraps(command)
    def with_guide(*, add: tuple[str, ...], base: bool, guide_name: str | None, **arguments: Any) -> Any:
        return command(guide=_guide(add, guide_name, base=base), **arguments)

    add = click.option(
        "--add", metavar="PATH", multiple=True, help="Add a file or a folder of content. May be given more than once."
    )
    return add(no_base_option(guide_option(with_guide)))


def _guide(add: tuple[str, ...], name: str | None, *, base: bool) -> Guide:
    check_bases(name, base=base)
    if name is not None:
        guide = installed_guide(name)
        return load(guides()[name].content(), *add, base=False) if add else guide
    if not add and not base:
        raise click.UsageError("--no-base needs a guide of your own; name it with --add PATH")
    return load(*add, base=base)


def check_bases(name: str | None, *, base: bool) -> None:
    """Raise UsageError if an installed guide is named, and no guide wanted."""
    if name is not None and not base:
        raise click.UsageError("--guide and --no-base exclude each other; leave out one of them")


def installed_guide(name: str) -> Guide:
    """An installed guide; if it is invalid, one sentence says so, and the command ends."""
    try:
        return guides()[name].load()
    except InvalidContentError as error:
        count = len(error.report.errors)
        command = on_one_line(f"mlcareer-content validate --guide {quote(name)}")
        errors = f"{count:,} error{'s' * (count != 1)}"
        echo(f"mlcareer-content: the installed guide has {errors}; to list them: {command}", err=True)
        click.get_current_context().exit(exit_code(error.report))


def terminal_width() -> int:
    """The width of the lines to print."""
    if not (sys.stdout and sys.stdout.isatty()):
        return _WIDTH_WITHOUT_TERMINAL
    return max(20, min(shutil.get_terminal_size().columns, _WIDEST))


def styled(text: str, role: str) -> str:
    """A text in the style of its role."""
    return click.style(text, **_STYLES[role])


def colour() -> bool | None:
    """The argument `color` of click: off where NO_COLOR is set, otherwise click decides."""
    return False if os.environ.get("NO_COLOR") else None


def echo(text: str, *, nl: bool = True, err: bool = False) -> None:
    """Print a text, without what a CI service would take for a command."""
    click.echo(without_workflow_commands(text), nl=nl, err=err, color=colour())


def exit_code(report: Report) -> int:
    """0 for valid content, 2 if a document could not be read, 1 for any other error."""
    if report.ok:
        return 0
    unread = any(rule(problem.code).category == "reading" for problem in report.errors)
    return UNREADABLE if unread else BAD


def location(path: str, stdin_filename: str | None) -> str | StandardInput:
    """The file or folder that an argument names; standard input for ``-``."""
    if not path:
        raise click.UsageError("the path is empty")
    return StandardInput(stdin_filename or "<stdin>") if path == "-" else path


def value_of_file(file: str, stdin_filename: str | None, kind: str | None = None) -> Any:
    """The value of the one document in a file; what `kind` and `stdin_filename` are is said by their options."""
    from .. import _read  # not needed to print the packaged guide
    from .._validate import text_problems

    sources = list(_read.read_files(_read.find([location(file, stdin_filename)]), DEFAULT_LIMITS))
    if len(sources) != 1:
        raise click.UsageError(f"{on_one_line(file)} holds {len(sources)} documents; name one")
    document = _read.document(sources[0], kind)
    if document.problems:
        raise InvalidContentError(Report(tuple(text_problems(document))))
    return document.value


class StandardInput:
    """Standard input with the methods of a file; the extension of its name gives the format."""

    def __init__(self, name: str) -> None:
        self.name = PurePath(name).name
        self._path = name

    def __str__(self) -> str:
        return self._path

    def is_dir(self) -> bool:
        """Always false."""
        return False

    def iterdir(self) -> Iterator[object]:
        """Nothing, as it is no folder."""
        return iter(())

    def open(self, mode: str = "rb") -> BinaryIO:  # noqa: ARG002
        """The stream of its bytes."""
        if sys.stdin is None:
            raise OSError(errno.EBADF, "standard input is closed")
        return sys.stdin.buffer
