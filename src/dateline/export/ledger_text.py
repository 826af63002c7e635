"""The ledgers of arrangements and of control as lines for people; nothing is told without whose word it is and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dateline.export.phrases import load_phrases
from dateline.export.wording import DETERMINERS, clean, day, join_words, name_place, where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.records.ledger import (
        ArrangementLife, ControlEntry, ControlLife, Holding, LedgerEntry, Standing, ToldBreach, ToldWindow, Word,
    )

DAY = len("2016-10-19")
NO_DAY = "9999"
"""How a day begins that stands for the end of all reports where none is dated."""


MOST_WORDS = 3
"""Voices that are named beside one window; the others are counted."""


class Line(NamedTuple):
    """One line: how deep it stands, and `strong` for headings."""

    depth: int
    text: str
    strong: bool = False


def arrangement_lines(life: ArrangementLife, standings: Sequence[Standing], *, as_of: str) -> Iterator[Line]:
    """A heading, the windows told, each party with how it stands as of the day and its dated lines, the breaches."""
    yield Line(0, heading(life), strong=True)
    if life.carried_by and life.windows:
        beside = f"no time of its own told; that of {life.carried_by}, told beside it:"
        yield Line(1, f"{beside} {_windows(life.windows)[-1]}")
    for line in _windows(life.windows) if not life.carried_by else ():
        yield Line(1, line)
    by_party = {one.party: one for one in standings}
    for party in life.parties:
        yield Line(1, f"{_name(party.name)}: {_standing(by_party[party.party], as_of)}", strong=True)
        for entry in party.entries:
            yield Line(2, _entry(entry))
    if not life.parties:
        yield Line(1, "no party told")
    for outsider in life.outsiders:
        yield Line(1, f"{load_phrases().role[outsider.role]} {clean(outsider.name)}")
    for breach in sorted(life.breaches, key=lambda one: one.time or one.words[0].published or ""):
        yield Line(1, _breach(breach))


def heading(life: ArrangementLife) -> str:
    """What it is and where, who first told it and who last, in how many reports."""
    nouns = load_phrases().by_kind
    first = nouns[life.kinds[0]]
    what = first.refused if life.direction == "restricts" else first.one
    others = [nouns[kind].one for kind in life.kinds[1:]]
    what += f", also called {join_words(others)}" if others else ""
    place = where(life.place) or "its place not told"
    head = f"{what[0].upper()}{what[1:]}{'' if place.startswith('its') else ' ' + place}"
    head += ", its place not told" if place.startswith("its") else ""
    count = len(life.articles)
    reports = "1 report" if count == 1 else f"{count} reports"
    words = [entry.word for party in life.parties for entry in party.entries] or [one.word for one in life.windows]
    words.sort(key=lambda word: (word.published or "", word.article))
    if not words:
        outlets = join_words([clean(name) for name in life.outlets]) or "an outlet not told"
        when = day(life.first_told[:DAY]) if life.first_told else "day not told"
        return f"{head}: told by {outlets} ({when}), whose it is not told; {reports} [{life.id}]"
    told = f"first told by {_by(words[0])}"
    if len(words) > 1 and words[-1].record != words[0].record:
        told += f", last by {_by(words[-1])}"
    return f"{head}: {told}; {reports} [{life.id}]"


def _by(word: Word) -> str:
    """A voice, the outlet behind it, and the day: "the ministry (Coast Radio, 2016-10-19)"."""
    published = day(word.published[:DAY]) if word.published else "day not told"
    outlet = clean(word.outlet) if word.outlet else None
    if word.voice == "outlet":
        return f"{outlet} itself ({published})" if outlet else f"an outlet not told ({published})"
    return f"{_name(word.name)} ({outlet or 'outlet not told'}, {published})"


def _name(name: str) -> str:
    """A name as it stands inside a sentence: "The army" is "the army"; a pronoun names nobody."""
    if clean(name).casefold() in load_phrases().pronouns:
        return f'somebody not named ("{clean(name)}")'
    first, _, rest = clean(name).partition(" ")
    return f"{first.lower()} {rest}" if rest and first.lower() in DETERMINERS else clean(name)


def _windows(windows: Sequence[ToldWindow]) -> list[str]:
    """A line for each window, in the order in which they were told; one that several tell to the day is one line."""
    told: dict[tuple[str | None, str | None, bool, bool], list[ToldWindow]] = {}
    for one in windows:
        start, end = one.start[:DAY] if one.start else None, one.end[:DAY] if one.end else None
        told.setdefault((start, end, one.extended, one.reckoned), []).append(one)
    return [_window(same) for same in told.values()]


def _window(same: Sequence[ToldWindow]) -> str:
    """One window with all who tell it, as fine as the finest of them."""
    starts, ends = ([value for one in same if (value := getattr(one, name))] for name in ("start", "end"))
    words = list(dict.fromkeys(_by(one.word) for one in same))
    by = join_words(words if len(words) <= MOST_WORDS else [*words[:MOST_WORDS], f"{len(words) - MOST_WORDS} more"])
    if same[0].extended and not ends:
        return f"to be extended, until when is not told, on the word of {by}"
    start, end = (day(max(values, key=len)) if values else None for values in (starts, ends))
    span = f"to hold from {start} to {end}" if start and end else f"to begin on {start}, its end not told" if start \
        else f"to end on {end}"
    note = " (extended)" if same[0].extended else " (reckoned from its length)" if same[0].reckoned else ""
    return f"{span}{note}, on the word of {by}"


def _standing(standing: Standing, as_of: str) -> str:
    """How it stands for a party, always with whose word and when."""
    if standing.status == "unknown" or standing.entry is None:
        last = f"; last said {_said(standing.entry)}" if standing.entry is not None else ""
        return f"unknown as of {_as_of(as_of)}, {standing.reason}{last}"
    text = f"as of {_as_of(as_of)} said {_said(standing.entry)}"
    if standing.beside:
        others = [_said(one) for one in standing.beside]
        text += f"; about the same day said {join_words(others)}"
    return text


def _said(entry: LedgerEntry) -> str:
    """A status with whose word it is: "to be in force, on the word of the ministry (Coast Radio, 2016-10-19)"."""
    return f"{load_phrases().status[entry.status]}, on the word of {_by(entry.word)}"


def _as_of(value: str) -> str:
    """The day asked for; no report is dated where there is none."""
    return "a day not told" if value.startswith(NO_DAY) else day(value)


def _entry(entry: LedgerEntry) -> str:
    """One dated line; the ground where it is not the party's own word, the stake where it is an actor's."""
    dated = day(entry.as_of[:DAY]) if entry.as_of else "day not told"
    stake = f", stake {entry.word.stake.replace('_', ' ')}" if entry.word.stake != "unknown" else ""
    ground = "" if entry.word.voice == "party" else f"; {entry.ground}"
    return f"{dated}: said {_said(entry)}{stake}{ground}"


def _breach(breach: ToldBreach) -> str:
    """An alleged breach with its accused, accuser, standing, and whose word it is."""
    dated = day(breach.time[:DAY]) if breach.time else "day not told"
    accused = join_words([_name(name) for name in breach.accused]) or "nobody named"
    place = f" at {clean(breach.place)}" if breach.place else ""
    words = join_words(list(dict.fromkeys(_by(word) for word in breach.words)))
    return f"{dated}: breach {breach.standing}{place}: {accused} accused by {words}"


def control_lines(life: ControlLife, holding: Holding, *, as_of: str) -> Iterator[Line]:
    """A heading with the last word on who holds the place as of the day, then its dated lines."""
    place = name_place(life.place, part=life.part) or "a place not told"
    yield Line(0, f"{place}: {_holding(holding, as_of)} [{life.id}]", strong=True)
    for entry in life.entries:
        dated = day(entry.as_of[:DAY]) if entry.as_of else "day not told"
        stake = f", stake {entry.word.stake.replace('_', ' ')}" if entry.word.stake != "unknown" else ""
        yield Line(1, f"{dated}: {_change(entry)}, on the word of {_by(entry.word)}{stake}")


def _holding(holding: Holding, as_of: str) -> str:
    if holding.entry is None:
        return f"unknown as of {_as_of(as_of)}, {holding.reason}"
    text = f"as of {_as_of(as_of)} {_change(holding.entry)}, on the word of {_by(holding.entry.word)}"
    if holding.beside:
        others = [f"{_change(one)}, on the word of {_by(one.word)}" for one in holding.beside]
        text += f"; about the same day {join_words(others)}"
    return text


def _change(entry: ControlEntry) -> str:
    """What is said of the place: "said to be taken by the army from the rebels"."""
    holder = _name(entry.holder) if entry.holder else "somebody not named"
    before = _name(entry.from_holder) if entry.from_holder else None
    verbs = {
        "holds": f"to be held by {holder}",
        "captured": f"to be taken by {holder}" + (f" from {before}" if before else ""),
        "lost": f"to be lost by {before or holder}" + (f" to {holder}" if before else ""),
        "contested": f"to be fought for by {holder}" + (f" and {before}" if before else ""),
    }
    return f"{'denied' if entry.denied else 'said'} {verbs[entry.change]}"
