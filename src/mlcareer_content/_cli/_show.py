"""`mlcareer-content show [REF]`."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from .. import Guide, NotFoundError, render
from .._collection import Collection
from .._entries import ENTRY_KINDS
from .._markup import Markup
from .._render import RENDERERS
from .._text_safety import HTML_ESCAPE, TEXT_ESCAPE, without_workflow_commands
from ..exceptions import near
from ..model import COLLECTION_CLASSES, ENTRY_CLASSES, Entry
from ._options import day_option, echo, format_option, guide_options, terminal_width


@click.command("show")
@click.argument("ref", required=False)
@format_option(RENDERERS)
@day_option("--as-of", help="Show the status of credentials on a day.")
@click.option("--width", type=click.IntRange(20), help="Length of a line.  [default: the terminal's, up to 100]")
@click.option("--pager", is_flag=True, help="Show one page at a time.")
@guide_options
def command(guide: Guide, ref: str | None, format_: Any, as_of: date | None, width: int | None, pager: bool) -> None:
    """Print the whole guide, or the part that REF names.

    REF is an entry, such as skill:pytorch, or a collection, such as faq.
    """
    item = _named(guide, ref)
    if format_ == "svg" and not isinstance(item, Guide) and item.kind != "stages":
        raise click.UsageError(f"svg shows a guide or its stages, not {ref}; leave out REF, or use stages")
    text = render(item, format_, as_of=as_of, width=width or terminal_width())
    text = without_workflow_commands(text, HTML_ESCAPE if isinstance(text, Markup) else TEXT_ESCAPE)
    if pager:
        click.echo_via_pager(text)
    else:
        echo(text, nl=not text.endswith("\n"))


def _named(guide: Guide, ref: str | None) -> Guide | Collection[Entry] | Entry:
    if ref is None:
        return guide
    if ref in ENTRY_KINDS:
        name = ENTRY_CLASSES[ENTRY_KINDS[ref]].collection or "article"  # which contains the sections
        item: Collection[Entry] | Entry = getattr(guide, name)
        return item
    if ":" not in ref:
        matches = (*near(ref, ENTRY_KINDS), *(entry.ref for entry in guide if ref in (entry.id, entry.label)))
        collections = ", ".join(COLLECTION_CLASSES)
        raise NotFoundError(f"{ref!r} is no collection ({collections}), and no entry (kind:id)", matches)
    return guide[ref]
