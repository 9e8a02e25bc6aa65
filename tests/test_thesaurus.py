"""Words that people use: synonyms and stop words of the search, names of fields."""

import json
import re

import mlcareer_content as mlc
from mlcareer_content._entries import KINDS
from mlcareer_content._schemas import definition

from .places import PACKAGE
from .tables import each_row

THESAURUS = json.loads((PACKAGE / "thesaurus" / "en.json").read_text("utf-8"))
LISTS = ("equivalents", "synonyms")
GROUPS = [" ".join(words) for name in LISTS for words in THESAURUS[name]]
STOP_WORDS = set(THESAURUS["stop_words"])

#: A word of each group that the packaged guide does not answer, and other guides may.
ELSEWHERE = {
    "burnout",
    "equity",
    "parental-leave",
    "part-time",
    "pension",
    "salary",
    "severance",
    "unemployed",
    "visa",
    "work-from-home",
}


@each_row("group", GROUPS)
def test_a_group_has_different_words_in_order(group):
    """A group is at least two words in lower case, in alphabetical order, each once."""

    words = group.split()

    assert sorted(set(words)) == words
    assert len(words) > 1
    assert re.fullmatch(r"[a-z0-9 -]+", group)


@each_row("group", [group for group in GROUPS if not ELSEWHERE & set(group.split())])
def test_a_group_leads_to_the_guide(group):
    """At least one word of a group finds something by itself; a group that leads nowhere is of no use."""

    words = [word.replace("-", " ") for word in group.split()]

    assert any(mlc.load().search(word, limit=1) for word in words)


def test_groups_have_no_stop_words():
    """No term of a group is a stop word, which is never looked up."""

    assert set() == STOP_WORDS & {word for group in GROUPS for word in group.split()}


def test_equivalents_are_not_repeated_as_synonyms():
    """No group of equivalents is part of a group of synonyms, which finds them all if it has one."""

    equivalents, synonyms = ([set(words) for words in THESAURUS[name]] for name in LISTS)

    assert [] == [words for words in equivalents for others in synonyms if words <= others]


def test_stop_words_carry_no_topic():
    """No name in the guide consists of stop words, or nobody could search for it."""

    names = [entry.label for entry in mlc.load() if entry.kind in {"skill", "role", "credential", "resource"}]

    assert [] == [name for name in names if set(re.findall(r"\w+", name.casefold())) <= STOP_WORDS]


def test_names_of_fields_lead_to_a_field():
    """Each group of names that people use for a field contains at least one field of the schemas."""

    fields = {name for kind in KINDS for name in definition(kind)["properties"]}

    assert [] == [words for words in THESAURUS["field_names"] if not fields & set(words)]
