"""Rows of subscriptions under rules over whole bills: as the quote has them, or refused in words."""

from __future__ import annotations

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from builders.proof import rounds, tried
from builders.shelf import quoted
from builders.tariffs import opening
from hypothesis import given, settings
from hypothesis import strategies as st

import engine
from engine.law import Faults, Shelf

START, DAY = datetime.date(2026, 1, 1), datetime.timedelta(days=1)
TITLE = "title: {zh: 名, en: name}"


def shelf(folder: Path, model: str, within: str, at: str = "line") -> Shelf:
    """10.00 a day for each seat, and a rule over the bills of its periods."""
    path = folder / "demo" / "rows.yaml"
    path.parent.mkdir()
    path.write_text(
        opening("demo/rows")
        + f'    rounding: {{unit: "1", mode: half_up, at: {at}}}\n'
        + f"    units: {{seat: {{{TITLE}}}}}\n"
        + f"    bill: [{{id: rule, {TITLE}, {model}, allocated: in_order{within}}}]\n"
        + f"    products: [{{id: seat, {TITLE}, unit: seat, components: [{{id: fee, {TITLE}, "
        + 'per: [seat], charge: {model: per_period, price: "10.30", period: day, '
        + "proration: by_day, runs: calendar}}]}]\n",
        encoding="utf-8",
    )
    assert Shelf(folder).check("demo/rows") == ()
    return Shelf(folder)


def bills(first: datetime.date, last: datetime.date, since: datetime.date, within: str) -> int:
    """How many bills of the rule the days fall into, day by day; contracts begin on a 10th."""
    days = [first + DAY * number for number in range((last - first).days + 1)]
    if "contract" in within:
        months = [12 * day.year + day.month - (day.day < since.day) for day in days]
        return len({(month - 12 * since.year - since.month) // 3 for month in months})
    if "day" in within:
        return len(days)
    return len({(day.year, day.month) if "month" in within else None for day in days})


@settings(max_examples=rounds(quick=40, full=2_000), deadline=None)
@given(data=st.data())
def test_a_row_is_one_bill_or_is_refused(data: st.DataObject) -> None:
    within = data.draw(st.sampled_from(["", ", accumulate: {key: [customer], period: month}",
                       ", accumulate: {key: [customer], period: day}",
                       ", accumulate: {key: [customer], period: quarter, runs: contract}"]))  # fmt: skip
    model = data.draw(st.sampled_from(['model: at_most, amount: "400"', 'model: waived_up_to, amount: "200"',
                      'model: percent_off, percent: "15"']))  # fmt: skip
    first = START + DAY * data.draw(st.integers(9, 200))
    last = first + DAY * data.draw(st.just(0) | st.integers(0, 70))
    since = datetime.date(2026, 1, 10)
    seats = data.draw(st.integers(0, 4))
    with TemporaryDirectory() as folder:
        law = shelf(Path(folder), model, within)
        span = {"from": str(first), "until": str(last), "since": str(since)}
        ask = {
            "on": str(first), "tariff": "demo/rows", "customer": {"name": "A"}, "position": "none",
            "lines": [{"product": "seat", "quantity": seats, "span": span}],
        }  # fmt: skip
        whole = quoted(law, ask).total
        assert whole is not None
        columns = [np.array([str(day)], "datetime64[D]") for day in (first, last, since)]
        try:
            rows = engine.rate_many(
                law, "demo/rows", first, "seat", np.array([seats]), span=(columns[0], columns[1]),
                since=columns[2],
            )  # fmt: skip
        except Faults as refused:
            assert [fault.key for fault in refused.faults] == ["tariff.columns.several_bills"]
            assert bills(first, last, since, within) > 1
        else:
            assert bills(first, last, since, within) == 1 or not within
            assert rows.total.tolist() == [int(whole.number * 1_000_000)]
    tried("rows under rules over whole bills", requests=1)


@pytest.mark.parametrize(("model", "due"), [('model: percent_off, percent: "10"', "6.00"),
                         ('model: waived_up_to, amount: "6.9"', "0.00"), ('model: at_most, amount: "6.5"', "7.00")])  # fmt: skip
def test_a_total_that_is_rounded_is_so_after_the_rules(
    tmp_path: Path, model: str, due: str
) -> None:
    """6.78 less a tenth is 6.102, and 6; 7 less a tenth would be 6.3."""
    law = shelf(tmp_path, model, "", "total")
    path = tmp_path / "demo" / "rows.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("10.30", "6.78"), encoding="utf-8")
    law = Shelf(tmp_path)
    ask = {
        "on": "2026-03-02", "tariff": "demo/rows", "customer": {"name": "A"}, "position": "none",
        "lines": [{"product": "seat", "quantity": 1, "span": {"from": "2026-03-02", "until": "2026-03-02"}}],
    }  # fmt: skip
    assert quoted(law, ask).as_json()["total"] == due
    days = np.array(["2026-03-02"], "datetime64[D]")
    with pytest.raises(Faults) as refused:
        engine.rate_many(
            law, "demo/rows", datetime.date(2026, 3, 2), "seat", np.array([1]), span=(days, days)
        )
    assert [fault.key for fault in refused.value.faults] == ["tariff.columns.bills_of_totals"]
