"""What changed between two guides, what of it breaks the policy, and what it means for the version number."""

import copy
import json
import re
import time
import uuid
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import mlcareer_content as mlc
from mlcareer_content._diff import Snapshot, as_atom, as_json, as_markdown, as_text, compare, next_version
from mlcareer_content._diff._changes import (
    Added,
    FieldChanged,
    Reassigned,
    Referenced,
    Removed,
    Renamed,
    Reordered,
    Retired,
    Reworded,
)
from mlcareer_content._diff._text_diff import moved, text_changes
from mlcareer_content._site import address, site_files

from .commands import HOSTILE, NOT_SHOWN
from .strategies import documents

GUIDE = {"kind": "guide", "id": "g"}
BASE = "https://example.org/guide/"
ATOM = "{http://www.w3.org/2005/Atom}"
DAY = date(2026, 12, 1)


def _skill(id, name=None, **fields):
    return {"id": id, "name": name or id.upper(), **fields}


def _guide(*skills, **members):
    return {**GUIDE, "skills": list(skills), **members}


def _changes(old, new):
    return list(compare(Snapshot("old", old), Snapshot("new", new)).content)


@pytest.fixture
def packaged():
    """The packaged guide as a document, to be changed."""
    return mlc.to_dict(mlc.load())


def test_same_guide_has_no_changes(packaged):
    """A guide does not differ from itself."""

    assert [] == _changes(packaged, copy.deepcopy(packaged))


def test_empty_guides_are_compared():
    """Nothing can become something, which is added; something that becomes nothing is removed."""

    assert [] == _changes(GUIDE, GUIDE)
    assert [Added("skill:a", "A")] == _changes(GUIDE, _guide(_skill("a")))
    assert [Removed("skill:a", "A")] == _changes(_guide(_skill("a")), GUIDE)


def test_rename_leaves_a_former_id():
    """An entry with another id that names the old one was renamed; without, one was removed and one added."""

    old, renamed = _guide(_skill("a")), _guide(_skill("b", "A", former_ids=["a"]))

    assert [Renamed("skill:b", "skill:a")] == _changes(old, renamed)
    assert [Removed("skill:a", "A"), Added("skill:b", "A")] == _changes(old, _guide(_skill("b", "A")))


def test_swapped_ids_break():
    """Two ids that were swapped lead to other entries, whatever `former_ids` say."""

    old = _guide(_skill("a", "One"), _skill("b", "Other"))
    new = _guide(_skill("b", "One", former_ids=["a"]), _skill("a", "Other", former_ids=["b"]))

    assert _changes(old, new) == [
        Reassigned("skill:a", "skill:a", "One", "skill:a", "Other"),
        Reassigned("skill:b", "skill:b", "Other", "skill:b", "One"),
        Renamed("skill:b", "skill:a"),
        Renamed("skill:a", "skill:b"),
    ]
    told = "  skill:a led to skill:a (One) and now leads to skill:a (Other)\n"
    assert told in as_text(compare(Snapshot("old", old), Snapshot("new", new)))


def test_id_of_a_chain_of_renames_breaks():
    """Where a becomes b and b becomes c, b leads to another entry than before."""

    old = _guide(_skill("a"), _skill("b"))
    new = _guide(_skill("b", "A", former_ids=["a"]), _skill("c", "B", former_ids=["b"]))

    expected = [Reassigned("skill:b", "skill:b", "B", "skill:b", "A")]

    assert expected == [change for change in _changes(old, new) if change.breaks]


def test_reused_former_id_breaks():
    """A former id that becomes the id of a new entry leads elsewhere."""

    old = _guide(_skill("a", former_ids=["b"]))
    new = _guide(_skill("a"), _skill("b"))

    assert [Reassigned("skill:b", "skill:a", "A", "skill:b", "B"), Added("skill:b", "B")] == _changes(old, new)


def test_former_id_of_an_entry_that_is_gone_breaks():
    """Where an entry is gone, its former id may not lead to another, though its own id leads nowhere."""

    old = _guide(_skill("a", former_ids=["b"]))
    new = _guide(_skill("c", former_ids=["d", "b"]), _skill("e"))

    assert Reassigned("skill:b", "skill:a", "A", "skill:c", "C") in _changes(old, new)


def test_another_replacement_retires_and_tells_what_is_gone():
    """A credential that something else replaces now is retired by it; that what did before is gone is told too."""

    credentials = [{"id": id, "name": id.upper()} for id in ("old", "new", "newer")]
    old, new = copy.deepcopy(credentials), copy.deepcopy(credentials)
    old[0]["replaced_by"], new[0]["replaced_by"] = ["new"], ["newer"]
    changes = _changes(_guide(credentials=old), _guide(credentials=new))

    assert changes == [
        Retired("credential:old", None, ("credential:newer",)),
        Referenced("credential:old", "replaced_by", ("credential:newer",), ("credential:new",)),
    ]


def test_only_what_is_near_a_change_is_shown():
    """Of a long text, the words near a change are printed, and its beginning only if it changed there."""

    kept = "word " * 40
    old, new = (_guide(_skill("a", description=[f"{kept}{last}"])) for last in ("bad", "good"))
    shown = f"…{kept[-40:]}[-bad-]{{+good+}}"

    assert f"skill:a description: {shown}\n" in as_text(compare(Snapshot("old", old), Snapshot("new", new)))


def test_lost_former_id_breaks():
    """A former id that is dropped leads nowhere."""

    assert [Removed("skill:b", "A")] == _changes(_guide(_skill("a", former_ids=["b"])), _guide(_skill("a")))


def test_second_rename_keeps_both_names():
    """An entry that is renamed again keeps every name it had."""

    old = _guide(_skill("b", "A", former_ids=["a"]))

    assert [Renamed("skill:c", "skill:b")] == _changes(old, _guide(_skill("c", "A", former_ids=["b", "a"])))
    assert Removed("skill:a", "A") in _changes(old, _guide(_skill("c", "A", former_ids=["b"])))


def test_merged_entries_are_renamed():
    """An entry that takes another one in is compared with itself; the other's name leads to it."""

    old = _guide(_skill("a"), _skill("b"))

    assert [Renamed("skill:a", "skill:b")] == _changes(old, _guide(_skill("a", former_ids=["b"])))


def test_move_between_kinds_breaks():
    """An entry of another kind has another ref; where it went is said."""

    old, new = _guide(_skill("a")), {**GUIDE, "roles": [{"id": "a", "title": "A"}]}

    assert [Removed("skill:a", "A", "role:a"), Added("role:a", "A")] == _changes(old, new)


def test_further_former_id_is_a_field():
    """A former id that nothing bore is told as a field."""

    new = _guide(_skill("a", former_ids=["z"]))

    assert [FieldChanged("skill:a", "former_ids", None, '["z"]')] == _changes(_guide(_skill("a")), new)


def test_another_guide_breaks():
    """The id of the guide is permanent; its other fields are not."""

    (removed, reworded, changed) = _changes(
        {**GUIDE, "title": "T", "version": "1"}, {**GUIDE, "id": "h", "title": "U", "version": "2"}
    )

    assert Removed("guide:g", "T") == removed
    assert (Reworded("guide:h", "title", "T", "U"), FieldChanged("guide:h", "version", '"1"', '"2"')) == (reworded, changed)  # fmt: skip  # noqa: E501


def test_fields_are_told_by_what_they_hold(packaged):
    """Prose is reworded, references come and go, a credential is retired, any other field has another value."""

    new = copy.deepcopy(packaged)
    stage, credential = new["stages"][1], new["credentials"][0]
    stage["summary"] = ["Short."]
    dropped = stage["skills"].pop(0)
    stage["skills"][0]["level"] = {"essential": "helpful", "helpful": "essential"}[stage["skills"][0]["level"]]
    kept = stage["skills"][0]["skill"]
    credential |= {"last_available_on": "2026-12-01", "replaced_by": [new["credentials"][1]["id"]]}
    new["resources"][0]["year"] = 1999
    found = {(type(change), change.ref, getattr(change, "field", None)): change for change in _changes(packaged, new)}
    retired = found[Retired, f"credential:{credential['id']}", None]

    assert 5 == len(found)
    assert (Reworded, f"stage:{stage['id']}", "summary") in found
    assert (f"skill:{dropped['skill']}",) == found[Referenced, f"stage:{stage['id']}", "skills"].removed
    assert (FieldChanged, f"stage:{stage['id']}", f"skills/{kept}/level") in found
    assert ("2026-12-01", (f"credential:{new['credentials'][1]['id']}",)) == (
        retired.last_available_on,
        retired.replaced_by,
    )
    assert "1999" == found[FieldChanged, f"resource:{new['resources'][0]['id']}", "year"].after


def test_rename_is_no_change_of_what_refers_to_it(packaged):
    """Entries that refer to a renamed one by its new id say what they said."""

    new = json.loads(json.dumps(packaged).replace('"python"', '"python-3"'))
    (python,) = (skill for skill in new["skills"] if skill["id"] == "python-3")
    python["former_ids"] = ["python"]

    assert [Renamed("skill:python-3", "skill:python")] == _changes(packaged, new)


def test_order_is_told_by_what_was_moved():
    """As few entries as possible are said to have moved; what is new or gone has moved nothing."""

    old = _guide(_skill("a"), _skill("b"), _skill("c"), _skill("d"))
    new = _guide(_skill("d"), _skill("a"), _skill("x"), _skill("b"), _skill("c"))

    assert [Added("skill:x", "X"), Reordered("guide:g", "skills", ("skill:d",))] == _changes(old, new)


@given(st.lists(st.integers(0, 30), unique=True).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_moved_names_are_enough(orders):
    """Without the names that moved, both orders are the same."""

    before, after = ([str(number) for number in order] for order in orders)
    found = set(moved(before, after))

    assert [name for name in before if name not in found] == [name for name in after if name not in found]


@given(st.text("ab ,\n"), st.text("ab ,\n"))
def test_words_lose_nothing(before, after):
    """What is kept and removed is the old text, what is kept and added the new one."""

    runs = text_changes(before, after)

    assert before == "".join(run.text for run in runs if run.fate != "added")
    assert after == "".join(run.text for run in runs if run.fate != "removed")


def test_words_are_whole():
    """What changed is told word by word."""

    found = text_changes("Some of it isn't easy.", "All of it isn't hard.")

    assert [("removed", "Some"), ("added", "All"), ("kept", " of it isn't "), ("removed", "easy"), ("added", "hard"), ("kept", ".")] == found  # fmt: skip  # noqa: E501


@pytest.mark.parametrize(
    ("version", "bump", "expected"),
    [
        ("1.2.3", "none", "1.2.3"),
        ("1.2.3", "patch", "1.2.4"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "major", "2.0.0"),
        ("0.2.3", "patch", "0.2.4"),
        ("0.2.3", "minor", "0.3.0"),
        ("0.2.3", "major", "0.3.0"),
        ("1.2.3rc1", "minor", None),
        ("1.2", "minor", None),
    ],
)
def test_next_version(version, bump, expected):
    """The version that follows; before 1.0.0 the second number stands for the first."""

    assert expected == next_version(version, bump)


@pytest.mark.parametrize(
    ("new", "bump", "broken"),
    [
        (_guide(_skill("a")), "none", False),
        (_guide(_skill("a", "Other")), "patch", False),
        (_guide(_skill("a"), _skill("b")), "minor", False),
        (_guide(_skill("b", "A", former_ids=["a"])), "minor", False),
        (_guide(), "major", True),
    ],
)
def test_policy(new, bump, broken):
    """Prose is a patch, a new entry or name a minor version; a removed id is forbidden."""

    difference = compare(Snapshot("old", _guide(_skill("a"))), Snapshot("new", new))

    assert (bump, broken) == (difference.bump, bool(difference.broken))


def _everything():
    """A difference with a change of every sort, hostile in every text."""
    old = json.loads(json.dumps(mlc.to_dict(mlc.load())))
    new = copy.deepcopy(old)
    new["skills"][0]["name"] = f"{HOSTILE} ` <b>[x](y)"
    new["skills"][1]["url"] = HOSTILE
    new["skills"].append(_skill(f"x`{HOSTILE}", f"*{HOSTILE}*\n# heading"))
    new["faq"][0] |= {"id": "other", "former_ids": [old["faq"][0]["id"]]}
    new["roles"].reverse()
    new["roles"].pop()
    new["stages"][0]["roles"] = [role["id"] for role in new["roles"][:1]]
    new["credentials"][0]["last_available_on"] = HOSTILE
    new["skills"][2]["former_ids"] = [new["skills"][3]["id"]]
    schemas = {"faq": {"x": 1}}, {"faq": {"x": HOSTILE}}
    return compare(Snapshot(HOSTILE, old, schemas[0], "0.1.0"), Snapshot("b", new, schemas[1], "0.1.0"))


def _atom(difference):
    return as_atom(difference, DAY)


@pytest.mark.parametrize("format", [as_text, as_markdown, as_json, _atom])
def test_every_format_is_printable(format):
    """Whatever an entry holds, what is printed of it is obeyed by no terminal."""

    assert [] == NOT_SHOWN.findall(format(_everything()))


def test_json_holds_everything():
    """The JSON names every change, and what it means."""

    difference = _everything()
    found = json.loads(as_json(difference))

    assert len(difference.content) == len(found["content"])
    assert ("major", "0.2.0", False) == (found["bump"], found["next_version"], found["ok"])


def test_markdown_is_a_section_of_a_changelog():
    """The section has a heading, and under each of its parts a list, as Keep a Changelog wants it."""

    section = as_markdown(_everything(), date(2026, 12, 1))
    lines = [line for line in section.splitlines() if line and not line.startswith("  ")]

    assert "## [0.2.0] - 2026-12-01" == lines[0]
    assert {"### Added", "### Changed", "### Deprecated", "### Removed"} == set(
        re.findall("^### .*", section, re.MULTILINE)
    )
    assert all(line.startswith("- ") for line in lines[1:] if not line.startswith("### "))


def _feed(difference, base_url=None):
    """The root of the feed of a difference, which has what RFC 4287 requires."""
    root = ET.fromstring(as_atom(difference, DAY, base_url, address).encode())
    entries = root.findall(f"{ATOM}entry")

    assert f"{ATOM}feed" == root.tag
    assert [1] * 4 == [len(root.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated", "author")]
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    for element in (root, *entries):
        assert uuid.UUID(element.findtext(f"{ATOM}id")).urn == element.findtext(f"{ATOM}id")
        assert "2026-12-01T00:00:00Z" == element.findtext(f"{ATOM}updated")
        assert element.findtext(f"{ATOM}title")
    for entry in entries:
        assert [1] * 5 == [
            len(entry.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated", "summary", "content")
        ]
        assert "html" == entry.find(f"{ATOM}content").get("type")
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    return root


def _texts(root, name):
    return [entry.findtext(f"{ATOM}{name}") for entry in root.findall(f"{ATOM}entry")]


def test_feed_has_an_entry_for_each_changed_entry():
    """The entries say what happened, and the content shows the words that changed."""
    old = _guide(_skill("a"), _skill("b", "Firing"), _skill("c", "Old", url="x"), title="T")
    new = _guide(_skill("z", "A", former_ids=["a"]), _skill("c", "New", url="y"), _skill("d"), title="T")
    root = _feed(compare(Snapshot("old", old), Snapshot("new", new)))

    assert "T: changes" == root.findtext(f"{ATOM}title")
    assert ["Removed: Firing", "Added: D", "Renamed: A", "Changed: New"] == _texts(root, "title")
    assert "Changed: the text of skill:c (name). Changed: skill:c: url x became y." == _texts(root, "summary")[-1]
    assert "<p><del>Old</del><ins>New</ins></p>" in _texts(root, "content")[-1]
    assert [] == root.findall(f".//{ATOM}link")


def test_links_of_a_feed_lead_to_the_site():
    """Every entry of the guide has its place in the site, at the address that the feed names."""
    guide = mlc.load()
    root = _feed(compare(Snapshot("old", {**GUIDE, "id": guide.id}), Snapshot("new", mlc.to_dict(guide))), BASE)
    links = [link.get("href").removeprefix(BASE) for link in root.findall(f"{ATOM}entry/{ATOM}link")]
    pages = {name: data.decode() for name, data in site_files(guide, base_url=BASE).items()}
    places = [link.partition("#") for link in links if link]
    lost = ["".join(place) for place in places if f'id="{place[2]}"' not in pages[place[0]] and place[1]]

    assert (len(guide) + 1, []) == (len(links), lost)
    assert BASE == root.find(f"{ATOM}link").get("href")


def test_ids_of_a_feed_are_stable():
    """With an address, the id of the feed stays the same in each release, and those of its entries do not."""
    first, second = (
        compare(Snapshot("old", _guide(_skill("a"))), Snapshot("new", _guide(_skill("a", name)))) for name in "xy"
    )
    ids = [[element.text for element in _feed(*of).iter(f"{ATOM}id")] for of in ((first, BASE), (second, BASE))]
    without = [_feed(difference).findtext(f"{ATOM}id") for difference in (first, second, first)]

    assert (True, False) == (ids[0][0] == ids[1][0], ids[0][1] == ids[1][1])
    assert (True, False) == (without[0] == without[2], without[0] == without[1])


@pytest.mark.parametrize("text", ["]]>", "</entry><x>", "&lt;b&gt; &amp;", "\x00\x0c\ufffe\ud800", "\u202e", "##[x]y"])
def test_hostile_text_of_a_feed_is_escaped(text):
    """Whatever an entry holds, the feed is XML, and its HTML has no elements but those of the feed."""
    new = {**_guide(_skill("a", f"<b>{text}"), _skill("b", text)), "title": text}
    root = _feed(compare(Snapshot("old", _guide(_skill("a", "x"))), Snapshot("new", new)), BASE)
    tags = set(re.findall(r"</?(\w+)", " ".join(_texts(root, "content"))))

    assert {"ul", "li", "p", "del", "ins"} >= tags
    assert "##[" not in as_atom(compare(Snapshot("old", GUIDE), Snapshot("new", new)), DAY)


def test_hostile_changes_make_a_feed():
    """A feed of changes of every sort has what each feed has; an id for which there is no page is an error."""

    assert _feed(_everything()).findall(f"{ATOM}entry")
    with pytest.raises(mlc.ContentError, match="cannot be a file name"):
        _feed(compare(Snapshot("old", GUIDE), Snapshot("new", {**GUIDE, "stages": [{"id": "../x"}]})), BASE)


@pytest.mark.parametrize("word", ["-", "+", "1.", "12)", "---", "==="])
def test_section_of_a_changelog_is_one_list(word):
    """A label that is broken before what begins a list, or makes a heading, stays a sentence of its item."""

    name = f"{'a' * 138} {word} {'b' * 130}"
    html = MarkdownIt().render(as_markdown(compare(Snapshot("old", GUIDE), Snapshot("new", _guide(_skill("x", name))))))

    assert (1, 1, 1) == tuple(html.count(tag) for tag in ("<ul>", "<h3>", "<h2>"))
    assert " ".join(html.split()).endswith(f"{name}.</li> </ul>")


def test_huge_guides_are_compared_soon():
    """Five thousand entries that all changed, and came in another order, take seconds."""

    count = 5_000
    old = _guide(*(_skill(f"s{n}", description=[f"It is {n} words long. " * 10]) for n in range(count)))
    new = _guide(*(_skill(f"s{n}", description=[f"It is {n + 1} words long. " * 10]) for n in reversed(range(count))))
    began = time.perf_counter()
    difference = compare(Snapshot("old", old), Snapshot("new", new))
    printed = as_text(difference)

    assert count + 1 == len(difference.content)
    assert (True, True) == (len(printed) > count, time.perf_counter() - began < 60)


def test_long_text_is_replaced_as_a_whole():
    """Two long texts that have nothing in common are not compared word by word."""

    began = time.perf_counter()
    found = text_changes("a b " * 100_000, "b c a " * 100_000)

    assert (["removed", "added"], True) == ([run.fate for run in found][:2], time.perf_counter() - began < 10)


@settings(max_examples=30, deadline=None)
@given(documents("guide"), documents("guide"))
def test_any_two_guides_are_compared(old, new):
    """Whatever two guides hold, they can be compared, and every format can show it."""

    difference = compare(Snapshot("old", old), Snapshot("new", new))

    assert all(format(difference) for format in (as_text, as_markdown, as_json, _atom))
