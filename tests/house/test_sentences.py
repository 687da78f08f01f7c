"""Every sentence: in both languages, found wherever the code asks for it, and asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

from engine.text import Language, Text, catalogue_of, say, text

HOME = Path(__file__).parents[2]
CATALOGUES = [path for room in ("engine", "app") for path in (HOME / room).rglob("sentences.py")]
ROOMS = sorted(
    ".".join(path.parent.relative_to(HOME).parts).removeprefix("engine.") for path in CATALOGUES
)
CHINESE = re.compile("[\u4e00-\u9fff]")
PLACES = re.compile(r"\{.*?\}")
WRITTEN_IN_A_FILE = re.compile("「.*?」|[a-z]+\\(.*?\\)")
# A mark of English punctuation that touches a Chinese character or a place beside one.
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][:;,?!()]|[;,?!()][\u4e00-\u9fff]")


def named(sentence: str) -> set[str]:
    """The places of a sentence that are filled."""
    return {place for _, place, _, _ in Formatter().parse(sentence) if place is not None}


def sources() -> Iterator[Path]:
    for room in ("engine", "app"):
        for path in sorted((HOME / room).rglob("*.py")):
            if path not in CATALOGUES:
                yield path


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def docstrings(module: ast.Module) -> set[ast.AST]:
    """Every string that stands alone: docstrings, also those under a field."""
    return {
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def written(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of every string in a file that is no docstring and no piece of an f-string."""
    module = tree(path)
    spoken = docstrings(module)
    spoken.update(
        part for node in ast.walk(module) if isinstance(node, ast.JoinedStr) for part in node.values
    )
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in spoken:
            yield node.lineno, node.value


def template(node: ast.JoinedStr) -> str:
    """An f-string with `{}` for what is filled in."""
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
    )


@cache
def templates() -> frozenset[str]:
    """Every f-string that could make a key, or the last part of one."""
    found = {
        template(node)
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.JoinedStr)
    }
    return frozenset(key for key in found if re.fullmatch(r"[a-z_.]{4,}(\{\}[a-z_]*)+", key))


def made(key: str) -> bool:
    """Whether `key` is written in the code, or made there from what is."""
    return key in constants() or any(
        all(made(part) or (each == OF_A_CLASS and part in classes()) for part in match.groups())
        for each in templates()
        if (match := re.fullmatch(each.replace(".", r"\.").replace("{}", "(.+)"), key))
    )


OF_A_CLASS = "piece_{}"
"""The one key that is made from the name of a class."""


@cache
def classes() -> frozenset[str]:
    """The names of all classes in the code, in small letters."""
    nodes = (node for path in sources() for node in ast.walk(tree(path)))
    return frozenset(node.name.lower() for node in nodes if isinstance(node, ast.ClassDef))


@cache
def constants() -> frozenset[str]:
    """Every string in the code, every field of a model, and every id in the documents: each of
    them can name a sentence."""
    in_code = {value for path in sources() for _, value in written(path)}
    in_code |= {
        node.target.id.rstrip("_")
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    documents = (path.read_text(encoding="utf-8") for path in (HOME / "tariffs").rglob("*.yaml"))
    return frozenset(in_code.union(*(re.findall("[a-z][a-z0-9_]*", each) for each in documents)))


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_fill_the_same_places(room: str) -> None:
    for name, (chinese, english) in catalogue_of(room).items():
        assert named(chinese) == named(english), name
        assert all(place.isidentifier() for place in named(chinese)), name


@pytest.mark.parametrize("room", ROOMS)
def test_chinese_is_chinese_and_english_is_english(room: str) -> None:
    for name, (chinese, english) in catalogue_of(room).items():
        assert chinese.strip(), name
        assert english.strip(), name
        # A sentence without words of its own ({a} × {b}) has none in either language.
        words = re.sub(r"\{.*?\}", "", english)
        assert CHINESE.search(chinese) or not re.search("[A-Za-z]{2}", words), name
        quoted = re.sub("[(「《“].*?[)」》”]", "", english)
        assert not CHINESE.search(quoted), name


@pytest.mark.parametrize("room", ROOMS)
def test_chinese_sentences_have_chinese_punctuation(room: str) -> None:
    wrong = {
        name: found.group()
        for name, (chinese, _) in catalogue_of(room).items()
        if (found := HALF_WIDTH.search(WRITTEN_IN_A_FILE.sub("", chinese)))
    }
    assert wrong == {}


@pytest.mark.parametrize("room", ROOMS)
def test_every_sentence_can_be_said(room: str) -> None:
    for name, pair in catalogue_of(room).items():
        both = text(f"{room}.{name}", **dict.fromkeys(named(pair[0]), 7))
        if not any(
            "{{" in sentence or ":" in "".join(PLACES.findall(sentence)) for sentence in pair
        ):
            assert [both.zh, both.en] == [PLACES.sub("7", sentence) for sentence in pair]


KEY = re.compile(rf"({'|'.join(map(re.escape, ROOMS))})\.([a-z][a-z0-9_]*)")
FILE_ENDINGS = {"yaml", "json", "xlsx", "csv", "docx", "py", "toml", "md", "png"}


def test_every_key_in_the_code_is_in_the_catalogue() -> None:
    missing = [
        f"{path.relative_to(HOME)}:{line} {value}"
        for path in sources()
        for line, value in written(path)
        if value not in ROOMS
        and (match := KEY.fullmatch(value))
        and match[2] not in FILE_ENDINGS
        and match[2] not in catalogue_of(match[1])
    ]
    assert missing == []


def test_every_sentence_is_said_somewhere() -> None:
    assert OF_A_CLASS in templates(), "no longer made: take it out"
    every = (f"{room}.{name}" for room in ROOMS for name in catalogue_of(room))
    assert [key for key in every if not made(key)] == []


# Faults say the same of different things: their keys, which machines read, tell them apart.
SAID_TWICE = {
    frozenset({"law.not_one_of", "rules.not_a_value"}),
    frozenset({"law.repeated_entry", "rules.repeated", "submission.repeated"}),
}


def test_no_sentence_is_written_twice() -> None:
    """Of sentences that are alike one at most is asked for by its key as it stands; others belong
    to a family, such as the headings of a table, whose keys are made from the names of columns."""
    places: dict[tuple[str, str], set[str]] = {}
    for room in ROOMS:
        for name, pair in catalogue_of(room).items():
            if re.search(r"\w", PLACES.sub("", pair[0])):  # more than a sign of punctuation
                places.setdefault(pair, set()).add(f"{room}.{name}")
    by_key = [frozenset(keys & constants()) for keys in places.values()]
    assert {keys for keys in by_key if len(keys) > 1} <= SAID_TWICE
    assert set(by_key) >= SAID_TWICE, "no longer said twice: take it off the list"


# The lists behind keys that are made in the code from a value of a list.
LISTS = {
    "explain.{}": ["engine.explain:Operation"],
    "law.evidence_{}": ["engine.law:Evidence", "engine.law:Applies"],
    "cli.{}": ["engine.cli:COMMANDS"],
}


def values(place: str) -> list[str]:
    module, _, name = place.partition(":")
    return [str(getattr(each, "value", each)) for each in getattr(import_module(module), name)]


@pytest.mark.parametrize("key", LISTS)
def test_keys_made_from_a_list_are_in_the_catalogue(key: str) -> None:
    assert key in templates(), "no longer made: take it off the list"
    for place in LISTS[key]:
        for value in values(place):
            room, _, name = key.format(value).rpartition(".")
            assert name in catalogue_of(room), key.format(value)


# Where it is read how Chinese law numbers its articles and names several, in official texts and
# citations, how accounting programs head a trial balance and its columns, and units in formats.
READ = {
    "engine/law/model/instruments.py",
    "engine/law/texts.py",
    "engine/submission/spreadsheet/shown.py",
    "engine/submission/trial_balance/above/column.py",
    "engine/submission/trial_balance/above/money.py",
    "engine/submission/trial_balance/above/months.py",
    "engine/submission/trial_balance/above/titles.py",
    "engine/submission/trial_balance/sheet.py",
}


LOOKING = r"re\.\w+|.*\.(startswith|replace)"


def patterns(module: ast.Module) -> set[tuple[int, str]]:
    """What is only looked for, by line: the constants of a module, and what is compared with text,
    found in it or taken out of it."""
    looked_for: list[ast.AST] = [
        node for node in module.body if isinstance(node, ast.Assign | ast.AnnAssign)
    ]
    for node in ast.walk(module):
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Compare) or re.fullmatch(LOOKING, called, re.DOTALL):
            looked_for.append(node)
    return {
        (part.lineno, part.value)
        for node in looked_for
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def test_no_sentence_stands_in_the_code() -> None:
    """Chinese outside the catalogue is a sentence (or a word) that has no English beside it."""
    found = {
        path.relative_to(HOME).as_posix(): {
            (line, value) for line, value in written(path) if CHINESE.search(value)
        }
        for path in sources()
        if path.relative_to(HOME).parts[0] == "engine"
    }
    assert all(found[name] for name in READ), "no longer read there: take it off the list"
    for name in READ:
        found[name] -= patterns(tree(HOME / name))
    assert {name: said for name, said in found.items() if said} == {}


SENTENCE = re.compile(r"[A-Z]?[a-z]+(,? [a-zA-Z]+){3,}[.:?]?")
NOT_FOR_PEOPLE = {"ValueError", "TypeError", "KeyError", "ZeroDivisionError", "ArithmeticError",
                  "PydanticCustomError", "RuntimeError", "LookupError", "AssertionError"}  # fmt: skip


def for_developers(module: ast.Module) -> set[ast.AST]:
    """What is said to a developer by an exception or an assertion, not to a person at work."""
    told: set[ast.AST] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Assert) and node.msg is not None:
            told.update(ast.walk(node.msg))
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            if name in NOT_FOR_PEOPLE or name.endswith("Error"):
                told.update(ast.walk(node))
    return told


def test_no_english_sentence_stands_in_the_code() -> None:
    found = []
    for path in sources():
        module = tree(path)
        spared = docstrings(module) | for_developers(module)
        found += [
            f"{path.relative_to(HOME)}:{node.lineno} {node.value}"
            for node in ast.walk(module)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node not in spared
            and SENTENCE.fullmatch(node.value.strip())
        ]
    assert found == []


def test_a_text_given_to_a_sentence_is_put_in_its_language() -> None:
    thing = Text(zh="某物", en="a thing")
    said = text("law.not_one_of", allowed=thing)
    assert said == Text(zh="应为下列之一：某物", en="one of these is expected: a thing")


def test_a_place_may_have_any_name_and_any_content() -> None:
    assert say("law.not_one_of", Language.EN, allowed="{x} {} %s", key=1, language=2).endswith(
        "{x} {} %s"
    )


def test_unknown_sentences_are_not_passed_over() -> None:
    with pytest.raises(KeyError):
        say("law.no_such_sentence", Language.ZH)
    with pytest.raises(KeyError):
        say("law.not_one_of", Language.ZH)
    with pytest.raises(ModuleNotFoundError):
        say("no_such_room.x", Language.ZH)
