"""One row of somebody else's events to a `ForeignEvent`, by its map; what cannot be read of it becomes an `Issue`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.errors import UnreadableInput
from dateline.export.incoming.values import Unreadable, country_code, read_count, read_day, read_degrees
from dateline.export.wording import clean
from dateline.records import Issue
from dateline.records.base import make_id
from dateline.records.foreign import ForeignEvent, ForeignParty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.codebook import Codebook
    from dateline.export.incoming.maps import Map, Slot

LONGEST_TEXT = 10_000
MOST_PARTIES = 50


class RowReader:
    """Reads the rows of one file; remembers their ids, since files of the field use some twice."""

    def __init__(self, columns: Map, *, codebook: Codebook, file: str, has_header: bool = True) -> None:
        self._map = columns
        self._codebook = codebook
        self._file = file
        self._empty = frozenset(columns.empty)
        self._names = {
            slot: tuple(name.casefold() for name in ((names,) if isinstance(names, str) else names))
            for slot, names in columns.columns.items()
        }
        self._seen: dict[str, int] = {}
        self._checked = not has_header

    def read(self, cells: dict[str, str], *, label: str) -> Iterator[ForeignEvent | Issue]:
        """The row, after an issue for each cell of it that cannot be read; an issue alone where it has no day."""
        if not self._checked:
            self._check_header(cells)
        problems: list[str] = []
        if not_done := sorted(set(self._items(self._cell(cells, "mode"))) & set(self._map.not_done)):
            yield Issue(input=label, stage="import", reason="not_done",
                        detail=f"expected what is told as done, found {', '.join(not_done)}: the row is left out")
            return
        try:
            start, end = self._days(cells)
        except Unreadable as error:
            yield Issue(input=label, stage="import", reason="bad_date", detail=str(error))
            return
        slots = self._slots(cells, problems)
        native = self._cell(cells, "id")
        named = self._name(native, start, cells)
        event = ForeignEvent(id=named, scheme=self._map.scheme, native=native, start_date=start, end_date=end, **slots)
        for problem in problems:
            yield Issue(input=label, stage="import", reason="bad_cell", detail=f"{problem}; the cell is left out")
        yield event

    def _check_header(self, cells: dict[str, str]) -> None:
        """Refuse a file without a column of days, once."""
        self._checked = True
        if not any(name in cells for name in self._names.get("start_date", ())):
            message = (
                f"{self._file}: expected a column of days ({', '.join(self._names.get('start_date', ()))}), found "
                f"{clean(', '.join(list(cells)[:12]))[:200]}: name the columns in a file given with --columns")
            raise UnreadableInput(message)

    def _cell(self, cells: dict[str, str], slot: Slot) -> str | None:
        """The first filled cell of a slot's columns; `None` where none is."""
        for name in self._names.get(slot, ()):
            words = cells.get(name, "").strip()
            if words.strip("; ") and words not in self._empty:
                return words[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
        return None

    def _days(self, cells: dict[str, str]) -> tuple[str, str]:
        """First and last day; raises `Unreadable`."""
        first = self._cell(cells, "start_date")
        if first is None:
            message = "expected a day, found an empty cell"
            raise Unreadable(message)
        start = read_day(first, self._map.day_forms)
        last = self._cell(cells, "end_date")
        end = read_day(last, self._map.day_forms) if last else start
        if end[: len(start)] < start[: len(end)]:
            message = f"expected an end on or after {start}, found {end}"
            raise Unreadable(message)
        return start, end

    def _name(self, native: str | None, start: str, cells: dict[str, str]) -> str:
        """The id: of scheme, own id and day, or of the whole row; one used twice in a file is told apart by number."""
        what = (native, start) if native else tuple(sorted(cells.items()))
        made = make_id("f", self._map.scheme, *what)
        count = self._seen[made] = self._seen.get(made, 0) + 1
        return made if count == 1 else f"{made}#{count}"

    def _slots(self, cells: dict[str, str], problems: list[str]) -> dict[str, Any]:
        """All slots but id and days."""
        table = self._map
        code = self._cell(cells, "code")
        event, mode = self._plover(code, self._cell(cells, "subcode"), self._cell(cells, "mode"))
        country = self._cell_country(cells, problems)
        exact = self._tried(cells, "deaths", problems)
        low, high = self._tried(cells, "deaths_low", problems), self._tried(cells, "deaths_high", problems)
        subcode = self._cell(cells, "subcode")
        return {
            "directed": table.directed, "code": f"{code}/{subcode}" if code and subcode else code, "event": event,
            "mode": mode, "country": country, **self._point(cells, problems),
            "actors": self._parties(cells, "actor"), "recipients": self._parties(cells, "recipient"),
            "place": self._cell(cells, "place") or self._cell(cells, "city"),
            "admin1": self._cell(cells, "admin1"), "admin2": self._cell(cells, "admin2"),
            "precision": table.precision.get(self._cell(cells, "precision") or ""),
            "day_precision": table.day_precision.get(self._cell(cells, "day_precision") or "", "day"),
            "deaths_low": exact if low is None else low, "deaths_high": exact if high is None else high,
            "source": self._cell(cells, "source"), "url": self._cell(cells, "url"), "text": self._cell(cells, "text"),
        }

    def _tried(self, cells: dict[str, str], slot: Slot, problems: list[str]) -> int | None:
        """A number of people; one that cannot be read is a problem."""
        cell = self._cell(cells, slot)
        try:
            return None if cell is None else read_count(cell)
        except Unreadable as error:
            problems.append(f"{slot}: {error}")
            return None

    def _point(self, cells: dict[str, str], problems: list[str]) -> dict[str, float | None]:
        """Both co-ordinates or none; 0, 0 is how files say that they know none."""
        nothing: dict[str, float | None] = {"latitude": None, "longitude": None}
        latitude, longitude = self._cell(cells, "latitude"), self._cell(cells, "longitude")
        if latitude is None or longitude is None:
            return nothing
        try:
            point = {"latitude": read_degrees(latitude, most=90), "longitude": read_degrees(longitude, most=180)}
        except Unreadable as error:
            problems.append(f"latitude, longitude: {error}")
            return nothing
        return nothing if not any(point.values()) else {**point}

    def _cell_country(self, cells: dict[str, str], problems: list[str]) -> str | None:
        """The country by the first of its columns that names one we know."""
        told = [cells.get(name, "").strip() for name in self._names.get("country", ())]
        told = [words for words in told if words and words not in self._empty]
        for words in told:
            if found := country_code(words, numbers=self._map.country_numbers):
                return found
        if told:
            problems.append(f"country: expected a country that we know, found {told[0][:40]!r}")
        return None

    def _parties(self, cells: dict[str, str], side: str) -> tuple[ForeignParty, ...]:
        """The parties of one side; countries and sectors belong to names in order where there are as many of each."""
        names = self._items(self._cell(cells, f"{side}s"))  # type: ignore[arg-type]
        more = self._items(self._cell(cells, f"{side}s_more"))  # type: ignore[arg-type]
        countries = self._items(self._cell(cells, f"{side}_countries"))  # type: ignore[arg-type]
        sectors = self._items(self._cell(cells, f"{side}_sectors"))  # type: ignore[arg-type]
        if not names and (countries or sectors):
            names = countries or sectors
        found = [
            self._party(name, _at(countries, at, len(names)), _at(sectors, at, len(names)))
            for at, name in enumerate(names[:MOST_PARTIES])
        ]
        return tuple(found + [self._party(name, None, None) for name in more[:MOST_PARTIES]])

    def _items(self, cell: str | None) -> list[str]:
        return [part.strip() for part in cell.split(self._map.separator) if part.strip()] if cell else []

    def _party(self, name: str, country: str | None, sector: str | None) -> ForeignParty:
        """One party; where no column tells country or sector, how the name begins may."""
        code = country_code(country, numbers=self._map.country_numbers) if country else None
        known = self._map.sectors.get(sector or "", sector)
        for form in self._map.names:
            if name.startswith(form.begins):
                rest = name.removeprefix(form.begins).split("(")[0].rstrip(") ")
                code = code or (country_code(rest, numbers="") if rest else None)
                known = known or form.sector
                break
        return ForeignParty(name=name, country=code or country_code(name, numbers=""),
                            sector=known if known in self._codebook.sectors else None)

    def _plover(self, code: str | None, subcode: str | None, mode: str | None) -> tuple[str | None, str | None]:
        """The PLOVER event and mode of a code: the map's own table first, then PLOVER's names, then CAMEO's codes."""
        if code is None:
            return None, None
        table = self._map
        own = table.codes.get(f"{code}/{subcode}") or table.codes.get(code)
        if own is not None:
            return own.event, own.mode
        event = code.split(table.separator)[0].strip().upper()
        if table.codes_are in {"plover", "any"} and event in self._codebook.events:
            modes = (one.casefold() for one in self._items(mode))
            return event, next((one for one in modes if (event, one) in self._codebook.modes), None)
        if table.codes_are in {"cameo", "any"} and code.isascii() and code.isdigit():
            # Spreadsheets drop the zero that a code begins with.
            row = self._codebook.cameo.get(code) or self._codebook.cameo.get(f"0{code}")
            return (row.event, row.mode) if row else (None, None)
        return None, None


def _at(items: list[str], at: int, size: int) -> str | None:
    """The item that belongs to a name: the one beside it, or the only one of a single name."""
    if len(items) == size:
        return items[at]
    return items[0] if size == 1 and items else None
