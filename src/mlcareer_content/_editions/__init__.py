"""Editions of a guide, wherever they are: installed, in folders, in wheels, in archives, in the lock file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import Any
from zlib import crc32

from .. import __version__, _package_data, _read
from .._diff import Edition
from .._entries import KINDS
from .._limits import Limits
from .._read import FORMATS, File, Source
from .._schemas import schema
from .._text_safety import on_one_line
from ..exceptions import ContentError
from ..model import COLLECTION_CLASSES
from ..problems import Problem, Report
from ._assembly import assembled
from ._lock import KIND, lock_text, locked
from ._trees import Archive, Folder, Tree, archive, is_archive

__all__ = ["INSTALLED", "lock_text", "read"]

INSTALLED = "installed"

_VERSION = re.compile(rb'^__version__ = "([^"\n]+)"', re.MULTILINE)
_SCHEMA = ".schema.json"
_ARCHIVE_ENDINGS = (".whl", ".zip", ".gz", ".tgz")
_MOST_FILES = 5_000
_MOST_BYTES = 64 * 1024 * 1024
_LARGEST_FILE = Limits(json=32 * 1024 * 1024)


def read(place: str) -> Edition:
    """The edition at a place.

    Args:
        place: A checkout of the repository; a folder that packages are
            installed into; a folder, or a file, that holds a guide; a wheel,
            an sdist or another zip; the lock file; or `installed`, for the
            packaged guide.

    Raises:
        ContentError: Nothing is there, or it cannot be read, or it holds no guide.
    """
    try:
        return _installed() if place == INSTALLED else _at(place)
    except OSError as error:
        raise _error(place, f"cannot be read: {error.strerror}; look at its rights") from error


def _at(place: str) -> Edition:
    if os.path.isdir(place):  # noqa: PTH112 - a name need not be one that a path can have
        return _in_folder(Folder(place))
    source = _source(File(place, place), _LARGEST_FILE)
    if is_archive(source.data):
        return _in_archive(archive(place, source.data))
    if place.lower().endswith(_ARCHIVE_ENDINGS):
        raise _error(place, "is no archive, or is damaged; download it again, or name another")
    value = _value(source)
    if isinstance(value, dict) and value.get("kind") == KIND:
        return locked(place, value)
    return Edition(place, assembled(place, [(place, value)]))


def _installed() -> Edition:
    members = ("guide", "article", *COLLECTION_CLASSES)
    documents = [(name, _package_data.read_json(name)) for name in (f"data/{kind}.json" for kind in members)]
    schemas = {kind: schema(kind) for kind in (*KINDS, "report")}
    return Edition(INSTALLED, assembled(INSTALLED, documents), schemas, __version__)


def _in_folder(folder: Folder) -> Edition:
    root = _package_root(folder)
    if root is not None:
        return _package(folder, root)
    sources = _sources(_read.find([folder.name]))
    return Edition(folder.name, assembled(folder.name, [(source.file, _value(source)) for source in sources]))


def _in_archive(found: Archive) -> Edition:
    root = _package_root(found)
    if root is not None:
        return _package(found, root)
    folder = found.guide_folder()
    if folder is None:
        raise _error(found.name, "holds no guide: there is no mlcareer_content/data/guide.json in it")
    sources = _sources(_documents_in(found, folder))
    return Edition(found.name, assembled(found.name, [(source.file, _value(source)) for source in sources]))


def _package_root(tree: Tree) -> str | None:
    return next((root for root in tree.roots() if tree.file(f"{root}data/guide.json")), None)


def _package(tree: Tree, root: str) -> Edition:
    """The edition of a package, be it installed, built or in its repository."""
    data = list(_sources(_documents_in(tree, f"{root}data/")))
    schemas = list(_sources(_documents_in(tree, _schemas_folder(tree, root))))
    _require_checksums(tree, root, {"data": data, "schemas": schemas})
    by_kind = {_base(source).removesuffix(_SCHEMA): _value(source) for source in schemas}
    documents = [(source.file, _value(source)) for source in data]
    return Edition(tree.name, assembled(tree.name, documents), by_kind or None, _version(tree, root))


def _schemas_folder(tree: Tree, root: str) -> str:
    folder = f"{root}schemas/"
    return folder if tree.names(folder) else f"{root.removesuffix('src/mlcareer_content/')}schemas/"


def _documents_in(tree: Tree, folder: str) -> Iterator[File]:
    for name in tree.names(folder):
        if os.path.splitext(name)[1].lower() in FORMATS and not name.startswith("."):  # noqa: PTH122
            file = tree.file(f"{folder}{name}")
            if file:
                yield file


def _version(tree: Tree, root: str) -> str | None:
    file = tree.file(f"{root}__init__.py")
    found = _VERSION.search(_source(file).data) if file else None
    return found[1].decode("utf-8", "replace") if found else None


def _require_checksums(tree: Tree, root: str, sources: dict[str, list[Source]]) -> None:
    """Hold a wheel, or what was installed from one, to the checksums of its build."""
    file = tree.file(f"{root}checksums.json")
    if not file:
        return
    listed = _value(_source(file))
    shipped = listed.items() if isinstance(listed, dict) else ()
    wanted = {name: checksum for name, checksum in shipped if name.partition("/")[0] in sources}
    found = {f"{name}/{_base(source)}": f"{crc32(source.data):08x}" for name in sources for source in sources[name]}
    if wanted != found:
        names = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
        what = f"was changed after it was built, in {', '.join(names[:3])}{' and others' * (len(names) > 3)}"  # noqa: PLR2004
        raise _error(tree.name, f"{what}; build it again, or reinstall it")


def _base(source: Source) -> str:
    return source.file.replace(os.sep, "/").rpartition("/")[2]


def _sources(files: Iterable[File]) -> Iterator[Source]:
    """The documents of some files, no more than any guide has."""
    left = _MOST_BYTES
    for number, file in enumerate(files):
        for source in _read.read([file], Limits()):
            data = _readable(source).data
            left -= len(data)
            if number >= _MOST_FILES or left < 0:
                raise _error(file.name, f"is beyond the {_MOST_FILES:,} files and {_MOST_BYTES:,} bytes of a guide")
            yield source


def _source(file: File, limits: Limits | None = None) -> Source:
    return _readable(next(_read.read([file], limits or Limits())))


def _readable(source: Source) -> Source:
    if isinstance(source.data, Problem):
        raise _error(f"{source.file}:", source.data.message)
    return source


def _value(source: Source) -> Any:
    """The value of a document.

    Raises:
        ContentError: It has none; the error says all that is wrong with the text.
    """
    document = _read.document(source)
    if document.problems:
        from .._validate import text_problems

        raise ContentError(Report(tuple(text_problems(document))).format("text"))
    return document.value


def _error(place: str, what: str) -> ContentError:
    return ContentError(on_one_line(f"{place} {what}"))
