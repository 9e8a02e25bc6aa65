"""The command line as tests call it: in this process, in one of its own, or in a terminal."""

import os
import re
import subprocess
import sys
from contextlib import suppress

import pytest
from click.testing import CliRunner

from mlcareer_content._cli._main import mlcareer_content

COMMAND = [sys.executable, "-m", "mlcareer_content"]
HOSTILE = "\x1b[31m\u202e\u2066\u200f\u061c\u2028\u009b31m\ufeff\u0085"
NOT_SHOWN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

#: Terminals and pipes that lack most characters.
ENCODINGS = [
    {"LC_ALL": "C"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp1252"},
]


def run(*arguments, **options):
    """The result of a command, which always ends by itself, never by an error that nobody caught."""
    result = CliRunner().invoke(mlcareer_content, list(map(str, arguments)), **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result


def tool(path, *arguments):
    """A finished script of tools/, which imports what lies beside it, wherever the tests must not."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    command = [sys.executable, path, *arguments]
    return subprocess.run(command, env=environment, capture_output=True, check=False, encoding="utf-8")


def process(*arguments, stdout=subprocess.PIPE, data=None, **variables):
    """A finished process of the command."""
    return subprocess.run(
        [*COMMAND, *map(os.fsencode, arguments)],
        env={**os.environ, **variables},
        input=data,
        stdout=stdout,
        stderr=subprocess.PIPE,
        check=False,
    )


def in_terminal(stream, *arguments, **variables):
    """What the command shows on a stream, `stdout` or `stderr`, that is a terminal."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: theirs}
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen([*COMMAND, *map(os.fsencode, arguments)], env={**environment, **variables}, **streams):
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # which is how Linux says that nobody writes any more
            while data := os.read(ours, 65_536):
                shown += data
    os.close(ours)
    return shown.decode()
