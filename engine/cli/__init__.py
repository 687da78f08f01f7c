"""The command `dingjia`: a package or module here for each subcommand, imported when asked for.

In come words and files, out goes a page or JSON, and an exit status: 0 done, 1 the answer is no,
2 the input is wrong, 70 unforeseen. Each subcommand reads, asks the rooms below, and hands what
they answer to `engine.show`. Read `conventions` first, which holds what they have in common.
"""

from __future__ import annotations

import gc
import signal
import sys
import traceback
from collections.abc import Iterable
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

import engine
from engine.cli.conventions.options import HELP_LANGUAGE, option
from engine.text import say

__all__ = ["COMMANDS", "group", "main"]

COMMANDS = (
    "check",
    "compare",
    "classify",
    "quote",
    "draft",
    "determine",
    "readings",
    "reconcile",
    "ceilings",
    "evaluate",
    "refund",
    "scenario",
    "verify",
    "store",
    "app",
)


def main() -> None:
    """Run `dingjia`; exit status 0 done, 1 the answer is no, 2 the input is wrong.

    What nobody foresaw ends with 70, so that it is not taken for an answer; an interruption with
    130, and a reader that closes the pipe ends it as it ends other programs.
    """
    # A result is many objects and few circles: looking for circles took a tenth of the time.
    gc.set_threshold(50_000)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        # Called itself, a Typer puts a hook of its own in place that ends a crash with 1.
        get_command(_asked_for(sys.argv[1:]))()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Exception as error:
        traceback.print_exception(error)
        typer.echo(say("cli.unforeseen", HELP_LANGUAGE), err=True)
        raise SystemExit(70) from error
    finally:
        gc.freeze()  # at its end Python would look through all that is about to go


def group(commands: Iterable[str]) -> typer.Typer:
    """Return the command line with these subcommands; only their modules are imported."""
    whole = _without_commands()
    for name in commands:
        module = import_module(f"{__name__}.{name}")
        whole.command(name, help=say(f"cli.{name}", HELP_LANGUAGE))(getattr(module, name))
    return whole


def _asked_for(words: list[str]) -> typer.Typer:
    """Return the command line with the one subcommand in `words`, else with the names of all."""
    first = next((word for word in words if not word.startswith("-")), "")
    if first in COMMANDS:
        return group((first,))
    whole = _without_commands()
    for name in COMMANDS:
        whole.command(name, help=say(f"cli.{name}", HELP_LANGUAGE))(lambda: None)
    return whole


class _Commands(TyperGroup):
    def invoke(self, ctx: Any) -> Any:
        """Run a subcommand; a file that ends too early is no end of answers: that would be 1."""
        try:
            return super().invoke(ctx)
        except EOFError as error:
            raise RuntimeError from error


def _without_commands() -> typer.Typer:
    whole = typer.Typer(
        cls=_Commands,
        help=say("cli.about", HELP_LANGUAGE),
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    whole.callback(invoke_without_command=True)(_group)
    return whole


def _group(
    version: Annotated[bool, option("--version", "cli.option_version")] = False,
) -> None:
    """Keep the subcommands even when there is but one, and tell the version."""
    if version:
        typer.echo(engine.__version__)
        raise typer.Exit
