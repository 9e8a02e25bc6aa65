"""The files of a package for another guide, which is complete: it can be built, installed and loaded as it is."""

from __future__ import annotations

import keyword
import re
import sys

from . import __version__, _package_data
from ._limits import MAX_SUGGESTED_ID_LENGTH

#: The path of each file in the new package, and its name in the folder of skeletons.
_FILES = {
    "README.md": "README.txt",
    "LICENSE": "license.txt",
    "LICENSE-CONTENT": "license-content.txt",
    "pyproject.toml": "pyproject.txt",
    ".gitignore": "gitignore.txt",
    ".github/workflows/tests.yml": "workflow.txt",
    "src/acme_guide/__init__.py": "init.txt",
    **{
        f"src/acme_guide/content/{kind}.json": f"{kind}.json"
        for kind in ("guide", "article", "stages", "faq", "skills", "roles")
    },
    "tests/test_guide.py": "test_guide.txt",
}
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")  # as the id of an entry
_PLACEHOLDER, _MODULE_PLACEHOLDER = "acme-guide", "acme_guide"


def is_package_name(name: str) -> bool:
    """Whether a package can have this name: words joined by hyphens, whose module replaces no other."""
    module = name.replace("-", "_")
    taken = keyword.iskeyword(module) or module in sys.stdlib_module_names or module in {__package__, "tests"}
    return bool(_NAME.fullmatch(name)) and len(name) <= MAX_SUGGESTED_ID_LENGTH and not taken


def package_files(name: str) -> dict[str, bytes]:
    """The content of every file of a new package, by its path within it."""

    def named(text: str) -> str:
        text = text.replace(_PLACEHOLDER, name).replace(_MODULE_PLACEHOLDER, name.replace("-", "_"))
        return text.replace("MINIMUM_VERSION", __version__)

    return {
        named(path): named(_package_data.read_bytes(f"skeletons/{skeleton}").decode()).encode()
        for path, skeleton in _FILES.items()
    }
