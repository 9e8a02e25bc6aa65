"""The line that says whose facts a guide carries, and under which licence its text is."""

from __future__ import annotations

from ..guide import Guide
from ._facts import cited

_DEEDS = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}


def credit(guide: Guide) -> str:
    """The credit and licence line of a guide, as plain text."""
    return f"{origin(guide)}Text under the licence {guide.license}."


def origin(guide: Guide) -> str:
    """Whose facts a guide carries, as a sentence with a space behind it; nothing where that is not known."""
    if not guide.source:
        return ""
    title, behind = guide.source.title, cited(guide.source).removeprefix(guide.source.title)
    return f"Facts from “{title}”{behind}. "


def deed(guide: Guide) -> str | None:
    """The address of the licence of a guide, where it is known."""
    return _DEEDS.get(guide.license)
