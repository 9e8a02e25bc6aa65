"""Where in the site an entry is found."""

from __future__ import annotations

from collections.abc import Callable

from ..guide import Guide
from ..model import Entry

ID_PREFIX = "mlc-"

_IN_GLOSSARY = {"skill", "role", "credential", "resource"}


def anchor(entry: Entry) -> str:
    """The id of the element that holds an entry."""
    return f"{ID_PREFIX}{entry.kind}-{entry.id}"


def stage_page(stage: Entry) -> str:
    """The path of the page of a stage."""
    return f"stages/{stage.id}.html"


def address(entry: Entry) -> str:
    """The address of an entry, from the top of the site."""
    if entry.kind == "stage":
        return stage_page(entry)
    page = "glossary.html" if entry.kind in _IN_GLOSSARY else "index.html"
    return f"{page}#{anchor(entry)}"


def links(guide: Guide, top: str) -> Callable[[Entry], str]:
    """What `render` takes as `link`, for a page from which the top of the site is found at `top`."""
    known = {ref: entry for entry in guide for ref in entry.refs}
    return lambda entry: top + address(known.get(entry.ref, entry))
