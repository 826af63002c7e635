"""A user's file of actors, in any of the forms we know, read into tables of ours and written to the user's folder.

Takes a file, gives an `Import`: rows in our form, the kind of table that they make, and the lines that were not used.
Known forms: our own table (only `alias` is asked for; what is left out is filled in), a crosswalk of ids, and actor and
agent dictionaries of PETRARCH and TABARI.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.errors import UnreadableInput
from dateline.gazetteer import own_tables, petrarch
from dateline.gazetteer.actor_rows import ActorRow, RoleRow
from dateline.gazetteer.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from dateline.gazetteer.actors import ActorTable

Kind = Literal["actors", "roles", "crosswalk"]
Form = Literal["table", "petrarch actors", "petrarch agents", "crosswalk"]
LARGEST_BYTES = 200_000_000
_STEM = re.compile(r"[^A-Za-z0-9_.\-]+")


@dataclass(frozen=True, slots=True)
class Import:
    """What a file holds: rows ready to be written, of what kind, and what was left out."""

    form: Form
    kind: Kind
    rows: Sequence[ActorRow | RoleRow | dict[str, str]]
    faults: Sequence[petrarch.Fault]


def read_import(path: Path, *, table: ActorTable) -> Import:
    """Read a file of actors in whichever known form it is; raises `UnreadableInput` for any other."""
    text = _text(path)
    states = table.states
    source = path.stem
    if petrarch.is_petrarch(text):
        if petrarch.is_agents(text):
            nouns, faults = petrarch.read_agents(text, source=source)
            return Import("petrarch agents", "roles", nouns, faults)
        rows, faults = petrarch.read_actors(
            text, source=source, states=states, particles=table.words.name_particles)
        return Import("petrarch actors", "actors", [_known(row, table) for row in rows], faults)
    columns = next(csv.reader(io.StringIO(text[:10_000])), [])
    if "alias" in columns:
        rows, faults = _table(text, source=source)
        return Import("table", "actors", rows, faults)
    if "id" in columns and len(columns) > 1:
        own_tables.read_crosswalks([path])
        return Import("crosswalk", "crosswalk", list(csv.DictReader(io.StringIO(text))), [])
    message = (
        f"{path}: neither a table with a column alias, nor a crosswalk with a column id, nor a PETRARCH dictionary; "
        f"its first line is {','.join(columns)[:80]!r}"
    )
    raise UnreadableInput(message)


def _text(path: Path) -> str:
    """The text of a file, UTF-8 or else Latin-1, as the field's dictionaries are."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            message = f"{path}: larger than {LARGEST_BYTES // 1_000_000} MB; split it"
            raise UnreadableInput(message)
        data = path.read_bytes()
    except OSError as error:
        message = f"{path}: {error.strerror or error}"
        raise UnreadableInput(message) from error
    if b"\0" in data[:10_000]:
        message = f"{path}: expected text, found bytes of a binary file"
        raise UnreadableInput(message)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _known(row: ActorRow, table: ActorTable) -> ActorRow:
    """The row under our own entity where the dictionary's name is one that we have for the same country."""
    ours = {table.rows[one].entity for one in table.ids(row.name) if table.rows[one].country == row.country}
    if len(ours) != 1:
        return row
    entity = next(iter(ours))
    name = table.rows[table.entities[entity][0]].name
    return msgspec.structs.replace(row, entity=entity, name=name)


def _table(text: str, *, source: str) -> tuple[list[ActorRow], list[petrarch.Fault]]:
    """Rows of a table like ours; what a row leaves out is filled in, a row that breaks the schema is left out."""
    rows: list[ActorRow] = []
    faults: list[petrarch.Fault] = []
    reader = csv.DictReader(io.StringIO(text))
    lines = _lines(reader, faults)
    for number, cells in lines:
        alias = cells.get("alias", "")
        name = cells.get("name") or alias
        filled = {
            **dict.fromkeys(ActorRow.__struct_encode_fields__, ""), **cells,
            "name": name, "entity": cells.get("entity") or "own-" + re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-"),
            "source": cells.get("source") or source,
        }
        try:
            rows.append(msgspec.convert(filled, ActorRow))
        except msgspec.ValidationError as error:
            faults.append(petrarch.Fault(number, ",".join(cells.values())[:120], str(error)))
    return rows, faults


def _lines(reader: csv.DictReader[str], faults: list[petrarch.Fault]) -> Iterator[tuple[int, dict[str, str]]]:
    """Cells of each row that has an alias; what the CSV reader cannot read ends the file with a fault."""
    try:
        for row in reader:
            cells = {key: value.strip() for key, value in row.items() if key and isinstance(value, str)}
            if fold(cells.get("alias", "")):
                yield reader.line_num, cells
            else:
                faults.append(petrarch.Fault(reader.line_num, ",".join(cells.values())[:120], "the alias is empty"))
    except csv.Error as error:
        faults.append(petrarch.Fault(reader.line_num, "", f"not readable as CSV from here on: {error}"))


def write_import(found: Import, folder: Path, *, stem: str, last: bool) -> Path:
    """Write the rows to the user's folder and give the file; `last` puts actors behind ours."""
    under = {"roles": own_tables.ROLES, "crosswalk": own_tables.CROSSWALK}.get(
        found.kind, own_tables.MORE if last else own_tables.FIRST)
    path = folder / under / f"{_STEM.sub('-', stem)}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [row if isinstance(row, dict) else msgspec.to_builtins(row) for row in found.rows]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]) if rows else [], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
