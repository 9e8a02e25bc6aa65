"""Rendering: JSON-LD, in the vocabulary of schema.org, for a script element."""

import copy
import itertools
import json
import random
from datetime import date

import attrs
import html5lib
import pytest
from hypothesis import HealthCheck, given, settings
from pyld import jsonld

import mlcareer_content as mlc
from mlcareer_content._text_safety import printable
from mlcareer_content.model import (
    Article,
    Credential,
    Prose,
    Question,
    Resource,
    ResourceCategory,
    Role,
    Section,
    Skill,
    Source,
    Stage,
    Transition,
)

from . import bells
from .categories import CERTIFICATION, PRACTICE
from .schema_org import context, misuses, nodes
from .strategies import objects

GUIDE = mlc.load()
CONTEXT = context()
SKILL = Skill(
    id="rope",
    name="Handling a rope",
    alt_labels=("Ropes",),
    category=PRACTICE,
    description=Prose(("Pull *gently*.",)),
    same_as=("https://example.org/rope", "javascript:alert(1)"),
    close_match=("https://example.org/near",),
)
CHANGES = Skill(
    id="changes", name="Changes", category=PRACTICE, description=Prose(("In any order.",)), builds_on=(SKILL,)
)
CREDENTIAL = Credential(
    id="old",
    name="Old certificate",
    category=CERTIFICATION,
    issuer="An issuer",
    fields_of_study=("Ropes",),
    description=Prose(("Proof.",)),
    available_from=date(2020, 2, 29),
    last_available_on=date(2024, 2, 29),
    sources=(Source(title="A page", publisher="A press", years="2023-24", url="https://example.org/a b"),),
)
BOOK = attrs.evolve(bells.BOOK, url="https://example.org/bells")
RINGER = Role(id="ringer", title="Ringer", description=Prose(("Rings.",)))
LATER = Stage(
    id="later",
    title="Later",
    place=2,
    summary=Prose(("You ring.",)),
    responsibilities=("Ring",),
    essential_skills=(SKILL,),
    roles=(RINGER,),
    resources=(BOOK,),
)
FIRST = Stage(
    id="first",
    title="First",
    place=1,
    summary=Prose(("You begin.",)),
    leads_to=(Transition(stage=LATER, requirements=Prose(("Pull well.",))),),
)
QUESTION = Question(
    id="loud",
    question="Is it loud?",
    answer=Prose(("Yes, by the [rope](skill:rope).", "Very.")),
    stages=(FIRST,),
)
OWN = mlc.Guide(
    id="bells",
    title="Bells",
    language="en",
    version="1",
    license="MIT",
    article=Article(
        id="way",
        title="The way up",
        language="en-GB",
        date_published=date(2026, 11, 1),
        lead=Prose(("How to begin.",)),
        sections=(Section(id="start", heading="The start", body=Prose(("Begin.",)), stage=FIRST),),
    ),
    stages=mlc.Collection("stages", (FIRST, LATER)),
    faq=mlc.Collection("faq", (QUESTION,)),
    skills=mlc.Collection("skills", (SKILL, CHANGES)),
    roles=mlc.Collection("roles", (RINGER,)),
    resources=mlc.Collection("resources", (BOOK,)),
    credentials=mlc.Collection("credentials", (CREDENTIAL,)),
)
ITEMS = [GUIDE, *GUIDE.collections, *GUIDE, OWN, *OWN.collections, *OWN]
CHOSEN = {"kind", "category", "authority", "place"}
PIECES = [
    *(
        "<",
        ">",
        "&",
        '"',
        "'",
        "\\",
        "/",
        "--",
        "!",
        "=",
        "`",
        "[",
        "]",
        "{",
        "}",
        "%",
        "#",
        ":",
        " ",
        "\n",
        "\r",
        "\t",
    ),
    *("script", "</script", "</script>", "<script>", "<!--", "-->", "<![CDATA[", "]]>", "</SCRIPT\n>", "<style>"),
    *(
        "<img src=x onerror=alert(1)>",
        "javascript:alert(1)",
        "&lt;",
        "&#x3c;",
        "\\u003c",
        "</textarea>",
        "<svg/onload=x>",
    ),
    *("\0", "\x01", "\x0b", "\x1b[31m", "\x7f", "\x85", "\x9b", "\u2028", "\u2029", "\u202e", "\u2066", "\ufeff"),
    *("\ud800", "\udfff", "\ufffe", "\U0010ffff", "\N{GRINNING FACE}", "é", "e\u0301", "\u0645", "a", "0", "null"),
]


def _name(item):
    return getattr(item, "ref", None) or getattr(item, "kind", None) or item.id


def _document(item, **options):
    return json.loads(mlc.render(item, "jsonld", **options))


def _node(item, **options):
    (node,) = _document(item, **options)["@graph"]
    return node


def _page(link):
    return {"link": link} if link else {}


# The vocabulary


@pytest.mark.parametrize("item", ITEMS, ids=_name)
@pytest.mark.parametrize("link", [None, lambda entry: f"/{entry.kind}/{entry.id}/"], ids=["here", "pages"])
def test_only_what_the_vocabulary_has(item, link):
    """Every type and property is a released one, where the vocabulary has it, and every reference leads somewhere."""
    assert misuses(_document(item, as_of=date(2026, 11, 22), **_page(link))) == []


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(objects(Stage) | objects(Credential) | objects(Resource) | objects(Role) | objects(Question) | objects(Section))
def test_only_what_the_vocabulary_has_whatever_is_rendered(entry):
    """The same holds for every entry that the schemas allow."""
    assert misuses(_document(entry)) == []


@pytest.mark.parametrize(
    ("node", "misuse"),
    [
        ({"@type": "Skill"}, "there is no type Skill"),
        ({"@type": "Book", "shelf": "A"}, "there is no property shelf"),
        ({"@type": "CreativeWork", "isBasedOnUrl": "https://example.org/"}, "there is no property isBasedOnUrl"),
        ({"@type": "EducationalOccupationalCredential", "validThrough": "2026-03-31"}, "has no validThrough"),
        ({"@type": "Article", "isbn": "9780000000002"}, "has no isbn"),
        ({"@type": "Book", "datePublished": "2023-24"}, "datePublished is no '2023-24'"),
        ({"@type": "Book", "author": "A. Bell"}, "author is no 'A. Bell'"),
        ({"@type": "Book", "url": "javascript:alert(1)"}, "url is no 'javascript:alert(1)'"),
        ({"@type": "Book", "isAccessibleForFree": "yes"}, "isAccessibleForFree is no 'yes'"),
        ({"@type": "Book", "isAccessibleForFree": 1}, "isAccessibleForFree is no 1"),
        ({"@type": "Book", "author": {"@id": "#a", "@type": "Book"}}, "author is no"),
        ({"@type": "Book", "author": {"@id": "#nobody"}}, "author is no"),
        ({"@type": "Book", "http://purl.org/dc/terms/requires": [{"@id": "#nobody"}]}, "requires is no"),
    ],
)
def test_a_misuse_is_told(node, misuse):
    """The check of the tests above finds a wrong term, a wrong domain, a wrong range and a dangling reference."""
    (found,) = misuses({"@graph": [node]})

    assert misuse in found


@pytest.mark.parametrize("item", ITEMS, ids=_name)
def test_every_node_has_an_id_of_its_own(item):
    """A node has an id, and no two nodes say different things under one."""
    named = {}
    for node in nodes(_document(item)):
        named.setdefault(node["@id"], []).append(node["name"] if "name" in node else node["@type"])

    assert {id: names for id, names in named.items() if len(set(names)) > 1} == {}


@pytest.mark.parametrize("item", [GUIDE, OWN, *OWN.collections, *OWN], ids=_name)
def test_a_processor_of_linked_data_reads_all_of_it(item):
    """PyLD finds each node under its absolute address, with every property that was written, and no blank node."""
    document = {**_document(item), "@context": CONTEXT}
    page = "https://example.org/page"
    read = {node["@id"]: node for node in jsonld.flatten(document, options={"base": page})}
    written = {}
    for node in nodes(document["@graph"]):
        terms = {name if name.startswith(("@", "http:")) else f"http://schema.org/{name}" for name in node}
        written.setdefault(page + node["@id"], set()).update(terms)

    assert written == {id: set(node) for id, node in read.items() if "@type" in node}


# The nodes


def test_a_document_names_its_vocabulary():
    """There is one context, that of schema.org, and one graph."""
    document = _document(SKILL)

    assert {"@context": "https://schema.org", "@graph": [_node(SKILL)]} == document


def test_a_skill():
    """A skill is a term; what is nearly the same is left out, and so is what is no address of the web."""
    expected = {
        "@id": "#mlc-skill-rope",
        "@type": "DefinedTerm",
        "name": "Handling a rope",
        "alternateName": ["Ropes"],
        "sameAs": ["https://example.org/rope"],
        "description": "Pull gently.",
        "termCode": "rope",
    }

    assert expected == _node(SKILL)


def test_a_skill_requires_what_it_builds_on():
    """What a skill builds on has a term of the Dublin Core; outside the document, its node has a name."""
    requires = "http://purl.org/dc/terms/requires"
    changes = next(node for node in nodes(_document(OWN)) if node["@id"] == "#mlc-skill-changes")

    assert [{"@id": "#mlc-skill-rope"}] == changes[requires]
    assert [{"@id": "#mlc-skill-rope", "@type": "DefinedTerm", "name": "Handling a rope"}] == _node(CHANGES)[requires]
    assert requires not in _node(SKILL)


def test_nothing_near_is_the_same():
    """No address of a close match is told, unless it is where a fact was seen."""
    near = [address for entry in (*GUIDE.skills, *GUIDE.roles) for address in entry.close_match]
    same = [address for node in nodes(_document(GUIDE)) for address in node.get("sameAs", ())]

    assert (True, True) == (bool(near), bool(same))
    assert sorted(address for entry in (*GUIDE.skills, *GUIDE.roles) for address in entry.same_as) == sorted(same)


def test_a_credential():
    """A credential is recognised by its issuer; its dates are those of the offer, for no certificate ends with them."""
    id = "#mlc-credential-old"
    expected = {
        "@id": id,
        "@type": "EducationalOccupationalCredential",
        "name": "Old certificate",
        "description": "Proof.",
        "credentialCategory": "certification",
        "recognizedBy": {"@id": f"{id}/issuer", "@type": "Organization", "name": "An issuer"},
        "keywords": ["Ropes"],
        "offers": {
            "@id": f"{id}/offer",
            "@type": "Offer",
            "availabilityStarts": "2020-02-29",
            "availabilityEnds": "2024-02-29",
            "offeredBy": {"@id": f"{id}/issuer"},
        },
        "subjectOf": [
            {
                "@id": f"{id}/source-1",
                "@type": "CreativeWork",
                "name": "A page",
                "publisher": {"@id": f"{id}/source-1/publisher", "@type": "Organization", "name": "A press"},
                "url": "https://example.org/a%20b",
            }
        ],
    }

    assert expected == _node(CREDENTIAL)


def test_a_credential_on_a_day():
    """With a day, the status on it is told as well."""
    assert _node(CREDENTIAL, as_of=date(2024, 3, 1))["creativeWorkStatus"] == "retired"


def test_a_book():
    """A book has persons for authors, an organisation for its publisher, and a year."""
    id = "#mlc-resource-book"
    expected = {
        "@id": id,
        "@type": "Book",
        "name": "Bells",
        "url": "https://example.org/bells",
        "description": "Read it.",
        "author": [
            {"@id": f"{id}/author-1", "@type": "Person", "name": "A. Bell"},
            {"@id": f"{id}/author-2", "@type": "Person", "name": "B. Rope"},
        ],
        "publisher": {"@id": f"{id}/publisher", "@type": "Organization", "name": "A press"},
        "datePublished": "1999",
        "isbn": "9780000000002",
        "isAccessibleForFree": False,
    }

    assert expected == _node(BOOK)


@pytest.mark.parametrize(
    ("category", "type", "says_whether_free"),
    [
        ("book", "Book", True),
        ("course", "Course", True),
        ("document", "DigitalDocument", True),
        ("course-platform", "OnlineBusiness", False),
        ("competition-platform", "WebSite", True),
        ("event", "Event", True),
        ("community", "Organization", False),
    ],
)
def test_a_resource(category, type, says_whether_free):
    """Each category of resources has its type, and what that type cannot say is left out."""
    node = _node(attrs.evolve(BOOK, category=ResourceCategory(id=category, label="One of its kind")))

    assert (type, []) == (node["@type"], misuses({"@graph": [node]}))
    assert says_whether_free == ("isAccessibleForFree" in node)


def test_a_question():
    """A question has one accepted answer, in plain text; what is not rendered with it is named."""
    expected = {
        "@id": "#mlc-question-loud",
        "@type": "Question",
        "name": "Is it loud?",
        "acceptedAnswer": {
            "@id": "#mlc-question-loud/answer",
            "@type": "Answer",
            "text": "Yes, by the rope.\n\nVery.",
            "mentions": [{"@id": "#mlc-skill-rope", "@type": "DefinedTerm", "name": "Handling a rope"}],
        },
        "about": [{"@id": "#mlc-stage-first", "@type": "DefinedTerm", "name": "First"}],
    }

    assert expected == _node(QUESTION)


def test_questions():
    """The questions are an FAQ page, which holds each of them."""
    node = _node(OWN.faq)

    assert ("#mlc-faq", "FAQPage", "Questions", [_node(QUESTION)]) == (
        node["@id"],
        node["@type"],
        node["name"],
        node["mainEntity"],
    )


def test_stages():
    """The stages are a set of terms and a list of them, in which each has its place."""
    node = _node(GUIDE.stages)
    places = [(item["position"], item["item"]["@id"]) for item in node["itemListElement"]]

    assert ["DefinedTermSet", "ItemList"] == node["@type"]
    assert [(stage.place, f"#mlc-stage-{stage.id}") for stage in GUIDE.stages] == places
    assert {"@id": "#mlc-stages"} == node["hasDefinedTerm"][0]["inDefinedTermSet"]


def test_a_role_in_a_guide():
    """What the stages of a guide say of those who hold a role is told of the role, each skill once."""
    (roles,) = (node for node in _document(OWN)["@graph"] if node["@id"] == "#mlc-roles")
    (node,) = roles["itemListElement"]
    expected = {
        "@id": "#mlc-role-ringer",
        "@type": "Occupation",
        "name": "Ringer",
        "description": "Rings.",
        "responsibilities": ["Ring"],
        "experienceRequirements": ["Pull well."],
        "skills": [{"@id": "#mlc-skill-rope"}],
    }

    assert expected == node


def test_a_guide():
    """A guide has all its parts, and the article what it is about, the source, the credit and the licence."""
    guide, article, *collections = _document(GUIDE)["@graph"]

    assert [{"@id": part["@id"]} for part in (article, *collections)] == guide["hasPart"]
    assert {
        "@type": "Article",
        "headline": GUIDE.article.title,
        "inLanguage": "en-GB",
        "datePublished": "2026-11-22",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "about": {"@id": "#mlc-stages"},
    }.items() <= article.items()
    assert article["isBasedOn"]["publisher"]["name"] in article["creditText"]
    terms = [(part["inLanguage"], part["license"]) for part in (guide, *collections)]
    assert [("en-GB", article["license"])] * (1 + len(GUIDE.collections)) == terms
    assert [section.id for section in GUIDE.article.sections] == [
        part["@id"].removeprefix("#mlc-section-") for part in article["hasPart"]
    ]


def test_a_licence_without_a_known_deed():
    """A licence whose deed is not known is a work with its name."""
    guide, article, *_ = _document(OWN)["@graph"]
    licence = {"@id": "#mlc-guide/license", "@type": "CreativeWork", "name": "MIT"}

    assert (licence, licence) == (guide["license"], article["license"])


# Where the nodes are


@pytest.mark.parametrize(
    ("address", "id"),
    [
        ("/skill/rope/", "/skill/rope/#p-skill-rope"),
        ("https://example.org/skills#rope", "https://example.org/skills#p-skill-rope"),
        ("#rope", "#p-skill-rope"),
        ("/a b", "/a%20b#p-skill-rope"),
    ],
)
def test_a_page_of_the_application(address, id):
    """An entry is named by its anchor on the application's page, so that no two share a name, and has the address."""
    node = _node(SKILL, link=lambda _: address, id_prefix="p-")

    assert (id, address.replace(" ", "%20")) == (node["@id"], node["url"])


def test_one_page_for_all_entries():
    """Entries that share a page are told apart."""
    ids = [node["@id"] for node in _document(OWN.stages, link=lambda _: "/all")["@graph"][0]["hasDefinedTerm"]]

    assert ids == ["/all#mlc-stage-first", "/all#mlc-stage-later"]


def test_what_is_rendered_apart_joins_up():
    """An entry has the same id wherever it is told of, whole or in part."""
    stage, skills = _node(LATER), _node(OWN.skills)

    assert {"@id": skills["hasDefinedTerm"][0]["@id"], "@type": "DefinedTerm", "name": SKILL.name} in stage["about"]


# The text


def test_the_text_is_for_a_script_element():
    """Nothing in it is markup or hidden, template engines take it as it is, and a reader of JSON gets the rest back."""
    skill = attrs.evolve(SKILL, name="</script><!--&\u2028\x1b\x7f\u202e\ud800é")
    text = mlc.render(skill, "jsonld")

    assert text == text.__html__()
    assert set("<>&\u2028\x1b\x7f\u202e\ud800\n") & set(text) == set()
    assert json.loads(text)["@graph"][0]["name"] == "</script><!--& \x1b\ufffdé"


def test_the_text_is_the_same_every_time():
    """Rendering is a function of the item alone."""
    assert mlc.render(GUIDE, "jsonld") == mlc.render(copy.deepcopy(GUIDE), "jsonld")


def test_hostile_text_stays_text():
    """Of 20,000 hostile strings in every field, none ends the script element, and each name comes back as printed."""
    used = itertools.count()
    while next(used) < 20_000:
        guide = _filled(GUIDE, _hostile(used))
        text = mlc.render(guide, "jsonld")
        page = html5lib.parse(f"<title>x</title><script>{text}</script>", namespaceHTMLElements=False)
        (script,) = page.iter("script")
        document = json.loads(script.text)
        found = {printable(node.get("name", "")) for node in nodes(document)}

        assert ["html", "head", "title", "script", "body"] == [element.tag for element in page.iter()]
        assert text == script.text
        assert {printable(_whole(entry.label)) for entry in guide} - found == set()
        assert misuses(document) == []


def _hostile(seeds):
    """A hostile string for each seed; every fourth begins like an address."""
    for seed in seeds:
        chosen = random.Random(seed)
        yield ("" if seed % 4 else "https://a/") + "".join(chosen.choices(PIECES, k=chosen.randint(1, 8)))


def _filled(value, strings, done=None):
    """The same with another string in the place of each, save those that are one of a few."""
    done = {} if done is None else done
    match value:
        case str():
            return next(strings)
        case tuple():
            return tuple(_filled(item, strings, done) for item in value)
    if not attrs.has(type(value)):
        return value
    if id(value) not in done:
        fields = {name: getattr(value, name) for name in attrs.fields_dict(type(value)) if name not in CHOSEN}
        filled = {name: _filled(item, strings, done) for name, item in fields.items()}
        done[id(value)] = attrs.evolve(value, **filled)
    return done[id(value)]


def _whole(text):
    """A text with a replacement character in the place of each half of one."""
    return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)
