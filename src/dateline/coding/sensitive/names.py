"""Names of persons that no table knows, as runs of capitalised words, and what makes them persons.

Takes a `Reading`; gives `Name`s in the order of the text. The language model's entities are one sign among several: a
given name, an age or a description beside the name are others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dateline.gazetteer.actors import alias_key
from dateline.gazetteer.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc, Token

    from dateline.codebook.sensitive import PersonWords
    from dateline.gazetteer.actors import ActorTable
    from dateline.records import Reading, Resolution

PROPER = frozenset({"NNP", "NNPS"})
HYPHENS = frozenset({"-", "\u2010", "\u2011", "\u2019", "'"})
LONGEST_NAME = 8
"""In tokens, hyphens counted."""
ENTITY_KINDS = frozenset({"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT"})


@dataclass(frozen=True, slots=True)
class Name:
    """A half-open run of tokens that may name a person; `titles` are the words before it that were cut off.

    `sure`: a given name or the model's own word says that it is a person; else a description has to.
    """

    first: int
    last: int
    titles: tuple[str, ...]
    sure: bool
    courteous: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """By token, what the tables know: names of others than unknown persons, places, and sectors of unknown names."""

    taken: frozenset[int]
    placed: frozenset[int]
    sectors: Mapping[int, str | None]
    offices: frozenset[int]
    words: frozenset[str]
    """The words of known names, by which those who bear them may be called again."""


def read_known(reading: Reading, resolution: Resolution) -> Known:
    """Which tokens the actor table or the gazetteer know, and the sectors that were found for unknown names."""
    taken: set[int] = set()
    placed: set[int] = set()
    offices: set[int] = set()
    sectors: dict[int, str | None] = {}
    named: set[str] = set()
    for index, mention in enumerate(reading.mentions):
        if mention.kind == "place" and index in resolution.places:
            placed.update(range(mention.first, mention.last))
        if mention.kind != "actor" or mention.form not in {"name", "demonym"}:
            continue
        refs = resolution.actors.get(index, ())
        if any(ref.id for ref in refs):
            taken.update(range(mention.first, mention.last))
            named.update(mention.text.lower().split())
            named.update(word for ref in refs if ref.name for word in ref.name.lower().split())
        elif refs:
            sectors[mention.last - 1] = refs[0].sector
        if any(ref.office for ref in refs):
            offices.update(range(mention.first, mention.last))
    return Known(
        taken=frozenset(taken), placed=frozenset(placed), sectors=sectors, offices=frozenset(offices),
        words=frozenset(named),
    )


def find_names(reading: Reading, known: Known, *, words: PersonWords, table: ActorTable) -> list[Name]:
    """Runs of capitalised words in what is read of the article that nobody's table knows."""
    doc = reading.doc
    runs = _runs(doc, frozenset(table.words.name_particles))
    called = {token.text for first, last in runs if last - first > 1 for token in doc[first:last]}
    found: list[Name] = []
    for first, last in runs:
        if last - first == 1 and doc[first].text not in called and not _is_told_of(doc, first):
            continue
        name = _trimmed(doc, first, last, words=words, table=table)
        if name is not None and not _is_other(doc, name, known, words=words, table=table):
            found.append(name)
    return found


def _runs(doc: Doc, particles: frozenset[str]) -> list[tuple[int, int]]:
    """The half-open runs of capitalised words, in order."""
    tags = doc.to_array(["TAG"])
    proper = np.array([doc.vocab.strings[tag] for tag in sorted(PROPER)], dtype=tags.dtype)
    runs: list[tuple[int, int]] = []
    at = 0
    for start in np.flatnonzero(np.isin(tags, proper)).tolist():
        if start >= at and _is_capital(doc[start]):
            at = _run(doc, start, particles)
            runs.append((start, at))
    return runs


def _is_told_of(doc: Doc, at: int) -> bool:
    """Whether a comma or a bracket behind a single word, or a noun before it, may tell who that is."""
    if at + 1 < len(doc) and doc[at + 1].text in {",", "("}:
        return True
    return at > 0 and doc[at - 1].pos_ in {"NOUN", "VERB"}


def _is_capital(token: Token) -> bool:
    """A word with a capital that is no acronym, or an initial."""
    text = token.text
    return text[0].isupper() and (not text.isupper() or len(text) <= 2)  # noqa: PLR2004 - "J.", "JP"


def _run(doc: Doc, start: int, particles: frozenset[str]) -> int:
    """Where the run of capitalised words that begins at a token ends."""
    at = start + 1
    while at < len(doc) and at - start < LONGEST_NAME:
        token = doc[at]
        if token.is_sent_start and doc[at - 1].text[-1] in ".!?":
            break
        if not (token.tag_ in PROPER and _is_capital(token)) and not _joins(doc, at, particles):
            break
        at += 1
    while doc[at - 1].text in HYPHENS or (doc[at - 1].lower_ in particles and doc[at - 1].is_lower):
        at -= 1
    return at


def _joins(doc: Doc, at: int, particles: frozenset[str]) -> bool:
    """Whether a hyphen or a particle stands between two words of one name: "Marchetti-Cole", "de Ames"."""
    token = doc[at]
    if token.text in HYPHENS:
        return not doc[at - 1].whitespace_ and not token.whitespace_ and _goes_on(doc, at + 1)
    return token.lower_ in particles and token.is_lower and (_goes_on(doc, at + 1) or _is_hyphened(doc, at))


def _is_hyphened(doc: Doc, at: int) -> bool:
    """Whether a particle hangs on what follows: "al-Rubaie"."""
    return at + 2 < len(doc) and doc[at + 1].text in HYPHENS and not doc[at].whitespace_ and _goes_on(doc, at + 2)


def _goes_on(doc: Doc, at: int) -> bool:
    """Whether a capitalised name word follows."""
    return at < len(doc) and doc[at].text[0].isupper() and doc[at].tag_ not in {"PRP", "DT", "IN"}


def _trimmed(doc: Doc, first: int, last: int, *, words: PersonWords, table: ActorTable) -> Name | None:
    """The run without titles, courtesies and peoples before it; `None` where nothing of a person's name is left."""
    titles: list[str] = []
    courteous = False
    while first < last:
        lower = doc[first].lower_
        if lower.rstrip(".") in words.honorifics or lower in words.honorifics:
            if last - first <= 1:
                return None
            courteous = courteous or lower.rstrip(".") in words.courtesies
            if lower.rstrip(".") not in words.courtesies:
                break
        elif table.role_of(lower) is not None or lower.rstrip(".") in words.public_heads:
            titles.append(lower)
        elif not _is_demonym(doc[first].text, table):
            break
        first += 1
    if first == last or doc[last - 1].lower_ in words.no_persons or doc[first].lower_.rstrip(".") in words.no_names:
        return None
    given = fold(doc[first].text) in table.given_names
    entity = any(token.ent_type_ == "PERSON" for token in doc[first:last])
    return Name(first=first, last=last, titles=tuple(titles), sure=given or entity or courteous, courteous=courteous)


def _is_demonym(word: str, table: ActorTable) -> bool:
    """Whether a word names a state or its people: what stands before a name and is none of it."""
    return any(table.rows[row].entity.startswith("state-") for row in table.ids(word))


def _is_other(doc: Doc, name: Name, known: Known, *, words: PersonWords, table: ActorTable) -> bool:
    """Whether the run is somebody known, a body, or a place and no person's name besides."""
    tokens = range(name.first, name.last)
    if name.last - name.first == 1:
        if doc[name.first].lower_ in known.words or doc[name.first].lower_ in table.words.calendar_words:
            return True
    elif alias_key(doc[name.first:name.last].text) in table.names:
        return True
    if all(at in known.taken for at in tokens) or name.last - 1 in known.offices:
        return True
    if any(token.lower_ in words.no_persons for token in doc[name.first:name.last]):
        return True
    return not name.sure and all(at in known.placed for at in tokens)


def parts_of(doc: Doc, name: Name) -> Iterator[str]:
    """The words of a name by which it may be called again."""
    return (token.text for token in doc[name.first:name.last] if token.text[0].isupper() and len(token.text) > 1)
