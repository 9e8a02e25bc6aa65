"""The id that a text in another spelling stands for, and what is wrong with that spelling.

An id is permanent, so one that has lost a letter must not be suggested: letters
are transliterated as their language does, and where that is not settled, as for
Cyrillic or Chinese, or a symbol has a meaning, as in “C++”, there is no suggestion.
"""

from __future__ import annotations

import re
import unicodedata

from .._entries import ID
from .._limits import MAX_ID_LENGTH, MAX_SUGGESTED_ID_LENGTH
from .._sentence import Sentence, sentence
from ..problems import Part, TextPart

#: What people write between ids, as a regular expression.
SEPARATOR = r"[,;&\u3001\uff0c\uff1b]|\sand\s"

# As in passports (ICAO Doc 9303, part 3); casefold() writes ß as ss, and the other letters are decomposed.
_TWO_LETTERS = ("äae", "öoe", "üue", "åaa", "æae", "øoe", "œoe", "þth")
_ONE_LETTER = ("ðd", "đd", "ħh", "\u0131i", "łl", "ŋn", "ŧt")
_SPELLINGS = {ord(one[0]): one[1:] for one in _TWO_LETTERS + _ONE_LETTER}
# In these languages the marks of ä, ö, ü and å are left out instead.
_WITHOUT_MARKS = re.compile("(az|ca|es|et|fi|fr|gl|hu|is|it|nl|pt|sk|sv|tk|tr)(-.*)?", re.IGNORECASE)
_SPELLINGS_WITHOUT_MARKS = {code: text for code, text in _SPELLINGS.items() if chr(code) not in "äöüå"}

# Cyrillic, Greek, Armenian and phonetic letters that look like Latin ones (Unicode Technical Standard 39).
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0441\u0501\u0435\u04bb\u0456\u0458\u043a\u04cf\u043e\u0440\u051b\u0455\u0475\u051d\u0445\u0443\u04af"
    "\u0410\u0412\u0421\u0415\u041d\u0406\u0408\u041a\u041c\u041e\u0420\u0405\u0422\u051c\u0425\u0423\u04ae"
    "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5"
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u0570\u0578\u0585\u057d\u0251\u0261",
    "acdehijklopqsvwxyyABCEHIJKMOPSTWXYYaiknopuABEZHIKMNOPTYXhnouag",
)
_WORD = re.compile(r"[^\W_]+")
_ASCII_LETTER = re.compile("[A-Za-z]")
# Only of words that begin with two small letters: “payOne” is two words, but “PyTorch”, “eBay” and “edX” are names.
_CAMEL_CASE = re.compile(r"(?<![^\W_])[a-z]{2}[^\W_]*")
_CAPITAL = re.compile("(?<=[^A-Z])(?=[A-Z][A-Za-z])|(?<=[A-Z])(?=[A-Z][a-z])")
_CONTRACTION = re.compile(r"(?<=\w)['\u2019](?=[a-z]{1,2}\b)")  # “master's”, “don't”
# Punctuation that stands for no word. A period that begins a word is part of it, as in “.NET”.
_SEPARATOR = re.compile(r"(?<=[\w.])\.|\.(?!\w)|[\s,:;!?'\"/\\\u00a1\u00bf\u00b7\u2022\u3001\u3002]")
_SEPARATING_CATEGORIES = ("Pc", "Pd", "Pe", "Pf", "Pi", "Ps")
_UNSEEN_CATEGORIES = ("Cf", "Mn")  # format characters, and the marks that a decomposed letter leaves


def id_from(name: str, language: object = None) -> str:
    """The id that a name spells in ASCII; empty if a letter or a symbol would be lost.

    Args:
        name: The name, or an id in another form.
        language: The tag of its language, which decides about the marks of some letters; by default, as in German.
    """
    is_without_marks = isinstance(language, str) and _WITHOUT_MARKS.fullmatch(language)
    spellings = _SPELLINGS_WITHOUT_MARKS if is_without_marks else _SPELLINGS
    text = unicodedata.normalize("NFKC", _WORD.sub(_in_latin_letters, name))
    text = _CAMEL_CASE.sub(lambda word: _CAPITAL.sub("-", word[0]), text)
    text = _CONTRACTION.sub("", text.casefold())
    for form in ("NFC", "NFKD"):  # a letter may have both a spelling and a mark, as “ǿ” has
        text = unicodedata.normalize(form, text).translate(spellings)
    text = "".join(map(_in_ascii, _SEPARATOR.sub("-", text)))
    id = "-".join(filter(None, text.split("-")))
    return id if ID.fullmatch(id) and len(id) <= MAX_SUGGESTED_ID_LENGTH else ""


def invalid_id(id: str) -> Sentence:
    """The message for a text that does not have the form of an id."""
    reason = explain_unusual_character(id) or sentence("use lower-case words joined by hyphens")
    return sentence("invalid id {id!r}: {reason}", id=id, reason=reason)


def explain_unusual_character(text: str) -> Sentence | None:
    """The name of the unusual character of an id or a ref, if it has one."""
    if not (character := unusual_character(text)):
        return None
    template = "{character!r} is U+{code_point:04X}, {name}"
    name = unicodedata.name(character, "an unnamed character")
    return sentence(template, character=character, code_point=ord(character), name=name)


def unusual_character(text: str) -> str:
    """The first invisible character of an id or a ref, or letter of another script among Latin ones; empty if none."""
    if text.isascii():
        return ""
    is_latin = bool(_ASCII_LETTER.search(text))
    unusual = (one for one in text if unicodedata.category(one) == "Cf" or (is_latin and _is_foreign(one)))
    return next(unusual, "")


def invalid_part(id: str) -> Part:
    """The part of an invalid id that its message is about."""
    character = unusual_character(id) if len(id) <= MAX_ID_LENGTH else ""
    return TextPart(f"({re.escape(character)})", 0, id.count(character)) if character else "value"


def _is_foreign(character: str) -> bool:
    is_latin = unicodedata.name(character, "").startswith("LATIN ")
    return character.isalpha() and (not is_latin or ord(character) in _LOOK_ALIKES)


def _in_latin_letters(word: re.Match[str]) -> str:
    """A word with Latin letters in place of look-alikes, if only these keep it from being all Latin."""
    latin = word[0].translate(_LOOK_ALIKES)
    is_mixed = _ASCII_LETTER.search(word[0]) and not any(map(_is_foreign, latin))
    return latin if is_mixed else word[0]


def _in_ascii(character: str) -> str:
    """A digit of another script as an ASCII digit, a separator as a hyphen; other characters as they are."""
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in _SEPARATING_CATEGORIES:
        return "-"
    return "" if category in _UNSEEN_CATEGORIES else character
