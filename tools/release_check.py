"""Check everything that has to hold before a version is published, and rehearse publishing it.

python tools/release_check.py               checks the tree
python tools/release_check.py --tag v1.2.3  checks it as if HEAD had that tag
python tools/release_check.py --dist dist   checks what lies there too; if nothing does, puts there what was checked
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from release.builds import build, check_given, check_reproducible, digest, put
from release.checks import CheckError, Release
from release.distributions import check_metadata, check_record, check_repository
from release.installing import check_core, check_tests
from release.rehearsal import check_rehearsal
from release.versions import check_version, version_of

TREE = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run the checks, and say what was seen; the exit code."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="release-check-") as scratch:
        results = [_told("version", lambda: check_version(TREE, options.tag))]
        release = _built(Path(scratch).resolve())
        results.append(release is not None)
        if release:
            results += [_told(name, check) for name, check in _checks(release, options).items()]
            _close(release, options, passed=all(results))
    print(f"{results.count(True)} checks passed, {results.count(False)} failed")
    return 0 if all(results) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="release_check", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tag", metavar="TAG", help="the tag that HEAD is going to have")
    parser.add_argument("--dist", metavar="FOLDER", type=Path, help="where the distributions lie, or are put")
    parser.add_argument("--without-tests", action="store_true", help="leave the test suite out; not for a release")
    return parser.parse_args()


def _built(scratch: Path) -> Release | None:
    release = None

    def check() -> str:
        nonlocal release
        release = build(TREE, version_of(TREE), scratch)
        return f"{release.wheel.name} and {release.sdist.name}"

    _told("build", check)
    return release


def _checks(release: Release, options: argparse.Namespace) -> dict[str, Callable[[], str]]:
    dist: Path | None = options.dist
    checks: dict[str, Callable[[], str]] = {}
    if dist:
        dist.mkdir(parents=True, exist_ok=True)
        checks["given"] = lambda: check_given(release, dist)
    checks |= {
        "reproducible": lambda: check_reproducible(release),
        "record": lambda: check_record(release.wheel),
        "metadata": lambda: check_metadata(release),
        "repository": lambda: check_repository(release),
        "core": lambda: check_core(release),
    }
    if not options.without_tests:
        checks["tests"] = lambda: check_tests(release)
    return checks | {"rehearsal": lambda: check_rehearsal(release)}


def _told(name: str, check: Callable[[], str]) -> bool:
    """Whether a check passes, of which a line tells."""
    started = time.monotonic()
    try:
        seen = check()
    except CheckError as error:
        print(*(f"FAILED {name}: {failure}" for failure in error.failures), sep="\n", flush=True)
        return False
    print(f"passed {name}: {seen} ({time.monotonic() - started:.1f} s)", flush=True)
    return True


def _close(release: Release, options: argparse.Namespace, *, passed: bool) -> None:
    """Say by what the distributions are known, and put them where they are wanted."""
    for path in (release.wheel, release.sdist):
        print(f"sha256 {digest(path)}  {path.name}")
    if passed and options.dist:
        put(release, options.dist)


if __name__ == "__main__":
    sys.exit(main())
