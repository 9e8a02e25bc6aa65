"""Strings that try to be more than text, and objects of the model that hold them in every field."""

import random
from datetime import date
from types import UnionType
from typing import Literal, Union, get_args, get_origin

import attrs

import mlcareer_content as mlc
from mlcareer_content.model import COLLECTION_CLASSES, Entry, Prose, Transition

_SCRIPTS = ["alert(1)", "alert`1`", "top['al'+'ert'](1)", "&#97;lert(1)", "\\u0061lert(1)", "document.cookie"]
_NAMES = (  # noqa: SIM905 - words are easier to edit than quoted words
    "a abbr animate applet audio base body br button canvas details embed font foreignObject form frame frameset head"
    " html iframe image img input isindex keygen link listing marquee math meta mglyph mi mtext noembed noframes"
    " noscript object option p plaintext portal s script select set slot source span style summary svg table tbody td"
    " template textarea title tr use video x xmp xss"
).split()
_HANDLERS = (  # noqa: SIM905 - the same
    "onafterprint onanimationend onbeforetoggle onbegin onblur onclick onend onerror onfocus onfocusin onhashchange"
    " oninput onload onmessage onmouseenter onmouseover onpointerdown onscroll onsearch onsubmit ontoggle"
    " ontransitionend onwheel FSCommand seekSegmentTime"
).split()
_ATTRIBUTES = [
    *("href", "src", "xlink:href", "action", "formaction", "data", "poster", "background", "srcdoc", "style", "id"),
    *("name", "class", "is", "lang", "ping", "from", "to", "values", "attributeName", "http-equiv", "content"),
]
_SCHEMES = [
    *("javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", "jav&#x0A;ascript:", "jav\x00ascript:"),
    *("\x01javascript:", " javascript:", "&#106;avascript:", "&#x6A;avascript&#58;", "javascript&colon;"),
    *("java\\script:", "java%0ascript:", "javascript\u200b:", "\u00a0javascript:", "vbscript:", "livescript:"),
    *("data:text/html,", "data:text/html;base64,", "data:image/svg+xml,", "DATA:,", "blob:", "file:///", "feed:"),
    *("view-source:javascript:", "//example.net/", "\\\\example.net\\", "https:javascript:", "http://a@b:c/", "mhtml:"),
    *("https://example.org/", "http://", "mailto:", "HTTPS://", "skill:", "role:", "javascript:x-", "#", "?", "/", ""),
]
_ENDS = [
    *("", '"', "'", "`", ">", '">', "'>", "`>", "/>", "-->", "--!>", "]]>", "?>", "%>", "</", "\\", '\\"', "&quot;"),
    *("</title>", "</desc>", "</text>", "</svg>", "</math>", "</style>", "</script>", "</textarea>", "</noscript>"),
    *("</p>", "</li>", "</a>", "</h2>", "</summary>", "</details>", "</dl>", "</dd>", "</article>", "</template>"),
]
_CLOSED = [">", "/>", ""]
_BEGINNINGS = [
    *("<!--", "<!-->", "<!--->", "<![CDATA[", "<!DOCTYPE html>", "<?xml version='1.0'?>", "<?php", "<%", "</ ", "<!x"),
    *(
        "<svg><style>",
        "<math><mtext><table><mglyph><style>",
        "<form><math><mtext></form><form>",
        "<noscript><p title='",
    ),
    *(
        "<noscript><p title='",
        "<svg><foreignObject>",
        "<svg><desc>",
        "<template><script>",
        "<select><template>",
        "<title>",
        "<textarea>",
    ),
    *("{{", "{%", "${", "<#if", "[[${", "%{", "#{", "@{", "&lt;", "&amp;lt;", "&#60;", "&#x3c;", "&lt", "&#0;", "&;"),
]
_CHARACTERS = [
    *("\x00", "\x01", "\x08", "\t", "\n", "\x0b", "\x0c", "\r", "\r\n", "\x1b[31m", "\x1f", "\x7f", "\x80", "\x85"),
    *("\x9b", "\xa0", "\xad", "\u061c", "\u180e", "\u200b", "\u200d", "\u200e", "\u200f", "\u2028", "\u2029"),
    *("\u202a", "\u202e", "\u2060", "\u2066", "\u2069", "\u3000", "\ufdd0", "\ufdef", "\ufeff", "\ufffd", "\ufffe"),
    *("\uffff", "\ud800", "\udbff", "\udc00", "\udfff", "\ud83d\ude00", "\U0001f600", "\U0001fffe", "\U0010ffff"),
    *("\u0300" * 9, "\uff1cscript\uff1e", "\u2039", "\u02ba", "\u212a", "\u0131", "\u017f", "\ufb06", "%00", "%0d%0a"),
]
_MARKDOWN = [
    *("[{}](skill:python)", "[x]({})", "[x](<{}>)", "[x]({} 'y')", '[x](https://example.org/ "{}")', "![x]({})"),
    *("[x][y]\n\n[y]: {}", "[{}]", "<{}>", "`{}`", "``{}``", "*{}*", "**{}**", "_{}_", "- {}\n- b", "1. {}", "9) {}"),
    *("- - - {}", "> {}", "# {}", "{}\n===", "{}\n---", "```\n{}\n```", "~~~{}\n", "    {}", "\\{}", "{}\\", "{}  \nb"),
    *("|{}|\n|-|", "<a href={}>", "[a\\](b)]({})", "[[x]({})](skill:a)", "[x](skill:{})", "[](javascript:{})", "&{};"),
]


_KEPT = {"id", "former_ids", "kind", "place", "category", "authority", "isbn13"}
_PLAIN = {int: 1999, bool: True, date: date(2026, 11, 25)}


def strings(seed=0):
    """Hostile strings without end, the same for the same seed."""
    draw = random.Random(seed)
    while True:
        text = "".join(_piece(draw) for _ in range(draw.choice((1, 1, 2, 3))))
        if draw.random() < 0.3:
            text = draw.choice(_MARKDOWN).replace("{}", text)
        if draw.random() < 0.25:
            place = draw.randrange(len(text) + 1)
            text = text[:place] + draw.choice(_CHARACTERS) + text[place:]
        if draw.random() < 0.005:
            text *= 400
        yield text or "x"


def _piece(draw):
    name, script, handler = draw.choice(_NAMES), draw.choice(_SCRIPTS), draw.choice(_HANDLERS)
    attribute, address, end = draw.choice(_ATTRIBUTES), draw.choice(_SCHEMES) + script, draw.choice(_ENDS)
    quote, gap = draw.choice(["", '"', "'", "`"]), draw.choice([" ", "/", "\t", "\n", "\x0c", "\x00", "\xa0"])
    return draw.choice(
        [
            f"{end}<{name}{gap}{handler}={quote}{script}{quote}>",
            f"{end}<{name}{gap}{attribute}={quote}{address}{quote}{draw.choice(_CLOSED)}",
            f"{end}<script{gap}>{script}</script{gap}>",
            f"{draw.choice(_BEGINNINGS)}<{name}>{end}<img src=x {handler}={script}>",
            f"{quote}{gap}{handler}={quote}{script}",
            f"{draw.choice(_BEGINNINGS)}{script}{end}",
            f"<{name}{draw.choice(_CHARACTERS)}{handler}={script}>",
            draw.choice(_MARKDOWN).replace("{}", address),
            address,
            draw.choice(_CHARACTERS),
        ]
    )


def guide(source):
    """A guide whose every string comes from a source, what is an id or an address too."""
    collections = {
        kind: mlc.Collection(kind, tuple(filled(class_, source) for _ in range(2)))
        for kind, class_ in COLLECTION_CLASSES.items()
    }
    return attrs.evolve(filled(mlc.Guide, source, 0), **collections)


def replaced(value, source, done):
    """A copy of what a guide holds with every text from a source, in which ids and what refers to them stay."""
    match value:
        case str():
            return next(source)
        case Prose():
            return Prose((next(source), next(source)))
        case tuple():
            return tuple(replaced(item, source, done) for item in value)
        case mlc.Collection():
            return mlc.Collection(value.kind, tuple(replaced(entry, source, done) for entry in value))
    if attrs.has(type(value)) and id(value) not in done:
        kept = {name: getattr(value, name) for name in attrs.fields_dict(type(value)) if name not in _KEPT}
        done[id(value)] = attrs.evolve(value, **{name: replaced(held, source, done) for name, held in kept.items()})
    return done.get(id(value), value)


def filled(class_, source, depth=2):
    """An object of a class whose every string but choices comes from a source; it refers to others, some steps deep."""
    found = {}
    for attribute in attrs.fields(attrs.resolve_types(class_)):
        value = _filled(attribute.type, attribute.name, source, depth)
        if value is not None:
            found[attribute.name] = value
    return class_(**found)


def _filled(type_, name, source, depth):
    """A value of a type, as deep as it goes; nothing where it would go deeper."""
    origin, arguments = get_origin(type_), get_args(type_)
    if name == "place":
        return len(next(source)) % 20 or "alongside"
    if origin is Literal:
        return arguments[len(next(source)) % len(arguments)]
    if origin in (Union, UnionType):
        return _filled(arguments[0], name, source, depth)
    if origin is tuple:
        items = (_filled(arguments[0], name, source, depth) for _ in range(2))
        return tuple(item for item in items if item is not None)
    return _single(type_, name, source, depth)


def _single(type_, name, source, depth):
    if type_ is str:
        return next(source)
    if type_ is Prose:
        return Prose((next(source), next(source)))
    if get_origin(type_) or not attrs.has(type_):
        return _PLAIN.get(type_)
    least = 2 if type_ is Transition else int(issubclass(type_, Entry) and name not in {"article", "sections"})
    return filled(type_, source, depth - 1) if depth >= least else None
