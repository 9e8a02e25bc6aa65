"""The guide in a Flask application, with a page for each entry: `flask --app flask_app run`."""

from datetime import date
from typing import Any

from flask import Flask, Response, abort, redirect, render_template_string, request, url_for

import mlcareer_content as mlc

PAGE = """<!doctype html>
<html lang="{{ guide.language }}">
<meta charset="utf-8"><title>{{ title }}</title>
<link rel="stylesheet" href="{{ url_for('stylesheet') }}">
<form action="{{ url_for('search') }}"><input name="q" aria-label="Question"> <button>Search</button></form>
<main>{{ content }}</main>
"""

app = Flask(__name__)
guide = mlc.load()


def page(title: str, item: Any) -> str:
    """Return a page with a part of the guide; the library reads no clock, so the application passes the date."""
    content = mlc.render(item, "html", heading_level=1, as_of=date.today(), link=address)
    return render_template_string(PAGE, guide=guide, title=title, content=content)


def address(entry: Any) -> str:
    """Return the URL of the page of an entry."""
    return url_for("entry", ref=entry.ref)


@app.get("/")
def index() -> str:
    """Show the whole guide."""
    return page(guide.title, guide)


@app.get("/<ref>")
def entry(ref: str) -> Any:
    """Show one entry, or redirect from its former id."""
    try:
        found = guide[ref]
    except mlc.NotFoundError:
        abort(404)
    return page(found.label, found) if found.ref == ref else redirect(address(found), 301)


@app.get("/search")
def search() -> str:
    """Show the best answers to a question."""
    question = request.args.get("q", "")
    return page(f"Search: {question}", guide.search(question, limit=5))


@app.get("/guide.css")
def stylesheet() -> Response:
    """Serve the stylesheet."""
    return Response(mlc.render(guide, "css"), mimetype="text/css")
