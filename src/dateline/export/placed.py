"""What is told, by where: one spot for each place as finely as it is known, countries, and what has no place.

Nothing is put to a point that is not known to be one: a spot has the radius within which its place may lie, and what is
known to a country only is that country's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.codebook import Codebook
    from dateline.export.schemas.units import Unit
    from dateline.records import PlaceRef

Key = tuple[str, float, float, float, str]
SHARP = frozenset({"site", "city"})
"""Precisions at which the point is the place's own, and its radius the place's extent."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: its name, where it lies, within how many km, how finely it is known (`site` to `province`), and how much
    is told of it, by quad class."""

    name: str
    latitude: float
    longitude: float
    radius_km: float
    precision: str
    counts: tuple[tuple[int, int], ...]

    @property
    def total(self) -> int:
        """How much is told of it."""
        return sum(count for _, count in self.counts)

    @property
    def is_sharp(self) -> bool:
        """Whether the place itself is known, not only what holds it."""
        return self.precision in SHARP


@dataclass(frozen=True, slots=True)
class Placed:
    """Spots, the widest first; countries of which no finer place is known, the most told first; how many have no place
    or no coordinates; all of them by quad class, and their number."""

    spots: tuple[Spot, ...]
    countries: tuple[tuple[str, int], ...]
    nowhere: int
    classes: tuple[tuple[int, int], ...]
    total: int


@dataclass(slots=True)
class _Sums:
    """What was counted so far."""

    spots: dict[Key, Counter[int]] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    classes: Counter[int] = field(default_factory=Counter)
    nowhere: int = 0


def placed(units: Iterable[Unit], *, codebook: Codebook) -> Placed:
    """Events or claims by the place that most of their claims tell; what no codebook class has is passed over."""
    sums = _Sums()
    for unit in units:
        if unit.told.event in codebook.events:
            _count(unit, sums, codebook.quad(unit.told.event))
    found = [
        Spot(*key, counts=tuple(sorted(counts.items())))
        for key, counts in sorted(sums.spots.items(), key=lambda item: (-item[0][3], item[0]))]
    return Placed(
        spots=tuple(found), nowhere=sums.nowhere, classes=tuple(sorted(sums.classes.items())),
        countries=tuple(sorted(sums.countries.items(), key=lambda item: (-item[1], item[0]))),
        total=sum(sums.classes.values()))


def _count(unit: Unit, sums: _Sums, quad: int) -> None:
    sums.classes[quad] += 1
    place = unit.told.place
    key = _key(place) if place is not None else None
    if key is not None:
        sums.spots.setdefault(key, Counter())[quad] += 1
    elif place is not None and place.precision == "country" and place.country:
        sums.countries[place.country] += 1
    else:
        sums.nowhere += 1


def _key(place: PlaceRef) -> Key | None:
    """By what two places are one spot; `None` for a country, and where the point or its radius is not known."""
    point = place.latitude, place.longitude
    if place.precision == "country" or point[0] is None or point[1] is None or place.uncertainty_km is None:
        return None
    precision = "near" if place.within is not None else place.precision
    return place.name or place.text, point[0], point[1], place.uncertainty_km, precision
