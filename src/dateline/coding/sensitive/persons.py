"""The private persons of one article: who they are, by which role, and every place where their names stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.coding.sensitive.names import find_names, parts_of, read_known
from dateline.coding.sensitive.roles import ADULT, RoleReader, with_article
from dateline.coding.syntax import agents, is_passive, objects, subject
from dateline.gazetteer.fold import fold
from dateline.records import READ_KINDS, TELLING_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from dateline.codebook.sensitive import PersonWords
    from dateline.coding.sensitive.names import Known, Name
    from dateline.coding.sensitive.roles import Description
    from dateline.gazetteer.actors import ActorTable
    from dateline.records import Reading, Resolution
    from dateline.records.base import SensitiveReason

AFTER = 40
"""How many tokens behind a name without a description one is looked for ("she was 17", "the economics student")."""


@dataclass(frozen=True, slots=True)
class Private:
    """A private person: mentions as half-open character ranges, the fullest first; the role with its article."""

    text: str
    role: str
    minor: bool
    mentions: tuple[tuple[int, int], ...]
    tokens: tuple[int, ...]


@dataclass(slots=True)
class _Person:
    """What is gathered of one person over the article."""

    full: Name
    names: list[Name] = field(default_factory=list)
    told: list[Description] = field(default_factory=list)
    hurt: bool = False
    sector: str | None = None


def find_private(
    reading: Reading, resolution: Resolution, *, words: PersonWords, table: ActorTable,
) -> tuple[Private, ...]:
    """Every private person whom the article names: no office, rank, spoken-for body or byline, and a private role, an
    age, or something suffered that is told of the name."""
    known = read_known(reading, resolution)
    names = _read_names(reading, find_names(reading, known, words=words, table=table))
    if not names:
        return ()
    reader = RoleReader(doc=reading.doc, words=words, table=table)
    byline = fold(reading.article.byline or "")
    persons = _gather(reading, names, reader, known)
    made = (_private(one, reader) for one in persons if not byline or fold(_text(reading.doc, one.full)) not in byline)
    return tuple(one for one in made if one is not None)


def _read_names(reading: Reading, names: Sequence[Name]) -> list[Name]:
    """The names in sentences that are read."""
    kinds = reading.block_kinds
    return [
        name for name in names
        if (kind := kinds.get(reading.doc[name.first].sent.start)) in READ_KINDS or kind in TELLING_KINDS
    ]


def _gather(reading: Reading, names: Sequence[Name], reader: RoleReader, known: Known) -> list[_Person]:
    """The names put together by person: a name of one word is the last person with that word in a longer name."""
    doc = reading.doc
    persons: list[_Person] = []
    by_word: dict[str, _Person] = {}
    for name in names:
        parts = [fold(part) for part in parts_of(doc, name)]
        person = _called_before(parts, by_word)
        told = reader.describe(name)
        hurt = _is_hurt(reading, name, reader.words)
        if person is None:
            if not _is_person(name, told, parts) and not (hurt and len(parts) > 1):
                continue
            person = _Person(full=name)
            persons.append(person)
        if len(parts) > 1:
            for part in parts:
                by_word[part] = person
            by_word[" ".join(parts)] = person
        person.names.append(name)
        person.told.append(told)
        person.hurt = person.hurt or hurt
        person.sector = person.sector or known.sectors.get(name.last - 1)
    return persons


def _called_before(parts: Sequence[str], by_word: dict[str, _Person]) -> _Person | None:
    """The person who bears this name already: the same in full, or by its last or only word."""
    if " ".join(parts) in by_word:
        return by_word[" ".join(parts)]
    return by_word.get(parts[0]) if len(parts) == 1 else None


def _is_person(name: Name, told: Description, parts: Sequence[str]) -> bool:
    """Whether a run names a person for sure: two words with a given name, an entity or a description; a single word
    only with an age or a role."""
    if len(parts) > 1:
        return name.sure or told.age is not None or told.standing is not None
    return told.age is not None or (name.sure and told.role is not None and told.standing == "private")


def _is_hurt(reading: Reading, name: Name, words: PersonWords) -> bool:
    """Whether the report tells as done what is done to anybody: that the person was arrested, wounded, buried."""
    head = reading.doc[name.first:name.last].root
    if head.dep_ == "appos" and head.head.i < head.i:
        head = head.head
    clauses = [head.head, *(kid for kid in head.rights if kid.dep_ in {"relcl", "acl"})]
    verbs = (one for one in clauses if one.pos_ in {"VERB", "AUX"} and _is_told(one, reading))
    return any(_hurts(verb, head, words) for verb in verbs)


def _is_told(verb: Token, reading: Reading) -> bool:
    """Whether a verb is told as done or going on, and not denied."""
    stance = reading.stances.get(verb.i)
    if stance is None or verb.head.lemma_ == "let":
        return True
    return stance.polarity == "+" and stance.tense in {"past", "present"}


def _hurts(verb: Token, head: Token, words: PersonWords) -> bool:
    """Whether a verb tells something done to the head, or suffered by it; "let go" is done to whoever goes."""
    lemma = verb.lemma_.lower()
    if lemma in words.suffered:
        return subject(verb) in {head, None}
    if lemma == "go" and verb.head.lemma_ == "let":
        return True
    if is_passive(verb):
        return lemma in words.hurt | words.hurt_passive and head not in agents(verb)
    return lemma in words.hurt and head in objects(verb)


def _private(person: _Person, reader: RoleReader) -> Private | None:
    """The person as private, or `None`: one public word anywhere in the article makes a public person."""
    standings = {one.standing for one in person.told}
    if "public" in standings:
        return None
    age = next((one.age for one in person.told if one.age is not None), None)
    role = next((one.role for one in person.told if one.role is not None), None)
    if "private" not in standings:
        if "voice" in standings and not person.hurt:
            return None
        told_later = _described_later(person, reader) if "voice" not in standings else (None, None)
        role, age = role or told_later[0], age if age is not None else told_later[1]
        role = role or _went_through(person, reader)
        if not (person.hurt or role or age):
            return None
        if person.sector in reader.words.public_sectors:
            return None
    elif role is None and age is None:
        role, age = _described_later(person, reader)
    elif age is None:
        _, age = _described_later(person, reader)
    doc = reader.doc
    minor = (age is not None and age < ADULT) or any(one.child for one in person.told)
    mentions = sorted(person.names, key=lambda name: (name.first - name.last, name.first))
    return Private(
        text=_text(doc, mentions[0]), role=_role(person, reader, role=role, age=age), minor=minor,
        mentions=tuple((doc[name.first].idx, _end(doc, name)) for name in mentions),
        tokens=tuple(sorted(name.first for name in person.names)),
    )


def _went_through(person: _Person, reader: RoleReader) -> str | None:
    """A survivor, witness or refugee by the verb that tells of a name, or of who bears it: "X, who saw the attack"."""
    for name in person.names:
        head = reader.doc[name.first:name.last].root
        clauses = [head.head] if head.dep_ == "nsubj" else []
        clauses.extend(kid for kid in head.rights if kid.dep_ == "relcl")
        for verb in clauses:
            known = reader.words.seen.get(verb.lemma_)
            if known is not None and verb.tag_ in {"VBD", "VBN"} and (verb.lemma_ != "see" or verb.dep_ == "relcl"):
                return known
    return None


def _described_later(person: _Person, reader: RoleReader) -> tuple[str | None, int | None]:
    """A role or an age told right behind the name, of whoever was named last: "the economics student", "she was 17"."""
    doc, last = reader.doc, person.names[0].last
    for token in doc[last:last + AFTER]:
        if token.tag_ in {"NNP", "NNPS"} and token.ent_type_ == "PERSON":
            break
        if token.lower_ in {"she", "he"} and token.i + 2 < len(doc) and doc[token.i + 1].lower_ in {"is", "was"}:
            age = reader.number(token.i + 2)
            if age is not None:
                return None, age
        if token.lower_ == "the" and token.i + 1 < len(doc):
            found = reader.head_from(token.i)
            if found is not None and found.dep_ in {"nsubj", "nsubjpass"} and reader.standing(found) == "private":
                return reader.phrase(found), None
    return None, None


def _role(person: _Person, reader: RoleReader, *, role: str | None, age: int | None) -> str:
    """What the report calls the person: a child by its age, else the role, else an age, else what was suffered."""
    who = _sex(person, reader)
    if age is not None and age < ADULT:
        return with_article(f"{age}-year-old {({'f': 'girl', 'm': 'boy'}).get(who, 'child')}")
    if role is not None:
        return with_article(role)
    if age is not None:
        return with_article(f"{age}-year-old {({'f': 'woman', 'm': 'man'}).get(who, 'person')}")
    return "a person"


def _sex(person: _Person, reader: RoleReader) -> str:
    """f, m or unknown: by the given name, else by the first pronoun or noun of a sex behind the name or before it."""
    doc, words = reader.doc, reader.words
    given = reader.table.given_names.get(fold(doc[person.full.first].text))
    if given in {"f", "m"}:
        return str(given)
    sent = doc[person.full.first].sent
    near = [*doc[person.full.last:person.full.last + 2 * 20], *doc[sent.start:person.full.first]]
    for token in near:
        if token.lower_ in words.kin:
            continue
        if token.lower_ in words.females:
            return "f"
        if token.lower_ in words.males:
            return "m"
    return ""


def _text(doc: Doc, name: Name) -> str:
    return str(doc[name.first:name.last].text)


def _end(doc: Doc, name: Name) -> int:
    """The end of a name in characters."""
    last: Token = doc[name.last - 1]
    return int(last.idx + len(last.text))


def reasons_of(persons: Iterable[Private], keys: frozenset[str], words: PersonWords) -> list[SensitiveReason]:
    """The reasons that private persons give in a sentence of these words: that they are, and what befell them there."""
    listed = list(persons)
    if not listed:
        return []
    found: list[SensitiveReason] = ["private_person"]
    if any(one.minor for one in listed):
        found.append("minor")
    if not keys.isdisjoint(words.victim_verbs) or not keys.isdisjoint(words.victim_nouns):
        found.append("victim")
    if not keys.isdisjoint(words.detention_verbs) or not keys.isdisjoint(words.detention_nouns):
        found.append("detainee")
    return found
