"""Content that is written to keep a checker busy, or to fill its memory, is answered as any other is."""

import json
import subprocess
import sys
import time
import tracemalloc

import pytest

import mlcareer_content as mlc
from mlcareer_content.problems import Problem

from .tables import each_row

pytestmark = pytest.mark.no_cover

MARKS = {
    "emphasis": "*a_b",
    "brackets": "[",
    "images": "![",
    "brackets before a text": "[" * 900 + "a" * 100,
    "half links": "[a](b",
    "mentions of a credential": "[a](credential:b) ",
    "mentions with spaces": "[a](skill:b c) ",
    "backticks": "`a``b",
    "ends of elements": "</a> ",
    "backslashes": "\\",
}


PROBLEM = Problem(code="MLC009", message="not supported", span=(0, 1), is_recoverable=True)
LONG = {
    "host": ("skill", "url", "https://" + "a." * 60_000),
    "id": ("skill", "id", "a-" * 60_000),
    "valid id": ("skill", "id", "a" + "-a" * 60_000),
    "hidden id": ("skill", "id", "a" + "\u202e" * 100_000),
    "hidden name": ("skill", "name", "a" + "\u202e" * 100_000),
    "language": ("guide", "language", "en" + "-us" * 40_000),
    "ref": ("question", "stages", ["a-" * 60_000]),
}


def _faq(block, blocks):
    entries = [{"id": f"a{number}", "question": "A?", "answer": [block] * 100} for number in range(blocks // 100)]
    return {"kind": "faq", "entries": entries}


@each_row("marks", MARKS.values())
def test_nothing_takes_long(marks):
    """Three hundred blocks of nothing but markup are answered in seconds."""
    block = ("a " + marks * 4_800)[:4_800].rstrip()
    before = time.process_time()
    report = mlc.validate(_faq(block, 300))

    assert (False, True) == (report.ok, time.process_time() - before < 4)


@pytest.mark.parametrize("engine", ["jsonschema-rs", "jsonschema"])
@each_row("case", LONG.values())
def test_a_long_value_takes_little_memory(tmp_path, monkeypatch, engine, case):
    """No pattern keeps a position for each part of a value that is much too long."""
    if engine == "jsonschema":
        monkeypatch.setattr("mlcareer_content._schemas._fast_validator", lambda _: None)
    kind, field, text = case
    path = tmp_path / "a.json"
    value = {"kind": kind, "id": "a", "name": "A", "category": "field", "description": ["A."], field: text}
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    mlc.validate(path)
    tracemalloc.start()
    report = mlc.validate(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert not report.ok
    assert peak < 16 * path.stat().st_size


@each_row("line", ["- &a b\n", "- !a b\n", "- 'a'#b\n", "- *a\n"])
def test_problems_of_yaml_are_bounded(tmp_path, monkeypatch, line):
    """No more problems are kept of a file of YAML than are reported."""
    found = []
    monkeypatch.setattr("mlcareer_content._read._yaml.problem_at", lambda *args, **_: found.append(args) or PROBLEM)
    path = tmp_path / "a.yaml"
    path.write_text("kind: skill\ndescription:\n" + line * 5_000, "utf-8")
    mlc.validate(path)

    assert 999 < len(found) < 2_100  # it is read again for the positions


@each_row("line", ["- a\n", "a\n\n", "+ a\n- a\n", "# a\n", "> a\r\r", "- 1. * a\n", "a\r"])
def test_a_text_of_many_lines_is_not_parsed(tmp_path, monkeypatch, line):
    """A text of Markdown with thousands of lines or items is refused before it is parsed."""
    parsed = []
    monkeypatch.setattr("mlcareer_content._commonmark.blocks", lambda text: parsed.append(text) or iter(()))
    path = tmp_path / "a.md"
    path.write_text("---\nkind: question\nid: x\n---\n" + line * 5_001, "utf-8", newline="")

    assert ["MLC002"] == [problem.code for problem in mlc.validate(path).problems]
    assert not parsed


@pytest.mark.parametrize("name", ["{}", "{}-{}"])
def test_links_that_lead_nowhere_are_found_at_once(tmp_path, name):
    """Of two hundred and fifty such links in each block, the same or others, each is told at its own place."""
    block = " ".join(f"[a](skill:{name.format('zz', number)})" for number in range(250))
    path = tmp_path / "a.json"
    path.write_text(json.dumps(_faq(block, 300)), "utf-8")
    before = time.process_time()
    problems = [problem for problem in mlc.validate(path).problems if problem.code == "MLC203"]

    assert (999, True) == (len({problem.column for problem in problems}), time.process_time() - before < 2)


@pytest.mark.parametrize("target", ["s{}", "s{}x"])
def test_thousands_of_stages_are_put_in_order_at_once(target):
    """Stages that are all on one rung, and lead to others or nowhere, take no more than other entries do."""
    stages = [
        {
            "id": f"s{number}",
            "title": "S",
            "place": number % 20 + 1,
            "summary": ["A."],
            "leads_to": [{"stage": target.format(number * 7 % 5_000), "requirements": ["A."]}],
        }
        for number in range(5_000)
    ]
    before = time.process_time()
    report = mlc.validate({"kind": "stages", "entries": stages})

    assert (False, True) == (report.ok, time.process_time() - before < 6)


@pytest.mark.parametrize("beginning", ["a ", "*"])
def test_a_block_of_marks_is_refused(beginning):
    """A block that is all emphasis is told as no prose, once, and not read."""
    codes = [(problem.code, problem.pointer) for problem in mlc.validate(_faq(beginning + "*b" * 1_100, 100)).problems]

    assert [("MLC303", "/entries/0/answer/0"), ("MLC304", "/entries/0/answer/0")] == sorted(codes[:2])


def test_a_document_of_marks_is_refused_once():
    """Where the markup of a document is more than is read, the place is told, and the rest is left out."""
    problems = mlc.validate(_faq("*a*" * 390, 300)).problems

    assert [("MLC002", "/entries/1/answer/28")] == [(problem.code, problem.pointer) for problem in problems]


@pytest.mark.parametrize("block", ["- **[a](skill:python)** and `b`\n" * 30, "*a* [1] " * 40])
def test_prose_of_much_markup_is_read(block):
    """Nobody is refused for writing lists of links, or footnotes."""
    assert mlc.validate(_faq(block.strip(), 100)).problems == ()


MEMORY = """
import resource, sys
import mlcareer_content
print(len(mlcareer_content.validate(sys.argv[1]).problems), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _problems_and_memory(path, text):
    path.write_text(text, "utf-8")
    environment = {"PYTHONPATH": ":".join(sys.path)}
    starter = "import subprocess, sys; subprocess.run([sys.executable, '-c', *sys.argv[1:]])"  # of little memory itself
    command = [sys.executable, "-c", starter, MEMORY, path]
    told = subprocess.run(command, env=environment, capture_output=True, check=True, encoding="utf-8").stdout.split()
    return int(told[0]), int(told[1])


LONG = "\U0001f600" + "a" * (10 * 1024 * 1024 - 300)
QUESTION = {"kind": "question", "id": "a", "question": "A?", "answer": ["A."]}


@pytest.mark.skipif(sys.platform != "linux", reason="the memory is told in kilobytes on Linux only")
@pytest.mark.parametrize(
    ("field", "problems"), [("answer", 3), ("question", 1), (LONG, 1)], ids=["answer", "question", "key"]
)
def test_one_long_text_does_not_fill_the_memory(tmp_path, field, problems):
    """Of ten megabytes in one text, of characters that take four bytes each, there are two copies at any time."""
    text = json.dumps({**QUESTION, field: LONG if field in QUESTION else "a"}, ensure_ascii=False)
    found, memory = _problems_and_memory(tmp_path / "a.json", text)

    assert (problems, True) == (found, memory < 150_000)


@pytest.mark.skipif(sys.platform != "linux", reason="the memory is told in kilobytes on Linux only")
def test_one_long_key_in_what_is_read_with_care_does_not_fill_the_memory(tmp_path):
    """A key that stands twice makes the document be read twice, and kept once."""
    text = json.dumps({**QUESTION, LONG: "a"}, ensure_ascii=False)
    found, memory = _problems_and_memory(tmp_path / "a.json", text.replace("{", '{"id": "a", ', 1))

    assert (2, True) == (found, memory < 150_000)


def test_of_a_long_key_the_beginning_is_told():
    """What nobody writes is not repeated: its place is told by the first thousand characters."""
    (problem,) = mlc.validate({**QUESTION, "a" * 2_000: "a"}).problems

    assert "/" + "a" * 1_000 == problem.pointer
