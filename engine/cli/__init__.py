"""The command `dingjia`. Each subcommand is a module here that is imported only when asked for."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from importlib import import_module
from types import TracebackType
from typing import Annotated

import typer

import engine
from engine.cli.options import HELP_LANGUAGE
from engine.text import say

__all__ = ["COMMANDS", "main"]

COMMANDS = (
    "check",
    "compare",
    "classify",
    "quote",
    "determine",
    "ceilings",
    "evaluate",
    "refund",
    "scenario",
    "verify",
    "app",
)


def main() -> None:
    """Run `dingjia`; exit status 0 done, 1 the answer is no, 2 the input is wrong.

    What nobody foresaw ends with 70, so that it is not taken for an answer.
    """
    # A result is many objects and few circles: looking for circles took a tenth of the time.
    gc.set_threshold(50_000)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    sys.excepthook = _unforeseen
    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    group(COMMANDS if asked not in COMMANDS else (asked,))()


def group(commands: tuple[str, ...]) -> typer.Typer:
    """Return the command line with these subcommands; only their modules are imported."""
    whole = typer.Typer(
        help=say("cli.about", HELP_LANGUAGE),
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    whole.callback(invoke_without_command=True)(_group)
    for name in commands:
        module = import_module(f"{__name__}.{name}")
        whole.command(name, help=say(f"cli.{name}", HELP_LANGUAGE))(getattr(module, name))
    return whole


def _unforeseen(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    traceback.print_exception(kind, error, trace)
    typer.echo(say("cli.unforeseen", HELP_LANGUAGE), err=True)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(70)


def _group(
    version: Annotated[
        bool, typer.Option("--version", help=say("cli.option_version", HELP_LANGUAGE))
    ] = False,
) -> None:
    """Keep the subcommands even when there is but one, and tell the version."""
    if version:
        typer.echo(engine.__version__)
        raise typer.Exit
