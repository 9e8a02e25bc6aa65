"""Refuse words for which there is a standard term, in src/ and docs/.

python tools/plain_words.py          lists every place, and exits with 1 if there are any
python tools/plain_words.py FILE...  looks in these files only

Python is searched in names, docstrings, comments and strings; of a Markdown
page, everything but its fenced blocks, which show output that is tested.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

# A regular expression for whole words, and the standard term. Names are read as words: `_yaml_mends` has "mends".
WORDS = {
    r"cures?|cured": "suggestion, or help",
    r"mends?|mended|mending": "fix",
    r"faults?": "problem",
    r"slips?|slipped": "syntax error, or mistake",
    r"rungs?": "level, or place",
    r"bells": "fixtures",
    r"bears|bearing|bore|borne": "has",
    r"beheld": "seen",
    r"tells|told": "reports, says, shows",
    r"behind": "after, below, in",
    r"stands? (?:in|at|on|twice|beside|behind|below|above|before)": "is",
    r"there is not|there can be|there be": "missing, or no",
    r"(?:is|was|are|were) meant": "intended; did you mean",
    r"takes? \w+ for": "treats as",
    r"of which the first|as of the": "say it in two sentences",
}
_WORDS = {re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE): term for pattern, term in WORDS.items()}
_LEGITIMATE = re.compile(r"mlc-ladder-rung")  # the class in the stylesheets
_FENCE = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1`*$", re.MULTILINE | re.DOTALL)


def main(names: list[str]) -> int:
    """Print every word with its position and the standard term; return the exit code."""
    found = [line for path in [*map(Path, names)] or _files() for line in check(path)]
    print(*found, f"{len(found)} words have a standard term", sep="\n")
    return int(bool(found))


def check(path: Path) -> Iterator[str]:
    """Yield a line for each word of a file that has a standard term."""
    text = path.read_text("utf-8")
    for number, line in enumerate(_prose(text, path.suffix).splitlines(), 1):
        for pattern, term in _WORDS.items():
            for match in pattern.finditer(line):
                yield f'{path}:{number}: "{match[0]}"; write: {term}'


def _files() -> Iterable[Path]:
    for folder in ("src", "docs"):
        yield from sorted(path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".md"})


def _prose(text: str, suffix: str) -> str:
    """Return the text with the same lines, with names split into words and without code blocks of Markdown."""
    text = _LEGITIMATE.sub("", text)
    if suffix == ".md":
        return _FENCE.sub(lambda block: "\n" * block[0].count("\n"), text)
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
