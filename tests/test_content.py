"""The packaged content: its form, its ids, its sizes, its references, and what was checked of it."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import mlcareer_content as mlc
from mlcareer_content import _commonmark
from mlcareer_content.model import COLLECTION_CLASSES, Article

from .tables import each_row

DATA = Path(mlc.__file__).parent / "data"
MEMBERS = ["guide", "article", *COLLECTION_CLASSES]
CHECKED = date(2026, 11, 22)

SECTIONS = [
    "education-and-skill-acquisition",
    "entry-level-roles",
    "mid-career-advancement",
    "senior-roles-and-leadership",
    "industry-impact-and-thought-leadership",
    "continuous-learning-and-adaptability",
    "conclusion",
]
HEADINGS = [
    "Education and Skill Acquisition",
    "Entry-Level Roles",
    "Mid-Career Advancement",
    "Senior Roles and Leadership",
    "Industry Impact and Thought Leadership",
    "Continuous Learning and Adaptability",
    "Conclusion",
]
QUESTIONS = [
    "education-needed",
    "skills-required",
    "entry-level-responsibilities",
    "how-to-advance",
    "senior-prospects",
    "continuous-learning-importance",
    "key-resources",
]
SKILLS = {
    "field": {"machine-learning"},
    "language": {"python", "r", "java"},
    "mathematics": {"calculus", "linear-algebra", "probability", "statistics"},
    "computing": {"data-structures", "algorithms", "software-development-practice"},
    "data": {
        "data-preprocessing",
        "data-manipulation",
        "feature-engineering",
        "data-modelling",
        "model-building",
        "model-evaluation",
    },
    "framework": {"tensorflow", "pytorch"},
    "specialism": {"deep-learning", "natural-language-processing", "computer-vision"},
    "practice": {
        "ml-infrastructure",
        "algorithm-research",
        "project-management",
        "mentoring",
        "stakeholder-communication",
        "cross-functional-work",
    },
    "soft": {
        "problem-solving",
        "critical-thinking",
        "communication",
        "collaboration",
        "leadership",
        "strategic-thinking",
    },
}
ROLES = {
    "entry-level-machine-learning-engineer",
    "machine-learning-engineer",
    "senior-machine-learning-engineer",
    "lead-machine-learning-engineer",
    "chief-data-scientist",
    "director-of-ai",
    "data-scientist",
    "software-engineer",
    "researcher",
    "author",
    "speaker",
    "adviser",
    "consortium-member",
    "founder",
}
CREDENTIALS = {
    "degree": {"bachelors-degree", "masters-degree", "doctoral-degree"},
    "certification": {
        "tensorflow-developer-certificate",
        "aws-certified-machine-learning-specialty",
        "aws-certified-machine-learning-engineer-associate",
        "aws-certified-generative-ai-developer-professional",
    },
}
RESOURCES = {
    "coursera",
    "udacity",
    "edx",
    "pattern-recognition-and-machine-learning",
    "deep-learning",
    "kaggle",
    "conferences",
    "workshops",
    "online-forums",
    "meetups",
    "study-groups",
}
# Each stage with its place, the section that tells of it and the questions that belong to it.
STAGES = {
    "education": (1, SECTIONS[0], {"education-needed", "skills-required", "key-resources"}),
    "entry-level": (2, SECTIONS[1], {"entry-level-responsibilities"}),
    "mid-career": (3, SECTIONS[2], {"how-to-advance"}),
    "senior-and-leadership": (4, SECTIONS[3], {"senior-prospects"}),
    "industry-impact": (5, SECTIONS[4], {"senior-prospects"}),
    "continuous-learning": ("alongside", SECTIONS[5], {"continuous-learning-importance", "how-to-advance"}),
}


def _data(name):
    return (DATA / f"{name}.json").read_bytes()


def _entries():
    return list(mlc.load())


def _prose():
    """Every prose of the guide behind the ref of its entry."""
    return [(entry.ref, prose) for entry in _entries() for prose in entry.prose]


def _strings(value):
    """Every string in some data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _words(prose):
    return len(re.sub(r"^- ", "", prose.text, flags=re.MULTILINE).split())


def test_data_has_a_file_for_each_member():
    """The data is the members that the design names, and nothing else."""

    assert {f"{name}.json" for name in MEMBERS} == {path.name for path in DATA.iterdir()}


@each_row("name", COLLECTION_CLASSES)
def test_collections_are_canonical(guide, name):
    """A collection's file is, byte for byte, what the collection renders to."""

    assert mlc.render(getattr(guide, name), "json").encode() == _data(name)


def test_article_is_canonical(guide):
    """The article's file is, byte for byte, what the article renders to."""

    assert mlc.render(guide.article, "json").encode() == _data("article")


def test_header_is_canonical(guide):
    """The guide's own file is the guide without its members, in the same form."""

    header = {key: value for key, value in mlc.to_dict(guide).items() if key not in MEMBERS[1:]}

    assert (json.dumps(header, ensure_ascii=False, indent=2) + "\n").encode() == _data("guide")


def test_members_have_no_problem():
    """The packaged members pass every check that contributed content has to pass, with no warning either."""

    assert () == mlc.validate(*(DATA / f"{name}.json" for name in MEMBERS), base=False).problems


def test_check_of_members_is_not_blind():
    """The same check, with one reference turned wrong, finds it."""

    members = [json.loads(_data(name).replace(b"(skill:pytorch)", b"(skill:pytroch)", 1)) for name in MEMBERS]

    assert {"MLC203"} == {problem.code for problem in mlc.validate(*members, base=False).problems}


def test_header_says_what_the_page_has(guide):
    """The guide has its id, back link, FAQ heading, share prompt, licence and source."""

    assert ("machine-learning-engineer", "CC-BY-4.0") == (guide.id, guide.license)
    assert ("Machine Learning Engineer", "machine-learning-engineer") == (
        guide.back_link.label,
        guide.back_link.target,
    )
    assert "Frequently Asked Questions" == guide.faq_heading
    assert "friends" in guide.share_prompt
    assert ("Jobya Inc.", "2023-24") == (guide.source.publisher, guide.source.years)


def test_source_is_told_once(guide):
    """The article and the guide name the same source, which bears the article's title."""

    assert guide.article.source == guide.source
    assert guide.article.title == guide.source.title
    assert "The Career Path of a Machine Learning Engineer: What to Expect" == guide.article.title


def test_languages_agree(guide):
    """The article is in the language of the guide."""

    assert guide.language == guide.article.language


def test_sections_are_those_of_the_brief(guide):
    """The seven sections have the ids that others rely on, their headings, and their order."""

    assert list(zip(SECTIONS, HEADINGS, strict=True)) == [
        (section.id, section.heading) for section in guide.article.sections
    ]


def test_questions_are_those_of_the_brief(guide):
    """The seven questions have the ids that others rely on, in order, and are asked as questions."""

    assert QUESTIONS == list(guide.faq.ids)
    assert [] == [question.id for question in guide.faq if not question.question.endswith("?")]


def test_stages_are_those_of_the_brief(guide):
    """Five stages form the ladder in order, and the sixth runs beside them."""

    assert [(id, place) for id, (place, *_) in STAGES.items()] == [(stage.id, stage.place) for stage in guide.stages]


@each_row("stage", STAGES)
def test_sections_and_questions_name_their_stage(guide, stage):
    """The section that tells of a stage names it, and so do the questions that belong to it."""

    _, section, questions = STAGES[stage]

    assert [section] == [section.id for section in guide.article.sections if section.stage == guide.stages[stage]]
    assert questions <= set(guide.faq.where(stages=stage).ids)


def test_conclusion_belongs_to_no_stage(guide):
    """The conclusion is about the whole path."""

    assert guide.article.sections[-1].stage is None


@each_row("stage", STAGES)
def test_stages_say_what_they_hold(guide, stage):
    """Each stage says what people do, what they can, and what it leads to; all but the first name roles."""

    found = guide.stages[stage]

    assert found.responsibilities or found.activities
    assert found.essential_skills
    assert found.leads_to or stage == "industry-impact"
    assert found.roles or stage == "education"


def test_skills_are_those_of_the_brief(guide):
    """Every skill that the brief names is there under its plain name, in its family, and no other."""

    assert SKILLS == {category: {s.id for s in guide.skills.where(category=category)} for category in SKILLS}
    assert sum(map(len, SKILLS.values())) == len(guide.skills)


def test_roles_are_those_of_the_brief(guide):
    """Every role that the brief names is there, and no other."""

    assert ROLES == set(guide.roles.ids)


def test_credentials_are_those_of_the_brief(guide):
    """Every degree and certification that the brief names is there, and no other."""

    assert CREDENTIALS == {
        category: set(guide.credentials.where(category=category).ids) for category in ("degree", "certification")
    }


def test_resources_are_those_of_the_brief(guide):
    """Every resource that the brief names is there, and no other."""

    assert RESOURCES == set(guide.resources.ids)


def test_lead_has_its_size(guide):
    """The lead has 60 to 90 words."""

    assert 60 <= _words(guide.article.lead) <= 90


def _sized(entries, name, least, most):
    """The entries whose prose is shorter or longer than the brief asks, with their numbers of words."""
    counted = {entry.ref: _words(getattr(entry, name)) for entry in entries}
    return {ref: count for ref, count in counted.items() if not least <= count <= most}


@each_row(
    ("kind", "name", "least", "most"),
    [
        ("section", "body", 120, 260),
        ("question", "answer", 60, 120),
        ("stage", "summary", 25, 45),
        ("skill", "description", 15, 45),
        ("role", "description", 15, 45),
        ("credential", "description", 15, 45),
        ("resource", "description", 15, 45),
    ],
)
def test_texts_have_their_size(guide, kind, name, least, most):
    """Every text is as long as the brief asks, in words."""

    entries = [entry for entry in guide if entry.kind == kind]

    assert {} == _sized(entries, name, least, most)
    assert entries


def test_descriptions_are_one_or_two_sentences(guide):
    """A description is one or two sentences."""

    counted = {
        entry.ref: len(re.findall(r"(?<!\b[A-Z])[.!?](?=\s+[A-Z]|$)", entry.description.text))
        for entry in guide
        if hasattr(entry, "description")
    }

    assert {} == {ref: count for ref, count in counted.items() if count not in {1, 2}}


def test_paragraphs_are_short():
    """No block has more than 100 words."""

    assert [] == [
        (ref, block[:40])
        for ref, prose in _prose()
        for block in prose.blocks
        if not block.startswith("- ") and len(_commonmark.plain_text([block]).split()) > 100
    ]


def test_nothing_is_said_twice():
    """No text is another's, and no sentence stands twice."""

    texts = Counter(prose.text for _, prose in _prose())
    sentences = Counter(
        sentence for _, prose in _prose() for sentence in re.split(r"(?<=[.!?])\s+", prose.text) if sentence
    )

    assert [] == [text for text, count in texts.items() if count > 1]
    assert [] == [sentence for sentence, count in sentences.items() if count > 1]


def test_links_lead_to_entries(guide):
    """No prose mentions an entry that is not there, and none links to the web."""

    targets = {target for _, prose in _prose() for block in prose.blocks for target in _commonmark.links(block)}

    assert set() == {target for target in targets if target not in guide}
    assert len(targets) > 50


def test_entries_are_linked_once_per_text():
    """An entry is linked where it is first named, and not again in the same text."""

    linked = {
        (ref, target): count
        for ref, prose in _prose()
        for target, count in Counter(target for block in prose.blocks for target in _commonmark.links(block)).items()
    }

    assert {} == {place: count for place, count in linked.items() if count > 1}


def test_entries_do_not_mention_themselves():
    """No text links to the entry that it belongs to."""

    assert [] == [ref for ref, prose in _prose() if ref in prose.mentions]


def test_everything_is_referred_to(guide):
    """No skill, role, credential or resource is there that nothing refers to."""

    things = [*guide.skills, *guide.roles, *guide.credentials, *guide.resources]

    assert [] == [thing.ref for thing in things if not guide.backlinks(thing.ref)]


def test_everything_is_named_in_the_text(guide):
    """Every skill, role, credential and resource is mentioned by the lead, a section or an answer."""

    read = ("article:", "section:", "question:")
    mentions = {mention for ref, prose in _prose() if ref.startswith(read) for mention in prose.mentions}
    things = [*guide.skills, *guide.roles, *guide.credentials, *guide.resources]

    assert [] == [thing.ref for thing in things if thing.ref not in mentions]


@each_row("name", MEMBERS)
def test_typography_is_that_of_print(name):
    """Apostrophes and quotation marks are curly, and there is no em dash."""

    strings = list(_strings(json.loads(_data(name))))

    assert [] == [text for text in strings if re.search("['\"\u2014]|--", text)]
    assert strings


@each_row("name", MEMBERS)
def test_text_is_clean(name):
    """No string has a space at its end, two spaces in a row, or a character that is not shown."""

    strings = list(_strings(json.loads(_data(name))))

    assert [] == [text for text in strings if text != text.strip() or "  " in text]
    assert [] == [text for text in strings if not text.replace("\n", "").isprintable()]


def test_prose_speaks_of_no_today():
    """Dates stand in the text, since \u201ctoday\u201d and \u201ccurrently\u201d are wrong a year later."""

    words = re.compile(r"\b(today|currently|nowadays|at present|recently|this year|last year|ever-evolving|myriad)\b")

    assert [] == [(ref, found[0]) for ref, prose in _prose() if (found := words.search(prose.text.lower()))]


def _check_digit(isbn):
    """The last digit of an ISBN-13, from its first twelve."""
    return str(-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(isbn[:12])) % 10)


def test_isbns_are_right(guide):
    """The check digit of every ISBN is right, and every book has an ISBN."""

    books = guide.resources.where(category="book")

    assert [(book.id, _check_digit(book.isbn13)) for book in books] == [(book.id, book.isbn13[-1]) for book in books]
    assert len(books) == 2


def test_dates_are_in_order(guide):
    """Nothing is modified before it is published, or ends before it begins."""

    article = guide.article

    assert article.date_published <= (article.date_modified or article.date_published)
    assert [] == [
        credential.id
        for credential in guide.credentials
        if (credential.available_from or date.min) > (credential.last_available_on or date.max)
    ]


def test_checks_have_sources():
    """An entry that says when it was checked says where."""

    checked = [entry for entry in _entries() if getattr(entry, "checked_on", None)]

    assert [] == [entry.ref for entry in checked if not entry.sources]
    assert checked


def test_sources_have_an_authority():
    """A source of an entry says whether it speaks of itself, and was checked on a day that the entry names."""

    with_sources = [entry for entry in _entries() if getattr(entry, "sources", ())]

    assert [] == [entry.ref for entry in with_sources if not entry.checked_on]
    assert [] == [entry.ref for entry in with_sources for source in entry.sources if source.authority is None]


def test_what_was_checked_stands(guide):
    """The facts that were checked are those of the brief, to the day and the digit."""

    tensorflow = guide.credentials["tensorflow-developer-certificate"]
    aws = guide.credentials["aws-certified-machine-learning-specialty"]
    bishop = guide.resources["pattern-recognition-and-machine-learning"]
    goodfellow = guide.resources["deep-learning"]

    assert (date(2024, 4, 30), ()) == (tensorflow.last_available_on, tensorflow.replaced_by)
    assert (
        date(2026, 3, 31),
        [
            "aws-certified-machine-learning-engineer-associate",
            "aws-certified-generative-ai-developer-professional",
        ],
    ) == (aws.last_available_on, [credential.id for credential in aws.replaced_by])
    assert (("Christopher M. Bishop",), "Springer", 2006, "9780387310732", True) == (
        bishop.authors,
        bishop.publisher,
        bishop.year,
        bishop.isbn13,
        bishop.free,
    )
    assert (("Ian Goodfellow", "Yoshua Bengio", "Aaron Courville"), "MIT Press", 2016, "9780262035613", True) == (
        goodfellow.authors,
        goodfellow.publisher,
        goodfellow.year,
        goodfellow.isbn13,
        goodfellow.free,
    )


def test_what_is_only_near_is_recorded_as_near(guide):
    """The profession has no official code of its own: the nearest ones are close matches, never the same."""

    role = guide.roles["machine-learning-engineer"]
    esco = "http://data.europa.eu/esco/"

    assert () == role.same_as
    assert f"{esco}occupation/258e46f9-0075-4a2e-adae-1ff0477e0f30" in role.close_match
    assert any("15-2051.00" in address for address in role.close_match)
    assert f"{esco}skill/ccd0a1d9-afda-43d9-b901-96344886e14d" in guide.skills["python"].same_as
    assert f"{esco}skill/3a2d5b45-56e4-4f5a-a55a-4a4a65afdc43" in guide.skills["machine-learning"].same_as


@each_row(
    ("ref", "host"),
    [
        ("skill:pytorch", "pytorch.org"),
        ("skill:tensorflow", "tensorflow.org"),
        ("skill:r", "r-project.org"),
        ("skill:python", "python.org"),
        ("resource:kaggle", "kaggle.com"),
        ("resource:coursera", "coursera.org"),
        ("resource:udacity", "udacity.com"),
        ("resource:edx", "edx.org"),
        ("resource:deep-learning", "deeplearningbook.org"),
    ],
)
def test_pages_are_those_of_the_brief(guide, ref, host):
    """What has a page of its own says which."""

    assert guide[ref].url.partition("://")[2].rstrip("/").removeprefix("www.") == host


@pytest.mark.parametrize("id", ["coursera", "udacity", "edx"])
def test_what_was_not_checked_says_so(guide, id):
    """An address that nobody fetched has no day on which it was checked."""

    assert guide.resources[id].checked_on is None


def test_retired_credentials_are_mentioned_with_their_last_year(guide):
    """Prose that mentions a credential that is no longer offered gives the year in which it ended."""

    retired = {
        credential.ref: str(credential.last_available_on.year)
        for credential in guide.credentials
        if credential.status_on(CHECKED) == "retired"
    }
    silent = [
        (ref, mention)
        for ref, prose in _prose()
        for mention in prose.mentions
        if mention in retired and retired[mention] not in prose.text
    ]

    assert [] == silent
    assert {"credential:tensorflow-developer-certificate", "credential:aws-certified-machine-learning-specialty"} == (
        retired.keys()
    )


def test_retired_credentials_tell_their_last_day(guide):
    """The description of a credential that is no longer offered gives its last day."""

    retired = [credential for credential in guide.credentials if credential.last_available_on]

    assert [] == [
        credential.id
        for credential in retired
        if f"{credential.last_available_on.day} {credential.last_available_on:%B %Y}" not in credential.description.text
    ]


def test_labels_are_told_apart():
    """No two entries of one kind bear the same name, and no entry's other name is its name again."""

    labels = Counter((entry.kind, entry.label.casefold()) for entry in _entries())
    repeated = [
        entry.ref
        for entry in _entries()
        for names in [[name.casefold() for name in (entry.label, *getattr(entry, "alt_labels", ()))]]
        if len(set(names)) < len(names)
    ]

    assert [] == [label for label, count in labels.items() if count > 1]
    assert [] == repeated


def test_ids_are_told_apart():
    """Every ref is borne once."""

    refs = Counter(ref for entry in _entries() for ref in entry.refs)

    assert [] == [ref for ref, count in refs.items() if count > 1]
    assert isinstance(_entries()[0], Article)
