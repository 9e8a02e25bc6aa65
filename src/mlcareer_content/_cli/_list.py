"""`mlcareer-content list [KIND]`."""

from __future__ import annotations

import click

from .. import Guide, NotFoundError
from .._text_safety import json_text, printable
from ._options import echo, entry_kind, format_option, guide_options


@click.command("list")
@click.argument("kind", required=False, callback=entry_kind)
@format_option()
@guide_options
def command(guide: Guide, kind: str | None, format_: str) -> None:
    """List the entries, one a line: ref and label.

    KIND limits the list to one kind, such as skill or faq.
    """
    entries = [entry for entry in guide if kind in (None, entry.kind)]
    if format_ == "json":
        echo(json_text([{"ref": entry.ref, "label": entry.label} for entry in entries]), nl=False)
    else:
        width = max((len(entry.ref) for entry in entries), default=0)
        for entry in entries:
            echo(f"{entry.ref:<{width}}  {printable(entry.label)}")
    if not entries:
        raise NotFoundError(f"the guide has no {kind}")
