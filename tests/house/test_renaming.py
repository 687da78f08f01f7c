"""No name in a method is a contract that nobody wrote down.

Each name of the shipped methods is changed, one at a time and consistently in its document. Either
the check names it, with file and place; or no figure and no message is another. Never a crash.
"""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from builders.operators import (
    CLOCK,
    DAY,
    INCOMES,
    METHOD,
    ROOT,
    SHELF,
    deducting,
    entry,
    filed,
    tree,
)
from builders.proof import part
from builders.renamed import NEW, Path, Replaced, method_of, names, piece, renamed

from engine.ceiling import by_full_cost, by_program, problem_of, rule_in_force, rule_of
from engine.determination import (
    Determination,
    Spread,
    body_of_determination,
    decided,
    determine,
)
from engine.law import Declaration, Faults, Located, Shelf, read_yaml
from engine.method.check.document import check_method
from engine.record import sealed
from engine.report.terminal import page_lines
from engine.settlement import (
    Incomes,
    body_of_evaluation,
    body_of_refund,
    evaluate_cycle,
    permitted_by,
    read_charges,
    read_incomes,
    refunds_of,
)
from engine.show.ceilings import ceilings_page
from engine.show.determination import determination_report, workbook_of
from engine.show.determination.page import determination_page
from engine.show.determination.terminal import determination_shown
from engine.submission import Filed
from engine.text import Language

CEILINGS, REFUND = "cn/ceiling-allocation", "cn/refund-of-overcharges"
TREES: dict[str, Any] = {
    name: read_yaml(ROOT / "tariffs" / f"{name}.yaml").tree for name in (METHOD, CEILINGS, REFUND)
}
ONLY_LOOKED_AT = (CEILINGS, "lowest_ticks")
"""A line that a rule of ceilings may have or not: on screen a rule without it says so."""
NAMES = [(document, path) for document, whole in TREES.items() for path in names(whole)]


def kind_of(name: tuple[str, Path]) -> tuple[str, ...]:
    """What a name is of, as the model of a version has it."""
    return tuple(step for step in name[1] if isinstance(step, str))


TRIED = part(NAMES, quick=2, family=lambda name: (name[0], kind_of(name)))

Chosen = Mapping[str, str]
Answers = dict[str, Any]


def name_of(document: str, path: Path) -> str:
    return str(piece(TREES[document], path)["id"])


@pytest.mark.parametrize(
    ("document", "path"),
    [
        pytest.param(
            document, path, id=f"{document}-{path[-2]}-{name_of(document, path) or 'none'}"
        )
        for document, path in TRIED
    ],
)
def test_a_name_is_free_or_the_check_names_it(document: str, path: Path) -> None:
    located, old = renamed(TREES[document], path), name_of(document, path)
    try:
        method = method_of(located)
    except Faults as malformed:
        told = malformed.faults
    else:
        told = tuple(located.fault(finding) for finding in check_method(method, SHELF))
        shelf = Replaced(method)
        if told:
            with suppress(Faults):
                ANSWERS[document](shelf, {})
        for chosen in () if told else readings(document, path):
            answers = ANSWERS[document](shelf, as_called(chosen, document, path))
            written = json.dumps(answers).replace(NEW, old)
            shipped = as_shipped(document, tuple(sorted(chosen.items())))
            if (document, old) == ONLY_LOOKED_AT:
                assert "with no lower bound" not in json.dumps(shipped)
                assert "with no lower bound" in written
                continue
            assert json.loads(written) == shipped
    for fault in told:
        assert fault.file == f"{document}.yaml"
        assert fault.place
    if told:
        messages = "\n".join(fault.message(language) for fault in told for language in Language)
        assert NEW in messages or old in messages


def test_names_of_every_kind_are_changed() -> None:
    """A kind that is added is walked, or fails above."""
    assert len({kind_of(name) for name in TRIED}) == 12
    assert len(NAMES) > 200


def readings(document: str, path: Path) -> Iterator[Chosen]:
    """Every switch by default, every switch otherwise, and each reading of one that is changed."""
    switches = TREES[document]["versions"][0].get("switches", [])
    yield {}
    yield {switch["id"]: switch["values"][-1]["id"] for switch in switches}
    if path[0] == "switches":
        changed = piece(TREES[document], path[:2])
        for value in changed["values"]:
            if len(path) == 2 or value is piece(TREES[document], path):
                yield {changed["id"]: value["id"]}


def as_called(chosen: Chosen, document: str, path: Path) -> Chosen:
    """The readings chosen, as the changed document calls them."""
    if path[0] != "switches":
        return chosen
    switch, old = piece(TREES[document], path[:2])["id"], name_of(document, path)
    if len(path) == 2:
        return {NEW if name == old else name: value for name, value in chosen.items()}
    return {
        name: NEW if (name, value) == (switch, old) else value for name, value in chosen.items()
    }


@cache
def as_shipped(document: str, chosen: tuple[tuple[str, str], ...]) -> Answers:
    answers: Answers = json.loads(json.dumps(ANSWERS[document](SHELF, dict(chosen))))
    return answers


# --- what is answered -------------------------------------------------------------


def of_determination(shelf: Shelf, chosen: Chosen) -> Answers:
    """What is said of an operator for whom every line and column matters, and of one on trial.

    All that is written and shown, with every switch by default; the figures, with one otherwise.
    """
    operator = rich()
    reviewed = decided(
        Located(
            "decisions.yaml",
            {
                "reviewer": "审核组",
                "decisions": [{"item": "marketing", "amount": "350000", "reason": "合同外"}],
            },
        ),
        operator,
    )
    excess = deducting(Decimal(1_000_000))
    answer = determine(shelf, operator, METHOD, DAY, chosen, None, excess, reviewed)
    ceilings = by_full_cost(rule_of(answer, shelf), problem_of(answer, answer.years[0]))
    body = body_of_determination(answer)
    permitted = permitted_by(sealed(json.loads(json.dumps(body)), CLOCK), "record.json")
    # Its number hashes the names, and stands in the ledger that goes on as well.
    permitted = permitted.model_copy(update={"record": "DETERMINATION-1", "ledger": None})
    evaluation = evaluate_cycle(shelf, INCOMES.name, incomes(), permitted, DAY, chosen)
    figures = {"body": body, "evaluation": body_of_evaluation(evaluation)}
    if chosen:
        return figures
    return {
        **figures,
        "shown": list(determination_shown(answer, Language.ZH)),
        "report": repr(determination_report(answer, "NUMBER", ceilings)),
        "workbook": pieces(workbook_of(answer, Language.EN)),
        "page": page_lines(determination_page(answer), Language.ZH),
        "ceilings": page_lines(ceilings_page(ceilings, answer, whole=True), Language.ZH),
        "on trial": body_of_determination(determine(shelf, on_trial(), METHOD, DAY)),
        "refused": refused(shelf),
    }


def refused(shelf: Shelf) -> list[str]:
    """What is said of a spread above its bound."""
    spread = Spread(Decimal(99), Declaration(file="test", place="--spread"))
    with pytest.raises(Faults) as faults:
        determine(shelf, on_trial(), METHOD, DAY, spread=spread)
    return [fault.message(language) for fault in faults.value.faults for language in Language]


def of_ceilings(shelf: Shelf, chosen: Chosen) -> Answers:
    """Both ways, whichever is the default; `chosen` is not asked of a determination."""
    rule, answer = rule_in_force(shelf, CEILINGS, DAY), shipped()
    problem = problem_of(answer, 2026)
    found = (by_full_cost(rule, problem), by_program(rule, problem, Decimal("0.1")))
    return {
        "default": rule.default,
        "shown": [page_lines(ceilings_page(one, answer), Language.EN) for one in found],
        "steps": [repr(one.worksheet.steps) for one in found],
    }


def of_refund(shelf: Shelf, chosen: Chosen) -> Answers:
    path = ROOT / "examples" / "operators" / "circle-charges.yaml"
    return body_of_refund(refunds_of(shelf, path.name, read_charges(path), REFUND, DAY))


ANSWERS: dict[str, Callable[[Shelf, Chosen], Answers]] = {
    METHOD: of_determination,
    CEILINGS: of_ceilings,
    REFUND: of_refund,
}


@cache
def shipped() -> Determination:
    return determine(SHELF, filed(tree()), METHOD, DAY)


@cache
def incomes() -> Incomes:
    return read_incomes(INCOMES)


@cache
def rich() -> Filed:
    """The worked operator with everything that a submission may state."""
    whole = tree()
    whole |= {
        "net_assets": "9000000",
        "effective_assets": "8000000",
        "local_average_wage": "120000",
        "staff": [{"id": "all", "title": {"zh": "全员", "en": "all"}, "number": "20"}],
        "earlier_years": [{"year": 2024, "income": "9000000", "local_average_wage": "110000"}],
        "earlier": [
            *(
                {"of": item["id"], "year": 2024, "amount": "100000"}
                for item in whole["items"]
                if item["id"] not in ("marketing", "wages")
            ),
            {"of": "marketing", "year": 2024, "amount": "300000"},
            {"of": "wages", "year": 2024, "amount": "2500000"},
            {"of": "paid-grant", "year": 2024, "amount": "400000"},
        ],
        "drivers": [
            {
                "id": "hours",
                "title": {"zh": "机时", "en": "hours"},
                "unit": {"zh": "小时", "en": "hour"},
                "paid": "7000",
                "free": "3000",
                "products": {"verification-call": "5000", "enterprise-data-package": "2000"},
            }
        ],
    }
    whole["staff"].append({**whole["staff"][0], "id": "before", "year": 2024, "number": "18"})
    whole["subsidies"].append(
        {
            "id": "any",
            "title": {"zh": "补助", "en": "grant"},
            "amount": "90000",
            "tag": "unspecified",
        }
    )
    for item in ("platform", "wages"):
        entry(whole, "items", item)["related_party"] = True
    called_by_title(whole)
    entry(whole, "items", "servers")["asset"] |= {
        "in_use_from": "2023-06",
        "given": "100000",
        "revalued": "50000",
    }
    del entry(whole, "pools", "computing")["paid_share"]
    entry(whole, "pools", "computing")["by"] = "hours"
    for product in whole["products"]:
        del product["shares"]["computing"]
    return filed(whole)


@cache
def on_trial() -> Filed:
    """The worked operator without a complete year."""
    whole = tree()
    called_by_title(whole)
    whole |= {
        "basis": "forecast",
        "accounts_year": 2026,
        "trial": {"begins": datetime.date(2026, 4, 1), "months": 18},
        "net_assets": "9000000",
        "effective_assets": "8000000",
    }
    return filed(whole)


def called_by_title(whole: dict[str, Any]) -> None:
    """Name the classes of the assets as the method titles them, whatever it calls them."""
    for name, title in (("servers", "电子设备"), ("software", "无形资产")):
        entry(whole, "items", name)["asset"]["asset_class"] = title


def pieces(content: bytes) -> dict[str, str]:
    """The files inside a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode("utf-8", "replace") for name in book.namelist()}
