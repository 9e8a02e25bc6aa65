"""`mlcareer-content list [KIND]`."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from .. import Guide, NotFoundError
from .._text_safety import json_text, printable
from ..model import Entry
from ._options import day_option, echo, entry_kind, format_option, guide_options


@click.command("list")
@click.argument("kind", required=False, callback=entry_kind)
@format_option()
@day_option("--stale", help="Only what was last checked more than a year before this day, with its addresses.")
@guide_options
def command(guide: Guide, kind: str | None, format_: str, stale: date | None) -> None:
    """List the entries, one a line: ref and label.

    KIND limits the list to one kind, such as skill or faq.
    """
    of_kind = [entry for entry in guide if kind in (None, entry.kind)]
    entries = [entry for entry in of_kind if not stale or _is_stale(entry, stale)]
    if format_ == "json":
        echo(json_text([_listed(entry, stale) for entry in entries]), nl=False)
    else:
        _print(entries, stale)
    if not of_kind:
        raise NotFoundError(f"the guide has no {kind}")


def _print(entries: list[Entry], stale: date | None) -> None:
    width = max((len(entry.ref) for entry in entries), default=0)
    for entry in entries:
        echo(f"{entry.ref:<{width}}  {printable(entry.label)}")
        if stale:
            echo("".join(f"    {line}\n" for line in (_last_checked(entry), *_addresses(entry))), nl=False)
    if stale and not entries:
        echo(f"nothing was last checked more than a year before {stale}")


def _is_stale(entry: Entry, day: date) -> bool:
    from .._validate import is_outdated  # not needed to list everything

    checked_on = getattr(entry, "checked_on", None)
    return is_outdated(checked_on, day) if checked_on else bool(getattr(entry, "sources", ()))


def _listed(entry: Entry, stale: date | None) -> dict[str, Any]:
    listed: dict[str, Any] = {"ref": entry.ref, "label": entry.label}
    if stale:
        checked_on = getattr(entry, "checked_on", None)
        listed |= {"checked_on": checked_on and checked_on.isoformat(), "addresses": _addresses(entry)}
    return listed


def _last_checked(entry: Entry) -> str:
    checked_on = getattr(entry, "checked_on", None)
    return f"last checked on {checked_on}" if checked_on else "never checked"


def _addresses(entry: Entry) -> list[str]:
    """The addresses at which the facts of an entry can be checked, its own page first."""
    pages = [getattr(entry, "url", None), *(source.url for source in getattr(entry, "sources", ()))]
    return list(dict.fromkeys(filter(None, pages)))
