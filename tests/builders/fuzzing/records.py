"""Records with something broken, of those that commands have made, and the store of them."""

from __future__ import annotations

import copy
import datetime
import json
import shutil
from pathlib import Path

from builders.fuzzing import trees, written
from builders.fuzzing.laying import (
    BY_METHOD,
    BY_METHOD_LATER,
    EXAMPLES,
    ON_EVALUATION,
    OPERATORS,
    Draw,
    Words,
    put,
    read,
    some,
)
from engine.law import content_hash
from engine.record import sealed
from engine.record.store import RecordStore

MOMENT = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)


def making(made: Path) -> list[Words]:
    """The commands that make the records which others are broken from, in this order."""
    circle, later = str(OPERATORS / "circle.yaml"), str(OPERATORS / "circle-2029.yaml")
    draft, opinion = str(made / "determination"), str(made / "opinion")
    evaluation = str(made / "evaluation" / "evaluation.json")
    return [
        ("determine", circle, *BY_METHOD, "--out", draft, "--no-reports"),
        ("determine", circle, *BY_METHOD, "--out", opinion, "--no-reports",
         "--stage", "opinion", "--follows", f"{draft}/record.json"),
        ("determine", circle, "--template", str(made / "circle.xlsx")),
        ("evaluate", f"{draft}/record.json", str(OPERATORS / "circle-incomes.yaml"), *ON_EVALUATION,
         "--out", str(made / "evaluation")),
        ("determine", later, *BY_METHOD_LATER, "--deduct", evaluation, "--out", str(made / "after"), "--no-reports"),
        ("quote", str(EXAMPLES / "quotes" / "demo-calls.yaml"), "--out", str(made / "quote")),
        ("quote", str(EXAMPLES / "quotes" / "commercial-bank.yaml"), "--out", str(made / "quote-2")),
        ("refund", str(OPERATORS / "circle-charges.yaml"), "--on", "2026-03-01", "--out", str(made / "refund")),
    ]  # fmt: skip


RECORDS = ("determination/record.json", "opinion/record.json", "evaluation/evaluation.json", "after/record.json",
           "quote/record.json", "quote-2/record.json", "refund/refund.json", "evaluation/ledger.json")  # fmt: skip


def store_of(made: Path) -> None:
    """Put all records made into one file as well."""
    store = RecordStore(made / "store.sqlite")
    for name in RECORDS:
        store.add(json.loads((made / name).read_text("utf-8"))["body"], MOMENT)


def _broken_record(content: bytes, draw: Draw) -> bytes:
    """A record with something broken; in most of them the seals are made anew, as a forger would."""
    way = draw.random()
    if way < 0.05:
        return written.bomb(draw)
    if way < 0.3:
        return written.broken(content, draw)
    whole = json.loads(content)
    if way < 0.45:
        return trees.as_json(trees.broken_json(whole, draw))
    body = copy.deepcopy(whole["body"])
    piece = draw.choice(("inputs", "inputs", "result", "documents", "status", "switches", None))
    if piece in body:
        body[piece] = trees.broken_json(body[piece], draw)
    else:
        body = trees.broken_json(body, draw)
    envelope = {key: value for key, value in whole["envelope"].items() if key != "seal"}
    if draw.random() < 0.1:
        envelope = trees.broken_json(envelope, draw)
    try:
        envelope["body"] = content_hash(body)
        envelope["seal"] = content_hash(envelope)
        number = sealed(body, MOMENT).number
    except (AttributeError, TypeError, ValueError, IndexError):
        number = whole["number"]
    return trees.as_json({"number": number, "body": body, "envelope": envelope})


def lay_record(case: Path, draw: Draw, made: Path) -> Words:
    """A record, under a command that takes it."""
    name = draw.choice(RECORDS)
    folder = case / Path(name).parent
    shutil.copytree(made / folder.name, folder)
    place = case / name
    place.write_bytes(_broken_record(place.read_bytes(), draw))
    circle, later = str(OPERATORS / "circle.yaml"), str(OPERATORS / "circle-2029.yaml")
    incomes = str(OPERATORS / "circle-incomes.yaml")
    drafting = ("--out", "tariffs/demo/c2.yaml", "--like", "demo/ceilings")
    ways: tuple[Words, ...] = (
        ("verify", name),
        ("verify", name, "--json"),
        ("store", "check", folder.name),
    )
    if "determination" in name or "opinion" in name:
        ways = (
            *ways,
            ("ceilings", name),
            (
                "ceilings",
                name,
                "--by",
                "program",
                "--tolerance",
                "0.1%",
                *draw.choice(((), drafting)),
            ),
            ("evaluate", name, incomes, *ON_EVALUATION),
            ("reconcile", name, str(made / "determination" / "record.json")),
            ("readings", name),
            ("determine", circle, *BY_METHOD, "--stage", "opinion", "--follows", name),
            ("determine", circle, *BY_METHOD, "--out", folder.name, "--no-reports"),
        )
    elif "evaluation" in name:
        evaluation = "evaluation/evaluation.json"
        deducting = ("determine", later, *BY_METHOD_LATER, "--deduct", evaluation)
        ways = (*ways, deducting, (*deducting, "--out", "out", "--no-reports"))
    return draw.choice(ways)


def lay_store(case: Path, draw: Draw, made: Path) -> Words:
    """The store, under its check."""
    put(case / "store.sqlite", written.broken(read(made / "store.sqlite"), draw))
    return ("store", "check", "store.sqlite", *some(draw, (), ("--json",)))
