"""Where a command finds the documents, and how it answers: JSON, or every fault of an input."""

from __future__ import annotations

import errno
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from engine.cli.conventions.forms import told_by_form
from engine.law import (
    Fault,
    Faults,
    FaultyLaw,
    OtherKind,
    Refused,
    Shelf,
    installed,
    read_yaml,
    written_path,
)
from engine.law import (
    Path as Place,
)
from engine.text import Language, say

if TYPE_CHECKING:
    from engine.report import Block

__all__ = [
    "answering",
    "come_so_far",
    "faults_as_data",
    "print_json",
    "print_page",
    "shelf_at",
    "tell_faults",
]

_MOST_TOLD = 100
"""How many faults of an input are told in words."""


def shelf_at(tariffs: Sequence[Path] | None, unchecked: bool = False) -> Shelf:
    """Return the shelf of `--tariffs` (several: the first that has a document gives it), else of
    `./tariffs`, else of this installation; with `--unchecked` one that gives faulty law as well.
    """
    here = Path("tariffs")
    roots = tariffs or [here if here.is_dir() else installed("tariffs")]
    return Shelf(*roots, unchecked=unchecked)


@contextmanager
def answering(
    language: Language,
    as_json: bool,
    given: Iterable[tuple[Path, str]] = (),
    named: Mapping[str, str | None] | None = None,
) -> Iterator[None]:
    """Tell the faults of an input that is wrong, such as the name of no file, and leave with 2;
    where the answer is no, as with law that is faulty, with 1.

    `given` names the form of each file that the command was given: of one that is another thing
    altogether only that is told. `named` are the options that name documents, as `dingjia refund
    --method`, with what they say: a document of another kind is told where it was named, there or
    in a file that was given.
    """
    try:
        yield
    except Refused as refused:
        tell_faults(refused.faults, language, as_json)
        if isinstance(refused, FaultyLaw) and not as_json:
            typer.echo(say("cli.faulty_law", language), err=True)
        raise typer.Exit(1) from None
    except OtherKind as other:
        tell_faults([_where_named(other, given, named or {})], language, as_json)
        raise typer.Exit(2) from None
    except Faults as faults:
        told = told_by_form(faults.faults, given)
        tell_faults(told, language, as_json)
        raise typer.Exit(2) from None
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        tell_faults([Fault(str(error.filename), "", None, None, "law.no_file")], language, as_json)
        raise typer.Exit(2) from None


def _where_named(
    other: OtherKind, given: Iterable[tuple[Path, str]], named: Mapping[str, str | None]
) -> Fault:
    """Return the fault at the option or in the file that names the document, else in itself."""
    for option, identifier in named.items():
        if identifier == other.identifier:
            command, _, name = option.rpartition(" ")
            return other.at(command, name)
    for path, _ in given:
        with suppress(Faults):
            located = read_yaml(path)
            for place in _places_of(other.identifier, located.tree):
                return other.at(path.name, written_path(place), located.line(place))
    return other.faults[0]


def _places_of(value: str, tree: Any, place: Place = ()) -> Iterator[Place]:
    """Yield where `value` stands in plain values."""
    if tree == value:
        yield place
    elif isinstance(tree, dict):
        for key, below in tree.items():
            yield from _places_of(value, below, (*place, key))
    elif isinstance(tree, list):
        for at, below in enumerate(tree):
            yield from _places_of(value, below, (*place, at))


def tell_faults(faults: Sequence[Fault], language: Language, as_json: bool) -> None:
    """Print the faults: one line each to standard error, or JSON to standard output.

    At most a hundred are told, and how many more there are.
    """
    if as_json:
        print_json(faults_as_data(faults, language))
        return
    for fault in faults[:_MOST_TOLD]:
        typer.echo(fault.message(language), err=True)
    if len(faults) > _MOST_TOLD:
        typer.echo(say("cli.more_faults", language, count=len(faults) - _MOST_TOLD), err=True)
    typer.echo(say("cli.faults", language, count=len(faults)), err=True)


def faults_as_data(faults: Sequence[Fault], language: Language) -> dict[str, Any]:
    """Return the faults that are told as plain data, and how many `more` there are, if any."""
    more = max(0, len(faults) - _MOST_TOLD)
    return {
        "faults": [
            {
                "file": fault.file,
                "place": fault.place,
                "line": fault.line,
                "value": None if fault.value is None else str(fault.value),
                "fault": fault.key,
                "message": fault.message(language),
            }
            for fault in faults[:_MOST_TOLD]
        ],
        **({"more": more} if more else {}),
    }


def print_page(blocks: Iterable[Block], language: Language) -> None:
    """Print a page, as wide as the terminal."""
    from engine.report.terminal import page_lines, screen_width  # only who reads waits for it

    for line in page_lines(blocks, language, screen_width()):
        typer.echo(line)


def print_json(data: Any) -> None:
    """Print plain data as JSON; amounts are text in it already."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))


def come_so_far(done: int, of: int) -> None:
    """Show how far a long work has come to who waits for it at a terminal."""
    if sys.stderr.isatty():
        typer.echo(f"\r{done}/{of} ", nl=False, err=True)
