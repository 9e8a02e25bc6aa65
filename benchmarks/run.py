"""Measure imports, loads, look-ups, searches, rendering and the export; docs/benchmarks.md has the figures.

python -E -s benchmarks/run.py [--rounds N] [--json FILE]

Tasks that are compared take turns, so that other work on the machine slows all
of them equally. A ratio is computed within each round. Every figure is a median
with its quartiles. A figure that misses its goal does not change the exit code.
"""

from __future__ import annotations

import itertools
import json
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from markdown_it import MarkdownIt
from measuring import Figure, Seconds, arguments, compile_modules, environment, in_turns, milliseconds, ratios, report

import mlcareer_content as mlc
from mlcareer_content import _load, _package_data
from mlcareer_content._entries import MEMBERS
from mlcareer_content.model import Prose, Skill, SkillCategory

SEED = 20261122

PROCESSES = {
    "empty": "pass",
    "attrs and cattrs": "import attrs; import cattrs",
    "import": "import mlcareer_content",
    "first content": "import mlcareer_content; mlcareer_content.load().stages[0].title",
    "first search": "import mlcareer_content; mlcareer_content.load().search('do I need a PhD')",
    "pycountry": "import pycountry; pycountry.countries.get(alpha_2='DE')",
}

LOOKUP_SIZES = (100, 1_000, 10_000)
LOOKUPS = 1_000
DISTINCT_IDS = 100

FOLDER_COUNTS = (1, 10, 100)
SKILLS_IN_A_FOLDER = 8
QUESTIONS_IN_A_FOLDER = 2

QUERIES = (
    "how do I become a machine learning engineer",
    "do I need a PhD",
    "is a master's degree worth the money",
    "which programming language should I learn first",
    "PyTorch or TensorFlow",
    "how much maths do I really need",
    "what does a senior engineer do all day",
    "can I switch from software engineering",
    "MLOps",
    "best books for beginners",
    "are Kaggle competitions worth it",
    "is the TensorFlow certificate still available",
    "how do I get promoted",
    "a job without a degree",
    "moving into management",
    "working as a freelance consultant",
    "do soft skills matter",
    "natural language processing",
    "pyhton for data scientists",
    "where can I find a mentr",
    "staying up to date with research",
    "C++ and GPUs",
)


def main() -> None:
    """Measure everything, print the table, and write the figures where `--json` says."""
    options = arguments("Measure mlcareer-content.", rounds=40, least=30).parse_args()
    compile_modules()
    measurements = (_processes, _warm_load, _lookup, _search, _contributed, _rendering, _export)
    figures = itertools.chain.from_iterable(measure(options.rounds) for measure in measurements)
    packages = ("mlcareer-content", "attrs", "cattrs", "jinja2", "markdown-it-py", "pycountry")
    report(environment(*packages), figures, options.json)


def _processes(rounds: int) -> Iterator[Figure]:
    """What a fresh process pays."""
    run = partial(subprocess.run, check=True, stdin=subprocess.DEVNULL)
    took = in_turns(
        {name: partial(run, [sys.executable, "-I", "-c", code]) for name, code in PROCESSES.items()}, rounds
    )
    yield Figure("empty Python", "ms", milliseconds(took["empty"]))
    yield Figure("bare import / empty Python", "", ratios(took["import"], took["empty"]), goal=1.15)
    yield Figure("first content / empty Python", "", ratios(took["first content"], took["empty"]))
    yield Figure(
        "first content / import of attrs and cattrs", "", ratios(took["first content"], took["attrs and cattrs"])
    )
    yield Figure(
        "first content / first look-up of pycountry", "", ratios(took["first content"], took["pycountry"]), goal=1.25
    )
    yield Figure("first search / first content", "", ratios(took["first search"], took["first content"]))


def _warm_load(rounds: int) -> Iterator[Figure]:
    """What parsing the packaged guide costs, once everything is imported."""
    texts = [_package_data.read_bytes(f"data/{kind}.json") for kind in MEMBERS]
    tasks = {"load": _uncached_load, "json.loads": lambda: [json.loads(text) for text in texts]}
    took = in_turns(tasks, rounds * 5)
    yield Figure("warm uncached load", "ms", milliseconds(took["load"]), goal=2)
    yield Figure("warm uncached load / json.loads of the same bytes", "", ratios(took["load"], took["json.loads"]))


def _lookup(rounds: int) -> Iterator[Figure]:
    """What a look-up by id costs in collections of several sizes."""
    tasks = {size: partial(_look_up, *_skills_and_ids(size)) for size in LOOKUP_SIZES}
    took = in_turns(tasks, rounds)
    smallest, *larger = LOOKUP_SIZES
    yield Figure(f"look-up by id, {smallest:,} entries", "µs", [seconds / LOOKUPS * 1e6 for seconds in took[smallest]])
    for size in larger:
        yield Figure(
            f"look-up by id, {size:,} / {smallest:,} entries", "", ratios(took[size], took[smallest]), goal=1.25
        )


def _search(rounds: int) -> Iterator[Figure]:
    """What a search costs: the first of a guide, one with new words, and one that was asked before."""
    unsearched = [_uncached_load() for _ in range(rounds + 1)]
    new = in_turns({query: partial(_search_next, iter(unsearched), query) for query in ("", *QUERIES)}, rounds)
    yield Figure("first search of a guide", "ms", milliseconds(new.pop("")))
    yield from _search_figures("warm search, new words", new)
    again = in_turns({query: partial(mlc.load().search, query) for query in QUERIES}, rounds)
    yield from _search_figures("warm search, asked before", again)


def _search_figures(name: str, took: dict[str, Seconds]) -> Iterator[Figure]:
    typical = [statistics.median(one_round) for one_round in zip(*took.values(), strict=True)]
    slowest = max(took, key=lambda query: statistics.median(took[query]))
    yield Figure(f"{name}: the median query", "ms", milliseconds(typical), goal=0.3)
    yield Figure(f"{name}: {slowest!r}", "ms", milliseconds(took[slowest]))


def _search_next(guides: Iterator[mlc.Guide], query: str) -> None:
    next(guides).search(query)


def _contributed(rounds: int) -> Iterator[Figure]:
    """What loading folders of contributed entries costs."""
    with tempfile.TemporaryDirectory() as root:
        folders = list(_written_folders(Path(root)))
        took = in_turns({count: partial(mlc.load, *folders[:count]) for count in FOLDER_COUNTS}, rounds // 4)
    for count in FOLDER_COUNTS:
        yield Figure(f"load with contributed folders: {count}", "ms", milliseconds(took[count]))
    per_folder = {count: [seconds / count for seconds in took[count]] for count in FOLDER_COUNTS}
    _, some, most = FOLDER_COUNTS
    yield Figure(f"cost of a folder among {most} / among {some}", "", ratios(per_folder[most], per_folder[some]))


def _rendering(rounds: int) -> Iterator[Figure]:
    """What the whole guide as HTML costs, and its prose alone, by the parser that most would take for it."""
    guide = mlc.load()
    blocks = [block for entry in guide for prose in entry.prose for block in prose.blocks]
    parser = MarkdownIt("commonmark")
    tasks = {
        "guide": partial(mlc.render, guide, "html"),
        "prose": lambda: [parser.render(block) for block in blocks],
    }
    took = in_turns(tasks, rounds * 5)
    yield Figure("the guide to HTML", "ms", milliseconds(took["guide"]))
    yield Figure(
        "the guide to HTML / markdown-it-py over its prose", "", ratios(took["guide"], took["prose"]), goal=1.3
    )


def _export(rounds: int) -> Iterator[Figure]:
    """What the command costs that writes the site, from start to exit: into a new folder, and where nothing changed."""
    with tempfile.TemporaryDirectory() as root:
        folders = (Path(root, str(number)) for number in itertools.count())
        tasks = {"new": lambda: _exported(next(folders)), "again": partial(_exported, Path(root, "again"))}
        took = in_turns(tasks, rounds // 2)
    yield Figure("export of the site", "ms", milliseconds(took["new"]), goal=1000)
    yield Figure("export of the site, nothing changed", "ms", milliseconds(took["again"]))


def _exported(folder: Path) -> None:
    command = [sys.executable, "-I", "-m", "mlcareer_content", "export", str(folder)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def _uncached_load() -> mlc.Guide:
    return _load._packaged.__wrapped__()  # noqa: SLF001 - what `load` calls once, without its cache


def _skills_and_ids(size: int) -> tuple[mlc.Collection[Skill], Sequence[str]]:
    """A collection of some size, and ids of it, drawn from all of its length."""
    description = Prose(("A skill.",))
    practice = SkillCategory(id="practice", label="Practice")
    skills = mlc.Collection(
        "skills",
        tuple(
            Skill(id=f"skill-{n}", name=f"Skill {n}", category=practice, description=description) for n in range(size)
        ),
    )
    return skills, random.Random(SEED).sample(skills.ids, k=DISTINCT_IDS) * (LOOKUPS // DISTINCT_IDS)


def _look_up(collection: mlc.Collection[Skill], ids: Iterable[str]) -> None:
    for id in ids:
        collection[id]


def _written_folders(root: Path) -> Iterator[Path]:
    """Folders of two files each: packaged skills and questions under new ids."""
    draw = random.Random(SEED)
    guide = mlc.load()
    for number in range(max(FOLDER_COUNTS)):
        folder = root / f"{number:03}"
        folder.mkdir()
        skills = draw.sample(guide.skills.entries, SKILLS_IN_A_FOLDER)
        questions = draw.sample(guide.faq.entries, QUESTIONS_IN_A_FOLDER)
        for kind, entries in (("skills", skills), ("faq", questions)):
            document = {"kind": kind, "entries": [_renamed(mlc.to_dict(entry), number) for entry in entries]}
            (folder / f"{kind}.json").write_text(json.dumps(document, indent=2), "utf-8")
        yield folder


def _renamed(entry: dict[str, object], number: int) -> dict[str, object]:
    return {**entry, "id": f"{entry['id']}-{number}"}


if __name__ == "__main__":
    main()
