"""Rules by which use is counted, and which of them count several products together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.law import Path
from engine.tariff.model.charge import Charge, accumulation_of
from engine.tariff.model.document import TariffVersion
from engine.tariff.model.period import Accumulation, counted_over
from engine.tariff.model.product import Component, FreeQuota, TariffProduct
from engine.tariff.usage.position import Position

__all__ = [
    "CountingRule",
    "counted_with",
    "counting_rules",
    "counts_beside",
    "products_counted",
    "shared_rules",
    "units_counted",
]


@dataclass(frozen=True, slots=True)
class CountingRule:
    """A quota, or the use that a charge adds up."""

    product: TariffProduct
    """The product that has it."""
    component: Component
    """Its component."""
    charge: Charge | None
    """The charge; None for the quota."""
    over: Accumulation | FreeQuota
    """Over what it counts."""
    place: Path
    """Its key in the component."""

    @property
    def group(self) -> tuple[object, ...]:
        """What it has in common with the rules that it counts together with."""
        units = units_counted(self.product, self.component)
        return (type(self.over), *counted_over(self.over.key, self.over.within), units)

    def reads(self, position: Position) -> bool:
        """Whether `position`, of its product, says what it counted before."""
        own = position.of_component(self.product.id, self.component.id)
        return own and position.counted_by(self.over)


def units_counted(product: TariffProduct, component: Component) -> tuple[str, ...]:
    """Return the units that `component` counts, whatever their order: item·year is year·item."""
    return tuple(sorted(count.added for count in product.counts_of(component)))


def shared_rules(product: TariffProduct) -> Iterator[CountingRule]:
    """Yield the rules of `product` by which other products can be counted with it: their keys leave
    the product out."""
    return (rule for rule in counting_rules(product) if "product" not in rule.over.key)


def counting_rules(product: TariffProduct) -> Iterator[CountingRule]:
    """Yield all rules of `product` that count over keys and periods."""
    for component in product.components:
        quota = component.free_quota
        if quota is not None:
            yield CountingRule(product, component, None, quota, ("free_quota", "key"))
        for place, charge in component.placed_charges():
            over = accumulation_of(charge)
            if over is not None:
                where = (*place, "accumulate", "key")
                yield CountingRule(product, component, charge, over, where)


def counts_beside(version: TariffVersion, rule: CountingRule) -> Iterator[CountingRule]:
    """Yield the rules of other products of `version` that count together with `rule`."""
    for product in version.products:
        if product.id != rule.product.id:
            for other in shared_rules(product):
                if (other.component.id, other.group) == (rule.component.id, rule.group):
                    yield other


def products_counted(
    version: TariffVersion, product: TariffProduct, over: Accumulation | FreeQuota
) -> frozenset[str]:
    """Return the products of `version` whose use `over`, a rule of `product`, counts together."""
    rules = (rule for rule in shared_rules(product) if rule.over is over)
    return frozenset(
        {product.id, *(one.product.id for own in rules for one in counts_beside(version, own))}
    )


def counted_with(
    version: TariffVersion, products: Iterable[str]
) -> Mapping[str, tuple[CountingRule, ...]]:
    """Return the other products of `version` whose use counts together with that of `products`,
    and the rules that do so."""
    found: dict[str, dict[Path, CountingRule]] = {}
    asked = dict.fromkeys(products)
    for product in map(version.product, asked):
        for rule in () if product is None else shared_rules(product):
            for other in counts_beside(version, rule):
                if other.product.id not in asked:
                    where = (other.component.id, *other.place)
                    found.setdefault(other.product.id, {})[where] = other
    return {name: (*rules.values(),) for name, rules in found.items()}
