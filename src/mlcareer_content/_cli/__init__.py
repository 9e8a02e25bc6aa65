"""The command `mlcareer-content`: arguments, output and exit codes.

One module a command; `_main` has the group of them.
"""

import sys


def main() -> None:
    """Run the command line, and exit with its exit code."""
    try:
        from ._main import mlcareer_content
    except KeyboardInterrupt:
        sys.exit(130)
    except ModuleNotFoundError as error:
        if error.name != "click":
            raise
        print(
            'the command line needs click; install it: python -m pip install "mlcareer-content[cli]"', file=sys.stderr
        )
        sys.exit(2)
    mlcareer_content(prog_name="mlcareer-content")
