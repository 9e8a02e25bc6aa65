"""The guide as pages of a Sphinx site: `sphinx-build sphinx build`."""

from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

import mlcareer_content as mlc

project = "Careers"
html_theme = "basic"
html_css_files = ["guide.css"]
guide = mlc.load()


class Career(Directive):
    """`.. career:: stage:entry-level`: an entry, a collection such as `faq`, or without a name the whole guide."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The HTML; what is not there is an error of the page that asks for it."""
        ref = self.arguments[0] if self.arguments else None
        try:
            item = guide if ref is None else guide[ref] if ":" in ref else getattr(guide, ref)
        except (AttributeError, mlc.NotFoundError) as error:
            raise self.error(f"career: {error}") from error
        return [nodes.raw("", mlc.render(item, "html", link=page), format="html")]


def page(entry: object) -> str | None:
    """Where an entry has a page of this site; here only the stages have one, all of them the same."""
    return f"stages.html#mlc-{entry.kind}-{entry.id}" if getattr(entry, "kind", None) == "stage" else None


def write_stylesheet(app: Sphinx, _error: Exception | None) -> None:
    """Put the stylesheet beside those of the theme."""
    Path(app.outdir, "_static").mkdir(exist_ok=True)
    Path(app.outdir, "_static", "guide.css").write_text(mlc.render(guide, "css"), "utf-8")


def setup(app: Sphinx) -> None:
    """Called by Sphinx."""
    app.add_directive("career", Career)
    app.connect("build-finished", write_stylesheet)
