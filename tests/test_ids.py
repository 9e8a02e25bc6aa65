"""Ids in another spelling: what is suggested, and what is named. No letter is ever dropped."""

# ruff: noqa: RUF001 - ambiguous letters are what is tested

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mlcareer_content as mlc

from .tables import each_row

PROSE = ["Some words."]
NO_ID = 'write it with the letters a to z and digits, like "working-from-home"'


def _question(id, **fields):
    return {"kind": "question", "id": id, "question": "Is it loud?", "answer": PROSE, **fields}


def _suggested(id):
    """The id that is suggested for a text; none where none is."""
    (problem,) = mlc.validate(_question(id)).problems or [None]
    if problem is None:
        return id
    return json.loads(problem.suggestion.removeprefix("write ")) if problem.suggestion != NO_ID else None


@each_row(
    ("written", "suggested"),
    [
        ("night shift", "night-shift"),
        ("night–shift", "night-shift"),
        ("(night) shift?!", "night-shift"),
        ("night.shift", "night-shift"),
        ("«night» shift…", "night-shift"),
        ("night\u200bshift", "nightshift"),
        ("night\u00a0shift", "night-shift"),
        ("Night_Shift!", "night-shift"),
        ("nightShift", "night-shift"),
        ("howToReadJSONFiles", "how-to-read-json-files"),
        ("TeX and macOS", "tex-and-mac-os"),
        ("the ringer’s rope", "the-ringers-rope"),
        ("the ringer's rope", "the-ringers-rope"),
        ("Straßenlärm", "strassenlaerm"),
        ("MÜHLE", "muehle"),
        ("a\u0308rger", "aerger"),
        ("blåbærsyltetøy", "blaabaersyltetoey"),
        ("gęśla jaźń łódka", "gesla-jazn-lodka"),
        ("kıl payı", "kil-payi"),
        ("İzmir", "izmir"),
        ("þjóðskrá", "thjodskra"),
        ("cœur", "coeur"),
        ("ǿre", "oere"),
        ("señal", "senal"),
        ("đồng hồ", "dong-ho"),
        ("ﬁnal eﬀort", "final-effort"),
        ("ｂｅｌｌ", "bell"),
        ("bell ２", "bell-2"),
        ("bell ٣", "bell-3"),
        ("bеll", "bell"),
        ("rοpe", "rope"),
        ("ВЕLL", "bell"),
    ],
)
def test_an_id_is_suggested_in_the_spelling_of_its_language(written, suggested):
    """Separators become hyphens, and letters are transliterated."""
    assert suggested == _suggested(written)


@each_row(
    "written",
    [
        *("колокол", "bell-колокол", "βell", "σ-ring", "鐘", "جرس", "bəll"),
        *("A++", "A#", ".ring", "ring & rope", "50%", "@home", "½-time", "ring 🔔", "2×2"),
        *("!!", "A" * 81),
    ],
)
def test_no_id_is_suggested_if_a_letter_or_symbol_would_be_lost(written):
    """What has no agreed transliteration is not left out."""
    assert _suggested(written) is None


@given(text=st.text(max_size=8), letter=st.characters(categories=["Lu", "Ll", "Lt", "Lo", "Nd"]))
def test_every_letter_makes_another_id(text, letter):
    """An id with a letter more is another id."""
    longer = _suggested(f"x{text} {letter}")

    assert longer is None or longer != _suggested(f"x{text}")


@each_row(
    ("language", "suggested"),
    [("de", "loesung-aal"), ("nb", "loesung-aal"), ("sv-SE", "losung-al"), ("TR", "losung-al"), ("tlh", "loesung-aal")],
)
def test_the_language_of_an_article_decides_about_its_marks(language, suggested):
    """In some languages a letter with a mark is written without it."""
    article = {"kind": "article", "id": "lösung-ål", "title": "A", "language": language, "lead": PROSE}
    article |= {"date_published": "2026-11-01", "sections": [{"id": "b", "heading": "B", "body": PROSE}]}
    problems = mlc.validate(article).problems

    assert f'write "{suggested}"' in [problem.suggestion for problem in problems]


@each_row(
    ("written", "named", "column"),
    [
        ("night-shіft", '"і" is U+0456, CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I', 13),
        ("σ-shift", '"σ" is U+03C3, GREEK SMALL LETTER SIGMA', 5),
        ("night\u200bshift", '"\u200b" is U+200B, ZERO WIDTH SPACE', 10),
        ("ｎight", '"ｎ" is U+FF4E, FULLWIDTH LATIN SMALL LETTER N', 5),
        ("größe", "use lower-case words joined by hyphens", 5),
        ("колокол", "use lower-case words joined by hyphens", 5),
    ],
)
def test_a_character_that_looks_like_another_is_named_at_its_place(tmp_path, written, named, column):
    """A letter of another script among Latin ones, and what cannot be seen, is named with its code point."""
    path = tmp_path / "a.yaml"
    path.write_text(f"id: {written}\nkind: question\nquestion: Is it loud?\nanswer: [Yes.]\n", "utf-8")
    (problem,) = mlc.validate(path).problems

    shown = f'invalid id "{written}": {named}'.replace("\u200b", r"\u200b")
    assert (shown, 1, column) == (problem.message, problem.line, problem.column)


@pytest.mark.parametrize("id", ["pythоn", "ｐython", "python\u200b"])
def test_a_reference_and_a_mention_with_such_a_character_are_answered_alike(tmp_path, id):
    """References and mentions name the character at its place, and suggest the entry."""
    path = tmp_path / "a.yaml"
    lines = f"""\
kind: stage
id: zz
title: Zz
place: alongside
summary: ["A [snake](skill:{id})."]
skills: [{{skill: {id}, level: helpful}}]
"""
    path.write_text(lines, "utf-8")
    mention, reference = mlc.validate(path).problems
    (character,) = re.findall("[^a-z]", id)
    columns = [line.index(character) + 1 for line in lines.splitlines() if character in line]

    assert columns == [mention.column, reference.column]
    assert ['did you mean "skill:python"?', 'did you mean "python"?'] == [mention.suggestion, reference.suggestion]
    assert [True, True] == [f"U+{ord(character):04X}" in problem.message for problem in (mention, reference)]


@each_row("written", ["größe", "grosse", "groesse"])
def test_an_entry_is_found_by_any_spelling(written):
    """The language of an entry may be unknown, so that both spellings lead to its id."""
    entry = {"kind": "skill", "id": "groesse", "name": "Zz", "category": "soft", "description": PROSE}
    stage = {"kind": "stage", "id": "zz", "title": "Zz", "place": "alongside", "summary": PROSE}
    stage["skills"] = [{"skill": written, "level": "helpful"}]

    assert {'did you mean "groesse"?'} >= {problem.suggestion for problem in mlc.validate(entry, stage).problems}


@each_row("written", ["C&", "C#", "C*"])
def test_an_entry_is_not_found_by_a_name_without_its_symbols(written):
    """“C++” is not taken for an entry “c”."""
    skill = {"kind": "skill", "id": "c", "name": "Zz", "category": "soft", "description": PROSE}
    stage = {"kind": "stage", "id": "zz", "title": "Zz", "place": "alongside", "summary": PROSE}
    stage["skills"] = [{"skill": written, "level": "helpful"}]
    (problem,) = mlc.validate(skill, stage).problems

    assert problem.suggestion.startswith("add the skill")
