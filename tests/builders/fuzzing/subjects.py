"""Which command is given what: each kind of input, its sound examples, and where they are laid."""

from __future__ import annotations

import copy
import datetime
import json
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from builders.fuzzing import nasty, packed, trees, written
from engine.law import content_hash
from engine.record import sealed
from engine.record.store import RecordStore

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "tariffs"
EXAMPLES = ROOT / "examples"
OPERATORS = EXAMPLES / "operators"
BY_METHOD = ("--method", "cn/ndrc-2025-65", "--on", "2026-03-01")
BY_METHOD_LATER = ("--method", "cn/ndrc-2025-65", "--on", "2029-03-01")
ON_EVALUATION = ("--on", "2029-02-01")
MOMENT = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)

Words = tuple[str, ...]
Draw = random.Random
Lay = Callable[[Path, Draw, Path], Words]
"""Lays a broken input into a folder; returns the command. The last are the records made before."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of input."""

    name: str
    share: int
    """How many of a hundred mutants are of it."""
    lay: Lay


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


def knowing(made: Path) -> list[Words]:
    """Commands on sound input, after which everything that commands read has been read."""
    demo, record = str(OPERATORS / "demo"), str(made / "determination" / "record.json")
    book, overrides = str(OPERATORS / "demo.xlsx"), str(OPERATORS / "demo-overrides.yaml")
    shelf = ("--tariffs", str(SHIPPED))
    return [
        ("check", *shelf),
        ("compare", "cn/supply", "2026-03-01", "2026-03-02", *shelf),
        ("classify", str(EXAMPLES / "uses" / "people-service.yaml"), *shelf),
        ("quote", str(EXAMPLES / "quotes" / "demo-calls.yaml"), "--explain", *shelf),
        ("quote", str(EXAMPLES / "quotes" / "pledge.yaml"), *shelf),
        ("determine", demo, *BY_METHOD, "--overrides", overrides, *shelf),
        ("determine", book, *BY_METHOD, *shelf),
        ("evaluate", record, str(OPERATORS / "circle-incomes.yaml"), *ON_EVALUATION, *shelf),
        ("refund", str(OPERATORS / "circle-charges.yaml"), "--on", "2026-03-01", *shelf),
        ("scenario", str(EXAMPLES / "scenarios" / "lower-yield.yaml"), *shelf),
        ("ceilings", record, "--by", "program", "--tolerance", "0.1%", *shelf),
        ("verify", record, *shelf),
        ("store", "check", str(made / "quote")),
    ]


RECORDS = ("determination/record.json", "opinion/record.json", "evaluation/evaluation.json", "after/record.json",
           "quote/record.json", "quote-2/record.json", "refund/refund.json", "evaluation/ledger.json")  # fmt: skip


def store_of(made: Path) -> None:
    """Put all records made into one file as well."""
    store = RecordStore(made / "store.sqlite")
    for name in RECORDS:
        store.add(json.loads((made / name).read_text("utf-8"))["body"], MOMENT)


@cache
def _seeds(*patterns: str) -> tuple[Path, ...]:
    return tuple(sorted(path for pattern in patterns for path in ROOT.glob(pattern)))


@cache
def _content(path: Path) -> bytes:
    return path.read_bytes()


def _broken(path: Path, draw: Draw) -> bytes:
    """The YAML at `path` with something broken; now and then another file altogether."""
    way = draw.random()
    if way < 0.03:
        return written.bomb(draw)
    if way < 0.45:
        return written.broken(_content(path), draw)
    return trees.broken_yaml(_content(path), draw)


def _put(place: Path, content: bytes) -> str:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place.name


def _some(draw: Draw, *ways: Words) -> Words:
    return draw.choice(ways)


# --- documents of law


def _document(case: Path, draw: Draw, made: Path) -> Words:
    seed = draw.choice(_seeds("tariffs/**/*.yaml"))
    identifier = seed.relative_to(SHIPPED).with_suffix("").as_posix()
    _put(case / "drafts" / f"{identifier}.yaml", _broken(seed, draw))
    draft = f"drafts/{identifier}.yaml"
    return _some(
        draw,
        ("check", draft),
        ("check", draft),
        ("check", draft, "--json"),
        ("check", "drafts"),
        ("compare", identifier, draft),
        ("check", draft, "--against", identifier),
    )


_USERS: tuple[tuple[str, Words], ...] = (
    ("demo/price-list", ("quote", str(EXAMPLES / "quotes/demo-calls.yaml"))),
    ("demo/price-list", ("quote", str(EXAMPLES / "quotes/demo-metered.yaml"), "--explain")),
    ("demo/price-list", ("quote", str(EXAMPLES / "quotes/half-and-half.yaml"), "--json")),
    ("demo/products", ("quote", str(EXAMPLES / "quotes/demo-calls.yaml"))),
    ("demo/ceilings", ("quote", str(EXAMPLES / "quotes/demo-calls.yaml"))),
    ("demo/authorisations", ("quote", str(EXAMPLES / "quotes/demo-calls.yaml"))),
    ("demo/supply", ("quote", str(EXAMPLES / "quotes/demo-calls.yaml"))),
    ("cn/credit-reference", ("quote", str(EXAMPLES / "quotes/commercial-bank.yaml"))),
    ("cn/credit-reference", ("quote", str(EXAMPLES / "quotes/pledge.yaml"))),
    ("cn/use-of-public-data", ("classify", str(EXAMPLES / "uses/people-service.yaml"))),
    ("cn/supply", ("classify", str(EXAMPLES / "uses/unregistered.yaml"))),
    ("cn/conditions-of-free-use", ("classify", str(EXAMPLES / "uses/people-service.yaml"))),
    ("cn/instruments", ("classify", str(EXAMPLES / "uses/people-service.yaml"))),
    ("cn/ndrc-2025-65", ("determine", str(OPERATORS / "circle.yaml"), *BY_METHOD)),
    ("cn/cost-review", ("determine", str(OPERATORS / "circle.yaml"), *BY_METHOD)),
    ("cn/rates", ("determine", str(OPERATORS / "circle.yaml"), *BY_METHOD)),
    ("cn/series/treasury-10-year", ("determine", str(OPERATORS / "circle.yaml"), *BY_METHOD)),
    ("cn/series/vat-general", ("determine", str(OPERATORS / "circle.yaml"), *BY_METHOD)),
    ("cn/refund-of-overcharges", ("refund", str(OPERATORS / "circle-charges.yaml"), "--on", "2026-03-01")),
)  # fmt: skip


def _law_in_use(case: Path, draw: Draw, made: Path) -> Words:
    """A broken document under a command that takes it, with or without its check."""
    identifier, words = draw.choice(_USERS)
    _put(case / "drafts" / f"{identifier}.yaml", _broken(SHIPPED / f"{identifier}.yaml", draw))
    return (*words, "--tariffs", "drafts", *_some(draw, (), ("--unchecked",), ("--unchecked",)))


# --- what people ask and file


def _request(case: Path, draw: Draw, made: Path) -> Words:
    seed = draw.choice(_seeds("examples/quotes/*.yaml", "tests/data/second_look/*/quotes/*.yaml"))
    file = _put(case / "request.yaml", _broken(seed, draw))
    return (
        "quote",
        file,
        *_some(draw, (), (), ("--json",), ("--explain",), ("--ask",), ("--out", "out"), ("--word", "out.docx"),
               ("--save", "out.yaml")),
    )  # fmt: skip


def _use(case: Path, draw: Draw, made: Path) -> Words:
    file = _put(case / "use.yaml", _broken(draw.choice(_seeds("examples/uses/*.yaml")), draw))
    return ("classify", file, *_some(draw, (), ("--json",)))


def _submission(case: Path, draw: Draw, made: Path) -> Words:
    seed = draw.choice((OPERATORS / "circle.yaml", OPERATORS / "circle-2029.yaml"))
    file = _put(case / "submission.yaml", _broken(seed, draw))
    on = BY_METHOD if seed.stem == "circle" else BY_METHOD_LATER
    return (
        "determine",
        file,
        *on,
        *_some(draw, (), ("--json",), ("--out", "out", "--no-reports"), ("--stage", "final"),
               ("--template", "out.xlsx")),
    )  # fmt: skip


def _folder(case: Path, draw: Draw, made: Path) -> Words:
    shutil.copytree(OPERATORS / "demo", case / "demo")
    place = draw.choice(sorted((case / "demo").iterdir()))
    way = draw.random()
    if place.suffix == ".yaml":
        place.write_bytes(_broken(place, draw))
    elif way < 0.05:
        place.unlink()
    elif way < 0.1:
        place.rename(place.with_name(draw.choice(("x.csv", "items.CSV", "x.txt", "staff.csv"))))
    elif way < 0.13:
        place.unlink()
        place.mkdir()
    elif way < 0.18:
        place.write_bytes(written.bomb(draw))
    elif way < 0.6:
        place.write_bytes(_cell(place.read_bytes(), draw))
    else:
        place.write_bytes(written.broken(place.read_bytes(), draw))
    return ("determine", "demo", *BY_METHOD)


def _cell(content: bytes, draw: Draw) -> bytes:
    rows = [row.split(b",") for row in content.splitlines()]
    row = draw.choice(rows)
    value = nasty.scalar(draw).encode("utf-8", "surrogatepass")
    row[draw.randrange(len(row))] = draw.choice((value, b'"%s"' % value, b"", b'"', b"a,b"))
    return b"\r\n".join(b",".join(row) for row in rows) + b"\r\n"


def _workbook(case: Path, draw: Draw, made: Path) -> Words:
    seed = draw.choice((made / "circle.xlsx", made / "circle.xlsx", OPERATORS / "demo.xlsx"))
    file = _put(case / "book.xlsx", packed.broken(_content(seed), draw))
    return ("determine", file, *BY_METHOD)


def _figures(case: Path, draw: Draw, made: Path) -> Words:
    seed = draw.choice(_seeds("examples/methods/*.yaml"))
    file = _put(case / "figures.yaml", _broken(seed, draw))
    method = re.findall(r"^method: (.+)$", _content(seed).decode("utf-8"), re.MULTILINE)[0]
    more = _some(draw, (), ("--json",), ("--table",), ("--explain",), ("--out", "out.xlsx"))
    return ("determine", file, "--method", method, *more)


def _overrides(case: Path, draw: Draw, made: Path) -> Words:
    file = _put(case / "overrides.yaml", _broken(OPERATORS / "demo-overrides.yaml", draw))
    return ("determine", str(OPERATORS / "demo"), *BY_METHOD, "--overrides", file)


_OBJECTIONS = """objections:
  - id: welfare-cap
    line: reviewed
    of: welfare
    by: 示例数据运营有限公司
    on: 2026-03-20
    said: 福利费含补充医疗保险，应另行核定
    answer: {outcome: rejected, reason: 无依据, by: 示例审核组, on: 2026-04-02}
  - {id: second, line: maximum, by: 示例, on: 2026-03-21, said: 太低}
"""


def _objections(case: Path, draw: Draw, made: Path) -> Words:
    seed = case.parent / "objections-seed.yaml"
    seed.write_text(_OBJECTIONS, encoding="utf-8")
    file = _put(case / "objections.yaml", _broken(seed, draw))
    follows = made / "determination" / "record.json"
    return ("determine", str(OPERATORS / "circle.yaml"), *BY_METHOD, "--objections", file,
            "--stage", "opinion", "--follows", str(follows))  # fmt: skip


def _incomes(case: Path, draw: Draw, made: Path) -> Words:
    file = _put(case / "incomes.yaml", _broken(OPERATORS / "circle-incomes.yaml", draw))
    record = str(made / "determination" / "record.json")
    return (
        "evaluate",
        record,
        file,
        *ON_EVALUATION,
        *_some(draw, (), ("--json",), ("--out", "out")),
    )


def _charges(case: Path, draw: Draw, made: Path) -> Words:
    file = _put(case / "charges.yaml", _broken(OPERATORS / "circle-charges.yaml", draw))
    return ("refund", file, "--on", "2026-03-01", *_some(draw, (), ("--json",), ("--out", "out")))


def _scenario(case: Path, draw: Draw, made: Path) -> Words:
    (case / "operators").mkdir()
    shutil.copy(OPERATORS / "circle.yaml", case / "operators" / "circle.yaml")
    _put(case / "scenarios" / "s.yaml", _broken(EXAMPLES / "scenarios" / "lower-yield.yaml", draw))
    return ("scenario", "scenarios/s.yaml", *_some(draw, (), ("--json",), ("--out", "out.xlsx")))


# --- records


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


def _record(case: Path, draw: Draw, made: Path) -> Words:
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
            ("determine", circle, *BY_METHOD, "--stage", "opinion", "--follows", name),
            ("determine", circle, *BY_METHOD, "--out", folder.name, "--no-reports"),
        )
    elif "evaluation" in name:
        evaluation = "evaluation/evaluation.json"
        deducting = ("determine", later, *BY_METHOD_LATER, "--deduct", evaluation)
        ways = (*ways, deducting, (*deducting, "--out", "out", "--no-reports"))
    return draw.choice(ways)


def _store(case: Path, draw: Draw, made: Path) -> Words:
    _put(case / "store.sqlite", written.broken(_content(made / "store.sqlite"), draw))
    return ("store", "check", "store.sqlite", *_some(draw, (), ("--json",)))


SUBJECTS = (
    Subject("documents", 16, _document),
    Subject("law in use", 12, _law_in_use),
    Subject("requests", 23, _request),
    Subject("uses", 8, _use),
    Subject("submissions", 10, _submission),
    Subject("folders", 3, _folder),
    Subject("workbooks", 4, _workbook),
    Subject("overrides", 1, _overrides),
    Subject("figures", 4, _figures),
    Subject("objections", 2, _objections),
    Subject("incomes", 2, _incomes),
    Subject("charges", 4, _charges),
    Subject("scenarios", 3, _scenario),
    Subject("records", 7, _record),
    Subject("stores", 1, _store),
)
