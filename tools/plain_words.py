"""Report words that have a standard term, in src/, docs/, schemas/ and the pages of the repository.

python tools/plain_words.py          lists every word, and exits with 1 if there are any
python tools/plain_words.py PATH...  searches only these files and folders

In Python, it searches names, docstrings, comments and strings. In Markdown, it
skips fenced blocks, because they show output that is tested.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEARCHED = ("src", "docs", "schemas", *sorted(path.name for path in ROOT.glob("*.md")))
SUFFIXES = {".py", ".md", ".json"}
_PACKAGE = ROOT / "src" / "mlcareer_content"
# The guide has its own rules of style, and the thesaurus has words that readers type.
_EXCLUDED = (_PACKAGE / "data", _PACKAGE / "thesaurus")

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
    r"stands? (?:as|at|beneath|before|below|above|by|in|on|twice|under|within)": "is",
    r"beside": "next to, or with",
    r"hangs? under": "is below",
    r"there is not|there can be|there be|what there is|all there is": "missing, or no",
    r"be had": "available",
    r"lets? (?:be|stand)": "allows",
    r"goes on \w+ing": "still does",
    r"(?:is|was|are|were) meant": "intended; did you mean",
    r"takes? \w+ for": "treats as",
    r"of which the first|as of the": "say it in two sentences",
}
_WORDS = {re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE): term for pattern, term in WORDS.items()}
_LEGITIMATE = re.compile(r"mlc-ladder-rung")  # the class in the stylesheets
_FENCE = re.compile(r"^ *(`{3,}|~{3,}).*?^ *\1`*$", re.MULTILINE | re.DOTALL)


def main(names: list[str]) -> int:
    """Print each word with its position and its standard term; return the exit code."""
    paths = map(Path, names) if names else (ROOT / name for name in SEARCHED)
    found = [line for path in paths for file in _files(path) for line in check(file)]
    print(*found, f"{len(found)} words have a standard term", sep="\n")
    return int(bool(found))


def check(path: Path) -> Iterator[str]:
    """Yield a line for each word of a file that has a standard term."""
    text = path.read_text("utf-8")
    for number, line in enumerate(_prose(text, path.suffix).splitlines(), 1):
        for pattern, term in _WORDS.items():
            for match in pattern.finditer(line):
                yield f'{path}:{number}: "{match[0]}"; write: {term}'


def _files(path: Path) -> Iterable[Path]:
    """Return a file, or the files in a folder that are searched."""
    if path.is_file():
        return [path]
    found = sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES)
    return [file for file in found if not any(map(file.resolve().is_relative_to, _EXCLUDED))]


def _prose(text: str, suffix: str) -> str:
    """Return the text with the same lines, with names split into words and without code blocks of Markdown."""
    text = _LEGITIMATE.sub("", text)
    if suffix == ".md":
        return _FENCE.sub(lambda block: "\n" * block[0].count("\n"), text)
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
