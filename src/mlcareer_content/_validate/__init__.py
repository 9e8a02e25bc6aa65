"""Check contributed content; every check finds all problems, not the first."""

from ._documents import Checked, Settings, check_alone, check_together
from ._placement import text_problems

__all__ = ["Checked", "Settings", "check_alone", "check_together", "text_problems"]
