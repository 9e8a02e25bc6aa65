"""`mlcareer-content diff OLD NEW`."""

from __future__ import annotations

from datetime import date

import click

from .. import guides
from .._diff import Difference, as_atom, as_json, as_markdown, as_text, compare, marked
from .._site import address
from .._snapshots import read_snapshot
from .._text_safety import without_workflow_commands
from ._options import BAD, base_url_option, day_option, echo, format_option, guide_option, styled


@click.command("diff")
@click.argument("old")
@click.argument("new")
@format_option(
    ("text", "json", "markdown", "atom"), help="What to print; markdown is a section for a changelog, atom is a feed."
)
@guide_option
@day_option("--date", "day", help="Day of the release, for markdown and atom.")
@base_url_option
def command(old: str, new: str, format_: str, guide_name: str | None, day: date | None, base_url: str | None) -> None:
    """Show what changed from OLD to NEW, and the version it makes.

    Each is a checkout of the repository, its lock file, a wheel, a folder that packages are installed into, a guide
    as a folder or a file, or the word installed, which is the packaged guide or, with --guide, an installed one.
    """
    if not old or not new:
        raise click.UsageError("a path is empty")
    _check_format(format_, day, base_url)
    guide = None if guide_name is None else guides()[guide_name]
    difference = compare(read_snapshot(old, guide), read_snapshot(new, guide))
    _print(difference, format_, day, base_url)
    if difference.broken:
        click.get_current_context().exit(BAD)


def _check_format(format_: str, day: date | None, base_url: str | None) -> None:
    if day and format_ not in {"markdown", "atom"}:
        raise click.UsageError("--date is for --format markdown and --format atom, which name the day")
    if format_ == "atom" and not day:
        raise click.UsageError("--format atom needs the day of the release; name it with --date YYYY-MM-DD")
    if base_url and format_ != "atom":
        raise click.UsageError("--base-url is for --format atom, which has links")


def _print(difference: Difference, format_: str, day: date | None, base_url: str | None) -> None:
    if format_ == "text":
        echo(as_text(difference, _styled))
        return
    if format_ == "json":
        printed = as_json(difference)
    elif format_ == "atom" and day:
        printed = as_atom(difference, day, base_url, address)
    else:
        printed = as_markdown(difference, day)
    click.echo(without_workflow_commands(printed).encode(errors="replace"), nl=False)


def _styled(text: str, role: str) -> str:
    return styled(marked(text, role), role)
