"""Documents taken apart."""

from mlcareer_content._entries import COLLECTION_CLASSES, ENTRY_CLASSES, KINDS, RawEntry, header, take_apart

from .tables import each_row

ARTICLE = {"id": "way", "lead": ["[R](skill:r)"], "sections": [{"id": "start", "stage": "novice", "body": ["B"]}]}
STAGE = {
    "id": "novice",
    "summary": ["[Rope](skill:rope)"],
    "skills": [{"skill": "rope", "level": "essential"}, {"skill": "bell", "level": "helpful"}],
    "roles": ["ringer"],
    "credentials": ["brc"],
    "resources": ["book"],
    "leads_to": [{"stage": "master", "requirements": ["[A year](https://example.org/)"]}],
}


def _refs(value):
    return [(raw.ref, raw.pointer) for raw in take_apart("a.json", value)]


def test_kinds_are_guide_entries_and_collections():
    """A document is a guide, an entry or a collection, and no two kinds have the same name."""
    assert sorted(KINDS) == sorted({"guide", *ENTRY_CLASSES, *COLLECTION_CLASSES})


def test_a_guide_is_taken_apart():
    """A guide gives its article, the article's sections and what stands in its lists, each with its place."""
    value = {"kind": "guide", "article": ARTICLE, "stages": [STAGE], "faq": [{"id": "a"}, {"id": "b"}]}
    expected = [
        ("article:way", "/article"),
        ("section:start", "/article/sections/0"),
        ("stage:novice", "/stages/0"),
        ("question:a", "/faq/0"),
        ("question:b", "/faq/1"),
    ]

    assert expected == _refs(value)


def test_a_collection_is_taken_apart():
    """A collection gives its entries."""
    assert _refs({"kind": "skills", "entries": [{"id": "r"}, {"id": "java"}]}) == [
        ("skill:r", "/entries/0"),
        ("skill:java", "/entries/1"),
    ]


def test_an_entry_is_itself():
    """A document that is one entry gives that entry."""
    assert _refs({"kind": "role", "id": "ringer"}) == [("role:ringer", "")]


def test_an_article_gives_its_sections():
    """An article gives itself, then its sections."""
    assert _refs({"kind": "article", **ARTICLE}) == [("article:way", ""), ("section:start", "/sections/0")]


@each_row(
    "value",
    [
        None,
        [],
        "faq",
        1,
        {},
        {"kind": "unknown"},
        {"kind": None},
        {"kind": ["faq"]},
        {"kind": {}},
        {"kind": "faq"},
        {"kind": "faq", "entries": {"id": "a"}},
        {"kind": "faq", "entries": ["a", 1, None, []]},
        {"kind": "guide", "article": [], "faq": None, "skills": {"a": 1}},
    ],
)
def test_what_has_the_wrong_shape_is_passed_over(value):
    """A document of any shape is taken apart without an error."""
    assert _refs(value) == []


def test_references_have_their_places():
    """Every field that names an entry is found, with the place of the id."""
    (raw,) = take_apart("a.json", {"kind": "stages", "entries": [STAGE]})
    expected = [
        ("/entries/0/skills/0/skill", "skill:rope"),
        ("/entries/0/skills/1/skill", "skill:bell"),
        ("/entries/0/roles/0", "role:ringer"),
        ("/entries/0/credentials/0", "credential:brc"),
        ("/entries/0/resources/0", "resource:book"),
        ("/entries/0/leads_to/0/stage", "stage:master"),
    ]

    assert expected == list(raw.references)


def test_prose_has_its_places():
    """Every text is found as its blocks, with the place of the text."""
    (raw,) = take_apart("a.json", {"kind": "stages", "entries": [STAGE]})

    assert list(raw.prose) == [
        ("/entries/0/summary", ["[Rope](skill:rope)"]),
        ("/entries/0/leads_to/0/requirements", ["[A year](https://example.org/)"]),
    ]


@each_row(
    ("kind", "field"),
    [
        ("article", "lead"),
        ("section", "body"),
        ("question", "answer"),
        ("stage", "summary"),
        ("skill", "description"),
        ("role", "description"),
        ("credential", "description"),
        ("resource", "description"),
    ],
)
def test_every_kind_of_entry_has_prose(kind, field):
    """What an entry says stands in one field, which depends on its kind."""
    raw = RawEntry(kind, {field: ["A.", "B."]}, "a.json", "/entries/1")

    assert [(f"/entries/1/{field}", ["A.", "B."])] == list(raw.prose)


def test_web_addresses_have_their_places():
    """Every web address is found, in a field, in a list and in the sources."""
    value = {
        "url": "https://example.org/a",
        "same_as": ["https://example.org/b", 7, "https://example.org/c"],
        "close_match": ["https://example.org/d"],
        "sources": [{"title": "F"}, {"title": "G", "url": "https://example.org/g"}],
    }
    raw = RawEntry("skill", value, "a.json", "/entries/2")

    assert list(raw.strings("url")) == [
        ("/entries/2/url", "https://example.org/a"),
        ("/entries/2/same_as/0", "https://example.org/b"),
        ("/entries/2/same_as/2", "https://example.org/c"),
        ("/entries/2/close_match/0", "https://example.org/d"),
        ("/entries/2/sources/1/url", "https://example.org/g"),
    ]


def test_dates_have_their_places():
    """Every date is found, whatever it holds, as long as it is a text."""
    value = {"checked_on": "soon", "last_available_on": "2026-11-01", "available_from": 2026, "name": "1999"}
    raw = RawEntry("credential", value, "a.json", "/entries/0")

    assert list(raw.strings("date")) == [
        ("/entries/0/last_available_on", "2026-11-01"),
        ("/entries/0/checked_on", "soon"),
    ]


def test_names_are_the_id_and_the_former_ones():
    """All the refs that lead to an entry are found."""
    raw = RawEntry("skill", {"id": "a", "former_ids": ["b", 7, "c"]}, "a.json", "/entries/3")

    assert list(raw.names) == [
        ("/entries/3/id", "skill:a"),
        ("/entries/3/former_ids/0", "skill:b"),
        ("/entries/3/former_ids/2", "skill:c"),
    ]


@each_row("wrong", [None, 1, {}, [], [None], [1], [[]], [{}], [{"skill": 1}], [{"stage": None}]])
@each_row("field", ["skills", "roles", "leads_to", "former_ids", "same_as", "source", "sources"])
def test_fields_of_the_wrong_shape_are_passed_over(field, wrong):
    """A field of any shape is looked through without an error."""
    raw = RawEntry("stage", {field: wrong}, "a.json", "")

    assert [*raw.references, *raw.prose, *raw.names, *raw.strings("url")] == []


def test_a_text_in_the_place_of_a_list_is_its_one_item():
    """Whoever forgets the brackets is told all the same where a reference or a link leads nowhere."""
    value = {
        "roles": "ringer",
        "former_ids": "beginner",
        "summary": "[R](skill:rope)",
    }
    raw = RawEntry("stage", value, "a.json", "")

    assert [*raw.references, *raw.names, *raw.prose] == [
        ("/roles", "role:ringer"),
        ("/former_ids", "stage:beginner"),
        ("/summary", "[R](skill:rope)"),
    ]


@each_row("wrong", [None, 1, 1.5, True, {}, {"0": "x"}])
def test_prose_that_is_no_list_is_passed_over(wrong):
    """Prose is a list of blocks, or no prose; what the blocks are is for others to see."""
    raw = RawEntry("stage", {"summary": wrong, "leads_to": [{"requirements": wrong}]}, "a.json", "")

    assert list(raw.prose) == []


@each_row("wrong", [None, 1, [], ["x"], {}, {"url": "x"}])
def test_values_of_the_wrong_type_are_no_dates_and_no_addresses(wrong):
    """A date and an address are texts."""
    raw = RawEntry("credential", {"url": wrong, "checked_on": wrong}, "a.json", "")

    assert [*raw.strings("url"), *raw.strings("date")] == []


def test_resolving_leaves_the_data_alone():
    """Resolved data is a copy: ids are replaced in it, and stay in the original."""
    raw = RawEntry("section", {"id": "a", "stage": "novice"}, "a.json", "")
    resolved = raw.resolved(str.upper)

    assert (resolved, raw.value["stage"]) == ({"id": "a", "stage": "STAGE:NOVICE"}, "novice")


def test_resolving_reaches_into_lists():
    """Ids inside lists of objects are replaced, and their neighbours are kept."""
    raw = RawEntry("stage", STAGE, "a.json", "")
    resolved = raw.resolved(str.upper)

    assert (resolved["skills"], resolved["leads_to"]) == (
        [{"skill": "SKILL:ROPE", "level": "essential"}, {"skill": "SKILL:BELL", "level": "helpful"}],
        [{"stage": "STAGE:MASTER", "requirements": ["[A year](https://example.org/)"]}],
    )


def test_the_header_is_all_but_the_entries():
    """What a guide says of itself is what is left without kind, article and collections."""
    value = {"$schema": "x", "kind": "guide", "id": "a", "version": "1", "article": {}, "faq": [], "skills": []}

    assert header(value) == {"id": "a", "version": "1"}
