"""`mlcareer-content validate PATH...`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from .. import _read
from .._entries import KINDS
from .._limits import DEFAULT_LIMITS, Limits
from .._load import load
from .._read import File
from .._report import FORMATS, format_problems, text
from .._validate import report
from ..problems import Report
from ._options import Command, colour, day_option, exit_code, one_of, standard_input

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from multiprocessing.process import BaseProcess

_FILES_FOR_A_BAR = 200
_TERMINATED = 128 + signal.SIGTERM


def _limit(name: str, what: str) -> Callable[[Command], Command]:
    """An option for a limit."""
    default = getattr(DEFAULT_LIMITS, name)
    help_ = f"The most bytes of {what}."
    return click.option(f"--max-{name}", type=click.IntRange(1), default=default, show_default=True, help=help_)


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="What to print.",
)
@day_option("--as-of", help="The day by which dates are judged.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--no-base", "base", flag_value=False, default=True, help="Leave the packaged guide out.")
@click.option("--kind", callback=one_of(KINDS), help="What a document is that does not say its kind.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="How many processes check.")
@click.option("--stdin-filename", metavar="NAME", help="What - is called; its ending tells the format.")
@_limit("json", "a file of JSON")
@_limit("yaml", "a file of YAML or Markdown")
@_limit("line", "a line of JSON Lines")
@click.pass_context
def validate(
    ctx: click.Context,
    paths: tuple[str, ...],
    format_: str,
    as_of: date | None,
    strict: bool,
    base: bool,
    kind: str | None,
    jobs: int,
    stdin_filename: str | None,
    max_json: int,
    max_yaml: int,
    max_line: int,
) -> None:
    """Check content, and report everything that is wrong with it.

    PATH is a file of JSON, YAML, Markdown or JSON Lines, a folder of them, or - for what is piped in.
    """
    if not all(paths):
        raise click.UsageError("a path is empty")
    files = _read.find([standard_input(stdin_filename) if path == "-" else path for path in paths])
    limits = Limits(json=max_json, yaml=max_yaml, line=max_line)
    with _workers(jobs) as executor, _progress(files) as shown:
        sources = _read.read(shown, limits)
        found = report(sources, load() if base else None, kind=kind, as_of=as_of, strict=strict, executor=executor)
    _print(found, format_, len(files))
    if not found.ok:
        ctx.exit(exit_code(found))


@contextmanager
def _workers(jobs: int) -> Iterator[Executor | None]:
    """An executor of as many processes; none for one, which checks here."""
    if jobs == 1:
        yield None
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, wait

    # No thread runs yet, so that on Linux a copy of this process, which has imported everything, is safe.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    executor = ProcessPoolExecutor(jobs, context, initializer=_depend_on_the_parent)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    try:
        with _signals_held_back():
            wait([executor.submit(int) for _ in range(jobs)])  # which starts the processes
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """Let no signal reach a process before it knows what to do with it."""
    _mask_signals("SIG_BLOCK")
    try:
        yield
    finally:
        _mask_signals("SIG_UNBLOCK")


def _mask_signals(how: str) -> None:
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(getattr(signal, how), {signal.SIGINT, signal.SIGTERM})


def _depend_on_the_parent() -> None:
    """Leave interrupts to the process that gives the work, and end when it does."""
    from multiprocessing import parent_process
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _mask_signals("SIG_UNBLOCK")
    parent = parent_process()
    if parent:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(_TERMINATED)


@contextmanager
def _progress(files: list[File]) -> Iterator[Iterable[File]]:
    """The files, with a bar for whoever waits for many of them."""
    if len(files) < _FILES_FOR_A_BAR or not sys.stderr.isatty():
        yield files
        return
    with click.progressbar(files, label="Checking", file=sys.stderr) as bar:
        yield bar


def _print(report: Report, format_: str, files: int) -> None:
    if format_ != "text":
        click.echo(format_problems(report.problems, format_).encode(errors="replace"), nl=False)
    elif report.problems:
        click.echo(text(report.problems, _styled), color=colour())
    else:
        click.echo(f"{files:,} file{'s' * (files != 1)}: no problems")


def _styled(text: str, role: str) -> str:
    return click.style(text, **_STYLES[role])


_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "file": {"bold": True},
    "mark": {"fg": "blue"},
}
