"""The guide as an application uses it: look up, filter, follow back."""

import copy
import json
import pickle
import threading
import warnings
from collections.abc import Sequence, ValuesView
from concurrent.futures import ThreadPoolExecutor

import attrs
import pytest

import mlcareer_content as mlc
from mlcareer_content.model import ENTRY_CLASSES, Article, Entry, Prose, Question, Role, Section, Skill, Stage

from .tables import each_row

RENAMED = {
    "kind": "skill",
    "id": "horse-riding",
    "former_ids": ["riding", "equitation"],
    "name": "Horse riding",
    "category": "soft",
    "description": ["Rest for the head."],
}
ASKED = {
    "kind": "question",
    "id": "does-riding-help",
    "question": "Does riding help?",
    "answer": ["Yes: [riding](skill:riding) does, and so does [Python](skill:python)."],
    "stages": ["holiday"],
}
HOLIDAY = {
    "kind": "stage",
    "id": "long-holiday",
    "former_ids": ["holiday"],
    "title": "Long holiday",
    "place": "alongside",
    "summary": ["A rest."],
    "skills": [{"skill": "riding", "level": "helpful"}],
    "leads_to": [{"stage": "mid-career", "requirements": ["Sleep."]}],
}


@pytest.fixture(scope="module")
def renamed(tmp_path_factory):
    """The packaged guide with entries that had other ids before."""
    folder = tmp_path_factory.mktemp("renamed")
    for number, document in enumerate((ASKED, RENAMED, HOLIDAY)):
        (folder / f"{number}.json").write_text(json.dumps(document), "utf-8")
    return mlc.load(folder)


# Looking up


def test_the_guide_holds_every_kind(guide):
    """The packaged guide has entries of all kinds."""
    assert set(ENTRY_CLASSES) == {entry.kind for entry in guide}


def test_iterating_gives_every_entry_once(guide):
    """The entries come once each, as many as `len` says."""
    refs = [entry.ref for entry in guide]

    assert (len(guide), len(guide)) == (len(refs), len(set(refs)))


def test_every_entry_is_found_by_its_ref(guide):
    """`guide[ref]` and `guide.get(ref)` give the very entry."""
    assert all(entry is guide[entry.ref] is guide.get(entry.ref) for entry in guide)


def test_every_entry_is_found_in_its_collection(guide):
    """Collections are had by attribute, their entries by id and by place."""
    names = ("stages", "faq", "skills", "roles", "credentials", "resources")

    assert all(
        entry is getattr(guide, name)[entry.id] is getattr(guide, name)[number]
        for name in names
        for number, entry in enumerate(getattr(guide, name))
    )


def test_references_are_resolved_objects(guide):
    """A stage holds the same skill objects as the collection of skills."""
    skill = guide.stages["entry-level"].skills[0]

    assert skill is guide.skills[skill.id]


@pytest.mark.parametrize(
    ("ref", "near"),
    [
        ("skill:pyhton", ("skill:python",)),
        ("stage:entry-levle", ("stage:entry-level",)),
        ("question:educaton-needed", ("question:education-needed",)),
        ("resource:kagle", ("resource:kaggle",)),
        ("skill:zzzz", ()),
    ],
)
def test_an_unknown_ref_names_near_matches(guide, ref, near):
    """A miss raises, and names refs that exist and are nearly the same."""
    with pytest.raises(mlc.NotFoundError) as caught:
        guide[ref]

    assert (near, None) == (caught.value.near, guide.get(ref))


@each_row(
    ("ref", "near"),
    [
        ("skil:python", "skill"),
        ("Skill:python", "skill"),
        ("guide:python", None),
        ("skills:python", "skill:python"),
        ("faq:educaton-needed", "question:education-needed"),
    ],
)
@each_row("look_up", ["__getitem__", "backlinks"])
def test_an_unknown_kind_names_near_matches(guide, look_up, ref, near):
    """What has to find an entry names similar kinds; the name of a collection stands for that of its kind."""
    with pytest.raises(mlc.NotFoundError) as caught:
        getattr(guide, look_up)(ref)

    assert (near,) == (caught.value.near[:1] or (None,))


MALFORMED = ["", "python", ":", "skill:", ":python", "skill", "skill python", "\ud800", "x" * 100_000]


@each_row("ref", MALFORMED)
@each_row("look_up", ["__getitem__", "backlinks"])
def test_the_error_for_a_malformed_ref_says_what_a_ref_is(guide, look_up, ref):
    """What has to find an entry says that a ref is kind:id, in a short message that can be printed."""
    with pytest.raises(mlc.NotFoundError, match="a ref is kind:id") as caught:
        getattr(guide, look_up)(ref)

    assert len(str(caught.value).encode()) < 300


@each_row("text", [*MALFORMED, "skill:pyhton", "skills:python", "skill:\udc80", "skill:python:", " skill:python"])
def test_a_string_that_leads_nowhere_is_not_in_the_guide(guide, text):
    """`get` and `in` answer for any string, as those of a dict do."""
    found = [(holder.get(text), text in holder) for holder in (guide, guide.roles)]

    assert found == [(None, False)] * 2


def test_an_id_in_place_of_a_ref_names_the_ref(guide):
    """Who forgets the kind is told the whole ref."""
    with pytest.raises(mlc.NotFoundError) as caught:
        guide["python"]

    assert "skill:python" in caught.value.near


@each_row("ref", [None, 0, b"skill:python", ("skill", "python")])
@each_row("look_up", ["__getitem__", "get", "backlinks"])
def test_a_ref_is_a_string(guide, look_up, ref):
    """A ref of another type is a TypeError that names the type."""
    with pytest.raises(TypeError, match="ref must be a string") as caught:
        getattr(guide, look_up)(ref)

    assert type(ref).__name__ in str(caught.value)


@pytest.mark.parametrize(
    ("ref", "entry_class", "is_found"),
    [
        ("skill:python", Skill, True),
        ("skill:python", Entry, True),
        ("skill:python", Role, False),
        ("stage:education", Skill, False),
        ("skill:nothing", Skill, False),
        ("python", Skill, False),
    ],
)
def test_get_takes_a_class(guide, ref, entry_class, is_found):
    """With a class, an entry of another class is not found."""
    assert (guide[ref] if is_found else None) is guide.get(ref, entry_class)


@pytest.mark.parametrize("entry_class", [None, "skill", int, Skill | None, Prose], ids=str)
def test_get_takes_only_classes_of_entries(guide, entry_class):
    """Another second argument, such as a default as in a dict, is a TypeError that says what is expected."""
    with pytest.raises(TypeError, match="entry_class must be a class of entries, such as Skill, not ") as caught:
        guide.get("skill:python", entry_class)

    assert repr(entry_class)[:100] in str(caught.value)


def test_membership_of_the_guide(guide):
    """Refs and entries can be asked for; what is neither is not in it."""
    skill = guide.skills["python"]
    other = attrs.evolve(skill, name="Snake")

    assert (
        "skill:python" in guide,
        "skill:snake" in guide,
        skill in guide,
        other in guide,
        None in guide,
    ) == (True, False, True, False, False)


# Collections


def test_a_collection_is_an_immutable_sequence(guide):
    """A collection has all that a Sequence has, and nothing that changes it."""
    faq = guide.faq

    assert (True, False, list(faq)[::-1], 2, 1, True) == (
        isinstance(faq, Sequence),
        hasattr(faq, "append") or hasattr(faq, "__setitem__"),
        list(reversed(faq)),
        faq.index(faq[2]),
        faq.count(faq[0]),
        bool(faq),
    )


def test_a_collection_is_offered_by_its_labels(guide):
    """Widgets such as those of Streamlit list the values of a mapping, and show each as a string."""
    assert isinstance(guide.stages, ValuesView)
    assert [str(stage) for stage in guide.stages] == [stage.title for stage in guide.stages]


def test_an_empty_collection_is_false(guide):
    """A collection without entries is false, as every sequence is."""
    assert (bool(guide.faq[:0]), len(guide.faq[:0])) == (False, 0)


def test_a_slice_is_a_collection(guide):
    """A slice gives a collection of the same kind."""
    part = guide.faq[1:3]

    assert (mlc.Collection, "faq", guide.faq.ids[1:3]) == (type(part), part.kind, part.ids)


def test_places_count_from_both_ends(guide):
    """Negative places count from the end, as in every sequence."""
    assert guide.faq[len(guide.faq) - 1] is guide.faq[-1]


def test_a_place_that_is_not_there_is_an_index_error(guide):
    """Iteration protocols rely on an IndexError."""
    with pytest.raises(IndexError) as caught:
        guide.faq[10_000]

    assert IndexError is caught.type


@pytest.mark.parametrize("key", [None, 1.0, b"a", ("a",)], ids=repr)
def test_another_key_is_a_type_error(guide, key):
    """A key that is no id, place or slice is a TypeError."""
    with pytest.raises(TypeError) as caught:
        guide.faq[key]

    assert type(key).__name__ in str(caught.value)


def test_an_unknown_id_names_near_matches(guide):
    """A miss in a collection names ids of that collection; `get` gives None."""
    with pytest.raises(mlc.NotFoundError) as caught:
        guide.skills["pyhton"]

    assert (caught.value.near, guide.skills.get("pyhton")) == (("python",), None)


@pytest.mark.parametrize("id", [None, 0, b"python"], ids=repr)
def test_an_id_is_a_string(guide, id):
    """`get` of another type is a TypeError that names the type."""
    with pytest.raises(TypeError, match="id must be a string") as caught:
        guide.skills.get(id)

    assert type(id).__name__ in str(caught.value)


def test_membership_of_a_collection(guide):
    """Ids and entries can be asked for; refs, other entries and other things are not in it."""
    skills = guide.skills

    assert (
        "python" in skills,
        "snake" in skills,
        "skill:python" in skills,
        skills[0] in skills,
        guide.roles[0] in skills,
        None in skills,
    ) == (True, False, False, True, False, False)


def test_ids_are_in_order(guide):
    """The ids are those of the entries, in their order."""
    assert tuple(entry.id for entry in guide.stages) == guide.stages.ids


def test_repr_of_a_collection_names_its_entries(guide):
    """A repr names the ids, and does not unfold the entries."""
    assert f"<stages: {', '.join(guide.stages.ids)}>" == repr(guide.stages)


def test_repr_of_a_guide_is_short(guide):
    """A guide's repr says which it is and how large."""
    assert f"<guide:{guide.id} {guide.version}, {len(guide)} entries>" == repr(guide)


@each_row("class_", [mlc.Guide, mlc.Collection, mlc.Hit, mlc.Chunk, Prose, *ENTRY_CLASSES.values()])
def test_public_state_is_fields(class_):
    """Serializers such as msgspec read the public slots of a class, so what is cached is in private ones."""
    slots = {slot for base in class_.__mro__ for slot in getattr(base, "__slots__", ()) if not slot.startswith("_")}

    assert slots == {attribute.name for attribute in attrs.fields(class_)}


def test_use_does_not_change_what_others_see():
    """What a guide has cached is in no dict, pickle, hash, comparison or repr of it."""

    def seen():
        parts = (guide, *guide.collections, *(collection[0] for collection in guide.collections))
        return [(attrs.asdict(part), pickle.dumps(part), hash(part), repr(part), mlc.to_dict(part)) for part in parts]

    guide = pickle.loads(pickle.dumps(mlc.load()))
    before = seen()
    assert guide.search("python")
    assert guide.backlinks("skill:python")
    assert guide.html

    assert (before, mlc.load()) == (seen(), guide)


# Filtering


def test_where_compares_a_scalar_field(guide):
    """A field with one value has to equal the criterion."""
    expected = [entry.id for entry in guide.skills if entry.category == "language"]

    assert (True, expected) == (len(expected) > 1, list(guide.skills.where(category="language").ids))


@pytest.mark.parametrize("wanted", ["id", "ref", "entry"])
def test_where_looks_into_a_tuple_field(guide, wanted):
    """A field with several values has to contain the criterion: an entry, its id or its ref."""
    stage = guide.stages["education"]
    criterion = stage if wanted == "entry" else getattr(stage, wanted)
    expected = [entry.id for entry in guide.faq if stage in entry.stages]

    assert (True, expected) == (len(expected) > 0, list(guide.faq.where(stages=criterion).ids))


@pytest.mark.parametrize("wanted", ["id", "ref", "entry", "transition"])
def test_where_knows_transitions(guide, wanted):
    """A transition is met by the stage it leads to, and by itself."""
    transition = guide.stages["education"].leads_to[0]
    criterion = {
        "id": transition.stage.id,
        "ref": transition.stage.ref,
        "entry": transition.stage,
        "transition": transition,
    }

    assert "education" in guide.stages.where(leads_to=criterion[wanted]).ids


def test_where_looks_into_a_tuple_of_strings(guide):
    """A list of strings contains the string whole, not a part of it."""
    credential = next(entry for entry in guide.credentials if entry.fields_of_study)
    subject = credential.fields_of_study[0]

    assert (
        credential in guide.credentials.where(fields_of_study=subject),
        credential in guide.credentials.where(fields_of_study=subject[:-1]),
    ) == (True, False)


def test_where_knows_properties(guide):
    """What an entry tells of itself can be asked for like a field."""
    skill = guide.stages["entry-level"].helpful_skills[0]

    assert (
        "entry-level" in guide.stages.where(skills=skill).ids,
        guide.skills.where(ref="skill:python").ids,
    ) == (True, ("python",))


def test_where_joins_criteria_by_and(guide):
    """An entry has to meet every criterion."""
    stage = guide.stages.where(place=2, id="entry-level")

    assert (stage.ids, guide.stages.where(place=1, id="entry-level").ids) == (("entry-level",), ())


def test_where_without_criteria_is_everything(guide):
    """No criterion leaves all entries."""
    assert guide.faq == guide.faq.where()


def test_where_finds_what_is_absent(guide):
    """None asks for the entries that do not have a value."""
    expected = tuple(entry.id for entry in guide.resources if entry.url is None)

    assert (True, expected) == (len(expected) > 0, guide.resources.where(url=None).ids)


def test_where_finds_what_is_false(guide):
    """False asks for false, and not for what is unknown."""
    assert tuple(entry for entry in guide.resources if entry.free is False) == tuple(guide.resources.where(free=False))


def test_where_gives_a_collection(guide):
    """The answer is a collection, which can be filtered further."""
    found = guide.skills.where(category="language").where(id="python")

    assert (mlc.Collection, "skills", ("python",)) == (type(found), found.kind, found.ids)


@pytest.mark.parametrize(
    ("name", "near"), [("stage", "stages"), ("answr", "answer"), ("formerids", "former_ids"), ("zzz", None)]
)
def test_an_unknown_field_raises(guide, name, near):
    """A field that entries do not have is an error with near matches, and never an empty answer."""
    with pytest.raises(mlc.NotFoundError) as caught:
        guide.faq.where(**{name: "x"})

    assert (near,) == (caught.value.near[:1] or (None,))


@each_row(
    ("name", "criterion", "near"),
    [
        ("skills", {"category": "langauge"}, "language"),
        ("skills", {"category": ["practice", "langauge"]}, "language"),
        ("stages", {"place": "alongsid"}, "alongside"),
        ("faq", {"stages": "entry-levle"}, "entry-level"),
        ("faq", {"stages": {"education", "stage:entry-levle"}}, "stage:entry-level"),
        ("faq", {"stages": "skill:python"}, None),
        ("stages", {"skills": "pyhton"}, "python"),
        ("stages", {"essential_skills": "pyhton"}, "python"),
        ("stages", {"leads_to": "mid-carer"}, "mid-career"),
        ("stages", {"references": "skill:pyhton"}, "skill:python"),
    ],
)
@each_row(
    "copied",
    [
        lambda guide: guide,
        copy.copy,
        copy.deepcopy,
        lambda guide: pickle.loads(pickle.dumps(guide)),
        lambda guide: attrs.evolve(guide, title="Another"),
    ],
)
def test_a_value_that_a_field_cannot_have_raises(guide, copied, name, criterion, near):
    """A choice or an entry that does not exist is an error with near matches, in every copy and part of a guide."""
    collection = getattr(copied(guide), name)
    for part in (collection, collection[:0], collection.where()):
        with pytest.raises(mlc.NotFoundError) as caught:
            part.where(**criterion)

        assert (near,) == (caught.value.near[:1] or (None,))


@each_row(
    ("name", "criterion"),
    [("faq", {"stages": "education"}), ("stages", {"place": 17}), ("stages", {"place": "alongside"})],
)
def test_a_value_that_a_field_can_have_may_find_nothing(guide, name, criterion):
    """A choice or an entry that exists is no error where no entry has it."""
    assert getattr(guide, name)[:0].where(**criterion) == getattr(guide, name)[:0]


def test_a_new_entry_can_be_asked_for(renamed):
    """The entries are those of the guide that a collection is a part of, with their former ids."""
    assert [renamed.faq.where(stages=id).ids for id in ("holiday", "long-holiday")] == [("does-riding-help",)] * 2


@each_row("several", [list, tuple, set, frozenset])
def test_where_takes_several_alternatives(guide, several):
    """An entry meets several values if it meets one of them."""
    languages, practices = (guide.skills.where(category=name).ids for name in ("language", "practice"))
    stages = guide.stages[:2]

    assert {*languages, *practices} == {*guide.skills.where(category=several(["language", "practice"])).ids}
    assert guide.faq.where(stages=several(stages.ids)) == guide.faq.where(stages=stages)
    assert guide.stages.where(place=several([1, 2])) == stages
    assert not guide.skills.where(category=several([]))


def test_an_unknown_field_raises_in_an_empty_collection(guide):
    """Fields belong to the kind: an empty collection knows them too."""
    with pytest.raises(mlc.NotFoundError) as caught:
        guide.faq[:0].where(nonsense=1)

    assert "nonsense" in str(caught.value)


@pytest.mark.parametrize("name", ["_label", "_values", "__class__", "status_on"])
def test_what_is_no_field_cannot_be_asked_for(guide, name):
    """Private names and methods are no fields."""
    with pytest.raises(mlc.NotFoundError) as caught:
        guide.credentials.where(**{name: 1})

    assert name in str(caught.value)


# Back links


def test_backlinks_are_fields_and_mentions(renamed):
    """An entry is led back to what names it in a field and to what mentions it in prose, in the guide's order."""
    assert [entry.ref for entry in renamed.backlinks("skill:horse-riding")] == [
        "stage:long-holiday",
        "question:does-riding-help",
    ]


def test_backlinks_follow_transitions(renamed):
    """The stage that leads to another is among what leads to it."""
    assert renamed["stage:long-holiday"] in renamed.backlinks("stage:mid-career")


def test_backlinks_are_the_way_back_of_every_reference(guide):
    """Every reference and every mention of every entry is found from its other end, once."""
    pairs = {
        (target, entry.ref)
        for entry in guide
        for target in (
            *(other.ref for other in entry.references),
            *(ref for prose in entry.prose for ref in prose.mentions),
        )
    }
    found = [(target.ref, entry.ref) for target in guide for entry in guide.backlinks(target.ref)]

    assert (sorted(pairs), True) == (sorted(found), len(pairs) > 100)


def test_backlinks_of_what_nothing_refers_to_are_empty(guide):
    """An entry that nothing names has no back links."""
    assert guide.backlinks(guide.article.ref) == ()


def test_backlinks_of_an_unknown_entry_raise(guide):
    """There is no way back from what is not there."""
    with pytest.raises(mlc.NotFoundError) as caught:
        guide.backlinks("skill:pyhton")

    assert caught.value.near == ("skill:python",)


# Former ids


def _caught(look_up):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = look_up()
    return found, [(warning.category, warning.filename, warning.lineno) for warning in caught]


@pytest.mark.parametrize(
    "look_up",
    [
        lambda guide: guide["skill:riding"],
        lambda guide: guide.get("skill:riding"),
        lambda guide: guide.skills["riding"],
        lambda guide: guide.skills.get("equitation"),
        lambda guide: guide.backlinks("skill:riding") and guide["skill:horse-riding"],
    ],
    ids=["guide", "guide-get", "collection", "collection-get", "backlinks"],
)
def test_former_ids_keep_resolving(renamed, look_up):
    """A former id leads to the entry, with one DeprecationWarning that points at the caller's line."""
    entry, caught = _caught(lambda: look_up(renamed))

    assert ("skill:horse-riding", [(DeprecationWarning, __file__, look_up.__code__.co_firstlineno)]) == (
        entry.ref,
        caught,
    )


def test_the_warning_names_the_new_id(renamed):
    """The warning says what to write instead."""
    with pytest.warns(DeprecationWarning, match="'riding' is now 'horse-riding'") as caught:
        renamed.skills["riding"]

    assert len(caught) == 1


@pytest.mark.parametrize("stage", ["holiday", "stage:holiday"])
def test_former_ids_meet_criteria(renamed, stage):
    """A criterion by a former id finds what the id of today finds."""
    (found, _), expected = _caught(lambda: renamed.faq.where(stages=stage)), renamed.faq.where(stages="long-holiday")

    assert (("does-riding-help",), expected) == (expected.ids, found)


def test_former_ids_are_members(renamed):
    """A former id is in its collection and, as a ref, in the guide; nothing warns of a question."""
    found, caught = _caught(lambda: ("riding" in renamed.skills, "skill:riding" in renamed))

    assert (found, [category for category, *_ in caught if category is not DeprecationWarning]) == ((True, True), [])


def test_references_by_former_ids_are_resolved(renamed):
    """Data that names a former id, in a field or in prose, leads to the entry of today."""
    question = renamed.faq["does-riding-help"]
    skill = renamed.skills["horse-riding"]

    assert ((renamed.stages["long-holiday"],), True) == (question.stages, question in renamed.backlinks(skill.ref))


def test_ids_of_today_do_not_warn(renamed):
    """Who uses current ids hears nothing."""
    _, caught = _caught(lambda: [renamed[entry.ref] for entry in renamed])

    assert caught == []


# Values


@each_row("again", [lambda value: pickle.loads(pickle.dumps(value)), copy.copy, copy.deepcopy])
@each_row("part", [lambda guide: guide, lambda guide: guide.faq, lambda guide: guide.search("python")[0]])
def test_a_copied_guide_is_equal_and_works(guide, part, again):
    """A guide, a collection and a hit survive pickling and copying, even after use."""
    guide.backlinks("skill:python")
    guide.search("python")
    value = part(guide)
    arrived = again(value)

    assert (value, hash(value), repr(value)) == (arrived, hash(arrived), repr(arrived))


def test_a_pickled_guide_can_be_used(guide):
    """What arrives looks up, follows back and searches like the original."""
    arrived = pickle.loads(pickle.dumps(guide))

    assert (guide["skill:python"], guide.backlinks("skill:python"), guide.search("python")) == (
        arrived["skill:python"],
        arrived.backlinks("skill:python"),
        arrived.search("python"),
    )


def test_a_guide_is_deeply_frozen(guide):
    """All that can be reached from a guide is immutable."""
    reached = {}
    waiting = [guide]
    while waiting:
        value = waiting.pop()
        if id(value) not in reached:
            reached[id(value)] = value
            if attrs.has(type(value)):
                waiting += [getattr(value, attribute.name) for attribute in attrs.fields(type(value))]
            elif isinstance(value, tuple):
                waiting += value
    changeable = [value for value in reached.values() if isinstance(value, list | dict | set | bytearray)]
    classes = {type(value) for value in reached.values() if attrs.has(type(value))}

    assert (changeable, all(class_.__setattr__ is not object.__setattr__ for class_ in classes)) == ([], True)


@pytest.mark.parametrize("name", ["faq", "article", "title", "_by_kind", "note"])
def test_nothing_of_a_guide_can_be_set(guide, name):
    """A guide refuses every assignment."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError) as caught:
        setattr(guide, name, None)

    assert attrs.exceptions.FrozenInstanceError is caught.type


def test_a_collection_cannot_be_changed(guide):
    """Entries can neither be set nor deleted, and the attributes stay."""
    with pytest.raises(TypeError):
        guide.faq[0] = guide.faq[1]
    with pytest.raises(TypeError):
        del guide.faq[0]
    with pytest.raises(attrs.exceptions.FrozenInstanceError) as caught:
        guide.faq.entries = ()

    assert attrs.exceptions.FrozenInstanceError is caught.type


def test_guides_are_compared_by_value(guide):
    """Guides differ where an entry differs."""
    shorter = attrs.evolve(guide, faq=guide.faq[1:])

    assert (guide == attrs.evolve(guide), guide != shorter) == (True, True)


def test_collections_of_different_kinds_differ(guide):
    """Two empty collections of different kinds are not equal."""
    assert guide.faq[:0] != guide.skills[:0]


# Searching: what the guide adds to the index


def test_hits_hold_entries_of_the_guide(guide):
    """A hit holds the entry itself, a score, and ranges inside its snippet."""
    hits = guide.search("which programming language", limit=3)
    inside = [0 <= start < end <= len(hit.snippet) for hit in hits for start, end in hit.ranges]

    assert (
        0 < len(hits) <= 3,
        all(hit.entry is guide[hit.entry.ref] for hit in hits),
        len(inside) > 0 and all(inside),
    ) == (True, True, True)


def test_hits_are_the_best_first(guide):
    """Scores fall from hit to hit."""
    scores = [hit.score for hit in guide.search("machine learning")]

    assert sorted(scores, reverse=True) == scores


def test_a_search_can_be_limited_to_a_kind(guide):
    """With a kind, only its entries are found."""
    assert {"question"} == {hit.entry.kind for hit in guide.search("skills", kind="question")}


def test_repr_of_a_hit_names_the_entry(guide):
    """A hit's repr does not unfold the entry."""
    (hit,) = guide.search("python", kind="skill", limit=1)

    assert "Hit(entry=<skill:python>, score=" in repr(hit)


@pytest.mark.parametrize(("kind", "near"), [("questions", "question"), ("skil", "skill"), ("guide", None)])
def test_a_search_in_an_unknown_kind_raises(guide, kind, near):
    """A kind that there is not brings near matches, and never an empty answer."""
    with pytest.raises(mlc.NotFoundError) as caught:
        guide.search("python", kind=kind)

    assert (near,) == (caught.value.near[:1] or (None,))


@each_row(
    ("arguments", "message"),
    [
        ({"query": None}, "query must be a string, not NoneType"),
        ({"query": b"python"}, "query must be a string, not bytes"),
        ({"query": "a", "kind": 1}, "kind must be a string, not int"),
        ({"query": "a", "kind": ["skill"]}, "kind must be a string, not list"),
        ({"query": "a", "limit": "3"}, "limit must be an integer, not str"),
        ({"query": "a", "limit": 3.0}, "limit must be an integer, not float"),
        ({"query": "a", "limit": True}, "limit must be an integer, not bool"),
        ({"query": "a", "limit": None}, "limit must be an integer, not NoneType"),
    ],
)
def test_search_takes_the_right_types(guide, arguments, message):
    """An argument of the wrong type is a TypeError that says what is expected."""
    with pytest.raises(TypeError) as caught:
        guide.search(**arguments)

    assert message == str(caught.value)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_is_at_least_one(guide, limit):
    """To ask for no hits is a mistake."""
    with pytest.raises(ValueError, match="at least 1") as caught:
        guide.search("python", limit=limit)

    assert str(limit) in str(caught.value)


def test_a_huge_limit_is_no_error(guide):
    """Whoever wants everything gets everything there is."""
    assert len(guide.search("learning", limit=10**30)) <= len(guide)


# Threads


def test_many_threads_can_use_one_guide():
    """The first use of every lazy part, in 64 threads at once, gives all of them the same."""
    guide = pickle.loads(pickle.dumps(mlc.load()))
    together = threading.Barrier(64)

    def use(_):
        together.wait()
        return guide["skill:python"], guide.backlinks("skill:python"), guide.search("do I need a PhD", limit=3)

    with ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(use, range(64)))

    assert [answers[0]] * 64 == answers


@pytest.mark.parametrize(
    ("name", "class_"),
    [("stages", Stage), ("faq", Question), ("skills", Skill)],
)
def test_collections_hold_their_class(guide, name, class_):
    """Each collection holds entries of one class."""
    assert {class_} == {type(entry) for entry in getattr(guide, name)}


def test_the_article_and_its_sections_are_entries(guide):
    """The article and its sections can be had by ref like everything else."""
    section = guide.article.sections[0]

    assert (Article, Section, True, section) == (
        type(guide.article),
        type(section),
        isinstance(section, Entry),
        guide[section.ref],
    )


def test_credit_is_the_last_line_of_the_text(guide):
    """The credit and the licence can be had by themselves, for a page that shows a part."""

    assert guide.credit == mlc.render(guide, "text", width=1_000).splitlines()[-1]
