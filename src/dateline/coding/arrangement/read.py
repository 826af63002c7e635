"""What the words say of one trigger before it becomes a record: its status, and how firmly that is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.arrangement.names import clause_of
from dateline.coding.arrangement.states import (
    Said, climb, is_hypothetical, polarity_of, standing_of, state_at, status_of,
)
from dateline.coding.syntax import is_passive, subject
from dateline.records import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.arrangement.states import Standing
    from dateline.coding.arrangement.triggers import Trigger
    from dateline.coding.parties import MentionMap
    from dateline.records.arrangement import Status

MADE = frozenset({"announced", "agreed", "accepted", "in_force", "scheduled", "completed"})
"""Statuses that nothing has which is "yet to be signed"."""
TOLD = frozenset({"announced", "agreed", "accepted"})
"""Statuses that give way where it is also told to have begun."""
KEEPING = frozenset({"observe", "accept", "agree", "reject"})
"""States of which a party has none: "will respect no truce"."""
HALTS = frozenset({"ceasefire", "humanitarian_pause", "no_strike"})
"""Kinds that are refused by "will not halt its operations" where a truce is spoken of."""
BOUND = frozenset({"may", "barred", "bound"})
"""Needs of acts that are told as a rule: "may", "shall" and "is to" are no doubt there."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of one trigger before it becomes a record.

    `said` is the word that decides, `stance` the mood of the outermost word; `supposed` is true under a condition, a
    possibility or a time to come.
    """

    trigger: Trigger
    token: Token
    standing: Standing
    said: Said | None
    stance: Stance
    status: Status
    supposed: bool
    asked: bool = False


def read_of(trigger: Trigger, mentions: MentionMap, book: ArrangementBook) -> Read | None:
    """What the words say of it; `None` under "no", in a mere call, or where "not" leaves nothing."""
    token = mentions.reading.doc[trigger.head]
    standing = standing_of(trigger, token=token, book=book)
    asked = standing.wish and not standing.nobody and _is_asked(token, book)
    stances = mentions.reading.stances
    said, outermost = standing.leading, standing.asserting
    if standing.nobody and said is not None and _keeps_none(said, token):
        return Read(trigger, token, standing, said, stances.get(said.token) or Stance(), "rejected", supposed=False)
    lifted = _to_be_lifted(trigger, token, book) if standing.wish and trigger.direction == "restricts" else None
    if lifted is not None:
        return Read(trigger, token, standing, lifted, Stance(), "in_force", supposed=False)
    if (standing.wish and not asked) or standing.nobody:
        return None
    stance = stances.get(outermost.token if outermost is not None else token.i) or Stance()
    if said is None:
        asked = asked or (trigger.act is None and _asked_before(trigger, token, book))
        status = _status_of_act(trigger, token, stance, book)
    elif _is_of_anybody(token.doc[said.token]):
        return None
    else:
        negative = any(polarity_of(one, stances, token=token) == "-" for one in (said, outermost) if one is not None)
        status = status_of(said, polarity="-" if negative else "+", future=stance.tense == "future")
    status = "proposed" if asked else status
    if status is None:
        return None
    if status in TOLD and _has_begun(standing, token):
        status = "in_force"
    status, supposed = _doubted(status, trigger, token=token, said=said, stance=stance, book=book)
    return Read(trigger, token, standing, said, stance, status, supposed, asked)


def _keeps_none(said: Said, token: Token) -> bool:
    """Whether a party says that it will have none of it: "the high command will keep no truce"."""
    verb = token.doc[said.token]
    if said.state.id not in KEEPING or verb.pos_ != "VERB" or is_passive(verb):
        return False
    doer = subject(verb)
    return doer is not None and doer.pos_ in {"NOUN", "PROPN"}


def _to_be_lifted(trigger: Trigger, token: Token, book: ArrangementBook) -> Said | None:
    """The word by which a siege or ban that is there is to end ("demanded that the army lift its ban on fuel")."""
    governor, link = next(climb(token), (None, ""))
    state = state_at(governor, link, kind=trigger.kind, book=book) if governor is not None else None
    return Said(state, governor.i) if governor is not None and state is not None and state.id == "lift" else None


def _has_begun(standing: Standing, token: Token) -> bool:
    """Whether what was agreed is also told to have begun: "signed a truce which entered into force today"."""
    begun = (token.doc[said.token] for said in standing.said if said.state.id == "begin")
    return any(verb.tag_ in {"VBD", "VBN"} and verb.dep_ == "relcl" for verb in begun)


def _status_of_act(trigger: Trigger, token: Token, stance: Stance, book: ArrangementBook) -> Status | None:
    """The status that a verb gives by itself; `None` where it is denied or only what something else is for."""
    if trigger.act is None:
        return "unknown"
    if _is_purpose(token) and token.head.lemma_.lower() not in book.words.ordering:
        return None
    if stance.polarity == "-" and trigger.kind in HALTS and stance.tense == "future" and "barred" not in trigger.needs:
        spoken = (one.lower_ for one in token.doc[: clause_of(token).end])
        return "rejected" if any(word in book.words.pause_words for word in spoken) else None
    if stance.polarity == "-" and "barred" not in trigger.needs:
        return "rejected" if trigger.kind == "access" and trigger.direction == "grants" else None
    ahead = stance.tense == "future" or _is_to_be(token)
    return "announced" if ahead and not BOUND & set(trigger.needs) else trigger.act.status


def _doubted(
    status: Status, trigger: Trigger, *, token: Token, said: Said | None, stance: Stance, book: ArrangementBook,
) -> tuple[Status, bool]:
    """The status as far as the words assert it, and whether they only suppose it."""
    verb = token.doc[said.token] if said is not None else (token if trigger.act is not None else None)
    permitted = bool(BOUND & set(trigger.needs)) or (said is not None and said.state.id == "use")
    supposed = not permitted and (stance.certainty == "possible" or stance.condition is not None)
    supposed = supposed or (verb is not None and is_hypothetical(verb, book))
    if supposed and verb is not None and any(kid.lower_ == "shall" for kid in verb.children):
        return "agreed", False
    if supposed and status not in {"rejected", "denied"}:
        status = "proposed"
    text = clause_of(token).text.lower()
    if status in MADE and any(phrase in text for phrase in book.words.unsigned):
        status = "proposed"
    if stance.certainty == "unspecified" and status == "in_force":
        status = "announced"
    return ("in_force" if status in {"announced", "unknown"} and _is_hour_of(token) else status), supposed


def _is_purpose(token: Token) -> bool:
    """Whether the act is only what something else is for: "will halt the raids to let residents leave"."""
    if token.tag_ != "VB" or not any(kid.tag_ == "TO" for kid in token.children):
        return False
    made = token.dep_ == "xcomp" and any(kid.dep_ == "dobj" and kid.pos_ == "NOUN" for kid in token.head.children)
    return made or token.dep_ in {"advcl", "acl", "relcl"}


def _asked_before(trigger: Trigger, token: Token, book: ArrangementBook) -> bool:
    """Whether somebody is told to ask before it is named, and nothing else is said of it."""
    before = token.doc[clause_of(token).start : trigger.first]
    return any(one.pos_ == "VERB" and one.lemma_.lower() in book.words.asking for one in before)


def _is_of_anybody(verb: Token) -> bool:
    """Whether it is told of whoever may do it: "those who reject the deal"."""
    return verb.dep_ == "relcl" and verb.head.lower_ in {"those", "anyone", "anybody", "whoever", "everyone", "people"}


def _is_asked(token: Token, book: ArrangementBook) -> bool:
    """Whether a party is asked for it ("has asked the prime minister to suspend the raids for a day")."""
    return any(governor.lemma_.lower() in book.words.asking for governor, _ in climb(token))


def _is_hour_of(token: Token) -> bool:
    """Whether it is told as running: "in the first 30 hours of the suspension"."""
    governor, link = next(climb(token), (None, ""))
    return governor is not None and link == "prep:of" and governor.lemma_.lower() in {"hour", "day", "week", "minute"}


def _is_to_be(token: Token) -> bool:
    """Whether it is or was to be done ("was to hand over")."""
    return token.dep_ == "xcomp" and token.head.lemma_ == "be" and any(kid.tag_ == "TO" for kid in token.children)
