"""The version number, which stands in `__init__.py` alone, and what has to agree with it."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

from .changelog import UNRELEASED, sections
from .checks import CheckError, refuse

_INIT = "src/mlcareer_content/__init__.py"
_CITED = re.compile(r"^version: *[\"']?([^\"'\s]+)", re.MULTILINE)


def version_of(tree: Path) -> str:
    """The literal `__version__` of a tree.

    Raises:
        CheckError: There is none, or more than one.
    """
    body = ast.parse((tree / _INIT).read_text("utf-8")).body
    found = [
        node.value.value
        for node in body
        if isinstance(node, ast.Assign)
        and [target.id for target in node.targets if isinstance(target, ast.Name)] == ["__version__"]
        and isinstance(node.value, ast.Constant)
    ]
    if len(found) != 1 or not isinstance(found[0], str):
        raise CheckError(f"{_INIT} has to assign a literal to __version__, once.")
    return found[0]


def check_version(tree: Path, tag: str | None) -> str:
    """The tag, the changelog and the citation agree with `__version__`.

    Args:
        tree: The checkout.
        tag: The tag that HEAD is to have; without it, the one that it has.
    """
    version = version_of(tree)
    tags = [tag] if tag else _tags(tree)
    refuse([*_tag_failures(version, tags, tree), *_changelog_failures(version, tree, tagged=bool(tags))])
    refuse(_citation_failures(version, tree))
    return f"{version}, tag {tags[0]}" if tags else f"{version}, not tagged: the changelog may still say {UNRELEASED}"


def _git(tree: Path, *arguments: str) -> str:
    """What git prints; nothing where there is no git, or no repository, as in an unpacked sdist."""
    if not (tree / ".git").exists():
        return ""
    try:
        done = subprocess.run(["git", "-C", tree, *arguments], capture_output=True, encoding="utf-8", check=False)  # noqa: S607
    except OSError:
        return ""
    return done.stdout


def _tags(tree: Path) -> list[str]:
    return [tag for tag in _git(tree, "tag", "--points-at", "HEAD").split() if re.match(r"v\d", tag)]


def _tag_failures(version: str, tags: list[str], tree: Path) -> list[str]:
    failures = [f"The tag {tag} is not v{version}, as {_INIT} has it." for tag in tags if tag != f"v{version}"]
    changed = _git(tree, "status", "--porcelain").splitlines() if tags else []
    if changed:
        others = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        failures.append(f"What is there is not what is tagged: {changed[0][3:]}{others} differs from the commit.")
    return failures


def _changelog_failures(version: str, tree: Path, *, tagged: bool) -> list[str]:
    found = sections(tree)
    if not found:
        return ["CHANGELOG.md has no section."]
    newest = found[0]
    if newest.version == UNRELEASED and not tagged:
        return []
    if newest.version != version:
        return [f"The newest section of CHANGELOG.md is {newest.version}, not {version}."]
    if newest.date is None:
        return [f"The section {version} of CHANGELOG.md has no date behind its heading."]
    return [] if newest.body else [f"The section {version} of CHANGELOG.md is empty."]


def _citation_failures(version: str, tree: Path) -> list[str]:
    path = tree / "CITATION.cff"
    cited = _CITED.search(path.read_text("utf-8")) if path.exists() else None
    if cited is None or cited[1] == version:
        return []
    return [f"CITATION.cff cites version {cited[1]}, not {version}: remove it there, it needs none."]
