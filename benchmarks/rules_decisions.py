"""Decisions against zen-engine: many at once, and one with its whole explanation.

    uv pip install --group benchmarks && .venv/bin/python benchmarks/rules_decisions.py

Both read the same table of 20 rules over 6 facts, and must agree on every case. Medians of seven
runs; zen-engine's content is compiled once, as its own manual advises. Its trace names the rule
that decided and the values it looked at; ours is the whole `Decision`: every rule that matched,
every change of one fact that would change the result, citations, and the Step tree.
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

from engine.rules import RulesVersion, decide, decide_many

RUNS = 7
SINGLE = 5_000
MANY = 10_000_000
LETTERS = ["p", "q", "r", "s"]
WANTED_BULK, WANTED_EXPLAINED = 300, 1.3


def rules(pick: random.Random) -> list[dict[str, Any]]:
    """Twenty rules; each asks of about two thirds of the facts, the last of none."""
    found: list[dict[str, Any]] = []
    for _ in range(19):
        when: dict[str, Any] = {}
        for name in "abcd":
            if pick.random() < 0.65:
                when[name] = sorted(pick.sample(LETTERS, pick.randint(1, 3)))
        if pick.random() < 0.65:
            when["e"] = pick.random() < 0.5
        if pick.random() < 0.65:
            when["n"] = (pick.randint(0, 50), pick.randint(51, 100))
        found.append(when)
    return [*found, {}]


def ours(table: list[dict[str, Any]]) -> RulesVersion:
    """The table as a version of a document of rules."""
    title = {"zh": "一", "en": "one"}
    asked = {"title": title, "question": title}
    named = [{"id": letter, "title": title} for letter in LETTERS]
    facts = [{"id": name, "type": "enumeration", "values": named, **asked} for name in "abcd"]
    facts.append({"id": "e", "type": "yes_no", **asked})
    facts.append({"id": "n", "type": "number", "unit": "1", "within": "[0, 100]", **asked})
    written = [
        {
            "id": f"r{place}",
            "title": title,
            "when": {
                name: f"[{cell[0]}, {cell[1]}]" if name == "n" else cell
                for name, cell in when.items()
            },
            "then": {"o": "xyz"[place % 3]},
            "cites": [{"instrument": f"i{place}", "evidence": "text", "applies": "directly"}],
        }
        for place, when in enumerate(table)
    ]
    results = [{"id": value, "title": title} for value in "xyz"]
    return RulesVersion.model_validate(
        {
            "published": "2026-01-01",
            "from": "2026-01-01",
            "cites": [{"instrument": "bench", "evidence": "text", "applies": "directly"}],
            "facts": facts,
            "tables": [
                {
                    "id": "t",
                    "title": title,
                    "hit": "first",
                    "outputs": [{"id": "o", "title": title, "values": results}],
                    "rules": written,
                }
            ],
        }
    )


def theirs(table: list[dict[str, Any]]) -> Any:
    """The table as zen-engine's content."""

    def cell(name: str, when: dict[str, Any]) -> str:
        if name not in when:
            return ""
        if name == "n":
            return f"[{when[name][0]}..{when[name][1]}]"
        return json.dumps(when[name]) if name == "e" else ", ".join(map(json.dumps, when[name]))

    at = {"position": {"x": 0, "y": 0}}
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in "abcden"],
        "outputs": [{"id": "o", "name": "o", "field": "o"}],
        "rules": [
            {
                "_id": f"r{place}",
                **{name: cell(name, when) for name in "abcden"},
                "o": json.dumps("xyz"[place % 3]),
            }
            for place, when in enumerate(table)
        ],
    }
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
    """Print decisions a second, microseconds a decision, and the ratios."""
    pick = random.Random(20260102)
    table = rules(pick)
    version, engine = ours(table), theirs(table)
    plain = [
        {
            **{name: pick.choice(LETTERS) for name in "abcd"},
            "e": pick.random() < 0.5,
            "n": pick.randint(0, 100),
        }
        for _ in range(SINGLE)
    ]
    facts = [{**row, "n": Decimal(row["n"])} for row in plain]
    frame = pd.DataFrame(plain).astype(dict.fromkeys("abcd", "category"))
    many = pd.concat([frame] * (MANY // SINGLE), ignore_index=True)
    columns = {name: many[name] for name in many}

    agreed = [engine.evaluate("t", row)["result"]["o"] for row in plain]
    alone = [decide("bench/rules", version, row) for row in facts]
    bulk = decide_many("bench/rules", version, {name: frame[name] for name in frame})
    assert [decision.outputs["o"] for decision in alone] == agreed
    assert np.array(bulk.values["o"])[bulk.results["o"]].tolist() == agreed

    zen_plain = median(lambda: [engine.evaluate("t", row) for row in plain]) / SINGLE
    zen_trace = (
        median(lambda: [engine.evaluate("t", row, {"trace": True}) for row in plain]) / SINGLE
    )
    explained = median(lambda: [decide("bench/rules", version, row) for row in facts]) / SINGLE
    at_once = median(lambda: decide_many("bench/rules", version, columns)) / MANY

    print(f"zen-engine {zen_plain * 1e6:8.2f} µs a decision, {1 / zen_plain / 1e6:.3f} M a second")
    print(f"with trace {zen_trace * 1e6:8.2f} µs a decision")
    print(
        f"explained  {explained * 1e6:8.2f} µs a decision: {explained / zen_trace:.2f} × "
        f"zen-engine with trace (wanted: at most {WANTED_EXPLAINED})"
    )
    print(
        f"bulk       {at_once * 1e9:8.2f} ns a decision, {1 / at_once / 1e6:.0f} M a second: "
        f"{zen_plain / at_once:.0f} × zen-engine (wanted: at least {WANTED_BULK})"
    )


if __name__ == "__main__":
    main()
