"""Who accuses whom of a breach, and what the accused says to it; what is inferred says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from dateline.coding.arrangement.names import PARTY_ROLES, clause_of, key_of
from dateline.coding.arrangement.parties import OUTSIDE, named_party
from dateline.coding.arrangement.triggers import keys
from dateline.coding.syntax import agents, modifiers, objects, prepositions, subject, surface_subject
from dateline.records import ActorRef

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from dateline.coding.arrangement.breach_tale import Tale

HOUSE_PRONOUNS = frozenset({"it", "we", "its", "our"})
"""Words by which a body speaks of itself in its own release."""
REPORTERS = frozenset({"reporter", "correspondent", "magazine", "newspaper", "team", "crew", "colleague"})
BACK = 3
"""Sentences back to whoever acted just before."""
BY_REACH = 4
BLAMED = "blamed by"
TOP = 160
"""Characters at the top of a report in which a house names itself."""
STATE = frozenset({"MIL", "GOV", "SPY"})
VOICED = frozenset({"MIL", "GOV", "REB", "PRM", "SPY", "COP"})
BODIES = frozenset({"IGO", "UNO", "EUR"})
"""Bodies that send observers ("a German OSCE observer")."""
BreachStanding = Literal["claimed", "observed", "admitted", "denied"]


def same_party(one: ActorRef, other: ActorRef) -> bool:
    """Whether two references are one party; the arms of one state are."""
    if key_of(one) == key_of(other):
        return True
    return one.country is not None and one.country == other.country and one.sector in STATE and other.sector in STATE


def who_is(ref: ActorRef) -> tuple[str, str]:
    """What tells accused and accuser apart, also where both are of one state's forces."""
    return (key_of(ref), "" if ref.id else ref.text.lower())


def refs_of(token: Token, tale: Tale) -> tuple[ActorRef, ...]:
    """The parties that a noun phrase names, through its owner and its of-phrase where it names none itself."""
    mentions = tale.mentions
    indices = mentions.parties(token)
    if not indices:
        around = [*modifiers(token), *(thing for name, thing in prepositions(token) if name == "of")]
        indices = tuple(index for one in around for index in mentions.parties(one))
    if not indices:
        inner = [index for one in token.subtree for index in mentions.at(one)[:1]]
        fit = [index for index in inner if able_refs(mentions.refs((index,)), tale)]
        indices = tuple((fit or inner)[:1])
    found = mentions.refs(indices)
    if found and all(ref.text.lower() in HOUSE_PRONOUNS and ref.country is None for ref in found) and _is_body(tale):
        return _house(tale)
    return tuple(named_party(ref, tale.told) for ref in found)


def able_refs(refs: Sequence[ActorRef], tale: Tale) -> tuple[ActorRef, ...]:
    """Those of the actors that can be bound by a truce."""
    sectors = tale.book.words.able_sectors
    return tuple(ref for ref in refs if ref.sector in sectors and ref.country not in OUTSIDE)


def by_whom(token: Token) -> list[Token]:
    """Who stands behind "by" at a word, wherever the parse hangs it."""
    found = [thing for name, thing in prepositions(token) if name == "by"]
    near = token.doc[token.i + 1 : min(token.i + BY_REACH, token.sent.end)]
    return found or [kid for one in near if one.lower_ == "by" for kid in one.children if kid.dep_ == "pobj"]


def accuser_of(number: int, deed: Token, tale: Tale, *, commented: bool) -> tuple[tuple[ActorRef, ...], BreachStanding]:
    """Whose word it is: who accuses or comments, else who is told to say it, else the house itself, as seen."""
    sent, mentions = tale.sents[number], tale.mentions
    commentator = commentator_in(sent, tale)
    if commentator is not None and commentator.lemma_ in REPORTERS and not mentions_armed(commentator, tale):
        return (), "observed"
    if commentator is not None and (refs := refs_of(commentator, tale)):
        return tuple(voice_of(ref, tale) for ref in refs), "claimed"
    spoken = mentions.refs(mentions.speakers(deed.i)) or _by_account(deed, tale)
    if not spoken and any(one.lower_ in {"we", "our", "us"} and one.head.lemma_ not in REPORTERS for one in sent):
        spoken = _house(tale) or (_other_party(tale, ()) if not _is_body(tale) else ())
    if spoken:
        perceived = any(one.lemma_.lower() in tale.book.words.seeing for one in sent)
        seen = not able_refs(spoken, tale) and (perceived or all(ref.sector == "JRN" for ref in spoken))
        return tuple(voice_of(ref, tale) for ref in spoken), ("observed" if seen else "claimed")
    if commented and number + 1 < len(tale.sents):
        later = commentator_in(tale.sents[number + 1], tale)
        if later is not None and (refs := refs_of(later, tale)):
            return refs, "claimed"
    return _house(tale), "observed"


def mentions_armed(token: Token, tale: Tale) -> bool:
    """Whether a word stands for a party that can be bound by a truce."""
    return bool(able_refs(tale.mentions.refs(tale.mentions.at(token)), tale))


def _by_account(deed: Token, tale: Tale) -> tuple[ActorRef, ...]:
    """On whose account a deed is told where the saying covers only the words before it ("the pause ended, according to
    Cairo, when gunmen attacked"), or who is "to be believed"."""
    doc, clause = deed.doc, clause_of(deed)
    for saying in tale.mentions.reading.sayings:
        here = any(clause.start <= first < clause.end for first, _ in saying.content)
        if saying.manner != "according_to" or not here:
            continue
        voices = [one.mention for one in saying.speakers if one.mention is not None]
        if voices:
            return tale.mentions.refs(voices)
    for one in doc[clause.start : clause.end]:
        if one.lower_ == "believed" and (surface := surface_subject(one)) is not None:
            return refs_of(surface, tale)
    return ()


def voice_of(ref: ActorRef, tale: Tale) -> ActorRef:
    """A speaker under its fullest name: "the force commander's office" is the mission's where it alone is named."""
    everybody = tale.mentions.resolution.actors
    if ref.country not in BODIES:
        body = next((
            other for index in sorted(everybody) for other in everybody[index]
            if ref.start <= other.start and other.end <= ref.end and other.country in BODIES and other.end > other.start
        ), None)
        if body is not None and len(body.text) > len("UN"):
            return body
    if ref.country is not None or ref.sector not in VOICED:
        return ref
    found = {
        other.country: other for refs in tale.mentions.resolution.actors.values() for other in refs
        if other.sector == ref.sector and other.country is not None
    }
    return next(iter(found.values())) if len(found) == 1 else ref


def _house(tale: Tale) -> tuple[ActorRef, ...]:
    """The mission or body whose own release it is, where its name is that of the outlet or stands at the top."""
    article = tale.mentions.reading.article
    top = f"{article.outlet or ''} {article.text[:TOP]}".lower()
    for index in sorted(tale.mentions.resolution.actors):
        for ref in tale.mentions.resolution.actors[index]:
            long = len(ref.text) > len("UN") and ref.text.lower() not in HOUSE_PRONOUNS
            if ref.country in OUTSIDE | {"IGO"} and long and ref.text.lower().removeprefix("the ") in top:
                return (ref,)
    if not _is_body(tale):
        return ()
    known = tale.mentions.resolution.actors
    named = next(((ref,) for index in sorted(known) for ref in known[index] if ref.country == "UNO"), ())
    return named or _house_words(tale)


def _house_words(tale: Tale) -> tuple[ActorRef, ...]:
    """The body by the words under which it names itself at the top or in the text."""
    text = tale.mentions.reading.article.text
    for word in tale.book.words.houses:
        upper = len(word) <= len("un")
        wanted = re.escape(word.upper() if upper else word)
        found = re.search(rf"(?<!\w){wanted}(?!\w)", text, 0 if upper else re.IGNORECASE)
        if found is not None and word != "who":
            return (ActorRef(
                text=found.group(), start=found.start(), end=found.end(), country="UNO", sector="GOV", code="UNOGOV",
            ),)
    return ()


def _is_body(tale: Tale) -> bool:
    """Whether the report is the release of an international body or mission."""
    article = tale.mentions.reading.article
    top = f" {article.outlet or ''} {article.text[:TOP]} ".lower().replace(",", " ")
    return any(f" {word} " in top for word in tale.book.words.houses)


def commentator_in(sent: Span, tale: Tale) -> Token | None:
    """Who accuses, or calls the deed something: the subject of "accused", "blamed", "called it", "denounced"."""
    words = tale.book.words
    for token in sent:
        lemma = token.lemma_.lower()
        if token.pos_ != "VERB":
            continue
        if lemma in words.accuse - {"report", "suspect"}:
            return subject(token)
        counted = words.faults | (words.violent_nouns if lemma in words.seeing else frozenset())
        if lemma in words.listing and any(any(key in counted for key in keys(one)) for one in objects(token)):
            return subject(token)
        things = [*objects(token), *(kid for kid in token.children if kid.dep_ == "nsubj" and kid.i > token.i)]
        named = any(one.lower_ in {"it", "this", "that", "them"} or one.pos_ == "NOUN" for one in things)
        if lemma in words.naming and named:
            return subject(token)
    return None


def accused_of(
    number: int, deed: Token, accuser: tuple[ActorRef, ...], target: int, *, tale: Tale, firm: bool,
) -> list[tuple[tuple[ActorRef, ...], str]]:
    """Who is said to have done it, and how that was found: all whom the words blame, else the first found."""
    blamed = {who_is(ref) for ref in accuser}
    several: list[tuple[tuple[ActorRef, ...], str]] = []
    for how, refs in _suspects(number, deed, target, tale, firm=firm):
        able = tuple(ref for ref in able_refs(refs, tale) if who_is(ref) not in blamed)
        if not able:
            continue
        if not how.startswith(BLAMED):
            return several or [(able, how)]
        several.append((able, how))
    return several


def doer_of(deed: Token, tale: Tale) -> Token | None:
    """Who does it: the subject of the verb, or of the light verb before a noun of deed ("opened fire")."""
    if deed.pos_ == "VERB":
        return subject(deed)
    light = deed.head.pos_ == "VERB" and deed.head.lemma_.lower() in tale.book.words.light
    return subject(deed.head) if light and deed.dep_ in {"dobj", "obj"} else None


def _named(sent: Span, deed: Token, tale: Tale) -> Iterator[tuple[str, tuple[ActorRef, ...]]]:
    """Whom the words themselves name: the object of "accused", the doer, who is blamed ("attributed to")."""
    words = tale.book.words
    for token in sent:
        if token.pos_ == "VERB" and token.lemma_.lower() in words.accuse - {"report"}:
            yield from ((f"'{token.text}' names the accused", refs_of(thing, tale)) for thing in objects(token))
    doer = doer_of(deed, tale)
    if doer is not None:
        yield f"the doer of '{deed.text}'", refs_of(doer, tale)
    if deed.pos_ == "NOUN" and any(key in words.state_arms for key in keys(deed)):
        own = [thing for name, thing in prepositions(deed) if name == "of"]
        yield from ((f"whose '{deed.text}' it is", refs_of(one, tale)) for one in own)
    if deed.pos_ == "VERB":
        yield from ((f"by whom '{deed.text}'", refs_of(one, tale)) for one in agents(deed))
    for name, thing in prepositions(deed):
        if name == "from" and thing.lemma_.lower() in tale.book.words.origins:
            yield f"'{deed.text} from' their {thing.text}", refs_of(thing, tale)
    for token in sent:
        if token.lower_ in {"by", "to"} and token.head.lemma_.lower() in words.blaming:
            how = f"{BLAMED} '{token.head.text} {token.text}'"
            yield from ((how, refs_of(kid, tale)) for kid in token.children if kid.dep_ == "pobj")


def _suspects(
    number: int, deed: Token, target: int, tale: Tale, *, firm: bool,
) -> Iterator[tuple[str, tuple[ActorRef, ...]]]:
    """Candidates from what the words name to what is inferred."""
    sent, mentions = tale.sents[number], tale.mentions
    yield from _named(sent, deed, tale)
    for thing in by_whom(deed):
        yield f"'{deed.text} by'", refs_of(thing, tale)
    for one in modifiers(deed):
        yield f"whose '{deed.text}' it is", mentions.refs(mentions.at(one))
    yield "inferred: only this side has such arms", _armed_with(sent, target, tale)
    yield "inferred: who denies it", _denier(number, tale)
    if not firm:
        return
    yield "inferred: whose restriction was told just before", _restrictor(sent, tale)
    yield "inferred: the side of it that is watched", _watched(sent, target, tale)
    yield "inferred: who acted just before", _actor_before(number, tale)


def _armed_with(sent: Span, target: int, tale: Tale) -> tuple[ActorRef, ...]:
    """The one state that is a side, where aircraft or tanks did it."""
    if not any(any(key in tale.book.words.state_arms for key in keys(one)) for one in sent):
        return ()
    own = [side.actor for side in tale.records[target].sides if side.role in PARTY_ROLES and side.actor.sector in STATE]
    if not own:
        own = [
            side.actor for record in tale.records for side in record.sides
            if side.role in PARTY_ROLES and side.actor.sector in STATE and side.actor.country not in OUTSIDE
        ]
    if not own:
        own = [
            ref for index in sorted(tale.mentions.resolution.actors) for ref in tale.mentions.resolution.actors[index]
            if ref.sector == "MIL" and ref.country and ref.country not in OUTSIDE
        ]
    countries = {ref.country for ref in own}
    if not own or len(countries) > 1:
        return ()
    everybody = tale.mentions.resolution.actors
    forces = [ref for index in sorted(everybody) for ref in everybody[index] if ref.sector == "MIL"]
    return (next((ref for ref in forces if ref.country in countries), own[0]),)


def _restrictor(sent: Span, tale: Tale) -> tuple[ActorRef, ...]:
    """Who closed or barred the way, where the sentence calls that a breach."""
    before = [
        record for record in tale.records
        if record.direction == "restricts" and record.evidence.start < sent.start_char and record.sides
    ]
    return tuple(side.actor for side in before[-1].sides if side.role in PARTY_ROLES) if before else ()


def _denier(number: int, tale: Tale) -> tuple[ActorRef, ...]:
    """Who denies it in the next sentence."""
    if number + 1 >= len(tale.sents):
        return ()
    for token in tale.sents[number + 1]:
        if token.pos_ == "VERB" and token.lemma_.lower() in tale.book.words.denying:
            doer = subject(token)
            return refs_of(doer, tale) if doer is not None else ()
    return ()


def _actor_before(number: int, tale: Tale) -> tuple[ActorRef, ...]:
    """The subject of the nearest sentence before that is an armed or state party."""
    for back in range(1, min(BACK, number) + 1):
        for token in tale.sents[number - back]:
            if token.dep_ == "nsubj" and (refs := able_refs(tale.mentions.refs(tale.mentions.parties(token)), tale)):
                return refs
    return ()


def _watched(sent: Span, target: int, tale: Tale) -> tuple[ActorRef, ...]:
    """The only side that keeps the truce, where exceptions to it are told."""
    if not any(one.lemma_.lower() == "exception" for one in sent):
        return ()
    own = [side.actor for side in tale.records[target].sides if side.role in {"declares", "observes", "accepts"}]
    return (own[0],) if own else ()


def _other_party(tale: Tale, accused: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """The fighting party of no state that the report names, behind "we" in its own statement."""
    found: dict[str, ActorRef] = {}
    for index in sorted(tale.mentions.resolution.actors):
        for ref in tale.mentions.resolution.actors[index]:
            if ref.sector in {"REB", "PRM"} and ref.country and not any(same_party(ref, one) for one in accused):
                found.setdefault(key_of(ref), ref)
    return tuple(found.values()) if len(found) == 1 else ()


def of_one_side(one: ActorRef, other: ActorRef) -> bool:
    """Whether two refs are of one country, both of the state or both against it."""
    return one.country is not None and one.country == other.country and (one.sector in STATE) == (other.sector in STATE)
