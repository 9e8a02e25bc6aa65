"""`mlcareer-content validate`: what it prints, where, with which exit code, and how it ends when it cannot go on."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import mlcareer_content as mlc

from .commands import COMMAND, ENCODINGS, HOSTILE, NOT_SHOWN, in_terminal, process, run
from .tables import each_row

DATA = Path(mlc.__file__).parent / "data"
FORMATS = ["text", "json", "github", "gitlab", "sarif"]

RIGHT = {
    "question.json": '{"kind": "question", "id": "pay", "question": "How is the pay?", "answer": ["It varies."]}',
    "question.yaml": "kind: question\nid: pay\nquestion: How is the pay?\nanswer:\n  - It varies.\n",
    "question.md": "---\nkind: question\nid: pay\nquestion: How is the pay?\n---\n\nIt varies.\n",
    "question.jsonl": '{"kind": "question", "id": "pay", "question": "How is the pay?", "answer": ["It varies."]}\n',
}
# The same with a link that leads nowhere, and the place of its target.
BROKEN = {name: text.replace("It varies.", "See [it](skill:pytorh).") for name, text in RIGHT.items()}
PLACES = {"question.json": "1:87", "question.yaml": "5:14", "question.md": "7:10", "question.jsonl": "1:87"}

QUESTION = json.loads(RIGHT["question.json"])
LONG = json.dumps({**QUESTION, "answer": ["It varies. " * 120]})
CHECKED = """\
kind: skill
id: forecasting
name: Forecasting
category: field
description:
  - To tell what comes next.
checked_on: "2024-01-01"
"""
WITHOUT_KIND = json.dumps({name: value for name, value in QUESTION.items() if name != "kind"})
KEY_TWICE = '{"kind": "question", "kind": "question", "id": "pay", "question": "How?", "answer": ["So."]}'


@pytest.fixture
def file(tmp_path):
    """A function that writes a file, and gives its path."""

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def many(tmp_path):
    """A folder with so much content, right and wrong, that several processes share it."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number, size in enumerate((400, 3, 500, 20, 400)):
        lines = [
            json.dumps(
                {**QUESTION, "id": f"pay-{number}-{line}", "stages": ["entry-level"], "answer": ["It varies. " * 60]}
            )
            for line in range(size)
        ]
        lines[1] = lines[0]
        lines[-1] = lines[-1].replace("entry-level", "entry-levle")
        (folder / f"{number}.jsonl").write_text("\n".join(lines), "utf-8")
    for name, text in BROKEN.items():
        (folder / name).write_text(text, "utf-8")
    (folder / "broken.json").write_text("{", "utf-8")
    return folder


@pytest.mark.parametrize("name", RIGHT)
def test_right_content_is_told(file, name):
    """Content that is right, in any format, is told in a line, and the exit code is 0."""

    result = run("validate", file(name, RIGHT[name]))

    assert (0, "1 file: no problems\n", "") == (result.exit_code, result.stdout, result.stderr)


@pytest.mark.parametrize("name", BROKEN)
def test_wrong_content_is_told_with_its_place(file, name):
    """A problem is told with its file, its line and its column, and the exit code is 1."""

    path = file(name, BROKEN[name])
    result = run("validate", path)

    assert (1, "") == (result.exit_code, result.stderr)
    assert result.stdout.startswith(f"{path}:{PLACES[name]}: error MLC203: ")


def test_folders_and_files_are_checked_together(file, tmp_path):
    """A folder and a file are one set of content: what one names the other may hold."""

    file("skills/sail.json", '{"kind": "skill", "id": "sail", "name": "S", "category": "field", "description": ["."]}')
    path = file("question.json", RIGHT["question.json"].replace("It varies.", "See [it](skill:sail)."))
    together, alone = run("validate", path, tmp_path / "skills"), run("validate", path)

    assert (0, "2 files: no problems\n", 1) == (together.exit_code, together.stdout, alone.exit_code)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("text", [RIGHT["question.yaml"], BROKEN["question.yaml"]], ids=["right", "wrong"])
def test_formats_are_those_of_the_report(file, format_, text):
    """`--format` prints what `Report.format` gives; text tells besides how much was right."""

    path = file("question.yaml", text)
    report = mlc.validate(path)
    expected = report.format(format_)
    if format_ == "text":
        expected = f"{expected}\n" if report.problems else "1 file: no problems\n"

    assert expected == run("validate", path, "--format", format_).stdout


def test_json_keeps_to_its_schema(many):
    """What `--format json` prints is a document of the kind `report`."""

    printed = json.loads(run("validate", many, "--format", "json").stdout)

    assert [] == list(Draft202012Validator(mlc.schema("report")).iter_errors(printed))


@each_row(
    ("text", "code"),
    [
        (RIGHT["question.json"], 0),
        (LONG, 0),
        (BROKEN["question.json"], 1),
        ("[]", 1),
        (KEY_TWICE, 1),
        ("{", 2),
        ("", 2),
        (b"\xff", 2),
        ("[NaN]", 2),
        ("[" * 1_000, 2),
    ],
)
@each_row("format_", FORMATS)
def test_exit_codes(file, text, code, format_):
    """0 for what is right or only warned of, 1 for what breaks a rule, 2 for what gives no document; in any format."""

    assert code == run("validate", file("document.json", text), "--format", format_).exit_code


def test_unreadable_outweighs_wrong(file, tmp_path):
    """Where one file is wrong and another cannot be read, both are told, and the exit code is 2."""

    file("a.json", BROKEN["question.json"])
    file("b.json", "{")
    result = run("validate", tmp_path)

    assert (2, ["MLC203", "MLC004"]) == (result.exit_code, re.findall("MLC[0-9]{3}", result.stdout))


@pytest.mark.parametrize(("options", "code", "severity"), [([], 0, "warning"), (["--strict"], 1, "error")])
def test_strict_takes_warnings_for_errors(file, options, code, severity):
    """A warning leaves the exit code at 0; with `--strict` it is an error."""

    result = run("validate", file("long.json", LONG), *options)

    assert code == result.exit_code
    assert f"{severity} MLC304: " in result.stdout


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ([], []),
        (["--as-of", "2025-01-01"], []),
        (["--as-of", "2025-01-02"], ["MLC310"]),
        (["--as-of", "2023-12-31"], ["MLC306"]),
    ],
)
def test_as_of_is_the_day_by_which_dates_are_judged(file, options, codes):
    """Without `--as-of` no date is late or early; with it, it is by that day."""

    result = run("validate", file("skill.yaml", CHECKED), *options, "--format", "json")

    assert codes == [problem["code"] for problem in json.loads(result.stdout)["problems"]]


def test_no_base_is_for_a_guide_of_its_own():
    """With `--no-base` a whole guide is right; on top of the packaged one it would be a second."""

    alone, on_top = run("validate", "--no-base", DATA), run("validate", DATA)

    assert (0, f"{len(list(DATA.iterdir()))} files: no problems\n") == (alone.exit_code, alone.stdout)
    assert (1, True) == (on_top.exit_code, "MLC205" in on_top.stdout)


def test_no_base_asks_for_a_guide(file):
    """With `--no-base` the content has to hold a guide and an article."""

    result = run("validate", "--no-base", file("question.json", RIGHT["question.json"]))

    assert (1, 2) == (result.exit_code, result.stdout.count("MLC208"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("question.json", WITHOUT_KIND),
        ("question.jsonl", WITHOUT_KIND),
        ("question.yaml", RIGHT["question.yaml"].replace("kind: question\n", "")),
        ("question.md", RIGHT["question.md"].replace("kind: question\n", "")),
    ],
)
def test_kind_says_what_does_not_say_it(file, name, text):
    """`--kind` stands in for the kind that a document does not say; without it, that is a problem."""

    path = file(name, text)

    assert (0, True) == (
        run("validate", path, "--kind", "question").exit_code,
        "MLC107" in run("validate", path).stdout,
    )


def test_kind_does_not_overrule(file):
    """A document that says its kind is of that kind, whatever `--kind` says."""

    assert 0 == run("validate", file("question.yaml", RIGHT["question.yaml"]), "--kind", "skill").exit_code


@pytest.mark.parametrize("name", RIGHT)
def test_standard_input_is_called_what_it_is_named(name):
    """`-` is what is piped in; `--stdin-filename` tells its format, and is what messages call it."""

    right = run("validate", "-", "--stdin-filename", f"content/{name}", input=RIGHT[name])
    wrong = run("validate", "-", "--stdin-filename", f"content/{name}", input=BROKEN[name])

    assert (0, "1 file: no problems\n") == (right.exit_code, right.stdout)
    assert (1, f"content/{name}:{PLACES[name]}") == (wrong.exit_code, wrong.stdout.partition(": ")[0])


def test_standard_input_is_json_unless_told(tmp_path):
    """`-` alone is JSON, and is called <stdin>; it may stand among files."""

    right = process("validate", "-", data=RIGHT["question.json"].encode())
    wrong = process("validate", "-", data=b"{")
    (tmp_path / "question.yaml").write_text(RIGHT["question.yaml"].replace("pay", "team"), "utf-8")
    both = process("validate", tmp_path, "-", data=RIGHT["question.json"].encode())

    assert (0, 2, 0) == (right.returncode, wrong.returncode, both.returncode)
    assert wrong.stdout.startswith(b"<stdin>:1:1: error MLC004")
    assert b"2 files: no problems" == both.stdout.strip()


def test_closed_standard_input_is_told():
    """A process that was started without standard input says so in a problem, not in a traceback."""

    script = (
        "import runpy, sys; sys.stdin = None; sys.argv[1:] = ['validate', '-']; runpy.run_module('mlcareer_content', "
    )
    script += "run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, encoding="utf-8")

    assert (2, "") == (done.returncode, done.stderr)
    assert "MLC001" in done.stdout


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", ["missing.json", "missing.yaml", "missing.md", "missing.jsonl", "missing"])
def test_missing_file_is_exit_code_2(tmp_path, name, format_):
    """A file that is not there is a problem like any other, and the exit code is 2."""

    result = run("validate", tmp_path / name, "--format", format_)

    assert (2, "") == (result.exit_code, result.stderr)
    assert name in result.stdout
    assert "MLC001" in result.stdout


@pytest.mark.parametrize("names", [[], ["notes.txt"], ["README.md"], [".hidden.json"], ["faq.schema.json"]])
def test_nothing_found_is_exit_code_2(file, tmp_path, names):
    """A folder that holds no document is told, and the exit code is 2."""

    (tmp_path / "content").mkdir()
    for name in names:
        file(f"content/{name}", "{}")
    result = run("validate", tmp_path / "content")

    assert (2, "") == (result.exit_code, result.stderr)
    assert result.stdout.startswith(str(tmp_path / "content"))
    assert "MLC008" in result.stdout


def test_empty_name_is_wrong_usage():
    """An empty argument names no file: that is told, and the exit code is 2."""

    result = run("validate", "")

    assert (2, "") == (result.exit_code, result.stdout)


@pytest.mark.parametrize(
    ("name", "limit", "option"),
    [
        ("question.json", 10 * 1024 * 1024, "--max-json"),
        ("question.yaml", 256 * 1024, "--max-yaml"),
        ("question.md", 256 * 1024, "--max-yaml"),
        ("question.jsonl", 1024 * 1024, "--max-line"),
    ],
)
@pytest.mark.parametrize("piped", [False, True], ids=["file", "piped"])
def test_limits_can_be_raised_and_lowered(file, name, limit, option, piped):
    """What is larger than the limit of its format is not read, and says the limit; an option moves it, to the byte."""

    text = RIGHT[name].rstrip("\n").ljust(limit + 1)

    def validate(text, *options):
        path = ["-", "--stdin-filename", name] if piped else [file(name, text)]
        return run("validate", *path, *options, input=text)

    over, raised = validate(text), validate(text, option, limit + 1)
    within, lowered = validate(text[:-1]), validate(text[:-1], option, limit - 1)

    assert [2, 0, 0, 2] == [result.exit_code for result in (over, raised, within, lowered)]
    assert f"MLC002: the {'line' if name.endswith('l') and 'json' in name else 'file'} has" in over.stdout
    assert f"{limit:,}" in over.stdout
    assert f"{limit - 1:,}" in lowered.stdout


@pytest.mark.parametrize("format_", FORMATS)
def test_jobs_change_nothing(many, format_):
    """Two processes print what one prints, and end with the same exit code."""

    one, two = (process("validate", many, "--format", format_, "--jobs", jobs) for jobs in ("1", "2"))

    assert (2, one.stdout, b"") == (two.returncode, two.stdout, two.stderr)
    assert one.returncode == two.returncode


def test_jobs_take_options_along(file):
    """Options mean the same where several processes check."""

    path = file("skill.yaml", CHECKED.replace("kind: skill\n", ""))
    options = ["--kind", "skill", "--as-of", "2026-01-01", "--strict", "--format", "json"]
    one, two = (process("validate", path, *options, "--jobs", jobs) for jobs in ("1", "2"))

    assert (1, one.stdout) == (two.returncode, two.stdout)
    assert ["MLC310"] == [problem["code"] for problem in json.loads(two.stdout)["problems"]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "PATH"),
        (["--format", "xml", "x"], "--format"),
        (["--as-of", "tomorrow", "x"], "--as-of"),
        (["--as-of", "2026-02-30", "x"], "--as-of"),
        (["--jobs", "0", "x"], "--jobs"),
        (["--max-json", "0", "x"], "--max-json"),
        (["--max-yaml", "many", "x"], "--max-yaml"),
        (["--max-line", "-1", "x"], "--max-line"),
        (["--kind", "questoin", "x"], "question"),
        (["--what", "x"], "--what"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments, told):
    """A command that was called wrongly says on standard error what is wrong, and the exit code is 2."""

    result = run("validate", *arguments)

    assert (2, "") == (result.exit_code, result.stdout)
    assert told in result.stderr


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_closed_pipe_ends_quietly(many, format_, jobs):
    """Where nobody reads on, the command ends without a word."""

    reading, writing = os.pipe()
    os.close(reading)
    done = process("validate", many, "--format", format_, "--jobs", jobs, stdout=writing)
    os.close(writing)

    assert b"" == done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_full_disk_is_told_without_a_traceback(many, format_, jobs):
    """Where the output cannot be written, one sentence says so, and the exit code is 2."""

    with Path("/dev/full").open("wb") as full:
        done = process("validate", many, "--format", format_, "--jobs", jobs, stdout=full)

    assert (2, 1) == (done.returncode, done.stderr.count(b"\n"))
    assert done.stderr.startswith(b"mlcareer-content: the output cannot be written")


@pytest.mark.parametrize("variables", ENCODINGS)
def test_any_encoding_will_do(file, variables):
    """A terminal that lacks a character gets a question mark; nothing is lost besides, and nothing fails."""

    path = file("question.json", BROKEN["question.json"].replace("See", "\u2019\u00e9\u4e16\U0001f600"))
    expected = run("validate", path).stdout
    done = process("validate", path, **variables)

    assert (1, b"") == (done.returncode, done.stderr)
    assert re.fullmatch(re.sub("[^\x00-\x7f]", ".", re.escape(expected)), done.stdout.decode(errors="replace"))


@pytest.mark.parametrize("variables", ENCODINGS)
@pytest.mark.parametrize("format_", ["json", "sarif"])
def test_programs_get_every_character(file, variables, format_):
    """What programs read is the same, whatever the terminal lacks."""

    path = file("question.json", BROKEN["question.json"].replace("answer", "größe\u4e16"))
    expected = run("validate", path, "--format", format_).stdout
    done = process("validate", path, "--format", format_, **variables)

    assert json.loads(expected) == json.loads(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere no file has such a name")
@pytest.mark.parametrize(
    "name", [f"x{HOSTILE}.json", "x\n::error::y.json", b"x\xff.json"], ids=["hidden", "line", "bytes"]
)
@pytest.mark.parametrize("format_", FORMATS)
def test_names_of_files_are_not_shown_raw(tmp_path, name, format_):
    """A hostile name of a file never reaches the output raw, and forges no line of it."""

    path = os.path.join(os.fsencode(tmp_path), os.fsencode(name))  # noqa: PTH118
    with open(path, "w", encoding="utf-8") as written:  # noqa: PTH123
        written.write(BROKEN["question.json"])
    there = process("validate", path, "--format", format_)
    found = process("validate", tmp_path, "--format", format_)
    missing = process("validate", path + b".json", "--format", format_)
    shown = [done.stdout.decode() for done in (there, found, missing)]

    assert [(1, b""), (1, b""), (2, b"")] == [(done.returncode, done.stderr) for done in (there, found, missing)]
    assert ([], []) == (NOT_SHOWN.findall("".join(shown)), re.findall("(?m)^::error::y", "".join(shown)))
    assert ["MLC203", "MLC203", "MLC001"] == [re.findall("MLC[0-9]{3}", text)[0] for text in shown]


@pytest.mark.parametrize("name", [f"x{HOSTILE}.yaml", "x\n::error::y.yaml"])
def test_name_of_standard_input_is_not_shown_raw(name):
    """Nor does the name that standard input is given."""

    result = run("validate", "-", "--stdin-filename", name, input=BROKEN["question.yaml"], color=True)

    assert 1 == result.exit_code
    assert [] == re.findall("(?m)^::error::y", result.stdout) + NOT_SHOWN.findall(
        re.sub(r"\x1b\[\d+m", "", result.stdout)
    )


@pytest.mark.parametrize("option", ["--format", "--kind", "--as-of", "--jobs", "--max-json"])
def test_arguments_are_not_shown_raw(option):
    """What was typed is not printed raw in a message."""

    result = run("validate", "x", option, f"x{HOSTILE}", color=True)

    assert (2, []) == (result.exit_code, NOT_SHOWN.findall(result.output))


def test_leading_dash_is_a_name_behind_two_dashes(file, monkeypatch):
    """Behind `--` a name may begin with a dash."""

    monkeypatch.chdir(file("-x.json", BROKEN["question.json"]).parent)
    result = run("validate", "--", "-x.json")

    assert (1, True) == (result.exit_code, result.stdout.startswith("-x.json:1:87: error MLC203"))


@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)])
def test_colours_are_for_terminals(file, variables, coloured):
    """In a terminal problems stand out, unless NO_COLOR says not to."""

    path = file("question.yaml", BROKEN["question.yaml"])
    shown = in_terminal("stdout", "validate", path, **variables)

    assert coloured == ("\x1b[31m" in shown)
    assert run("validate", path).stdout.splitlines() == re.sub(r"\x1b\[[0-9]+m", "", shown).splitlines()


@pytest.mark.parametrize("format_", FORMATS)
def test_pipes_get_no_colour(file, format_):
    """Piped output has no escape sequence; nor has what programs read, in a terminal."""

    path = file("question.yaml", BROKEN["question.yaml"])
    piped = process("validate", path, "--format", format_).stdout.decode()
    shown = in_terminal("stdout", "validate", path, "--format", format_)

    assert (False, format_ == "text") == ("\x1b" in piped, "\x1b" in shown)


@pytest.mark.parametrize(("files", "shown"), [(199, False), (200, True)])
def test_progress_is_shown_for_many_files(tmp_path, files, shown):
    """In a terminal a bar shows how far it is, where there are many files."""

    for number in range(files):
        (tmp_path / f"{number}.json").write_text(json.dumps({**QUESTION, "id": f"pay-{number}"}), "utf-8")

    assert shown == ("Checking" in in_terminal("stderr", "validate", tmp_path))
    assert b"" == process("validate", tmp_path).stderr


def _ended_by(number, folder, jobs, *, to="process", reading=False):
    """How the command ends, and what it printed, when it, its group or a worker gets a signal in the midst of its work.

    It reads standard input behind one folder and before another. When it has taken more than a pipe holds, what
    stands in the first has been given to its processes; it goes on to the second when standard input ends.
    """
    arguments = ["validate", folder / "first", "-", folder / "then", "--jobs", jobs]
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen([*COMMAND, *arguments], start_new_session=True, **streams) as started:
        written, started.stdin = started.stdin, None
        written.write(b" " * 5_000_000 + b"{}")
        written.flush()
        if reading:
            time.sleep(0.3)  # between two reads Python does not look for signals
        else:
            written.close()
        pid = started.pid
        if to == "worker":
            pid = int(Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()[0])
        (os.killpg if to == "group" else os.kill)(pid, number)
        try:
            # The end of the output is reached when the last process that holds it has ended.
            printed, complaint = started.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(started.pid, signal.SIGKILL)
            raise
        finally:
            written.close()
    return started.returncode, printed, complaint


@pytest.fixture(scope="module")
def much(tmp_path_factory):
    """Two folders, the first of which is checked in moments, and the second is not."""
    folder = tmp_path_factory.mktemp("much")
    (folder / "first").mkdir()
    (folder / "first" / "pay.json").write_text(RIGHT["question.json"].ljust(300_000), "utf-8")
    (folder / "then").mkdir()
    lines = [json.dumps({**QUESTION, "id": f"pay-{number}", "answer": ["It varies. " * 90]}) for number in range(1_000)]
    (folder / "then" / "0.jsonl").write_text("\n".join(lines), "utf-8")
    for number in range(1, 200):
        os.link(folder / "then" / "0.jsonl", folder / "then" / f"{number}.jsonl")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("to", ["group", "process"], ids=["from the terminal", "from kill"])
@pytest.mark.parametrize("reading", [True, False], ids=["reading", "checking"])
@pytest.mark.usefixtures("interruptible")
def test_interrupt_ends_it(much, jobs, to, reading):
    """Ctrl-C ends it with 130 and a word, and no process goes on without it."""

    expected = (130, b"", b"mlcareer-content: interrupted\n")

    assert expected == _ended_by(signal.SIGINT, much, jobs, to=to, reading=reading)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_termination_ends_all_of_it(much, jobs):
    """Where the process is told to end, the processes that check for it end too."""

    code, _, complaint = _ended_by(signal.SIGTERM, much, jobs)

    assert (True, b"") == (code in {-signal.SIGTERM, 128 + signal.SIGTERM}, complaint)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize("thread", ["main", "another"])
def test_handlers_of_the_caller_are_restored(file, thread):
    """An application that runs the command in its own process, in any thread, keeps its handlers."""
    script = f"""
import signal, sys, threading
from mlcareer_content._cli._main import mlcareer_content

def run():
    mlcareer_content(sys.argv[1:], standalone_mode=False)

signal.signal(signal.SIGTERM, print)
threading.excepthook = vars
if "{thread}" == "main":
    run()
else:
    another = threading.Thread(target=run)
    another.start()
    another.join()
assert (signal.getsignal(signal.SIGTERM), threading.excepthook) == (print, vars)
"""
    arguments = ["validate", "--jobs", "2", file("question.json", RIGHT["question.json"])]
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, check=False, timeout=60)

    assert (0, b"1 file: no problems\n") == (done.returncode, done.stdout), done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the processes are found in another way")
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGSEGV"])
@pytest.mark.parametrize("reading", [True, False], ids=["reading", "checking"])
def test_a_killed_process_ends_all_of_it(much, name, reading):
    """Where a process that checks is killed, all of them end, with one sentence and the exit code 3."""

    message = b"mlcareer-content: a process failed, probably for lack of memory; use fewer --jobs\n"

    assert (3, b"", message) == _ended_by(getattr(signal, name), much, "2", to="worker", reading=reading)


def test_interrupt_while_it_starts_is_no_traceback():
    """Ctrl-C before anything is imported ends it with 130 as well."""

    script = """
import runpy, sys

class Interrupted:
    def find_spec(self, name, path=None, target=None):
        if name == "click":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupted())
sys.argv[1:] = ["validate", "x.json"]
runpy.run_module("mlcareer_content", run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, encoding="utf-8")

    assert (130, False) == (done.returncode, "Traceback" in done.stderr)
