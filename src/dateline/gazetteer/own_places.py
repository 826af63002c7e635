"""The user's own divisions and points beside the place index: their names, and in which of them a place lies.

A division that the index has too, by name within its parent, is that row; one that it lacks is a row of its own behind
the index's last. One division in two sets, by code or by name within its parent, is one place. The link between index
and sets is made country by country, when a place of that country is first asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from dateline.gazetteer.fold import fold
from dateline.gazetteer.places import distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.gazetteer.boundaries import BoundarySet, Division
    from dateline.gazetteer.boundary_fields import FieldTable
    from dateline.gazetteer.places import PlaceIndex, PlaceRow

_UNDIVIDED: Final = frozenset({"country", "continent", "sea", "historic"})
_DIVISIONS: Final = frozenset({"province", "district"})
_SHOWN: Final = 3
_TOO_MANY: Final = 80
_POINT: Final = 9
"""Points, whose level is 0, are finer than any division."""


class Divided(NamedTuple):
    """In which divisions of the user's a place lies, as far as that is sure.

    `admin2` is `None` where the sets have no such level or it is not sure; `has_admin2` tells these apart. `point` has
    latitude, longitude and radius of the division itself, where the place is one. `external` has for a scheme the
    finest code, and the code of each level ("adm1_pcode"). `rows` are the divisions' rows in the index.
    """

    name: str | None
    admin1: str | None
    admin2: str | None
    has_admin2: bool
    point: tuple[float, float, float] | None
    external: Mapping[str, str]
    rows: frozenset[int]
    note: str


class OwnPlaces:
    """The sets of a data folder, as more names and rows of an index."""

    def __init__(self, sets: Sequence[BoundarySet], index: PlaceIndex, table: FieldTable, *, first: int) -> None:
        self._sets = sets
        self._index = index
        self._table = table
        self._first = first
        self._starts = [0]
        for one in sets:
            self._starts.append(self._starts[-1] + len(one.divisions))
        self._countries = {country for one in sets for country in one.header.countries}
        self._one: list[int] = []
        self._members: dict[int, list[int]] = {}
        self.keys: dict[str, tuple[int, ...]] = {}
        self._join()
        self.beginnings = frozenset(key.partition(" ")[0] for key in self.keys if " " in key)
        self._linked: dict[str, tuple[dict[int, int], dict[int, int]]] = {}
        self.divide = lru_cache(maxsize=65_536)(self._divide)

    def __len__(self) -> int:
        """Count the rows kept for the sets, used or not."""
        return self._starts[-1]

    def rows_of(self, key: str) -> Iterator[tuple[int, bool]]:
        """Yield the rows that have a folded name in the sets, the first of very many, and whether it is their own."""
        for number in islice(self.keys.get(key, ()), _TOO_MANY):
            division = self._division(number)
            yield self._row_of(number), bool(division.names) and fold(division.names[0]) == key

    def row_facts(self, row_id: int) -> tuple[Division, tuple[int, ...], int]:
        """Give the division of a row behind the index's last, the rows of those above it, and its weight."""
        number = self._one[row_id - self._first]
        division = self._division(number)
        above = [self._row_of(self._one[at]) for at in self._above(number)]
        return division, tuple(above), self._table.weights.get(str(division.level), 0)

    def _division(self, number: int) -> Division:
        """Give a division by its number over all sets."""
        at = bisect_right(self._starts, number) - 1
        return self._sets[at].divisions[number - self._starts[at]]

    def _above(self, number: int) -> list[int]:
        """Give the numbers of the divisions above one, outermost first."""
        at = bisect_right(self._starts, number) - 1
        above = []
        parent = self._division(number).parent
        while parent >= 0:
            above.append(self._starts[at] + parent)
            parent = self._sets[at].divisions[parent].parent
        return above[::-1]

    def _join(self) -> None:
        """Find the divisions that stand in several sets, and gather the names of all."""
        by_code: dict[tuple[str, int, str, str], int] = {}
        by_name: dict[tuple[str, int, int, str], int] = {}
        names: dict[str, dict[int, None]] = {}
        for start, one in zip(self._starts, self._sets, strict=False):
            for number, division in enumerate(one.divisions, start=start):
                parent = self._one[start + division.parent] if division.parent >= 0 else -1
                place = (division.country, division.level)
                codes = [(*place, *code) for code in division.codes.items()]
                name = (*place, parent, fold(division.names[0])) if division.names else None
                same = next((by_code[code] for code in codes if code in by_code), None)
                if same is None and name is not None:
                    same = by_name.get(name)
                    if same is not None and (same >= start or self._codes_differ(same, division)):
                        same = None
                self._one.append(number if same is None else same)
                self._members.setdefault(self._one[-1], []).append(number)
                for code in codes:
                    by_code.setdefault(code, self._one[-1])
                if name is not None:
                    by_name.setdefault(name, self._one[-1])
                for key in dict.fromkeys(map(fold, division.names)):
                    names.setdefault(key, {})[self._one[-1]] = None
        self.keys = {key: tuple(numbers) for key, numbers in names.items()}

    def _codes_differ(self, number: int, division: Division) -> bool:
        """Tell whether two divisions have different codes of one scheme."""
        other = self._division(number).codes
        return any(other.get(scheme, code) != code for scheme, code in division.codes.items())

    def _row_of(self, number: int) -> int:
        """Give the row of a division: the index's where it has it, else one of ours."""
        rows, _ = self._links(self._division(number).country)
        return rows.get(number, self._first + number)

    def _links(self, country: str) -> tuple[dict[int, int], dict[int, int]]:
        """Link the divisions of a country with the rows of the index: number to row, and row to number."""
        if country not in self._linked:
            rows: dict[int, int] = {}
            numbers: dict[int, int] = {}
            for number in sorted(self._members):
                if self._division(number).country == country:
                    found = self._counterpart(number, rows, numbers)
                    if found is not None:
                        rows[number], numbers[found] = found, number
            self._linked[country] = rows, numbers
        return self._linked[country]

    def _counterpart(self, number: int, rows: Mapping[int, int], numbers: Mapping[int, int]) -> int | None:
        """Find the row of the index that is the division: of its kind and name, and within its parent."""
        division = self._division(number)
        names = dict.fromkeys(name for member in self._members[number] for name in self._division(member).names)
        keys = dict.fromkeys(map(fold, names))
        named = self._rows_named(keys, division.country)
        found = self._fitting(number, [row for row in named if row.id not in numbers], keys, rows)
        if found is None and division.level:
            # "Idleb" is another spelling of the town of Idlib, so the district of Idlib is meant as well.
            keys = dict.fromkeys(fold(row.name) for row in named)
            named = self._rows_named(keys, division.country)
            found = self._fitting(number, [row for row in named if row.id not in numbers], keys, rows)
        return found

    def _rows_named(self, keys: Iterable[str], country: str) -> list[PlaceRow]:
        """Give the rows of the index in a country that have one of the names."""
        known = {at: self._index.row(at) for key in keys for at in self._index.ids_of_index(key)}
        return [row for row in known.values() if row.country == country]

    def _fitting(
        self, number: int, free: list[PlaceRow], keys: Mapping[str, None], rows: Mapping[int, int],
    ) -> int | None:
        """Choose among rows of the name that no other division has; `rows` has the divisions linked so far."""
        division = self._division(number)
        if division.level == 0:
            return self._same_point(division, free)
        if division.level == 1:
            return self._mainly([row for row in free if row.kind == "province"], keys)
        above = self._above(number)
        parent = rows.get(self._one[above[-1]]) if above else None
        districts = [row for row in free if row.kind == "district"]
        if parent is not None:
            return self._mainly([row for row in districts if parent in row.within], keys)
        if not districts and above:
            districts = [row for row in free if row.kind == "province"]
        return districts[0].id if len(districts) == 1 else None

    def _mainly(self, found: list[PlaceRow], keys: Mapping[str, None]) -> int | None:
        """Take the row whose own name it is, else the first; `None` where there is none."""
        own = [row for row in found if fold(row.name) in keys]
        return next((row.id for row in (*own, *found)), None)

    def _same_point(self, division: Division, free: list[PlaceRow]) -> int | None:
        """Take the nearest town of that name, close by."""
        towns = [
            (distance_km(row.latitude, row.longitude, division.latitude, division.longitude), row.id)
            for row in free if row.kind in {"city", "site"}
        ]
        best = min(towns, default=None)
        return best[1] if best is not None and best[0] <= self._table.same_place_km else None

    def _divide(self, row: PlaceRow, *, whole: bool = False) -> Divided | None:
        """Tell in which divisions a place lies; with `whole` only those that its whole circle lies in.

        A division is matched by its name within its parent, else by the core of its circle; a town by its point,
        which may be off by a km, unless the index names its division; a region by its whole circle. `None` for
        countries and seas, and where the sets say nothing sure.
        """
        if row.country not in self._countries or row.kind in _UNDIVIDED:
            return None
        _, numbers = self._links(row.country or "")
        own = self._one[row.id - self._first] if row.id >= self._first else numbers.get(row.id)
        told = [numbers[at] for at in row.within if at in numbers]
        paths, doubts = list[list[int]](), list[str]()
        if own is not None:
            paths.extend(self._path(member) for member in self._members[own])
        if own is None or self._division(own).level == 0:
            for at, one in enumerate(self._sets):
                path, doubt = self._by_point(row, at, told=told, whole=whole)
                paths.append(path)
                doubts.extend(f"'{one.name}' {words}" for words in doubt)
        if row.kind in _DIVISIONS:
            paths.extend(self._path(member) for number in told for member in self._members[number])
        found = self._merge(paths, finest=1 if row.kind == "province" and own is None else _POINT)
        if not found and not doubts:
            return None
        return self._told(row, own, found, doubts)

    def _path(self, number: int) -> list[int]:
        """Give the numbers of a division and all above it, outermost first."""
        return [*self._above(number), number]

    def _by_point(self, row: PlaceRow, at: int, *, told: list[int], whole: bool) -> tuple[list[int], list[str]]:
        """Find the divisions of one set that surely hold a place, and say what else it may lie in."""
        one, start = self._sets[at], self._starts[at]
        radius = self._table.point_km
        if whole or row.kind == "region":
            radius = row.radius_km
        elif row.kind in _DIVISIONS:
            radius = row.radius_km * self._table.core_share
        touched = [
            self._path(start + number)
            for number in one.touched(row.latitude, row.longitude, radius_km=radius)
            if one.divisions[number].country == row.country
        ]
        for number in told if not whole else ():
            touched = [path for path in touched if any(self._one[step] == number for step in path)] or touched
        path: list[int] = []
        for level in sorted({self._division(step).level for steps in touched for step in steps}):
            here = dict.fromkeys(step for steps in touched for step in steps if self._division(step).level == level)
            if len(here) > 1:
                may = [_name(self._division(step)) for step in here][:_SHOWN]
                return path, [f"leaves level {level} open: it may lie in {' or '.join(may)}"]
            path.extend(here)
        return path, []

    def _merge(self, paths: list[list[int]], *, finest: int) -> dict[int, list[int]]:
        """Gather divisions by level, of several sets; a level holds what agrees with the first set that has it."""
        found: dict[int, list[int]] = {}
        for path in paths:
            for step in path:
                level = self._division(step).level
                if level <= finest:
                    found.setdefault(level, []).append(step)
        return dict(sorted(found.items(), key=lambda item: item[0] or _POINT))

    def _told(self, row: PlaceRow, own: int | None, found: dict[int, list[int]], doubts: list[str]) -> Divided:
        """Put together what was found."""
        names = {level: _name(self._division(numbers[0])) for level, numbers in found.items()}
        external: dict[str, str] = {}
        by_level: dict[str, str] = {}
        for level, numbers in found.items():
            for step in numbers:
                for scheme, code in self._division(step).codes.items():
                    if level:
                        external[scheme] = by_level.setdefault(f"adm{level}_{scheme}", code)
                    else:
                        external[scheme] = code
        division = self._division(own) if own is not None else None
        is_division = division is not None and division.level > 0
        codes = ", ".join(f"{scheme} {code}" for scheme, code in external.items())
        sources = dict.fromkeys(
            self._sets[bisect_right(self._starts, at) - 1].name for numbers in found.values() for at in numbers
        )
        inside = ", ".join(names[level] for level in reversed(found))
        notes = [f"{', '.join(map(repr, sources))}: {inside}" + (f" ({codes})" if codes else "")] if found else []
        return Divided(
            name=_name(division) if division is not None and is_division else None,
            admin1=names.get(1), admin2=names.get(2),
            has_admin2=any("2" in one.header.counts and row.country in one.header.countries for one in self._sets),
            point=(division.latitude, division.longitude, division.radius_km)
            if division is not None and is_division else None,
            external=external | by_level, note="; ".join((*notes, *doubts)),
            rows=frozenset(self._row_of(self._one[at]) for numbers in found.values() for at in numbers),
        )


def _name(division: Division) -> str:
    """Give what a division is called: its name, else its code."""
    return division.names[0] if division.names else next(iter(division.codes.values()), "?")
