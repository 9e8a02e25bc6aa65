"""The guide as a book in the format EPUB 3.3: the same bytes for the same guide, wherever and whenever it is made.

The files in it are not compressed, as versions of zlib compress differently.
The last bytes are the comment of the zip: the signature of an exported file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from urllib.parse import quote
from uuid import NAMESPACE_OID, uuid5
from zipfile import ZipFile, ZipInfo

from .. import _package_data
from .._markup import Markup, element, empty, join, text
from .._render import cited, credit
from ..guide import Guide
from ._chapters import Chapter, chapters, linked, list_of_links, visible_name
from ._output_file import DIGITS, SIGNATURE, checksum

_MEDIA_TYPE = "application/epub+zip"
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_STYLES = ("styles/mlcareer-content.css", "styles/book.css")
_STYLESHEET = "book.css"
_TYPES = {"css": "text/css", "xhtml": "application/xhtml+xml"}

_LINK = re.compile('(?<= href=")[^"]*')
_ADDRESS = re.compile("(https?://[^/?#]*)([^#]*)(#?)(.*)", re.IGNORECASE)
_OF_URIS = "%/?:@!$&'()*+,;="  # and letters, digits and -._~, in paths, queries and fragments

# The properties of schema.org by which shops and libraries say for whom a book is accessible.
_ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessModeSufficient", "textual"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityHazard", "none"),
)
_SUMMARY = "The text can be resized and read aloud. It has headings, a table of contents and links between its parts."
_OF_PICTURE = (
    ("accessMode", "visual"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "longDescription"),
)
_SUMMARY_OF_PICTURE = " The one picture, of the career ladder, has a title and a description of all that it shows."


def book(guide: Guide, *, as_of: date | None = None) -> bytes:
    """A guide as an EPUB file.

    Args:
        guide: The guide.
        as_of: The day for which to show the status of credentials.

    Raises:
        ContentError: A packaged file is missing, or the id of a stage is not valid.
    """
    contents = chapters(guide, as_of)
    files = {
        "mimetype": _MEDIA_TYPE,
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": _package(guide, contents),
        "EPUB/nav.xhtml": _navigation(guide, contents),
        f"EPUB/{_STYLESHEET}": "\n".join(_package_data.read_bytes(name).decode() for name in _STYLES),
    }
    files |= {f"EPUB/{one.name}": _xhtml(guide, one.title, one.content) for one in contents}
    return _archive(files)


def _xhtml(guide: Guide, title: str, content: str) -> str:
    """A page as XHTML. In a book, questions are open: not every reading system can open them."""
    # Text is escaped, so that what looks like an element or an attribute is one.
    body = _LINK.sub(_percent_encoded, content.replace("<details ", '<details open="open" '))
    head = join(
        element("title", visible_name(title, guide.id)),
        empty("link", rel="stylesheet", href=_STYLESHEET, type="text/css"),
    )
    language = {"lang": guide.language, "xml:lang": guide.language}
    namespaces = {"xmlns": "http://www.w3.org/1999/xhtml", "xmlns:epub": "http://www.idpf.org/2007/ops"}
    html = element("html", join(element("head", head), element("body", Markup(body))), **namespaces, **language)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n{html}\n'


def _percent_encoded(link: re.Match[str]) -> str:
    """A web address without characters that no URI may have, such as brackets, which browsers accept."""
    found = _ADDRESS.fullmatch(unescape(link[0]))
    if not found:
        return link[0]
    host, path, mark, fragment = found.groups()
    return text(host + quote(path, _OF_URIS) + mark + quote(fragment, _OF_URIS))


def _navigation(guide: Guide, contents: list[Chapter]) -> str:
    """The table of contents; stages are below the page that lists them."""
    below = {address for one in contents for address, _ in one.parts}
    lines = (
        element("li", linked(one.name, one.title), list_of_links(one.parts, "ol"))
        for one in contents
        if one.name not in below
    )
    toc = join(element("h1", "Contents", class_="mlc-heading"), element("ol", join(*lines)))
    return _xhtml(guide, "Contents", element("nav", toc, id="toc", role="doc-toc", **{"epub:type": "toc"}))


def _package(guide: Guide, contents: list[Chapter]) -> str:
    """The package document: what the book is, its files, and their order."""
    names = ["nav.xhtml", _STYLESHEET, *(one.name for one in contents)]
    properties = {"nav.xhtml": "nav", **{one.name: "svg" for one in contents if one.has_picture}}
    items = (
        empty(
            "item",
            id=_item_id(name),
            href=name,
            media_type=_TYPES[name.rpartition(".")[2]],
            properties=properties.get(name),
        )
        for name in names
    )
    order = ("title.xhtml", "nav.xhtml", *(one.name for one in contents[1:]))
    package = element(
        "package",
        join(
            element("metadata", join(*_metadata(guide)), **{"xmlns:dc": "http://purl.org/dc/elements/1.1/"}),
            element("manifest", join(*items)),
            element("spine", join(*(empty("itemref", idref=_item_id(name)) for name in order))),
        ),
        xmlns="http://www.idpf.org/2007/opf",
        version="3.0",
        unique_identifier="book-id",
        **{"xml:lang": guide.language},
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{package}\n'


def _item_id(name: str) -> str:
    return f"item-{name.replace('.', '-')}"


def _metadata(guide: Guide) -> Iterator[Markup]:
    article = guide.article
    yield element("dc:identifier", f"urn:uuid:{uuid5(NAMESPACE_OID, guide.digest)}", id="book-id")
    yield element("dc:title", visible_name(guide.title, guide.id))
    yield element("dc:language", guide.language)
    yield element("dc:description", visible_name(article.lead.text.split("\n\n", 1)[0], guide.id))
    yield element("dc:rights", credit(guide))
    if guide.source:
        yield element("dc:source", visible_name(cited(guide.source), guide.id))
    changed = article.date_modified or article.date_published
    yield element("meta", f"{changed.isoformat()}T00:00:00Z", property="dcterms:modified")
    for name, value in (*_ACCESSIBILITY, *(_OF_PICTURE if guide.stages else ())):
        yield element("meta", value, property=f"schema:{name}")
    summary = _SUMMARY + (_SUMMARY_OF_PICTURE if guide.stages else "")
    yield element("meta", summary, property="schema:accessibilitySummary")


def _archive(files: dict[str, str]) -> bytes:
    """Files as a zip whose comment is the signature."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.comment = SIGNATURE + bytes(DIGITS)
        for name, content in files.items():
            info = ZipInfo(name)  # of the first day that a zip can name, and not compressed
            info.create_system = 3  # on every system
            archive.writestr(info, content.encode())
    data = buffer.getvalue()[:-DIGITS]
    return data + checksum(data)
