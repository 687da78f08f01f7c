"""Dingjia (定价): an open engine for pricing public data.

The law is data. Rules, methods and tariffs are documents; the packages below
interpret them and hold no price, no rate and no rule of their own. A package
may import only packages that stand on a lower floor (see pyproject.toml).
"""

__version__ = "0.1.0"
