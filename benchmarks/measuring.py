"""What the benchmarks share: tasks that take turns, figures with their spread, a table of them."""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import statistics
import sys
import sysconfig
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TypeVar

NameT = TypeVar("NameT", bound=Hashable)
Seconds = list[float]


@dataclass(frozen=True)
class Figure:
    """What one measurement came to.

    Attributes:
        name: What was measured.
        unit: What the samples are in: ``ms``, ``µs``, ``MB``, or nothing for a ratio.
        samples: One number a round.
        goal: What the median has to stay under, if there is a goal.
        more_is_better: Whether the median has to reach the goal instead.
    """

    name: str
    unit: str
    samples: Sequence[float]
    goal: float | None = None
    more_is_better: bool = False

    @property
    def quartiles(self) -> tuple[float, float, float]:
        """The lower quartile, the median and the upper quartile of the samples."""
        lower, median, upper = statistics.quantiles(self.samples, n=4, method="inclusive")
        return lower, median, upper

    @property
    def met(self) -> bool | None:
        """Whether the median is within the goal, if there is a goal."""
        if self.goal is None:
            return None
        median = self.quartiles[1]
        return median >= self.goal if self.more_is_better else median <= self.goal

    def as_dict(self) -> dict[str, object]:
        """The figure as `--json` writes it."""
        lower, median, upper = self.quartiles
        return {
            "name": self.name,
            "unit": self.unit or "ratio",
            "median": median,
            "quartiles": [lower, upper],
            "minimum": min(self.samples),
            "samples": len(self.samples),
            "goal": self.goal,
            "more_is_better": self.more_is_better,
            "met": self.met,
        }

    def as_row(self) -> tuple[str, ...]:
        """The figure as the table has it."""
        lower, median, upper = self.quartiles
        bound = "at least " if self.more_is_better else ""
        goal = "" if self.goal is None else f"{bound}{self.goal:g} {self.unit}".strip()
        verdict = {None: "", True: "met", False: "missed"}[self.met]
        return self.name, f"{median:.2f} {self.unit}".strip(), f"{lower:.2f} to {upper:.2f}", goal, verdict


def arguments(description: str, *, rounds: int, least: int) -> argparse.ArgumentParser:
    """The options that every benchmark has.

    Args:
        description: What it measures.
        rounds: How often each task is measured, if nothing is said.
        least: How often it is measured at least: fewer say too little about the spread.
    """

    def enough(number: str) -> int:
        if int(number) < least:
            raise argparse.ArgumentTypeError(f"it takes at least {least}")
        return int(number)

    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--rounds",
        type=enough,
        default=rounds,
        help=f"how often each task is measured (at least {least}; {rounds}, if nothing is said)",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write the figures for programs")
    return parser


def compile_modules() -> None:
    """Compile everything that is installed; the script ends here where bytecode is not written."""
    if os.environ.get("PYTHONDONTWRITEBYTECODE") or sys.dont_write_bytecode:
        sys.exit(
            "bytecode is not written here (PYTHONDONTWRITEBYTECODE or -B): every process would compile what it"
            " imports, and the figures would be those of the compiler; unset the variable and run again"
        )
    compileall.compile_dir(sysconfig.get_path("purelib"), quiet=2)


def environment(*packages: str) -> dict[str, str]:
    """What the figures depend on: Python, the system, the version of each package."""
    return {
        "Python": platform.python_version(),
        "system": platform.system(),
        "cores": str(os.cpu_count()),
        **{name: version(name) for name in packages},
    }


def in_turns(tasks: Mapping[NameT, Callable[[], object]], rounds: int) -> dict[NameT, Seconds]:
    """The seconds that each task took in every round; a first round warms up and is not counted."""
    took: dict[NameT, Seconds] = {name: [] for name in tasks}
    for _ in range(1 + rounds):
        for name, task in tasks.items():
            begin = perf_counter()
            task()
            took[name].append(perf_counter() - begin)
    return {name: seconds[1:] for name, seconds in took.items()}


def ratios(of: Seconds, to: Seconds) -> list[float]:
    """The ratio of two tasks in every round."""
    return [one / other for one, other in zip(of, to, strict=True)]


def milliseconds(seconds: Iterable[float]) -> list[float]:
    """The same in thousandths."""
    return [one * 1e3 for one in seconds]


def report(environment: Mapping[str, str], figures: Iterable[Figure], json_file: Path | None) -> None:
    """Print what was measured where, and write it to a file of JSON if there is one."""
    print(", ".join(f"{name} {value}" for name, value in environment.items()))
    figures = list(figures)
    _print_table(figures)
    if json_file:
        measured = {"environment": environment, "figures": [figure.as_dict() for figure in figures]}
        json_file.write_text(json.dumps(measured, indent=2) + "\n", "utf-8")


def _print_table(figures: Iterable[Figure]) -> None:
    rows = [("what", "median", "quartiles", "goal", ""), *(figure.as_row() for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
