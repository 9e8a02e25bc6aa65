"""Compare two snapshots of a guide and its schemas, and say what that means for the version number.

It compares documents, not objects of the model: so the schemas of a snapshot
need not be those of this version.
"""

from ._atom import as_atom
from ._changes import Difference, Snapshot, next_version, version_numbers
from ._compare import compare
from ._formats import as_json, as_markdown, as_text, marked, policy_violations

__all__ = [
    "Difference",
    "Snapshot",
    "as_atom",
    "as_json",
    "as_markdown",
    "as_text",
    "compare",
    "marked",
    "next_version",
    "policy_violations",
    "version_numbers",
]
