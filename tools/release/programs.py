"""Run the programs that make the checks, in a clean environment."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path

_LINES_SHOWN = 40
_REMOVED = ("PYTHON", "VIRTUAL_ENV", "SOURCE_DATE_EPOCH", "MLCAREER_", "NOX")


class CheckError(Exception):
    """A check failed; one message a failure."""

    def __init__(self, *failures: str) -> None:
        super().__init__(*failures)
        self.failures = failures


def run(*command: object, cwd: Path | None = None, umask: int = -1, variables: Mapping[str, str] | None = None) -> str:
    """Run a program and return what it printed.

    Args:
        command: The program and its arguments.
        cwd: The folder to start it in.
        umask: Its file mode creation mask, on POSIX.
        variables: Environment variables to add to those of this process, less the ones that configure Python.

    Raises:
        CheckError: The exit code is not 0. The message has the end of the output.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(_REMOVED)}
    environment |= {"PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", **(variables or {})}
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env=environment,
        umask=umask if os.name == "posix" else -1,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        shown = done.stdout.strip().splitlines()[-_LINES_SHOWN:]
        title = f"exit code {done.returncode} from: {' '.join(map(str, command))}"
        raise CheckError("\n".join([title, *(f"    {line}" for line in shown)]))
    return done.stdout


def run_module(
    module: str,
    *arguments: object,
    cwd: Path | None = None,
    umask: int = -1,
    variables: Mapping[str, str] | None = None,
) -> str:
    """Run a tool of this environment as `python -m` does, and return what it printed."""
    return run(sys.executable, "-m", module, *arguments, cwd=cwd, umask=umask, variables=variables)


def create_environment(folder: Path, *requirements: object, variables: Mapping[str, str] | None = None) -> Path:
    """Create a virtual environment, install into it with pip, and return the folder of its commands."""
    venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    run(scripts / "python", "-I", "-m", "pip", "install", "--quiet", *requirements, cwd=folder, variables=variables)
    return scripts
