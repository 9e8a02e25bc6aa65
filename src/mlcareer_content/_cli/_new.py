"""`mlcareer-content new KIND [FILE]`."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from .. import ContentError, _package_data, schema
from .._entries import DOCUMENT_KINDS
from .._read import FORMATS_BY_EXTENSION
from .._skeletons import skeleton
from .._text_safety import on_one_line, without_workflow_commands
from ._options import echo, one_of


def _checked_place(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The place of the schema; raises BadParameter if it would not stay in the comment that it is written into."""
    if value is not None and on_one_line(value) != value:
        message = f"invalid path or URL {on_one_line(value)}; write it without line breaks and control characters"
        raise click.BadParameter(message, ctx, param)
    return value


@click.command("new")
@click.argument("kind", callback=one_of(DOCUMENT_KINDS))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "yaml", "markdown"]),
    help="What to write.  [default: by the extension of FILE, or yaml]",
)
@click.option(
    "--schema",
    "schema_",
    metavar="PLACE",
    callback=_checked_place,
    help="Path or URL of the schema, for editors.  [default: installed]",
)
def command(kind: str, file: Path | None, format_: str | None, schema_: str | None) -> None:
    """Create a document of a KIND: a skeleton to fill in.

    It is written to FILE, which must not exist, or printed.
    """
    place = schema_ or _package_data.uri(f"schemas/{kind}.schema.json") or str(schema(kind)["$id"])
    text = skeleton(kind, format_ or _format(file), place)
    if not file:
        click.echo(without_workflow_commands(text).encode(), nl=False)
        return
    try:
        with file.open("xb") as written:
            written.write(text.encode())
    except FileExistsError as error:
        raise click.UsageError(f"{on_one_line(str(file))} exists already; nothing was written") from error
    except OSError as error:
        raise ContentError(f"{on_one_line(str(file))} cannot be written: {error.strerror}") from error
    name = str(file) if not str(file).startswith("-") else f"./{file}"
    # The packaged guide has these two already.
    option = "--no-base " if kind in {"guide", "article"} else ""
    next_step = f"fill it in, then run: mlcareer-content validate {option}{quote(name)}"
    echo(on_one_line(f"created {file}; {next_step}"), err=True)


def _format(file: Path | None) -> str:
    format = FORMATS_BY_EXTENSION.get(file.suffix.lower()) if file else "yaml"
    if format is None or format == "jsonl":
        message = "has an unknown extension; name it .yaml, .md or .json, or use --format"
        raise click.UsageError(f"{on_one_line(str(file))} {message}")
    return format
