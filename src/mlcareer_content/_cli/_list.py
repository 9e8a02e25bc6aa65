"""`mlcareer-content list [KIND]`."""

from __future__ import annotations

import click

from .. import NotFoundError
from .._text_safety import json_text, printable
from ._options import KINDS, content_options, format_option, load_guide, one_of


@click.command("list")
@click.argument("kind", required=False, callback=one_of(tuple(KINDS)))
@format_option()
@content_options
def list_entries(kind: str | None, format_: str, add: tuple[str, ...], base: bool) -> None:
    """List the entries, a line each: ref and name.

    KIND limits the list to one kind, such as skill or faq.
    """
    entries = [entry for entry in load_guide(add, base) if kind is None or entry.kind == KINDS[kind]]
    if format_ == "json":
        rows = [{"ref": entry.ref, "label": entry.label} for entry in entries]
        click.echo(json_text(rows), nl=False)
    else:
        width = max((len(entry.ref) for entry in entries), default=0)
        for entry in entries:
            click.echo(f"{entry.ref:<{width}}  {printable(entry.label)}")
    if not entries:
        raise NotFoundError(f"the guide has no {kind}")
