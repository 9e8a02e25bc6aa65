"""Check contributed content; every check finds all problems, not the first."""

from ._documents import report
from ._placement import text_problems

__all__ = ["report", "text_problems"]
