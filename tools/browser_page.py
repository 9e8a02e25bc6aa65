"""Build the page of docs/browser: add a wheel, its dependencies and Pyodide.

python tools/browser_page.py page FOLDER WHEEL  fills a folder for a static file server
python tools/browser_page.py runtime FOLDER     fills a folder with Pyodide alone

Pyodide comes from npm, the dependencies from the package index. The repository
contains neither.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "browser"

PYTHON = "3.14"  # the version of Pyodide
RUNTIME = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
ONLY_TO_VALIDATE = ("jsonschema", "referencing")  # they need rpds, which has no wheel for Pyodide on the index


def page(folder: Path, wheel: Path) -> None:
    """Replace a folder with the page and all files that it loads."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PAGE, folder, ignore=shutil.ignore_patterns("package.json"))
    runtime(folder / "pyodide")
    _add_wheels(folder / "wheels", wheel)
    names = sorted(path.name for path in (folder / "wheels").iterdir())
    (folder / "wheels.json").write_text(json.dumps(names), "utf-8")


def runtime(folder: Path) -> None:
    """Replace a folder with the files of Pyodide."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    npm = shutil.which("npm") or "npm"  # the full path, because npm is a script on Windows
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copy(PAGE / "package.json", scratch)
        command = [npm, "install", "--silent", "--no-package-lock", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=scratch, check=True)
        for name in RUNTIME:
            shutil.copy(Path(scratch, "node_modules", "pyodide", name), folder)


def _add_wheels(folder: Path, wheel: Path) -> None:
    folder.mkdir()
    shutil.copy(wheel, folder)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = [line for line in project["dependencies"] if not line.startswith(ONLY_TO_VALIDATE)]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", str(folder), "--only-binary", ":all:"]
    subprocess.run([*command, "--platform", "any", "--python-version", PYTHON, *needed], check=True)


if __name__ == "__main__":
    if sys.argv[1] == "page":
        page(*map(Path, sys.argv[2:]))
    else:
        runtime(*map(Path, sys.argv[2:]))
