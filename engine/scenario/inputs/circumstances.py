"""The inputs of a case beside its submission: readings, market, uses, ceilings, decisions, day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from engine.catalogue import Authorisations, Products
from engine.ceiling import Allocation
from engine.demand import ConstantElasticity, Linear
from engine.determination import Chosen, ReviewerDecisions
from engine.law import Model, Shelf
from engine.method import Method, MethodRole, MethodVersion, Switch, is_for
from engine.money import CONTEXT
from engine.rules import EnumerationFact, RulesDocument
from engine.scenario.case import Case, CeilingChoice, Circumstances, Lever, Levers, Market, UseClass
from engine.scenario.inputs.fields import FieldOf, fields_of
from engine.scenario.inputs.input import Allowed, InputKind, choices_of
from engine.scenario.inputs.submission import Movable
from engine.settlement import evaluating
from engine.text import Text, text
from engine.use import registered_facts

__all__ = ["levers_of", "movables_beside", "spread_within"]

_BY_YEAR = ("prices", "quantities", "deviations")
_PRICES = ("price", "prices")
"""What a price list goes before."""
_CURVES: dict[str, type[Model]] = {"elasticity": ConstantElasticity, "slope": Linear}
"""By the one figure of each curve, the curve."""
_KINDS = {"yes_no": InputKind.YES_NO, "number": InputKind.NUMBER, "date": InputKind.DAY}
"""By the type of a fact, what its value is."""


def levers_of(case: Case, shelf: Shelf) -> Iterator[Movable]:
    """Yield the levers; where they stand, as far as the case says it."""
    filed = case.filed.submission
    market = case.circumstances.market
    growths = {market[one.id].growth if one.id in market else Decimal(0) for one in filed.products}
    standing = {
        Lever.YIELD: None if filed.yield_override is None else filed.yield_override.value,
        Lever.SPREAD: None if filed.spread is None else filed.spread.value,
        Lever.FREE_SHARE: Decimal(0),
        Lever.DEMAND: growths.pop() if len(growths) == 1 else Decimal(0),
    }
    for field in fields_of(Levers, {}):
        lever = Lever(field.leaf[0])
        allowed = field.allowed
        assert allowed is not None
        if lever is Lever.SPREAD:
            allowed = spread_within(case, shelf, allowed)
        elif lever is Lever.FREE_SHARE:
            paid = [*_paid_shares(case)]
            if not paid:
                continue
            allowed = allowed.within(max(paid) - 100, min(paid))
        elif lever is Lever.DEMAND and not filed.products:
            continue
        value = standing[lever]
        is_there = value is not None and lever in (Lever.YIELD, Lever.SPREAD)
        yield Movable(FieldOf(("levers", lever.value), allowed, value, is_there), allowed)


def spread_within(case: Case, shelf: Shelf, allowed: Allowed) -> Allowed:
    """Return `allowed` within what the method lets be chosen as the spread."""
    version = _in_force(shelf, case.circumstances.method, case.circumstances.on)
    for parameter in version.parameters:
        if parameter.id == Chosen.SPREAD:
            return allowed.within(parameter.min, parameter.max)
    return allowed


def movables_beside(
    case: Case, shelf: Shelf, years: Sequence[int], methods: Sequence[Method]
) -> Iterator[Movable]:
    """Yield what can be moved of a case beside its submission; `years` are those that it is walked
    over, `methods` all that there are."""
    yield from _switches(case, shelf)
    for product in case.filed.submission.products:
        yield from _market(case, product.id, years)
    yield from _uses(case, shelf)
    yield from _ceilings(case, shelf, methods)
    yield from _of_run(case, methods)
    yield from _decisions(case)


def _switches(case: Case, shelf: Shelf) -> Iterator[Movable]:
    of = case.circumstances
    _, evaluation = evaluating(shelf, of.method, of.on)
    every = (*_in_force(shelf, of.method, of.on).switches, *evaluation.switches)
    for switch in {one.id: one for one in every}.values():
        chosen = of.switches.get(switch.id)
        leaf = ("switches", switch.id)
        allowed = _of_switch(switch)
        yield Movable(FieldOf(leaf, allowed, chosen or switch.default, chosen is not None), allowed)


def _of_switch(switch: Switch) -> Allowed:
    return choices_of((one.id, one.title) for one in switch.values)


def _market(case: Case, product: str, years: Sequence[int]) -> Iterator[Movable]:
    """Yield the price, growth and demand of a product, by year where they are said by year."""
    tree = (case.located.tree.get("market") or {}).get(product, {})
    at = ("market", product)
    said = [field for field in _below(fields_of(Market, tree), *at) if "response" not in field.leaf]
    there = {field.leaf for field in said}
    by_list = tree.get("price_list") is not None
    in_vain = _PRICES if by_list else ()
    if any(one.product == product for one in case.circumstances.uses):
        in_vain = (*in_vain, "customers")  # each class says its own
    for field in said:
        if field.allowed is not None and {*in_vain}.isdisjoint(field.leaf):
            yield Movable(field, field.allowed)
    for name in _BY_YEAR[1:] if by_list else _BY_YEAR:
        allowed = _of_year(name)
        for year in years:
            if (*at, name, str(year)) not in there:
                yield Movable(FieldOf((*at, name, str(year)), allowed, None, False), allowed)
    if "price" in tree or "forecast_at" in tree:
        response = tree.get("response") or {}
        for name, curve in _CURVES.items():
            (field,) = (one for one in fields_of(curve, {}) if one.leaf == (name,))
            assert field.allowed is not None
            value = response.get(name)
            leaf = (*at, "response", name)
            yield Movable(FieldOf(leaf, field.allowed, value, value is not None), field.allowed)


def _of_year(name: str) -> Allowed:
    """Return what the market may say of one year."""
    field = next(one for one in fields_of(Market, {name: {"2000": 1}}) if one.leaf[0] == name)
    assert field.allowed is not None
    return field.allowed


def _uses(case: Case, shelf: Shelf) -> Iterator[Movable]:
    """Yield what each class of use asks for, takes, and declares."""
    trees = case.located.tree.get("uses") or []
    products = {one.id: one.title for one in case.filed.submission.products}
    drivers = [one.id for one in case.filed.submission.drivers]
    for tree, use in zip(trees, case.circumstances.uses, strict=True):
        at = ("uses", use.id)
        for field in _below(fields_of(UseClass, tree), *at):
            if field.leaf[2:3] == ("product",):
                allowed = choices_of(products.items())
                yield Movable(field, allowed)
            elif field.allowed is not None and "facts" not in field.leaf:
                yield Movable(field, field.allowed)
        lacking = {"takes": {driver: 0 for driver in drivers if driver not in use.takes}}
        for field in _below(fields_of(UseClass, lacking), *at):
            if field.leaf[2] == "takes" and field.allowed is not None:
                yield Movable(replace(field, value=None, is_there=False), field.allowed)
        yield from _declared(use, shelf, case.circumstances.on)


def _declared(use: UseClass, shelf: Shelf, on: datetime.date) -> Iterator[Movable]:
    """Yield what is declared of a use: operator, scenario, and the facts that the rules ask for,
    but for those that they decide themselves or that a register says."""
    under = use.use.stands_under
    at = ("uses", use.id, "use")
    asked: dict[str, Allowed] = {}
    said_by_rules: set[str] = set()
    for document in (under.use, under.gate):
        version = shelf.law(document, RulesDocument, on).in_force_on(on)
        said_by_rules |= {output.id for table in version.tables for output in table.outputs}
        for fact in version.facts:
            if isinstance(fact, EnumerationFact):
                asked[fact.id] = choices_of((one.id, one.title) for one in fact.values)
            elif fact.type in _KINDS:
                asked[fact.id] = Allowed(_KINDS[fact.type])
    filled = registered_facts(shelf, under, on, use.product, use.use.operator, use.use.scenario, {})
    for name, allowed in asked.items():
        value = use.use.facts.get(name)
        if value is None and name in (said_by_rules | {*filled.facts}):
            continue
        yield Movable(FieldOf((*at, "facts", name), allowed, value, value is not None), allowed)
    if under.products is not None:
        register = shelf.law(under.products, Products, on).in_force_on(on)
        allowed = choices_of((one.id, one.title) for one in register.scenarios)
        value = use.use.scenario
        yield Movable(FieldOf((*at, "scenario"), allowed, value, value is not None), allowed)
    if under.authorisations is not None:
        given = shelf.law(under.authorisations, Authorisations, on).in_force_on(on).authorisations
        allowed = choices_of((one.operator.id, one.operator.name) for one in given)
        value = use.use.operator
        yield Movable(FieldOf((*at, "operator"), allowed, value, value is not None), allowed)


def _ceilings(case: Case, shelf: Shelf, methods: Sequence[Method]) -> Iterator[Movable]:
    of = case.circumstances
    choice = of.ceilings
    method = shelf.law(of.method, Method, of.on)
    named = choice.rule or method.uses.ceilings
    allowed = _for_role(methods, MethodRole.CEILINGS, of.on)
    at = ("ceilings", "rule")
    yield Movable(FieldOf(at, allowed, named, choice.rule is not None), allowed)
    for field in _below(fields_of(CeilingChoice, case.located.tree["ceilings"]), "ceilings"):
        allowed_here = field.allowed
        if field.leaf[-1] == "by" and choice.by is Allocation.PROGRAM:
            titles = {one.value: text(f"scenario.inputs.by_{one.value}") for one in Allocation}
            yield Movable(field, choices_of(titles.items()))
        elif field.leaf[-1] == "tolerance" and allowed_here is not None:
            yield Movable(field, allowed_here)


def _of_run(case: Case, methods: Sequence[Method]) -> Iterator[Movable]:
    """Yield the method, the day, and how many cycles are walked."""
    of = case.circumstances
    for field in fields_of(Circumstances, {"method": of.method, "on": of.on.isoformat()}):
        if field.leaf == ("method",):
            yield Movable(field, _for_role(methods, MethodRole.DETERMINATION, of.on))
        elif field.leaf == ("on",) and field.allowed is not None:
            yield Movable(field, field.allowed)
        elif field.leaf == ("cycles",) and field.allowed is not None:
            least = Decimal(max(of.later, default=1))
            there = replace(field, value=of.cycles, is_there="cycles" in case.located.tree)
            yield Movable(there, field.allowed.within(least=least))


def _decisions(case: Case) -> Iterator[Movable]:
    """Yield what the review decided of each item: an amount, where it belongs."""
    if case.decided is None:
        return
    filed, decisions = case.filed.submission, case.decided.decisions.decisions
    pools = {pool.id: pool.title for pool in filed.pools}
    placed = {one.id for one in filed.items if one.pool is not None or one.direct is not None}
    placed |= {one.item for one in decisions if one.places}
    items = [one.item for one in decisions]
    tree = case.located.tree["decisions"]
    for field in _below(fields_of(ReviewerDecisions, tree), "decisions"):
        last, entry = field.leaf[-1], field.leaf[2:3]
        if not entry:
            continue
        item = entry[0].rsplit(" ", 1)[0]
        if last == "amount" and item in placed and field.allowed is not None:
            yield Movable(field, field.allowed)
        elif last in ("pool", "direct") and items.count(item) == 1:
            titles = pools if last == "pool" else dict(_direct())
            yield Movable(field, choices_of(titles.items()))


def _below(fields: Iterable[FieldOf], *before: str) -> Iterator[FieldOf]:
    return (replace(one.below(*before), path=()) for one in fields)


def _direct() -> Iterator[tuple[str, Text]]:
    yield from ((name, text(f"submission.choice_{name}")) for name in ("paid", "free"))


def _for_role(methods: Iterable[Method], role: MethodRole, on: datetime.date) -> Allowed:
    """Return the methods of a role that are in force on a day."""
    return choices_of(
        (one.id, one.title) for one in methods if is_for(one, role) and one.in_force(on) is not None
    )


def _in_force(shelf: Shelf, method: str, on: datetime.date) -> MethodVersion:
    return shelf.law(method, Method, on).in_force_on(on)


def _paid_shares(case: Case) -> Iterator[Decimal]:
    """Yield by how many points each pool and each driver is of paid use [percent]."""
    for pool in case.filed.submission.pools:
        if pool.by is None:
            yield pool.paid_share
    for driver in case.filed.submission.drivers:
        with localcontext(CONTEXT):
            yield driver.paid * 100 / (driver.paid + driver.free)
