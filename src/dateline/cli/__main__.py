"""`python -m dateline.cli`: the command line where the entry point is not installed."""

from __future__ import annotations

import sys

from dateline.cli import main

sys.exit(main())
