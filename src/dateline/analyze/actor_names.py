"""Known names, role nouns and persons' names in a `Doc`, as flat hits in order; phrases are built from them elsewhere.

Takes a `Doc` and the actor table, gives `Hit`s that do not overlap. The table leads; the parser's named entities only
help to tell a person or an organisation that no table knows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dateline.gazetteer.actors import FAMILY_FIRST, fits_case
from dateline.gazetteer.fold import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dateline.gazetteer.actors import ActorTable

HitKind = Literal["name", "person", "state", "capital", "adjective", "demonym", "division", "role"]

_STATE_KINDS = {
    "name": "state", "adjective": "adjective", "demonym": "demonym", "capital": "capital",
    "division": "division",
}
_HYPHENS = frozenset("-\u2010\u2011\u2012\u2013")
_SKIPPED = frozenset({"'s", "\u2019s", "'", "\u2019", "."})
_ASSIMILATED = frozenset({"an", "ar", "as", "ash", "at", "ath", "az", "ad", "adh", "el", "ul", "es", "er", "ez", "ed"})


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that name somebody. `ids` are rows of the table, roles among them; `first`, `last` a token range."""

    kind: HitKind
    first: int
    last: int
    ids: tuple[str, ...] = ()
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a `Doc` once, as plain lists: reading them one by one costs more than all the rules."""

    text: list[str]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    lemma: list[str]
    dep: list[str]
    head: list[int]
    entity: list[str]
    spaced: list[bool]
    key: list[str] = field(default_factory=list)
    """Folded word; "" for hyphens and possessive marks, which a name may contain; "|" for what ends a name."""


def read_words(doc: Doc) -> Words:
    """Copy what the rules need out of the `Doc`, in one pass."""
    text = [token.text for token in doc]
    words = Words(
        text=text,
        lower=[word.lower() for word in text],
        pos=[token.pos_ for token in doc],
        tag=[token.tag_ for token in doc],
        lemma=[token.lemma_ for token in doc],
        dep=[token.dep_ for token in doc],
        head=[token.head.i for token in doc],
        entity=[token.ent_type_ for token in doc],
        spaced=[bool(token.whitespace_) for token in doc],
    )
    for at, word in enumerate(text):
        words.key.append(_key(word, text[at + 1] if at + 1 < len(text) else "", space=words.pos[at] == "SPACE"))
    return words


def _key(word: str, following: str, *, space: bool) -> str:
    """The folded word as the table spells it; the article is `al` before a hyphen whatever its vowel."""
    if word in _HYPHENS or word in _SKIPPED:
        return ""
    key = "" if space or len(word) > 60 else fold(word)  # noqa: PLR2004 - no word of a name is longer
    if following in _HYPHENS and key in _ASSIMILATED:
        return "al"
    return key or "|"


def scan(words: Words, *, table: ActorTable) -> list[Hit]:
    """Every hit of the text, left to right, the longest at each place."""
    hits: list[Hit] = []
    at, count = 0, len(words.key)
    while at < count:
        hit = _known(words, at, table) if words.key[at] in table.longest else None
        if hit is None:
            at += 1
            continue
        hits.append(hit)
        at = hit.last
    return _with_persons(words, hits, table)


def _known(words: Words, at: int, table: ActorTable) -> Hit | None:
    """The longest name or role noun of the table that begins here."""
    for last, key in _spans(words, at, table.longest[words.key[at]]):
        ids = table.names.get(key)
        if ids is not None:
            fitting = _fitting(words, at, last, ids, table=table)
            if fitting:
                return _name_hit(words, at, last, fitting, table=table)
        role = table.role_forms.get(key)
        if role is not None and not _is_surname(words, at, last, table):
            return Hit("role", at, last, (role[0],), plural=role[1])
    return None


def _spans(words: Words, at: int, longest: int) -> list[tuple[int, str]]:
    """Ends and keys of the runs of up to `longest` words from here, the longest first."""
    found: list[tuple[int, str]] = []
    key, count, last = "", 0, at
    while last < len(words.key) and count < longest:
        word = words.key[last]
        if word == "|":
            break
        last += 1
        if not word:
            continue
        key = f"{key} {word}" if key else word
        count += 1
        found.append((last, key))
    found.reverse()
    return found


def _fitting(words: Words, first: int, last: int, ids: tuple[str, ...], *, table: ActorTable) -> tuple[str, ...]:
    """The rows whose spelling the text has; a text in capitals throughout ("SYRIA IS") knows no acronyms."""
    text = words.text[first] if last - first == 1 else " ".join(words.text[first:last])
    fitting = tuple(row for row in ids if fits_case(table.rows[row].alias, text))
    if fitting and last - first == 1 and text.isupper() and _shouted(words, first) and words.pos[first] != "PROPN":
        return ()
    return fitting


def _shouted(words: Words, at: int) -> bool:
    """Whether the neighbours are in capitals too."""
    around = [word for word in words.text[max(0, at - 2) : at] + words.text[at + 1 : at + 3] if word.isalpha()]
    return len(around) > 1 and all(word.isupper() for word in around)


def _name_hit(words: Words, first: int, last: int, ids: tuple[str, ...], *, table: ActorTable) -> Hit:
    """A hit of the kind of its first row; a country's name that stands as an adjective ("US troops") is one."""
    row = table.rows[ids[0]]
    if row.entity.startswith("person-"):
        return Hit("person", first, last, ids)
    if not row.entity.startswith(("state-", "people-")):
        return Hit("name", first, last, ids, plural=words.tag[last - 1] == "NNPS")
    kinds = {_STATE_KINDS.get(table.rows[row_id].role, "name") for row_id in ids}
    for kind in ("demonym", "state", "adjective", "capital", "division"):
        if kind in kinds and not (kind == "demonym" and "adjective" in kinds and words.tag[last - 1] == "JJ"):
            return Hit(kind, first, last, ids, plural=kind == "demonym")
    return Hit("name", first, last, ids)


def _is_surname(words: Words, first: int, last: int, table: ActorTable) -> bool:
    """Whether a role word is a person's surname: "Julie Bishop", after a given name and with its capital."""
    if last - first > 1 or first == 0 or not words.text[first][:1].isupper() or words.pos[first] != "PROPN":
        return False
    return words.key[first - 1] in table.given_names and words.text[first - 1][:1].isupper()


def _with_persons(words: Words, hits: list[Hit], table: ActorTable) -> list[Hit]:
    """Add the persons and bodies that no table knows, and the surnames by which persons are called again."""
    taken = [False] * (len(words.key) + 1)
    for hit in hits:
        for at in range(hit.first, hit.last):
            taken[at] = True
    after_title = {hit.last for hit in hits if hit.kind == "role" and table.roles[hit.ids[0]].title == "yes"}
    persons: list[Hit] = []
    others: list[Hit] = []
    singles: list[int] = []
    at = 0
    while at < len(words.key):
        last = at if taken[at] else _run_end(words, at, taken, table)
        if last == at:
            at += 1
        elif _is_person(words, at, last, after_title, table=table):
            persons.append(Hit("person", at, last))
            at = last
        else:
            if _is_body(words, at, last) and words.key[last - 1] not in table.words.place_endings:
                others.append(Hit("name", at, last))
            else:
                singles.extend(range(at, last))
            at = last
    named = [*persons, *(hit for hit in hits if hit.kind == "person")]
    surnames = {word for hit in named if hit.last - hit.first > 1 for word in _called_by(words, hit, table)}
    again = [Hit("person", at, at + 1) for at in singles if words.key[at] in surnames and _capital(words, at)]
    return sorted([*hits, *persons, *others, *again], key=lambda hit: hit.first)


def _called_by(words: Words, hit: Hit, table: ActorTable) -> set[str]:
    """The folded words by which a person is called again: the last, and the first where the family name is first."""
    rows = [table.rows[row] for row in hit.ids if row in table.rows]
    family_first = any(row.country in FAMILY_FIRST for row in rows)
    return {words.key[hit.last - 1], *([words.key[hit.first]] if family_first else [])}


def _is_body(words: Words, first: int, last: int) -> bool:
    """Whether the parser takes an unknown run for an organisation; one plain word is too often a place."""
    if words.entity[first] != "ORG" or words.entity[last - 1] != "ORG":
        return False
    word = words.text[first]
    return last - first > 1 or (word.isupper() and word.isalpha() and len(word) > 1)


def _capital(words: Words, at: int) -> bool:
    """Whether a token begins with a capital letter."""
    return words.text[at][:1].isupper()


def _run_end(words: Words, at: int, taken: list[bool], table: ActorTable) -> int:
    """The end of the run of name words that begins here; `at` itself when none does."""
    if not _capital(words, at) or words.pos[at] not in {"PROPN", "NOUN", "ADJ", "X"}:
        return at
    if (words.pos[at] != "PROPN" and words.key[at] not in table.given_names) or words.entity[at] in {"DATE", "TIME"}:
        return at
    if words.key[at] in table.words.calendar_words and words.key[at] not in table.given_names:
        return at
    last = end = at + 1
    while last < len(words.key) and not taken[last]:
        if words.pos[last] == "PROPN" and _capital(words, last) and words.entity[last] not in {"DATE", "TIME"}:
            end = last + 1
        elif not (words.lower[last] in table.words.name_particles or words.text[last] in _HYPHENS):
            break
        last += 1
    return end


def _is_person(words: Words, first: int, last: int, after_title: set[int], *, table: ActorTable) -> bool:
    """Whether a run of name words is a person: by a title before it, a known given name, or the parser's entity."""
    if first in after_title and words.spaced[first - 1] and words.entity[first] not in {"GPE", "DATE"}:
        return True
    labels = words.entity[first:last]
    several = sum(1 for at in range(first, last) if words.pos[at] == "PROPN") > 1
    if several and words.key[first] in table.given_names and not {"ORG", "FAC"} & set(labels):
        return True
    if labels[0] != "PERSON" or labels[-1] != "PERSON":
        return False
    return several or (words.dep[first] == "nsubj" and words.lemma[words.head[first]] in table.words.saying_verbs)
