"""Who is charged: the classes it falls under and the floats chosen for it, with where from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from engine.explain import Step, decided, given
from engine.law import Source
from engine.money import parse_number
from engine.tariff.model.charge import Charge
from engine.tariff.model.document import Float, TariffDocument, TariffVersion
from engine.tariff.model.product import Component
from engine.text import Text, text

__all__ = ["Charged", "as_charged"]


@dataclass(frozen=True, slots=True)
class Charged:
    """The one charged, as a version of a tariff sees it."""

    document: TariffDocument
    """The tariff."""
    version: TariffVersion
    """The version in force."""
    facts: Mapping[str, str]
    """Its facts and chosen floats, as far as known."""
    sources: Mapping[str, Sequence[Source]]
    """Where they were declared."""

    def is_in(self, name: str) -> bool:
        """Return whether the customer falls under the class `name`."""
        return _is_in(self.version, name, self.facts)

    def class_of(self, component: Component) -> str | None:
        """Return the class whose price of `component` is charged; None for the plain one."""
        return _class_of(self.version, component, self.facts)

    def charge_of(self, component: Component) -> Charge:
        """Return the charge of `component` that applies."""
        name = self.class_of(component)
        return component.charge if name is None else component.for_class[name].charge

    def membership(self, name: str) -> Step:
        """Return the step that says why the customer falls under the class `name`."""
        customer_class = self.version.classes[name]
        fact = self.version.fact(customer_class.fact)
        assert fact is not None
        value = self.facts[fact.id]
        known = given(fact.title, value, "", self.sources.get(fact.id, ()))
        label = text("tariff.rate.class_is", name=customer_class.title)
        origin = f"{self.document.id}#classes.{name}"
        return decided(label, True, [known], customer_class.cites, origin)

    def float_of(self, name: str) -> tuple[Float, Decimal, Sequence[Source]]:
        """Return a float, what was chosen within it (per cent), and where that was declared."""
        return (
            self.version.floats[name],
            parse_number(self.facts[name]),
            self.sources.get(name, ()),
        )

    def title_of(self, name: str) -> Text:
        """Return the name of a class."""
        return self.version.classes[name].title


def _is_in(version: TariffVersion, name: str, facts: Mapping[str, str]) -> bool:
    of_class = version.classes[name]
    return facts.get(of_class.fact) in of_class.in_


def _class_of(version: TariffVersion, component: Component, facts: Mapping[str, str]) -> str | None:
    return next((name for name in component.for_class if _is_in(version, name, facts)), None)


def as_charged(version: TariffVersion, said: Mapping[str, Collection[str]]) -> TariffVersion:
    """Return `version` with those charges alone that can apply, where `said` holds all values that
    a fact has; a fact that is not said can have any."""
    products = (
        each.model_copy(
            update={"components": tuple(_applying(version, one, said) for one in each.components)}
        )
        for each in version.products
    )
    return version.model_copy(update={"products": tuple(products)})


def _applying(
    version: TariffVersion, component: Component, said: Mapping[str, Collection[str]]
) -> Component:
    deciding = [*dict.fromkeys(version.classes[name].fact for name in component.for_class)]
    if not all(said.get(fact) for fact in deciding):
        return component
    customers = product(*(said[fact] for fact in deciding))
    names = dict.fromkeys(
        _class_of(version, component, dict(zip(deciding, values, strict=True)))
        for values in customers
    )
    prices = {name: component.for_class[name] for name in names if name is not None}
    plain = component.charge if None in names else next(iter(prices.values())).charge
    return component.model_copy(update={"charge": plain, "for_class": prices})
