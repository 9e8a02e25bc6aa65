"""Report references and links that lead to no entry, with near matches by id and by label."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from .._entries import ID, list_of
from .._limits import MAX_ID_LENGTH, MAX_REFS_COMPARED
from .._schemas import definition
from .._sentence import Sentence, joined, sentence
from ..exceptions import containing, near
from ..model import DECLARED_CLASSES, ENTRY_CLASSES
from ..problems import Problem
from ._entry_summary import Usage
from ._field_formats import url_problem
from ._ids import SEPARATOR, explain_unusual_character, id_from, invalid_id
from ._suggestions import MAX_DECLARED_LISTED, MAX_NAMES_LISTED, one_of

_MAX_MATCHES = 3
_MAX_IDS_COMPARED = 100


class Names:
    """The refs that exist, to find them and near matches of those that do not.

    A near match takes a comparison with every ref, so that a file with
    thousands of broken references gets suggestions for the first of them only.

    Args:
        refs: The refs by their names: the ref itself, or a kind and a colon with a former id.
        labels: The refs by kind, colon and label in lower case.
    """

    def __init__(self, refs: Mapping[str, str], labels: Mapping[str, str]) -> None:
        self.refs = refs
        self._labels = labels
        self._found: dict[str, list[str]] = {}
        self._ids: dict[str, list[str]] = {}
        self._comparisons_left = MAX_REFS_COMPARED

    @cached_property
    def _by_kind(self) -> dict[str, dict[str, str]]:
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for name, ref in (*self._labels.items(), *self.refs.items()):
            kind, _, id = name.partition(":")
            found[kind][id] = ref
        return found

    def near(self, ref: str) -> list[str]:
        """The near matches of a kind, a colon and any text in place of an id, or of that text; the nearest first."""
        if ref not in self._found:
            self._found[ref] = list(dict.fromkeys(self._look_for(ref)))[:_MAX_MATCHES]
        return self._found[ref]

    def probable(self, ref: str) -> str | None:
        """The ref that a name leads to, or its near match, if it has exactly one."""
        found = [self.refs[ref]] if ref in self.refs else self.near(ref)
        return found[0] if len(found) == 1 else None

    def ids(self, kind: str) -> list[str]:
        """The ids of all entries of a kind."""
        if kind not in self._ids:
            refs = self._by_kind.get(kind, {}).values()
            self._ids[kind] = list(dict.fromkeys(ref.partition(":")[2] for ref in refs))
        return self._ids[kind]

    def _look_for(self, ref: str) -> list[str]:
        """The refs whose id or label is a name, or otherwise is similar to it."""
        kind, colon, name = ref.partition(":")
        kinds = list(self._by_kind)
        if not colon:
            name = ref
        elif kind in self._by_kind:
            kinds = [kind]
        else:
            kinds = list(near(kind, kinds))
        prefix, colon, rest = name.partition(":")
        name = rest if colon and near(prefix, kinds) else name  # a ref where an id is expected
        # The language of the other entry is not known: “ö” may be spelt “oe”, as in German, or “o”, as in Swedish.
        forms = dict.fromkeys((name.strip().casefold(), id_from(name), id_from(name, "sv")))
        found = [self._by_kind[kind][form] for kind in kinds for form in forms if form in self._by_kind[kind]]
        for kind in kinds if not found else ():
            self._comparisons_left -= len(self._by_kind[kind])
            if self._comparisons_left > 0:
                found += [self._by_kind[kind][one] for form in forms for one in near(form, self._by_kind[kind])]
        return found


class BrokenReferences:
    """Reports refs that lead to no entry, with near matches."""

    def __init__(
        self, names: Names, goes_up: Callable[[str, str], bool], *, list_options: str | None, is_complete: bool
    ) -> None:
        self._names = names
        self._goes_up = goes_up  # whether one stage may lead to another
        self._list_options = list_options  # of `list`, for the guide that the documents extend; none without a guide
        self._is_complete = is_complete  # whether the entries of all documents are known

    def probable(self, usage: Usage) -> str | None:
        """The ref that is probably right, if there is exactly one."""
        found = self._candidates(usage)
        return found[0] if len(found) == 1 else None

    def problems(self, usage: Usage) -> Iterator[Problem]:
        """The problems of a usage whose ref leads to no entry."""
        if any(":" not in ref for ref in self._candidates(usage)):
            return  # it refers to an entry without a valid id, which is reported there
        code, message, suggestion = self._broken_link(usage) if usage.link else self._broken_field(usage)
        if not self._is_complete and code != "MLC312":
            reserve = sentence("ignore this if the entry is in a document that cannot be read yet")
            suggestion = joined([suggestion, reserve]) or reserve
        yield usage.problem(code, message, suggestion)
        yield from usage.duplicate(lambda one: self._names.refs.get(one.target) or self.probable(one))

    def _candidates(self, usage: Usage) -> list[str]:
        """The near matches that would be valid here."""
        return [ref for ref in self._names.near(usage.target) if self._may_be(usage, ref)]

    def _may_be(self, usage: Usage, ref: str) -> bool:
        if usage.is_transition:
            return self._goes_up(usage.by, ref)
        return usage.may_use(ref) and (usage.link is not None or ref != usage.by)

    def _broken_field(self, usage: Usage) -> tuple[str, Sentence, Sentence]:
        kind, _, id = usage.target.partition(":")
        ids = [ref.partition(":")[2] for ref in self._candidates(usage)]
        if not ids and kind not in ENTRY_CLASSES:
            ids = list(containing(id, self._names.ids(kind)))  # few, as a guide declares them
        suggestion = one_of(ids) if ids else self._suggest_other(kind, usage)
        several = list(filter(None, re.split(rf"{SEPARATOR}|\s", id[:MAX_ID_LENGTH])))
        if len(several) > 1 and all(f"{kind}:{one}" in self._names.refs for one in several):
            ids = several
            suggestion = sentence("write each as an item of its own: {ids!a}", ids=ids)
        message = sentence("there is no {kind} {id!r}", kind=kind, id=id)
        if ID.fullmatch(id):
            return "MLC202", message, suggestion
        if ids:
            return "MLC105", invalid_id(id), suggestion
        form = explain_unusual_character(id) or sentence("an id consists of lower-case words joined by hyphens")
        return "MLC105", sentence("{message}; {form}", message=message, form=form), suggestion

    def _broken_link(self, usage: Usage) -> tuple[str, Sentence, Sentence]:
        message = sentence("broken link: there is no entry {target!r}", target=usage.target)
        no_address = sentence("invalid link target {target!r}: neither an entry nor a web address", target=usage.target)
        address = f"https://{usage.target}"
        if "." in usage.target and ":" not in usage.target and not url_problem(address):
            return "MLC312", no_address, sentence("write {address!r}", address=address)
        if refs := self._candidates(usage):
            return "MLC203", joined([message, explain_unusual_character(usage.target)]) or message, one_of(refs)
        kind, _, id = usage.target.partition(":")
        kinds = near(kind, ENTRY_CLASSES) if id else ()
        if not kinds:
            return "MLC312", no_address, sentence("name an entry as kind:id, or begin with https://")
        other = self._suggest_other(kinds[0], usage)
        template = "{other}" if kind in ENTRY_CLASSES else "write it as {kind}:id; {other}"
        return "MLC203", message, sentence(template, kind=kinds[0], other=other)

    def _suggest_other(self, kind: str, usage: Usage) -> Sentence:
        every = self._names.ids(kind)
        ids = [id for id in every if self._may_be(usage, f"{kind}:{id}")] if len(every) <= _MAX_IDS_COMPARED else []
        limit = MAX_NAMES_LISTED if kind in ENTRY_CLASSES else MAX_DECLARED_LISTED
        names = sentence(": {ids!o}", ids=ids) if 0 < len(ids) <= limit else sentence("")
        if len(ids) > MAX_NAMES_LISTED and self._list_options is not None and kind in ENTRY_CLASSES:
            names = sentence(
                " (`mlcareer-content list {kind}{options}` lists them)", kind=kind, options=self._list_options
            )
        alternative, field = "", list_of(usage.pointer).rpartition("/")[2]
        if usage.link:
            alternative = ", or write the text without a link"
        elif len(usage.in_list) != 1:
            alternative = ", or remove this item"
        elif field not in definition(usage.by.partition(":")[0])["required"]:
            alternative = f", or leave {field} out"
        declared_in = next((name for name, declared in DECLARED_CLASSES.items() if declared.kind == kind), None)
        add = "declare it in the {declared_in} of the guide" if declared_in else "add the {kind}"
        template = f"{add}, or use an existing one{{names}}{{alternative}}"
        return sentence(template, kind=kind, names=names, alternative=alternative, declared_in=declared_in)
