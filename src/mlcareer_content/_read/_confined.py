"""Open a file or a folder below a folder without following a link out of it.

Somebody else may have written the folder: the author of a pull request, an
archive that was unpacked. A link in it must not lead a report to quote another
file. Checking where a link leads and opening it are one step here, so that
nothing can be exchanged in between.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator

from ._nodes import UnreadableError, problem_at

# A FIFO would keep a plain open waiting, and a terminal become the one that Ctrl-C comes from.
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_BINARY", "O_CLOEXEC"))
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_IS_LINK = (errno.ELOOP, errno.EMLINK, errno.ENOTDIR)  # how opening one with O_NOFOLLOW fails
# Windows has neither; there, creating a link needs a permission of its own.
_HAS_RELATIVE_OPEN = bool(_NO_LINK) and os.open in os.supports_dir_fd


def opened(path: str, root: str | None, flags: int = _FLAGS) -> int:
    """A descriptor of a file.

    Args:
        path: The path of the file.
        root: The folder below which it must be, if it was not named itself. The folder may be a link.
        flags: How to open it.

    Raises:
        UnreadableError: A link leads out of the folder.
        OSError: It cannot be opened.
    """
    if root is None:
        return os.open(path, flags)
    if _HAS_RELATIVE_OPEN:
        try:
            return _opened_without_links(root, path[len(prefix(root)) :], flags)
        except OSError as error:
            if error.errno not in _IS_LINK:
                raise
    below = path_below(path, root)
    if _HAS_RELATIVE_OPEN:
        return _opened_without_links(os.path.realpath(root), below, flags)
    return os.open(os.path.join(os.path.realpath(root), below), flags)  # noqa: PTH118 - paths are strings here


def entries(folder: str, root: str) -> Iterator[os.DirEntry[str]]:
    """What a folder holds.

    Args:
        folder: The path of the folder.
        root: The folder below which it must be, or the same path.

    Raises:
        UnreadableError: A link leads out of the root.
        OSError: It cannot be opened.
    """
    if not _HAS_RELATIVE_OPEN:
        with os.scandir(folder) as found:
            yield from found
        return
    descriptor = opened(folder, None if folder == root else root, _FOLDER)
    try:
        with os.scandir(descriptor) as found:
            yield from found
    finally:
        os.close(descriptor)


def prefix(folder: str) -> str:
    """What the paths of the files in a folder begin with."""
    return "" if folder == os.curdir else f"{folder.rstrip(os.sep)}{os.sep}"


def path_below(path: str, root: str) -> str:
    """A path relative to a folder, with the links in both resolved.

    Raises:
        UnreadableError: It leads out of the folder.
    """
    real_root, real = prefix(os.path.realpath(root)), os.path.realpath(path)
    if f"{real}{os.sep}".startswith(real_root):
        return real[len(real_root) :]
    message, suggestion = "the link leads out of the folder", "copy the file into the folder, or name the file itself"
    raise UnreadableError([problem_at("MLC012", message, suggestion)])


def _opened_without_links(root: str, path: str, flags: int) -> int:
    """A descriptor of a file at a path below a folder; opening one step fails if it is a link."""
    *folders, name = path.split(os.sep)  # noqa: PTH206 - paths are strings here
    descriptor = os.open(root, _FOLDER)
    try:
        for folder in folders:
            above, descriptor = descriptor, os.open(folder, _FOLDER | _NO_LINK, dir_fd=descriptor)
            os.close(above)
        return os.open(name, flags | _NO_LINK, dir_fd=descriptor)
    finally:
        os.close(descriptor)
