"""The decorator for tests of tables."""

import pytest

from .tables import each_row


def test_every_row_that_fails_is_reported():
    """One failure names the rows that failed, and no others."""

    @each_row("number, double", [(1, 2), (2, 5), (3, 6), (4, 9)])
    def doubled(number, double):
        assert number * 2 == double

    with pytest.raises(ExceptionGroup) as caught:
        doubled()

    assert [["in the row (2, 5)"], ["in the row (4, 9)"]] == [error.__notes__ for error in caught.value.exceptions]


def test_rows_are_combined():
    """Two tables give every pair of their rows, and the test keeps its fixtures."""
    found = []

    @each_row("first", "ab")
    @each_row("second", "cd")
    def pairs(first, second, fixture):
        found.append(first + second + fixture)

    pairs(fixture="!")

    assert found == ["ac!", "ad!", "bc!", "bd!"]


def test_an_empty_table_fails():
    """A table without rows would test nothing."""
    with pytest.raises(AssertionError):
        each_row("number", [])(lambda number: number)()
