"""The recipes of CONTRIBUTING.md: their edits, made in a copy of the package, do what the page says."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap

import pytest

from .places import ROOT, needs_source

pytestmark = [
    needs_source,
    pytest.mark.skipif((ROOT / "PKG-INFO").exists(), reason="an sdist leaves hidden files out"),
]

COPIED = ["src/mlcareer_content", "schemas", "tools", "docs/schemas", ".vscode"]
RECIPES = dict(
    re.findall(
        r"^### (Add [^\n]+)\n(.*?)(?=^### )", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
)
# A block is a diff without line numbers; a file name follows the language.
BLOCK = re.compile(r"^(?P<indent> *)```diff (?P<path>\S+)\n(?P<lines>.*?)^(?P=indent)```$", re.DOTALL | re.MULTILINE)


class Copy:
    """A copy of the package and its tools, in which the edits of a recipe are made."""

    def __init__(self, folder):
        self.folder = folder
        for name in COPIED:
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))

    def follow(self, recipe):
        """Make the edits of a recipe, and return the names of the files that they change."""
        blocks = list(BLOCK.finditer(RECIPES[recipe]))
        for block in blocks:
            lines = textwrap.dedent(block["lines"]).splitlines(keepends=True)
            self._edit(self.folder / block["path"], lines)
        return [block["path"] for block in blocks]

    def _edit(self, path, lines):
        text = path.read_text("utf-8") if path.exists() else ""
        anchor = ""
        hunk = []
        for line in [*lines, "@@ "]:
            if line.startswith("@@ "):
                text = _replaced(path.name, text, anchor, hunk) if hunk else text
                anchor, hunk = line.removeprefix("@@ ").strip(), []
            else:
                hunk.append(line)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def generate(self):
        """Do what `nox -s schemas` does."""
        for tool in ("extract_schemas", "schema_pages", "typed_dicts"):
            self._run(f"tools/{tool}.py")

    def command(self, *arguments, expected=0):
        """The output of a command."""
        return self._run("-m", "mlcareer_content", *arguments, expected=expected)

    def answers(self, code):
        """The values that some Python code prints, as JSON, one on each line."""
        return [json.loads(line) for line in self._run("-c", PREAMBLE + textwrap.dedent(code)).splitlines()]

    def write(self, name, document):
        """Write a document, and return its name."""
        (self.folder / name).write_text(json.dumps(document), "utf-8")
        return name

    def problems(self, name, *, base=True):
        """The problems that `validate` finds in a file, as in `tests/documents`."""
        report = f"mlc.validate({name!r}, base={base})"
        (found,) = self.answers(f"show([[p.file, p.code, p.pointer, p.line, p.column] for p in {report}.problems])")
        return found

    @property
    def guide_problems(self):
        """The problems of the packaged guide."""
        return self.problems("src/mlcareer_content/data", base=False)

    def _run(self, *arguments, expected=0):
        # The copy comes before any installed package.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        path = os.pathsep.join([str(self.folder / "src"), *filter(None, sys.path)])
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env={**environment, "PYTHONPATH": path, "PYTHONUTF8": "1", "COLUMNS": "120"},
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert expected == done.returncode, done.stdout + done.stderr
        return done.stdout


PREAMBLE = """
import json, pathlib
import mlcareer_content as mlc
assert pathlib.Path(mlc.__file__).is_relative_to(pathlib.Path.cwd())
def show(value):
    print(json.dumps(value))
"""


def _replaced(name, text, anchor, hunk):
    """A text in which a hunk of a diff is applied, at the first place after an anchor."""
    before = "".join(line[1:] for line in hunk if not line.startswith("+"))
    after = "".join(line[1:] for line in hunk if not line.startswith("-"))
    found = re.search(rf"^ *{re.escape(anchor)}", text, re.MULTILINE)
    assert found, f"{name} has no line {anchor!r}"
    start = f"\n{text}".find(f"\n{before}", found.start())
    assert start >= 0, f"{name} does not have these lines after {anchor!r}:\n{before}"
    return text[:start] + after + text[start + len(before) :]


@pytest.fixture
def copy(tmp_path):
    """A copy of the package."""
    return Copy(tmp_path.resolve())


def _resource(**fields):
    fields = {"id": "reading-circle", "title": "Reading circle", "category": "community", **fields}
    return {"kind": "resource", **fields, "description": ["People who read papers together."]}


def _question(skills):
    answer = ["The one that most libraries are written for."]
    question = "Which language comes first?"
    return {"kind": "question", "id": "first-language", "question": question, "answer": answer, "skills": skills}


def test_every_recipe_names_existing_folders():
    """Each recipe has edits, and each edit is in a folder of the repository."""

    assert [] == [recipe for recipe, text in RECIPES.items() if not BLOCK.search(text)]
    assert [] == [
        block["path"]
        for text in RECIPES.values()
        for block in BLOCK.finditer(text)
        if not (ROOT / block["path"]).parent.is_dir()
    ]


def test_field_is_described_in_two_files(copy):
    """A new field is described in the model and in the schema, and everything else is derived."""

    edited = copy.follow("Add a field")
    copy.generate()

    assert ["src/mlcareer_content/model.py", "schemas/guide.schema.json"] == edited
    assert [] == copy.guide_problems
    assert "#### `forum`" in (copy.folder / "docs/schemas/resources.md").read_text("utf-8")
    assert "    forum: NotRequired[str]\n" in (copy.folder / "src/mlcareer_content/types.py").read_text("utf-8")


def test_field_has_the_rules_of_its_type(copy):
    """A new date is checked as a date, a new address as an address, and a new reference as a reference."""

    copy.follow("Add a field")
    copy.generate()
    circle = copy.write("circle.json", _resource(reviewed_on="2026-02-30", forum="https://example.org:99999/"))
    tomorrow = copy.write("tomorrow.json", _resource(reviewed_on="tomorrow"))
    language = copy.write("language.json", _question(["pyton"]))

    assert [["MLC301", "/reviewed_on"], ["MLC307", "/forum"]] == [problem[1:3] for problem in copy.problems(circle)]
    assert [["MLC105", "/reviewed_on"]] == [problem[1:3] for problem in copy.problems(tomorrow)]
    assert [["MLC202", "/skills/0"]] == [problem[1:3] for problem in copy.problems(language)]


def test_field_is_loaded_shown_and_found(copy):
    """A new field is loaded, converted back, shown in every format for readers, and followed back."""

    copy.follow("Add a field")
    copy.generate()
    circle = _resource(reviewed_on="2026-11-22", forum="https://example.org/forum")
    names = [copy.write("circle.json", circle), copy.write("language.json", _question(["python"]))]
    loaded, dicts, texts, links, hits = copy.answers(f"""
        guide = mlc.load(*{names})
        new = guide["resource:reading-circle"], guide["question:first-language"]
        show([new[0].reviewed_on.isoformat(), new[0].forum, [skill.ref for skill in new[1].skills]])
        show([mlc.to_dict(entry) for entry in new])
        show([[mlc.render(entry, format) for format in ("html", "markdown", "text")] for entry in new])
        show([entry.ref for entry in guide.backlinks("skill:python")])
        show([hit.entry.ref for hit in guide.search("python", kind="question")])
    """)

    assert ["2026-11-22", "https://example.org/forum", ["skill:python"]] == loaded
    assert [circle, _question(["python"])] == dicts
    assert [] == [text for text in texts[0] if "Reviewed on" not in text or "https://example.org/forum" not in text]
    assert [] == [text for text in texts[1] if not re.search("Skills.*Python", text, re.DOTALL)]
    assert "question:first-language" in links
    assert "question:first-language" in hits


def test_kind_needs_six_files(copy):
    """A new kind is described in the model and in the schema; the rest is its data and three lists."""

    edited = copy.follow("Add a kind")
    copy.generate()
    settings = json.loads((copy.folder / ".vscode/settings.json").read_text("utf-8"))["json.schemas"]

    assert 6 == len(edited)
    assert [] == copy.guide_problems
    assert {"tool.schema.json", "tools.schema.json"} <= {path.name for path in (copy.folder / "schemas").iterdir()}
    assert [] == [entry["url"] for entry in settings if not (copy.folder / entry["url"]).is_file()]


def test_kind_is_loaded_shown_and_found(copy):
    """An entry of a new kind is loaded, found, and rendered in every format; its references lead back to it."""

    copy.follow("Add a kind")
    copy.generate()
    loaded, texts, whole, links, hits = copy.answers("""
        from mlcareer_content._render import RENDERERS
        guide = mlc.load()
        git = guide["tool:git"]
        show([mlc.to_dict(git), [tool.ref for tool in guide.tools]])
        show({format: mlc.render(git, format) for format in RENDERERS if format not in ("css", "svg")})
        show({format: mlc.render(guide, format) for format in RENDERERS if format not in ("css", "svg")})
        show([entry.ref for entry in guide.backlinks("skill:python")])
        show([hit.entry.ref for hit in guide.search("versions of a program", kind="tool")])
    """)
    git = {"kind": "tool", "id": "git", "name": "Git", "description": ["Keeps the versions of a program."]}

    assert [{**git, "needs": ["python"]}, ["tool:git"]] == loaded
    assert [] == [format for format, text in texts.items() if "Git" not in text]
    assert [] == [
        format for format in ("html", "markdown", "text") if not re.search("Needs.*Python", texts[format], re.DOTALL)
    ]
    assert [] == [format for format, text in whole.items() if "Keeps the versions of a program." not in text]
    assert "tool:git" in links
    assert ["tool:git"] == hits


def test_kind_is_known_to_the_commands(copy):
    """`new`, `validate`, `show`, `list`, `schema` and `export` know a new kind."""

    copy.follow("Add a kind")
    copy.generate()
    copy.command("new", "tool", "editor.yaml")
    skeleton = copy.folder / "editor.yaml"
    valid = {"kind": "tool", "id": "vim", "name": "Vim", "description": ["Edits text."], "needs": ["python"]}
    invalid = {"kind": "tool", "id": "vim", "name": "Vim", "needs": ["pyton"]}
    names = [copy.write("valid.json", valid), copy.write("invalid.json", invalid)]
    copy.command("export", "site")

    assert "# needs:" in skeleton.read_text("utf-8")
    assert [set(), {"MLC101", "MLC202"}] == [{problem[1] for problem in copy.problems(name)} for name in names]
    assert "Git" in copy.command("show", "tool:git")
    assert "tool:git" in copy.command("list", "tools")
    assert "#/$defs/tool" == json.loads(copy.command("schema", "tool"))["$ref"]
    assert [] != [path for path in (copy.folder / "site").rglob("*") if "git" in path.name]


def test_rule_is_reported_and_explained(copy):
    """A new rule is reported for the example documents exactly as its list of problems says, and explained."""

    paths = copy.follow("Add a rule")
    invalid, expected, valid = (copy.folder / path for path in paths if path.startswith("tests/documents"))
    code = (copy.folder / paths[0]).stem
    problems = json.loads(expected.read_text("utf-8"))["problems"]
    found = copy.problems(str(invalid.relative_to(copy.folder)))

    assert problems == [[invalid.name, *problem[1:]] for problem in found]
    assert [] == copy.problems(str(valid.relative_to(copy.folder)))
    assert [] == copy.guide_problems
    assert f"{code}: " in copy.command("explain", code)


def test_examples_of_the_page_of_a_rule(copy):
    """The wrong example of the page has the problem of its rule, and the right one has none."""

    page, *_ = copy.follow("Add a rule")
    code = (copy.folder / page).stem
    wrong, right = copy.answers(f"""
        from mlcareer_content._rules import rule
        for example in (rule("{code}").wrong, rule("{code}").right):
            for name, text in example.files.items():
                pathlib.Path(name).write_text(text, "utf-8")
            show([problem.code for problem in mlc.validate(*example.files).problems])
    """)

    assert [code] == wrong
    assert [] == right


def test_report_format_is_offered(copy):
    """A new report format is an option of `validate`."""

    copy.follow("Add a report format")
    copy.write("language.json", {"kind": "question", "id": "a", "question": "B?", "answer": ["C."], "colour": "red"})
    printed = copy.command("validate", "language.json", "--format", "csv", expected=1)

    assert ["file,line,code,message", "language.json,1,MLC102"] == [
        ",".join(line.split(",")[: 4 if number == 0 else 3]) for number, line in enumerate(printed.splitlines())
    ]


def test_output_format_is_offered(copy):
    """A new output format is an option of `show`, and of `render`."""

    copy.follow("Add an output format")
    (rendered,) = copy.answers('show(mlc.render(mlc.load().skills, "outline"))')

    assert "Python\n" == copy.command("show", "skill:python", "--format", "outline")
    assert "Python" in rendered.splitlines()


def test_command_is_offered(copy):
    """A new command is listed in the help, and runs."""

    copy.follow("Add a command")
    (entries,) = copy.answers("show(len(mlc.load()))")

    assert f"{entries}\n" == copy.command("count")
    assert "Print how many entries" in copy.command("--help")
