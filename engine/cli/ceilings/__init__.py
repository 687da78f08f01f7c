"""`dingjia ceilings`: the most that each product may be charged, from a determination."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

import engine
from engine.ceiling import (
    Allocation,
    AllocationRule,
    Ceilings,
    by_full_cost,
    by_program,
    problem_of,
    rule_of,
)
from engine.cli.ceilings.draft import Drafting, write_draft
from engine.cli.conventions.answers import answering, print_json, print_page, shelf_at
from engine.cli.conventions.options import (
    JsonOption,
    LanguageOption,
    TableOption,
    TariffsOption,
    UncheckedOption,
    argument,
    day_option,
    option,
)
from engine.determination import Determination
from engine.law import Declaration, Fault, Faults, Shelf
from engine.money import exactly, parse_number
from engine.record import Record, read_record
from engine.show.ceilings import ceilings_as_data, ceilings_page
from engine.text import Language, say

__all__ = ["ceilings"]


def ceilings(
    record: Annotated[Path, argument("ceiling.argument_record")],
    by: Annotated[Allocation | None, option("--by", "ceiling.option_by")] = None,
    tolerance: Annotated[str | None, option("--tolerance", "ceiling.option_tolerance")] = None,
    year: Annotated[int | None, option("--year", "ceiling.option_year")] = None,
    rule: Annotated[str | None, option("--rule", "ceiling.option_rule")] = None,
    out: Annotated[Path | None, option("--out", "ceiling.option_out", dir_okay=False)] = None,
    identifier: Annotated[str | None, option("--id", "ceiling.option_id")] = None,
    like: Annotated[str | None, option("--like", "ceiling.option_like")] = None,
    from_: Annotated[datetime.datetime | None, day_option("--from", "ceiling.option_from")] = None,
    until: Annotated[
        datetime.datetime | None, day_option("--until", "ceiling.option_until")
    ] = None,
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    table: TableOption = False,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Print the ceilings that the determination in RECORD allows, and draft their tariff."""
    named = {"dingjia ceilings --rule": rule, "dingjia ceilings --like": like}
    with answering(lang, as_json, [(record, "record")], named):
        shelf = shelf_at(tariffs, unchecked)
        filed = read_record(record)
        determination = _proved(filed, shelf, record)
        asked = determination.years[0] if year is None else year
        if asked not in determination.years:
            allowed = ", ".join(map(str, determination.years))
            raise Faults([_option_fault("--year", asked, "law.not_one_of", allowed=allowed)])
        answer = _set(determination, rule_of(determination, shelf, rule), asked, by, tolerance)
        if out is not None:
            drafting = Drafting(
                path=out,
                id=identifier,
                like=like,
                record=filed.number,
                from_=None if from_ is None else from_.date(),
                until=None if until is None else until.date(),
            )
            write_draft(answer, determination, drafting, shelf)
    if as_json:
        print_json(ceilings_as_data(answer, determination, filed.number))
        return
    print_page(ceilings_page(answer, determination, table), lang)
    if out is not None:
        typer.echo("")
        typer.echo(say("ceiling.drafted", lang, file=out))


def _proved(record: Record, shelf: Shelf, path: Path) -> Determination:
    """Return the determination of `record`, computed again.

    Raises Faults when the record is no determination, NotProved when it does not verify: ceilings
    rest on the figures that were determined.
    """
    kind = record.body.get("kind")
    if kind != "determination":
        raise Faults([Fault(path.name, "body.kind", None, kind, "ceiling.no_determination")])
    proved: Determination = engine.prove(shelf, record, path.name, path)
    return proved


def _set(
    determination: Determination,
    rule: AllocationRule,
    year: int,
    by: Allocation | None,
    tolerance: str | None,
) -> Ceilings:
    problem = problem_of(determination, year)
    way = by or rule.default
    if way is Allocation.FULL_COST:
        if tolerance is not None:
            raise Faults([_option_fault("--tolerance", tolerance, "ceiling.tolerance_unused")])
        return by_full_cost(rule, problem)
    if tolerance is None:
        raise Faults([_option_fault("--tolerance", None, "ceiling.needs_tolerance")])
    declared = Declaration(file="dingjia ceilings", place="--tolerance")
    return by_program(rule, problem, _percent(tolerance), (declared,))


def _percent(written: str) -> Decimal:
    """Return a tolerance in per cent: `0.1%` is that, `0.001` a fraction."""
    number = written.strip().removesuffix("%")
    try:
        value = parse_number(number)
    except ValueError:
        raise Faults([_option_fault("--tolerance", written, "ceiling.bad_tolerance")]) from None
    return value if "%" in written else exactly(lambda: value * 100)


def _option_fault(option: str, value: object, key: str, **values: object) -> Fault:
    return Fault("dingjia ceilings", option, None, value, key, values)
