"""One bar of a waterfall as a small picture (PNG), without a word in it.

A picture with words would need a font; words stand as text beside it. The bytes depend on nothing
but the bar: the pixels are stored, not compressed.
"""

from __future__ import annotations

import struct
import zlib

from engine.report.layout import THOUSAND

__all__ = ["bar_picture"]

_HEIGHT = 10
_AXIS = (0x99, 0x99, 0x99)
_PAPER = (0xFF, 0xFF, 0xFF)


def bar_picture(start: int, length: int, colour: tuple[int, int, int]) -> bytes:
    """Return the picture of a bar from `start`, `length` long, both in thousandths of its width.

    It is 1,000 by 10 pixels, with the axis at its left edge.
    """
    row = bytearray(THOUSAND)
    row[start : start + length] = b"\x01" * len(row[start : start + length])
    row[:2] = b"\x02\x02"
    # The bar is lower than the picture, so that bars under each other stand apart.
    blank = bytes((2, 2)) + bytes(THOUSAND - 2)
    rows = [blank, *[bytes(row)] * (_HEIGHT - 2), blank]
    pixels = b"".join(b"\x00" + line for line in rows)
    head = struct.pack(">IIBBBBB", THOUSAND, _HEIGHT, 8, 3, 0, 0, 0)
    palette = bytes((*_PAPER, *colour, *_AXIS))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", head),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", zlib.compress(pixels, 0)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
