"""Each operation on drawn figures, against the exact reader draw by draw."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from builders.methods import figure, method, solved

from engine.law import Faults
from engine.method import Draws, Inputs, evaluate_many

HEAD = """\
    inputs:
      - {id: left, title: {zh: 左, en: left}, unit: "1"}
      - {id: right, title: {zh: 右, en: right}, unit: "1"}
      - {id: fixed, title: {zh: 定, en: fixed}, unit: "1"}
    blocks:
      - id: all
        title: {zh: 全部, en: all}
        lines:
"""
PAIRS = [(4, 5), (5, 5), (6, 5), (-3, 5), (0.1, 0.3), (0, 5), (7.5, 0.5)]
"""Less, equal, more; below 0, 0; and what has no binary form."""
FORMULAS = {
    **{
        f"relation_{name}": f"(1 if left {sign} right else 0) + (10 if left {sign} fixed else 0)"
        for name, sign in (
            ("less", "<"),
            ("at_most", "<="),
            ("more", ">"),
            ("at_least", ">="),
            ("equal", "=="),
            ("unlike", "!="),
        )
    },
    "both": "1 if left > 0 and right > 1 else 0",
    "either": "1 if left > 6 or right < 1 else 0",
    "neither": "1 if not (left > 4 or fixed > 9) else 0",
    "add": "left + right + fixed + 0",
    "subtract": "left - right - fixed",
    "from_fixed": "fixed - left",
    "multiply": "left * right * fixed * 1",
    "divide": "left / right",
    "divide_fixed": "fixed / right",
    "by_fixed": "left / fixed",
    "smaller": "min(left, right, fixed)",
    "larger": "max(left, right, fixed)",
    "between": "clip(left, 0, fixed)",
    "square": "right ** 2",
    "root": "right ** 0.5",
    "raised": "2 ** left",
    "negative": "-left",
    "branch": "left / right if right > 1 else right",
    "untouched": "fixed * 3",
}


def drawn(formulas: dict[str, str], pairs: list[tuple[float, float]]) -> Draws:
    version = method(HEAD + lines(formulas)).versions[0]
    draws = {
        "left": np.array([left for left, _ in pairs], float),
        "right": np.array([right for _, right in pairs], float),
    }
    inputs = Inputs(scalars={"fixed": figure(5)})
    return evaluate_many("test/small", version, inputs, draws)


def lines(formulas: dict[str, str]) -> str:
    return "".join(
        f"          - {{id: {name}, title: {{zh: 行, en: row}}, unit: '1', formula: '{formula}'}}\n"
        for name, formula in formulas.items()
    )


def test_each_operation_comes_to_what_the_exact_reader_finds() -> None:
    many = drawn(FORMULAS, PAIRS)
    for draw, (left, right) in enumerate(PAIRS):
        scalars = {"left": figure(str(left)), "right": figure(str(right)), "fixed": figure(5)}
        exact = solved(HEAD + lines(FORMULAS), Inputs(scalars=scalars))
        for name in FORMULAS:
            wanted = exact.step(name).number
            found = float(many.values(name)[draw])
            assert abs(found - float(wanted)) <= 1e-12 * max(abs(float(wanted)), 1), (name, left)
            if name.startswith("relation") or name in ("both", "either", "neither"):
                assert found == float(wanted)


@pytest.mark.parametrize(
    ("formula", "pairs", "failing"),
    [
        ("left / right", [(1, 2), (1, 0), (1, 0), (1, 3)], (2, 2)),
        ("left / (fixed - 5)", [(1, 2), (2, 2)], None),
        ("left ** 0.5", [(1, 1), (4, 1), (-4, 1)], (1, 3)),
        ("fixed ** (left * 100000000)", [(0, 1), (9, 1)], (1, 2)),
        ("1 if left / right > 1 else 0", [(3, 1), (3, 0)], (1, 2)),
    ],
)
def test_draws_that_cannot_be_computed_are_counted(
    formula: str, pairs: list[tuple[float, float]], failing: tuple[int, int] | None
) -> None:
    with pytest.raises(Faults) as found:
        drawn({"found": formula, "used": "left + right"}, pairs)
    (fault,) = found.value.faults
    assert fault.place == "found"
    if failing is None:  # it fails in the first draw, and is told as of that
        assert fault.key == "method.divided_by_zero"
        return
    assert fault.key == "method.fails_in_draws"
    assert (fault.values["draws"], fault.values["first"]) == failing


FAR = "(left * right + fixed * 200000000) - fixed * 200000000"
"""The same, of which a binary figure keeps six decimals."""


@pytest.mark.parametrize("mode", ["up", "down", "half_up", "half_even"])
@pytest.mark.parametrize("unit", ["0.01", "0.05", "1", "0.5", "20", "1000"])
@pytest.mark.parametrize("formula", ["left * right", FAR], ids=["near", "far"])
def test_each_rounding_is_that_of_the_exact_reader(mode: str, unit: str, formula: str) -> None:
    """On ticks, between them, on halves, and where a binary figure falls beside one."""
    written = lines({"found": formula}).replace(
        "formula:", f"round: {{unit: '{unit}', mode: {mode}}}, formula:"
    )
    step = float(unit)
    pairs = [
        (count * step * share, 1)
        for count in (0, 1, 2, 3, 7, -1, -2, -3, 1001)
        for share in (0.25, 0.5, 0.75, 1)
    ]
    pairs = [(round(left, 6), right) for left, right in pairs] + [(1.1, 1.1), (2.675, 100)]
    body = HEAD + written + lines({"used": "left + right + fixed"})
    draws = {
        "left": np.array([left for left, _ in pairs], float),
        "right": np.array([right for _, right in pairs], float),
    }
    inputs = Inputs(scalars={"fixed": figure(5)})
    many = evaluate_many("test/small", method(body).versions[0], inputs, draws)
    for draw, (left, right) in enumerate(pairs):
        scalars = {"left": figure(str(left)), "right": figure(str(right)), "fixed": figure(5)}
        exact = solved(body, Inputs(scalars=scalars)).step("found").number
        assert Decimal(repr(float(many.values("found")[draw]))) == exact, (left, right)
