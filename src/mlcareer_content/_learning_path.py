"""The skills that somebody still lacks for a stage or a role, in an order in which they can be learned."""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, TypeVar, overload

from attrs import field, frozen

from ._limits import MAX_NAME_LENGTH_COMPARED
from ._type_checks import Checked
from .exceptions import ContentError, NotFoundError, containing, near, require_day
from .model import Credential, Entry, Resource, Role, Skill, Stage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .guide import Guide

EntryT = TypeVar("EntryT", bound=Entry)

_MAX_MATCHES = 3
_BETWEEN_NAMES = re.compile(r"[(),/&;|]|\band\b")
_VERSION = re.compile(r"[\s\d.+]+$")
_SEPARATORS = re.compile(r"[\s_\-\u2010-\u2015]+")


def _ref(entry: Entry) -> str:
    return f"<{entry.ref}>"


def _refs(entries: Iterable[Entry]) -> str:
    return f"({', '.join(map(_ref, entries))})"


@frozen(kw_only=True)
class Step(Checked):
    """A skill to learn.

    Attributes:
        skill: The skill.
        stage: The first stage that requires the skill, or a skill of the path that builds on it; none if only the role
            does.
        needed_for: The reasons, as refs: the first stage that requires it, or the role, and the skills of the path that
            build on it.
        resources: The resources of the guide that teach it.
        credentials: The credentials of the guide that cover it and are available.

    .. versionadded:: 0.1.0
    """

    skill: Skill = field(repr=_ref)
    stage: Stage | None = field(repr=lambda stage: stage and _ref(stage))
    needed_for: tuple[str, ...]
    resources: tuple[Resource, ...] = field(default=(), repr=_refs)
    credentials: tuple[Credential, ...] = field(default=(), repr=_refs)


@frozen(kw_only=True)
class LearningPath(Checked, Sequence[Step]):
    """The skills that somebody still lacks for a stage or a role: a sequence of steps.

    Attributes:
        to: The stage or the role.
        steps: The steps, each after those that it builds on.
        unknown: The skills of a JSON Resume that the guide does not know, in alphabetical order.

    .. versionadded:: 0.1.0
    """

    to: Stage | Role = field(repr=_ref)
    steps: tuple[Step, ...]
    unknown: tuple[str, ...] = ()

    @overload
    def __getitem__(self, key: int) -> Step: ...
    @overload
    def __getitem__(self, key: slice) -> tuple[Step, ...]: ...
    def __getitem__(self, key: int | slice) -> Step | tuple[Step, ...]:
        """The step at an index, or the steps of a slice."""
        return self.steps[key]

    def __len__(self) -> int:
        return len(self.steps)


def learning_path(guide: Guide, have: object, to: object, as_of: date | None) -> LearningPath:
    """The path to a stage or a role; `Guide.path` describes the arguments and the errors."""
    if as_of is not None:
        require_day("as_of", as_of)
    target = _target(guide, to)
    known, unknown = _known_skills(guide, have)
    had = _with_basis(known)
    required = _required(guide, target)
    asking = _first_that_requires(required)
    first = _first_that_requires((entry, _with_basis(skills).values()) for entry, skills in required)
    places = {skill.ref: place for place, skill in enumerate(guide.skills)}
    every = _with_basis(chain.from_iterable(skills for _, skills in required))
    missing = [skill for ref, skill in every.items() if ref not in had]
    missing.sort(key=lambda skill: (_level(first[skill.ref]), places.get(skill.ref, len(places))))
    skills = _ordered(missing)
    followers = _followers(skills)
    teachers = _teachers(guide, as_of)
    steps = (
        Step(
            skill=skill,
            stage=_as_stage(first[skill.ref]),
            needed_for=tuple(entry.ref for entry in (asking.get(skill.ref), *followers[skill.ref]) if entry),
            resources=tuple(entry for entry in teachers[skill.ref] if isinstance(entry, Resource)),
            credentials=tuple(entry for entry in teachers[skill.ref] if isinstance(entry, Credential)),
        )
        for skill in skills
    )
    return LearningPath(to=target, steps=tuple(steps), unknown=unknown)


# Names


def _target(guide: Guide, to: object) -> Stage | Role:
    if not isinstance(to, str | Stage | Role):
        raise TypeError(f"to must be a string, a stage or a role, not {type(to).__name__}")
    targets: tuple[Stage | Role, ...] = (*guide.stages, *guide.roles)
    return _named(_by_name(targets), to, "stage or role")


def _known_skills(guide: Guide, have: object) -> tuple[list[Skill], tuple[str, ...]]:
    """The skills that somebody has, and the names in a JSON Resume that the guide does not know."""
    by_name = _by_name(guide.skills)
    items = have if isinstance(have, Iterable) and not isinstance(have, str | Mapping) else (have,)
    known: list[Skill] = []
    unknown: set[str] = set()
    for item in items:
        if isinstance(item, Mapping):
            for name in _names_in_resume(item):
                skills = [by_name[part] for part in _parts(name) if part in by_name]
                known += skills
                unknown.update(() if skills else (name,))
        elif isinstance(item, str | Skill):
            known.append(_named(by_name, item, "skill"))
        else:
            raise TypeError(f"have must name skills by strings, not {type(item).__name__}")
    return known, tuple(sorted(unknown))


def _names_in_resume(resume: Mapping[Any, Any]) -> Iterator[str]:
    """The names and the keywords of the skills in a JSON Resume (https://jsonresume.org/schema)."""
    skills = resume.get("skills") or []
    if not isinstance(skills, list | tuple) or not all(isinstance(skill, Mapping) for skill in skills):
        raise ContentError("not a JSON Resume: skills must be a list of objects")
    for skill in skills:
        keywords = skill.get("keywords") or []
        names = [skill.get("name") or "", *(keywords if isinstance(keywords, list | tuple) else [None])]
        if not all(isinstance(name, str) for name in names):
            raise ContentError("not a JSON Resume: each skill has a name, a string, and keywords, a list of strings")
        yield from filter(None, names)


def _parts(name: str) -> Iterator[str]:
    """A name as people write it in a resume, then its parts: “Python 3.11 (pandas, NumPy)” names three things."""
    yield _folded(name)
    for part in _BETWEEN_NAMES.split(name):
        yield from (_folded(part), _folded(_VERSION.sub("", part)))


def _by_name(entries: Iterable[EntryT]) -> dict[str, EntryT]:
    """The entries by their refs, their ids, their labels and their other names; the earlier of these count first."""
    entries = tuple(entries)
    identifiers = ((name, entry) for entry in entries for name in (*entry.refs, entry.id, *entry.former_ids))
    labels = ((entry.label, entry) for entry in entries)
    others = ((name, entry) for entry in entries for name in getattr(entry, "alt_labels", ()))
    found: dict[str, EntryT] = {}
    for name, entry in chain(identifiers, labels, others):
        found.setdefault(_folded(name), entry)
    return found


def _named(by_name: Mapping[str, EntryT], name: str | Entry, what: str) -> EntryT:
    """The entry that a name or an entry of the same ref stands for."""
    text = name.ref if isinstance(name, Entry) else name
    found = by_name.get(_folded(text))
    if found is None:
        id = _folded(text.partition(":")[2] or text)  # two refs are similar because of their kind
        refs = dict.fromkeys(by_name[match].ref for match in near(id, by_name) or containing(id, by_name))
        raise NotFoundError(f"there is no {what} {text[:MAX_NAME_LENGTH_COMPARED]!r}", tuple(refs)[:_MAX_MATCHES])
    return found


def _folded(name: str) -> str:
    """A name as it is compared: without case, one space for any spaces, hyphens or underscores."""
    plain = unicodedata.normalize("NFKC", name).replace("\u2019", "'").casefold()
    return _SEPARATORS.sub(" ", plain).strip()


# Skills


def _required(guide: Guide, target: Stage | Role) -> list[tuple[Stage | Role, tuple[Skill, ...]]]:
    """The stages that lead to a stage or a role, from the lowest level, then the role, each with its own skills."""
    ladder = sorted(guide.stages, key=_level)
    if isinstance(target, Stage):
        return [(stage, stage.essential_skills) for stage in _up_to(target, ladder)]
    having = next((stage for stage in ladder if any(role.ref == target.ref for role in stage.roles)), None)
    mentioned = tuple(skill for skill in guide.skills if skill.ref in target.description.mentions)
    if not (having or mentioned):
        message = f"no stage of the guide has the role {target.label!r}, and it mentions no skill, so there is no path"
        raise NotFoundError(message)
    stages = _up_to(having, ladder) if having else []
    return [*((stage, stage.essential_skills) for stage in stages), (target, mentioned)]


def _up_to(target: Stage, ladder: list[Stage]) -> list[Stage]:
    """A stage and those on lower levels of the ladder."""
    return [target] if target.place == "alongside" else [stage for stage in ladder if _level(stage) <= _level(target)]


def _level(entry: Stage | Role) -> float:
    """The level of a stage; after all of them, those alongside, and a role."""
    return entry.place if isinstance(entry, Stage) and entry.place != "alongside" else float("inf")


def _as_stage(entry: Stage | Role) -> Stage | None:
    return entry if isinstance(entry, Stage) else None


def _first_that_requires(required: Iterable[tuple[Stage | Role, Iterable[Skill]]]) -> dict[str, Stage | Role]:
    """The first stage, or else the role, that requires each skill, by the ref of the skill."""
    found: dict[str, Stage | Role] = {}
    for entry, skills in required:
        for skill in skills:
            found.setdefault(skill.ref, entry)
    return found


def _with_basis(skills: Iterable[Skill]) -> dict[str, Skill]:
    """Skills and all that they build on, directly or through others, by ref."""
    found: dict[str, Skill] = {}
    waiting = list(skills)
    while waiting:
        skill = waiting.pop()
        if skill.ref not in found:
            found[skill.ref] = skill
            waiting += skill.builds_on
    return found


def _followers(skills: Iterable[Skill]) -> defaultdict[str, list[Skill]]:
    """The skills that build directly on a skill, by its ref."""
    found: defaultdict[str, list[Skill]] = defaultdict(list)
    for skill in skills:
        for ref in {basis.ref for basis in skill.builds_on}:
            found[ref].append(skill)
    return found


def _ordered(skills: Sequence[Skill]) -> list[Skill]:
    """Skills, each as early as what it builds on allows; otherwise in the order in which they are given."""
    places = {skill.ref: place for place, skill in enumerate(skills)}
    waiting = {skill.ref: {basis.ref for basis in skill.builds_on} & places.keys() for skill in skills}
    followers = _followers(skills)
    ready = [places[ref] for ref, basis in waiting.items() if not basis]
    ordered: list[Skill] = []
    while ready:
        skill = skills[heapq.heappop(ready)]
        ordered.append(skill)
        for follower in followers[skill.ref]:
            waiting[follower.ref].remove(skill.ref)
            if not waiting[follower.ref]:
                heapq.heappush(ready, places[follower.ref])
    return ordered


# Where to learn


def _teachers(guide: Guide, as_of: date | None) -> defaultdict[str, list[Entry]]:
    """The resources and credentials whose prose mentions a skill, by its ref, in the order of the guide."""
    available = (credential for credential in guide.credentials if _is_available(credential, as_of))
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in (*guide.resources, *available):
        for ref in chain.from_iterable(prose.mentions for prose in entry.prose):
            found[ref].append(entry)
    return found


def _is_available(credential: Credential, as_of: date | None) -> bool:
    """Whether a credential is available on a day; without a day, whether it has no last day."""
    if as_of is None:
        return credential.last_available_on is None
    return credential.status_on(as_of) == "available"
