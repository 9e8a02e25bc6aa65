"""A difference as an Atom feed (RFC 4287), for people who follow a guide in a feed reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from .._convert import digest
from .._entries import take_apart
from .._markup import Markup, element, empty, join
from .._text_safety import HTML_ESCAPE, on_one_line, without_workflow_commands
from . import _changes as changes
from ._changes import Change, Difference
from ._compare import label
from ._formats import sentence, words_near

#: The address of the entry of a kind with an id, relative to the top of the site.
Address = Callable[[str, str], str]

_OPENING = Markup('<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">')
_TITLES: dict[type[Change], str] = {
    changes.Removed: "Removed",
    changes.Added: "Added",
    changes.Renamed: "Renamed",
    changes.Retired: "Retired",
}
_ELEMENTS = {"removed": "del", "added": "ins"}


def as_atom(difference: Difference, day: date, base_url: str | None = None, address: Address | None = None) -> str:
    """A difference as a feed with an entry for each entry of the guide that changed; schemas are left out.

    Args:
        difference: The difference.
        day: The day of the release.
        base_url: The address of the site of the guide, which ends with a slash. It makes the id of the feed
            the same in each release.
        address: Makes the links to the entries; used only with `base_url`.
    """
    feed = _Feed(difference, day, base_url, address)
    return without_workflow_commands(f"{join(_OPENING, *feed.lines())}\n</feed>\n", HTML_ESCAPE)


class _Feed:
    """The changes of each entry of a guide, with their labels and links."""

    def __init__(self, difference: Difference, day: date, base_url: str | None, address: Address | None) -> None:
        guide = difference.new.guide
        self._updated = element("updated", f"{day.isoformat()}T00:00:00Z")
        self._guide_ref = f"guide:{guide.get('id')}"
        self._labels = {self._guide_ref: str(guide.get("title") or self._guide_ref)}
        self._links = {self._guide_ref: base_url} if base_url else {}
        for raw in take_apart("", guide):
            self._labels[raw.ref] = label(raw) or raw.ref
            if base_url and address:
                self._links[raw.ref] = base_url + address(raw.kind, raw.ref.partition(":")[2])
        # A reader knows an entry by its id, so it depends on the two guides and on nothing else.
        self._guides = digest({"old": difference.old.guide, "new": guide})
        self._id = uuid5(NAMESPACE_URL, base_url or self._guides)
        self._changes: dict[str, list[Change]] = {}
        for change in difference.content:
            self._changes.setdefault(_subject(change), []).append(change)

    def lines(self) -> Iterator[Markup]:
        """The elements of the feed."""
        title = on_one_line(self._labels[self._guide_ref])
        yield element("id", self._id.urn)
        yield element("title", f"{title}: changes")
        yield self._updated
        yield element("author", element("name", title))
        yield self._link(self._guide_ref)
        yield from (self._entry(ref, found) for ref, found in self._changes.items())

    def _entry(self, ref: str, found: list[Change]) -> Markup:
        id: UUID = uuid5(self._id, digest({"guides": self._guides, "ref": ref}))
        title = next((_TITLES[type(change)] for change in found if type(change) in _TITLES), "Changed")
        content = element("ul", *(element("li", *_details(change)) for change in found))
        parts = (
            element("id", id.urn),
            element("title", f"{title}: {on_one_line(self._label(ref, found[0]))}"),
            self._updated,
            self._link(ref),
            element("summary", " ".join(map(_summary, found))),
            element("content", str(content), type="html"),  # escaped again, as the content is a text
        )
        return Markup(f"<entry>\n{join(*parts)}\n</entry>")

    def _label(self, ref: str, change: Change) -> str:
        removed = change.label if isinstance(change, changes.Removed) else ""
        return self._labels.get(ref) or removed or ref

    def _link(self, ref: str) -> Markup:
        href = self._links.get(ref)
        return empty("link", rel="alternate", type="text/html", href=href) if href else Markup()


def _subject(change: Change) -> str:
    """The ref of the entry that an entry of the feed is about."""
    return change.after if isinstance(change, changes.Reassigned) else change.ref


def _summary(change: Change) -> str:
    section, text = sentence(change, markdown=False)
    return f"{section}: {text}."


def _details(change: Change) -> Iterator[str]:
    """A change as HTML, with the words that were removed and added."""
    yield _summary(change)
    if isinstance(change, changes.Reworded):
        words = (
            element(_ELEMENTS[run.fate], run.text) if run.fate in _ELEMENTS else run.text for run in words_near(change)
        )
        yield element("p", *words)
