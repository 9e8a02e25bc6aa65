"""HTML that is safe by construction: what is not marked as HTML is escaped when it becomes part of an element."""

from __future__ import annotations

from ._text_safety import printable

# The ampersand comes first, as the others are replaced by texts that begin with one.
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}


class Markup(str):
    """A text that is markup already, which template engines take as it is.

    Jinja, MarkupSafe and Django know it by its method `__html__`. `str()` of it is
    a plain string, for libraries that refuse every other class, such as msgspec.

    .. versionadded:: 0.1.0
    """

    __slots__ = ()

    def __html__(self) -> str:
        return self


def text(value: str) -> Markup:
    """A text as HTML: markup as it is, anything else escaped, without the characters that HTML forbids."""
    return value if isinstance(value, Markup) else Markup(_escaped(value))


def element(name: str, *content: str, **attributes: str | int | None) -> Markup:
    """An element with its content.

    Args:
        name: The name of the element.
        content: Its content.
        attributes: Its attributes; one that is `None` is left out. An underscore is written as a hyphen,
            and one at the end, as in ``class_``, is left out.
    """
    inner = "".join(map(text, content))
    return Markup(f"{_opening(name, attributes)}>{inner}</{name}>")


def empty(name: str, **attributes: str | int | None) -> Markup:
    """An element without content, as XML has it."""
    return Markup(f"{_opening(name, attributes)}/>")


def join(*parts: str) -> Markup:
    """Parts joined as lines of HTML; empty ones are left out."""
    return Markup("\n".join(filter(None, map(text, parts))))


def _opening(name: str, attributes: dict[str, str | int | None]) -> str:
    written = (
        f' {key.rstrip("_").replace("_", "-")}="{_escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{''.join(written)}"


def _escaped(value: str) -> str:
    # The same as `html.escape`, whose module would slow down the import of the package.
    # Replacing one after the other is several times as fast as `str.translate`.
    escaped = printable(value)
    for character, escape in _ESCAPES.items():
        escaped = escaped.replace(character, escape)
    return escaped
