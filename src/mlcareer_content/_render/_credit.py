"""The line that says whose facts a guide carries, and under which licence its text is."""

from __future__ import annotations

from ..guide import Guide


def credit(guide: Guide) -> str:
    """The credit and licence line of a guide, as plain text."""
    licence = f"Text under the licence {guide.license}."
    if not guide.source:
        return licence
    parts = (f"“{guide.source.title}”", guide.source.publisher, guide.source.years)
    return f"Facts from {', '.join(filter(None, parts))}. {licence}"
