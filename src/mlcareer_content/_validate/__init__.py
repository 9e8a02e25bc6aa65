"""Check contributed content; every check finds all problems, not the first."""

from ._documents import Settings, report
from ._placement import text_problems

__all__ = ["Settings", "report", "text_problems"]
