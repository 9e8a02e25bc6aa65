"""Where the parts of the ladder stand in its picture: the boxes of the stages, and the lines between them.

The rungs climb from the lower left to the upper right. What one of them leads
to beyond the next goes around on the left. A single stage alongside, if there
is room for its name, is an upright bar on the right; otherwise such stages lie
below the ladder, and their lines go around on the right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from ..model import Stage
from . import _lettering

WIDTH = 320
NUMBER = 34
LINE = 18
PADDING = 11
_EDGE = 2
_GAP = 26
_STEP = 7
_CLIMB = 60
_BAR = 36
_SHELF_GAP = 8
_TRACK = 7
_TRACKS = 42
_ARRIVALS = 20
_BEFORE = 3  # between the point of an arrow and the box it points to


@frozen
class Box:
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


@frozen
class Line:
    """A line from one stage to another.

    Attributes:
        path: Its way, as SVG writes it.
        x: The place of its point, from the left.
        y: The place of its point, from above.
        to: Where the point points.
    """

    path: str
    x: float
    y: float
    to: str


@frozen
class Layout:
    """The whole picture.

    Attributes:
        height: How high it is.
        rungs: The stages of the ladder, from the lowest.
        bar: The stage that stands upright beside it.
        shelf: The stages that lie below it.
        lines: What leads to what.
    """

    height: float
    rungs: tuple[Box, ...]
    bar: Box | None
    shelf: tuple[Box, ...]
    lines: tuple[Line, ...]


def laid_out(stages: Sequence[Stage]) -> Layout:
    """The picture of some stages."""
    rungs = sorted((stage for stage in stages if stage.place != "alongside"), key=lambda stage: stage.place)
    lanes = [stage for stage in stages if stage.place == "alongside"]
    return (_with_bar(rungs, lanes[0]) if len(lanes) == 1 else None) or _with_shelf(rungs, lanes)


def later(stage: Stage) -> list[Stage]:
    """The stages that a stage leads to."""
    return [transition.stage for transition in stage.leads_to]


def _with_bar(rungs: Sequence[Stage], lane: Stage) -> Layout | None:
    """The ladder with a bar beside it; nothing where the ladder is too low for the bar's name."""
    boxes = _rungs(rungs, WIDTH - _EDGE - _BAR - _GAP - _SHELF_GAP)
    bottom = max((box.bottom for box in boxes), default=0)
    if bottom - _EDGE - 2 * PADDING < _lettering.width(lane.title):
        return None
    bar = Box(lane, WIDTH - _EDGE - _BAR, _EDGE, _BAR, bottom - _EDGE, (lane.title,))
    across = (
        Line(f"M{bar.left:g} {end.middle:g}H{end.right + _BEFORE:g}", end.right + _BEFORE, end.middle, "left")
        for end in _ends(lane, boxes)
    )
    return Layout(bottom + _EDGE, tuple(boxes), bar, (), (*_climbs(boxes), *across))


def _with_shelf(rungs: Sequence[Stage], lanes: Sequence[Stage]) -> Layout:
    """The ladder with the stages alongside below it."""
    leading = [lane for lane in lanes if later(lane)] if rungs else []
    right = WIDTH - _EDGE - (_TRACK + _tracks(len(leading)) if leading else 0)
    boxes = _rungs(rungs, right)
    top = max((box.bottom + _GAP for box in boxes), default=_EDGE)
    shelf = []
    for lane in lanes:
        shelf.append(_box(lane, _EDGE, top, right, PADDING))
        top = shelf[-1].bottom + _SHELF_GAP
    bottom = max((box.bottom for box in (*boxes, *shelf)), default=LINE)
    around = _around_right([box for box in shelf if box.stage in leading], boxes)
    return Layout(bottom + _EDGE, tuple(boxes), None, tuple(shelf), (*_climbs(boxes), *around))


def _rungs(rungs: Sequence[Stage], right: float) -> list[Box]:
    """The rungs from the lowest, at the bottom, to the highest, at the top; each begins further to the right."""
    detours = sum(bool(_skipped_to(place, rungs)) for place in range(len(rungs)))
    left = _EDGE + (_TRACK + _tracks(detours) if detours else 0)
    step = min(_STEP, _CLIMB / max(len(rungs), 1))
    boxes: list[Box] = []
    top: float = _EDGE
    for place in reversed(range(len(rungs))):
        boxes.insert(0, _box(rungs[place], left + step * place, top, right, NUMBER))
        top = boxes[0].bottom + _GAP
    return boxes


def _box(stage: Stage, left: float, top: float, right: float, before: float) -> Box:
    """A box that is as high as its title, which stands some way from its left."""
    lines = _lettering.lines(stage.title, right - left - before - PADDING)
    return Box(stage, left, top, right - left, LINE * len(lines) + 2 * PADDING, lines)


def _tracks(number: int) -> float:
    """How wide some lines side by side are."""
    return min(_TRACK * number, _TRACKS)


def _skipped_to(place: int, rungs: Sequence[Stage]) -> list[int]:
    """The rungs that one leads to without being the next below them."""
    refs = [stage.ref for stage in later(rungs[place])]
    return [end for end, stage in enumerate(rungs) if stage.ref in refs and end != place + 1]


def _ends(stage: Stage, boxes: Iterable[Box]) -> list[Box]:
    refs = [other.ref for other in later(stage)]
    return [box for box in boxes if box.stage.ref in refs]


def _climbs(boxes: Sequence[Box]) -> Iterator[Line]:
    """The lines from each rung to the next, and on the left those that go around others, the longest outside."""
    rungs = [box.stage for box in boxes]
    detours: dict[int, list[int]] = {}
    for place, box in enumerate(boxes):
        if place + 1 < len(boxes) and rungs[place + 1].ref in (stage.ref for stage in later(box.stage)):
            x, y = boxes[place + 1].left + NUMBER / 2, boxes[place + 1].bottom + _BEFORE
            yield Line(f"M{x:g} {box.top:g}V{y:g}", x, y, "up")
        if ends := _skipped_to(place, rungs):
            detours[place] = ends
    outside_first = sorted(detours, key=lambda place: place - max(detours[place]))
    for rank, place in enumerate(outside_first):
        x = _EDGE + _tracks(len(detours)) * rank / len(detours)
        for end in detours[place]:
            to = boxes[end]
            y = to.middle - 2 + _arrival(rank, len(detours))
            begin = boxes[place].bottom - PADDING / 2
            path = f"M{boxes[place].left:g} {begin:g}H{x:g}V{y:g}H{to.left - _BEFORE:g}"
            yield Line(path, to.left - _BEFORE, y, "right")


def _around_right(shelf: Sequence[Box], boxes: Sequence[Box]) -> Iterator[Line]:
    """The lines from below the ladder to its rungs, each stage's further out than that of the one above."""
    for rank, box in enumerate(shelf):
        x = box.right + _TRACK + _tracks(len(shelf)) * (rank + 1) / len(shelf)
        for to in _ends(box.stage, boxes):
            y = to.middle + _arrival(rank, len(shelf))
            path = f"M{box.right:g} {box.middle:g}H{x:g}V{y:g}H{to.right + _BEFORE:g}"
            yield Line(path, to.right + _BEFORE, y, "left")


def _arrival(rank: int, number: int) -> float:
    """How far from the middle of a box the line of a rank arrives."""
    return (rank - (number - 1) / 2) * min(_TRACK, _ARRIVALS / number)
