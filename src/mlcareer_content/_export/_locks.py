"""Locks on folders, which the system gives back however their holder ends."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ..exceptions import ContentError

_PATIENCE = 60.0  # seconds; whoever holds the lock needs it for a few hundredths of one
_PAUSE = 0.01


@contextlib.contextmanager
def locked(folder: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold the lock of a folder, if the system has such locks.

    Args:
        folder: The folder; nothing is written into it.
        wait: Whether to wait while somebody else holds it.

    Yields:
        Whether it is held.

    Raises:
        ContentError: Somebody else has held it for a minute.
    """
    if sys.platform == "win32":
        yield False
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _acquired(descriptor, folder, _PATIENCE if wait else 0)
    finally:
        os.close(descriptor)


def _acquired(descriptor: int, folder: Path, patience: float) -> bool:
    import fcntl

    end = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if not patience:
                return False
            if time.monotonic() > end:
                raise ContentError(f"another export is at work in {folder}; try again when it has ended") from None
            time.sleep(_PAUSE)
        except OSError:  # a network's file system that has none
            return False
        else:
            return True
