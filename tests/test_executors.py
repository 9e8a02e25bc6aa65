"""Validation with an executor: the report is the same, and few batches are pending at a time."""

import json
import multiprocessing
from collections import Counter
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from types import MappingProxyType

import pytest

import mlcareer_content as mlc

DOCUMENTS = 400


def _question(number):
    """A question that links to the next one, which is in a later document, and to skills at the end of all."""
    answer = [f"See [the next](question:q{number + 1}).", f"Learn [it](skill:s{number % 7})."]
    return {"kind": "question", "id": f"q{number}", "question": f"What about {number}?", "answer": answer}


_BROKEN = (
    lambda value: {**value, "anwser": ["A."]},
    lambda value: {**value, "id": value["id"].upper()},
    lambda value: {**value, "answer": ["See [nothing](skill:nothing)."]},
    lambda value: {key: item for key, item in value.items() if key != "question"},
    lambda value: {**value, "stages": ["entry-levl"]},
    lambda value: {**value, "answer": ["It <b>is</b>."]},
    lambda value: {**value, "id": "q0"},
)


def _json(value):
    return json.dumps(value, indent=1)


def _yaml(value):
    return "".join(f"{key}: {json.dumps(item)}\n" for key, item in value.items())


def _markdown(value):
    fields = {key: item for key, item in value.items() if key != "answer"}
    return f"---\n{_yaml(fields)}---\n\n" + "\n\n".join(value["answer"]) + "\n"


@pytest.fixture(name="corpus", scope="module")
def _corpus(tmp_path_factory):
    """A folder of some hundred documents in every format, of which one in twenty is broken."""
    folder = tmp_path_factory.mktemp("corpus")
    questions = [_question(number) for number in range(DOCUMENTS)]
    for count, number in enumerate(range(3, DOCUMENTS, 20)):
        questions[number] = _BROKEN[count % len(_BROKEN)](questions[number])
    formats = (("json", _json), ("yaml", _yaml), ("md", _markdown))
    for number, question in enumerate(questions[:-60]):
        ending, written = formats[number % len(formats)]
        (folder / f"{number:03}.{ending}").write_text(written(question), "utf-8")
    lines = [*map(json.dumps, questions[-60:-1]), '{"kind": "question",}', json.dumps(_question(DOCUMENTS - 1))]
    (folder / "lines.jsonl").write_text("\n".join(lines), "utf-8")
    skills = {"kind": "skills", "entries": [_skill(number) for number in range(7)]}
    (folder / "skills.json").write_text(json.dumps(skills), "utf-8")
    (folder / "torn.json").write_text("{", "utf-8")
    return folder


def _skill(number):
    return {"id": f"s{number}", "name": f"S {number}", "category": "practice", "description": ["S."]}


@pytest.fixture(name="small_batches", autouse=True)
def _small_batches(monkeypatch):
    """Batches of a few documents, so that some hundred of them are many batches."""
    monkeypatch.setattr("mlcareer_content._validate._pipeline.MAX_BATCH_BYTES", 2_000)


@pytest.fixture(name="expected", scope="module")
def _expected(corpus):
    """The report without an executor."""
    return mlc.validate(corpus)


class _LastFirst(Executor):
    """An executor that does nothing before a result is asked for, and then the latest task first.

    Attributes:
        most: How many tasks there were at most whose result had not been taken.
        submitted: How many tasks there were.
        cancelled: How many tasks were cancelled.
    """

    def __init__(self, fail_at=None):
        self._waiting = []
        self._not_taken = 0
        self._fail_at = fail_at
        self.most = self.submitted = self.cancelled = 0

    def submit(self, fn, /, *args, **kwargs):
        """Note a task."""
        self.submitted += 1
        self._not_taken += 1
        self.most = max(self.most, self._not_taken)
        future = _Taken(self)
        self._waiting.append((future, self.submitted, fn, args, kwargs))
        return future

    def work(self):
        """Do everything that waits, the latest first."""
        while self._waiting:
            future, number, fn, args, kwargs = self._waiting.pop()
            if future.cancelled():
                continue
            if number == self._fail_at:
                future.set_exception(ConnectionError("a worker is gone"))
            else:
                future.set_result(fn(*args, **kwargs))

    def taken(self):
        """Note that a result was taken."""
        self._not_taken -= 1


class _Taken(Future):
    """A future that says when its result is taken."""

    def __init__(self, executor):
        super().__init__()
        self._executor = executor

    def result(self, timeout=None):
        """The result."""
        self._executor.work()
        self._executor.taken()
        return super().result(timeout)

    def cancel(self):
        """Do not do it."""
        self._executor.cancelled += 1
        return super().cancel()


@contextmanager
def _threads():
    with ThreadPoolExecutor(4) as executor:
        yield executor


@contextmanager
def _processes():
    with ProcessPoolExecutor(2, multiprocessing.get_context("fork")) as executor:
        yield executor


@contextmanager
def _last_first():
    yield _LastFirst()


def test_corpus_has_broken_documents(expected):
    """One document in twenty is broken, in many ways, and no reference that leads forwards is a problem."""
    codes = Counter(problem.code for problem in expected.problems)

    assert {"MLC101", "MLC102", "MLC105", "MLC201", "MLC202", "MLC203", "MLC302", "MLC004"} == codes.keys()
    assert 22 <= codes.total() <= 44


@pytest.mark.parametrize("opened", [_threads, _processes, _last_first], ids=["threads", "processes", "last first"])
def test_an_executor_makes_no_difference(corpus, expected, opened):
    """The report is the same wherever the documents are checked, and in whichever order that ends."""
    with opened() as executor:
        assert expected == mlc.validate(corpus, executor=executor)


def test_an_executor_makes_no_difference_to_keywords(corpus):
    """Every keyword means the same with an executor."""
    keywords = {"base": False, "strict": True, "kind": "question"}

    assert mlc.validate(corpus, **keywords) == mlc.validate(corpus, **keywords, executor=_LastFirst())


def test_batches_under_way_are_bounded(corpus, tmp_path):
    """However many documents there are, only so many batches are handed out before a result is taken."""
    executor, twice = _LastFirst(), _LastFirst()
    mlc.validate(corpus, executor=executor)
    lines = "".join(json.dumps(_question(number)) + "\n" for number in range(2 * DOCUMENTS))
    (tmp_path / "a.jsonl").write_text(lines, "utf-8")
    mlc.validate(tmp_path, corpus, executor=twice)

    assert (True, executor.most) == (1 < executor.most < executor.submitted < twice.submitted, twice.most)


def test_documents_are_read_as_they_are_needed(tmp_path):
    """Of a long file no more is read than is under way, so that its size does not matter."""
    read = []

    class Lines:
        name = "a.jsonl"

        def __str__(self):
            return self.name

        def is_dir(self):
            return False

        def iterdir(self):
            return iter(())

        def open(self, _mode):
            path = tmp_path / self.name
            path.write_text("".join(json.dumps(_question(number)) + "\n" for number in range(4_000)), "utf-8")
            return _Counting(path, read)

    executor = _LastFirst(fail_at=1)
    with pytest.raises(ConnectionError):
        mlc.validate(Lines(), executor=executor)

    assert 0 < len(read) < 1_000


class _Counting:
    """A stream that notes every line that is read."""

    def __init__(self, path, read):
        self._stream = path.open("rb")
        self._read = read

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stream.close()

    def readline(self, limit):
        """The next line."""
        self._read.append(limit)
        return self._stream.readline(limit)


def test_error_of_an_executor_is_raised(corpus):
    """An error of the executor is no problem of the content: it is raised, and what is under way is cancelled."""
    executor = _LastFirst(fail_at=1)
    with pytest.raises(ConnectionError, match="a worker is gone"):
        mlc.validate(corpus, executor=executor)

    assert executor.most - 1 == executor.cancelled


@pytest.mark.parametrize(
    "value",
    [
        {**_question(0), "id": "Q0"},
        {**_question(0), "id": b"bytes"},
        MappingProxyType({**_question(0), "id": "Q0"}),
        {**_question(0), "id": lambda: "no process can be sent this"},
    ],
    ids=["value", "bytes", "mapping", "function"],
)
def test_values_can_be_checked_elsewhere(value):
    """Values that were parsed already go through an executor like files, whatever they hold."""
    with _processes() as executor:
        assert mlc.validate(value, _question(1)) == mlc.validate(value, _question(1), executor=executor)


# Dask opens its own files without saying in which encoding.
with_dask = pytest.mark.filterwarnings(r"ignore:'encoding' argument:EncodingWarning:(dask|distributed)\..*")


@pytest.fixture(name="dask", scope="module")
def _dask():
    """An executor of Dask: a scheduler and two workers, in processes of their own on this machine."""
    from distributed import Client, LocalCluster

    cluster = LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    )
    with cluster, Client(cluster) as client, client.get_executor() as executor:
        yield executor


@with_dask
def test_dask_makes_no_difference(corpus, expected, dask):
    """The report is the same where the documents are checked by workers that see neither the files nor each other."""
    assert expected == mlc.validate(corpus, executor=dask)


@with_dask
def test_dask_makes_no_difference_the_second_time(corpus, expected, dask):
    """What workers remember of one check disturbs no other."""
    assert expected == mlc.validate(corpus, executor=dask)
