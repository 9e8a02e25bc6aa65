"""Check one entry: values that cannot be right although they match the schema, and prose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from .. import _commonmark
from .._commonmark import BlockContents, Construct
from .._entries import RawEntry, list_of
from .._fields import fields_with_rules, name_fields
from .._limits import MAX_BLOCK_LENGTH, MAX_BLOCK_MARKS, MAX_MARKS, MAX_PARAGRAPH_LENGTH
from .._sentence import Sentence, Text, sentence
from ..model import ENTRY_CLASSES
from ..problems import Part, Problem, TextPart
from ._entry_summary import ProseLink
from ._field_formats import DATE, ISBN, URL, check_digit, days_of_month, probable_date, url_problem
from ._ids import unusual_character
from ._problem_positions import problem

_CURLY = re.compile(
    "[\u201c\u201d\u201e][^\u201c\u201d\u201e]+[\u201c\u201d]|[\u2018\u2019\u201a][^\u2018\u2019\u201a]+[\u2018\u2019]"
)
_IN_ORDER = (("available_from", "last_available_on"), ("date_published", "date_modified"))
_MENTION = re.compile(r"\]\(\s*(([A-Za-z]+):[^()]*\w)\s*\)")
_UNCLOSED_LINK = re.compile(r"\]\(\s*([^\s)]*[^\s).,;:!?\]])[^)]*")
_YEAR = re.compile(r"\b[12][0-9]{3}\b")

_INVALID_URL = "invalid web address {url!r}: {reason}"
_COPY_URL = "copy it from the browser"


def field_problems(raw: RawEntry, as_of: date | None) -> Iterator[Problem]:
    """The problems of the fields of one entry, whose dates are judged by a date, if there is one."""
    if not raw.value.keys().isdisjoint(fields_with_rules()):
        yield from _date_problems(raw, as_of)
        yield from _isbn_problems(raw)
        yield from _url_problems(raw)
        yield from _duplicate_skills(raw)


def quote_problems(raw: RawEntry) -> Iterator[Problem]:
    """The problems of names in curly quotes, which are no quotation marks in YAML."""
    for path in name_fields(raw.kind):
        for pointer, text in raw.values_at(path):
            if isinstance(text, str) and _CURLY.fullmatch(text):
                message = "the curly quotes are part of the text {text!r}"
                suggestion = "remove them, or use straight quotes: {without!c}"
                yield problem("MLC314", message, suggestion, pointer, text=text, without=text[1:-1])


def _date_problems(raw: RawEntry, as_of: date | None) -> Iterator[Problem]:
    days: dict[str, date] = {}
    for pointer, text in raw.strings("date"):
        name = pointer.rpartition("/")[2]
        if not DATE.fullmatch(text):  # which the schema reports
            if likely := probable_date(text):
                days[name] = likely
            continue
        year, month, day = map(int, text.split("-"))
        last = days_of_month(year or 4, month)
        days[name] = date(year or 4, month, min(day, last))
        if not year or day > last:
            suggestion = "that month has {last} days" if year else "use the year 0001 or later"
            if name == "checked_on" and as_of and days[name] > as_of:
                suggestion = "use the date on which it was checked, {as_of} at the latest"
                del days[name]
            yield problem("MLC301", "no such date: {date!r}", suggestion, pointer, date=text, last=last, as_of=as_of)
    for earlier, later in _IN_ORDER:
        if earlier in days and later in days and days[later] < days[earlier]:
            values = {"earlier": earlier, "later": later, "start": raw.value[earlier], "end": raw.value[later]}
            suggestion = "swap {start} and {end}, or correct one of them"
            pointer = f"{raw.pointer}/{later}"
            yield problem("MLC305", "{later} is before {earlier}, {start}", suggestion, pointer, **values)
    if as_of and "checked_on" in days:
        yield from _checked_on_problems(days["checked_on"], as_of, f"{raw.pointer}/checked_on")


def _checked_on_problems(checked_on: date, as_of: date, pointer: str) -> Iterator[Problem]:
    values: dict[str, Any] = {"date": checked_on, "as_of": as_of}
    if checked_on > as_of:
        message = "checked_on is {date}, which is after {as_of}"
        yield problem("MLC306", message, "use the date on which it was checked", pointer, **values)
    elif is_outdated(checked_on, as_of):
        message = "last checked on {date}, more than a year before {as_of}"
        suggestion = "check the facts against their sources, and update this date"
        yield problem("MLC310", message, suggestion, pointer, **values)


def is_outdated(checked_on: date, as_of: date) -> bool:
    """Whether facts that were checked on one day must be checked again on another, as more than a year has passed."""
    return (checked_on.year + 1, checked_on.month, checked_on.day) < (as_of.year, as_of.month, as_of.day)


def _isbn_problems(raw: RawEntry) -> Iterator[Problem]:
    written = raw.value.get("isbn13")
    isbn = re.sub("[- ]", "", written) if isinstance(written, str) else ""  # else the schema reports it
    if ISBN.fullmatch(isbn) and isbn[12] != (digit := check_digit(isbn)):
        message = "the check digit of isbn13 is {found} instead of {expected}"
        suggestion = "compare it with the book, digit by digit"
        yield problem("MLC308", message, suggestion, f"{raw.pointer}/isbn13", found=isbn[12], expected=digit)


def _url_problems(raw: RawEntry) -> Iterator[Problem]:
    for pointer, url in raw.strings("url"):
        if URL.fullmatch(url) and (reason := url_problem(url)):
            yield problem("MLC307", _INVALID_URL, _COPY_URL, pointer, url=url, reason=reason)


def _duplicate_skills(raw: RawEntry) -> Iterator[Problem]:
    seen = set()
    for pointer, ref in raw.references:
        if ref.startswith("skill:") and (list_of(pointer), ref) in seen:
            message, id = "duplicate skill {id!r} in this list", ref.partition(":")[2]
            yield problem("MLC110", message, "remove one of the two", pointer, id=id)
        seen.add((list_of(pointer), ref))


class ProseChecker:
    """Checks the prose of the entries of one document, of whose markup only so much is parsed: it may be hostile."""

    def __init__(self) -> None:
        self._marks_left = MAX_MARKS
        self._is_reported = False  # whether MAX_MARKS was reported
        self._blocks: list[object] = []  # of the text that is being checked
        self._years: tuple[str, ...] | None = None  # that this text names
        self._reference_links: dict[str, tuple[str, str]] | None = None  # of this text, by their labels

    def problems(self, raw: RawEntry, links: list[ProseLink]) -> Iterator[Problem]:
        """The problems of the prose of one entry; the links in it are added to the list."""
        for pointer, text in raw.prose:
            blocks = text if isinstance(text, list) else [text]
            self._blocks, self._years, self._reference_links = blocks, None, None
            for number, block in enumerate(blocks):
                if not isinstance(block, str):
                    continue  # the schema reports it
                # Most blocks are short and have no markup, so that nothing else is to be checked.
                if "](" in block or len(block) > MAX_PARAGRAPH_LENGTH or not _commonmark.is_plain(block):
                    where = f"{pointer}/{number}" if blocks is text else pointer
                    yield from self._block_problems(where, block, links)

    def _block_problems(self, pointer: str, block: str, links: list[ProseLink]) -> Iterator[Problem]:
        if len(block) > MAX_PARAGRAPH_LENGTH:
            message, suggestion = (
                "the paragraph has {length:,} characters",
                "split it; up to {limit:,} are easy to read",
            )
            yield problem("MLC304", message, suggestion, pointer, length=len(block), limit=MAX_PARAGRAPH_LENGTH)
        if len(block) > MAX_BLOCK_LENGTH:
            return
        is_plain = _commonmark.is_plain(block)
        marks = 0 if is_plain and len(block) <= MAX_BLOCK_MARKS else _commonmark.marks(block)
        if marks > MAX_BLOCK_MARKS:
            message = "more than {limit:,} characters of markup in one block"
            yield problem(
                "MLC303", message, "remove some of the markup, or split the block", pointer, limit=MAX_BLOCK_MARKS
            )
        elif is_plain:
            links += self._links(pointer, _commonmark.plain_links(block))
        else:
            self._marks_left -= marks
            if self._marks_left >= 0:
                yield from self._parsed_problems(pointer, _commonmark.contents(block), links)
            elif not self._is_reported:
                self._is_reported = True
                message = "more than {limit:,} characters of markup in the document"
                yield problem("MLC002", message, "split the document into several files", pointer, limit=MAX_MARKS)

    def _parsed_problems(self, pointer: str, found: BlockContents, links: list[ProseLink]) -> Iterator[Problem]:
        mentions = [(construct, _broken_mention(construct)) for construct in found.constructs]
        in_block = self._links(pointer, [*found.links, *(target for _, target in mentions if target)])
        links += in_block
        constructs = [construct for construct, target in mentions if not target]
        yield from _construct_problems(pointer, constructs, self._suggest_inline_link)
        for _, target, part, _ in in_block:
            is_web = target.startswith(("http://", "https://"))
            if is_web and (reason := url_problem(_commonmark.normalized(target))):
                yield problem("MLC307", _INVALID_URL, _COPY_URL, pointer, part=part, url=target, reason=reason)

    def _links(self, pointer: str, targets: list[str]) -> list[ProseLink]:
        totals: dict[str, int] = {}
        numbers = []
        for target in targets:
            numbers.append(totals.get(target, 0))
            totals[target] = numbers[-1] + 1
        links = []
        for target, number in zip(targets, numbers, strict=True):
            part = TextPart(_target_pattern(target), number, totals[target])
            is_dated = target[:10].lower() == "credential"  # which may be retired
            links.append(ProseLink(pointer, target, part, self._named_years() if is_dated else ()))
        return links

    def _suggest_inline_link(self, source: str) -> Sentence | None:
        """The suggestion for a reference definition: the first of its links, written inline; none without a target."""
        (definition,) = _commonmark.definitions(source)
        label, target = definition.label, definition.target
        if not (_commonmark.is_ref(target) or _commonmark.is_web_address(target)):
            return None
        if self._reference_links is None:
            texts = (block for block in reversed(self._blocks) if isinstance(block, str))
            found = [one for text in texts for one in reversed(list(_commonmark.reference_links(text)))]
            self._reference_links = {label: (use, text) for use, text, label in found}
        use, text = self._reference_links.get(label, ("", "text"))
        place = sentence(" in place of {use}", use=use) if use else ""
        return sentence("write [{text}]({target}){place}, and remove this line", text=text, target=target, place=place)

    def _named_years(self) -> tuple[str, ...]:
        """The years that the text names, each once; they are found when they are first needed."""
        if self._years is None:
            text = " ".join(block for block in self._blocks if isinstance(block, str))
            self._years = tuple(dict.fromkeys(_YEAR.findall(text)))
        return self._years


@lru_cache
def _target_pattern(target: str) -> str:
    """The pattern that finds the target of a link in the text of a file, or only the unusual character of a mention."""
    character = "" if _commonmark.is_web_address(target) else unusual_character(target)
    parts = target.partition(character) if character else ("", target, "")
    before, part, after = map(re.escape, parts)
    return rf"\]\(<?{before}({part}){after}(?=[)>\s])"


def _broken_mention(construct: Construct) -> str | None:
    """The target of a link to an entry that CommonMark does not read as a link because of spaces."""
    found = _MENTION.fullmatch(construct.source) if construct.name == "broken link" else None
    return found[1] if found and found[2].lower().removesuffix("s") in ENTRY_CLASSES else None


def _unclosed_target(source: str) -> str | None:
    """The target of a link without its closing parenthesis; none if the link has one or the target is unclear."""
    found = _UNCLOSED_LINK.fullmatch(source)
    target = found[1] if found else ""
    return target if _commonmark.is_ref(target) or _commonmark.is_web_address(target) else None


def _construct_problems(
    pointer: str, constructs: list[Construct], suggest_inline_link: Callable[[str], Sentence | None]
) -> Iterator[Problem]:
    totals, met = Counter(source for _, source in constructs), Counter[str]()
    for name, source in constructs:
        number, met[source] = met[source], met[source] + 1
        if source.startswith("</") and any(opening.startswith(f"<{source[2:-1]}") for opening in met):
            continue  # the end tag of an element that is reported already
        code, message, usual = _CONSTRUCTS[name]
        suggestion: Text = next((one for of, form, one in _BY_SOURCE if of == name and form.match(source)), usual)
        if name == "broken link" and (target := _unclosed_target(source)):
            suggestion = sentence('add ")" after {target!r}', target=target)
        elif name == "broken link" and _commonmark.is_web_address(source[2:]):
            suggestion = "write %20 for each space in the address"
        elif name == "reference definition" and suggestion == usual:
            suggestion = suggest_inline_link(source) or usual
        part: Part = TextPart(f"({re.escape(source)})", number, totals[source]) if source else "value"
        yield problem(code, message, suggestion, pointer, part=part, source=source)


_ALLOWED = "prose consists of paragraphs and lists"
# The suggestion for a construct whose source shows why it is there.
_BY_SOURCE = (
    (
        "reference definition",
        re.compile(r"\[\^"),
        "put the note into the text, or its source into the field for sources",
    ),
    (
        "raw HTML",
        re.compile("</?(br|p|hr) */?>", re.IGNORECASE),
        "put the text after it into its own paragraph: the next list item, or after an empty line",
    ),
    ("raw HTML", re.compile("<!--"), "remove it; prose has no comments"),
    ("heading", re.compile("[^#]"), "remove the line of - or = below it"),
    ("code block", re.compile("(?!```|~~~)"), "remove the spaces before it; prose has no code blocks"),
)
# The code, the message and the suggestion for each construct of Markdown that prose must not contain.
_CONSTRUCTS = {
    "raw HTML": (
        "MLC302",
        "raw HTML in prose: {source!r}",
        "use **bold**, *emphasis* and [text](https://…), or put it in `backticks` to show it",
    ),
    "heading": (
        "MLC303",
        "heading in prose: {source!r}",
        f"remove it if it repeats the name, or write it as a paragraph; {_ALLOWED}",
    ),
    "block quote": ("MLC303", "block quote in prose", f"write it as a paragraph, without the > before it; {_ALLOWED}"),
    "code block": ("MLC303", "code block in prose", f"write `code` within a paragraph; {_ALLOWED}"),
    "thematic break": ("MLC303", "thematic break in prose: {source!r}", f"remove it; {_ALLOWED}"),
    "image": ("MLC303", "image in prose", "remove it, or write a link to its web address: [text](https://…)"),
    "reference definition": (
        "MLC303",
        "reference definition in prose: {source!r}",
        "write the link inline: [text](target)",
    ),
    "second block": ("MLC303", "more than one paragraph or list in a block", "make each its own item"),
    "deep list": ("MLC303", "lists are nested more than ten deep", "write them side by side"),
    "broken link": ("MLC313", "this is not read as a link", "write [text](target), without spaces in the target"),
}
