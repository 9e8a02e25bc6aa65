"""What a reader is told of an entry beside its prose: the names of the facts, and the facts, in every format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from attrs import frozen

from ..guide import Guide
from ..model import Credential, Entry, Resource, Role, Skill, Source, Stage

Form = Literal["line", "list", "address", "status"]

TITLES = {
    "stages": "Stages",
    "faq": "Questions",
    "skills": "Skills",
    "roles": "Roles",
    "credentials": "Credentials",
    "resources": "Resources",
}


@frozen
class Fact:
    """A fact with its name.

    Attributes:
        name: What it is called.
        values: What it is.
        form: Whether the values are told on one line or as a list, or are a web address or a status.
    """

    name: str
    values: tuple[Entry | date | str, ...]
    form: Form = "line"


def facts(entry: Entry, as_of: date | None) -> list[Fact]:
    """The facts of an entry that there are, in the order in which they are told.

    Args:
        entry: The entry.
        as_of: The day for which a credential's status is told, if it is.
    """
    match entry:
        case Stage():
            found = _stage(entry)
        case Skill() | Role():
            found = iter((Fact("Also called", entry.alt_labels), _address(getattr(entry, "url", None))))
        case Credential():
            found = _credential(entry, as_of)
        case Resource():
            found = _resource(entry)
        case _:
            found = iter(())
    return [fact for fact in found if fact.values]


def title(guide: Guide, collection: str) -> str:
    """The heading above a collection of a guide."""
    return (guide.faq_heading if collection == "faq" else None) or TITLES[collection]


def place(stage: Stage) -> str:
    """Where a stage stands."""
    return "Alongside the other stages" if stage.place == "alongside" else f"Stage {stage.place}"


def web_page(url: str | None) -> str | None:
    """An address that a link may lead to; nothing for any other."""
    return url if url and url.startswith(("http://", "https://")) else None


def cited(source: Source) -> str:
    """A source as it is quoted, without its address."""
    parts = (source.title, source.publisher, source.years)
    return ", ".join(filter(None, parts))


def quoted(source: Source) -> str:
    """A source as it is quoted in plain text, with its address."""
    address = f", {source.url}" if source.url else ""
    return f"{cited(source)}{address}" + (f" ({source.authority})" if source.authority else "")


def _stage(stage: Stage) -> Iterator[Fact]:
    yield Fact("Responsibilities", stage.responsibilities, "list")
    yield Fact("Activities", stage.activities, "list")
    yield Fact("Essential skills", stage.essential_skills)
    yield Fact("Helpful skills", stage.helpful_skills)
    yield Fact("Roles", stage.roles)
    yield Fact("Credentials", stage.credentials)
    yield Fact("Resources", stage.resources)


def _credential(credential: Credential, as_of: date | None) -> Iterator[Fact]:
    yield Fact("Also called", credential.alt_labels)
    yield Fact("Issuer", _values(credential.issuer))
    yield Fact("Fields of study, for example", credential.fields_of_study)
    yield Fact("Available from", _values(credential.available_from))
    yield Fact("Last available on", _values(credential.last_available_on))
    if as_of:
        yield Fact(f"Status on {as_of}", (credential.status_on(as_of),), "status")
    yield Fact("Replaced by", credential.replaced_by)
    yield _address(credential.url)


def _resource(resource: Resource) -> Iterator[Fact]:
    yield Fact("Also called", resource.alt_labels)
    yield Fact("Authors", resource.authors)
    yield Fact("Published", _values(", ".join(filter(None, (resource.publisher, str(resource.year or ""))))))
    yield Fact("ISBN", _values(resource.isbn13))
    if resource.free is not None:
        yield Fact("Free to use in full", ("yes" if resource.free else "no",))
    yield _address(resource.url)


def _address(url: str | None) -> Fact:
    return Fact("Page", _values(url), "address")


def _values(value: date | str | None) -> tuple[date | str, ...]:
    return (value,) if value else ()
