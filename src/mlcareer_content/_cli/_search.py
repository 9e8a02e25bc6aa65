"""`mlcareer-content search QUERY`."""

from __future__ import annotations

import click

from .. import Guide, NotFoundError
from .._passages import Hit
from .._render import marked
from .._text_safety import json_text, printable
from ._options import echo, entry_kind, format_option, guide_options


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option("--kind", callback=entry_kind, help="Search one kind of entries only, such as question.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="Maximum number of hits.")
@format_option()
@guide_options
def command(guide: Guide, query: tuple[str, ...], kind: str | None, limit: int, format_: str) -> None:
    """Find the entries that answer QUERY, the best first."""
    hits = guide.search(" ".join(query), kind=kind, limit=limit)
    if format_ == "json":
        echo(json_text(list(map(_as_data, hits))), nl=False)
    else:
        echo("\n\n".join(map(_as_text, hits)), nl=bool(hits))
    if not hits:
        raise NotFoundError("nothing found; try other words, or fewer")


def _as_data(hit: Hit) -> dict[str, object]:
    return {
        "ref": hit.entry.ref,
        "label": hit.entry.label,
        "score": round(hit.score, 3),
        "snippet": hit.snippet,
        "ranges": hit.ranges,
    }


def _as_text(hit: Hit) -> str:
    parts = ((printable(part), is_marked) for part, is_marked in marked(hit))
    snippet = "".join(click.style(part, bold=True) if is_marked else part for part, is_marked in parts)
    return f"{hit.entry.ref}  {printable(hit.entry.label)}\n   {' '.join(snippet.split())}"
