"""The entries of a guide: frozen values that refer to one another.

References are resolved: a stage holds its skills themselves, not their ids.
They run one way only (article, question, stage, then skill, role, credential,
resource), so the graph has no cycle; `Guide.backlinks` gives the way back.
Names follow schema.org and SKOS where they have one.

The type of a field says what it holds: prose, a date, a number, a choice,
entries of which class. An object cannot be made with a value of another type.
Its metadata says what the type cannot:

- ``format``: what a string holds (``url``, ``isbn``, ``language``, ``years``, ``id``); without it, plain text.
  ``entry`` for entries that the data has inside this one, rather than by id.
- ``search``: ``label`` for the name of the entry, ``name`` for other names, ``text`` for further text.
- ``weight``: on the name of the entry, the factor of its score if a search is a question; by default, 1.
- ``label``: the words that the field is shown under; `None` hides it. Without it, they are made from its name.
- ``list``: whether its values are shown as a list, rather than on one line.
- ``translated``: whether the text is translated; by default, prose and the names of the entry are.
- ``term``: its property in schema.org, where the vocabulary has one in the same sense.
- ``node``: the class in schema.org of what a string names, for properties whose values are things.
- ``path``: where the data has it, if not under its own name.
- ``level``: the level that the data gives its values, which share their path with those of other levels.

`_fields.py` derives from both what reading, checking, conversion, search, rendering and `diff` need.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any, ClassVar, Literal

from attrs import field, fields, frozen

from ._markup import Markup
from ._type_checks import Checked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.console import RenderableType

Authority = Literal["primary", "secondary"]
Place = int | Literal["alongside"]
CredentialStatus = Literal["upcoming", "available", "retired"]

_HIDDEN: dict[str, Any] = {"label": None}
_LABEL: dict[str, Any] = {"search": "label", "translated": True, "label": None}
_OTHER_NAMES: dict[str, Any] = {
    "search": "name",
    "translated": True,
    "label": "Also listed as",
    "term": "alternateName",
}
_DESCRIPTION: dict[str, Any] = {"label": None, "term": "description"}
_PAGE: dict[str, Any] = {"format": "url", "label": "Page", "term": "url"}
_SAME_AS: dict[str, Any] = {"format": "url", "label": None, "term": "sameAs"}
_CLOSE_MATCH: dict[str, Any] = {"format": "url", "label": None}
_SENTENCES: dict[str, Any] = {"search": "text", "translated": True, "list": True}
_ID: dict[str, Any] = {"format": "id", "label": None}
_OTHER_WORDINGS: dict[str, Any] = {"search": "name", "translated": True, "label": None}


class Displayed:
    """What templates, notebooks and terminals ask an object for, as `render` gives it.

    .. versionadded:: 0.1.0
    """

    __slots__ = ()

    @property
    def html(self) -> Markup:
        """A fragment of HTML; safe to put into a page."""
        return Markup(self._rendered("html"))

    def __html__(self) -> str:
        """The same, for Jinja and MarkupSafe."""
        return self.html

    def _repr_html_(self) -> str:
        """The same, for notebooks."""
        return self.html

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        """Every format that a notebook can choose from, by media type."""
        formats = {"text/html": "html", "text/markdown": "markdown", "text/plain": "text"}
        return {media_type: self._rendered(format) for media_type, format in formats.items()}

    def __rich__(self) -> "RenderableType":
        """For rich, which is installed if it calls this."""
        from rich.markdown import Markdown

        return Markdown(self._rendered("markdown"))

    def _rendered(self, format: Any) -> str:
        from ._render import render  # which imports this module

        item: Any = self
        return str(render(item, format))


def _ref(entry: "Named | None") -> str:
    return f"<{entry.ref}>" if entry else "None"


def _as_tuple(value: object) -> tuple[Any, ...]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def _own_refs(entries: "Entry | tuple[Entry, ...] | None") -> object:
    # Entries are equal if their own fields and the refs of their references are. Comparing the referenced entries
    # instead would double the time with each level of a ladder in which every stage leads to all later ones.
    return tuple(map(_own_refs, entries)) if isinstance(entries, tuple) else getattr(entries, "ref", entries)


def _refs(entries: "tuple[Entry, ...]") -> str:
    return f"({', '.join(map(_ref, entries))})"


@frozen
class Prose(Checked):
    """Text of one or more CommonMark blocks.

    Attributes:
        blocks: The blocks, each a paragraph or a whole list, as they were written.

    .. versionadded:: 0.1.0
    """

    blocks: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text without its markup, an empty line between two blocks."""
        return self._text

    @property
    def html(self) -> Markup:
        """The text as HTML, safe to put into a page; its links to entries are plain text."""
        from . import _commonmark

        return _commonmark.prose_html(self.blocks)

    def __html__(self) -> str:
        """The same, for Jinja and MarkupSafe."""
        return self.html

    @property
    def mentions(self) -> tuple[str, ...]:
        """The refs of the entries that the text links to, in order, each once."""
        return self._mentions

    def __str__(self) -> str:
        return self.text

    # Cached under private names, which serializers such as msgspec leave out.
    @cached_property
    def _text(self) -> str:
        from . import _commonmark

        return _commonmark.plain_text(self.blocks)

    @cached_property
    def _mentions(self) -> tuple[str, ...]:
        from . import _commonmark

        targets = (target for block in self.blocks for target in _commonmark.links(block))
        return tuple(dict.fromkeys(target for target in targets if target.partition(":")[0] in ENTRY_CLASSES))


@frozen(kw_only=True)
class Source(Checked):
    """A publication or page that a fact is from.

    Attributes:
        title: What the source is called.
        publisher: Who published it.
        years: The year or span of years of its publication, such as ``2023-24``.
        url: Where it can be read.
        authority: ``"primary"`` if the source writes about itself, ``"secondary"`` if somebody else reports.

    .. versionadded:: 0.1.0
    """

    title: str
    publisher: str | None = None
    years: str | None = field(default=None, metadata={"format": "years"})
    url: str | None = field(default=None, metadata={"format": "url"})
    authority: Authority | None = None


@frozen(kw_only=True)
class BackLink(Checked):
    """A link to the page above the guide.

    Attributes:
        label: The text of the link.
        target: The name of the page, which the embedding application turns into an address.

    .. versionadded:: 0.1.0
    """

    label: str
    target: str


@frozen(kw_only=True)
class Named(Checked):
    """What data refers to by its kind and id: an entry, or something that a guide declares for its entries.

    Attributes:
        kind: Its kind, such as ``skill``.
        id: Its permanent id, unique among those of its kind.

    .. versionadded:: 0.1.0
    """

    kind: ClassVar[str]

    id: str = field(metadata=_ID)

    @property
    def ref(self) -> str:
        """The name that is unique in the guide, ``kind:id``."""
        return f"{self.kind}:{self.id}"


@frozen(kw_only=True)
class QuestionGroup(Named):
    """A group of questions, which a guide declares.

    Attributes:
        heading: The heading above its questions.

    .. versionadded:: 0.1.0
    """

    kind = "question group"

    heading: str = field(metadata=_LABEL)

    @property
    def label(self) -> str:
        """Its heading."""
        return self.heading


@frozen(kw_only=True, eq=False)
class Category(Named):
    """A category of the entries of one kind, which a guide declares.

    It equals its id, so that templates can compare it: ``skill.category == "language"``.
    Its string is its label.

    Attributes:
        label: What it is called.

    .. versionadded:: 0.1.0
    """

    label: str = field(metadata=_LABEL)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str):
            return self.id == other
        if isinstance(other, Category):
            return (self.ref, self.label) == (other.ref, other.label)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.id)

    def __str__(self) -> str:
        return self.label


class SkillCategory(Category):
    """A category of skills, such as programming languages.

    .. versionadded:: 0.1.0
    """

    __slots__ = ()  # with no field of its own it needs no decorator, which takes a millisecond

    kind = "skill category"


class CredentialCategory(Category):
    """A category of credentials, such as degrees.

    .. versionadded:: 0.1.0
    """

    __slots__ = ()

    kind = "credential category"


class ResourceCategory(Category):
    """A category of resources, such as books.

    .. versionadded:: 0.1.0
    """

    __slots__ = ()

    kind = "resource category"


@frozen(kw_only=True)
class Entry(Named, Displayed):
    """The base class of all entries.

    Attributes:
        collection: The collection of its kind, such as ``skills``; none for the article and its sections.
        schema_type: Its class in schema.org; a ``DefinedTerm`` is one of the terms of its collection.
        former_ids: Ids that it had before, which still find it.

    .. versionadded:: 0.1.0
    """

    collection: ClassVar[str | None] = None
    schema_type: ClassVar[str] = "DefinedTerm"
    _label: ClassVar[str] = ""
    _fields_by_role: ClassVar[dict[str, list[str]]] = {}
    _weight: ClassVar[float] = 1.0

    former_ids: tuple[str, ...] = field(default=(), metadata=_ID)

    @classmethod
    def __attrs_init_subclass__(cls) -> None:
        cls._fields_by_role = {"label": [], "name": [], "text": []}
        for attribute in fields(cls):
            if "search" in attribute.metadata:
                cls._fields_by_role[attribute.metadata["search"]].append(attribute.name)
            cls._weight = attribute.metadata.get("weight", cls._weight)
        cls._label = next(iter(cls._fields_by_role["label"]), "")

    @property
    def refs(self) -> tuple[str, ...]:
        """Its ref, then those of its former ids."""
        return (self.ref, *(f"{self.kind}:{former}" for former in self.former_ids))

    @property
    def label(self) -> str:
        """Its title, name, heading or question."""
        label: str = getattr(self, self._label)
        return label

    @property
    def prose(self) -> tuple[Prose, ...]:
        """The prose of the entry, in the order of the fields."""
        return tuple(value for value in self._values() if isinstance(value, Prose))

    @property
    def references(self) -> "tuple[Entry, ...]":
        """The entries that its fields refer to, in order, without those that its prose mentions."""
        return tuple(value for value in self._values() if isinstance(value, Entry))

    @property
    def lines(self) -> tuple[str, ...]:
        """The plain texts of the entry besides its names, in the order of the fields."""
        return self._texts("text")

    def __str__(self) -> str:
        return self.label

    if TYPE_CHECKING:
        # attrs generates both. Without them here, type checkers reject `"an-id" in collection`.
        def __eq__(self, other: object) -> bool: ...
        def __hash__(self) -> int: ...

    def _texts(self, role: str) -> tuple[str, ...]:
        """The values of the fields with a role in the search."""
        return tuple(item for name in self._fields_by_role[role] for item in _as_tuple(getattr(self, name)))

    def _values(self) -> Iterator[object]:
        for attribute in fields(type(self)):
            for item in _as_tuple(getattr(self, attribute.name)):
                if isinstance(item, Transition):
                    yield item.stage
                    yield item.requirements
                else:
                    yield item


@frozen(kw_only=True)
class Skill(Entry):
    """Something that a person in the profession knows or can do (schema.org DefinedTerm, SKOS Concept).

    Attributes:
        name: What it is called (SKOS prefLabel).
        category: The category it belongs to, such as programming languages.
        description: What it is and why it matters.
        alt_labels: Other names that people look for (SKOS altLabel).
        builds_on: The skills to learn before it.
        url: Its own page.
        same_as: Addresses of the same thing in other vocabularies.
        close_match: Addresses of similar things in other vocabularies.
        sources: The sources of its facts.
        checked_on: The day its facts were last checked.

    .. versionadded:: 0.1.0
    """

    kind = "skill"
    collection: ClassVar[str | None] = "skills"

    name: str = field(metadata=_LABEL)
    alt_labels: tuple[str, ...] = field(default=(), metadata=_OTHER_NAMES)
    category: SkillCategory = field(repr=_ref)
    description: Prose = field(metadata=_DESCRIPTION)
    builds_on: "tuple[Skill, ...]" = field(default=(), repr=_refs, eq=_own_refs)
    url: str | None = field(default=None, metadata=_PAGE)
    same_as: tuple[str, ...] = field(default=(), metadata=_SAME_AS)
    close_match: tuple[str, ...] = field(default=(), metadata=_CLOSE_MATCH)
    sources: tuple[Source, ...] = field(default=(), metadata=_HIDDEN)
    checked_on: date | None = field(default=None, metadata=_HIDDEN)


@frozen(kw_only=True)
class Role(Entry):
    """A job or a part in a team (schema.org Occupation).

    Attributes:
        title: What it is called.
        description: What it is and why it matters.
        alt_labels: Other names that people look for (SKOS altLabel).
        same_as: Addresses of the same thing in other vocabularies.
        close_match: Addresses of similar things in other vocabularies.
        sources: The sources of its facts.
        checked_on: The day its facts were last checked.

    .. versionadded:: 0.1.0
    """

    kind = "role"
    schema_type = "Occupation"
    collection: ClassVar[str | None] = "roles"

    title: str = field(metadata=_LABEL)
    alt_labels: tuple[str, ...] = field(default=(), metadata=_OTHER_NAMES)
    description: Prose = field(metadata=_DESCRIPTION)
    same_as: tuple[str, ...] = field(default=(), metadata=_SAME_AS)
    close_match: tuple[str, ...] = field(default=(), metadata=_CLOSE_MATCH)
    sources: tuple[Source, ...] = field(default=(), metadata=_HIDDEN)
    checked_on: date | None = field(default=None, metadata=_HIDDEN)


@frozen(kw_only=True)
class Credential(Entry):
    """A degree or a certification (schema.org EducationalOccupationalCredential).

    Attributes:
        name: What it is called.
        category: The category it belongs to, such as degrees.
        description: What it is and why it matters.
        alt_labels: Other names that people look for (SKOS altLabel).
        issuer: Who awards it.
        url: Its own page.
        fields_of_study: The subjects it is taken in, as examples.
        available_from: The first day on which it is available.
        last_available_on: The last day on which it is available.
        replaced_by: The credentials that replaced it.
        sources: The sources of its facts.
        checked_on: The day its facts were last checked.

    .. versionadded:: 0.1.0
    """

    kind = "credential"
    schema_type = "EducationalOccupationalCredential"
    collection: ClassVar[str | None] = "credentials"

    name: str = field(metadata=_LABEL)
    alt_labels: tuple[str, ...] = field(default=(), metadata=_OTHER_NAMES)
    category: CredentialCategory = field(repr=_ref, metadata={"term": "credentialCategory"})
    issuer: str | None = field(
        default=None, metadata={"search": "text", "term": "recognizedBy", "node": "Organization"}
    )
    description: Prose = field(metadata=_DESCRIPTION)
    url: str | None = field(default=None, metadata=_PAGE)
    fields_of_study: tuple[str, ...] = field(
        default=(),
        metadata={"search": "text", "translated": True, "label": "Fields of study, for example", "term": "keywords"},
    )
    available_from: date | None = None
    last_available_on: date | None = None
    replaced_by: "tuple[Credential, ...]" = field(default=(), repr=_refs, eq=_own_refs)
    sources: tuple[Source, ...] = field(default=(), metadata=_HIDDEN)
    checked_on: date | None = field(default=None, metadata=_HIDDEN)

    def status_on(self, day: date) -> CredentialStatus:
        """Its status on a day: upcoming, available or retired.

        The library reads no clock: the caller passes the day.

        Raises:
            TypeError: `day` is not a `datetime.date`.
        """
        if not isinstance(day, date) or isinstance(day, datetime):
            raise TypeError(f"status_on takes a datetime.date, not {type(day).__name__}")
        if self.available_from and day < self.available_from:
            return "upcoming"
        if self.last_available_on and day > self.last_available_on:
            return "retired"
        return "available"


@frozen(kw_only=True)
class Resource(Entry):
    """Something to learn from or somewhere to meet (schema.org LearningResource).

    Attributes:
        title: What it is called.
        category: The category it belongs to, such as books.
        description: What it is and why it matters.
        alt_labels: Other names that people look for (SKOS altLabel).
        authors: Who wrote it, in the order of its title page.
        publisher: Who published it.
        year: The year of its publication.
        isbn13: The thirteen digits of its ISBN.
        url: Its own page.
        free: Whether it can be used in full without paying; `None` if that is not known.
        sources: The sources of its facts.
        checked_on: The day its facts were last checked.

    .. versionadded:: 0.1.0
    """

    kind = "resource"
    schema_type = "LearningResource"
    collection: ClassVar[str | None] = "resources"

    title: str = field(metadata=_LABEL)
    alt_labels: tuple[str, ...] = field(default=(), metadata=_OTHER_NAMES)
    category: ResourceCategory = field(repr=_ref)
    authors: tuple[str, ...] = field(default=(), metadata={"search": "text", "term": "author", "node": "Person"})
    publisher: str | None = field(
        default=None, metadata={"search": "text", "label": "Published", "term": "publisher", "node": "Organization"}
    )
    year: int | None = field(default=None, metadata={"label": "Published", "term": "datePublished"})
    isbn13: str | None = field(default=None, metadata={"format": "isbn", "label": "ISBN", "term": "isbn"})
    url: str | None = field(default=None, metadata=_PAGE)
    free: bool | None = field(default=None, metadata={"label": "Free to use in full", "term": "isAccessibleForFree"})
    description: Prose = field(metadata=_DESCRIPTION)
    sources: tuple[Source, ...] = field(default=(), metadata=_HIDDEN)
    checked_on: date | None = field(default=None, metadata=_HIDDEN)


@frozen(kw_only=True)
class Transition(Checked):
    """The step from one stage to a later one.

    Attributes:
        stage: The later stage.
        requirements: What the step requires.

    .. versionadded:: 0.1.0
    """

    stage: "Stage" = field(repr=_ref, eq=_own_refs)
    requirements: Prose


@frozen(kw_only=True)
class Stage(Entry):
    """A stage of the career.

    Attributes:
        title: What it is called.
        place: The level on the ladder, counted from 1, or ``"alongside"`` for a stage parallel to all others.
        summary: The stage in one short paragraph.
        responsibilities: What somebody at this stage is responsible for.
        activities: What somebody at this stage does to advance.
        essential_skills: The skills that the stage requires.
        helpful_skills: The skills that help.
        roles: The roles at this stage.
        credentials: The degrees and certifications that matter at this stage.
        resources: The learning resources for this stage.
        leads_to: The later stages that it leads to, and what each step requires.

    .. versionadded:: 0.1.0
    """

    kind = "stage"
    collection: ClassVar[str | None] = "stages"

    title: str = field(metadata={**_LABEL, "weight": 1.1})
    place: Place = field(metadata=_HIDDEN)
    summary: Prose = field(metadata=_DESCRIPTION)
    responsibilities: tuple[str, ...] = field(default=(), metadata=_SENTENCES)
    activities: tuple[str, ...] = field(default=(), metadata=_SENTENCES)
    essential_skills: tuple[Skill, ...] = field(
        default=(), repr=_refs, eq=_own_refs, metadata={"path": ("skills", "*", "skill"), "level": "essential"}
    )
    helpful_skills: tuple[Skill, ...] = field(
        default=(), repr=_refs, eq=_own_refs, metadata={"path": ("skills", "*", "skill"), "level": "helpful"}
    )
    roles: tuple[Role, ...] = field(default=(), repr=_refs, eq=_own_refs)
    credentials: tuple[Credential, ...] = field(default=(), repr=_refs, eq=_own_refs)
    resources: tuple[Resource, ...] = field(default=(), repr=_refs, eq=_own_refs)
    leads_to: tuple[Transition, ...] = field(default=(), metadata=_HIDDEN)

    @property
    def skills(self) -> tuple[Skill, ...]:
        """The essential skills, then the helpful ones."""
        return self.essential_skills + self.helpful_skills


@frozen(kw_only=True)
class Question(Entry):
    """A question that readers ask, with its answer (schema.org Question).

    Attributes:
        question: The question as a reader would ask it.
        alt_labels: Other ways to ask it, which are searched and not shown (SKOS hiddenLabel).
        group: The group of questions that it belongs to; none for the first questions.
        answer: The answer.
        stages: The stages that the question belongs to.
        sources: The sources of its facts, besides the guide's if it is in no group.
        checked_on: The day its facts were last checked.

    .. versionadded:: 0.1.0
    """

    kind = "question"
    schema_type = "Question"
    collection: ClassVar[str | None] = "faq"

    question: str = field(metadata={**_LABEL, "weight": 1.3})
    alt_labels: tuple[str, ...] = field(default=(), metadata=_OTHER_WORDINGS)
    group: QuestionGroup | None = field(default=None, metadata=_HIDDEN)
    answer: Prose = field(metadata=_HIDDEN)
    stages: tuple[Stage, ...] = field(default=(), repr=_refs, eq=_own_refs, metadata=_HIDDEN)
    sources: tuple[Source, ...] = field(default=(), metadata=_HIDDEN)
    checked_on: date | None = field(default=None, metadata=_HIDDEN)


@frozen(kw_only=True)
class Section(Entry):
    """One section of the article.

    Attributes:
        heading: The heading above it.
        stage: The stage that it is about, if any.
        body: The text.
        sources: The sources of its facts, besides the article's.
        checked_on: The day its facts were last checked.

    .. versionadded:: 0.1.0
    """

    kind = "section"
    schema_type = "WebPageElement"

    heading: str = field(metadata={**_LABEL, "weight": 1.3})
    stage: Stage | None = field(default=None, repr=_ref, eq=_own_refs, metadata=_HIDDEN)
    body: Prose = field(metadata=_HIDDEN)
    sources: tuple[Source, ...] = field(default=(), metadata=_HIDDEN)
    checked_on: date | None = field(default=None, metadata=_HIDDEN)


@frozen(kw_only=True)
class Article(Entry):
    """The article about the whole career (schema.org Article).

    Attributes:
        title: The headline.
        language: The language of the text, as a BCP 47 tag.
        date_published: The day it first appeared.
        date_modified: The day of its last change.
        source: The publication whose facts it carries.
        lead: The opening paragraph.
        sections: The sections, in reading order.

    .. versionadded:: 0.1.0
    """

    kind = "article"
    schema_type = "Article"

    title: str = field(metadata={**_LABEL, "term": "headline"})
    language: str = field(metadata={"format": "language", "label": None, "term": "inLanguage"})
    date_published: date = field(metadata={"label": None, "term": "datePublished"})
    date_modified: date | None = field(default=None, metadata={"label": None, "term": "dateModified"})
    source: Source | None = field(default=None, metadata=_HIDDEN)
    lead: Prose = field(metadata={"label": None, "term": "abstract"})
    sections: tuple[Section, ...] = field(repr=_refs, metadata={"format": "entry", "label": None})


_CLASSES: tuple[type[Entry], ...] = (
    Article,
    Section,
    Stage,
    Question,
    Skill,
    Role,
    Credential,
    Resource,
)
#: What a guide declares, by the field that has it.
DECLARED_CLASSES: dict[str, type[QuestionGroup | Category]] = {
    "question_groups": QuestionGroup,
    "skill_categories": SkillCategory,
    "credential_categories": CredentialCategory,
    "resource_categories": ResourceCategory,
}
ENTRY_CLASSES: dict[str, type[Entry]] = {cls.kind: cls for cls in _CLASSES}
COLLECTION_CLASSES: dict[str, type[Entry]] = {cls.collection: cls for cls in ENTRY_CLASSES.values() if cls.collection}
