"""What a check is: a function that returns what it saw, or raises what is wrong."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_LINES_SHOWN = 40


class CheckError(Exception):
    """What is wrong; one sentence a failure, behind which may stand what a program printed."""

    def __init__(self, *failures: str) -> None:
        super().__init__(*failures)
        self.failures = failures


@dataclass(frozen=True)
class Release:
    """What is about to be published.

    Attributes:
        tree: The checkout.
        version: Its `__version__`.
        wheel: The wheel that the tree gives.
        sdist: The sdist that the tree gives.
        scratch: A folder for whatever a check writes.
    """

    tree: Path
    version: str
    wheel: Path
    sdist: Path
    scratch: Path


def refuse(failures: list[str]) -> None:
    """End a check that found something.

    Raises:
        CheckError: There is a failure.
    """
    if failures:
        raise CheckError(*failures)


def run(
    command: list[object],
    failure: str,
    *,
    cwd: Path | None = None,
    variables: Mapping[str, str] | None = None,
    umask: int = -1,
) -> str:
    """Run a program.

    Args:
        command: The program and its arguments.
        failure: The sentence for when it fails.
        cwd: The folder it is started in.
        variables: What its environment has beside that of this process, less all that is Python's own.
        umask: Its file mode creation mask, where there is such a thing.

    Returns:
        What it printed.

    Raises:
        CheckError: It ended with something else than 0.
    """
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=inherited() | dict(variables or {}),
        umask=umask if os.name == "posix" else -1,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        printed = done.stdout.strip().splitlines()[-_LINES_SHOWN:]
        raise CheckError("\n".join([failure, *(f"    {line}" for line in printed)]))
    return done.stdout


def inherited(*without: str) -> dict[str, str]:
    """The variables of this process, without those of Python, of a release and of whatever else is named."""
    prefixes = ("PYTHON", "VIRTUAL_ENV", "SOURCE_DATE_EPOCH", "MLCAREER_", *without)
    return {name: value for name, value in os.environ.items() if not name.startswith(prefixes)} | {
        "PYTHONUTF8": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
    }
