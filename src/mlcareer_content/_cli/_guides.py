"""`mlcareer-content guides`."""

from __future__ import annotations

import click

from .. import NotFoundError, guides
from .._text_safety import json_text, printable
from ._options import echo, format_option


@click.command("guides")
@format_option()
def command(format_: str) -> None:
    """List the guides in installed packages, one a line.

    The other commands read one with --guide NAME.
    """
    found = guides().values()
    if format_ == "json":
        echo(json_text([{"name": guide.name, "packages": guide.packages} for guide in found]), nl=False)
    else:
        width = max((len(guide.name) for guide in found), default=0)
        for guide in found:
            packages = " and ".join(guide.packages) + (", so it cannot be loaded" if len(guide.packages) > 1 else "")
            echo(f"{printable(guide.name):<{width}}  {packages}")
    if not found:
        raise NotFoundError("no guide is installed; `mlcareer-content new package DIR` writes a package with one")
