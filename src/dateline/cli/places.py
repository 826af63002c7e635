"""`dateline places ...`: what the index knows of a name, and boundaries and codes of the user's own."""

from __future__ import annotations

import contextlib
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.cli import run_quietly
from dateline.errors import ConfigError, UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from dateline.gazetteer import PlaceIndex, PlaceRow
    from dateline.gazetteer.boundaries import SetHeader
    from dateline.gazetteer.boundary_fields import Wanted
    from dateline.gazetteer.boundary_import import Report

app = typer.Typer(
    help="What is known of a place name, and boundaries and codes of your own.", no_args_is_help=True,
    rich_markup_mode=None,
)
SHOWN = 5

Data = Annotated[Path | None, typer.Option(
    "--data", metavar="FOLDER", help="Folder of your own tables; else that of the settings, else dateline-data.")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON for programs instead of a table.")]


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="GeoJSON with areas or points, in degrees (WGS 84).")],
    level: Annotated[int | None, typer.Option(
        "--level", min=1, max=5, help="1 province, 2 district, ...; else as the file's fields say.")] = None,
    code_field: Annotated[str | None, typer.Option(
        "--code-field", metavar="FIELD", help="Field of the code at that level.")] = None,
    name_field: Annotated[str | None, typer.Option(
        "--name-field", metavar="FIELD", help="Field of the name at that level.")] = None,
    country: Annotated[str | None, typer.Option(
        "--country", metavar="CCC", help="Country of all features, ISO 3166 alpha-3, where the file has none.")] = None,
    name: Annotated[str | None, typer.Option(
        "--name", metavar="STEM", help="Name of the set; else that of the file. One of that name is replaced.")] = None,
    data: Data = None,
) -> None:
    """Import boundaries or points with names and codes.

    From then on admin1 and admin2 of every place inside them, and its codes, come from there. The fields of COD-AB
    (P-codes), GADM, geoBoundaries and Natural Earth are known; for others say which they are.

    Examples:

      dateline places import syr_admbnda_adm2.geojson

      dateline places import zones.geojson --level 2 --name-field zone --code-field zone_id --country SYR
    """
    from dateline.gazetteer.boundary_fields import Wanted

    wanted = Wanted(level=level, code_field=code_field, name_field=name_field)
    raise typer.Exit(run_quietly(partial(
        run_import, file, config=context.obj, wanted=wanted, country=country, name=name, data=data)))


@app.command()
def lookup(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place name as a report spells it.")],
    country: Annotated[str | None, typer.Option(
        "--country", metavar="CCC", help="Only places of this country, ISO 3166 alpha-3.")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Show what is known of a name: its places, the likeliest first where a report says no more.

    Examples:

      dateline places lookup al-Bab

      dateline places lookup Tripoli --country LBN --json
    """
    raise typer.Exit(run_quietly(partial(
        run_lookup, name, config=context.obj, country=country, data=data, as_json=as_json)))


@app.command("list")
def list_(context: typer.Context, data: Data = None, as_json: AsJson = False) -> None:
    """List the sets imported.

    Examples:

      dateline places list

      dateline places list --json
    """
    raise typer.Exit(run_quietly(partial(run_list, config=context.obj, data=data, as_json=as_json)))


@app.command()
def remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="A set, as `dateline places list` names it.")],
    data: Data = None,
) -> None:
    """Remove an imported set.

    Examples:

      dateline places remove syr-admbnda-adm2
    """
    raise typer.Exit(run_quietly(partial(run_remove, name, config=context.obj, data=data)))


def run_import(
    file: Path, *, config: Path | None, wanted: Wanted, country: str | None, name: str | None, data: Path | None,
) -> int:
    """Import a file into the data folder, made where there is none, and say what was taken."""
    from dateline.config import DATA_NAME, find_settings
    from dateline.gazetteer import open_places
    from dateline.gazetteer.boundary_import import import_boundaries

    settings = find_settings(config)
    folder = data or settings.data or Path.cwd() / DATA_NAME
    places = open_places(settings.places)
    try:
        with _progress() as progress:
            report = import_boundaries(
                file, folder, places=places, wanted=wanted, country=country, name=name, progress=progress)
    except OSError as error:
        message = f"{folder}: expected a folder that can be written to, found: {error.strerror or error}"
        raise UnreadableInput(message) from error
    _show_report(report)
    return 0


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A count of features on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("features", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _show_report(report: Report) -> None:
    """What was taken, mended and left out."""
    from dateline.export.wording import clean

    header = report.header
    print(f"{'replaced' if report.replaced else 'imported'} {header.name}: {_held(header)} of "
          f"{', '.join(header.countries)} into {report.path}")
    print(f"fields of {header.publisher or 'your choice'}: "
          + "; ".join(f"{what} from {clean(fields)}" for what, fields in header.fields.items()))
    for word, faults in (("mended", report.mended), ("left out", report.left_out)):
        for fault, numbers in faults.items():
            shown = ", ".join(map(str, numbers[:SHOWN])) + (", ..." if len(numbers) > SHOWN else "")
            print(f"{word}: {len(numbers)} with {clean(fault)} (features {shown})")


def _held(header: SetHeader) -> str:
    """How many divisions of which level a set holds."""
    return _counted(header.counts) + (f" with codes ({', '.join(header.schemes)})" if header.schemes else
                                      " without codes")


def _counted(counts: Mapping[str, int]) -> str:
    """How many divisions of which level."""
    return ", ".join(f"{count} {'points' if level == '0' else f'of level {level}'}" for level, count in counts.items())


def run_lookup(name: str, *, config: Path | None, country: str | None, data: Path | None, as_json: bool) -> int:
    """Show the places of a name; 1 where there is none."""
    from dateline.config import find_settings
    from dateline.gazetteer import fold, open_places

    settings = find_settings(config)
    places = open_places(settings.places, own=data or settings.data)
    rows = [row for row in places.lookup(name) if country is None or row.country == country.upper()]
    found = [_candidate(row, rank, fold(name), places) for rank, row in enumerate(rows, start=1)]
    words = _kept_back(fold(name), places)
    if as_json:
        told = {"name": name, "note": words, "places": found}
        _print_json(told)
    else:
        _show_candidates(name, found, words, alike=places.names_like(name) if not found else [])
    return 0 if found else 1


def _print_json(told: object) -> None:
    """Print one JSON value, indented."""
    import msgspec

    print(msgspec.json.format(msgspec.json.encode(told), indent=2).decode())


def _candidate(row: PlaceRow, rank: int, key: str, places: PlaceIndex) -> dict[str, Any]:
    """What is known of one place of a name, and why it stands where it stands."""
    divided = places.divide(row)
    why: list[str] = []
    if row.capital:
        why.append("a capital counts more than its size")
    elif row.kind in {"province", "district"} and row.population:
        why.append("a division counts less than a town")
    if not places.named_mainly(key, row.id):
        why.append("only another of its names")
    if row.id >= places.header.rows:
        why.append("only in your own boundaries")
    point = divided.point if divided is not None else None
    latitude, longitude, radius_km = point or (row.latitude, row.longitude, row.radius_km)
    return {
        "rank": rank, "name": divided.name if divided and divided.name else row.name, "kind": row.kind,
        "country": row.country,
        "admin1": divided.admin1 if divided and divided.admin1 else row.admin1,
        "admin2": divided.admin2 if divided and divided.has_admin2 and divided.admin1 else row.admin2,
        "external": dict(divided.external) if divided else {},
        "latitude": latitude, "longitude": longitude, "radius_km": radius_km, "population": row.population or None,
        "geonames_id": row.geonames_id, "weight": row.weight, "why": "; ".join(why),
        "boundaries": divided.note if divided else None,
    }


def _kept_back(key: str, places: PlaceIndex) -> str | None:
    """Why a name may not be taken for a place in a text, though the index has it."""
    lists = places.words.lists
    if key in lists.never:
        return "this word is never taken for a place by itself"
    if places.is_demonym(key):
        return "this is the adjective of a state, and taken for that"
    if key in lists.common:
        return "an ordinary word: taken for a place only behind a preposition or before a container"
    if key in lists.persons:
        return "a person's name: taken for a place only where the words around it say so"
    return None


def _show_candidates(name: str, found: list[dict[str, Any]], words: str | None, *, alike: list[str]) -> None:
    """The table for people."""
    from rich.table import Table

    from dateline.cli.console import console, plain

    screen = console()
    if not found:
        like = f"; names that begin alike: {', '.join(alike)}" if alike else ""
        screen.print(plain(f"no place is called {name}{like}"))
        return
    table = Table(box=None, padding=(0, 1), header_style="bold")
    for heading in ("", "place", "kind", "in", "codes", "point, radius", "people", "weight", "why"):
        table.add_column(heading, justify="right" if heading in {"people", "weight"} else "left", overflow="fold")
    for one in found:
        inside = ", ".join(dict.fromkeys(part for part in (one["admin2"], one["admin1"], one["country"]) if part))
        codes = ", ".join(f"{key} {code}" for key, code in one["external"].items() if not key.startswith("adm"))
        point = f"{one['latitude']:.4f}, {one['longitude']:.4f} ±{one['radius_km']:g} km"
        table.add_row(str(one["rank"]), plain(one["name"]), one["kind"], plain(inside), plain(codes), point,
                      f"{one['population']:,}" if one["population"] else "?", f"{one['weight']:,}",
                      plain(one["why"]))
    screen.print(table)
    if words:
        screen.print(plain(words))


def run_list(*, config: Path | None, data: Path | None, as_json: bool) -> int:
    """List the sets of the data folder; a damaged one is named and stops nothing."""
    from dateline.cli.console import console, plain

    listed: list[dict[str, Any]] = []
    for path, header in _sets(config, data):
        if isinstance(header, str):
            listed.append({"name": path.stem, "file": str(path), "damaged": header})
            continue
        listed.append({
            "name": header.name, "file": str(path), "source": header.source, "publisher": header.publisher,
            "countries": header.countries, "counts": header.counts, "schemes": header.schemes,
            "fields": header.fields,
        })
    if as_json:
        _print_json(listed)
        return 0
    screen = console()
    for one in listed:
        if "damaged" in one:
            screen.print(plain(f"{one['name']}: {one['damaged']}"))
            continue
        codes = ", ".join(one["schemes"]) or "none"
        screen.print(plain(f"{one['name']}: {_counted(one['counts'])} of {', '.join(one['countries'])}; "
                           f"codes: {codes}; from {one['source']}"))
    if not listed:
        screen.print(plain("no boundaries are imported: dateline places import FILE"))
    return 0


def _sets(config: Path | None, data: Path | None) -> Iterator[tuple[Path, SetHeader | str]]:
    """Each set of the data folder with its header, or with what is wrong with it."""
    from dateline.config import find_settings
    from dateline.gazetteer.boundaries import read_set_header, set_paths

    for path in set_paths(data or find_settings(config).data):
        try:
            yield path, read_set_header(path)[0]
        except ConfigError as error:
            yield path, str(error)


def run_remove(name: str, *, config: Path | None, data: Path | None) -> int:
    """Remove a set; one that is not there is an error that names those that are."""
    names = {path.stem: path for path, _ in _sets(config, data)}
    if name not in names:
        message = f"{name!r} is no set of boundaries; there are: {', '.join(names) or 'none'}"
        raise UnreadableInput(message)
    names[name].unlink()
    print(f"removed {name}")
    return 0
