"""A directive that shows the guide (``career``) or a collection (``career stages``)."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

import mlcareer_content as mlc


class Career(Directive):
    """The guide or a collection as HTML."""

    optional_arguments = 1
    option_spec: ClassVar = {}

    def run(self) -> list[nodes.Node]:
        """Return the HTML of the guide, or of the collection that the argument names."""
        guide = mlc.load()
        item = getattr(guide, self.arguments[0]) if self.arguments else guide
        return [nodes.raw("", mlc.render(item, "html"), format="html")]


def _write_stylesheet(app: Sphinx, _error: Exception | None) -> None:
    folder = Path(app.outdir, "_static")
    folder.mkdir(exist_ok=True)
    folder.joinpath("guide.css").write_text(mlc.render(mlc.load(), "css"), "utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Set up the extension; Sphinx calls this."""
    app.add_directive("career", Career)
    app.connect("build-finished", _write_stylesheet)
    return {"parallel_read_safe": True}
