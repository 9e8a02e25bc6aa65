"""Where the shipped files are."""

import pytest

from mlcareer_content import ContentError, _package_data


def test_shipped_file_is_read_as_bytes():
    """A file of the package is named by its path within it."""

    assert _package_data.read("data/guide.json").startswith(b'{\n  "kind": "guide"')


@pytest.mark.parametrize("name", ["data/nothing.json", "schemas/nothing.schema.json"])
def test_missing_file_is_named(name):
    """A file that is not there is named, with what to do."""

    with pytest.raises(ContentError, match=f"^the packaged file {name} is missing; reinstall mlcareer-content$"):
        _package_data.read(name)


def test_other_bytes_than_were_released_are_named(monkeypatch):
    """With a list of checksums, a file has to be the one on the list."""

    monkeypatch.setattr(_package_data, "_checksums", lambda: {"data/guide.json": "00000000"})

    with pytest.raises(ContentError, match=r"data/guide\.json is not the one that was released"):
        _package_data.read("data/guide.json")


def test_file_that_the_list_lacks_is_named(monkeypatch):
    """A list that lacks a file vouches for nothing in it."""

    monkeypatch.setattr(_package_data, "_checksums", dict)

    with pytest.raises(ContentError, match=r"data/faq\.json is not the one that was released"):
        _package_data.read("data/faq.json")
