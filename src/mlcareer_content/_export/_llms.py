"""The site for language models, in the form of llmstxt.org: a title, a summary, and lists of links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._characters import printable
from .._render._credit import credit
from .._render._facts import title
from ..guide import Guide
from ..model import Prose
from ._address import address, stage_page

_MARKUP = re.compile(r"([\\`*_\[\]<>&#~|])")


def llms_text(guide: Guide, top: str) -> str:
    """The file `llms.txt` of a guide.

    Args:
        guide: The guide.
        top: What addresses begin with.
    """
    return "\n".join(_lines(guide, top)) + "\n"


def _lines(guide: Guide, top: str) -> Iterator[str]:
    yield f"# {_plain(guide.title)}"
    yield f"\n> {summary(guide.article.lead)}"
    yield f"\n{_plain(credit(guide))} Edition {_plain(guide.version)}."
    yield "\n## Guide\n"
    yield _link("The whole guide", f"{top}index.html", "article, stages, questions and glossary on one page")
    yield _link("The whole guide as Markdown", f"{top}guide.md", "the same, without the marks of HTML")
    yield _link("The whole guide as JSON", f"{top}guide.json", "every entry with its references, as one document")
    if guide.stages:
        yield "\n## Stages\n"
        yield from (_link(stage.title, top + stage_page(stage), stage.summary.text) for stage in guide.stages)
    if guide.faq:
        yield f"\n## {_plain(title(guide, 'faq'))}\n"
        yield from (_link(question.question, top + address(question)) for question in guide.faq)
    yield "\n## Optional\n"
    yield _link("Glossary", f"{top}glossary.html", "skills, roles, credentials and resources")


def summary(prose: Prose) -> str:
    """The first paragraph of a text, on one line."""
    return _plain(prose.text.split("\n\n", 1)[0])


def _link(label: str, address: str, notes: str = "") -> str:
    return f"- [{_plain(label)}]({address})" + (f": {_plain(notes)}" if notes else "")


def _plain(text: str) -> str:
    """A text on one line, with a backslash before what Markdown would take for its own."""
    return _MARKUP.sub(r"\\\1", " ".join(printable(text).split()))
