"""A submission determined on a day, with decisions, and what is told of it; and the commands."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from builders.operators import DAY, METHOD, ROOT, SHELF, Tree, filed, tree
from engine.cli import group
from engine.determination import Determination, decided, determine
from engine.law import Faults, Located

TARIFFS = ("--tariffs", str(ROOT / "tariffs"))


def on(day: str, whole: Tree | None = None, **more: Any) -> Determination:
    """Return the determination on a day of a submission, by default the worked one."""
    of = filed(tree() if whole is None else whole)
    return determine(SHELF, of, METHOD, datetime.date.fromisoformat(day), **more)


def told(found: Determination) -> dict[str, str]:
    """Each remark with its sentence, the last of a name."""
    return {one.id: one.text.en for one in found.remarks}


def faults_of(whole: Tree, **more: Any) -> dict[str, str]:
    """Return the faults with which a determination on 1 March 2026 ends, place to key."""
    with pytest.raises(Faults) as caught:
        on("2026-03-01", whole, **more)
    return {fault.place: fault.key for fault in caught.value.faults}


def with_decisions(whole: Tree, *decisions: Tree, **more: Any) -> Determination:
    """Return the determination of a submission with these decisions of a reviewer."""
    of = filed(whole)
    written = {"reviewer": "成本监审组", "decisions": [dict(one) for one in decisions]}
    read = decided(Located("decisions.yaml", written), of)
    return determine(SHELF, of, METHOD, DAY, decided=read, **more)


def command(*words: object) -> Result:
    """Run a command in English, with the shipped law."""
    return CliRunner().invoke(
        group((str(words[0]),)), [*map(str, words), *TARIFFS], env={"DINGJIA_LANG": "en"}
    )
