"""What the engine knows of a method by name, role by role: what it gives, and what it takes (约定).

A room that takes methods of a role states the role's contract as data beside its own code, and
fetches by the members of it. Such names are the engine's own: no document brings in others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from engine.law import Finding, Path, Shelf
from engine.method.model.document import CYCLE, Method, MethodVersion
from engine.method.model.role import MethodRole

__all__ = [
    "Contract",
    "ContractColumn",
    "ContractFigure",
    "contract_for",
    "contracts_of",
    "register_contract",
]


class ContractFigure(StrEnum):
    """Lines, inputs or parameters by name: `NAME = "name", unit, scope`, the scope as of a line."""

    unit: str
    scope: str

    def __new__(cls, name: str, unit: str, scope: str = CYCLE) -> Self:
        """Return the member `name`."""
        figure = str.__new__(cls, name)
        figure._value_ = name
        figure.unit, figure.scope = unit, scope
        return figure


class ContractColumn(StrEnum):
    """Columns of a table by name: `NAME = "name", unit`; of texts, `NAME = "name", "", *texts`,
    with those that the engine itself fills in."""

    unit: str
    texts: tuple[str, ...]

    def __new__(cls, name: str, unit: str = "", *texts: str) -> Self:
        """Return the member `name`."""
        column = str.__new__(cls, name)
        column._value_ = name
        column.unit, column.texts = unit, texts
        return column


class _NoFigures(ContractFigure):
    """No figure at all."""


def _nothing(method: Method, shelf: Shelf) -> Collection[str]:
    return ()


def _beside_nothing(method: Method, shelf: Shelf) -> Iterable[Finding]:
    return ()


def _between_nothing(
    method: Method, version: MethodVersion, shelf: Shelf, path: Path
) -> Iterable[Finding]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """What a method of one role has, and what the engine has for it."""

    role: MethodRole
    lines: type[ContractFigure]
    """The lines that the engine takes; each is needed."""
    looked_at: type[ContractFigure] = _NoFigures
    """The lines that it takes where the method has them."""
    given: type[ContractFigure] = _NoFigures
    """The inputs that it gives; each is needed, or a figure would be dropped in silence."""
    offered: type[ContractFigure] = _NoFigures
    """The inputs that it gives where the method has them."""
    chosen: type[ContractFigure] = _NoFigures
    """The parameters that are chosen when the method is used."""
    tables: Mapping[str, type[ContractColumn]] = field(default_factory=dict)
    """The tables that it gives; each is needed, with its columns."""
    blocks: type[StrEnum] | None = None
    """The blocks that it computes, or leaves out, by themselves."""
    readings: type[StrEnum] | None = None
    """What the readings of one switch mean; each is needed."""
    uses: tuple[str, ...] = ()
    """What the document must name that it stands on."""
    published: Callable[[Method, Shelf], Collection[str]] = _nothing
    """Returns the inputs that are given beside these, by documents that the method stands on."""
    beside: Callable[[Method, Shelf], Iterable[Finding]] = _beside_nothing
    """Yields what the documents that the method stands on lack, told where it names them."""
    between: Callable[[Method, MethodVersion, Shelf, Path], Iterable[Finding]] = _between_nothing
    """Yields what does not fit between a version, which stands at the path, and those documents."""


_CONTRACTS: dict[MethodRole, Contract] = {}


def register_contract(contract: Contract) -> None:
    """Make the contract of a role known; the room that takes methods of the role does so."""
    _CONTRACTS[contract.role] = contract


def contract_for(role: MethodRole) -> Contract:
    """Return the contract of `role`; raises KeyError when no room with it has been imported."""
    return _CONTRACTS[role]


def contracts_of(method: Method) -> tuple[tuple[Contract, ...], bool]:
    """Return the contracts that `method` is held to, and whether they are all known here.

    They are that of its role, and of each role in which it names itself as what it stands on.
    """
    roles = [role for role in MethodRole if getattr(method.uses, role, None) == method.id]
    if method.role is not None and method.role not in roles:
        roles.insert(0, method.role)
    known = tuple(_CONTRACTS[role] for role in roles if role in _CONTRACTS)
    return known, len(known) == len(roles)
