"""A small guide to ringing bells, which has one of everything that is rendered."""

from datetime import date

import mlcareer_content as mlc
from mlcareer_content.model import (
    Article,
    BackLink,
    Credential,
    Prose,
    Question,
    Resource,
    Section,
    Skill,
    Source,
    Stage,
)

from . import categories
from .categories import CERTIFICATION, PRACTICE

ROPE = Skill(
    id="rope",
    name="Handling a rope",
    alt_labels=("Ropes", "Cords"),
    category=PRACTICE,
    description=Prose(("Pull the *rope*, as [ringers](role:ringer) do.", "- gently\n- often\n  1. here")),
    url="https://example.org/rope",
    sources=(
        Source(title="The imprint of the book", publisher="A press", years="1999", authority="primary"),
        Source(title="A page", url="https://example.org/"),
    ),
    checked_on=date(2026, 11, 22),
)
NEW = Credential(id="new", name="New certificate", category=CERTIFICATION, description=Prose(("New.",)))
OLD = Credential(
    id="old",
    name="Old certificate",
    category=CERTIFICATION,
    issuer="An issuer",
    fields_of_study=("Ropes", "Bells"),
    description=Prose(("Proof.",)),
    available_from=date(2020, 2, 29),
    last_available_on=date(2024, 2, 29),
    replaced_by=(NEW,),
)
BOOK = Resource(
    id="book",
    title="Bells",
    category=categories.BOOK,
    authors=("A. Bell", "B. Rope"),
    publisher="A press",
    year=1999,
    isbn13="9780000000002",
    free=False,
    description=Prose(("Read it.",)),
)
STAGE = Stage(
    id="novice",
    title="Novice",
    place=1,
    summary=Prose(("You begin.",)),
    responsibilities=("Pull",),
    essential_skills=(ROPE,),
    credentials=(OLD, NEW),
)
OWN = mlc.Guide(
    id="bells",
    title="Bells",
    language="en",
    version="1",
    license="CC-BY-4.0",
    source=Source(title="The way up", publisher="A press", years="2023-24"),
    back_link=BackLink(label="Bell ringer", target="bell-ringer"),
    share_prompt="Pass it on.",
    faq_heading="What people ask",
    article=Article(
        id="way",
        title="The way up",
        language="en",
        date_published=date(2026, 11, 1),
        lead=Prose(("How to begin.",)),
        sections=(Section(id="start", heading="The start", body=Prose(("Begin.",))),),
    ),
    stages=mlc.Collection("stages", (STAGE,)),
    faq=mlc.Collection("faq", (Question(id="loud", question="Is it loud?", answer=Prose(("Yes.", "Very."))),)),
    skills=mlc.Collection("skills", (ROPE,)),
    roles=mlc.Collection("roles", ()),
    resources=mlc.Collection("resources", ()),
    credentials=mlc.Collection("credentials", (OLD, NEW)),
)
