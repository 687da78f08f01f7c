"""Decisions by the law that is shipped, beside zen-engine: many at once, and one explained.

    var/benchmarks/bin/python benchmarks/rules_decisions.py

The law is the newest version of cn/use-of-public-data. zen-engine is given its largest table,
`regime`, which asks only of facts, and must agree with ours on every case; ours is timed on that
table and on all tables of the document together. Medians of seven runs; no case is like one of the
last 256 before it, so that no decision that was kept is taken again. zen-engine's content is
compiled once, as its own manual advises. Its trace names the rule that decided and the values it
looked at; ours is the whole `Decision`: every rule that matched, every change of one fact that
would change the result, citations, and the Step tree.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import zen

from engine.law import Shelf, installed
from engine.rules import Fact, FactValue, Rule, RulesDocument, RulesVersion, decide, decide_many

DOCUMENT, TABLE = "cn/use-of-public-data", "regime"
RUNS = 7
SINGLE = 2_000
MANY = 10_000_000


def case(facts: tuple[Fact, ...], pick: random.Random) -> dict[str, FactValue]:
    """A case in which every fact is known."""
    found: dict[str, FactValue] = {}
    for fact in facts:
        match fact.type:
            case "yes_no":
                found[fact.id] = pick.random() < 0.5
            case "enumeration" | "switch":
                found[fact.id] = pick.choice(fact.values).id
            case _:
                found[fact.id] = Decimal(pick.randint(1, 99))
    return found


def theirs(version: RulesVersion) -> Any:
    """The first table of `version`, with its first output, as zen-engine's content."""
    table = version.tables[0]
    output = table.outputs[0]
    asked = dict.fromkeys(name for rule in table.rules for name in rule.when)
    facts = {fact.id: fact for fact in version.facts}

    def cell(name: str, rule: Rule) -> str:
        if name not in rule.when:
            return ""
        asks, fact = rule.when[name], facts[name]
        values: list[Any] = [True, False]
        if fact.type in ("enumeration", "switch"):
            values = [value.id for value in fact.values]
        fitting = [value for value in values if (value in asks.one_of) is not asks.negated]
        return ", ".join(map(json.dumps, fitting))

    inputs = [{"id": name, "name": name, "field": name} for name in asked]
    rules = [
        {
            "_id": rule.id,
            **{name: cell(name, rule) for name in asked},
            "out": json.dumps(rule.then[output.id]),
        }
        for rule in table.rules
    ]
    outputs = [{"id": "out", "name": "out", "field": "out"}]
    content = {"hitPolicy": "first", "inputs": inputs, "outputs": outputs, "rules": rules}
    at = {"position": {"x": 0, "y": 0}}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", **at},
        {"id": "t", "type": "decisionTableNode", "name": "t", "content": content, **at},
        {"id": "out", "type": "outputNode", "name": "out", **at},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "t"},
        {"id": "2", "type": "edge", "sourceId": "t", "targetId": "out"},
    ]
    compiled = zen.ZenDecisionContent(json.dumps({"nodes": nodes, "edges": edges}))
    return zen.ZenEngine({"loader": lambda _: compiled})


def explained(version: RulesVersion, facts: dict[str, FactValue]) -> object:
    """One decision, with what would change it."""
    return decide(DOCUMENT, version, facts).alternatives.nearest


def median(work: Callable[[], object]) -> float:
    """Median seconds of RUNS runs of `work`, after one that is not counted."""
    work()
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def main() -> None:
    """Print the time of a decision and the ratios."""
    pick = random.Random(20260102)
    whole = Shelf(installed("tariffs")).get(DOCUMENT, RulesDocument).versions[-1]
    table = next(one for one in whole.tables if one.id == TABLE)
    alone = whole.model_copy(update={"tables": (table,)})
    engine = theirs(alone)
    cases = [case(whole.facts, pick) for _ in range(SINGLE)]
    plain = [
        {name: float(v) if isinstance(v, Decimal) else v for name, v in row.items()}
        for row in cases
    ]
    frame = pd.DataFrame(plain)
    for fact in whole.facts:
        if fact.type in ("enumeration", "switch"):
            frame[fact.id] = frame[fact.id].astype("category")
    many = pd.concat([frame] * (MANY // SINGLE), ignore_index=True)
    columns = {name: many[name] for name in many}

    agreed = [engine.evaluate("t", row)["result"]["out"] for row in plain]
    output = table.outputs[0]
    assert [decide(DOCUMENT, alone, row).outputs[output.id] for row in cases] == agreed
    bulk = decide_many(DOCUMENT, whole, {name: frame[name] for name in frame}, threads=2)
    assert np.array(bulk.values[output.id])[bulk.results[output.id]].tolist() == agreed

    zen_plain = median(lambda: [engine.evaluate("t", row) for row in plain]) / SINGLE
    zen_trace = (
        median(lambda: [engine.evaluate("t", row, {"trace": True}) for row in plain]) / SINGLE
    )
    print(f"zen-engine, {TABLE} only  {zen_plain * 1e6:8.1f} µs; {zen_trace * 1e6:.1f} with trace")
    for name, version in ((f"{TABLE} only", alone), ("whole document", whole)):
        one = median(lambda version=version: [explained(version, row) for row in cases]) / SINGLE
        print(f"explained, {name:14} {one * 1e6:8.1f} µs, {one / zen_trace:.2f} × trace")
        for threads in (1, 2):
            at_once = (
                median(
                    lambda version=version, threads=threads: decide_many(
                        DOCUMENT, version, columns, threads
                    )
                )
                / MANY
            )
            print(
                f"bulk, {name}, {threads} threads {at_once * 1e9:6.1f} ns: "
                f"{zen_plain / at_once:.0f} times zen-engine's rate"
            )


if __name__ == "__main__":
    main()
