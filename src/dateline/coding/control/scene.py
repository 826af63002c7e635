"""What the search for control looks at, and what every way of telling it shares: mood, parties, reach in the line.

The parser is small: where it links no subject or no place, the words of the same clause in their order stand in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.coding.arrangement.triggers import keys
from dateline.coding.syntax import MAX_CLIMB
from dateline.records import ActorRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Span, Token

    from dateline.codebook.arrangements import ControlBook
    from dateline.coding.control.places import PlaceMap, Site
    from dateline.coding.parties import MentionMap
    from dateline.coding.roster import Roster
    from dateline.records import PlaceRef

Change = Literal["holds", "captured", "lost", "contested"]
FIGHTERS = frozenset({"MIL", "REB", "UAF", "PRM", "CRM"})
BREAKS = frozenset({";", ":", "—", "–", "(", ")"})
"""Signs that end a clause for the reading in order."""
WINDOW = 14
"""Words to either side within which the reading in order looks."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
STATE = frozenset({"MIL", "GOV", "SPY", "COP"})
OUTSIDERS = frozenset({"UNO", "NGO", "EUR", "ISM"})


@dataclass(frozen=True, slots=True)
class Found:
    """One control told: at which words, by which row, of which place, by whom."""

    row: str
    change: Change
    trigger: int
    first: int
    last: int
    site: Site
    holders: tuple[ActorRef, ...] = ()
    losers: tuple[ActorRef, ...] = ()
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What the search looks at."""

    mentions: MentionMap
    places: PlaceMap
    book: ControlBook
    armed: bool
    """Whether the report names soldiers or rebels."""
    roster: Roster


def refs_of(tokens: Iterable[Token], scene: Scene) -> tuple[ActorRef, ...]:
    """The parties of noun phrases; a force that no table knows ("the 55 Division") by its word."""
    mentions, things = scene.mentions, list(tokens)
    found = mentions.refs(index for token in things for index in mentions.parties(token))
    if found:
        return found
    return tuple(
        ref for token in things if token.lemma_.lower() in scene.book.words.unit_nouns
        and (ref := by_word(token, scene)) is not None
    )


def full_ref(ref: ActorRef, place: PlaceRef, scene: Scene) -> ActorRef:
    """The party under its fullest name in the report: of several with its sector the one of the place's country, else
    the only one; "government troops" are never those of a state that the place is not in."""
    if ref.country is not None or ref.sector is None:
        return ref
    known = {
        other.country: other for index in sorted(scene.mentions.resolution.actors)
        for other in reversed(scene.mentions.resolution.actors[index])
        if other.sector == ref.sector and other.country is not None and other.country not in OUTSIDERS
    }
    if ref.sector == "UAF" and ref.text.lower().startswith("the "):
        return _insurgents(ref, place, scene)
    here = known.get(place.country) if place.country is not None else None
    stately = any(word in scene.book.words.state_words for word in ref.text.lower().split())
    if here is not None:
        return msgspec.structs.replace(ref, country=here.country, code=here.code, id=here.id, name=here.name)
    if ref.sector in STATE and stately:
        return _of_state(ref, place, scene)
    if len(known) == 1:
        other = next(iter(known.values()))
        return msgspec.structs.replace(ref, country=other.country, code=other.code, id=other.id, name=other.name)
    return _of_state(ref, place, scene) if ref.sector == "REB" else ref


def _insurgents(ref: ActorRef, place: PlaceRef, scene: Scene) -> ActorRef:
    """"The fighters" as the one rebel party of the place's country that the report names, else of any."""
    rebels = {
        other.id or other.code or other.text: other for index in sorted(scene.mentions.resolution.actors)
        for other in scene.mentions.resolution.actors[index]
        if other.sector in {"REB", "PRM"} and other.country is not None
    }
    here = [other for other in rebels.values() if other.country == place.country] or list(rebels.values())
    if len(here) != 1:
        return ref
    only = here[0]
    return msgspec.structs.replace(
        ref, country=only.country, sector=only.sector, code=only.code, id=only.id, name=only.name)


def _of_state(ref: ActorRef, place: PlaceRef, scene: Scene) -> ActorRef:
    """Forces named only by a word, as those of the state in which the place lies, where the report names that state."""
    states = {
        other.country for refs in scene.mentions.resolution.actors.values() for other in refs
        if other.sector in STATE | {"CVL", "JRN"} and other.country is not None
    }
    around = {other.country for other in scene.mentions.resolution.places.values()}
    country = place.country or (next(iter(around)) if len(around) == 1 else None)
    if country is None or (country not in states and around != {country}):
        return ref
    return msgspec.structs.replace(ref, country=country, code=f"{country}{ref.sector}")


def last_fighters(token: Token, scene: Scene) -> tuple[ActorRef, ...]:
    """The last party that fights named before a pronoun, in its sentence or the one before."""
    doc = token.doc
    first = doc[token.sent.start - 1].sent.start if token.sent.start else token.sent.start
    for at in range(token.i - 1, first - 1, -1):
        if doc[at].pos_ == "PRON" or not scene.mentions.at(doc[at]):
            continue
        found = scene.mentions.refs(scene.mentions.at(doc[at])[:1])
        if bears_arms(found, scene):
            return found
    return ()


def fights(refs: Iterable[ActorRef], scene: Scene) -> bool:
    """Whether one of them fights or governs."""
    return any(ref.sector in scene.book.words.fighting_sectors or _is_force(ref, scene) for ref in refs)


def bears_arms(refs: Iterable[ActorRef], scene: Scene) -> bool:
    """Whether one of them is an armed force that is no mission."""
    return any((ref.sector in FIGHTERS or _is_force(ref, scene)) and ref.country not in OUTSIDERS for ref in refs)


def _is_force(ref: ActorRef, scene: Scene) -> bool:
    """Whether the words themselves name armed men ("Charles Taylor's fighters"), whosesoever they are."""
    last = ref.text.lower().rsplit(" ", 1)[-1]
    return last in scene.book.words.force_words or (last == "men" and ("'s " in ref.text or "’s " in ref.text))


def names_fighters(sent: Span, scene: Scene) -> bool:
    """Whether soldiers or rebels stand in it: then "market" or "vote" beside them make it no business or election."""
    known = scene.mentions.resolution.actors
    return any(
        ref.sector in FIGHTERS for token in sent for index in scene.mentions.at(token) for ref in known.get(index, ())
    )


def by_word(token: Token, scene: Scene) -> ActorRef | None:
    """A holder named by a bare word ("in rebel hands"), whose the report may not say."""
    holders = scene.book.words.holders
    sector = next((holders[key] for key in keys(token) if key in holders), None)
    if sector is None:
        return None
    return ActorRef(text=token.text, start=token.idx, end=token.idx + len(token), sector=sector, code=sector)


def is_told(verb: Token, scene: Scene) -> bool:
    """Whether the words tell it as fact or claim: no plan, purpose, condition, future or mere possibility."""
    words = scene.book.words
    stance = scene.mentions.reading.stances.get(verb.i)
    if stance is not None and (
        stance.tense == "future" or stance.condition is not None or stance.certainty in {"possible", "unspecified"}
    ):
        return False
    token = verb
    for _ in range(MAX_CLIMB):
        if any(kid.dep_ == "mark" and kid.lower_ in words.not_yet for kid in token.children):
            return False
        infinitive = any(kid.dep_ == "aux" and kid.tag_ == "TO" for kid in token.children)
        head = token.head
        if head.i == token.i:
            return not infinitive
        above = infinitive and any(kid.dep_ == "neg" for kid in head.children)
        if token.dep_ == "csubj" or above:
            return False
        if token.dep_ == "pcomp" and head.head.lemma_.lower() in words.brink | words.failing:
            return False
        if infinitive or token.dep_ == "xcomp":
            if head.lemma_.lower() in words.failing or token.dep_ not in {"xcomp", "conj", "ccomp"}:
                return False
        elif token.dep_ != "conj" or token.tag_ != "VB":
            return True
        token = head
    return False


def before_in_line(token: Token) -> Iterator[Token]:
    """The words before a token, nearest first, to the edge of its clause; brackets are passed over."""
    doc, depth = token.doc, 0
    for at in range(token.i - 1, max(token.i - 1 - WINDOW, token.sent.start - 1), -1):
        one = doc[at]
        depth += (one.text == ")") - (one.text == "(")
        if depth < 0 or (depth == 0 and one.text in BREAKS - {"(", ")"}):
            return
        if depth == 0 and one.text != "(":
            yield one


def after_in_line(token: Token) -> Iterator[Token]:
    """The words behind a token to the edge of its clause."""
    doc = token.doc
    for at in range(token.i + 1, min(token.i + 1 + WINDOW, token.sent.end)):
        if doc[at].text in BREAKS:
            return
        yield doc[at]


def holder_before(token: Token, scene: Scene) -> tuple[ActorRef, ...]:
    """The nearest party that fights before a token, no other clause between."""
    for one in before_in_line(token):
        if one.tag_ in FINITE and one.pos_ == "VERB":
            return ()
        found = refs_of([one], scene) if scene.mentions.at(one) else ()
        if fights(found, scene):
            return found
    return ()
