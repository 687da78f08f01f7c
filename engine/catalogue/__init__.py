"""The catalogue: what is on the product list, who is authorised, what is published, as registers.

A register says what is the case on a day; whether that suffices is for the rules.
"""

from engine.catalogue.authorisations import (
    Authorisation,
    Authorisations,
    AuthorisationStatus,
    AuthorisationsVersion,
    Body,
)
from engine.catalogue.disclosure import (
    Addressee,
    Disclosed,
    Disclosure,
    DisclosureVersion,
    Entry,
    Section,
)
from engine.catalogue.party import CreditCode, Party
from engine.catalogue.products import (
    DataForm,
    Product,
    Products,
    ProductsVersion,
    Registration,
    RegistrationStatus,
    Scenario,
)

__all__ = [
    "Addressee",
    "Authorisation",
    "AuthorisationStatus",
    "Authorisations",
    "AuthorisationsVersion",
    "Body",
    "CreditCode",
    "DataForm",
    "Disclosed",
    "Disclosure",
    "DisclosureVersion",
    "Entry",
    "Party",
    "Product",
    "Products",
    "ProductsVersion",
    "Registration",
    "RegistrationStatus",
    "Scenario",
    "Section",
]
