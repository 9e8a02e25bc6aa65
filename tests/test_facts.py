"""The facts of `facts.json` are in the packaged guide.

`facts.json` has an object for each entry with facts to keep: values of its
fields, the entries that its prose mentions, and names, terms and dates in its
text. `null` stands for a field without a value. How a sentence is worded is no
fact, and an entry without facts needs none here.
"""

import json
import re
from pathlib import Path

import mlcareer_content as mlc

FACTS = json.loads((Path(__file__).parent / "facts.json").read_text("utf-8"))


def _differing_fields(entry, fields):
    """The fields with another value than the facts; a list may have more items."""
    values = mlc.to_dict(entry)
    return [
        name
        for name, value in fields.items()
        if (not set(value) <= set(values.get(name, ())) if isinstance(value, list) else values.get(name) != value)
    ]


def _missing_mentions(entry, refs):
    mentions = {mention for prose in entry.prose for mention in prose.mentions}
    return [ref for ref in refs if ref not in mentions]


def _missing_terms(entry, terms):
    """The terms that are not in the prose as whole words, in any case."""
    text = "\n".join(prose.text for prose in entry.prose)
    return [term for term in terms if not re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text, re.IGNORECASE)]


CHECKS = {"fields": _differing_fields, "mentions": _missing_mentions, "text": _missing_terms}


def test_facts_name_entries_that_exist(guide):
    """An id is permanent, so every entry with facts exists."""
    assert [] == [ref for ref in FACTS if guide.get(ref) is None]


def test_every_fact_is_in_the_guide(guide):
    """Values of fields, mentions and terms are as the facts have them."""
    missing = {
        (ref, sort): found
        for ref, facts in FACTS.items()
        for sort, expected in facts.items()
        if (found := CHECKS[sort](guide[ref], expected))
    }

    assert {} == missing


def test_a_lost_fact_is_found(guide):
    """The checks find a date that changed, a mention and a term that were removed."""
    credential = guide["credential:tensorflow-developer-certificate"]
    section = guide["section:mid-career-advancement"]

    fields = {"last_available_on": "2024-05-01", "name": credential.name}

    assert ["last_available_on"] == _differing_fields(credential, fields)
    assert ["skill:java"] == _missing_mentions(section, ["skill:java", "skill:mentoring"])
    assert ["32 March 2026", "port"] == _missing_terms(section, ["32 March 2026", "31 march 2026", "port"])
