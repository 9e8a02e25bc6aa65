"""How the command ends when it fails itself: one sentence on standard error, and the exit code 3."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .commands import COMMAND
from .tables import each_row

DATA = Path(__file__).parent.parent / "src" / "mlcareer_content" / "data"
NO_MEMORY = "a process failed, probably for lack of memory; use fewer --jobs"
REPORT_IT = "please report it with the traceback, which PYTHONDEVMODE=1 shows"

needs_fork = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes are not forked")

#: What is run before the command.
RAISING = """
class Raising:
    def find_spec(self, name, path=None, target=None):
        if name == "mlcareer_content._cli.{module}":
            raise {error}

sys.meta_path.insert(0, Raising())
"""
CHECKING = """
from mlcareer_content._validate import _pipeline
from multiprocessing import connection, parent_process
send = connection.Connection._send_bytes

def check(*arguments, **options):
    {check}

def send_half(self, data):
    if parent_process():
        os.write(self.fileno(), len(data).to_bytes(4, "big"))
        os.kill(os.getpid(), signal.SIGKILL)
    send(self, data)

_pipeline._check = check
"""
THREAD = """
from concurrent.futures import process

def run(self):
    {run}

process._ExecutorManagerThread.run = run
"""


def _ended(before, *arguments, **variables):
    """A finished process of the command that ran some code before it."""
    script = f"import os, runpy, signal, sys\n{before}\nsys.argv = ['mlcareer-content', *sys.argv[1:]]\n"
    script += "runpy.run_module('mlcareer_content', run_name='__main__')"
    command = [sys.executable, "-c", script, *map(str, arguments)]
    environment = {**os.environ, **variables}
    return subprocess.run(command, env=environment, capture_output=True, check=False, encoding="utf-8", timeout=60)


@each_row("module", ["_main", "_list"])
@each_row(
    ("error", "message"),
    [
        ("MemoryError", "out of memory"),
        ("ValueError('a', 'b')", f"internal error: ValueError: ('a', 'b'); {REPORT_IT}"),
        ("RecursionError('too deep')", f"internal error: RecursionError: too deep; {REPORT_IT}"),
        (r"KeyError('\n::error::##[x]\x1b')", rf"internal error: KeyError: '\n::error::#\#[x]\x1b'; {REPORT_IT}"),
        ("OSError(24, 'Too many', 'a')", f"internal error: OSError: [Errno 24] Too many: 'a'; {REPORT_IT}"),
    ],
)
def test_an_unexpected_error_is_one_sentence(module, error, message):
    """An error that no command expects is one sentence, whether the command runs or is still imported."""
    done = _ended(RAISING.format(module=module, error=error), "list")

    assert (3, "", f"mlcareer-content: {message}\n") == (done.returncode, done.stdout, done.stderr)


def test_the_development_mode_shows_the_traceback():
    """With PYTHONDEVMODE there is a traceback before the sentence."""
    done = _ended(RAISING.format(module="_list", error="ValueError('x')"), "list", PYTHONDEVMODE="1")

    assert 3 == done.returncode
    assert re.search(r"(?s)Traceback.*\nValueError: x\nmlcareer-content: internal error: ValueError: x; ", done.stderr)


@needs_fork
@each_row(
    ("before", "message"),
    [
        (CHECKING.format(check="os.kill(os.getpid(), signal.SIGKILL)"), NO_MEMORY),
        (CHECKING.format(check="os._exit(0)"), NO_MEMORY),
        (CHECKING.format(check="raise MemoryError"), NO_MEMORY),
        # The rest of what a killed process was sending never comes.
        (CHECKING.format(check="connection.Connection._send_bytes = send_half"), NO_MEMORY),
        (CHECKING.format(check="raise ValueError('x')"), f"internal error: ValueError: x; {REPORT_IT}"),
        (THREAD.format(run="raise MemoryError"), NO_MEMORY),
        ("os.fork = lambda: os.open('/nowhere', 0)", None),
        ("import _thread, threading\nthreading._start_new_thread = lambda *_: 1 / 0", None),
    ],
)
def test_a_process_that_fails_ends_all(before, message):
    """Where a process is killed, fails or cannot be started, the command ends, and so do all processes."""
    done = _ended(before, "validate", "--no-base", DATA, "--jobs", "2")

    assert (3, "", 1) == (done.returncode, done.stdout, done.stderr.count("\n"))
    assert message is None or f"mlcareer-content: {message}\n" == done.stderr


@needs_fork
@each_row(("limit", "jobs"), [(12, 2), (24, 8)])
def test_processes_that_cannot_start_are_told(limit, jobs):
    """Where the system allows no more processes, threads or open files, the message says so."""
    resource = pytest.importorskip("resource")
    done = subprocess.run(
        [*COMMAND, "validate", DATA, "--jobs", str(jobs)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)),
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert (3, b"") == (done.returncode, done.stdout)
    assert re.fullmatch(rb"mlcareer-content: cannot start \d processes: .*; use fewer --jobs\n", done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@each_row(
    ("arguments", "full", "code"),
    [
        (["list"], ["stdout"], 2),
        (["--help"], ["stdout"], 2),
        (["list"], ["stdout", "stderr"], 2),
        (["nosuch"], ["stderr"], 2),
        (["show", "skill:nosuch"], ["stderr"], 1),
        (["list"], ["stderr"], 0),
    ],
)
def test_the_exit_code_does_not_depend_on_the_message(arguments, full, code):
    """Where output or messages cannot be written, the exit code still says what happened."""
    with Path("/dev/full").open("wb") as device:
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **dict.fromkeys(full, device)}
        done = subprocess.run([*COMMAND, *arguments], **streams, check=False)

    assert code == done.returncode
    assert "stderr" in full or done.stderr.startswith(b"mlcareer-content: the output cannot be written: ")
