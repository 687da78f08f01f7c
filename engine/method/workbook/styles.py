"""The styles of a workbook: fonts, colours, forms of figures."""

from __future__ import annotations

import xlsxwriter
import xlsxwriter.format

from engine.method.formula.units import read_unit

__all__ = ["Styles", "style_of"]

_FONT = "Microsoft YaHei"
_INK, _DARK, _SOFT, _RULE = "#1F2933", "#1F4E5F", "#E8F0F2", "#C9D3D7"
_GIVEN = "#FFF8E1"
_MONEY, _PRICE, _RATE, _RATIO = "#,##0.00", "#,##0.0000####", "0.00##", "0.0000####"
_COUNT = "#,##0"


def style_of(unit: str) -> str:
    """Return the Excel form of figures in `unit`: amounts with fen, prices with more."""
    powers = read_unit(unit).powers
    under = {name for name, power in powers.items() if power < 0}
    if powers.get("yuan") == 1:
        return _MONEY if under <= {"year"} else _PRICE
    if powers == {"percent": 1}:
        return _RATE
    return _RATIO if not powers else _COUNT


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._figures: dict[tuple[str, str], xlsxwriter.format.Format] = {}
        self.title = self._format(bold=True, font_size=14, font_color=_DARK)
        self.watermark = self._format(bold=True, font_color="#9A3412")
        self.remark = self._format(font_color="#52606D", font_size=9)
        head = {"bold": True, "font_color": "white", "bg_color": _DARK, "text_wrap": True}
        self.head = self._format(**head, valign="vcenter")
        self.year = self._format(**head, num_format="0", align="right")
        self.subhead = self._boxed(font_color="#52606D", bg_color=_SOFT, font_size=9)
        self.section = self._format(bold=True, font_color=_DARK, bg_color=_SOFT)
        self.label = self._boxed()
        self.text = self._boxed(font_color="#52606D", font_size=9, indent=1)
        self.check = self._boxed(align="right")
        self.choice = self._boxed(bold=True, bg_color=_GIVEN)
        self.reading = self._boxed(font_color="#52606D", font_size=9, indent=1)
        self.given_text = self._boxed(bg_color=_GIVEN)

    def figure(self, style: str, determined: bool) -> xlsxwriter.format.Format:
        """Return the format of a computed figure; one that is rounded, so determined, is bold."""
        return self._figure("determined" if determined else "computed", style, bold=determined)

    def given(self, style: str, fixed: bool) -> xlsxwriter.format.Format:
        """Return the format of a given figure; one that may be changed stands on a tint."""
        if fixed:
            return self._figure("fixed", style)
        return self._figure("given", style, bg_color=_GIVEN)

    def _figure(self, kind: str, style: str, **more: object) -> xlsxwriter.format.Format:
        if (kind, style) not in self._figures:
            self._figures[kind, style] = self._boxed(num_format=style, align="right", **more)
        return self._figures[kind, style]

    def _boxed(self, **more: object) -> xlsxwriter.format.Format:
        return self._format(
            **{"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": _RULE, **more}
        )

    def _format(self, **properties: object) -> xlsxwriter.format.Format:
        whole = {"font_name": _FONT, "font_size": 10, "font_color": _INK, **properties}
        return self._book.add_format(whole)
