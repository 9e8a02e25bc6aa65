"""Where the boxes and arrows of the career ladder are in its picture.

The stages form stairs, the first at the lower left. Arrows to the next stage
go straight up; all others go around the boxes, in a margin on the left. A
single stage alongside is an upright box on the right if its title has room
there. Otherwise the stages alongside are boxes below the stairs, and their
arrows go up in a margin on the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from attrs import frozen

from ..model import Stage
from ._text_metrics import text_width, wrap

Side = Literal["left", "right"]

# Lengths are in pixels.
WIDTH = 320  # of the picture
LINE_HEIGHT = 18
NUMBER_WIDTH = 34  # of the column with the number of a stage
PADDING = 11
_BORDER = 2
_GAP = 26  # between boxes, room for an arrow
_SMALL_GAP = 8  # between boxes below the stairs
_UPRIGHT_WIDTH = 36
_STEP = 7  # how much further right each box of the stairs begins
_ALL_STEPS = 60
_SPACING = 7  # between parallel arrows
_ALL_SPACING = 24  # all of them fit the height of a box, where they arrive
_HEAD_GAP = 3  # between the head of an arrow and its box

_HEADS = {"up": "m-4 7l4-7 4 7", "left": "m7-4l-7 4 7 4", "right": "m-7-4l7 4-7 4"}


@frozen
class Box:
    """A stage in the picture.

    Attributes:
        stage: The stage.
        left: The x coordinate of its left side.
        top: The y coordinate of its top.
        width: Its width.
        height: Its height.
        lines: The lines of its title.
    """

    stage: Stage
    left: float
    top: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def right(self) -> float:
        """The x coordinate of its right side."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The y coordinate of its bottom."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """The y coordinate of its centre."""
        return self.top + self.height / 2


Starts = Sequence[tuple[Box, Sequence[int]]]


@frozen
class Layout:
    """The picture.

    Attributes:
        height: Its height.
        stairs: The boxes of the stages with a number, the first stage first.
        upright: The box of a stage alongside whose title runs upwards.
        below: The boxes of the stages alongside that are below the stairs.
        arrows: The arrows, as SVG path data.
    """

    height: float
    stairs: tuple[Box, ...]
    upright: Box | None
    below: tuple[Box, ...]
    arrows: tuple[str, ...]


def ladder_layout(stages: Sequence[Stage]) -> Layout:
    """The layout of the picture of some stages."""
    numbered = sorted((stage for stage in stages if stage.place != "alongside"), key=lambda stage: stage.place)
    alongside = [stage for stage in stages if stage.place == "alongside"]
    if len(alongside) == 1 and (layout := _with_upright_box(numbered, alongside[0])):
        return layout
    return _with_boxes_below(numbered, alongside)


def _with_upright_box(numbered: Sequence[Stage], alongside: Stage) -> Layout | None:
    """The stairs with a box on their right; None if they are not high enough for its title."""
    left = WIDTH - _BORDER - _UPRIGHT_WIDTH
    stairs = _stairs(numbered, left - _GAP - _SMALL_GAP)
    bottom = max((box.bottom for box in stairs), default=0)
    if bottom - _BORDER - 2 * PADDING < text_width(alongside.title):
        return None
    box = Box(alongside, left, _BORDER, _UPRIGHT_WIDTH, bottom - _BORDER, (alongside.title,))
    ends = [stairs[end] for end in _targets(alongside, numbered)]
    across = (_arrow(f"M{left:g} {end.middle:g}", end, end.middle, "left") for end in ends)
    return Layout(bottom + _BORDER, stairs, box, (), (*_stair_arrows(stairs), *across))


def _with_boxes_below(numbered: Sequence[Stage], alongside: Sequence[Stage]) -> Layout:
    """The stairs with the other stages below them."""
    right = WIDTH - _BORDER - _margin(sum(bool(_targets(stage, numbered)) for stage in alongside))
    stairs = _stairs(numbered, right)
    top = max((box.bottom + _GAP for box in stairs), default=_BORDER)
    below: list[Box] = []
    for stage in alongside:
        below.append(_box(stage, _BORDER, top, right, PADDING))
        top = below[-1].bottom + _SMALL_GAP
    # The lowest box has the outermost arrow, which arrives above the others: so fewer arrows cross.
    starts = [(box, ends) for box in reversed(below) if (ends := _targets(box.stage, numbered))]
    around = _arrows_around(starts, stairs, "right")
    height = max((box.bottom for box in (*stairs, *below)), default=LINE_HEIGHT) + _BORDER
    return Layout(height, stairs, None, tuple(below), (*_stair_arrows(stairs), *around))


def _stairs(numbered: Sequence[Stage], right: float) -> tuple[Box, ...]:
    """The boxes of the stages with a number, the first one at the bottom; all end at the same right side."""
    left = _BORDER + _margin(len(_detours(numbered)))
    step = min(_STEP, _ALL_STEPS / max(len(numbered), 1))
    boxes: list[Box] = []
    top: float = _BORDER
    for index in reversed(range(len(numbered))):
        boxes.append(_box(numbered[index], left + step * index, top, right, NUMBER_WIDTH))
        top = boxes[-1].bottom + _GAP
    return tuple(reversed(boxes))


def _box(stage: Stage, left: float, top: float, right: float, indent: float) -> Box:
    """A box that is as high as its title needs, which is indented from the left side."""
    lines = wrap(stage.title, right - left - indent - PADDING)
    return Box(stage, left, top, right - left, LINE_HEIGHT * len(lines) + 2 * PADDING, lines)


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
            x, y = following.left + NUMBER_WIDTH / 2, following.bottom + _HEAD_GAP
            yield f"M{x:g} {box.top:g}V{y:g}M{x:g} {y:g}{_HEADS['up']}"
    detours = _detours([box.stage for box in stairs])
    yield from _arrows_around([(stairs[start], ends) for start, ends in detours], stairs, "left")


def _arrows_around(starts: Starts, stairs: Sequence[Box], side: Side) -> Iterator[str]:
    """The arrows through a margin.

    Args:
        starts: The boxes where they start, each with the indexes of its ends; the outermost arrow first.
        stairs: The boxes where they end.
        side: The side of the margin.
    """
    for number, (box, ends) in enumerate(starts):
        offset = _spacing(len(starts)) * number
        if side == "left":
            start, x = (
                f"M{box.left:g} {box.bottom - PADDING / 2:g}",
                _BORDER + offset,
            )  # below arrowheads
        else:
            start, x = f"M{box.right:g} {box.middle:g}", WIDTH - _BORDER - offset
        for end in ends:
            y = stairs[end].middle + offset - _spacing(len(starts)) * (len(starts) - 1) / 2
            yield _arrow(f"{start}H{x:g}V{y:g}", stairs[end], y, "right" if side == "left" else "left")


def _arrow(path: str, end: Box, y: float, direction: Side) -> str:
    """A path that is continued to the side of a box, with the head of an arrow."""
    x = end.left - _HEAD_GAP if direction == "right" else end.right + _HEAD_GAP
    return f"{path}H{x:g}M{x:g} {y:g}{_HEADS[direction]}"


def _margin(arrows: int) -> float:
    """The width of a margin for some parallel arrows."""
    return _SPACING + arrows * _spacing(arrows) if arrows else 0


def _spacing(arrows: int) -> float:
    """The distance between parallel arrows."""
    return min(_SPACING, _ALL_SPACING / arrows)
