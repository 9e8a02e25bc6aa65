"""`mlcareer-content new KIND [FILE]`."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Literal, cast

import click

from .. import ContentError, _package_data, _skeletons, schema
from .._entries import KINDS
from .._read import FORMATS
from .._text_safety import on_one_line
from ._options import one_of

_FORMATS = ("json", "yaml", "markdown")


@click.command()
@click.argument("kind", callback=one_of([kind for kind in KINDS if kind != "section"]))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(_FORMATS), help="What to write.  [default: by the file's ending, or yaml]"
)
@click.option(
    "--schema", "schema_", metavar="PLACE", help="Where editors find the schema: a path or a URL.  [default: installed]"
)
def new(kind: str, file: Path | None, format_: str | None, schema_: str | None) -> None:
    """Begin a document of a KIND: a skeleton to be filled in.

    It is written to FILE, which must not be there yet, or printed.
    """
    place = schema_ or _package_data.uri(f"schemas/{kind}.schema.json") or str(schema(kind)["$id"])
    text = _skeletons.skeleton(kind, _format(file, format_), place).encode()
    if not file:
        click.echo(text, nl=False)
        return
    try:
        with file.open("xb") as written:
            written.write(text)
    except FileExistsError as error:
        raise click.UsageError(f"{on_one_line(str(file))} is there already; nothing was written") from error
    except OSError as error:
        raise ContentError(f"{on_one_line(str(file))} cannot be written: {error.strerror}") from error
    name = str(file) if not str(file).startswith("-") else f"./{file}"
    click.echo(on_one_line(f"{file} is begun; fill it in, then run: mlcareer-content validate {quote(name)}"), err=True)


def _format(file: Path | None, named: str | None) -> Literal["json", "yaml", "markdown"]:
    if named:
        return cast(Literal["json", "yaml", "markdown"], named)
    if not file:
        return "yaml"
    format = FORMATS.get(file.suffix.lower())
    if format is None or format == "jsonl":
        raise click.UsageError(
            f"the ending of {on_one_line(file.name)} tells no format; name it .yaml, .md or .json, or use --format"
        )
    return format
