"""The guide as an API of your own: `uvicorn fastapi_app:app`; its documentation is at /docs."""

from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse

import mlcareer_content as mlc
from mlcareer_content.types import EntryDict

guide = mlc.load()
ETAG = f'"{guide.digest}"'  # every answer follows from the guide and the URL


def cache(response: Response, if_none_match: Annotated[str, Header()] = "") -> None:
    """Answer 304 if the client has an answer from the same guide."""
    if ETAG in if_none_match:
        raise HTTPException(304, headers={"ETag": ETAG})
    response.headers["ETag"] = ETAG


app = FastAPI(title=guide.title, version=guide.version, dependencies=[Depends(cache)])


@app.exception_handler(mlc.NotFoundError)
def not_found(_: Request, error: mlc.NotFoundError) -> JSONResponse:
    """Answer 404, with near matches, for what the guide does not have."""
    return JSONResponse({"detail": str(error)}, 404)


@app.get("/entries")
def entries(kind: str | None = None) -> list[dict[str, str]]:
    """Return the ref and the label of every entry, or of the entries of one kind."""
    return [{"ref": entry.ref, "label": entry.label} for entry in guide if kind in (None, entry.kind)]


@app.get("/entries/{ref}")
def entry(ref: str) -> EntryDict:
    """Return an entry as plain data, whose fields the documentation describes for every kind."""
    return mlc.to_dict(guide[ref])


@app.get("/entries/{ref}/backlinks")
def backlinks(ref: str) -> list[str]:
    """Return the refs of the entries that refer to an entry or mention it."""
    return [other.ref for other in guide.backlinks(ref)]


@app.get("/search")
def search(q: str, limit: Annotated[int, Query(ge=1, le=20)] = 5) -> list[dict[str, Any]]:
    """Return the entries that answer a question best, each with a snippet of its text."""
    hits = guide.search(q, limit=limit)
    return [{"ref": h.entry.ref, "label": h.entry.label, "snippet": h.snippet, "ranges": h.ranges} for h in hits]


@app.get("/schemas/{kind}")
def schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind."""
    return mlc.schema(kind)
