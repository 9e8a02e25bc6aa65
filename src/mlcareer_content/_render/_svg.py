"""The ladder as a picture: a rung for every stage, what leads to what, and what runs alongside.

It is drawn for a column of 320 pixels and grows with its place. Text and lines
take the colour of what stands around them, so that it is right on light and on
dark ground, and in print.
"""

from __future__ import annotations

from collections.abc import Sequence

from .._collection import Collection
from .._markup import Markup, element, empty, join
from ..guide import Guide
from ..model import Stage
from . import _lettering
from ._layout import LINE, NUMBER, PADDING, WIDTH, Box, Layout, Line, laid_out, later
from ._options import Options, Renderable

_MARGIN = 8  # around a picture that stands by itself
_HEADS = {"up": "m-4 7l4-7 4 7", "left": "m7-4l-7 4 7 4", "right": "m-7-4l7 4-7 4"}

# Only a picture that stands by itself brings its colours.
_STYLE = (
    ".mlc-ladder{color:#1d2a33;background:#fff;font-family:system-ui,sans-serif}"
    "@media (prefers-color-scheme:dark){.mlc-ladder{color:#e8edf0;background:#12181c}}"
)


def render_svg(item: Renderable, options: Options) -> Markup:
    """The ladder of a guide, or of stages, as a picture by itself.

    Raises:
        TypeError: The item has no stages.
    """
    match item:
        case Guide():
            return ladder(item.stages, options.id_prefix, by_itself=True)
        case Collection() if item.kind == "stages":
            return ladder([entry for entry in item if isinstance(entry, Stage)], options.id_prefix, by_itself=True)
    raise TypeError(f"svg shows a guide or its stages, not {getattr(item, 'ref', None) or getattr(item, 'kind', '')}")


def ladder(stages: Sequence[Stage], id_prefix: str, *, by_itself: bool = False) -> Markup:
    """The picture of some stages.

    Args:
        stages: The stages.
        id_prefix: What the ids in it begin with.
        by_itself: Whether it is a file of its own, which brings its colours, or stands in a page, which has them.
    """
    layout = laid_out(stages)
    margin = _MARGIN if by_itself else 0
    title, description = f"{id_prefix}ladder-title", f"{id_prefix}ladder-description"
    return element(
        "svg",
        Markup("\n"),
        join(
            element("title", "The career ladder", id=title),
            element("desc", _description(layout), id=description),
            element("style", Markup(_STYLE)) if by_itself else "",
            _bar(layout.bar) if layout.bar else "",
            *map(_lane, layout.shelf),
            *map(_arrow, layout.lines),
            *map(_rung, layout.rungs),
        ),
        Markup("\n"),
        xmlns="http://www.w3.org/2000/svg",
        class_="mlc-ladder",
        viewBox=f"{-margin} {-margin} {WIDTH + 2 * margin} {layout.height + 2 * margin:g}",
        role="img",
        aria_labelledby=title,
        aria_describedby=description,
        font_size=_lettering.SIZE,
        fill="currentColor",
    )


def _rung(box: Box) -> Markup:
    number = element(
        "text",
        str(box.stage.place),
        x=f"{box.left + NUMBER / 2:g}",
        y=f"{box.middle:g}",
        dy=".35em",
        text_anchor="middle",
        font_weight="bold",
        class_="mlc-ladder-number",
    )
    return element("g", _rectangle(box), number, _title(box, NUMBER), class_="mlc-ladder-rung")


def _lane(box: Box) -> Markup:
    return element("g", _rectangle(box, stroke_dasharray="5 4"), _title(box, PADDING), class_="mlc-ladder-alongside")


def _title(box: Box, before: float) -> Markup:
    """The title in a box, some way from its left."""
    first = box.middle - LINE * (len(box.lines) - 1) / 2
    lines = (
        element("tspan", line, x=f"{box.left + before:g}", y=f"{first + number * LINE:g}", dy=".35em")
        for number, line in enumerate(box.lines)
    )
    return element("text", *lines)


def _bar(box: Box) -> Markup:
    title = element(
        "text",
        *box.lines,
        transform=f"translate({box.left + box.width / 2:g} {box.middle:g}) rotate(-90)",
        dy=".35em",
        text_anchor="middle",
    )
    return element("g", _rectangle(box, stroke_dasharray="5 4"), title, class_="mlc-ladder-alongside")


def _rectangle(box: Box, **attributes: str) -> Markup:
    return empty(
        "rect",
        x=f"{box.left:g}",
        y=f"{box.top:g}",
        width=f"{box.width:g}",
        height=f"{box.height:g}",
        rx=6,
        fill="none",
        stroke="currentColor",
        stroke_width="1.5",
        **attributes,
    )


def _arrow(line: Line) -> Markup:
    return empty(
        "path",
        d=f"{line.path}M{line.x:g} {line.y:g}{_HEADS[line.to]}",
        fill="none",
        stroke="currentColor",
        stroke_width="1.5",
        stroke_linejoin="round",
        class_="mlc-ladder-arrow",
    )


def _description(layout: Layout) -> str:
    """What the picture shows, in words."""
    alongside = (layout.bar,) if layout.bar else layout.shelf
    parts = [f"{box.stage.place}. {_told(box.stage)}" for box in layout.rungs]
    parts += [f"Alongside: {_told(box.stage)}" for box in alongside]
    return f"{'; '.join(parts)}." if parts else "There are no stages."


def _told(stage: Stage) -> str:
    others = " and ".join(other.title for other in later(stage))
    return f"{stage.title}, which leads to {others}" if others else stage.title
