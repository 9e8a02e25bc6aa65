"""`mlcareer-content schema [KIND]`."""

from __future__ import annotations

import click

from .. import schema
from .._entries import KINDS
from .._text_safety import json_text
from ._options import echo, one_of


@click.command("schema")
@click.argument("kind", callback=one_of((*KINDS, "report")), default="guide")
def command(kind: str) -> None:
    """Print the JSON Schema of a KIND of document.

    Without KIND, print that of a whole guide, which contains all others.
    """
    echo(json_text(schema(kind)), nl=False)
