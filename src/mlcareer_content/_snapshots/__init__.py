"""Read a guide with its schemas and its version: what is installed, a folder, a wheel, or the lock file."""

from ._documents import lock_text
from ._read import read_snapshot
from ._wheel import opened as opened_wheel

__all__ = ["lock_text", "opened_wheel", "read_snapshot"]
