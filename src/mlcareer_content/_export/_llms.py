"""The site for language models, in the form of llmstxt.org: a title, a summary, and lists of links."""

from __future__ import annotations

from collections.abc import Iterator

from .._render._credit import credit
from .._render._facts import title
from .._render._inline import heading, link, paragraph, plain
from ..guide import Guide
from ..model import Prose
from ._address import address, stage_page


def llms_text(guide: Guide, top: str) -> str:
    """The file `llms.txt` of a guide.

    Args:
        guide: The guide.
        top: What addresses begin with.
    """
    return "\n".join(_lines(guide, top)) + "\n"


def _lines(guide: Guide, top: str) -> Iterator[str]:
    yield heading(_plain(guide.title), 1)
    yield f"\n> {paragraph(_summary(guide.article.lead))}"
    yield f"\n{paragraph(_plain(credit(guide)))} Edition {_plain(guide.version)}."
    yield "\n## Guide\n"
    yield _link("The whole guide", f"{top}index.html", "article, stages, questions and glossary on one page")
    yield _link("The whole guide as Markdown", f"{top}guide.md", "the same, without the marks of HTML")
    yield _link("The whole guide as JSON", f"{top}guide.json", "every entry with its references, as one document")
    if guide.stages:
        yield "\n## Stages\n"
        yield from (_link(stage.title, top + stage_page(stage), stage.summary.text) for stage in guide.stages)
    if guide.faq:
        yield f"\n{heading(_plain(title(guide, 'faq')), 2)}\n"
        yield from (_link(question.question, top + address(question)) for question in guide.faq)
    yield "\n## Optional\n"
    yield _link("Glossary", f"{top}glossary.html", "skills, roles, credentials and resources")


def _summary(prose: Prose) -> str:
    """The first paragraph of a text, on one line."""
    return _plain(prose.text.split("\n\n", 1)[0])


def _link(label: str, address: str, notes: str = "") -> str:
    return f"- {link(_plain(label), address)}" + (f": {_plain(notes)}" if notes else "")


def _plain(text: str) -> str:
    """A text on one line, none of whose characters is markup."""
    return plain(" ".join(text.split()))
