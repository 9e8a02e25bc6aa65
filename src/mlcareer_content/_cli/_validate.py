"""`mlcareer-content validate PATH...`."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr
from datetime import date
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING, NoReturn

import click

from .. import Guide, _read, guides
from .._entries import KINDS
from .._limits import DEFAULT_LIMITS, Limits
from .._load import load
from .._read import File
from .._report import REPORTERS, format_report, text
from .._text_safety import on_one_line
from .._validate import report
from ..problems import Report
from . import FAILED, _options

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from multiprocessing.process import BaseProcess

_FILES_FOR_A_BAR = 200
_TERMINATED = 128 + signal.SIGTERM
_NO_MEMORY = "a process failed, probably for lack of memory; use fewer --jobs"
_SECONDS_BETWEEN_LOOKS = 0.2
_giving_up = threading.Lock()


def _limit(name: str, what: str) -> Callable[[_options.Command], _options.Command]:
    """An option for a field of `Limits`."""
    default = getattr(DEFAULT_LIMITS, name)
    help_ = f"Maximum size of {what}, in bytes."
    return click.option(f"--max-{name}", name, type=click.IntRange(1), default=default, show_default=True, help=help_)


@click.command("validate")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@_options.format_option(REPORTERS)
@_options.day_option("--as-of", help="Day for the checks of dates.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@_options.no_base_option
@_options.guide_option
@click.option("--kind", callback=_options.one_of(KINDS), help="Kind of the documents that have no field kind.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Number of processes.")
@click.option(
    "--with",
    "context",
    metavar="PATH",
    multiple=True,
    type=click.Path(exists=True),
    help="Content to refer to, whose problems are not reported. May be given more than once.",
)
@click.option(
    "--exclude",
    metavar="GLOB",
    multiple=True,
    help="What to leave out of folders, such as drafts or notes/*.md. May be given more than once.",
)
@_options.stdin_option
@_limit("json", "a file of JSON")
@_limit("yaml", "a file of YAML or Markdown")
@_limit("jsonl", "a file of JSON Lines")
@_limit("line", "a line of JSON Lines")
@click.option(
    "--max-problems",
    "problems",
    type=click.IntRange(1),
    default=DEFAULT_LIMITS.problems,
    show_default=True,
    help="Maximum number of problems to list; the others are counted.",
)
def command(
    paths: tuple[str, ...],
    format_: str,
    as_of: date | None,
    strict: bool,
    base: bool,
    guide_name: str | None,
    kind: str | None,
    jobs: int,
    context: tuple[str, ...],
    exclude: tuple[str, ...],
    stdin_filename: str | None,
    **limits: int,
) -> None:
    """Check content, and report every problem.

    PATH is a file of JSON, YAML, Markdown or JSON Lines, a folder of them, or - for standard input. It is added to the
    packaged guide or to an installed one, unless it is a wheel, which has a guide of its own. With --guide alone, the
    installed guide itself is checked.
    """
    guide = _base(paths, guide_name, base=base)
    places = _places(paths, guide_name, stdin_filename)
    found = _read.find(places, exclude)
    others = _read.find([*places, *context], exclude)[len(found) :]
    files = [*found, *_in_wheel(paths)]
    with _progress(files) as shown, _workers(jobs) as executor:
        limit = Limits(**limits)
        referred_to = (source._replace(is_reported=False) for source in _read.read_files(others, limit))
        checked = report(
            chain(referred_to, _read.read_files(shown, limit)),
            guide,
            kind=kind,
            as_of=as_of,
            strict=strict,
            limit=limit.problems,
            executor=executor,
            guide_name=guide_name,
        )
    _print(checked, format_, len(files))
    if not checked.ok:
        click.get_current_context().exit(_options.exit_code(checked))


def _places(paths: tuple[str, ...], name: str | None, stdin_filename: str | None) -> list[_read.Location]:
    """The files and folders to check, besides the wheels; without a path, the folder of an installed guide."""
    if paths:
        return [_options.location(path, stdin_filename) for path in paths if not _is_wheel(path)]
    if name is None:
        raise click.UsageError("Missing argument 'PATH...'.")
    return [guides()[name].content()]


def _is_wheel(path: str) -> bool:
    return path.lower().endswith(".whl")


def _in_wheel(paths: tuple[str, ...]) -> list[File]:
    """The documents of the guide in the path that is a wheel, if one is."""
    wheels = list(dict.fromkeys(filter(_is_wheel, paths)))
    if not wheels:
        return []
    if len(wheels) > 1:
        shown = on_one_line(" and ".join(wheels[:2]))
        raise click.UsageError(f"{len(wheels)} wheels, each with a guide of its own, such as {shown}; name one")
    from .._snapshots import opened_wheel  # not needed for other files

    return opened_wheel(wheels[0]).documents()


def _base(paths: tuple[str, ...], name: str | None, *, base: bool) -> Guide | None:
    """The guide to which the content of the paths is added, if any."""
    _options.check_bases(name, base=base)
    if not paths or any(map(_is_wheel, paths)):
        return None
    if name is not None:
        return _options.installed_guide(name)
    return load() if base else None


@contextmanager
def _workers(jobs: int) -> Iterator[Executor | None]:
    """An executor with some processes; none for one, as this process checks then."""
    if jobs == 1:
        yield None
        return
    from concurrent.futures import BrokenExecutor

    done = threading.Event()
    # Where threads and processes print tracebacks: one sentence is printed instead.
    stderr = sys.stderr if sys.flags.dev_mode else StringIO()
    with redirect_stderr(stderr), _ended_by_signals_and_threads():
        executor = _started(jobs, done)
        try:
            yield executor
        except (BrokenExecutor, MemoryError):
            _give_up(_NO_MEMORY)
        finally:
            done.set()
            executor.shutdown(cancel_futures=True)


@contextmanager
def _ended_by_signals_and_threads() -> Iterator[None]:
    """Let SIGTERM and a thread that failed end the process, and restore what they did before."""
    hook = threading.excepthook
    is_main = threading.current_thread() is threading.main_thread()  # no other thread may handle signals
    handler = signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED)) if is_main else None
    threading.excepthook = lambda _: _give_up(_NO_MEMORY)  # an executor waits forever for a thread that failed
    try:
        yield
    finally:
        threading.excepthook = hook
        if handler is not None:  # Python cannot restore a handler that it did not install
            signal.signal(signal.SIGTERM, handler)


def _started(jobs: int, done: threading.Event) -> Executor:
    """An executor whose processes run, and are watched until it is done."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, wait

    # No thread runs yet, so on Linux it is safe to fork this process, which has imported everything.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    # The processes inherit the mask, so that no signal reaches them before their handlers are set.
    _mask_signals("SIG_BLOCK")
    try:
        executor = ProcessPoolExecutor(jobs, context, initializer=_end_with_parent)
        wait([executor.submit(int) for _ in range(jobs)])  # which starts the processes
        threading.Thread(target=_watch, args=(set(multiprocessing.active_children()), done), daemon=True).start()
    except (OSError, RuntimeError) as error:  # there are too many processes, threads or open files
        _give_up(f"cannot start {jobs} processes: {error}; use fewer --jobs")
    finally:
        _mask_signals("SIG_UNBLOCK")
    return executor


def _watch(processes: set[BaseProcess], done: threading.Event) -> None:
    """Give up when a process ends too early: an executor waits forever for the rest of what it was sending."""
    from multiprocessing import active_children

    while not done.wait(_SECONDS_BETWEEN_LOOKS):
        processes.update(active_children())  # where they are not forked, some are started later
        if not all(process.is_alive() for process in processes) and not done.is_set():
            _give_up(_NO_MEMORY)


def _give_up(message: str) -> NoReturn:
    """Print a message and end at once, with every process: a broken executor can neither go on nor shut down."""
    from multiprocessing import active_children

    _giving_up.acquire()  # for good, so that two threads print one message
    try:
        os.write(2, f"mlcareer-content: {message}\n".encode())
        for process in active_children():
            process.kill()
            process.join(timeout=1)
    finally:  # where there is no memory even for this, the processes end after their parent
        os._exit(FAILED)


def _mask_signals(how: str) -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(getattr(signal, how), {signal.SIGINT, signal.SIGTERM})


def _end_with_parent() -> None:
    """Let the parent process handle interrupts, and end when it ends."""
    from multiprocessing import parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _mask_signals("SIG_UNBLOCK")
    parent = parent_process()
    if parent:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(_TERMINATED)


@contextmanager
def _progress(files: list[File]) -> Iterator[Iterable[File]]:
    """The files, with a progress bar on a terminal if they are many."""
    if len(files) < _FILES_FOR_A_BAR or not sys.stderr.isatty():
        yield files
        return
    with click.progressbar(files, label="Checking", file=sys.stderr) as bar:
        yield bar


def _print(report: Report, format_: str, files: int) -> None:
    if format_ != "text":
        click.echo(format_report(report, format_).encode(errors="replace"), nl=False)
    elif report.problems:
        _options.echo(text(report, _options.styled))
    else:
        _options.echo(f"{files:,} file{'s' * (files != 1)}: no problems")
