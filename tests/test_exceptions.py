"""The errors: their classes, their sentences, and that they survive pickling."""

import copy
import pickle

import pytest

import mlcareer_content as mlc

REPORT = mlc.Report((mlc.Problem(code="MLC101", message="it has no id", file="faq.json", pointer="/entries/0"),))


def test_every_error_is_a_content_error():
    """One `except ContentError` catches all of them."""
    classes = (mlc.InvalidContentError, mlc.NotFoundError)

    assert tuple(issubclass(class_, mlc.ContentError) for class_ in classes) == (True,) * 2


def test_not_found_is_a_key_error():
    """A miss is a KeyError as well, as in every mapping."""
    assert issubclass(mlc.NotFoundError, KeyError)


def test_not_found_names_what_is_near():
    """The sentence of a miss ends in the names that may have been meant."""
    error = mlc.NotFoundError("there is no entry 'skill:pyton'", ("skill:python", "skill:pytorch"))

    assert str(error) == "there is no entry 'skill:pyton'; did you mean 'skill:python' or 'skill:pytorch'?"


def test_not_found_without_near_matches_is_one_sentence():
    """Where nothing is near, nothing is suggested, and the message is not quoted as KeyError would."""
    assert str(mlc.NotFoundError("there is no kind 'x'")) == "there is no kind 'x'"


def test_not_found_carries_its_near_matches():
    """A program can read the near matches without parsing the sentence."""
    assert mlc.NotFoundError("there is no c", ("a", "b")).near == ("a", "b")


def test_invalid_content_says_every_problem():
    """The sentence of invalid content is its report."""
    assert REPORT.format("text") == str(mlc.InvalidContentError(REPORT))


def test_invalid_content_carries_its_report():
    """A program can read the problems."""
    assert mlc.InvalidContentError(REPORT).report == REPORT


@pytest.mark.parametrize(
    "error",
    [
        mlc.ContentError("the packaged file data/faq.json is missing"),
        mlc.InvalidContentError(REPORT),
        mlc.NotFoundError("there is no c", ("a", "b")),
        mlc.NotFoundError("there is no c"),
    ],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize(
    "again", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy, copy.deepcopy], ids=["pickle", "copy", "deep"]
)
def test_errors_survive_a_journey(error, again):
    """A pickled or copied error is of the same class and says and holds the same."""
    arrived = again(error)

    assert (type(error), str(error), error.args) == (type(arrived), str(arrived), arrived.args)
