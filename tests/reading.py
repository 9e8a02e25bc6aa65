"""A document as the tests of reading see it: its problems, its value and the positions of its values.

Problems are those that `mlc.validate` reports. Only values and positions that
no report shows are asked of the reader itself, and only here.
"""

import io
from codecs import BOM_UTF8

from attrs import frozen

import mlcareer_content as mlc
from mlcareer_content import _read
from mlcareer_content._limits import MAX_DEPTH, MAX_PARTS
from mlcareer_content._read import Positions, step

__all__ = ["BOM_UTF8", "ENDINGS", "MAX_DEPTH", "MAX_PARTS", "File", "Positions", "Reading", "positions", "read", "step"]

ENDINGS = {"json": "json", "yaml": "yaml", "markdown": "md", "jsonl": "jsonl"}
NO_LIMITS = mlc.Limits(json=2**30, yaml=2**30, line=2**30)


class File:
    """A file that is nowhere but in memory, which `mlc.validate` takes as a source."""

    def __init__(self, name, data):
        self.name = name
        self.data = data

    def __str__(self):
        return self.name

    def is_dir(self):
        """It is a file."""
        return False

    def iterdir(self):
        """A file contains no files."""
        raise NotADirectoryError(self.name)

    def open(self, *_):
        """Its data."""
        return io.BytesIO(self.data)


@frozen
class Reading:
    """A document that was read.

    Attributes:
        source: What it was read from.
        text: Its text, without a byte-order mark.
        kind: The kind that it was said to have.
        reported: All its problems.
    """

    source: object
    text: str
    kind: str | None
    reported: tuple[mlc.Problem, ...]

    @property
    def problems(self):
        """The problems of reading, whose codes are below those of the schema."""
        return [problem for problem in self.reported if problem.code < "MLC1"]

    @property
    def is_readable(self):
        """Whether it was checked by its schema: no document of these tests is valid, so each then has a problem."""
        return len(self.problems) < len(self.reported)

    @property
    def codes(self):
        """The codes of its problems."""
        return [problem.code for problem in self.problems]

    @property
    def marked(self):
        """The code of every problem, and the part of the text that it is about."""
        return [(problem.code, self.text[slice(*problem.span)]) for problem in self.problems]

    @property
    def value(self):
        """Its value, as the reader gives it."""
        return _document(self).value


def read(text, format="json", kind=None):
    """The reading of a text, or of bytes, in a format."""
    data = text if isinstance(text, bytes) else text.encode()
    source = File(f"more/a.{ENDINGS[format]}", data)
    problems = mlc.validate(source, kind=kind, limits=NO_LIMITS).problems
    return Reading(
        _read.RawDocument(source.name, format, data),
        data.removeprefix(BOM_UTF8).decode("utf-8", "replace"),
        kind,
        problems,
    )


def read_value(value, kind=None):
    """The reading of a value that was parsed already."""
    return Reading(_read.RawDocument("<value>", "value", value), "", kind, mlc.validate(value, kind=kind).problems)


def positions(reading, pointers=()):
    """The positions of some values of a document, by their JSON Pointers."""
    return _read.positions(_document(reading), pointers)


def _document(reading):
    return _read.document(reading.source, reading.kind)
