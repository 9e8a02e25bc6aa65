"""JSON syntax errors in plain words, each with its correction where it is clear what the author wanted.

A correction keeps the length of the text, so that the rest of the document can
be read and every position stays the same.
"""

from __future__ import annotations

import json
import re
from typing import Literal, NamedTuple

from .._limits import MAX_SUGGESTED_LENGTH
from .._sentence import sentence
from ..problems import Problem
from ._nodes import problem_at

#: What may come next in a JSON text.
Expected = Literal["value", "first item", "item", "first key", "key", "colon", "comma", "end"]


class SyntaxRule(NamedTuple):
    """One way in which a text is not JSON."""

    message: str  # what is wrong
    suggestion: str  # what to do about it
    length: int = 1  # how many characters are wrong
    # Finds what the correction replaces, at the offset of the error; none if there is no correction
    pattern: str | None = None
    template: str = ""  # what the correction puts there, padded with spaces to the same length
    is_habit: bool = False  # whether an author who does it once does it all over the file


class SyntaxProblem(NamedTuple):
    """A rule that a text breaks, and the offset."""

    rule: SyntaxRule
    start: int

    def corrected(self, text: str) -> str | None:
        """The text, of the same length, without this error; none where it is not clear what the author wanted."""
        # A missing mark takes the place of the white space before the error.
        at = self.start - 1 if self.rule.pattern == _SPACE else self.start
        found = re.compile(self.rule.pattern, re.DOTALL).match(text, at) if self.rule.pattern else None
        if not found:
            return None
        return text[:at] + found.expand(self.rule.template).ljust(len(found[0])) + text[found.end() :]

    def problem(self, others: int = 0) -> Problem:
        """The problem, which says in how many other places it occurs."""
        message, suggestion, length, _, word, _ = self.rule
        repeated = ", here and in {others} more places" if others else ""
        text = sentence(f"{{what}}{repeated}", what=message, others=others, replacement=word)
        return problem_at("MLC004", text, suggestion, self.start, self.start + length, is_recoverable=True)


def syntax_problem(text: str, at: int, expected: Expected) -> SyntaxProblem:
    """What is wrong at an offset, where a text stops being JSON.

    Args:
        text: The text.
        at: The offset.
        expected: What may come there.
    """
    if at >= len(text):
        return SyntaxProblem(_INCOMPLETE, at - 1) if text.strip() else SyntaxProblem(_EMPTY, 0)
    if text[at] in "}]" and expected in ("item", "key"):
        return SyntaxProblem(_TRAILING_COMMA, text.rindex(",", 0, at))
    if not text[at].isprintable():
        return SyntaxProblem(_invisible(text[at]), at)
    if expected == "end":
        is_bare = text[at] == ":" and text.lstrip()[0] == '"'
        after = _SECOND_DOCUMENT if _SECOND_OBJECT.match(text, at) else _TEXT_AFTER_END
        return SyntaxProblem(_NO_BRACKETS, 0) if is_bare else SyntaxProblem(after, at)
    if text[at] == '"' and expected not in ("colon", "comma"):
        return _in_string(text, at)
    several = _several_values(text, at) if expected == "colon" else None
    found = several or _in_unopened_string(text, at, expected) or _in_number(text, at)
    return found or SyntaxProblem(_by_text(text, at) or _by_expectation(text, at, expected), at)


def _in_string(text: str, at: int) -> SyntaxProblem:
    """What is wrong in the string that begins at an offset."""
    found = _VALID_PART_OF_STRING.match(text, at)
    end = found.end() if found else at
    if end + 1 >= len(text) and text[end : end + 1] in ("", "\\"):
        return SyntaxProblem(_UNCLOSED_STRING, at)
    if text[end] in "\r\n" and _NOT_IN_STRING.match(text, end):
        return SyntaxProblem(_UNCLOSED_LINE, len(text[at:end].rstrip(", \t")) + at)
    if text[end] != "\\":
        return SyntaxProblem(_CONTROL_CHARACTER, end)
    return SyntaxProblem(_ESCAPES.get(text[end + 1], _BAD_ESCAPE), end)


def _in_unopened_string(text: str, at: int, expected: Expected) -> SyntaxProblem | None:
    """What is wrong in the words around an offset, if they end with a quotation mark and begin with none."""
    if expected not in ("value", "first item", "item", "comma"):
        return None
    start = at
    if expected == "comma":  # a number or a literal begins the words, and was read as a value
        before = _WORD_BEFORE.search(text, max(at - MAX_SUGGESTED_LENGTH, 0), at)
        start = before.start(1) if before else at
    found = _UNOPENED_WORDS.match(text, start)
    if not found or (start == at and expected == "comma"):
        return None
    suggestion = f'write "{found[0]}' if len(found[0]) <= MAX_SUGGESTED_LENGTH else 'add an opening " here'
    pattern = _SPACE if start == at else None
    return SyntaxProblem(SyntaxRule("missing opening quotation mark", suggestion, len(found[0]), pattern, '"'), start)


def _several_values(text: str, at: int) -> SyntaxProblem | None:
    """What is wrong at the end of a string without a colon, if the string before it is the value of a field."""
    after = _MORE_STRINGS.match(text, at)
    before = _TWO_STRINGS.search(text, max(at - _LONGEST_LIST_WITH_KEY, 0), at)
    if not before or not after:
        return None
    items = _list_of(before["items"] + after["items"])
    suggestion = f"write them as a list: {items}" if items else "write [ before the first one, and ] after the last"
    start = before.start("second")
    return SyntaxProblem(SyntaxRule("more than one value for a field", suggestion, at - start), start)


def _invisible(character: str) -> SyntaxRule:
    from .._hidden_text import described  # which most texts do not need

    suggestion = "write a space" if character.isspace() else "remove it"
    return SyntaxRule(f"{described(character)} outside a string", suggestion, 1, f"{character}+", is_habit=True)


def _by_text(text: str, at: int) -> SyntaxRule | None:
    """What an author wrote who thought of another language."""
    if not text[:at].strip() and _NOT_JSON.match(text, at):
        return _ANOTHER_FORMAT
    return next((rule for beginning, rule in _FOREIGN.items() if text.startswith(beginning, at)), None)


def _in_number(text: str, at: int) -> SyntaxProblem | None:
    """What is wrong in the word around an offset, if it begins like a number."""
    while at and (text[at - 1].isalnum() or text[at - 1] in "+-._"):
        at -= 1
    found = _NUMBER_LIKE.match(text, at)
    if not found or _NUMBER.fullmatch(found[0]):
        return None
    quotes = f'put it in quotes: "{found[0]}"' if len(found[0]) <= MAX_SUGGESTED_LENGTH else "put it in quotes"
    suggestion = f"{quotes}; a number of JSON is written like 10, -0.5 or 1e3"
    return SyntaxProblem(SyntaxRule("invalid number", suggestion, len(found[0])), at)


def _by_expectation(text: str, at: int, expected: Expected) -> SyntaxRule:
    if expected in ("key", "first key"):
        return _EXTRA_COMMA if text[at] == "," else _NO_KEY
    if expected == "colon":
        is_unclosed = _UNCLOSED_KEY_BEFORE.search(text, max(at - MAX_SUGGESTED_LENGTH, 0), at)
        return _UNCLOSED_KEY if is_unclosed else _OTHER_COLON if _COLON_LIKE.match(text, at) else _MISSING_COLON
    if expected == "comma":
        return _instead_of_comma(text, at)
    if text[at] == "," and expected in ("item", "first item"):
        return _EXTRA_COMMA
    if text[at] in "(,]}":
        no_value = SyntaxRule("missing value", "add a value, or remove the key or comma before it")
        return _round_brackets(text, at) if text[at] == "(" else no_value
    found = _WORDS.match(text, at)
    quotes = f': "{found[0]}"' if found and len(found[0]) <= MAX_SUGGESTED_LENGTH else ""
    return SyntaxRule("this is not a JSON value", f"use true, false or null, or put a text in double quotes{quotes}")


def _round_brackets(text: str, at: int) -> SyntaxRule:
    """What is wrong at an opening round bracket, which other languages have around a list."""
    message = "JSON has no lists in round brackets"
    found = _IN_ROUND_BRACKETS.match(text, at)
    items = _list_of(found[1]) if found else None
    if found and items and not found[2] and len(json.loads(items)) == 1:  # in other languages, it may be a value alone
        return SyntaxRule(message, f"write {items[1:-1]}, or {items} for a list")
    suggestion = f"write {items}" if items else "write [ before the list, and ] after it"
    return SyntaxRule(message, suggestion, 1, _IN_ROUND_BRACKETS.pattern, r"[\1]")


def _list_of(items: str) -> str | None:
    """The list of some items, in one line; none if it is not JSON or is too long to suggest."""
    written = f"[{_LINE_BREAK.sub(' ', items.strip())}]"
    if len(written) > MAX_SUGGESTED_LENGTH:
        return None
    try:
        json.loads(written, parse_constant=int)  # which rejects NaN
    except ValueError:
        return None
    return written


def _instead_of_comma(text: str, at: int) -> SyntaxRule:
    before = text[at - 1 : at]
    if text[at] in ";\uff0c\u3001":
        return _OTHER_COMMA
    if text[at] in "])}":
        return SyntaxRule("unexpected closing bracket", "close every list with ] and every object with }")
    if before == '"' and text[at].isalnum():
        return SyntaxRule("unescaped quotation mark in a string", 'write \\" for a quotation mark in the text')
    return _MISSING_COMMA


def _quoted(opening: str, closing: str, message: str) -> SyntaxRule:
    pattern = f'{opening}([^{closing}"\\\\\n]*)[{closing}]'
    return SyntaxRule(message, "use straight double quotes", 1, pattern, r'"\1"', is_habit=True)


def _comment(opening: str, pattern: str) -> SyntaxRule:
    return SyntaxRule("comments are not allowed in JSON", "remove it", len(opening), pattern)


def _word(foreign: str, word: str, message: str) -> SyntaxRule:
    return SyntaxRule(message, f"write {word}", len(foreign), foreign, word)


_SPACE = r"\s"
_VALID_PART_OF_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+')
_NOT_JSON = re.compile(r"(#[^\n]*\n\s*)*([A-Za-z_-]+[ \t]*:|- |<|%)")
_ANOTHER_FORMAT = SyntaxRule(
    "this is not JSON", "name a YAML or Markdown file .yaml or .md; for standard input, use --stdin-filename"
)
_EMPTY = SyntaxRule("the file is empty", "write a document into it", 0)
_INCOMPLETE = SyntaxRule("unexpected end of file", "complete the last value, and close every bracket")
_TEXT_AFTER_END = SyntaxRule(
    "unexpected text after the end of the document", "remove it; name a file with one document per line .jsonl", 1, ".*"
)
_SECOND_OBJECT = re.compile(r",?\s*\{")
_SECOND_DOCUMENT = SyntaxRule(
    "second document in one file",
    "put it into a file of its own; name a file with one document per line .jsonl",
    1,
    ".*",
)
_TRAILING_COMMA = SyntaxRule("trailing comma", "remove the comma", 1, ",")
_NO_KEY = SyntaxRule("expected a key in double quotes", 'write it as "key": value')
_MISSING_COLON = SyntaxRule("missing colon after the key", "add one between the key and its value", 1, _SPACE, ":")
_OTHER_COLON = SyntaxRule("another character in place of a colon", "write :", 1, "=>|.", ":", is_habit=True)
# A comma is in place of a colon only if a value without a key follows it.
_COLON_LIKE = re.compile(r"[=\uff1a]|,[^,:{}]+[,}]")
_UNCLOSED_KEY_BEFORE = re.compile(r'"[\w$-]+:[ \t]*"\Z')
_UNCLOSED_KEY = SyntaxRule("unclosed key", 'add a closing " before its colon')
_OTHER_COMMA = SyntaxRule("another character in place of a comma", "write ,", 1, ".", ",", is_habit=True)
_EXTRA_COMMA = SyntaxRule("unexpected comma", "remove it", 1, ",")
_NO_BRACKETS = SyntaxRule("missing curly brackets around the document", "write { before it, and } after it")
# What people write for a number: 007, 0x1F, 1_000, .5, +5, 1., 3.10.1 and dates.
_NUMBER_LIKE = re.compile(r"[-+.]*[0-9][\w.+-]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_MISSING_COMMA = SyntaxRule("missing comma", "add a comma after the previous value", 1, _SPACE, ",")
_UNCLOSED_STRING = SyntaxRule("unclosed string", 'add a closing "')
# The next line of a string that goes on does not look like a key or a closing bracket.
_NOT_IN_STRING = re.compile(r'\s*(?:"[^"\n]*"[ \t]*:|[]}])')
_UNCLOSED_LINE = SyntaxRule("unclosed string", 'add a closing " here', 1, r"(,?)[ \t]*\r?\n", r'"\1')
_CONTROL_CHARACTER = SyntaxRule(
    "unescaped line break or control character in a string", "write \\n for a line break, and \\t for a tab", 1, "."
)
_BAD_ESCAPE = SyntaxRule("invalid escape", "write \\\\ for a backslash", 1, ".", is_habit=True)
_ESCAPES = {
    "u": SyntaxRule('"\\\\u" must be followed by four hexadecimal digits', "write the character itself", 2),
    "'": SyntaxRule("invalid escape", "remove the backslash", 1, ".", is_habit=True),
}
# Text without quotes up to the end of the value: a comma may belong to it.
_MORE_WORDS = r"(?:[^\"\\\[\]{}\x00-\x1f]{0,200}?[^\s\"\\\x00-\x1f])??"
_END_OF_VALUE = r"(?=[ \t]*(?:,?[ \t]*\r?(?:\n|\Z)|,\s*[\"}]|[]}]))"
_WORDS = re.compile(rf"[^\W\d]{_MORE_WORDS}{_END_OF_VALUE}")
_UNOPENED_WORDS = re.compile(rf"\w{_MORE_WORDS}\"{_END_OF_VALUE}")
_WORD_BEFORE = re.compile(r"[:,\[]\s*(\w[^\"\\\[\]{},:\x00-\x1f]*)\Z")
_LINE_BREAK = re.compile(r"\s*\n\s*")
_STRING = r'"(?:[^"\\\n]++|\\.)*+"'
# The items, without a comma after the last one, which Python allows; and that comma.
_IN_ROUND_BRACKETS = re.compile(rf"\(((?:[^()\",]++|{_STRING}|,(?!\s*\)))*+)(,?)\s*\)")
_LONGEST_LIST_WITH_KEY = 2 * MAX_SUGGESTED_LENGTH
_TWO_STRINGS = re.compile(rf"{_STRING}\s*:\s*(?P<items>{_STRING}\s*,\s*(?P<second>{_STRING}))\s*\Z")
# The strings up to the next key or the end of the object.
_MORE_STRINGS = re.compile(rf"(?P<items>(?:\s*,\s*{_STRING}(?!\s*:))*+)\s*(?:\}}|,\s*\}}|,\s*{_STRING}\s*:)")
_FOREIGN = {
    "//": _comment("//", "[^\\n\\r]*"),
    "/*": _comment("/*", r"/\*.*?\*/"),
    "#": _comment("#", "[^\\n\\r]*"),
    **dict.fromkeys(
        ('\\"', "&quot;", "&#34;"),
        SyntaxRule("escaped quotation mark around a string", 'write only " in its place, all over the file'),
    ),
    "'": _quoted("'", "'", "single quotes around a string"),
    "\u2018": _quoted("\u2018", "\u2019", "curly quotes around a string"),
    "`": _quoted("`", "`", "backticks around a string"),
    "\u201c": _quoted("\u201c", "\u201d", "curly quotes around a string"),
    "\u201e": _quoted("\u201e", "\u201c\u201d", "curly quotes around a string"),
    "\xab": _quoted("\xab", "\xbb", "angle quotes around a string"),
    "True": _word("True", "true", "a JSON literal is written in lower case"),
    "False": _word("False", "false", "a JSON literal is written in lower case"),
    "None": _word("None", "null", "this is not a JSON literal"),
    "undefined": _word("undefined", "null", "this is not a JSON literal"),
    "---": SyntaxRule("this is YAML, not JSON", "give the file a name that ends in .yaml or .md", 3),
}
