"""`mlcareer-content path --to STAGE`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

import click

from .. import ContentError, Guide, LearningPath
from .._text_safety import json_text, on_one_line, printable
from .._text_width import wrapped
from ..model import Credential, Resource
from ._options import day_option, echo, format_option, guide_options, styled, terminal_width, value_of_file

_INDENT = " " * 5


@click.command("path")
@click.option("--to", required=True, help="The stage or the role, such as stage:mid-career.")
@click.option("--have", multiple=True, help="Skills that you have, separated by commas. May be given more than once.")
@click.option("--resume", metavar="FILE", help="A JSON Resume, for the skills that it names; - for standard input.")
@format_option()
@day_option("--as-of", help="Day on which credentials must be available.")
@guide_options
def command(guide: Guide, to: str, have: tuple[str, ...], resume: str | None, as_of: date | None, format_: str) -> None:
    """List what to learn for a stage or a role, in order."""
    named = [name for text in have for name in map(str.strip, text.split(",")) if name]
    resumes = [] if resume is None else [_resume(resume)]
    path = guide.path(have=[*named, *resumes], to=to, as_of=as_of)
    if format_ == "json":
        echo(json_text(_as_data(path)), nl=False)
    else:
        echo("\n".join(_lines(guide, path)))


def _resume(file: str) -> dict[str, object]:
    value = value_of_file(file, "resume.json")
    if not isinstance(value, dict):
        raise ContentError(f"{on_one_line(file)} is not a JSON Resume, which is an object")
    return value


def _as_data(path: LearningPath) -> dict[str, object]:
    return {
        "to": path.to.ref,
        "steps": [
            {
                "skill": step.skill.ref,
                "label": step.skill.label,
                "stage": step.stage and step.stage.ref,
                "needed_for": step.needed_for,
                "resources": [resource.ref for resource in step.resources],
                "credentials": [credential.ref for credential in step.credentials],
            }
            for step in path
        ],
        "unknown": path.unknown,
    }


def _lines(guide: Guide, path: LearningPath) -> Iterator[str]:
    """The path as a plan, with a heading above the steps of each stage."""
    count = f"{len(path)} skills" if len(path) > 1 else "1 skill" if path else "nothing"
    yield from _rows(f"To learn for {path.to.label}: {count}")
    for stage, steps in groupby(enumerate(path, 1), lambda numbered: numbered[1].stage):
        yield ""
        yield styled(printable((stage or path.to).label), "heading")
        for number, step in steps:
            yield ""
            yield from _rows(f"{step.skill.label} ({step.skill.ref})", f"{number:>3}. ")
            reasons = ("this stage" if stage and ref == stage.ref else guide[ref].label for ref in step.needed_for)
            yield from _rows(", ".join(reasons), f"{_INDENT}For: ")
            first = f"{_INDENT}Learn: "
            for place in (*map(_place, step.resources), *map(_place, step.credentials)):
                yield from _rows(place, first)
                first = " " * len(first)
    if path.unknown:
        yield ""
        yield from _rows(f"Not in the guide, so not counted: {', '.join(path.unknown)}")


def _place(entry: Resource | Credential) -> str:
    """Where to learn: a name, and its address."""
    return f"{entry.label} ({entry.url})" if entry.url else entry.label


def _rows(text: str, first: str = "") -> list[str]:
    return wrapped(printable(text), terminal_width(), first, " " * len(first))
