"""The command `mlcareer-content`: arguments, output and exit codes.

One module a command; `_main` has the group of them.
"""

import sys

FAILED = 3


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
        print(message, file=sys.stderr)
        sys.exit(code)


def _ending(error: Exception) -> tuple[str, int]:
    """The message and the exit code for an error that no command expects."""
    if isinstance(error, ModuleNotFoundError) and error.name == "click":
        return 'the command line needs click; install it: python -m pip install "mlcareer-content[cli]"', 2
    if isinstance(error, MemoryError):
        return "mlcareer-content: out of memory", FAILED
    from .._text_safety import on_one_line, without_workflow_commands

    what = without_workflow_commands(on_one_line(f"{type(error).__name__}: {error}"))
    how = "please report it with the traceback, which PYTHONDEVMODE=1 shows"
    return f"mlcareer-content: internal error: {what}; {how}", FAILED
