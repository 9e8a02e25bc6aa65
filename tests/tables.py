"""Tests of a table: one test that names every row that fails."""

import functools
import inspect

import pytest


def each_row(names, rows):
    """Decorate a test to run once for each row of a table, as one test that reports all rows that fail.

    Args:
        names: The parameters that a row gives values for, as in `pytest.mark.parametrize`.
        rows: The rows: tuples, or single values for a single parameter.
    """
    names = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    table = [(row,) if len(names) == 1 else tuple(row) for row in rows]

    def decorate(test):
        signature = inspect.signature(test)
        fixtures = [parameter for name, parameter in signature.parameters.items() if name not in names]

        @functools.wraps(test)
        def run_rows(**values):
            # An empty table would pass without testing anything.
            assert table
            failures = []
            for row in table:
                try:
                    test(**values, **dict(zip(names, row, strict=True)))
                except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - whatever a row raises is reported
                    failures.append(_failure(row, error))
            if failures:
                raise ExceptionGroup(f"{len(failures)} of {len(table)} rows failed", failures)

        # pytest takes the names of fixtures from the signature.
        run_rows.__signature__ = signature.replace(parameters=fixtures)
        return run_rows

    return decorate


def _failure(row, error):
    failure = error if isinstance(error, Exception) else AssertionError(str(error))
    failure.add_note(f"in the row {ascii(row)[:300]}")
    return failure
