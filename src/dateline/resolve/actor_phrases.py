"""Role phrases: "Syrian officials", "members of the Venezuelan National Guard", "the defence minister".

Takes the work of one article and the index of a mention; gives its refs by its own words, by the name beside it, by
what it repeats, or by the country that the report is about, and says which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.gazetteer.actors import alias_key
from dateline.resolve.actor_work import (
    FORMER, MAKER, STATES, beside, countries_in, country_after, make_ref, respan, roles_of, rows_of, said, unique,
)
from dateline.resolve.tenure import choose, sector_after_office

if TYPE_CHECKING:
    from dateline.gazetteer.actor_rows import ActorRow, RoleRow
    from dateline.records import ActorRef, Mention
    from dateline.resolve.actor_work import Work

_BESIDE_GROUPS = frozenset({"CVL", "REF", "JRN", "MED", "EDU", "SOC", "ELI"})


def of_noun(work: Work, index: int) -> tuple[ActorRef, ...]:
    """A role phrase: by its own words, by the name beside it, by what it repeats, by the story's country."""
    mention = work.mentions[index]
    countries, sector, body = _parts(work, index)
    named = [ref for other in mention.antecedents for ref in work.resolve(work, other)]
    side_by_side = any(beside(mention, work.mentions[other]) for other in mention.antecedents)
    if named and (side_by_side or not countries):
        refs = tuple(respan(_merged(ref, countries, sector), mention) for ref in unique(named))
        words = "', '".join(work.mentions[other].text for other in mention.antecedents)
        work.notes[index] = (MAKER, f"'{mention.text}' is '{words}'")
    elif countries:
        sector = _sector_of_owner(work, index, sector)
        entity = body.id if body is not None and len(countries) == 1 and body.country == countries[0] else None
        group = body is not None and body.sector == sector and sector in {"REB", "UAF", "PRM", "CRM", "PTY"}
        refs = tuple(
            make_ref(mention, country=country, sector=sector, entity=entity if group else None,
                 name=body.name if group and body is not None else None)
            for country in countries
        )
        work.notes[index] = (MAKER, f"'{mention.text}' is {said(refs)} by its own words")
        _remember(work, mention, refs)
    else:
        refs = _of_story(work, index, sector, body)
    return refs


def compose(work: Work, index: int) -> tuple[str | None, str | None]:
    """One country and one sector from the words of a phrase."""
    countries, sector, _ = _parts(work, index)
    return (countries[0] if countries else None), sector


def _parts(work: Work, index: int) -> tuple[list[str], str | None, ActorRef | None]:
    """Countries, sector and named body that the words of a role phrase give: modifiers, owner, and what follows."""
    mention = work.mentions[index]
    roles = roles_of(work, mention)
    relational = bool(roles) and roles[0].word.rsplit(" ", 1)[-1] in work.table.words.relational_roles
    rows = rows_of(work, mention)
    if mention.form == "name":
        rows = [row for row in rows if row.sector != "JRN"]
    if relational:
        rows = [row for row in rows if row.role == "adjective"]
    countries = countries_in(rows)
    body = _body_ref(work, mention, [row for row in rows if not row.entity.startswith(STATES)])
    sectors: list[str] = [role.sector for role in roles[1:] if role.sector]
    body = _add_owners(work, index, countries, sectors, body=body, relational=relational)
    if body is not None and not countries and body.country:
        countries = [body.country]
    head = roles[0] if roles else None
    if head is not None and head.word == "counterpart":
        owners = [other for other in work.inner.get(index, ()) if work.mentions[other].head < mention.head]
        sectors.extend(ref.sector for other in owners for ref in work.resolve(work, other) if ref.sector)
    sector = _sector(head, sectors, body) or (_of_government(work, mention, rows) if body is None else None)
    if sector and FORMER & set(mention.text.lower().split()):
        sector = sector_after_office(sector)
    return countries, sector, body


def _add_owners(
    work: Work, index: int, countries: list[str], sectors: list[str], *, body: ActorRef | None, relational: bool,
) -> ActorRef | None:
    """Add the country and sector of each owner and of what follows the head; gives the body, the first found."""
    mention = work.mentions[index]
    below = False
    for other in work.inner.get(index, ()):
        owner = work.mentions[other].form in {"pronoun", "noun"} and not relational
        if work.mentions[other].head <= mention.head and not owner:
            continue
        for ref in work.resolve(work, other)[:1]:
            body = body or (ref if ref.id and not ref.id.startswith(STATES) else None)
            if ref.country and (not countries or (below and ref.country not in countries)):
                countries.append(ref.country)
                below = True
            if ref.sector and work.mentions[other].form != "pronoun":
                sectors.append(ref.sector)
    return body


def _of_government(work: Work, mention: Mention, rows: list[ActorRow]) -> str | None:
    """GOV where a role without a sector stands with a state and nothing else: "the Venezuelan leader"."""
    roles = roles_of(work, mention)
    if not roles or not rows or roles[0].word not in work.table.words.state_roles:
        return None
    known = {word for row in rows for word in alias_key(row.alias).split()}
    others = [word for word in mention.text.split()[1:] if word[:1].isupper() and alias_key(word) not in known]
    by_state = all(row.entity.startswith("state-") for row in rows)
    return "GOV" if by_state and (mention.form == "name" or not others) else None


def _body_ref(work: Work, mention: Mention, rows: list[ActorRow]) -> ActorRef | None:
    """The named body or person among a phrase's modifiers: "Boko Haram leaders", "the Assad regime"."""
    if not rows:
        return None
    chosen = choose([row for row in rows if row.alias == rows[0].alias], work.published, hints=frozenset())
    if chosen is None:
        return None
    row, former = chosen
    sector = sector_after_office(row.sector) if former else row.sector
    return make_ref(mention, country=row.country, sector=sector, entity=row.entity, name=row.name)


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


def _sector_of_owner(work: Work, index: int, sector: str | None) -> str | None:
    """The men of an army are soldiers: "its men" takes the sector of the armed party whose they are."""
    if sector != "CVL":
        return sector
    owners = [other for other in work.inner.get(index, ()) if work.mentions[other].form == "pronoun"]
    armed = [ref.sector for other in owners for ref in work.resolve(work, other)]
    return next((one for one in armed if one in work.table.words.modifying_sectors), sector)


def _merged(ref: ActorRef, countries: list[str], sector: str | None) -> ActorRef:
    """A named ref, with the phrase's country and sector where it has none."""
    country = ref.country or (countries[0] if countries else None)
    sector = ref.sector or sector
    return msgspec.structs.replace(
        ref, country=country, sector=sector, code=f"{country or ''}{sector or ''}" or None,
    )


def _remember(work: Work, mention: Mention, refs: tuple[ActorRef, ...]) -> None:
    """Keep what a role noun stood for, so that the bare noun later means the same."""
    if len(refs) == 1:
        for role in roles_of(work, mention)[:1]:
            work.by_role[role.word] = refs


def _follows_story(work: Work, index: int, sector: str | None) -> bool:
    """Whether a bare role noun is the story's country's: not armed groups, not those of somebody or from abroad.

    The press is so only when it is a state's.
    """
    mention, closed = work.mentions[index], work.table.words
    roles = roles_of(work, mention)
    if not roles or sector not in closed.story_sectors or roles[0].kind == "asset":
        return False
    if sector in {"CVL", "OPP"} and any(row.entity.startswith(STATES) for row in rows_of(work, mention)):
        return False  # "Kurdish protesters": a people without one state; but "Amhara regional forces" are a state's
    words = set(mention.text.lower().split())
    if roles[0].word in closed.storyless_roles or closed.outside_words & words - set(roles[0].word.split()):
        return False
    if any(work.mentions[other].head < mention.head for other in work.inner.get(index, ())):
        return False
    return sector != "JRN" or bool(words & {"state", "state-run", "official", "national"})


def _of_story(work: Work, index: int, sector: str | None, body: ActorRef | None) -> tuple[ActorRef, ...]:
    """A role phrase without a country: the one with which its noun stood before, else the story's, else none."""
    mention = work.mentions[index]
    roles = roles_of(work, mention)
    country, why = None, ""
    if body is None and sector in work.table.words.story_sectors | {"BUS", "SOC", "REL"}:
        country = country_after(work, mention, "in")
        why = "by the country after 'in'"
    if country is None and _follows_story(work, index, sector) and (body is None or not body.country):
        before = work.by_role.get(roles[0].word) if roles else None
        if before is not None and before[0].sector == sector:
            country, why = before[0].country, f"as in '{before[0].text}'"
        elif work.story is not None:
            country, why = work.story, "the country that the report is about"
    if country is None and sector == "REB" and body is None and work.rebels is not None:
        row = work.rebels
        work.notes[index] = (MAKER, f"'{mention.text}' is {row.name}: the only rebel group that the report names")
        return (make_ref(mention, country=row.country, sector=sector, entity=row.entity, name=row.name),)
    if country is not None:
        work.notes[index] = (MAKER, f"'{mention.text}' is {country}{sector}: {why}")
    else:
        work.unresolved[index] = f"'{mention.text}': the report does not say whose they are"
        if not sector and body is None:
            return ()
    return (make_ref(mention, country=country, sector=sector),)
