"""What the page asks of the guide. Entries go to JavaScript as JSON."""

from __future__ import annotations

import json
from typing import Any

import mlcareer_content as mlc
from mlcareer_content.model import Entry

GUIDE = mlc.load()
GUIDE.search("anything")  # which builds the index, before somebody waits for it


def stylesheet() -> str:
    """What the rendered entries look like."""
    return mlc.render(GUIDE, "css")


def search(query: str) -> str:
    """The entries that answer a query, the best first."""
    return json.dumps([_shown(hit.entry, hit.snippet, hit.ranges) for hit in GUIDE.search(query)])


def entry(ref: str) -> str:
    """The entry with a ref, if there is one."""
    try:
        return json.dumps([_shown(GUIDE[ref])])
    except mlc.NotFoundError:
        return "[]"


def _shown(item: Entry, snippet: str = "", ranges: tuple[tuple[int, int], ...] = ()) -> dict[str, Any]:
    html = mlc.render(item, "html", link=lambda entry: f"#{entry.ref}", heading_level=2)
    return {"kind": item.kind, "label": item.label, "html": html, "snippet": snippet, "ranges": ranges}
