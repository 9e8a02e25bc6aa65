"""Near matches, as errors of look-ups give them."""

import pytest

import mlcareer_content as mlc
from mlcareer_content.model import Prose, Skill

from .categories import FIELD
from .tables import each_row


def _collection(ids):
    return mlc.Collection(
        "skills", tuple(Skill(id=id, name=id, category=FIELD, description=Prose(("A.",))) for id in ids)
    )


def _near(id, collection):
    with pytest.raises(mlc.NotFoundError) as caught:
        collection[id]
    return caught.value


SKILLS = _collection(("python", "pytorch", "statistics", "machine-learning", "Question"))


@each_row(
    ("id", "near"),
    [
        ("pyhton", ("python",)),
        ("PYTORHC", ("pytorch",)),
        ("pythorch", ("pytorch", "python")),
        ("question", ("Question",)),
        ("machine_learning", ("machine-learning",)),
        ("statistcs", ("statistics",)),
        ("zzz", ()),
        ("", ()),
    ],
)
def test_near_ids_are_found(id, near):
    """Ids that are nearly the same are suggested, the nearest first, in any case."""
    assert near == _near(id, SKILLS).near


def test_three_ids_are_suggested_at_most():
    """A long list of suggestions does not help."""
    assert len(_near("name", _collection(f"name{number}" for number in range(10))).near) == 3


def test_a_very_long_id_is_cut():
    """The message repeats at most a hundred characters of the id."""
    message = str(_near("x" * 1_000_000, SKILLS))

    assert "x" * 100 in message
    assert "x" * 101 not in message
