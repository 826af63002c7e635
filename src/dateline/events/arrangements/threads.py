"""Records of many reports to threads: each thread is one arrangement, with the reason for which each record is in it.

Records are taken in order of time and compared with the arrangements of their country and family that were told last,
at most `limits.looked_at` of them: the work grows with the number of records, not with its square.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from dateline.events.arrangements.frames import frames_of
from dateline.events.arrangements.same import compare
from dateline.records.ledger import Joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dateline.codebook.ledger import LedgerRules
    from dateline.events.arrangements.camps import Camp
    from dateline.events.arrangements.frames import Frame, Report
    from dateline.events.arrangements.same import Verdict
    from dateline.records import PlaceRef

ANYWHERE = ""
Shelf = tuple[str, str, str]
"""Country, family and direction."""


@dataclass(slots=True)
class Thread:
    """One arrangement while its records are gathered. Days are ordinals; `over` is the day on which it was last told
    to be over, `None` where it was not or was told to hold since; `reach` the last on which it was told or was to hold;
    `was_never_alive`: it was over when first told of."""

    family: str
    direction: str
    frames: list[Frame] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    organisations: frozenset[str] = frozenset()
    about: set[str] = field(default_factory=set)
    makers: frozenset[Camp] = frozenset()
    parties: frozenset[Camp] = frozenset()
    dates: set[int] = field(default_factory=set)
    fine_place: PlaceRef | None = None
    wide_place: PlaceRef | None = None
    placed: int = 0
    announced_there: bool = False
    first: int | None = None
    last: int | None = None
    end: int | None = None
    reach: int | None = None
    over: int | None = None
    over_status: str | None = None
    was_never_alive: bool = False

    @property
    def names_all(self) -> bool:
        """Whether its records name no party but all of them together."""
        return not self.parties and any(frame.names_all for frame in self.frames)

    @property
    def is_wide(self) -> bool:
        """Whether most of its records tell no place finer than a province: then a town is where something befell it.
        One that was announced for a town is not, however few tell that again."""
        return not self.announced_there and self.placed * 2 <= len(self.frames)

    @property
    def place(self) -> PlaceRef | None:
        """Where it holds, as far as told: the province or country of a wide one, else the first place told."""
        return self.wide_place if self.is_wide else self.fine_place

    def take(self, frame: Frame, verdict: Verdict | None, rules: LedgerRules) -> None:
        """Add a record and all that it tells."""
        record = frame.record
        reasons = verdict.reasons if verdict is not None else ("first told here",)
        self.frames.append(frame)
        self.joined.append(Joined(
            record=record.id, article=record.article, score=verdict.score if verdict else None, reasons=reasons))
        if record.arrangement not in self.kinds:
            self.kinds.append(record.arrangement)
        self.articles.add(record.article)
        self.countries |= frame.countries
        self.about |= frame.about
        self.organisations |= frame.organisations
        self.makers |= frame.makers
        self.parties |= frame.parties
        self.dates |= frame.dates
        self.placed += frame.fine_place is not None
        if frame.fine_place is not None and self.wide_place is None and record.status in rules.statuses.fresh:
            self.announced_there = True
        self.fine_place = self.fine_place or frame.fine_place
        self.wide_place = self.wide_place or (record.place if frame.fine_place is None else None)
        self._reach(frame, rules)

    def _reach(self, frame: Frame, rules: LedgerRules) -> None:
        """Stretch the time over which it is told, and note whether it is told to be over."""
        moment, status = frame.moment, frame.record.status
        if moment is not None:
            self.first = moment if self.first is None else min(self.first, moment)
            self.last = moment if self.last is None else max(self.last, moment)
        if frame.end is not None:
            self.end = frame.end if self.end is None or status == "extended" else max(self.end, frame.end)
        if self.last is not None:
            self.reach = self.last if self.end is None else max(self.last, self.end)
        if status in rules.statuses.over:
            self.was_never_alive = self.was_never_alive or len(self.frames) == 1
            self.over, self.over_status = moment, status
        elif status in {"in_force", "extended"}:
            self.over, self.over_status = None, None


def thread_arrangements(reports: Iterable[Report], rules: LedgerRules) -> list[Thread]:
    """Gather the records of all reports into arrangements; the same whatever the order of the reports."""
    threads: list[Thread] = []
    shelves: dict[Shelf, list[int]] = {}
    for _, group in groupby(frames_of(reports, rules), key=lambda frame: frame.report.article.id):
        frames = list(group)
        found = _assign(frames, threads, shelves, rules)
        for number, frame in enumerate(frames):
            at, verdict = found.get(number) or _again(frame, threads, shelves, rules)
            if at is None:
                at = len(threads)
                threads.append(Thread(family=frame.family, direction=frame.record.direction))
            threads[at].take(frame, verdict, rules)
            for key in {*_shelves_of(frame), (ANYWHERE, frame.family, frame.record.direction)}:
                _put_last(shelves.setdefault(key, []), at, most=rules.limits.looked_at)
    return threads


def _assign(
    frames: list[Frame], threads: list[Thread], shelves: Mapping[Shelf, list[int]], rules: LedgerRules,
) -> dict[int, tuple[int, Verdict]]:
    """Which of the known arrangements each record of one report speaks of: the best pairs first, each used once.

    A record that leaves open which country it is about joins only where one arrangement alone fits.
    """
    pairs: list[tuple[float, int, int, int, Verdict]] = []
    for number, frame in enumerate(frames):
        fitting = [(at, verdict) for at in _looked_at(frame, shelves)
                   if (verdict := compare(frame, threads[at], rules)).same]
        if frame.about or len(fitting) == 1:
            pairs.extend((-verdict.score, -len(threads[at].frames), -at, number, verdict) for at, verdict in fitting)
    found: dict[int, tuple[int, Verdict]] = {}
    taken: set[int] = set()
    for _, _, at, number, verdict in sorted(pairs, key=lambda pair: pair[:4]):
        if number not in found and -at not in taken:
            found[number] = -at, verdict
            taken.add(-at)
    return found


def _again(
    frame: Frame, threads: list[Thread], shelves: Mapping[Shelf, list[int]], rules: LedgerRules,
) -> tuple[int | None, Verdict | None]:
    """The arrangement of which the same report has told another record already, where both must be one."""
    for at in _looked_at(frame, shelves):
        if frame.report.article.id in threads[at].articles:
            verdict = compare(frame, threads[at], rules)
            if verdict.same:
                return at, verdict
    return None, None


def _looked_at(frame: Frame, shelves: Mapping[Shelf, list[int]]) -> list[int]:
    """The arrangements that a record is compared with, the last told first."""
    return list(dict.fromkeys(at for key in _shelves_of(frame) for at in reversed(shelves.get(key, []))))


def _shelves_of(frame: Frame) -> list[Shelf]:
    """Where it is looked for: under its own countries and those that its report is about, else anywhere."""
    return [(country, frame.family, frame.record.direction) for country in sorted(frame.about) or [ANYWHERE]]


def _put_last(shelf: list[int], at: int, *, most: int) -> None:
    """Put an arrangement at the end of a shelf that holds the last told ones, the longest untold falling off."""
    if at in shelf:
        shelf.remove(at)
    shelf.append(at)
    if len(shelf) > most:
        del shelf[0]
