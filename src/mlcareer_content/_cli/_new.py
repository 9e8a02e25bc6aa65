"""`mlcareer-content new KIND [FILE]`, and `mlcareer-content new package DIR`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

import click

from .. import ContentError, _package_data, schema
from .._entries import DOCUMENT_KINDS
from .._package_skeleton import is_package_name, package_files
from .._read import FORMATS_BY_EXTENSION
from .._skeletons import skeleton
from .._text_safety import on_one_line, without_workflow_commands
from ._options import echo, one_of

_PACKAGE = "package"


def _checked_place(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """The place of the schema; raises BadParameter if it would not stay in the comment that it is written into."""
    if value is not None and on_one_line(value) != value:
        message = f"invalid path or URL {on_one_line(value)}; write it without line breaks and control characters"
        raise click.BadParameter(message, ctx, param)
    return value


@click.command("new")
@click.argument("kind", callback=one_of((*DOCUMENT_KINDS, _PACKAGE)))
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

    With the kind package, FILE is the folder of a new Python package with a guide of its own, to publish.
    """
    if kind == _PACKAGE:
        if not file or format_ or schema_:
            raise click.UsageError("new package takes a folder, such as acme-guide, and no options")
        _write_package(file)
        return
    place = schema_ or _package_data.uri(f"schemas/{kind}.schema.json") or str(schema(kind)["$id"])
    text = skeleton(kind, format_ or _format(file), place)
    if not file:
        click.echo(without_workflow_commands(text).encode(), nl=False)
        return
    _write(file, text.encode())
    # The packaged guide has these two already.
    option = "--no-base " if kind in {"guide", "article"} else ""
    next_step = f"fill it in, then run: mlcareer-content validate {option}{_argument(file)}"
    echo(on_one_line(f"created {file}; {next_step}"), err=True)


def _write_package(folder: Path) -> None:
    """Write the files of a new package; the folder may exist, but none of the files."""
    name = folder.resolve().name
    if not is_package_name(name):
        message = "is no name for a new package; name the folder in lower-case words joined by hyphens"
        raise click.UsageError(f"{on_one_line(repr(name))} {message}")
    files = {folder / path: content for path, content in package_files(name).items()}
    for path in files:
        for place in (path, *path.parents):
            if os.path.lexists(place) and (place == path or not place.is_dir()):
                raise _exists(place)
    with _writing(folder):
        folder.mkdir(exist_ok=True)
        for path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        _write(path, content)
    content_folder = next(path for path in files if path.name == "guide.json").parent
    next_step = f"replace its texts, then run: mlcareer-content validate --no-base {_argument(content_folder)}"
    echo(on_one_line(f"created {folder}; {next_step}"), err=True)


def _write(file: Path, content: bytes) -> None:
    with _writing(file), file.open("xb") as written:
        written.write(content)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Report, with its name, a file or a folder that exists or cannot be written."""
    try:
        yield
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise ContentError(f"{on_one_line(str(path))} cannot be written: {error.strerror}") from error


def _exists(file: Path) -> click.UsageError:
    return click.UsageError(f"{on_one_line(str(file))} exists already; nothing was written")


def _argument(path: Path) -> str:
    """A path as it can be typed in a shell."""
    return quote(f"./{path}" if str(path).startswith("-") else str(path))


def _format(file: Path | None) -> str:
    format = FORMATS_BY_EXTENSION.get(file.suffix.lower()) if file else "yaml"
    if format is None or format == "jsonl":
        message = "has an unknown extension; name it .yaml, .md or .json, or use --format"
        raise click.UsageError(f"{on_one_line(str(file))} {message}")
    return format
