"""The PLOVER and CAMEO code tables, and `load_codebook`, which joins them with rules, frames and word classes.

The tables hold PLOVER 2.0 with the defects of its manual decided (docs/decisions/0002-plover-defects.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.codebook.reading import convert_row, convert_rows, fail, read_csv, read_toml, refuse_unknown_tables
from dateline.codebook.rules import Codes, Compose, Frame, Row, Rule, load_frames, load_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DATA_FOLDER = Path(__file__).parent.parent / "data" / "codebook"
"""Where the codebook that ships with dateline lies."""


class Edition(Row, frozen=True, kw_only=True):
    """Which codebook this is; `name` goes into `Claim.codebook`."""

    name: str
    source: str
    checked: str


class EventType(Row, frozen=True, kw_only=True):
    """One event type. `quad` is 1 verbal co-operation, 2 material co-operation, 3 verbal conflict, 4 material conflict.

    `cameo` is the code used where neither mode nor context says anything finer.
    """

    code: str
    name: str
    quad: int
    needs_recipient: bool
    score: float
    cameo: str


class Mode(Row, frozen=True, kw_only=True):
    """One mode of one event, with its score and the CAMEO code used where no context says anything finer."""

    event: str
    code: str
    name: str
    score: float
    cameo: str


class Context(Row, frozen=True, kw_only=True):
    """One context that a claim may carry."""

    code: str
    name: str


class Sector(Row, frozen=True, kw_only=True):
    """One sector of actors."""

    code: str
    name: str


class CameoCode(Row, frozen=True, kw_only=True):
    """One CAMEO code with its Goldstein value and its place in PLOVER.

    `event` is `None` for codes that PLOVER dropped (roots 01 and 02). `also` lists further events that the code may
    stand for, because PLOVER parts what CAMEO joins (0871, a truce declared or kept).
    """

    code: str
    name: str
    goldstein: float
    event: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """Everything that coding and export need to know of codes, rules and words; made by `load_codebook` only.

    `modes` is keyed by (event, mode), `classes` by name without "@"; rules and compositions keep the order of files.
    """

    edition: Edition
    events: Mapping[str, EventType]
    modes: Mapping[tuple[str, str], Mode]
    contexts: Mapping[str, Context]
    sectors: Mapping[str, Sector]
    cameo: Mapping[str, CameoCode]
    classes: Mapping[str, frozenset[str]]
    rules: tuple[Rule, ...]
    frames: tuple[Frame, ...]
    compose: tuple[Compose, ...]

    @property
    def version(self) -> str:
        """Name and version of the codebook, as `Claim.codebook` carries it."""
        return self.edition.name

    def quad(self, event: str) -> int:
        """Quad class of an event, 1 to 4."""
        return self.events[event].quad

    def plover_score(self, event: str, mode: str | None = None) -> float:
        """PLOVER score of the mode, or of the event where there is no mode."""
        return self.events[event].score if mode is None else self.modes[event, mode].score

    def goldstein(self, cameo: str) -> float:
        """Goldstein value of a CAMEO code."""
        return self.cameo[cameo].goldstein

    def cameo_for(self, event: str, mode: str | None = None, *, contexts: Iterable[str] = ()) -> str:
        """The finest CAMEO code of an event, mode and contexts: the one with most contexts told, else the default.

        ("REQUEST", "assist", contexts=("military",)) gives "1012"; equal codes are settled by the lower code.
        """
        told = frozenset(contexts)
        best = self.events[event].cameo if mode is None else self.modes[event, mode].cameo
        best_size = 0
        for code in self._by_plover.get((event, mode), ()):
            wanted = frozenset(code.contexts)
            if len(wanted) > best_size and wanted <= told:
                best, best_size = code.code, len(wanted)
        return best

    @cached_property
    def _by_plover(self) -> dict[tuple[str, str | None], list[CameoCode]]:
        """CAMEO codes by the event and mode that they map to, in order of code."""
        found: dict[tuple[str, str | None], list[CameoCode]] = {}
        for code in sorted(self.cameo.values(), key=lambda row: row.code):
            if code.event is not None:
                found.setdefault((code.event, code.mode), []).append(code)
        return found


def load_codebook(folder: Path | None = None) -> Codebook:
    """Read and cross-check a codebook folder; `None` means the one that ships with dateline.

    Raises `ConfigError` naming file, row, expected and found, or `MissingPart` when a file is absent.
    """
    place = DATA_FOLDER if folder is None else folder
    tables = _load_tables(place)
    classes = _load_classes(place)
    codes = _codes(tables, classes, _load_slips(place))
    cameo = _load_cameo(place, codes)
    _check_defaults(place, tables, cameo)
    codes = _with_cameo(codes, cameo)
    frames, compose = load_frames(place, codes)
    return Codebook(
        **tables,
        cameo=MappingProxyType(cameo),
        classes=classes,
        rules=load_rules(place, codes),
        frames=frames,
        compose=compose,
    )


def _load_tables(folder: Path) -> dict[str, Any]:
    """Edition, events, modes, contexts and sectors of `plover.toml`, keyed by code."""
    file = folder / "plover.toml"
    table = read_toml(file)
    refuse_unknown_tables(table, ("edition", "event", "mode", "context", "sector"), file=file)
    events = _keyed(convert_rows(table, "event", EventType, file=file), file, "event")
    modes: dict[tuple[str, str], Mode] = {}
    for mode in convert_rows(table, "mode", Mode, file=file):
        name = f"mode {mode.event}-{mode.code}"
        if mode.event not in events:
            fail(file, name, expected=f"an event, one of {', '.join(events)}", found=mode.event)
        if (mode.event, mode.code) in modes:
            fail(file, name, expected="a mode given once", found=mode.code)
        modes[mode.event, mode.code] = mode
    for event in events.values():
        if event.quad not in {1, 2, 3, 4}:
            fail(file, f"event {event.code}", expected="a quad class 1 to 4", found=event.quad)
    return {
        "edition": convert_row(table.get("edition", {}), Edition, file=file, name="edition"),
        "events": MappingProxyType(events),
        "modes": MappingProxyType(modes),
        "contexts": MappingProxyType(_keyed(convert_rows(table, "context", Context, file=file), file, "context")),
        "sectors": MappingProxyType(_keyed(convert_rows(table, "sector", Sector, file=file), file, "sector")),
    }


def _keyed(rows: Iterable[Any], file: Path, kind: str) -> dict[str, Any]:
    """Rows by code; a code given twice raises `ConfigError`."""
    keyed: dict[str, Any] = {}
    for row in rows:
        if row.code in keyed:
            fail(file, f"{kind} {row.code}", expected="a code given once", found=row.code)
        keyed[row.code] = row
    return keyed


def _load_classes(folder: Path) -> Mapping[str, frozenset[str]]:
    """Word classes of `classes.toml`; "@other" inside a class means all words of a class that stands above it."""
    file = folder / "classes.toml"
    table = read_toml(file)
    refuse_unknown_tables(table, ("class",), file=file)
    classes: dict[str, frozenset[str]] = {}
    for name, words in table.get("class", {}).items():
        if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
            fail(file, f"class {name}", expected="a list of lemmas", found=words)
        spelled: set[str] = set()
        for word in words:
            if word.startswith("@") and word[1:] not in classes:
                fail(file, f"class {name}", expected="a class that stands above", found=word)
            if word != word.lower().strip() or not word:
                fail(file, f"class {name}", expected="a lower-case lemma", found=word)
            spelled |= classes[word[1:]] if word.startswith("@") else {word}
        classes[name] = frozenset(spelled)
    return MappingProxyType(classes)


def _load_cameo(folder: Path, codes: Codes) -> dict[str, CameoCode]:
    """Rows of `cameo.csv` by code; events, modes and contexts must exist in `plover.toml`."""
    file = folder / "cameo.csv"
    cameo: dict[str, CameoCode] = {}
    for row in read_csv(file):
        name = f"code {row.get('code')}"
        code = _cameo_row(row, file=file, name=name)
        if code.code in cameo:
            fail(file, name, expected="a code given once", found=code.code)
        for event in (*([code.event] if code.event else []), *code.also):
            if event not in codes.modes:
                fail(file, name, expected="an event of plover.toml", found=event)
        if code.mode is not None and code.mode not in codes.modes.get(code.event or "", ()):
            fail(file, name, expected=f"a mode of {code.event}", found=code.mode)
        for context in code.contexts:
            if context not in codes.contexts:
                fail(file, name, expected="a context of plover.toml", found=context)
        cameo[code.code] = code
    return cameo


def _cameo_row(row: dict[str, str], *, file: Path, name: str) -> CameoCode:
    """One CSV row as a struct: empty cells are `None` or empty lists, ";" parts the items of a list."""
    cells: dict[str, object] = {key: value or None for key, value in row.items()}
    for key in ("contexts", "also"):
        cells[key] = tuple(str(cells.get(key) or "").split(";")) if cells.get(key) else ()
    try:
        cells["goldstein"] = float(row.get("goldstein", ""))
    except ValueError:
        fail(file, name, expected="a Goldstein value", found=row.get("goldstein"))
    return convert_row(cells, CameoCode, file=file, name=name)


def _load_slips(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """The lemmas that the language model gets wrong, by the right one, from `slips.toml`."""
    file = folder / "slips.toml"
    table = read_toml(file)
    refuse_unknown_tables(table, ("slip",), file=file)
    return convert_row(table.get("slip", {}), dict[str, tuple[str, ...]], file=file, name="slip")


def _codes(
    tables: dict[str, Any], classes: Mapping[str, frozenset[str]], slips: Mapping[str, tuple[str, ...]],
) -> Codes:
    """The names known before `cameo.csv` is read."""
    return Codes(
        modes={event: frozenset(mode for of, mode in tables["modes"] if of == event) for event in tables["events"]},
        contexts=frozenset(tables["contexts"]),
        sectors=frozenset(tables["sectors"]),
        cameo_events={},
        classes=classes,
        slips=slips,
    )


def _with_cameo(codes: Codes, cameo: Mapping[str, CameoCode]) -> Codes:
    """The same names with the events of each CAMEO code."""
    return msgspec.structs.replace(
        codes,
        cameo_events={
            row.code: frozenset((*([row.event] if row.event else []), *row.also)) for row in cameo.values()
        },
    )


def _check_defaults(folder: Path, tables: dict[str, Any], cameo: Mapping[str, CameoCode]) -> None:
    """The default CAMEO codes of events and modes must exist."""
    file = folder / "plover.toml"
    for row in (*tables["events"].values(), *tables["modes"].values()):
        if row.cameo not in cameo:
            fail(file, f"{type(row).__name__} {row.code}", expected="a CAMEO code of cameo.csv", found=row.cameo)
