"""The wheel and the sdist: built, built again to compare, and checked by other people's tools."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from installer.sources import WheelFile

from .programs import CheckError, run_module

_NOT_COPIED = shutil.ignore_patterns(
    *(".git", ".nox", ".venv", "venv", "dist", "build", "__pycache__", "node_modules", ".*_cache", ".hypothesis")
)
_LONG_AGO = 1_000_000_000
_OTHER_SETTINGS = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
_OFFLINE = {"NO_NETWORK": "1", "VALIDATE_PYPROJECT_NO_NETWORK": "1"}


class Release(NamedTuple):
    """The distributions to be published.

    Attributes:
        tree: The checkout.
        version: Its `__version__`.
        wheel: The wheel built from it.
        sdist: The sdist built from it.
        scratch: A folder for the files that checks write.
    """

    tree: Path
    version: str
    wheel: Path
    sdist: Path
    scratch: Path


def build(tree: Path, version: str, scratch: Path) -> Release:
    """Build the wheel and the sdist of a tree."""
    dist = scratch / "dist"
    _build(tree, dist, "--wheel", "--sdist")
    (wheel,), (sdist,) = dist.glob(f"*-{version}-*.whl"), dist.glob(f"*-{version}.tar.gz")
    return Release(tree, version, wheel, sdist, scratch)


def check_reproducible(release: Release) -> str:
    """Check that a copy of the tree with other modes and times, and the sdist, give the same bytes."""
    copy, unpacked = release.scratch / "a copy, elsewhere" / "tree", release.scratch / "unpacked"
    shutil.copytree(release.tree, copy, ignore=_NOT_COPIED)
    for path in copy.rglob("*"):
        path.chmod(path.stat().st_mode & 0o700)
        os.utime(path, (_LONG_AGO, _LONG_AGO))
    with tarfile.open(release.sdist) as archive:
        archive.extractall(unpacked, filter="data")
    from_copy, from_sdist = release.scratch / "from copy", release.scratch / "from sdist"
    _build(copy, from_copy, "--wheel", "--sdist", umask=0o077, variables=_OTHER_SETTINGS)
    _build(next(unpacked.iterdir()), from_sdist, "--wheel")
    failures = [*_differences(release.wheel, from_copy), *_differences(release.sdist, from_copy)]
    failures += _differences(release.wheel, from_sdist)
    if failures:
        raise CheckError(*failures)
    return "a copy with other modes and times gives the same bytes, and so does the sdist"


def check_given(release: Release, dist: Path) -> str:
    """Check that the distributions in a folder, if any, are those that the tree gives."""
    given = sorted(path.name for path in dist.iterdir() if not path.name.startswith("."))
    if not given:
        return f"{dist} is empty"
    wanted = (release.wheel, release.sdist)
    failures = [f"{dist / name} is not a distribution of {release.version}" for name in given]
    failures = [failure for failure, name in zip(failures, given, strict=True) if name not in {p.name for p in wanted}]
    failures += [failure for path in wanted for failure in _differences(path, dist)]
    if failures:
        raise CheckError(*failures)
    return f"the files in {dist} are those that the tree gives"


def check_record(wheel: Path) -> str:
    """Check that the RECORD of a wheel lists its members, with their hashes and sizes."""
    with WheelFile.open(wheel) as source:
        try:
            source.validate_record()
        except ValueError as error:
            raise CheckError(str(error)) from error
    return "every member of the wheel is as its RECORD lists it"


def check_metadata(release: Release) -> str:
    """Check the distributions with twine and check-wheel-contents, and pyproject.toml with validate-pyproject."""
    run_module("twine", "check", "--strict", release.wheel, release.sdist)
    run_module("check_wheel_contents", "--no-config", "--toplevel", "mlcareer_content", release.wheel)
    run_module("validate_pyproject", release.tree / "pyproject.toml", variables=_OFFLINE)
    return "twine check --strict, check-wheel-contents, validate-pyproject"


def check_repository(release: Release) -> str:
    """Check the tree with repo-review, by all rules but those that pyproject.toml declines."""
    run_module("repo_review", release.tree)
    return "repo-review, without the rules that pyproject.toml declines"


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _build(
    tree: Path, folder: Path, *options: str, umask: int = -1, variables: Mapping[str, str] | None = None
) -> None:
    run_module("build", "--no-isolation", *options, "--outdir", folder, tree, umask=umask, variables=variables)


def _differences(wanted: Path, folder: Path) -> list[str]:
    """Return a message if a folder does not have a distribution with the same bytes; it names the members."""
    found = folder / wanted.name
    if not found.exists():
        return [f"no {wanted.name} in {folder}"]
    if digest(found) == digest(wanted):
        return []
    ours, theirs = _members(wanted), _members(found)
    names = sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))
    return [f"{found} differs from the {wanted.name} of the tree in {', '.join(names) or 'how it is packed'}"]


def _members(path: Path) -> dict[str, bytes]:
    if path.suffix == ".whl":
        with ZipFile(path) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(path) as sdist:
        files = {member.name: sdist.extractfile(member) for member in sdist if member.isfile()}
        return {name: file.read() for name, file in files.items() if file}
