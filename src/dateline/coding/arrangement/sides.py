"""Who is what to an arrangement: the parties with what they do, and who stands between or beside them.

A mediator, guarantor or monitor is a side with its role, never a party. A party told twice keeps its first role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.arrangement.names import PARTY_ROLES, clause_of, key_of
from dateline.coding.arrangement.parties import worded_side
from dateline.coding.arrangement.states import climb, polarity_of
from dateline.coding.arrangement.triggers import doer_of, keys, orderer_of
from dateline.coding.stakes import relation_of
from dateline.coding.syntax import agents, conjuncts, is_passive, modifiers, objects, prepositions, surface_subject
from dateline.records import Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from dateline.codebook.arrangements import ArrangementBook, Third
    from dateline.codebook.lexicons import Alliances
    from dateline.coding.arrangement.states import Said, Standing
    from dateline.coding.arrangement.triggers import Trigger
    from dateline.coding.parties import MentionMap
    from dateline.records import ActorRef, Breach
    from dateline.records.arrangement import Role

TWO_SIDES = 2
AGREEING = frozenset({"agree", "accept"})
"""States of a word whose doers and partners are bound by the act that it governs ("agreed with the rebels to ...")."""
DEALT = frozenset({"ceasefire", "evacuation", "exchange", "surrender", "access", "corridor"})
"""Kinds that are carried out under a deal of others."""
OWNED = frozenset({"ceasefire", "humanitarian_pause", "no_strike"})
"""Kinds that one party makes by itself where they are called its own ("the army's truce")."""
JOINT_REACH = 6
"""Words behind the noun within which "between" tells its sides, wherever the parse hangs it."""


def sides_of(
    trigger: Trigger, standing: Standing, *, token: Token, mentions: MentionMap, book: ArrangementBook,
) -> tuple[Side, ...]:
    """All sides told at one place, parties first, each actor once."""
    third = list(_third_parties(token, standing, mentions, book))
    joint = _joint(token, standing, mentions, book)
    parties: list[tuple[ActorRef, Role]] = [(ref, "accepts") for ref in joint]
    if trigger.kind == "surrender" and trigger.act is not None:
        takers = [thing for name, thing in prepositions(token) if name in {"to", "before"}]
        parties.extend((ref, "accepts") for ref in mentions.refs(i for one in takers for i in mentions.parties(one)))
    parties.extend(_doers(trigger, standing, token=token, mentions=mentions, book=book, joint=bool(joint)))
    role: Role = "rejects" if trigger.direction == "restricts" else "accepts"
    if trigger.kind != "access" or trigger.row == "siege":
        owners = _owners(token, mentions, book)
        alone = role == "accepts" and not parties and len(owners) == 1 and trigger.kind in OWNED
        parties.extend((ref, "declares" if alone else role) for ref in owners)
    sides: dict[str, Side] = {}
    for ref, role in (*((ref, role) for ref, role in parties if not _among(ref, third)), *third):
        sides.setdefault(key_of(ref), Side(actor=ref, role=role))
    return tuple(sides.values())


def implied_sides(breaches: Iterable[Breach], book: ArrangementBook) -> tuple[Side, ...]:
    """Where only a breach is told: who is accused is bound by it, and so is an accuser that is itself a party."""
    sides: dict[str, Side] = {}
    for breach in breaches:
        for ref in (*breach.accused, *breach.accuser):
            if ref in breach.accused or ref.sector in book.words.armed_sectors:
                sides.setdefault(key_of(ref), Side(actor=ref, role="accepts"))
    return tuple(sides.values())


def _among(ref: ActorRef, third: Sequence[tuple[ActorRef, Role]]) -> bool:
    return any(key_of(ref) == key_of(other) for other, _ in third)


def _doers(
    trigger: Trigger, standing: Standing, *, token: Token, mentions: MentionMap, book: ArrangementBook, joint: bool,
) -> Iterator[tuple[ActorRef, Role]]:
    """Subjects of the state words, with the role that the word gives; partners told by "with" have it too."""
    doc = token.doc
    leading = standing.leading
    if trigger.act is not None:
        role = leading.state.role if leading is not None and leading.state.role else trigger.act.role
        yield from ((ref, role) for ref in _act_doers(trigger, leading, token=token, mentions=mentions, book=book))
        return
    stances = mentions.reading.stances
    for number, said in enumerate(standing.said):
        if said.state.party_object:
            role = "rejects" if polarity_of(said, stances, token=token) == "-" else "accepts"
            yield from ((ref, role) for ref in _object_refs(doc[said.token], mentions))
        if said.state.role is None or said.state.breach:
            continue
        verb = doc[said.token]
        role = said.state.role
        if leading is not None and number < standing.climbed and _wins_over(leading, said, verb):
            role = leading.state.role or role
        denied = said.state.negated == "rejected" and polarity_of(said, stances, token=token) == "-"
        if denied or standing.nobody:
            role = "rejects"
        refs = _subject_refs(verb, mentions, book)
        if said.state.id == "bound-by" and is_passive(verb):
            surface = surface_subject(verb)
            refs = mentions.refs(mentions.parties(surface)) if surface is not None else ()
        if (joint or verb.lemma_.lower() in book.words.going_between) and not _armed(refs, book):
            continue
        if said.state.at != ("subject",):
            yield from ((ref, role) for ref in refs)
        yield from ((ref, role) for ref in _partners(verb, mentions, book))


def _wins_over(leading: Said, said: Said, verb: Token) -> bool:
    """Whether the role of the outer word holds for an inner one too ("refused to sign the truce")."""
    refused = leading.state.id == "reject" and verb.pos_ == "VERB"
    return leading.state.over and (refused or not said.state.over)


def _act_doers(
    trigger: Trigger, leading: Said | None, *, token: Token, mentions: MentionMap, book: ArrangementBook,
) -> tuple[ActorRef, ...]:
    """Who does an act, with partners; of an act whose doer only gains by it, who promised or agreed it."""
    outer = token.doc[leading.token] if leading is not None else None
    agreed = (*_subject_refs(outer, mentions, book), *_partners(outer, mentions, book)) if outer is not None else ()
    dealt = _dealers(trigger, token, mentions, book)
    if trigger.row in book.words.for_others:
        return (*agreed, *dealt)
    orderer = orderer_of(token, book)
    given = mentions.refs(mentions.parties(orderer)) if orderer is not None else ()
    if any(ref.sector in book.words.acting_sectors for ref in given):
        return given
    own = (*_subject_refs(token, mentions, book), *_partners(token, mentions, book), *dealt)
    if outer is None or leading is None or leading.state.id not in AGREEING:
        return own
    return (*own, *_partners(outer, mentions, book)) if own else agreed


def _dealers(trigger: Trigger, token: Token, mentions: MentionMap, book: ArrangementBook) -> tuple[ActorRef, ...]:
    """Between whom the deal is under which something is done: "left by bus under a deal between army and rebels"."""
    if trigger.kind not in DEALT:
        return ()
    links = book.words.joint | book.words.with_
    found = [
        thing for one in clause_of(token) if one.i > token.i and _is_deal(one, book)
        for name, thing in prepositions(one) if name in links
    ]
    return mentions.refs(index for one in found for index in mentions.parties(one))


def _is_deal(noun: Token, book: ArrangementBook) -> bool:
    """Whether a word alone names a deal or truce."""
    rows = book.nouns.get(noun.lemma_.lower(), ())
    return any(not rest and (kind.id == "deal" or kind.kind == "ceasefire") for rest, kind in rows)


def _object_refs(verb: Token, mentions: MentionMap) -> tuple[ActorRef, ...]:
    """Whom a word binds or concerns."""
    found = [*objects(verb), *(thing for name, thing in prepositions(verb) if name in {"to", "on"})]
    return mentions.refs(index for one in found for index in mentions.parties(one))


def _armed(refs: Iterable[ActorRef], book: ArrangementBook) -> bool:
    """Whether any is a party that fights; a state or body that talks others into a truce is none."""
    return any(ref.sector in book.words.fighting_sectors for ref in refs)


def _subject_refs(verb: Token, mentions: MentionMap, book: ArrangementBook) -> tuple[ActorRef, ...]:
    """Who does what a verb says, through a nominal "agreement by both"."""
    if verb.pos_ not in {"VERB", "AUX"}:
        found = [thing for name, thing in prepositions(verb) if name == "by"]
        found += [one for one in modifiers(verb) if mentions.at(one)]
        found += [joined] if (joined := doer_of(verb)) is not None else []
        return mentions.refs(index for one in found for index in mentions.parties(one))
    doer = doer_of(verb)
    if doer is None:
        return ()
    refs = mentions.refs(mentions.parties(doer))
    worded = worded_side(doer, mentions, book) if not refs else None
    return (worded,) if worded is not None else refs


def _partners(verb: Token, mentions: MentionMap, book: ArrangementBook) -> tuple[ActorRef, ...]:
    found = [thing for name, thing in prepositions(verb) if name in book.words.with_]
    return mentions.refs(index for one in found for index in mentions.parties(one))


def _joint(token: Token, standing: Standing, mentions: MentionMap, book: ArrangementBook) -> tuple[ActorRef, ...]:
    """The sides of "between A and B" at the noun, at its state words, or on the way up."""
    heads = [token, *(token.doc[said.token] for said in standing.said)]
    heads.extend(governor for governor, link in climb(token) if link == "compound")
    joint, with_ = book.words.joint, book.words.with_
    found = [
        thing for head in heads for name, thing in prepositions(head)
        if name in joint or (name in with_ and head.pos_ in {"NOUN", "PROPN"})
    ]
    if not found:
        near = token.doc[token.i + 1 : min(token.i + JOINT_REACH, clause_of(token).end)]
        found = [kid for one in near if one.lower_ == "between" for kid in one.children if kid.dep_ == "pobj"]
    return mentions.refs(index for one in found for index in mentions.parties(one))


def _owners(token: Token, mentions: MentionMap, book: ArrangementBook) -> tuple[ActorRef, ...]:
    """Whose arrangement it is by the words around it: "the army's ceasefire", "an Israel-Hamas truce", "a siege by
    rebels"; of those before it only parties that can make one ("hostage" of "hostage swap" is none)."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return ()
    found: list[int] = []
    for one in modifiers(token):
        if not any(key in book.third_participles for key in keys(one)):
            found.extend(index for part in conjuncts(one) for index in mentions.at(part)[:1])
    found.extend(index for name, thing in prepositions(token) if name == "by" for index in mentions.parties(thing))
    return tuple(ref for ref in mentions.refs(found) if ref.sector is None or ref.sector in book.words.armed_sectors)


def _third_parties(
    token: Token, standing: Standing, mentions: MentionMap, book: ArrangementBook,
) -> Iterator[tuple[ActorRef, Role]]:
    """Who brokered, guaranteed, monitored or was told of it."""
    doc = token.doc
    for said in standing.said:
        verb = doc[said.token]
        third = book.third_verbs.get(verb.lemma_.lower())
        if third is not None and third.role != "mediator":
            yield from ((ref, third.role) for ref in _subject_refs(verb, mentions, book))
        elif third is not None:
            refs = _subject_refs(verb, mentions, book)
            if not _armed(refs, book):
                yield from ((ref, third.role) for ref in refs)
    for kid in token.children:
        yield from _third_at(kid, mentions, book)
    for governor, link in climb(token):
        third = book.third_verbs.get(governor.lemma_.lower())
        if third is not None and link == "object" and governor.i not in {said.token for said in standing.said}:
            refs = _subject_refs(governor, mentions, book)
            yield from ((ref, third.role) for ref in refs)
        if link not in {"object", "compound"}:
            break
    yield from _phrases(token, mentions, book)


def _third_at(kid: Token, mentions: MentionMap, book: ArrangementBook) -> Iterator[tuple[ActorRef, Role]]:
    """A participle before or after the noun: "Egyptian-brokered", "brokered by Qatar"."""
    third: Third | None = None
    for key in keys(kid):
        third = third or book.third_participles.get(key) or (book.third_verbs.get(key) if kid.pos_ == "VERB" else None)
    if third is None:
        return
    found = list(agents(kid)) if is_passive(kid) else []
    if not found and kid.i > 0:
        at = kid.i - 1
        while at > 0 and kid.doc[at].text in {"-", "–"}:
            at -= 1
        found = [kid.doc[at]] if mentions.at(kid.doc[at]) else []
    if not found and kid.dep_ == "relcl":
        surface = surface_subject(kid)
        found = [surface] if surface is not None and surface.i != kid.head.i else []
    yield from ((ref, third.role) for one in found for ref in mentions.refs(mentions.parties(one)))


def _phrases(token: Token, mentions: MentionMap, book: ArrangementBook) -> Iterator[tuple[ActorRef, Role]]:
    """Nouns of mediation in the sentence with whose it is: "under Egyptian mediation", "with Russia as guarantor"."""
    for one in clause_of(token):
        third = book.third_nouns.get(one.lemma_.lower()) if one.pos_ == "NOUN" else None
        if third is None or one.i == token.i:
            continue
        found = [kid for kid in modifiers(one) if mentions.at(kid)]
        found += [thing for name, thing in prepositions(one) if name in {"of", "by", "from"}]
        yield from ((ref, third.role) for part in found for ref in mentions.refs(mentions.parties(part)))


def laterality_of(
    sides: Sequence[Side], *, status: str, alone: bool, alliances: Alliances,
) -> str:
    """Unilateral where one side (with its allies) declares or keeps it; bilateral and multilateral by the parties that
    agreed; unknown where the report names too few."""
    parties = [side for side in sides if side.role in PARTY_ROLES]
    if alone or (len(parties) > 1 and status != "agreed" and _all_allied(parties, alliances)):
        return "unilateral"
    if status in {"rejected", "denied", "proposed"}:
        return "unknown"
    if len(parties) == 1:
        own = parties[0].role in {"declares", "observes"} and status in {"announced", "in_force"}
        return "unilateral" if own else "unknown"
    if len(parties) == TWO_SIDES:
        return "bilateral"
    return "multilateral" if parties else "unknown"


def _all_allied(parties: Sequence[Side], alliances: Alliances) -> bool:
    first, *rest = parties
    return all(_allied(first.actor, other.actor, alliances) for other in rest)


def _allied(one: ActorRef, other: ActorRef, alliances: Alliances) -> bool:
    return relation_of(one, other, alliances=alliances, on=None) == "ally"
