"""A verdict is kept by the bytes it rests on: nothing else makes it hold, nothing else breaks it."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from builders.operators import ROOT

from engine.law import Document, FaultyLaw, Finding, Shelf
from engine.tariff import TariffDocument

DAY = datetime.date(2026, 4, 1)
LIST, CEILINGS = "demo/price-list", "demo/ceilings"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DINGJIA_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "verdicts"


@pytest.fixture
def law(tmp_path: Path, folder: Path) -> Path:
    shutil.copytree(ROOT / "tariffs", tmp_path / "law")
    return tmp_path / "law"


def change(law: Path, identifier: str, before: str, after: str) -> None:
    place = law / f"{identifier}.yaml"
    written = place.read_text(encoding="utf-8")
    assert before in written
    place.write_text(written.replace(before, after, 1), encoding="utf-8")


def computed(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents whose check runs while the list is taken as law."""
    ran: list[str] = []
    whole = Shelf.check_of_kind

    def noted(self: Shelf, identifier: str) -> object:
        ran.append(identifier)
        return whole(self, identifier)

    with monkeypatch.context() as patch:
        patch.setattr(Shelf, "check_of_kind", noted)
        shelf.law(LIST, TariffDocument, DAY)
    return ran


def test_a_known_verdict_reads_and_checks_nothing_else(
    law: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {LIST, CEILINGS, "cn/use-of-public-data"} <= set(computed(Shelf(law), monkeypatch))
    warm = Shelf(law)
    assert computed(warm, monkeypatch) == []
    assert set(warm._held) - {"cn/instruments"} == {LIST}
    assert warm.hash_of(CEILINGS) == Shelf(law).hash_of(CEILINGS)
    assert set(warm._held) - {"cn/instruments"} == {LIST}


def test_another_ceiling_is_another_verdict_and_words_elsewhere_are_none(
    law: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed(Shelf(law), monkeypatch)
    change(law, "demo/trial-standard", "建模空间", "建模的空间")
    assert computed(Shelf(law), monkeypatch) == []
    change(law, CEILINGS, 'price: "0.2298"', 'price: "0.2297"')
    with pytest.raises(FaultyLaw, match=r"0\.2297"):
        Shelf(law).law(LIST, TariffDocument, DAY)
    change(law, CEILINGS, 'price: "0.2297"', 'price: "0.2298"')
    assert computed(Shelf(law), monkeypatch) == []


def test_a_document_that_comes_or_goes_is_noticed(law: Path, folder: Path) -> None:
    place = law / "demo" / "ceilings.yaml"
    away = place.with_suffix(".away")
    place.rename(away)
    with pytest.raises(FaultyLaw):
        Shelf(law).law(LIST, TariffDocument, DAY)
    away.rename(place)
    assert Shelf(law).law(LIST, TariffDocument, DAY).obeys == CEILINGS


@pytest.mark.parametrize(
    "damage",
    [
        lambda written: written[:-20],
        lambda written: b"",
        lambda written: b"[1, 2]",
        lambda written: written.replace(b'"findings": []', b'"findings": [{}]'),
        lambda written: bytes(range(256)),
    ],
    ids=["cut off", "empty", "other JSON", "altered", "binary"],
)
def test_a_damaged_verdict_is_computed_again(
    law: Path, folder: Path, damage: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(law, LIST, 'price: "0.2298"', 'price: "0.2299"')
    with pytest.raises(FaultyLaw) as first:
        Shelf(law).law(LIST, TariffDocument, DAY)
    for kept in folder.iterdir():
        kept.write_bytes(damage(kept.read_bytes()))
    with pytest.raises(FaultyLaw) as second:
        Shelf(law).law(LIST, TariffDocument, DAY)
    assert second.value.faults == first.value.faults
    assert str(second.value) == str(first.value)


def test_a_faulty_verdict_from_disk_tells_what_the_check_told(law: Path, folder: Path) -> None:
    change(law, LIST, 'price: "0.2298"', 'price: "0.2299"')
    told = []
    for _ in range(2):
        with pytest.raises(FaultyLaw) as raised:
            Shelf(law).law(LIST, TariffDocument, DAY)
        told.append(raised.value.faults)
    assert told[0] == told[1] == Shelf(law).check(LIST)
    assert told[0][0].line is not None


def test_without_a_folder_to_keep_in_a_check_only_takes_longer(
    law: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DINGJIA_CACHE", "")
    assert computed(Shelf(law), monkeypatch) and computed(Shelf(law), monkeypatch)


def test_what_is_wrong_on_other_days_is_a_remark_and_ends_what_is_sound(
    law: Path, folder: Path
) -> None:
    change(law, CEILINGS, "until: 2028-12-31", "until: 2027-06-30")
    shelf = Shelf(law)
    shelf.law(LIST, TariffDocument, DAY)
    marks = shelf.marks([LIST, CEILINGS], DAY)
    assert marks.sound_until == datetime.date(2027, 6, 30)
    assert marks.unchecked == {} and len(marks.remarks) == 1
    with pytest.raises(FaultyLaw):
        shelf.law(LIST, TariffDocument, datetime.date(2027, 7, 1))


def test_an_unchecked_shelf_gives_what_is_faulty_and_says_so(law: Path, folder: Path) -> None:
    change(law, LIST, 'price: "0.2298"', 'price: "0.2299"')
    unchecked = Shelf(law, unchecked=True)
    unchecked.law(LIST, TariffDocument, DAY)
    assert list(unchecked.marks([LIST], DAY).unchecked) == [LIST]
    assert Shelf(law).marks([LIST], DAY).unchecked == {}


def test_documents_that_are_wrong_only_together_are_found(law: Path, folder: Path) -> None:
    def find(view: Shelf) -> list[Finding]:
        view.get(LIST, Document)
        return [Finding((LIST, "title"), "law.missing")]

    shelf = Shelf(law)
    with pytest.raises(FaultyLaw):
        shelf.sound_together((LIST, CEILINGS), find, DAY)
    shelf.law(LIST, TariffDocument, DAY)
    assert list(Shelf(law, unchecked=True).marks([LIST, CEILINGS], DAY).unchecked) == []
    unchecked = shelf.without_check()
    assert list(unchecked.marks([LIST, CEILINGS], DAY).unchecked) == [LIST]
