"""`python -m builders.fuzzing`: break inputs, give them to their commands, count what came of it."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from builders.fuzzing.running import MEGABYTES, SECONDS, Ran, made_in, numbered, ran
from builders.fuzzing.subjects import SUBJECTS


def main() -> int:
    """Run as asked on the command line; status 1 when something is wrong."""
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="dingjia-fuzz-") as name:
        folder = Path(name).resolve()
        os.environ["DINGJIA_CACHE"] = os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        os.environ["COLUMNS"] = "80"
        made = made_in(folder)
        begin = time.monotonic()
        found = list(_all(asked, folder, made))
    _tell(found, time.monotonic() - begin, asked)
    return int(any(one.wrong for one in found))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m builders.fuzzing", description=__doc__)
    parser.add_argument("--mutants", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=20261129)
    parser.add_argument("--only", choices=[one.name for one in SUBJECTS])
    parser.add_argument("--number", type=int, help="this mutant alone, with all that it says")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path, help="write what came of each mutant here")
    return parser.parse_args()


def _all(asked: argparse.Namespace, folder: Path, made: Path) -> Iterator[Ran]:
    """Share the mutants out among workers, each a process that writes down what it found."""
    mutants = list(numbered(asked.mutants, asked.only))
    if asked.number is not None:
        mutants = [(subject, asked.number) for subject, _ in mutants[:1]]
    results = [folder / f"found-{worker}" for worker in range(asked.workers)]
    children = []
    for worker, place in enumerate(results):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                with place.open("w", encoding="utf-8") as stream:
                    ran(mutants[worker :: asked.workers], asked.seed, folder, made, stream)
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    failed = [child for child in children if os.waitpid(child, 0)[1] != 0]
    if failed:
        raise RuntimeError("a worker ended early")
    for place in results:
        for line in place.read_text("utf-8").splitlines():
            yield Ran(**json.loads(line))


def _tell(found: list[Ran], seconds: float, asked: argparse.Namespace) -> None:
    if asked.json is not None:
        asked.json.write_text(json.dumps([asdict(one) for one in found], indent=1), "utf-8")
    print(f"seed {asked.seed}: {len(found):,} mutants in {seconds:,.0f} s")
    print(
        f"{'':14}{'mutants':>9}{'done 0':>9}{'no 1':>9}{'wrong 2':>9}{'failed':>9}{'slowest':>10}{'memory':>10}"
    )
    for subject in (*(one.name for one in SUBJECTS), "all"):
        of = [one for one in found if subject in (one.subject, "all")]
        if not of:
            continue
        ended = Counter(one.status for one in of)
        failed = sum(bool(one.wrong) for one in of)
        slowest, most = max(one.seconds for one in of), max(one.megabytes for one in of)
        print(
            f"{subject:14}{len(of):9,}{ended[0]:9,}{ended[1]:9,}{ended[2]:9,}{failed:9,}{slowest:8.1f} s{most:6,} MiB"
        )
    for wrong, count in Counter(_told(one) for one in found if one.wrong).most_common():
        print(f"{count} × {wrong}")
    if asked.number is not None:
        for one in found:
            print(*one.words, f"\n{one.status} {one.wrong}\n{one.said}")
    if not any(one.wrong for one in found):
        print(f"No traceback, none over {SECONDS} s or {MEGABYTES} MiB, nothing left behind.")


def _told(one: Ran) -> str:
    """What is wrong in one line: the innermost place in the project, and the error."""
    if one.wrong != "traceback":
        return f"{one.wrong}: {one.subject} {one.number} {' '.join(one.words)}"
    lines = one.said.splitlines()
    places = [
        line.split("engine/")[-1]
        for line in lines
        if "/engine/" in line and "engine/cli/__init__" not in line
    ]
    errors = [
        line
        for line in lines
        if line[:1].isalpha() and ":" in line and not line.startswith("Traceback")
    ]
    error = (errors or ["?"])[-1][:100]
    return f"traceback: {places[-1] if places else '?'} — {error}"


if __name__ == "__main__":
    sys.exit(main())
