"""From an act to the claim record: every slot with its words, its maker and its reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, cast

from dateline import __version__
from dateline.codebook.confidence import load_curve
from dateline.coding.attribution import chain_of, factuality_of, temporal_of
from dateline.coding.denials import denier_chain
from dateline.coding.evidence import evidence_of, telling_of
from dateline.coding.labels import labels_of
from dateline.coding.places import act_place, why_place
from dateline.coding.quantities import quantities_of
from dateline.coding.stakes import stake_of
from dateline.coding.syntax import lemma, prepositions
from dateline.coding.times import act_time
from dateline.records import About, Claim, Factuality, Stance, Why, make_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from dateline.coding.acts import Act
    from dateline.coding.parties import MentionMap
    from dateline.coding.parts import CodingParts
    from dateline.records import ActorRef, Hop, PlaceRef, Reading, Resolution, When

Temporal = Literal["past", "ongoing", "future", "historical"]
Voice = Literal["origin", "outlet"]

VERBAL_EVENTS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})
"""Events that are done by saying: their speaker is their actor."""
ABOUT_LINKS = ({"ccomp", "xcomp"}, {"dobj", "pcomp"})
ABOUT_PREPOSITIONS = frozenset({"of", "for", "about", "over", "against", "to", "on", "at", "with"})
"""How the matter of a verbal act hangs on its verb, clauses first."""
BESIDE_MARKS = frozenset({"as", "while", "when", "amid"})
"""Words that set two happenings side by side in time and place."""
BACKGROUND_DAYS = 31
"""An act that the report dates further back than this is background, not news; so is one dated only by an earlier
month or year."""
MOST_SURE = 0.97
"""No reading of a program is surer than this."""
PLAIN_PATHS = {
    "subject": "the subject of", "object": "the object of", "iobject": "to whom it is done, at",
    "possessor": "whose it is, at", "modifier": "whose it is, at", "speaker": "the speaker of the words around",
    "object.modifier": "whose the object is, at", "complement.subject": "the subject of what follows",
    "the speakers after it": "those who speak right after", "what the denial points back to": "told before, denied by",
}
"""Role paths in words, for `why`."""


def build_claim(act: Act, *, mentions: MentionMap, parts: CodingParts) -> Claim:
    """Fill every slot of a claim from an act."""
    reading, resolution = mentions.reading, mentions.resolution
    article = reading.article
    published = article.published.value if article.published else None
    stance = _stance(act, reading.stances)
    actors = mentions.refs(act.actors)
    recipients = tuple(ref for ref in mentions.refs(act.recipients) if not _is_one_of(ref, actors))
    verbal = act.event in VERBAL_EVENTS
    if act.points_back:
        chain = denier_chain(act, mentions)
    else:
        chain = chain_of(reading, resolution, act.trigger, verbal=verbal)
    place_mention = _place_of(_site_of(act), reading, resolution)
    place = resolution.places.get(place_mention) if place_mention is not None else None
    background = temporal_of(stance) == "historical"
    time, time_reason = act_time(
        reading, resolution, act.trigger, published=published, background=background, verbal=verbal,
    )
    temporal = temporal_at(temporal_of(stance, verbal=verbal), time, published=published)
    if verbal and temporal == "future":
        temporal = "past"
    if temporal == "historical" and time is not None and time.basis == "publication":
        time, time_reason = None, "background: the report does not date it"
    evidence = evidence_of(reading.doc, act.first, act.last)
    voice: Voice = "origin" if len(chain) > 1 else "outlet"
    return Claim(
        id=make_id("c", article.id, "claim", evidence.trigger.start, evidence.trigger.end, act.event),
        article=article.id,
        codebook=parts.index.codebook.version,
        event=act.event, mode=act.mode, contexts=act.contexts, cameo=act.cameo,
        actors=actors, recipients=recipients, place=place, time=time,
        attribution=chain,
        stake=stake_of(chain, actors, recipients, alliances=parts.alliances, on=published),
        factuality=_factuality(act, stance, chain),
        temporal=temporal,
        about=_about(act, reading.doc[act.trigger], mentions) if verbal else None,
        tellings=(telling_of(reading, act.trigger, voice=voice),),
        quantities=quantities_of(reading, resolution, _site_of(act), event=act.event),
        labels=labels_of(reading, resolution, (*act.actors, *act.recipients), voice=voice, table=parts.actors),
        evidence=evidence,
        coding_confidence=_confidence(act, actors=actors, recipients=recipients, place=place, time=time),
        why=_why(act, mentions, place_mention, time),
        unresolved=_unresolved(
            act, mentions, actors=actors, recipients=recipients, place=place,
            time_reason=time_reason if time is None else None,
        ),
    )


def _is_one_of(ref: ActorRef, actors: tuple[ActorRef, ...]) -> bool:
    """Whether a recipient is only the actor again, by a wrong turn of "their" or "it"."""
    told = (ref.id, ref.code, ref.name or ref.text)
    return bool(ref.code) and any(told == (one.id, one.code, one.name or one.text) for one in actors)


def _site_of(act: Act) -> int:
    """The token around which place and numbers are told: the deed inside a frame, else the trigger."""
    inner = act
    while inner.inner is not None and inner.event not in VERBAL_EVENTS:
        inner = inner.inner
    return inner.trigger


def _place_of(site: int, reading: Reading, resolution: Resolution) -> int | None:
    """The place of the act; of a clause with "as" or "while", else that of the clause beside which it stands ("battles
    in the northeast, as forces shelled the suburbs")."""
    found = act_place(reading, resolution, site)
    token = reading.doc[site]
    while found is None and token.dep_ == "xcomp" and token.head.i != token.i:
        token = token.head
    if found is None and token.dep_ == "advcl" and any(kid.lower_ in BESIDE_MARKS for kid in token.children):
        beside = [token.head, *(kid for kid in token.head.children if kid.dep_ == "dobj")]
        found = next((at for one in beside if (at := act_place(reading, resolution, one.i)) is not None), None)
    return found


def _stance(act: Act, stances: Mapping[int, Stance]) -> Stance:
    """The stance at the trigger; where the trigger is a noun without one, or a deed taken for done, plain."""
    return Stance() if act.presupposed else (stances.get(act.trigger) or Stance())


def temporal_at(temporal: str, time: When | None, *, published: str | None) -> Temporal:
    """The temporal class, corrected by the stated time: days ahead are future, days long past are historical."""
    plain = cast("Temporal", temporal)
    if time is None or published is None or time.basis not in {"stated", "relative"}:
        return plain
    day = _day(published)
    start, end = _day(time.start_date), _day(time.end_date or time.start_date, last=True)
    if day is None:
        return plain
    if start is not None and start > day and temporal != "historical":
        return "future"
    if temporal != "future" and end is not None and end < day - timedelta(days=BACKGROUND_DAYS):
        return "historical"
    return plain


def _day(value: str | None, *, last: bool = False) -> date | None:
    """The day of an ISO date of any precision; of a month or year its first day, or its last."""
    if not value:
        return None
    parts = value[:10].split("-")
    try:
        if len(parts) > 2:  # noqa: PLR2004 - year, month, day
            return date.fromisoformat(value[:10])
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else (12 if last else 1)
        first = date(year, month, 1)
    except ValueError:
        return None
    if not last:
        return first
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _factuality(act: Act, stance: Stance, chain: tuple[Hop, ...]) -> Factuality:
    """The stance as the origin gives it, with what a frame put on the act."""
    plain = factuality_of(stance, chain)
    return Factuality(
        certainty=act.certainty or plain.certainty,  # type: ignore[arg-type]
        polarity=act.polarity or plain.polarity,  # type: ignore[arg-type]
        condition=plain.condition,
    )


def _about(act: Act, trigger: Token, mentions: MentionMap) -> About | None:
    """What a verbal act is about: the act inside it, else the clause or the matter under its trigger; never its hearer
    or its day."""
    doc = trigger.doc
    if act.inner is not None:
        token = doc[act.inner.trigger]
    else:
        heads = {mentions.reading.mentions[one].head for one in (*act.actors, *act.recipients)}
        found = [kid for deps in ABOUT_LINKS for kid in trigger.children if kid.dep_ in deps]
        found += [thing for name, thing in prepositions(trigger) if name in ABOUT_PREPOSITIONS]
        matter = [
            one for one in found
            if one.i not in heads and lemma(one) != "part" and not {"time", "place"} & mentions.kinds(one)
        ]
        if not matter:
            return None
        token = matter[0]
    span = doc[token.left_edge.i : token.right_edge.i + 1]
    return About(text=span.text, start=span.start_char, end=span.end_char)


def _confidence(
    act: Act, *, actors: tuple[ActorRef, ...], recipients: tuple[ActorRef, ...], place: PlaceRef | None,
    time: When | None,
) -> dict[str, float]:
    """How sure the event is, by rule and encoder together, and how firmly each slot was resolved.

    That the record says what the report says; never that it is true.
    """
    band = rule_band(act)
    event = band if act.share is None else load_curve().confidence(act.share)
    slots = {
        "event": min(event, MOST_SURE),
        "actors": _known(actors),
        "recipients": _known(recipients) if recipients else 0.6,
        "place": 0.8 if place is not None and place.within is None else 0.6,
        "time": {"stated": 0.9, "relative": 0.85, "told_by": 0.7}.get(time.basis if time else "", 0.6),
    }
    whole = slots["event"] * (0.5 + 0.5 * slots["actors"])
    return {"all": round(whole, 2), **{name: round(value, 2) for name, value in slots.items()}}


def rule_band(act: Act) -> float:
    """How much of the rule's pattern was met, from 0.6 to 0.95."""
    return min((0.6 if act.nominal else 0.75) + 0.05 * min(act.weight, 4), 0.95)


def _known(refs: tuple[ActorRef, ...]) -> float:
    """How firmly parties are resolved: known to the table, or by country or sector only, or by words alone."""
    if not refs:
        return 0.5
    scores = [0.95 if ref.id else 0.8 if ref.country and ref.sector else 0.6 for ref in refs]
    return sum(scores) / len(scores)


def _why(act: Act, mentions: MentionMap, place: int | None, time: When | None) -> dict[str, tuple[Why, ...]]:
    """Who made each value and on what ground, in plain words."""
    version = __version__
    doc = mentions.reading.doc
    words = doc[act.first : act.last].text
    rule = f"rule:{act.rule}@{version}"
    why: dict[str, tuple[Why, ...]] = {"event": (Why(maker=rule, note=f"'{words}' matches the rule {act.rule}"),)}
    if act.share is not None:
        note = f"the encoder gives {act.event} a share of {act.share:.2f} of all events and none"
        why["event"] = (*why["event"], Why(maker=f"model:relations@{version}", note=note))
    sides = (("actors", act.actors, act.actor_path), ("recipients", act.recipients, act.recipient_path))
    for slot, found, path in sides:
        notes = [Why(maker=rule, note=f"{path_in_words(path)} '{words}'")] if found else []
        notes.extend(_note(mentions, one, version) for one in found if one in mentions.resolution.notes)
        if notes:
            why[slot] = tuple(notes)
    if place is not None:
        why["place"] = _place_why(act, mentions, place, version)
    if time is not None:
        why["time"] = (_time_why(mentions, time, version),)
    stance = mentions.reading.stances.get(act.trigger)
    if stance is not None and stance.cues:
        cues = ", ".join(f"'{cue}'" for cue in stance.cues)
        why["factuality"] = (Why(maker=f"rule:stance@{version}", note=f"by {cues}"),)
    return why


def _place_why(act: Act, mentions: MentionMap, place: int, version: str) -> tuple[Why, ...]:
    """What the place stands for, and why it is the act's."""
    notes = [_note(mentions, place, version)] if place in mentions.resolution.notes else []
    ground = why_place(mentions.reading, mentions.resolution, _site_of(act))
    if ground is not None:
        maker, note = ground
        notes.append(Why(maker=maker if ":" in maker else f"rule:{maker}@{version}", note=note))
    return tuple(notes)


def path_in_words(path: str | None) -> str:
    """A role path as a reader would say it: "object.prep:on" is "after 'on' at the object of"."""
    if path is None or "frame." in path or "inner." in path:
        return "a party to what is said with"
    if path in PLAIN_PATHS:
        return PLAIN_PATHS[path]
    steps = path.split(".")
    if steps[-1].startswith("prep:"):
        where = "" if len(steps) == 1 else f" at the {steps[0]}"
        words = steps[-1][5:].replace("|", "' or '")
        return f"after '{words}'{where} of"
    return f"the {' of the '.join(reversed(steps))} of"


def _note(mentions: MentionMap, index: int, version: str) -> Why:
    maker, note = mentions.resolution.notes[index]
    return Why(maker=maker if ":" in maker else f"rule:{maker}@{version}", note=note)


def _time_why(mentions: MentionMap, time: When, version: str) -> Why:
    for index, when in mentions.resolution.times.items():
        if when.start == time.start and when.end == time.end and index in mentions.resolution.notes:
            return _note(mentions, index, version)
    return Why(maker=f"rule:time.{time.basis}@{version}", note=f"{time.basis}: {time.text or 'the publication date'}")


def _unresolved(
    act: Act, mentions: MentionMap, *, actors: tuple[ActorRef, ...], recipients: tuple[ActorRef, ...],
    place: PlaceRef | None, time_reason: str | None,
) -> dict[str, str]:
    """Why each empty slot is empty, and why a party has no country."""
    reasons: dict[str, str] = {}
    if not actors:
        reasons["actors"] = "the report does not say who did it"
    if not recipients and mentions.reading.doc[act.trigger].pos_ == "VERB" and not act.reciprocal:
        reasons["recipients"] = "the report names no one to whom it was done"
    if place is None:
        reasons["place"] = "the report does not place the act"
    if time_reason:
        reasons["time"] = time_reason
    for slot, found in (("actors", act.actors), ("recipients", act.recipients)):
        for one in found:
            if one in mentions.resolution.unresolved:
                reasons[slot] = mentions.resolution.unresolved[one]
    return reasons
