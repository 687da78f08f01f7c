"""`dingjia check`: are the documents of law sound?"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from engine.cli.check.texts import held_against
from engine.cli.conventions.answers import (
    answering,
    faults_as_data,
    print_json,
    shelf_at,
    tell_faults,
)
from engine.cli.conventions.forms import FORMS, form_schema, refuse_other_form
from engine.cli.conventions.options import (
    JsonOption,
    LanguageOption,
    TariffsOption,
    argument,
    option,
)
from engine.cli.conventions.texts import TextsOption
from engine.law import (
    Fault,
    Faults,
    OfficialTexts,
    Shelf,
    kinds,
    know_all_kinds,
    read_yaml,
    schema_of,
)
from engine.text import Language, say

__all__ = ["check"]


def check(
    path: Annotated[Path | None, argument("cli.check_path")] = None,
    schema: Annotated[str | None, option("--schema", "cli.check_schema")] = None,
    against: Annotated[str | None, option("--against", "cli.check_against")] = None,
    tariffs: TariffsOption = None,
    texts: TextsOption = None,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Check every document on the shelf, or the one at PATH; exit status 1 when one is faulty.

    With --against, rules at PATH are also compared with those on the shelf: every case that would
    be decided otherwise is told.
    """
    know_all_kinds()
    if schema is not None:
        _print_schema(schema, lang)
        return
    with answering(lang, as_json):
        on_shelf = shelf_at(tariffs)
        shelf, identifiers, strays = _asked(path, on_shelf)
        official = None if texts is None else OfficialTexts(texts)
    rules = import_module("engine.cli.check.joint_tables")
    alone = [
        (identifier, tuple(_by_place(fault, path, on_shelf) for fault in shelf.check(identifier)))
        for identifier in identifiers
    ]
    joined = [
        (say("cli.check_together", lang, one=names[0], other=names[1]), found)
        for names, found in (
            *rules.together(shelf, identifiers),
            *rules.standing_on(shelf, identifiers),
            *rules.referred_to(shelf, identifiers),
        )
    ]
    if official is not None:
        joined += [
            (say("cli.check_texts", lang, id=name), found)
            for name, found in held_against(shelf, identifiers, official)
        ]
    faults = [*strays, *(fault for _, found in (*alone, *joined) for fault in found)]
    changes = None
    readable = all(fault.key in rules.FLAWS for _, found in alone for fault in found)
    if against is not None and readable:
        with answering(lang, as_json, named={"dingjia check --against": against}):
            changes = rules.compared(on_shelf, shelf, against, identifiers)
    if as_json:
        told = {} if changes is None else {"changes": rules.changes_as_data(changes)}
        print_json({**faults_as_data(faults, lang), **told})
        raise typer.Exit(1 if faults else 0)
    for name, found in (*alone, *joined):
        mark = "cli.check_faulty" if found else "cli.check_sound"
        typer.echo(say(mark, lang, id=name, count=len(found)))
    if changes is not None:
        rules.tell_changes(changes, lang)
    if faults:
        tell_faults(faults, lang, as_json)
    else:
        clean = "cli.check_clean" if len(identifiers) > 1 else "cli.check_clean_one"
        typer.echo(say(clean, lang, count=len(identifiers)))
    raise typer.Exit(1 if faults else 0)


def _asked(path: Path | None, shelf: Shelf) -> tuple[Shelf, tuple[str, ...], tuple[Fault, ...]]:
    """Return the shelf to check on, the ids asked for, and the files there that have none.

    A file or folder of its own is laid over the shelf, so that a draft is checked together with
    the documents that it refers to. Raises Faults when there is nothing to check.
    """
    if path is None:
        whole, asked = shelf, shelf
    elif path.is_dir():
        whole, asked = _over(shelf, _root(path, shelf)), Shelf(path.resolve())
    else:
        root = _root(path, shelf)
        identifier = path.resolve().relative_to(root).with_suffix("").as_posix()
        return _over(shelf, root), (identifier,), ()
    inside = "" if path is None else f"{path.resolve().relative_to(whole.roots[0]).as_posix()}/"
    identifiers = tuple(inside.removeprefix("./") + name for name in asked.identifiers())
    strays = asked.strays()
    if not identifiers and not strays:
        folder = ", ".join(str(root) for root in (shelf.roots if path is None else [path]))
        raise Faults([Fault(folder, "", None, None, "cli.check_nothing")])
    return whole, identifiers, strays


def _by_place(fault: Fault, path: Path | None, shelf: Shelf) -> Fault:
    """Return `fault`; of an id that differs from the place of a file on no shelf, with both.

    From which folder its id is to lead there is not known, so that no id can be told it.
    """
    if fault.key != "law.id_is_not_path" or path is None or path.is_dir():
        return fault
    whole, given = path.resolve(), str(fault.value)
    if any(whole.is_relative_to(root.resolve()) for root in shelf.roots):
        return fault
    there = "/".join(whole.parts[-given.count("/") - 1 :])
    return replace(fault, key="cli.check_other_place", values={"given": given, "there": there})


def _over(shelf: Shelf, root: Path) -> Shelf:
    return Shelf(root, *shelf.roots)


def _root(path: Path, shelf: Shelf) -> Path:
    """Return the shelf's folder around `path`, or that from which its documents' ids lead there.

    Raises Faults when `path` is no document and no folder, or a folder around that from which the
    ids lead.
    """
    if not path.exists():
        raise Faults([Fault(str(path), "", None, None, "law.no_file")])
    whole = path.resolve()
    refuse_other_form(path, "document")
    if not path.is_dir() and path.suffix != ".yaml":
        raise Faults([Fault(str(path), "", None, None, "law.not_a_document")])
    for root in shelf.roots:
        if whole.is_relative_to(root.resolve()):
            return root.resolve()
    below = Shelf(whole).identifiers()
    for file in [whole / f"{name}.yaml" for name in below] if path.is_dir() else [whole]:
        ending = f"/{_given_id(file)}.yaml"
        if file.as_posix().endswith(ending):
            root = Path(file.as_posix().removesuffix(ending))
            if whole.is_relative_to(root):
                return root
            raise Faults([Fault(str(path), "", None, None, "cli.check_above", {"folder": root})])
    return whole if path.is_dir() else whole.parent


def _given_id(file: Path) -> str:
    """Return the id that the document in `file` gives itself; empty when it gives none that has
    the two levels of an id."""
    try:
        tree = read_yaml(file).tree
    except Faults:
        return ""  # told when the document is checked
    given = str(tree.get("id", "")) if isinstance(tree, dict) else ""
    return given if "/" in given else ""


def _print_schema(name: str, language: Language) -> None:
    """Print the JSON Schema of a kind or of a form that people file; a register is asked for as
    register:products.
    """
    known = {kind.name if kind.of is None else f"{kind.name}:{kind.of}": kind for kind in kinds()}
    if name not in known and name not in FORMS:
        allowed = ", ".join((*known, *FORMS))
        typer.echo(say("cli.check_no_kind", language, allowed=allowed), err=True)
        raise typer.Exit(2)
    print_json(form_schema(name) if name in FORMS else schema_of(known[name]))
