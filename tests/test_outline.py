"""What is kept of an entry when its document has been checked."""

import pickle

import pytest

from mlcareer_content._entries import RawEntry
from mlcareer_content._validate._outline import Link, outline
from mlcareer_content._validate._prose import Allowance, prose_findings

STAGE = {
    "id": "novice",
    "former_ids": ["beginner"],
    "place": 3,
    "summary": ["No link.", "[Rope](skill:rope), [a rope](skill:rope) and [the web](https://example.org/)."],
    "roles": ["ringer"],
    "leads_to": [{"stage": "master", "requirements": ["[A year](https://example.org/)"]}],
}


def _links_of(raw):
    """The links that are met while prose is checked."""
    links = []
    for _ in prose_findings(raw, links, Allowance()):
        pass
    return links


def _link(pointer, target, number=0, total=1, years=()):
    return Link(pointer, target, number, total, years)


def test_links_have_their_places():
    """Every link in prose is found, with the place of its block and its number among those to the same target."""
    raw = RawEntry("stage", STAGE, "a.json", "/entries/0")

    assert _links_of(raw) == [
        _link("/entries/0/summary/1", "skill:rope", 0, 2),
        _link("/entries/0/summary/1", "skill:rope", 1, 2),
        _link("/entries/0/summary/1", "https://example.org/"),
        _link("/entries/0/leads_to/0/requirements/0", "https://example.org/"),
    ]


def test_links_of_the_same_target_are_counted_block_by_block():
    """A target that stands in two blocks is the first in each."""
    raw = RawEntry("question", {"answer": ["[A](skill:a)", "[A](skill:a)"]}, "a.json", "")

    assert _links_of(raw) == [_link("/answer/0", "skill:a"), _link("/answer/1", "skill:a")]


def test_a_mention_of_a_credential_brings_the_years_of_the_whole_text():
    """Whether a text says until when a credential could be had is seen by its years, in whichever block."""
    blocks = ["Until 2024.", "The [exam](credential:exam), of 1999; not 3024, nor 12024.", "See [A](skill:a)."]
    raw = RawEntry("question", {"answer": blocks}, "a.json", "")

    assert _links_of(raw) == [
        _link("/answer/1", "credential:exam", years=("2024", "1999")),
        _link("/answer/2", "skill:a"),
    ]


@pytest.mark.parametrize("wrong", [None, 1, {}, {"0": "[A](skill:a)"}, [], [None], [1], [[]], [{}], [["[A](skill:a)"]]])
def test_prose_of_the_wrong_shape_holds_no_links(wrong):
    """Only blocks that are texts are looked into."""
    raw = RawEntry("stage", {"summary": wrong, "leads_to": [{"requirements": wrong}, wrong]}, "a.json", "")

    assert _links_of(raw) == []


def test_an_outline_holds_what_others_may_need():
    """Names, references, links and the rung of a stage are kept; the texts are not."""
    raw = RawEntry("stage", STAGE, "a.json", "/entries/0")
    kept = outline(raw, [])

    assert (
        kept.kind,
        kept.ref,
        kept.pointer,
        kept.names,
        kept.references,
        kept.links,
        kept.place,
        kept.last_available_on,
    ) == (
        "stage",
        "stage:novice",
        "/entries/0",
        [("/entries/0/id", "stage:novice"), ("/entries/0/former_ids/0", "stage:beginner")],
        [("/entries/0/roles/0", "role:ringer"), ("/entries/0/leads_to/0/stage", "stage:master")],
        [],
        3,
        None,
    )


@pytest.mark.parametrize(
    ("kind", "expected"), [("stage", (3, None)), ("credential", (None, "2024-02-29")), ("skill", (None, None))]
)
def test_only_stages_have_rungs_and_only_credentials_a_last_day(kind, expected):
    """A field that an entry of this kind does not have is not kept."""
    kept = outline(RawEntry(kind, {"place": 3, "last_available_on": "2024-02-29"}, "a.json", ""), [])

    assert expected == (kept.place, kept.last_available_on)


def test_an_outline_can_be_sent_to_another_process():
    """An outline is the same when it has been pickled and unpickled."""
    raw = RawEntry("stage", STAGE, "a.json", "/entries/0")
    kept = outline(raw, _links_of(raw))

    assert kept == pickle.loads(pickle.dumps(kept))
