"""Claims of a store into its events, one article at a time: judged against their blocks, clustered, kept as versions.

An article is linked in one transaction of its own: whoever is killed leaves it waiting, and the next run takes it up.
Only the claims that judgements of same join to its own are clustered again, so that one more article costs what its
neighbours hold, never the whole store. The same claims give the same events in whatever order their articles came,
unless a crowd of claims shares all anchors or more than `MOST_AGAIN` hang together; a whole run settles the latter.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.events.blocks import Member, block_rows, most, nearest
from dateline.events.cluster import clusters, is_by_person, joined_to
from dateline.events.happening import event_id
from dateline.events.judge import MAKER, judge_pairs
from dateline.events.sketch import sketch_claim, sketch_report
from dateline.events.tables import load_judging
from dateline.pipeline.publish import Ground, joined_by_hand
from dateline.records import Judgement, encode
from dateline.store import links
from dateline.store.database import now, writing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.codebook import Codebook
    from dateline.events.blocks import BlockRow
    from dateline.events.judge import Verdict
    from dateline.events.sketch import Report, Sketch
    from dateline.events.tables import Judging
    from dateline.records import Event
    from dateline.store import Database
    from dateline.store.links import Standing

MOST_AGAIN: Final = 300
"""So many claims at most are clustered again for one more article, beyond the events that it touches."""
AT_HAND: Final = 20_000
"""Sketches kept in memory; about 3 kB each."""
AT_ONCE: Final = 200
"""Claims of a whole run in one transaction."""
SHARES: Final[Mapping[str, float]] = {"same": 1.0, "different": 0.0, "unsure": 0.5}


class Linker:
    """Links the articles of one store; sketches stay at hand from one article to the next."""

    def __init__(self, database: Database, *, codebook: Codebook, judging: Judging | None = None) -> None:
        self.database = database
        self.codebook = codebook
        self.judging = judging or load_judging()
        self._sketches: dict[int, Sketch] = {}
        self._reports: dict[str, Report] = {}

    def link(self, article: str, *, at: str | None = None) -> bool:
        """Link the claims of an article as they stand; gives whether that was still to be done."""
        with writing(self.database) as connection:
            if links.is_linked(connection, article):
                return False
            work = _Work(self, connection, at or now())
            before = {one.row: one for one in links.linked_in(connection, article)}
            standing = {one.row: one for one in links.standing_in(connection, article)}
            gone = [one for row, one in before.items() if row not in standing]
            fresh = [one for row, one in standing.items() if row not in before]
            if gone or fresh:
                work.judge_anew(gone, fresh)
                work.cluster({one.id for one in (*gone, *fresh)})
            links.mark_linked(connection, article, by=MAKER)
        return True

    def link_waiting(self) -> int:
        """Link every article that waits for it, what a killed run or another process left, too; gives how many."""
        return sum(map(self.link, links.unlinked(self.database)))

    def judge(
        self, left: str, right: str, verdict: Verdict, *, maker: str, note: str = "", at: str | None = None,
    ) -> Judgement:
        """Keep a person's judgement of two claims that are linked, and cluster what they are joined to again.

        The person's earlier judgement of the pair is superseded; `unsure` leaves it to the rule.
        """
        moment = at or now()
        first, second = sorted((left, right))
        judgement = Judgement(
            left=first, right=second, verdict=verdict, score=SHARES[verdict], reason=note,
            maker=f"{links.PERSON}{maker}", at=moment)
        with writing(self.database) as connection:
            links.put_judgements(connection, (judgement,))
            _Work(self, connection, moment).cluster({first, second})
        return judgement

    def link_all(self) -> Iterator[int]:
        """A whole run: every claim meets its blocks as they are now, and every component is clustered, however large.

        Gives the number of claims done, part by part; each claim comes twice.
        """
        last, seen = 0, set[str]()
        while part := links.linked_after(self.database.connection, last, limit=AT_ONCE):
            with writing(self.database) as connection:
                _Work(self, connection, now()).judge_whole(part)
            last = part[-1].row
            yield len(part)
        last = 0
        while part := links.linked_after(self.database.connection, last, limit=AT_ONCE):
            with writing(self.database) as connection:
                work = _Work(self, connection, now())
                for one in part:
                    if one.id not in seen:
                        seen.update(work.cluster({one.id}, most_again=None, touched=frozenset()))
            last = part[-1].row
            yield len(part)

    def sketches(self, connection: sqlite3.Connection, versions: Iterable[Standing]) -> dict[str, Sketch]:
        """Versions of claims as they are compared, by id."""
        wanted = list(versions)
        lacking = [one for one in wanted if one.row not in self._sketches]
        if lacking:
            if len(self._sketches) + len(lacking) > AT_HAND:
                self._sketches = {one.row: self._sketches[one.row] for one in wanted if one.row in self._sketches}
                self._reports.clear()
            articles = {one.article for one in lacking} - self._reports.keys()
            for name, article in links.articles_at(connection, sorted(articles)).items():
                self._reports[name] = sketch_report(article)
            claims = links.claims_at(connection, [one.row for one in lacking])
            for one in lacking:
                self._sketches[one.row] = sketch_claim(
                    claims[one.row], self._reports[one.article], judging=self.judging)
        return {one.id: self._sketches[one.row] for one in wanted}


class _Work:
    """What is done within one transaction, at one moment."""

    def __init__(self, linker: Linker, connection: sqlite3.Connection, at: str) -> None:
        self.linker = linker
        self.connection = connection
        self.judging = linker.judging
        self.at = at
        windows = linker.judging.windows
        self.reach = windows.longest + windows.background + windows.told_by + 2 * windows.slack
        """No act's days are longer."""

    def judge_anew(self, gone: Sequence[Standing], fresh: Sequence[Standing]) -> None:
        """Put fresh claims into the blocks and judge them; the rule's judgements of claims that are gone, or that are
        told otherwise now, are superseded unless they come out the same."""
        ids = {one.id for one in (*gone, *fresh)}
        before = [one for one in links.judgements_touching(self.connection, ids) if not is_by_person(one)]
        links.drop_blocks(self.connection, [one.row for one in gone])
        drawn = self.linker.sketches(self.connection, fresh)
        rows = {one.id: block_rows(drawn[one.id], judging=self.judging) for one in fresh}
        links.put_blocks(self.connection, [_block(one, rows[one.id]) for one in fresh])
        pairs = {(one.left, one.right) for one in before if one.left in drawn or one.right in drawn}
        for one in fresh:
            pairs.update(_pair(one.id, other) for other in self._nearest(one.id, rows[one.id]))
        found = {_content(one): one for one in self._judged(pairs)}
        kept = {_content(one) for one in before}
        links.supersede(self.connection, [one for one in before if _content(one) not in found], at=self.at)
        links.put_judgements(self.connection, [one for content, one in found.items() if content not in kept])

    def judge_whole(self, versions: Sequence[Standing]) -> None:
        """Judge the pairs that blocks bring together now, of these claims; the rule's judgements of other pairs, and
        those of an earlier rule, are superseded."""
        drawn = self.linker.sketches(self.connection, versions)
        near = {name: self._near(sketch) for name, sketch in drawn.items()}
        before = [one for one in links.judgements_touching(self.connection, drawn) if not is_by_person(one)]
        pairs = {_pair(name, other) for name, others in near.items() for other in others}
        beyond = {one for judgement in before for one in (judgement.left, judgement.right)} - near.keys()
        versions_beyond = links.linked_versions(self.connection, sorted(beyond))
        for name, sketch in self.linker.sketches(self.connection, versions_beyond.values()).items():
            near[name] = self._near(sketch)
        known = {
            (one.left, one.right) for one in before
            if one.maker == MAKER and (one.right in near.get(one.left, ()) or one.left in near.get(one.right, ()))}
        links.supersede(
            self.connection, [one for one in before if one.maker != MAKER or (one.left, one.right) not in known],
            at=self.at)
        links.put_judgements(self.connection, self._judged(pairs - known))

    def _near(self, sketch: Sketch) -> list[str]:
        return self._nearest(sketch.id, block_rows(sketch, judging=self.judging))

    def _nearest(self, name: str, rows: tuple[BlockRow, ...]) -> list[str]:
        """The claims of the blocks that these rows touch, those that share most."""
        width, limit = self.judging.blocks.days, most(self.judging)
        numbers = links.anchor_numbers(self.connection, [row.anchor for row in rows])

        def members(anchor: str, bucket: int) -> list[Member]:
            number = numbers.get(anchor)
            return [] if number is None else [Member(*one) for one in links.members(
                self.connection, number, first=bucket * width, last=(bucket + 1) * width - 1, reach=self.reach,
                limit=limit)]

        return nearest(rows, members, own=name, judging=self.judging)

    def _judged(self, pairs: Iterable[tuple[str, str]]) -> Iterator[Judgement]:
        ordered = sorted(pairs)
        versions = links.linked_versions(self.connection, [one for pair in ordered for one in pair])
        drawn = self.linker.sketches(self.connection, versions.values())
        yield from judge_pairs(
            ((drawn[left], drawn[right]) for left, right in ordered if left in drawn and right in drawn),
            at=self.at, judging=self.judging)

    def cluster(
        self, start: set[str], *, most_again: int | None = MOST_AGAIN, touched: Iterable[str] | None = None,
    ) -> set[str]:
        """Cluster the claims again that hang together with these, and keep the events that changed; gives all of them.

        `touched` are claims whose events are built anew in any case; where not said, those of the start.
        """
        found, judgements, old = self._together(start, most_again)
        versions = links.linked_versions(self.connection, sorted(found))
        drawn = self.linker.sketches(self.connection, versions.values())
        groups = clusters(drawn, judgements, judging=self.judging)
        anew = frozenset(start if touched is None else touched)
        same = {frozenset(event.claims): row for row, event in old.items() if anew.isdisjoint(event.claims)}
        changed = [group for group in groups if frozenset(group) not in same]
        kept = {same[frozenset(group)] for group in groups if frozenset(group) in same}
        closed = {row: event for row, event in old.items() if row not in kept}
        if changed or closed:
            self._keep(changed, closed, {one: versions[one] for group in changed for one in group}, judgements)
        return found

    def _together(
        self, start: set[str], most_again: int | None,
    ) -> tuple[set[str], list[Judgement], dict[int, Event]]:
        """The claims that hang together with some, by judgements of same, of persons, and by the events that stand;
        with the judgements among them and those events. The first step is taken in any case, further ones while no more
        than so many claims are touched."""
        events = links.events_holding(self.connection, sorted(start))
        found = start.union(*(event.claims for event in events.values()))
        judgements: dict[tuple[str, str, str], Judgement] = {}
        edge, steps = found, 0
        while edge:
            touching = links.judgements_touching(self.connection, sorted(edge))
            judgements.update({(one.left, one.right, one.maker): one for one in touching})
            beyond = joined_to(edge, touching) - found
            more = links.events_holding(self.connection, sorted(beyond))
            edge = beyond.union(*(event.claims for event in more.values())) - found
            if most_again is not None and steps and len(found) + len(edge) > most_again:
                break
            found, steps = found | edge, steps + 1
            events.update(more)
        return found, list(judgements.values()), events

    def _keep(
        self, groups: Sequence[tuple[str, ...]], closed: Mapping[int, Event], versions: Mapping[str, Standing],
        judgements: Sequence[Judgement],
    ) -> None:
        """Close events and keep the groups that take their place; one that comes out as it stood stays."""
        ground = self._ground(versions, judgements)
        aliases = carried(closed.values(), groups)
        standing = {event.id: (row, event) for row, event in closed.items()}
        built = []
        unchanged = set()
        for group in groups:
            event = ground.event(group)
            own = sorted({*event.aliases, *aliases.get(group, ())} - {event.id})
            event = msgspec.structs.replace(event, aliases=tuple(own))
            before = standing.get(event.id)
            if before is not None and encode(before[1]) == encode(event):
                unchanged.add(before[0])
            else:
                built.append(event)
        links.close_events(self.connection, [row for row in closed if row not in unchanged], at=self.at)
        for event in built:
            links.put_event(
                self.connection, event, [ground.claims[one] for one in event.claims], codebook=self.linker.codebook,
                at=self.at)

    def _ground(self, versions: Mapping[str, Standing], judgements: Sequence[Judgement]) -> Ground:
        """All that the events of these claims are built from."""
        claims = links.claims_at(self.connection, [one.row for one in versions.values()])
        names = sorted({one.article for one in versions.values()})
        reviews = links.reviewed_among(self.connection, names)
        return Ground(
            claims={name: claims[one.row] for name, one in versions.items()},
            articles=links.articles_at(self.connection, names),
            sketches=self.linker.sketches(self.connection, versions.values()),
            corrected=frozenset(name for name, review in reviews.items() if review.changes),
            confirmed=frozenset(name for name, review in reviews.items() if review.action == "confirm"),
            joined=joined_by_hand(judgements),
            issued=links.issued(self.connection, [event_id(name) for name in sorted(versions)]),
        )


def carried(closed: Iterable[Event], groups: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], set[str]]:
    """Former ids whose own claim is told no more, by the group that has most of the claims that their event had."""
    at = {claim: group for group in groups for claim in group}
    here = {event_id(claim) for claim in at}
    found: dict[tuple[str, ...], set[str]] = {}
    for event in closed:
        names = {event.id, *event.aliases} - here
        homes = [at[claim] for claim in event.claims if claim in at]
        if names and homes:
            found.setdefault(Counter(homes).most_common(1)[0][0], set()).update(names)
    return found


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _content(judgement: Judgement) -> tuple[str, str, str, float, str, str]:
    """What a judgement says, without when it was made."""
    return (
        judgement.left, judgement.right, judgement.verdict, judgement.score, judgement.reason, judgement.maker)


def _block(version: Standing, rows: tuple[BlockRow, ...]) -> links.Block:
    if not rows:
        return links.Block(version, 0, 0, ())
    return links.Block(version, rows[0].first, rows[0].last, tuple(row.anchor for row in rows))
