"""Print the section of CHANGELOG.md for a tag, as the text of its release.

python tools/release_notes.py v1.2.3
"""

from __future__ import annotations

import sys
from pathlib import Path

from release.version import changelog

TREE = Path(__file__).parent.parent

if __name__ == "__main__":
    bodies = {f"v{section.version}": section.body for section in changelog(TREE)}
    print(bodies.get(sys.argv[1]) or sys.exit(f"CHANGELOG.md has no section for {sys.argv[1]}"))
