"""All acts of one article: triggers, frames, reductions, and what is no act at all.

What is dropped is kept as a reason, so that `account` can say why a sentence was not coded.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.acts import Act
from dateline.coding.frames import composition, frame_at, frame_chain, governor
from dateline.coding.match import best_rule
from dateline.coding.syntax import LONGEST_SENTENCE, MAX_CLIMB, is_passive, lemma, prepositions, surface_subject
from dateline.records import READ_KINDS, TELLING_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from dateline.coding.index import RuleIndex
    from dateline.coding.parties import MentionMap
    from dateline.records import Stance

TRIGGER_POS = frozenset({"VERB", "NOUN", "PROPN", "ADJ", "AUX"})
ASSERTED_HEADS = frozenset({
    "manage", "begin", "start", "continue", "be", "have", "force", "help", "oblige", "compel", "cause", "lead", "use",
    "go", "see", "watch", "prompt", "allow", "enable", "order", "proceed", "appear", "seem", "resume", "keep",
    "decide", "vote", "opt", "choose", "move", "elect", "rush", "refuse",
})
"""Verbs whose infinitive is told as done; any other bare infinitive tells a purpose, not an act."""
POSSIBLE_MODALS = frozenset({"may", "might", "can", "could", "would"})
"""Modals under which an act is only possible; "may have shelled" is still told, as uncertain."""
ANNOUNCING = frozenset({
    "will", "wo", "would", "'ll", "shall", "going", "set", "due", "scheduled", "slated", "ready", "about", "poised",
})
"""Cues by which a party says what it will, or will not, do; "to", "bid" or "efforts" alone announce nothing."""
TRANSPARENT = frozenset({"start", "report", "future", "attempt"})
"""Frames that leave the act as it is told."""
PLANNED = frozenset({"intend", "prepare", "promise"})
"""Frames that say of a deed known by its outcome only that it had been planned."""
AFTER = frozenset({"after", "following", "amid", "despite", "since"})
"""Prepositions behind which a promise, refusal or halt is told as done; "in a bid to" tells a purpose."""
TELLING_PREPOSITIONS = frozenset({"after", "following", "during", "amid", "in", "with", "by", "since", "at", "through"})
"""Prepositions that place a told act beside a verb ("after clashes", "in a drone strike")."""
CAUSING = frozenset({"result", "consequence", "wake", "aftermath"})
"""Nouns before "of" behind which a deed is told as the cause: "died as a result of a bomb explosion"."""
UNDONE = frozenset({
    "plot", "plan", "threat", "attempt", "conspiracy", "fear", "risk", "intention", "scheme", "bid", "possibility",
    "talk", "rumour", "rumor", "prevention", "danger", "mission", "order",
})
"""Nouns before "of", "for" or "about" that keep a deed from having been done."""
PRESUPPOSING = frozenset({
    "condemn", "investigate", "mark", "accuse", "punish", "praise", "refuse", "cause", "discuss", "report", "order",
    "stop", "deny", "fail",
})
"""Frames that take a deed on somebody known for done: who condemns or probes "the murder of Galan" tells it."""
AWAITING = frozenset({"until", "till", "unless"})
"""Words before what has not come about, where the clause stands in the present."""
TALKED_EVENTS = frozenset({"CONSULT", "AGREE"})
"""Events that may be told without naming anybody ("Negotiations resumed")."""
OCCURRENCE_VERBS = frozenset({
    "take", "begin", "start", "resume", "continue", "open", "hold", "end", "fail", "collapse", "break", "restart",
    "proceed", "conclude", "stall",
})
"""What talks do."""
LOCATED_EVENTS = frozenset({"ASSAULT", "PROTEST"})
"""Events that are news even where no party is named, if the place is ("A bomb exploded in Kabul")."""
LOCATED_MODES = frozenset({"ceasefire", "violence"})
"""And so is a ceasefire, or the threat of violence ("Bernardo Jaramillo received another death threat")."""


def find_acts(mentions: MentionMap, index: RuleIndex) -> tuple[list[Act], dict[int, str]]:
    """Acts in the order of the text, and for each sentence (by first token) that gave none, why not."""
    acts: list[Act] = []
    reasons: dict[int, str] = {}
    for sent in mentions.reading.doc.sents:
        kind = mentions.reading.block_kinds.get(sent.start)
        if kind is None or (kind not in READ_KINDS and kind not in TELLING_KINDS):
            continue
        found, reason = sentence_acts(sent, mentions, index)
        acts.extend(found)
        if not found:
            reasons[sent.start] = reason
    return acts, reasons


def sentence_acts(sent: Span, mentions: MentionMap, index: RuleIndex) -> tuple[list[Act], str]:
    """The acts of one sentence, and the reason why there are none."""
    if len(sent) > LONGEST_SENTENCE:
        return [], "the sentence is too long to be prose"
    every = [
        act for token in sent if token.pos_ in TRIGGER_POS and (act := best_rule(token, index, mentions)) is not None
    ]
    deeds = _presupposed(every, mentions, index)
    if sent.text.rstrip("\"'”’) \n").endswith("?"):
        return deeds, "it is a question"
    raw = _unconsumed(every)
    demands = list(deontic_acts(sent, raw, mentions, index))
    if not raw and not demands:
        return [], "no word of the codebook tells an act here"
    acts = _framed(every, demands, mentions, index)
    done = {act.trigger for act in deeds}
    asserted = deeds + [
        _with_hosts(act, mentions) for act in acts
        if not (act.event == "ASSAULT" and act.trigger in done) and _is_asserted(act, mentions, index)
    ]
    if not asserted:
        return [], "the act is only a purpose, a possibility or a word of another act"
    told = [act for act in asserted if _has_party(act, mentions)]
    if not told:
        return [], "no party to the act could be named"
    return sorted(_one_per_trigger(told), key=lambda act: (act.trigger, act.event)), ""


def _framed(every: list[Act], demands: list[Act], mentions: MentionMap, index: RuleIndex) -> list[Act]:
    """The acts as the words above them code them; of those that are a word of another act only what stays a claim of
    its own beside the accusation ("suspected of killing the senator")."""
    standing = {id(act) for act in _unconsumed(every)}
    composed, beside = list(demands), list[Act]()
    for act in every:
        outer, kept = frame_chain(act, index=index, mentions=mentions)
        if id(act) not in standing:
            beside.extend(kept)
            continue
        composed.extend(kept)
        if outer is not None:
            composed.append(_reduce_future(outer, mentions, index))
    return _unconsumed(composed) + beside


def _presupposed(acts: list[Act], mentions: MentionMap, index: RuleIndex) -> list[Act]:
    """The deeds on somebody known that the words above them take for done: "condemned the murder of Luis Galan" tells
    the condemning and the murder, and what rejects or asks about such a deed denies nothing."""
    return [
        replace(act, presupposed=True, polarity=act.polarity or "+") for act in acts
        if act.nominal and _is_deed_on_known(act, mentions, index) and _has_party(act, mentions)
    ]


def _reduce_future(act: Act, mentions: MentionMap, index: RuleIndex) -> Act:
    """A party's own announced act is what the manual reduces it to: aid to come is AGREE, a coming pull-out CONCEDE."""
    stance = mentions.reading.stances.get(act.trigger)
    if (act.frame is not None and act.frame not in TRANSPARENT) or not _is_announced(stance):
        return act
    frame = "refuse" if stance is not None and stance.polarity == "-" else "future"
    row = composition(frame, act, index)
    if row is None or row.event in {"same", "none"}:
        return act
    return replace(
        act, rule=f"{act.rule}+frame.{frame}", event=row.event, mode=row.mode, cameo=row.cameo or act.cameo,
        contexts=row.contexts or act.contexts, frame="future", polarity="+" if frame == "refuse" else act.polarity,
    )


def _is_announced(stance: Stance | None) -> bool:
    """Whether the act is told as one to come, or not to come."""
    return stance is not None and stance.tense == "future" and not ANNOUNCING.isdisjoint(stance.cues)


def deontic_acts(sent: Span, raw: list[Act], mentions: MentionMap, index: RuleIndex) -> Iterator[Act]:
    """What a speaker says that others must or should do is a demand on them ("The authorities must end this")."""
    inner = {act.trigger: act for act in raw}
    for token in sent:
        if token.dep_ != "aux" or not _is_deontic(token, index):
            continue
        verb = token.head
        speakers = mentions.speakers(verb.i)
        target = surface_subject(verb) if not is_passive(verb) else None
        asked = tuple(one for one in mentions.parties(target) if one not in speakers) if target is not None else ()
        if not _is_known(speakers, mentions) or not (asked or verb.i in inner):
            continue
        row = composition("demand", inner[verb.i], index) if verb.i in inner else None
        plain = row is None or row.event in {"same", "none"}
        yield Act(
            trigger=verb.i, first=token.i, last=verb.i + 1, rule="frame.deontic",
            event="REQUEST" if plain or row is None else row.event,
            mode="change" if plain or row is None else row.mode,
            cameo="104" if plain or row is None else row.cameo,
            actors=speakers, recipients=asked, weight=2, consumed=frozenset({verb.i}), inner=inner.get(verb.i),
            frame="deontic", actor_path="speaker", recipient_path="subject",
        )


def _is_known(found: tuple[int, ...], mentions: MentionMap) -> bool:
    """Whether any of the mentions has a country or a sector."""
    return any(ref.country or ref.sector for ref in mentions.refs(found))


def _is_deontic(token: Token, index: RuleIndex) -> bool:
    return any(frame.id == "deontic" for _, frame in index.frame_verbs.get(lemma(token), ()))


def _unconsumed(acts: list[Act]) -> list[Act]:
    """Drop acts whose trigger is a word of another act, inner acts kept on purpose excepted; of two that take each
    other's word the weightier stands ("reiterated its commitment to support")."""
    taken: dict[int, Act] = {}
    for act in sorted(acts, key=lambda act: -act.weight):
        for token in act.consumed:
            if token != act.trigger:
                taken.setdefault(token, act)
    inner = {id(act.inner) for act in acts if act.inner is not None}
    return [act for act in acts if id(act) in inner or _stands(act, taken.get(act.trigger))]


def _stands(act: Act, taker: Act | None) -> bool:
    """Whether an act stands beside the one that takes its trigger, if there is any."""
    if taker is None or taker is act:
        return True
    return taker.trigger in act.consumed and taker.trigger != act.trigger and act.weight > taker.weight


def _one_per_trigger(acts: list[Act]) -> Iterator[Act]:
    """One act for each trigger and event: the weightiest, then the one with more parties."""
    best: dict[tuple[int, str], Act] = {}
    for act in acts:
        key = (act.trigger, act.event)
        rank = (act.weight, len(act.actors) + len(act.recipients))
        if key not in best or rank > (best[key].weight, len(best[key].actors) + len(best[key].recipients)):
            best[key] = act
    yield from best.values()


def _is_asserted(act: Act, mentions: MentionMap, index: RuleIndex) -> bool:
    """Whether the words tell the act: not a bare purpose clause, not a question, not a noun that only points back."""
    token = mentions.reading.doc[act.trigger]
    if act.nominal:
        return _noun_tells(act, token, mentions, index)
    if act.frame in {"deontic", "future"}:
        return True
    if _is_fiction(token, index) or _describes(token, index) or (act.event == "REQUEST" and _is_asked_question(token)):
        return False
    if act.frame == "attempt" and act.event == "ASSAULT" and token.dep_ == "xcomp" and token.head.pos_ == "VERB":
        return _verb_tells(token.head, index)
    return _verb_tells(token, index)


def _verb_tells(token: Token, index: RuleIndex) -> bool:
    """A verb tells its act unless it is a bare infinitive of purpose, an order, or hangs on "must", "may" or "can"."""
    for _ in range(MAX_CLIMB):
        helpers = [kid for kid in token.children if kid.dep_ == "aux"]
        if _is_awaited(token, helpers):
            return False
        if any(_is_deontic(kid, index) or lemma(kid) in POSSIBLE_MODALS for kid in helpers):
            return any(lemma(kid) == "have" for kid in helpers)
        if not any(kid.tag_ == "TO" for kid in helpers):
            if token.tag_ != "VB" or helpers:
                return True
            if token.dep_ != "conj":
                return subject_child(token) is not None
        elif lemma(token.head) in (ASSERTED_HEADS if token.dep_ == "xcomp" else {"go"}):
            token = token.head
            continue
        if token.dep_ != "conj" or token.head.pos_ not in {"VERB", "AUX"}:
            return False
        token = token.head
    return False


def _is_awaited(token: Token, helpers: list[Token]) -> bool:
    """Whether a clause in the present tells what is waited for: "will not leave until the army frees them"."""
    if not any(kid.dep_ in {"mark", "advmod", "prep"} and kid.lower_ in AWAITING and kid.i < token.i
               for kid in token.children):
        return False
    finite = helpers[0] if helpers else token
    return finite.tag_ in {"VBZ", "VBP"}


def _is_asked_question(verb: Token) -> bool:
    """"Asked whether", "asked how it went": a question, and no request."""
    clauses = [kid for kid in verb.children if kid.dep_ == "ccomp"]
    words = [kid for clause in clauses for kid in clause.children]
    return lemma(verb) == "ask" and any(kid.tag_[:1] == "W" or kid.lower_ in {"whether", "if"} for kid in words)


def _describes(token: Token, index: RuleIndex) -> bool:
    """A relative clause in the present, under "any" or "every", or of a film or book tells which, not that: "pilots
    who bomb the city", "any officer who sold arms", "a film in which troops storm the palace"."""
    clause = token
    while clause.dep_ in {"conj", "xcomp"} and clause.head.pos_ in {"VERB", "AUX"}:
        clause = clause.head
    if clause.dep_ != "relcl":
        return False
    noun = clause.head
    if any(kid.lower_ in {"any", "every", "each", "all"} for kid in noun.children):
        return True
    if not index.codebook.classes.get("fiction", frozenset()).isdisjoint({lemma(noun), lemma(noun.head)}):
        return True
    helpers = [kid for kid in clause.children if kid.dep_ in {"aux", "auxpass"}]
    return clause.tag_ in {"VBP", "VBZ"} and not helpers and noun.pos_ != "PROPN"


def _is_fiction(verb: Token, index: RuleIndex) -> bool:
    """Whether a film or book says it: it is the subject of the verb or of one that takes it ("the film tells how")."""
    words = index.codebook.classes.get("fiction", frozenset())
    for _ in range(MAX_CLIMB):
        teller = subject_child(verb)
        if teller is not None and lemma(teller) in words:
            return True
        if verb.dep_ not in {"ccomp", "xcomp", "advcl", "conj", "pcomp"} or verb.head.pos_ != "VERB":
            return False
        verb = verb.head
    return False


def subject_child(verb: Token) -> Token | None:
    """The subject that stands at the verb itself; an order has none."""
    return next((kid for kid in verb.children if kid.dep_ in {"nsubj", "nsubjpass", "csubj"}), None)


def _noun_tells(act: Act, token: Token, mentions: MentionMap, index: RuleIndex) -> bool:
    """A noun tells an act when both parties are named with it, or when a verb that tells says that it took place;
    "the attack", "their strikes" or "efforts to end Russia's war" point back to what was told before."""
    if token.pos_ == "ADJ" and token.head.pos_ in {"VERB", "AUX"}:
        return _verb_tells(token.head, index)
    if act.frame is not None and act.frame not in {*TRANSPARENT, "cause"}:
        return token.dep_ != "pobj" or (token.head.lower_ in AFTER and _clause_tells(token, index))
    owner = next((kid for kid in token.children if kid.dep_ == "poss" and kid.pos_ == "PRON"), None)
    heads = {mentions.reading.mentions[one].head for one in (*act.actors, *act.recipients)}
    own = heads - ({owner.i} if owner is not None else set())
    standing = index.codebook.classes.get("standing_conflict", frozenset())
    if lemma(token) in standing and (_is_definite(token) or any(kid.dep_ == "poss" for kid in token.children)):
        return False
    if len(own) > 1 and act.actors and act.recipients:
        return _clause_tells(token, index)
    if owner is not None or (_is_definite(token) and not own and not _brings_weapon(act, token)):
        return False
    return _in_telling_place(token, index)


def _is_deed_on_known(act: Act, mentions: MentionMap, index: RuleIndex) -> bool:
    """Whether a noun presupposes a deed done to somebody known: whoever investigates or recalls "the murder of Luis
    Galan" tells that he was murdered; a plot, a threat or a wish of it does not."""
    token = mentions.reading.doc[act.trigger]
    if act.event != "ASSAULT" or not _is_specific_deed(act, token, mentions, index):
        return False
    above = governor(token)
    if above is None:
        stance = mentions.reading.stances.get(act.trigger)
        return stance is None or (stance.tense != "future" and stance.polarity == "+")
    if lemma(above) in UNDONE:
        return False
    frame = frame_at(above, index)
    return frame is None or frame.id in PRESUPPOSING or (frame.id in PLANNED and _has_outcome(token))


def _is_specific_deed(act: Act, noun: Token, mentions: MentionMap, index: RuleIndex) -> bool:
    """A killing or abduction of somebody named, known or counted; a definite attack of which a clause tells the outcome
    or a word the day ("the attack on 6 December which destroyed the building")."""
    classes = index.codebook.classes
    doc = mentions.reading.doc
    definite = _is_definite(noun) or _is_owned(noun)
    if lemma(noun) in classes.get("killing", frozenset()) | classes.get("abduction", frozenset()):
        victims = [mentions.reading.mentions[one] for one in act.recipients]
        return any(one.form == "name" or (definite and _is_known_head(doc[one.head])) for one in victims)
    return definite and lemma(noun) in classes.get("attack", frozenset()) and (_is_dated(noun) or _has_outcome(noun))


def _is_owned(noun: Token) -> bool:
    """Whether a possessive stands before the noun."""
    return any(kid.dep_ == "poss" for kid in noun.children)


def _is_known_head(noun: Token) -> bool:
    """Whether those named by the noun are known or counted: "the Jesuits", "their members", "six priests"."""
    return _is_definite(noun) or _is_owned(noun) or any(kid.dep_ == "nummod" for kid in noun.children)


def _is_dated(noun: Token) -> bool:
    """Whether a day stands with the noun: "the attack on Friday", "today's attack", "the attack on 6 December"."""
    beside = [kid for kid in noun.children if kid.dep_ in {"poss", "npadvmod", "nmod", "compound", "appos"}]
    beside += [thing for name, thing in prepositions(noun) if name in {"on", "of"}]
    return any(kid.ent_type_ in {"DATE", "TIME"} for kid in beside)


def _has_outcome(noun: Token) -> bool:
    """Whether a clause in the past tells what the deed did: "the attack which destroyed the building"."""
    return any(
        kid.dep_ == "relcl" and (kid.tag_ == "VBD" or any(one.tag_ == "VBD" for one in kid.children))
        for kid in noun.children
    )


def _is_definite(token: Token) -> bool:
    return any(kid.dep_ == "det" and kid.lower_ in {"the", "this", "that", "these", "those"} for kid in token.children)


def _brings_weapon(act: Act, noun: Token) -> bool:
    """Whether the noun names the weapon behind it, not told before: "the explosion of two bombs"."""
    return act.mode == "explosives" and any(
        name == "of" and not _is_definite(thing) for name, thing in prepositions(noun)
    )


def _in_telling_place(token: Token, index: RuleIndex) -> bool:
    """The noun is subject or object of a verb that tells, or stands after "after", "during" or "in" at such a verb."""
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    if token.dep_ == "ROOT":
        return True
    if token.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"}:
        return _clause_tells(token, index)
    if token.dep_ == "pobj" and (token.head.lower_ in TELLING_PREPOSITIONS or _is_counted(token)):
        above = token.head.head
        return above.pos_ in {"VERB", "AUX"} and _clause_tells(token, index)
    return token.dep_ == "pobj" and lemma(token.head.head) in CAUSING and _clause_tells(token, index)


def _is_counted(noun: Token) -> bool:
    """A number before what somebody speaks of: "the federation speaks of 41 arrests"."""
    return noun.head.lower_ in {"of", "about"} and any(kid.dep_ == "nummod" for kid in noun.children)


def _clause_tells(token: Token, index: RuleIndex) -> bool:
    """Whether the verb in whose clause the noun stands tells what it says."""
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            return True
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return _verb_tells(token, index)
    return False


def _with_hosts(act: Act, mentions: MentionMap) -> Act:
    """A meeting told only as "after a meeting in Geneva, the ministers said" is a meeting of those who then speak."""
    token = mentions.reading.doc[act.trigger]
    if act.event != "CONSULT" or act.actors or not act.nominal or token.head.lower_ not in {*AFTER, "at", "during"}:
        return act
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            return act
        token = token.head
        if token.pos_ == "VERB" and (who := surface_subject(token)) is not None and not is_passive(token):
            return replace(act, actors=mentions.parties(who), actor_path="the speakers after it")
    return act


def _has_party(act: Act, mentions: MentionMap) -> bool:
    """Whether at least one party has a country or sector, or the act is of a kind that is news wherever it is."""
    refs = mentions.refs((*act.actors, *act.recipients))
    if _is_known((*act.actors, *act.recipients), mentions):
        return True
    if act.event in TALKED_EVENTS and not refs:
        return _took_place(mentions.reading.doc[act.trigger], nominal=act.nominal)
    located = act.event in LOCATED_EVENTS or act.mode in LOCATED_MODES
    return located and bool(refs or not act.nominal or _is_placed(act, mentions))


def _is_placed(act: Act, mentions: MentionMap) -> bool:
    """Whether the noun of an attack that names no party is told as one by its day, outcome or place, a bomb by being
    one or counted; "indiscriminate bombing" is none."""
    noun = mentions.reading.doc[act.trigger]
    if act.event != "ASSAULT":
        return False
    if _is_dated(noun) or _has_outcome(noun):
        return True
    if act.mode == "explosives" and any(
        kid.dep_ == "nummod" or kid.lower_ in {"a", "an", "the", "another"} for kid in noun.children
    ):
        return True
    return any("place" in mentions.kinds(thing) for name, thing in prepositions(noun) if name in {"in", "at", "near"})


def _took_place(token: Token, *, nominal: bool) -> bool:
    """Talks or a deal of parties not named, told as having come about: "a deal was reached", "talks took place"."""
    if not nominal:
        return is_passive(token)
    return token.dep_ in {"nsubj", "nsubjpass"} and lemma(token.head) in OCCURRENCE_VERBS
