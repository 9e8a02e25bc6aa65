"""The entries: frozen, comparable, hashable values."""

import copy
import inspect
import pickle
import re
from datetime import UTC, date, datetime
from typing import get_args

import attrs
import pytest

from mlcareer_content import model
from mlcareer_content.model import (
    Article,
    BackLink,
    Credential,
    Prose,
    Question,
    Resource,
    Role,
    Section,
    Skill,
    Source,
    Stage,
    Transition,
)

from . import categories
from .categories import CERTIFICATION, FIELD, PRACTICE
from .tables import each_row

PROSE = Prose(("Pull the *rope*, as [ringers](role:ringer) do.",))
SOURCE = Source(title="The imprint of the book", publisher="A press", years="1999", authority="primary")
SKILL = Skill(
    id="rope",
    former_ids=("cord",),
    name="Handling a rope",
    alt_labels=("Ropes",),
    category=PRACTICE,
    description=PROSE,
    sources=(SOURCE,),
)
BELL = Skill(id="bell", name="Tuning a bell", category=PRACTICE, description=Prose(("Listen.",)))
ROLE = Role(id="ringer", title="Ringer", description=Prose(("Rings.",)))
NEW = Credential(id="new", name="New certificate", category=CERTIFICATION, description=Prose(("New.",)))
OLD = Credential(
    id="old",
    name="Old certificate",
    category=CERTIFICATION,
    issuer="An issuer",
    fields_of_study=("Ropes", "Bells"),
    description=Prose(("Old.",)),
    available_from=date(2020, 2, 29),
    last_available_on=date(2024, 2, 29),
    replaced_by=(NEW,),
)
BOOK = Resource(
    id="book",
    title="Bells",
    category=categories.BOOK,
    authors=("A. Bell",),
    publisher="A press",
    description=Prose(("Read.",)),
)
MASTER = Stage(id="master", title="Master", place=2, summary=Prose(("You ring.",)))
NOVICE = Stage(
    id="novice",
    title="Novice",
    place=1,
    summary=PROSE,
    responsibilities=("Pull",),
    activities=("Practise",),
    essential_skills=(SKILL,),
    helpful_skills=(BELL,),
    roles=(ROLE,),
    credentials=(OLD,),
    resources=(BOOK,),
    leads_to=(Transition(stage=MASTER, requirements=Prose(("A year with a [bell](skill:bell).",))),),
)
QUESTION = Question(id="loud", question="Is it loud?", answer=Prose(("Yes.",)), stages=(NOVICE, MASTER))
SECTION = Section(id="start", heading="The start", stage=NOVICE, body=Prose(("Begin.",)))
ARTICLE = Article(
    id="way",
    title="The way up",
    language="en",
    date_published=date(2026, 11, 1),
    source=SOURCE,
    lead=Prose(("How.",)),
    sections=(SECTION,),
)
ENTRIES = (SKILL, ROLE, OLD, BOOK, NOVICE, QUESTION, SECTION, ARTICLE)
VALUES = (PROSE, SOURCE, BackLink(label="Bells", target="bells"), NOVICE.leads_to[0], *ENTRIES)


def _name(value):
    return type(value).__name__


@each_row("value", VALUES)
@each_row("again", [lambda value: pickle.loads(pickle.dumps(value)), copy.copy, copy.deepcopy])
def test_a_copy_is_equal_and_hashes_alike(value, again):
    """Values survive pickling and copying, by themselves and with all that they refer to."""
    arrived = again(value)

    assert (value, hash(value), repr(value)) == (arrived, hash(arrived), repr(arrived))


@each_row("value", VALUES)
def test_used_values_still_survive_pickling(value):
    """What a value has computed and kept does not stand in the way of pickling it."""
    texts = [(prose.text, prose.mentions) for prose in getattr(value, "prose", ())]
    arrived = pickle.loads(pickle.dumps(value))

    assert (value, texts) == (arrived, [(prose.text, prose.mentions) for prose in getattr(arrived, "prose", ())])


@each_row("value", VALUES)
def test_no_field_can_be_set(value):
    """Every field refuses to be set."""
    refused = []
    for attribute in attrs.fields(type(value)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, attribute.name, None)
        refused.append(attribute.name)

    assert refused == [attribute.name for attribute in attrs.fields(type(value))]


@each_row("value", VALUES)
def test_nothing_can_be_added_or_deleted(value):
    """Attributes can neither be added nor deleted."""
    first = attrs.fields(type(value))[0].name
    before = getattr(value, first)
    with pytest.raises(AttributeError):
        value.note = "x"
    with pytest.raises(AttributeError):
        delattr(value, first)

    assert (before, False) == (getattr(value, first), hasattr(value, "note"))


@each_row("value", VALUES)
def test_values_differ_where_a_field_differs(value):
    """Equality is by value: another first field makes another value."""
    name = attrs.fields(type(value))[0].name
    others = {Prose: ("x",), Transition: NOVICE}
    other = attrs.evolve(value, **{name: others.get(type(value), "x")})

    assert value != other


@each_row("class_", [type(value) for value in VALUES])
def test_fields_hold_only_what_cannot_change(class_):
    """No field is declared as a list, a dict or a set: a frozen class that held one would not be frozen."""
    types = [str(attribute.type) for attribute in attrs.fields(class_)]

    assert types == [type_ for type_ in types if not type_.startswith(("list", "dict", "set"))]


@each_row("class_", [type(value) for value in VALUES])
def test_every_field_is_described(class_):
    """The docstring of a class describes its own fields, each once, and no others."""
    own = [attribute.name for attribute in attrs.fields(class_) if not attribute.inherited]
    described = re.findall(r"^ {4}(\w+): ", inspect.getdoc(class_), re.MULTILINE)

    assert sorted(own) == sorted(described)


@each_row(
    ("entry", "text"),
    [
        (OLD, "replaced_by=(<credential:new>)"),
        (NOVICE, "essential_skills=(<skill:rope>)"),
        (NOVICE, "stage=<stage:master>"),
        (QUESTION, "stages=(<stage:novice>, <stage:master>)"),
        (SECTION, "stage=<stage:novice>"),
        (ARTICLE, "sections=(<section:start>)"),
    ],
)
def test_repr_shows_references_by_ref(entry, text):
    """A repr names what an entry refers to, and does not unfold it."""
    assert text in repr(entry)


def test_repr_of_no_reference_is_none():
    """Where there is no reference, the repr says None."""
    assert "stage=None" in repr(attrs.evolve(SECTION, stage=None))


@each_row(
    ("entry", "ref", "label"),
    [
        (SKILL, "skill:rope", "Handling a rope"),
        (ROLE, "role:ringer", "Ringer"),
        (OLD, "credential:old", "Old certificate"),
        (BOOK, "resource:book", "Bells"),
        (NOVICE, "stage:novice", "Novice"),
        (QUESTION, "question:loud", "Is it loud?"),
        (SECTION, "section:start", "The start"),
        (ARTICLE, "article:way", "The way up"),
    ],
)
def test_entries_have_a_ref_and_a_label(entry, ref, label):
    """The ref is kind and id; the label is what a reader knows the entry by."""
    assert (ref, label) == (entry.ref, entry.label)


def test_refs_are_the_ref_and_the_former_ones():
    """All the refs that lead to an entry can be had, its own first."""
    assert SKILL.refs == ("skill:rope", "skill:cord")


def test_skills_of_a_stage_are_the_essential_then_the_helpful():
    """`skills` is both lists, in this order."""
    assert NOVICE.skills == (SKILL, BELL)


def test_references_are_the_entries_that_fields_name():
    """References come in the order of the fields, and a transition counts as the stage it leads to."""
    assert NOVICE.references == (SKILL, BELL, ROLE, OLD, BOOK, MASTER)


def test_prose_is_every_text_in_order():
    """The texts of an entry include those of its transitions."""
    assert (NOVICE.summary, NOVICE.leads_to[0].requirements) == NOVICE.prose


@pytest.mark.parametrize(
    ("entry", "lines"),
    [
        (OLD, ("An issuer", "Ropes", "Bells")),
        (BOOK, ("A. Bell", "A press")),
        (NOVICE, ("Pull", "Practise")),
        (NEW, ()),
        (SKILL, ()),
    ],
    ids=lambda value: getattr(value, "id", None),
)
def test_lines_are_the_short_texts(entry, lines):
    """The short texts beside label and prose come in the order of the fields; absent ones are left out."""
    assert lines == entry.lines


def test_absent_values_are_none_or_empty():
    """What is not given is None, or an empty tuple."""
    optional = [attribute.default for attribute in attrs.fields(Credential) if attribute.default is not attrs.NOTHING]

    assert {None, ()} == set(optional)


def test_prose_has_plain_text():
    """The text of prose is without markup, and is what `str` gives."""
    assert (PROSE.text, str(PROSE)) == ("Pull the rope, as ringers do.",) * 2


def test_mentions_are_refs_each_once():
    """Mentions are the refs that the text links to, in order, each once; web and mail addresses are none."""
    prose = Prose(
        (
            "[B](skill:b) [a](role:a) [b](skill:b)",
            "[w](https://example.org/) [h](http://example.org/) [m](mailto:x@example.org) [c](skill:c)",
        )
    )

    assert prose.mentions == ("skill:b", "role:a", "skill:c")


@each_row(
    ("day", "status"),
    [
        (date.min, "upcoming"),
        (date(2020, 2, 28), "upcoming"),
        (date(2020, 2, 29), "available"),
        (date(2024, 2, 29), "available"),
        (date(2024, 3, 1), "retired"),
        (date.max, "retired"),
    ],
)
def test_status_follows_the_dates(day, status):
    """Both the first and the last day count as available."""
    assert status == OLD.status_on(day)


@pytest.mark.parametrize("day", [date.min, date.max])
def test_without_dates_a_credential_is_available(day):
    """What is not known to begin or to end is available."""
    assert NEW.status_on(day) == "available"


@pytest.mark.parametrize(
    ("changed", "statuses"),
    [
        ({"available_from": None}, ("available", "retired")),
        ({"last_available_on": None}, ("upcoming", "available")),
    ],
)
def test_one_date_bounds_one_side(changed, statuses):
    """Without a first day nothing is upcoming; without a last day nothing is retired."""
    credential = attrs.evolve(OLD, **changed)

    assert statuses == (credential.status_on(date.min), credential.status_on(date.max))


@pytest.mark.parametrize("day", ["2024-02-29", None, 20240229, datetime(2024, 2, 29, tzinfo=UTC)])
def test_status_takes_a_date_alone(day):
    """Anything but a date is refused, and the message says what is expected."""
    with pytest.raises(TypeError, match=r"datetime\.date") as caught:
        OLD.status_on(day)

    assert type(day).__name__ in str(caught.value)


def test_every_status_has_a_name_in_the_model():
    """The statuses are those of the Literal."""
    found = {OLD.status_on(date(year, 1, 1)) for year in (2019, 2022, 2025)}

    assert set(get_args(model.CredentialStatus)) == found


def test_entries_of_different_kinds_differ():
    """A skill and a role are not equal, whatever their fields."""
    skill = Skill(id="a", name="A", category=FIELD, description=PROSE)

    assert skill != Role(id="a", title="A", description=PROSE)


def test_entries_can_be_members_of_a_set():
    """Equal entries are one member."""
    assert len({NOVICE, copy.deepcopy(NOVICE)}) == 1
