"""Write the lock file: the content of the next release, with which later changes are compared.

python tools/lock.py          writes content.lock.json, unless a change breaks the policy
python tools/lock.py --check  fails if a change since then breaks the policy
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
    """Return the reason why a difference cannot become the next lock file, or an empty string.

    A version without a section in the changelog is not released yet, so its lock file may be replaced.
    """
    if difference.broken:
        return policy_violations(difference)
    is_released = f"## [{difference.old.version}]" in changelog
    if is_released and difference.is_version_too_low:
        wanted = f"{difference.next_version} or more, for this is a {difference.bump} change"
        return f"{difference.old.version} is released: set __version__ to {wanted}"
    return ""


def main() -> int:
    """Write the lock file, or compare with it; return the exit code."""
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
