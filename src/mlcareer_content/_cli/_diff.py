"""`mlcareer-content diff OLD NEW`."""

from __future__ import annotations

from datetime import date

import click

from .. import _editions
from .._diff import Difference, compare
from .._diff._json import as_json
from .._diff._markdown import markdown
from .._diff._text import plain, text
from ._options import BAD, colour, day_option, format_option, styled


@click.command("diff")
@click.argument("old")
@click.argument("new")
@format_option(("text", "json", "markdown"), help="What to print; markdown is a section for a changelog.")
@day_option("--date", "day", help="Day of the release, for the heading of the section.")
def command(old: str, new: str, format_: str, day: date | None) -> None:
    """Show what changed from OLD to NEW, and the version it makes.

    Each is a checkout of the repository, its lock file, a wheel or an sdist, a folder of installed packages, a guide
    as a folder or a file, or the word installed.
    """
    if not old or not new:
        raise click.UsageError("a path is empty")
    if day and format_ != "markdown":
        raise click.UsageError("--date is for --format markdown, which has a heading")
    difference = compare(_editions.read(old), _editions.read(new))
    _print(difference, format_, day)
    if difference.broken:
        click.get_current_context().exit(BAD)


def _print(difference: Difference, format_: str, day: date | None) -> None:
    if format_ == "text":
        click.echo(text(difference, _styled), color=colour())
    else:
        printed = as_json(difference) if format_ == "json" else markdown(difference, day)
        click.echo(printed.encode(errors="replace"), nl=False)


def _styled(text: str, role: str) -> str:
    return styled(plain(text, role), role)
