"""How to reproduce what is shown: the command, the scenario, the lines of Python."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import streamlit as st

from app.words import t
from engine.money import plain
from engine.scenario import BASE

__all__ = ["again"]


def again(file: str, start: str, levers: Mapping[str, Decimal]) -> None:
    """Show what gives the same figures outside the page."""
    path = f"examples/scenarios/{file}"
    with st.expander(t("app.explore.again")):
        if levers:
            st.caption(t("app.explore.again_scenario", file=path))
            st.code(_scenario(start, levers), language="yaml")
        st.code(f"dingjia scenario compare {path} --table", language="sh")
        name = "explored" if levers else start
        st.code(
            "import engine\n"
            f'runs = engine.run_scenarios(engine.open_shelf(), "{path}")\n'
            f'runs["{name}"].maximum.number, runs["{name}"].income.number',
            language="python",
        )


def _scenario(start: str, levers: Mapping[str, Decimal]) -> str:
    """Return the scenario to be added to the file."""
    moved = ", ".join(f'{name}: "{plain(value)}"' for name, value in levers.items())
    stands = "" if start == BASE else f"    on: [{start}]\n"
    return (
        "  - id: explored\n"
        f"    title: {{zh: {t('app.explore.title')}, en: {t('app.explore.title')}}}\n"
        f"    reason: {t('app.explore.reason')}\n"
        f"{stands}"
        f"    levers: {{{moved}}}\n"
    )
