"""Which command is given what: each kind of input, its sound examples, and where they are laid."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builders.fuzzing import packed, written
from builders.fuzzing.laying import (
    BY_METHOD,
    BY_METHOD_LATER,
    EXAMPLES,
    ON_EVALUATION,
    OPERATORS,
    SHIPPED,
    Draw,
    Words,
    broken,
    put,
    read,
    seeds,
    some,
)
from builders.fuzzing.records import lay_record, lay_store
from builders.operators import OBJECTIONS
from builders.trial_balances import as_xlsx, family_b

Lay = Callable[[Path, Draw, Path], Words]
"""Lays a broken input into a folder; returns the command. The last are the records made before."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of input."""

    name: str
    share: int
    """How many of a hundred mutants are of it."""
    lay: Lay


def written_in(made: Path) -> None:
    """Write what no command makes and no example is: the trial balance as a workbook, objections."""
    as_xlsx(family_b(), made / "balance.xlsx")
    (made / "objections.yaml").write_text(OBJECTIONS, encoding="utf-8")


def _objecting(made: Path, file: str) -> Words:
    return ("determine", str(OPERATORS / "circle.yaml"), *BY_METHOD, "--objections", file,
            "--stage", "opinion", "--follows", str(made / "determination" / "record.json"))  # fmt: skip


def knowing(made: Path) -> list[Words]:
    """Commands on sound input, after which everything that commands read has been read."""
    demo, record = str(OPERATORS / "demo"), str(made / "determination" / "record.json")
    book, overrides = str(OPERATORS / "demo.xlsx"), str(OPERATORS / "demo-overrides.yaml")
    balance, shelf = str(OPERATORS / "trial-balance.csv"), ("--tariffs", str(SHIPPED))
    return [
        ("check", *shelf),
        ("compare", "cn/supply", "2026-03-01", "2026-03-02", *shelf),
        ("classify", str(EXAMPLES / "uses" / "people-service.yaml"), *shelf),
        ("quote", str(EXAMPLES / "quotes" / "demo-calls.yaml"), "--explain", *shelf),
        ("quote", str(EXAMPLES / "quotes" / "pledge.yaml"), *shelf),
        ("determine", demo, *BY_METHOD, "--overrides", overrides, *shelf),
        ("determine", book, *BY_METHOD, *shelf),
        (*_objecting(made, str(made / "objections.yaml")), *shelf),
        ("draft", balance, "--accounts", "cn/accounts/enterprise", "--on", "2026-03-01", *shelf),
        ("evaluate", record, str(OPERATORS / "circle-incomes.yaml"), *ON_EVALUATION, *shelf),
        ("refund", str(OPERATORS / "circle-charges.yaml"), "--on", "2026-03-01", *shelf),
        ("scenario", "compare", str(EXAMPLES / "scenarios" / "lower-yield.yaml"), *shelf),
        ("ceilings", record, "--by", "program", "--tolerance", "0.1%", *shelf),
        ("verify", record, *shelf),
        ("store", "check", str(made / "quote")),
    ]


# --- documents of law


def _document(case: Path, draw: Draw, made: Path) -> Words:
    seed = draw.choice(seeds("tariffs/**/*.yaml"))
    identifier = seed.relative_to(SHIPPED).with_suffix("").as_posix()
    put(case / "drafts" / f"{identifier}.yaml", broken(seed, draw))
    draft = f"drafts/{identifier}.yaml"
    return some(
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
    put(case / "drafts" / f"{identifier}.yaml", broken(SHIPPED / f"{identifier}.yaml", draw))
    return (*words, "--tariffs", "drafts", *some(draw, (), ("--unchecked",), ("--unchecked",)))


# --- what people ask and file


def _request(case: Path, draw: Draw, made: Path) -> Words:
    seed = draw.choice(seeds("examples/quotes/*.yaml", "tests/data/second_look/*/quotes/*.yaml"))
    file = put(case / "request.yaml", broken(seed, draw))
    return (
        "quote",
        file,
        *some(draw, (), (), ("--json",), ("--explain",), ("--ask",), ("--out", "out"), ("--word", "out.docx"),
               ("--save", "out.yaml")),
    )  # fmt: skip


def _use(case: Path, draw: Draw, made: Path) -> Words:
    file = put(case / "use.yaml", broken(draw.choice(seeds("examples/uses/*.yaml")), draw))
    return ("classify", file, *some(draw, (), ("--json",)))


def _submission(case: Path, draw: Draw, made: Path) -> Words:
    seed = draw.choice((OPERATORS / "circle.yaml", OPERATORS / "circle-2029.yaml"))
    file = put(case / "submission.yaml", broken(seed, draw))
    on = BY_METHOD if seed.stem == "circle" else BY_METHOD_LATER
    if draw.random() < 0.15:
        return ("readings", file, *on, *some(draw, (), ("--json",), ("--table",)))
    if draw.random() < 0.1:
        return ("reconcile", file, str(seed), *on, *some(draw, (), ("--json",), ("--table",)))
    return (
        "determine",
        file,
        *on,
        *some(draw, (), ("--json",), ("--out", "out", "--no-reports"), ("--stage", "final"),
               ("--template", "out.xlsx")),
    )  # fmt: skip


def _folder(case: Path, draw: Draw, made: Path) -> Words:
    shutil.copytree(OPERATORS / "demo", case / "demo")
    place = draw.choice(sorted((case / "demo").iterdir()))
    way = draw.random()
    if place.suffix == ".yaml":
        place.write_bytes(broken(place, draw))
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
        place.write_bytes(written.cell(place.read_bytes(), draw))
    else:
        place.write_bytes(written.broken(place.read_bytes(), draw))
    return ("determine", "demo", *BY_METHOD)


def _workbook(case: Path, draw: Draw, made: Path) -> Words:
    seed = draw.choice((made / "circle.xlsx", made / "circle.xlsx", OPERATORS / "demo.xlsx"))
    file = put(case / "book.xlsx", packed.broken(read(seed), draw))
    return ("determine", file, *BY_METHOD)


def _balance(case: Path, draw: Draw, made: Path) -> Words:
    way = draw.random()
    if way < 0.5:
        broken_book = packed.broken(read(made / "balance.xlsx"), draw)
        file = put(case / draw.choice(("balance.xlsx", "balance.xlsx", "balance.xls")), broken_book)
    elif way < 0.53:
        file = put(case / "balance.csv", written.bomb(draw))
    else:
        breaks = draw.choice((written.cell, written.broken))
        file = put(case / "balance.csv", breaks(read(OPERATORS / "trial-balance.csv"), draw))
    chart = draw.choice(("enterprise", "enterprise", "small-enterprise", "government"))
    return ("draft", file, "--accounts", f"cn/accounts/{chart}", "--on", "2026-03-01",
            *some(draw, (), (), ("--json",), ("--out", "out"), ("--out", "out"), ("--from-production",)))  # fmt: skip


def _figures(case: Path, draw: Draw, made: Path) -> Words:
    seed = draw.choice(seeds("examples/methods/*.yaml"))
    file = put(case / "figures.yaml", broken(seed, draw))
    method = re.findall(r"^method: (.+)$", read(seed).decode("utf-8"), re.MULTILINE)[0]
    more = some(draw, (), ("--json",), ("--table",), ("--explain",), ("--out", "out.xlsx"))
    return ("determine", file, "--method", method, *more)


def _overrides(case: Path, draw: Draw, made: Path) -> Words:
    file = put(case / "overrides.yaml", broken(OPERATORS / "demo-overrides.yaml", draw))
    return ("determine", str(OPERATORS / "demo"), *BY_METHOD, "--overrides", file)


def _objections(case: Path, draw: Draw, made: Path) -> Words:
    file = put(case / "objections.yaml", broken(made / "objections.yaml", draw))
    return _objecting(made, file)


def _incomes(case: Path, draw: Draw, made: Path) -> Words:
    file = put(case / "incomes.yaml", broken(OPERATORS / "circle-incomes.yaml", draw))
    if draw.random() < 0.3:
        return ("readings", str(OPERATORS / "circle.yaml"), *BY_METHOD, "--incomes", file)
    record = str(made / "determination" / "record.json")
    return (
        "evaluate",
        record,
        file,
        *ON_EVALUATION,
        *some(draw, (), ("--json",), ("--out", "out")),
    )


def _charges(case: Path, draw: Draw, made: Path) -> Words:
    file = put(case / "charges.yaml", broken(OPERATORS / "circle-charges.yaml", draw))
    if draw.random() < 0.3:
        return ("readings", str(OPERATORS / "circle.yaml"), *BY_METHOD, "--charges", file)
    return ("refund", file, "--on", "2026-03-01", *some(draw, (), ("--json",), ("--out", "out")))


def _scenario(case: Path, draw: Draw, made: Path) -> Words:
    for name in ("circle.yaml", "demo.xlsx", "demo-overrides.yaml"):
        (case / "operators").mkdir(exist_ok=True)
        shutil.copy(OPERATORS / name, case / "operators" / name)
    name, *words = some(
        draw,
        ("lower-yield.yaml", "compare"),
        ("lower-yield.yaml", "explain", "--to", "more-free-supply"),
        ("lower-yield.yaml", "simulate"),
        ("lower-yield.yaml", "seek", "--change", "submission.spread.value", *_RANGE),
        ("demo-operator.yaml", "sweep", "--change", "levers.yield", *_RANGE),
        ("lower-yield.yaml", "frontier", "--change", "levers.yield", *_RANGE, *_AIMS),
        ("lower-yield.yaml", "inputs", "wages"),
        ("lower-yield.yaml", "save", "--store", "kept.sqlite"),
    )
    put(case / "scenarios" / "s.yaml", broken(EXAMPLES / "scenarios" / name, draw))
    action, *more = words
    ending = some(draw, (), ("--json",), ("--out", "out.xlsx"))
    return ("scenario", action, "scenarios/s.yaml", *more, *ending)


_RANGE = ("--between", "1", "2", "--step", "1")
_AIMS = ("--aim", "surplus", "--aim", "recovery:least")


SUBJECTS = (
    Subject("documents", 14, _document),
    Subject("law in use", 12, _law_in_use),
    Subject("requests", 20, _request),
    Subject("uses", 8, _use),
    Subject("submissions", 10, _submission),
    Subject("folders", 3, _folder),
    Subject("workbooks", 4, _workbook),
    Subject("trial balances", 5, _balance),
    Subject("overrides", 1, _overrides),
    Subject("figures", 4, _figures),
    Subject("objections", 2, _objections),
    Subject("incomes", 2, _incomes),
    Subject("charges", 4, _charges),
    Subject("scenarios", 8, _scenario),
    Subject("records", 7, lay_record),
    Subject("stores", 1, lay_store),
)
