"""Names: persons in their office on the day, states and their seats, bodies, and names that no table knows.

Takes the work of one article and the index of a mention; gives its refs and says by which row, title or words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.gazetteer.actors import alias_key
from dateline.records import Office
from dateline.resolve.actor_phrases import compose
from dateline.resolve.actor_work import (
    FORMER, MAKER, STATES, countries_in, country_after, make_ref, of_antecedents, roles_of, rows_of,
)
from dateline.resolve.tenure import begins_after, choose, ended_before, sector_after_office
from dateline.resolve.titled import titled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.gazetteer.actor_rows import ActorRow
    from dateline.records import ActorRef, Mention
    from dateline.resolve.actor_work import Work

_OVERRIDDEN = frozenset({
    "party", "legislature", "army", "navy", "airforce", "police", "court", "militia", "ministry", "council", "bank",
    "intelligence",
})
"""Kinds of table names that many states have: "the Iraqi National Guard" is not the American one."""


def of_name(work: Work, index: int) -> tuple[ActorRef, ...]:
    """A name, demonym or seat of power: by the table, else by title, description or the fuller name it repeats."""
    mention = work.mentions[index]
    first = work.table.named(mention.text, mention.entries)
    if first is None:
        return _of_unknown(work, index)
    rows = rows_of(work, mention)
    if first.entity.startswith(STATES):
        return _of_state(work, index, rows) if rows else _of_several(work, index, first)
    same_alias = [row for row in rows if row.alias == first.alias or row.entity == first.entity]
    others = [row for row in rows if row not in same_alias]
    told = [*countries_in(others), country_after(work, mention, "of") or "", work.story or ""]
    hints = frozenset([*filter(None, told), *(role.word for role in roles_of(work, mention))])
    chosen = choose(same_alias, work.published, hints=hints)
    if chosen is None:
        return ()
    row, former = chosen
    if row.entity.startswith("person-"):
        return (_person(work, index, row, former=former),)
    country, entity, name = row.country, row.entity, row.name
    override = countries_in(others) or _country_of_shared(work, mention, row)
    if override and row.role in _OVERRIDDEN and row.country not in override:
        country, entity, name = override[0], "", ""
    work.notes[index] = (MAKER, f"'{mention.text}' is {name or mention.text}, {country}{row.sector} (actor table)")
    return (make_ref(mention, country=country, sector=row.sector, entity=entity or None, name=name or mention.text),)


def _country_of_shared(work: Work, mention: Mention, row: ActorRow) -> list[str]:
    """The country whose body a name means that many states have: by "of", else the one that the report is about."""
    after = country_after(work, mention, "of")
    if after:
        return [after]
    shared = alias_key(row.alias) in work.table.words.shared_names
    return [work.story] if shared and work.story else []


def _of_state(work: Work, index: int, rows: list[ActorRow]) -> tuple[ActorRef, ...]:
    """A state that acts is its government; a people by its demonym is civilians, and may have no state."""
    mention = work.mentions[index]
    sector: str | None
    row = next((row for row in rows if row.role == "demonym"), rows[0])
    how = {"capital": "its capital stands for the government", "seat": "the seat of its government"}
    sector = row.sector or None
    if mention.form == "demonym" and row.role == "adjective":
        sector = "GOV" if row.country else None
    if mention.form == "demonym":
        sector = _sector_before(work, mention) or sector
    work.notes[index] = (MAKER, f"'{mention.text}' is {row.name}: {how.get(row.role, f'{row.role} of the state')}")
    if not row.country:
        work.unresolved[index] = f"'{mention.text}' names a people of several countries"
    return (make_ref(mention, country=row.country, sector=sector, entity=row.entity, name=row.name),)


def _of_several(work: Work, index: int, row: ActorRow) -> tuple[ActorRef, ...]:
    """A name that several states bear, where the report does not tell which."""
    mention = work.mentions[index]
    work.unresolved[index] = f"'{mention.text}' names several states, and the report does not tell which"
    return (make_ref(mention, country=None, sector=row.sector),)


def _sector_before(work: Work, mention: Mention) -> str | None:
    """The sector of a word that tells what the people are: "displaced Lebanese", "refugee Afghans"."""
    told = (work.table.role_of(word) for word in mention.text.split()[:-1])
    return next((role[0].sector for role in told if role is not None and role[0].weight == "own"), None)


def _person(work: Work, index: int, row: ActorRow, *, former: bool) -> ActorRef:
    """A person of the table in the office that holds on the report's day, former when it is over.

    Before the first office that the table knows, only a title in the text gives a sector.
    """
    mention = work.mentions[index]
    told = _sector_told(work, index)
    if work.published and begins_after(row, work.published):
        note = f"'{mention.text}' is {row.name}, not yet {row.role} on {work.published}"
        work.notes[index] = (MAKER, f"{note} ({row.country}, actor table)")
        return make_ref(mention, country=row.country, sector=told, entity=row.entity, name=row.name)
    when = f"until {row.until}" if former else f"on {work.published}" if work.published else "(date unknown)"
    where = f"{row.role}, {row.country}, {when}"
    work.notes[index] = (MAKER, f"'{mention.text}' is {row.name}, {'former ' if former else ''}{where} (actor table)")
    sector: str | None = row.sector
    if former:
        sector = told or sector_after_office(row.sector)
    office = Office(title=row.role, former=former)
    return make_ref(mention, country=row.country, sector=sector, entity=row.entity, name=row.name, office=office)


def _sector_told(work: Work, index: int) -> str | None:
    """The sector that a person's title, or the phrase beside the name, gives: "Commodore", "the mayor of Istanbul"."""
    mention = work.mentions[index]
    title = next((role.sector for role in roles_of(work, mention) if role.sector), None)
    if title and FORMER & set(mention.text.lower().split()):
        return sector_after_office(title)
    beside = (compose(work, other)[1] for other in work.described_by.get(index, ()))
    return title or next(filter(None, beside), None)


def _of_unknown(work: Work, index: int) -> tuple[ActorRef, ...]:
    """A name that no table knows: by its title, the phrase beside it, the body after it, or the fuller name."""
    mention = work.mentions[index]
    name = _bare_name(work, mention)
    country, sector = compose(work, index)
    person = _person_by_title(work, index, name, country) or _person_respelt(work, index, name, country)
    if person is not None:
        return (person,)
    source = "its title"
    for told, where in _told_beside(work, index):
        if any(told):
            country, sector = country or told[0], sector or told[1]
            source = where
    body = _body_after(work, index) if country is None else None
    if body is not None:
        country, sector, source = body.country, body.sector or sector, f"'{body.text}' after it"
    if not (country or sector) and mention.antecedents:
        return of_antecedents(work, index, "the name that it repeats is unknown")
    if country is None:
        known = "no table knows the name and the report gives no country with it"
        work.unresolved[index] = f"'{mention.text}': {known}"
    if country or sector:
        work.notes[index] = (MAKER, f"'{mention.text}' is {country or ''}{sector or ''} by {source}")
    return (make_ref(mention, country=country, sector=sector, name=name),)


def _told_beside(work: Work, index: int) -> Iterator[tuple[tuple[str | None, str | None], str]]:
    """Country and sector by each phrase that stands beside a name, and that phrase."""
    for other in work.described_by.get(index, ()):
        yield compose(work, other), f"'{work.mentions[other].text}' beside it"


def _body_after(work: Work, index: int) -> ActorRef | None:
    """The body to which a name belongs by the word after it: "Gen. Salim Idris of the Free Syrian Army"."""
    at = work.mentions[index].last
    if at >= len(work.tokens) or work.tokens[at].lower() not in {"of", "from", "with"}:
        return None
    other = next((one for one in work.named_at.get(at + 1, ()) if work.mentions[one].form == "name"), None)
    refs = work.resolve(work, other) if other is not None else ()
    return next((ref for ref in refs if ref.id and not ref.id.startswith((*STATES, "person-", "media-"))), None)


def _person_by_title(work: Work, index: int, name: str, country: str | None) -> ActorRef | None:
    """The person whom title and surname mean on the report's day: "President Bush"."""
    mention = work.mentions[index]
    titles = [role for role in roles_of(work, mention) if role.title == "yes"]
    surname = alias_key(name)
    if not titles or not surname or surname not in work.table.surnames:
        return None
    after = country_after(work, mention, "of")
    told = [country] if country else [after] if after else work.counts
    row = titled(
        surname, titles[0].word, table=work.table, day=work.published, countries=told,
        former=bool(FORMER & set(mention.text.lower().split())),
    )
    if row is None or (country and row.country != country):
        return None
    return _person(work, index, row, former=work.published is not None and ended_before(row, work.published))


def _person_respelt(work: Work, index: int, name: str, country: str | None) -> ActorRef | None:
    """The person whose name this is in another transliteration, unless the words give another country."""
    entity = work.table.respelt(name)
    if entity is None:
        return None
    rows = [work.table.rows[row] for row in work.table.entities[entity]]
    chosen = choose(rows, work.published, hints=frozenset())
    if chosen is None or (country and chosen[0].country != country):
        return None
    return _person(work, index, chosen[0], former=chosen[1])


def _bare_name(work: Work, mention: Mention) -> str:
    """The name without its titles: "Lieutenant-General Sergei Rudskoi" is Sergei Rudskoi."""
    words = mention.text.split()
    particles = work.table.words.name_particles
    for at in range(len(words) - 2, -1, -1):
        word = words[at]
        title = work.table.role_of(word) is not None
        country = countries_in(work.table.rows[row] for row in work.table.ids(word))
        if title or country or (word.islower() and word not in particles):
            return " ".join(words[at + 1 :])
    return " ".join(words)
