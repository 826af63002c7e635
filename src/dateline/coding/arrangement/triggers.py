"""Where a sentence names an arrangement: a noun ("humanitarian pause", "halt to airstrikes"), a bare deal with a
purpose, or a verb that makes one by itself ("kept 10 kilometers away from the city").

Words are matched in a row over the sentence, not by the parse alone: a small parser hangs "to airstrikes" anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.arrangement.names import clause_of
from dateline.coding.match import has_words
from dateline.coding.syntax import is_passive, modifiers, objects, prepositions, subject, surface_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from dateline.codebook.arrangements import ActRow, ArrangementBook, Kind
    from dateline.coding.parties import MentionMap
    from dateline.records.arrangement import ArrangementKind

NAMING = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "X"})
"""Parts of speech of a word that ends or heads a name; the parser takes many a noun for a verb."""
PASSED_OVER = frozenset({"-", "–", '"', "'", "“", "”", "‘", "’"})
"""Marks that may stand inside a name ("cease-fire", an 11-hour "humanitarian pause")."""
FINITE = frozenset({"VBD", "VBN", "VBZ", "VBP"})
"""Tags of a first word that is a deed, not a name ("have ceased fire")."""
DATING = frozenset({"into", "since", "during", "after", "before", "despite", "amid", "when", "while", "as", "minutes"})
"""Words by which an arrangement dates something else."""
SHORT = 3
"""Longest word whose last "s" is no plural: "gas", "bus"."""
ORDERED = frozenset({"xcomp", "ccomp", "advcl", "acl", "pcomp", "relcl"})
"""Links by which what is ordered hangs on the order."""
THING_REACH = 6
"""Words after "halt to" within which the thing halted must come ("a halt to all Russian and Syrian air strikes")."""
WORDS_REACH = 12
MADE_ONCE = frozenset({"exchange", "evacuation", "surrender"})
"""Kinds of which two verbs of one sentence tell one."""
SAME_TWICE = frozenset({"ceasefire", "exchange"})
"""Kinds of which a sentence that names one tells no second by a verb ("a truce, under which both hold their fire")."""
"""Words after the verb within which "away from" must come ("kept at least 10 kilometers away from")."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One place that names an arrangement: its words, its head token, its kind, and the row that found it.

    `definite` is true of "the truce", which points at one told elsewhere, `other` of "another truce", which does not;
    `act` is set where a verb makes it; `aside` is true of "hours into a pause", "since the truce": a date for something
    else.
    """

    row: str
    kind: ArrangementKind
    direction: str
    first: int
    last: int
    head: int
    definite: bool = False
    other: bool = False
    plural: bool = False
    weak: bool = False
    needs: tuple[str, ...] = ()
    act: ActRow | None = None
    aside: bool = False


def keys(token: Token) -> tuple[str, ...]:
    """The forms under which a list may know a word: lemma, word, and a plain singular of capitalised plurals."""
    lower = token.lower_
    found = (token.lemma_.lower(), lower)
    return (*found, lower[:-1]) if lower.endswith("s") and len(lower) > SHORT else found


def words_of(sent: Span) -> list[Token]:
    """The sentence's words, hyphens, quotation marks and white space left out."""
    return [token for token in sent if token.pos_ != "SPACE" and token.text not in PASSED_OVER]


def find_triggers(sent: Span, book: ArrangementBook, mentions: MentionMap) -> list[Trigger]:
    """The arrangements that a sentence names, in order; of two over the same words the longer."""
    words = words_of(sent)
    found: list[Trigger] = []
    for at, token in enumerate(words):
        lemma = token.lemma_.lower()
        if lemma in book.act_verbs and token.dep_ != "amod" and (token.pos_ in {"VERB", "AUX"} or _is_verbal(token)):
            found.extend(_acts(token, words, at, book=book, mentions=mentions))
        if token.pos_ in NAMING and (token.pos_ != "VERB" or token.tag_ != "VBD"):
            forms = keys(token)
            found.extend(_nouns(words, at, forms, book=book))
            found.extend(_headed(words, at, forms, book=book))
    if not found:
        return []
    spoken = {key for token in words for key in keys(token)}
    return _once([one for one in _longest(found) if not _trapped(one, sent, spoken, book)])


def told_by_name(one: Trigger, named: set[ArrangementKind]) -> bool:
    """Whether a noun of the sentence tells already what the verb makes; a corridor opened is no access besides."""
    return (one.kind in SAME_TWICE and one.kind in named) or (one.kind == "access" and "corridor" in named)


def _once(found: list[Trigger]) -> list[Trigger]:
    """Of exchanges made by two verbs the first: one side's release and the other's are one exchange."""
    kept: list[Trigger] = []
    for one in found:
        earlier = one.act is not None and any(other.act is not None and other.kind == one.kind for other in kept)
        if one in kept or (one.kind in MADE_ONCE and earlier and all(other.first != one.first for other in kept)):
            continue
        kept.append(one)
    return kept


def _nouns(words: list[Token], at: int, forms: tuple[str, ...], *, book: ArrangementBook) -> Iterator[Trigger]:
    """Phrases that end at this word; the longest of them."""
    rows = [pair for form in dict.fromkeys(forms) if form in book.nouns for pair in book.nouns[form]]
    rows.sort(key=lambda pair: -len(pair[0]))
    for rest, kind in rows:
        first = at - len(rest)
        if first >= 0 and all(want in keys(word) for want, word in zip(rest, words[first:at], strict=True)):
            if rest and words[first].tag_ in FINITE and words[first].dep_ not in {"amod", "compound"}:
                continue
            if words[at].pos_ in {"NOUN", "PROPN", "ADJ"} or rest or not kind.needs:
                yield _noun_trigger(kind, words, first, at, others=book.words.others)
            return


def _headed(words: list[Token], at: int, forms: tuple[str, ...], *, book: ArrangementBook) -> Iterator[Trigger]:
    """A head with its preposition and thing: "halt to airstrikes", "break in hostilities"."""
    kinds = {kind.id: kind for form in forms if form in book.heads for kind in book.heads[form]}
    if not kinds or at + 2 >= len(words) or words[at].pos_ not in {"NOUN", "PROPN", "VERB"}:
        return
    for kind in kinds.values():
        if words[at + 1].lower_ in kind.preps:
            end = _thing_after(words, at + 2, book.things[kind.id])
            if end is not None:
                yield _noun_trigger(kind, words, at, end, others=book.words.others, weak=kind.weak_heads)


def _thing_after(words: list[Token], start: int, things: frozenset[str]) -> int | None:
    """Where in a row of words the first thing stands, the noun phrase not left."""
    for at in range(start, min(start + THING_REACH, len(words))):
        token = words[at]
        pair = f"{words[at - 1].lower_} " if at > start else ""
        if any(f"{pair}{key}" in things or key in things for key in keys(token)):
            return at
        if token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBN", "VBG"}:
            return None
        if token.pos_ == "ADP":
            return None
    return None


def _noun_trigger(
    kind: Kind, words: list[Token], first: int, last: int, *, others: frozenset[str], weak: bool = False,
) -> Trigger:
    """The trigger over a row of words; its head is the word whose own head lies outside."""
    inside = {token.i for token in words[first : last + 1]}
    head = next((t for t in words[first : last + 1] if t.head.i not in inside and t.pos_ != "PUNCT"), words[last])
    determiners = {kid.lower_ for kid in head.children if kid.dep_ == "det" or kid.tag_ == "PRP$"}
    if first > 0 and words[first - 1].pos_ in {"DET", "PRON"}:
        determiners.add(words[first - 1].lower_)
    return Trigger(
        row=kind.id, kind=kind.kind, direction=kind.direction, first=words[first].i, last=words[last].i + 1,
        head=head.i, definite=bool(determiners & {"the", "this", "that", "these", "those", "its", "their"}),
        other=any(kid.lower_ in others for kid in head.children if kid.dep_ in {"amod", "det"}),
        plural=head.tag_ in {"NNS", "NNPS"}, weak=weak, needs=kind.needs, aside=_is_aside(head),
    )


def _is_aside(head: Token) -> bool:
    """Whether it only dates something else: "since the truce began", "hours into a pause", "despite the ceasefire"."""
    at = head
    if at.dep_ == "advcl":
        return any(kid.lower_ in DATING for kid in at.children if kid.dep_ in {"mark", "advmod"})
    if at.dep_ in {"nsubj", "nsubjpass", "dobj"} and at.head.dep_ == "advcl":
        return any(kid.lower_ in DATING for kid in at.head.children if kid.dep_ in {"mark", "advmod"})
    return at.dep_ == "pobj" and at.head.lower_ in DATING


def _acts(
    token: Token, words: list[Token], at: int, *, book: ArrangementBook, mentions: MentionMap,
) -> Iterator[Trigger]:
    """Verbs that make or refuse an arrangement by themselves."""
    for rest, act in book.act_verbs[token.lemma_.lower()]:
        if not has_words(token, rest, noun=False) and not _next_is(words, at, rest):
            continue
        if act.words and not _says(words, at + 1, act.words):
            continue
        if act.prep and not _says(words, at + 1, act.prep, reach=3 * WORDS_REACH):
            continue
        if not _fits(token, act, book, mentions=mentions, skipped=len(rest)):
            continue
        if "may" in act.needs and not any(kid.lower_ in book.words.may for kid in token.children if kid.dep_ == "aux"):
            continue
        armed = armed_subject(token, book, mentions) or _two_sides(token, book)
        if "armed-subject" in act.needs and not armed:
            continue
        if not _right_fighters(token, act, book, mentions):
            continue
        needs = act.needs if "armed-or-setting" not in act.needs or armed else ("setting", *act.needs)
        yield Trigger(
            row=act.id, kind=act.kind, direction=act.direction, first=token.i, last=token.i + 1, head=token.i,
            needs=needs, act=act, aside=_is_aside(token),
        )


def _right_fighters(token: Token, act: ActRow, book: ArrangementBook, mentions: MentionMap) -> bool:
    """Whether those who lay down arms are such as a row asks for: fighters, or fighters of no state."""
    wanted = book.words.fighting_sectors if "fighting-subject" in act.needs else frozenset()
    if "rebel-subject" in act.needs:
        wanted = book.words.fighting_sectors - {"MIL"}
    if not wanted:
        return True
    doer = doer_of(token)
    return doer is not None and bool(mentions.sectors(doer) & wanted)


def _is_verbal(token: Token) -> bool:
    """Whether a noun has an object: the parser took a verb for it ("watched both armies exchange prisoners")."""
    return token.pos_ == "NOUN" and any(kid.dep_ in {"dobj", "obj"} and kid.i > token.i for kid in token.children)


def _next_is(words: list[Token], at: int, rest: tuple[str, ...]) -> bool:
    """Whether the particle stands right behind, whatever the parse made of it ("hand over six")."""
    return len(rest) == 1 and at + 1 < len(words) and words[at + 1].lower_ == rest[0]


def _says(words: list[Token], start: int, phrases: tuple[str, ...], *, reach: int = WORDS_REACH) -> bool:
    """Whether any phrase stands among the next words, articles passed over."""
    following = [word.lower_ for word in words[start : start + reach] if word.pos_ != "DET"]
    row = f" {' '.join(following)} "
    return any(f" {' '.join(w for w in phrase.split() if w not in {'the', 'a'})} " in row for phrase in phrases)


def _things_of(token: Token) -> list[Token]:
    """What a verb acts on: objects, the doing that it stops, and both objects of a passive ("refused clearance")."""
    found = [*objects(token), *_gerunds(token)]
    if is_passive(token):
        found.extend(kid for kid in token.children if kid.dep_ in {"dobj", "obj", "oprd"})
        if not found and (thing := surface_subject(token)) is not None:
            found = [thing]
    return found


def _fits(token: Token, act: ActRow, book: ArrangementBook, *, mentions: MentionMap, skipped: int) -> bool:
    """Whether object and subject are what the row asks for; `skipped` particles stand behind the verb."""
    things = book.things[act.id]
    if act.object and not _follows(token, things, skipped=skipped):
        found = _things_of(token)
        placed = "kind:place" in things and any("place" in mentions.kinds(thing) for thing in found)
        if not placed and not any(_named(thing, things) for thing in found):
            return False
    wanted = book.things[f"{act.id}.subject"]
    if wanted:
        doer = subject(token) or (token.head if token.dep_ == "acl" and token.head.dep_ == "ROOT" else None)
        if doer is not None and doer.pos_ == "PRON" and act.kind == "stand_off":
            return bool(mentions.sectors(doer) & book.words.fighting_sectors)
        if doer is None:
            return False
        fights = act.kind in {"stand_off", "surrender"} and bool(mentions.sectors(doer) & book.words.fighting_sectors)
        if fights and act.kind == "surrender":
            fights = any(name == "to" for name, _ in prepositions(token))
        return fights or _named(doer, wanted)
    return True


def _gerunds(token: Token) -> list[Token]:
    """The doing that a verb acts on: "stop shooting"."""
    links = {"xcomp", "dobj", "ccomp"}
    if token.lemma_ == "deny":
        return []
    return [kid for kid in token.children if kid.tag_ == "VBG" and kid.dep_ in links and kid.i > token.i]


def _follows(token: Token, things: frozenset[str], *, skipped: int) -> bool:
    """Whether a thing of the list ends the row of words behind the verb, where the parse took it for a verb."""
    if objects(token):
        return False
    for one in token.doc[token.i + 1 + skipped : min(token.i + THING_REACH + skipped, clause_of(token).end)]:
        if one.pos_ in {"ADP", "PUNCT", "CCONJ", "SCONJ"}:
            return False
        if any(key in things for key in keys(one)):
            return True
    return False


def _named(token: Token, things: frozenset[str]) -> bool:
    """Whether a noun, with the compound before it or the of-phrase behind it, is on a list."""
    nouns = [token, *(kid for kid in token.children if kid.dep_ == "conj")]
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ == "of":
            nouns.extend(kid for kid in prep.children if kid.dep_ == "pobj")
    for noun in nouns:
        for key in keys(noun):
            if key in things:
                return True
            for kid in noun.children:
                if kid.dep_ in {"compound", "amod", "nmod"} and f"{kid.lower_} {key}" in things:
                    return True
                if kid.dep_ == "compound" and (kid.lower_ in things or _pair(kid) in things):
                    return True
    return False


def _pair(token: Token) -> str:
    """A name of two words that stands before a noun: "Red Crescent" of "a Red Crescent van"."""
    return f"{token.nbor(-1).lower_} {token.lower_}" if token.i else token.lower_


def armed_subject(token: Token, book: ArrangementBook, mentions: MentionMap) -> bool:
    """Whether who does it is an armed party or a government, as the report names it."""
    doers = [doer_of(token), orderer_of(token, book)]
    doers += [thing for name, thing in prepositions(token) if name in book.words.joint]
    return any(mentions.sectors(doer) & book.words.acting_sectors for doer in doers if doer is not None)


def orderer_of(token: Token, book: ArrangementBook) -> Token | None:
    """Who orders what a verb says to be done: the doer of an ordering verb over it ("ordered their men to stop"), or
    whose order it is ("a decree of the junta forbids", "signed an order obliging all units to hold their fire")."""
    order = token.head
    if order.i == token.i or token.dep_ not in ORDERED or order.lemma_.lower() not in book.words.ordering:
        return None
    if order.pos_ == "VERB" and order.dep_ == "acl":
        order = order.head
    elif order.pos_ == "VERB":
        giver = subject(order)
        if giver is None or giver.lemma_.lower() not in book.words.ordering:
            return giver
        order = giver
    owners = [kid for kid in modifiers(order) if kid.pos_ in {"NOUN", "PROPN"}]
    owners += [thing for name, thing in prepositions(order) if name in {"of", "by", "from"}]
    above = order.head if order.dep_ in {"dobj", "obj", "nsubjpass"} and order.head.pos_ == "VERB" else None
    return owners[0] if owners else subject(above) if above is not None else None


def _two_sides(token: Token, book: ArrangementBook) -> bool:
    """Whether "both sides" or "the two armies" do it, whoever they are."""
    return any(
        doer is not None and any(key in book.words.side_nouns for key in keys(doer))
        and any(kid.lower_ in book.words.both for kid in doer.children)
        for doer in (doer_of(token), orderer_of(token, book))
    )


def doer_of(token: Token) -> Token | None:
    """Who does it: the subject, the doer of the clause around a gerund ("after turning them away, X ..."), or what a
    verb taken for a noun is joined to."""
    if token.pos_ not in {"VERB", "AUX"}:
        return token.head if token.dep_ == "conj" else None
    doer = _named_beside(subject(token) or _at_auxiliary(token))
    if doer is None and token.dep_ == "pcomp" and token.head.head.pos_ == "VERB":
        return subject(token.head.head)
    return doer


def _at_auxiliary(token: Token) -> Token | None:
    """The subject that the parser hung on "has" where words stand between ("has, with exceptions, kept to")."""
    for kid in token.children:
        if kid.dep_ == "aux":
            return next((one for one in kid.children if one.dep_ == "nsubj"), None)
    return None


def _named_beside(doer: Token | None) -> Token | None:
    """Who stands beside a place that the parser took for the subject: "Luena - Two hundred soldiers handed in"."""
    if doer is None or doer.pos_ != "PROPN":
        return doer
    beside = next((kid for kid in doer.children if kid.dep_ == "appos" and kid.pos_ == "NOUN"), None)
    dash = doer.i + 1 < len(doer.doc) and doer.nbor().text in {"—", "–", "-"}
    return beside if beside is not None and dash else doer


def _longest(found: list[Trigger]) -> list[Trigger]:
    """Of overlapping triggers the longer, then the earlier row; in the order of the text."""
    kept: list[Trigger] = []
    for one in sorted(found, key=lambda t: (t.first - t.last, t.first, t.weak, t.row if t.act is None else "")):
        if all(_apart(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda t: t.first)


def _apart(one: Trigger, other: Trigger) -> bool:
    """Whether two triggers share no word, or are rows of one verb, of which the first that holds counts."""
    rows = one.act is not None and other.act is not None and one.first == other.first
    return rows or one.last <= other.first or one.first >= other.last


def _trapped(trigger: Trigger, sent: Span, spoken: set[str], book: ArrangementBook) -> bool:
    """Whether words around it make it something else: a trade truce, a sports truce, an economic corridor."""
    doc = sent.doc
    for scene in book.scenes:
        if scene.kinds and trigger.kind not in scene.kinds:
            continue
        if any(_spoken(word, spoken, sent) for word in scene.words):
            return True
    unless = _unless(trigger, book)
    if any(key in unless for token in doc[trigger.first : trigger.last] for key in keys(token)):
        return True
    near: set[str] = set()
    for token in _phrase(doc[trigger.head]):
        if trigger.first <= token.i < trigger.last:
            continue
        near.update(keys(token))
        if token.i + 1 < len(doc):
            near.add(f"{token.lower_} {doc[token.i + 1].lower_}")
    return bool(near & (book.topics if trigger.act is None else set()) or near & unless)


def _spoken(word: str, spoken: set[str], sent: Span) -> bool:
    return word in spoken if " " not in word else word in sent.text.lower()


def _unless(trigger: Trigger, book: ArrangementBook) -> set[str]:
    rows: tuple[Kind | ActRow, ...] = (*book.kinds, *book.acts)
    return {word for row in rows if row.id == trigger.row for word in row.unless}


def _phrase(head: Token) -> Iterator[Token]:
    """The words of a noun phrase: what stands before the head, and one level of its prepositions."""
    for kid in head.children:
        if kid.dep_ in {"compound", "amod", "nmod", "poss", "dobj", "obj", "nsubj"}:
            yield kid
            yield from (one for one in kid.children if one.dep_ in {"compound", "amod", "nmod"})
        elif kid.dep_ == "prep":
            for thing in kid.children:
                if thing.dep_ == "pobj":
                    yield thing
                    yield from (one for one in thing.children if one.dep_ in {"compound", "amod", "nmod"})
