"""The catalogue: what is on the product list, who is authorised, what is published, as registers.

In: the registers of a shelf. Out: the entries, and how each stands on a day; whether that suffices
is for the rules. Read `identity` (credit codes), `products`, `authorisations`, `disclosure`.
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
    Products,
    ProductsVersion,
    RegisteredProduct,
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
    "Products",
    "ProductsVersion",
    "RegisteredProduct",
    "Registration",
    "RegistrationStatus",
    "Scenario",
    "Section",
]
