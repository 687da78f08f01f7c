"""What is wrong with an input, by its place: each place once, each fault said in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from engine.law import Fault, Faults
from engine.text import Language


def faults_in(read: Callable[[], object]) -> dict[str, Fault]:
    """The faults that `read` ends with, in their order; it must end with some."""
    with pytest.raises(Faults) as caught:
        read()
    found: dict[str, Fault] = {}
    for fault in caught.value.faults:
        assert fault.message(Language.ZH) and fault.message(Language.EN)
        assert fault.place not in found, "one fault is told once"
        found[fault.place] = fault
    return found


def keys_in(read: Callable[[], object]) -> dict[str, str]:
    """The key of each fault that `read` ends with, by place."""
    return {place: fault.key for place, fault in faults_in(read).items()}


def told(faults: Iterable[Fault]) -> list[str]:
    """Each fault as a reader has it: file, place, value, words."""
    return [fault.message(Language.EN) for fault in faults]
