"""What was agreed: how many of what, by which routes and for whom, at what distance, to what purpose, in what form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dateline.coding.arrangement.names import clause_of
from dateline.coding.arrangement.routes import Ways
from dateline.coding.arrangement.states import climb
from dateline.coding.arrangement.triggers import keys
from dateline.coding.syntax import is_passive, objects, prepositions, surface_subject
from dateline.records import Route, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.arrangement.triggers import Trigger
    from dateline.coding.parties import MentionMap
    from dateline.records import Mention, Quantity

COUNTED = frozenset({"exchange", "evacuation", "surrender", "access"})
"""Kinds of which people, bodies or lorries are counted."""
COUNTS = frozenset({"count", "detained", "displaced", "troops", "killed", "injured"})
LONG = frozenset({"corridor", "ceasefire", "exchange", "deconfliction"})
"""Kinds of which a distance is a term where it does not say where something lies."""
BEARINGS = frozenset({"from", "of", "outside", "inland", "away", "off"})
MOVING = frozenset({"corridor", "evacuation", "deconfliction", "access"})
"""Kinds of which a way is told by one end alone."""
AIM_REACH = 6
AIM_WORDS = 14
PAUSES = frozenset({",", ";", ":", "(", ")", "—", "–", ".", '"', "”"})
COUNT_REACH = 6
"""Words before the noun within which its number stands ("two of the eight designated humanitarian corridors")."""
PLACE_REACH = 8
"""Words behind "one" or "the other" within which the place that it leads to stands."""
USED = frozenset({"prep:through", "prep:via", "prep:along"})
"""How a route stands to the verb of those who use it."""
Form = Literal["verbal", "written", "tacit", "notice", "unknown"]


def terms_of(trigger: Trigger, *, token: Token, mentions: MentionMap, book: ArrangementBook) -> Terms:
    """The terms told in the sentence of one trigger."""
    part, count = _counts(trigger, token=token, mentions=mentions) if trigger.act is None else (None, None)
    if count is None and trigger.kind in COUNTED:
        count = _of_things(trigger, token=token, mentions=mentions, book=book)
    distance = _distance(trigger, token=token, mentions=mentions)
    routes = tuple(_routes(trigger, token=token, mentions=mentions, book=book, part=part, count=count))
    bound = distance.bound if distance is not None and distance.bound != "vague" else None
    return Terms(
        count=count,
        count_unspecified=trigger.act is None and count is None and trigger.plural,
        routes=routes,
        distance_km=_kilometres(distance) if distance is not None else None,
        bound=bound if distance is not None else None,
        numbers=tuple(_numbers(token, mentions, book)) if trigger.kind in {"exchange", "evacuation"} else (),
        purpose=_purposes(trigger, token=token, mentions=mentions, book=book),
    )


def _purposes(trigger: Trigger, *, token: Token, mentions: MentionMap, book: ArrangementBook) -> tuple[str, ...]:
    """The purposes of the ETH/PRIO file that words tell, then what it is for in the report's own words."""
    clause = clause_of(token)
    spoken, text = {key for one in clause for key in keys(one)}, clause.text.lower()
    found = [row.purpose for row in book.reasons if _says(spoken, text, row.words)]
    holidays = {word for row in book.reasons if row.purpose == "holiday" for word in row.words}
    found.extend(one.text for one in clause if one.lower_ in holidays)
    before = (kid for kid in token.children if kid.i < token.i and kid.dep_ in {"compound", "amod", "nmod"})
    found.extend(kid.text for kid in before if any(key in book.words.aim_nouns for key in keys(kid)))
    aim = _aim(trigger, token=token, mentions=mentions, book=book)
    return tuple(dict.fromkeys((*found, aim) if aim is not None else found))


def _aim(trigger: Trigger, *, token: Token, mentions: MentionMap, book: ArrangementBook) -> str | None:
    """The words behind it that say what it is for: "to ease earthquake relief", "the evacuation of the wounded"."""
    doc, end = token.doc, clause_of(token).end
    timed = {
        at for mention in mentions.reading.mentions if mention.kind in {"time", "quantity"}
        for at in range(mention.first, mention.last)
    }
    words = [one.lower_ for one in doc[trigger.last : end]]
    firsts = {phrase.partition(" ")[0] for phrase in book.words.aims}
    for at, word in enumerate(words[:-1], start=trigger.last):
        if word in firsts:
            row = f"{' '.join(words[at - trigger.last : at - trigger.last + AIM_REACH])} "
            if row.startswith(tuple(f"{phrase} " for phrase in book.words.aims)):
                return _until_pause(doc[at:end])
        if word != "for":
            continue
        near = doc[at + 1 : min(at + 1 + AIM_REACH, end)]
        if near and near[0].i not in timed and near[0].pos_ != "VERB":
            head = next((one for one in near if one.pos_ == "NOUN" or one.is_punct), None)
            if head is not None and any(key in book.words.aim_nouns for key in keys(head)):
                return _until_pause(doc[at + 1 : end])
    return None


def _until_pause(words: Span) -> str:
    """The words up to the next mark or verb of speech, no more than a dozen."""
    marks = (at for at, one in enumerate(words) if at and (one.text in PAUSES or one.lower_ in {"said", "says"}))
    return words[: min(next(marks, len(words)), AIM_WORDS)].text


def _says(spoken: set[str], text: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of the words is spoken, or one of the phrases stands in the text."""
    return any(word in spoken if " " not in word else word in text for word in phrases)


def form_of(token: Token, book: ArrangementBook) -> Form:
    """Written, verbal, tacit or by notice, where a word of the sentence tells it."""
    near = {key for one in (*token.subtree, *token.ancestors) for key in keys(one)}
    return next((row.form for row in book.forms if near & set(row.words)), "unknown")


def scope_of(token: Token, book: ArrangementBook) -> str | None:
    """The adjective that limits it: partial, local, nationwide."""
    return next((kid.lower_ for kid in token.children if kid.dep_ == "amod" and kid.lower_ in book.words.partial), None)


def mechanism_of(token: Token, book: ArrangementBook) -> str | None:
    """The words of the body or line that watches over it."""
    sent = clause_of(token).text.lower()
    return next((word for word in book.words.mechanism if f" {word}" in sent), None)


def _quantities(token: Token, mentions: MentionMap) -> Iterator[tuple[Mention, Quantity]]:
    sent = clause_of(token)
    for index, mention in enumerate(mentions.reading.mentions):
        if mention.kind == "quantity" and sent.start <= mention.first and mention.last <= sent.end:
            quantity = mentions.resolution.quantities.get(index)
            if quantity is not None:
                yield mention, quantity


def _counts(trigger: Trigger, *, token: Token, mentions: MentionMap) -> tuple[int | None, int | None]:
    """(part, whole) of "two of eight corridors"; the part is `None` where one number alone is told."""
    found: list[int] = []
    doc = token.doc
    for mention, quantity in _quantities(token, mentions):
        near = trigger.first - COUNT_REACH <= mention.first < trigger.last and mention.last <= trigger.last
        if not near or quantity.kind != "count" or quantity.low is None or quantity.low != quantity.high:
            continue
        between = doc[mention.first : trigger.first]
        if any(one.pos_ in {"VERB", "PUNCT"} and one.tag_ != "VBN" and one.text != '"' for one in between):
            continue
        found.append(int(quantity.low))
    if len(found) > 1:
        return found[-2], found[-1]
    return (None, found[0]) if found else (None, None)


def _of_things(
    trigger: Trigger, *, token: Token, mentions: MentionMap, book: ArrangementBook,
) -> int | None:
    """How many are exchanged, let through or give themselves up: the number at what the verb acts on, or whose doer
    they are; of a noun the first number of people behind it."""
    counted = [
        (mention, int(quantity.low)) for mention, quantity in _quantities(token, mentions)
        if quantity.kind in COUNTS and quantity.low is not None and quantity.low == quantity.high
    ]
    if trigger.act is None:
        things = book.things["exchange.swap"] if trigger.kind == "exchange" else book.things["evacuation.carried-out"]
        behind = [number for mention, number in counted if mention.first >= trigger.first and any(
            key in things for at in range(mention.first, mention.last) for key in keys(token.doc[at]))]
        return behind[0] if len(behind) == 1 and trigger.kind in {"exchange", "evacuation"} else None
    heads = [*objects(token)]
    surface = surface_subject(token)
    if surface is not None and (is_passive(token) or trigger.kind in {"surrender", "evacuation"}):
        heads.append(surface)
    heads.extend(thing for head in tuple(heads) for name, thing in prepositions(head) if name == "of")
    sites = {head.i for head in heads}
    sites.update(kid.i for head in heads for kid in head.children if kid.dep_ in {"nummod", "amod"})
    return next((number for mention, number in counted if sites & set(range(mention.first, mention.last))), None)


def _kilometres(quantity: Quantity) -> float | None:
    return quantity.low if quantity.low is not None else quantity.high


def _distance(trigger: Trigger, *, token: Token, mentions: MentionMap) -> Quantity | None:
    """The distance of a stand-off or zone."""
    near = [
        (mention, found) for mention, found in _quantities(token, mentions) if found.kind == "distance_km"
    ]
    if trigger.kind not in {"stand_off", "safe_zone", "no_strike"}:
        near = [
            pair for pair in near if trigger.kind in LONG and (
                token.doc[pair[0].first - 1 if pair[0].first else 0].lower_ == "within"
                or not _is_bearing(token.doc, pair[0].last))
        ]
    return near[0][1] if near else None


def _is_bearing(doc: Doc, at: int) -> bool:
    """Whether a distance says only where a place lies: "17 km north of Donetsk"."""
    return at < len(doc) and (doc[at].lower_ in BEARINGS or doc[at].lower_.endswith(("north", "south", "east", "west")))


def _numbers(token: Token, mentions: MentionMap, book: ArrangementBook) -> Iterator[str]:
    """Numbers of people told with an exchange or evacuation, in the words of the report."""
    end = clause_of(token).end
    for mention, quantity in _quantities(token, mentions):
        if quantity.kind in {"count", "detained", "displaced", "troops"} and mention.last <= end:
            if any(key in book.words.side_nouns for key in keys(token.doc[mention.last - 1])):
                continue
            counted = quantity.who if quantity.who and quantity.who not in quantity.text else ""
            yield f"{quantity.text} {counted}".strip()


def _routes(
    trigger: Trigger, *, token: Token, mentions: MentionMap, book: ArrangementBook, part: int | None, count: int | None,
) -> Iterator[Route]:
    """Each route told: those that a word singles out ("one leading to Turkey, the other to Idlib"), then the rest."""
    ways = Ways(token, mentions, book)
    served = _for_whom(trigger, token, mentions=mentions, book=book) or _moved(trigger, token)
    source, via, ends = ways.from_(), ways.via(), ways.to()
    if not _tells_way(trigger, ways, both=bool(source and ends), any_end=bool(ends or via)):
        return
    singled = list(_singled(trigger, token=token, mentions=mentions, book=book))
    if singled or part is not None:
        only: list[str | None] = [ends[0] if ends else None]
        for to in singled or only:
            yield Route(for_=served, count=1 if singled else part, from_=source, via=via, to=to)
        if count is not None and part is not None and count > part:
            yield Route(count=count - part, from_=source)
    elif ends or served or source or via:
        number = count if len(ends) < len(("one", "other")) and trigger.kind == "corridor" else None
        for end in ends or (None,):
            yield Route(for_=served, count=number, from_=source, via=via, to=end)


def _tells_way(trigger: Trigger, ways: Ways, *, both: bool, any_end: bool) -> bool:
    """Whether the clause tells a way of this kind: both ends and a road, or for ways and access one of them."""
    if trigger.kind not in MOVING:
        return both and ways.named()
    return trigger.kind != "access" or any_end or ways.named()


def _singled(trigger: Trigger, *, token: Token, mentions: MentionMap, book: ArrangementBook) -> Iterator[str]:
    """Places after "one ... to" and "the other to"."""
    doc, sent = token.doc, clause_of(token)
    for one in doc[trigger.last : sent.end]:
        if one.lower_ not in book.words.one:
            continue
        for at in range(one.i + 1, min(one.i + PLACE_REACH, sent.end)):
            if doc[at].lower_ in book.words.one:
                break
            if doc[at].lower_ in book.words.route_to:
                place = _place_from(at + 1, mentions, stop=at + 4)
                if place is not None:
                    yield place
                    break


def _place_from(first: int, mentions: MentionMap, *, stop: int) -> str | None:
    """The words of the first place named in a range of tokens."""
    for index, mention in enumerate(mentions.reading.mentions):
        if mention.kind == "place" and first <= mention.first < stop and index in mentions.resolution.places:
            return mention.text
    return None


def _is_other(thing: Token, mentions: MentionMap) -> bool:
    """Whether what stands behind "for" is a time or a place, and nobody."""
    kinds = mentions.kinds(thing)
    return thing.ent_type_ in {"DATE", "TIME"} or ("actor" not in kinds and bool(kinds & {"place", "time", "quantity"}))


def _moved(trigger: Trigger, token: Token) -> str | None:
    """Who is brought out, by the words of the report: "the wounded" of "bring the wounded out"."""
    if trigger.act is None or trigger.kind != "evacuation":
        return None
    surface = surface_subject(token) if is_passive(token) else None
    thing = surface or next(iter(objects(token)), None)
    return token.doc[thing.left_edge.i : thing.right_edge.i + 1].text if thing is not None and (
        thing.right_edge.i - thing.left_edge.i < AIM_WORDS) else None


def _for_whom(trigger: Trigger, token: Token, *, mentions: MentionMap, book: ArrangementBook) -> str | None:
    """The words behind "for" at the noun or at its verb ("reserved for militants"), else who leaves by it."""
    doc, sent = token.doc, clause_of(token)
    user = next((governor for governor, link in climb(token) if link in USED), None)
    if user is not None and user.pos_ == "VERB":
        doer = surface_subject(user)
        return doc[doer.left_edge.i : doer.i + 1].text if doer is not None and doer.pos_ in {"NOUN", "PROPN"} else None
    for at in range(trigger.last, sent.end - 1):
        if doc[at].lower_ in book.words.route_for:
            thing = next((kid for kid in doc[at].children if kid.dep_ == "pobj"), None)
            if thing is not None and thing.pos_ in {"NOUN", "PROPN", "ADJ"} and not _is_other(thing, mentions):
                last = thing.i
                return doc[thing.left_edge.i : last + 1].text
    return None
