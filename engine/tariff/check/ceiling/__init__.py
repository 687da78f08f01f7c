"""A price list under its ceilings: no quote by the list may come to more than they allow."""
