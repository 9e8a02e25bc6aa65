"""Wheel and sdist, built again and again under other circumstances: they have to be the same to the bit."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tarfile
from pathlib import Path

from .checks import CheckError, Release, refuse, run
from .distributions import differing

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".nox", ".venv", "venv", "dist", "build", "__pycache__", "node_modules", ".*_cache", ".hypothesis"
)
_LONG_AGO = 1_000_000_000


def build(tree: Path, version: str, scratch: Path) -> Release:
    """Build wheel and sdist from a tree.

    Raises:
        CheckError: They cannot be built, or are not those of this version.
    """
    dist = scratch / "dist"
    _build(tree, dist, "--wheel", "--sdist")
    wheels, sdists = list(dist.glob("*.whl")), list(dist.glob("*.tar.gz"))
    names = [path.name for path in (*wheels, *sdists)]
    if len(wheels) != 1 or len(sdists) != 1 or not all(f"-{version}" in name for name in names):
        raise CheckError(f"The tree gives {', '.join(names) or 'nothing'}: not a wheel and an sdist of {version}.")
    return Release(tree, version, wheels[0], sdists[0], scratch)


def check_reproducible(release: Release) -> str:
    """A copy elsewhere, with other modes and times, and the sdist give the same to the bit."""
    again = release.scratch / "again"
    _build(_elsewhere(release), again, "--wheel", "--sdist", umask=0o077, variables=_OTHERWISE)
    from_sdist = release.scratch / "from-sdist"
    _build(_unpacked(release), from_sdist, "--wheel")
    refuse(
        [
            *_unequal(release.wheel, again, "built in another folder, with other modes, times and time zone"),
            *_unequal(release.sdist, again, "built in another folder, with other modes, times and time zone"),
            *_unequal(release.wheel, from_sdist, "built from the sdist"),
        ]
    )
    return "wheel and sdist are the same to the bit when built elsewhere, and so is the wheel of the sdist"


def check_given(release: Release, dist: Path) -> str:
    """What lies in a folder is what the tree gives."""
    given = sorted(path for path in dist.iterdir() if not path.name.startswith("."))
    if not given:
        return f"nothing is in {dist} yet"
    wanted = {path.name for path in (release.wheel, release.sdist)}
    refuse(
        [
            *(f"{path} is not a distribution of {release.version}." for path in given if path.name not in wanted),
            *_unequal(release.wheel, dist, "that lies there"),
            *_unequal(release.sdist, dist, "that lies there"),
        ]
    )
    return f"what lies in {dist} is what the tree gives"


def put(release: Release, dist: Path) -> None:
    """Copy what was checked to a folder."""
    for path in (release.wheel, release.sdist):
        shutil.copyfile(path, dist / path.name)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


_OTHERWISE = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "PYTHONHASHSEED": "7"}


def _build(tree: Path, folder: Path, *what: str, umask: int = -1, variables: dict[str, str] | None = None) -> None:
    command = [sys.executable, "-m", "build", "--no-isolation", *what, "--outdir", folder, tree]
    run(command, f"{' and '.join(what)} cannot be built from {tree}.", umask=umask, variables=variables)


def _elsewhere(release: Release) -> Path:
    """A copy of the tree, in which only the owner may read, and all is old."""
    folder = release.scratch / "a folder, elsewhere" / "tree"
    shutil.copytree(release.tree, folder, ignore=LEFT_OUT)
    for path in sorted(folder.rglob("*")):
        path.chmod(path.stat().st_mode & 0o700)
        os.utime(path, (_LONG_AGO, _LONG_AGO))
    return folder


def _unpacked(release: Release) -> Path:
    folder = release.scratch / "unpacked"
    with tarfile.open(release.sdist) as archive:
        if hasattr(tarfile, "data_filter"):  # from Python 3.11.4 on
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(folder)  # noqa: S202 - it was built a moment ago
    (tree,) = folder.iterdir()
    return tree


def _unequal(wanted: Path, folder: Path, which: str) -> list[str]:
    found = folder / wanted.name
    if not found.exists():
        return [f"There is no {wanted.name} in {folder}."]
    if digest(found) == digest(wanted):
        return []
    members = differing(wanted, found)
    what = f"differs in {', '.join(members)}" if members else "has the same members, packed in another way"
    return [f"The {wanted.name} {which} is not the one that the tree gives: it {what}."]
