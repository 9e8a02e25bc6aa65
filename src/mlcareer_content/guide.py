"""`Guide`: look-up, backlinks, search, passages and learning paths."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, partial
from itertools import chain
from typing import Any, TypeVar, overload

from attrs import asdict, frozen

from ._collection import Collection
from ._entries import entry_kind
from ._limits import MAX_NAME_LENGTH_COMPARED
from ._type_checks import Checked
from .exceptions import NotFoundError, near, require_integer, require_string
from .model import (
    COLLECTION_CLASSES,
    Article,
    BackLink,
    Credential,
    CredentialCategory,
    Displayed,
    Entry,
    Question,
    QuestionGroup,
    Resource,
    ResourceCategory,
    Role,
    Skill,
    SkillCategory,
    Source,
    Stage,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._learning_path import LearningPath
    from ._passages import Chunk, Hit

EntryT = TypeVar("EntryT", bound=Entry)

_NO_ENTRIES: Collection[Entry] = Collection("", ())
_building = threading.Lock()  # an index takes so long to build that other threads may ask for it meanwhile


@frozen(kw_only=True, repr=False)
class Guide(Checked, Displayed):
    """A whole guide, immutable and safe to share among threads.

    Attributes:
        id: Its permanent id.
        title: Its title.
        language: The language of its text, as a BCP 47 tag.
        version: The edition of the content, in the publisher's own numbering.
        license: The licence of the content, as an SPDX expression.
        source: The publication that its facts are from.
        back_link: A link to the page above it.
        share_prompt: A line that invites the reader to share it.
        faq_heading: The heading above the questions.
        question_groups: The groups of further questions, in order, each with its heading.
        skill_categories: The categories of skills that the guide declares, besides those that every guide has.
        credential_categories: The categories of credentials that it declares.
        resource_categories: The categories of resources that it declares.
        article: The article.
        stages: The stages, in order.
        faq: The questions, in order.
        skills: The skills that the guide names.
        roles: The roles that it names.
        credentials: The degrees and certifications that it names.
        resources: The learning resources that it names.

    .. versionadded:: 0.1.0
    """

    id: str
    title: str
    language: str
    version: str
    license: str
    source: Source | None = None
    back_link: BackLink | None = None
    share_prompt: str | None = None
    faq_heading: str | None = None
    question_groups: tuple[QuestionGroup, ...] = ()
    skill_categories: tuple[SkillCategory, ...] = ()
    credential_categories: tuple[CredentialCategory, ...] = ()
    resource_categories: tuple[ResourceCategory, ...] = ()
    article: Article
    stages: Collection[Stage] = Collection("stages", ())
    faq: Collection[Question] = Collection("faq", ())
    skills: Collection[Skill] = Collection("skills", ())
    roles: Collection[Role] = Collection("roles", ())
    credentials: Collection[Credential] = Collection("credentials", ())
    resources: Collection[Resource] = Collection("resources", ())

    def __attrs_post_init__(self) -> None:
        """Check the values, and let the collections know the guide."""
        super().__attrs_post_init__()
        for name in COLLECTION_CLASSES:
            collection = getattr(self, name)
            if collection.kind != name:
                raise ValueError(f"Guide.{name} must be a collection of the kind {name!r}, not {collection.kind!r}")
            # A copy, as `attrs.evolve` gives another guide the same collections.
            object.__setattr__(self, name, collection._part(collection.entries, self))

    def __reduce__(self) -> tuple[Any, ...]:
        """A call of the class, so that the collections of a copy know the copy."""
        return partial(Guide, **asdict(self, recurse=False)), ()

    def __getitem__(self, ref: str) -> Entry:
        """The entry with a ref, such as ``skill:pytorch``.

        Raises:
            NotFoundError: No entry has the ref, or it is not of the form ``kind:id``.
            TypeError: `ref` is not a string.
        """
        return self._get(ref)

    @overload
    def get(self, ref: str) -> Entry | None: ...
    @overload
    def get(self, ref: str, entry_class: type[EntryT]) -> EntryT | None: ...
    def get(self, ref: str, entry_class: type[Entry] = Entry) -> Entry | None:
        """The entry with a ref; `None` for any other string, also one that is not a ref.

        Args:
            ref: Any string.
            entry_class: The class that the entry must have, such as `model.Skill`, so that a type checker knows it.
                For an entry of another class, the result is `None`.

        Raises:
            TypeError: `ref` is not a string, or `entry_class` is not a class of entries.
        """
        if not isinstance(entry_class, type) or not issubclass(entry_class, Entry):
            raise TypeError(f"entry_class must be a class of entries, such as Skill, not {entry_class!r:.100}")
        collection, id = self._split(ref)
        entry = collection._find(id)
        return entry if isinstance(entry, entry_class) else None

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str):
            collection, id = self._split(item)
            return id in collection
        return any(item == entry for entry in self)

    def __iter__(self) -> Iterator[Entry]:
        return chain.from_iterable(self._by_kind.values())

    def __len__(self) -> int:
        return sum(map(len, self._by_kind.values()))

    def __repr__(self) -> str:
        return f"<guide:{self.id} {self.version}, {len(self)} entries>"

    @property
    def collections(self) -> tuple[Collection[Any], ...]:
        """All collections, in the order in which a guide is read, from the stages to the resources."""
        return tuple(getattr(self, name) for name in COLLECTION_CLASSES)

    @property
    def credit(self) -> str:
        """The source of its facts and the licence of its text, to be shown with every part of it."""
        from ._render import credit  # which imports this module

        return credit(self)

    @property
    def digest(self) -> str:
        """The SHA-256 of the content, in hexadecimal digits, for caches and ETags.

        It includes the language and the version of the guide. It is the same in every process and on every platform.
        """
        return self._digest

    def backlinks(self, ref: str) -> tuple[Entry, ...]:
        """Every entry that refers to an entry or mentions it in its prose, in the order of the guide.

        Raises:
            NotFoundError: No entry has the ref.
            TypeError: `ref` is not a string.
        """
        return self._backlinks.get(self._get(ref).ref, ())

    def search(self, query: str, *, kind: str | None = None, limit: int = 10) -> tuple[Hit, ...]:
        """The entries that answer a query best, the best first.

        Everything that a reader sees is searched: titles, questions, prose,
        alternative labels. Any text is a safe query. Typing errors are corrected.
        A query about something that the guide does not hold finds nothing.

        Args:
            query: What somebody typed.
            kind: The only kind of entries to search, by its name or that of its collection: ``question`` or ``faq``.
            limit: The maximum number of hits.

        Raises:
            NotFoundError: There is no such kind.
            TypeError: An argument is of the wrong type.
            ValueError: `limit` is less than 1.
        """
        require_string("query", query)
        kind = None if kind is None else entry_kind(kind)
        require_integer("limit", limit)
        if limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        from ._passages import Hit

        return tuple(Hit(*found) for found in self._indexed().search(query, kind, limit))

    def chunks(self, *, as_of: date | None = None) -> tuple[Chunk, ...]:
        """The guide in passages for retrieval, in its order: the article's lead, and every other entry.

        Args:
            as_of: The day for which a credential's status is shown; without it, its dates are.

        Raises:
            TypeError: `as_of` is not a `datetime.date`.
        """
        from ._render import chunks  # which imports this module

        return chunks(self, as_of)

    def path(
        self,
        *,
        have: str | Skill | Mapping[str, Any] | Iterable[str | Skill | Mapping[str, Any]] = (),
        to: str | Stage | Role,
        as_of: date | None = None,
    ) -> LearningPath:
        """The skills that somebody still lacks for a stage or a role, in an order in which they can be learned.

        A stage needs its essential skills, those of the lower levels of the ladder,
        and all that these build on. A role needs those of the first stage that has it,
        and those that its description mentions. Whoever has a skill has what it builds on.

        Args:
            have: The skills that somebody has: refs, ids, names, other names or entries; also a JSON Resume as parsed
                JSON, for the names and keywords of its skills.
            to: The stage or the role, by its ref, its id, its label or another name, or the entry itself.
            as_of: The day on which a credential must be available; without it, those with a last day are left out.

        Raises:
            ContentError: The skills of a JSON Resume are not of the form that its schema has.
            NotFoundError: There is no such skill, stage or role, or a role has neither a stage nor a skill.
            TypeError: An argument is of the wrong type.
        """
        from ._learning_path import learning_path  # which few programs need

        return learning_path(self, have, to, as_of)

    def _get(self, ref: str) -> Entry:
        collection, id = self._split(ref)
        entry = collection._find(id, stacklevel=4)
        if entry is None:
            raise self._not_found(ref)
        return entry

    def _split(self, ref: str) -> tuple[Collection[Entry], str]:
        """The entries of the kind in a ref, none for any other string, and its id."""
        require_string("ref", ref)
        kind, _, id = ref.partition(":")
        return self._by_kind.get(kind, _NO_ENTRIES), id

    def _not_found(self, ref: str) -> NotFoundError:
        """The error for a string that is not the ref of an entry."""
        kind, _, id = ref.partition(":")
        if not (kind and id):
            matches = near(ref, (entry.id for entry in self))
            refs = tuple(entry.ref for entry in self if entry.id in matches)
            return NotFoundError(f"{ref[:MAX_NAME_LENGTH_COMPARED]!r} is not a ref; a ref is kind:id", refs)
        collection = self._by_kind[entry_kind(kind)]
        refs = tuple(collection[match].ref for match in near(id, collection.ids))
        return NotFoundError(f"there is no entry {ref[:MAX_NAME_LENGTH_COMPARED]!r}", refs)

    @cached_property
    def _by_kind(self) -> dict[str, Collection[Entry]]:
        return {
            "article": Collection("article", (self.article,)),
            "section": Collection("sections", self.article.sections),
            **{entry_class.kind: getattr(self, name) for name, entry_class in COLLECTION_CLASSES.items()},
        }

    @cached_property
    def _digest(self) -> str:
        from ._convert import digest
        from ._render import to_dict  # which imports this module

        return digest(to_dict(self))

    @cached_property
    def _backlinks(self) -> dict[str, tuple[Entry, ...]]:
        found: dict[str, dict[str, Entry]] = {}
        for entry in self:
            for target in self._targets(entry):
                found.setdefault(target.ref, {})[entry.ref] = entry
        return {ref: tuple(entries.values()) for ref, entries in found.items()}

    def _indexed(self) -> Any:
        with _building:
            return self._index

    @cached_property
    def _index(self) -> Any:
        # Annotated with Any: resolving the annotations of a guide must not import the search.
        from ._search import Index  # with sqlite3, which only a search needs

        return Index(self, self._targets)

    def _targets(self, entry: Entry) -> Iterator[Entry]:
        """The entries that an entry refers to, or mentions in its prose."""
        yield from entry.references
        for mention in chain.from_iterable(prose.mentions for prose in entry.prose):
            kind, _, id = mention.partition(":")
            target = self._by_kind[kind]._named(id)
            if target:
                yield target
