"""Check contributed content; every check finds all problems, not the first."""

from ._pipeline import report
from ._problem_positions import text_problems

__all__ = ["report", "text_problems"]
