"""Near matches."""

from mlcareer_content._suggest import near, not_found

from .tables import each_row

NAMES = ("python", "pytorch", "statistics", "machine-learning", "Question")


@each_row(
    ("name", "meant"),
    [
        ("pyhton", ("python",)),
        ("PYTORHC", ("pytorch",)),
        ("pythorch", ("pytorch", "python")),
        ("question", ("Question",)),
        ("machine_learning", ("machine-learning",)),
        ("zzz", ()),
        ("", ()),
    ],
)
def test_near_names_are_found(name, meant):
    """What is nearly the name is found, the nearest first, whatever its case."""
    assert meant == near(name, NAMES)


def test_no_more_than_three_are_named():
    """A long list of suggestions is no suggestion."""
    assert len(near("name", [f"name{number}" for number in range(10)])) == 3


def test_a_very_long_name_is_cut():
    """The sentence repeats no more than a hundred characters of what was asked for."""
    error = not_found("entry", "x" * 1_000_000, NAMES)

    assert f"there is no entry '{'x' * 100}'" == str(error)


def test_the_error_carries_what_is_near():
    """The error for a miss knows its near matches."""
    assert not_found("skill", "statistcs", iter(NAMES)).near == ("statistics",)
