"""Options and arguments of commands, with their help in one language."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.text import Language, say

__all__ = [
    "HELP_LANGUAGE",
    "DayOption",
    "JsonOption",
    "LanguageOption",
    "ReadingsOption",
    "RecordOption",
    "TableOption",
    "TariffsOption",
    "UncheckedOption",
    "argument",
    "day_option",
    "option",
]

HELP_LANGUAGE = Language.EN if os.environ.get("DINGJIA_LANG") == "en" else Language.ZH
"""The language of `--help`, from the environment variable DINGJIA_LANG."""


def option(name: str, key: str, **more: Any) -> Any:
    """Return the option `name`, whose help is the sentence `key`; `more` as for typer.Option."""
    return typer.Option(name, help=say(key, HELP_LANGUAGE), **more)


def argument(key: str, **more: Any) -> Any:
    """Return an argument whose help is the sentence `key`; `more` as for typer.Argument."""
    return typer.Argument(help=say(key, HELP_LANGUAGE), **more)


def day_option(name: str, key: str) -> Any:
    """Return an option that takes a day such as 2026-03-01."""
    return option(name, key, formats=["%Y-%m-%d"])


LanguageOption = Annotated[Language, option("--lang", "cli.option_lang", envvar="DINGJIA_LANG")]
JsonOption = Annotated[bool, option("--json", "cli.option_json")]
TariffsOption = Annotated[
    list[Path] | None, option("--tariffs", "cli.option_tariffs", exists=True, file_okay=False)
]
UncheckedOption = Annotated[bool, option("--unchecked", "cli.option_unchecked")]
DayOption = Annotated[datetime.datetime | None, day_option("--on", "cli.option_on")]
TableOption = Annotated[bool, option("--table", "cli.option_table")]
RecordOption = Annotated[Path | None, option("--out", "cli.option_out_record")]
ReadingsOption = Annotated[list[str] | None, option("--switch", "cli.option_switch")]
