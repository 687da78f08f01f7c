"""The tariff document, and what was used as it is rated."""
