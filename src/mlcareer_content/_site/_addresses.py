"""Paths of files within the site, and addresses of entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from .._entries import ID
from .._fields import is_term
from .._limits import MAX_SUGGESTED_ID_LENGTH
from .._render import LinkFunction, anchor
from .._text_safety import on_one_line
from ..exceptions import ContentError
from ..guide import Guide
from ..model import COLLECTION_CLASSES, ENTRY_CLASSES, Entry

ID_PREFIX = "mlc-"

FIXED_PATHS = {
    *("index.html", "glossary.html", "404.html", "sitemap.xml", "llms.txt", "guide.json", "guide.md"),
    *("ladder.svg", "favicon.svg", "mlcareer-content.css"),
}
_PAGE_FOLDERS = {entry_class.kind: f"{entry_class.kind}s" for entry_class in COLLECTION_CLASSES.values()}
_EXTENSIONS = dict.fromkeys(_PAGE_FOLDERS.values(), "html") | {f"entries/{kind}": "json" for kind in ENTRY_CLASSES}
_DEVICE = re.compile("con|prn|aux|nul|(com|lpt)[0-9]")


def entry_page(kind: str, id: str) -> str:
    """The path of the page of the entry with an id, of a kind that has a collection."""
    return f"{_PAGE_FOLDERS[kind]}/{file_name(id)}.html"


def entry_document(entry: Entry) -> str:
    """The path of the JSON document of an entry."""
    return f"entries/{entry.kind}/{file_name(entry.id)}.json"


def is_site_path(path: str) -> bool:
    """Whether a site can have a file with a path."""
    folder, _, name = path.rpartition("/")
    stem, _, extension = name.partition(".")
    id = stem.removesuffix("-")
    return path in FIXED_PATHS or (extension == _EXTENSIONS.get(folder) and _is_id(id) and file_name(id) == stem)


def entry_address(entry: Entry) -> str:
    """The address of an entry, relative to the top of the site."""
    return address(entry.kind, entry.id)


def address(kind: str, id: str) -> str:
    """The address of the entry of a kind with an id, relative to the top of the site.

    Raises:
        ContentError: It has a page of its own, and the id is not valid.
    """
    if kind in _PAGE_FOLDERS:
        return entry_page(kind, id)
    return f"index.html#{anchor(kind, id, ID_PREFIX)}"


def collection_address(collection: str) -> str:
    """The address of the heading of a collection, relative to the top of the site."""
    is_in_glossary = is_term(COLLECTION_CLASSES[collection].kind)
    return f"glossary.html#site-{collection}" if is_in_glossary else f"index.html#{ID_PREFIX}{collection}"


def entries_by_ref(guide: Guide) -> dict[str, Entry]:
    """The entries of a guide by their refs of today and of before."""
    return {ref: entry for entry in guide for ref in entry.refs}


def link_function(
    entries: Mapping[str, Entry], top: str, address: Callable[[Entry], str] = entry_address
) -> LinkFunction:
    """The `link` argument of `render` for a page of the site.

    Args:
        entries: The entries of the guide by ref. Others get no address.
        top: The address of the top of the site, as seen from the page.
        address: The address of an entry, relative to the top of the site.
    """
    return lambda entry: top + address(entries[entry.ref]) if entry.ref in entries else None


def file_name(id: str) -> str:
    """The name of a file for an id, without extension.

    Raises:
        ContentError: It is not a valid id.
    """
    # A guide may be built in Python, without validation; no id may lead out of the folder.
    if not _is_id(id):
        shown = on_one_line(id[: MAX_SUGGESTED_ID_LENGTH + 1])
        raise ContentError(
            f"{shown!r} cannot be a file name; an id is lower-case words joined by hyphens, "
            f"{MAX_SUGGESTED_ID_LENGTH} characters at most"
        )
    # Windows reserves these names, whatever the extension. No id ends with a hyphen, so the new name is unique.
    return f"{id}-" if _DEVICE.fullmatch(id) else id


def _is_id(id: str) -> bool:
    return len(id) <= MAX_SUGGESTED_ID_LENGTH and bool(ID.fullmatch(id))
