"""The command `mlcareer-content`: arguments, output and exit codes.

One module a command; `_main` has the group of them.
"""

import contextlib
import os
import sys

UNREADABLE, FAILED = 2, 3


def main() -> None:
    """Run the command line, and exit with its exit code."""
    try:
        from ._main import mlcareer_content

        mlcareer_content(prog_name="mlcareer-content")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - Python would print a traceback, and exit as if content were invalid
        if sys.flags.dev_mode:
            sys.excepthook(type(error), error, error.__traceback__)
        message, code = _ending(error)
        with contextlib.suppress(OSError):
            print(message, file=sys.stderr)
        sys.exit(code)
    finally:
        _flush()


def _flush() -> None:
    """Write what is left of the output, or discard it: Python would end with the exit code 120 where that fails."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _ending(error: Exception) -> tuple[str, int]:
    """The message and the exit code for an error that no command expects."""
    if isinstance(error, ModuleNotFoundError) and error.name == "click":
        return 'the command line needs click; install it: python -m pip install "mlcareer-content[cli]"', UNREADABLE
    if isinstance(error, OSError) and error.strerror and not error.filename:  # the output has no name
        return f"mlcareer-content: the output cannot be written: {error.strerror}", UNREADABLE
    if isinstance(error, MemoryError):
        return "mlcareer-content: out of memory", FAILED
    from .._text_safety import on_one_line, without_workflow_commands

    what = without_workflow_commands(on_one_line(f"{type(error).__name__}: {error}"))
    how = "please report it with the traceback, which PYTHONDEVMODE=1 shows"
    return f"mlcareer-content: internal error: {what}; {how}", FAILED
