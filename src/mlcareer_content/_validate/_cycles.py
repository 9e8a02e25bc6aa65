"""Find cycles and long chains among credentials that replace one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from .._limits import MAX_REPLACEMENTS
from .._sentence import sentence
from ..problems import Problem
from ._entry_summary import EntrySummary
from ._placement import problem

#: The number of a document, and an entry of it.
Numbered = tuple[int, EntrySummary]


def cycle_problems(found: Iterable[Numbered], names: Mapping[str, str]) -> Iterator[tuple[int, Problem]]:
    """Pairs of a document's number and a problem of credentials that replace one another in a cycle or a long chain.

    Args:
        found: The credentials of the documents.
        names: The ref that each name leads to, or probably should lead to.
    """
    credentials: dict[str, Numbered] = {}
    for number, summary in found:
        credentials.setdefault(summary.ref, (number, summary))
    successors = {
        ref: {names[target]: pointer for pointer, target in summary.references if names.get(target) in credentials}
        for ref, (_, summary) in credentials.items()
    }
    order, closing = _depth_first(successors)
    for earlier, later in closing:
        message = sentence("cycle: {ref!r} is replaced, in the end, by itself", ref=earlier)
        number, _ = credentials[earlier]
        suggestion = "remove one reference of the cycle, and the field if it is then empty"
        yield number, problem("MLC204", message, suggestion, successors[earlier].pop(later), ref=earlier)
    length: defaultdict[str, int] = defaultdict(int)
    for ref in order:
        length[ref] = 1 + max((length[target] for target in successors[ref]), default=0)
        if length[ref] == MAX_REPLACEMENTS + 1:
            number, summary = credentials[ref]
            message = sentence("more than {limit} credentials replace one another in a row", limit=MAX_REPLACEMENTS)
            yield number, problem("MLC210", message, "name only the latest credential", summary.pointer, ref=ref)


def _depth_first(successors: Mapping[str, Iterable[str]]) -> tuple[list[str], list[tuple[str, str]]]:
    """The nodes of a graph, each after its successors, and the edges that close a cycle."""
    order: list[str] = []
    closing: list[tuple[str, str]] = []
    is_done: dict[str, bool] = {}
    for root in successors:
        path = [(root, iter(successors[root]))] if root not in is_done else []
        is_done.setdefault(root, False)
        while path:
            node, rest = path[-1]
            following = next(rest, None)
            if following is None:
                is_done[node] = True
                order.append(node)
                path.pop()
            elif following not in is_done:
                is_done[following] = False
                path.append((following, iter(successors[following])))
            elif not is_done[following]:
                closing.append((node, following))
    return order, closing
