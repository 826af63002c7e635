"""Whose word a claim is: the chain from origin to outlet, the origin's stake, and how the origin presents the act.

Takes a reading, what its mentions resolved to and the trigger of an act; gives hops, origin first, the outlet last.
A verbal act ("accused", "vowed") is its speaker's deed, so its chain starts at whoever reports it; but where the
report has the words through others (state media quoting an official), or the cue only says ("said", "announced") and
the act lies in what is said, the speaker is the origin.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.codebook.lexicons import load_speech
from dateline.records import ActorRef, Factuality, Hop, Span, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from dateline.codebook.lexicons import Alliances, SpeechLexicon
    from dateline.records import Reading, Resolution, Saying, Stance
    from dateline.records.claim import SpeakerKind, Stake
    from dateline.records.reading import Voice

MAX_HOPS = 12
"""More sayings within sayings than any sentence of the development data has; keeps a wrong parse from running on."""
PERSON_PRONOUNS = frozenset({"he", "she", "i", "we", "who"})
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "ELI"})
"""Sectors that speak for one state: an army on what its government's forces did has the actor's stake."""
FALLBACK: dict[str, SpeakerKind] = {"MED": "institution", "JRN": "media", "NGO": "institution"}
GROUP_ENTITIES = frozenset({"GPE", "ORG", "NORP", "FAC", "LOC"})
HOST_NOISE = frozenset({
    "www", "com", "org", "net", "co", "uk", "news", "en", "edition", "m", "amp", "int", "info", "gov",
})
RANK = {"certain": 0, "probable": 1, "possible": 2, "unspecified": 3}


@lru_cache(maxsize=1)
def shipped_speech() -> SpeechLexicon:
    """The word lists that ship with dateline, read once when first needed."""
    return load_speech()


def chain_of(
    reading: Reading, resolution: Resolution, trigger: int, *, verbal: bool = False,
    speech: SpeechLexicon | None = None,
) -> tuple[Hop, ...]:
    """The hops from origin to outlet for the act whose trigger is token `trigger`; never empty, the outlet is last.

    `verbal` says that the act is done by saying. `speech` gives the words for kinds of voices; `None` is ours.
    """
    lexicon = speech or shipped_speech()
    hops: list[Hop] = []
    at = starting_saying(reading, trigger, verbal=verbal, speech=lexicon)
    while at is not None and len(hops) < MAX_HOPS:
        saying = reading.sayings[at]
        hops.extend(hops_of(reading, resolution, at, speech=lexicon))
        at = saying.parent if saying.parent is not None and saying.parent != at else None
    return (*merged(hops), *house_hops(reading))


def starting_saying(reading: Reading, trigger: int, *, verbal: bool, speech: SpeechLexicon) -> int | None:
    """The saying whose speaker is the origin: the innermost that covers the trigger; for a verbal act see above."""
    if verbal:
        own = own_saying(reading.sayings, trigger)
        if own is not None:
            saying = reading.sayings[own]
            return saying.parent if performs(saying, speech) and not saying.carriers else own
    return innermost(reading.sayings, trigger)


def own_saying(sayings: Sequence[Saying], trigger: int) -> int | None:
    """The saying of which the trigger is the cue."""
    for index, saying in enumerate(sayings):
        first, last = saying.cue_first, saying.cue_last
        if saying.manner != "attitude" and first is not None and last is not None and first <= trigger < last:
            return index
    return None


def performs(saying: Saying, speech: SpeechLexicon) -> bool:
    """The cue itself does the act ("accused", "vowed"), it does not only report what was said ("announced")."""
    entry = speech.verbs.get(saying.cue_lemma or "") or speech.nouns.get(saying.cue_lemma or "")
    return entry is not None and bool(entry.verbal_event)


def innermost(sayings: Sequence[Saying], trigger: int) -> int | None:
    """The saying with the shortest content that covers the trigger; what an attitude is about, nobody tells by it."""
    covering = [
        (sum(last - first for first, last in saying.content), index)
        for index, saying in enumerate(sayings)
        if saying.manner != "attitude" and any(first <= trigger < last for first, last in saying.content)
    ]
    return min(covering)[1] if covering else None


def hops_of(reading: Reading, resolution: Resolution, at: int, *, speech: SpeechLexicon) -> list[Hop]:
    """The speakers of one saying and its carriers outward; a saying without speakers has only its carriers."""
    saying = reading.sayings[at]
    groups = [saying.speakers, *saying.carriers]
    hops: list[Hop] = []
    for number, voices in enumerate(groups):
        if not voices:
            continue
        origin = number == 0
        speakers = tuple(speaker_of(reading, resolution, voice, at=at, speech=speech) for voice in voices)
        hops.append(Hop(
            speakers=speakers,
            cue=cue_span(reading.doc, saying) if origin else None,
            time=resolution.times.get(saying.time) if origin and saying.time is not None else None,
            place=resolution.places.get(saying.place) if origin and saying.place is not None else None,
            commitment=saying.commitment if origin else "unspecified",
        ))
    return hops


def cue_span(doc: Doc, saying: Saying) -> Span | None:
    """The words of the cue."""
    if saying.cue_first is None or saying.cue_last is None:
        return None
    span = doc[saying.cue_first : saying.cue_last]
    return Span(text=span.text, start=span.start_char, end=span.end_char)


def merged(hops: Iterable[Hop]) -> list[Hop]:
    """Hops in order, less those whose speakers were all told by a hop before: "he said ... he added"."""
    kept: list[Hop] = []
    seen: set[object] = set()
    for hop in hops:
        keys = {identity(speaker) for speaker in hop.speakers}
        if not keys <= seen:
            kept.append(hop)
        seen |= keys
    return kept


def identity(speaker: Speaker) -> object:
    """What makes two speakers the same: the actor's id or name, else the place in the text."""
    if speaker.actor is not None and (speaker.actor.id or speaker.actor.name):
        return speaker.actor.id or speaker.actor.name
    return speaker.start, speaker.end


def speaker_of(reading: Reading, resolution: Resolution, voice: Voice, *, at: int, speech: SpeechLexicon) -> Speaker:
    """One voice as a record: its words, whom it resolves to, what kind of voice it is and whether it has a name."""
    span = reading.doc[voice.first : voice.last]
    actor = actor_of(reading, resolution, voice)
    if actor is None:
        actor = issuer_of(reading, resolution, voice, at=at, speech=speech)
    kind = kind_of(reading.doc, voice, actor, speech=speech)
    return Speaker(
        text=span.text, start=span.start_char, end=span.end_char, actor=actor, kind=kind,
        named=is_named(reading.doc, voice, actor=actor, kind=kind),
    )


def actor_of(reading: Reading, resolution: Resolution, voice: Voice) -> ActorRef | None:
    """Whom the voice's mention resolves to; a pronoun that does not resolve takes its antecedent's reference."""
    if voice.mention is None:
        return None
    refs = resolution.actors.get(voice.mention, ())
    if not refs and voice.mention < len(reading.mentions):
        for antecedent in reading.mentions[voice.mention].antecedents:
            refs = refs or resolution.actors.get(antecedent, ())
    return refs[0] if refs else None


def issuer_of(
    reading: Reading, resolution: Resolution, voice: Voice, *, at: int, speech: SpeechLexicon,
) -> ActorRef | None:
    """Who issued "the statement": the last speaker before it who spoke in one; `None` for any other voice.

    "In a statement carried by ..., the ministry announced ... The statement read": the ministry.
    """
    doc = reading.doc
    lemma = doc[voice.head].lemma_.lower()
    if speech.voice_nouns.get(lemma) != "document" or doc[voice.first].lower_ not in {"the", "this", "that"}:
        return None
    for saying in reversed(reading.sayings[:at]):
        cue = saying.cue_first
        if cue is None or len(saying.speakers) != 1:
            continue
        sent = doc[cue].sent
        if any(token.lemma_.lower() == lemma and token.i != voice.head for token in sent):
            return actor_of(reading, resolution, saying.speakers[0])
    return None


def kind_of(doc: Doc, voice: Voice, actor: ActorRef | None, *, speech: SpeechLexicon) -> SpeakerKind:
    """The kind of a voice: by a known name in it, by its noun, by what it resolves to; a bare name is a person's."""
    span = doc[voice.first : voice.last]
    head = doc[voice.head]
    noun = speech.voice_nouns.get(head.lemma_.lower())
    if noun in {"document", "footage"}:
        told = any(speech.voice_nouns.get(child.lemma_.lower()) == "witness" for child in head.lefts)
        return "witness" if told else noun
    named = known_name(span.text, speech)
    if named is not None:
        return named
    if voice.head > voice.first:
        noun = speech.voice_nouns.get(f"{doc[voice.head - 1].lemma_.lower()} {head.lemma_.lower()}", noun)
    if noun == "unnamed_official":
        return "named_person" if has_own_name(doc, voice) else "unnamed_official"
    if noun is not None:
        return noun  # type: ignore[return-value]
    return kind_without_word(head, actor)


def kind_without_word(head: Token, actor: ActorRef | None) -> SpeakerKind:
    """The kind of a voice that no word list knows, by its reference, its part of speech and its entity type."""
    if actor is not None and actor.office is not None:
        return "named_person"
    if head.lower_ in PERSON_PRONOUNS:
        return "named_person" if actor is not None and actor.name else "unnamed_official"
    if actor is not None and (actor.sector or actor.id) and head.pos_ != "PRON":
        return FALLBACK.get(actor.sector or "", "institution")
    if head.pos_ == "PROPN" and head.ent_type_ not in GROUP_ENTITIES:
        return "named_person"
    return "institution" if head.pos_ in {"PRON", "PROPN"} else "unnamed_official"


def known_name(text: str, speech: SpeechLexicon) -> SpeakerKind | None:
    """The kind of the longest known name of a medium, agency or monitor in the words."""
    words = re.findall(r"[\w'’-]+", text)
    for size in range(min(5, len(words)), 0, -1):
        for first in range(len(words) - size + 1):
            part = words[first : first + size]
            kind = speech.voice_names.get(" ".join(part).casefold())
            if kind is not None and part[0][:1].isupper():
                return kind  # type: ignore[return-value]
    return None


def has_own_name(doc: Doc, voice: Voice) -> bool:
    """A person's name stands in the phrase or beside it: "the spokesman, John Smith", "police chief Hossein Rahimi"."""
    head = doc[voice.head]
    if head.pos_ == "PROPN" and voice.last - voice.first > 1 and head.ent_type_ == "PERSON":
        return True
    beside = [child for child in head.children if child.dep_ == "appos"]
    return any(child.pos_ == "PROPN" for child in beside)


def is_named(doc: Doc, voice: Voice, *, actor: ActorRef | None, kind: SpeakerKind) -> bool:
    """A voice has a name when its words hold one ("the Russian army"), or it stands for an actor with one.

    An unnamed official, a witness and footage never have, nor have "Syrian state media".
    """
    if kind in {"unnamed_official", "witness", "footage"}:
        return False
    if actor is not None and (actor.name or actor.id):
        return True
    naming = {"PROPN", "ADJ"} if kind == "institution" else {"PROPN"}
    return any(token.is_title and token.pos_ in naming for token in doc[voice.first : voice.last])


def house_hops(reading: Reading) -> list[Hop]:
    """The agency that is credited, the outlet, and the site that served it where that is plainly another."""
    article = reading.article
    hops: list[Hop] = []
    if article.agency and not same_house(article.agency, article.outlet):
        start = article.text.find(article.agency)
        text, end = (article.agency, start + len(article.agency)) if start >= 0 else (None, None)
        agency = Speaker(text=text, start=start if start >= 0 else None, end=end, kind="agency", named=True)
        hops.append(Hop(speakers=(agency,)))
    hops.append(Hop(speakers=(Speaker(kind="outlet", named=True),)))
    if article.outlet and article.publisher and not same_house(article.publisher, article.outlet):
        hops.append(Hop(speakers=(Speaker(kind="publisher", named=True),)))
    return hops


def same_house(left: str, right: str | None) -> bool:
    """Whether two names of an outlet may be one house's: they share a word, one lies in the other, or in its initials.

    "presstv.ir" and "Press TV", "bbc.co.uk" and "British Broadcasting Corporation". In doubt it is one house.
    """
    one, other = house_words(left), house_words(right or "")
    if not one or not other or set(one) & set(other):
        return bool(right)
    first, second = "".join(one), "".join(other)
    initials = ["".join(word[0] for word in words) for words in (one, other)]
    return first in second or second in first or initials[0] in other or initials[1] in one


def house_words(name: str) -> list[str]:
    """The telling words of an outlet's name or host, in lower case: `www.presstv.ir` gives `presstv`."""
    host = urlsplit(name).netloc or name
    words = re.findall(r"[a-z0-9]+", host.casefold())
    if "." in host and " " not in host and len(words) > 1:
        words = words[:-1]
    return [word for word in words if word not in HOST_NOISE and word != "the"]


def stake_of(
    chain: Sequence[Hop], actors: Sequence[ActorRef], recipients: Sequence[ActorRef], *, alliances: Alliances,
    on: str | None = None,
) -> Stake:
    """What the origin has to do with the matter; `unknown` where no origin resolves, the outlet's word included.

    `on` is the ISO date for which the alliances count; `None` takes them all, whenever they held.
    """
    refs = [speaker.actor for speaker in chain[0].speakers if speaker.actor is not None] if len(chain) > 1 else []
    if not refs:
        return "unknown"
    if any(same_party(ref, actor) for ref in refs for actor in actors):
        return "actor"
    if any(same_party(ref, recipient) for ref in refs for recipient in recipients):
        return "recipient"
    for parties, with_them, against_them in ((actors, "ally", "opponent"), (recipients, "opponent", "ally")):
        relations = {relation_of(ref, party, alliances=alliances, on=on) for ref in refs for party in parties}
        if "ally" in relations:
            return with_them  # type: ignore[return-value]
        if "opponent" in relations:
            return against_them  # type: ignore[return-value]
    known = any(ref.country or ref.id for ref in refs) and any(p.country or p.id for p in (*actors, *recipients))
    return "third_party" if known else "unknown"


def same_party(left: ActorRef, right: ActorRef) -> bool:
    """One actor, one side of a country, or two arms of one state; a country alone is its state."""
    if left.id and left.id == right.id:
        return True
    if not left.country or left.country != right.country:
        return False
    if left.sector == right.sector:
        return True
    return (left.sector or "GOV") in STATE_SECTORS and (right.sector or "GOV") in STATE_SECTORS


def relation_of(left: ActorRef, right: ActorRef, *, alliances: Alliances, on: str | None) -> str | None:
    """How the table has two parties stand, either way round; a rebel is not reached by his country's row."""
    ours, theirs = party_keys(left), party_keys(right)
    for row in alliances.rows:
        if on is not None and not row.since <= on[:10] <= (row.until or on[:10]):
            continue
        if (row.left in ours and row.right in theirs) or (row.left in theirs and row.right in ours):
            return row.relation
    return None


def party_keys(ref: ActorRef) -> frozenset[str]:
    """The names under which the table may have a party: id, code, and its country where it speaks for the state."""
    keys = {ref.id, ref.code, f"{ref.country}{ref.sector}" if ref.country and ref.sector else None}
    if ref.country and (ref.sector is None or ref.sector in STATE_SECTORS):
        keys |= {ref.country, f"{ref.country}GOV"}
    return frozenset(key for key in keys if key)


def factuality_of(stance: Stance, chain: Sequence[Hop]) -> Factuality:
    """The act as its origin presents it: the stance, made weaker by an origin who only believes, turned by a denial."""
    origin = chain[0].commitment if chain else "unspecified"
    certainty = stance.certainty
    if origin in {"probable", "possible"} and RANK[origin] > RANK[certainty]:
        certainty = origin
    denied = origin == "denies" and not stance.cues
    polarity = "-" if denied else stance.polarity
    return Factuality(certainty=certainty, polarity=polarity, condition=stance.condition)


def temporal_of(stance: Stance, *, verbal: bool = False) -> str:
    """Past, ongoing, future or historical; a verbal act told in the present tense ("says") was said, so it is past."""
    if stance.tense == "generic":
        return "historical"
    if stance.tense == "future":
        return "future"
    return "ongoing" if stance.tense == "present" and not verbal else "past"
