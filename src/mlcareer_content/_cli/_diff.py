"""`mlcareer-content diff OLD NEW`."""

from __future__ import annotations

from datetime import date

import click

from .. import guides
from .._diff import Difference, as_json, as_markdown, as_text, compare, marked
from .._snapshots import read_snapshot
from .._text_safety import without_workflow_commands
from ._options import BAD, day_option, echo, format_option, guide_option, styled


@click.command("diff")
@click.argument("old")
@click.argument("new")
@format_option(("text", "json", "markdown"), help="What to print; markdown is a section for a changelog.")
@guide_option
@day_option("--date", "day", help="Day of the release, for the heading of the section.")
def command(old: str, new: str, format_: str, guide_name: str | None, day: date | None) -> None:
    """Show what changed from OLD to NEW, and the version it makes.

    Each is a checkout of the repository, its lock file, a wheel, a folder that packages are installed into, a guide
    as a folder or a file, or the word installed, which is the packaged guide or, with --guide, an installed one.
    """
    if not old or not new:
        raise click.UsageError("a path is empty")
    if day and format_ != "markdown":
        raise click.UsageError("--date is for --format markdown, which has a heading")
    guide = None if guide_name is None else guides()[guide_name]
    difference = compare(read_snapshot(old, guide), read_snapshot(new, guide))
    _print(difference, format_, day)
    if difference.broken:
        click.get_current_context().exit(BAD)


def _print(difference: Difference, format_: str, day: date | None) -> None:
    if format_ == "text":
        echo(as_text(difference, _styled))
    else:
        printed = as_json(difference) if format_ == "json" else as_markdown(difference, day)
        click.echo(without_workflow_commands(printed).encode(errors="replace"), nl=False)


def _styled(text: str, role: str) -> str:
    return styled(marked(text, role), role)
