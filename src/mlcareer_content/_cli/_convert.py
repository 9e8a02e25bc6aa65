"""`mlcareer-content convert FILE`."""

from __future__ import annotations

import click

from .. import _read
from .._entries import KINDS
from .._limits import DEFAULT_LIMITS
from .._schemas import canonical_json
from .._text_safety import on_one_line
from .._validate import text_problems
from ..exceptions import InvalidContentError
from ..problems import Report
from ._options import location, one_of, stdin_option


@click.command("convert")
@click.argument("file")
@click.option("--kind", callback=one_of(KINDS), help="Kind of the document, if it has no field kind.")
@stdin_option
def command(file: str, kind: str | None, stdin_filename: str | None) -> None:
    """Print a document of any format as canonical JSON.

    FILE is a document of JSON, YAML or Markdown, or - for standard input. Its content is not checked, and nothing of
    it is lost.
    """
    sources = list(_read.read_files(_read.find([location(file, stdin_filename)]), DEFAULT_LIMITS))
    if len(sources) != 1:
        raise click.UsageError(f"{on_one_line(file)} holds {len(sources)} documents; name one")
    document = _read.document(sources[0], kind)
    if document.problems:
        raise InvalidContentError(Report(tuple(text_problems(document))))
    click.echo(canonical_json(document.value).encode(), nl=False)
