"""Compare `mlcareer-content validate` with other validators; docs/benchmarks.md has the figures.

python -E -s benchmarks/validation.py [--rounds N] [--json FILE] [--sourcemeta PROGRAM]

It measures whole processes, from start to exit. Processes that are compared
take turns, and a ratio is computed within each round. A floor is a process that
does less than a validator; it shows which goals Python cannot reach. A figure
that misses its goal does not change the exit code. If a validator rejects a
valid document or accepts an invalid one, the script stops.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import corpus
from measuring import Figure, Seconds, arguments, compile_modules, environment, in_turns, milliseconds, ratios, report

import mlcareer_content as mlc

FEW = 1_000
MANY = 20_000
#: How many megabytes are read for the figures of memory, and how many of memory may be used for them.
MEGABYTES = {20: None, 200: 150}
MEMORY_ROUNDS = 3
PACKAGES = ("mlcareer-content", "jsonschema-rs", "jsonschema", "PyYAML", "check-jsonschema")

IMPORTS = "import json, attrs, click, jsonschema_rs"
LOOP_OVER_FILES = """
import json, os, sys
import jsonschema_rs

with open(sys.argv[1], "rb") as file:
    is_valid = jsonschema_rs.Draft202012Validator(json.load(file)).is_valid
for entry in os.scandir(sys.argv[2]):
    with open(entry.path, "rb") as file:
        if not is_valid(json.load(file)):
            sys.exit(1)
"""
LOOP_OVER_LINES = """
import json, sys
import jsonschema_rs

with open(sys.argv[1], "rb") as file:
    is_valid = jsonschema_rs.Draft202012Validator(json.load(file)).is_valid
with open(sys.argv[2], "rb") as lines:
    for line in lines:
        if not is_valid(json.loads(line)):
            sys.exit(1)
"""
LOOP_OVER_YAML = LOOP_OVER_FILES.replace("import json,", "import json, yaml,").replace(
    "is_valid(json.load(file))", "is_valid(yaml.load(file, yaml.CSafeLoader))"
)
WITHOUT_FAST = """
import sys

sys.modules["jsonschema_rs"] = None
from mlcareer_content._cli import main

main()
"""
# A small process in between, because the peak memory of a process includes that of its parent at the start.
PEAK_MEMORY = """
import resource, subprocess, sys

subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(peak if sys.platform == "darwin" else peak * 1024)
"""


class Program(NamedTuple):
    """A process to run.

    Attributes:
        command: What is run, with its arguments.
        code: The exit code that it has to end with.
    """

    command: list[str | Path]
    code: int = 0

    def run(self) -> str:
        """Run it to its end; what it prints."""
        done = subprocess.run(self.command, check=False, capture_output=True, encoding="utf-8")
        if done.returncode != self.code:
            shown = " ".join(map(str, self.command))[:200]
            sys.exit(f"{shown}\nends with {done.returncode}, not {self.code}:\n{(done.stdout + done.stderr)[:2000]}")
        return done.stdout


def main() -> None:
    """Write the corpus, make sure that every validator checks, measure, and print the table."""
    parser = arguments("Measure mlcareer-content validate.", rounds=11, least=3)
    parser.add_argument("--sourcemeta", type=Path, metavar="PROGRAM", help="the program in @sourcemeta/jsonschema")
    options = parser.parse_args()
    compile_modules()
    installed = environment(*PACKAGES)
    if options.sourcemeta:
        installed["Sourcemeta"] = Program([options.sourcemeta, "version"]).run().strip()
    else:
        print("without --sourcemeta PROGRAM, the Sourcemeta validator is left out")
    with tempfile.TemporaryDirectory() as root:
        bench = Bench(Path(root), options.sourcemeta, options.rounds)
        bench.write_corpus()
        bench.make_sure()
        measurements = (bench.one, bench.few, bench.yaml, bench.files, bench.lines, bench.memory)
        report(installed, chain.from_iterable(measure() for measure in measurements), options.json)


class Bench:
    """The corpus in a folder, and what is measured over it.

    Args:
        root: The folder.
        sourcemeta: The program of Sourcemeta, where it is installed.
        rounds: How often each process is run.
    """

    def __init__(self, root: Path, sourcemeta: Path | None, rounds: int) -> None:
        self._root = root
        self._sourcemeta = sourcemeta
        self._rounds = rounds
        self._schema = root / "question.schema.json"
        self._few, self._yaml = root / "few", root / "yaml"
        self._files, self._broken_files = root / "files", root / "broken-files"
        self._lines, self._broken_lines = root / "lines.jsonl", root / "broken-lines.jsonl"

    def write_corpus(self) -> None:
        """Write the schema, and the same questions in every form."""
        self._schema.write_text(json.dumps(mlc.schema("question"), indent=2), "utf-8")
        corpus.write_json(self._few, corpus.questions(FEW))
        corpus.write_yaml(self._yaml, corpus.questions(FEW))
        corpus.write_json(self._files, corpus.questions(MANY))
        corpus.write_lines(self._lines, corpus.questions(MANY))
        corpus.write_json(self._broken_files, corpus.questions(MANY, with_broken=True))
        corpus.write_lines(self._broken_lines, corpus.questions(MANY, with_broken=True))

    def make_sure(self) -> None:
        """Stop unless every validator rejects an invalid document, and ours reports exactly the invalid ones.

        Each measured run checks that they accept valid documents.
        """
        numbers = [number for number in range(MANY) if corpus.is_broken(number)]
        files = [self._broken_files / corpus.file_name(number, "json") for number in numbers]
        for jobs in ("1", "2"):
            for source, place, wanted in (
                (self._broken_files, "file", set(map(str, files))),
                (self._broken_lines, "line", {number + 1 for number in numbers}),
            ):
                printed = _validate(source, "--jobs", jobs, "--format", "json")._replace(code=1).run()
                if {problem[place] for problem in json.loads(printed)["problems"]} != wanted:
                    sys.exit(f"{source.name} with --jobs {jobs}: the reported documents are not the invalid ones")
        self._check_jsonschema(files[0])._replace(code=1).run()
        if self._sourcemeta:
            Program([self._sourcemeta, "validate", "--fast", self._schema, files[0]], code=2).run()

    def one(self) -> Iterator[Figure]:
        """One file: nothing but the start of the process."""
        file = self._few / corpus.file_name(0, "json")
        took = self._measured(
            file,
            {
                "empty Python": _python("pass"),
                "imports": _python(IMPORTS),
                "ours": _validate(file),
                "check-jsonschema": self._check_jsonschema(file),
            },
        )
        for name in ("empty Python", "imports"):
            yield Figure(f"floor: {name}", "ms", milliseconds(took[name]))
        yield Figure("one file", "ms", milliseconds(took["ours"]))
        yield from _compared("one file", took, "ours", "check-jsonschema", goal=0.5)
        yield from _compared("floor", took, "imports", "check-jsonschema")

    def few(self) -> Iterator[Figure]:
        """A thousand files."""
        took = self._measured(
            self._few,
            {
                "imports": _python(IMPORTS),
                "ours": _validate(self._few),
                "ours without fast": _python(WITHOUT_FAST, "validate", self._few),
                "loop": _python(LOOP_OVER_FILES, self._schema, self._few),
                "check-jsonschema": self._check_jsonschema(*self._few.iterdir()),
            },
        )
        name = f"{FEW:,} files"
        yield Figure(name, "ms", milliseconds(took["ours"]))
        yield from _compared(name, took, "check-jsonschema", "ours", goal=15)
        yield from _compared(name, took, "check-jsonschema", "ours without fast", goal=1.5)
        yield from _compared("floor", took, "check-jsonschema", "imports")
        yield from _compared("floor", took, "check-jsonschema", "loop")
        yield from _compared(name, took, "ours", "Sourcemeta", goal=1.5)
        yield from _compared("floor", took, "loop", "Sourcemeta")

    def yaml(self) -> Iterator[Figure]:
        """A thousand files of YAML."""
        took = self._measured(
            self._yaml,
            {
                "ours": _validate(self._yaml),
                "ours with 2 jobs": _validate(self._yaml, "--jobs", "2"),
                "loop": _python(LOOP_OVER_YAML, self._schema, self._yaml),
                "check-jsonschema": self._check_jsonschema(*self._yaml.iterdir()),
            },
        )
        name = f"{FEW:,} files of YAML"
        yield Figure(name, "ms", milliseconds(took["ours"]))
        yield from _compared(name, took, "check-jsonschema", "ours", goal=15)
        yield from _compared(name, took, "check-jsonschema", "ours with 2 jobs", goal=15)
        yield from _compared("floor", took, "check-jsonschema", "loop")
        yield from _compared(name, took, "ours", "Sourcemeta")

    def files(self) -> Iterator[Figure]:
        """Twenty thousand files."""
        yield from self._many(f"{MANY:,} files", self._files, self._broken_files, LOOP_OVER_FILES)

    def lines(self) -> Iterator[Figure]:
        """Twenty thousand lines of JSON Lines."""
        yield from self._many(f"{MANY:,} lines", self._lines, self._broken_lines, LOOP_OVER_LINES)

    def memory(self) -> Iterator[Figure]:
        """The memory for a large file of JSON Lines, and for one of a tenth of the size."""
        bytes_a_line = self._lines.stat().st_size / MANY
        for size, goal in MEGABYTES.items():
            lines = self._root / f"{size}-megabytes.jsonl"
            corpus.write_lines(lines, corpus.questions(round(size * 1e6 / bytes_a_line)))
            program = _python(PEAK_MEMORY, *_validate(lines).command)
            peaks = [int(program.run()) / 1e6 for _ in range(MEMORY_ROUNDS)]
            yield Figure(f"memory for {size} MB of lines", "MB", peaks, goal)

    def _many(self, name: str, valid: Path, broken: Path, loop: str) -> Iterator[Figure]:
        took = self._measured(
            valid,
            {
                "ours": _validate(valid),
                "ours with 2 jobs": _validate(valid, "--jobs", "2"),
                "ours with 5% broken": _validate(broken)._replace(code=1),
                "loop": _python(loop, self._schema, valid),
            },
        )
        yield Figure(name, "ms", milliseconds(took["ours"]))
        yield from _compared(name, took, "ours", "Sourcemeta", goal=1)
        yield from _compared(name, took, "ours with 2 jobs", "Sourcemeta", goal=1)
        yield from _compared("floor", took, "loop", "Sourcemeta")
        yield from _compared(name, took, "ours", "loop")
        yield from _compared(name, took, "ours with 5% broken", "ours", goal=1.5)

    def _measured(self, source: Path, programs: dict[str, Program]) -> Mapping[str, Seconds]:
        """The seconds that each program took in every round, and Sourcemeta's, if it is there, over a source."""
        if self._sourcemeta:
            programs["Sourcemeta"] = Program([self._sourcemeta, "validate", "--fast", self._schema, source])
        return in_turns({name: program.run for name, program in programs.items()}, self._rounds)

    def _check_jsonschema(self, *files: Path) -> Program:
        return Program([sys.executable, "-I", "-m", "check_jsonschema", "--schemafile", self._schema, *files])


def _validate(source: Path, *options: str) -> Program:
    return Program([sys.executable, "-I", "-m", "mlcareer_content", "validate", source, *options])


def _python(code: str, *arguments: str | Path) -> Program:
    return Program([sys.executable, "-I", "-c", code, *arguments])


def _compared(name: str, took: Mapping[str, Seconds], of: str, to: str, goal: float | None = None) -> Iterator[Figure]:
    """How often one program fits into the time of another; nothing where one of the two is not there."""
    if of in took and to in took:
        yield Figure(
            f"{name}: {of} / {to}", "", ratios(took[of], took[to]), goal, more_is_better=of == "check-jsonschema"
        )


if __name__ == "__main__":
    main()
