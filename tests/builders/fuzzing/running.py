"""One command in a process of its own: how it ends, how long it takes, what it leaves behind."""

from __future__ import annotations

import gc
import io
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from builders.fuzzing.subjects import SHIPPED, SUBJECTS, Subject, Words, knowing, making, store_of
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
        status = _in_child(words, folder, folder)[0]
        if status != 0:
            raise RuntimeError(
                f"{words} ended with {status}: {(folder / 'err').read_text()[-500:]}"
            )
    store_of(made)
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


def ran(subject: Subject, number: int, seed: int, folder: Path, made: Path) -> Ran:
    """Break one input and give it to its command, in a folder of its own that is taken away."""
    draw = random.Random(f"{seed} {subject.name} {number}")
    case = folder / f"case-{os.getpid()}" / "at"
    shutil.rmtree(case.parent, ignore_errors=True)
    case.mkdir(parents=True)
    words = subject.lay(case, draw, made)
    before = _standing(case)
    language = draw.choice(("zh", "en"))
    tariffs = () if words[0] in ("store",) else ("--tariffs", str(SHIPPED))
    words = (*words, *tariffs, "--lang", language)
    status, seconds, megabytes = _in_child(words, case, case.parent)
    said = (case.parent / "err").read_text("utf-8", "replace")
    wrong = _wrong(status, seconds, megabytes, said, before, _standing(case), case.parent)
    return Ran(subject.name, number, words, status, seconds, megabytes, wrong, said[-3000:])


def _standing(case: Path) -> dict[str, int]:
    """All files below `case`, with their sizes."""
    found = (path for path in case.rglob("*"))
    return {str(path.relative_to(case)): path.stat().st_size for path in found if path.is_file()}


def _wrong(
    status: int,
    seconds: float,
    megabytes: int,
    said: str,
    before: dict[str, int],
    after: dict[str, int],
    around: Path,
) -> str:
    if "Traceback" in said or status == 70:
        return "traceback"
    if status in (-signal.SIGALRM, -signal.SIGXCPU) or seconds > SECONDS:
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


def _in_child(words: Iterable[str], cwd: Path, around: Path) -> tuple[int, float, int]:
    """Run a command in a child of this process, which has everything loaded already."""
    (around / "tmp").mkdir(exist_ok=True)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    gc.freeze()
    child = os.fork()
    if child == 0:
        _become(list(words), cwd, around)
    _, ended, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    return os.waitstatus_to_exitcode(ended), seconds, used.ru_maxrss // 1024


def _become(words: list[str], cwd: Path, around: Path) -> None:
    """Be the command; does not come back."""
    status = 71
    try:
        os.chdir(cwd)
        os.environ["TMPDIR"] = tempfile.tempdir = str(around / "tmp")
        empty = os.open(os.devnull, os.O_RDONLY)
        os.dup2(empty, 0)
        for number, name in ((1, "out"), (2, "err")):
            written = os.open(around / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(written, number)
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(n, m) for n, m in ((0, "r"), (1, "w"), (2, "w"))
        )
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(SECONDS * 6)  # for what waits and does nothing
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 5, SECONDS + 10))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        sys.argv = ["dingjia", *words]
        main()
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
        status = 70
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(status)
