"""The catalogue: what is on the product list, who is authorised, what is published, as registers.

In: the registers of a shelf. Out: the entries, and how each stands on a day; whether that suffices
is for the rules. Read `party` (credit codes), `products`, `authorisations`, `disclosure`,
`chart_of_accounts` (which account carries which cost).
"""

from engine.catalogue.authorisations import (
    Authorisations,
    AuthorisationStatus,
    AuthorisationsVersion,
    Body,
    RegisteredAuthorisation,
)
from engine.catalogue.chart_of_accounts import (
    AccountClass,
    AccountRole,
    ChartOfAccounts,
    ChartVersion,
    HeadAccount,
    NatureOfCost,
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
    "AccountClass",
    "AccountRole",
    "Addressee",
    "AuthorisationStatus",
    "Authorisations",
    "AuthorisationsVersion",
    "Body",
    "ChartOfAccounts",
    "ChartVersion",
    "CreditCode",
    "DataForm",
    "Disclosed",
    "DisclosedEntry",
    "Disclosure",
    "DisclosureVersion",
    "HeadAccount",
    "NatureOfCost",
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
