"""Arrangements in the columns of the ETH/PRIO Civil Conflict Ceasefire file, one row for each declaring side.

Names and order of the columns are those of its release of October 2022. Only what reports tell is filled: codes that
its editors give (actors, dyads, classes) stay empty unless an actor carries them, and so do columns on which a report
cannot be held to its rules (`timing`, `fixed_time`, `implement`). -1 and 0 are never written for unknown.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import msgspec

from dateline.codebook.reading import read_struct
from dateline.export.table import safe_cell
from dateline.export.wording import clean
from dateline.records import ArrangementKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.records import ActorRef, Arrangement
    from dateline.records.ledger import ArrangementLife, LedgerEntry, PartyLife

    Cells = dict[str, str | int | None]

FILE = Path(__file__).parent.parent / "data" / "export" / "ceasefires.toml"
LINKS = tuple(f"link_id{number}" for number in range(1, 36))
COLUMNS = (
    "cc", "cf_id", "uniq_id", "id", "location", "region", "side", "ucdp_actor_id", "actor_name", "ucdp_acd_id",
    "ucdp_dyad", "pax_id", "link", *LINKS, "cf_dec_yr", "cf_dec_month", "cf_dec_day", "cf_effect_yr",
    "cf_effect_month", "cf_effect_day", "end_yr", "end_month", "end_day", "ended", "partial", "written", "fixed",
    "fixed_time", "timing", "ceasefire_class", "p_humanitarian", "p_peaceprocess", "p_holiday", "p_election", "p_other",
    "p_other_comment", "p_unclear", "cf_pp", "mediator_nego", "mediator_send", "implement", "enforcement", "ddr",
    "nsa_frac", "splinter", "truce", "evidence_onset", "evidence_end", "factivia_source", "factivia_page", "comment",
    "coder", "recentadditions",
)
"""All columns, in the order of the file."""
OVER = frozenset({"completed", "expired", "ended", "collapsed", "never_took_effect"})
DECLARING = frozenset({"declares", "accepts", "observes"})
STATE = "state"
DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
WORD = re.compile(r"\w+")


class Ceasefires(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which kinds the file holds, and by which words a purpose goes to which column."""

    kinds: frozenset[ArrangementKind]
    purposes: dict[str, frozenset[str]]


@cache
def load_ceasefires(file: Path = FILE) -> Ceasefires:
    """Read and check the table; raises `ConfigError` naming file and cause."""
    return read_struct(file, Ceasefires)


def write_ceasefires(
    lives: Iterable[ArrangementLife], stream: TextIO, *, records: Mapping[str, Arrangement],
) -> int:
    """Write a header and the rows; gives the number of rows. Open the stream with `newline=""`."""
    writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    count = 0
    for row in ceasefire_rows(lives, records=records):
        writer.writerow({column: safe_cell(value) for column, value in row.items()})
        count += 1
    return count


def ceasefire_rows(lives: Iterable[ArrangementLife], *, records: Mapping[str, Arrangement]) -> Iterator[Cells]:
    """The rows of all ceasefires that somebody is told to have made; proposals and refusals alone make none.

    A ceasefire of which no report says who made it has one row without a side. `records` are those of the lives, by id.
    """
    kinds = load_ceasefires().kinds
    for life in lives:
        if life.direction == "restricts" or not kinds & set(life.kinds):
            continue
        told = [records[one.record] for one in life.joined if one.record in records]
        makers = [party for party in life.parties if DECLARING & set(party.roles) and _is_made(party)]
        if makers:
            yield from (_row(life, told, party, number) for number, party in enumerate(makers, start=1))
        elif any(one.status not in {"proposed", "rejected", "denied", "unknown"} for one in told):
            yield _row(life, told, None, 1)


def _is_made(party: PartyLife) -> bool:
    """Whether more is told of a party than that it proposed it or refused."""
    return any(entry.status not in {"proposed", "rejected", "denied", "unknown"} for entry in party.entries)


def _row(life: ArrangementLife, told: Sequence[Arrangement], party: PartyLife | None, number: int) -> Cells:
    """One side of one ceasefire."""
    own = [record for record in told if party is None or not record.sides or _names(record, party)] or list(told)
    row: Cells = {
        "cf_id": life.id, "uniq_id": f"{life.id}-{number}", "pax_id": _external(own, "pax"),
        "location": ", ".join(life.countries), "region": _region(life), "link": 1 if life.carried_by else None,
        "link_id1": life.carried_by, "truce": None, "coder": "dateline",
        "factivia_source": "; ".join(map(clean, life.outlets)), "comment": _comment(life, party),
    }
    if party is not None:
        row |= {"side": party.party.split(":")[1], "actor_name": clean(party.name),
                "ucdp_actor_id": _ucdp(own, party)}
    return row | _dates(life, own, party) | _terms(life, own) | _purposes(own)


def _names(record: Arrangement, party: PartyLife) -> bool:
    """Whether a record has an actor of this party as a side."""
    return any((side.actor.name or " ".join(side.actor.text.split())) == party.name or side.actor.code in party.codes
               for side in record.sides)


def _region(life: ArrangementLife) -> str | None:
    """The place where it is finer than a country."""
    place = life.place
    return clean(place.name or place.text) if place is not None and place.precision != "country" else None


def _external(records: Iterable[Arrangement], scheme: str) -> str | None:
    return next((record.external[scheme] for record in records if scheme in record.external), None)


def _ucdp(records: Iterable[Arrangement], party: PartyLife) -> str | None:
    """The UCDP number that an actor of the party carries, by a crosswalk of the user's own."""
    refs: list[ActorRef] = [side.actor for record in records for side in record.sides if side.actor.code in party.codes]
    return next((ref.external["ucdp"] for ref in refs if "ucdp" in ref.external), None)


def _dates(life: ArrangementLife, own: Sequence[Arrangement], party: PartyLife | None) -> Cells:
    """Declared, in effect and ended, each as fine as told."""
    entries = party.entries if party is not None else tuple(one for each in life.parties for one in each.entries)
    made = [entry for entry in entries if entry.status in {"announced", "agreed", "accepted", "scheduled"}]
    announced = next((one.announced_on.start_date for one in own if one.announced_on is not None), None)
    effect = next((one.effective_from.start_date for one in own if one.effective_from is not None), None)
    over: list[LedgerEntry] = [entry for entry in entries if entry.status in OVER]
    end = _end(life, own, over[-1]) if over else None
    dates: Cells = {"ended": over[-1].status if over else None}
    declared = announced or (made[0].as_of if made else None)
    onset = made[0] if made else None
    for name, value in (("cf_dec", declared), ("cf_effect", effect), ("end", end)):
        found = DAY.match(value or "")
        parts = found.groups() if found else (None, None, None)
        for unit, part in zip(("yr", "month", "day"), parts, strict=True):
            dates[f"{name}_{unit}"] = int(part) if part else None
    return dates | {"evidence_onset": onset.word.record if onset else None,
                    "evidence_end": over[-1].word.record if over else None}


def _end(life: ArrangementLife, own: Sequence[Arrangement], over: LedgerEntry) -> str | None:
    """The day on which it ended: as the report that says so dates it, else the end that was told, where it ran to
    that; never the day of publication."""
    told = next((one.effective_to for one in own if one.id == over.word.record and one.effective_to is not None), None)
    if told is not None:
        return told.end_date or told.start_date
    if over.as_of and over.word.published and over.as_of[:10] < over.word.published[:10]:
        return over.as_of
    ends = [one.end for one in life.windows if one.end is not None]
    return ends[-1] if ends and over.status in {"expired", "completed"} else None


def _terms(life: ArrangementLife, own: Sequence[Arrangement]) -> Cells:
    """Form, scope, length, who mediates; 1 where told, 0 only where the report says the contrary."""
    forms = {record.form for record in own}
    scoped = any(record.scope for record in own) or _region(life) is not None
    fixed = any(window.end for window in life.windows) or any(record.duration_hours for record in own)
    mediators = [clean(one.name) for one in life.outsiders if one.role in {"mediator", "guarantor"}]
    mechanism = next((record.mechanism for record in own if record.mechanism), None)
    return {
        "partial": 1 if scoped else None, "written": 1 if "written" in forms else 0 if "verbal" in forms else None,
        "fixed": 1 if fixed else None, "mediator_nego": "; ".join(dict.fromkeys(mediators)) or None,
        "enforcement": clean(mechanism) if mechanism else None,
    }


def _purposes(own: Sequence[Arrangement]) -> Cells:
    """The purposes told; `p_unclear` where none is."""
    told = [purpose for record in own for purpose in record.terms.purpose]
    words = [set(WORD.findall(purpose.casefold())) for purpose in told]
    if any(record.arrangement == "humanitarian_pause" for record in own):
        words.append({"humanitarian"})
    columns = load_ceasefires().purposes
    row: Cells = {name: 1 for name, known in columns.items() if any(known & one for one in words)}
    known_words = frozenset().union(*columns.values())
    other = [clean(purpose) for purpose in told if not known_words & set(WORD.findall(purpose.casefold()))]
    if other:
        row |= {"p_other": 1, "p_other_comment": "; ".join(dict.fromkeys(other))}
    return row or {"p_unclear": 1}


def _comment(life: ArrangementLife, party: PartyLife | None) -> str:
    """The last status told of the side, on whose word and when; the file itself has no column for that."""
    entries = party.entries if party is not None else tuple(one for each in life.parties for one in each.entries)
    if not entries:
        return f"{len(life.articles)} reports"
    last = entries[-1]
    who = f"{clean(last.word.name)} ({clean(last.word.outlet or 'outlet not told')})"
    return f"{last.status} as of {last.as_of or 'a day not told'} according to {who}"
