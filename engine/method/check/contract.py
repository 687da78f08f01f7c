"""Whether a method is what its role needs: the names that the engine fills in and takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from engine.law import Fault, Faults, FaultyLaw, Finding, Path, Shelf, written_path
from engine.method.formula.units import read_unit
from engine.method.model.contract import Contract, ContractColumn, ContractFigure, contracts_of
from engine.method.model.document import (
    CYCLE,
    ColumnType,
    Input,
    Line,
    Method,
    MethodTable,
    MethodVersion,
    Parameter,
    TableColumn,
)
from engine.method.model.role import MethodRole
from engine.text import Text, text

__all__ = ["contract_kept", "hold_to", "lacking"]

ContractEntry = Line | Input | Parameter


def contract_kept(method: Method, shelf: Shelf) -> Iterator[Finding]:
    """Yield what `method` lacks of what its role needs, and what nothing in the role gives it."""
    contracts, all_known = contracts_of(method)
    uses = [
        Finding(("uses",), "method.contract_use", {"role": _role(contract.role), "use": use})
        for contract in contracts
        for use in contract.uses
        if getattr(method.uses, use) is None
    ]
    uses += [*_siblings(method, shelf)] or [
        finding for contract in contracts for finding in contract.beside(method, shelf)
    ]
    yield from uses
    for position, version in enumerate(method.versions):
        path: Path = ("versions", position)
        for contract in contracts:
            yield from lacking(contract, version, path)
            if not uses:  # what does not fit would follow from what is not there
                yield from contract.between(method, version, shelf, path)
        if contracts and all_known and not uses:
            yield from _unfilled(contracts, method, version, shelf, path)


def hold_to(contract: Contract, method: Method, version: MethodVersion, shelf: Shelf) -> None:
    """Raise Faults with everything that `version` of `method` lacks of what `contract` needs, or
    that it is a method for something else; FaultyLaw where it says that it is for this."""
    file, role = f"{method.id}.yaml", contract.role
    if method.role not in (None, role) and getattr(method.uses, role, "") not in (None, method.id):
        values = {"role": _role(role)}
        raise Faults([Fault(file, "role", None, method.role, "method.contract_other_role", values)])
    path: Path = ("versions", method.versions.index(version))
    found = [*lacking(contract, version, path), *contract.beside(method, shelf)]
    found = found or [*contract.between(method, version, shelf, path)]
    if found:
        kind = Faults if method.role is None else FaultyLaw
        raise kind(
            Fault(file, written_path(one.path), None, one.value, one.key, one.values)
            for one in found
        )


def lacking(contract: Contract, version: MethodVersion, path: Path = ()) -> Iterator[Finding]:
    """Yield what `version` lacks of what `contract` needs, or has in another unit or scope."""
    there = _Places(version, path)
    yield from there.figures(contract, "line", contract.lines, "blocks")
    yield from there.figures(contract, "line", contract.looked_at, "blocks", needed=False)
    yield from there.figures(contract, "input", contract.given, "inputs")
    yield from there.figures(contract, "input", contract.offered, "inputs", needed=False)
    yield from there.figures(contract, "parameter", contract.chosen, "parameters")
    for position, parameter in enumerate(version.parameters):
        if parameter.id in list(contract.chosen) and parameter.value is not None:
            at: Path = (*path, "parameters", position, "value")
            yield Finding(at, "method.contract_chosen", {}, parameter.value)
    for name, columns in contract.tables.items():
        yield from there.table(contract, name, columns)
    blocks = {block.id for block in version.blocks}
    for name in contract.blocks or ():
        if name not in blocks:
            yield _missing(contract, "block", (*path, "blocks"), name=name)
    if contract.readings is not None:
        meanings = sorted(contract.readings)
        found = [s for s in version.switches if sorted(s.meanings) == meanings]
        if len(found) != 1:
            said = ", ".join(contract.readings)
            yield _missing(contract, "readings", (*path, "switches"), meanings=said)


class _Places:
    """The named pieces of a version, each with its place."""

    def __init__(self, version: MethodVersion, path: Path) -> None:
        self._path = path
        self._tables = {table.id: (table, at) for at, table in enumerate(version.tables)}
        self._entries: dict[str, tuple[ContractEntry, Path]] = {}
        for at, parameter in enumerate(version.parameters):
            self._entries[parameter.id] = parameter, (*path, "parameters", at)
        for at, entry in enumerate(version.inputs):
            self._entries[entry.id] = entry, (*path, "inputs", at)
        for block_at, block in enumerate(version.blocks):
            for at, line in enumerate(block.lines):
                self._entries[line.id] = line, (*path, "blocks", block_at, "lines", at)

    def figures(
        self,
        contract: Contract,
        what: str,
        wanted: type[ContractFigure],
        part: str,
        needed: bool = True,
    ) -> Iterator[Finding]:
        """Yield the figures in `part` that are missing, or differ in unit or scope."""
        for figure in wanted:
            entry, at = self._entries.get(figure, (None, ()))
            if entry is None or at[len(self._path)] != part:
                if needed:
                    said = {"name": figure, "unit": figure.unit, "scope": figure.scope}
                    yield _missing(contract, what, (*self._path, part), **said)
                continue
            scope = CYCLE if isinstance(entry, Parameter) else entry.scope
            if scope != figure.scope:
                yield _differs(contract, (*at, "scope"), figure.scope, scope)
            if not _same_unit(entry.unit, figure.unit):
                yield _differs(contract, (*at, "unit"), figure.unit, entry.unit)

    def table(
        self, contract: Contract, name: str, wanted: type[ContractColumn]
    ) -> Iterator[Finding]:
        """Yield what of the table `name` is missing, or holds something else."""
        if name not in self._tables:
            yield _missing(contract, "table", (*self._path, "tables"), name=name)
            return
        table, position = self._tables[name]
        at: Path = (*self._path, "tables", position, "columns")
        for agreed in wanted:
            column = table.column(agreed)
            if column is None:
                unit = agreed.unit or text("method.contract_text")
                yield _missing(contract, "column", at, name=agreed, unit=unit)
            else:
                place = (*at, table.columns.index(column))
                yield from _column(contract, column, agreed, place)


def _column(
    contract: Contract, column: TableColumn, agreed: ContractColumn, at: Path
) -> Iterator[Finding]:
    kind = ColumnType.NUMBER if agreed.unit else ColumnType.TEXT
    if column.type is not kind:
        yield _differs(contract, (*at, "type"), kind.value, column.type.value)
    elif agreed.unit and not _same_unit(column.unit, agreed.unit):
        yield _differs(contract, (*at, "unit"), agreed.unit, column.unit)
    known = {value.id for value in column.values}
    lacking_texts = [one for one in agreed.texts if known and one not in known]
    if lacking_texts:
        missing = {"missing": ", ".join(lacking_texts)}
        yield Finding((*at, "values"), "method.contract_texts", missing)


def _unfilled(
    contracts: Sequence[Contract],
    method: Method,
    version: MethodVersion,
    shelf: Shelf,
    path: Path,
) -> Iterator[Finding]:
    """Yield what the method asks for and nothing gives, and meanings that nothing recognises."""
    inputs = [name for one in contracts for name in (*one.given, *one.offered)]
    inputs += [name for one in contracts for name in one.published(method, shelf)]
    for at, entry in enumerate(version.inputs):
        if entry.id not in inputs:
            yield _nothing_gives((*path, "inputs", at), entry, inputs)
    chosen = [name for one in contracts for name in one.chosen]
    for at, parameter in enumerate(version.parameters):
        if parameter.id not in chosen and parameter.value is parameter.default is None:
            yield _nothing_gives((*path, "parameters", at), parameter, chosen)
    tables = {name: columns for one in contracts for name, columns in one.tables.items()}
    for at, table in enumerate(version.tables):
        if table.id not in tables:
            yield _nothing_gives((*path, "tables", at), table, tables)
            continue
        columns = list(tables[table.id])
        for column_at, column in enumerate(table.columns):
            if column.id not in columns:
                place = (*path, "tables", at, "columns", column_at)
                yield _nothing_gives(place, column, columns)
    meanings = [name for one in contracts for name in one.readings or ()]
    for at, switch in enumerate(version.switches):
        for value_at, value in enumerate(switch.values):
            if value.means is not None and value.means not in meanings:
                place = (*path, "switches", at, "values", value_at, "means")
                allowed = {"allowed": ", ".join(meanings) or "–"}
                yield Finding(place, "law.not_one_of", allowed, value.means)


def _siblings(method: Method, shelf: Shelf) -> Iterator[Finding]:
    """Yield the documents named that are not there, and methods that are of another role."""
    roles = {role.value: role for role in MethodRole}
    for use, named in method.uses:
        if named in (None, method.id):
            continue
        try:
            other = shelf.read(named, Method) if use in roles else shelf.has(named)
        except Faults:
            other = False
        if not other:
            yield Finding(("uses", use), "method.contract_no_document", {}, named)
        elif isinstance(other, Method) and other.role is not roles[use]:
            values = {"role": _role(roles[use])}
            yield Finding(("uses", use), "method.contract_other_role", values, named)


def _missing(contract: Contract, what: str, at: Path, **values: object) -> Finding:
    return Finding(at, f"method.contract_{what}", {"role": _role(contract.role), **values})


def _differs(contract: Contract, at: Path, expected: str, found: str) -> Finding:
    values = {"role": _role(contract.role), "expected": expected}
    return Finding(at, "method.contract_differs", values, found or None)


def _nothing_gives(
    at: Path, entry: ContractEntry | MethodTable | TableColumn, known: Iterable[str]
) -> Finding:
    values = {"known": ", ".join(known) or "–"}
    return Finding((*at, "id"), "method.contract_unfilled", values, entry.id)


def _role(role: MethodRole) -> Text:
    return text(f"method.role_{role}")


def _same_unit(one: str, other: str) -> bool:
    try:
        return read_unit(one) == read_unit(other)
    except ValueError:
        return False  # no unit: said where it stands
