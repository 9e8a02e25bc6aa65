"""How entries, collections and guides show themselves: in templates, in notebooks, in terminals, in prompts.

Each function imports the renderers when it is called: the one way up in the
package, so that what is to be shown need not know how.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ._markup import Markup

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

    from .guide import Chunk, Guide


class Displayed:
    """What can be shown as HTML, as Markdown and as text.

    .. versionadded:: 0.1.0
    """

    __slots__ = ()

    @property
    def html(self) -> Markup:
        """A fragment of HTML, as `render` gives it; safe to put into a page."""
        return Markup(self._rendered("html"))

    def __html__(self) -> str:
        """The same, for Jinja and MarkupSafe."""
        return self.html

    def _repr_html_(self) -> str:
        """The same, for notebooks."""
        return self.html

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        """All that a notebook may choose from, by media type."""
        formats = {"text/html": "html", "text/markdown": "markdown", "text/plain": "text"}
        return {media_type: self._rendered(format) for media_type, format in formats.items()}

    def __rich__(self) -> RenderableType:
        """For rich, which is there if it asks."""
        from rich.markdown import Markdown

        return Markdown(self._rendered("markdown"))

    def _rendered(self, format: Any) -> str:
        from ._render import render

        whole: Any = self  # a guide, a collection or an entry: nothing else is displayed
        return str(render(whole, format))


def credit(guide: Guide) -> str:
    """The line of credit, as `Guide.credit` gives it."""
    from ._render import credit

    return credit(guide)


def chunks(guide: Guide, as_of: date | None) -> tuple[Chunk, ...]:
    """The passages of a guide, as `Guide.chunks` gives them."""
    from ._render import chunks

    return chunks(guide, as_of)
