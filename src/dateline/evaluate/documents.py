"""Whole stories against their incidents, in the form of MUC-4: `evaluate_documents(path)`.

A row has `id`, `date` (where known), `text` and `gold.templates`: what a careful reader filled in for each incident
that the story tells, empty where it tells none. Of a template the keys `INCIDENT: TYPE`, `INCIDENT: DATE`,
`INCIDENT: LOCATION`, `PERP: ...`, `HUM TGT: NAME`, `HUM TGT: DESCRIPTION` and `PHYS TGT: ID` are read. An entry holds
its spellings in double quotes; one that begins with a question mark is optional and not scored.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dateline.evaluate.incidents import TYPES, incident_type, violence_type
from dateline.gazetteer.fold import fold
from dateline.ingest import Given, article_from_text
from dateline.pipeline import load_parts, process
from dateline.records import Issue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from dateline.pipeline import Parts
    from dateline.records import ActorRef, Claim

Template = dict[str, list[str]]

_SPELLING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_DAY = re.compile(r"(\d{1,2}) ([A-Z]{3}) (\d{2})")
_PARENTHESES = re.compile(r"\([^)]*\)")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_SPEECH = re.compile(r"-- \[SPEECH\]")
"""The newsroom's mark on a whole speech, which argues and recalls, and by the guidelines reports no incident."""
_CENTURY = 1900
_OPEN_DAYS = 92
"""An incident dated only "by 12 November" is held to be of the three months before."""
_VICTIMS = ("HUM TGT: NAME", "HUM TGT: DESCRIPTION", "PHYS TGT: ID")
_PERPETRATORS = ("PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID")


def evaluate_documents(path: Path, *, parts: Parts | None = None) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Score a file of stories; gives the figures and what was told of each.

    `incident_f1` with `incident_precision` and `incident_recall` ask of each story whether it tells an incident at all:
    gold says so by a template, we by a claim that `incident_type` takes for one. `type_macro_f1` is the mean over the
    types that the file has of the same F1 for one type. The rest are shares of the slots that gold fills, counted right
    if one claim gives the answer. Where the story tells an incident at all, every claim of violence of the template's
    type is asked, for who did it is often told apart ("the attack was the guerrillas' work"); if there is none of that
    type, the claims of all incidents:
    `perpetrator`: an actor shares the name or its last word with one of the entry's spellings;
    `victims`: so does a recipient, for each person, group or thing named as target;
    `place`: its name is one of those in the location, the country where no other is told;
    `date`: its first day lies within the template's days, of which "by 12 November" leaves three months open.
    """
    parts = parts or load_parts()
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    answers = [_answer(row, parts) for row in rows]
    if not answers:
        return {}, []
    found = _f1((bool(one["gold"]), bool(one["told"])) for one in answers)
    figures = {f"incident_{name}": value for name, value in found.items()}
    shares = [
        _f1((name in one["gold"], name in one["told"]) for one in answers)["f1"]
        for name in TYPES if any(name in one["gold"] for one in answers)
    ]
    figures["type_macro_f1"] = round(sum(shares) / max(len(shares), 1), 4)
    for slot in _SLOTS:
        right = [value for one in answers for value in one["slots"][slot]]
        figures |= {slot: round(sum(right) / max(len(right), 1), 4), f"n {slot}": float(len(right))}
    return figures | {"stories": float(len(answers))}, answers


def _f1(pairs: Iterable[tuple[bool, bool]]) -> dict[str, float]:
    """F1, precision and recall of answers (gold, told)."""
    listed = list(pairs)
    both = sum(gold and told for gold, told in listed)
    golden, telling = sum(gold for gold, _ in listed), sum(told for _, told in listed)
    return {
        "f1": round(2 * both / max(golden + telling, 1), 4),
        "precision": round(both / max(telling, 1), 4), "recall": round(both / max(golden, 1), 4),
    }


def _answer(row: dict[str, Any], parts: Parts) -> dict[str, Any]:
    """The incidents of one story by gold and by our claims, and for each slot which entries are right."""
    read = article_from_text(
        row["text"], given=Given(published=row.get("date")), known_outlets=parts.tools.actors.is_outlet)
    claims = () if isinstance(read, Issue) or _SPEECH.search(row["text"]) else process(read, parts).claims
    told: dict[str, list[Claim]] = {}
    violent: dict[str, list[Claim]] = {}
    for claim in claims:
        kind = incident_type(claim, published=row.get("date"))
        if kind is not None:
            told.setdefault(kind, []).append(claim)
        if (violence := violence_type(claim)) is not None:
            violent.setdefault(violence, []).append(claim)
    templates: list[Template] = row["gold"]["templates"]
    slots: dict[str, list[bool]] = {slot: [] for slot in _SLOTS}
    for template in templates:
        asked = [claim for kind in _types(template) for claim in violent.get(kind, ())] if told else []
        asked = asked or [claim for listed in told.values() for claim in listed]
        for slot, right in _SLOTS.items():
            slots[slot].extend(right(template, asked))
    return {
        "id": row["id"], "gold": sorted({kind for one in templates for kind in _types(one)}), "told": sorted(told),
        "slots": slots,
        "by": [f"{kind}: {claim.evidence.trigger.text}" for kind, listed in sorted(told.items()) for claim in listed],
    }


def _types(template: Template) -> list[str]:
    """The types that gold allows for an incident."""
    return [kind.strip() for entry in template.get("INCIDENT: TYPE", []) for kind in entry.split("/")]


def _entries(template: Template, keys: Sequence[str]) -> list[list[str]]:
    """The spellings of each entry that is not optional; a person's description goes with the name behind it."""
    found: dict[str, list[str]] = {}
    for key in keys:
        for entry in template.get(key, []):
            spellings = _SPELLING.findall(entry.replace('\\"', ""))
            if spellings and not entry.lstrip().startswith("?"):
                found.setdefault(spellings[-1], []).extend(spellings)
    return list(found.values())


def _named(template: Template, keys: Sequence[str], refs: Sequence[ActorRef]) -> list[bool]:
    """For each entry whether one of the actors is named by it."""
    told = [words for ref in refs for words in (_words(ref.text), _words(ref.name or "")) if words]
    return [
        any(_same(_words(spelling), words) for spelling in spellings for words in told)
        for spellings in _entries(template, keys)
    ]


def _words(name: str) -> list[str]:
    """The folded words of a name, plural like singular."""
    return [word.removesuffix("s") for word in fold(name).split()]


def _same(gold: list[str], told: list[str]) -> bool:
    """Whether one name holds the other, or both have the same head."""
    if not gold or not told:
        return False
    left, right = f" {' '.join(gold)} ", f" {' '.join(told)} "
    return left in right or right in left or gold[-1] == told[-1]


def _perpetrator(template: Template, claims: Sequence[Claim]) -> list[bool]:
    return _named(template, _PERPETRATORS, [ref for claim in claims for ref in claim.actors])


def _victims(template: Template, claims: Sequence[Claim]) -> list[bool]:
    return _named(template, _VICTIMS, [ref for claim in claims for ref in claim.recipients])


def _place(template: Template, claims: Sequence[Claim]) -> list[bool]:
    """Whether a claim's place is one of the places of the location, the country only where it stands alone."""
    entries = template.get("INCIDENT: LOCATION", [])
    if not entries:
        return []
    names = [fold(name) for name in re.split(r"[:/]| - ", _PARENTHESES.sub("", " : ".join(entries))) if name.strip()]
    wanted = set(names[1:] or names)
    told = {fold(name) for claim in claims if claim.place for name in (claim.place.text, claim.place.name) if name}
    return [not wanted.isdisjoint(told)]


def _date(template: Template, claims: Sequence[Claim]) -> list[bool]:
    """Whether a claim's first day is one of the template's days."""
    entries = template.get("INCIDENT: DATE", [])
    days = [_day(*match) for match in _DAY.findall(" ".join(entries))]
    if not days:
        return []
    first, last = min(days), max(days)
    if entries[0].lstrip(" (").startswith("-"):
        first = last - timedelta(days=_OPEN_DAYS)
    told = [claim.time.start_date or claim.time.end_date for claim in claims if claim.time]
    return [any(day is not None and first.isoformat() <= day[:10] <= last.isoformat() for day in told)]


def _day(day: str, month: str, year: str) -> date:
    """A gold day: `18 AUG 89`."""
    return date(_CENTURY + int(year), _MONTHS.index(month) + 1, int(day))


_SLOTS: MappingProxyType[str, Callable[[Template, Sequence[Claim]], list[bool]]] = MappingProxyType(
    {"perpetrator": _perpetrator, "victims": _victims, "place": _place, "date": _date})
