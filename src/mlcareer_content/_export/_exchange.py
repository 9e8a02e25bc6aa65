"""Two folders that change places, in one step where the system has one for it."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # of Linux; RENAME_SWAP of macOS is the same number
_NOT_OFFERED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(one: Path, other: Path) -> None:
    """Let two folders beside each other change places.

    Where the system or its disk cannot do it in one step there is a moment in
    which `other` is not there; whoever is killed in it leaves it beside, under
    the name of `one` with ``-aside`` behind it.

    Raises:
        OSError: They are where they were.
    """
    if not _exchanged(one, other):
        _rename_in_turn(one, other)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system did it, in one step."""
    import ctypes

    names = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            failed = libc.renamex_np(*names, ctypes.c_uint(_RENAME_EXCHANGE))
        else:
            failed = libc.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], ctypes.c_uint(_RENAME_EXCHANGE))
    except (AttributeError, OSError, TypeError):  # a C library that has no such function, or a system that has none
        return False
    if failed and ctypes.get_errno() not in _NOT_OFFERED:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed


def _rename_in_turn(one: Path, other: Path) -> None:
    aside = one.with_name(f"{one.name}-aside")
    try:
        other.rename(aside)
        one.rename(other)
    except BaseException:
        if aside.exists() and not other.exists():
            aside.rename(other)
        raise
    aside.rename(one)
