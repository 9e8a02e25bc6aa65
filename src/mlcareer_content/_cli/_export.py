"""`mlcareer-content export PATH`."""

from __future__ import annotations

import shlex
from datetime import date

import click

from .. import Guide
from .._site import site_files, write_folder
from .._text_safety import on_one_line
from ._options import base_url_option, day_option, echo, guide_options


@click.command("export")
@click.argument("path")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["site", "epub"]),
    default="site",
    show_default=True,
    help="What to write: the folder of a site, or the file of a book.",
)
@day_option("--as-of", help="Show the status of credentials on a day.")
@base_url_option
@click.option("--force", is_flag=True, help="Replace files of an earlier export that were changed since.")
@guide_options
def command(guide: Guide, path: str, format_: str, as_of: date | None, base_url: str | None, force: bool) -> None:
    """Write the guide to PATH as a static site or as a book.

    PATH is created, or replaced if it is an earlier export. Files that no export wrote are never touched.
    """
    if not path:
        raise click.UsageError("the path is empty")
    shown = on_one_line(shlex.quote(path))
    if format_ == "epub":
        if base_url:
            raise click.UsageError("--base-url is the address of a site, and a book has none; leave it out")
        _write_book(guide, path, as_of, force=force)
        echo(f"Exported the guide as a book to {shown}")
        return
    files = site_files(guide, as_of=as_of, base_url=base_url)
    write_folder(files, path, force=force)
    echo(f"Exported {len(files)} files to {shown}; to look at them: python -m http.server -d {shown}")


def _write_book(guide: Guide, path: str, as_of: date | None, *, force: bool) -> None:
    from .._site._book import book  # not needed for a site
    from .._site._output_file import write_file

    write_file(book(guide, as_of=as_of), path, force=force)
