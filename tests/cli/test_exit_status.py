"""How the command ends when something goes wrong that no input is to blame for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli import COMMANDS

ROOT = Path(__file__).parents[2]
RECORD = "tests/yesterday/records/determination.json"
ASKED = {
    "check": ["tariffs/cn"],
    "compare": ["cn/supply", "2026-03-01", "2026-03-02"],
    "classify": ["examples/uses/people-service.yaml"],
    "quote": ["examples/quotes/demo-calls.yaml"],
    "determine": ["examples/operators/circle.yaml", "--method", "cn/ndrc-2025-65", "--on",
                  "2026-03-01"],
    "readings": ["examples/operators/circle.yaml", "--method", "cn/ndrc-2025-65", "--on",
                 "2026-03-01"],
    "reconcile": [RECORD, RECORD],
    "draft": ["examples/operators/trial-balance.csv", "--accounts", "cn/accounts/enterprise",
              "--on", "2026-03-01"],
    "ceilings": [RECORD],
    "evaluate": [RECORD, "examples/operators/circle-incomes.yaml", "--on", "2029-02-01"],
    "refund": ["examples/operators/circle-charges.yaml", "--on", "2026-03-01"],
    "scenario": ["compare", "examples/scenarios/lower-yield.yaml"],
    "verify": [RECORD],
    "store": ["check", "tests/yesterday/records"],
    "app": ["--headless"],
}  # fmt: skip

# The documents cannot be found, nor a store looked over, nor another program started: each command
# does one of them.
BROKEN = """
import subprocess
from engine.cli import main
from engine.cli.conventions import answers
from engine.record import inspection
def broken(*given, **more):
    raise {fault}
answers.shelf_at = inspection.inspected = subprocess.run = broken
main()
"""


def ran(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *words],
        cwd=ROOT,
        env={**os.environ, "DINGJIA_LANG": "en"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_is_asked() -> None:
    assert set(ASKED) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_crash_is_not_taken_for_an_answer(command: str) -> None:
    done = ran(BROKEN.format(fault="KeyError('reactor')"), command, *ASKED[command])
    assert (done.returncode, done.stdout) == (70, "")
    assert "KeyError: 'reactor'" in done.stderr
    assert done.stderr.endswith("(exit status 70); please report the above\n")


@pytest.mark.parametrize(
    "fault",
    ["EOFError()", "RecursionError()", "MemoryError()", "OSError(5, 'disk')", "Exception()"],
)
def test_a_crash_of_any_kind_is_one(fault: str) -> None:
    done = ran(BROKEN.format(fault=fault), "check", "--json")
    assert (done.returncode, done.stdout) == (70, "")
    assert "exit status 70" in done.stderr


def test_a_command_that_cannot_be_loaded_is_a_crash() -> None:
    script = "import sys; sys.modules['engine.use'] = None; from engine.cli import main; main()"
    done = ran(script, "classify", *ASKED["classify"])
    assert done.returncode == 70
    assert "ModuleNotFoundError" in done.stderr


@pytest.mark.parametrize("end", [0, 1, 2])
def test_a_command_that_leaves_of_itself_leaves_as_it_says(end: int) -> None:
    done = ran(BROKEN.format(fault=f"SystemExit({end})"), "verify", RECORD)
    assert (done.returncode, done.stdout, done.stderr) == (end, "", "")


def test_an_interruption_is_neither_a_crash_nor_an_answer() -> None:
    # A suite in the background of a shell is deaf to interruptions, and so are its children,
    # unless they listen of themselves.
    script = (
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from engine.cli import main; main()"
    )
    command = [sys.executable, "-c", script, "quote", "--ask", "examples/quotes/missing-facts.yaml"]
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stderr is not None
    before = [running.stderr.readline() for _ in range(2)]  # it asks, and waits for an answer
    running.send_signal(signal.SIGINT)
    printed, after = running.communicate(timeout=60)
    assert (running.returncode, printed) == (130, b"")
    assert b"Traceback" not in b"".join([*before, after])


def test_an_interruption_while_a_command_is_loaded_is_quiet_too() -> None:
    script = (
        "import engine.cli\ndef interrupted(name): raise KeyboardInterrupt\n"
        "engine.cli.import_module = interrupted\nengine.cli.main()"
    )
    done = ran(script, "check")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="this system has no SIGPIPE")
def test_a_reader_that_goes_away_ends_it_in_silence() -> None:
    """As in `dingjia check | head -1`: not a word, and by the signal, as any program."""
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes) as nobody:
        done = subprocess.run(
            [sys.executable, "-c", "from engine.cli import main; main()", "check", "tariffs/demo"],
            cwd=ROOT, stdout=nobody, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (-signal.SIGPIPE, "")


def test_a_hundred_faults_are_told_and_how_many_more(tmp_path: Path) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text("a: 1\n" * 251, encoding="utf-8")
    script = "from engine.cli import main; main()"
    done = ran(script, "quote", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    *faults, more, count = done.stderr.splitlines()
    assert [line.split(":")[1].split()[0] for line in faults] == [*map(str, range(2, 102))]
    assert more == "… and 150 more"
    assert count == "250 fault(s)"
