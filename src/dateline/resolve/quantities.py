"""What each number is of: people killed, hurt, held or driven out, troops, kilometres, hours, money, or plain things.

Takes a `Reading`; gives a `Quantity` for each quantity mention, by its index in `Reading.mentions`. The kind of a count
comes from the words around it on the parse: the verb it is object or passive subject of, the noun counted, or what is
said of it ("12 dead"). Who kills is not killed: the subject of an active verb of harm is a plain count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.codebook.measures import QuantitySpec, unpack_quantity
from dateline.records import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.codebook.measures import QuantityLexicon
    from dateline.records import Mention, QuantityKind, Reading

MAKER = "rule:quantities@1"
MAX_CLIMB = 6
DYING = frozenset({"die", "perish", "drown", "flee", "evacuate"})
"""Verbs of harm whose subject is who is harmed."""

NOMINAL_DEPS = frozenset({
    "nummod", "pobj", "prep", "conj", "appos", "compound", "nmod", "amod", "quantmod", "poss", "dep", "attr",
})


def resolve_quantities(
    reading: Reading, *, lexicon: QuantityLexicon,
) -> tuple[dict[int, Quantity], dict[int, str], dict[int, tuple[str, str]]]:
    """The quantity of each quantity mention: (quantities, reasons for the rest, notes), all by mention index.

    Every one resolves; a vague one has neither low nor high. `who` is the currency of money, else the words counted.
    """
    quantities: dict[int, Quantity] = {}
    notes: dict[int, tuple[str, str]] = {}
    for index, mention in enumerate(reading.mentions):
        if mention.kind != "quantity":
            continue
        spec = unpack_quantity(mention.entries)
        kind, ground = _kind(reading, mention, spec, lexicon=lexicon)
        quantities[index] = Quantity(
            kind=kind, who=_who(reading, spec), low=spec.low, high=spec.high, bound=spec.bound, text=mention.text,
            start=mention.start, end=mention.end,
        )
        notes[index] = (MAKER, ground)
    return quantities, {}, notes


def _who(reading: Reading, spec: QuantitySpec) -> str | None:
    if spec.currency is not None:
        return spec.currency
    return None if spec.who is None else reading.doc[spec.who[0]:spec.who[1]].text


def _kind(
    reading: Reading, mention: Mention, spec: QuantitySpec, *, lexicon: QuantityLexicon,
) -> tuple[QuantityKind, str]:
    """The kind and the word that it rests on."""
    if spec.measure != "count":
        return spec.measure, "by its unit"
    doc = reading.doc
    after = doc[mention.last] if mention.last < len(doc) else None
    acting = after is not None and any(child.dep_ in ("dobj", "auxpass") for child in after.children)
    if after is not None and not acting and after.lower_ in lexicon.state_kinds:
        return lexicon.state_kinds[after.lower_], f"{after.text!r} follows"
    head = doc[mention.head]
    counted = head.lemma_.lower() if spec.who is not None else ""
    if counted in lexicon.noun_kinds and lexicon.noun_kinds[counted] != "troops":
        return lexicon.noun_kinds[counted], f"{head.text!r} are counted"
    found = _by_verb(head, mention, lexicon=lexicon)
    if found is not None:
        return found
    if counted in lexicon.noun_kinds:
        return lexicon.noun_kinds[counted], f"{head.text!r} are counted"
    return "count", "no word of harm around it"


def _by_verb(head: Token, mention: Mention, *, lexicon: QuantityLexicon) -> tuple[QuantityKind, str] | None:
    """The kind that the verb over a number, a clause on the counted noun, or a toll gives."""
    for child in head.children:
        if child.dep_ in ("acl", "relcl") and child.tag_ == "VBN" and child.lemma_.lower() in lexicon.verb_kinds:
            return lexicon.verb_kinds[child.lemma_.lower()], f"{child.text!r} is said of it"
        if child.dep_ in ("amod", "acomp") and child.lower_ in lexicon.state_kinds:
            return lexicon.state_kinds[child.lower_], f"{child.text!r} is said of it"
    token = head
    for _ in range(MAX_CLIMB):
        above = token.head
        if above.i == token.i:
            return None
        lemma = above.lemma_.lower()
        if lemma in lexicon.toll_kinds:
            return lexicon.toll_kinds[lemma], f"{above.text!r}"
        if above.pos_ in ("VERB", "AUX"):
            bound = token.dep_ == "prep" and mention.first <= token.i < mention.last and token.i > above.i
            return _of_verb(token, above, is_object=bound, lexicon=lexicon)
        if token.dep_ not in NOMINAL_DEPS or (token.dep_ == "pobj" and above.lower_ not in ("of", "to", "at", "among")):
            return None
        token = above
    return None


def _of_verb(
    part: Token, verb: Token, *, is_object: bool, lexicon: QuantityLexicon,
) -> tuple[QuantityKind, str] | None:
    """The kind that a verb gives one of its parts: objects and passive subjects are harmed, subjects only of dying.

    `is_object` is told of words of bound that the parser took for a preposition ("arrested up to 200").
    """
    lemma = verb.lemma_.lower()
    toll = next((child for child in verb.children if child.lemma_.lower() in lexicon.toll_kinds), None)
    if toll is not None and part.dep_ in ("attr", "prep", "dobj", "nummod", "pobj", "acomp"):
        return lexicon.toll_kinds[toll.lemma_.lower()], f"{toll.text!r}"
    state = next((child for child in verb.children if child.lower_ in lexicon.state_kinds and child.dep_ in (
        "acomp", "oprd", "attr", "ccomp")), None)
    if state is not None and part.dep_ in ("nsubj", "dobj", "nsubjpass"):
        return lexicon.state_kinds[state.lower_], f"{state.text!r} is said of it"
    kind = lexicon.verb_kinds.get(lemma)
    if kind is None:
        return None
    passive = verb.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in verb.children)
    harmed = is_object or part.dep_ in ("dobj", "nsubjpass") or (part.dep_ == "nsubj" and (passive or lemma in DYING))
    return (kind, f"{verb.text!r}") if harmed else None
