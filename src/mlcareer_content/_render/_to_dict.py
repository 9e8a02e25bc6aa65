"""`to_dict`: plain data, typed."""

from __future__ import annotations

from typing import Any, overload

from attrs import asdict, fields

from .._collection import Collection
from .._convert import unstructure
from ..guide import Guide
from ..model import Article, Credential, Entry, Question, Resource, Role, Section, Skill, Stage
from ._computed import with_computed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .. import types


@overload
def to_dict(item: Guide) -> types.GuideDict: ...
@overload
def to_dict(item: Article) -> types.ArticleDict: ...
@overload
def to_dict(item: Section) -> types.SectionDict: ...
@overload
def to_dict(item: Stage) -> types.StageDict: ...
@overload
def to_dict(item: Question) -> types.QuestionDict: ...
@overload
def to_dict(item: Skill) -> types.SkillDict: ...
@overload
def to_dict(item: Role) -> types.RoleDict: ...
@overload
def to_dict(item: Credential) -> types.CredentialDict: ...
@overload
def to_dict(item: Resource) -> types.ResourceDict: ...
@overload
def to_dict(item: Entry) -> types.EntryDict: ...
@overload
def to_dict(item: Collection[Stage]) -> types.StagesDict: ...
@overload
def to_dict(item: Collection[Question]) -> types.FAQDict: ...
@overload
def to_dict(item: Collection[Skill]) -> types.SkillsDict: ...
@overload
def to_dict(item: Collection[Role]) -> types.RolesDict: ...
@overload
def to_dict(item: Collection[Credential]) -> types.CredentialsDict: ...
@overload
def to_dict(item: Collection[Resource]) -> types.ResourcesDict: ...
@overload
def to_dict(item: Collection[Entry]) -> types.CollectionDict: ...
@overload
def to_dict(item: Guide | Collection[Entry] | Entry, *, computed: bool) -> dict[str, Any]: ...
def to_dict(item: object, *, computed: bool = False) -> Any:
    """A guide, a collection or an entry as plain data: a document that says its kind.

    Args:
        item: What is converted.
        computed: Whether to add what a front end would compute: the ``ref`` and the ``label`` of each entry, and the
            text and the HTML of each prose, such as ``answer_text`` and ``answer_html`` next to ``answer``. Then the
            result is no document for `load`, which knows none of them.

    Returns:
        A fresh dict of dicts, lists, strings, numbers and booleans. References are ids. Its type is in
        `mlcareer_content.types`, such as ``SkillDict`` for a skill.

    Raises:
        TypeError: `item` is none of the three.

    .. versionadded:: 0.1.0
    """
    document = _document(item)
    return with_computed(item, document) if computed else document


def _document(item: object) -> dict[str, Any]:
    match item:
        case Entry():
            return {"kind": item.kind, **unstructure(item)}
        case Collection():
            return {"kind": item.kind, "entries": _plain(item)}
        case Guide():
            parts = {attribute.name: _plain(getattr(item, attribute.name)) for attribute in fields(Guide)}
            return {"kind": "guide", **{name: part for name, part in parts.items() if part}}
    raise TypeError(f"to_dict takes a guide, a collection or an entry, not {type(item).__name__}")


def _plain(part: object) -> Any:
    if isinstance(part, tuple):  # what the guide declares, which entries refer to by id
        return list(map(asdict, part))
    return list(map(unstructure, part)) if isinstance(part, Collection) else unstructure(part)
