"""Read a snapshot from a place: the installed package, a folder, a wheel, a lock file, or one file with a guide."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

from .. import __version__, _package_data, _read
from .._diff import Snapshot
from .._entries import KINDS
from .._limits import MAX_SNAPSHOT_BYTES, MAX_SNAPSHOT_FILES, MAX_WHEEL_BYTES, Limits
from .._read import FORMATS, File, Source
from .._schemas import schema
from .._validate import text_problems
from ..exceptions import ContentError
from ..model import COLLECTION_CLASSES
from ..problems import Problem, Report
from ._guide import joined_guide, snapshot_error
from ._lock import LOCK_KIND, locked_snapshot
from ._wheel import wheel_files

_INSTALLED = "installed"
_OTHER_ARCHIVES = (".bz2", ".gz", ".tar", ".tgz", ".xz", ".zip")
_VERSION = re.compile(rb'^__version__ = "([^"\n]+)"', re.MULTILINE)
#: Where the package is below a folder: in a checkout, in site-packages, in the package itself, in an environment.
_PACKAGES = (
    "src/mlcareer_content",
    "mlcareer_content",
    ".",
    "lib/python*/site-packages/mlcareer_content",
    "Lib/site-packages/mlcareer_content",
)


def read_snapshot(place: str) -> Snapshot:
    """The snapshot at a place.

    Args:
        place: A checkout of the repository; a folder that packages are
            installed into; a folder, or a file, with a guide; a wheel; the
            lock file; or `installed`, for the packaged guide.

    Raises:
        ContentError: It cannot be read, or contains no guide.
    """
    if place == _INSTALLED:
        return _installed()
    try:
        return _in_folder(place) if os.path.isdir(place) else _in_file(place)  # noqa: PTH112 - any string is accepted
    except OSError as error:
        raise snapshot_error(place, f"cannot read it: {error.strerror}; check its permissions") from error


def _installed() -> Snapshot:
    members = ("guide", "article", *COLLECTION_CLASSES)
    documents = [(name, _package_data.read_json(name)) for name in (f"data/{kind}.json" for kind in members)]
    schemas = {kind: schema(kind) for kind in (*KINDS, "report")}
    return Snapshot(_INSTALLED, joined_guide(_INSTALLED, documents), schemas, __version__)


def _in_file(place: str) -> Snapshot:
    ending = Path(place).suffix.lower()
    if ending in _OTHER_ARCHIVES:
        message = "archives other than wheels are not read; name a wheel, a folder, a lock file or a guide"
        raise snapshot_error(place, message)
    source = _source(File(place, place), Limits(json=MAX_WHEEL_BYTES))
    if ending == ".whl":
        return _of_package(place, wheel_files(place, source.data))
    value = _value(source)
    if isinstance(value, dict) and value.get("kind") == LOCK_KIND:
        return locked_snapshot(place, value)
    return Snapshot(place, joined_guide(place, [(place, value)]))


def _in_folder(place: str) -> Snapshot:
    root = Path(place)
    package = _package_below(root)
    if package:
        is_checkout = package == root / "src" / "mlcareer_content"
        return _of_package(place, _package_files(package, (root if is_checkout else package) / "schemas"))
    sources = _sources(_read.find([place]))
    return Snapshot(place, joined_guide(place, [(source.file, _value(source)) for source in sources]))


def _package_below(folder: Path) -> Path | None:
    found = (path for pattern in _PACKAGES for path in (sorted(folder.glob(pattern)) if pattern != "." else [folder]))
    return next((path for path in found if os.path.lexists(path / "data" / "guide.json")), None)


def _package_files(package: Path, schemas: Path) -> dict[str, File]:
    """The files of a package that belong to a snapshot, by their names in a wheel."""
    found = {name: package / name for name in ("__init__.py", "checksums.json") if os.path.lexists(package / name)}
    for name, folder in (("data", package / "data"), ("schemas", schemas)):
        if folder.is_dir():
            found |= {f"{name}/{path.name}": path for path in sorted(folder.iterdir())}
    return {name: File(str(path), str(path)) for name, path in found.items()}


def _of_package(place: str, files: dict[str, File]) -> Snapshot:
    """The snapshot of a package that is installed, built or in its repository."""
    if "data/guide.json" not in files:
        raise snapshot_error(place, "no guide found: mlcareer_content/data/guide.json is missing")
    sources = {
        folder: list(_sources(file for name, file in sorted(files.items()) if _is_document_in(folder, name)))
        for folder in ("data", "schemas")
    }
    if "checksums.json" in files:
        _require_checksums(place, _value(_source(files["checksums.json"])), sources)
    schemas = {_base(source).removesuffix(".schema.json"): _value(source) for source in sources["schemas"]}
    guide = joined_guide(place, [(source.file, _value(source)) for source in sources["data"]])
    return Snapshot(place, guide, schemas or None, _version(files.get("__init__.py")))


def _is_document_in(folder: str, name: str) -> bool:
    parent, _, base = name.rpartition("/")
    return parent == folder and not base.startswith(".") and Path(base).suffix.lower() in FORMATS


def _version(file: File | None) -> str | None:
    found = _VERSION.search(_source(file).data) if file else None
    return found[1].decode("utf-8", "replace") if found else None


def _require_checksums(place: str, listed: Any, sources: dict[str, list[Source]]) -> None:
    """Refuse a package with files that are not as they were when its wheel was built."""
    shipped = listed.items() if isinstance(listed, dict) else ()
    wanted = {name: checksum for name, checksum in shipped if name.partition("/")[0] in sources}
    found = {f"{name}/{_base(source)}": f"{crc32(source.data):08x}" for name in sources for source in sources[name]}
    changed = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if changed:
        names = ", ".join(changed[:3]) + (" and others" if len(changed) > 3 else "")  # noqa: PLR2004
        raise snapshot_error(place, f"changed after it was built: {names}; build it again, or reinstall it")


def _base(source: Source) -> str:
    return source.file.replace(os.sep, "/").rpartition("/")[2]


def _sources(files: Iterable[File]) -> Iterator[Source]:
    """The documents in some files, up to the limits of a snapshot."""
    left = MAX_SNAPSHOT_BYTES
    for number, file in enumerate(files):
        for source in _read.read([file], Limits()):
            left -= len(_checked(source).data)
            if number >= MAX_SNAPSHOT_FILES or left < 0:
                limit = f"{MAX_SNAPSHOT_FILES:,} files, {MAX_SNAPSHOT_BYTES:,} bytes"
                raise snapshot_error(file.name, f"the guide is larger than the limit of {limit}")
            yield source


def _source(file: File, limits: Limits | None = None) -> Source:
    return _checked(next(_read.read([file], limits or Limits())))


def _checked(source: Source) -> Source:
    if isinstance(source.data, Problem):
        raise snapshot_error(source.file, source.data.message)
    return source


def _value(source: Source) -> Any:
    """The value of a document.

    Raises:
        ContentError: It has syntax errors, all of which the error lists.
    """
    document = _read.document(source)
    if document.problems:
        raise ContentError(Report(tuple(text_problems(document))).format("text"))
    return document.value
