"""Who the actor mentions stand for: country and sector by table, date, title, modifier, apposition and reference.

Takes a `Reading` whose mentions are linked, the actor table and the day of publication; gives the `ActorRef`s by
index of mention, the reasons for what stays open, and a note on each. An actor without a country keeps its sector:
unnamed fighters near a place are not thereby that country's rebels.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from dateline.records import ActorRef, Office
from dateline.resolve.tenure import begins_after, choose, sector_after_office

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dateline.gazetteer.actor_rows import ActorRow, RoleRow
    from dateline.gazetteer.actors import ActorTable
    from dateline.records import Mention, PlaceRef, Reading

Notes = dict[int, tuple[str, str]]
_MAKER = "rule:actors@1"
_STATES = ("state-", "people-")
_STORY_COUNT = 3
_STORY_SHARE = 0.5
"""A report has one country when at least three mentions and half of all that have a country name it: on the eight
development reports this fills "protesters" in Iran and leaves a summit of several states alone."""
_BESIDE_GROUPS = frozenset({"CVL", "REF", "JRN", "MED", "EDU", "SOC", "ELI"})
_NO_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
_OVERRIDDEN = frozenset({
    "party", "legislature", "army", "navy", "airforce", "police", "court", "militia", "ministry", "council", "bank",
    "intelligence",
})
"""Kinds of table names that many states have: "the Iraqi National Guard" is not the American one."""


@dataclass(slots=True)
class _Work:
    """One article's resolving: what is known so far, by index of mention."""

    mentions: Sequence[Mention]
    tokens: Sequence[str]
    table: ActorTable
    published: str | None
    inner: dict[int, list[int]] = field(default_factory=dict)
    described_by: dict[int, list[int]] = field(default_factory=dict)
    refs: dict[int, tuple[ActorRef, ...]] = field(default_factory=dict)
    unresolved: dict[int, str] = field(default_factory=dict)
    notes: Notes = field(default_factory=dict)
    story: str | None = None
    rebels: ActorRow | None = None
    by_role: dict[str, tuple[ActorRef, ...]] = field(default_factory=dict)
    open: set[int] = field(default_factory=set)


def resolve_actors(
    reading: Reading, *, table: ActorTable, published: str | None, places: Mapping[int, PlaceRef] | None = None,
) -> tuple[dict[int, tuple[ActorRef, ...]], dict[int, str], Notes]:
    """Resolve every actor mention: refs, reasons for what is open, and notes, each by index of mention.

    `published` is an ISO day or time, `None` when unknown: then an office is taken as held and never as former.
    `places` are the places resolved before, by index of mention: they help to tell which country the report is about.
    """
    day = published[:10] if published else None
    work = _Work(mentions=reading.mentions, tokens=[token.text for token in reading.doc], table=table, published=day)
    actors = [index for index, mention in enumerate(reading.mentions) if mention.kind == "actor"]
    work.inner = _nested(reading.mentions, actors)
    for index in actors:
        for other in reading.mentions[index].antecedents:
            if reading.mentions[index].form == "noun" and _beside(reading.mentions[index], reading.mentions[other]):
                work.described_by.setdefault(other, []).append(index)
    work.story = _story_country(reading, actors, table, places or {})
    work.rebels = _only_rebels(reading, actors, table)
    for index in actors:
        _resolve(work, index)
    if table.external:
        work.refs = {index: tuple(_crosswalked(ref, table) for ref in refs) for index, refs in work.refs.items()}
    return work.refs, work.unresolved, work.notes


def _crosswalked(ref: ActorRef, table: ActorTable) -> ActorRef:
    """The ref with the ids that the user's crosswalk has for it."""
    external = table.external.get(ref.id) if ref.id else None
    return msgspec.structs.replace(ref, external=dict(external)) if external else ref


def _nested(mentions: Sequence[Mention], actors: list[int]) -> dict[int, list[int]]:
    """For each mention those that stand inside it."""
    inner: dict[int, list[int]] = {}
    stack: list[int] = []
    for index in sorted(actors, key=lambda at: (mentions[at].first, -mentions[at].last)):
        while stack and mentions[stack[-1]].last <= mentions[index].first:
            stack.pop()
        for outer in stack:
            if mentions[index].last <= mentions[outer].last:
                inner.setdefault(outer, []).append(index)
        stack.append(index)
    return inner


def _beside(left: Mention, right: Mention) -> bool:
    """Whether two mentions stand side by side, but for a comma or bracket."""
    return abs(left.last - right.first) <= 1 or abs(right.last - left.first) <= 1


def _story_country(
    reading: Reading, actors: list[int], table: ActorTable, places: Mapping[int, PlaceRef],
) -> str | None:
    """The one country that the report is about, by the actors and places named; `None` when it is about several.

    A state is counted wherever its name stands; a city or district counts for the state in which it lies.
    """
    counts: Counter[str] = Counter()
    for token in reading.doc:
        if token.text[:1].isupper():
            rows = [table.rows[row] for row in table.ids(token.text)]
            counts.update({row.country for row in rows if row.entity.startswith("state-")})
    for index in actors:
        row = table.named(reading.mentions[index].text, reading.mentions[index].entries)
        if row is None or row.sector not in table.words.story_sectors or row.sector == "JRN":
            continue
        if " " in row.alias or not row.entity.startswith("state-"):
            counts[row.country] += 1
    counts.update(
        place.country for index, place in places.items()
        if place.country and place.precision != "country" and reading.mentions[index].form == "name"
    )
    states = [(country, count) for country, count in counts.items() if country and country not in _NO_STATE]
    if not states:
        return None
    country, count = min(states, key=lambda item: (-item[1], item[0]))
    total = sum(number for _, number in states)
    return country if count >= _STORY_COUNT and count >= _STORY_SHARE * total else None


def _only_rebels(reading: Reading, actors: list[int], table: ActorTable) -> ActorRow | None:
    """The one rebel group that the report names; `None` where it names none or several."""
    rows: dict[str, ActorRow] = {}
    for index in actors:
        row = table.named(reading.mentions[index].text, reading.mentions[index].entries)
        if row is not None and row.sector == "REB":
            rows.setdefault(row.entity, row)
    return next(iter(rows.values())) if len(rows) == 1 else None


def _resolve(work: _Work, index: int) -> tuple[ActorRef, ...]:
    """The refs of one mention, from what was found before or by its form; a circle of references gives none."""
    if index in work.refs or index in work.unresolved:
        return work.refs.get(index, ())
    if index in work.open or work.mentions[index].kind != "actor":
        return ()
    work.open.add(index)
    mention = work.mentions[index]
    if mention.form == "pronoun":
        refs = _of_antecedents(work, index, "no antecedent was found for it")
    elif mention.form == "noun":
        refs = _of_noun(work, index)
    else:
        refs = _of_name(work, index)
    work.open.discard(index)
    if refs:
        work.refs[index] = refs
    return refs


def _of_antecedents(work: _Work, index: int, reason: str) -> tuple[ActorRef, ...]:
    """The antecedents' refs under this mention's own words."""
    mention = work.mentions[index]
    refs = [ref for other in mention.antecedents for ref in _resolve(work, other)]
    if not refs:
        work.unresolved[index] = f"'{mention.text}': {reason}"
        return ()
    words = "', '".join(work.mentions[other].text for other in mention.antecedents)
    work.notes[index] = (_MAKER, f"'{mention.text}' stands for '{words}' ({_said(refs)})")
    return tuple(_respan(_told_as(ref), mention) for ref in _unique(refs))


def _told_as(ref: ActorRef) -> ActorRef:
    """The words of a nameless antecedent stand as the name of what takes it up: "it" is "the Thai army"."""
    return ref if ref.name else msgspec.structs.replace(ref, name=ref.text)


def _respan(ref: ActorRef, mention: Mention) -> ActorRef:
    """The same actor under other words."""
    return msgspec.structs.replace(ref, text=mention.text, start=mention.start, end=mention.end)


def _unique(refs: Iterable[ActorRef]) -> list[ActorRef]:
    """Refs without those that repeat an actor."""
    return list({(ref.id, ref.name, ref.country, ref.sector): ref for ref in refs}.values())


def _said(refs: Iterable[ActorRef]) -> str:
    """Refs in a few words for a note."""
    return "; ".join(ref.name or ref.code or ref.text for ref in refs)


def _ref(
    mention: Mention, *, country: str | None, sector: str | None, entity: str | None = None, name: str | None = None,
    office: Office | None = None,
) -> ActorRef:
    """An `ActorRef` with its code; empty strings count as unknown."""
    return ActorRef(
        text=mention.text, start=mention.start, end=mention.end, id=entity, name=name, country=country or None,
        sector=sector or None, code=f"{country or ''}{sector or ''}" or None, office=office,
    )


def _rows(work: _Work, mention: Mention) -> list[ActorRow]:
    """The table's actor rows of a mention, in the order of its entries."""
    return [work.table.rows[row] for row in mention.entries if row in work.table.rows]


def _roles(work: _Work, mention: Mention) -> list[RoleRow]:
    """The role nouns of a mention, its head's first."""
    return [work.table.roles[row] for row in mention.entries if row in work.table.roles]


def _countries(rows: Iterable[ActorRow]) -> list[str]:
    """The countries that adjectives and states among the rows name, in the order of the text."""
    named = [row.country for row in rows if row.entity.startswith(_STATES) and row.country]
    return list(dict.fromkeys(reversed(named)))


def _of_name(work: _Work, index: int) -> tuple[ActorRef, ...]:
    """A name, demonym or seat of power: by the table, else by title, description or the fuller name it repeats."""
    mention = work.mentions[index]
    first = work.table.named(mention.text, mention.entries)
    if first is None:
        return _of_unknown(work, index)
    rows = _rows(work, mention)
    if first.entity.startswith(_STATES):
        return _of_state(work, index, rows)
    same_alias = [row for row in rows if row.alias == first.alias or row.entity == first.entity]
    others = [row for row in rows if row not in same_alias]
    told = [*_countries(others), _country_after(work, mention, "of") or "", work.story or ""]
    hints = frozenset([*filter(None, told), *(role.word for role in _roles(work, mention))])
    chosen = choose(same_alias, work.published, hints=hints)
    if chosen is None:
        return ()
    row, former = chosen
    if row.entity.startswith("person-"):
        return (_person(work, index, row, former=former),)
    country, entity, name = row.country, row.entity, row.name
    override = _countries(others)
    if override and row.role in _OVERRIDDEN and row.country not in override:
        country, entity, name = override[0], "", ""
    work.notes[index] = (_MAKER, f"'{mention.text}' is {name or mention.text}, {country}{row.sector} (actor table)")
    return (_ref(mention, country=country, sector=row.sector, entity=entity or None, name=name or mention.text),)


def _of_state(work: _Work, index: int, rows: list[ActorRow]) -> tuple[ActorRef, ...]:
    """A state that acts is its government; a people by its demonym is civilians, and may have no state."""
    mention = work.mentions[index]
    row = next((row for row in rows if row.role == "demonym"), rows[0])
    how = {"capital": "its capital stands for the government", "seat": "the seat of its government"}
    sector = row.sector or None
    if mention.form == "demonym" and row.role == "adjective":
        sector = "GOV" if row.country else None
    work.notes[index] = (_MAKER, f"'{mention.text}' is {row.name}: {how.get(row.role, f'{row.role} of the state')}")
    if not row.country:
        work.unresolved[index] = f"'{mention.text}' names a people of several countries"
    return (_ref(mention, country=row.country, sector=sector, entity=row.entity, name=row.name),)


def _person(work: _Work, index: int, row: ActorRow, *, former: bool) -> ActorRef:
    """A person of the table in the office that holds on the report's day, former when it is over.

    Before the first office that the table knows, only a title in the text gives a sector.
    """
    mention = work.mentions[index]
    if work.published and begins_after(row, work.published):
        note = f"'{mention.text}' is {row.name}, not yet {row.role} on {work.published}"
        work.notes[index] = (_MAKER, f"{note} ({row.country}, actor table)")
        titled = next((role.sector for role in _roles(work, mention) if role.sector), None)
        return _ref(mention, country=row.country, sector=titled, entity=row.entity, name=row.name)
    when = f"until {row.until}" if former else f"on {work.published}" if work.published else "(date unknown)"
    where = f"{row.role}, {row.country}, {when}"
    work.notes[index] = (_MAKER, f"'{mention.text}' is {row.name}, {'former ' if former else ''}{where} (actor table)")
    sector = sector_after_office(row.sector) if former else row.sector
    office = Office(title=row.role, former=former)
    return _ref(mention, country=row.country, sector=sector, entity=row.entity, name=row.name, office=office)


def _of_unknown(work: _Work, index: int) -> tuple[ActorRef, ...]:
    """A name that no table knows: by the title in it, by the phrase beside it, or by the fuller name."""
    mention = work.mentions[index]
    name = _bare_name(work, mention)
    country, sector = _compose(work, index)
    source = "its title"
    for other in work.described_by.get(index, ()):
        refs = _compose_noun(work, other)
        if refs and (refs[0] or refs[1]):
            country, sector = country or refs[0], sector or refs[1]
            source = f"'{work.mentions[other].text}' beside it"
    if not (country or sector) and mention.antecedents:
        return _of_antecedents(work, index, "the name that it repeats is unknown")
    if country is None:
        known = "no table knows the name and the report gives no country with it"
        work.unresolved[index] = f"'{mention.text}': {known}"
    if country or sector:
        work.notes[index] = (_MAKER, f"'{mention.text}' is {country or ''}{sector or ''} by {source}")
    return (_ref(mention, country=country, sector=sector, name=name),)


def _bare_name(work: _Work, mention: Mention) -> str:
    """The name without its titles: "Lieutenant-General Sergei Rudskoi" is Sergei Rudskoi."""
    words = mention.text.split()
    particles = work.table.words.name_particles
    for at in range(len(words) - 2, -1, -1):
        word = words[at]
        title = work.table.role_of(word) is not None
        country = _countries(work.table.rows[row] for row in work.table.ids(word))
        if title or country or (word.islower() and word not in particles):
            return " ".join(words[at + 1 :])
    return " ".join(words)


def _compose_noun(work: _Work, index: int) -> tuple[str | None, str | None]:
    """Country and sector of a describing phrase by its own words alone."""
    return _compose(work, index)


def _compose(work: _Work, index: int) -> tuple[str | None, str | None]:
    """One country and one sector from the words of a phrase."""
    countries, sector, _ = _parts(work, index)
    return (countries[0] if countries else None), sector


def _parts(work: _Work, index: int) -> tuple[list[str], str | None, ActorRef | None]:
    """Countries, sector and named body that the words of a role phrase give: modifiers, owner, and what follows."""
    mention = work.mentions[index]
    roles = _roles(work, mention)
    relational = bool(roles) and roles[0].word.rsplit(" ", 1)[-1] in work.table.words.relational_roles
    rows = _rows(work, mention)
    if relational:
        rows = [row for row in rows if row.role == "adjective"]
    countries = _countries(rows)
    bodies = [row for row in rows if not row.entity.startswith(_STATES)]
    body = _body_ref(work, mention, bodies)
    below = False
    sectors: list[str] = [role.sector for role in roles[1:] if role.sector]
    for other in work.inner.get(index, ()):
        owner = work.mentions[other].form in {"pronoun", "noun"} and not relational
        if work.mentions[other].head > mention.head or owner:
            for ref in _resolve(work, other)[:1]:
                body = body or (ref if ref.id and not ref.id.startswith(_STATES) else None)
                if ref.country and (not countries or (below and ref.country not in countries)):
                    countries.append(ref.country)
                    below = True
                if ref.sector and work.mentions[other].form != "pronoun":
                    sectors.append(ref.sector)
    if body is not None and not countries and body.country:
        countries = [body.country]
    head = roles[0] if roles else None
    if head is not None and head.word == "counterpart":
        owners = [other for other in work.inner.get(index, ()) if work.mentions[other].head < mention.head]
        sectors.extend(ref.sector for other in owners for ref in _resolve(work, other) if ref.sector)
    return countries, _sector(head, sectors, body), body


def _body_ref(work: _Work, mention: Mention, rows: list[ActorRow]) -> ActorRef | None:
    """The named body or person among a phrase's modifiers: "Boko Haram leaders", "the Assad regime"."""
    if not rows:
        return None
    chosen = choose([row for row in rows if row.alias == rows[0].alias], work.published, hints=frozenset())
    if chosen is None:
        return None
    row, former = chosen
    sector = sector_after_office(row.sector) if former else row.sector
    return _ref(mention, country=row.country, sector=sector, entity=row.entity, name=row.name)


def _sector(head: RoleRow | None, modifiers: list[str], body: ActorRef | None) -> str | None:
    """The sector of a phrase: an armed group's wins, then the head's own, then the modifiers', then the default."""
    if body is not None and body.sector in {"REB", "UAF", "PRM", "CRM"} and not _is_apart(head):
        return body.sector
    if head is not None and head.weight == "own":
        return head.sector
    specific = [sector for sector in modifiers if sector != "GOV"]
    if body is not None and body.sector:
        specific.append(body.sector)
    if specific and (head is None or head.weight == "none" or specific[0] != "GOV"):
        return specific[0]
    if head is not None and head.sector:
        return head.sector
    return modifiers[0] if modifiers else None


def _is_apart(head: RoleRow | None) -> bool:
    """Whether a role is no part of the body that it stands with: "Boko Haram captives", "Hamas hostages"."""
    return head is not None and head.weight == "own" and head.sector in _BESIDE_GROUPS


def _of_noun(work: _Work, index: int) -> tuple[ActorRef, ...]:
    """A role phrase: by its own words, by the name beside it, by what it repeats, by the story's country."""
    mention = work.mentions[index]
    countries, sector, body = _parts(work, index)
    named = [ref for other in mention.antecedents for ref in _resolve(work, other)]
    beside = any(_beside(mention, work.mentions[other]) for other in mention.antecedents)
    if named and (beside or not countries):
        refs = tuple(_respan(_merged(ref, countries, sector), mention) for ref in _unique(named))
        words = "', '".join(work.mentions[other].text for other in mention.antecedents)
        work.notes[index] = (_MAKER, f"'{mention.text}' is '{words}'")
    elif countries:
        sector = _sector_of_owner(work, index, sector)
        entity = body.id if body is not None and len(countries) == 1 and body.country == countries[0] else None
        group = body is not None and body.sector == sector and sector in {"REB", "UAF", "PRM", "CRM", "PTY"}
        refs = tuple(
            _ref(mention, country=country, sector=sector, entity=entity if group else None,
                 name=body.name if group and body is not None else None)
            for country in countries
        )
        work.notes[index] = (_MAKER, f"'{mention.text}' is {_said(refs)} by its own words")
        _remember(work, mention, refs)
    else:
        refs = _of_story(work, index, sector, body)
    return refs


def _sector_of_owner(work: _Work, index: int, sector: str | None) -> str | None:
    """The men of an army are soldiers: "its men" takes the sector of the armed party whose they are."""
    if sector != "CVL":
        return sector
    owners = [other for other in work.inner.get(index, ()) if work.mentions[other].form == "pronoun"]
    armed = [ref.sector for other in owners for ref in _resolve(work, other)]
    return next((one for one in armed if one in work.table.words.modifying_sectors), sector)


def _merged(ref: ActorRef, countries: list[str], sector: str | None) -> ActorRef:
    """A named ref, with the phrase's country and sector where it has none."""
    country = ref.country or (countries[0] if countries else None)
    sector = ref.sector or sector
    return msgspec.structs.replace(
        ref, country=country, sector=sector, code=f"{country or ''}{sector or ''}" or None,
    )


def _remember(work: _Work, mention: Mention, refs: tuple[ActorRef, ...]) -> None:
    """Keep what a role noun stood for, so that the bare noun later means the same."""
    if len(refs) == 1:
        for role in _roles(work, mention)[:1]:
            work.by_role[role.word] = refs


def _country_after(work: _Work, mention: Mention, preposition: str) -> str | None:
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


def _follows_story(work: _Work, index: int, sector: str | None) -> bool:
    """Whether a bare role noun is the story's country's: not armed groups, not those of somebody or from abroad.

    The press is so only when it is a state's.
    """
    mention, closed = work.mentions[index], work.table.words
    roles = _roles(work, mention)
    if not roles or sector not in closed.story_sectors or roles[0].kind == "asset":
        return False
    words = set(mention.text.lower().split())
    if roles[0].word in closed.storyless_roles or closed.outside_words & words - set(roles[0].word.split()):
        return False
    if any(work.mentions[other].head < mention.head for other in work.inner.get(index, ())):
        return False
    return sector != "JRN" or bool(words & {"state", "state-run", "official", "national"})


def _of_story(work: _Work, index: int, sector: str | None, body: ActorRef | None) -> tuple[ActorRef, ...]:
    """A role phrase without a country: the one with which its noun stood before, else the story's, else none."""
    mention = work.mentions[index]
    roles = _roles(work, mention)
    country, why = None, ""
    if body is None and sector in work.table.words.story_sectors | {"BUS", "SOC", "REL"}:
        country = _country_after(work, mention, "in")
        why = "by the country after 'in'"
    if country is None and _follows_story(work, index, sector) and (body is None or not body.country):
        before = work.by_role.get(roles[0].word) if roles else None
        if before is not None and before[0].sector == sector:
            country, why = before[0].country, f"as in '{before[0].text}'"
        elif work.story is not None:
            country, why = work.story, "the country that the report is about"
    if country is None and sector == "REB" and body is None and work.rebels is not None:
        row = work.rebels
        work.notes[index] = (_MAKER, f"'{mention.text}' is {row.name}: the only rebel group that the report names")
        return (_ref(mention, country=row.country, sector=sector, entity=row.entity, name=row.name),)
    if country is not None:
        work.notes[index] = (_MAKER, f"'{mention.text}' is {country}{sector}: {why}")
    else:
        work.unresolved[index] = f"'{mention.text}': the report does not say whose they are"
        if not sector and body is None:
            return ()
    return (_ref(mention, country=country, sector=sector),)
