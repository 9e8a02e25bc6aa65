"""Whether a value that is in the form of its field can be right: a day of the calendar, a book, a web address."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import SplitResult, urlsplit

_HOST = re.compile(r"([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]*[A-Za-z0-9])?")
_DECEMBER = 12
_BAD_ESCAPE = re.compile("%(?![0-9A-Fa-f]{2})")


def days_of_month(year: int, month: int) -> int:
    """How many days a month has; none in the year 0, which there is not."""
    if not year or month == _DECEMBER:
        return 31 if year else 0
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def check_digit(isbn: str) -> str:
    """The last digit of an ISBN-13, by the twelve before it (ISO 2108)."""
    # They weigh 1 and 3 by turns, and the last makes the sum a multiple of ten.
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(isbn[:12]))
    return str(-total % 10)


def url_fault(url: str) -> str | None:
    """What is wrong with a web address (RFC 3986), as the end of a sentence about it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "has no host or port that there can be"
    if _BAD_ESCAPE.search(url):
        return "holds a % that no two hexadecimal digits follow"
    if port == 0 or not _is_host(parts):
        return "has no host that there can be on the web"
    return "holds a user name or a password" if parts.username is not None else None


def _is_host(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    if "[" in parts.netloc:
        from ipaddress import IPv6Address  # which few addresses need

        try:
            IPv6Address(host)
        except ValueError:
            return False
        return True
    return bool(_HOST.fullmatch(host) or re.fullmatch(r"([0-9]{1,3}\.){3}[0-9]{1,3}", host))
