"""Where things are: in the repository, in what is installed, or, as in a release check, without the source."""

from pathlib import Path

import pytest

import mlcareer_content as mlc

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "mlcareer_content"
PACKAGE = Path(mlc.__file__).parent

#: Where `mlcareer-content diff` reads the present snapshot.
TREE = ROOT if SOURCE.is_dir() else PACKAGE

needs_source = pytest.mark.skipif(not SOURCE.is_dir(), reason="the source is out of reach, as in a release check")
