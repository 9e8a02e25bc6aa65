"""A headless Chromium, and a server for the pages it looks at."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

ARGUMENTS = (
    "--headless",
    "--no-sandbox",  # which needs more rights than a container has; the pages are our own
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def lacking(what: str) -> None:
    """Skip a test for want of a program; where everything must run, fail."""
    message = f"{what} is not on this machine"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def chromium(*arguments: str) -> Iterator[Chrome]:
    """A browser of its own, with a fresh profile; it can reach this machine and nothing else."""
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService  # which is not there for Pyodide

    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    driver = shutil.which("chromedriver")
    if not (program and driver):
        lacking("Chromium with its driver (on Debian, the packages chromium and chromium-driver)")
    options = ChromeOptions()
    options.binary_location = program
    for argument in (*ARGUMENTS, *arguments):
        options.add_argument(argument)
    browser = Chrome(options, ChromeService(driver))
    try:
        yield browser
    finally:
        browser.quit()


@contextmanager
def serving(folder: Path, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address at which the files of a folder are served, each with some headers."""

    class Handler(SimpleHTTPRequestHandler):
        extensions_map = SimpleHTTPRequestHandler.extensions_map | {
            ".mjs": "text/javascript",
            ".wasm": "application/wasm",
        }

        def end_headers(self):
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def requested(log: Path, page: str) -> set[str]:
    """Every address that a page and its workers asked for, by what the browser wrote with ``--log-net-log``.

    The browser has errands of its own, of which the log says that no page began them.
    """
    logged = json.loads(log.read_text("utf-8"))
    start = logged["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    requests = (event.get("params", {}) for event in logged["events"] if event["type"] == start)
    return {request["url"] for request in requests if request.get("initiator") == page.rstrip("/")}
