"""What a lever is said to come to before its run is done is what the run then says, to the fen."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from builders.proof import rounds, tried

from app.elements import marks
from app.explore.base.ground import Ground, begun, ground_of
from app.explore.changes.at_once import Answer, answer_at_once, answer_of, look_ahead
from app.explore.changes.levers import stops_of
from app.explore.runs import Runs
from app.explore.scenario_file import PageFile
from engine.law import installed, read_yaml
from engine.money import plain
from engine.scenario import Lever, Run

FILES = ("lower-yield.yaml", "demo-operator.yaml")


def explored(name: str) -> tuple[PageFile, Ground, Run]:
    """The page's file over an example, its base, and the run from which levers start."""
    path = installed("examples") / "scenarios" / name
    file = begun(name, read_yaml(path).tree)
    ground = ground_of(file, {})
    return file, ground, Runs(file, ground).run("base")


def said(answer: Answer) -> tuple[int, int, Decimal, Decimal, object]:
    return answer.first, answer.last, answer.maximum, answer.income, marks(answer.standing)


@pytest.mark.parametrize("name", FILES)
def test_every_lever_at_once_is_what_its_run_says(name: str) -> None:
    """Each alone, and while another stands elsewhere than where it rests."""
    file, ground, start = explored(name)
    chance = random.Random(f"{name} at once")
    look_ahead(file, file, ground, start)
    for other, at in ((None, None), (Lever.SPREAD, "0.75"), (Lever.FREE_SHARE, "7")):
        standing = file if other is None else file.with_lever(other.value, at)
        look_ahead(standing, standing, ground, start)
        for lever in Lever:
            for stop in chance.sample(stops_of(lever, start), rounds(quick=1, full=12)):
                moved = standing.with_lever(lever.value, plain(stop))
                soon = answer_at_once(standing, moved, ground)
                if moved.now.get("levers") == standing.now.get("levers"):
                    assert soon is None  # nothing was moved
                    continue
                assert soon is not None
                runs = Runs(moved, ground)
                assert said(soon) == said(answer_of(runs.run(runs.now)))
                tried("levers answered before their runs", stops=1)


def test_only_one_lever_that_was_looked_ahead_is_answered_at_once() -> None:
    file, ground, start = explored(FILES[0])
    file = file.with_lever("demand", "-3")
    moved = file.with_lever("yield", "1.25")
    assert answer_at_once(file, moved, ground) is None  # not looked ahead with this demand
    look_ahead(file, moved, ground, start)
    assert answer_at_once(file, moved, ground) is None  # while one is moved, none is
    look_ahead(file, file, ground, start)
    assert answer_at_once(file, moved, ground) is not None
    assert answer_at_once(file, moved.with_lever("spread", "1.25"), ground) is None  # two at once
    assert answer_at_once(moved, moved, ground) is None  # none
    assert answer_at_once(moved, file, ground) is None  # back where it rests: that run is kept
    assert answer_at_once(file, file.with_lever("yield", "1.26"), ground) is None  # no stop
