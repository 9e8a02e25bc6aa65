"""The files that the package ships: data, schemas, pages of rules, templates, skeletons, synonyms.

The only module that knows where they are. A wheel has the schemas next to the
data and a list of checksums; a checkout has them in its root and has no list.
"""

from __future__ import annotations

import os
from functools import cache
from hashlib import sha256
from typing import Any

from .exceptions import ContentError

# Importing pathlib takes longer than importing hashlib.
_PACKAGE = os.path.dirname(__file__)  # noqa: PTH120
_CHECKOUT = os.path.dirname(os.path.dirname(_PACKAGE))  # noqa: PTH120
_CHECKSUMS = "checksums.json"
_REINSTALL = "reinstall mlcareer-content"


def read_bytes(name: str) -> bytes:
    """The content of a shipped file.

    Args:
        name: The path within the package, such as ``data/faq.json``.

    Raises:
        ContentError: The file is missing, or is not the one that was released.
    """
    try:
        data = _get_data(name)
    except OSError as error:
        raise ContentError(f"the packaged file {name} is missing; {_REINSTALL}") from error
    checksums = _checksums()
    if checksums is not None and checksums.get(name) != sha256(data).hexdigest():
        raise ContentError(f"the packaged file {name} is not the one that was released; {_REINSTALL}")
    return data


def read_json(name: str) -> Any:
    """The value of a shipped file of JSON.

    Raises:
        ContentError: The file is missing, damaged, or not the one that was released.
    """
    return _parsed(name, read_bytes(name))


@cache
def usual_words() -> dict[str, Any]:
    """The words that people use for topics, fields, languages and months; to be read only."""
    words: dict[str, Any] = read_json("thesaurus/en.json")
    return words


def names(folder: str) -> list[str]:
    """The names of the files in a shipped folder, in no particular order."""
    import importlib_resources

    return [item.name for item in importlib_resources.files(__package__).joinpath(folder).iterdir()]


def uri(name: str) -> str | None:
    """The file URI of a shipped file; none if it is inside a zip, or not in a file system at all."""
    from pathlib import Path

    folders = (_PACKAGE, _CHECKOUT) if name.startswith("schemas/") else (_PACKAGE,)
    return next((path.as_uri() for path in (Path(folder, name) for folder in folders) if path.is_file()), None)


def _get_data(name: str) -> bytes:
    # The package's loader reads a file from a folder and from a zip, and is imported already. Importing
    # importlib_resources, which works with any other loader, would triple the time of the first look-up.
    loader: Any = __spec__.loader
    if not hasattr(loader, "get_data"):
        import importlib_resources

        return importlib_resources.files(__package__).joinpath(name).read_bytes()
    try:
        data: bytes = loader.get_data(f"{_PACKAGE}/{name}")
    except OSError:
        if not name.startswith("schemas/"):
            raise
        data = loader.get_data(f"{_CHECKOUT}/{name}")
    except _archive_errors() as error:
        raise _damaged(name, error) from error
    return data


def _archive_errors() -> tuple[type[Exception], ...]:
    """The errors of reading from a damaged zip."""
    import zlib

    return (zlib.error, EOFError, ImportError)


@cache
def _checksums() -> dict[str, str] | None:
    """The checksum of every file that a wheel ships; none in a checkout."""
    try:
        checksums = _parsed(_CHECKSUMS, _get_data(_CHECKSUMS))
    except OSError:
        return None
    if not isinstance(checksums, dict):
        raise ContentError(f"the packaged file {_CHECKSUMS} is damaged; {_REINSTALL}")
    return checksums


def _parsed(name: str, data: bytes) -> Any:
    import json

    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _damaged(name, error) from error


def _damaged(name: str, error: Exception) -> ContentError:
    return ContentError(f"the packaged file {name} is damaged: {error}; {_REINSTALL}")
