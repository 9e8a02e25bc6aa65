"""Check contributed content; every check finds all problems, not the first."""

from ._entry_checks import is_outdated
from ._pipeline import report
from ._problem_positions import text_problems

__all__ = ["is_outdated", "report", "text_problems"]
