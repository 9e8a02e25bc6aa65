"""The functions `load` and `validate`: contributed content, added to the packaged guide or alone."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from attrs import evolve

from . import _package_data
from ._collection import Collection
from ._convert import StructureError, structure_declared, structure_entries, structure_fields
from ._entries import MEMBERS, RawEntry, header, known_kind, take_apart
from ._limits import DEFAULT_LIMITS, Limits
from .exceptions import ContentError
from .guide import Guide
from .model import COLLECTION_CLASSES, DECLARED_CLASSES, ENTRY_CLASSES, Named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ._read import Location, RawDocument
    from .problems import Report

_lock = threading.RLock()


def load(*sources: Location | Mapping[str, object], base: bool = True) -> Guide:
    """The packaged guide, alone or with content of your own.

    Args:
        sources: Files of JSON, YAML, Markdown or JSON Lines; folders of them; or values that were parsed already.
            Their entries come after those of the packaged guide, in the order of the arguments; one with ``replaces``
            takes the place of the packaged entry with the same id.
        base: Whether to begin with the packaged guide. Without it, the sources must be a whole guide. A value of the
            kind ``guide``, such as `to_dict` returns, is one, and is never added to the packaged guide.

    Returns:
        A guide. Without sources it is the same object every time, parsed once
        per process.

    Raises:
        InvalidContentError: The sources break a rule; the error lists every problem.
        ContentError: A packaged file is missing or damaged.
        TypeError: A source is neither a path, a Traversable nor a dict, or there is nothing to load.

    .. versionadded:: 0.1.0
    """
    if not sources:
        if not base:
            raise TypeError("load(base=False) takes at least one file or folder")
        with _lock:
            return _packaged()
    from . import _read  # not needed to load the packaged guide

    packaged = load() if base and not _has_guide(sources) else None
    read = list(_read.read_files(_read.find(sources), DEFAULT_LIMITS))
    _raise_for_errors(read, packaged)
    return _merged([(source.file, _read.document(source).value) for source in read], packaged)


def validate(  # noqa: PLR0913 - independent options
    *sources: Location | Mapping[str, object],
    base: bool = True,
    kind: str | None = None,
    as_of: date | None = None,
    strict: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    executor: Executor | None = None,
) -> Report:
    """Check content, and report everything that is wrong with it.

    Args:
        sources: Files of JSON, YAML, Markdown or JSON Lines; folders of them; or values that were parsed already.
        base: Whether the packaged guide is extended; if not, the sources must be a whole guide. A value of the kind
            ``guide``, such as `to_dict` returns, is one, and never extends the packaged guide.
        kind: The kind of a document that does not say its kind: ``question`` is one entry, ``faq`` a collection.
        as_of: The date for checks of outdated facts and retired credentials; by default, they are skipped.
        strict: Whether warnings are errors.
        limits: How much is read, and how many problems are listed.
        executor: Where the documents are checked, batch by batch, instead of here; the report is the same.

    Returns:
        A report. Its problems include files that cannot be read; invalid content does not raise an exception.

    Raises:
        TypeError: A source is neither a path, a Traversable nor a dict, `kind` is not a string, or there is nothing to
            check.
        NotFoundError: There is no such kind.
        Exception: Whatever the executor, or one of its futures, raises.

    .. versionadded:: 0.1.0
    """
    if not sources:
        raise TypeError("validate takes at least one file, folder or value")
    if kind is not None:
        known_kind(kind)
    from . import _read
    from ._validate import report

    documents = _read.read_files(_read.find(sources), limits)
    packaged = load() if base and not _has_guide(sources, kind) else None
    limit = limits.problems
    return report(documents, packaged, kind=kind, as_of=as_of, strict=strict, limit=limit, executor=executor)


def _has_guide(sources: tuple[object, ...], kind: str | None = None) -> bool:
    """Whether one of the values is a guide itself."""
    # Files are not looked into: a guide among many of them must not decide what all the others are added to.
    return any(isinstance(source, Mapping) and source.get("kind", kind) == "guide" for source in sources)


@cache
def _packaged() -> Guide:
    documents = _packaged_documents()
    try:
        guide = _merged(documents, None)
    except StructureError as error:
        from ._read import RawDocument

        _raise_for_errors([RawDocument(name, "json", _package_data.read_bytes(name)) for name, _ in documents], None)
        raise ContentError(f"the packaged data cannot be read ({error}); reinstall mlcareer-content") from error
    for (name, value), kind in zip(documents, MEMBERS, strict=True):
        if value.get("kind") != kind or not getattr(guide, kind, True):
            raise ContentError(f"the packaged file {name} contains no {kind}; reinstall mlcareer-content")
    return guide


def _packaged_documents() -> list[tuple[str, Any]]:
    return [(name, _package_data.read_json(name)) for name in (f"data/{kind}.json" for kind in MEMBERS)]


def _raise_for_errors(sources: list[RawDocument], base: Guide | None) -> None:
    from ._validate import report

    report(sources, base).raise_for_errors()


def _raw_entries(documents: list[tuple[str, Any]]) -> list[RawEntry]:
    return [raw for name, value in documents for raw in take_apart(name, value)]


def _with_replacements(packaged: list[RawEntry], contributed: list[RawEntry]) -> list[RawEntry]:
    """The packaged entries, some of them replaced in their places, then the other contributed ones.

    The former ids of an entry that is replaced lead to the one that replaces it.
    """
    new = {raw.ref: raw for raw in contributed if raw.replaces}
    found = []
    for old in packaged:
        raw = new.get(old.ref, old)
        former = dict.fromkeys((*raw.value.get("former_ids", ()), *old.value.get("former_ids", ())))
        found.append(evolve(raw, value={**raw.value, "former_ids": list(former)}) if former else raw)
    return found + [raw for raw in contributed if not raw.replaces]


def _merged(documents: list[tuple[str, Any]], base: Guide | None) -> Guide:
    """One guide of checked documents, added to another.

    Args:
        documents: Pairs of a file name and the value of its document.
        base: The other guide, if any.
    """
    raw_entries = _raw_entries(documents)
    if base and any(raw.replaces for raw in raw_entries):
        # Entries contain those that they refer to, so all of the packaged ones are made again.
        documents, base = _packaged_documents(), None
        raw_entries = _with_replacements(_raw_entries(documents), raw_entries)
    (whole,) = ({},) if base else (value for _, value in documents if value["kind"] == "guide")
    declared = {name: getattr(base, name) for name in DECLARED_CLASSES} if base else structure_declared(whole)
    known: dict[str, Named] = {ref: entry for entry in base or () for ref in entry.refs}
    known |= {one.ref: one for several in declared.values() for one in several}
    entries = structure_entries(raw_entries, known)
    found: dict[str, list[Any]] = {kind: [] for kind in ENTRY_CLASSES}
    for entry in entries.values():
        found[entry.kind].append(entry)
    collections: dict[str, Any] = {
        name: Collection(name, (*(getattr(base, name) if base else ()), *found[entry_class.kind]))
        for name, entry_class in COLLECTION_CLASSES.items()
    }
    if base:
        return evolve(base, **collections)
    return Guide(**structure_fields(Guide, {**header(whole), **declared}), article=found["article"][0], **collections)
