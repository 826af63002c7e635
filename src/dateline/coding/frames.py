"""Words that take an act and change its coding: a vow to impose sanctions is a threat, a halt to strikes a retreat.

The climb goes from the act's trigger to the word that governs it, one frame after another, and stops at the first
word that is no frame.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.match import MODIFIER_DEPS, Site, has_words, parties_at
from dateline.coding.syntax import MAX_CLIMB, is_asked, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.codebook import Compose, Frame
    from dateline.coding.acts import Act
    from dateline.coding.index import RuleIndex
    from dateline.coding.parties import MentionMap

CLAUSE_LINKS = frozenset({"xcomp", "ccomp", "acl", "pcomp", "oprd"})
NOUN_LINKS = frozenset({"dobj", "obj", "nsubjpass", "attr", "dative", "nsubj"})
COMPLEMENT_PREPOSITIONS = frozenset({"for", "to", "of", "on", "against", "from", "about", "over", "into", "at"})
"""Prepositions that bring what a word is about ("called for talks"); "during talks" only tells when."""
TELLING_VERBS = frozenset({"tell", "warn", "remind", "advise", "instruct"})
"""Verbs that ask only with an infinitive: "told them to leave" asks, "told them that it had left" reports."""
UNDONE_FRAMES = frozenset({"fail", "attempt"})
"""Frames whose noun leaves the act undone."""
FINITE_FRAMES = frozenset({"punish"})
"""Frames that take no infinitive: a court tries a rebel for an attack, but he who "tried to attack" made an attempt."""
SUBJECT_FRAMES = frozenset({"stop", "start", "fail"})
"""Frames that may say of an act itself that it began or ended ("the shelling stopped")."""


def governor(token: Token) -> Token | None:
    """The word that takes this verb or noun as complement, prepositions passed over; `None` at the clause's root."""
    for _ in range(MAX_CLIMB):
        head = token.head
        if head.i == token.i:
            return None
        if token.dep_ == "conj":
            token = head
        elif token.dep_ == "pobj" or (token.dep_ == "pcomp" and head.pos_ == "ADP"):
            return _over_prepositions(token)
        elif token.dep_ in CLAUSE_LINKS or token.dep_ in NOUN_LINKS or is_asked(token) or _is_halted(token):
            return head
        else:
            return None
    return None


def _is_halted(noun: Token) -> bool:
    """The matter of "a halt to air strikes", where the parser took "to" for the mark of an infinitive."""
    return noun.dep_ == "appos" and any(kid.dep_ == "aux" and kid.tag_ == "TO" for kid in noun.children)


def _over_prepositions(token: Token) -> Token | None:
    """The word to which the prepositional phrase brings the token as its matter, or `None`."""
    head = token.head
    while head.pos_ == "ADP" and head.head.pos_ == "ADP" and head.head.i != head.i:
        head = head.head
    above = head.head
    near = head.i - above.i in {1, 2}
    if above.i < head.i and (head.lower_ in COMPLEMENT_PREPOSITIONS or (head.lower_ == "in" and near)):
        return above
    return None


def frame_at(token: Token, index: RuleIndex, *, inner: Token | None = None) -> Frame | None:
    """The frame whose word this token is; the one with most words wins, and none that counts the inner act's own word
    among them ("observe a halt" does not stop a halt)."""
    key = lemma(token)
    if token.pos_ in {"VERB", "AUX"}:
        rows = index.frame_verbs.get(key, ())
    elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in MODIFIER_DEPS and not _is_purpose(token):
        rows = index.frame_nouns.get(key, ())
    elif token.pos_ == "ADJ":
        rows = index.frame_adjectives.get(key, ())
    else:
        return None
    own = lemma(inner) if inner is not None else ""
    noun = token.pos_ in {"NOUN", "PROPN"}
    fitting = [
        row for row in rows
        if own not in row[0] and has_words(token, row[0], noun=noun)
        and not (row[1].id in FINITE_FRAMES and inner is not None and inner.dep_ == "xcomp")
    ]
    return max(fitting, key=lambda row: len(row[0]))[1] if fitting else None


def _is_purpose(noun: Token) -> bool:
    """The noun of "in order to" and "in a bid to" tells a purpose, and is no order and no offer."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "in" and any(kid.dep_ == "acl" for kid in noun.children)


def _may_take(frame: str, token: Token, above: Token) -> bool:
    """Whether the frame word takes this token as its matter: no subject but of an intransitive "stop" or "begin"; no
    infinitive of a noun that leaves it undone ("the failure to free them")."""
    if lemma(above) in TELLING_VERBS and not is_asked(token):
        return False
    if token.dep_ == "nsubj":
        return frame in SUBJECT_FRAMES and not any(kid.dep_ in {"dobj", "ccomp", "xcomp"} for kid in above.children)
    return not (frame in UNDONE_FRAMES and token.dep_ == "acl" and above.pos_ == "NOUN")


def composition(frame: str, act: Act, index: RuleIndex) -> Compose | None:
    """The first row of a frame that fits the act."""
    for row in index.compose.get(frame, ()):
        if "*" not in row.inner and act.event not in row.inner:
            continue
        if row.inner_modes and act.mode not in row.inner_modes:
            continue
        if row.inner_cameo and not (act.cameo or "").startswith(tuple(row.inner_cameo)):
            continue
        return row
    return None


def compose(act: Act, token: Token, *, row: Compose, frame: Frame, mentions: MentionMap) -> Act | None:
    """The act inside its frame; `None` when the frame leaves nothing to code."""
    if row.event == "none":
        return None
    if row.event == "same":
        return _same(act, token, row=row, frame=frame, mentions=mentions)
    actors = _role(row.actor, act, token, mentions)
    recipients = tuple(one for one in _role(row.recipient, act, token, mentions) if one not in actors)
    return replace(
        act, trigger=token.i, first=token.i, last=token.i + 1, rule=f"{act.rule}+frame.{frame.id}", event=row.event,
        mode=row.mode, cameo=row.cameo or act.cameo, contexts=row.contexts or act.contexts, actors=actors,
        recipients=recipients, reciprocal=False, weight=act.weight + 2, nominal=token.pos_ not in {"VERB", "AUX"},
        consumed=act.consumed | {act.trigger, token.i}, inner=act, frame=frame.id,
        polarity=row.polarity, certainty=row.certainty, actor_path=row.actor, recipient_path=row.recipient,
    )


def _same(act: Act, token: Token, *, row: Compose, frame: Frame, mentions: MentionMap) -> Act:
    """The inner coding stands; the frame may lend its subject to an act that has no actor, and marks polarity."""
    actors = act.actors
    if not actors and "frame.subject" in row.actor and row.polarity != "-":
        actors, _ = parties_at(("subject",), Site(token, mentions), taken=act.recipients)
    return replace(
        act, actors=actors, consumed=act.consumed | {token.i}, frame=frame.id,
        polarity=row.polarity or act.polarity, certainty=row.certainty or act.certainty,
        rule=act.rule if frame.id in {"start", "report"} else f"{act.rule}+frame.{frame.id}",
    )


def _role(alternatives: str, act: Act, token: Token, mentions: MentionMap) -> tuple[int, ...]:
    """Parties by the first alternative that has any."""
    site = Site(token, mentions)
    for role in alternatives.split("|"):
        whose, _, path = role.partition(".")
        if role == "none":
            return ()
        if whose == "inner":
            found = _inner_role(path, act, site)
        elif site.verbal:
            found, _ = parties_at((path,), site)
        else:
            found, _ = parties_at((path, "possessor") if path == "subject" else (path,), site)
        if found:
            return found
    return ()


def _inner_role(path: str, act: Act, site: Site) -> tuple[int, ...]:
    if path in {"actor", "subject"}:
        return act.actors
    if path in {"recipient", "object"}:
        return act.recipients
    inner = Site(site.token.doc[act.trigger], site.mentions)
    return parties_at((path,), inner)[0]


def frame_chain(act: Act, *, index: RuleIndex, mentions: MentionMap) -> tuple[Act | None, list[Act]]:
    """Climb from an act through the frames above it.

    Gives the act as it is coded in the end (`None`: silent) and the inner acts that stay claims of their own.
    """
    doc = mentions.reading.doc
    token = doc[act.trigger]
    kept: list[Act] = []
    current: Act | None = act
    for _ in range(MAX_CLIMB):
        above = governor(token)
        if above is None or current is None:
            break
        frame = frame_at(above, index, inner=token)
        if frame is not None and not _may_take(frame.id, token, above):
            break
        name = frame.id if frame is not None else ""
        if name == "intend" and is_asked(token) and current.actors:
            name = "demand"
        row = composition(name, current, index)
        if frame is None or row is None:
            break
        if frame.keeps_inner and row.event not in {"same", "none"}:
            kept.append(current)
        current = compose(current, above, row=row, frame=frame, mentions=mentions)
        token = above
    return current, kept
