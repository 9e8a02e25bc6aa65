"""Every limit of the package, with what it protects from.

A limit that callers can raise is a field of `Limits`; the others lie far above
what people write, and keep hostile input from taking time or memory.
"""

from __future__ import annotations

from attrs import frozen


@frozen(kw_only=True)
class Limits:
    """How much is read, and how much is reported.

    Attributes:
        json: Bytes of a file of JSON.
        yaml: Bytes of a file of YAML or Markdown, which take longer to read.
        jsonl: Bytes of a file of JSON Lines.
        line: Bytes of one line of JSON Lines.
        problems: Problems of a report; the others are counted.

    .. versionadded:: 0.1.0
    """

    json: int = 10 * 1024 * 1024
    yaml: int = 256 * 1024
    jsonl: int = 16 * 1024 * 1024
    line: int = 1024 * 1024
    problems: int = 1_000

    def of(self, format: str) -> int:
        """The limit of a format."""
        return self.json if format == "json" else self.yaml


DEFAULT_LIMITS = Limits()

# Reading: what a parser would need too much memory or stack for.
MAX_DEPTH = 64  # nesting of objects and lists; Python's own parsers fail at different depths
MAX_PARTS = 500_000  # keys, values and brackets of a document: more would fill the memory
MAX_KEY_LENGTH = 1_000  # longer keys are cut
MAX_DIGITS = 308  # of an integer: a double cannot hold more
MAX_SYNTAX_PROBLEMS = 1_000  # reported per document; later runs report the rest
MAX_CHARACTERS_READ_AGAIN = 10_000_000  # of JSON in all, as reading starts again after each syntax error
MAX_YAML_CHARACTERS_READ_AGAIN = 500_000  # the same for YAML, whose parser is slower
MAX_TRIES_PER_LINE = 3  # at correcting one line of YAML, whose correction may not help
MAX_CORRECTED_LINES = 100  # of YAML at one go
MAX_BODY_LINES = 5_000  # lines and markers of lists in the body of a Markdown file: a parser takes 2 kB for each
MAX_LINE_LENGTH_CORRECTED = 1_000  # of a line that is tried in another form
MAX_LINES_CORRECTED = 20  # lines of a document that are tried in another form
MAX_DOCUMENTS_CORRECTED = 50  # documents of a report in which that is done: a run has no more mistakes to explain
MAX_CHARACTERS_CORRECTED = 150_000  # of a document in all, as it is checked with each of them
MAX_FENCES_TRIED = 3  # lines that may end the front matter of a file, as what is above each is parsed
MAX_CHARACTERS_COUNTED = 100_000  # of a text in which line numbers are counted for every duplicate key

# Checking: what would take more than linear time.
MAX_PROBLEMS = 999  # of one document, so that a whole report has room for what says that there are more
MAX_ERRORS_COUNTED = 100_000  # of a report, besides those it lists: a stream without an end may have nothing else
MAX_LENGTH_REPEATED = 1_000  # bytes of a line of JSON Lines that is not checked again if it is repeated
MAX_NAMES_COMPARED = 1_000  # of a document with the names that exist, to find misspelt ones
MAX_REFS_COMPARED = 40_000  # of all documents with the refs that exist
MAX_LABELS_KEPT = 20_000  # by which entries are found where an id is expected
MAX_FIELDS_LOOKED_AT = 50  # to guess the kind of a document
MAX_NAME_LENGTH_COMPARED = 100  # of a name that may be misspelt; errors quote no more of it
MAX_HOST_LENGTH = 253  # of the host in a web address, as in the Domain Name System
MAX_TEXT_LOOKED_AT = 5_000  # characters of a text that does not match its pattern
MAX_SUGGESTED_LENGTH = 190  # of a value that is suggested in full
MAX_ID_LENGTH = 200  # of an id that is looked up; the limit of the schema is lower
MAX_SUGGESTED_ID_LENGTH = 80  # of an id that is made from a name, as in the schema
MAX_NEIGHBOURS_COMPARED = 300  # items of a list in which duplicates are looked for

# Searching: what a query of any length would make slow.
MAX_QUERY_LENGTH = 10_000  # characters of a query; the rest is ignored
MAX_QUERY_WORDS = 32  # of a query; the rest is ignored
MAX_ROWS_OF_A_WORD = 200  # before the scores of all words are added up
MAX_WORDS_CACHED = 1_024  # whose rows are looked up once

# Prose: what makes CommonMark parsers slow.
MAX_BLOCK_LENGTH = 20_000  # of a block that is parsed
MAX_BLOCK_MARKS = 1_000  # characters of markup in a block that is parsed
MAX_MARKS = 100_000  # characters of markup in a document that is parsed
MAX_PARAGRAPH_LENGTH = 1_200  # of a paragraph that is easy to read

# Comparing two snapshots of a guide.
MAX_SNAPSHOT_FILES = 5_000  # documents of a guide
MAX_SNAPSHOT_BYTES = 64 * 1024 * 1024  # of these documents together
MAX_WHEEL_BYTES = 32 * 1024 * 1024  # of a wheel, or of another file that is a whole snapshot
MAX_WHEEL_MEMBERS = 20_000  # files in a wheel
MAX_SCHEMA_PAIRS = 20_000  # parts of two schemas that are compared with one another
MAX_TOKENS_COMPARED = 1_500  # of a text that is compared word by word, in time that grows with their square

# Exporting a site.
MAX_MANIFEST_BYTES = 16 * 1024 * 1024  # of a list of files in the output folder, for about 150,000 files

# The career ladder: what a reader can follow.
HIGHEST_PLACE = 20  # of a stage, as in the schema
MAX_CHAIN = 20  # entries of one kind in a row, each of which refers to the next

# Validation on an executor: what has to be in memory at once.
MAX_BATCH_BYTES = 512 * 1024  # of the documents of one task
MAX_BATCH_DOCUMENTS = 1_000  # of one task
MAX_BATCHES = 16  # tasks that are not finished
