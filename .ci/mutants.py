"""Change one file in many small ways and tell which changes no test notices.

    python .ci/mutants.py engine/tariff/rate/counting.py tests/tariff ...

The copy in which this is done, mutants/, stays to be looked at: `mutmut show NAME`.
"""

import sys

from mutmut.__main__ import cli
from mutmut.configuration import config

file, *tests = sys.argv[1:]
config().only_mutate = [file]
config().pytest_add_cli_args_test_selection = tests
cli(["run"], standalone_mode=False)
cli(["results"])
