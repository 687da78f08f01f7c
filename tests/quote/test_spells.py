"""Uses that days and facts tell apart are counted one after another: no band begins anew."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from builders.proof import rounds, tried
from builders.random_counting import SINCE, Counted, counted
from builders.shelf import SUBSCRIBED
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.explain import given as given_step
from engine.law import Shelf, checked, read_tree
from engine.quote import Quote, QuoteRequest, quote
from engine.quote.answer.days.before import Before
from engine.quote.answer.days.spells import Spell
from engine.quote.request.facts import Facts
from engine.tariff import Event, Rating, Span, TariffDocument, Usage, rate
from engine.tariff.model.document import DeclaredFreePart, FreePart
from engine.text import Text

NONE = Facts({}, {}, {}, {})
KEYS = {"customer": "甲", "scenario": "s"}
LAST = datetime.date(2026, 3, 31)
WHOLE = Decimal(100)


def total(*ratings: Rating) -> Decimal:
    amounts = [rating.total.number for rating in ratings if rating.total is not None]
    assert len(amounts) == len(ratings)
    return sum(amounts, Decimal(0))


def metered(*ratings: Rating) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for line in (line for rating in ratings for line in rating.lines):
        assert line.metered is not None
        found[line.component.id] = found.get(line.component.id, Decimal(0)) + line.metered.number
    return found


def of_lines(events: list[tuple[int, Event]]) -> Iterator[Usage]:
    for line in sorted({line for line, _ in events}):
        own = tuple(event for of, event in events if of == line)
        keys = {**KEYS, "office": str(line)}
        path = ("lines", line)
        yield Usage("product", LAST, events=own, keys=keys, since=SINCE, path=path)


@settings(max_examples=rounds(quick=40, full=10_000), deadline=None)
@given(use=counted(), data=st.data())
def test_what_is_cut_into_spells_costs_what_it_costs_whole(
    use: Counted, data: st.DataObject
) -> None:
    """Whatever lines the requests stand in, some with use before them, wherever it is cut, and
    whatever part of it is paid."""
    (version,) = use.document.versions
    paid = data.draw(st.sampled_from([WHOLE, Decimal(40), Decimal("62.5")]))
    stands = data.draw(st.sampled_from([None, *FreePart]))
    if stands is not None:
        declared = DeclaredFreePart(rule=stands, cites=version.cites)
        version = version.model_copy(update={"free_part": declared})

    def shared(usages: Sequence[Usage]) -> list[Usage]:
        part = None if paid == WHOLE else given_step(Text(zh="有偿", en="paid"), paid, "percent")
        return [replace(usage, share=part) for usage in usages]

    placed = [(data.draw(st.integers(0, 2)), event) for event in use.events]
    cut = data.draw(st.integers(0, len(placed) - 1))
    earlier, placed = [event for _, event in placed[:cut]], placed[cut:]
    tags = [data.draw(st.integers(0, 1)) for _ in placed]
    every = [*of_lines(placed)]
    every[0] = replace(every[0], history=tuple(earlier))
    spells = []
    for _, members in groupby(zip(tags, placed, strict=True), key=lambda one: one[0]):
        of_spell = [one for _, one in members]
        usages = [
            replace(usage, history=every[0].history) if usage.path == every[0].path else usage
            for usage in of_lines(of_spell)
        ]
        spells.append(Spell(LAST, LAST, version, NONE, tuple(usages)))
    tried("uses cut into spells cost what they cost whole", requests=1, spells=len(spells))
    before, ratings = Before.of(every), []
    for spell in spells:
        ratings.append(rate(use.document, version, shared(before.beside(spell.usages)), {}))
        before = before.after(spell, paid, ())
    whole = rate(use.document, version, shared(every), {})
    assert metered(*ratings) == metered(whole)
    if version.rounding.at.value != "total":
        assert total(*ratings) == total(whole)


# --- subscriptions: days of one are charged once


def quoted(
    small: str, large: str, how: str, span: str, change: str, law: str = SUBSCRIBED
) -> Quote:
    """A subscription whose customer becomes large on a day."""
    written = law.replace("SMALL", small).replace("LARGE", large).replace("HOW", how)
    located = read_tree(
        f"on: 2026-01-05\ntariff: test/subscribed\ncustomer: {{name: 甲}}\n"
        f"facts: {{kind: small}}\nchanges: [{{from: {change}, facts: {{kind: large}}}}]\n"
        f"lines: [{{product: access, span: {span}}}]\nposition: none\n",
        "request.yaml",
    )
    with TemporaryDirectory() as folder:
        place = Path(folder) / "test" / "subscribed.yaml"
        place.parent.mkdir()
        place.write_text(written, encoding="utf-8")
        return quote(Shelf(Path(folder)), checked(QuoteRequest, located), located)


YEAR = "{from: 2026-01-01, until: 2026-04-30, runs: calendar}"


def test_a_subscription_is_charged_by_the_day_on_either_side_of_a_change() -> None:
    """30 a month to 14 March, 60 from the 15th: 30 + 30 + 30 × 14/31 + 60 × 17/31 + 60."""
    made = quoted("30", "60", "by_day", YEAR, "2026-03-15")
    # 30 + 30 + 13.548… = 73.548…; 32.903… + 60 = 92.903…, each line rounded.
    assert [str(line.amount.number) for line in made.lines if line.amount] == ["73.55", "92.90"]


def test_a_month_that_counts_whole_is_not_charged_twice() -> None:
    """March is started as a small one and charged whole; as a large one nothing is added to it."""
    made = quoted("30", "60", "started_whole", YEAR, "2026-03-15")
    assert [str(line.amount.number) for line in made.lines if line.amount] == ["90.00", "60.00"]


@settings(max_examples=rounds(quick=30, full=2_000), deadline=None)
@given(
    change=st.dates(datetime.date(2026, 1, 2), datetime.date(2026, 4, 30)),
    how=st.sampled_from(["by_day", "started_whole"]),
    runs=st.sampled_from(["calendar", "contract"]),
    first=st.dates(datetime.date(2026, 1, 1), datetime.date(2026, 1, 31)),
)
def test_a_change_between_equal_prices_costs_nothing(
    change: datetime.date, how: str, runs: str, first: datetime.date
) -> None:
    """But for the fen that two lines, each rounded by itself, may differ from one."""
    tried("a subscription cut by a change that changes no price", subscriptions=1)
    span = f"{{from: {first}, until: 2026-04-30, runs: {runs}}}"
    cut, whole = (quoted("31", "31", how, span, str(day)) for day in (change, "2027-01-01"))
    assert cut.total is not None
    assert whole.total is not None
    assert abs(cut.total.number - whole.total.number) <= Decimal("0.01")
    if how == "started_whole":
        assert cut.total.number == whole.total.number


def test_a_total_that_is_rounded_is_rounded_once() -> None:
    """0.40 of either month is 0.80, and 1 yuan; not nothing twice."""
    written = SUBSCRIBED.replace('unit: "0.01", mode: half_up, at: line', 'unit: "1", mode: half_up, at: total')  # fmt: skip
    span = "{from: 2026-01-01, until: 2026-02-28, runs: calendar}"
    made = quoted("0.40", "0.40", "by_day", span, "2026-02-01", written)
    assert [str(line.amount.number) for line in made.lines if line.amount] == ["0.40", "0.40"]
    assert made.total is not None
    assert made.total.number == 1


def test_of_a_use_that_is_free_in_part_the_price_of_a_month_is_paid_in_part() -> None:
    """60 per cent of 100 yuan for April."""
    april = Span(datetime.date(2026, 4, 1), datetime.date(2026, 4, 30))
    usage = Usage("access", april.first, span=april, keys=KEYS, path=("lines", 0))
    written = SUBSCRIBED.replace("SMALL", "100").replace("LARGE", "100").replace("HOW", "by_day")
    with TemporaryDirectory() as folder:
        place = Path(folder) / "test" / "subscribed.yaml"
        place.parent.mkdir()
        place.write_text(written, encoding="utf-8")
        document = Shelf(Path(folder)).get("test/subscribed", TariffDocument)
    share = given_step(Text(zh="有偿", en="paid"), Decimal(60), "percent")
    version = document.versions[0]
    paid, whole = (
        rate(document, version, [replace(usage, share=part)], {"kind": "small"})
        for part in (share, None)
    )
    assert (total(paid), total(whole)) == (60, 100)
