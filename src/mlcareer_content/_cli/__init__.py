"""The command `mlcareer-content`: arguments, printing, exit codes; nothing else.

One module a command; `_main` gathers them.
"""

import sys


def main() -> None:
    """Run the command line; every way out of it is an exit code and a sentence."""
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
