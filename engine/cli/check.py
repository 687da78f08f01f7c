"""`dingjia check`: are the documents of law sound?"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.common import (
    HELP_LANGUAGE,
    JsonOption,
    LanguageOption,
    TariffsOption,
    answering,
    print_json,
    shelf_at,
    tell_faults,
)
from engine.law import Fault, Shelf, kinds, read_yaml, schema_of
from engine.wording import Language, say

__all__ = ["check"]

_ROOMS_WITH_KINDS = ("catalogue", "rules", "tariff", "method")


def check(
    path: Annotated[Path | None, typer.Argument(help=say("cli.check_path", HELP_LANGUAGE))] = None,
    schema: Annotated[
        str | None, typer.Option("--schema", help=say("cli.check_schema", HELP_LANGUAGE))
    ] = None,
    tariffs: TariffsOption = None,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Check every document on the shelf, or the one at PATH; exit status 1 when one is faulty."""
    for room in _ROOMS_WITH_KINDS:
        import_module(f"engine.{room}")
    if schema is not None:
        _print_schema(schema, lang)
        return
    with answering(lang, as_json):
        shelf, identifiers = _asked(path, shelf_at(tariffs))
        if not identifiers:
            typer.echo(say("cli.check_nothing", lang), err=True)
            raise typer.Exit(2)
    faults: list[Fault] = []
    for identifier in identifiers:
        found = shelf.check(identifier)
        faults.extend(found)
        if not as_json:
            mark = "cli.check_faulty" if found else "cli.check_sound"
            typer.echo(say(mark, lang, id=identifier, count=len(found)))
    if faults or as_json:
        tell_faults(faults, lang, as_json)
    if not faults and not as_json:
        typer.echo(say("cli.check_clean", lang, count=len(identifiers)))
    raise typer.Exit(1 if faults else 0)


def _asked(path: Path | None, shelf: Shelf) -> tuple[Shelf, tuple[str, ...]]:
    """Return the shelf to check on and the ids asked for.

    A file or folder of its own is laid over the shelf, so that a draft is checked together with
    the documents that it refers to.
    """
    if path is None:
        return shelf, shelf.identifiers()
    if path.is_dir():
        return Shelf(path, *shelf.roots), Shelf(path).identifiers()
    tree = read_yaml(path).tree
    identifier = str(tree.get("id", path.stem)) if isinstance(tree, dict) else path.stem
    whole = path.resolve().with_suffix("").as_posix()
    if whole.endswith(f"/{identifier}"):
        root = Path(whole.removesuffix(f"/{identifier}"))
        return Shelf(root, *shelf.roots), (identifier,)
    return Shelf(path.resolve().parent, *shelf.roots), (path.stem,)


def _print_schema(name: str, language: Language) -> None:
    """Print the JSON Schema of a kind; a register is asked for as register:products."""
    known = {kind.name if kind.of is None else f"{kind.name}:{kind.of}": kind for kind in kinds()}
    if name not in known:
        typer.echo(say("cli.check_no_kind", language, allowed=", ".join(known)), err=True)
        raise typer.Exit(2)
    print_json(schema_of(known[name]))
