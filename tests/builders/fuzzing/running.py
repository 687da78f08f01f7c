"""One command in a process of its own: how it ends, how long it takes, what it leaves behind."""

from __future__ import annotations

import io
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TextIO

from builders.fuzzing.laying import SHIPPED, Words
from builders.fuzzing.records import making, store_of
from builders.fuzzing.subjects import SUBJECTS, Subject, knowing, written_in
from engine.cli import main

SECONDS = 10
MEGABYTES = 1024
_STATUSES = {0, 1, 2}


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of one mutant."""

    subject: str
    number: int
    words: Words
    status: int
    """The exit status; negative for the signal that ended it."""
    seconds: float
    """Of a processor: what else the machine does is not counted."""
    megabytes: int
    wrong: str
    """What must not be; empty where all is as it should be."""
    said: str
    """The end of what it said."""


def numbered(mutants: int, only: str | None = None) -> Iterator[tuple[Subject, int]]:
    """`mutants` in all: each subject has its share of them."""
    subjects = [one for one in SUBJECTS if only in (None, one.name)]
    whole = sum(one.share for one in subjects)
    for subject in subjects:
        for number in range(max(1, round(mutants * subject.share / whole))):
            yield subject, number


def made_in(folder: Path) -> Path:
    """Make what mutants are made of, and so learn by heart what every command reads."""
    made = folder / "made"
    for words in making(made):
        status = _in_child(words, folder, folder)
        if status != 0:
            raise RuntimeError(
                f"{words} ended with {status}: {(folder / 'err').read_text()[-500:]}"
            )
    store_of(made)
    written_in(made)
    for words in knowing(made):
        _here(words)
    return made


def _here(words: Words) -> None:
    """Run a command in this process, so that those to come have loaded and read what it has."""
    sys.argv = ["dingjia", *words]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as said:
        try:
            main()
        except SystemExit as leaving:
            if leaving.code:
                raise RuntimeError(
                    f"{words} ended with {leaving.code}: {said.getvalue()}"
                ) from None


def ran(
    mutants: Sequence[tuple[Subject, int]], seed: int, folder: Path, made: Path, found: TextIO
) -> None:
    """Break each input and give it to its command; write what came of it to `found`, a line each.

    Many run in one child of this process; one that ends the child ends no other.
    """
    left = list(mutants)
    while left:
        batch = left[:_BATCH]
        begun = folder / f"begun-{os.getpid()}"
        begun.write_text("0", "utf-8")
        found.flush()
        child = os.fork()
        if child == 0:
            try:
                for place, (subject, number) in enumerate(batch):
                    begun.write_text(str(place), "utf-8")
                    one = _one(subject, number, seed, folder, made)
                    found.write(json.dumps(asdict(one)) + "\n")
                    found.flush()
                begun.write_text(str(len(batch)), "utf-8")
            finally:
                os._exit(0)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        done = int(begun.read_text("utf-8"))
        if done < len(batch):
            subject, number = batch[done]
            slow = ended in (-signal.SIGALRM, -signal.SIGPROF)
            wrong = "slow" if slow else f"ended by {ended}"
            one = Ran(subject.name, number, (), ended, float(SECONDS + 5), 0, wrong, "")
            found.write(json.dumps(asdict(one)) + "\n")
            done += 1
        left = left[done:]


_BATCH = 25


def _one(subject: Subject, number: int, seed: int, folder: Path, made: Path) -> Ran:
    """Run one mutant in this process, in a folder of its own that is made anew."""
    draw = random.Random(f"{seed} {subject.name} {number}")
    case = folder / f"case-{os.getppid()}" / "at"
    shutil.rmtree(case.parent, ignore_errors=True)
    case.mkdir(parents=True)
    words = subject.lay(case, draw, made)
    before = _standing(case)
    tariffs = () if words[0] == "store" else ("--tariffs", str(SHIPPED))
    words = (*words, *tariffs, "--lang", draw.choice(("zh", "en")))
    forget_peak()
    signal.alarm(SECONDS * 30)  # for what waits and does nothing, on a machine that is busy
    signal.setitimer(signal.ITIMER_PROF, SECONDS + 5)
    begin = time.process_time()
    status = _ended(list(words), case, case.parent)
    seconds = time.process_time() - begin
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.alarm(0)
    megabytes = peak()
    said = (case.parent / "err").read_text("utf-8", "replace")
    wrong = _wrong(status, seconds, megabytes, said, before, _standing(case), case.parent)
    return Ran(subject.name, number, words, status, seconds, megabytes, wrong, said[-3000:])


def forget_peak() -> None:
    """Measure from here on how much memory is used at most."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """The most memory used since, in MiB."""
    try:
        told = Path("/proc/self/status").read_text("utf-8")
        return int(told.partition("VmHWM:")[2].split()[0]) // 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _standing(case: Path) -> dict[str, str]:
    """All files below `case`, with what is in them."""
    found = (path for path in case.rglob("*") if path.is_file())
    return {str(one.relative_to(case)): sha256(one.read_bytes()).hexdigest() for one in found}


def _wrong(
    status: int,
    seconds: float,
    megabytes: int,
    said: str,
    before: dict[str, str],
    after: dict[str, str],
    around: Path,
) -> str:
    if "Traceback" in said or status == 70:
        return "traceback"
    if seconds > SECONDS:
        return "slow"
    if megabytes > MEGABYTES:
        return "memory"
    if status not in _STATUSES:
        return f"status {status}"
    parts = [name for name in after if ".part-" in name]
    if parts or any((around / "tmp").iterdir()):
        return "left behind"
    if status == 2 and after != before:
        return "left behind"
    told = said.strip() or (around / "out").read_text("utf-8", "replace").strip()
    return "" if told else "silent"


def _in_child(words: Iterable[str], cwd: Path, around: Path) -> int:
    """Run a command in a child of this process; return how it ended."""
    child = os.fork()
    if child == 0:
        os._exit(_ended(list(words), cwd, around))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _ended(words: list[str], cwd: Path, around: Path) -> int:
    """Be the command; return its exit status, and leave what it said in the files out and err."""
    (around / "tmp").mkdir(exist_ok=True)
    os.chdir(cwd)
    os.environ["TMPDIR"] = tempfile.tempdir = str(around / "tmp")
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC
    for number, name in ((0, "in"), (1, "out"), (2, "err")):
        opened = os.open(around / name, flags)
        os.dup2(opened, number)
        os.close(opened)
    with (
        open(0, closefd=False) as sys.stdin,
        open(1, "w", closefd=False) as sys.stdout,
        open(2, "w", closefd=False) as sys.stderr,
    ):
        sys.argv = ["dingjia", *words]
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code
            return code if isinstance(code, int) else int(code is not None)
    return 0
