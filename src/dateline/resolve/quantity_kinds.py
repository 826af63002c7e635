"""The kind of a count from the words around it: first those right beside it, then the verb over it on the parse.

Words side by side are trusted before the parse, which a small model often gets wrong in long sentences of tolls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.codebook.measures import QuantityLexicon, QuantitySpec
    from dateline.records import Mention, QuantityKind

    Found = tuple[QuantityKind, str]

MAX_CLIMB = 6
ADVERBS_REACH = 6
TOLL_REACH = 16
SHARE_REACH = 5
DYING = frozenset({"die", "perish", "drown", "flee", "evacuate", "suffocate"})
"""Verbs of harm whose subject is who is harmed."""
AUXILIARIES = frozenset({"be", "have", "get", "become", "remain"})
ASIDE = frozenset({"reported", "feared", "believed", "reportedly", "confirmed", "to", "still", "also", "said", "known",
                   "left", "taken", "found", "made", "thought", "may", "might", "could", "not", "held", "shot"})
"""Words between "12 people were" and what became of them that do not change it."""
NOMINAL_DEPS = frozenset({
    "nummod", "pobj", "prep", "conj", "appos", "compound", "nmod", "amod", "quantmod", "poss", "dep", "attr",
})
OPEN_PREPOSITIONS = frozenset({"of", "to", "at", "among", "from", "including", "by"})
TOLL_STEPS = frozenset({"to", "at", "of", "from", "is", "was", "stands", "stood", "reached", "reaches", "passed",
                        "exceeded", "exceeds", "topped", "surpassed", "hit", ":", "than", "over", "by", "as"})
"""Words between a toll and its number: "the toll stood at 45"."""


def is_person(doc: Doc, spec: QuantitySpec, *, lexicon: QuantityLexicon) -> bool:
    """Whether people are counted: a noun for people, a people's name in the plural, or nothing said of who."""
    if spec.who is None:
        return True
    head = doc[spec.who[1] - 1]
    nouns = lexicon.table.people.nouns
    lemma = head.lemma_.lower()
    if lemma in lexicon.noun_kinds or not nouns.isdisjoint((lemma, head.lower_, head.lower_.removesuffix("s"))):
        return True
    return head.tag_ == "NNPS" or (
        head.lower_.endswith(("men", "women", "people")) or (head.pos_ == "PROPN" and head.lower_.endswith("s")))


def kind_of_count(doc: Doc, mention: Mention, spec: QuantitySpec, *, lexicon: QuantityLexicon) -> Found | None:
    """The kind that the words around a count give it, and the word it rests on; `None` where none is of harm."""
    people = lexicon.table.people
    head = doc[spec.who[1] - 1] if spec.who is not None else doc[mention.head]
    lemma = head.lemma_.lower() if spec.who is not None else ""
    if lemma in people.animals or (lemma in people.sparable and head.head.lemma_.lower() in people.sparing):
        return "count", f"{head.text!r} are counted"
    own = lexicon.noun_kinds.get(lemma)
    if own in ("killed", "injured"):
        return own, f"{head.text!r} are counted"
    found = _in_phrase(doc, spec, lexicon=lexicon)
    if found is None and not shares_no_fate(doc, mention, lexicon=lexicon):
        found = _said_after(doc, mention, lexicon=lexicon) or _said_before(doc, mention, lexicon=lexicon)
        found = found or by_verb(head, mention, lexicon=lexicon)
        found = found or (_toll_before(doc, mention, lexicon=lexicon) if spec.who is None else None)
    found = _if_people(found, doc, spec, lexicon=lexicon)
    if own is not None and (found is None or (found[0] not in ("killed", "injured") and own != "troops")):
        return own, f"{head.text!r} are counted"
    return found


def _if_people(found: Found | None, doc: Doc, spec: QuantitySpec, *, lexicon: QuantityLexicon) -> Found | None:
    """Harm is told of people: "captured 12 villages" detains nobody, "drowned 12 goats" kills no one."""
    if found is None or is_person(doc, spec, lexicon=lexicon):
        return found
    word = found[1].strip("'")
    sure = lexicon.verb_kinds.get(word) in ("killed", "injured") and word not in lexicon.table.people.only_of
    return found if sure else None


def _in_phrase(doc: Doc, spec: QuantitySpec, *, lexicon: QuantityLexicon) -> Found | None:
    """"12 wounded soldiers", "10,000 displaced people"."""
    if spec.who is None:
        return None
    for token in doc[spec.who[0]:spec.who[1] - 1]:
        if token.lower_ in lexicon.state_kinds:
            return lexicon.state_kinds[token.lower_], f"{token.text!r} is said of it"
    return None


def shares_no_fate(doc: Doc, mention: Mention, *, lexicon: QuantityLexicon) -> bool:
    """Whether a number is the whole of which another word takes a part: "two-thirds of the village's 3,000 people"."""
    for at in range(mention.first - 1, max(mention.first - 1 - SHARE_REACH, 0), -1):
        token = doc[at]
        if token.lower_ == "of":
            before = doc[at - 1]
            return before.like_num or before.lower_ in lexicon.table.parts_of.shares or before.lower_.isdigit()
        if token.is_punct or token.pos_ not in ("DET", "PRON", "NOUN", "PROPN", "PART", "ADJ"):
            return False
    return False


def _said_after(doc: Doc, mention: Mention, *, lexicon: QuantityLexicon) -> Found | None:
    """"12 dead", "12 people were reportedly killed", "30 have died": the words right behind a number."""
    at, helped = mention.last, False
    stop = min(len(doc), at + ADVERBS_REACH)
    while at < stop and (doc[at].lemma_.lower() in AUXILIARIES or doc[at].lower_ in ASIDE or doc[at].pos_ == "ADV"):
        if doc[at].lower_ in lexicon.state_kinds:
            break
        helped = helped or doc[at].lemma_.lower() in AUXILIARIES or doc[at].lower_ in ASIDE
        at += 1
    if at >= len(doc):
        return None
    token = doc[at]
    kind = lexicon.state_kinds.get(token.lower_)
    lemma = token.lemma_.lower()
    if kind is None and lemma in DYING:
        kind = lexicon.verb_kinds.get(lemma)
    if kind is None and helped and token.tag_ in ("VBN", "VBD") and lemma in lexicon.verb_kinds:
        passive = any(one.lemma_.lower() in ("be", "get") or one.lower_ == "being" for one in doc[mention.last:at])
        kind = lexicon.verb_kinds[lemma] if passive else None
    if kind is None or (not helped and _acts(token)):
        return None
    return kind, f"{token.text!r} follows" if lemma not in lexicon.verb_kinds else repr(lemma)


def _acts(token: Token) -> bool:
    """Whether a word that looks like a state is a verb with its own object: "3 gunmen killed 12 people"."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    acting = any(child.dep_ in ("dobj", "auxpass") for child in token.children)
    return acting or (after is not None and token.tag_ == "VBD" and (after.pos_ in ("NUM", "DET") or after.like_num))


def _said_before(doc: Doc, mention: Mention, *, lexicon: QuantityLexicon) -> Found | None:
    """"killing 12", "shot dead 30", "detained more than 40": the words right before a number."""
    at = mention.first - 1
    while at >= 0 and doc[at].lower_ in ("the", "another", "a", "an", "further", "up", "nearly", "his", "her", "their"):
        at -= 1
    if at < 0 or doc[at].sent.start != doc[mention.first].sent.start:
        return None
    token = doc[at]
    if token.lower_ in lexicon.state_kinds and at > 0 and doc[at - 1].lemma_.lower() in ("shoot", "leave", "hack"):
        return lexicon.state_kinds[token.lower_], f"{token.text!r} stands before"
    lemma = token.lemma_.lower()
    kind = lexicon.verb_kinds.get(lemma)
    if kind is None or not (token.pos_ == "VERB" or token.tag_ == "NNS") or lemma in DYING or any(
            child.dep_ in ("auxpass", "dobj") and child.i < at for child in token.children):
        return None
    return kind, repr(lemma)


def _toll_before(doc: Doc, mention: Mention, *, lexicon: QuantityLexicon) -> Found | None:
    """"raised the death toll to 45 from 30", "put the number of wounded at 63"."""
    sent = doc[mention.first].sent
    if mention.first - 1 < sent.start or doc[mention.first - 1].lower_ not in TOLL_STEPS:
        return None
    tallies = lexicon.table.parts_of.tallies
    for at in range(mention.first - 1, max(sent.start, mention.first - TOLL_REACH) - 1, -1):
        lemma = doc[at].lemma_.lower()
        if lemma in lexicon.toll_kinds and lexicon.toll_kinds[lemma] == "killed":
            return "killed", repr(lemma)
        if lemma in tallies:
            return _tallied(doc, at, lexicon=lexicon)
    return None


def _tallied(doc: Doc, at: int, *, lexicon: QuantityLexicon) -> Found | None:
    """What "the number of ..." is the number of."""
    for token in doc[at + 1:min(at + 5, len(doc))]:
        kind = lexicon.state_kinds.get(token.lower_) or lexicon.noun_kinds.get(token.lemma_.lower())
        if kind is not None:
            return kind, repr(token.text)
    return None


def by_verb(head: Token, mention: Mention, *, lexicon: QuantityLexicon) -> Found | None:
    """The kind that a clause on the counted noun, the verb over a number, or a toll gives."""
    for child in head.children:
        if child.dep_ in ("acl", "relcl") and child.tag_ == "VBN" and child.lemma_.lower() in lexicon.verb_kinds:
            return lexicon.verb_kinds[child.lemma_.lower()], repr(child.lemma_.lower())
        if child.dep_ in ("amod", "acomp") and child.lower_ in lexicon.state_kinds:
            return lexicon.state_kinds[child.lower_], f"{child.text!r} is said of it"
    token = head
    for _ in range(MAX_CLIMB):
        above = token.head
        if above.i == token.i:
            return None
        lemma = above.lemma_.lower()
        if lemma in lexicon.toll_kinds and above.pos_ == "NOUN":
            return lexicon.toll_kinds[lemma], repr(lemma)
        if above.pos_ in ("VERB", "AUX"):
            bound = token.dep_ == "prep" and mention.first <= token.i < mention.last and token.i > above.i
            return _of_verb(token, above, is_object=bound, lexicon=lexicon)
        if token.dep_ not in NOMINAL_DEPS or (token.dep_ == "pobj" and above.lower_ not in OPEN_PREPOSITIONS):
            return None
        token = above
    return None


def _of_verb(part: Token, verb: Token, *, is_object: bool, lexicon: QuantityLexicon) -> Found | None:
    """The kind that a verb gives one of its parts: objects and passive subjects are harmed, subjects only of dying.

    `is_object` is told of words of bound that the parser took for a preposition ("arrested up to 200").
    """
    lemma = verb.lemma_.lower()
    toll = next((child for child in verb.children if child.lemma_.lower() in lexicon.toll_kinds), None)
    if toll is not None and lexicon.toll_kinds[toll.lemma_.lower()] == "killed" and part.i > toll.i and (
            part.dep_ in ("attr", "prep", "dobj", "nummod", "pobj", "acomp")):
        return "killed", repr(toll.text)
    state = next((child for child in verb.children if child.lower_ in lexicon.state_kinds and child.dep_ in (
        "acomp", "oprd", "attr", "ccomp", "dobj")), None)
    if state is not None and part.dep_ in ("nsubj", "dobj", "nsubjpass"):
        return lexicon.state_kinds[state.lower_], f"{state.text!r} is said of it"
    fate = _containing(part, verb, lexicon=lexicon) or _driven(part, verb, lexicon=lexicon)
    kind = lexicon.verb_kinds.get(lemma)
    if kind is None or fate is not None:
        return fate
    passive = verb.tag_ == "VBN" and any(child.dep_ == "auxpass" for child in verb.children)
    object_like = is_object or part.dep_ in ("dobj", "nsubjpass") or (passive and part.dep_ == "conj")
    harmed = object_like or (part.dep_ == "nsubj" and (passive or lemma in DYING))
    return (_deadly(verb, kind, lexicon=lexicon), repr(lemma)) if harmed else None


def _deadly(verb: Token, kind: QuantityKind, *, lexicon: QuantityLexicon) -> QuantityKind:
    """"shot and killed two men" kills, though the men are the object of the first verb on some parses."""
    others = [child for child in verb.conjuncts if child.lemma_.lower() in lexicon.verb_kinds and kind == "injured"]
    return next((lexicon.verb_kinds[one.lemma_.lower()] for one in others), kind)


def _containing(part: Token, verb: Token, *, lexicon: QuantityLexicon) -> Found | None:
    """"Among the dead were four children", "the dead included two Russians", "six of the dead were children"."""
    if verb.lemma_.lower() not in lexicon.table.parts_of.containing:
        return None
    for child in verb.children:
        if child.i == part.i or child.dep_ not in ("nsubj", "prep", "attr"):
            continue
        for token in (child, *child.children, *(one for near in child.children for one in near.children)):
            if token.lower_ in lexicon.state_kinds and token.i != part.i:
                return lexicon.state_kinds[token.lower_], repr(token.text)
    return None


def _driven(part: Token, verb: Token, *, lexicon: QuantityLexicon) -> Found | None:
    """"forced 5,000 families from their homes", "8 men were taken into custody"."""
    if part.dep_ not in ("dobj", "nsubjpass", "nsubj"):
        return None
    people, lemma = lexicon.table.people, verb.lemma_.lower()
    for child in verb.children:
        for goal in (child.children if child.dep_ == "prep" else ()):
            if lemma in people.driven and child.lower_ in ("from", "out") and goal.lemma_.lower() in people.driven_from:
                return "displaced", repr(lemma)
            if goal.lower_ in ("custody", "captivity", "detention"):
                return "detained", repr(goal.text)
    return None
