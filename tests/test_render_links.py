"""Rendering: where the links in HTML lead."""

import attrs
import pytest

import mlcareer_content as mlc
from mlcareer_content.model import ENTRY_CLASSES, Entry, Prose, Question, Role, Skill

from .categories import PRACTICE
from .pages import faults, found, parsed, words

GUIDE = mlc.load()
RINGER = Role(id="ringer", title="Ringer", former_ids=("puller",), description=Prose(("Rings.",)))
SKILL = Skill(
    id="bells",
    name="Bells",
    category=PRACTICE,
    description=Prose(("Ask [ringers](role:ringer), or [pullers](role:puller), or [others](role:other).",)),
)
OWN = attrs.evolve(
    GUIDE,
    skills=mlc.Collection("skills", (SKILL,)),
    roles=mlc.Collection("roles", (RINGER,)),
    stages=mlc.Collection("stages", ()),
    faq=mlc.Collection("faq", ()),
)


def _links(html, label=""):
    """The links of a fragment: what they say, and where they lead."""
    return [
        (words(element), element.get("href")) for element in parsed(html).iter("a") if words(element).startswith(label)
    ]


def _page_of(entry):
    return f"/{entry.kind}/{entry.id}/"


def test_links_lead_to_places_on_the_page():
    """Without a function, a link leads to the entry on the page, also by a former id; others are plain text."""
    (skill,) = (element for element in found(mlc.render(OWN, "html"), class_="mlc-skill"))

    assert [("ringers", "#mlc-role-ringer"), ("pullers", "#mlc-role-ringer")] == [
        (words(link), link.get("href")) for link in skill.iter("a")
    ]


def test_what_is_not_on_the_page_is_plain_text():
    """An entry alone, without a function, links to no other."""
    assert [] == _links(mlc.render(SKILL, "html"))


def test_a_link_of_the_application():
    """The application says where an entry lives, also one that is known by its mention only."""
    expected = [("ringers", "/role/ringer/"), ("pullers", "/role/puller/"), ("others", "/role/other/")]

    assert expected == _links(mlc.render(SKILL, "html", link=_page_of))


@pytest.mark.parametrize("name", ["label", "title", "description"])
def test_what_is_not_known_of_a_mention_is_told(name):
    """A function that asks for more than there is of an entry that is only mentioned is told what it may ask for."""
    with pytest.raises(AttributeError, match=f"no {name} is known of role:ringer, .* kind, id and ref only"):
        mlc.render(SKILL, "html", link=lambda entry: getattr(entry, name))


def test_a_link_by_a_former_id_is_asked_for_by_the_present_one():
    """In a guide a mention by a former id is the entry itself, with its present id."""
    asked = []
    mlc.render(OWN, "html", link=asked.append)

    assert asked.count(RINGER) == 2
    assert "puller" not in {entry.id for entry in asked}


def test_an_entry_of_a_field_is_known_to_its_mentions():
    """In an entry alone, what its fields hold is given to the function as it is, with its label."""
    stage = GUIDE.stages["entry-level"]
    labels = {}
    mlc.render(stage, "html", link=lambda entry: labels.setdefault(entry.ref, type(entry)) and None)

    assert {Skill, Role} <= set(labels.values())


def test_a_link_for_some_entries_only():
    """Where the application has no page, a link leads to the place on this page, or is plain text outside."""
    html = mlc.render(OWN, "html", link=lambda entry: _page_of(entry) if entry.kind == "skill" else None)

    assert [("ringers", "#mlc-role-ringer"), ("pullers", "#mlc-role-ringer")] == _links(html, "ringers") + _links(
        html, "pullers"
    )
    assert [] == _links(html, "others")


def test_every_link_asks_the_application():
    """Mentions in prose and entries in fields are links by the same function."""
    html = mlc.render(GUIDE, "html", link=_page_of)
    addresses = {href for _, href in _links(html) if href.startswith("/")}

    assert {_page_of(entry) for entry in GUIDE if GUIDE.backlinks(entry.ref) and entry.kind in {"skill", "role"}} <= (
        addresses
    )
    assert not [href for _, href in _links(html) if href.startswith("#")]


@pytest.mark.parametrize(
    "address",
    ["/a", "a/b:c", "?q=a:b", "#a", "", "//example.org/a", "https://example.org/ü", "mailto:a@example.org", "a&b='\""],
)
def test_addresses_that_a_link_may_have(address):
    """An address is relative, or of the web; it is escaped where it has to be."""
    assert ("ringers", address) in _links(mlc.render(SKILL, "html", link=lambda _: address))


@pytest.mark.parametrize(
    "address",
    [
        *(
            "javascript:alert(1)",
            "JavaScript:x",
            "java\nscript:x",
            "java\tscript:x",
            " javascript:x",
            "\x01javascript:x",
        ),
        *("data:text/html,x", "vbscript:x", "ftp://example.org", "tel:1", "https:", "/a\nb", "/a\x00", "\u202e/a"),
        *("/\ud800", "javascript&colon;x:"),
    ],
)
def test_a_link_is_an_address(address):
    """What a browser would run, or would not show, is refused, and the message names the entry."""
    with pytest.raises(ValueError, match="role:ringer"):
        mlc.render(SKILL, "html", link=lambda _: address)


@pytest.mark.parametrize("address", [b"/a", 1, True, ["/a"], object], ids=repr)
def test_a_link_is_a_string(address):
    """An address of another type is a TypeError that names the entry."""
    with pytest.raises(TypeError, match=r"role:ringer; an address is a string, or None") as caught:
        mlc.render(SKILL, "html", link=lambda _: address)

    assert type(address).__name__ in str(caught.value)


def test_what_the_application_raises_is_its_own():
    """An error of the function comes through as it is."""

    def lost(entry):
        raise LookupError(entry.ref)

    with pytest.raises(LookupError, match="role:ringer"):
        mlc.render(SKILL, "html", link=lost)


@pytest.mark.parametrize("target", ["javascript:alert", "entry:x", "faq:x", "skills:x", "x:1"])
def test_only_entries_are_asked_for(target):
    """What only looks like a ref is plain text, and the application never hears of it."""
    question = Question(id="a", question="A", answer=Prose((f"See [it]({target}).", f"See *[it]({target})*.")))
    asked = []
    html = mlc.render(question, "html", link=lambda entry: asked.append(entry.ref))

    assert ([], []) == (asked, _links(html))


@pytest.mark.parametrize("kind", ENTRY_CLASSES)
def test_every_kind_can_be_mentioned(kind):
    """An entry of any kind is asked for, and is an entry, with what every entry has."""
    question = Question(id="a", question="A", answer=Prose((f"See [it]({kind}:some-id).",)))
    asked = []
    mlc.render(question, "html", link=asked.append)

    assert [(True, kind, "some-id", f"{kind}:some-id")] == [
        (isinstance(entry, Entry), entry.kind, entry.id, entry.ref) for entry in asked
    ]


def test_a_present_id_goes_before_a_former_one():
    """Where an entry has the id that another gave up, a link leads to the one that has it now."""
    other = attrs.evolve(RINGER, id="other", former_ids=("ringer",))
    own = attrs.evolve(OWN, roles=mlc.Collection("roles", (RINGER, other)))

    assert [("ringers", "#mlc-role-ringer")] == _links(mlc.render(own, "html"), "ringers")


@pytest.mark.parametrize("id", ["a b", 'a"b', "é", "a\x00", "a#b", "a%20b", "\ud800", "日本"])
def test_an_id_with_other_characters_is_found(id):
    """An id that no check has seen is still the id of one element, which its links lead to."""
    role = attrs.evolve(RINGER, id=id, former_ids=("ringer",))
    html = mlc.render(attrs.evolve(OWN, roles=mlc.Collection("roles", (role,))), "html")

    assert [] == faults(html)
    assert 1 == len(_links(html, "ringers"))


# Prefixes


@pytest.mark.parametrize("prefix", ["", "a", "guide-2_"])
def test_ids_have_a_prefix(prefix):
    """Every id begins with what the application chose, and links follow; classes stay."""
    html = mlc.render(GUIDE, "html", id_prefix=prefix)
    ids = [element.get("id") for element in parsed(html).iter() if element.get("id")]

    assert [] == faults(html)
    assert [] == [id for id in ids if not id.startswith(prefix)]
    assert f'class="mlc-guide" id="{prefix}guide"' in html


def test_two_renderings_live_on_one_page():
    """With a prefix each, the ids of two renderings do not meet."""
    assert [] == faults(mlc.render(GUIDE, "html") + mlc.render(GUIDE, "html", id_prefix="second-"))
