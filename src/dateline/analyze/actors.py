"""Who is spoken of: noun phrases, names, demonyms, seats of power and pronouns that stand for an actor.

Takes a parsed `Doc` and the actor table, gives `Mention`s of kind `actor` in text order. One choice to query: a
mention covers its phrase with modifiers and the body it belongs to ("officials of the Foreign Ministry"), and what is
named inside it ("the Foreign Ministry") is a mention of its own with its own head. "Russian and Syrian jets" is ONE
mention with two countries among its `entries`; "Assad and his counterpart" are two mentions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.analyze.actor_names import Hit, Words, read_words, scan
from dateline.records import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from dateline.gazetteer.actors import ActorTable

Form = Literal["name", "noun", "pronoun", "demonym"]

_INNER = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV", "SYM"})
_QUALIFIED = frozenset({"NUM", "ADJ", "ADV"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_MODIFIER = frozenset({"compound", "amod", "nmod", "poss", "nummod", "quantmod", "advmod", "det", "predet", "npadvmod"})
_ACTING = frozenset({"nsubj", "nsubjpass", "poss", "dobj", "dative", "conj", "pobj", "ROOT", "appos"})
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013")
_POSSESSIVE = frozenset({"'s", "\u2019s", "'", "\u2019"})
_COUNTRIES = frozenset({"state", "adjective", "capital", "demonym"})
_NAMES = frozenset({"name", "person", "state", "capital"})
_TO_BE = frozenset({"is", "was", "'s", "\u2019s", "has", "be", "remains", "seems", "became"})
_EXPLETIVE_REACH = 6


def find_actors(doc: Doc, *, table: ActorTable) -> list[Mention]:
    """Every mention of an actor, by start and then by longer first; antecedents are left empty (see `link`)."""
    words = read_words(doc)
    by_token = {at: hit for hit in scan(words, table=table) for at in range(hit.first, hit.last)}
    found: list[Mention] = []
    for first, last in _chunks(words, by_token):
        found.extend(_of_chunk(doc, words, first, last, by_token=by_token, table=table))
    found = _extended(doc, words, found, table=table)
    found.extend(_pronouns(doc, words, table=table))
    return sorted(found, key=lambda mention: (mention.first, -mention.last, mention.head))


def _chunks(words: Words, by_token: dict[int, Hit]) -> Iterator[tuple[int, int]]:
    """Base noun phrases that hold a hit, possessors included."""
    at, count = 0, len(words.text)
    while at < count:
        if at not in by_token and not _may_begin(words, at):
            at += 1
            continue
        first, holds = at, False
        while at < count and (at == first or _goes_on(words, first, at, by_token)):
            hit = by_token.get(at)
            holds = holds or hit is not None
            at = hit.last if hit else at + 1
        if holds:
            yield first, at


def _may_begin(words: Words, at: int) -> bool:
    """Whether a token that is no hit can begin a noun phrase."""
    if words.pos[at] == "ADV":
        following = at + 1
        return following < len(words.pos) and (words.pos[following] in _QUALIFIED or _is_participle(words, following))
    return words.pos[at] in _INNER or words.tag[at] == "PRP$" or _is_participle(words, at)


def _is_participle(words: Words, at: int) -> bool:
    """Whether a token is a participle before its noun: "captured soldiers"."""
    return words.tag[at] in {"VBN", "VBG", "VBD"} and words.dep[at] == "amod"


def _goes_on(words: Words, first: int, at: int, by_token: dict[int, Hit]) -> bool:
    """Whether the phrase that began at `first` takes this token in."""
    before = at - 1
    if words.text[at] in _HYPHENS or words.text[before] in _HYPHENS:
        return not words.spaced[before]
    if words.pos[at] == "CCONJ" or words.text[at] == ",":
        return _joins_countries(words, at, by_token)
    if words.text[before] in {"and", ",", "&"}:
        return at in by_token
    if words.text[at] in _POSSESSIVE:
        return words.tag[at] == "POS" or words.dep[at] == "case"
    if at not in by_token and not (words.pos[at] in _INNER or _is_participle(words, at)):
        return False
    if words.text[before] in _POSSESSIVE:
        return True
    if words.pos[at] == "DET" or (words.pos[at] in {"NUM", "ADV"} and at not in by_token):
        return all(words.pos[index] in {"DET", "ADV", "NUM", "PRON"} for index in range(first, at))
    return not _ends(words, before, at, by_token)


def _joins_countries(words: Words, at: int, by_token: dict[int, Hit]) -> bool:
    """Whether "and" or a comma joins two countries before one noun: "Russian and Syrian jets"."""
    before, after = by_token.get(at - 1), by_token.get(at + 1)
    if before is None or after is None or before.kind not in _COUNTRIES or after.kind not in _COUNTRIES:
        return False
    beyond = after.last
    if words.text[at] == "," and beyond < len(words.text) and words.text[beyond] in {"and", ","}:
        return before.kind == after.kind == "adjective"
    if beyond >= len(words.text) or words.pos[beyond] not in {"NOUN", "PROPN", "ADJ"}:
        return False
    short = words.text[at - 1].isupper()  # "US and Iraqi troops": an abbreviation serves as adjective
    return before.kind == "adjective" or short or words.dep[at - 1] in _MODIFIER


def _ends(words: Words, before: int, at: int, by_token: dict[int, Hit]) -> bool:
    """Whether the phrase is over before `at`: its last token is a noun that modifies nothing."""
    left, right = by_token.get(before), by_token.get(at)
    if left is not None and right is not None and left.kind == "capital" and right.kind in {"state", "capital"}:
        return True
    if words.pos[before] not in _NOUNS or words.dep[before] in _MODIFIER:
        return False
    if left is None:
        return right is None or right.kind != "person" or not words.text[before][:1].isupper()
    if left.kind == "adjective":
        return False
    if right is None:
        return True
    if left.kind in _COUNTRIES:
        return right.kind != "role" or words.pos[before] != "PROPN"
    return not (left.kind == "role" and right.kind in {"person", "name"})


def _of_chunk(
    doc: Doc, words: Words, first: int, last: int, *, by_token: dict[int, Hit], table: ActorTable,
) -> list[Mention]:
    """The mentions in one phrase: that of its head, and one for each possessor before it."""
    found: list[Mention] = []
    begin = first
    owners: tuple[str, ...] = ()
    for at in range(first, last):
        if words.text[at] in _POSSESSIVE and not (at in by_token and by_token[at].first < at < by_token[at].last - 1):
            inner = _of_segment(doc, words, begin, at, by_token=by_token, table=table, owners=owners, start=first)
            found.extend(inner)
            owners = inner[-1].entries if inner and inner[-1].last == at else ()
            begin = at + 1
    found.extend(_of_segment(doc, words, begin, last, by_token=by_token, table=table, owners=owners, start=first))
    return found


def _of_segment(
    doc: Doc, words: Words, first: int, last: int, *, by_token: dict[int, Hit], table: ActorTable,
    owners: tuple[str, ...], start: int,
) -> list[Mention]:
    """The mentions in a phrase without its possessors; `owners` are their rows, `start` the whole phrase's start."""
    hits: list[Hit] = []
    for at in range(first, last):
        hit = by_token.get(at)
        if hit is not None and (not hits or hits[-1] is not hit):
            hits.append(hit)
    if not hits:
        return []
    if hits[-1].last != last:
        owners, start = (), first
    found: list[Mention] = []
    while len(hits) > 1 and hits[-1].kind == "adjective" and hits[-1].last != last:
        found.extend(_demonym(doc, words, hits.pop(), table=table))
    cut = _cut_before_person(hits)
    if cut:
        found.extend(_of_hits(doc, words, hits[:cut], start, owners=owners, table=table))
        hits, start, owners = hits[cut:], hits[cut].first, ()
    headed = hits[-1].last == last
    start = start if headed else hits[0].first
    found.extend(_of_hits(doc, words, hits, start, owners=owners, table=table, headed=headed))
    return found


def _cut_before_person(hits: list[Hit]) -> int:
    """Where a person follows a body or state without a role between ("the UN Linda Thomas-Greenfield"), else 0."""
    last = len(hits) - 1
    if last > 0 and hits[last].kind == "person" and hits[last - 1].kind in {"name", "state", "capital"}:
        return last
    return 0


def _of_hits(
    doc: Doc, words: Words, hits: list[Hit], start: int, *, owners: tuple[str, ...], table: ActorTable,
    headed: bool = True,
) -> list[Mention]:
    """The mention whose head is the last hit; the others modify it and stand behind it in `entries`, nearest first."""
    tail = hits[-1]
    if tail.kind == "division":
        return []
    if _bound(words, tail):
        return [mention for hit in hits for mention in _agent(doc, words, hit, table)]
    alone = len(hits) == 1 and not owners
    if tail.kind == "role" and not _is_actor_role(words, tail, start, table=table, headed=headed, alone=alone):
        return [mention for hit in hits[:-1] for mention in _demonym(doc, words, hit, table=table)]
    if tail.kind == "adjective":
        return _adjectives(doc, words, hits, start, headed=headed, table=table)
    if tail.kind in {"state", "capital"} and _is_place(words, tail, start, table=table, headed=headed):
        return []
    modifying = [hit for hit in hits[:-1] if _modifies(words, hit, table)]
    if tail.kind != "person":
        modifying = [hit for hit in modifying if hit.kind != "role" or table.roles[hit.ids[0]].kind != "prefix"]
    modifiers = tuple(row for hit in reversed(modifying) for row in hit.ids)
    form: Form = "noun" if tail.kind == "role" else "demonym" if tail.kind == "demonym" else "name"
    if form == "noun" and _is_named_body(words, tail, hits, table):
        form = "name"
    entries = tuple(dict.fromkeys((*tail.ids, *modifiers, *owners)))
    agents = [mention for hit in hits[:-1] if _bound(words, hit) for mention in _agent(doc, words, hit, table)]
    return [*agents, _mention(doc, form, start, tail.last, head=tail.last - 1, entries=entries)]


def _agent(doc: Doc, words: Words, hit: Hit, table: ActorTable) -> list[Mention]:
    """The doer bound to a participle by a hyphen: "Turkish-backed fighters", "militant-held areas"."""
    after = hit.last + 1
    if after >= len(words.text) or words.text[hit.last] not in _HYPHENS or words.tag[after] not in {"VBN", "VBD", "JJ"}:
        return []
    if hit.kind == "role" and table.roles[hit.ids[0]].kind in {"prefix", "asset"}:
        return []
    form: Form = "noun" if hit.kind == "role" else "name" if hit.kind in _NAMES else "demonym"
    return [_mention(doc, form, hit.first, hit.last, head=hit.last - 1, entries=hit.ids)]


def _is_actor_role(
    words: Words, hit: Hit, start: int, *, table: ActorTable, headed: bool, alone: bool,
) -> bool:
    """Whether a role noun stands for somebody here.

    Not so "Mr" alone, "state" in "state policy", "head" in "hit in the chest and head", a plane of nobody's, or
    "Borno state".
    `alone` says that no country, body or other role stands with it.
    """
    role = table.roles[hit.ids[0]]
    if role.kind == "prefix" or (alone and role.kind == "asset" and role.weight == "default"):
        return False
    if alone and role.weight == "none" and start == hit.first:
        return words.text[hit.last - 1][:1].isupper() or hit.plural
    if role.word in table.words.country_nouns and hit.first > start and words.pos[hit.first - 1] == "PROPN":
        return False
    if headed:
        return True
    doing = role.weight != "none" and (role.kind == "person" or role.sector in table.words.modifying_sectors)
    return doing and (words.pos[hit.last - 1] in _NOUNS or _is_misread_head(words, hit))


def _is_misread_head(words: Words, hit: Hit) -> bool:
    """Whether the parser took a subject for an adjective: "Myanmar's military seized power"."""
    before, after = hit.first - 1, hit.last
    opened = before >= 0 and (words.text[before] in _POSSESSIVE or words.pos[before] == "DET")
    return opened and after < len(words.tag) and words.tag[after] in {"VBD", "VBN"}


def _is_named_body(words: Words, tail: Hit, hits: list[Hit], table: ActorTable) -> bool:
    """Whether a role noun ends the name of a body that no table knows: "Raqqa Civil Council"."""
    if table.roles[tail.ids[0]].kind != "body" or not words.text[tail.last - 1][:1].isupper() or tail.first == 0:
        return False
    before = tail.first - 1
    known = len(hits) > 1 and hits[-2].last == tail.first and not _is_press(hits[-2], table)
    return not known and words.pos[before] == "PROPN" and words.text[before][:1].isupper()


def _is_press(hit: Hit, table: ActorTable) -> bool:
    """Whether a hit is an outlet's name, which may be part of another body's: "the Guardian Council"."""
    row = table.rows.get(hit.ids[0]) if hit.ids else None
    return row is not None and row.sector == "JRN"


def _adjectives(
    doc: Doc, words: Words, hits: list[Hit], start: int, *, headed: bool, table: ActorTable,
) -> list[Mention]:
    """Demonyms of a phrase whose head names nobody ("Russian and Syrian strikes"), or of a head ("the French")."""
    found = [mention for hit in hits[:-1] for mention in _demonym(doc, words, hit, table=table)]
    tail = hits[-1]
    if headed and words.lower[start] in {"the", "a", "an", "two", "three", "many", "some"} and start < tail.first:
        return [*found, _mention(doc, "demonym", start, tail.last, head=tail.last - 1, entries=tail.ids)]
    return [*found, *_demonym(doc, words, tail, table=table)]


def _demonym(doc: Doc, words: Words, hit: Hit, *, table: ActorTable) -> list[Mention]:
    """A country's adjective by itself, unless a hyphen binds it ("anti-American") or it has no country ("Western")."""
    if hit.kind not in {"adjective", "demonym"} or _bound(words, hit):
        return []
    if hit.kind == "adjective" and not table.rows[hit.ids[0]].country:
        return []
    return [_mention(doc, "demonym", hit.first, hit.last, head=hit.last - 1, entries=hit.ids)]


def _bound(words: Words, hit: Hit) -> bool:
    """Whether a hyphen binds the hit to a word that turns its sense: "Rwandan-backed", "pro-Russian"."""
    after, before = hit.last, hit.first - 1
    if after + 1 < len(words.text) and words.text[after] in _HYPHENS and words.text[after + 1].islower():
        return not words.spaced[after]
    return before > 0 and words.text[before] in _HYPHENS and words.text[before - 1].islower()


def _modifies(words: Words, hit: Hit, table: ActorTable) -> bool:
    """Whether a hit before the head says whose or of what kind the head is."""
    if hit.kind == "role":
        role = table.roles[hit.ids[0]]
        doing = role.kind == "body" and role.sector in table.words.modifying_sectors
        if role.kind == "asset" or (words.pos[hit.last - 1] == "ADJ" and not doing):
            return False
    return not _bound(words, hit)


def _is_place(words: Words, hit: Hit, start: int, *, table: ActorTable, headed: bool) -> bool:
    """Whether a country or capital is only where something is: "in Syria", "northern Iraq", "Goma, Congo"."""
    before = words.lower[start - 1] if start else ""
    closed = table.words
    listed = start > 1 and before == "," and words.pos[start - 2] == "PROPN"
    if before in closed.place_prepositions or (listed and words.key[start - 2] not in closed.calendar_words):
        return words.dep[hit.last - 1] not in {"nsubj", "nsubjpass", "conj"} or before != ","
    if hit.first and (words.lower[hit.first - 1] in closed.compass_words or words.text[hit.first - 1] in _HYPHENS):
        return True
    if hit.kind == "state":
        return False
    return not headed or before in closed.capital_prepositions or words.dep[hit.last - 1] not in _ACTING


def _mention(doc: Doc, form: Form, first: int, last: int, *, head: int, entries: tuple[str, ...]) -> Mention:
    """A mention over tokens, with the characters that they cover."""
    span = doc[first:last]
    return Mention(
        kind="actor", form=form, first=first, last=last, head=head, start=span.start_char, end=span.end_char,
        text=span.text, entries=entries,
    )


def _extended(doc: Doc, words: Words, found: list[Mention], *, table: ActorTable) -> list[Mention]:
    """Let a role take in the body that follows by preposition: "a spokesman for the army", "officials of the UN"."""
    by_first = {mention.first: mention for mention in sorted(found, key=lambda mention: mention.last)}
    by_head = {mention.head: mention for mention in found}
    result: list[Mention] = []
    for mention in sorted(found, key=lambda mention: -mention.first):
        body = _body_after(words, mention, by_first, table) or _body_below(doc, mention, by_head, table)
        if body is None:
            result.append(mention)
            continue
        span = doc[mention.first : body.last]
        longer = msgspec.structs.replace(mention, last=body.last, end=span.end_char, text=span.text)
        by_first[mention.first] = longer
        result.append(longer)
    return result


def _body_after(
    words: Words, mention: Mention, by_first: dict[int, Mention], table: ActorTable,
) -> Mention | None:
    """The body or country to which a role belongs by the preposition right after it."""
    at = mention.last
    if mention.form != "noun" or at + 2 >= len(words.text):
        return None
    role = table.roles.get(mention.entries[0]) if mention.entries else None
    if words.lower[at] == "loyal" and words.lower[at + 1] == "to":
        return by_first.get(at + 2)
    body = by_first.get(at + 1)
    if words.lower[at] not in table.words.role_prepositions or body is None or role is None or role.kind == "asset":
        return None
    if words.lower[at] not in {"of", "for"}:
        return body if _is_body(body, table) else None
    if not body.entries:
        return None
    body = _with_second(words, mention, body, by_first=by_first)
    person = table.rows.get(body.entries[0])
    if person is not None and person.entity.startswith("person-"):
        return body if role.kind == "body" else None
    return body


def _with_second(words: Words, mention: Mention, body: Mention, *, by_first: dict[int, Mention]) -> Mention:
    """The later of two bodies to which a plural role belongs: "the presidents of Syria and Russia"."""
    second = by_first.get(body.last + 1)
    several = words.tag[mention.head] in {"NNS", "NNPS"} and second is not None and second.form == body.form
    joined = body.last < len(words.lower) and words.lower[body.last] == "and"
    return second if second is not None and several and joined and second.entries else body


def _body_below(doc: Doc, mention: Mention, by_head: dict[int, Mention], table: ActorTable) -> Mention | None:
    """The body that the parse hangs on a role further on: "a director for the Middle East at Amnesty"."""
    role = table.roles.get(mention.entries[0]) if mention.entries and mention.form == "noun" else None
    if role is None or role.weight != "none" or role.kind != "person":
        return None
    for child in doc[mention.head].rights:
        if child.dep_ == "prep" and child.lower_ in {"at", "of", "with"}:
            for grandchild in child.rights:
                body = by_head.get(grandchild.i)
                if body is not None and body.entries and _is_body(body, table):
                    return body
    return None


def _is_body(mention: Mention, table: ActorTable) -> bool:
    """Whether a mention is an organisation rather than a person or a country."""
    if not mention.entries:
        return False
    role, row = table.roles.get(mention.entries[0]), table.rows.get(mention.entries[0])
    if role is not None:
        return role.kind == "body"
    return row is not None and not row.entity.startswith(("person-", "state-", "people-"))


def _pronouns(doc: Doc, words: Words, *, table: ActorTable) -> Iterator[Mention]:
    """Personal, possessive and relative pronouns; "it" that stands for nothing is left out."""
    for at, word in enumerate(words.lower):
        group = table.pronouns.get(word)
        if group is None or (word == "us" and words.text[at] == "US"):
            continue
        if group.gender == "relative" and words.tag[at] not in {"WP", "WP$", "WDT"}:
            continue
        if group.gender == "n" and _is_expletive(words, at, table):
            continue
        yield _mention(doc, "pronoun", at, at + 1, head=at, entries=())


def _is_expletive(words: Words, at: int, table: ActorTable) -> bool:
    """Whether "it" stands for nothing: "it is not known if", "it was reported that"."""
    if words.dep[at] == "expl":
        return True
    if at + 1 >= len(words.lower) or words.lower[at + 1] not in _TO_BE:
        return False
    return any(word in table.words.expletive_followers for word in words.lower[at + 2 : at + 2 + _EXPLETIVE_REACH])
