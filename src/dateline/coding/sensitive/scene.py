"""One sentence as the rules of care see it: its words once, which verb governs each, and what is to come or going on.

Takes a sentence of a `Reading`; gives nothing but look-ups. Indices are of tokens in the `Doc`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.syntax import MAX_CLIMB, SUBJECTS, agents, objects, surface_subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from spacy.tokens import Span, Token

    from dateline.codebook.sensitive import Moves, WordClass
    from dateline.records import ActorRef, Reading, Resolution, Stance

HELPERS = frozenset({"aux", "auxpass", "amod", "compound", "cop"})
"""Verbal words that govern nothing of their own."""
UPWARD = frozenset({"xcomp", "acomp", "oprd"})
"""Links by which a verb belongs to the clause of the one above."""
PARTICLES = frozenset({"prt", "advmod", "prep", "ccomp", "dobj", "acomp", "npadvmod"})
VERBAL = frozenset({"VERB", "AUX"})
JOINTS = frozenset({":", ";", "\u2013", "\u2014", ","})
"""What a sentence does not end with."""
LONGEST = 120
"""In tokens; longer stretches are lists."""
BARE = frozenset({"VB", "VBG", "NN", "TO", "IN"})
PLURALS = ("s", "ese", "ish", "men")
RELIEF_SECTORS = frozenset({"REF", "AGR", "MED", "SOC", "EDU"})
NAMED = frozenset({"NNP", "NNPS"})
INNER = frozenset({"compound", "poss", "pobj", "npadvmod", "nmod"})
"""Links of a noun that is no head of its clause."""
NOUNS = frozenset({"NOUN", "PROPN"})
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON"})


@dataclass(slots=True)
class Scene:
    """A sentence and its words. `lower`, `lemma` and `governor` are by place in the sentence, `keys` all of both."""

    sent: Span
    tokens: list[Token]
    lower: list[str]
    lemma: list[str]
    keys: frozenset[str]
    governor: list[int]
    stances: Mapping[int, Stance]
    peoples: frozenset[int]
    """Indices of the names of peoples in the plural."""
    relieved: bool
    """Whether the sentence names a body of relief."""

    @property
    def first(self) -> int:
        """The index of the sentence's first token."""
        return int(self.sent.start)

    def has(self, words: WordClass) -> bool:
        """Whether any word of the sentence is of a class, alone or with the word before it."""
        return not self.keys.isdisjoint(words)

    def all_of(self, words: WordClass) -> list[Token]:
        """The tokens of a class, in order."""
        if self.keys.isdisjoint(words):
            return []
        return [token for token in self.tokens if self.is_of(token, words)]

    def is_of(self, token: Token, words: WordClass) -> bool:
        """Whether a token is of a class, alone or with the word before it; tokens of other sentences are not."""
        at = token.i - self.first
        if not 0 <= at < len(self.tokens):
            return False
        if self.lemma[at] in words or self.lower[at] in words:
            return True
        return at > 0 and f"{self.lower[at - 1]} {self.lemma[at]}" in words

    def does(self, verb: Token, words: WordClass) -> bool:
        """Whether a verb is of a class, alone or with a particle or the word behind it ("set out", "take refuge")."""
        lemma = verb.lemma_.lower()
        if lemma in words or any(f"{lemma} {word}" in words for word in self._after(verb)):
            return True
        way = any(kid.lemma_ == "way" and f"{lemma} way" in words for kid in verb.rights)
        if way or any(kid.lower_ in words for kid in verb.rights if kid.dep_ == "acomp"):
            return True
        kids = [*verb.rights, *(one for kid in verb.rights if kid.dep_ == "prep" for one in kid.children)]
        return any(kid.lemma_.lower() in words for kid in kids if kid.dep_ in {"xcomp", "pcomp"} and kid.pos_ == "VERB")

    def _after(self, verb: Token) -> Iterator[str]:
        """The words that may make one verb with it."""
        at = verb.i - self.first + 1
        if at < len(self.lower):
            yield self.lower[at]
        for kid in verb.rights:
            if kid.dep_ in PARTICLES:
                yield kid.lower_

    def verbs(self) -> Iterator[Token]:
        """Every verb that is no helper of another."""
        return (token for token in self.tokens if token.pos_ in VERBAL and token.dep_ not in HELPERS)

    def verb_of(self, token: Token) -> Token:
        """The verb whose clause a token stands in; the token itself where there is none."""
        return token.doc[self.governor[token.i - self.first]]

    def clause(self, verb: Token) -> list[Token]:
        """The tokens of a verb's clause, clauses below it left out."""
        top = self.governor[verb.i - self.first]
        return [token for token, above in zip(self.tokens, self.governor, strict=True) if above == top]

    def subjects(self, verb: Token) -> list[Token]:
        """The heads of a verb's subject, of what it counts or is made of, and of what is joined to it; where the parse
        has none before the verb, the nouns that stand there."""
        found = surface_subject(verb)
        made = _made_of(found) if found is not None and found.pos_ in NOMINAL | {"DET", "ADJ"} else []
        if found is not None and made:
            own = found.dep_ in SUBJECTS and found.head.i == verb.i and verb.dep_ != "ccomp"
            if found.i < verb.i or own:
                return made
        left = [one for one in self.clause(verb) if one.i < verb.i and one.pos_ in NOUNS and one.dep_ not in INNER]
        if not left and not made:
            left = [one for one in self.tokens if one.i < verb.i and one.pos_ in NOUNS and one.dep_ not in INNER]
        return [*left, *made]

    def affected(self, verb: Token) -> list[Token]:
        """The heads of what a verb acts on, likewise."""
        return [one for found in objects(verb) for one in _made_of(found)]

    def doers(self, verb: Token) -> list[Token]:
        """Its subject, or the by-phrase of a passive."""
        by = agents(verb)
        return [one for found in by for one in _made_of(found)] if by else self.subjects(verb)


def stretch_at(token: Token) -> Span:
    """The sentence of a token, joined with those that the parser cut from it at a colon, a semicolon or a dash."""
    doc, sent = token.doc, token.sent
    start, end = sent.start, sent.end
    while start > 0 and doc[start - 1].text in JOINTS and end - start <= LONGEST:
        start = doc[start - 1].sent.start
    while end < len(doc) and doc[end - 1].text in JOINTS and end - start <= LONGEST:
        end = doc[end].sent.end
    return doc[start:end]


def read_scene(sent: Span, reading: Reading, bodies: Bodies, *, names: WordClass) -> Scene:
    """Copy what the rules need out of a sentence, in one pass; `names` are of peoples, in lower case."""
    tokens = list(sent)
    lower = [token.lower_ for token in tokens]
    lemma = [_lemma(token) for token in tokens]
    pairs = [f"{before} {word}" for before, word in zip(lower, lemma[1:], strict=False)]
    joined = [f"{lower[at - 1]}-{lemma[at + 1]}" for at in range(1, len(lower) - 1) if lower[at] == "-"]
    return Scene(
        sent=sent, tokens=tokens, lower=lower, lemma=lemma, keys=frozenset([*lower, *lemma, *pairs, *joined]),
        governor=[_governor(token) for token in tokens], stances=reading.stances,
        peoples=frozenset([
            *(at for at in bodies.peoples if sent.start <= at < sent.end),
            *(token.i for token, word in zip(tokens, lemma, strict=True) if word.removesuffix("s") in names),
        ]),
        relieved=any(sent.start <= at < sent.end for at in bodies.relief),
    )


def _lemma(token: Token) -> str:
    """The lemma; of a capitalised plural, which the model leaves as it is, the word without its ending."""
    return token.lower_.removesuffix("s") if token.tag_ == "NNPS" else token.lemma_.lower()


@dataclass(frozen=True, slots=True)
class Bodies:
    """What of an article's mentions the rules need: heads of peoples in the plural, and of bodies of relief."""

    peoples: tuple[int, ...]
    relief: tuple[int, ...]


def read_bodies(reading: Reading, resolution: Resolution) -> Bodies:
    """Peoples ("Rwandans"), and bodies that are nobody's state's and heal, feed, house or help."""
    peoples, relief = [], []
    for index, mention in enumerate(reading.mentions):
        if mention.kind != "actor":
            continue
        if mention.form == "demonym":
            token = reading.doc[mention.head]
            if token.lower_.endswith(PLURALS) and token.pos_ in {"NOUN", "PROPN"}:
                peoples.append(mention.head)
        elif any(_relieves(ref) for ref in resolution.actors.get(index, ())):
            relief.append(mention.head)
    return Bodies(peoples=tuple(peoples), relief=tuple(relief))


def _relieves(ref: ActorRef) -> bool:
    """A private body without a state, or one of the United Nations for refugees, food, health or help."""
    return ref.country == "NGO" or (ref.id is not None and ref.country == "UNO" and ref.sector in RELIEF_SECTORS)


def _governor(token: Token) -> int:
    """The verb at the head of the clause that a token stands in, the token itself where none is above."""
    found = token
    for _ in range(2 * MAX_CLIMB):
        if found.pos_ in VERBAL and found.dep_ not in HELPERS and found.dep_ not in UPWARD:
            return int(found.i)
        if found.head.i == found.i:
            return int(found.i)
        found = found.head
    return int(found.i)


def _made_of(head: Token) -> list[Token]:
    """A noun, what its of-phrase counts or consists of, and what is joined to either."""
    found = [head]
    for one in found[:MAX_CLIMB]:
        for kid in one.rights:
            if kid.dep_ in {"conj", "appos"} and kid.pos_ in NOMINAL | {"ADJ"}:
                found.append(kid)
            elif kid.dep_ == "prep" and kid.lower_ in {"of", "with", "carrying"}:
                found.extend(inner for inner in kid.children if inner.dep_ == "pobj" and kid.lower_ == "of")
        if len(found) > 2 * MAX_CLIMB:
            break
    for one in found[1:]:
        found.extend(kid for kid in one.rights if kid.dep_ == "conj" and kid not in found)
    return found


def is_live(verb: Token, scene: Scene, moves: Moves) -> bool:
    """Whether what a verb tells is announced, going on or a habit: not over, not denied, not only wished for."""
    stance = scene.stances.get(verb.i)
    if stance is None:
        return verb.tag_ in {"VBP", "VBZ"}
    if stance.polarity == "-" or _is_wished(verb, stance, moves) or is_over(verb, scene, moves):
        return False
    if _is_refused(verb, scene, moves):
        return False
    if stance.tense in {"future", "present"}:
        return True
    return (stance.tense == "past" and _goes_on(verb)) or is_habit(verb, scene, moves)


def _is_wished(verb: Token, stance: Stance, moves: Moves) -> bool:
    """A bare infinitive under wanting: nobody has announced it."""
    if stance.tense != "future" or verb.dep_ not in {"xcomp", "ccomp", "advcl"}:
        return False
    return not moves.wishes.isdisjoint(stance.cues) and not any(kid.tag_ == "MD" for kid in verb.children)


def _is_refused(verb: Token, scene: Scene, moves: Moves) -> bool:
    """Whether somebody refuses what an infinitive or gerund tells: "refused to let two ambulances cross"."""
    for _ in range(MAX_CLIMB):
        bare = verb.tag_ in BARE or verb.head.lemma_ in {"let", "make", "help"}
        if not bare or verb.head.i == verb.i or any(kid.tag_ == "MD" for kid in verb.children):
            return False
        verb = verb.head
        if verb.pos_ in VERBAL and scene.does(verb, moves.refusing):
            return True
    return False


def is_over(verb: Token, scene: Scene, moves: Moves) -> bool:
    """Whether the clause says that the thing has ended, or will not be."""
    if scene.does(verb, moves.ended):
        return True
    return any(
        kid.lower_ in moves.ended and kid.dep_ in {"acomp", "advmod", "prep", "attr", "prt", "oprd", "ccomp"}
        and (verb.lemma_ == "be" or kid.dep_ in {"acomp", "oprd"})
        for kid in verb.children
    )


def _goes_on(verb: Token) -> bool:
    """A past progressive of what was going on when the report was made: not one that something put an end to
    ("were travelling when they were stopped")."""
    helped = any(kid.dep_ in {"aux", "auxpass"} and kid.lemma_ == "be" and kid.tag_ in {"VBD", "VBN"}
                 for kid in verb.children)
    if not helped or (verb.tag_ != "VBG" and not any(kid.lower_ == "being" for kid in verb.children)):
        return False
    return not any(
        kid.dep_ == "advcl" and kid.i > verb.i and any(one.lower_ in {"when", "before"} for one in kid.children)
        for kid in verb.children
    ) or any(kid.lower_ == "still" for kid in verb.children)


def is_habit(verb: Token, scene: Scene, moves: Moves) -> bool:
    """Whether the clause says that it is done each time: "every night", "each morning at five"."""
    for token in scene.clause(verb):
        at = token.i - scene.first
        if scene.lower[at] in moves.each and any(word in moves.spans for word in scene.lemma[at:at + 3]):
            return True
    return False


def any_of(tokens: Iterable[Token], scene: Scene, words: WordClass) -> bool:
    """Whether any of some tokens is of a class."""
    return any(scene.is_of(token, words) for token in tokens)
