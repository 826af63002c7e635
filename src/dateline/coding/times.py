"""When an act was, by its trigger: which of the times named in the report is the act's own.

Takes the reading, what its times resolved to, and a trigger token; gives the `When` of the act, or the reason why there
is none. A time belongs to the nearest predicate or deed that it hangs on in the parse. What only dates the telling
("said on Wednesday that they had taken") bounds the act from above: `end_date`, `told_by`. A fresh act without any
takes the day of publication, and says so.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from dateline.codebook.measures import NO_TIME_OF_AN_ACT, shipped_times, unpack_time
from dateline.records import When

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from dateline.codebook.measures import TimeAttachment, TimeLexicon
    from dateline.records import Precision, Reading, Resolution

MAX_CLIMB = 12
MAX_ENTRY_MENTIONS = 300
"""Mentions looked back for the stamp of an entry; no entry of a live blog names more."""
MAX_BACK = 4
"""Sentences looked back for a day that still holds."""
FINENESS: dict[Precision, int] = {"minute": 0, "hour": 0, "day": 1, "week": 2, "month": 3, "season": 4, "year": 5}
NEAR_EDGE = 3
"""Words between the count ("only a day after") and the edge of the clause it opens, as parsers set that edge."""
DAYS_BACK = {"day": 1, "week": 7, "fortnight": 14}
THING_DEPS = frozenset({"dobj", "nsubj", "nsubjpass"})
CLAUSE_DEPS = frozenset({"ccomp", "parataxis"})
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
NONE: frozenset[str] = frozenset()
LATER_MARKS = frozenset({"after", "since", "once"})
DATE_LENGTHS: dict[int, Precision] = {4: "year", 7: "month"}


@dataclass(frozen=True, slots=True)
class _Named:
    """A time in the trigger's sentence: its mention index, head token, and the tokens it hangs on, nearest first."""

    index: int
    head: int
    chain: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the search looks at: reading, resolution, word lists, and the day of publication."""

    reading: Reading
    resolution: Resolution
    words: TimeAttachment
    published: str | None


def act_time(
    reading: Reading, resolution: Resolution, trigger: int, *, published: str | None, background: bool = False,
    verbal: bool = False, lexicon: TimeLexicon | None = None,
) -> tuple[When | None, str | None]:
    """The time of the act at a trigger token, and the reason where there is none (exactly one of the two is `None`).

    `background` acts take only a time of their own, never the publication date. A future act takes only a stated time,
    but one that is `verbal` (a promise told by "will") was made when it was said. `lexicon` defaults to the words that
    ship with dateline.
    """
    scene = _Scene(reading, resolution, (lexicon or shipped_times()).table.attachment, published)
    token = reading.doc[trigger]
    named = _named_in(scene, token.sent)
    found, crossed, reason = _climb(scene, token, named)
    future = _is_future(reading, token)
    if found is not None:
        when = resolution.times[found]
        if not crossed or (future and verbal):
            return when, None
        counted = _counted_from_main(scene, token, when, named)
        if counted is not None:
            return counted, None
        return (None, "planned, and no day told for it") if future else (_bounded(when, token), None)
    if background:
        return None, reason or "background: the report does not date it"
    if future and not verbal:
        return None, reason or "planned, and no day told for it"
    opening = None if reason else _opening_day(scene, token, named)
    if opening is not None:
        return opening, None
    carried = None if reason else _carried(scene, token, named)
    if carried is not None:
        return (_bounded(carried[0], token) if crossed and carried[1] else carried[0]), None
    return (None, reason) if reason else _publication(entry_time(reading, resolution, trigger), published)


def entry_time(reading: Reading, resolution: Resolution, token: int) -> When | None:
    """When the entry of a live blog was published in which a token stands, by the stamp over it; else `None`."""
    mentions = reading.mentions
    at = bisect_left(mentions, reading.doc[token].idx, key=lambda mention: mention.start)
    for index in range(at - 1, max(at - MAX_ENTRY_MENTIONS, 0) - 1, -1):
        if mentions[index].kind == "time" and reading.doc[mentions[index].head].pos_ == "SPACE":
            return resolution.times.get(index)
    return None


def _publication(entry: When | None, published: str | None) -> tuple[When | None, str | None]:
    """The date of publication as the time of a fresh act, marked as such; of an entry with a stamp, the stamp's day."""
    if entry is not None and entry.end_date is not None:
        day = entry.end_date[:10]
        return msgspec.structs.replace(
            entry, start_date=day, end_date=day, precision="day", basis="publication"), None
    if published is None:
        return None, "the report does not date it, and the day of publication is not known"
    value = published[:10]
    return When(
        start_date=value, end_date=value, precision=DATE_LENGTHS.get(len(value), "day"), basis="publication",
    ), None


def _opening_day(scene: _Scene, trigger: Token, named: list[_Named]) -> When | None:
    """The day set before the sentence ("On Monday, hours before the truce, jets bombed ..."), which holds for what has
    none of its own, wherever the parser hung it."""
    doc, first = scene.reading.doc, trigger.sent.start
    for one in named[:1]:
        mention, when = scene.reading.mentions[one.index], scene.resolution.times.get(one.index)
        if when is None or mention.first - first > 1 or mention.last >= len(doc) or doc[mention.last].text != ",":
            return None
        day = when.precision in ("day", "minute") and when.start_date is not None and when.end_date is not None
        return when if day and not _not_yet(scene, when, trigger) else None
    return None


def _counted_from_main(scene: _Scene, trigger: Token, when: When, named: list[_Named]) -> When | None:
    """The day of an act that the main one is counted from: "attacked on Tuesday, a day after a truce took effect"."""
    if when.precision != "day" or when.start_date is None or when.start_date != when.end_date:
        return None
    first = trigger.left_edge.i
    for one in named:
        mention = scene.reading.mentions[one.index]
        if abs(mention.first - first) > NEAR_EDGE or mention.last > trigger.i:
            continue
        spec = unpack_time(mention.entries)
        days = DAYS_BACK.get(spec.unit or "")
        if spec.form != "event" or spec.base is not None or spec.vague or days is None:
            continue
        day = date.fromisoformat(when.start_date) - timedelta(days=days * (spec.shift or 0))
        return msgspec.structs.replace(
            when, start_date=day.isoformat(), end_date=day.isoformat(), basis="relative",
            text=mention.text, start=mention.start, end=mention.end)
    return None


def _bounded(when: When, token: Token) -> When:
    """The day of the telling as the last possible day of the act; for an act still going on, as a day of it."""
    day = when.end_date or when.start_date
    going_on = token.tag_ == "VBG" and any(child.lemma_ == "be" for child in token.children if child.dep_ == "aux")
    return msgspec.structs.replace(when, start_date=day if going_on else None, end_date=day, basis="told_by")


def _named_in(scene: _Scene, sent: Span) -> list[_Named]:
    """The time mentions of a sentence with what they hang on, those that resolve to nothing included."""
    mentions = scene.reading.mentions
    at = bisect_left(mentions, sent.start_char, key=lambda mention: mention.start)
    named = []
    while at < len(mentions) and mentions[at].start < sent.end_char:
        if mentions[at].kind == "time":
            named.append(_Named(at, mentions[at].head, tuple(_chain(scene, at))))
        at += 1
    return named


def _chain(scene: _Scene, index: int) -> list[int]:
    """The tokens above a time, up to its clause's verb, or on to the thing that the clause says begins then."""
    mention, words = scene.reading.mentions[index], scene.words
    saying = _said_just_before(scene, mention.first)
    if saying is not None:
        return [saying]
    token = scene.reading.doc[mention.head]
    chain: list[int] = []
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            break
        token = token.head
        if mention.first <= token.i < mention.last:
            continue
        chain.append(token.i)
        if token.pos_ not in ("VERB", "AUX"):
            continue
        if token.dep_ in ("acl", "relcl") and token.lemma_.lower() in words.onset:
            chain.extend(_begun(scene, token))
        elif token.dep_ in ("xcomp", "advcl") and token.lemma_.lower() in words.onset:
            chain.extend(_begun_thing(token))
        break
    return chain


def _begun_thing(verb: Token) -> list[int]:
    """The object right before "to begin on Friday" or "starting on Friday", where the parser hangs those words on the
    verb above both."""
    at = verb.left_edge.i - 1
    noun = verb.doc[at] if at >= verb.sent.start else None
    plain = verb.tag_ == "VBG" or any(kid.lower_ == "to" for kid in verb.children)
    if noun is None or not plain or noun.pos_ != "NOUN" or noun.head != verb.head or noun.dep_ not in THING_DEPS:
        return []
    return [noun.i]


def _said_just_before(scene: _Scene, first: int) -> int | None:
    """The verb of saying right before a time ("said on Tuesday that"), whatever the parser made of it."""
    doc, at = scene.reading.doc, first - 1
    for _ in range(2):
        if at < 0:
            return None
        token = doc[at]
        if token.pos_ == "VERB" and token.tag_ in ("VBD", "VBZ", "VBP"):
            says = token.lemma_.lower() in scene.words.reporting and token.lemma_.lower() not in scene.words.performing
            return at if says else None
        if token.pos_ != "ADP":
            return None
        at -= 1
    return None


def _begun(scene: _Scene, verb: Token) -> list[int]:
    """What "scheduled for Thursday" or "which took effect on Tuesday" is said of: the noun, the nouns over it (the
    parser hangs such clauses on the last noun of a phrase), and the light verb over those ("observing a halt")."""
    begun: list[int] = []
    token = verb
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            break
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            opening = bool(begun) and verb.doc[begun[-1]].lower_ == "in" and begun[-1] < token.i
            lemma = token.lemma_.lower()
            if token.lower_ == "according" or lemma in scene.words.light | (scene.words.reporting if opening else NONE):
                begun.append(token.i)
            break
        begun.append(token.i)
        if token.dep_ == "conj":
            break
    return begun


def _climb(scene: _Scene, trigger: Token, named: list[_Named]) -> tuple[int | None, bool, str | None]:
    """Go up from the trigger to the first token that a time hangs on: (its mention, whether only the telling is dated,
    the reason why a time that is the act's stands for nothing)."""
    node, crossed, reason = trigger, False, None
    for _ in range(MAX_CLIMB):
        for owner in (node, *_shared_predicates(node, scene.words)):
            found, why = _owned(scene, owner, named, trigger=trigger)
            reason = reason or (why if not crossed else None)
            if found is not None:
                return found, crossed, None
        found = _told_after(scene, node, named, trigger=trigger)
        if found is not None:
            return found, crossed, None
        found = _by_account(scene, node, named, trigger=trigger)
        if found is not None:
            return found, True, None
        if node.head.i == node.i or _cut_off(node):
            break
        crossed = crossed or _crosses(scene, node)
        node = node.head
    return None, crossed, reason


def _shared_predicates(node: Token, words: TimeAttachment) -> list[Token]:
    """Predicates joined to a verb that have no subject of their own: "shelled the town and left on Monday", "speaking
    on Monday, he vowed revenge"."""
    if node.pos_ != "VERB":
        return []
    shared = [child for child in node.children if child.pos_ == "VERB" and (
        child.dep_ == "conj" or (child.dep_ == "advcl" and child.i < node.i and child.lemma_.lower() in words.speaking)
    )]
    return [child for child in shared if not any(kid.dep_ in SUBJECT_DEPS for kid in child.children)]


def _told_after(scene: _Scene, node: Token, named: list[_Named], *, trigger: Token) -> int | None:
    """The day of what a deed came after, where it has none of its own: "downed it after firing missiles on Sunday"."""
    for child in node.children:
        marked = child.dep_ == "advcl" and any(kid.lower_ == "after" for kid in child.children if kid.dep_ == "mark")
        after = child.lower_ == "after"
        inner = [child] if marked else [kid for kid in child.children if after and kid.dep_ == "pcomp"]
        for verb in inner:
            found, _ = _owned(scene, verb, named, trigger=trigger)
            if found is not None and scene.resolution.times[found].precision in ("day", "minute"):
                return found
    return None


def _by_account(scene: _Scene, node: Token, named: list[_Named], *, trigger: Token) -> int | None:
    """The day of the account that tells of a deed: "according to a statement released on Tuesday, troops killed"."""
    for child in node.children:
        if child.lower_ == "according":
            found, _ = _owned(scene, child, named, trigger=trigger)
            if found is not None:
                return found
    return None


def _cut_off(node: Token) -> bool:
    """Whether a clause stands for itself: joined to another with its own subject and to the right of it."""
    return node.dep_ == "conj" and node.pos_ in ("VERB", "AUX") and any(
        kid.dep_ in SUBJECT_DEPS for kid in node.children
    ) and _opening(node.head) is None


def _opening(verb: Token) -> Token | None:
    """The phrase that opens a clause before its subject ("On Monday, ...") and so holds for what is joined to it."""
    for child in verb.lefts:
        if child.dep_ in SUBJECT_DEPS:
            return None
        if child.dep_ in ("prep", "npadvmod", "advmod"):
            return child
    return None


def _crosses(scene: _Scene, node: Token) -> bool:
    """Whether the step from a token to its head leaves what is told for the telling, or an earlier act for a later."""
    head = node.head
    if head.pos_ not in ("VERB", "AUX", "NOUN"):
        return False
    reporting = head.lemma_.lower() in scene.words.reporting
    if reporting and _told_behind(node, head):
        return True
    if node.dep_ in CLAUSE_DEPS or (node.dep_ == "xcomp" and node.tag_ == "VBG"):
        return reporting
    if node.dep_ == "advcl":
        helpers = [kid for kid in node.children if kid.dep_ in ("aux", "auxpass")]
        finite = node.tag_ in ("VBD", "VBZ", "VBP") or any(kid.tag_ == "VBD" for kid in helpers)
        return finite and any(kid.lower_ in LATER_MARKS for kid in node.children if kid.dep_ == "mark")
    if head.pos_ == "VERB" and node.dep_ in ("dobj", "pobj", "prep") and node.pos_ != "VERB":
        telling = reporting and head.lemma_.lower() not in scene.words.performing | scene.words.light
        return telling and node.i > head.i
    return False


def _told_behind(node: Token, saying: Token) -> bool:
    """Whether the telling is set behind a comma at the end ("..., officials said Thursday"), whatever the parser made
    of the words before it."""
    for child in saying.lefts:
        if child.dep_ in SUBJECT_DEPS and child.left_edge.i > node.i and saying.pos_ == "VERB":
            return child.left_edge.i > 0 and child.doc[child.left_edge.i - 1].text in (",", "”", '"')
    return False


def _owned(scene: _Scene, node: Token, named: list[_Named], *, trigger: Token) -> tuple[int | None, str | None]:
    """The time that hangs on a token: direct before indirect, finer before coarser, nearer before farther."""
    best: tuple[tuple[int, int, int], int] | None = None
    reason = None
    for one in named:
        if node.i not in one.chain or not _reaches(scene, one, node):
            continue
        when = scene.resolution.times.get(one.index)
        if when is None:
            why = scene.resolution.unresolved.get(one.index)
            reason = reason or (None if why is None or why in NO_TIME_OF_AN_ACT else why)
            continue
        if _not_yet(scene, when, trigger) or _lasting_elsewhere(when, node, trigger):
            continue
        rank = (one.chain.index(node.i) > 1, FINENESS[when.precision], abs(one.head - node.i))
        if best is None or rank < best[0]:
            best = (rank, one.index)
    return (None, reason) if best is None else (best[1], None)


def _not_yet(scene: _Scene, when: When, trigger: Token) -> bool:
    """Whether a time lies after publication though the trigger is plainly past: then it is another act's."""
    start = when.start_date
    past = trigger.tag_ == "VBD"
    return past and scene.published is not None and start is not None and start[:10] > scene.published[:len(start[:10])]


def _lasting_elsewhere(when: When, node: Token, trigger: Token) -> bool:
    """Whether a "since Saturday" tells how long another verb has held: "has been held since Saturday, and demands"."""
    lasting = when.start_date is not None and when.end_date is None
    return lasting and node.i != trigger.i and trigger.pos_ == "VERB" and node.pos_ in ("VERB", "AUX")


def _reaches(scene: _Scene, one: _Named, node: Token) -> bool:
    """Whether a time that hangs on a token through others is that token's: not through a deed of its own ("condemned
    the attack on Monday" aside), unless the phrase opens the clause or the verb is light."""
    doc = scene.reading.doc
    between = [doc[at] for at in one.chain[:one.chain.index(node.i)]]
    deeds = [token for token in between if token.pos_ == "NOUN" and token.lemma_.lower() in scene.words.event_nouns]
    verbs = [token for token in between if token.pos_ == "VERB"]
    if verbs:
        return True
    if not deeds:
        return True
    if node.lemma_.lower() in scene.words.light or _on_occasion(scene, deeds[-1], node):
        return True
    opening = _opening(node)
    return opening is not None and opening.left_edge.i <= one.head <= opening.right_edge.i


def _on_occasion(scene: _Scene, deed: Token, node: Token) -> bool:
    """Whether the deed is the occasion on which the verb was done: "assured him in a call on Monday", "killed in
    clashes on Monday"; not "charged in the attack on Monday"."""
    link = deed.head
    occasion = link.dep_ == "prep" and link.lower_ in scene.words.occasion and link.head.i == node.i
    return occasion and node.pos_ == "VERB" and node.lemma_.lower() not in scene.words.judging


def _is_future(reading: Reading, token: Token) -> bool:
    """Whether the trigger is told as to come: by its stance, else by a modal."""
    stance = reading.stances.get(token.i)
    if stance is not None:
        return stance.tense == "future"
    helpers = [child for child in token.children if child.dep_ == "aux"]
    return any(one.lower_ in ("will", "would", "'ll", "’ll", "shall") for one in helpers)


def _carried(scene: _Scene, trigger: Token, named: list[_Named]) -> tuple[When, bool] | None:
    """The day that the sentences before have set and this one goes on with, and whether it dated a telling there.

    It holds within a paragraph until another day is named or the words turn elsewhere, and into the next paragraph
    only behind words that go on ("In a statement", "He also"); never for what is present or had been before.
    """
    sent = trigger.sent
    if any(one.index in scene.resolution.times for one in named) or not _is_plain_past(sent.root):
        return None
    for _ in range(MAX_BACK):
        before = _sentence_before(scene, sent)
        if before is None:
            return None
        times = _named_in(scene, before)
        index, _ = _owned(scene, before.root, times, trigger=before.root)
        if index is not None:
            when = scene.resolution.times[index]
            fine = when.precision in ("day", "minute") and when.start_date is not None
            return (when, before.root.lemma_.lower() in scene.words.reporting) if fine else None
        if any(one.index in scene.resolution.times for one in times):
            return None
        sent = before
    return None


def _is_plain_past(root: Token) -> bool:
    helpers = [child for child in root.children if child.dep_ in ("aux", "auxpass")]
    if any(helper.lemma_ == "have" or helper.tag_ == "MD" for helper in helpers):
        return False
    return root.tag_ == "VBD" or any(helper.tag_ == "VBD" for helper in helpers)


def _sentence_before(scene: _Scene, sent: Span) -> Span | None:
    """The sentence that this one may go on from, or `None`: the one before it in its block, or the last of the block
    before where this one opens with words that go on."""
    doc, at = scene.reading.doc, sent.start - 1
    opening = " ".join(token.lower_ for token in sent[:4] if token.pos_ != "PUNCT")
    goes_on = any(f"{opening} ".startswith(f"{words} ") for words in scene.words.continuing)
    if not goes_on and any(f"{opening} ".startswith(f"{words} ") for words in scene.words.breaking):
        return None
    while at >= 0 and doc[at].pos_ == "SPACE":
        if doc[at].is_sent_start and "\n" in doc[at].text and not goes_on:
            return None
        at -= 1
    if at < 0:
        return None
    before = doc[at].sent
    kind = scene.reading.block_kinds.get(before.start)
    return None if kind in ("headline", "subheading", "teaser") else before
