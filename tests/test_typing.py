"""The typed program that type checkers read also runs, and uses every public name."""

import ast
import subprocess
import sys
from pathlib import Path

import mlcareer_content as mlc

PROGRAM = Path(__file__).parent / "typing" / "public_api.py"


def test_the_typed_program_runs():
    """What the type checkers accept does what it says."""
    command = [sys.executable, "-W", "error", str(PROGRAM)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    assert (
        done.stderr,
        done.returncode,
        (done.stdout.splitlines() or [""])[-1],
    ) == ("", 0, "every public name was used")


def test_the_typed_program_uses_every_public_name():
    """No public name is left out of the program, and each is used beyond its import."""
    tree = ast.parse(PROGRAM.read_text("utf-8"))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}

    assert set(mlc.__all__) == set(mlc.__all__) & used


def test_the_package_says_that_it_is_typed():
    """Type checkers look for this file."""
    assert (Path(mlc.__file__).parent / "py.typed").exists()
