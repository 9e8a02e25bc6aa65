"""Draw the career ladder as SVG: a box for every stage, and arrows for what leads to what.

It is drawn for a column of 320 pixels, and can be scaled. Text and lines have
the text colour of the page, so that it suits light and dark pages, and print.

The stages form stairs, the first at the lower left. Arrows to the next stage
go straight up; all others go around the boxes, in a margin on the left. A
single stage alongside is an upright box on the right if its title has room
there. Otherwise the stages alongside are boxes below the stairs, and their
arrows go up in a margin on the right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import frozen

from .._collection import Collection
from .._markup import Markup, element, empty, join
from .._text_safety import printable
from ..guide import Guide
from ..model import Stage
from ._options import Options, ReadableContent

# Lengths are in pixels.
WIDTH = 320  # of the picture
_MARGIN = 8  # around a picture that is a file of its own
_FONT_SIZE = 14
_LINE_HEIGHT = 18
_NUMBER_WIDTH = 34  # of the column with the number of a stage
_PADDING = 11
_BORDER = 2
_GAP = 26  # between boxes, room for an arrow
_SMALL_GAP = 8  # between boxes below the stairs
_UPRIGHT_WIDTH = 36
_STEP = 7  # how much further right each box of the stairs begins
_ALL_STEPS = 60
_SPACING = 7  # between parallel arrows
_ALL_SPACING = 24  # all of them fit the height of a box, where they arrive
_HEAD_GAP = 3  # between the head of an arrow and its box

_UP, _LEFT, _RIGHT = "m-4 7l4-7 4 7", "m7-4l-7 4 7 4", "m-7-4l7 4-7 4"  # heads of arrows

# Estimates for a font that is rather wide, as nobody knows which font a picture is shown in.
_NARROW = frozenset(" !'(),-./:;I[]fijlrt|\u2019")
_WIDE = frozenset("%@MWmw—…")
_MAX_LINES = 3
_LONGEST_TEXT = 1_000  # characters; that many lines never have room for more

_STROKE = {"fill": "none", "stroke": "currentColor", "stroke_width": "1.5"}
_DASHES = {"stroke_dasharray": "5 4"}
_ARROW = {"stroke_linejoin": "round", "class_": "mlc-ladder-arrow"}
_CENTRED = ".35em"  # below the baseline, for text whose middle is at a height

# In a page, the stylesheet sets the colours: a strict Content-Security-Policy forbids inline styles.
_STYLE = (
    ".mlc-ladder{color:#1d2a33;background:#fff;font-family:system-ui,sans-serif}"
    "@media (prefers-color-scheme:dark){.mlc-ladder{color:#e8edf0;background:#12181c}}"
)


def render_svg(item: ReadableContent, options: Options) -> Markup:
    """The ladder of a guide, or of its stages, as a file of its own.

    Raises:
        TypeError: The item has no stages.
    """
    match item:
        case Guide():
            return ladder(item.stages, options.id_prefix, standalone=True)
        case Collection() if item.kind == "stages":
            return ladder([entry for entry in item if isinstance(entry, Stage)], options.id_prefix, standalone=True)
    name = getattr(item, "ref", None) or getattr(item, "kind", None) or type(item).__name__.lower()
    raise TypeError(f"svg shows a guide or its stages, not {name}")


def ladder(stages: Sequence[Stage], id_prefix: str, *, standalone: bool = False) -> Markup:
    """The picture of some stages; as a file of its own, it has the colours and the margin that a page has."""
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
        font_size=_FONT_SIZE,
        fill="currentColor",
    )


def _numbered_box(box: Box) -> Markup:
    x = f"{box.left + _NUMBER_WIDTH / 2:g}"
    attributes = {"text_anchor": "middle", "font_weight": "bold", "class_": "mlc-ladder-number"}
    number = element("text", str(box.stage.place), x=x, y=f"{box.middle:g}", dy=_CENTRED, **attributes)
    return element("g", _rectangle(box), number, _title(box, _NUMBER_WIDTH), class_="mlc-ladder-rung")


def _box_below(box: Box) -> Markup:
    return element("g", _rectangle(box, **_DASHES), _title(box, _PADDING), class_="mlc-ladder-alongside")


def _upright_box(box: Box) -> Markup:
    transform = f"translate({(box.left + box.right) / 2:g} {box.middle:g}) rotate(-90)"
    title = element("text", *box.lines, transform=transform, dy=_CENTRED, text_anchor="middle")
    return element("g", _rectangle(box, **_DASHES), title, class_="mlc-ladder-alongside")


def _title(box: Box, indent: float) -> Markup:
    """The title in a box, indented from its left side."""
    first = box.middle - _LINE_HEIGHT * (len(box.lines) - 1) / 2
    lines = (
        element("tspan", line, x=f"{box.left + indent:g}", y=f"{first + number * _LINE_HEIGHT:g}", dy=_CENTRED)
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
    others = ", ".join(transition.stage.title for transition in stage.leads_to)
    return f"{stage.title}, which leads to {others}" if others else stage.title


# The layout


@frozen
class Box:
    """A stage in the picture, the coordinates of its sides, and the lines of its title."""

    stage: Stage
    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """The y coordinate of its centre."""
        return self.top + (self.bottom - self.top) / 2


@frozen
class Layout:
    """The picture."""

    height: float  # its height
    stairs: Sequence[Box]  # the boxes of the stages with a number, the first stage first
    alongside: Sequence[Box]  # the boxes of the other stages
    arrows: Sequence[str]  # the arrows, as SVG path data
    is_upright: bool = False  # whether the titles of the other stages run upwards


def ladder_layout(stages: Sequence[Stage]) -> Layout:
    """The layout of the picture of some stages."""
    numbered = sorted((stage for stage in stages if stage.place != "alongside"), key=lambda stage: stage.place)
    alongside = [stage for stage in stages if stage.place == "alongside"]
    if len(alongside) == 1 and (layout := _with_upright_box(numbered, alongside[0])):
        return layout
    return _with_boxes_below(numbered, alongside)


def _with_upright_box(numbered: Sequence[Stage], alongside: Stage) -> Layout | None:
    """The stairs with a box on their right; None if they are not high enough for its title."""
    right = WIDTH - _BORDER
    left = right - _UPRIGHT_WIDTH
    stairs = _stairs(numbered, left - _GAP - _SMALL_GAP)
    bottom = max((box.bottom for box in stairs), default=0)
    if bottom - _BORDER - 2 * _PADDING < text_width(alongside.title):
        return None
    box = Box(alongside, left, _BORDER, right, bottom, (alongside.title,))
    ends = [stairs[end] for end in _targets(alongside, numbered)]
    across = (_to_side(f"M{left:g} {end.middle:g}", end, end.middle, is_left=False) for end in ends)
    return Layout(bottom + _BORDER, stairs, [box], [*_stair_arrows(stairs), *across], is_upright=True)


def _with_boxes_below(numbered: Sequence[Stage], alongside: Sequence[Stage]) -> Layout:
    """The stairs with the other stages below them."""
    right = WIDTH - _BORDER - _margin(sum(bool(_targets(stage, numbered)) for stage in alongside))
    stairs = _stairs(numbered, right)
    top = max((box.bottom + _GAP for box in stairs), default=_BORDER)
    below: list[Box] = []
    for stage in alongside:
        below.append(_box(stage, _BORDER, top, right, _PADDING))
        top = below[-1].bottom + _SMALL_GAP
    # The lowest box has the outermost arrow, which arrives above the others: so fewer arrows cross.
    starts = [(box, ends) for box in reversed(below) if (ends := _targets(box.stage, numbered))]
    around = _arrows_around(starts, stairs, is_left=False)
    height = max((box.bottom for box in (*stairs, *below)), default=_LINE_HEIGHT) + _BORDER
    return Layout(height, stairs, below, [*_stair_arrows(stairs), *around])


def _stairs(numbered: Sequence[Stage], right: float) -> Sequence[Box]:
    """The boxes of the stages with a number, the first one at the bottom; all end at the same right side."""
    left = _BORDER + _margin(len(_detours(numbered)))
    step = min(_STEP, _ALL_STEPS / max(len(numbered), 1))
    boxes: list[Box] = []
    top: float = _BORDER
    for index in reversed(range(len(numbered))):
        boxes.append(_box(numbered[index], left + step * index, top, right, _NUMBER_WIDTH))
        top = boxes[-1].bottom + _GAP
    return boxes[::-1]


def _box(stage: Stage, left: float, top: float, right: float, indent: float) -> Box:
    """A box that is as high as its title needs, which has an indent on the left."""
    lines = wrap(stage.title, right - left - indent - _PADDING)
    return Box(stage, left, top, right, top + _LINE_HEIGHT * len(lines) + 2 * _PADDING, lines)


# Arrows


def _targets(stage: Stage, numbered: Sequence[Stage]) -> list[int]:
    """The indexes of the stages that a stage leads to."""
    refs = {transition.stage.ref for transition in stage.leads_to}
    return [index for index, other in enumerate(numbered) if other.ref in refs]


def _detours(numbered: Sequence[Stage]) -> list[tuple[int, list[int]]]:
    """The indexes of stages that lead to others than the next, each with theirs; the longest way up first."""
    ends = [[end for end in _targets(stage, numbered) if end != start + 1] for start, stage in enumerate(numbered)]
    return sorted(((start, to) for start, to in enumerate(ends) if to), key=lambda detour: detour[0] - max(detour[1]))


def _stair_arrows(stairs: Sequence[Box]) -> Iterator[str]:
    """The arrows between the stages with a number."""
    for box, following in pairwise(stairs):
        if _targets(box.stage, [following.stage]):
            x, y = following.left + _NUMBER_WIDTH / 2, following.bottom + _HEAD_GAP
            yield f"M{x:g} {box.top:g}V{y:g}M{x:g} {y:g}{_UP}"
    starts = [(stairs[start], ends) for start, ends in _detours([box.stage for box in stairs])]
    yield from _arrows_around(starts, stairs, is_left=True)


def _arrows_around(
    starts: Sequence[tuple[Box, Sequence[int]]], stairs: Sequence[Box], *, is_left: bool
) -> Iterator[str]:
    """The arrows through the left or right margin, from boxes to those with some indexes; the outermost comes first."""
    spacing = min(_SPACING, _ALL_SPACING / max(len(starts), 1))
    for number, (box, ends) in enumerate(starts):
        offset = spacing * number
        # On the left, arrows start below the heads of those that arrive.
        x, y = (box.left, box.bottom - _PADDING / 2) if is_left else (box.right, box.middle)
        start = f"M{x:g} {y:g}H{_BORDER + offset if is_left else WIDTH - _BORDER - offset:g}"
        for end in ends:
            y = stairs[end].middle + offset - spacing * (len(starts) - 1) / 2
            yield _to_side(f"{start}V{y:g}", stairs[end], y, is_left=is_left)


def _to_side(path: str, end: Box, y: float, *, is_left: bool) -> str:
    """A path that is continued to the left or right side of a box, with the head of an arrow."""
    x = end.left - _HEAD_GAP if is_left else end.right + _HEAD_GAP
    return f"{path}H{x:g}M{x:g} {y:g}{_RIGHT if is_left else _LEFT}"


def _margin(arrows: int) -> float:
    """The width of a margin for some parallel arrows."""
    return _SPACING + min(arrows * _SPACING, _ALL_SPACING) if arrows else 0


# Titles


def text_width(text: str) -> float:
    """About how wide a line is."""
    return _FONT_SIZE * sum(map(_relative_width, text))


def _relative_width(letter: str) -> float:
    """The width of a letter, in units of the font size."""
    if letter in _NARROW:
        return 0.4
    if letter in _WIDE or unicodedata.east_asian_width(letter) in "WF":
        return 1
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):  # drawn on top of other letters, or not at all
        return 0
    return 0.76 if letter.isupper() else 0.62


def wrap(text: str, width: float) -> tuple[str, ...]:
    """The lines of a text, broken at spaces if possible; if there are too many, the last one ends in an ellipsis."""
    lines = [""]
    for word in printable(text[:_LONGEST_TEXT]).split():
        if lines[-1] and text_width(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
            continue
        lines += [""] * bool(lines[-1])
        for letter in word:
            if lines[-1] and text_width(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    if len(lines) > _MAX_LINES:
        last = lines[_MAX_LINES - 1]
        while last and text_width(f"{last}…") > width:
            last = last[:-1]
        lines = [*lines[: _MAX_LINES - 1], f"{last.rstrip()}…"]
    return tuple(lines)
