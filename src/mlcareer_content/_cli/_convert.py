"""`mlcareer-content convert FILE`."""

from __future__ import annotations

import click

from .._entries import KINDS
from .._schemas import canonical_json
from ._options import one_of, stdin_option, value_of_file


@click.command("convert")
@click.argument("file")
@click.option("--kind", callback=one_of(KINDS), help="Kind of the document, if it has no field kind.")
@stdin_option
def command(file: str, kind: str | None, stdin_filename: str | None) -> None:
    """Print a document of any format as canonical JSON.

    FILE is a document of JSON, YAML or Markdown, or - for standard input. Its content is not checked, and nothing of
    it is lost.
    """
    click.echo(canonical_json(value_of_file(file, stdin_filename, kind)).encode(), nl=False)
