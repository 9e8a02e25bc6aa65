"""Every example is started as its first line says, and what it serves is looked at."""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import html5lib
import nbformat
import pytest
from nbclient import NotebookClient

import mlcareer_content as mlc

HERE = Path(__file__).parent
GUIDE = mlc.load()


@contextlib.contextmanager
def _served(*command: str) -> Iterator[str]:
    """The address of a server that a command starts, in which `{port}` stands for the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    arguments = [argument.format(port=port) for argument in command]
    server = subprocess.Popen([sys.executable, *arguments], cwd=HERE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            if server.poll() is not None:
                pytest.fail(f"{arguments} ended:\n{server.stdout.read().decode()}")
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)
        server.stdout.close()


def _text(address: str) -> str:
    """What a page says, as a browser reads it."""
    with urlopen(address) as answer:
        page = html5lib.parse(answer.read(), namespaceHTMLElements=False)
    return " ".join("".join(page.find("body").itertext()).split())


@pytest.fixture(scope="module")
def flask() -> Iterator[str]:
    """The address of the Flask application."""
    with _served("-m", "flask", "--app", "flask_app", "run", "--port", "{port}") as address:
        yield address


def test_flask_shows_the_guide(flask):
    """The page has every question, and a link of the application's own to every entry."""
    with urlopen(flask) as answer:
        page = answer.read().decode()

    assert [entry.ref for entry in GUIDE.skills if f'href="/{entry.ref}"' not in page] == []
    assert [question.id for question in GUIDE.faq if question.question not in _text(flask)] == []


def test_flask_shows_an_entry_and_finds_it(flask):
    """An entry has a page of its own, and a search leads to it, with the words that matched."""
    answer = GUIDE.faq["education-needed"].answer.blocks[0].partition("[")[0].strip()
    with urlopen(f"{flask}/search?q=do+I+need+a+degree") as found:
        page = found.read().decode()

    assert answer in _text(f"{flask}/question:education-needed")
    assert ('href="/question:education-needed"' in page, "<mark>degree</mark>" in page) == (True, True)


def test_flask_says_what_is_not_there(flask):
    """An entry that does not exist is a 404."""
    with pytest.raises(HTTPError) as caught:
        urlopen(f"{flask}/skill:cobol")

    assert caught.value.code == 404
    caught.value.close()


def test_flask_escapes_what_a_reader_types(flask):
    """A script that somebody searches for is text."""
    with urlopen(f"{flask}/search?q=%3Cscript%3Ealert(1)%3C/script%3E") as answer:
        page = answer.read().decode()

    assert ("<script" in page, "&lt;script&gt;" in page) == (False, True)


def test_django_shows_a_question():
    """The list leads to the page of a question, which has its answer as markup, not as escaped text."""
    with _served("django_app.py", "runserver", "--noreload", "127.0.0.1:{port}") as address:
        with urlopen(address) as answer:
            (target,) = re.findall(r'href="(/education-needed/)"', answer.read().decode())
        text = _text(address + target)

    assert GUIDE.faq["education-needed"].question in text
    assert " ".join(GUIDE.faq["education-needed"].answer.text.split()) in text


def test_fastapi_serves_data():
    """An entry is its document, which OpenAPI describes; backlinks, a search and a schema are there too."""
    with _served("-m", "uvicorn", "fastapi_app:app", "--port", "{port}") as address:
        got = {}
        names = ["entries/skill:python", "entries/skill:python/backlinks", "openapi.json"]
        for name in [*names, "search?q=PhD&limit=2", "schemas/skill", "entries?kind=stage"]:
            with urlopen(f"{address}/{name}") as answer:
                got[name] = json.load(answer)
        with pytest.raises(HTTPError) as caught:
            urlopen(f"{address}/entries/skill:pythn")
        problem = json.load(caught.value)

    assert mlc.to_dict(GUIDE["skill:python"]) == got["entries/skill:python"]
    assert [other.ref for other in GUIDE.backlinks("skill:python")] == got["entries/skill:python/backlinks"]
    described = got["openapi.json"]["components"]["schemas"]["SkillDict"]["properties"]
    assert "The name of the skill (SKOS prefLabel)." == described["name"]["description"]
    assert len(got["search?q=PhD&limit=2"]) == 2
    assert mlc.schema("skill") == got["schemas/skill"]
    assert [stage.ref for stage in GUIDE.stages] == [entry["ref"] for entry in got["entries?kind=stage"]]
    assert "did you mean 'skill:python'" in problem["detail"]


def test_fastapi_answers_what_has_changed():
    """A client that sends the ETag of its copy gets no second one; an error has no ETag."""
    with _served("-m", "uvicorn", "fastapi_app:app", "--port", "{port}") as address:
        with urlopen(f"{address}/entries") as answer:
            etag = answer.headers["ETag"]
        with pytest.raises(HTTPError) as unchanged:
            urlopen(Request(f"{address}/entries", headers={"If-None-Match": f'"old", W/{etag}'}))
        with urlopen(Request(f"{address}/entries", headers={"If-None-Match": '"old"'})) as answer:
            entries = json.load(answer)
        with pytest.raises(HTTPError) as missing:
            urlopen(f"{address}/entries/skill:pythn")

    assert f'"{GUIDE.digest}"' == etag
    assert (unchanged.value.code, unchanged.value.headers["ETag"], unchanged.value.read()) == (304, etag, b"")
    assert len(GUIDE) == len(entries)
    assert (missing.value.code, missing.value.headers["ETag"]) == (404, None)
    for error in (unchanged, missing):
        error.value.close()


def test_sphinx_builds_pages(tmp_path):
    """The site has the questions, and its links to stages lead to the page of the stages."""
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", str(HERE / "sphinx"), str(tmp_path)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONWARNINGS": "default"})
    index, stages = (tmp_path.joinpath(f"{name}.html").read_text("utf-8") for name in ("index", "stages"))

    assert [question.id for question in GUIDE.faq if question.question not in index] == []
    assert [stage.id for stage in GUIDE.stages if f'id="mlc-stage-{stage.id}"' not in stages] == []
    assert 'href="stages.html#mlc-stage-continuous-learning"' in index
    assert mlc.render(GUIDE, "css") == (tmp_path / "_static" / "guide.css").read_text("utf-8")


@pytest.mark.filterwarnings("default")
def test_the_notebook_runs():
    """Every cell runs, and entries show themselves as HTML."""
    notebook = nbformat.read(HERE / "notebook.ipynb", 4)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown = [output.data for cell in notebook.cells for output in cell.get("outputs", ())]

    assert ["text/html" in shown[0], "image/svg+xml" in shown[3]] == [True, True]
    assert "TensorFlow Developer Certificate" in shown[4]["text/plain"]


def test_a_prompt_quotes_passages():
    """The prompt has the passages that answer, each with its ref and its source."""
    command = [sys.executable, "prompt.py", "Do", "I", "need", "a", "PhD?"]
    printed = subprocess.run(command, cwd=HERE, check=True, capture_output=True, encoding="utf-8").stdout

    assert "[question:education-needed]" in printed
    assert "doctorate" in printed
    assert f"\n({GUIDE.chunks()[0].source})\n" in printed
    assert printed.endswith("Question: Do I need a PhD?\n")


def test_every_example_is_short():
    """An example can be read at a glance."""
    lengths = {path.name: len(path.read_text("utf-8").splitlines()) for path in HERE.glob("*_app.py")}

    assert {name: length for name, length in lengths.items() if not 20 <= length <= 60} == {}
