"""The rules that content keeps, in one table: the checks, `explain`, SARIF and the documentation read it.

A code is never given to another rule. The first digit tells where a rule
belongs: 0 reading, 1 the schema, 2 references, 3 the editor's desk.
"""

from __future__ import annotations

from typing import Literal

from ._editorial import EDITORIAL_RULES
from ._reading import READING_RULES
from ._references import REFERENCE_RULES
from ._rule import Example, Rule, shortened
from ._schema import SCHEMA_RULES

__all__ = ["RULES", "Example", "Rule", "severity", "shortened"]

RULES = {rule.code: rule for rule in (*READING_RULES, *SCHEMA_RULES, *REFERENCE_RULES, *EDITORIAL_RULES)}


def severity(code: str) -> Literal["error", "warning"]:
    """Whether breaking a rule is an error."""
    return RULES[code].severity
