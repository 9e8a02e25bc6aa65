"""The functions that the page calls. They return entries as JSON for JavaScript."""

from __future__ import annotations

import json
from typing import Any

import mlcareer_content as mlc
from mlcareer_content.model import Entry

GUIDE = mlc.load()
GUIDE.search("anything")  # builds the index before the first query


def stylesheet() -> str:
    """Return the stylesheet of the rendered entries."""
    return mlc.render(GUIDE, "css")


def search(query: str) -> str:
    """Return the entries that answer a query, the best first."""
    return json.dumps([_shown(hit.entry, hit.snippet, hit.ranges) for hit in GUIDE.search(query)])


def entry(ref: str) -> str:
    """Return a list with the entry that has a ref, or an empty list."""
    try:
        return json.dumps([_shown(GUIDE[ref])])
    except mlc.NotFoundError:
        return "[]"


def _shown(item: Entry, snippet: str = "", ranges: tuple[tuple[int, int], ...] = ()) -> dict[str, Any]:
    html = mlc.render(item, "html", link=lambda entry: f"#{entry.ref}", heading_level=2)
    return {"kind": item.kind, "label": item.label, "html": html, "snippet": snippet, "ranges": ranges}
