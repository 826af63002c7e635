"""Who holds, took, lost or fights over which place or part: by verb, by noun, by "in the hands of", by "rebel-held", by
"divided between A in the west and B in the east".

A record needs a place that the report names. Who holds it may stay unknown ("was captured"), with the reason. Wishes,
plans and purposes ("a push to retake the city") tell no control.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from dateline import __version__
from dateline.coding.attribution import chain_of, factuality_of
from dateline.coding.control.nouns import by_noun
from dateline.coding.control.phrases import divided, held, in_hands, owned, presence, stronghold
from dateline.coding.control.places import PlaceMap
from dateline.coding.control.scene import FIGHTERS, Scene, full_ref, names_fighters
from dateline.coding.control.terse import also_so, belonging, labelled, participle
from dateline.coding.control.verbs import by_verb
from dateline.coding.evidence import evidence_of, read_sentences
from dateline.coding.roster import Roster, at_home, party_key
from dateline.coding.stakes import stake_of
from dateline.coding.syntax import agents, is_passive
from dateline.coding.times import act_time
from dateline.records import READ_KINDS, ActorRef, ControlClaim, Stance, Why, make_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.codebook.lexicons import Alliances
    from dateline.coding.control.scene import Found
    from dateline.coding.parties import MentionMap


def find_control(
    mentions: MentionMap, *, book: ArrangementBook, alliances: Alliances,
) -> list[ControlClaim]:
    """The control claims of one article, in the order of the text; each said once by the same voice."""
    roster = Roster(mentions, book.control.words.home_words)
    mentions = at_home(mentions, roster)
    armed = any(ref.sector in FIGHTERS for refs in mentions.resolution.actors.values() for ref in refs)
    scene = Scene(mentions, PlaceMap(mentions), book.control, armed, roster)
    claims: dict[tuple[object, ...], ControlClaim] = {}
    for sent, kind in read_sentences(mentions.reading):
        if kind not in READ_KINDS:
            continue
        for found in _distinct(list(_in_sentence(sent, scene)), scene):
            scene.places.last = found.site.place if found.site.place.precision != "country" else scene.places.last
            for one in found.holders or (None,):
                holder = full_ref(one, found.site.place, scene) if one is not None else None
                claim = _claim(found, holder, scene=scene, alliances=alliances)
                claims.setdefault(_key(claim), claim)
    return sorted(claims.values(), key=lambda one: (one.evidence.trigger.start, one.part or "", one.id))


def _key(claim: ControlClaim) -> tuple[object, ...]:
    """What makes two control claims one: place, part, holder, change and whose word."""
    place = claim.place
    holder = claim.holder
    origin = claim.attribution[0].speakers if claim.attribution else ()
    return (
        (place.name or place.text) if place is not None else None, claim.part, claim.change,
        (holder.id or holder.code or holder.text) if holder is not None else None,
        tuple((one.actor.id or one.actor.text) if one.actor is not None else one.kind for one in origin),
    )


def _distinct(found: list[Found], scene: Scene) -> list[Found]:
    """What a sentence tells, less what only repeats without a holder what it tells with one, and less what was before
    where it tells who holds it now (then it is who held it before)."""
    held_by = {(one.site.place.start, one.site.part) for one in found if one.holders}
    kept = [one for one in found if one.holders or (one.site.place.start, one.site.part) not in held_by]
    kept = [_filled(one, kept) for one in kept]
    doc = scene.mentions.reading.doc
    former = {id(one): now for one in kept if _is_former(doc[one.trigger]) and (now := _after(one, kept)) is not None}
    before = {id(now): one for one in kept if (now := former.get(id(one))) is not None}
    return [
        replace(one, losers=before[id(one)].holders) if id(one) in before and not one.losers else one
        for one in kept if id(one) not in former
    ]


def _filled(one: Found, told: list[Found]) -> Found:
    """A capture by nobody named is by those of whom the sentence tells that they hold or took the other places."""
    if one.holders or one.change != "captured":
        return one
    others = {party_key(ref): ref for other in told for ref in other.holders if other.change in {"holds", "captured"}}
    takers = {party_key(ref): ref for other in told for ref in other.holders if other.change == "captured"}
    pool = takers or others
    return replace(one, holders=tuple(pool.values())) if len(pool) == 1 else one


def _is_former(token: Token) -> bool:
    """Whether a holding is told in the pluperfect: "had been in their grip since 2012"."""
    return any(
        kid.lower_ == "had" for at in (token, *list(token.ancestors)[:2]) if at.pos_ in {"VERB", "AUX"}
        for kid in at.children)


def _after(one: Found, told: list[Found]) -> Found | None:
    """What the sentence tells of the same place with another holder, and not as what was before."""
    if one.change != "holds" or not one.holders:
        return None
    mine = {party_key(ref) for ref in one.holders}
    return next((
        other for other in told if other is not one and other.site.place.name == one.site.place.name
        and other.change in {"holds", "captured"} and other.holders
        and not mine & {party_key(ref) for ref in other.holders}
    ), None)


def _in_sentence(sent: Span, scene: Scene) -> Iterator[Found]:
    """Everything that one sentence says of control."""
    spoken = {token.lower_ for token in sent}
    words = scene.book.words
    if spoken & words.unless or (spoken & words.unless_civil and not names_fighters(sent, scene)):
        return
    for token in sent:
        lemma, pos = token.lemma_.lower(), token.pos_
        if pos in {"VERB", "AUX"}:
            yield from by_verb(token, scene)
            yield from belonging(token, scene)
        elif token.text == ":":
            yield from labelled(token, sent, scene)
        elif token.lower_ in words.participles:
            yield from participle(token, scene)
        if lemma in words.divided or token.lower_ in words.divided:
            yield from divided(token, sent, scene)
        elif lemma in words.present and pos in {"VERB", "AUX"}:
            yield from presence(token, scene)
            mine = list(owned(token, scene))
            yield from mine
            yield from also_so(token, mine, scene)
        elif pos in {"NOUN", "PROPN"}:
            yield from _by_nominal(token, lemma, scene)
        if token.lower_ in words.held and token.i > sent.start + 1 and token.doc[token.i - 1].text == "-":
            yield from held(token, scene)


def _by_nominal(noun: Token, lemma: str, scene: Scene) -> Iterator[Found]:
    """What a noun says of control: in whose hands, whose stronghold, the capture of what."""
    words = scene.book.words
    if lemma in words.hands or lemma in words.possession:
        yield from in_hands(noun, scene)
    elif lemma in words.strongholds:
        yield from stronghold(noun, scene)
    if lemma in scene.book.nouns:
        yield from by_noun(noun, scene)


def _claim(
    found: Found, holder: ActorRef | None, *, scene: Scene, alliances: Alliances,
) -> ControlClaim:
    """Fill every slot."""
    reading, resolution = scene.mentions.reading, scene.mentions.resolution
    article = reading.article
    chain = chain_of(reading, resolution, found.trigger)
    published = article.published.value if article.published is not None else None
    time, reason = act_time(reading, resolution, found.trigger, published=published)
    evidence = evidence_of(reading.doc, found.first, found.last)
    place, part = found.site.place, found.site.part
    losers = tuple(full_ref(one, place, scene) for one in found.losers)
    maker = f"rule:control.{found.row}@{scene.book.version}"
    unresolved = {} if holder is not None else {"holder": _why_no_holder(found, scene)}
    if (unknown := scene.places.unresolved(place)) is not None:
        unresolved["place"] = unknown
    if time is None and reason is not None:
        unresolved["time"] = reason
    return ControlClaim(
        id=make_id("k", article.id, "control", evidence.trigger.start, evidence.trigger.end,
                   place.name or place.text, part or "", found.change, holder.id or holder.text if holder else ""),
        article=article.id,
        place=place,
        part=part,
        holder=holder,
        from_holder=next(iter(losers), None),
        change=found.change,
        time=time,
        attribution=chain,
        stake=stake_of(chain, (holder,) if holder is not None else (), losers, alliances=alliances, on=published),
        factuality=factuality_of(_stance(found, scene), chain),
        evidence=evidence,
        coding_confidence={"all": 0.8 if holder is not None and holder.code else 0.6,
                           "place": 0.6 if place.within is not None else 0.85,
                           "holder": 0.85 if holder is not None and holder.code else 0.5},
        why={
            "change": (Why(maker=maker, note=f"'{evidence.trigger.text}' tells it"),),
            "place": (Why(maker=f"rule:control.place@{__version__}", note=f"'{place.text}'"),),
        },
        unresolved=unresolved,
    )


def _stance(found: Found, scene: Scene) -> Stance:
    """The mood of the telling; "has not lost it" and "no longer holds it" were turned, and are no denials then."""
    stance = scene.mentions.reading.stances.get(found.trigger) or Stance()
    turned = found.row.startswith("lose") if found.change == "holds" else found.change == "lost"
    if turned and stance.polarity == "-" and (found.change == "holds" or "no longer" in stance.cues):
        return msgspec.structs.replace(stance, polarity="+")
    return msgspec.structs.replace(stance, polarity="-") if found.denied else stance


def _why_no_holder(found: Found, scene: Scene) -> str:
    """Why nobody is named: a passive without a doer, or a doer that is no actor we know."""
    verb = scene.mentions.reading.doc[found.trigger]
    if found.change == "contested":
        return "it is fought over, and the words give it to nobody"
    if is_passive(verb) and not agents(verb):
        return "the report does not say by whom"
    return "who holds it is told in words that name no actor known to us"
