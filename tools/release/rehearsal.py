"""The release, rehearsed: the wheel by itself, its tests, and an upload to an index on this machine."""

from __future__ import annotations

import functools
import os
import re
import secrets
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pypiserver

from .distributions import Release, digest
from .programs import CheckError, create_environment, run, run_module

_NAME = "mlcareer-content"
_CREDENTIALS = ("rehearsal", secrets.token_urlsafe())
_README_COMMAND = re.compile(r"^python -m pip install '\.\[cli\]' && mlcareer-content (.+)$", re.MULTILINE)
_USE_CORE = """
import importlib.util

import mlcareer_content as mlc

guide = mlc.load()
assert guide["skill:python"] in guide.stages["entry-level"].skills
assert guide.search("do I need a PhD", limit=1)
assert all(mlc.render(guide, format) for format in ("text", "html", "json"))
assert mlc.validate({"kind": "nonsense"}).errors
assert mlc.schema("question")["$id"]
brought = [name for name in ("click", "yaml", "jsonschema_rs", "jinja2") if importlib.util.find_spec(name)]
assert not brought, f"the core installs {brought}, which only extras should"
print(mlc.__version__)
"""


def check_core(release: Release) -> str:
    """Check that the wheel works in an environment without the extras."""
    scripts = create_environment(release.scratch / "core", release.wheel)
    version = run(scripts / "python", "-I", "-W", "error", "-c", _USE_CORE, cwd=scripts).strip()
    if version != release.version:
        raise CheckError(f"the installed package has version {version}, not {release.version}")
    return "import, load, search, render and validate, without extras"


def check_tests(release: Release) -> str:
    """Check that the tests pass with this wheel, and return the summary of pytest."""
    dist = str(release.wheel.parent)
    printed = run_module("nox", "--non-interactive", "-s", "tests", cwd=release.tree, variables={"MLCAREER_DIST": dist})
    summary = re.findall(r"^=*\s*(\d+ passed.*?)\s*=*$", printed, re.MULTILINE)
    return summary[-1] if summary else "passed"


def check_rehearsal(release: Release) -> str:
    """Upload to an index, install from it by wheel and by sdist, and run the first command of the README."""
    packages = release.scratch / "packages"
    _download_dependencies(release, packages)
    with serve(packages) as url:
        _upload(release, url)
        changed = [path.name for path in (release.wheel, release.sdist) if digest(packages / path.name) != digest(path)]
        if changed:
            raise CheckError(f"the index changed {' and '.join(changed)}")
        shown = {kind: _install_and_show(release, url, kind) for kind in ("wheel", "sdist")}
    if shown["wheel"] != shown["sdist"]:
        raise CheckError("the wheel and the sdist show different guides")
    return "uploaded, installed from the index by wheel and by sdist, and the guide shown"


@contextmanager
def serve(packages: Path) -> Iterator[str]:
    """Run an index server on a free port of this machine; an upload needs a password."""
    auther = lambda name, password: (name, password) == _CREDENTIALS  # noqa: E731
    application = pypiserver.app(roots=[packages], authenticate=["update"], auther=auther, disable_fallback=True)
    server = make_server("127.0.0.1", 0, application, handler_class=_QuietHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


def _download_dependencies(release: Release, packages: Path) -> None:
    """Fill a folder with what the package needs to be installed and built, but not the package itself."""
    project = tomllib.loads((release.tree / "pyproject.toml").read_text("utf-8"))
    requirements = [f"{release.wheel}[cli]", *project["build-system"]["requires"]]
    run_module("pip", "download", "--quiet", "--dest", packages, "--only-binary", ":all:", *requirements)
    (packages / release.wheel.name).unlink()


def _upload(release: Release, url: str) -> None:
    """Upload with twine, after checking that the index rejects a wrong password."""
    options = ["--non-interactive", "--disable-progress-bar", "--config-file", os.devnull]
    files = [release.wheel, release.sdist]
    upload = functools.partial(run_module, "twine", "upload", *options, "--repository-url", f"{url}/", *files)
    name, password = _CREDENTIALS
    variables = {"TWINE_USERNAME": name, "TWINE_PASSWORD": password, "NO_PROXY": "127.0.0.1"}
    try:
        upload(variables=variables | {"TWINE_PASSWORD": password[::-1]})
    except CheckError:
        upload(variables=variables)
    else:
        raise CheckError("the index accepted an upload with a wrong password")


def _install_and_show(release: Release, url: str, kind: str) -> str:
    """Install from the index and no other, and return what the first command of the README prints."""
    unset = dict.fromkeys(("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PIP_CONSTRAINT"), "")
    index = {"PIP_INDEX_URL": f"{url}/simple/", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1"}
    scripts = create_environment(
        release.scratch / f"from-{kind}",
        *("--no-binary" if kind == "sdist" else "--only-binary", _NAME, f"{_NAME}[cli]=={release.version}"),
        variables=unset | index | {"NO_PROXY": "127.0.0.1"},
    )
    command = _README_COMMAND.search((release.tree / "README.md").read_text("utf-8"))
    if command is None:
        raise CheckError("the README does not begin with a command that installs the package and shows the guide")
    return run(scripts / _NAME, *command[1].split(), cwd=scripts)
