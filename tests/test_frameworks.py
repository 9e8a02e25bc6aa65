"""The types of `to_dict` in frameworks for APIs: OpenAPI documents show the fields, and answers are the data."""

import asyncio
import json

import django
import fastapi
import litestar
import msgspec
import pytest
from django.conf import settings
from django.test import RequestFactory
from django.urls import path, resolve
from litestar.params import FromPath

import mlcareer_content as mlc
from mlcareer_content import types
from mlcareer_content.types import EntryDict, SkillDict

GUIDE = mlc.load()
ENTRIES = [*GUIDE, *GUIDE.article.sections]


def _answer(app, address):
    """The JSON that an ASGI application answers a request with."""
    sent = []

    async def receive():
        return {"type": "http.request", "body": b""}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": address, "raw_path": address.encode(), "query_string": b""}
    asyncio.run(app({**scope, "headers": [], "http_version": "1.1", "scheme": "http", "root_path": ""}, receive, send))
    return json.loads(b"".join(message.get("body", b"") for message in sent))


def _assert_describes(document, address):
    """A document of OpenAPI has the fields of a skill, and an answer for every kind of entry."""
    responses = {str(code): response for code, response in document["paths"][address]["get"]["responses"].items()}
    entry = responses["200"]["content"]["application/json"]["schema"]
    skill = document["components"]["schemas"]["SkillDict"]

    assert SkillDict.__annotations__.keys() == skill["properties"].keys()
    assert SkillDict.__required_keys__ == set(skill["required"])
    assert "string" == skill["properties"]["category"]["type"]
    assert "#/components/schemas/SourceDict" == skill["properties"]["sources"]["items"]["$ref"]
    assert {f"#/components/schemas/{type(entry).__name__}Dict" for entry in ENTRIES} == {
        one["$ref"] for one in entry.get("anyOf") or entry["oneOf"]
    }


def test_fastapi():
    """FastAPI takes the type from the annotation."""
    app = fastapi.FastAPI()

    @app.get("/entries/{ref}")
    def entry(ref: str) -> EntryDict:
        return mlc.to_dict(GUIDE[ref])

    _assert_describes(app.openapi(), "/entries/{ref}")
    for found in GUIDE:
        assert mlc.to_dict(found) == _answer(app, f"/entries/{found.ref}")


def test_litestar():
    """Litestar takes the type from the annotation."""

    @litestar.get("/entries/{ref:str}", sync_to_thread=False)
    def entry(ref: FromPath[str]) -> EntryDict:
        return mlc.to_dict(GUIDE[ref])

    app = litestar.Litestar([entry])

    _assert_describes(app.openapi_schema.to_schema(), "/entries/{ref}")
    for found in GUIDE:
        assert mlc.to_dict(found) == _answer(app, f"/entries/{found.ref}")


def test_django_ninja():
    """django-ninja takes the type as the response."""
    if not settings.configured:
        settings.configure(TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}])
        django.setup()
    from ninja import NinjaAPI

    api = NinjaAPI()

    @api.get("/entries/{ref}", response=EntryDict)
    def entry(request, ref: str):  # noqa: ARG001 - django-ninja passes it by name
        return mlc.to_dict(GUIDE[ref])

    urls = (path("", api.urls),)

    _assert_describes(api.get_openapi_schema(path_prefix="/"), "/entries/{ref}")
    for found in GUIDE:
        match = resolve(f"/entries/{found.ref}", urls)
        answer = match.func(RequestFactory().get("/"), **match.kwargs)
        assert mlc.to_dict(found) == json.loads(answer.content)


def test_msgspec():
    """A schema of each type is made by msgspec, which also checks the data of each."""
    for found in (GUIDE, *ENTRIES):
        data = mlc.to_dict(found)
        type_ = getattr(types, f"{type(found).__name__}Dict")
        schema = msgspec.json.schema(type_)["$defs"][type_.__name__]

        assert data == msgspec.json.decode(msgspec.json.encode(data), type=type_)
        assert (type_.__annotations__.keys(), type_.__required_keys__) == (
            schema["properties"].keys(),
            set(schema["required"]),
        )
        with pytest.raises(msgspec.ValidationError, match="id"):
            msgspec.convert({**data, "id": 7}, type_)
