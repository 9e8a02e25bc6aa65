"""The schema files: what they promise, and that other people's validators read them as ours does."""

import json
import re
import shutil
import subprocess
import warnings
from pathlib import Path
from zipfile import ZipFile

import jsonschema_rs
import pytest
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.exceptions import Unresolvable

import mlcareer_content as mlc
from mlcareer_content._entries import KINDS
from mlcareer_content._schemas import validator

from .commands import tool

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "schemas"
FILES = {path.name.removesuffix(".schema.json"): path for path in sorted(FOLDER.glob("*.schema.json"))}
SCHEMAS = {kind: json.loads(path.read_text("utf-8")) for kind, path in FILES.items()}
DATA = Path(mlc.__file__).parent / "data"

#: What `validate` gives has a schema too; it is edited by hand, and no kind of content.
REPORT = "report"

each_kind = pytest.mark.parametrize("kind", KINDS)
each_schema = pytest.mark.parametrize("kind", SCHEMAS)

#: The rules of Sourcemeta's lint that are switched off, each with its reason.
LINT_OFF = {"simple_properties_identifiers": "`$schema` is the standard's own name"}


def _subschemas(schema, pointer=""):
    """Every schema inside a schema, itself included, behind its pointer."""
    yield pointer, schema
    if isinstance(schema, bool):
        return
    for keyword in ("$defs", "properties"):
        for name, inner in schema.get(keyword, {}).items():
            yield from _subschemas(inner, f"{pointer}/{keyword}/{name}")
    for keyword in ("items", "not"):
        if keyword in schema:
            yield from _subschemas(schema[keyword], f"{pointer}/{keyword}")
    for number, inner in enumerate(schema.get("anyOf", ())):
        yield from _subschemas(inner, f"{pointer}/anyOf/{number}")


def _objects(kind):
    """The subschemas of a kind that are objects, behind their pointers."""
    return [(pointer, inner) for pointer, inner in _subschemas(SCHEMAS[kind]) if isinstance(inner, dict)]


def _of_type(kind, type_):
    return [(pointer, inner) for pointer, inner in _objects(kind) if inner.get("type") == type_]


def _properties(kind):
    """Every property of every object of a kind; the whole document repeats `kind` only to ask for it."""
    return {
        f"{pointer}/properties/{name}": inner
        for pointer, schema in _objects(kind)
        for name, inner in schema.get("properties", {}).items()
        if pointer
    }


def test_every_kind_has_its_file():
    """There is a schema file for every kind of document and one for reports, and none besides."""

    assert {*KINDS, REPORT} == SCHEMAS.keys()


def test_a_report_is_no_content():
    """What `validate` gives has a schema, but is nothing that can be contributed."""

    problems = mlc.validate(SCHEMAS[REPORT]["examples"][0]).problems

    assert [("MLC108", "/kind")] == [(problem.code, problem.pointer) for problem in problems]


@each_schema
def test_schema_meets_the_metaschema(kind):
    """The schema is a JSON Schema of 2020-12, and says so."""

    Draft202012Validator.check_schema(SCHEMAS[kind])

    assert "https://json-schema.org/draft/2020-12/schema" == SCHEMAS[kind]["$schema"]


@each_schema
def test_schema_is_named_by_its_kind(kind):
    """The `$id` is a versioned URN that ends in the kind."""

    assert f"urn:mlcareer-content:schema:v1:{kind}" == SCHEMAS[kind]["$id"]


def test_extraction_changes_nothing():
    """The extracted files are those that the hand-edited one gives."""

    done = tool(ROOT / "tools" / "extract_schemas.py", "--check")

    assert (0, "nothing differs\n") == (done.returncode, done.stdout)


def test_extraction_notices_a_change(tmp_path):
    """A file that differs by a word is named, and the check fails."""

    shutil.copytree(FOLDER, tmp_path / "schemas")
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    faq = tmp_path / "schemas" / "faq.schema.json"
    faq.write_text(faq.read_text("utf-8").replace("Answer", "Reply", 1), "utf-8")
    done = tool(tmp_path / "tools" / "extract_schemas.py", "--check")

    assert (1, "faq.schema.json differs\n") == (done.returncode, done.stdout)


def test_extraction_leaves_alone_what_is_edited_by_hand(tmp_path):
    """Extracting writes the kinds that are extracted, and neither the guide's schema nor that of reports."""

    shutil.copytree(FOLDER, tmp_path / "schemas")
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    for path in FILES.values():
        (tmp_path / "schemas" / path.name).write_bytes(path.read_bytes() + b"\n")
    assert tool(tmp_path / "tools" / "extract_schemas.py").returncode == 0
    untouched = {
        name for name, path in FILES.items() if (tmp_path / "schemas" / path.name).read_bytes() != path.read_bytes()
    }

    assert {"guide", REPORT} == untouched


def test_wheel_has_the_same_files(wheel):
    """The wheel carries the schema files, byte by byte."""

    with ZipFile(wheel) as archive:
        shipped = {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist() if "/schemas/" in name}

    assert {path.name: path.read_bytes() for path in FILES.values()} == shipped


@each_schema
def test_schema_function_gives_the_file(kind):
    """`schema` gives what stands in the file, fresh every time."""

    first, second = mlc.schema(kind), mlc.schema(kind)

    assert (SCHEMAS[kind], SCHEMAS[kind]) == (first, second)
    assert first is not second
    assert first["$defs"] is not second["$defs"]


def test_schema_of_unknown_kind_names_near_ones():
    """A kind that does not exist is a NotFoundError with near matches, also where the name is a path."""

    with pytest.raises(mlc.NotFoundError) as caught:
        mlc.schema("questoin")
    with pytest.raises(mlc.NotFoundError):
        mlc.schema("../schemas/question")

    assert "question" in caught.value.near


@pytest.mark.parametrize("kind", [None, 1, b"faq", ["faq"]])
def test_schema_of_no_string_is_a_type_error(kind):
    """A kind that is no string is a TypeError that says what is expected."""

    with pytest.raises(TypeError, match="kind must be a string, not"):
        mlc.schema(kind)


def test_validator_never_retrieves(monkeypatch):
    """A validator is made once per kind, and asks nobody for a schema that is not its own."""

    asked = []
    monkeypatch.setattr("urllib.request.urlopen", lambda *arguments, **_: asked.append(arguments))
    elsewhere = validator("faq").evolve(schema={"$ref": "https://example.org/x"})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # what jsonschema gives when it is about to fetch
        with pytest.raises(Unresolvable):
            elsewhere.is_valid({})

    assert validator("faq") is validator("faq")
    assert [] == asked


@each_schema
def test_schema_is_self_contained(kind):
    """Every reference points into the file's own `$defs`, at something that is there; nothing there is left over."""

    references = {inner["$ref"] for _, inner in _objects(kind) if "$ref" in inner}
    places = {f"#{pointer}" for pointer, _ in _objects(kind)}
    named = {reference.split("/")[2] for reference in references}
    documents = {"guide": KINDS, REPORT: ()}.get(kind, (kind,))  # the file edited by hand defines all kinds

    assert set() == references - places
    assert SCHEMAS[kind]["$defs"].keys() == named | set(documents)
    assert "$dynamicRef" not in FILES[kind].read_text("utf-8")


@each_schema
def test_only_known_keywords_are_used(kind):
    """No keyword stands in a schema that means nothing, or something else from validator to validator."""

    allowed = {"$schema", "$id", "$ref", "$defs", "title", "description", "examples", "type", "enum", "const"}
    allowed |= {"properties", "required", "additionalProperties", "items", "anyOf", "not", "pattern", "uniqueItems"}
    allowed |= {"minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum"}

    assert set() == {keyword for _, inner in _objects(kind) for keyword in inner} - allowed


@each_schema
def test_objects_are_closed(kind):
    """Every object, or the one that it points at, refuses what it does not know; it requires only what it knows."""

    objects = [(place, inner) for place, inner in _of_type(kind, "object") if "$ref" not in inner]
    closed = [
        inner["additionalProperties"] is False and set(inner["required"]) <= inner["properties"].keys()
        for _, inner in objects
    ]

    assert [True] * len(objects) == closed
    assert objects


@each_kind
def test_documents_may_name_a_schema(kind):
    """The document itself may say `$schema`, and has to say its kind."""

    definition = SCHEMAS[kind]["$defs"][kind]

    assert {"$schema", "kind"} <= definition["properties"].keys()
    assert (["kind"], kind) == (SCHEMAS[kind]["required"], definition["properties"]["kind"]["const"])


@each_schema
def test_properties_are_described(kind):
    """Every property has a title, a description and examples, which editors show."""

    lacking = {
        pointer: missing
        for pointer, inner in _properties(kind).items()
        if (missing := {"title", "description", "examples"} - inner.keys())
    }

    assert {} == lacking
    assert _properties(kind)


@each_schema
def test_examples_are_valid(kind):
    """Every example meets the schema that it illustrates, and a whole document's example meets the file."""

    definitions = SCHEMAS[kind]["$defs"]
    wrong = [
        (pointer, example)
        for pointer, inner in _objects(kind)
        for example in inner.get("examples", ())
        if not Draft202012Validator({**inner, "$defs": definitions}, registry=Registry()).is_valid(example)
    ]

    assert [] == wrong
    assert SCHEMAS[kind]["examples"]


@each_kind
def test_strings_arrays_and_numbers_are_bounded(kind):
    """Every string has a longest length, every array a largest size, every number a smallest and a largest value."""

    bounds = {"string": {"maxLength"}, "array": {"maxItems", "items"}, "integer": {"minimum", "maximum"}}
    unbounded = [
        (pointer, bounds[type_] - inner.keys())
        for type_ in bounds
        for pointer, inner in _of_type(kind, type_)
        if not bounds[type_] <= inner.keys()
    ]

    assert [] == unbounded
    assert _of_type(kind, "string")


@each_schema
def test_every_schema_says_its_type(kind):
    """What is no reference, choice, constant or ban names its type, so that nothing slips through unbounded."""

    typed = {"type", "$ref", "const", "enum", "anyOf"}
    untyped = [
        pointer for pointer, inner in _objects(kind) if not typed & inner.keys() and not pointer.endswith("/not")
    ]

    assert [] == untyped
    assert {"object", "string", "array", "integer", "boolean", "null"} >= {
        type_ for _, inner in _objects(kind) if "type" in inner for type_ in _types(inner)
    }


def _types(schema):
    return [schema["type"]] if isinstance(schema["type"], str) else schema["type"]


@each_kind
def test_arrays_of_objects_are_not_compared(kind):
    """`uniqueItems` stands only where the items are short strings: over objects it is quadratic."""

    definitions = SCHEMAS[kind]["$defs"]
    compared = [
        pointer
        for pointer, inner in _of_type(kind, "array")
        if inner.get("uniqueItems")
        and definitions.get(inner["items"].get("$ref", "").removeprefix("#/$defs/"), inner["items"])["type"] != "string"
    ]

    assert [] == compared


def _patterns():
    return sorted({inner["pattern"] for kind in SCHEMAS for _, inner in _objects(kind) if "pattern" in inner})


@pytest.mark.parametrize("pattern", _patterns())
def test_patterns_mean_the_same_everywhere(pattern):
    r"""A pattern is ASCII, and has no \d, \w, \s or \b, no lookaround and no back-reference."""

    assert pattern.isascii()
    assert [] == re.findall(r"\\[dDwWsSbB1-9pPkK]|\(\?", pattern)


@pytest.mark.parametrize("pattern", _patterns())
def test_patterns_are_linear(pattern):
    """A group that repeats begins with a hyphen and holds no other, so that a text matches in one way only."""

    repeated = re.findall(r"\(((?:[^()\[]|\[[^\]]*\])*)\)[*+{]", pattern)

    assert [] == [group for group in repeated if not re.fullmatch(r"-\[[A-Za-z0-9-]*[A-Za-z0-9]\][+{].*", group)]
    assert pattern.count(")*") + pattern.count(")+") + pattern.count("){") == len(repeated)


@each_kind
def test_patterns_refuse_a_trailing_newline(kind):
    """Where a pattern ends in `$`, a newline is refused besides: Python's `$` would let one through."""

    ending = [(pointer, inner) for pointer, inner in _objects(kind) if inner.get("pattern", "").endswith("$")]

    assert [] == [pointer for pointer, inner in ending if not re.search(inner["not"]["pattern"], "\n")]


def _packaged():
    """The packaged documents of every kind: the members, and each entry as a document of its own."""
    guide = mlc.load()
    members = [json.loads(path.read_text("utf-8")) for path in sorted(DATA.glob("*.json"))]
    entries = [mlc.to_dict(entry) for entry in guide]
    documents = {kind: [] for kind in KINDS}
    for document in (*members, mlc.to_dict(guide), *entries):
        documents[document["kind"]].append(document)
    return documents


def _broken(document):
    """Documents that each break one rule of their kind, by what is wrong with them."""
    entry = document.get("entries", [document])[0]
    whole = "entries" not in document

    def changed(**values):
        changed = {key: value for key, value in {**entry, **values}.items() if value is not None}
        return changed if whole else {**document, "entries": [changed]}

    return {
        "other-kind": {**document, "kind": "other"},
        "no-kind": {key: value for key, value in document.items() if key != "kind"},
        "unknown-field": changed(colour="red"),
        "no-id": changed(id=None),
        "number-as-id": changed(id=1),
        "space-in-id": changed(id="a b"),
        "newline-after-id": changed(id=f"{entry['id']}\n"),
        "letters-beyond-ascii": changed(id="größe"),
        "long-id": changed(id="a" * 81),
        "repeated-former-id": changed(former_ids=["a", "a"]) if "guide" != entry.get("kind") else changed(article=[]),
    }


@pytest.fixture(scope="session")
def documents(tmp_path_factory):
    """A folder with a folder for each kind: the packaged documents and broken ones, told apart by their names."""
    folder = tmp_path_factory.mktemp("documents")
    for kind, valid in _packaged().items():
        named = {f"valid-{number:02}": document for number, document in enumerate(valid)}
        named |= {f"broken-{fault}": document for fault, document in _broken(valid[0]).items()}
        (folder / kind).mkdir()
        for name, document in named.items():
            (folder / kind / f"{name}.json").write_text(json.dumps(document), "utf-8")
    return folder


def _in_python(documents, is_valid):
    """The verdicts of a validator that Python imports; `is_valid` takes a schema and gives a function."""
    verdicts = {}
    for kind in KINDS:
        accepts = is_valid(SCHEMAS[kind])
        for path in (documents / kind).iterdir():
            verdicts[f"{kind}/{path.name}"] = accepts(json.loads(path.read_text("utf-8")))
    return verdicts


def _by_jsonschema(documents, _):
    return _in_python(documents, lambda schema: Draft202012Validator(schema, registry=Registry()).is_valid)


def _by_jsonschema_rs(documents, _):
    return _in_python(documents, lambda schema: jsonschema_rs.validator_for(schema).is_valid)


def _by_check_jsonschema(documents, _):
    verdicts = {}
    for kind in KINDS:
        file = FILES[kind]
        paths = {str(path): path for path in (documents / kind).iterdir()}
        arguments = ["--schemafile", str(file), "--output-format", "json", *paths]
        done = CliRunner().invoke(check_jsonschema, arguments)
        told = json.loads(done.stdout)
        failed = {error["filename"] for error in told["errors"]}
        assert ([], 1) == (told["parse_errors"], done.exit_code)
        verdicts |= {f"{kind}/{path.name}": name not in failed for name, path in paths.items()}
    return verdicts


def _by_ajv(documents, request):
    folder = request.getfixturevalue("npm_validators")
    command = [shutil.which("node"), "ajv.mjs", FOLDER, documents]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8")
    assert "" == done.stderr
    return json.loads(done.stdout)


def _sourcemeta(request, *arguments, cwd=FOLDER):
    folder = request.getfixturevalue("npm_validators")
    command = [shutil.which("jsonschema", path=str(folder / "node_modules" / ".bin")), *arguments]
    return subprocess.run(command, cwd=cwd, check=False, capture_output=True, encoding="utf-8")


def _by_sourcemeta(documents, request):
    verdicts = {}
    for kind in KINDS:
        file = FILES[kind]
        names = sorted(path.name for path in (documents / kind).iterdir())
        done = _sourcemeta(request, "validate", "--fast", "--continue", "--verbose", file, *names, cwd=documents / kind)
        told = re.findall(r"^(ok|fail): (.+)$", done.stdout + done.stderr, re.MULTILINE)
        verdicts |= {f"{kind}/{name}": verdict == "ok" for verdict, name in told}
    return verdicts


@pytest.mark.parametrize(
    "validate",
    [_by_jsonschema, _by_jsonschema_rs, _by_check_jsonschema, _by_ajv, _by_sourcemeta],
    ids=["jsonschema", "jsonschema-rs", "check-jsonschema", "ajv", "sourcemeta"],
)
def test_other_validators_agree(validate, documents, request):
    """Each validator, with each schema alone, accepts all that is packaged and refuses what is broken."""

    files = sorted(documents.glob("*/*.json"))
    expected = {f"{path.parent.name}/{path.name}": path.name.startswith("valid") for path in files}
    verdicts = validate(documents, request)

    assert {} == {name: verdict for name, verdict in verdicts.items() if expected[name] is not verdict}
    assert expected.keys() == verdicts.keys()


def test_every_kind_has_documents_to_judge(documents):
    """No kind is judged by nothing: each has a valid document and ten broken ones."""

    counted = {
        kind: (bool(list((documents / kind).glob("valid-*"))), len(list((documents / kind).glob("broken-*"))))
        for kind in KINDS
    }

    assert dict.fromkeys(KINDS, (True, 10)) == counted


def test_sourcemeta_finds_nothing_to_mend(request):
    """Sourcemeta's metaschema check and lint pass; a rule is off only by its name, with its reason."""

    metaschema = _sourcemeta(request, "metaschema", *FILES.values())
    off = [argument for rule in LINT_OFF for argument in ("--exclude", rule)]
    lint = _sourcemeta(request, "lint", *off, *FILES.values())

    assert (0, 0, "") == (metaschema.returncode, lint.returncode, lint.stdout + lint.stderr)


def test_lint_rules_are_off_for_a_cause(request):
    """Every rule that is off would find something: one that would not is to be switched on again."""

    found = _sourcemeta(request, "lint", *FILES.values())
    rules = set(re.findall(r"\(([a-z_]+)\)$", found.stdout + found.stderr, re.MULTILINE))

    assert set(LINT_OFF) == rules
