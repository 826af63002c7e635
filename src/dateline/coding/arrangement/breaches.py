"""Who says that whom broke it: violations told beside an arrangement, by verb, by noun, or by "not observing"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dateline.coding.arrangement.states import polarity_of
from dateline.coding.places import act_place
from dateline.coding.syntax import MAX_CLIMB, modifiers, objects, prepositions, subject
from dateline.coding.times import act_time
from dateline.records import Breach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.arrangement.states import Standing
    from dateline.coding.parties import MentionMap
    from dateline.records import ActorRef, Hop

PlainStanding = Literal["claimed", "observed", "admitted", "denied"]


def breaches_of(
    standing: Standing, *, token: Token, chain: tuple[Hop, ...], mentions: MentionMap, book: ArrangementBook,
) -> Iterator[Breach]:
    """A breach for each violation word over the arrangement."""
    doc = token.doc
    for said in standing.said:
        negative = polarity_of(said, mentions.reading.stances, token=token) == "-"
        if (said.state.breach and not negative) or (said.state.negated == "breach" and negative):
            breach = _breach(doc[said.token], chain=chain, mentions=mentions, book=book)
            if breach.accused:
                yield breach
            return


def _breach(word: Token, *, chain: tuple[Hop, ...], mentions: MentionMap, book: ArrangementBook) -> Breach:
    """One breach at its word: the accuser is who accuses, else whose word the sentence is."""
    judge = _judge(word, book)
    refs = mentions.refs
    accused = refs(mentions.parties(doer)) if (doer := _doer(word, judge, book)) is not None else ()
    accuser: tuple[ActorRef, ...] = ()
    standing: PlainStanding = "claimed"
    if judge is not None:
        speaker = subject(judge)
        accuser = refs(mentions.parties(speaker)) if speaker is not None else ()
        if _mutual(judge, book):
            accused = accuser
        lemma = judge.lemma_.lower()
        if lemma in book.words.admit:
            standing, accused = "admitted", accused or accuser
        elif lemma == "deny":
            standing, accused, accuser = "denied", accused or accuser, ()
    if not accuser and standing == "claimed":
        accuser = tuple(one.actor for one in chain[0].speakers if one.actor is not None) if chain else ()
        standing = _by_origin(chain)
    place = act_place(mentions.reading, mentions.resolution, word.i)
    published = mentions.reading.article.published
    when, _ = act_time(mentions.reading, mentions.resolution, word.i, published=published.value if published else None)
    return Breach(
        accused=accused, accuser=accuser, time=when, standing=standing, event="ASSAULT" if accused else None,
        place=mentions.resolution.places.get(place) if place is not None else None,
    )


def _by_origin(chain: tuple[Hop, ...]) -> PlainStanding:
    """On the outlet's own word, or a monitor's, it is told as seen; on anybody else's it is claimed."""
    kinds = {one.kind for one in chain[0].speakers} if chain else {"outlet"}
    return "observed" if kinds <= {"outlet", "monitor", "witness", "footage"} else "claimed"


def _judge(word: Token, book: ArrangementBook) -> Token | None:
    """The verb over it that accuses, admits or denies."""
    at = word
    for _ in range(MAX_CLIMB):
        if at.head.i == at.i:
            return None
        at = at.head
        if at.pos_ in {"VERB", "AUX"}:
            lemma = at.lemma_.lower()
            return at if lemma in book.words.accuse or lemma in book.words.admit or lemma == "deny" else None
    return None


def _mutual(judge: Token, book: ArrangementBook) -> bool:
    """Whether each accuses the other."""
    return any(kid.lower_ in book.words.each_other and kid.i > judge.i for kid in judge.children)


def _doer(word: Token, judge: Token | None, book: ArrangementBook) -> Token | None:
    """Who is said to have broken it."""
    if judge is not None and judge.lemma_.lower() in book.words.accuse:
        return next(iter(objects(judge)), None)
    if word.pos_ in {"VERB", "AUX"}:
        return subject(word)
    by = [thing for name, thing in prepositions(word) if name == "by"]
    owners = [one for one in modifiers(word) if one.dep_ == "poss"]
    if not by and not owners and word.dep_ == "pobj" and word.head.head.pos_ in {"VERB", "AUX"}:
        return subject(word.head.head)
    return next(iter((*by, *owners)), None)
