"""What pronouns and short forms stand for: "he", "the ministers", "the two leaders", "Rudskoi", "the group".

Takes the `Doc` and all mentions of the article, gives the same mentions with `antecedents` filled, as indices into
that list. Rules only look back, a few sentences at most, and prefer none to a guess; apposition ("his Russian
counterpart, Vladimir Putin") is the one case where the antecedent may stand after.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.gazetteer.fold import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.gazetteer.actors import ActorTable
    from dateline.records import Mention

Sort = Literal["person", "people", "body", "country", "asset", "pronoun"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_TWO = frozenset({"two", "both"})
_UNIONS = frozenset({"EUR", "IGO", "UNO"})
_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
_REACH = 60
"""How many mentions back a search goes: a bound on cost, far beyond the sentences that the rules allow."""
_PERSON_SENTENCES = 4
_THING_SENTENCES = 1
_NOUN_SENTENCES = 12
_OPEN_QUOTES = "\u201c\u00ab"
_CLOSE_QUOTES = "\u201d\u00bb"


@dataclass(frozen=True, slots=True)
class Referent:
    """A mention as something to refer to. `roles` are last words of its role nouns; `sent` counts sentences."""

    index: int
    sort: Sort
    gender: str
    plural: bool
    subject: bool
    sent: int
    roles: frozenset[str]
    surname: str
    bare: bool
    """Whether it is a role noun that names no country, body or person."""


def link(doc: Doc, mentions: list[Mention], *, table: ActorTable) -> list[Mention]:
    """Fill the antecedents of the actor mentions; mentions of other kinds pass as they are."""
    starts = [sent.start for sent in doc.sents]
    quoted = _quoted(doc)
    linked: dict[int, tuple[int, ...]] = {}
    earlier: list[Referent] = []
    actors = [index for index, mention in enumerate(mentions) if mention.kind == "actor"]
    by_head = {mentions[index].head: index for index in reversed(actors)}
    apposed = _appositions(doc, mentions, actors, table)
    for index in actors:
        mention = mentions[index]
        referent = _referent(doc, mention, index, starts=starts, table=table)
        if index in apposed:
            linked[index] = apposed[index]
        elif referent.sort == "pronoun":
            linked[index] = _of_pronoun(doc, mention, referent, earlier, mentions=mentions, by_head=by_head,
                                        quoted=quoted, table=table)
        elif mention.form == "noun":
            linked[index] = _of_noun(doc, mention, referent, earlier, mentions=mentions, table=table)
        elif mention.form == "name":
            fuller = _of_name(mention, referent, earlier, mentions)
            if fuller is not None:
                linked[index] = (fuller.index,)
                referent = replace(referent, sort=fuller.sort, gender=referent.gender or fuller.gender)
        if referent.sort != "pronoun":
            earlier.append(referent)
    return [
        msgspec.structs.replace(mention, antecedents=linked[index]) if linked.get(index) else mention
        for index, mention in enumerate(mentions)
    ]


def _referent(doc: Doc, mention: Mention, index: int, *, starts: list[int], table: ActorTable) -> Referent:
    """What kind of thing a mention is, as far as agreement goes."""
    head = doc[mention.head]
    roles = [table.roles[row] for row in mention.entries if row in table.roles]
    rows = [table.rows[row] for row in mention.entries if row in table.rows]
    words = {word for role in roles for word in (role.word, role.word.rsplit(" ", 1)[-1])}
    words |= {row.role.lower() for row in rows if row.entity.startswith("person-")} if mention.form == "name" else set()
    sort = _sort(doc, mention, table)
    if sort == "body" and mention.form == "name":
        words.add(head.lower_)
    return Referent(
        index=index,
        sort=sort,
        gender=_gender(doc, mention, table),
        plural=_is_plural(head, mention, table),
        subject=head.dep_ in _SUBJECTS,
        sent=bisect_right(starts, mention.first),
        roles=frozenset(words),
        surname=fold(head.text) if mention.form == "name" else "",
        bare=not rows,
    )


def _sort(doc: Doc, mention: Mention, table: ActorTable) -> Sort:
    """Person, people, body, country or thing, by the table and, for unknown names, by title or given name."""
    if mention.form == "pronoun":
        return "pronoun"
    if mention.form == "demonym":
        return "people"
    row = table.named(mention.text, mention.entries) if mention.form == "name" else None
    if row is not None:
        if row.entity.startswith("person-"):
            return "person"
        return "country" if row.entity.startswith("state-") else "body"
    role = table.roles.get(mention.entries[0]) if mention.entries else None
    if role is not None:
        return "person" if role.kind in {"person", "prefix"} else "asset" if role.kind == "asset" else "body"
    known = fold(doc[mention.first].text) in table.given_names or doc[mention.head].ent_type_ == "PERSON"
    return "person" if known else "body"


def _gender(doc: Doc, mention: Mention, table: ActorTable) -> str:
    """`m`, `f` or the empty string, by pronoun, title, role noun or given name."""
    if mention.form == "pronoun":
        group = table.pronouns.get(mention.text.lower())
        return group.gender if group else ""
    for row in mention.entries:
        if row in table.roles and table.roles[row].gender:
            return table.roles[row].gender
    if mention.form != "name":
        return ""
    row_name = table.rows[mention.entries[0]].name if mention.entries and mention.entries[0] in table.rows else ""
    words = row_name.split() or [token.text for token in doc[mention.first : mention.last]]
    genders = (table.given_names.get(fold(word), "") for word in words[:3])
    found = next((gender for gender in genders if gender), "")
    return found if found in {"m", "f"} else ""


def _is_plural(head: Token, mention: Mention, table: ActorTable) -> bool:
    """Whether the mention is many: by its role's form, its tag, or its being a demonym."""
    role = table.role_of(head.text) if mention.form == "noun" else None
    if role is not None and role[0].kind != "body":
        return role[1] or head.tag_ in {"NNS", "NNPS"}
    return head.tag_ in {"NNS", "NNPS"} or mention.form == "demonym"


def _appositions(
    doc: Doc, mentions: list[Mention], actors: list[int], table: ActorTable,
) -> dict[int, tuple[int, ...]]:
    """Role phrases beside the name that they describe: "Rudskoi, a Russian official"; "the UN envoy Jan Egeland"."""
    found: dict[int, tuple[int, ...]] = {}
    by_first: dict[int, int] = {}
    for index in actors:
        by_first.setdefault(mentions[index].first, index)
    by_head = {mentions[index].head: index for index in actors}
    for index in actors:
        left = mentions[index]
        gap = left.last
        comma = gap < len(doc) and doc[gap].text == ","
        right_index = by_first.get(gap + 1 if comma else gap)
        if right_index is not None:
            pair = _pair(doc, (index, right_index), mentions, table, comma=comma)
            if pair:
                found.setdefault(pair[0], (pair[1],))
        elif left.form == "noun" and index not in found and _sort(doc, left, table) == "person":
            name = _name_above(doc, left, by_head)
            if name is not None and mentions[name].form == "name" and not _is_plural(doc[left.head], left, table):
                found.setdefault(index, (name,))
        elif gap + 1 < len(doc) and doc[gap].text == "(" and gap + 1 in by_first:
            other = by_first[gap + 1]
            last = mentions[other].last
            if mentions[other].form == "name" and last < len(doc) and doc[last].text == ")":
                found.setdefault(other, (index,))
    return found


def _name_above(doc: Doc, mention: Mention, by_head: dict[int, int]) -> int | None:
    """The name before the phrase to which the parse apposes it: "Philip Luther, Research and Advocacy Director"."""
    token, apposed = doc[mention.head], False
    for _ in range(3):
        if token.dep_ not in {"appos", "conj", "compound", "nmod"}:
            break
        apposed = apposed or token.dep_ == "appos"
        token = token.head
        if apposed and token.i in by_head and token.i < mention.first:
            return by_head[token.i]
    return None


def _pair(
    doc: Doc, pair: tuple[int, int], mentions: list[Mention], table: ActorTable, *, comma: bool,
) -> tuple[int, int] | None:
    """Which of two neighbours describes the other, as (role, name), or `None`."""
    left, right = mentions[pair[0]], mentions[pair[1]]
    sorts = _sort(doc, left, table), _sort(doc, right, table)
    if sorts[0] != sorts[1] or sorts[0] not in {"person", "body"} or left.form == right.form:
        return None
    noun, name = (left, right) if left.form == "noun" else (right, left)
    if noun.form != "noun" or name.form != "name" or _is_plural(doc[noun.head], noun, table):
        return None
    if not comma:
        return (pair[0], pair[1]) if left.form == "noun" and sorts[0] == "person" else None
    closed = right.last >= len(doc) or doc[right.last].text in {",", ".", ")", ";", "\u2014", "-"}
    if left.form == "noun":
        return pair if closed or doc[right.head].dep_ == "appos" else None
    apposed = doc[right.head].dep_ == "appos" or doc[right.last - 1].dep_ == "appos"
    relative = not closed and doc[right.last].tag_ in {"WP", "WDT", "IN", "VBN", "VBG"}
    begins = doc[right.first].pos_ in {"DET", "ADJ"} or doc[right.first].dep_ == "poss" or apposed
    return (pair[1], pair[0]) if begins and (closed or apposed or relative) else None


def _of_pronoun(
    doc: Doc, mention: Mention, referent: Referent, earlier: list[Referent], *, mentions: list[Mention],
    by_head: dict[int, int], quoted: list[bool], table: ActorTable,
) -> tuple[int, ...]:
    """The antecedents of a pronoun, empty when no candidate agrees."""
    if referent.gender == "relative":
        return _of_relative(doc[mention.head], by_head)
    if referent.gender == "speaker":
        return _speaker(doc, mention, quoted, by_head=by_head, table=table)
    if referent.gender in {"m", "f"}:
        return _of_person(doc, mention, referent, earlier, mentions=mentions, table=table)
    return _of_thing(doc, mention, referent, earlier, mentions=mentions, by_head=by_head)


def _of_relative(token: Token, by_head: dict[int, int]) -> tuple[int, ...]:
    """The noun whose clause the relative pronoun opens."""
    for _ in range(4):
        if token.dep_ in {"relcl", "acl"}:
            index = by_head.get(token.head.i)
            return () if index is None else (index,)
        if token.head is token:
            break
        token = token.head
    return ()


def _speaker(
    doc: Doc, mention: Mention, quoted: list[bool], *, by_head: dict[int, int], table: ActorTable,
) -> tuple[int, ...]:
    """Who says "we" or "I": the subject of the saying verb outside the quotation, in the sentence or that before."""
    if not quoted[mention.first]:
        return ()
    sent = doc[mention.first].sent
    index = _sayer(doc, sent.start, sent.end, quoted, by_head=by_head, table=table)
    if index is None and sent.start > 0:
        before = doc[sent.start - 1].sent
        index = _sayer(doc, before.start, before.end, quoted, by_head=by_head, table=table)
    return () if index is None else (index,)


def _sayer(
    doc: Doc, first: int, last: int, quoted: list[bool], *, by_head: dict[int, int], table: ActorTable,
) -> int | None:
    """The mention that is subject of a saying verb between two tokens, outside quotations."""
    for token in doc[first:last]:
        if token.dep_ in _SUBJECTS and not quoted[token.i] and token.head.lemma_ in table.words.saying_verbs:
            index = by_head.get(token.i)
            if index is not None:
                return index
    return None


def _quoted(doc: Doc) -> list[bool]:
    """Which tokens stand inside quotation marks; a straight mark toggles, a line break closes."""
    inside, flags = False, []
    for token in doc:
        text = token.text
        if "\n" in text or text in _CLOSE_QUOTES:
            inside = False
        elif text in _OPEN_QUOTES:
            inside = True
        elif text in {'"', "''", "``"}:
            inside = not inside
        flags.append(inside)
    return flags


def _of_person(
    doc: Doc, mention: Mention, referent: Referent, earlier: list[Referent], *, mentions: list[Mention],
    table: ActorTable,
) -> tuple[int, ...]:
    """The person that "he" or "she" stands for: agreeing, near, and sooner a subject, a speaker, a name."""
    best, best_score = None, 0.0
    for candidate in reversed(earlier[-_REACH:]):
        distance = referent.sent - candidate.sent
        if distance > _PERSON_SENTENCES:
            break
        if candidate.sort != "person" or candidate.plural or candidate.gender not in {"", referent.gender}:
            continue
        other = mentions[candidate.index]
        if other.last > mention.first or _same_clause(doc, mention, other):
            continue
        head = doc[other.head]
        speaks = candidate.subject and head.head.lemma_ in table.words.saying_verbs
        score = 10.0 - 2 * distance + 3 * candidate.subject + 2 * speaks + (other.form == "name")
        score += (candidate.gender == referent.gender) - (head.dep_ == "poss")
        if score > best_score:
            best, best_score = candidate.index, score
    return () if best is None else (best,)


def _same_clause(doc: Doc, mention: Mention, other: Mention) -> bool:
    """Whether a pronoun object and a candidate subject hang on one verb, so that they cannot be the same."""
    token, head = doc[mention.head], doc[other.head]
    return token.dep_ in {"dobj", "dative"} and head.dep_ in _SUBJECTS and token.head.i == head.head.i


def _of_thing(
    doc: Doc, mention: Mention, referent: Referent, earlier: list[Referent], *, mentions: list[Mention],
    by_head: dict[int, int],
) -> tuple[int, ...]:
    """What "it" or "they" stand for: the nearest agreeing subject of this sentence, else of the one before."""
    plural = referent.gender == "any"
    if _rival(doc, mention, plural=plural, by_head=by_head):
        return ()
    best: Referent | None = None
    for candidate in reversed(earlier[-_REACH:]):
        distance = referent.sent - candidate.sent
        if distance > _THING_SENTENCES or (best is not None and distance > 0):
            break
        other = mentions[candidate.index]
        if other.last > mention.first or not _agrees(candidate, plural=plural) or _same_clause(doc, mention, other):
            continue
        near = distance == 0 or candidate.subject
        if near and (best is None or (candidate.subject and not best.subject)):
            best = candidate
    if best is None:
        return ()
    return _with_conjuncts(doc, mentions[best.index], by_head) if plural else (best.index,)


def _agrees(candidate: Referent, *, plural: bool) -> bool:
    """Whether a candidate can be "they" (plural, a body, a people) or "it" (a body or country, one)."""
    if candidate.sort == "asset":
        return False
    if plural:
        return candidate.plural or candidate.sort in {"body", "people"}
    return candidate.sort in {"body", "country"} and not candidate.plural


def _rival(doc: Doc, mention: Mention, *, plural: bool, by_head: dict[int, int]) -> bool:
    """Whether the nearest subject before the pronoun in its sentence is a thing that agrees with it and is no actor."""
    sent_start = doc[mention.first].sent.start
    for at in range(mention.first - 1, sent_start - 1, -1):
        token = doc[at]
        if token.dep_ in _SUBJECTS and token.pos_ in {"NOUN", "PROPN"}:
            return at not in by_head and (token.tag_ in {"NNS", "NNPS"}) == plural
    return False


def _with_conjuncts(doc: Doc, mention: Mention, by_head: dict[int, int]) -> tuple[int, ...]:
    """A mention and those joined to it by "and"."""
    heads = [mention.head, *(token.i for token in doc[mention.head].conjuncts)]
    return tuple(sorted(by_head[head] for head in heads if head in by_head))


def _of_name(
    mention: Mention, referent: Referent, earlier: list[Referent], mentions: list[Mention],
) -> Referent | None:
    """The fuller name that a surname or a short name repeats."""
    for candidate in earlier:
        other = mentions[candidate.index]
        if other.form != "name" or not _calls_again(mention, referent, candidate, other):
            continue
        if mention.entries and (candidate.sort != referent.sort or not set(other.entries) & set(mention.entries)):
            continue
        if other.last - other.first > mention.last - mention.first:
            return candidate
    return None


def _calls_again(mention: Mention, referent: Referent, candidate: Referent, other: Mention) -> bool:
    """Whether a name ends as the earlier one, or is any part of a person's name where no table knows it: "Kim"."""
    if candidate.surname == referent.surname:
        return True
    alone = not mention.entries and mention.last - mention.first == 1
    return alone and candidate.sort == "person" and referent.surname in map(fold, other.text.split())


def _of_noun(
    doc: Doc, mention: Mention, referent: Referent, earlier: list[Referent], *, mentions: list[Mention],
    table: ActorTable,
) -> tuple[int, ...]:
    """What a definite role noun that names nobody itself repeats: "the official", "the army", "the two leaders"."""
    first = doc[mention.first]
    if not referent.bare or first.lower_ not in _DEFINITE or mention.last - mention.head > 1:
        return ()
    near = [seen for seen in earlier[-_REACH:] if referent.sent - seen.sent <= _NOUN_SENTENCES]
    word = table.roles[mention.entries[0]].word if mention.entries else ""
    if referent.plural and any(token.lower_ in _TWO for token in doc[mention.first : mention.head]):
        return _two(doc, referent, near, mentions=mentions, table=table)
    if word in table.words.country_nouns and not referent.plural:
        return _last_country(referent, near)
    last_word = word.rsplit(" ", 1)[-1]
    if not referent.plural and last_word in table.words.group_nouns | table.words.bloc_nouns:
        same = _same_role(referent, near, word, mentions)
        if same or _has_owner(doc, mention):
            return same
        return _last_body(near, mentions, table, bloc=last_word in table.words.bloc_nouns)
    return _same_role(referent, near, word, mentions)


def _has_owner(doc: Doc, mention: Mention) -> bool:
    """Whether the phrase says whose group it is: "the doctors' union" is not the group that was named before."""
    return any(token.dep_ == "poss" or token.tag_ == "POS" for token in doc[mention.first + 1 : mention.head])


def _last_country(referent: Referent, near: list[Referent]) -> tuple[int, ...]:
    """The country that is the last subject, in this sentence or the one before; another is too wild a guess."""
    for seen in reversed(near):
        if referent.sent - seen.sent > _THING_SENTENCES:
            break
        if seen.sort == "country" and seen.subject:
            return (seen.index,)
    return ()


def _last_body(near: list[Referent], mentions: list[Mention], table: ActorTable, *, bloc: bool) -> tuple[int, ...]:
    """The last body named, if only by its fighters: an armed group for "the group", the EU for "the bloc"."""
    for seen in reversed(near):
        mention = mentions[seen.index]
        rows = [table.rows[row] for row in mention.entries if row in table.rows]
        row = next((row for row in rows if not row.entity.startswith(("state-", "people-", "person-", "media-"))), None)
        if row is None:
            if not rows and mention.form == "name" and seen.sort == "body" and not bloc:
                return (seen.index,)
        elif (row.country in _UNIONS) == bloc and (bloc or row.sector not in _STATE_SECTORS):
            return (seen.index,)
    return ()


def _same_role(referent: Referent, near: list[Referent], word: str, mentions: list[Mention]) -> tuple[int, ...]:
    """The last mention with the same role word and number, and sooner one that names its country or itself."""
    last_word = word.rsplit(" ", 1)[-1]
    fallback: tuple[int, ...] = ()
    for seen in reversed(near):
        if seen.plural != referent.plural or not ({word, last_word} & seen.roles):
            continue
        if mentions[seen.index].first <= mentions[referent.index].first < mentions[seen.index].last:
            continue
        longer = mentions[seen.index].last - mentions[seen.index].head > 1
        if not seen.bare or longer:
            return (seen.index,)
        fallback = fallback or (seen.index,)
    return fallback


def _two(
    doc: Doc, referent: Referent, near: list[Referent], *, mentions: list[Mention], table: ActorTable,
) -> tuple[int, ...]:
    """The last two different persons, or countries, named before "the two leaders" or "the two countries"."""
    sort: Sort = "country" if referent.roles & table.words.country_nouns else "person"
    found: dict[str, int] = {}
    for seen in reversed(near):
        mention = mentions[seen.index]
        if seen.sort != sort or seen.plural or referent.sent - seen.sent > _PERSON_SENTENCES:
            continue
        if mention.form != "name":
            continue
        found.setdefault(mention.entries[0] if mention.entries else fold(doc[mention.head].text), seen.index)
        if len(found) == 2:  # noqa: PLR2004 - "the two" are two
            return tuple(sorted(found.values()))
    return ()
