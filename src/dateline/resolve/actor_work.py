"""What the actor rules share: the state of one article's resolving, and the small steps that all of them take."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from dateline.records import ActorRef

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from dateline.gazetteer.actor_rows import ActorRow, RoleRow
    from dateline.gazetteer.actors import ActorTable
    from dateline.records import Mention, Office

Notes = dict[int, tuple[str, str]]
MAKER = "rule:actors@2"
STATES = ("state-", "people-")
FORMER = frozenset({"former", "ex", "ex-president", "late", "ousted", "deposed"})


@dataclass(slots=True)
class Work:
    """One article's resolving: what is known so far, by index of mention.

    `resolve` gives the refs of any mention, so that names and phrases can ask for each other. `counts` tells how often
    the report names each state, `story` the one that it is about, `rebels` the only rebel group.
    """

    mentions: Sequence[Mention]
    tokens: Sequence[str]
    table: ActorTable
    published: str | None
    resolve: Callable[[Work, int], tuple[ActorRef, ...]]
    inner: dict[int, list[int]] = field(default_factory=dict)
    described_by: dict[int, list[int]] = field(default_factory=dict)
    named_at: dict[int, list[int]] = field(default_factory=dict)
    refs: dict[int, tuple[ActorRef, ...]] = field(default_factory=dict)
    unresolved: dict[int, str] = field(default_factory=dict)
    notes: Notes = field(default_factory=dict)
    story: str | None = None
    rebels: ActorRow | None = None
    by_role: dict[str, tuple[ActorRef, ...]] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)
    counts: Mapping[str, int] = field(default_factory=dict)


def beside(left: Mention, right: Mention) -> bool:
    """Whether two mentions stand side by side, but for a comma or bracket."""
    return abs(left.last - right.first) <= 1 or abs(right.last - left.first) <= 1


def of_antecedents(work: Work, index: int, reason: str) -> tuple[ActorRef, ...]:
    """The antecedents' refs under this mention's own words."""
    mention = work.mentions[index]
    refs = [ref for other in mention.antecedents for ref in work.resolve(work, other)]
    if not refs:
        work.unresolved[index] = f"'{mention.text}': {reason}"
        return ()
    words = "', '".join(work.mentions[other].text for other in mention.antecedents)
    work.notes[index] = (MAKER, f"'{mention.text}' stands for '{words}' ({said(refs)})")
    return tuple(respan(_told_as(ref), mention) for ref in unique(refs))


def _told_as(ref: ActorRef) -> ActorRef:
    """The words of a nameless antecedent stand as the name of what takes it up: "it" is "the Thai army"."""
    return ref if ref.name else msgspec.structs.replace(ref, name=ref.text)


def respan(ref: ActorRef, mention: Mention) -> ActorRef:
    """The same actor under other words."""
    return msgspec.structs.replace(ref, text=mention.text, start=mention.start, end=mention.end)


def unique(refs: Iterable[ActorRef]) -> list[ActorRef]:
    """Refs without those that repeat an actor."""
    return list({(ref.id, ref.name, ref.country, ref.sector): ref for ref in refs}.values())


def said(refs: Iterable[ActorRef]) -> str:
    """Refs in a few words for a note."""
    return "; ".join(ref.name or ref.code or ref.text for ref in refs)


def make_ref(
    mention: Mention, *, country: str | None, sector: str | None, entity: str | None = None, name: str | None = None,
    office: Office | None = None,
) -> ActorRef:
    """An `ActorRef` with its code; empty strings count as unknown."""
    return ActorRef(
        text=mention.text, start=mention.start, end=mention.end, id=entity, name=name, country=country or None,
        sector=sector or None, code=f"{country or ''}{sector or ''}" or None, office=office,
    )


def rows_of(work: Work, mention: Mention) -> list[ActorRow]:
    """The table's actor rows of a mention, in the order of its entries; of a name that two states bear the likelier."""
    rows = [work.table.rows[row] for row in mention.entries if row in work.table.rows]
    bearers: dict[str, list[ActorRow]] = {}
    for row in rows:
        if row.entity.startswith("state-"):
            bearers.setdefault(row.alias, []).append(row)
    wrong = {(alias, country) for alias, several in bearers.items() for country in _unlikely(work, several)}
    return [row for row in rows if (row.alias, row.country) not in wrong] if wrong else rows


def _unlikely(work: Work, rows: list[ActorRow]) -> set[str]:
    """Of several countries with one name ("Congolese", "Georgia") those that the report names less; all on a tie.

    On a tie a state goes before a state's division.
    """
    several = {row.country for row in rows}
    if len(several) < 2:  # noqa: PLR2004 - nothing to choose
        return set()
    most = max(work.counts.get(country, 0) for country in several)
    likely = {country for country in several if work.counts.get(country, 0) == most}
    if len(likely) > 1:
        likely = {row.country for row in rows if row.country in likely and row.role != "division"}
    return several - likely if len(likely) == 1 else several


def roles_of(work: Work, mention: Mention) -> list[RoleRow]:
    """The role nouns of a mention, its head's first."""
    return [work.table.roles[row] for row in mention.entries if row in work.table.roles]


def countries_in(rows: Iterable[ActorRow]) -> list[str]:
    """The countries that adjectives and states among the rows name, in the order of the text."""
    named = [row.country for row in rows if row.entity.startswith(STATES) and row.country]
    return list(dict.fromkeys(reversed(named)))


def country_after(work: Work, mention: Mention, preposition: str) -> str | None:
    """The country named right after: "companies in China", "King Abdullah of Jordan"."""
    following = work.tokens[mention.last : mention.last + 4]
    if not following or following[0].lower() != preposition:
        return None
    for last in range(len(following), 1, -1):
        rows = [work.table.rows[row] for row in work.table.ids(" ".join(following[1:last]))]
        country = next((row.country for row in rows if row.entity.startswith("state-") and row.country), None)
        if country:
            return country
    return None
