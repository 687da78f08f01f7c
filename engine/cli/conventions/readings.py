"""Readings of the law as they are chosen on the command line."""

from __future__ import annotations

from engine.law import Fault, Faults

__all__ = ["chosen_switches"]


def chosen_switches(written: list[str] | None) -> dict[str, str]:
    """Return the readings in `--switch NAME=VALUE …`; raises Faults for any other form."""
    chosen: dict[str, str] = {}
    faults: list[Fault] = []
    for one in written or ():
        name, sign, value = one.partition("=")
        if not (name and sign and value):
            faults.append(Fault("--switch", one, None, one, "cli.bad_switch"))
        elif name in chosen:
            faults.append(Fault("--switch", name, None, one, "cli.switch_twice"))
        chosen[name] = value
    if faults:
        raise Faults(faults)
    return chosen
