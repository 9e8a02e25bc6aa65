"""Read a guide with its schemas and its version: what is installed, a folder, a wheel, or the lock file."""

from ._documents import lock_text
from ._read import read_snapshot

__all__ = ["lock_text", "read_snapshot"]
