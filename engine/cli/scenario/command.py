"""The command: scenarios side by side, two of them explained, one number moved."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from engine.cli.conventions.answers import answering, come_so_far, print_json, print_page, shelf_at
from engine.cli.conventions.options import (
    JsonOption,
    LanguageOption,
    TableOption,
    TariffsOption,
    UncheckedOption,
    argument,
    option,
)
from engine.cli.conventions.records import proved_result
from engine.cli.conventions.workbooks import WorkbookOption, refuse_no_workbook
from engine.cli.scenario.library import STORE, Library, refuse_files
from engine.cli.scenario.paper import brief_of, is_brief
from engine.cli.scenario.question import answered, question_of, weighed
from engine.cli.scenario.simulation import simulation
from engine.law import Fault, Faults
from engine.record import write_atomically
from engine.record.store import RecordStore
from engine.report import Block, as_workbook
from engine.scenario import (
    BASE,
    Bench,
    Case,
    Run,
    ScenarioFile,
    compare,
    inputs_of,
    is_scenario_id,
    readings_of_scenarios,
    run,
)
from engine.scenario import found as found_by
from engine.show.analysis.scenario import (
    all_tables,
    comparison_data,
    comparison_page,
    comparison_table,
    inputs_data,
    inputs_table,
    readings_bands,
    runs_data,
    runs_of,
    scenario_page,
    scenario_readings_data,
    scenario_readings_page,
    side_by_side,
)
from engine.text import Language, say, text

__all__ = ["scenario"]


class ScenarioAction(StrEnum):
    """What is done with scenarios."""

    COMPARE = "compare"
    """Runs them all, and shows them side by side."""
    EXPLAIN = "explain"
    """Shares the difference between two of them out over their changes."""
    READINGS = "readings"
    """Reads the law in every way: the first cycle of each, and what holds whatever is read."""
    SIMULATE = "simulate"
    """Draws what is uncertain many times."""
    SWEEP = "sweep"
    """Moves one number step by step."""
    SEEK = "seek"
    """Finds where a figure reaches a target as one number is moved."""
    FRONTIER = "frontier"
    """Finds what no other value beats on two figures as one number is moved."""
    SAVE = "save"
    """Keeps a file with all that its base stands on, under an id."""
    LIST = "list"
    """Lists what is kept."""
    INPUTS = "inputs"
    """Lists what may be changed, and finds it by words."""


def scenario(
    action: Annotated[ScenarioAction, argument("scenario.action")],
    files: Annotated[list[Path] | None, argument("scenario.argument_files")] = None,
    first: Annotated[str, option("--from", "scenario.option_from")] = BASE,
    second: Annotated[str | None, option("--to", "scenario.option_to")] = None,
    change: Annotated[str | None, option("--change", "scenario.option_change")] = None,
    between: Annotated[
        tuple[str, str] | None, option("--between", "scenario.option_between")
    ] = None,
    step: Annotated[str | None, option("--step", "scenario.option_step")] = None,
    aim: Annotated[list[str] | None, option("--aim", "scenario.option_aim")] = None,
    target: Annotated[str, option("--target", "scenario.option_target")] = "0",
    out: WorkbookOption = None,
    store: Annotated[Path, option("--store", "scenario.option_store", envvar="DINGJIA_STORE")] = (
        STORE
    ),
    tariffs: TariffsOption = None,
    unchecked: UncheckedOption = False,
    table: TableOption = False,
    lang: LanguageOption = Language.ZH,
    as_json: JsonOption = False,
) -> None:
    """Run the base and the scenarios of FILES: side by side, or explain what makes two differ."""
    given_files = files or []
    files, words = given_files, list[Path]()
    if action is ScenarioAction.INPUTS:
        files, words = given_files[:1], given_files[1:]
    in_files = [(file, "scenarios") for file in files if not is_scenario_id(str(file))]
    with answering(lang, as_json, in_files):
        is_paper = action is ScenarioAction.COMPARE and is_brief(out)
        if not is_paper:
            refuse_no_workbook("scenario", out)
        given = {
            "from": first != BASE,
            "to": second is not None,
            "change": change is not None,
            "between": between is not None,
            "step": step is not None,
            "target": target != "0",
            "aim": aim is not None,
        }
        _refuse_unused(action, given, lang)
        shelf = shelf_at(tariffs, unchecked)
        library = Library(RecordStore(store), lambda one: proved_result(one, shelf)[1])
        if action is ScenarioAction.LIST or not files:
            refuse_files(action is ScenarioAction.LIST, files, lang)
        read = [] if action is ScenarioAction.SAVE else [library.read(file) for file in files]
        bench = Bench(shelf)
        if is_paper:
            _only(read, lang)
        if action is ScenarioAction.COMPARE:
            found = [runs_of(bench, one) for one in read]
            pages: list[Block] = [block for one in found for block in scenario_page(one, table)]
            tables = [each for one in found for each in (side_by_side(one.every), *all_tables(one))]
            data: Any = [runs_data(one) for one in found]
        elif action is ScenarioAction.READINGS:
            every = [(one.scenarios.title, readings_of_scenarios(bench, one)) for one in read]
            pages = [block for one in every for block in scenario_readings_page(*one)]
            tables = [readings_bands(one) for _, one in every]
            data = [scenario_readings_data(one) for _, one in every]
        elif action is ScenarioAction.EXPLAIN:
            if len(read) != 1 or second is None:
                raise typer.BadParameter(say("scenario.one_file_and_to", lang))
            asked = compare(bench, *_both(bench, read[0], first, second), come_so_far)
            pages, tables = [*comparison_page(asked)], [comparison_table(asked)]
            data = [comparison_data(asked)]
        elif action is ScenarioAction.SIMULATE:
            pages, tables, answer = simulation(bench, _only(read, lang), first)
            data = [answer]
        elif action is ScenarioAction.SAVE:
            pages, tables, data = library.save(files)
        elif action is ScenarioAction.LIST:
            pages, tables, data = library.listed()
        elif action is ScenarioAction.INPUTS:
            case = _case(_only(read, lang), first)
            listed = [*found_by(inputs_of(case, shelf), map(str, words))]
            if words and not listed:
                raise Faults([_nothing_found(files[0], words)])
            pages, tables = [inputs_table(listed, table)], [inputs_table(listed, True)]
            data = [inputs_data(listed)]
        else:
            aims = _aims(action, aim, lang)
            asked_for = question_of(change, between, step, target, aims, lang)
            base = _named(bench, _only(read, lang), first)
            if action is ScenarioAction.FRONTIER:
                pages, tables, answer = weighed(bench, base, asked_for, table)
            else:
                is_sought = action is ScenarioAction.SEEK
                pages, tables, answer = answered(bench, base, asked_for, is_sought)
            data = [answer]
        if out is not None:
            content = as_workbook(tables, lang)
            if is_paper:
                content = brief_of(found[0], read[0].located.file, out, lang)
            write_atomically({out: content})
    if as_json:
        print_json(data[0] if len(data) == 1 and action is not ScenarioAction.LIST else data)
        return
    print_page(pages, lang)
    if out is not None:
        typer.echo(
            say("show.analysis.brief_written" if is_paper else "cli.tables_written", lang, file=out)
        )


_TAKEN = {
    ScenarioAction.COMPARE: (),
    ScenarioAction.EXPLAIN: ("from", "to"),
    ScenarioAction.READINGS: (),
    ScenarioAction.SIMULATE: ("from",),
    ScenarioAction.SWEEP: ("from", "change", "between", "step", "aim"),
    ScenarioAction.SEEK: ("from", "change", "between", "step", "aim", "target"),
    ScenarioAction.FRONTIER: ("from", "change", "between", "step", "aim"),
    ScenarioAction.INPUTS: ("from",),
    ScenarioAction.SAVE: (),
    ScenarioAction.LIST: (),
}
"""The options that each action takes, of those that not all do."""


def _refuse_unused(action: ScenarioAction, given: Mapping[str, bool], lang: Language) -> None:
    """Raise BadParameter for an option that was given and would do nothing."""
    for option_, is_given in given.items():
        if is_given and option_ not in _TAKEN[action]:
            values = {"option": f"--{option_}", "action": action.value}
            raise typer.BadParameter(say("scenario.option_unused", lang, **values))


def _aims(action: ScenarioAction, given: list[str] | None, lang: Language) -> tuple[str, ...]:
    """Return the figures looked at; raises BadParameter for another number of them."""
    aims = tuple(given or ("recovery",))
    count = 2 if action is ScenarioAction.FRONTIER else 1
    if len(aims) != count:
        raise typer.BadParameter(say(f"scenario.{'two_aims' if count == 2 else 'one_aim'}", lang))
    return aims


def _only(read: list[ScenarioFile], lang: Language) -> ScenarioFile:
    if len(read) != 1:
        raise typer.BadParameter(say("scenario.one_file", lang))
    return read[0]


def _both(bench: Bench, file: ScenarioFile, first: str, second: str) -> tuple[Run, Run]:
    return _named(bench, file, first), _named(bench, file, second)


def _named(bench: Bench, file: ScenarioFile, name: str) -> Run:
    """Return the run of a scenario by its id; raises Faults where there is none."""
    title = text("scenario.base") if name == BASE else file.named(name).title
    return run(bench, name, title, _case(file, name))


def _case(file: ScenarioFile, name: str) -> Case:
    """Return the case of a scenario by its id; raises Faults where there is none."""
    return file.base if name == BASE else file.case_of(file.named(name))


def _nothing_found(file: Path, words: list[Path]) -> Fault:
    asked = " ".join(map(str, words))
    return Fault(file.name, "", None, None, "scenario.inputs.none", {"words": asked})
