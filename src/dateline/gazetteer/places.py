"""The place index, opened read-only: folded name to rows, a row to what is known of the place.

Two files beside the package data: `places.trie` (folded names, memory-mapped by marisa_trie) and `places.rows` (a JSON
header, fixed-size rows, name-to-row lists, and a block of text). Rows are unpacked when asked for, so that opening
costs milliseconds and what is resident is what was touched. `dateline.gazetteer.build` writes both.
"""

from __future__ import annotations

import math
import mmap
import struct
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import marisa_trie
import msgspec

from dateline.errors import MissingPart
from dateline.gazetteer.boundaries import open_sets
from dateline.gazetteer.boundary_fields import load_field_table
from dateline.gazetteer.fold import fold
from dateline.gazetteer.place_words import PlaceWords, load_place_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.gazetteer.own_places import Divided, OwnPlaces

FORMAT_VERSION: Final = 1
MAGIC: Final = b"dateline places\n"
ROW: Final = struct.Struct("<iiIIIIiiiHBB")
"""latitude and longitude in 1/100,000 degree, population, weight, GeoNames id, name, country, admin1, admin2 (rows, -1
for none), radius in km, kind, flags. A country is its own country, and has its capital in the place of admin2."""

KINDS: Final = (
    "country", "province", "district", "city", "region", "sea", "continent", "site", "historic",
)
PlaceKind = Literal["country", "province", "district", "city", "region", "sea", "continent", "site", "historic"]
RowPrecision = Literal["site", "city", "district", "province", "country"]
PRECISION: Final[dict[PlaceKind, RowPrecision]] = {
    "country": "country", "continent": "country", "sea": "country", "historic": "country", "province": "province",
    "region": "province", "district": "district", "city": "city", "site": "site",
}
CAPITAL: Final = 1
SUPPLEMENT: Final = 2
OTHER_NAME: Final = 1 << 31
"""Marks, in a name's row list, a row that has the name as an alias only."""

_HEADER_SIZE: Final = struct.Struct("<I")
_ID: Final = struct.Struct("<I")
_MAX_WORDS: Final = 7
_TOO_MANY: Final = 80
"""A name shared by more rows than this ("San Antonio") offers its weightiest ones only."""


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `places.rows` begins with: the format, the packages it was built from, and where its parts lie."""

    format: int
    sources: dict[str, str]
    digest: str
    rows: int
    keys: int
    rows_at: int
    starts_at: int
    lists_at: int
    text_at: int


class PlaceRow(msgspec.Struct, frozen=True, kw_only=True):
    """One place as the index knows it.

    `country` is ISO 3166 alpha-3 (`KOS` for Kosovo), `None` for seas and what spans countries. Coordinates are WGS84
    degrees; those of countries and divisions are the middle of their towns. `radius_km` is a circle about them that
    holds the place. `within` has the row ids of country, admin1 and admin2, where known, outermost first. `weight`
    ranks rows of one name: population, adjusted by kind.
    """

    id: int
    name: str
    kind: PlaceKind
    country: str | None
    country_name: str | None
    admin1: str | None
    admin2: str | None
    latitude: float
    longitude: float
    radius_km: float
    population: int
    weight: int
    geonames_id: int | None
    capital: bool
    within: tuple[int, ...]

    @property
    def precision(self) -> RowPrecision:
        """How fine a place of this kind is, in the words of a `PlaceRef`."""
        return PRECISION[self.kind]


class PlaceIndex:
    """Look-up by name and by row id over the memory-mapped index; keeps what it has unpacked.

    `own` has the user's boundaries, whose names and rows stand beside those of the index; `None` without any.
    """

    def __init__(self, rows_path: Path, trie_path: Path, *, words: PlaceWords) -> None:
        self.words = words
        with rows_path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        size = _HEADER_SIZE.unpack_from(self._map, len(MAGIC))[0]
        start = len(MAGIC) + _HEADER_SIZE.size
        self.header = msgspec.json.decode(self._map[start : start + size], type=Header)
        self._trie = marisa_trie.Trie()
        self._trie.mmap(str(trie_path))
        self._countries: dict[str, int] = {}
        self.own: OwnPlaces | None = None
        self.row = lru_cache(maxsize=65_536)(self._row)
        self.ids = lru_cache(maxsize=65_536)(self._ids)

    def __len__(self) -> int:
        """Count the rows."""
        return self.header.rows + (len(self.own) if self.own is not None else 0)

    def lookup(self, name: str) -> tuple[PlaceRow, ...]:
        """Give the places of that name, weightiest first; empty where the index has none."""
        return tuple(self.row(at) for at in self.ids(fold(name)))

    def named_mainly(self, key: str, row_id: int) -> bool:
        """Tell whether a folded name is the place's own name there, and not an alias only."""
        if row_id in self._lists(key)[0]:
            return True
        return self.own is not None and (row_id, True) in self.own.rows_of(key)

    def longest(self, text: str, ends: Sequence[int], *, start: int) -> tuple[int, str] | None:
        """Find the longest name that starts at `start` and ends at one of `ends` (rising character offsets).

        Gives the index into `ends` and the folded name, `None` where nothing matches. At most seven ends are tried.
        """
        if not ends:
            return None
        first = fold(text[start : ends[0]])
        if not first:
            return None
        usable = ends[:_MAX_WORDS]
        if len(usable) > 1 and not self._begins(first.partition(" ")[0]):
            usable = usable[:1]
        for at in range(len(usable) - 1, -1, -1):
            key = fold(text[start : usable[at]]) if at else first
            if key in self:
                return at, key
        return None

    def __contains__(self, key: str) -> bool:
        """Tell whether a folded name is in the index or in the user's boundaries."""
        return key in self._trie or (self.own is not None and key in self.own.keys)

    def names_like(self, name: str, *, most: int = 8) -> list[str]:
        """Give folded names that begin as a name does, shortening it until there are some; none for short ones."""
        key = fold(name)
        for size in range(len(key), _ARTICLE_LENGTH, -1):
            own = (other for other in (self.own.keys if self.own is not None else ()) if other.startswith(key[:size]))
            found = sorted({*islice(self._trie.iterkeys(key[:size]), _TOO_MANY), *own}, key=lambda one: (len(one), one))
            if found:
                return found[:most]
        return []

    def _begins(self, word: str) -> bool:
        """Tell whether some name goes on after this word; an article or short form may yet change, so it may."""
        if len(word) <= _ARTICLE_LENGTH or next(self._trie.iterkeys(word), None) is not None:
            return True
        return self.own is not None and word in self.own.beginnings

    def is_demonym(self, key: str) -> bool:
        """Tell whether a folded word is the adjective of a state, and not its name as well ("New Zealand")."""
        if key not in self.words.demonyms:
            return False
        rows = self.ids(key)
        return not rows or fold(self.row(rows[0]).name) != key or self.row(rows[0]).kind != "country"

    def country(self, code: str) -> int | None:
        """Give the row of a country by its alpha-3 code; countries are the first rows of the index."""
        if not self._countries:
            for row_id in range(self.header.rows):
                row = self.row(row_id)
                if row.kind != "country":
                    break
                self._countries[row.country or ""] = row_id
        return self._countries.get(code)

    def capital(self, country_row: int) -> int | None:
        """Give the row of a country's capital, `None` where the index does not know it."""
        capital: int = ROW.unpack_from(self._map, self.header.rows_at + country_row * ROW.size)[8]
        return capital if capital >= 0 else None

    def _lists(self, key: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Read a name's rows: those whose own name it is, and all of them in order of weight."""
        at = self._trie.get(key)
        if at is None:
            return (), ()
        first, last = struct.unpack_from("<II", self._map, self.header.starts_at + at * _ID.size)
        packed = struct.unpack_from(f"<{last - first}I", self._map, self.header.lists_at + first * _ID.size)
        return (
            tuple(entry for entry in packed if entry < OTHER_NAME),
            tuple(entry & ~OTHER_NAME for entry in packed),
        )

    def _ids(self, key: str) -> tuple[int, ...]:
        """Give the row ids of a folded name, weightiest first."""
        listed = self.ids_of_index(key)
        if self.own is None:
            return listed
        more = [row for row, _ in self.own.rows_of(key) if row not in listed]
        if not more:
            return listed
        ranks = {at: self.row(at).weight * (2 if self.named_mainly(key, at) else 1) for at in (*listed, *more)}
        return tuple(sorted(ranks, key=lambda at: (-ranks[at], at)))

    def ids_of_index(self, key: str) -> tuple[int, ...]:
        """Give the row ids that the index itself has under a folded name, weightiest first."""
        return self._lists(key)[1][:_TOO_MANY]

    def divide(self, row: PlaceRow, *, whole: bool = False) -> Divided | None:
        """Tell in which of the user's divisions a place lies, `whole` with its whole circle; `None` for none sure."""
        return self.own.divide(row, whole=whole) if self.own is not None else None

    def holds_by_own(self, whole: PlaceRow, part: PlaceRow) -> bool:
        """Tell whether a division that only the user has holds a place."""
        if self.own is None or whole.id < self.header.rows:
            return False
        divided = self.own.divide(part)
        return divided is not None and whole.id in divided.rows

    def _text(self, offset: int) -> str:
        """Read a name: two bytes of length, then UTF-8."""
        at = self.header.text_at + offset
        size = int.from_bytes(self._map[at : at + 2], "little")
        return self._map[at + 2 : at + 2 + size].decode("utf-8")

    def _name_of(self, row_id: int) -> str | None:
        """Read a row's name, `None` for no row."""
        if row_id < 0:
            return None
        offset: int = ROW.unpack_from(self._map, self.header.rows_at + row_id * ROW.size)[5]
        return self._text(offset).partition("\t")[0]

    def _row(self, row_id: int) -> PlaceRow:
        """Unpack a row."""
        if not 0 <= row_id < len(self):
            message = f"place row {row_id}: expected 0 to {len(self) - 1}"
            raise IndexError(message)
        if row_id >= self.header.rows:
            return self._own_row(row_id)
        (latitude, longitude, population, weight, geonames_id, offset, country, admin1, admin2, radius_km, kind,
         flags) = ROW.unpack_from(self._map, self.header.rows_at + row_id * ROW.size)
        name, _, code = self._text(offset).partition("\t")
        if country == row_id:
            country = admin2 = -1
            country_name: str | None = name
        else:
            country_name = self._name_of(country)
        if country >= 0 and not code:
            code = self.row(country).country or ""
        return PlaceRow(
            id=row_id, name=name, kind=KINDS[kind], country=code or None, country_name=country_name,
            admin1=self._name_of(admin1), admin2=self._name_of(admin2), latitude=latitude / 1e5,
            longitude=longitude / 1e5, radius_km=float(radius_km), population=population, weight=weight,
            geonames_id=geonames_id or None, capital=bool(flags & CAPITAL),
            within=tuple(at for at in (country, admin1, admin2) if at >= 0),
        )


    def _own_row(self, row_id: int) -> PlaceRow:
        """Make the row of a division or point that only the user has."""
        if self.own is None:
            message = f"place row {row_id}: there are no boundaries of the user's"
            raise IndexError(message)
        division, above, weight = self.own.row_facts(row_id)
        country = self.country(division.country)
        areas = [self.row(at) for at in above]
        return PlaceRow(
            id=row_id, name=next(iter((*division.names, *division.codes.values())), "?"),
            kind={0: "city", 1: "province"}.get(division.level, "district"),  # type: ignore[arg-type]
            country=division.country, country_name=self._name_of(country if country is not None else -1),
            admin1=next((area.name for area in areas if area.kind == "province"), None),
            admin2=next((area.name for area in areas if area.kind == "district"), None),
            latitude=division.latitude, longitude=division.longitude, radius_km=division.radius_km, population=0,
            weight=weight, geonames_id=None, capital=False,
            within=tuple(at for at in (country, *above) if at is not None),
        )


_ARTICLE_LENGTH: Final = 3


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Measure along the great circle, in km."""
    one, two = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((two - one) / 2) ** 2
    half += math.cos(one) * math.cos(two) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, half)))


def default_folder() -> Path:
    """Give the folder in which the installed package keeps the index."""
    return Path(__file__).resolve().parent.parent / "data"


def open_places(path: Path | None = None, *, own: Path | None = None) -> PlaceIndex:
    """Open the index of a folder, the package's own by default, with the boundaries of the user's data folder `own`.

    Raises `MissingPart` where it is absent, damaged or of another format, `ConfigError` where a set of boundaries is.
    """
    folder = path or default_folder()
    rows_path, trie_path = folder / "places.rows", folder / "places.trie"
    if not (rows_path.is_file() and trie_path.is_file()):
        message = f"the place index is not in {folder}: run `make setup` (or `python -m dateline.gazetteer.build`)"
        raise MissingPart(message)
    found = read_header(rows_path)
    if found is None or found.format != FORMAT_VERSION:
        state = "damaged" if found is None else f"of format {found.format}, expected {FORMAT_VERSION}"
        message = f"{rows_path} is {state}: run `make setup` (or `python -m dateline.gazetteer.build`)"
        raise MissingPart(message)
    index = PlaceIndex(rows_path, trie_path, words=load_place_words())
    sets = open_sets(own)
    if sets:
        # Who has no boundaries does not wait for it.
        from dateline.gazetteer.own_places import OwnPlaces  # noqa: PLC0415

        index.own = OwnPlaces(sets, index, load_field_table(), first=index.header.rows)
    return index


def read_header(path: Path) -> Header | None:
    """Read the header of an index, `None` where the file has none that we can read."""
    with path.open("rb") as file:
        start = file.read(len(MAGIC) + _HEADER_SIZE.size)
        if len(start) < len(MAGIC) + _HEADER_SIZE.size or not start.startswith(MAGIC):
            return None
        encoded = file.read(_HEADER_SIZE.unpack_from(start, len(MAGIC))[0])
    try:
        return msgspec.json.decode(encoded, type=Header)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
