"""The learned weights that choose the place of a verb's act (`data/models/event_places.json`), checked, read once.

A conditional logit: each place of a sentence has a score, the sum of the weights of what it shows; "none of them" has
the score `none`; the shares are as the exponentials of these. Written by `training/event_places.py`.
"""

from __future__ import annotations

from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from dateline.errors import ConfigError
from dateline.gazetteer.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PATH = Path(__file__).resolve().parent.parent / "data" / "models" / "event_places.json"
FEATURES: Final = 1
"""The edition of the features; raised whenever the code shows other ones, so that old weights are refused."""


class Shown(NamedTuple):
    """What a place shows, in the groups whose members are also weighed in pairs."""

    act: tuple[str, ...]
    order: tuple[str, ...]
    others: tuple[str, ...]
    type: tuple[str, ...]
    first: str
    before: str
    holder: str
    rest: tuple[str, ...]


class Training(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """On what the weights were learned, and what they reached when tested on sentences that they had not seen."""

    source: str
    sentences: int
    left_out: int
    folds: int
    ridge: float
    least: int
    precision: float
    recall: float


class PlaceModel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The schema of the weights. `single` weighs one feature, `pairs` two at once.

    `alone` is the least share with which a verb's place is told, `agreed` the least where the rule of costs names the
    same place, `doubted` the least for verbs that the training did not have. `features` is the edition of the features
    for which it was trained.
    """

    version: str
    features: int
    trained: Training
    alone: float
    agreed: float
    doubted: float
    none: float
    single: dict[str, float]
    pairs: dict[str, dict[str, float]]

    def shares(self, shown: Sequence[Shown]) -> list[float]:
        """Give each place its share; what is missing to one is the share of "none of them"."""
        powers = [exp(min(self.score(one), 50.0)) for one in shown]
        whole = sum(powers) + exp(self.none)
        return [power / whole for power in powers]

    def score(self, shown: Shown) -> float:
        """Add up the weights of what a place shows."""
        get = self.single.get
        total = 0.0
        for name in singles(shown):
            total += get(name, 0.0)
        for left, right in pairings(shown):
            beside = self.pairs.get(left)
            if beside is not None:
                for name in right:
                    total += beside.get(name, 0.0)
        return total

    def reasons(self, shown: Shown, *, most: int = 3) -> list[tuple[str, float]]:
        """List the features, single or in pairs, that weighed most for a place, with their weights."""
        found = [(name, self.single.get(name, 0.0)) for name in singles(shown)]
        for left, right in pairings(shown):
            beside = self.pairs.get(left, {})
            found.extend((f"{left} with {name}", beside[name]) for name in right if name in beside)
        found.sort(key=lambda row: (-row[1], row[0]))
        return [row for row in found[:most] if row[1] > 0]


def singles(shown: Shown) -> tuple[str, ...]:
    """List what a place shows, feature by feature."""
    return (*shown.act, *shown.order, *shown.others, *shown.type, shown.first, shown.before, shown.holder, *shown.rest)


def pairings(shown: Shown) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what is weighed in pairs: a feature, and those beside which it is weighed."""
    for name in shown.act:
        yield name, shown.order
    yield shown.first, shown.order
    for name in shown.type:
        yield name, shown.others
    yield shown.before, (shown.holder,)


@cache
def load_place_model(path: Path = _PATH) -> PlaceModel:
    """Read the weights; raises `ConfigError` on a wrong file or one for other features."""
    model = read_table(path, PlaceModel)
    if model.features != FEATURES:
        message = f"{path.name}: expected weights for features edition {FEATURES}, found {model.features}; train anew"
        raise ConfigError(message)
    return model
