"""Which records of an article are sensitive, and which private persons each names.

A record is marked for whatever its sentence tells, not for its own act alone: the sentence goes with it as evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar, get_args

import msgspec

from dateline.coding.sensitive.movement import movements
from dateline.coding.sensitive.persons import find_private, reasons_of
from dateline.coding.sensitive.routes import lists, routes
from dateline.coding.sensitive.scene import read_bodies, read_scene, stretch_at
from dateline.coding.sensitive.shelter import shelters
from dateline.coding.sensitive.sites import sites
from dateline.records import Arrangement, Claim, ControlClaim
from dateline.records.base import PrivatePerson, SensitiveReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Span

    from dateline.codebook.sensitive import SensitiveWords
    from dateline.coding.sensitive.persons import Private
    from dateline.coding.sensitive.scene import Bodies
    from dateline.gazetteer.actors import ActorTable
    from dateline.records import Reading, Resolution

Told = TypeVar("Told", Claim, Arrangement, ControlClaim)

REASONS: Final[tuple[SensitiveReason, ...]] = get_args(SensitiveReason)
"""All reasons, in the order in which a record names them."""


@dataclass(slots=True)
class Care:
    """The reasons for care in the sentences of one article, each sentence looked at once; dies with the article."""

    reading: Reading
    words: SensitiveWords
    persons: tuple[Private, ...]
    bodies: Bodies
    _found: dict[int, tuple[frozenset[SensitiveReason], frozenset[str]]] = field(default_factory=dict)
    _named: re.Pattern[str] | None = field(init=False)
    _owners: dict[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        text = self.reading.article.text
        for number, person in enumerate(self.persons):
            for start, end in person.mentions:
                owners = self._owners.setdefault(text[start:end], [])
                if number not in owners:
                    owners.append(number)
        names = sorted(self._owners, key=lambda name: (-len(name), name))
        self._named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)") if names else None

    def reasons_at(self, start: int, end: int) -> frozenset[SensitiveReason]:
        """All reasons of the sentences that a stretch of text stands in, private persons among them."""
        reasons, keys = self._of_span(start, end)
        persons = self.named_in(" ".join(sent.text for sent in self._sents(start, end)))
        return reasons | frozenset(reasons_of(persons, keys, self.words.persons))

    def _sents(self, start: int, end: int) -> list[Span]:
        """The sentences that a stretch of text stands in."""
        doc = self.reading.doc
        found: list[Span] = []
        span = doc.char_span(start, end, alignment_mode="expand")
        at, last = (span.start, span.end) if span is not None else (0, 0)
        while at < last:
            found.append(stretch_at(doc[at]))
            at = max(found[-1].end, at + 1)
        return found

    def _of_span(self, start: int, end: int) -> tuple[frozenset[SensitiveReason], frozenset[str]]:
        """The reasons that the sentences of a stretch of text give, private persons left out; and their words."""
        reasons: frozenset[SensitiveReason] = frozenset()
        keys: frozenset[str] = frozenset()
        for sent in self._sents(start, end):
            told, words = self._of_sent(sent)
            reasons, keys = reasons | told, keys | words
        return reasons, keys

    def _of_sent(self, sent: Span) -> tuple[frozenset[SensitiveReason], frozenset[str]]:
        """The reasons of one sentence, and its words; each is read once."""
        if sent.start not in self._found:
            scene = read_scene(sent, self.reading, self.bodies, names=self.words.movers.peoples)
            moving = movements(scene, self.words)
            told = moving | sites(scene, self.words) | shelters(scene, self.words) | lists(scene, self.words)
            told |= routes(scene, self.words, moving=bool(moving))
            self._found[sent.start] = frozenset(told), scene.keys
        return self._found[sent.start]

    def named_in(self, words: str) -> list[Private]:
        """The private persons whose names stand in some words, in the order of the article."""
        if self._named is None:
            return []
        found = {number for match in self._named.finditer(words) for number in self._owners[match.group()]}
        return [self.persons[number] for number in sorted(found)]

    def mark(self, record: Told) -> Told:
        """A record with its reasons and the private persons that it names; the same one where there are none."""
        spans = _spans(record)
        reasons: set[SensitiveReason] = set()
        keys: frozenset[str] = frozenset()
        for start, end in spans:
            told, words = self._of_span(start, end)
            reasons, keys = reasons | told, keys | words
        reasons |= _by_terms(record)
        persons = self.named_in(msgspec.json.encode(record).decode()) if self.persons else []
        reasons.update(reasons_of(persons, keys, self.words.persons))
        if not reasons:
            return record
        return msgspec.structs.replace(
            record, sensitive=tuple(reason for reason in REASONS if reason in reasons),
            private=tuple(_as_private(person, self.reading.article.text, spans) for person in persons),
        )


def care_for(reading: Reading, resolution: Resolution, *, words: SensitiveWords, table: ActorTable) -> Care:
    """Read an article for care: its private persons now, its sentences when they are asked for."""
    return Care(
        reading=reading, words=words, bodies=read_bodies(reading, resolution),
        persons=find_private(reading, resolution, words=words.persons, table=table),
    )


def mark_sensitive(
    reading: Reading, resolution: Resolution, *, claims: Iterable[Claim], arrangements: Iterable[Arrangement],
    controls: Iterable[ControlClaim], words: SensitiveWords, table: ActorTable,
) -> tuple[tuple[Claim, ...], tuple[Arrangement, ...], tuple[ControlClaim, ...]]:
    """The records of one article with `sensitive` and `private` set, in the same order."""
    listed = tuple(claims), tuple(arrangements), tuple(controls)
    if not any(listed):
        return listed
    care = care_for(reading, resolution, words=words, table=table)
    return (
        tuple(map(care.mark, listed[0])), tuple(map(care.mark, listed[1])), tuple(map(care.mark, listed[2])),
    )


def _spans(record: Claim | Arrangement | ControlClaim) -> list[tuple[int, int]]:
    """Where the words of a record stand: its evidence, what it is about, and wherever the article tells it."""
    spans = [(record.evidence.start, record.evidence.end)]
    if isinstance(record, Claim | Arrangement):
        spans.extend((one.start, one.end) for one in record.tellings)
    if isinstance(record, Claim) and record.about is not None:
        spans.append((record.about.start, record.about.end))
    return sorted(set(spans))


OPEN_ENDED: Final = frozenset({"proposed", "announced", "agreed", "accepted", "scheduled", "in_force", "extended"})
"""Statuses of an arrangement that is to come or holds."""


def _by_terms(record: Claim | Arrangement | ControlClaim) -> set[SensitiveReason]:
    """What the terms of a corridor or evacuation add that is to come or holds: its way, where two places are told."""
    if not isinstance(record, Arrangement) or record.status not in OPEN_ENDED or record.direction != "grants":
        return set()
    if record.arrangement not in {"corridor", "evacuation"}:
        return set()
    found: set[SensitiveReason] = {"future_movement_of_civilians"} if record.arrangement == "evacuation" else set()
    for route in record.terms.routes:
        if len([one for one in (route.from_, *route.via, route.to) if one]) > 1:
            found.add("corridor_route")
    return found


def _as_private(person: Private, text: str, spans: Sequence[tuple[int, int]]) -> PrivatePerson:
    """A person by the fullest mention, where there are several by the first in the record's words."""
    size = person.mentions[0][1] - person.mentions[0][0]
    full = [one for one in person.mentions if one[1] - one[0] == size]
    inside = (one for one in full if any(start <= one[0] and one[1] <= end for start, end in spans))
    start, end = next(inside, full[0])
    return PrivatePerson(text=text[start:end], start=start, end=end, role=person.role)
