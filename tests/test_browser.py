"""The page in docs/browser, in a real browser: the wheel runs there, and asks for nothing from elsewhere."""

import re
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

import mlcareer_content as mlc

from .browser import chromium, lacking, requested, screen, serving, too_wide

ROOT = Path(__file__).parent.parent
PATIENCE = 120  # seconds


@pytest.fixture(scope="module")
def page(wheel, tmp_path_factory):
    """The address of the page; its policy comes as a header too, so that it binds the worker."""
    if shutil.which("npm") is None:
        lacking("npm")
    folder = tmp_path_factory.mktemp("browser") / "page"
    subprocess.run([sys.executable, ROOT / "tools" / "browser_page.py", "page", folder, wheel], check=True)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', (folder / "index.html").read_text("utf-8"))[1]
    with serving(folder, {"Content-Security-Policy": policy}) as address:
        yield address


@pytest.fixture(scope="module")
def opened(browser, page):
    """The browser, once Python has started in the page."""
    browser.get(page)
    _wait(browser, "The guide is ready")
    return browser


def _wait(browser, count):
    """Wait until the page says how many entries there are."""
    WebDriverWait(browser, PATIENCE, 0.05).until(lambda _: browser.find_element(By.ID, "count").text == count)


def _type(browser, text):
    field = browser.find_element(By.ID, "query")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(text)


def test_hits_are_rendered_while_somebody_types(opened):
    """What is typed is searched for, and the best hit is shown in full, with the stylesheet of the package."""

    _type(opened, "doctorate")
    _wait(opened, f"{len(mlc.load().search('doctorate'))} entries found")
    first, second, *_ = opened.find_elements(By.CSS_SELECTOR, "#hits > li")
    facts = first.find_element(By.CSS_SELECTOR, ".mlc-entry.mlc-credential .mlc-fact")

    assert "Doctoral degree" == first.find_element(By.TAG_NAME, "h2").text
    assert second.find_elements(By.TAG_NAME, "mark")
    assert "grid" == facts.value_of_css_property("display")


@pytest.mark.parametrize(
    ("query", "count"),
    [("zzzzzz", "No entries found"), ("<b>&\"'\\", "No entries found"), (Keys.DELETE, "The guide is ready")],
)
def test_the_number_of_hits_is_told(opened, query, count):
    """The number is told in a live region, whatever is typed."""

    _type(opened, query)
    _wait(opened, count)

    assert "status" == opened.find_element(By.ID, "count").aria_role
    assert not opened.find_elements(By.CSS_SELECTOR, "#hits > li")


def test_mentions_lead_to_entries_by_keyboard(opened):
    """A link in an entry shows the entry that it names, takes the focus there, and leads back."""

    _type(opened, "entry level")
    WebDriverWait(opened, PATIENCE).until(lambda _: opened.find_elements(By.CSS_SELECTOR, "#hits a[href^='#role']"))
    opened.find_element(By.CSS_SELECTOR, "#hits details[open] a[href='#role:data-scientist']").send_keys(Keys.ENTER)
    _wait(opened, "One entry")

    assert "role\nData scientist" == opened.switch_to.active_element.text

    opened.back()
    WebDriverWait(opened, PATIENCE).until(lambda _: "found" in opened.find_element(By.ID, "count").text)

    assert "entry level" == opened.find_element(By.ID, "query").get_property("value")


def test_an_address_without_an_entry_says_so(opened, page):
    """An address that names no entry is told, and nothing fails."""

    opened.get_log("browser")  # what was logged before, on other pages too, is let go
    opened.get(f"{page}#skill:%3Cb%3E%")
    _wait(opened, "There is no entry skill:%3Cb%3E%")

    assert [] == opened.get_log("browser")


@pytest.mark.parametrize(
    ("query", "count"), [("", "The guide is ready"), ("first job", "10 entries found"), ("zzzzzz", "No entries found")]
)
def test_axe_finds_no_violation(opened, violations, query, count):
    """On any screen no rule of axe-core is violated, and nothing is scrolled sideways, with entries closed and open."""
    found = {}
    opened.execute_script("document.activeElement.blur(); location.hash = `q=${arguments[0]}`", query)
    _wait(opened, count)
    for opening, width, scheme in product((False, True), (320, 768, 1440), ("light", "dark")):
        script = "for (const one of document.querySelectorAll('details')) one.open = arguments[0]"
        opened.execute_script(script, opening)
        with screen(opened, width, prefers_color_scheme=scheme):
            told = violations(opened) + ["too wide"] * (too_wide(opened) > 0)
        found.setdefault("\n".join(told), []).append(f"{width} px, {scheme}")

    assert [""] == list(found)


def test_nothing_is_asked_of_another_origin(page, tmp_path):
    """The browser's own log of the network names no other origin, though it would."""

    log = tmp_path / "network.json"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("<script src='//elsewhere.example/'></script>", "utf-8")
    with chromium(f"--log-net-log={log}") as browser, serving(elsewhere) as other:
        browser.get(page)
        _wait(browser, "The guide is ready")
        _type(browser, "python")
        _wait(browser, f"{len(mlc.load().search('python'))} entries found")
        browser.get(other)
    addresses = requested(log, page)

    assert f"{page}pyodide/pyodide.asm.wasm" in addresses
    assert {address for address in addresses if not address.startswith(page)} == set()
    assert "http://elsewhere.example/" in requested(log, other)
