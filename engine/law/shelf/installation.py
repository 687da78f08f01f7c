"""Where the documents and examples of this installation are."""

from __future__ import annotations

from pathlib import Path

__all__ = ["installed"]


def installed(name: str) -> Path:
    """Return the folder `tariffs` or `examples` that came with this installation.

    A source tree has it beside `engine/`; a wheel carries it in `dingjia_data/`.
    """
    around = Path(__file__).resolve().parents[3]
    beside = around / name
    return beside if beside.is_dir() else around / "dingjia_data" / name
