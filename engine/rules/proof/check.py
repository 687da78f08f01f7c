"""What is wrong in a document of rules: names, cells, gaps, and rules that never decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from engine.law import DocumentKind, Finding, Path, Shelf, register_kind
from engine.rules.model.compatibility import refuse_unjoinable
from engine.rules.model.document import (
    Contradiction,
    DecisionTable,
    EnumerationFact,
    Fact,
    FactValue,
    Output,
    Presumption,
    Rule,
    RuleCell,
    RulesDocument,
    RulesVersion,
)
from engine.rules.model.domain import (
    Domain,
    EmptyIntervalError,
    NotInDomainError,
    domain_of,
    output_domain,
)
from engine.rules.model.program import ANY, NONE, Part, condition_on
from engine.rules.proof.cache import remembered
from engine.rules.proof.flaws import Flaw, flaws

__all__ = ["check", "check_together", "told"]


def check(document: RulesDocument, shelf: Shelf) -> Iterator[Finding]:
    """Yield what is wrong in `document`: first names and cells; where those are right, every case
    that no rule decides or that rules decide against the hit policy, and every rule that never
    decides.
    """
    for place, version in enumerate(document.versions):
        path: Path = ("versions", place)
        wrong = [*_unreadable(version, path)]
        yield from wrong
        if not wrong:
            yield from _coverage(document.id, version, path)


def unreadable(document: RulesDocument) -> Iterator[Finding]:
    """Yield the names and cells for which no table of `document` can be read."""
    for place, version in enumerate(document.versions):
        yield from _unreadable(version, ("versions", place))


def _unreadable(version: RulesVersion, path: Path) -> Iterator[Finding]:
    yield from _names(version, path)
    yield from _cells(version, path)


# --- names and cells ------------------------------------------------------------------------------


def _names(version: RulesVersion, path: Path) -> Iterator[Finding]:
    outputs = [
        (output.id, (*path, "tables", number, "outputs", position))
        for number, table in enumerate(version.tables)
        for position, output in enumerate(table.outputs)
    ]
    facts = [(fact.id, (*path, "facts", number)) for number, fact in enumerate(version.facts)]
    yield from _repeated(facts + outputs)
    yield from _repeated(
        (table.id, (*path, "tables", number)) for number, table in enumerate(version.tables)
    )
    for number, fact in enumerate(version.facts):
        yield from _repeated_values(fact, (*path, "facts", number))
        yield from _one_sided(fact, (*path, "facts", number))
    for kind, named in _besides(version):
        yield from _repeated((one.id, (*path, kind, order)) for order, one in enumerate(named))
    for number, table in enumerate(version.tables):
        inside: Path = (*path, "tables", number)
        yield from _repeated(
            (rule.id, (*inside, "rules", position)) for position, rule in enumerate(table.rules)
        )
        for position, output in enumerate(table.outputs):
            place: Path = (*inside, "outputs", position)
            yield from _repeated_values(output, place)
            for order, value in enumerate(output.values):
                if table.hit == "collect" and value.id in {ANY, NONE}:
                    yield Finding((*place, "values", order, "id"), "rules.reserved")
        for position, rule in enumerate(table.rules):
            yield from _results(table, rule, (*inside, "rules", position))
            for order, name in enumerate(rule.carries):
                if name not in {fact.id for fact in version.facts}:
                    allowed = {"allowed": ", ".join(fact.id for fact in version.facts)}
                    yield Finding(
                        (*inside, "rules", position, "carries", order),
                        "rules.unknown_fact",
                        allowed,
                    )


def _repeated(names: Iterable[tuple[str, Path]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for name, path in names:
        if name in seen:
            yield Finding((*path, "id"), "rules.repeated", {}, name)
        seen.add(name)


def _repeated_values(named: Fact | Output, path: Path) -> Iterator[Finding]:
    values = getattr(named, "values", ())
    return _repeated((value.id, (*path, "values", order)) for order, value in enumerate(values))


def _one_sided(fact: Fact, path: Path) -> Iterator[Finding]:
    """Yield that some values of `fact` speak one way and no other stands against them."""
    if isinstance(fact, EnumerationFact):
        ways = {value.speaks for value in fact.values}
        if len(ways) == 1 and ways != {None}:
            yield Finding((*path, "values"), "rules.one_sided", {}, fact.id)


def _besides(version: RulesVersion) -> Iterator[tuple[str, Sequence[Presumption | Contradiction]]]:
    """Yield what is said of facts beside the tables."""
    yield "presumptions", version.presumptions
    yield "contradictions", version.contradictions


def _results(table: DecisionTable, rule: Rule, path: Path) -> Iterator[Finding]:
    outputs = {output.id: output for output in table.outputs}
    for name, value in rule.then.items():
        if name not in outputs:
            allowed = {"allowed": ", ".join(outputs)}
            yield Finding((*path, "then", name), "rules.unknown_output", allowed)
        elif value not in (values := [known.id for known in outputs[name].values]):
            allowed = {"allowed": ", ".join(values)}
            yield Finding((*path, "then", name), "rules.unknown_value", allowed)
    for name in outputs:
        if name not in rule.then:
            yield Finding((*path, "then"), "rules.output_missing", {"output": name})


def _cells(version: RulesVersion, path: Path) -> Iterator[Finding]:
    domains: dict[str, Domain] = {}
    whens = [rule.when for table in version.tables for rule in table.rules]
    whens += [one.when for _, named in _besides(version) for one in named]
    for number, fact in enumerate(version.facts):
        cells = (when[fact.id] for when in whens if fact.id in when)
        try:
            domains[fact.id] = domain_of([fact], list(cells))
        except NotInDomainError:
            yield Finding((*path, "facts", number, "within"), "rules.not_an_interval")
        except EmptyIntervalError:
            yield Finding((*path, "facts", number, "within"), "rules.empty_interval")
    badly_bounded = {fact.id for fact in version.facts} - set(domains)
    yield from _cells_besides(version, domains, badly_bounded, path)
    collected: set[str] = set()
    for number, table in enumerate(version.tables):
        for position, rule in enumerate(table.rules):
            for name, cell in rule.when.items():
                if name not in badly_bounded:
                    inside: Path = (*path, "tables", number, "rules", position, "when", name)
                    yield from _cell(name, cell, domains, name in collected, inside)
        domains |= {output.id: output_domain(output) for output in table.outputs}
        if table.hit == "collect":
            collected |= {output.id for output in table.outputs}


def _cells_besides(
    version: RulesVersion, domains: Mapping[str, Domain], badly_bounded: set[str], path: Path
) -> Iterator[Finding]:
    """Yield what is wrong in what is presumed and in what contradicts; `domains` are of facts."""
    for kind, named in _besides(version):
        for order, one in enumerate(named):
            inside: Path = (*path, kind, order)
            for name, cell in one.when.items():
                if name not in badly_bounded:
                    yield from _cell(name, cell, domains, False, (*inside, "when", name))
            for name, value in one.facts.items() if isinstance(one, Presumption) else ():
                if name not in badly_bounded:
                    yield from _presumed(name, value, domains, (*inside, "facts", name))


def _presumed(
    name: str, value: FactValue, domains: Mapping[str, Domain], path: Path
) -> Iterator[Finding]:
    """Yield what is wrong in one value that is presumed: of a number or a day it is one."""
    domain = domains.get(name)
    if domain is None or domain.values:
        yield from _cell(name, RuleCell.model_validate(value), domains, False, path)
        return
    try:
        domain.holding(value)
    except NotInDomainError:
        allowed = {"allowed": domain.in_words(domain.full)}
        yield Finding(path, "rules.not_within", allowed, value)


def _cell(
    name: str, cell: RuleCell, domains: Mapping[str, Domain], collected: bool, path: Path
) -> Iterator[Finding]:
    if name not in domains:
        yield Finding(path, "rules.unknown_fact", {"allowed": ", ".join(domains)}, name)
        return
    domain = domains[name]
    try:
        condition_on(name, cell, domain, collected)
    except NotInDomainError as error:
        value = error.args[0]
        if domain.values:
            allowed = {"allowed": ", ".join(map(_written, domain.values))}
            yield Finding(path, "rules.unknown_value", allowed, value)
        else:
            yield Finding(path, "rules.not_an_interval", {}, value)
    except EmptyIntervalError as error:
        yield Finding(path, "rules.empty_interval", {}, error.args[0])


def _written(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


# --- tables that can be read ----------------------------------------------------------------------


def _coverage(document: str, version: RulesVersion, path: Path) -> Iterator[Finding]:
    """Yield the flaws of the tables of `version`, each at its place."""
    for finding in check_together([Part(document, version)]):
        yield replace(finding, path=(*path, *finding.path[1:]))


def check_together(parts: Sequence[Part]) -> list[Finding]:
    """Return the flaws of the tables of `parts`, read together; the first step of a path is the
    document. Raises Faults for documents that cannot be joined.

    What was found before in the same tables is taken from the cache.
    """
    refuse_unjoinable(parts)
    return remembered(parts, lambda: [told(flaw, _path(parts, flaw)) for flaw in flaws(parts)])


def _path(parts: Sequence[Part], flaw: Flaw) -> Path:
    document = flaw.sheet.document
    version = next(part.version for part in parts if part.document == document)
    tables = [table.id for table in version.tables]
    return document, "tables", tables.index(flaw.sheet.table.id)


def told(flaw: Flaw, path: Path) -> Finding:
    """Return `flaw` of the table at `path` as a finding."""
    ids = [row.rule.id for row in flaw.sheet.rows]
    values: dict[str, object] = {"limit": flaw.limit}
    if flaw.box is not None:
        values |= {"case": flaw.box.told, "example": flaw.box.told_example}
    if flaw.places:
        values["rules"] = ", ".join(ids[place] for place in flaw.places)
    if flaw.covered_by:
        values["by"] = ", ".join(ids[place] for place in flaw.covered_by)
    if flaw.key == "rules.not_covered":
        return Finding(path, flaw.key, values)
    return Finding((*path, "rules", *flaw.places[-1:]), flaw.key, values)


register_kind(DocumentKind("rules", RulesDocument, check, form=unreadable))
