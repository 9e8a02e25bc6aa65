"""Write the lock file, with which the next changes are compared: what the coming release ships.

python tools/lock.py          writes content.lock.json, unless the policy forbids what changed
python tools/lock.py --check  fails where the policy forbids what changed since
"""

from __future__ import annotations

import sys
from pathlib import Path

from mlcareer_content import ContentError
from mlcareer_content._diff import Difference, compare, policy_violations
from mlcareer_content._snapshots import lock_text, read_snapshot

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "content.lock.json"
CHANGELOG = ROOT / "CHANGELOG.md"


def objection(difference: Difference, changelog: str) -> str:
    """Why a difference may not become the next lock; nothing where it may.

    A version that has no section in the changelog is not released yet, and its lock may be written anew.
    """
    if difference.broken:
        return policy_violations(difference)
    is_released = f"## [{difference.old.version}]" in changelog
    if is_released and difference.is_version_too_low:
        wanted = f"{difference.next_version} or more, for this is a {difference.bump} change"
        return f"{difference.old.version} is released: set __version__ to {wanted}"
    return ""


def main() -> int:
    """Write the lock file, or compare with it; the exit code."""
    checking = "--check" in sys.argv
    try:
        present = read_snapshot(str(ROOT))
        said = ""
        if LOCK.exists():
            said = objection(compare(read_snapshot(str(LOCK)), present), CHANGELOG.read_text("utf-8"))
    except ContentError as error:
        said = str(error)
    if not said and not checking:
        LOCK.write_text(lock_text(present), "utf-8", newline="\n")
    print(said or f"{LOCK.name} {'holds' if checking else 'written'}")
    return int(bool(said))


if __name__ == "__main__":
    sys.exit(main())
