"""Check everything that must hold before a version is published, and rehearse publishing it.

python tools/release_check.py               checks the tree
python tools/release_check.py --tag v1.2.3  checks it as if HEAD had that tag
python tools/release_check.py --dist dist   compares the files in dist, or copies them there if it is empty
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from release import distributions, rehearsal
from release.programs import CheckError
from release.version import check_version, read_version

TREE = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run the checks and print a line for each; return the exit code."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="release-check-") as folder:
        try:
            version = read_version(TREE)
            release = distributions.build(TREE, version, Path(folder).resolve())
        except CheckError as error:
            print(f"FAILED build: {error}")
            return 1
        results = [_passes(name, check) for name, check in _checks(release, options).items()]
        for path in (release.wheel, release.sdist):
            print(f"sha256 {distributions.digest(path)}  {path.name}")
            if options.dist and all(results):
                shutil.copyfile(path, options.dist / path.name)
    print(f"{results.count(True)} checks passed, {results.count(False)} failed")
    return 0 if all(results) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="release_check", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tag", metavar="TAG", help="the tag that HEAD will get")
    parser.add_argument("--dist", metavar="FOLDER", type=Path, help="the folder of the distributions")
    parser.add_argument("--without-tests", action="store_true", help="skip the tests; not for a release")
    return parser.parse_args()


def _checks(release: distributions.Release, options: argparse.Namespace) -> dict[str, Callable[[], str]]:
    checks = {
        "version": lambda: check_version(TREE, release.version, options.tag),
        "reproducible": lambda: distributions.check_reproducible(release),
        "record": lambda: distributions.check_record(release.wheel),
        "metadata": lambda: distributions.check_metadata(release),
        "repository": lambda: distributions.check_repository(release),
        "core": lambda: rehearsal.check_core(release),
    }
    if options.dist:
        options.dist.mkdir(parents=True, exist_ok=True)
        checks["given"] = lambda: distributions.check_given(release, options.dist)
    if not options.without_tests:
        checks["tests"] = lambda: rehearsal.check_tests(release)
    return checks | {"rehearsal": lambda: rehearsal.check_rehearsal(release)}


def _passes(name: str, check: Callable[[], str]) -> bool:
    """Run a check, print its result, and return whether it passed."""
    started = time.monotonic()
    try:
        seen = check()
    except CheckError as error:
        print(*(f"FAILED {name}: {failure}" for failure in error.failures), sep="\n", flush=True)
        return False
    print(f"passed {name}: {seen} ({time.monotonic() - started:.1f} s)", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main())
