"""What is inside the distributions: every member is the one that the build listed, and other people's checks pass."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile
from zlib import crc32

from .checks import CheckError, Release, refuse, run

_OFFLINE = {"NO_NETWORK": "1", "VALIDATE_PYPROJECT_NO_NETWORK": "1"}
_PACKAGE = "mlcareer_content"
_EDITED = "the wheel was changed after it was built; build it anew."


def members(path: Path) -> dict[str, bytes]:
    """The files of a wheel or an sdist, by name."""
    if path.suffix == ".whl":
        with ZipFile(path) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(path) as sdist:
        files = {member.name: sdist.extractfile(member) for member in sdist if member.isfile()}
        return {name: file.read() for name, file in files.items() if file}


def differing(one: Path, other: Path) -> list[str]:
    """The names of the members that two distributions do not share."""
    ours, theirs = members(one), members(other)
    return sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name))


def check_record(wheel: Path) -> str:
    """Every member of a wheel has the hash and the size of its RECORD, and the checksum that the package has of it."""
    files = members(wheel)
    try:
        (record,) = (name for name in files if name.endswith(".dist-info/RECORD"))
        checksums = json.loads(files[f"{_PACKAGE}/checksums.json"])
    except (KeyError, ValueError) as error:
        raise CheckError(f"{wheel.name} has no RECORD, or no list of checksums: {_EDITED}") from error
    listed = {name: (hash_, size) for name, hash_, size in csv.reader(files[record].decode().splitlines())}
    refuse([*_unlisted(files, listed), *_unlike_record(files, listed, record), *_unlike_checksums(files, checksums)])
    return f"{len(files)} members of the wheel are those of its RECORD, {len(checksums)} those of its checksums.json"


def check_metadata(release: Release) -> str:
    """Twine, check-wheel-contents and validate-pyproject, with trove classifiers and SPDX, have nothing to say."""
    python = sys.executable
    both = [release.wheel, release.sdist]
    programs: dict[str, list[object]] = {
        "twine check --strict": [python, "-m", "twine", "check", "--strict", *both],
        "check-wheel-contents": [
            *(python, "-m", "check_wheel_contents", "--no-config", "--toplevel", _PACKAGE, release.wheel)
        ],
        "validate-pyproject": [python, "-m", "validate_pyproject", release.tree / "pyproject.toml"],
    }
    for name, command in programs.items():
        run(command, f"{name} finds something to mend.", variables=_OFFLINE, cwd=release.scratch)
    return ", ".join(programs)


def check_repository(release: Release) -> str:
    """repo-review has nothing to say beyond what pyproject.toml declines, with its reasons."""
    from repo_review.processor import process

    results = process(release.tree).results
    told = {result.name: " ".join(result.err_msg.split()) for result in results if result.result is False}
    refuse([f"repo-review {code}: {message}" for code, message in told.items()])
    passed = sum(result.result is True for result in results)
    return f"{passed} rules of repo-review, all but those that pyproject.toml declines and those without an object"


def _unlisted(files: dict[str, bytes], listed: dict[str, tuple[str, str]]) -> list[str]:
    return [
        *(f"{name} is in the wheel and not in its RECORD: {_EDITED}" for name in sorted(files.keys() - listed.keys())),
        *(f"{name} is in the RECORD and not in the wheel: {_EDITED}" for name in sorted(listed.keys() - files.keys())),
    ]


def _unlike_record(files: dict[str, bytes], listed: dict[str, tuple[str, str]], record: str) -> list[str]:
    return [
        f"{name} is not the file that the RECORD lists: {_EDITED}"
        for name in sorted(files.keys() & listed.keys() - {record})
        if listed[name] != (_record_hash(files[name]), str(len(files[name])))
    ]


def _unlike_checksums(files: dict[str, bytes], checksums: dict[str, str]) -> list[str]:
    return [
        f"{name} is not the file that checksums.json lists: {_EDITED}"
        for name, checksum in sorted(checksums.items())
        if f"{crc32(files.get(f'{_PACKAGE}/{name}', b'')):08x}" != checksum
    ]


def _record_hash(data: bytes) -> str:
    encoded = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    return f"sha256={encoded.rstrip(b'=').decode()}"
