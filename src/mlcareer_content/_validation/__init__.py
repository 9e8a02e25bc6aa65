"""The checks of contributed content; each finds all problems, not the first."""

from __future__ import annotations

from collections.abc import Iterable

from .._documents import Document
from .._entries import take_apart
from ..guide import Guide
from ..problems import Problem
from ._editorial import editorial_problems
from ._references import reference_problems
from ._schema import schema_problems


def check(documents: Iterable[Document], base: Guide | None) -> list[Problem]:
    """Every problem of some documents, taken together, in the order of the documents.

    Args:
        documents: The documents, in the order in which they would be merged.
        base: The guide that they come on top of; none where they are a guide of their own.
    """
    documents = list(documents)
    raw_entries = [raw for document in documents for raw in take_apart(document.file, document.value)]
    problems = [problem for document in documents for problem in schema_problems(document)]
    problems += [problem for raw in raw_entries for problem in editorial_problems(raw)]
    problems += reference_problems(documents, raw_entries, base)
    order: dict[str | None, int] = {document.file: number for number, document in enumerate(documents)}
    return sorted(problems, key=lambda problem: order.get(problem.file, -1))
