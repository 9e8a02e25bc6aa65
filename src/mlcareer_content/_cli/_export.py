"""`mlcareer-content export DIR`."""

from __future__ import annotations

import shlex
from datetime import date

import click

from .. import Guide
from .._site import site_files, write_folder
from .._text_safety import on_one_line
from ._options import base_url_option, day_option, echo, guide_options


@click.command("export")
@click.argument("folder", metavar="DIR")
@day_option("--as-of", help="Show the status of credentials on a day.")
@base_url_option
@click.option("--force", is_flag=True, help="Replace files of an earlier export that were changed since.")
@guide_options
def command(guide: Guide, folder: str, as_of: date | None, base_url: str | None, force: bool) -> None:
    """Write the guide to DIR as a static site.

    DIR is created, or replaced if it contains an earlier export. Files that no export wrote are never touched.
    """
    if not folder:
        raise click.UsageError("the path is empty")
    files = site_files(guide, as_of=as_of, base_url=base_url)
    write_folder(files, folder, force=force)
    shown = on_one_line(shlex.quote(folder))
    echo(f"Exported {len(files)} files to {shown}; to look at them: python -m http.server -d {shown}")
