"""The catalogue: what is on the product list, who is authorised, what is published, as registers.

In: the registers of a shelf. Out: the entries, and how each stands on a day; whether that suffices
is for the rules. Read `party` (credit codes), `products`, `authorisations`, `disclosure`.
"""

from engine.catalogue.authorisations import (
    Authorisations,
    AuthorisationStatus,
    AuthorisationsVersion,
    Body,
    RegisteredAuthorisation,
)
from engine.catalogue.disclosure import (
    Addressee,
    Disclosed,
    DisclosedEntry,
    Disclosure,
    DisclosureVersion,
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
    ScenarioOfUse,
)

__all__ = [
    "Addressee",
    "AuthorisationStatus",
    "Authorisations",
    "AuthorisationsVersion",
    "Body",
    "CreditCode",
    "DataForm",
    "Disclosed",
    "DisclosedEntry",
    "Disclosure",
    "DisclosureVersion",
    "Party",
    "Products",
    "ProductsVersion",
    "RegisteredAuthorisation",
    "RegisteredProduct",
    "Registration",
    "RegistrationStatus",
    "ScenarioOfUse",
    "Section",
]
