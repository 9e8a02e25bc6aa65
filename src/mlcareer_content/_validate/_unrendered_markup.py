"""Check text for markup of other formats, which is shown as it is written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from operator import itemgetter
from typing import NamedTuple

from .._commonmark import BULLETS, definitions, normalized_label
from .._entries import RawEntry
from .._limits import MAX_BLOCK_LENGTH
from ..model import ENTRY_CLASSES
from ..problems import Problem, TextPart
from ._ids import id_from
from ._problem_positions import problem

# What CommonMark reads as code, an escape, a link, an autolink or a reference definition, and so is not looked at;
# a footnote is reported as a reference definition, and the target of a link that is not closed as a broken link.
_RENDERED = re.compile(
    r"(?<!`)(`++).*?(?<!`)\1(?!`)|\\[^\w\s]|!?\[[^\[\]\n]*\]\((?:[^()\n]|\([^()\n]*\))*\)|<[^<>\s]+>"
    r"|(?<=\])\([^()\[\s]+"
    r"|^[ ]{0,3}\[[^\[\]\n]+\]:[ \t]*\S+(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
    r"|^[ ]{0,3}\[\^[^\[\]\s]+\]:[^\n]*",
    re.DOTALL | re.MULTILINE,
)


class _Markup(NamedTuple):
    """Markup that other formats have; its pattern may name the text, the target, the label and the entry of a link."""

    name: str
    pattern: re.Pattern[str]
    suggestion: str  # a template, which may name the text and the target


def _markup(name: str, pattern: str, suggestion: str) -> _Markup:
    return _Markup(name, re.compile(pattern, re.MULTILINE), suggestion)


# In place of the beginning of what is rendered, so that it is seen that something is there.
_RENDERED_HERE = "\ufffc"
# Asterisks need a letter inside, or else no letter outside; a language without spaces has a letter there.
_BOLD = re.compile(r"(?:(?<!\w)\*\*(?=[^\s*])|\*\*(?=\w))([^*\n]*)(?:(?<=\w)\*\*|(?<=[^\s*])\*\*(?!\w))")
_KINDS = "|".join(ENTRY_CLASSES)
_REF = rf"(?:{_KINDS}):[a-z0-9]+(?:-[a-z0-9]+)*"
_TAGS = "a|b|br|code|del|em|h[1-6]|i|li|ol|p|s|span|strong|sub|sup|u|ul"
_LINK = "write [{text}]({target})"
_LINK_ANYWHERE = "write [{text}](kind:id) or [{text}](https://…)"
_IN_ALL_TEXT = (
    _markup("a wiki link", rf"\[\[(?P<target>{_REF}|https?://[^\s|\]]+)(?:\|(?P<text>[^\[\]\n]+))?\]\]", _LINK),
    _markup("a wiki link", r"\[\[(?P<entry>[^\[\]\n|]+)\|?(?P<text>[^\[\]\n]+)?\]\]", _LINK_ANYWHERE),
    _markup("strikethrough", r"~~[^~\n]+~~", "remove the text, or the tildes"),
    _markup("highlighting", r"(?<!=)==[^=\n]+==(?!=)", "remove the equals signs"),
    _markup("a template tag", r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|\$\{[^{}\n]*\}", "write the text that is to be shown"),
    _markup(
        "a citation mark",
        r":?(?:contentReference)?\[oaicite:[^\[\]\n]*\](?:\{[^{}\n]*\})?|【[^【】\n]*†[^【】\n]*】",
        "remove it, and name the source in the text or in the field for sources",
    ),
    # Not before a small letter, as in C:\new.
    _markup("an escaped line break", r"(?:\\n)+(?![a-z])", "begin a new paragraph, or write a space"),
    _markup("an emoji code", r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])", "write the emoji, or remove it"),
    _markup("a BBCode tag", r"\[/?(?:b|i|u|url|quote)(?:=[^\[\]\n]*)?\](?![(\[])", "remove it"),
)
_FIRST = rf"[^\W\d]|[\[{_RENDERED_HERE}]"  # what an item begins with, if not with a number or a sign
# A dash, a plus sign or a number needs a space after it; a number may follow a minus sign.
_ITEM = (
    rf"[ \t]*(?:--+(?=[ \t])|-(?=[^-\d \t\n])|[{BULLETS}]|[*](?=[^\s*][^*\n]*$)"
    rf"|[+](?={_FIRST})|\d{{1,3}}[.)](?={_FIRST}))[^\n]*"
)
_IN_PROSE = (
    _markup("a link", rf"\[(?P<text>[^\[\]\n]+)\][ \t]+\((?P<target>{_REF}|https?://[^()\s]*)\)", _LINK),
    _markup("a link", rf"\[(?P<text>[^\[\]\n]+)\][ \t]*\[(?P<target>{_REF}|https?://[^\s\]]+)\]", _LINK),
    _markup("a link", rf"\((?P<text>[^()\n]+)\)\[(?P<target>{_REF}|https?://[^\s\]]+)\]", _LINK),
    *_IN_ALL_TEXT,
    _markup(
        "a footnote",
        r"\[(?P<label>\^[^\[\]\s]+)\]:?",
        "put the note into the text, or its source into the field for sources",
    ),
    _markup(
        "a link by reference",
        r"\[(?P<text>[^\[\]\n]+)\]\[(?P<label>[^\[\]\n]*)\]",
        _LINK_ANYWHERE,
    ),
    _markup("a task", r"^[ \t]*(?:[-*+]|\d+[.)]) +\[[ xX]\](?= )", "remove the brackets"),
    _markup(
        "a table", r"^[^|\n]*\|[^\n]*\n(?=[^\n]*\|)(?=[^\n]*-)[ \t:|-]+$", "write a list, or a paragraph for each row"
    ),
    _markup("a list", rf"^{_ITEM}(?:\n{_ITEM})+$", 'begin each item with "- "'),
    # One letter may be an option of a command.
    _markup("a list item", rf"^[ \t]*-(?P<text>(?:[^\W\d]{{2}}|{_RENDERED_HERE})[^\n]{{0,80}})$", 'write "- {text}"'),
    _markup("a list item", rf"^[ \t]*-(?:[^\W\d]{{2}}|{_RENDERED_HERE})[^\n]*", 'write "- " in place of "-"'),
    _markup("a heading", r"^#{1,6}[^\W\d]", "write a paragraph; prose has no headings"),
    _markup("an admonition", r"^(?:!!![^\n]*|:::[^\n]*(?:(?:\n(?!:::)[^\n]*)*\n:::[ \t]*$)?)", "write a paragraph"),
    # One dollar sign is not enough: “$5 and $6” is no formula.
    _markup(
        "a formula",
        r"\$\$[^$\n]+\$\$|\$(?=[^$\n]*[\\^_{])[^\s$](?:[^$\n]*[^\s$])?\$(?!\d)",
        "write it in words, or as `code`",
    ),
    _markup("bold text", r"\*\*[^*\n]+\*\*", "put ** directly before the first letter and after the last"),
    _markup("code", r"(?<!`)`(?!`)[^`\n]*", "add the second backtick, or remove this one"),
    _markup("the ref of an entry", rf"(?<![\w:/.-])(?P<target>{_REF})(?![\w:/-])", "write a link: [text]({target})"),
    _markup(
        "a web address",
        r"(?<![\w/])(?P<target>https?://[^\s<>()]*[^\s<>().,;:!?'\"])",
        "write <{target}>, or [text]({target})",
    ),
    _markup(
        "a web address", r"(?<![\w/.@-])(?P<target>www\.[\w-]+\.[^\s<>()]*[\w/])", "write [{target}](https://{target})"
    ),
)
_IN_PLAIN_TEXT = (
    _markup("a link", r"\[(?P<text>[^\[\]\n]+)\][ \t]*\([^()\n]+\)", "write only {text!r}"),
    *_IN_ALL_TEXT,
    _markup("the ref of an entry", rf"(?<![\w:/.-]){_REF}(?![\w:/-])", "write the name of the entry"),
    _markup("bold text", r"(?<![\w*])\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*(?![\w*])", "remove the asterisks"),
    _markup("emphasis", r"(?<![\w*])\*[^\s*](?:[^*\n]*[^\s*])?\*(?![\w*])", "remove the asterisks"),
    _markup("emphasis", r"(?<!\w)_[^\s_](?:[^_\n]*[^\s_])?_(?!\w)", "remove the underscores"),
    _markup("code", r"`[^`\n]+`", "remove the backticks"),
    _markup("an HTML tag", rf"</?(?:{_TAGS})(?: [^<>\n]*)?/?>", "remove it"),
)
# One quick search decides whether a text is looked at closely.
_MAY_BE_MARKUP = re.compile(
    rf"\](?!\()|\[\[|\)\[|~~|==|[{{$【]|\\n|\|[^\n]*\n|^(?:#|!!!|:|[ \t]*-(?:{_FIRST})|{_ITEM}\n)| :|[`*_<]"
    rf"|\bwww\.|(?<!\()\b(?:{_KINDS}|https?):",
    re.MULTILINE,
)


def markup_problems(raw: RawEntry) -> Iterator[Problem]:
    """The problems of markup in one entry that is not rendered."""
    refs = {ref.partition(":")[2]: ref for _, ref in raw.references if ref.partition(":")[0] in ENTRY_CLASSES}
    for pointer, prose in raw.prose:
        blocks = prose if isinstance(prose, list) else [prose]
        defined = {one.label for block in blocks if isinstance(block, str) for one in definitions(block)}
        for number, block in enumerate(blocks):
            if isinstance(block, str):
                where = f"{pointer}/{number}" if isinstance(prose, list) else pointer
                yield from _problems("MLC317", where, block, _IN_PROSE, refs, defined=defined)
    for pointer, text in raw.strings("text"):
        yield from _problems("MLC318", pointer, text, _IN_PLAIN_TEXT, refs)


def _problems(  # noqa: PLR0913 - what a text may name
    code: str,
    pointer: str,
    text: str,
    table: tuple[_Markup, ...],
    refs: Mapping[str, str],
    *,
    defined: Collection[str] = (),
) -> Iterator[Problem]:
    """The problems of markup in a text.

    A link to an entry that a field names too, by its id in `refs`, is suggested
    with the ref. A label that is defined in the prose is reported at its definition.
    """
    is_prose = table is _IN_PROSE
    # A longer text is too long for every field, which is reported.
    if len(text) > MAX_BLOCK_LENGTH or not (_MAY_BE_MARKUP.search(text) or ("](" in text and not is_prose)):
        return
    searched = text
    if is_prose:
        searched = _BOLD.sub(rf"{_RENDERED_HERE} \1  ", text)
        searched = _RENDERED.sub(lambda found: _RENDERED_HERE.ljust(len(found[0])), searched)
    found = [(match.start(), markup, match) for markup in table for match in markup.pattern.finditer(searched)]
    end = 0
    for start, markup, match in sorted(found, key=itemgetter(0)):
        if start >= end:
            end = match.end()
            named = {name: text[slice(*match.span(name))] for name, value in match.groupdict().items() if value}
            if "label" in match.re.groupindex and normalized_label(named.pop("label", "") or named["text"]) in defined:
                continue
            suggestion = markup.suggestion
            if entry := named.pop("entry", ""):
                named = {"text": entry.strip(), **named}
                if ref := refs.get(id_from(entry)):
                    suggestion, named["target"] = _LINK, ref
            source = text[start:end].strip().partition("\n")[0]  # with the code that is not looked at
            part = TextPart(f"({re.escape(source)})", text.count(source, 0, start), text.count(source))
            message = "{source!r} looks like {name}, which is not rendered here"
            values = {"source": source, "name": markup.name, "text": "text", **named}
            yield problem(code, message, suggestion, pointer, part=part, **values)
