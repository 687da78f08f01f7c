"""Currencies by their codes, as ISO 4217 lists those in use. Amounts carry one as a label: nothing
is converted."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

__all__ = ["CURRENCIES", "YUAN", "Currency", "unit_of_money"]

YUAN = "yuan"
"""The unit in which all amounts are reckoned; those of another currency are shown in it."""

_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR
    KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
    MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR
    SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
    UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())
"""The codes of all currencies in use."""


def _known(code: str) -> str:
    if code not in CURRENCIES:
        raise PydanticCustomError("money.not_a_currency", "not a currency")
    return code


Currency = Annotated[str, AfterValidator(_known)]
"""A currency by its code, such as CNY or EUR (ISO 4217)."""


def unit_of_money(currency: str) -> str:
    """Return the unit of amounts in `currency`: yuan, or the code of any other."""
    return YUAN if currency == "CNY" else currency
