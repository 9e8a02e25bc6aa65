"""The ladder as a picture: a rung for every stage, what leads to what, and what runs alongside.

It is drawn for a column of 320 pixels and grows with its place. Text and lines
take the colour of what stands around them, so that it is right on light and on
dark ground, and in print.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from attrs import frozen

from .._characters import printable
from .._collection import Collection
from .._markup import Markup, element, empty, join
from ..guide import Guide
from ..model import Stage
from ._options import Options, Renderable

_WIDTH = 320
_EDGE = 2
_GAP = 26
_LINE = 18
_PADDING = 11
_NUMBER = 34
_STEP = 7
_LANE = 44
_DETOUR = 14
_LONGEST_LINE = 24  # of the average width of a letter, 0.55 of the size of the font

# Only a picture that stands by itself brings its colours.
_STYLE = (
    ".mlc-ladder{color:#1d2a33;background:#fff;font-family:system-ui,sans-serif}"
    "@media (prefers-color-scheme:dark){.mlc-ladder{color:#e8edf0;background:#12181c}}"
)


@frozen
class _Box:
    """A stage in the picture.

    Attributes:
        stage: The stage.
        left: Where it begins, from the left.
        top: Where it begins, from above.
        width: How wide it is.
        height: How high it is.
        lines: Its title, line by line.
    """

    stage: Stage
    left: float
    top: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def right(self) -> float:
        """Where it ends, from the left."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where it ends, from above."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """Half its height, from above."""
        return self.top + self.height / 2


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
    rungs = sorted((stage for stage in stages if stage.place != "alongside"), key=lambda stage: stage.place)
    lanes = [stage for stage in stages if stage.place == "alongside"]
    boxes = _rungs(rungs, _WIDTH - _EDGE - _LANE * len(lanes) - (_GAP if lanes else 0))
    height = boxes[0].bottom + _EDGE if boxes else _LINE
    bars = [
        _Box(stage, _WIDTH - _EDGE - _LANE * (len(lanes) - number) + 8, _EDGE, _LANE - 8, height - 2 * _EDGE, ())
        for number, stage in enumerate(lanes)
    ]
    title, description = f"{id_prefix}ladder-title", f"{id_prefix}ladder-description"
    return element(
        "svg",
        Markup("\n"),
        join(
            element("title", "The career ladder", id=title),
            element("desc", _description(rungs, lanes), id=description),
            element("style", Markup(_STYLE)) if by_itself else "",
            *map(_bar, bars),
            *_arrows(boxes, bars),
            *map(_rung, boxes),
        ),
        Markup("\n"),
        xmlns="http://www.w3.org/2000/svg",
        class_="mlc-ladder",
        viewBox=f"0 0 {_WIDTH} {height:g}",
        role="img",
        aria_labelledby=f"{title} {description}",
        font_size="14",
        fill="currentColor",
    )


def _rungs(rungs: Sequence[Stage], right: float) -> list[_Box]:
    """The rungs from the lowest, at the bottom, to the highest, at the top; each begins further to the right."""
    has_detours = any(_skips(rungs, stage, other) for stage in rungs for other in _later(stage))
    left = _EDGE + (_DETOUR if has_detours else 0)
    step = min(_STEP, 2 * _LANE / max(len(rungs), 1))
    boxes: list[_Box] = []
    top: float = _EDGE
    for place in reversed(range(len(rungs))):
        begin = left + step * place
        room = int((right - begin - _NUMBER - _PADDING) / (14 * 0.55))
        lines = tuple(_broken(rungs[place].title, min(room, _LONGEST_LINE)))
        height = _LINE * len(lines) + 2 * _PADDING
        boxes.insert(0, _Box(rungs[place], begin, top, right - begin, height, lines))
        top += height + _GAP
    return boxes


def _broken(title: str, longest: int) -> list[str]:
    # Letters of East Asia are twice as wide.
    wide = any(unicodedata.east_asian_width(letter) in "WF" for letter in title)
    return textwrap.wrap(printable(title), longest // 2 if wide else longest, max_lines=3, placeholder="…") or [""]


def _rung(box: _Box) -> Markup:
    first = box.middle - _LINE * (len(box.lines) - 1) / 2
    lines = (
        element("tspan", line, x=f"{box.left + _NUMBER:g}", y=f"{first + number * _LINE:g}", dy=".35em")
        for number, line in enumerate(box.lines)
    )
    return element(
        "g",
        _rectangle(box),
        element(
            "text",
            str(box.stage.place),
            x=f"{box.left + _NUMBER / 2:g}",
            y=f"{box.middle:g}",
            dy=".35em",
            text_anchor="middle",
            font_weight="bold",
            class_="mlc-ladder-number",
        ),
        element("text", *lines),
        class_="mlc-ladder-rung",
    )


def _bar(box: _Box) -> Markup:
    middle = (box.left + box.right) / 2
    (line,) = textwrap.wrap(printable(box.stage.title), max(int(box.height / 8), 1), max_lines=1, placeholder="…") or [
        ""
    ]
    return element(
        "g",
        _rectangle(box, stroke_dasharray="5 4"),
        element(
            "text",
            line,
            transform=f"translate({middle:g} {box.middle:g}) rotate(-90)",
            dy=".35em",
            text_anchor="middle",
        ),
        class_="mlc-ladder-alongside",
    )


def _rectangle(box: _Box, **attributes: str) -> Markup:
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


def _arrows(boxes: Sequence[_Box], bars: Sequence[_Box]) -> Iterator[Markup]:
    rungs = [box.stage for box in boxes]
    for box in boxes:
        for stage in _later(box.stage):
            if stage in rungs:
                yield _climb(box, boxes[rungs.index(stage)], detour=_skips(rungs, box.stage, stage))
    for bar in bars:
        for stage in _later(bar.stage):
            if stage in rungs:
                yield _side(bar, boxes[rungs.index(stage)])


def _climb(start: _Box, end: _Box, *, detour: bool) -> Markup:
    if not detour:
        x = max(start.left, end.left) + _NUMBER / 2
        return _arrow(f"M{x:g} {start.top:g}V{end.bottom + 3:g}", x, end.bottom + 3, "m-4 7l4-7 4 7")
    x = _EDGE + 2
    path = f"M{start.left:g} {start.middle:g}H{x:g}V{end.middle:g}H{end.left - 3:g}"
    return _arrow(path, end.left - 3, end.middle, "m-7-4l7 4-7 4")


def _side(bar: _Box, end: _Box) -> Markup:
    x = end.right + 3
    return _arrow(f"M{bar.left:g} {end.middle:g}H{x:g}", x, end.middle, "m7-4l-7 4 7 4")


def _arrow(path: str, x: float, y: float, head: str) -> Markup:
    return empty(
        "path",
        d=f"{path}M{x:g} {y:g}{head}",
        fill="none",
        stroke="currentColor",
        stroke_width="1.5",
        class_="mlc-ladder-arrow",
    )


def _later(stage: Stage) -> list[Stage]:
    return [transition.stage for transition in stage.leads_to]


def _skips(rungs: Sequence[Stage], start: Stage, end: Stage) -> bool:
    """Whether rungs lie between two others."""
    return start in rungs and end in rungs and rungs.index(end) - rungs.index(start) != 1


def _description(rungs: Sequence[Stage], lanes: Sequence[Stage]) -> str:
    """What the picture shows, in words."""
    parts = [f"{stage.place}. {stage.title}{_leading(stage)}" for stage in rungs]
    parts += [f"Alongside: {stage.title}{_leading(stage)}" for stage in lanes]
    return "; ".join(parts) + "."


def _leading(stage: Stage) -> str:
    later = " and ".join(other.title for other in _later(stage))
    return f", which leads to {later}" if later else ""
