"""The types of what `to_dict` returns: a `TypedDict` for every kind of document and for its parts.

`SkillDict` is a skill by itself, `SkillFields` a skill inside another document, which does not repeat its kind. Only
the code that uses these types imports them. `tools/typed_dicts.py` writes this file from the schemas.

.. versionadded:: 0.1.0
"""

import sys
from typing import Literal, NotRequired

TYPE_CHECKING = False
if TYPE_CHECKING or sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    try:  # before Python 3.12, pydantic accepts only this one, and installs it
        from typing_extensions import TypedDict
    except ImportError:
        from typing import TypedDict


class SourceDict(TypedDict):
    """A publication or web page that facts come from."""

    title: str
    """The title of the source."""
    publisher: NotRequired[str]
    """Who published it."""
    years: NotRequired[str]
    """The year or years of publication."""
    url: NotRequired[str]
    """The URL of the source."""
    authority: NotRequired[Literal["primary", "secondary"]]
    """Primary if the source describes itself (an imprint, an issuer’s page), secondary if somebody else describes it.
    """


class BackLinkDict(TypedDict):
    """The link from the guide to its parent page."""

    label: str
    """The text of the link."""
    target: str
    """The name of the target page, which the embedding application turns into a URL."""


class QuestionGroupDict(TypedDict):
    """A group of questions under a heading of its own."""

    id: str
    """The id of the group, which questions name."""
    heading: str
    """The heading above the questions of the group."""


class CategoryDict(TypedDict):
    """A category of entries of one kind."""

    id: str
    """The id of the category, which entries name."""
    label: str
    """The name of the category, which is shown with its entries."""


class SectionFields(TypedDict):
    """A section inside another document, without its kind."""

    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    heading: str
    """The heading of the section."""
    stage: NotRequired[str]
    """The id of the stage that the section describes."""
    body: list[str]
    """The text of the section. A list of CommonMark blocks."""
    sources: NotRequired[list[SourceDict]]
    """The sources of the facts of the section, besides the source of the article."""
    checked_on: NotRequired[str]
    """The date on which the facts of the entry were last compared with its sources, as YYYY-MM-DD."""


class ArticleFields(TypedDict):
    """An article inside another document, without its kind."""

    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    title: str
    """The headline (schema.org headline)."""
    language: str
    """The language of the text, as a BCP 47 tag."""
    date_published: str
    """The date on which the article was first published (schema.org datePublished), as YYYY-MM-DD."""
    date_modified: NotRequired[str]
    """The date of its last change (schema.org dateModified), as YYYY-MM-DD."""
    source: NotRequired[SourceDict]
    """The publication that the facts of the text come from, for the credit line."""
    lead: list[str]
    """The introduction, which says what the reader will find. A list of CommonMark blocks."""
    sections: list[SectionFields]
    """The sections, in reading order."""


class StageSkillDict(TypedDict):
    """A skill, with its importance at a stage."""

    skill: str
    """The id of the skill."""
    level: Literal["essential", "helpful"]
    """Essential if the stage requires the skill, helpful if it is only useful there."""


class TransitionDict(TypedDict):
    """The step from one stage to a later one."""

    stage: str
    """The id of the later stage."""
    requirements: list[str]
    """What the step requires. A list of CommonMark blocks."""


class StageFields(TypedDict):
    """A stage inside another document, without its kind."""

    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    title: str
    """The name of the stage."""
    place: int | Literal["alongside"]
    """The place on the career ladder, starting at 1, or “alongside” for a stage that is parallel to the whole ladder.
    """
    summary: list[str]
    """The stage in one short paragraph. A list of CommonMark blocks."""
    responsibilities: NotRequired[list[str]]
    """What somebody at this stage is responsible for, one short line each."""
    activities: NotRequired[list[str]]
    """What somebody at this stage does to advance, one short line each."""
    skills: NotRequired[list[StageSkillDict]]
    """The skills of the stage, each with its importance there."""
    roles: NotRequired[list[str]]
    """The ids of the roles that people hold at this stage."""
    credentials: NotRequired[list[str]]
    """The ids of the degrees and certifications that belong to the stage."""
    resources: NotRequired[list[str]]
    """The ids of the learning resources that help at this stage."""
    leads_to: NotRequired[list[TransitionDict]]
    """The later stages that this one leads to, with the requirements of each step."""


class QuestionFields(TypedDict):
    """A question inside another document, without its kind."""

    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    question: str
    """The question as a reader would ask it."""
    alt_labels: NotRequired[list[str]]
    """Other ways to ask the question. They are searched and not shown (SKOS hiddenLabel)."""
    group: NotRequired[str]
    """The id of the group that the question belongs to, one of those of the guide."""
    answer: list[str]
    """The answer; the first sentence answers, the rest explains. A list of CommonMark blocks."""
    stages: NotRequired[list[str]]
    """The ids of the stages that the question belongs to."""
    sources: NotRequired[list[SourceDict]]
    """The sources of the facts of the answer, besides the source of the guide if the question is in no group."""
    checked_on: NotRequired[str]
    """The date on which the facts of the entry were last compared with its sources, as YYYY-MM-DD."""


class SkillFields(TypedDict):
    """A skill inside another document, without its kind."""

    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    name: str
    """The name of the skill (SKOS prefLabel)."""
    alt_labels: NotRequired[list[str]]
    """Other names and abbreviations that people look for (SKOS altLabel)."""
    category: str
    """The id of the category that the skill belongs to (field, language, mathematics, computing, data, framework,
    specialism, practice or soft, or one that the guide declares).
    """
    description: list[str]
    """What it is and why it matters, in one or two sentences. A list of CommonMark blocks."""
    builds_on: NotRequired[list[str]]
    """The ids of the skills to learn before this one, without a cycle."""
    url: NotRequired[str]
    """The URL of its own web page."""
    same_as: NotRequired[list[str]]
    """Web addresses of the same thing in other vocabularies (schema.org sameAs, SKOS exactMatch)."""
    close_match: NotRequired[list[str]]
    """Web addresses of similar but not identical things in other vocabularies (SKOS closeMatch)."""
    sources: NotRequired[list[SourceDict]]
    """The sources of the facts of the entry."""
    checked_on: NotRequired[str]
    """The date on which the facts of the entry were last compared with its sources, as YYYY-MM-DD."""


class RoleFields(TypedDict):
    """A role inside another document, without its kind."""

    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    title: str
    """The name of the role."""
    alt_labels: NotRequired[list[str]]
    """Other names and abbreviations that people look for (SKOS altLabel)."""
    description: list[str]
    """What it is and why it matters, in one or two sentences. A list of CommonMark blocks."""
    same_as: NotRequired[list[str]]
    """Web addresses of the same thing in other vocabularies (schema.org sameAs, SKOS exactMatch)."""
    close_match: NotRequired[list[str]]
    """Web addresses of similar but not identical things in other vocabularies (SKOS closeMatch)."""
    sources: NotRequired[list[SourceDict]]
    """The sources of the facts of the entry."""
    checked_on: NotRequired[str]
    """The date on which the facts of the entry were last compared with its sources, as YYYY-MM-DD."""


class CredentialFields(TypedDict):
    """A credential inside another document, without its kind."""

    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    name: str
    """The name of the credential."""
    alt_labels: NotRequired[list[str]]
    """Other names and abbreviations that people look for (SKOS altLabel)."""
    category: str
    """The id of the category that the credential belongs to (degree or certification, or one that the guide declares).
    """
    issuer: NotRequired[str]
    """Who awards it (schema.org recognizedBy)."""
    description: list[str]
    """What it is and why it matters, in one or two sentences. A list of CommonMark blocks."""
    url: NotRequired[str]
    """The URL of its own web page."""
    fields_of_study: NotRequired[list[str]]
    """Examples of subjects in which it is awarded."""
    available_from: NotRequired[str]
    """The first day on which it is available, as YYYY-MM-DD."""
    last_available_on: NotRequired[str]
    """The last day on which it is available, as YYYY-MM-DD."""
    replaced_by: NotRequired[list[str]]
    """The ids of the credentials that replaced it."""
    sources: NotRequired[list[SourceDict]]
    """The sources of the facts of the entry."""
    checked_on: NotRequired[str]
    """The date on which the facts of the entry were last compared with its sources, as YYYY-MM-DD."""


class ResourceFields(TypedDict):
    """A resource inside another document, without its kind."""

    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    title: str
    """The name of the resource."""
    alt_labels: NotRequired[list[str]]
    """Other names and abbreviations that people look for (SKOS altLabel)."""
    category: str
    """The id of the category that the resource belongs to (book, course, document, course-platform,
    competition-platform, event or community, or one that the guide declares).
    """
    authors: NotRequired[list[str]]
    """The authors, in the order of the title page."""
    publisher: NotRequired[str]
    """Who published it."""
    year: NotRequired[int]
    """The year in which it was published."""
    isbn13: NotRequired[str]
    """The thirteen digits of the ISBN, without hyphens."""
    url: NotRequired[str]
    """The URL of its own web page."""
    free: NotRequired[bool]
    """Whether all of it is free of charge."""
    description: list[str]
    """What it is and why it matters, in one or two sentences. A list of CommonMark blocks."""
    sources: NotRequired[list[SourceDict]]
    """The sources of the facts of the entry."""
    checked_on: NotRequired[str]
    """The date on which the facts of the entry were last compared with its sources, as YYYY-MM-DD."""


class GuideDict(TypedDict):
    """A whole guide to a profession."""

    kind: Literal["guide"]
    id: str
    """The permanent name of the guide."""
    title: str
    """The name of the guide."""
    language: str
    """The language of the text, as a BCP 47 tag."""
    version: str
    """The version of the content, numbered by its publisher."""
    license: str
    """The licence of the content, as an SPDX licence expression."""
    source: NotRequired[SourceDict]
    """The publication that the facts of the text come from, for the credit line."""
    back_link: NotRequired[BackLinkDict]
    """The link from the guide to its parent page."""
    share_prompt: NotRequired[str]
    """A line that invites the reader to share the guide."""
    faq_heading: NotRequired[str]
    """The heading above the questions."""
    question_groups: NotRequired[list[QuestionGroupDict]]
    """The groups of further questions, in the order in which they are shown. Questions without a group come first."""
    skill_categories: NotRequired[list[CategoryDict]]
    """The categories of skills that the guide adds to those that every guide has, or gives a label of its own."""
    credential_categories: NotRequired[list[CategoryDict]]
    """The categories of credentials that the guide adds to those that every guide has, or gives a label of its own."""
    resource_categories: NotRequired[list[CategoryDict]]
    """The categories of resources that the guide adds to those that every guide has, or gives a label of its own."""
    article: ArticleFields
    """The article of the guide."""
    stages: NotRequired[list[StageFields]]
    """The stages of the career, in order."""
    faq: NotRequired[list[QuestionFields]]
    """The frequently asked questions, in order."""
    skills: NotRequired[list[SkillFields]]
    """The skills that the guide names."""
    roles: NotRequired[list[RoleFields]]
    """The roles that the guide names."""
    credentials: NotRequired[list[CredentialFields]]
    """The degrees and certifications that the guide names."""
    resources: NotRequired[list[ResourceFields]]
    """The learning resources that the guide names."""


class ArticleDict(TypedDict):
    """The article, which describes the whole career from beginning to end (schema.org Article)."""

    kind: Literal["article"]
    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    title: str
    """The headline (schema.org headline)."""
    language: str
    """The language of the text, as a BCP 47 tag."""
    date_published: str
    """The date on which the article was first published (schema.org datePublished), as YYYY-MM-DD."""
    date_modified: NotRequired[str]
    """The date of its last change (schema.org dateModified), as YYYY-MM-DD."""
    source: NotRequired[SourceDict]
    """The publication that the facts of the text come from, for the credit line."""
    lead: list[str]
    """The introduction, which says what the reader will find. A list of CommonMark blocks."""
    sections: list[SectionFields]
    """The sections, in reading order."""


class SectionDict(TypedDict):
    """One section of the article."""

    kind: Literal["section"]
    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    heading: str
    """The heading of the section."""
    stage: NotRequired[str]
    """The id of the stage that the section describes."""
    body: list[str]
    """The text of the section. A list of CommonMark blocks."""
    sources: NotRequired[list[SourceDict]]
    """The sources of the facts of the section, besides the source of the article."""
    checked_on: NotRequired[str]
    """The date on which the facts of the entry were last compared with its sources, as YYYY-MM-DD."""


class QuestionDict(TypedDict):
    """A question that readers ask, with its answer (schema.org Question)."""

    kind: Literal["question"]
    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    question: str
    """The question as a reader would ask it."""
    alt_labels: NotRequired[list[str]]
    """Other ways to ask the question. They are searched and not shown (SKOS hiddenLabel)."""
    group: NotRequired[str]
    """The id of the group that the question belongs to, one of those of the guide."""
    answer: list[str]
    """The answer; the first sentence answers, the rest explains. A list of CommonMark blocks."""
    stages: NotRequired[list[str]]
    """The ids of the stages that the question belongs to."""
    sources: NotRequired[list[SourceDict]]
    """The sources of the facts of the answer, besides the source of the guide if the question is in no group."""
    checked_on: NotRequired[str]
    """The date on which the facts of the entry were last compared with its sources, as YYYY-MM-DD."""


class StageDict(TypedDict):
    """A stage of the career, with a place on the career ladder or alongside it."""

    kind: Literal["stage"]
    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    title: str
    """The name of the stage."""
    place: int | Literal["alongside"]
    """The place on the career ladder, starting at 1, or “alongside” for a stage that is parallel to the whole ladder.
    """
    summary: list[str]
    """The stage in one short paragraph. A list of CommonMark blocks."""
    responsibilities: NotRequired[list[str]]
    """What somebody at this stage is responsible for, one short line each."""
    activities: NotRequired[list[str]]
    """What somebody at this stage does to advance, one short line each."""
    skills: NotRequired[list[StageSkillDict]]
    """The skills of the stage, each with its importance there."""
    roles: NotRequired[list[str]]
    """The ids of the roles that people hold at this stage."""
    credentials: NotRequired[list[str]]
    """The ids of the degrees and certifications that belong to the stage."""
    resources: NotRequired[list[str]]
    """The ids of the learning resources that help at this stage."""
    leads_to: NotRequired[list[TransitionDict]]
    """The later stages that this one leads to, with the requirements of each step."""


class SkillDict(TypedDict):
    """Something that a person in the profession knows or can do (schema.org DefinedTerm, SKOS Concept)."""

    kind: Literal["skill"]
    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    name: str
    """The name of the skill (SKOS prefLabel)."""
    alt_labels: NotRequired[list[str]]
    """Other names and abbreviations that people look for (SKOS altLabel)."""
    category: str
    """The id of the category that the skill belongs to (field, language, mathematics, computing, data, framework,
    specialism, practice or soft, or one that the guide declares).
    """
    description: list[str]
    """What it is and why it matters, in one or two sentences. A list of CommonMark blocks."""
    builds_on: NotRequired[list[str]]
    """The ids of the skills to learn before this one, without a cycle."""
    url: NotRequired[str]
    """The URL of its own web page."""
    same_as: NotRequired[list[str]]
    """Web addresses of the same thing in other vocabularies (schema.org sameAs, SKOS exactMatch)."""
    close_match: NotRequired[list[str]]
    """Web addresses of similar but not identical things in other vocabularies (SKOS closeMatch)."""
    sources: NotRequired[list[SourceDict]]
    """The sources of the facts of the entry."""
    checked_on: NotRequired[str]
    """The date on which the facts of the entry were last compared with its sources, as YYYY-MM-DD."""


class RoleDict(TypedDict):
    """A job that somebody has, or a function within one (schema.org Occupation)."""

    kind: Literal["role"]
    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    title: str
    """The name of the role."""
    alt_labels: NotRequired[list[str]]
    """Other names and abbreviations that people look for (SKOS altLabel)."""
    description: list[str]
    """What it is and why it matters, in one or two sentences. A list of CommonMark blocks."""
    same_as: NotRequired[list[str]]
    """Web addresses of the same thing in other vocabularies (schema.org sameAs, SKOS exactMatch)."""
    close_match: NotRequired[list[str]]
    """Web addresses of similar but not identical things in other vocabularies (SKOS closeMatch)."""
    sources: NotRequired[list[SourceDict]]
    """The sources of the facts of the entry."""
    checked_on: NotRequired[str]
    """The date on which the facts of the entry were last compared with its sources, as YYYY-MM-DD."""


class CredentialDict(TypedDict):
    """A degree or a certification (schema.org EducationalOccupationalCredential)."""

    kind: Literal["credential"]
    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    name: str
    """The name of the credential."""
    alt_labels: NotRequired[list[str]]
    """Other names and abbreviations that people look for (SKOS altLabel)."""
    category: str
    """The id of the category that the credential belongs to (degree or certification, or one that the guide declares).
    """
    issuer: NotRequired[str]
    """Who awards it (schema.org recognizedBy)."""
    description: list[str]
    """What it is and why it matters, in one or two sentences. A list of CommonMark blocks."""
    url: NotRequired[str]
    """The URL of its own web page."""
    fields_of_study: NotRequired[list[str]]
    """Examples of subjects in which it is awarded."""
    available_from: NotRequired[str]
    """The first day on which it is available, as YYYY-MM-DD."""
    last_available_on: NotRequired[str]
    """The last day on which it is available, as YYYY-MM-DD."""
    replaced_by: NotRequired[list[str]]
    """The ids of the credentials that replaced it."""
    sources: NotRequired[list[SourceDict]]
    """The sources of the facts of the entry."""
    checked_on: NotRequired[str]
    """The date on which the facts of the entry were last compared with its sources, as YYYY-MM-DD."""


class ResourceDict(TypedDict):
    """A learning resource: a book, a course platform, a competition platform, an event or a community (schema.org
    LearningResource).
    """

    kind: Literal["resource"]
    id: str
    """The permanent name of the entry, unique among the entries of its kind."""
    former_ids: NotRequired[list[str]]
    """Former ids of the entry. They still lead to it, with a deprecation warning."""
    title: str
    """The name of the resource."""
    alt_labels: NotRequired[list[str]]
    """Other names and abbreviations that people look for (SKOS altLabel)."""
    category: str
    """The id of the category that the resource belongs to (book, course, document, course-platform,
    competition-platform, event or community, or one that the guide declares).
    """
    authors: NotRequired[list[str]]
    """The authors, in the order of the title page."""
    publisher: NotRequired[str]
    """Who published it."""
    year: NotRequired[int]
    """The year in which it was published."""
    isbn13: NotRequired[str]
    """The thirteen digits of the ISBN, without hyphens."""
    url: NotRequired[str]
    """The URL of its own web page."""
    free: NotRequired[bool]
    """Whether all of it is free of charge."""
    description: list[str]
    """What it is and why it matters, in one or two sentences. A list of CommonMark blocks."""
    sources: NotRequired[list[SourceDict]]
    """The sources of the facts of the entry."""
    checked_on: NotRequired[str]
    """The date on which the facts of the entry were last compared with its sources, as YYYY-MM-DD."""


class StagesDict(TypedDict):
    """The stages of a career."""

    kind: Literal["stages"]
    entries: list[StageFields]
    """The entries, in reading order."""


class FAQDict(TypedDict):
    """Frequently asked questions (schema.org FAQPage)."""

    kind: Literal["faq"]
    entries: list[QuestionFields]
    """The entries, in reading order."""


class SkillsDict(TypedDict):
    """A set of skills (schema.org DefinedTermSet)."""

    kind: Literal["skills"]
    entries: list[SkillFields]
    """The entries, in reading order."""


class RolesDict(TypedDict):
    """A set of roles."""

    kind: Literal["roles"]
    entries: list[RoleFields]
    """The entries, in reading order."""


class CredentialsDict(TypedDict):
    """A set of degrees and certifications."""

    kind: Literal["credentials"]
    entries: list[CredentialFields]
    """The entries, in reading order."""


class ResourcesDict(TypedDict):
    """A set of learning resources."""

    kind: Literal["resources"]
    entries: list[ResourceFields]
    """The entries, in reading order."""


#: An entry of any kind.
EntryDict = ArticleDict | SectionDict | QuestionDict | StageDict | SkillDict | RoleDict | CredentialDict | ResourceDict
#: A collection of any kind.
CollectionDict = StagesDict | FAQDict | SkillsDict | RolesDict | CredentialsDict | ResourcesDict


if not TYPE_CHECKING:
    for _value in list(vars().values()):
        if isinstance(_value, type) and hasattr(_value, "__required_keys__"):
            # With this, pydantic describes each field by its docstring, and OpenAPI documents show the descriptions.
            _value.__pydantic_config__ = {"use_attribute_docstrings": True}
