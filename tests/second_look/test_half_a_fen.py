"""Half a fen is rounded alike in the record and in the workbook that Excel computes."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest
from builders.methods import solved
from builders.office import recalculated_all

