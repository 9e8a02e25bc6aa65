"""The shipped templates of the site, and Jinja2, which fills them in."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Any

from attrs import frozen

from .. import _package_data
from .._markup import Markup, text
from .._render._credit import deed, origin
from .._render._facts import title
from ..exceptions import ContentError
from ..guide import Guide
from ._address import ID_PREFIX, anchor, entry_document, stage_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from jinja2 import Environment

_FORBIDDEN = (
    "connect-src",
    "font-src",
    "media-src",
    "object-src",
    "frame-src",
    "worker-src",
    "base-uri",
    "form-action",
)


@frozen(kw_only=True)
class Page:
    """What every template is told of the page that it makes.

    Attributes:
        path: The path of the page within the site.
        title: What it is called.
        description: What it tells, in a sentence or two.
        top: What leads from it to the top of the site.
        url: Its address, where that is known.
        json_ld: What it tells to machines, as documents of JSON-LD.
    """

    path: str
    title: str
    description: str
    top: str
    url: str | None
    json_ld: tuple[str, ...]


def written(template: str, guide: Guide, page: Page, **content: Any) -> str:
    """The HTML of a page.

    Args:
        template: The name of the template.
        guide: The guide of the site.
        page: The page.
        content: What else the template asks for.

    Raises:
        ContentError: Jinja2 is not installed.
    """
    facts = {"origin": origin(guide), "deed": deed(guide), "policy": _policy(page)}
    return _environment().get_template(template).render(guide=guide, page=page, **facts, **content)


def _policy(page: Page) -> Markup:
    """The Content-Security-Policy of a page: nothing runs, nothing is embedded, nothing is sent.

    Styles and images are not in it: in a file that is opened from a disk, `'self'` stands for nothing.
    """
    # Browsers ask no policy about JSON-LD, which is data; checkers of HTML do.
    digests = (b64encode(sha256(document.encode()).digest()).decode() for document in page.json_ld)
    scripts = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    return Markup("; ".join((f"script-src {scripts}", *(f"{name} 'none'" for name in _FORBIDDEN))))


@cache
def _environment() -> Environment:
    try:
        from jinja2 import Environment, FunctionLoader, StrictUndefined
    except ModuleNotFoundError as error:
        cure = 'install it: python -m pip install "mlcareer-content[site]"'
        raise ContentError(f"to export a site takes Jinja2, which is not installed; {cure}") from error
    environment = Environment(
        loader=FunctionLoader(lambda name: _package_data.read(f"templates/{name}").decode()),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=text,  # which escapes what is no markup, and takes out what HTML forbids
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    addresses = {"ID_PREFIX": ID_PREFIX, "anchor": anchor, "entry_document": entry_document, "stage_page": stage_page}
    environment.globals |= addresses | {"heading": title}
    return environment
