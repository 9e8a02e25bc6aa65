"""A plugin for pytest where Python is compiled to WebAssembly: what cannot be tested there, and why.

A test that needs a process, a thread or a named pipe is skipped when it asks
for one, so that no list of such tests can be out of date. The others are named
here.
"""

import os
import subprocess
import sys
import threading

import pyrsistent_as_rpds.pure
import pytest

#: The beginnings of the ids of tests, below tests/, and why they are left out.
LEFT_OUT = {
    "test_accessibility.py": "starts a browser",
    "test_browser.py": "starts a browser",
    "test_cli": "is of terminals, signals and processes",
    "test_export": "replaces folders with locks and renames that files in memory do not have",
    "test_snapshots.py": "builds and installs distributions",
    "test_packaging.py": "builds and installs distributions",
    "test_release_check.py": "builds and installs distributions",
    "test_model_and_schema.py": "compares with jsonschema-rs, which has no build for Pyodide",
    "test_render_jsonld.py": "reads with pyld, which asks for lxml",
    "test_reporters.py": "compares with jsonschema-rs",
    "test_schemas.py": "compares validators, most of which are compiled",
    "test_schemas_differential.py": "compares with jsonschema-rs",
    "test_frameworks.py": "starts frameworks, some of which are compiled",
    "test_types.py": "validates with pydantic, which is compiled",
    "test_validation.py": "compares with jsonschema-rs",
    "test_diff_schemas.py": "takes minutes there, and is of schemas alone",
    "test_mutations.py": "takes minutes there, and is of the packaged guide alone",
    "test_guides.py": "builds and installs distributions",
    "test_tutorial_guide_package.py": "builds and installs distributions",
    "test_executors.py": "is of executors: processes, threads, Dask",
    "test_links.py": "is of links, and of processes and threads that meet them",
    "test_selection.py": "is of the command line, also with processes",
    "test_documents_sources.py::test_a_large_file_is_refused_unread": "has a file of 35 TB, and files are in memory",
    "test_documents_sources.py::test_a_name_that_is_not_utf_8_is_read": "has a name that such a file cannot have",
}

# jsonschema asks for rpds, which is compiled, and is content with the same written in Python.
sys.modules["rpds"] = pyrsistent_as_rpds.pure


def _skip(what):
    def skip(*_, **__):
        pytest.skip(f"there are no {what} in WebAssembly")

    return skip


def pytest_configure():
    """Have what there is not skip the test that asks for it."""
    subprocess.Popen.__init__ = _skip("processes")
    threading.Thread.start = _skip("threads")
    os.mkfifo = _skip("named pipes")


def pytest_ignore_collect(collection_path):
    """Leave out the modules that are named above, some of which cannot be imported."""
    if collection_path.is_file() and collection_path.name.startswith(tuple(LEFT_OUT)):
        return True
    return None


def pytest_collection_modifyitems(config, items):
    """Leave out the tests that are named above."""
    left_out = [item for item in items if item.nodeid.removeprefix("tests/").startswith(tuple(LEFT_OUT))]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter):
    """Tell what was left out, and why."""
    terminalreporter.section(f"left out of Python {sys.version.split()[0]} in WebAssembly")
    for name, reason in LEFT_OUT.items():
        terminalreporter.write_line(f"{name}: {reason}")
