"""Reading YAML: exact values, the line of every fault, and nothing that runs away."""

from __future__ import annotations

import datetime
import os
from decimal import Decimal
from pathlib import Path

import pytest

from engine.law import Faults, read_tree, read_yaml
from engine.text import Language


def read(written: str) -> object:
    return read_tree(written, "a.yaml").tree


def told(written: str) -> list[tuple[str, int | None, str]]:
    """Place, line and key of each fault."""
    with pytest.raises(Faults) as caught:
        read_tree(written, "a.yaml")
    return [(fault.place, fault.line, fault.key) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("0.1", Decimal("0.1")),
        ("0.2298", Decimal("0.2298")),
        ("1.50", Decimal("1.50")),
        ("-0.005", Decimal("-0.005")),
        ("3.14159265358979323846264338327950288", Decimal("3.14159265358979323846264338327950288")),
        ("5", 5),
        ("-0", 0),
        ("+5", 5),
        ("2026-03-02", datetime.date(2026, 3, 2)),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("null", None),
        # Quoted is text, whatever it looks like.
        ('"0.1"', "0.1"),
        ("'true'", "true"),
        ('"2026-03-02"', "2026-03-02"),
        ('""', ""),
        # What YAML 1.1 would have turned into something that nobody wrote.
        ("NO", "NO"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("Off", "Off"),
        ("y", "y"),
        ("1:30", "1:30"),
        ("190:20:30.15", "190:20:30.15"),
        ("012", "012"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("1_000.5", "1_000.5"),
        ("1e3", "1e3"),
        ("1.5e+3", "1.5e+3"),
        (".5", ".5"),
        ("5.", "5."),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("2026-13-01", "2026-13-01"),
        ("2026-3-2", "2026-3-2"),
        ("2026-03-02 10:00:00", "2026-03-02 10:00:00"),
        ("=", "="),
    ],
)
def test_values_are_as_written(written: str, value: object) -> None:
    found = read(f"a: {written}\n")
    assert found == {"a": value}
    assert isinstance(found, dict)
    assert type(found["a"]) is type(value)


def test_keys_are_text_whatever_they_look_like() -> None:
    assert read("on: 1\nNO: 2\n2026: 3\n1.0: 4\n") == {"on": 1, "NO": 2, "2026": 3, "1.0": 4}


def test_tags_that_say_text_are_heeded() -> None:
    assert read("a: !!str 5\n") == {"a": "5"}


def test_every_place_has_its_line() -> None:
    located = read_tree(
        "# a remark\na: 1\nb:\n  - c: 2\n    d: |\n      x\n      y\n  - 5\n", "a.yaml"
    )
    assert [
        located.line(path)
        for path in [("a",), ("b",), ("b", 0), ("b", 0, "c"), ("b", 0, "d"), ("b", 1)]
    ] == [2, 3, 4, 4, 5, 8]
    assert located.line(("b", 0, "missing")) == 4, "a place that is not there: the nearest around"


def test_repeated_keys_are_all_told_and_not_merged() -> None:
    assert told("a: 1\nb:\n  c: 2\n  c: 3\na: 4\n") == [
        ("b.c", 4, "law.repeated_key"),
        ("a", 5, "law.repeated_key"),
    ]


def test_a_number_cut_by_its_commas_is_told_as_one() -> None:
    assert told("a: {b: 1,000,000}\n") == [("a.000", 1, "law.number_cut")]
    assert told("a: {b: 1, 0000: 2, 0000: 3}\n") == [("a.0000", 1, "law.repeated_key")]


@pytest.mark.parametrize(
    ("written", "place", "line", "key"),
    [
        ("a:\n\tb: 1\n", "", 2, "law.not_yaml"),
        ("a: [1, 2\nb: 3\n", "", 2, "law.not_yaml"),
        ('a: "never closed\n', "", 2, "law.not_yaml"),
        ("a: \x00\n", "", None, "law.not_yaml"),
        ("", "", None, "law.empty"),
        ("# only a remark\n", "", None, "law.empty"),
        ("a: 1\n---\nb: 2\n", "", 2, "law.second_document"),
        ("a: &x\n  b: *x\n", "a.b", 2, "law.circular"),
        ("a: *x\n", "a", 1, "law.no_anchor"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", "c.<<", 3, "law.merged"),
        ("a: !!python/object:os.system x\n", "a", 1, "law.tagged"),
        ("a: !!binary aGVsbG8=\n", "a", 1, "law.tagged"),
        ("a: !!bool maybe\n", "a", 1, "law.tagged"),
        ("a: !!set {b, c}\n", "a", 1, "law.tagged"),
        ("a:\n  ? [b, c]\n  : 1\n", "a", 2, "law.key_not_text"),
    ],
)
def test_what_is_refused_and_where(written: str, place: str, line: int | None, key: str) -> None:
    assert told(written) == [(place, line, key)]


def test_faults_before_a_syntax_error_are_told_with_it() -> None:
    assert [key for *_, key in told("a: 1\na: 2\nb: [\n")] == ["law.repeated_key", "law.not_yaml"]


def test_references_give_the_value_that_they_name() -> None:
    located = read_tree("a: &x\n  b: [1, 0.5]\nc: *x\n", "a.yaml")
    assert located.tree == {"a": {"b": [1, Decimal("0.5")]}, "c": {"b": [1, Decimal("0.5")]}}
    assert located.line(("c", "b", 1)) == 3, "a fault below a reference is where it is used"


def laughs(levels: int) -> str:
    """Each level holds the one before ten times: ten to the power of `levels` values."""
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        (laughs(9), "law.references_multiply"),
        ("[" * 200_000, "law.too_deep"),
        ("".join(" " * level + "a:\n" for level in range(2_000)), "law.too_deep"),
        ("- " * 100_000 + "x", "law.too_deep"),
    ],
    ids=["a billion laughs", "brackets", "indentation", "dashes"],
)
def test_hostile_files_are_refused_at_once(written: str, key: str) -> None:
    assert [fault for *_, fault in told(written)] == [key]


def test_keys_within_keys_are_nested_too() -> None:
    assert told("? " * 5_000)[-1][2] == "law.too_deep"


def test_a_long_file_is_not_taken_for_a_hostile_one() -> None:
    assert read_tree(laughs(3), "a.yaml").line(("a2",)) == 3
    assert read("[" + "1," * 50_000 + "1]") == [1] * 50_001


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "law.empty"),
        ("标题: 定价\n".encode("gb18030"), "law.other_encoding"),
        ("a: 1\n".encode("utf-16"), "law.other_encoding"),
        (bytes(range(256)) * 40, "law.no_text_file"),
        (b"a: 1\n" + b"#" * 2_000_000, "law.too_large"),
        (b"- 1\n" * 200_000, "law.too_many_places"),
    ],
    ids=["empty", "GB 18030", "UTF-16", "binary", "huge", "many"],
)
def test_files_that_are_no_text(tmp_path: Path, content: bytes, key: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content)
    with pytest.raises(Faults) as caught:
        read_yaml(path, "shown.yaml")
    (fault,) = caught.value.faults
    assert (fault.file, fault.key) == ("shown.yaml", key)


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    pipe, round_about, sparse = (tmp_path / name for name in ("pipe", "round", "sparse"))
    os.mkfifo(pipe)  # to read it would be to wait for ever
    round_about.symlink_to(round_about)
    with sparse.open("wb") as stream:
        stream.truncate(3_000_000_000)
    for path, key in [
        (tmp_path, "law.a_folder"),
        (tmp_path / "none.yaml", "law.no_file"),
        (tmp_path / ("n" * 300), "law.unreadable"),
        (pipe, "law.not_a_file"),
        (Path("/dev/zero"), "law.not_a_file"),
        (round_about, "law.unreadable"),
        (sparse, "law.too_large"),
    ]:
        with pytest.raises(Faults) as caught:
            read_yaml(path)
        assert [fault.key for fault in caught.value.faults] == [key]


def test_byte_order_mark_and_line_ends_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\n")
    located = read_yaml(path)
    assert located.tree == {"a": 1, "b": "x\ny\n"}
    assert located.line(("b",)) == 2


def test_a_fault_is_one_line_in_both_languages() -> None:
    with pytest.raises(Faults) as caught:
        read_tree("a: 1\na: |\n  long\n  text\n", "cn/a.yaml")
    (fault,) = caught.value.faults
    assert fault.message(Language.ZH) == "cn/a.yaml:2 a：同一层中此项出现了两次；请保留一个"
    assert fault.message(Language.EN) == "cn/a.yaml:2 a: this key stands twice here; keep one"


def test_a_control_character_is_refused_and_shown_as_an_escape() -> None:
    """Such as would recolour a terminal, or that no Word file can hold."""
    assert told('a: "x\\x1b[31m"\n"b\\0": 1\nc: "line\\none\\ttab \\u3000"\n') == [
        ("a", 1, "law.unseen_character"),
        ("b\0", 2, "law.unseen_character"),
    ]
    with pytest.raises(Faults) as caught:
        read_tree('"b\\a": "x\\x1b[31m"\n', "a.yaml")
    first, second = (fault.message(Language.EN) for fault in caught.value.faults)
    assert "b\\x07" in first + second
    assert "x\\x1b[31m" in first + second
    assert (first + second).isprintable()
