"""Rows of a format as files: the file itself, its dictionary, who says so, and the mark that a machine coded it.

Each file takes its name when it is complete; until then it ends in `.part`. CSV, TSV, JSON Lines and GeoJSON are
written here; `sheets` and `parquet` write the others.
"""

from __future__ import annotations

import contextlib
import csv
import json
from typing import TYPE_CHECKING, Any, Literal

from dateline.errors import UnreadableInput
from dateline.export.schemas.facts import coder_facts
from dateline.export.schemas.tables import load_codes
from dateline.export.table import safe_cell
from dateline.export.wording import name_hop, whose_word
from dateline.records import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

    from dateline.export.schemas.facts import Sources
    from dateline.export.schemas.rows import ExportRow
    from dateline.export.schemas.tables import Schema

Form = Literal["csv", "tsv", "jsonl", "geojson", "parquet", "xlsx"]

FORMS: dict[str, Form] = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".txt": "tsv", ".jsonl": "jsonl", ".geojson": "geojson",
    ".parquet": "parquet", ".xlsx": "xlsx",
}
"""Formats by the ending of the file."""
SOURCE_COLUMNS = (
    "line", "row", "record", "article", "outlet", "published", "chain", "origin", "origin_code", "stake", "certainty",
    "negated", "temporal", "time_basis", "evidence", "uri",
)
"""Columns of the side table that says on whose word each row rests, one line for each record of each row."""


@contextlib.contextmanager
def target(path: Path) -> Iterator[TextIO]:
    """A text file that takes its name only when it is complete; raises `UnreadableInput` where it cannot be written."""
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as stream:
            yield stream
        part.replace(path)
    except OSError as error:
        message = f"{path}: cannot be written ({error.strerror}); choose another file"
        raise UnreadableInput(message) from error
    finally:
        part.unlink(missing_ok=True)


def write_delimited(rows: Iterable[ExportRow], schema: Schema, path: Path, *, form: Form) -> None:
    """CSV, or tabs; with a header only where the format has one, and with its own word for nothing."""
    bare = schema.file.bare and form == "tsv"
    with target(path) as stream:
        writer = csv.writer(
            stream, delimiter="\t" if form == "tsv" else ",", lineterminator="\n" if form == "tsv" else "\r\n",
            quoting=csv.QUOTE_NONE if bare else csv.QUOTE_MINIMAL, quotechar=None if bare else '"')
        if schema.file.header:
            writer.writerow(schema.names)
        for row in rows:
            cells = [flat_cell(value) for value in row.cells]
            if form == "tsv":
                cells = [_one_line(cell, bare=bare) for cell in cells]
            writer.writerow([schema.file.none if cell == "" else cell for cell in cells])


def flat_cell(value: Any) -> str | int | float:  # noqa: ANN401 - what a fact may be
    """A value as one safe cell: objects and lists as JSON, empty ones as nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return safe_cell(value)


def _one_line(cell: str | float, *, bare: bool) -> str | int | float:
    """A cell without tabs and line breaks; where no quotes are known, without double quotes, too."""
    if not isinstance(cell, str):
        return cell
    words = " ".join(cell.split())
    return words.replace('"', "'") if bare else words


def write_jsonl(rows: Iterable[ExportRow], schema: Schema, path: Path) -> None:
    """One object a line, its keys in the order of the columns; what is not known is null."""
    with target(path) as stream:
        for row in rows:
            stream.write(_json(dict(zip(schema.names, row.cells, strict=True))) + "\n")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def write_geojson(rows: Iterable[ExportRow], schema: Schema, path: Path) -> None:
    """A feature for each row; a point only where the place is known to a site or a town, else no geometry."""
    with target(path) as stream:
        head = {"type": "FeatureCollection", "name": schema.file.name, **mark(schema)}
        stream.write(_json(head)[:-1] + ', "features": [')
        for number, row in enumerate(rows):
            cells = dict(zip(schema.names, row.cells, strict=True))
            geometry = {"type": "Point", "coordinates": list(row.point)} if row.point else None
            feature = {"type": "Feature", "id": row.id, "geometry": geometry,
                       "properties": cells | {"uncertainty_km": row.uncertainty_km}}
            stream.write(("," if number else "") + "\n" + _json(feature))
        stream.write("\n]}\n")


def mark(schema: Schema) -> dict[str, Any]:
    """What says in or beside a file that a machine coded it."""
    return {"machine_coded": True, "mark": load_codes().mark, "coder": coder_facts()["coder"],
            "schema": schema.file.name, "about": schema.file.about}


def beside(path: Path, what: str) -> Path:
    """The name of a file that lies beside an export: `deeds.csv.dictionary.csv`."""
    return path.with_name(f"{path.name}.{what}")


def write_about(path: Path, schema: Schema, **counts: object) -> None:
    """The mark with the counts of the export, as JSON beside it."""
    with target(beside(path, "about.json")) as stream:
        stream.write(json.dumps(mark(schema) | counts, ensure_ascii=False, indent=2) + "\n")


def write_dictionary(path: Path, schema: Schema, *, grouped: bool) -> None:
    """What each column means, in which unit, where its values come from, and what an empty cell says."""
    with target(beside(path, "dictionary.csv")) as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(["column", "meaning", "unit", "source", "empty"])
        for column in schema.columns:
            writer.writerow([safe_cell(cell) for cell in (
                column.name, column.meaning, column.unit, column.source, _empty(column.empty, schema))])
        writer.writerow(["(a row)", _row_meaning(schema, grouped=grouped), "", load_codes().mark, ""])


def _empty(words: str, schema: Schema) -> str:
    """What an empty cell says, with the format's own word for it."""
    return f"{words} (written {schema.file.none})" if schema.file.none and words != "never" else words


def _row_meaning(schema: Schema, *, grouped: bool) -> str:
    """What one row is."""
    if schema.file.row == "party":
        return "one side of one ceasefire over all reports that speak of it"
    if schema.file.row == "claim":
        return "one claim: what ONE report says"
    thing = "an event: claims judged to be one happening" if grouped else (
        "a claim, NOT an event: several reports of one happening are several rows")
    return {"event": thing, "dyad": f"one pair of actor and recipient of {thing}",
            "mention": f"one claim of one pair of actor and recipient of {thing}"}[schema.file.row]


@contextlib.contextmanager
def source_table(path: Path) -> Iterator[SourceTable]:
    """The side table of an export, open for its rows."""
    with target(beside(path, "sources.csv")) as stream:
        yield SourceTable(stream)


class SourceTable:
    """Writes on whose word each row rests while rows go by."""

    def __init__(self, stream: TextIO) -> None:
        self._writer = csv.writer(stream, lineterminator="\r\n")
        self._writer.writerow(SOURCE_COLUMNS)

    def follow(self, rows: Iterable[ExportRow], sources: Sources) -> Iterator[ExportRow]:
        """Pass rows on, each written down with its records; `line` counts them from 1, without a header."""
        for line, row in enumerate(rows, start=1):
            for record in row.records:
                article = sources.article(record.article)
                outlet = (article.outlet or article.publisher) if article else None
                chain = record.attribution
                voice = chain[0].speakers[0] if chain and chain[0].speakers else None
                time = record.time if isinstance(record, Claim) else record.announced_on
                cells = (
                    line, row.id, record.id, record.article, outlet,
                    article.published.value if article and article.published else None,
                    whose_word(chain, outlet=outlet), name_hop(chain[0], outlet=outlet) if chain else outlet,
                    voice.actor.code if voice and voice.actor else None, record.stake, record.factuality.certainty,
                    "yes" if record.factuality.polarity == "-" else "no",
                    record.temporal if isinstance(record, Claim) else record.status, time.basis if time else None,
                    record.evidence.text, article.uri if article else None)
                self._writer.writerow([safe_cell(cell) for cell in cells])
            yield row
