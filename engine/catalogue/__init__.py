"""The catalogue: products on the list and who is authorised to supply them, as registers.

A register says what is the case on a day; whether that suffices is for the rules.
"""

from engine.catalogue.authorisations import (
    Authorisation,
    Authorisations,
    AuthorisationStatus,
    AuthorisationsVersion,
    Body,
)
from engine.catalogue.identity import CreditCode
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
    "Authorisation",
    "AuthorisationStatus",
    "Authorisations",
    "AuthorisationsVersion",
    "Body",
    "CreditCode",
    "DataForm",
    "Product",
    "Products",
    "ProductsVersion",
    "Registration",
    "RegistrationStatus",
    "Scenario",
]
