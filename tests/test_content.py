"""What the packaged content has to satisfy beyond the rules.

Everything is derived from the content, so that a new entry needs no edit here.
The facts that have to stay are in `facts.json`.
"""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import mlcareer_content as mlc
from mlcareer_content.model import COLLECTION_CLASSES, Article, Prose

from .tables import each_row

DATA = Path(mlc.__file__).parent / "data"
MEMBERS = ["guide", "article", *COLLECTION_CLASSES]
LINK = re.compile(r"\]\(([^)\s]+)\)")
CAPITAL = re.compile(r"\W[A-Z][a-z]")  # of a word after the first


def _data(name):
    return (DATA / f"{name}.json").read_bytes()


def _prose(guide):
    """Every prose of the guide, with the ref of its entry."""
    return [(entry.ref, prose) for entry in guide for prose in entry.prose]


def _links(prose):
    """The targets of all links, as often as they are linked."""
    return [target for block in prose.blocks for target in LINK.findall(block)]


def _things(guide):
    """The entries that others refer to."""
    return [*guide.skills, *guide.roles, *guide.credentials, *guide.resources]


def _strings(value):
    """Every string in some data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _count_words(prose):
    return len(re.sub(r"^- ", "", prose.text, flags=re.MULTILINE).split())


# Files


def test_data_has_a_file_for_each_member():
    """The data is the members that the design names, and nothing else."""
    assert {f"{name}.json" for name in MEMBERS} == {path.name for path in DATA.iterdir()}


def test_members_are_canonical(guide):
    """A member's file is, byte for byte, what the article or the collection is rendered to."""
    rendered = {name: mlc.render(getattr(guide, name), "json") for name in MEMBERS[1:]}

    assert [] == [name for name, text in rendered.items() if text.encode() != _data(name)]


def test_the_guide_file_is_canonical(guide):
    """The guide's own file is the guide without its members, in the same form."""
    header = {key: value for key, value in mlc.to_dict(guide).items() if key not in MEMBERS[1:]}

    assert (json.dumps(header, ensure_ascii=False, indent=2) + "\n").encode() == _data("guide")


def test_the_members_have_no_problem():
    """The packaged members pass every check that contributed content has to pass, with no warning either."""
    assert () == mlc.validate(*(DATA / f"{name}.json" for name in MEMBERS), base=False).problems


def test_a_broken_reference_in_the_members_is_found():
    """The same check finds one link that was broken."""
    members = [json.loads(_data(name).replace(b"(skill:pytorch)", b"(skill:pytroch)", 1)) for name in MEMBERS]

    assert {"MLC203"} == {problem.code for problem in mlc.validate(*members, base=False).problems}


@each_row("name", MEMBERS)
def test_typography_is_that_of_print(name):
    """Apostrophes and quotation marks are curly, and there is no em dash."""
    strings = list(_strings(json.loads(_data(name))))

    assert strings
    assert [] == [text for text in strings if re.search("['\"\u2014]|--", text)]


@each_row("name", MEMBERS)
def test_text_has_no_invisible_characters(name):
    """No string has a space at its end, two spaces in a row, or a character that is not shown."""
    strings = list(_strings(json.loads(_data(name))))

    assert [] == [text for text in strings if text != text.strip() or "  " in text]
    assert [] == [text for text in strings if not text.replace("\n", "").isprintable()]


# The guide


def test_the_article_and_the_guide_have_one_source(guide):
    """The article and the guide name the same source, which has the article's title, and are in one language."""
    assert guide.article.source == guide.source
    assert guide.article.title == guide.source.title
    assert guide.language == guide.article.language


def test_questions_end_with_a_question_mark(guide):
    """What people ask is written as a question."""
    assert [] == [question.id for question in guide.faq if not question.question.endswith("?")]


def test_stages_are_in_the_order_of_the_ladder(guide):
    """The levels count from 1 without a gap, and the stages without a level come last."""
    places = [stage.place for stage in guide.stages]
    levels = [place for place in places if place != "alongside"]

    assert [*range(1, len(levels) + 1), *["alongside"] * (len(places) - len(levels))] == places


def test_stages_are_complete(guide):
    """Each stage has what people do, essential skills and a section; all but the first level have roles."""
    incomplete = [
        stage.ref
        for stage in guide.stages
        if not (
            (stage.responsibilities or stage.activities)
            and stage.essential_skills
            and (stage.roles or stage.place == 1)
            and any(section.stage == stage for section in guide.article.sections)
        )
    ]

    assert [] == incomplete


def test_headings_and_posts_are_in_sentence_case(guide):
    """In a heading, only the first word has a capital letter; a post has one only where a sentence begins."""
    headings = [*(entry.label for entry in (*guide.article.sections, *guide.stages, *guide.roles)), guide.faq_heading]
    posts = [
        post
        for _, prose in _prose(guide)
        for block in prose.blocks
        for post in re.findall(r"(?:\w,? )?\[[^\]]+(?=\]\(role:)", block)
    ]

    assert posts
    assert [] == [heading for heading in headings if CAPITAL.search(heading)]
    assert [] == [post for post in posts if CAPITAL.search(post.lstrip("["))]


def test_levels_lead_upward(guide):
    """Each level but the highest leads to another stage."""
    levels = [stage for stage in guide.stages if stage.place != "alongside"]

    assert [] == [stage.ref for stage in levels[:-1] if not stage.leads_to]


def test_everything_is_referred_to(guide):
    """Every skill, role, credential and resource is referred to by another entry."""
    assert [] == [entry.ref for entry in _things(guide) if not guide.backlinks(entry.ref)]


def test_everything_is_mentioned_in_the_article_or_an_answer(guide):
    """Every skill, role, credential and resource is mentioned by the lead, a section or an answer."""
    kinds = ("article:", "section:", "question:")
    mentions = {mention for ref, prose in _prose(guide) if ref.startswith(kinds) for mention in prose.mentions}

    assert [] == [entry.ref for entry in _things(guide) if entry.ref not in mentions]


def test_names_are_different(guide):
    """No two entries of one kind have the same name, and no other name of an entry repeats its name."""
    labels = Counter((entry.kind, entry.label.casefold()) for entry in guide)
    names = {
        entry.ref: [name.casefold() for name in (entry.label, *getattr(entry, "alt_labels", ()))] for entry in guide
    }

    assert [] == [label for label, count in labels.items() if count > 1]
    assert [] == [ref for ref, found in names.items() if len(set(found)) < len(found)]


def test_refs_are_different(guide):
    """Every ref, former ones too, belongs to one entry; the article comes first."""
    refs = Counter(ref for entry in guide for ref in entry.refs)

    assert [] == [ref for ref, count in refs.items() if count > 1]
    assert isinstance(next(iter(guide)), Article)


# Prose


@each_row(
    ("kind", "field", "least", "most"),
    [
        ("article", "lead", 60, 90),
        ("section", "body", 120, 260),
        ("question", "answer", 60, 140),
        ("stage", "summary", 25, 45),
        ("skill", "description", 15, 45),
        ("role", "description", 15, 45),
        ("credential", "description", 15, 45),
        ("resource", "description", 15, 45),
    ],
)
def test_texts_have_their_length(guide, kind, field, least, most):
    """Every text is as long as texts of its kind should be, in words."""
    counts = {entry.ref: _count_words(getattr(entry, field)) for entry in guide if entry.kind == kind}

    assert counts
    assert {} == {ref: count for ref, count in counts.items() if not least <= count <= most}


def test_descriptions_are_one_or_two_sentences(guide):
    """A description is one or two sentences."""
    counts = {
        entry.ref: len(re.findall(r"(?<!\b[A-Z])[.!?](?=\s+[A-Z]|$)", entry.description.text))
        for entry in guide
        if hasattr(entry, "description")
    }

    assert {} == {ref: count for ref, count in counts.items() if count not in {1, 2}}


def test_paragraphs_are_short(guide):
    """No paragraph has more than 100 words."""
    assert [] == [
        (ref, block[:40])
        for ref, prose in _prose(guide)
        for block in prose.blocks
        if not block.startswith("- ") and _count_words(Prose((block,))) > 100
    ]


def test_texts_and_sentences_are_different(guide):
    """No text and no sentence is repeated."""
    texts = Counter(prose.text for _, prose in _prose(guide))
    sentences = Counter(
        sentence for _, prose in _prose(guide) for sentence in re.split(r"(?<=[.!?])\s+", prose.text) if sentence
    )

    assert [] == [text for text, count in texts.items() if count > 1]
    assert [] == [sentence for sentence, count in sentences.items() if count > 1]


def test_links_lead_to_entries(guide):
    """Prose links to entries of the guide, and not to the web."""
    targets = {target for _, prose in _prose(guide) for target in _links(prose)}

    assert targets
    assert [] == sorted(target for target in targets if target not in guide)


def test_entries_are_linked_once_in_a_text(guide):
    """An entry is linked where it is first named, and not again in the same text."""
    assert [] == [
        (ref, target) for ref, prose in _prose(guide) for target, count in Counter(_links(prose)).items() if count > 1
    ]


def test_entries_do_not_mention_themselves(guide):
    """No text links to the entry that it belongs to."""
    assert [] == [ref for ref, prose in _prose(guide) if ref in prose.mentions]


def test_prose_has_no_relative_dates(guide):
    """The text gives dates, as \u201ctoday\u201d and \u201ccurrently\u201d are wrong a year later."""
    words = re.compile(r"\b(today|currently|nowadays|at present|recently|this year|last year|ever-evolving|myriad)\b")

    assert [] == [(ref, found[0]) for ref, prose in _prose(guide) if (found := words.search(prose.text.lower()))]


# Dates and sources


def test_books_have_an_isbn(guide):
    """Every book has an ISBN; that its check digit is right is a rule."""
    books = guide.resources.where(category="book")

    assert books
    assert [] == [book.id for book in books if not book.isbn13]


def test_what_was_checked_has_sources(guide):
    """An entry has a date on which it was checked if, and only if, it has sources."""
    checked = [entry for entry in guide if getattr(entry, "checked_on", None)]
    with_sources = [entry for entry in guide if getattr(entry, "sources", ())]

    assert checked
    assert [entry.ref for entry in checked] == [entry.ref for entry in with_sources]


def test_sources_have_an_authority(guide):
    """A source of an entry says whether it is about itself."""
    with_sources = [entry for entry in guide if getattr(entry, "sources", ())]

    assert [] == [entry.ref for entry in with_sources for source in entry.sources if source.authority is None]


def test_retired_credentials_are_mentioned_with_their_last_year(guide):
    """Prose that mentions a credential that is no longer offered gives its last year."""
    checked = max(entry.checked_on for entry in guide if getattr(entry, "checked_on", None))
    retired = {entry.ref: entry for entry in guide.credentials if entry.status_on(checked) == "retired"}

    assert retired
    assert [] == [
        (ref, mention)
        for ref, prose in _prose(guide)
        for mention in prose.mentions
        if mention in retired and str(retired[mention].last_available_on.year) not in prose.text
    ]


def test_the_last_date_of_a_credential_is_in_its_description(guide):
    """The description of a credential that ends gives its last date."""
    ending = [(entry, entry.last_available_on) for entry in guide.credentials if entry.last_available_on]

    assert [] == [entry.id for entry, last in ending if f"{last.day} {last:%B %Y}" not in entry.description.text]


def test_dates_are_in_order(guide):
    """Nothing is modified before it is published, or ends before it begins."""
    article = guide.article

    assert article.date_published <= (article.date_modified or article.date_published)
    assert [] == [
        credential.id
        for credential in guide.credentials
        if (credential.available_from or date.min) > (credential.last_available_on or date.max)
    ]
