"""Text with something broken, as bytes: letters, words, lines, the encoding."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from builders.fuzzing import nasty

_WORD = re.compile(r"[\w.-]+")
_CELL = re.compile(rb'(?:^|,)("(?:[^"]|"")*"|[^,]*)')
_VALUE = re.compile(r"(?<=: )[^\n,{}\[\]]+")


def broken(content: bytes, draw: random.Random) -> bytes:
    """`content` with one to three things broken."""
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        content = draw.choice(_WAYS)(content, draw)
    return content


def bomb(draw: random.Random) -> bytes:
    """A file that is small, and something huge where it is believed."""
    return draw.choice(
        (
            _billion_laughs(draw.choice((3, 9, 30)), draw.choice((2, 10))),
            b"[" * draw.choice((99, 101, 1_000, 10_000, 1_000_000)),
            b"{a: " * draw.choice((101, 10_000, 500_000)),
            b"".join(b" " * deep + b"a:\n" for deep in range(draw.choice((150, 3_000)))),
            b"- " * 10_000,
            b"- x\n" * draw.choice((10_000, 500_000)),
            b"? " * 5_000,
            b"a: &a [*a, *a]",
            b"a: &a {b: *a}",
            b"on: " + b"9" * 4_000_000,
            b"'" + b"x" * 1_900_000 + b"'",
            b"k: v\n" * 400_000,
            b"".join(b"k%d: v\n" % number for number in range(100_000)),
            b"",
            b"# nothing\n",
            b"---\n---\n",
            b"- a\n- list\n",
            b"only text",
            b"\x00" * 1_000,
            b"\xff\xfe" * 1_000,
            b"%YAML 9.9\n---\na: 1\n",
            b"%TAG ! tag:x,2000:\n---\n!y a: 1\n",
            b"PK\x03\x04" + b"\x00" * 100,
            b"SQLite format 3\x00" + b"\x01" * 200,
            b'{"number": "QUOTE-1", "body": {}, "envelope": {}}',
            b'{"a": ' * 100_000,
        )
    )


def cell(content: bytes, draw: random.Random) -> bytes:
    """The rows of comma-separated values in `content`, one of their values another thing."""
    rows = content.splitlines()
    at = draw.randrange(len(rows))
    value = nasty.scalar(draw).encode("utf-8", "surrogatepass")
    other = draw.choice((value, b'"%s"' % value, b"", b'"', b"a,b"))
    one = draw.choice([*_CELL.finditer(rows[at])])
    rows[at] = rows[at][: one.start(1)] + other + rows[at][one.end(1) :]
    return b"\r\n".join(rows) + b"\r\n"


def _billion_laughs(levels: int, times: int) -> bytes:
    lines = ["a0: &a0 [lol, lol]"]
    for level in range(1, levels):
        lines.append(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * times)}]")
    return "\n".join(lines).encode()


def _place(content: bytes, draw: random.Random) -> int:
    return draw.randrange(len(content) + 1)


def _flipped(content: bytes, draw: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(draw.choice((1, 1, 2, 8)) if content else 0):
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def _cut(content: bytes, draw: random.Random) -> bytes:
    return content[: _place(content, draw)]


def _without(content: bytes, draw: random.Random) -> bytes:
    at = _place(content, draw)
    return content[:at] + content[at + draw.choice((1, 1, 2, 10, 100)) :]


def _twice(content: bytes, draw: random.Random) -> bytes:
    at = _place(content, draw)
    return content[:at] + content[at : at + draw.choice((1, 10, 100, 1000))] * 2 + content[at:]


def _inserted(content: bytes, draw: random.Random) -> bytes:
    at = _place(content, draw)
    signs = (b"\x00", b"\t", b"\r", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"{", b"]", b"*a", b"&a ",
             b"!!int ", b"!x ", b": ", b"- ", b"\n", b"\n---\n", b"\n...\n", b"'", b'"', b"#", b"%", b"|\n", b"? ",
             b"<<: *a\n", b'"\\ud800"', b'"\\x00"', b"\xf0\x9f\x92\xa9", b"\xed\xa0\x80")  # fmt: skip
    return content[:at] + draw.choice(signs) + content[at:]


def _lines(content: bytes, draw: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    if len(lines) < 2:
        return content
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    way = draw.randrange(5)
    if way == 0:
        del lines[one]
    elif way == 1:
        lines.insert(other, lines[one])
    elif way == 2:
        lines[one], lines[other] = lines[other], lines[one]
    elif way == 3:
        lines[one] = b" " * draw.choice((1, 2, 40)) + lines[one]
    else:
        lines[one] = lines[one].lstrip()
    return b"".join(lines)


def _matched(
    content: bytes,
    draw: random.Random,
    pattern: re.Pattern[str],
    other: Callable[[str, list[str]], str],
) -> bytes:
    """`content` with one match of `pattern` as `other` makes it of it and of all matches."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return content
    found = list(pattern.finditer(text))
    if not found:
        return content
    one = draw.choice(found)
    put = other(one[0], [match[0] for match in found])
    return (text[: one.start()] + put + text[one.end() :]).encode("utf-8", "surrogatepass")


def _word(content: bytes, draw: random.Random) -> bytes:
    return _matched(content, draw, _WORD, lambda one, every: draw.choice(every))


def _nasty_word(content: bytes, draw: random.Random) -> bytes:
    return _matched(content, draw, _WORD, lambda one, every: nasty.scalar(draw))


def _nasty_value(content: bytes, draw: random.Random) -> bytes:
    return _matched(content, draw, _VALUE, lambda one, every: nasty.scalar(draw))


def _quoted_value(content: bytes, draw: random.Random) -> bytes:
    quote = draw.choice(("'", '"', "|", ">"))
    return _matched(content, draw, _VALUE, lambda one, every: f"{quote}{one}{quote}")


def _digit(content: bytes, draw: random.Random) -> bytes:
    digits = re.compile(r"[0-9]")
    return _matched(content, draw, digits, lambda one, every: draw.choice("0123456789-.eE１"))


def _encoded(content: bytes, draw: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    coding = draw.choice(
        ("utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030", "big5", "latin-1")
    )
    return text.encode(coding, "replace")


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flipped, _cut, _without, _twice, _inserted, _lines, _lines, _word, _word, _nasty_word, _nasty_word,
    _nasty_value, _nasty_value, _nasty_value, _quoted_value, _digit, _digit, _encoded,
)  # fmt: skip
