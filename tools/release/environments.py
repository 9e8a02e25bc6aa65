"""Fresh virtual environments, which know nothing of the checkout."""

from __future__ import annotations

import os
import sysconfig
import venv
from collections.abc import Mapping
from pathlib import Path

from .checks import inherited, run


class Environment:
    """A fresh virtual environment with pip.

    Attributes:
        scripts: The folder of its commands.
        site_packages: The folder that packages are installed into.
        python: Its interpreter.
    """

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=True, symlinks=os.name != "nt")
        scheme = {"base": str(folder), "platbase": str(folder)}
        self.scripts = Path(sysconfig.get_path("scripts", "venv", scheme))
        self.site_packages = Path(sysconfig.get_path("purelib", "venv", scheme))
        self.python = self.scripts / ("python.exe" if os.name == "nt" else "python")

    def install(self, *requirements: object, failure: str, variables: Mapping[str, str] | None = None) -> None:
        """Install what pip finds."""
        command = [self.python, "-I", "-m", "pip", "install", "--quiet", *requirements]
        run(command, failure, variables=variables, cwd=self.scripts)

    def run(self, *command: object, failure: str, cwd: Path | None = None, **variables: str) -> str:
        """What a program prints that is started in a folder without the package, with these commands first."""
        path = os.pathsep.join([str(self.scripts), inherited().get("PATH", "")])
        return run(list(command), failure, cwd=cwd or self.scripts, variables={"PATH": path, **variables})
