"""`mlcareer-content convert`: the same document gives the same bytes, and nothing of it is lost."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mlcareer_content as mlc

from .commands import ENCODINGS, HOSTILE, NOT_SHOWN, process, run

DATA = Path(mlc.__file__).parent / "data"

QUESTION = {
    "kind": "question",
    "id": "pay",
    "question": "Is the pay good? é 世界",
    "answer": ["It *varies*, says [PyTorch](skill:pytorch).", "- by place\n- by year"],
    "stages": ["entry-level", "mid-career"],
}
AS_YAML = """\
# A comment, which is nobody's data.
stages: [entry-level, "mid-career"]
answer:
  - It *varies*, says [PyTorch](skill:pytorch).
  - |-
    - by place
    - by year
question: Is the pay good? é 世界
id: pay
kind: question
"""
AS_MARKDOWN = """\
---
kind: question
stages:
  - entry-level
  - mid-career
id: pay
question: Is the pay good? é 世界
---

It *varies*, says [PyTorch](skill:pytorch).

- by place
- by year
"""
AS_JSON = json.dumps(dict(reversed(QUESTION.items())))
FORMS = {"x.json": AS_JSON, "x.yaml": AS_YAML, "x.md": AS_MARKDOWN, "x.jsonl": f"{AS_JSON}\n"}
CANONICAL = json.dumps(QUESTION, ensure_ascii=False, indent=2) + "\n"

_scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
json_values = st.recursive(
    _scalars, lambda values: st.lists(values) | st.dictionaries(st.text(), values), max_leaves=10
)


@pytest.fixture
def file(tmp_path):
    """A function that writes a file, and gives its path."""

    def write(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.mark.parametrize(("name", "text"), FORMS.items())
def test_forms_of_a_document_give_the_same_bytes(file, name, text):
    """Whatever a document is written in, its canonical JSON is the same."""

    result = run("convert", file(name, text))

    assert (0, CANONICAL.encode(), "") == (result.exit_code, result.stdout_bytes, result.stderr)


@pytest.mark.parametrize(("name", "text"), FORMS.items())
def test_standard_input_gives_the_same_bytes(name, text):
    """What is piped in is read by the ending of the name that it is given."""

    assert CANONICAL.encode() == run("convert", "-", "--stdin-filename", name, input=text).stdout_bytes


def test_standard_input_is_json_unless_told():
    """Without a name, what is piped in is JSON."""

    assert (CANONICAL.encode(), b"") == (
        (done := process("convert", "-", data=AS_JSON.encode())).stdout,
        done.stderr,
    )


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_packaged_data_converts_to_itself(path):
    """Every packaged file is canonical: converted, it is the same byte for byte."""

    assert path.read_bytes() == run("convert", path).stdout_bytes


@pytest.mark.parametrize("text", FORMS.values())
def test_converted_converts_to_itself(text):
    """What was converted once is the same when it is converted again."""

    name = next(name for name, form in FORMS.items() if form == text)
    once = run("convert", "-", "--stdin-filename", name, input=text).stdout_bytes

    assert once == run("convert", "-", input=once).stdout_bytes


@settings(max_examples=50, deadline=None)
@given(json_values)
def test_any_json_survives(value):
    """A document of no kind comes back as it was, and is canonical then."""

    result = run("convert", "-", input=json.dumps(value))

    assert (0, value) == (result.exit_code, json.loads(result.stdout_bytes))
    assert result.stdout_bytes == run("convert", "-", input=result.stdout_bytes).stdout_bytes


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(), json_values))
def test_any_field_survives(fields):
    """A document of a kind keeps what the schema does not know."""

    document = {**QUESTION, **fields, "kind": "question"}

    assert document == json.loads(run("convert", "-", input=json.dumps(document)).stdout_bytes)


@pytest.mark.parametrize("name", ["x.json", "x.yaml", "x.md", "x.jsonl"])
def test_content_is_not_checked(file, name):
    """What breaks a rule is converted all the same."""

    result = run("convert", file(name, FORMS[name].replace("pay", "A B").replace("skill:pytorch", "skill:pytorh")))

    assert (0, "A B") == (result.exit_code, json.loads(result.stdout)["id"])


@pytest.mark.parametrize(
    ("name", "text", "field"),
    [
        ("x.json", '{"id": "x"}', "id"),
        ("x.yaml", "id: x\n", "id"),
        ("x.md", "---\nid: x\n---\n\nText.\n", "answer"),
    ],
)
def test_kind_is_added(file, name, text, field):
    """`--kind` says what a document is that does not say so; it joins the document."""

    converted = json.loads(run("convert", file(name, text), "--kind", "question").stdout)

    assert ("question", True) == (converted["kind"], field in converted)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("x.json", '{"id": 1, "id": 2}', 1),
        ("x.yaml", "id: 1\nid: 2\n", 1),
        ("x.md", "---\nid: 1\nid: 2\n---\n", 1),
        ("x.jsonl", '{"id": 1, "id": 2}\n', 1),
        ("x.json", "{", 2),
        ("x.json", "", 2),
        ("x.json", b"\xff", 2),
        ("x.json", "[NaN]", 2),
        ("x.json", '["\\ud800"]', 2),
        ("x.json", "[" * 1_000, 2),
        ("x.yaml", "a: *b\n", 2),
        ("x.yaml", "a: &b 1\n", 2),
        ("x.yaml", "a: !!str 1\n", 2),
        ("x.yaml", "a: 1\n---\nb: 1\n", 2),
        ("x.md", "No front matter.\n", 2),
    ],
)
def test_what_would_be_lost_is_refused(file, name, text, code):
    """Where something would be lost, such as the first of two equal keys, nothing is printed but what is wrong."""

    path = file(name, text)
    result = run("convert", path)

    assert (code, "") == (result.exit_code, result.stdout)
    assert str(path) in result.stderr
    assert re.search("error MLC0[0-9]{2}: ", result.stderr)


def test_missing_file_is_exit_code_2(tmp_path):
    """A file that is not there is told, and the exit code is 2."""

    result = run("convert", tmp_path / "missing.yaml")

    assert (2, "") == (result.exit_code, result.stdout)
    assert "missing.yaml" in result.stderr
    assert "MLC001" in result.stderr


def test_empty_folder_is_exit_code_2(tmp_path):
    """A folder that holds no document is told, and the exit code is 2."""

    result = run("convert", tmp_path)

    assert (2, "", True) == (result.exit_code, result.stdout, "MLC008" in result.stderr)


@pytest.mark.parametrize("name", ["x.jsonl", "folder"])
def test_several_documents_are_wrong_usage(file, tmp_path, name):
    """One document is converted at a time: of two, one has to be named."""

    file("x.jsonl", f"{AS_JSON}\n{AS_JSON}\n")
    (tmp_path / "folder").mkdir()
    for other in ("a.json", "b.json"):
        (tmp_path / "folder" / other).write_text(AS_JSON, "utf-8")
    result = run("convert", tmp_path / name)

    assert (2, "") == (result.exit_code, result.stdout)
    assert "holds 2 documents; name one" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "FILE"),
        ([""], ""),
        (["x.json", "y.json"], "y.json"),
        (["x.json", "--kind", "questoin"], "question"),
        (["x.json", "--format", "json"], "--format"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments, told):
    """A command that was called wrongly says what is wrong, and the exit code is 2."""

    result = run("convert", *arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert told in result.stderr


def test_closed_standard_input_is_told():
    """A process that was started without standard input says so, without a traceback."""

    script = "import runpy, sys; sys.stdin = None; sys.argv[1:] = ['convert', '-']; "
    script += "runpy.run_module('mlcareer_content', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, encoding="utf-8")

    assert (2, "", False) == (done.returncode, done.stdout, "Traceback" in done.stderr)


@pytest.mark.parametrize("variables", ENCODINGS)
def test_any_encoding_will_do(file, variables):
    """Under an ASCII locale as anywhere else, every character comes out, as UTF-8."""

    done = process("convert", file("x.yaml", AS_YAML), **variables)

    assert (0, CANONICAL.encode(), b"") == (done.returncode, done.stdout, done.stderr)


def test_byte_order_mark_is_not_part_of_the_document(file):
    """A byte-order mark at the beginning of a file is left out."""

    assert CANONICAL.encode() == run("convert", file("x.json", b"\xef\xbb\xbf" + AS_JSON.encode())).stdout_bytes


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no file has such a name")
@pytest.mark.parametrize("name", [f"x{HOSTILE}", "x\n::error::y", b"x\xff"], ids=["hidden", "line", "bytes"])
def test_names_of_files_are_not_shown_raw(tmp_path, name):
    """A hostile name is not printed raw: neither of a broken file, nor of a folder, nor of what is not there."""

    path = tmp_path / os.fsdecode(name)
    path.mkdir()
    for other in ("a.json", "b.json"):
        (path / other).write_text("{", "utf-8")
    results = [run("convert", named, color=True) for named in (path, path / "a.json", path / "c.json")]

    assert [2, 2, 2] == [result.exit_code for result in results]
    assert [] == [found for result in results for found in NOT_SHOWN.findall(result.output)]
    assert [] == [result.output for result in results if re.search("(?m)^::error", result.output)]


def test_hidden_characters_are_escaped(file):
    """What a terminal would obey comes out as an escape, and is the same character still."""

    result = run("convert", file("x.json", json.dumps({"a": HOSTILE})), color=True)

    assert ([], HOSTILE) == (NOT_SHOWN.findall(result.stdout), json.loads(result.stdout)["a"])


def test_closed_pipe_ends_quietly():
    """Where nobody reads on, the command ends without a word."""

    reading, writing = os.pipe()
    os.close(reading)
    done = process("convert", DATA / "stages.json", stdout=writing)
    os.close(writing)

    assert b"" == done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("name", ["stages.json", "guide.json"])
def test_full_disk_is_told_without_a_traceback(name):
    """Where the output cannot be written, one sentence says so, and the exit code is 2."""

    with Path("/dev/full").open("wb") as full:
        done = process("convert", DATA / name, stdout=full)

    assert (2, 1) == (done.returncode, done.stderr.count(b"\n"))
    assert done.stderr.startswith(b"mlcareer-content: the output cannot be written")
