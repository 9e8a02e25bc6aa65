"""Rendering: HTML for a page."""

import pytest

import mlcareer_content as mlc
from mlcareer_content.model import Prose, Skill

GUIDE = mlc.load()
SKILL = Skill(
    id="bells",
    name="Ringing <bells>",
    category="practice",
    description=Prose(("Pull *gently*, as [ringers](role:ringer) [do](https://example.org/?a=1&b=2).",)),
    url="https://example.org/bells",
)


def test_html_of_a_skill():
    """An entry alone is an article with a heading, its prose and its facts; what is not on the page is plain text."""
    html = """\
<article class="mlc-entry mlc-skill" id="mlc-skill-bells">
<h2 class="mlc-heading">Ringing &lt;bells&gt;</h2>
<p>Pull <em>gently</em>, as ringers <a href="https://example.org/?a=1&amp;b=2">do</a>.</p>
<dl class="mlc-facts">
<div class="mlc-fact"><dt>Page</dt><dd><a href="https://example.org/bells">https://example.org/bells</a></dd></div>
</dl>
</article>"""

    assert html == mlc.render(SKILL, "html")


def test_a_link_of_the_application():
    """The application says where an entry lives, also one that is known by its mention only."""
    html = mlc.render(SKILL, "html", link=lambda entry: f"/{entry.kind}/{entry.id}/")

    assert 'as <a href="/role/ringer/">ringers</a>' in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "java\nscript:x", " javascript:x", "data:text/html,x"])
def test_a_link_is_an_address(address):
    """What a browser would run is refused."""
    with pytest.raises(ValueError, match="role:ringer"):
        mlc.render(SKILL, "html", link=lambda _: address)
