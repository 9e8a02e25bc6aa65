"""Digests: what caches and ETags are made of."""

import copy
import json
import os
import pickle
import subprocess
import sys
from hashlib import sha256

import attrs
import pytest

import mlcareer_content as mlc

from .bells import OWN, ROPE

CODE = "import mlcareer_content as m; guide = m.load(); print(guide.digest, *(one.digest for one in guide.collections))"


def test_a_digest_is_that_of_the_document(guide):
    """The digest of a guide is the SHA-256 of its document in canonical JSON."""
    document = json.dumps(mlc.to_dict(guide), sort_keys=True, separators=(",", ":"))

    assert sha256(document.encode("ascii")).hexdigest() == guide.digest


def test_a_digest_of_a_collection_has_the_language_and_the_version(guide):
    """The digest of a collection is that of its document, with the language and the version of its guide."""
    document = {**mlc.to_dict(guide.faq), "language": guide.language, "version": guide.version}
    own = json.dumps(document, sort_keys=True, separators=(",", ":"))

    assert sha256(own.encode("ascii")).hexdigest() == guide.faq.digest


@pytest.mark.parametrize("seed", ["0", "1"])
def test_a_digest_is_the_same_in_every_process(guide, seed):
    """Digests depend neither on the process nor on the seed of hashes nor on the locale."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-X", f"utf8={seed}", "-c", CODE]
    printed = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True).stdout

    assert [guide.digest, *(one.digest for one in guide.collections)] == printed.split()


def test_equal_guides_have_equal_digests(guide):
    """A copy has the digest of the original, also if the original had its digest before."""
    assert {guide.digest} == {copy.deepcopy(guide).digest, pickle.loads(pickle.dumps(guide)).digest}
    assert {guide.faq.digest} == {copy.deepcopy(guide).faq.digest, guide.faq[:].digest, guide.faq.where().digest}


@pytest.mark.parametrize(
    "change",
    [
        {"language": "de"},
        {"version": "2"},
        {"skills": mlc.Collection("skills", (attrs.evolve(ROPE, name="Handling ropes"),))},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_change_changes_the_digest(change):
    """The language, the version and the content are in the digest of the guide and of the collection that changed."""
    changed = attrs.evolve(OWN, **change)

    assert len({OWN.digest, changed.digest, OWN.skills.digest, changed.skills.digest}) == 4


def test_collections_have_digests_of_their_own(guide):
    """Parts of a guide differ, and the order of entries counts."""
    parts = [*guide.collections, guide.faq[:3], guide.faq[2::-1], mlc.Collection("faq", guide.faq[:3].entries)]

    assert len(parts) == len({part.digest for part in parts})


def test_a_digest_takes_any_text():
    """Half of a surrogate pair, which no file can have, is no error."""
    assert len(attrs.evolve(OWN, title="\ud800").digest) == 64
