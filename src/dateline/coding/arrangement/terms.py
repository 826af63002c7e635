"""What was agreed: how many of what, by which routes and for whom, at what distance, to what purpose, in what form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dateline.coding.arrangement.states import climb
from dateline.coding.arrangement.triggers import keys
from dateline.coding.syntax import surface_subject
from dateline.records import Route, Terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.arrangement.triggers import Trigger
    from dateline.coding.parties import MentionMap
    from dateline.records import Mention, Quantity

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
    distance = _distance(trigger, token=token, mentions=mentions)
    routes: tuple[Route, ...] = ()
    if trigger.kind in {"corridor", "evacuation", "deconfliction"} or trigger.row == "access.may-use":
        routes = tuple(_routes(trigger, token=token, mentions=mentions, book=book, part=part, count=count))
    bound = distance.bound if distance is not None and distance.bound != "vague" else None
    return Terms(
        count=count,
        count_unspecified=trigger.act is None and count is None and trigger.plural,
        routes=routes,
        distance_km=_kilometres(distance) if distance is not None else None,
        bound=bound if distance is not None else None,
        numbers=tuple(_numbers(token, mentions, book)) if trigger.kind in {"exchange", "evacuation"} else (),
        purpose=tuple(row.purpose for row in book.reasons if _says(token, row.words)),
    )


def _says(token: Token, phrases: tuple[str, ...]) -> bool:
    spoken = {key for one in token.sent for key in keys(one)}
    return any(word in spoken if " " not in word else word in token.sent.text.lower() for word in phrases)


def form_of(token: Token, book: ArrangementBook) -> Form:
    """Written, verbal, tacit or by notice, where a word of the sentence tells it."""
    near = {key for one in (*token.subtree, *token.ancestors) for key in keys(one)}
    return next((row.form for row in book.forms if near & set(row.words)), "unknown")


def scope_of(token: Token, book: ArrangementBook) -> str | None:
    """The adjective that limits it: partial, local, nationwide."""
    return next((kid.lower_ for kid in token.children if kid.dep_ == "amod" and kid.lower_ in book.words.partial), None)


def mechanism_of(token: Token, book: ArrangementBook) -> str | None:
    """The words of the body or line that watches over it."""
    sent = token.sent.text.lower()
    return next((word for word in book.words.mechanism if f" {word}" in sent), None)


def _quantities(token: Token, mentions: MentionMap) -> Iterator[tuple[Mention, Quantity]]:
    sent = token.sent
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


def _kilometres(quantity: Quantity) -> float | None:
    return quantity.low if quantity.low is not None else quantity.high


def _distance(trigger: Trigger, *, token: Token, mentions: MentionMap) -> Quantity | None:
    """The distance of a stand-off or zone."""
    if trigger.kind not in {"stand_off", "safe_zone", "no_strike"}:
        return None
    return next((found for _, found in _quantities(token, mentions) if found.kind == "distance_km"), None)


def _numbers(token: Token, mentions: MentionMap, book: ArrangementBook) -> Iterator[str]:
    """Numbers of people told with an exchange or evacuation, in the words of the report."""
    for mention, quantity in _quantities(token, mentions):
        if quantity.kind in {"count", "detained", "displaced", "troops"} and mention.last <= token.sent.end:
            if any(key in book.words.side_nouns for key in keys(token.doc[mention.last - 1])):
                continue
            counted = quantity.who if quantity.who and quantity.who not in quantity.text else ""
            yield f"{quantity.text} {counted}".strip()


def _routes(
    trigger: Trigger, *, token: Token, mentions: MentionMap, book: ArrangementBook, part: int | None, count: int | None,
) -> Iterator[Route]:
    """Each route told: those that a word singles out ("one leading to Turkey, the other to Idlib"), then the rest."""
    served = _for_whom(trigger, token, book)
    source = _end(trigger, token=token, mentions=mentions, words=book.words.route_from)
    via = tuple(_ends(trigger, token=token, mentions=mentions, words=book.words.route_via))
    singled = list(_singled(trigger, token=token, mentions=mentions, book=book))
    if singled:
        for to in singled:
            yield Route(for_=served, count=1, from_=source, via=via, to=to)
        if count is not None and part is not None and count > part:
            yield Route(count=count - part, from_=source)
        return
    ends = list(_ends(trigger, token=token, mentions=mentions, words=book.words.route_to))
    if part is not None:
        yield Route(for_=served, count=part, from_=source, via=via, to=ends[0] if ends else None)
        if count is not None and count > part:
            yield Route(count=count - part, from_=source)
    elif ends:
        single = len(ends) == 1
        for to in ends:
            yield Route(for_=served, count=count if single else None, from_=source, via=via, to=to)
    elif served or source or via:
        yield Route(for_=served, count=count, from_=source, via=via)


def _singled(trigger: Trigger, *, token: Token, mentions: MentionMap, book: ArrangementBook) -> Iterator[str]:
    """Places after "one ... to" and "the other to"."""
    doc, sent = token.doc, token.sent
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


def _ends(trigger: Trigger, *, token: Token, mentions: MentionMap, words: frozenset[str]) -> Iterator[str]:
    """Places of the sentence behind one of the words, from the noun on."""
    doc, sent = token.doc, token.sent
    for index, mention in enumerate(mentions.reading.mentions):
        if mention.kind != "place" or not trigger.first <= mention.first < sent.end:
            continue
        if index not in mentions.resolution.places and mention.form != "name":
            continue
        at = mention.first - 1
        while at > trigger.first and doc[at].pos_ in {"DET", "ADJ", "NOUN"}:
            at -= 1
        pair = f"{doc[at - 1].lower_} {doc[at].lower_}" if at else ""
        if (pair in words or doc[at].lower_ in words) and (pair in words or doc[at].lower_ != "of"):
            yield mention.text


def _end(trigger: Trigger, *, token: Token, mentions: MentionMap, words: frozenset[str]) -> str | None:
    return next(_ends(trigger, token=token, mentions=mentions, words=words), None)


def _for_whom(trigger: Trigger, token: Token, book: ArrangementBook) -> str | None:
    """The words behind "for" at the noun or at its verb ("reserved for militants"), else who leaves by it."""
    doc, sent = token.doc, token.sent
    user = next((governor for governor, link in climb(token) if link in USED), None)
    if user is not None and user.pos_ == "VERB":
        doer = surface_subject(user)
        return doc[doer.left_edge.i : doer.i + 1].text if doer is not None and doer.pos_ in {"NOUN", "PROPN"} else None
    for at in range(trigger.last, sent.end - 1):
        if doc[at].lower_ in book.words.route_for:
            thing = next((kid for kid in doc[at].children if kid.dep_ == "pobj"), None)
            if thing is not None and thing.pos_ in {"NOUN", "PROPN"} and thing.ent_type_ not in {"DATE", "TIME"}:
                last = thing.i
                return doc[thing.left_edge.i : last + 1].text
    return None
