"""Draw the career ladder as SVG: a box for every stage, and arrows for what leads to what.

It is drawn for a column of 320 pixels, and can be scaled. Text and lines have
the text colour of the page, so that it suits light and dark pages, and print.
"""

from __future__ import annotations

from collections.abc import Sequence

from .._collection import Collection
from .._markup import Markup, element, empty, join
from ..guide import Guide
from ..model import Stage
from ._ladder_layout import FONT_SIZE, LINE_HEIGHT, NUMBER_WIDTH, PADDING, WIDTH, Box, Layout, ladder_layout
from ._options import Options, Renderable

_MARGIN = 8  # around a picture that is a file of its own
_STROKE = {"fill": "none", "stroke": "currentColor", "stroke_width": "1.5"}
_DASHES = {"stroke_dasharray": "5 4"}
_ARROW = {"stroke_linejoin": "round", "class_": "mlc-ladder-arrow"}
_CENTRED = ".35em"  # below the baseline, for text whose middle is at a height

# In a page, the stylesheet sets the colours: a strict Content-Security-Policy forbids inline styles.
_STYLE = (
    ".mlc-ladder{color:#1d2a33;background:#fff;font-family:system-ui,sans-serif}"
    "@media (prefers-color-scheme:dark){.mlc-ladder{color:#e8edf0;background:#12181c}}"
)


def render_svg(item: Renderable, options: Options) -> Markup:
    """The ladder of a guide, or of its stages, as a file of its own.

    Raises:
        TypeError: The item has no stages.
    """
    match item:
        case Guide():
            return ladder(item.stages, options.id_prefix, standalone=True)
        case Collection() if item.kind == "stages":
            return ladder([entry for entry in item if isinstance(entry, Stage)], options.id_prefix, standalone=True)
    raise TypeError(f"svg shows a guide or its stages, not {getattr(item, 'ref', None) or getattr(item, 'kind', '')}")


def ladder(stages: Sequence[Stage], id_prefix: str, *, standalone: bool = False) -> Markup:
    """The picture of some stages.

    Args:
        stages: The stages.
        id_prefix: What the ids in it begin with.
        standalone: Whether it is a file of its own, with colours and a margin, or part of a page, which has them.
    """
    layout = ladder_layout(stages)
    margin = _MARGIN if standalone else 0
    title, description = f"{id_prefix}ladder-title", f"{id_prefix}ladder-description"
    return element(
        "svg",
        Markup("\n"),
        join(
            element("title", "The career ladder", id=title),
            element("desc", _description(layout), id=description),
            element("style", Markup(_STYLE)) if standalone else "",
            *map(_upright_box if layout.is_upright else _box_below, layout.alongside),
            *(empty("path", d=path, **_STROKE, **_ARROW) for path in layout.arrows),
            *map(_numbered_box, layout.stairs),
        ),
        Markup("\n"),
        xmlns="http://www.w3.org/2000/svg",
        class_="mlc-ladder",
        viewBox=f"{-margin} {-margin} {WIDTH + 2 * margin} {layout.height + 2 * margin:g}",
        role="img",
        aria_labelledby=title,
        aria_describedby=description,
        font_size=FONT_SIZE,
        fill="currentColor",
    )


def _numbered_box(box: Box) -> Markup:
    x = f"{box.left + NUMBER_WIDTH / 2:g}"
    attributes = {"text_anchor": "middle", "font_weight": "bold", "class_": "mlc-ladder-number"}
    number = element("text", str(box.stage.place), x=x, y=f"{box.middle:g}", dy=_CENTRED, **attributes)
    return element("g", _rectangle(box), number, _title(box, NUMBER_WIDTH), class_="mlc-ladder-rung")


def _box_below(box: Box) -> Markup:
    return element("g", _rectangle(box, **_DASHES), _title(box, PADDING), class_="mlc-ladder-alongside")


def _upright_box(box: Box) -> Markup:
    transform = f"translate({(box.left + box.right) / 2:g} {box.middle:g}) rotate(-90)"
    title = element("text", *box.lines, transform=transform, dy=_CENTRED, text_anchor="middle")
    return element("g", _rectangle(box, **_DASHES), title, class_="mlc-ladder-alongside")


def _title(box: Box, indent: float) -> Markup:
    """The title in a box, indented from its left side."""
    first = box.middle - LINE_HEIGHT * (len(box.lines) - 1) / 2
    lines = (
        element("tspan", line, x=f"{box.left + indent:g}", y=f"{first + number * LINE_HEIGHT:g}", dy=_CENTRED)
        for number, line in enumerate(box.lines)
    )
    return element("text", *lines)


def _rectangle(box: Box, **dashes: str) -> Markup:
    sides = {"x": box.left, "y": box.top, "width": box.right - box.left, "height": box.bottom - box.top}
    return empty("rect", **{name: f"{value:g}" for name, value in sides.items()}, rx=6, **_STROKE, **dashes)


def _description(layout: Layout) -> str:
    """The content of the picture in words."""
    parts = [f"{box.stage.place}. {_transitions(box.stage)}" for box in layout.stairs]
    parts += [f"Alongside: {_transitions(box.stage)}" for box in layout.alongside]
    return f"{'; '.join(parts)}." if parts else "There are no stages."


def _transitions(stage: Stage) -> str:
    """The title of a stage, and what it leads to."""
    others = " and ".join(transition.stage.title for transition in stage.leads_to)
    return f"{stage.title}, which leads to {others}" if others else stage.title
