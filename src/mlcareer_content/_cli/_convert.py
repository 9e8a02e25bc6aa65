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
from ._options import one_of, standard_input


@click.command()
@click.argument("file")
@click.option("--kind", callback=one_of(KINDS), help="What the document is, if it does not say its kind.")
@click.option("--stdin-filename", metavar="NAME", help="What - is called; its ending tells the format.")
def convert(file: str, kind: str | None, stdin_filename: str | None) -> None:
    """Print a document as canonical JSON, whatever it is written in.

    FILE is a document of JSON, YAML or Markdown, or - for what is piped in. Its content is not checked, but nothing of
    it is lost.
    """
    if not file:
        raise click.UsageError("the path is empty")
    location = standard_input(stdin_filename) if file == "-" else file
    sources = list(_read.read(_read.find([location]), DEFAULT_LIMITS))
    if len(sources) != 1:
        raise click.UsageError(f"{on_one_line(file)} holds {len(sources)} documents; name one")
    document = _read.document(sources[0], kind)
    if document.problems:
        raise InvalidContentError(Report(tuple(text_problems(document))))
    click.echo(canonical_json(document.value).encode(), nl=False)
