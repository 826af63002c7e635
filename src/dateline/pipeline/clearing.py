"""The way out of the store: records, events and articles as one output of the policy may have them.

Every question of the store that is shown, written or drawn goes through a `Door`. It looks up the day of the report,
so that the gate (`dateline.export.care`) can tell how long a record is held, and rebuilds events from those of their
claims that may go out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import msgspec

from dateline.config.policy import STRICTNESS
from dateline.events.happening import slots_of
from dateline.events.origins import origins_of
from dateline.export.care import FOREVER
from dateline.store.desk import briefs
from dateline.store.happenings import claims_of
from dateline.store.lookups import article_by_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dateline.export.care import Gate
    from dateline.records import Article, Claim, Event
    from dateline.store import Database
    from dateline.store.desk import Brief
    from dateline.store.filters import Filters
    from dateline.store.rows import Told

WITHHELD: Final = "[withheld]"
PROBING: Final = ("actor", "recipient", "dyad", "place", "near", "origin", "text")
"""Filters whose words, told beside the answer, would give away what the policy made coarser."""
AT_ONCE: Final = 200
"""Events whose claims are fetched together."""
MOST_REMEMBERED: Final = 50_000


def names_what_is_hidden(filters: Filters) -> bool:
    """Whether the question itself, printed over an answer, would tell of a place or a person."""
    return any(getattr(filters, name) for name in PROBING)


@dataclass
class Door:
    """One output of a store. `shut`: nothing that gives reason for care passes, since the question stands beside the
    answer; only where the output obeys."""

    database: Database
    gate: Gate
    shut: bool = False
    _known: dict[str, Brief] = field(default_factory=dict, repr=False)

    @property
    def obeys(self) -> bool:
        """Whether this output holds back what the policy says, instead of only marking it."""
        return self.gate.policy.outputs[self.gate.output] != "mark"

    def brief(self, article: str) -> Brief | None:
        """An article without its text, and whether any of its records gives reason for care."""
        if article not in self._known:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known.update(briefs(self.database, (article,)))
        return self._known.get(article)

    def record(self, record: Any) -> Any:  # noqa: ANN401 - the same kind as it took
        """The record as it may go out, `None` where it may not."""
        if record.sensitive and self.shut and self.obeys:
            self.gate.dropped += 1
            return None
        article = self.brief(record.article) if record.sensitive and self.obeys else None
        return self.gate.clear(record, published=article.published if article else None)

    def records(self, found: Iterable[Told]) -> Iterator[Any]:
        """Those of the records that may go out."""
        return (cleared for record in found if (cleared := self.record(record)) is not None)

    def events(
        self, found: Iterable[Event], *, as_of: str | None = None,
    ) -> Iterator[tuple[Event, dict[str, Claim]]]:
        """Each event that may go out with its claims, fetched for many at once."""
        waiting = iter(found)
        while part := list(islice(waiting, AT_ONCE)):
            claims = claims_of(self.database, part, as_of=as_of)
            for event in part:
                cleared = self.event(event, claims)
                if cleared is not None:
                    yield cleared

    def event(self, event: Event, claims: Mapping[str, Claim]) -> tuple[Event, dict[str, Claim]] | None:
        """An event with those of its claims that may go out, its values anew from these; `None` where there are none.

        `claims` are those of the store by id.
        """
        mine = {name: claims[name] for name in event.claims if name in claims}
        cleared = {name: shown for name, claim in mine.items() if (shown := self.record(claim)) is not None}
        if not cleared:
            return None
        if len(cleared) < len(mine) or any(claim.handling for claim in cleared.values()):
            event = self._anew(event, [mine[name] for name in cleared], list(cleared.values()))
        return msgspec.structs.replace(event, **_care_of(cleared.values())), cleared

    def event_of_cleared(self, event: Event, cleared: Mapping[str, Claim]) -> Event | None:
        """An event anew from those of its claims that passed already; `None` where there are none."""
        mine = {name: cleared[name] for name in event.claims if name in cleared}
        if not mine:
            return None
        as_kept = claims_of(self.database, [event])
        made = self._anew(event, [as_kept[name] for name in mine], list(mine.values()))
        return msgspec.structs.replace(made, **_care_of(mine.values()))

    def _anew(self, event: Event, told: Sequence[Claim], cleared: Sequence[Claim]) -> Event:
        """The event as these claims alone tell it; `told` are the same claims as the store has them."""
        names = tuple(dict.fromkeys(claim.article for claim in cleared))
        if len(told) == len(event.claims):
            return msgspec.structs.replace(event, slots=slots_of(cleared))
        articles = {name: one for name in names if (one := article_by_id(self.database, name)) is not None}
        origins = min(event.distinct_origins, max(1, len(origins_of(told, articles))))
        stakes = {claim.stake for claim in told}
        wrong = {
            "single_origin": origins > 1, "several_distinct_origins": origins == 1,
            "self_reported_only": stakes != {"actor"}, "accounts_differ": len(told) == 1,
            "denied": all(claim.factuality.polarity == "+" for claim in told),
        }
        more = ["single_origin"] * (origins == 1) + ["self_reported_only"] * (stakes == {"actor"})
        outlets = dict.fromkeys(one.outlet or one.publisher for one in articles.values())
        return msgspec.structs.replace(
            event, claims=tuple(claim.id for claim in cleared), slots=slots_of(cleared), articles=names,
            outlets=tuple(name for name in outlets if name), distinct_origins=origins,
            stakes=tuple(stake for stake in event.stakes if stake in stakes),
            flags=tuple(dict.fromkeys((*more, *(flag for flag in event.flags if not wrong.get(flag, False))))))

    def article(self, article: Article) -> Article:
        """An article as it may go out: its text by the policy and its licence; of one whose records give reason for
        care neither words nor title nor address, which name the place or the person."""
        if not self.obeys:
            return article
        brief = self.brief(article.id)
        if brief is None or brief.careful:
            return msgspec.structs.replace(article, title=WITHHELD if article.title else None, uri=None, text="")
        return article if self.texts_of(article.licence) else msgspec.structs.replace(article, text="")

    def texts_of(self, licence: str | None) -> bool:
        """Whether the whole text of an article with such a licence may go out."""
        texts = self.gate.policy.texts
        return not self.obeys or texts == "always" or (texts == "licensed" and bool(licence))

    def article_by_id(self, name: str) -> Article | None:
        """The article with this id as it stands beside a record: without what would give it away, whole otherwise,
        since formats count its characters; its text itself is in no format."""
        found = article_by_id(self.database, name)
        if found is None or not self.obeys:
            return found
        brief = self.brief(name)
        return self.article(found) if brief is None or brief.careful else found

    def hides(self, article: str) -> bool:
        """Whether the title and the words of an article are withheld."""
        brief = self.brief(article)
        return self.obeys and (brief is None or brief.careful)


def _care_of(claims: Iterable[Claim]) -> dict[str, Any]:
    """What claims together ask for: all reasons, the highest tier, all that was done."""
    known = list(claims)
    tiers = [claim.tier for claim in known if claim.tier is not None]
    return {
        "sensitive": tuple(sorted({reason for claim in known for reason in claim.sensitive})),
        "tier": max(tiers, key=STRICTNESS["tier"].index, default=None),
        "handling": tuple(dict.fromkeys(done for claim in known for done in claim.handling)),
    }


def counts_of(gate: Gate) -> dict[str, Any]:
    """What the policy did to an answer, for files: how far it may go, what was held back, what was made coarser."""
    release = gate.next_release
    return {
        "tier": gate.highest or gate.policy.tier, "held": gate.held, "dropped": gate.dropped, "changed": gate.changed,
        "next_release": release.isoformat() if release is not None and release < FOREVER else None,
    }
