"""Where in the site an entry is found."""

from __future__ import annotations

import re
from collections.abc import Callable

from .._render import _links
from .._text_safety import on_one_line
from ..exceptions import ContentError
from ..guide import Guide
from ..model import Entry

ID_PREFIX = "mlc-"

_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 80  # characters, as the schema has it
_DEVICE = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")
_IN_GLOSSARY = {"skill", "role", "credential", "resource"}


def anchor(entry: Entry) -> str:
    """The id of the element that holds an entry."""
    return _links.anchor(entry, ID_PREFIX)


def stage_page(stage: Entry) -> str:
    """The path of the page of a stage."""
    return former_page(stage.id)


def former_page(id: str) -> str:
    """The path of the page of a stage that has, or had, an id."""
    return f"stages/{_file_name(id)}.html"


def entry_document(entry: Entry) -> str:
    """The path of the document of an entry."""
    return f"entries/{entry.kind}/{_file_name(entry.id)}.json"


def address(entry: Entry) -> str:
    """The address of an entry, from the top of the site."""
    if entry.kind == "stage":
        return stage_page(entry)
    page = "glossary.html" if entry.kind in _IN_GLOSSARY else "index.html"
    return f"{page}#{anchor(entry)}"


def links(guide: Guide, top: str) -> Callable[[Entry], str | None]:
    """What `render` takes as `link`, for a page from which the top of the site is found at `top`.

    What the guide does not have has no address.
    """
    known = {ref: entry for entry in guide for ref in entry.refs}
    return lambda entry: top + address(known[entry.ref]) if entry.ref in known else None


def _file_name(id: str) -> str:
    """An id as the name of a file, without its ending.

    Raises:
        ContentError: It is no id.
    """
    if len(id) > _LONGEST or not _ID.fullmatch(id):
        shown = on_one_line(id[: _LONGEST + 1])
        raise ContentError(
            f"{shown!r} cannot be the name of a file; an id is lower-case words joined by hyphens, "
            f"{_LONGEST} characters at most"
        )
    # On Windows these are devices, whatever the ending; no id ends with a hyphen.
    return f"{id}-" if _DEVICE.fullmatch(id) else id
