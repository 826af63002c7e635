"""Actor and agent dictionaries in the format of PETRARCH and TABARI, read into rows of our own tables.

Takes the text of a dictionary, gives rows and the lines that could not be read with what is wrong with them. In an
actor file a name stands with its codes, each with the dates between which it holds; `+NAME` is one more name of the
actor above, and codes may follow on lines of their own. An agent file gives role nouns and codes without a country.
The format is described in the headers of the Phoenix dictionaries (Open Event Data Alliance, 2014).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING


from dateline.gazetteer.actor_rows import ActorRow, RoleRow
from dateline.gazetteer.fold import fold
from dateline.records import Record
from dateline.gazetteer.reading import read_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

TABLE = Path(__file__).resolve().parent.parent / "data" / "actors" / "petrarch.toml"
_CODES = re.compile(r"\[([^\[\]]*)\]")
_ACTOR_CODE = re.compile(r"\[(?:~?[A-Z]{3}|---)")
_DATED = re.compile(r"(?P<code>[A-Z][A-Z0-9]{1,30}(?![A-Z0-9])|---)?\s*(?P<dates>[<>\d\-\s]*)")
_AGENT = re.compile(r"(?P<name>[^\[{]+)(?:\{(?P<plural>[^}]*)\})?\s*\[~(?P<code>[A-Z]+)[^\]]*\]")
_SET = re.compile(r"(?P<name>![^!\s]+!)\s*=\s*(?P<words>.+)")
_LONGEST_LINE = 2_000
_SHORT_DATE, _LONG_DATE = 6, 8
_ACRONYM = 6
_SMALL_WORDS = frozenset({"OF", "THE", "AND", "FOR"})


class Codes(Record, frozen=True, kw_only=True):
    """How CAMEO's actor codes read here: see `data/actors/petrarch.toml`."""

    century_turn: int
    bodies: dict[str, str]
    refined: dict[str, str]
    countries: dict[str, str]
    plain: dict[str, str]
    sectors: dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of a dictionary that was not used, or not wholly, and why."""

    line: int
    text: str
    reason: str


@dataclass(slots=True)
class _Actor:
    """One actor while its lines are read."""

    names: list[str]
    line: int
    codes: list[tuple[str, str, str]] = field(default_factory=list)


@lru_cache(maxsize=1)
def load_codes() -> Codes:
    """The table of codes that ships."""
    return read_table(TABLE, Codes)


def is_agents(text: str) -> bool:
    """Whether a dictionary is one of agents: its codes begin with a tilde."""
    return text.count("[~") > text.count("[") / 2


def is_petrarch(text: str) -> bool:
    """Whether a text looks like a dictionary of this format at all."""
    lines = [line for line in text.splitlines()[:5_000] if line.strip() and not line.startswith("#")]
    coded = sum(_ACTOR_CODE.search(line) is not None for line in lines)
    named = sum(line.startswith("+") for line in lines)
    return coded > 0 and coded + named >= len(lines) / 3


def read_actors(
    text: str, *, source: str, states: Collection[str], particles: Collection[str] = (),
) -> tuple[list[ActorRow], list[Fault]]:
    """Rows of an actor dictionary. `states` are the ISO codes that are known, `particles` stay small in names."""
    faults: list[Fault] = []
    rows: list[ActorRow] = []
    for actor in _actors(text, faults):
        rows.extend(_rows(actor, source=source, states=states, particles=particles))
    return list(dict.fromkeys(rows)), faults


def _actors(text: str, faults: list[Fault]) -> Iterator[_Actor]:
    """The actors of a dictionary with all their names and codes."""
    actor: _Actor | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw[:_LONGEST_LINE].split("#")[0].rstrip()
        if not line.strip() or line.lstrip().startswith("<!--"):
            continue
        name = line.split("[")[0].strip()
        if name and not name.startswith("+"):
            if actor is not None:
                yield actor
            actor = _Actor([name], number)
        elif name:
            if actor is None:
                faults.append(Fault(number, line, "a further name without an actor above it"))
                continue
            actor.names.append(name[1:].strip())
        if actor is not None:
            _add_codes(actor, line, number=number, faults=faults)
    if actor is not None:
        yield actor


def _add_codes(actor: _Actor, line: str, *, number: int, faults: list[Fault]) -> None:
    """Add the codes of a line to its actor; a code that cannot be read is a fault and nothing more."""
    for inside in _CODES.findall(line):
        match = _DATED.fullmatch(inside.strip())
        if match is None or match["code"] is None:
            faults.append(Fault(number, line.strip(), f"expected a code and its dates, found [{inside}]"))
            continue
        if match["code"] == "---":
            continue
        span = _span(match["dates"])
        if span is None:
            faults.append(Fault(number, line.strip(), f"expected dates as yymmdd or yyyymmdd, found [{inside}]"))
            continue
        actor.codes.append((match["code"], *span))


def _span(dates: str) -> tuple[str, str] | None:
    """First and last day of the dates beside a code, empty where open; `None` where they cannot be read."""
    bare = dates.replace(" ", "")
    if not bare:
        return "", ""
    if bare[0] in "<>":
        day = _day(bare[1:])
        return None if day is None else (day, "") if bare[0] == ">" else ("", day)
    first, dash, last = bare.partition("-")
    since, until = _day(first) if first else "", _day(last) if last else ""
    if not dash or since is None or until is None or (until and since > until):
        return None
    return since, until


def _day(digits: str) -> str | None:
    """A day in ISO form; a month or day of zero is left out, and a day past its month's end becomes the last."""
    if not digits.isdigit() or len(digits) not in {_SHORT_DATE, _LONG_DATE}:
        return None
    year = int(digits[:-4])
    if len(digits) == _SHORT_DATE:
        year += 2000 if year <= load_codes().century_turn else 1900
    month, day = int(digits[-4:-2]), int(digits[-2:])
    if not month:
        return f"{year:04}"
    if month > 12 or day > 31 or not year:  # noqa: PLR2004 - months of a year, days of a month
        return None
    if not day:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{min(day, calendar.monthrange(year, month)[1]):02}"


def meaning(code: str, *, states: Collection[str]) -> tuple[str, str]:
    """Country and sector of a CAMEO actor code; empty where it gives none."""
    codes = load_codes()
    first = code[:3]
    country = codes.refined.get(code[:6]) or codes.bodies.get(first) or codes.countries.get(first)
    if country is None and first in states:
        country = first
    triples = [code[at:at + 3] for at in range(0 if country is None else 3, len(code), 3)]
    sector = next((codes.sectors[triple] for triple in triples if triple in codes.sectors), "")
    if not sector and country:
        sector = codes.plain.get(country, "GOV" if code == first else "")
    return country or "", sector


def _rows(
    actor: _Actor, *, source: str, states: Collection[str], particles: Collection[str],
) -> Iterator[ActorRow]:
    """One row for each name and code of an actor."""
    head = _shown(actor.names[0], particles=particles, head=actor.names[0])
    entity = "petrarch-" + re.sub(r"[^a-z0-9]+", "-", fold(head)).strip("-")
    for name in actor.names:
        alias = _shown(name, particles=particles, head=actor.names[0])
        if not fold(alias):
            continue
        for code, since, until in actor.codes:
            country, sector = meaning(code, states=states)
            yield ActorRow(
                alias=alias, entity=entity, name=head, country=country, sector=sector,  # type: ignore[arg-type]
                role=f"code {code}", since=since, until=until, source=source, checked="",
            )


def _shown(name: str, *, particles: Collection[str], head: str) -> str:
    """A name of the dictionary as a newspaper writes it: `BASHAR_AL-ASSAD_` is Bashar al-Assad, an acronym stays."""
    words = [word for word in re.split(r"[_\s]+", name) if word]
    if len(words) == 1 and (_is_acronym(words[0], head) or not words[0].isupper()):
        return words[0]
    return " ".join(
        word.lower() if at and word.lower() in particles else _cased(word) for at, word in enumerate(words)
    )


def _cased(word: str) -> str:
    """One word with a capital at the head of each part; the Arabic article stays small."""
    parts = word.split("-")
    return "-".join(
        part.lower() if part.lower() in {"al", "el", "ul", "ur"} and at + 1 < len(parts) else part.capitalize()
        for at, part in enumerate(parts)
    )


def _is_acronym(word: str, head: str) -> bool:
    """Whether a lone word of capitals is an acronym: it has full stops, no vowel, or the initials of the head name."""
    letters = word.replace(".", "")
    if len(letters) > _ACRONYM or not letters.isupper():
        return False
    words = (part for part in re.split(r"[_\s]+", head) if part and part not in _SMALL_WORDS)
    initials = "".join(word[0] for word in words)
    return "." in word or not set(letters) & set("AEIOUY") or letters == initials


def read_agents(text: str, *, source: str) -> tuple[list[RoleRow], list[Fault]]:
    """Role nouns of an agent dictionary; sets such as `!PERSON! = MAN, WOMAN` are written out."""
    sets: dict[str, list[str]] = {}
    rows: dict[str, RoleRow] = {}
    faults: list[Fault] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw[:_LONGEST_LINE].split("#")[0].strip()
        if not line or line.startswith("<!--"):
            continue
        defined = _SET.fullmatch(line)
        if defined is not None:
            sets[defined["name"]] = [word.strip() for word in defined["words"].split(",") if word.strip()]
            continue
        match = _AGENT.match(line)
        sector = meaning(match["code"], states=())[1] if match else ""
        if match is None or not sector:
            what = f"no sector of ours for ~{match['code']}" if match else "expected NOUN [~CODE]"
            faults.append(Fault(number, line, what))
            continue
        for word in _nouns(match["name"], match["plural"], sets):
            rows.setdefault(word, _role(word, sector=sector, source=source))
    return list(rows.values()), faults


def _nouns(name: str, plural: str | None, sets: dict[str, list[str]]) -> Iterator[str]:
    """The nouns of one line in small letters, its irregular plural among them."""
    for written in (name, plural or ""):
        key = next((key for key in sets if key in written), "")
        variants = [written.replace(key, word) for word in sets[key]] if key else [written]
        for variant in variants:
            word = " ".join(re.split(r"[_\s]+", variant.strip("_ "))).lower().strip()
            if fold(word):
                yield word


def _role(word: str, *, sector: str, source: str) -> RoleRow:
    """A role noun as our table writes it."""
    return RoleRow(
        word=word, sector=sector, weight="own", kind="person", number="count", title="no", gender="", loaded="no",  # type: ignore[arg-type]
        source=source, checked="",
    )
