"""Files that are generated from others: written, or compared with what would be written."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path


def write_or_compare(wanted: dict[str, str], present: Iterable[Path], folder: Path) -> int:
    """Write what differs, and remove what is no longer wanted; with `--check` only say so.

    Args:
        wanted: The text of every file, by its name.
        present: The files that are there.
        folder: Where they are.

    Returns:
        The exit code: 1 if something differs that was to be compared.
    """
    checking = "--check" in sys.argv
    found = {path.name: path.read_text("utf-8") for path in present}
    differing = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    if not checking:
        folder.mkdir(parents=True, exist_ok=True)
        for name in differing:
            if name in wanted:
                (folder / name).write_text(wanted[name], "utf-8", newline="\n")
            else:
                (folder / name).unlink()
    print(f"{', '.join(differing) or 'nothing'} {'differs' if checking else 'written'}")
    return int(checking and bool(differing))
