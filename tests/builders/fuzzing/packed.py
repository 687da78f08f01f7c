"""Workbooks with something broken: in the file, in one of its parts, in a cell."""

from __future__ import annotations

import io
import random
import re
import zipfile

from builders.fuzzing import nasty, written

_CELL = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_TEXT = re.compile(rb">([^<>]+)<")


def broken(content: bytes, draw: random.Random) -> bytes:
    """The workbook in `content` with something broken."""
    way = draw.randrange(10)
    if way == 0:
        return written.broken(content, draw)
    parts = _parts(content)
    names = list(parts)
    sheets = [name for name in names if "worksheets/" in name and name.endswith(".xml")]
    if way == 1:
        del parts[draw.choice(names)]
    elif way == 2:
        one, other = draw.choice(names), draw.choice(names)
        parts[one], parts[other] = parts[other], parts[one]
    elif way == 3:
        name = draw.choice(names)
        parts[name] = written.broken(parts[name], draw)
    elif way == 4:
        name = draw.choice(names)
        parts[name] = draw.choice((b"", b" ", b"<a>", b"<a/>", b"<?xml version='1.0'?>" + b"<a>" * 100_000, _ENTITIES,
                                   b" " * 30_000_000, b"<a>" + b"x" * 5_000_000 + b"</a>"))  # fmt: skip
    elif way == 5:
        name = draw.choice(names)
        parts[name] = _replaced(parts[name], draw, _ATTRIBUTE)
    elif way == 6:
        name = draw.choice(names)
        parts[name] = _replaced(parts[name], draw, _TEXT)
    else:
        name = draw.choice(sheets or names)
        for _ in range(draw.choice((1, 1, 2, 5))):
            parts[name] = _cell(parts[name], draw)
    return _packed(parts)


_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "lol">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (97 + level, (b"&%c;" % (96 + level)) * 10) for level in range(1, 12)
    )
    + b"]><a>&l;</a>"
)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _escaped(draw: random.Random) -> bytes:
    value = nasty.scalar(draw)
    if draw.random() < 0.9:
        value = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return value.encode("utf-8", "surrogatepass")


def _replaced(part: bytes, draw: random.Random, pattern: re.Pattern[bytes]) -> bytes:
    found = list(pattern.finditer(part))
    if not found:
        return part
    one = draw.choice(found)
    group = pattern.groups
    return part[: one.start(group)] + _escaped(draw) + part[one.end(group) :]


def _cell(part: bytes, draw: random.Random) -> bytes:
    found = list(_CELL.finditer(part))
    if not found:
        return part
    one = draw.choice(found)
    place = re.search(rb'r="([A-Z]+[0-9]+)"', one[0])
    at = place[1] if place else b"A1"
    value = _escaped(draw)
    other = draw.choice(
        (
            b"",
            one[0] * 2,
            b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (at, value),
            b'<c r="%s" t="str"><v>%s</v></c>' % (at, value),
            b'<c r="%s"><v>%s</v></c>' % (at, value),
            b'<c r="%s" t="n"><v>%s</v></c>' % (at, value),
            b'<c r="%s" t="b"><v>%s</v></c>' % (at, draw.choice((b"0", b"1", b"2", b"x"))),
            b'<c r="%s" t="d"><v>%s</v></c>' % (at, value),
            b'<c r="%s" t="e"><v>#REF!</v></c>' % at,
            b'<c r="%s" t="s"><v>%s</v></c>' % (at, draw.choice((b"0", b"5", b"-1", b"999999", b"x"))),
            b'<c r="%s" t="zz"><v>1</v></c>' % at,
            b'<c r="%s" s="%d"><v>45000.5</v></c>' % (at, draw.randrange(60)),
            b'<c r="%s"><f>%s</f><v>1</v></c>' % (at, value),
            b'<c r="%s"><v>1</v></c>' % draw.choice((b"XFD1048576", b"A0", b"ZZZZ1", b"1A", b"A99999999", b"")),
        )
    )  # fmt: skip
    return part[: one.start()] + other + part[one.end() :]
