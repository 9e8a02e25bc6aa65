"""Write generated files, or check that they are up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path


def write_or_compare(wanted: dict[str, str], present: Iterable[Path], folder: Path) -> int:
    """Write files that differ and delete files that are no longer generated; with `--check`, only report them.

    Args:
        wanted: The text of each generated file, by its name.
        present: The files that exist.
        folder: The folder of the files.

    Returns:
        The exit code: 1 if a file differs and `--check` was given.
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
