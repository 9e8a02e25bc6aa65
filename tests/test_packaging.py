"""The distributions as other people get them: what they hold, and that the package works wherever they put it."""

import ast
import json
import shutil
import tarfile
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

import mlcareer_content as mlc

from .places import PACKAGE, ROOT, SOURCE, needs_source

DATA, RULES, SKELETONS, STYLES, TEMPLATES, THESAURUS = (
    {f"{folder}/{path.name}" for path in (PACKAGE / folder).iterdir()}
    for folder in ("data", "rules", "skeletons", "styles", "templates", "thesaurus")
)
SCHEMAS = {f"schemas/{path.name}" for path in (ROOT / "schemas").iterdir()}

USE = """
import json
import sys

import mlcareer_content as mlc

imported = sorted({"attr", "attrs", "cattrs", "jsonschema", "markdown_it", "click"} & sys.modules.keys())
guide = mlc.load()
used = {
    "place": mlc.__file__,
    "imported": imported,
    "version": mlc.__version__,
    "skill": guide.stages["entry-level"].skills[0].name,
    "hit": guide.search("do I need a PhD", kind="credential", limit=1)[0].entry.ref,
    "schema": mlc.schema("question")["$id"],
    "text": mlc.render(guide, "text").splitlines()[0],
}
print(json.dumps(used))
"""


def _used(environment, *options, **variables):
    """What a fresh process says of the package, less its place, behind its place."""
    used = json.loads(environment.run(*options, "-c", USE, variables=variables).stdout)
    return used.pop("place"), used


def _expected_use():
    guide = mlc.load()
    return {
        "imported": [],
        "version": mlc.__version__,
        "skill": guide.stages["entry-level"].skills[0].name,
        "hit": "credential:doctoral-degree",
        "schema": "urn:mlcareer-content:schema:v1:question",
        "text": "Machine Learning Engineer: A Career Guide",
    }


def _members(wheel):
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _built(environment, source, folder):
    """The wheel that pip builds from a tree or an sdist."""
    environment.run("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, source)
    (found,) = folder.glob("*.whl")
    return found


def _installed(environment, wheel, folder):
    """The environment with a wheel that was installed into a folder."""
    environment.run("-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, wheel)
    return environment.having(folder)


@pytest.fixture(scope="session")
def wheel_of_tree(environment, tmp_path_factory):
    """The wheel that is built from the tree itself."""
    return _built(environment, ROOT, tmp_path_factory.mktemp("wheel-of-tree"))


@pytest.fixture(scope="session")
def wheel_of_sdist(environment, sdist, tmp_path_factory):
    """The wheel that is built from the sdist."""
    return _built(environment, sdist, tmp_path_factory.mktemp("wheel-of-sdist"))


@pytest.fixture(scope="session")
def installed_wheel(environment, wheel, tmp_path_factory):
    """The environment with the wheel installed."""
    return _installed(environment, wheel, tmp_path_factory.mktemp("installed"))


@pytest.fixture(scope="session")
def installed_sdist(environment, wheel_of_sdist, tmp_path_factory):
    """The environment with the sdist's wheel installed."""
    return _installed(environment, wheel_of_sdist, tmp_path_factory.mktemp("installed-sdist"))


@pytest.fixture(scope="session")
def installed_editable(environment):
    """The environment with an editable install of the tree; whatever is put on its path stands before it."""
    environment.run("-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "-e", ROOT)
    return environment


@pytest.fixture
def copied(installed_wheel, tmp_path):
    """The environment with an installed copy that a test may damage."""
    (folder,) = installed_wheel.path
    return installed_wheel.having(shutil.copytree(folder, tmp_path / "copy"))


@needs_source
def test_wheel_holds_the_package_and_nothing_else(wheel):
    """A wheel has every module, data member, style sheet and schema, the checksums and the licences; no test."""

    modules = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py")}
    folders = DATA | RULES | SCHEMAS | SKELETONS | STYLES | TEMPLATES | THESAURUS
    package = {"py.typed", "checksums.json"} | modules | folders
    about = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE", "licenses/LICENSE-CONTENT"}
    expected = {f"mlcareer_content/{name}" for name in package}
    expected |= {f"mlcareer_content-{mlc.__version__}.dist-info/{name}" for name in about}

    assert expected == _members(wheel).keys()


@needs_source
def test_wheel_holds_the_files_of_the_tree(wheel):
    """Every module, data member and schema has in the wheel the bytes that it has in the tree."""

    members = _members(wheel)
    files = {path.relative_to(SOURCE): path for path in SOURCE.rglob("*.py")}
    files |= {Path(name): SOURCE / name for name in DATA | RULES | SKELETONS | STYLES | TEMPLATES | THESAURUS}
    files |= {Path("schemas", path.name): path for path in (ROOT / "schemas").iterdir()}

    assert {name: path.read_bytes() for name, path in files.items()} == {
        name: members[f"mlcareer_content/{name.as_posix()}"] for name in files
    }


def test_checksums_are_those_of_all_that_is_shipped(wheel):
    """The list of checksums names every data member, rule, schema, skeleton and so on, and is right."""

    members = _members(wheel)
    checksums = json.loads(members["mlcareer_content/checksums.json"])

    names = DATA | RULES | SCHEMAS | SKELETONS | STYLES | TEMPLATES | THESAURUS

    assert {name: sha256(members[f"mlcareer_content/{name}"]).hexdigest() for name in names} == checksums


@needs_source
def test_wheel_of_sdist_is_wheel_of_tree(wheel_of_sdist, wheel_of_tree):
    """The sdist gives the same wheel as the tree: the same files with the same bytes."""

    assert _members(wheel_of_tree) == _members(wheel_of_sdist)


@needs_source
def test_wheel_under_test_is_wheel_of_tree(wheel, wheel_of_tree):
    """The wheel that is tested is the one that the tree gives now."""

    assert _members(wheel_of_tree) == _members(wheel)


def test_sdist_holds_what_a_release_is_tested_with(sdist):
    """The sdist has the tests, the tools and the schemas beside the source, and no cache and no hidden folder."""

    with tarfile.open(sdist) as archive:
        names = {Path(*Path(name).parts[1:]) for name in archive.getnames()}
    needed = {"noxfile.py", "pyproject.toml", "schemas/guide.schema.json", "tests/facts.json", "tools/hatch_build.py"}
    unwanted = {"__pycache__", "node_modules", "checksums.json"}

    assert set(map(Path, needed)) <= names
    assert [] == [
        str(name)
        for name in names
        if unwanted & set(name.parts) or (name.parts[0].startswith(".") and name != Path(".gitignore"))
    ]


@needs_source
def test_version_is_the_literal(wheel, sdist):
    """The version of both distributions is the literal in `__init__`."""

    tree = ast.parse((SOURCE / "__init__.py").read_text("utf-8"))
    (literal,) = (
        node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and [target.id for target in node.targets] == ["__version__"]
    )
    metadata = message_from_bytes(_members(wheel)[f"mlcareer_content-{literal}.dist-info/METADATA"])

    assert (literal, literal) == (mlc.__version__, metadata["Version"])
    assert f"mlcareer_content-{literal}.tar.gz" == sdist.name


def test_metadata_says_what_is_needed(wheel):
    """The metadata has the licences, the oldest Python, the dependencies and the extras."""

    metadata = message_from_bytes(_members(wheel)[f"mlcareer_content-{mlc.__version__}.dist-info/METADATA"])
    required = {name.partition(">")[0] for name in metadata.get_all("Requires-Dist") if "extra" not in name}

    assert ("MIT AND CC-BY-4.0", ">=3.11") == (metadata["License-Expression"], metadata["Requires-Python"])
    assert {"attrs", "cattrs", "importlib-resources", "jsonschema", "markdown-it-py", "referencing"} == required
    assert ["cli", "fast", "site", "yaml"] == sorted(metadata.get_all("Provides-Extra"))


def test_works_from_the_wheel(installed_wheel):
    """An installed wheel is imported without a dependency, loaded and searched."""

    place, used = _used(installed_wheel)

    assert str(installed_wheel.path[0] / "mlcareer_content" / "__init__.py") == place
    assert _expected_use() == used


def test_works_from_the_wheel_of_the_sdist(installed_sdist):
    """The wheel that an sdist gives works as well."""

    place, used = _used(installed_sdist)

    assert str(installed_sdist.path[0] / "mlcareer_content" / "__init__.py") == place
    assert _expected_use() == used


@needs_source
def test_works_from_an_editable_install(installed_editable):
    """An editable install is the tree itself, with the schemas of the tree."""

    place, used = _used(installed_editable)

    assert str(SOURCE / "__init__.py") == place
    assert _expected_use() == used


def test_works_from_a_zip(environment, wheel):
    """The wheel itself, a zip on `sys.path`, works without being installed."""

    place, used = _used(environment.having(wheel))

    assert str(wheel / "mlcareer_content" / "__init__.py") == place
    assert _expected_use() == used


@pytest.mark.parametrize(
    ("options", "variables"),
    [
        (["-OO"], {}),
        (["-W", "error", "-X", "dev", "-X", "warn_default_encoding"], {}),
        ([], {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}),
        (["-b", "-b", "-s", "-P", "-B"], {}),
    ],
    ids=["optimised", "warnings are errors", "C locale", "strict"],
)
def test_works_however_python_is_run(installed_wheel, options, variables):
    """Optimised, with warnings as errors and in the C locale, the package does the same, and says nothing."""

    done = installed_wheel.run(*options, "-c", USE, variables=variables)
    used = json.loads(done.stdout)
    used.pop("place")

    assert (_expected_use(), "") == (used, done.stderr)


def test_writes_nothing(copied):
    """On a read-only folder the package works, and leaves every file and folder as it was."""

    (folder,) = copied.path
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = {path: path.stat().st_mtime_ns for path in paths}
    _, used = _used(copied)
    after = {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}

    assert (_expected_use(), before) == (used, after)


def test_threads_may_load_at_once(installed_wheel):
    """64 threads that all import, load and search first get one and the same guide, and the same answers."""

    script = """
import json
import sys
import threading

sys.setswitchinterval(1e-4)
barrier = threading.Barrier(64)
found = []

def use():
    barrier.wait()
    import mlcareer_content as mlc
    guide = mlc.load()
    hits = tuple(hit.entry.ref for hit in guide.search("do I need a PhD"))
    links = tuple(entry.ref for entry in guide.backlinks("skill:python"))
    found.append((id(guide), guide.faq["education-needed"].answer.text, hits, links, mlc.schema("faq")["$id"]))

threads = [threading.Thread(target=use) for _ in range(64)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps([len(found), len(set(found))]))
"""
    done = installed_wheel.run("-c", script)

    assert ([64, 1], "") == (json.loads(done.stdout), done.stderr)


def test_threads_may_read_prose_at_once(installed_wheel):
    """Threads that are the first to ask for the text and the mentions of a prose all get the right ones."""

    script = """
import sys
import threading

sys.setswitchinterval(1e-6)

def first_use():
    for name in [name for name in sys.modules if name.startswith(("mlcareer_content", "markdown_it", "mdurl"))]:
        del sys.modules[name]
    import mlcareer_content as mlc
    guide = mlc.load()
    barrier = threading.Barrier(16)
    found = []

    def use():
        barrier.wait()
        found.append(tuple((question.answer.text, question.answer.mentions) for question in guide.faq))

    threads = [threading.Thread(target=use) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(found), len(set(found))

print({first_use() for _ in range(20)})
"""
    done = installed_wheel.run("-c", script)

    assert ("{(16, 1)}", "") == (done.stdout.strip(), done.stderr)


# Damages the shipped files one by one, and tells what the package says of each.
DAMAGE = """
import json
import sys
from pathlib import Path

folder = Path(sys.argv[1]) / "mlcareer_content"
names = sys.argv[3:]
damage = {
    "altered": lambda path, data: path.write_bytes(data.replace(b"e", b"E", 1)),
    "missing": lambda path, data: path.unlink(),
    "truncated": lambda path, data: path.write_bytes(data[: len(data) // 2]),
    "empty": lambda path, data: path.write_bytes(b""),
}[sys.argv[2]]

def said(name):
    for module in [module for module in sys.modules if module.startswith("mlcareer_content")]:
        del sys.modules[module]
    import mlcareer_content as mlc
    from mlcareer_content import _package_data
    try:
        mlc.load()
        if name.startswith(("rules", "skeletons", "styles", "templates", "thesaurus")):
            _package_data.read_bytes(name)
        for schema in (folder / "schemas").iterdir():
            mlc.schema(schema.name.removesuffix(".schema.json"))
        if name.startswith("schemas"):
            mlc.schema(Path(name).name.removesuffix(".schema.json"))
    except mlc.ContentError as error:
        return str(error)
    except Exception as error:
        return f"not a ContentError: {error!r}"
    return "no error"

found = {}
for name in names:
    data = (folder / name).read_bytes()
    damage(folder / name, data)
    found[name] = said(name)
    (folder / name).write_bytes(data)
print(json.dumps({"whole": said(""), "damaged": found}))
"""


def _damaged(environment, damage, names):
    """What the package says of a damage to each of some files, less the files for which it says all there is to say."""
    said = json.loads(environment.run("-c", DAMAGE, environment.path[0], damage, *sorted(names)).stdout)
    assert "no error" == said["whole"]
    assert set(names) == said["damaged"].keys()
    return {
        name: message
        for name, message in said["damaged"].items()
        if not (name in message and "reinstall mlcareer-content" in message and "not a ContentError" not in message)
    }


@pytest.mark.parametrize("damage", ["altered", "missing", "truncated", "empty"])
def test_damaged_files_are_named(copied, damage):
    """A shipped file that was altered, lost or cut short is a ContentError that names it and the cure."""

    assert {} == _damaged(copied, damage, DATA | RULES | SCHEMAS | SKELETONS | STYLES | TEMPLATES | THESAURUS)


@pytest.mark.parametrize("damage", ["missing", "truncated", "empty"])
def test_damaged_files_are_named_without_checksums(copied, damage):
    """The same holds of a copy that has no list of checksums, as a checkout has none."""

    (copied.path[0] / "mlcareer_content" / "checksums.json").unlink()

    assert {} == _damaged(copied, damage, DATA | SCHEMAS)


@pytest.mark.parametrize("content", ["", "{", "[]", "null"])
def test_damaged_checksums_are_named(copied, content):
    """A list of checksums that is damaged itself is a ContentError that names it."""

    (copied.path[0] / "mlcareer_content" / "checksums.json").write_text(content, "utf-8")
    script = """
import mlcareer_content as mlc
try:
    mlc.load()
except mlc.ContentError as error:
    print(error)
"""

    assert "checksums.json" in copied.run("-c", script).stdout


def test_loader_without_get_data_is_served(installed_wheel):
    """Where the package's loader cannot read files, importlib_resources does."""

    script = """
import importlib.abc
import importlib.machinery
import sys

class Loader(importlib.abc.Loader):
    def __init__(self, inner):
        self.inner = inner

    def exec_module(self, module):
        self.inner.exec_module(module)

    def get_resource_reader(self, name):
        return self.inner.get_resource_reader(name)

class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec and name.startswith("mlcareer_content"):
            spec.loader = Loader(spec.loader)
        return spec

sys.meta_path.insert(0, Finder())
import mlcareer_content as mlc
from mlcareer_content import _package_data

print(mlc.load().id, mlc.schema("faq")["$id"], hasattr(_package_data.__spec__.loader, "get_data"))
print("importlib_resources" in sys.modules)
"""
    done = installed_wheel.run("-W", "error", "-c", script)

    assert ["machine-learning-engineer urn:mlcareer-content:schema:v1:faq False", "True"] == done.stdout.splitlines()


def test_package_has_no_assert():
    """No module of the package relies on `assert`, which `-O` takes away."""

    modules = sorted(Path(mlc.__file__).parent.rglob("*.py"))
    found = [
        f"{path.name}:{node.lineno}"
        for path in modules
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Assert)
    ]

    assert (True, []) == (len(modules) > 20, found)


NO_NETWORK = """
import json
import socket
import sys

class NoSocket:
    def __init__(self, *args, **kwargs):
        raise OSError("the network is out of reach")

def watch(event, args):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "subprocess.", "os.system")):
        asked.append(event)
        raise OSError(f"the network is out of reach: {event}")

asked = []
socket.socket = NoSocket
sys.addaudithook(watch)

import mlcareer_content as mlc

guide = mlc.load()
try:
    mlc.load(sys.argv[1])
except mlc.InvalidContentError as error:
    problems = [(problem.code, problem.pointer) for problem in error.report.problems]
print(json.dumps({
    "hit": guide.search("pytorch")[0].entry.ref,
    "text": len(mlc.render(guide, "text")),
    "json": len(mlc.render(guide, "json")),
    "schema": mlc.schema("question")["$id"],
    "added": mlc.load(sys.argv[2]).faq[-1].id,
    "problems": problems,
    "asked": asked,
}))
"""


def test_network_is_never_asked(installed_wheel, guide, tmp_path):
    """Nothing is fetched, not even what a contributed file calls its schema or seems to refer to."""

    elsewhere = "https://example.org/x"
    question = {
        "$schema": elsewhere,
        "kind": "question",
        "id": "what-pays",
        "question": "What pays best?",
        "answer": [f"That is [told elsewhere]({elsewhere})."],
    }
    (tmp_path / "good.json").write_text(json.dumps(question), "utf-8")
    (tmp_path / "bad.json").write_text(json.dumps({**question, "$ref": f"{elsewhere}#/y", "answer": []}), "utf-8")
    done = installed_wheel.run("-c", NO_NETWORK, tmp_path / "bad.json", tmp_path / "good.json")
    expected = {
        "hit": "skill:pytorch",
        "text": len(mlc.render(guide, "text")),
        "json": len(mlc.render(guide, "json")),
        "schema": "urn:mlcareer-content:schema:v1:question",
        "added": "what-pays",
        "problems": [["MLC106", "/answer"], ["MLC102", "/$ref"]],
        "asked": [],
    }

    assert expected == json.loads(done.stdout)


def test_export_without_jinja_says_what_to_install(installed_wheel):
    """Without the extra, the export names it on one line and ends with 2."""

    script = """
import runpy
import sys

sys.modules["jinja2"] = None
sys.argv[1:] = ["export", "site"]
runpy.run_module("mlcareer_content", run_name="__main__")
"""
    done = installed_wheel.run("-c", script, check=False)

    assert (2, "", 1) == (done.returncode, done.stdout, len(done.stderr.splitlines()))
    assert 'python -m pip install "mlcareer-content[site]"' in done.stderr


def test_command_without_click_says_what_to_install(installed_wheel):
    """Without the extra, the command names it on one line and ends with 2."""

    script = """
import runpy
import sys

sys.modules["click"] = None
runpy.run_module("mlcareer_content", run_name="__main__")
"""
    done = installed_wheel.run("-c", script, check=False)

    assert (2, "", 1) == (done.returncode, done.stdout, len(done.stderr.splitlines()))
    assert 'python -m pip install "mlcareer-content[cli]"' in done.stderr
