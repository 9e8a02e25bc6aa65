"""The tutorial that publishes a guide, walked from its first command to its last but the upload."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

import mlcareer_content as mlc

from .places import ROOT, needs_source

BLOCK = re.compile(r"^```(?P<language>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
#: What a reader has from the network is there already.
OFFLINE = {
    "python -m build": "python -m build --no-isolation",
    "python -m pip install": "python -m pip install --no-index --no-deps --target ../site-packages",
    "mlcareer-content ": "python -m mlcareer_content ",
}
NOT_WALKED = ("python -m venv", "python -m twine")


@needs_source
@pytest.mark.skipif(os.name == "nt", reason="the commands are those of a POSIX shell")
def test_tutorial_can_be_walked(environment, wheel, tmp_path):
    """Every command succeeds, or says what the tutorial shows; the package passes its tests, also from the wheel."""

    walker = _Walker(environment, wheel, tmp_path)
    for block in BLOCK.finditer((ROOT / "docs" / "tutorials" / "guide-package.md").read_text("utf-8")):
        walker.walk(**block.groupdict())
    environment.having(wheel, tmp_path / "site-packages").run("-m", "pytest", "--quiet", tmp_path / "potter-guide")
    (built,) = (tmp_path / "potter-guide" / "dist").glob("*.whl")
    code = "import mlcareer_content as mlc; print(mlc.guides()['potter-guide'].load().faq.ids)"

    assert {"console", "json", "shell", "text", "python"} == walker.walked
    assert "('own-kiln',)\n" == environment.having(wheel, built).run("-c", code).stdout
    assert b"machine learning" not in (tmp_path / "potter-guide" / "site" / "index.html").read_bytes().lower()
    assert "own-kiln" in json.dumps(mlc.to_dict(mlc.load(tmp_path / "potter-guide" / "src", base=False)))


class _Walker:
    """A reader, who works in a folder with a shell and a Python."""

    def __init__(self, environment, wheel, folder):
        self.walked = set()
        self._base, self._folder, self._script, self._shown = folder, folder, "", ""
        path = os.pathsep.join((str(environment.python.parent), os.environ["PATH"]))
        python_path = os.pathsep.join((str(wheel), str(folder / "site-packages")))
        self._variables = {"PATH": path, "PYTHONPATH": python_path, "HOME": str(folder), "COLUMNS": "80"}

    def walk(self, language, file, text):
        """Do what a block shows, and compare what it prints."""
        self.walked.add(language)
        if any(part in text for part in NOT_WALKED):
            return
        if language == "json":
            Path(self._base, file).write_text(text, "utf-8")
        elif language == "text":
            assert text in self._shown
        elif language == "python":
            self._script += text
            self._run(f"python - <<'END'\n{self._script}END\n")
        elif language == "shell":
            self._run(text)
        else:
            command, _, expected = text.removeprefix("$ ").partition("\n")
            assert expected == self._run(command, check="error" not in expected)

    def _run(self, script, *, check=True):
        for typed, run in OFFLINE.items():
            script = re.sub(rf"(?m)^{typed}", run, script)
        script = f"set -e\n{script}\n"
        done = subprocess.run(
            ["sh", "-c", script],
            cwd=self._folder,
            env=self._variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert not (check and done.returncode), done.stdout
        if script.startswith("set -e\ncd "):
            self._folder = Path(self._folder, script.split()[3])
        self._shown = done.stdout
        return done.stdout
