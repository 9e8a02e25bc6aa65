"""HTML that is safe by construction: what is not marked as HTML is escaped when it is put into an element."""

from __future__ import annotations

from ._text_safety import printable

# The ampersand comes first, as the others are replaced by texts that begin with one.
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}


class Markup(str):
    """A text that is markup already, which template engines take as it is.

    Jinja, MarkupSafe and Django know it by its method `__html__`.

    .. versionadded:: 0.1.0
    """

    __slots__ = ()

    def __html__(self) -> str:
        return self


def text(value: str) -> Markup:
    """A text as HTML: what is markup stays, and anything else is escaped, without characters that HTML forbids."""
    return value if isinstance(value, Markup) else Markup(_escaped(value))


def element(name: str, *content: str, **attributes: str | int | None) -> Markup:
    """An element; an attribute that is `None` is left out, and one that is a Python word has an underscore behind it.

    Args:
        name: The name of the element.
        content: What stands in it.
        attributes: Its attributes; an underscore within a name stands for a hyphen.
    """
    inner = "".join(map(text, content))
    return Markup(f"{_opening(name, attributes)}>{inner}</{name}>")


def empty(name: str, **attributes: str | int | None) -> Markup:
    """An element of SVG that holds nothing."""
    return Markup(f"{_opening(name, attributes)}/>")


def join(*parts: str) -> Markup:
    """Some HTML, one piece on each line; what is empty is left out."""
    return Markup("\n".join(filter(None, map(text, parts))))


def _opening(name: str, attributes: dict[str, str | int | None]) -> str:
    written = (
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{''.join(written)}"


def _escaped(value: str) -> str:
    # As `html.escape` does it, whose module is not worth its import to what only loads a guide.
    # Replacing one after the other is several times as fast as `str.translate`.
    escaped = printable(value)
    for character, escape in _ESCAPES.items():
        escaped = escaped.replace(character, escape)
    return escaped
