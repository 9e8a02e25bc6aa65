"""The documentation: `nox -s docs`."""

from __future__ import annotations

import sys
from pathlib import Path

import mlcareer_content

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "mlcareer-content"
author = "The mlcareer-content maintainers"
project_copyright = author
release = version = mlcareer_content.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.intersphinx", "sphinx.ext.napoleon", "career"]
exclude_patterns = ["browser"]
nitpicky = True
html_theme = "furo"
html_title = f"mlcareer-content {release}"
html_css_files = ["guide.css"]
html_static_path: list[str] = []

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
