"""The documentation: `nox -s docs`."""

from __future__ import annotations

import sys
from pathlib import Path

from pygments.lexers import JsonLexer
from sphinx.application import Sphinx

import mlcareer_content

sys.path[:0] = [str(Path(__file__).parent / "_ext"), str(Path(__file__).parent.parent / "tools")]

project = "mlcareer-content"
author = "The mlcareer-content maintainers"
project_copyright = author
release = version = mlcareer_content.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "career"]
exclude_patterns = ["_build", "browser"]
nitpicky = True
# The standard library and type variables have no page here, and no other inventory is fetched.
nitpick_ignore_regex = [
    (
        "py:class",
        r"(datetime\.|collections\.abc\.)?(date|Callable|Executor|Iterable|Location|Mapping|Traversable|.*\.EntryT(_co)?)",
    ),
    ("py:class", r"mlcareer_content\.types\.\w+Fields"),  # as `Dict`, which is described, without the kind
]
suppress_warnings = ["misc.highlighting_failure"]  # examples with intentional mistakes

html_theme = "furo"
html_title = f"mlcareer-content {release}"
html_css_files = ["guide.css"]
html_static_path: list[str] = []

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "both"
autodoc_typehints_format = "short"
autodoc_typehints_description_target = "documented_params"
autodoc_preserve_defaults = True
napoleon_use_ivar = True


def setup(app: Sphinx) -> None:
    """Set up the extension; Sphinx calls this."""
    app.add_lexer("jsonl", JsonLexer)
    app.connect("builder-inited", _write_problem_pages)


def _write_problem_pages(app: Sphinx) -> None:
    from problem_pages import write  # in tools/, which is on the path now

    write(Path(app.srcdir, "problems"))
