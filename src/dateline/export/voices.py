"""Who speaks in a set of reports, and whose voice calls whom what: counts over records, for tables and plots."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.export.wording import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.records import Arrangement, Article, Claim, ControlClaim, Hop, LabelUse, Speaker

    Told = Claim | Arrangement | ControlClaim

OWN_WORDS = "the outlet's own words"
NOT_NAMED = "somebody not named"
NO_PARTY = "party not named"
NO_OUTLET = "outlet not told"
HOUSE = frozenset({"outlet", "publisher"})
STAKES = ("actor", "recipient", "ally", "opponent", "third_party", "unknown")
"""Stakes in the order in which they are shown."""

Cells = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class LabelRow:
    """How often one voice in one outlet's reports uses one loaded word for one party."""

    outlet: str
    voice: str
    party: str
    word: str
    uses: int
    articles: int

    def cells(self) -> Cells:
        """The row as columns."""
        return {"outlet": self.outlet, "voice": self.voice, "party": self.party, "word": self.word,
                "uses": self.uses, "articles": self.articles}


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One origin over a set of reports: how many records rest on its word, through whom, and with what stake.

    `code` is its actor code, `None` where it resolves to none. `through` are the voices that passed its words on, most
    often first. `stakes` counts the records by the origin's stake in them.
    """

    source: str
    kind: str
    named: bool
    code: str | None
    through: tuple[str, ...]
    records: int
    articles: int
    outlets: int
    stakes: dict[str, int]

    def cells(self) -> Cells:
        """The row as columns; one column for each stake."""
        cells: Cells = {
            "source": self.source, "kind": self.kind, "named": "yes" if self.named else "no", "code": self.code or "",
            "through": "; ".join(self.through), "records": self.records, "articles": self.articles,
            "outlets": self.outlets,
        }
        return cells | {f"stake_{stake}": self.stakes.get(stake, 0) for stake in STAKES}


@dataclass(slots=True)
class _Source:
    """A source while it is counted."""

    kinds: Counter[str] = field(default_factory=Counter)
    named: bool = False
    code: str | None = None
    through: Counter[str] = field(default_factory=Counter)
    records: int = 0
    articles: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    stakes: Counter[str] = field(default_factory=Counter)


def label_rows(reports: Iterable[tuple[Article, Iterable[LabelUse]]]) -> list[LabelRow]:
    """Counts by outlet, voice, party and word, the most frequent first; equal counts by name."""
    uses: Counter[tuple[str, str, str, str]] = Counter()
    articles: dict[tuple[str, str, str, str], set[str]] = {}
    for article, labels in reports:
        outlet = house_of(article)
        for label in labels:
            voice = OWN_WORDS if label.voice == "outlet" else clean(label.speaker or NOT_NAMED)
            key = (outlet, voice, clean(label.party or NO_PARTY), label.word)
            uses[key] += 1
            articles.setdefault(key, set()).add(article.id)
    rows = [LabelRow(*key, uses=count, articles=len(articles[key])) for key, count in uses.items()]
    return sorted(rows, key=lambda row: (-row.uses, row.outlet, row.voice, row.party, row.word))


def source_rows(reports: Iterable[tuple[Article, Iterable[Told]]]) -> list[SourceRow]:
    """One row for each origin, the one behind most records first; equal counts by name.

    Parallel speakers of one hop each count. What an outlet tells in its own words has the outlet as its source.
    """
    sources: dict[str, _Source] = {}
    for article, records in reports:
        outlet = house_of(article)
        for record in records:
            hops = record.attribution
            for speaker in hops[0].speakers if hops else ():
                one = sources.setdefault(_name(speaker, article), _Source())
                _count(one, speaker, record, article=article, outlet=outlet)
    rows = [
        SourceRow(
            source=name, kind=_first(one.kinds), named=one.named, code=one.code,
            through=tuple(name for name, _ in sorted(one.through.items(), key=lambda item: (-item[1], item[0]))),
            records=one.records, articles=len(one.articles), outlets=len(one.outlets), stakes=dict(one.stakes),
        )
        for name, one in sources.items()
    ]
    return sorted(rows, key=lambda row: (-row.records, row.source))


def house_of(article: Article) -> str:
    """What the article's outlet is called."""
    return clean(article.outlet or article.publisher or NO_OUTLET)


def _count(one: _Source, speaker: Speaker, record: Told, *, article: Article, outlet: str) -> None:
    """Add one record that rests on a speaker's word."""
    one.kinds[speaker.kind] += 1
    one.named = one.named or speaker.named
    one.code = one.code or (speaker.actor.code if speaker.actor else None)
    one.through.update(_passed_on(record.attribution[1:], article))
    one.records += 1
    one.articles.add(article.id)
    one.outlets.add(outlet)
    one.stakes[record.stake] += 1


def _passed_on(hops: Iterable[Hop], article: Article) -> list[str]:
    """The voices of the further hops, less the house itself."""
    voices = [speaker for hop in hops for speaker in hop.speakers if speaker.kind not in HOUSE]
    return list(dict.fromkeys(_name(speaker, article) for speaker in voices))


def _name(speaker: Speaker, article: Article) -> str:
    """The one name under which a voice is counted: the actor's, else the words; the outlet for its own words, the
    agency that it credits for that one's."""
    if speaker.text is None and speaker.kind in HOUSE:
        return house_of(article)
    if speaker.text is None and speaker.kind == "agency" and article.agency:
        return clean(article.agency)
    if speaker.actor is not None and speaker.actor.name:
        return clean(speaker.actor.name)
    return clean(speaker.text or "") or NOT_NAMED


def _first(counts: Counter[str]) -> str:
    """The most frequent key; of equals the first by name."""
    return min(counts.items(), key=lambda item: (-item[1], item[0]))[0]
