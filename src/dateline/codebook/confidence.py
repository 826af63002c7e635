"""How sure a coded event is, from what the encoder thinks of what a rule found: a curve fitted once, read here.

`data/models/confidence.json` is made by `training/confidence.py` on our open example reports and on sentences of ours
that the encoder never saw: a logistic curve over the log odds of the encoder's share. That a record says what the
report says; never that it is true.
"""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

import msgspec

from dateline.errors import ConfigError
from dateline.records import Record

FILE = Path(__file__).resolve().parent.parent / "data" / "models" / "confidence.json"
EDGE = 0.01
"""Added on both sides of a share, so that none is 0 or 1."""


class Curve(Record, frozen=True, kw_only=True):
    """The weights of the curve, and on how many claims they were fitted."""

    bias: float
    share: float
    claims: int

    def confidence(self, share: float) -> float:
        """The confidence of an event that a rule found and to which the encoder gives this share, from 0 to 1."""
        score = self.bias + self.share * log_odds(share)
        return 1.0 / (1.0 + math.exp(-score))


def log_odds(share: float) -> float:
    """The log odds of a share, kept finite."""
    return math.log((share + EDGE) / (1.0 + EDGE - share))


@lru_cache(maxsize=1)
def load_curve(file: Path = FILE) -> Curve:
    """Read the curve; raises `ConfigError`."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=Curve)
    except (OSError, msgspec.DecodeError) as error:
        message = f"{file.name}: expected the weights of a curve, found: {error}"
        raise ConfigError(message) from error
