"""The stylesheet for what the other modules write, as it is shipped."""

from __future__ import annotations

from .. import _package_data
from .._markup import Markup
from ._options import Options, Renderable


def render_css(_item: Renderable, _options: Options) -> Markup:
    """The stylesheet, the same whatever is rendered."""
    return Markup(_package_data.read("styles/mlcareer-content.css").decode())
