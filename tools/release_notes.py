"""Print the section of CHANGELOG.md for a tag, as the text of its release.

python tools/release_notes.py v1.2.3
"""

from __future__ import annotations

import sys
from pathlib import Path

from release.changelog import sections

TREE = Path(__file__).parent.parent


def main() -> int:
    """Print the section; the exit code."""
    (tag,) = sys.argv[1:]
    for section in sections(TREE):
        if f"v{section.version}" == tag:
            print(section.body)
            return 0
    print(f"CHANGELOG.md has no section for {tag}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
