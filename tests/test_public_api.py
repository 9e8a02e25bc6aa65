"""The names that other people use, and what it costs to import them."""

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

import mlcareer_content as mlc
from mlcareer_content import model

from .tables import each_row

HEAVY = {
    "attr",
    "attrs",
    "cattrs",
    "click",
    "concurrent.futures",
    "importlib_resources",
    "json",
    "jsonschema",
    "markdown_it",
    "sqlite3",
    "yaml",
}
VALID = Path(__file__).parent / "documents" / "valid"
SEE = "import sys; {}; print(*sorted(name for name in {!r} if name in sys.modules))"


def _imported(code, names):
    """Which of some modules a fresh process has imported after some code."""
    command = [sys.executable, "-W", "error", "-c", SEE.format(code, sorted(names))]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.split()


def test_all_is_sorted():
    """Each public name stands once, in order."""
    assert sorted(set(mlc.__all__)) == mlc.__all__


def test_all_is_what_the_design_names():
    """Nothing is public by accident, and nothing went missing."""
    classes = "Chunk Collection ContentError Guide Hit InstalledGuide InvalidContentError LearningPath Limits"
    names = f"{classes} NotFoundError Problem Report Step __version__"

    assert [*names.split(), "guides", "load", "render", "schema", "to_dict", "validate"] == mlc.__all__


@each_row("name", mlc.__all__)
def test_every_name_arrives(name):
    """Every public name is there, and is the same object every time."""
    assert getattr(mlc, name) is getattr(mlc, name) is not None


@each_row(
    "name",
    [
        "Collection",
        "InvalidContentError",
        "NotFoundError",
        "Problem",
        "Report",
        "guides",
        "render",
        "schema",
        "validate",
    ],
)
def test_every_name_arrives_in_a_fresh_process_first(name):
    """No public name needs another to be asked for before."""
    assert _imported(f"from mlcareer_content import {name}", {"mlcareer_content._cli"}) == []


def test_a_star_import_brings_all():
    """`from mlcareer_content import *` brings the public names and no other."""
    found = {}
    exec("from mlcareer_content import *", found)

    assert set(mlc.__all__) == found.keys() - {"__builtins__"}


def test_dir_lists_every_name():
    """An interactive session completes the names before they were used."""
    code = "import mlcareer_content as m; print(set(m.__all__) <= set(dir(m)), dir(m) == sorted(dir(m)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout

    assert found.strip() == "True True"


def test_an_unknown_name_is_an_attribute_error():
    """A name that there is not is the usual error."""
    with pytest.raises(AttributeError, match="module 'mlcareer_content' has no attribute 'laod'") as caught:
        mlc.laod  # noqa: B018

    assert AttributeError is caught.type


@each_row("name", [name for name in mlc.__all__ if name != "__version__"])
def test_every_name_is_described(name):
    """Every public name has a docstring that says since when it is there."""
    assert ".. versionadded:: " in getattr(mlc, name).__doc__


def test_every_class_of_the_model_is_described():
    """Every public class of the model has a docstring that says since when it is there."""
    classes = [value for value in vars(model).values() if getattr(value, "__module__", None) == model.__name__]
    public = [class_ for class_ in classes if isinstance(class_, type) and class_.__name__[0] != "_"]

    assert (
        len(public) >= 12,
        [class_.__name__ for class_ in public if ".. versionadded:: " not in class_.__doc__],
    ) == (True, [])


def test_no_module_shares_a_public_name():
    """A submodule called `render` would shadow the function when it is imported."""
    import pkgutil

    modules = {module.name for module in pkgutil.iter_modules(mlc.__path__)}

    assert set() == modules & set(mlc.__all__)


def test_the_version_is_the_one_that_was_built():
    """The version of the package is that of the distribution, in numbers."""
    try:
        built = version("mlcareer-content")
    except PackageNotFoundError:
        pytest.skip("the package is imported from its source, and not installed")

    assert built == mlc.__version__
    assert re.fullmatch(r"\d+\.\d+\.\d+", built)


def test_the_import_brings_nothing_heavy():
    """`import mlcareer_content` imports no dependency, and nothing of the standard library that costs time."""
    assert _imported("import mlcareer_content", HEAVY) == []


def test_loading_brings_only_what_it_needs():
    """The packaged guide comes without what only checks, prose, search and other loaders need."""
    unneeded = {"jsonschema", "markdown_it", "sqlite3", "importlib_resources", "click", "yaml", "concurrent.futures"}
    unneeded.add("mlcareer_content._learning_path")

    assert _imported("import mlcareer_content as m; m.load().stages[0].title", unneeded) == []


@pytest.mark.parametrize(
    ("code", "module"),
    [
        ("m.load().faq[0].answer.text", "markdown_it"),
        ("m.load().search('python')", "sqlite3"),
        ("m.load().path(to='mid-career')", "mlcareer_content._learning_path"),
        ("m.validate({'kind': 'question'})", "jsonschema"),
        (f"m.validate({str(VALID / 'question.yaml')!r})", "yaml"),
    ],
)
def test_what_is_needed_is_imported_then(code, module):
    """What was left out arrives with its first use."""
    assert [module] == _imported(f"import mlcareer_content as m; {code}", {module})


def test_validating_brings_only_what_it_needs():
    """JSON is checked without what reads YAML, searches, or runs elsewhere."""
    unneeded = {"yaml", "sqlite3", "importlib_resources", "click", "concurrent.futures", "multiprocessing"}

    assert _imported("import mlcareer_content as m; m.validate({'kind': 'question'})", unneeded) == []


@pytest.mark.parametrize("options", [["-OO"], ["-W", "error"], ["-X", "utf8=0"], ["-bb"], ["-E"]], ids=" ".join)
def test_the_package_works_under_options(options):
    """Without docstrings and assertions, with warnings as errors, and in another encoding the guide is the same."""
    code = "import sys; sys.path[:0] = sys.argv[1:]; import mlcareer_content as m; print(m.load().faq.ids)"
    command = [sys.executable, *options, "-c", code, str(mlc.__path__[0]).removesuffix("mlcareer_content")]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout

    assert str(mlc.load().faq.ids) == found.strip()


# The schema of a kind


def test_a_schema_is_fresh():
    """A schema that was given out can be changed without harm."""
    mlc.schema("question").clear()

    assert mlc.schema("question")["$id"] == "urn:mlcareer-content:schema:v1:question"


@pytest.mark.parametrize(("kind", "near"), [("questions", "question"), ("Skill", "skill"), ("zzz", None)])
def test_an_unknown_kind_of_schema_raises(kind, near):
    """A kind that there is not brings near matches."""
    with pytest.raises(mlc.NotFoundError) as caught:
        mlc.schema(kind)

    assert (near,) == (caught.value.near[:1] or (None,))


@pytest.mark.parametrize("kind", ["../../data/faq", "guide.schema.json", "", "a\0b", "guide/../guide"])
def test_a_kind_is_no_path(kind):
    """No name of a kind leads out of the folder of schemas."""
    with pytest.raises(mlc.NotFoundError) as caught:
        mlc.schema(kind)

    assert mlc.NotFoundError is caught.type


@pytest.mark.parametrize("kind", [1, b"faq", ["faq"]], ids=repr)
def test_a_kind_is_a_string(kind):
    """A kind of another type is a TypeError that says what is expected."""
    for take in (mlc.schema, lambda kind: mlc.validate({}, kind=kind)):
        with pytest.raises(TypeError, match=f"kind must be a string, not {type(kind).__name__}"):
            take(kind)


def test_the_package_contains_no_assert():
    """Nothing in the package is switched off by -O."""
    import ast

    found = [
        path.name
        for path in Path(mlc.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Assert)
    ]

    assert found == []
