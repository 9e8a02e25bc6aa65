"""Read a snapshot from a place: the installed package, a folder, a wheel, a lock file, or one file with a guide.

`_wheel` reads wheels.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from .. import __version__, _package_data, _read
from .._diff import Snapshot
from .._entries import MEMBERS
from .._guides import InstalledGuide
from .._limits import MAX_SNAPSHOT_BYTES, MAX_SNAPSHOT_FILES, MAX_WHEEL_BYTES, Limits
from .._read import FORMATS_BY_EXTENSION, File, RawDocument
from .._schemas import schema
from .._validate import text_problems
from ..exceptions import ContentError
from ..problems import Problem, Report
from . import _wheel
from ._documents import LOCK_KIND, SCHEMAS, joined_guide, locked_snapshot, snapshot_error

_INSTALLED = "installed"
_OTHER_ARCHIVES = (".bz2", ".gz", ".tar", ".tgz", ".xz", ".zip")
_VERSION = re.compile(rb'^__version__ = "([^"\n]+)"', re.MULTILINE)
_IN_CHECKOUT = "src/mlcareer_content"
#: Where the package is below a folder: in a checkout, in site-packages, in the package itself, in an environment.
_PACKAGES = (
    _IN_CHECKOUT,
    "mlcareer_content",
    "",
    "lib/python*/site-packages/mlcareer_content",
    "Lib/site-packages/mlcareer_content",
)


def read_snapshot(place: str, guide: InstalledGuide | None = None) -> Snapshot:
    """The snapshot at a place.

    Args:
        place: A checkout of the repository; a folder that packages are installed into; a folder, or a file, with a
            guide; a wheel; the lock file; or `installed`, for the packaged guide.
        guide: The guide that is `installed`, instead of the packaged one.

    Raises:
        ContentError: It cannot be read, or contains no guide.
    """
    try:
        if place == _INSTALLED and guide:
            return _of_documents(place, _read.find([guide.content()]), guide.packages[0].rpartition(" ")[2])
        if place == _INSTALLED:
            return _installed()
        return _in_folder(place) if os.path.isdir(place) else _in_file(place)  # noqa: PTH112 - any string is accepted
    except OSError as error:
        raise snapshot_error(place, f"cannot read it: {error.strerror}; check its permissions") from error


def _installed() -> Snapshot:
    names = (f"data/{kind}.json" for kind in MEMBERS)
    guide = joined_guide(_INSTALLED, [(name, _package_data.read_json(name)) for name in names])
    return Snapshot(_INSTALLED, guide, {kind: schema(kind) for kind in SCHEMAS}, __version__)


def _in_file(place: str) -> Snapshot:
    ending = Path(place).suffix.lower()
    if ending in _OTHER_ARCHIVES:
        message = "archives other than wheels are not read; name a wheel, a folder, a lock file or a guide"
        raise snapshot_error(place, message)
    if ending == ".whl":
        return _in_wheel(place)
    value = _value(_source(File(place, place), Limits(json=MAX_WHEEL_BYTES)))
    if isinstance(value, dict) and value.get("kind") == LOCK_KIND:
        return locked_snapshot(place, value)
    return Snapshot(place, joined_guide(place, [(place, value)]))


def _in_wheel(place: str) -> Snapshot:
    wheel = _wheel.opened(place)
    if wheel.is_own:
        return _of_package(place, _wheel.files_below(place, wheel.archive, _wheel.PACKAGE))
    return _of_documents(place, wheel.documents(), wheel.version)


def _of_documents(place: str, files: Iterable[File], version: str | None = None) -> Snapshot:
    """The snapshot of a guide without schemas."""
    guide = joined_guide(place, [(source.file, _value(source)) for source in _sources(files)])
    return Snapshot(place, guide, None, version)


def _in_folder(place: str) -> Snapshot:
    root = Path(place)
    for pattern in _PACKAGES:
        for package in sorted(root.glob(pattern)) if pattern else [root]:
            if os.path.lexists(package / "data" / "guide.json"):
                schemas = root if pattern == _IN_CHECKOUT else package
                return _of_package(place, _files_in_package(root, package, schemas / "schemas"))
    return _of_documents(place, _read.find([place]))


def _files_in_package(root: Path, package: Path, schemas: Path) -> dict[str, File]:
    """The files that belong to a snapshot, by their names in the package that a wheel has."""
    paths = {name: package / name for name in ("__init__.py", "checksums.json")}
    folders = {"data": package / "data", "schemas": schemas}
    for folder in (package, *folders.values()):
        try:
            _read.path_below(str(folder), str(root))
        except _read.UnreadableError as error:  # the names of what it holds must not be seen
            raise snapshot_error(str(folder), error.problems[0].message) from None
    for name, folder in folders.items():
        if folder.is_dir():
            paths |= {f"{name}/{path.name}": path for path in folder.iterdir()}
    return {name: File(str(path), str(path), str(root)) for name, path in paths.items() if os.path.lexists(path)}


def _of_package(place: str, files: dict[str, File]) -> Snapshot:
    """The snapshot of a package that is installed, built or in its repository."""
    if "data/guide.json" not in files:
        raise snapshot_error(place, "no guide found: mlcareer_content/data/guide.json is missing")
    data, schemas = (
        list(_sources(file for name, file in sorted(files.items()) if _is_document_in(folder, name)))
        for folder in ("data", "schemas")
    )
    if "checksums.json" in files:
        _require_checksums(place, _value(_source(files["checksums.json"])), {"data": data, "schemas": schemas})
    guide = joined_guide(place, [(source.file, _value(source)) for source in data])
    found = {Path(source.file).name.removesuffix(".schema.json"): source for source in schemas}
    by_kind = {kind: _value(found[kind]) for kind in SCHEMAS if kind in found}
    version = _VERSION.search(_source(files["__init__.py"]).data) if "__init__.py" in files else None
    return Snapshot(place, guide, by_kind or None, version and version[1].decode("utf-8", "replace"))


def _is_document_in(folder: str, name: str) -> bool:
    parent, _, base = name.rpartition("/")
    return parent == folder and not base.startswith(".") and Path(base).suffix.lower() in FORMATS_BY_EXTENSION


def _require_checksums(place: str, listed: Any, shipped: dict[str, list[RawDocument]]) -> None:
    """Refuse a package with files that are not as they were when its wheel was built."""
    checksums = listed.items() if isinstance(listed, dict) else ()
    wanted = {name: checksum for name, checksum in checksums if name.partition("/")[0] in shipped}
    sources = ((f"{folder}/{Path(source.file).name}", source) for folder in shipped for source in shipped[folder])
    found = {name: sha256(source.data).hexdigest() for name, source in sources}
    changed = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if changed:
        names = ", ".join(changed[:3]) + (" and others" if len(changed) > 3 else "")  # noqa: PLR2004
        raise snapshot_error(place, f"changed after it was built: {names}; build it again, or reinstall it")


def _source(file: File, limits: Limits | None = None) -> RawDocument:
    return next(_sources([file], limits))


def _sources(files: Iterable[File], limits: Limits | None = None) -> Iterator[RawDocument]:
    """The documents in some files, up to the limits of a snapshot."""
    left = MAX_SNAPSHOT_BYTES
    for number, file in enumerate(files):
        for source in _read.read_files([file], limits or Limits()):
            if isinstance(source.data, Problem):
                raise snapshot_error(source.file, source.data.message)
            left -= len(source.data)
            if number >= MAX_SNAPSHOT_FILES or left < 0:
                limit = f"{MAX_SNAPSHOT_FILES:,} files, {MAX_SNAPSHOT_BYTES:,} bytes"
                raise snapshot_error(file.name, f"the guide is larger than the limit of {limit}")
            yield source


def _value(source: RawDocument) -> Any:
    """The value of a document.

    Raises:
        ContentError: It has syntax errors, all of which the error lists.
    """
    document = _read.document(source)
    if document.problems:
        raise ContentError(Report(tuple(text_problems(document))).format("text"))
    return document.value
