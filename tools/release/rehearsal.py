"""A release from beginning to end, to an index server on this machine that is gone afterwards."""

from __future__ import annotations

import os
import re
import secrets
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pypiserver
from packaging.utils import parse_sdist_filename, parse_wheel_filename

from .builds import digest
from .checks import CheckError, Release, run
from .distributions import check_record
from .environments import Environment

_NAME = "mlcareer-content"
_COMMAND = re.compile(r"^python -m pip install '\.\[cli\]' && mlcareer-content (?P<arguments>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Index:
    """An index server that is running.

    Attributes:
        url: Its address.
        packages: The folder of what can be installed from it.
        password: What is asked of whoever uploads.
    """

    url: str
    packages: Path
    password: str

    def upload(self, release: Release, password: str) -> None:
        """Upload wheel and sdist as a maintainer would."""
        credentials = {"TWINE_USERNAME": "rehearsal", "TWINE_PASSWORD": password, "NO_PROXY": "127.0.0.1"}
        options = ["--non-interactive", "--disable-progress-bar", "--config-file", os.devnull]
        command = [sys.executable, "-m", "twine", "upload", *options, "--repository-url", f"{self.url}/"]
        failure = "twine cannot upload to the index."
        run([*command, release.wheel, release.sdist], failure, variables=credentials)

    def client(self) -> dict[str, str]:
        """The variables with which pip knows this index and no other."""
        index = {"PIP_INDEX_URL": f"{self.url}/simple/", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"}
        others = ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_CONSTRAINT")
        return index | dict.fromkeys(others, "") | {"NO_PROXY": "127.0.0.1"}


def check_rehearsal(release: Release) -> str:
    """Upload, install from the index, and what the README says first: once from the wheel, once from the sdist."""
    packages = release.scratch / "packages"
    _bring_dependencies(release, packages)
    with serving(packages) as index:
        check_record(release.wheel)
        _refuse_strangers(index, release)
        index.upload(release, index.password)
        for path in (release.wheel, release.sdist):
            if digest(packages / path.name) != digest(path):
                raise CheckError(f"The index does not have the {path.name} that was uploaded.")
        shown = [_shown(release, index, kind) for kind in ("wheel", "sdist")]
    if shown[0] != shown[1]:
        raise CheckError("The guide that the sdist shows is not the one that the wheel shows.")
    return f"uploaded, installed from the index by wheel and by sdist; the guide has {shown[0].count(chr(10))} lines"


@contextmanager
def serving(packages: Path) -> Iterator[Index]:
    """An index server on a free port of this machine, which asks for a password before it takes anything."""
    password = secrets.token_urlsafe()
    application = pypiserver.app(
        roots=[packages],
        authenticate=["update"],
        auther=lambda name, given: (name, given) == ("rehearsal", password),
        disable_fallback=True,
    )
    server = make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Index(f"http://127.0.0.1:{server.server_port}", packages, password)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingMixIn, WSGIServer):
    """A server that answers several at once."""

    daemon_threads = True


class _QuietHandler(WSGIRequestHandler):
    """A handler that keeps no log."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _bring_dependencies(release: Release, packages: Path) -> None:
    """Whatever the package is installed and built with, so that the index alone is enough; not the package itself."""
    packages.mkdir()
    project = tomllib.loads((release.tree / "pyproject.toml").read_text("utf-8"))
    built_with = project["build-system"]["requires"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", packages, "--only-binary", ":all:"]
    run([*command, f"{release.wheel}[cli]", *built_with], "The dependencies cannot be downloaded.")
    for path in packages.iterdir():
        parse = parse_wheel_filename if path.suffix == ".whl" else parse_sdist_filename
        if parse(path.name)[0] == _NAME:
            path.unlink()


def _refuse_strangers(index: Index, release: Release) -> None:
    try:
        index.upload(release, "not the password")
    except CheckError:
        return
    raise CheckError("The index took an upload without its password: the rehearsal says nothing.")


def _shown(release: Release, index: Index, kind: str) -> str:
    """What the README's first command shows, with the package installed from the index."""
    environment = Environment(release.scratch / f"from-{kind}")
    options = ["--no-binary", _NAME] if kind == "sdist" else ["--only-binary", _NAME]
    environment.install(
        *(*options, f"{_NAME}[cli]=={release.version}"),
        failure=f"The {kind} cannot be installed from the index.",
        variables=index.client(),
    )
    command = _COMMAND.search((release.tree / "README.md").read_text("utf-8"))
    if command is None:
        raise CheckError("The README no longer begins with a command that installs the package and shows the guide.")
    failure = f"What the README says first fails with the {kind} from the index."
    return environment.run(environment.scripts / _NAME, *command["arguments"].split(), failure=failure)
