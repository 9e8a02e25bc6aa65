"""`mlcareer-content export DIR`."""

from __future__ import annotations

import shlex
from datetime import date
from urllib.parse import urlsplit

import click

from .. import Guide
from .._site import site_files, write_folder
from .._text_safety import on_one_line
from ._options import day_option, echo, guide_options


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


@click.command("export")
@click.argument("folder", metavar="DIR")
@day_option("--as-of", help="Show the status of credentials on a day.")
@click.option("--base-url", metavar="URL", callback=_checked_url, help="Address of the site on the web.")
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
