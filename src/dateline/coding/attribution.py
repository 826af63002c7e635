"""Whose word a claim is: the chain from origin to outlet, the origin's stake, and how the origin presents the act.

Takes a reading, what its mentions resolved to and the trigger of an act; gives hops, origin first, the outlet last.
A verbal act ("accused", "vowed", "told them to leave") is its speaker's deed, so its chain starts at whoever reports
it: who carried the words, else who tells of it. Where the cue only says ("said", "announced") the act lies in what is
said, and the speaker is the origin; so he is where a report goes on with words that others quoted ("He also called").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from dateline.codebook.lexicons import load_speech
from dateline.coding.voices import is_named, kind_of
from dateline.records import ActorRef, Factuality, Hop, Span, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from dateline.codebook.lexicons import SpeechLexicon
    from dateline.records import Reading, Resolution, Saying, Stance
    from dateline.records.reading import Voice

MAX_HOPS = 12
"""More sayings within sayings than any sentence of the development data has; keeps a wrong parse from running on."""
PERFORMING = frozenset({"act", "ask", "call", "judge", "side", "tell"})
"""Kinds of cues that are acts themselves."""
HOST_NOISE = frozenset({
    "www", "com", "org", "net", "co", "uk", "news", "en", "edition", "m", "amp", "int", "info", "gov",
})
PERCEIVING = frozenset({"see", "hear", "learn"})
"""Verbs of thought by which somebody witnessed a thing."""
HOUSE_KINDS = frozenset({"agency", "state", "radio", "television", "tv", "daily", "newspaper", "channel", "s"})
"""Words of a house's name that do not tell it from another."""
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
    own = own_saying(reading.sayings, trigger) if verbal else None
    performed = own is not None and performs(reading.sayings[own], lexicon) and not is_quoted_on(reading, own)
    at = own if own is not None else innermost(reading.sayings, trigger)
    hops: list[Hop] = []
    while at is not None and len(hops) < MAX_HOPS:
        saying = reading.sayings[at]
        spoken = not (performed and at == own) and not echoes(reading.doc, saying, speech=lexicon)
        hops.extend(hops_of(reading, resolution, at, speech=lexicon, spoken=spoken))
        at = saying.parent if saying.parent is not None and saying.parent != at else None
    return (*merged(hops_outside(reading, hops)), *house_hops(reading))


def echoes(doc: Doc, saying: Saying, *, speech: SpeechLexicon) -> bool:
    """Told by somebody of himself ("the mayor said he saw"), or what somebody is told to feel or want: no hop beside
    who tells it. What somebody is told to believe, or to have seen or heard, is his word.
    """
    if saying.parent is None:
        return False
    entry = speech.verbs.get(saying.cue_lemma or "")
    wanted = entry is not None and entry.kind == "think" and entry.commitment == "unspecified"
    if saying.cue_lemma == "feel" or (wanted and saying.cue_lemma not in PERCEIVING):
        return True
    pronoun = len(saying.speakers) == 1 and doc[saying.speakers[0].head].pos_ == "PRON"
    return pronoun and not saying.asserted


def own_saying(sayings: Sequence[Saying], trigger: int) -> int | None:
    """The saying of which the trigger is the cue."""
    for index, saying in enumerate(sayings):
        first, last = saying.cue_first, saying.cue_last
        if saying.manner != "attitude" and first is not None and last is not None and first <= trigger < last:
            return index
    return None


def performs(saying: Saying, speech: SpeechLexicon) -> bool:
    """The cue itself does the act ("accused", "vowed", "asked"), it does not only report what was said ("said")."""
    entry = speech.verbs.get(saying.cue_lemma or "") or speech.nouns.get(saying.cue_lemma or "")
    return entry is not None and (bool(entry.verbal_event) or entry.kind in PERFORMING)


def innermost(sayings: Sequence[Saying], trigger: int) -> int | None:
    """The saying with the shortest content that covers the trigger; what an attitude is about, nobody tells by it."""
    covering = [
        (sum(last - first for first, last in saying.content), index)
        for index, saying in enumerate(sayings)
        if saying.manner != "attitude" and any(first <= trigger < last for first, last in saying.content)
    ]
    return min(covering)[1] if covering else None


def is_quoted_on(reading: Reading, at: int) -> bool:
    """The saying has its carriers from a sentence before: its speaker is being quoted, act by act."""
    saying = reading.sayings[at]
    if saying.cue_first is None:
        return False
    sent = reading.doc[saying.cue_first].sent
    return any(voice.head < sent.start for voices in saying.carriers for voice in voices)


def hops_of(
    reading: Reading, resolution: Resolution, at: int, *, speech: SpeechLexicon, spoken: bool = True,
) -> list[Hop]:
    """The speakers of one saying and its carriers outward; without speakers, or not `spoken`, only the carriers."""
    saying = reading.sayings[at]
    groups = [saying.speakers if spoken else (), *saying.carriers]
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
    kind = kind_of(reading, voice, actor, speech=speech)
    return Speaker(
        text=span.text, start=span.start_char, end=span.end_char, actor=actor, kind=kind,
        named=is_named(reading, voice, actor=actor, kind=kind),
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


def hops_outside(reading: Reading, hops: Iterable[Hop]) -> list[Hop]:
    """The hops less the report's own house: "told TASS" in a TASS report is no hop beside the outlet."""
    article = reading.article
    houses = [name for name in (article.outlet, article.publisher, article.agency) if name]
    kept: list[Hop] = []
    for hop in hops:
        speakers = tuple(one for one in hop.speakers if not is_own_house(one, houses))
        if speakers:
            kept.append(hop if len(speakers) == len(hop.speakers) else msgspec.structs.replace(hop, speakers=speakers))
    return kept


def is_own_house(speaker: Speaker, houses: Sequence[str]) -> bool:
    """Whether a medium or agency is one of these houses: all telling words of one name stand in the other."""
    if speaker.kind not in {"media", "agency"} or not speaker.text:
        return False
    words = set(house_words(speaker.text)) - HOUSE_KINDS
    for house in houses:
        own = house_words(house)
        telling = set(own) - HOUSE_KINDS
        if words and (words <= {*own, "".join(own)} or (telling and telling <= words)):
            return True
    return False


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
