"""On what an act hangs: the clauses and phrases of a condition, the verb that each binds, and the verb inside it.

A marker is an entry of form `marker`: `if` binds any verb; `once` ("once", "as soon as", "only when") and `given` bind
only what is to come; `until` only what is denied till then; `unreal` ("without help") only what would have been; `post`
stands behind its noun ("weather permitting"); `none` is no condition ("even if", "on condition of anonymity").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.analyze.stance_state import (
    AUXILIARY, REACH, SUBJECT, helpers_of, is_predicate, negations_of, next_predicate, phrase_at, phrases_of,
    predicate_above, reach_end,
)
from dateline.records.base import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.codebook.lexicons import StanceCues

INVERTED = frozenset({"should", "had", "were"})
STOPS = frozenset({",", ";", ":", "—", "–", '"', "”", "''", "»"})
"""Where a clause ends that the parser has not bounded."""


@dataclass(slots=True)
class Conditions:
    """`bound` are the conditions by the verb that hangs on them; `inside` the marker of each verb within one."""

    bound: dict[int, Span] = field(default_factory=dict)
    inside: dict[int, str] = field(default_factory=dict)
    ahead: set[int] = field(default_factory=set)
    """Verbs inside a condition of what will, would or may be."""


def find_conditions(doc: Doc, *, cues: StanceCues) -> Conditions:
    """Every condition of a text, in one pass over its words."""
    found, table = Conditions(), phrases_of(cues, "marker")
    at = 0
    while at < len(doc):
        hit = phrase_at(doc, at, table)
        if hit is not None:
            end, pairs = hit
            kind = next((value for slot, value in pairs if slot == "condition"), "none")
            if kind == "post":
                behind_noun(doc, at, end, found)
            elif kind != "none":
                by_marker(doc, at, end, kind=kind, found=found, cues=cues)
            at = end
            continue
        if doc[at].lower_ in INVERTED:
            by_inversion(doc[at], found)
        elif doc[at].tag_ == "VB" and doc[at].dep_ not in AUXILIARY:
            by_command(doc[at], found)
        at += 1
    return found


def by_marker(doc: Doc, first: int, end: int, *, kind: str, found: Conditions, cues: StanceCues) -> None:
    """A clause or phrase behind its marker; nothing where it asks ("wondered if") or where the verb does not wait."""
    top = top_of(doc, first, end)
    last = end_of(doc, top, first, end)
    target = target_of(doc, top, first, last)
    inner = top if is_predicate(top) and top.i >= end else next_inner(doc, end, last)
    if inner is not None and kind == "if" and asks(doc[end - 1], inner, target, cues=cues):
        return
    if inner is not None and kind == "once" and (target is None or not waits(target)):
        return
    if inner is not None and kind in {"if", "once"}:
        found.inside.setdefault(inner.i, doc[end - 1].lower_)
        if target is not None and any(helper.tag_ == "MD" for helper in helpers_of(target)):
            found.ahead.add(inner.i)
    if target is None or target.i in found.bound or top.dep_ in {"amod", "acomp"}:
        return
    if (kind != "if" and not waits(target)) or (kind == "once" and inner is None and top.dep_ == "advmod"):
        return
    if kind in {"given", "unreal"} and not is_supposed(doc[first], target, kind=kind):
        return
    if kind == "until" and not negations_of(target, helpers_of(target)) and not has_negative_subject(target, cues=cues):
        return
    found.bound[target.i] = span_of(doc, first, last)


def is_supposed(marker: Token, target: Token, *, kind: str) -> bool:
    """Whether "without" stands with what would have been, and "given" with what would be."""
    helpers = {helper.lower_ for helper in helpers_of(target)}
    if kind == "unreal":
        return "would" in helpers and "have" in helpers
    return marker.lower_ != "given" or bool(helpers & {"would", "could", "'d", "’d"})


def next_inner(doc: Doc, start: int, end: int) -> Token | None:
    """The verb of a clause whose marker the parser hung elsewhere."""
    for index in range(start, end):
        if is_predicate(doc[index]):
            return doc[index]
    return None


def asks(marker: Token, inner: Token, target: Token | None, *, cues: StanceCues) -> bool:
    """Whether "if" means "whether": the clause is the object of a verb, or stands under a verb of asking."""
    if marker.lower_ != "if":
        return False
    if inner.dep_ in {"ccomp", "pcomp"} and any(child.i == marker.i for child in inner.children):
        return target is not None and inner.i > target.i and not waits(target)
    return target is not None and inner.i > target.i and ("condition", "whether") in cues.of(
        "verb", target.lemma_.lower())


def top_of(doc: Doc, first: int, end: int) -> Token:
    """The word on which the condition hangs together: the verb that the marker marks, else the marker's own head."""
    for index in range(end - 1, first - 1, -1):
        token = doc[index]
        if token.dep_ in {"mark", "advmod"} and token.head.i >= end:
            return token.head
    return next((doc[at] for at in range(first, end) if not first <= doc[at].head.i < end), doc[first])


def end_of(doc: Doc, top: Token, first: int, end: int) -> int:
    """Where the condition ends: with the words below its head, or at the next stop where those begin before it."""
    last = top.right_edge.i + 1
    if top.left_edge.i < first - 1 or last <= end:
        last, limit = end, reach_end(doc, end)
        while last < limit and doc[last].text not in STOPS and doc[last].tag_ != ".":
            last += 1
    while last > end and (doc[last - 1].is_punct or doc[last - 1].text in STOPS):
        last -= 1
    return last


def target_of(doc: Doc, top: Token, first: int, last: int) -> Token | None:
    """The verb that waits: the one above, the one cut in two by the condition, or what a verb of saying above tells."""
    if first > 1 and doc[first - 1].text == "," and doc[first - 2].tag_ == "MD":
        return next_predicate(doc, last, end=reach_end(doc, last))
    above = predicate_above(top, first=first, last=last)
    if above is None:
        opens = doc[first].is_sent_start or doc[max(0, first - 1)].is_sent_start
        return next_predicate(doc, last, end=reach_end(doc, last)) if opens else None
    return told_by(above, top, first=first)


def told_by(above: Token, top: Token, *, first: int) -> Token:
    """What a verb of saying tells, if that waits and the saying does not: "will leave, he said, once they are safe"."""
    if waits(above):
        return above
    for child in above.children:
        if child.dep_ in {"ccomp", "xcomp", "parataxis"} and child.i != top.i and is_predicate(child) and waits(child):
            return child
    if above.dep_ == "parataxis" and is_predicate(above.head) and waits(above.head) and above.head.i < first:
        return above.head
    return above


def waits(verb: Token) -> bool:
    """Whether a verb is told as open: under a modal, an infinitive, or in the present."""
    helpers = helpers_of(verb)
    if any(helper.tag_ in {"MD", "TO", "VBP", "VBZ"} for helper in helpers):
        return not any(helper.lower_ in {"has", "have"} for helper in helpers) or any(
            helper.tag_ == "MD" for helper in helpers)
    return not helpers and verb.tag_ in {"VB", "VBP", "VBZ"}


def has_negative_subject(verb: Token, *, cues: StanceCues) -> bool:
    """No one will leave until; the verb itself holds back: "refused to leave until"."""
    for child in verb.children:
        if child.dep_ in SUBJECT and (
            cues.of("pronoun", child.lower_) or any(cues.of("determiner", one.lower_) for one in child.children)
        ):
            return True
    head = verb.head
    return verb.dep_ == "xcomp" and ("polarity", "-") in cues.of("verb", head.lemma_.lower())


def behind_noun(doc: Doc, at: int, end: int, found: Conditions) -> None:
    """A noun between commas with "permitting" behind it binds the verb of its sentence."""
    first = at
    while first > 0 and doc[first - 1].text not in STOPS and not doc[first].is_sent_start and at - first <= REACH:
        first -= 1
    if first == at or at - first > REACH:
        return
    start = first
    while start > 0 and not doc[start].is_sent_start and first - start <= REACH:
        start -= 1
    target = predicate_above(doc[at], first=first, last=end)
    if target is None or not waits(target):
        target = next_predicate(doc, start, end=first)
    if target is not None and waits(target):
        found.bound.setdefault(target.i, span_of(doc, first, end))


def by_inversion(helper: Token, found: Conditions) -> None:
    """A clause that opens with "should", "had" or "were" before its subject, and asks nothing."""
    doc, end = helper.doc, reach_end(helper.doc, helper.i)
    verb = helper.head if helper.dep_ in AUXILIARY else infinitive_after(helper)
    if verb is None or not opens_clause(helper, verb):
        return
    last = min(verb.right_edge.i + 1, stop_after(doc, verb.i, end))
    if any(one.text == "?" for one in doc[last:end]):
        return
    before = [child for child in verb.children if child.dep_ == "ccomp" and child.i < helper.i and waits(child)]
    target = before[0] if before else predicate_above(verb, first=helper.i, last=last)
    if target is not None and not before:
        target = told_by(target, verb, first=helper.i)
    if target is None or not waits(target):
        following = next_predicate(doc, last, end=end)
        target = following if following is None or waits(following) else modal_after(doc, last, end) or target
    if target is None or not (waits(target) or any(one.lower_ == "would" for one in helpers_of(target))):
        return
    found.inside.setdefault(verb.i, helper.lower_)
    found.bound.setdefault(target.i, span_of(doc, helper.i, last))


def modal_after(doc: Doc, at: int, end: int) -> Token | None:
    """The first verb under a modal."""
    for index in range(at, end):
        if doc[index].tag_ == "MD" and doc[index].dep_ == "aux":
            return doc[index].head
    return None


def infinitive_after(helper: Token) -> Token | None:
    """The infinitive behind "were" and its subject: "were the war to spread"."""
    if helper.lower_ != "were":
        return None
    doc = helper.doc
    for index in range(helper.i + 2, min(len(doc), helper.i + REACH)):
        if doc[index].text in STOPS:
            return None
        if doc[index - 1].lower_ == "to" and doc[index].tag_ == "VB":
            return doc[index]
    return None


def opens_clause(helper: Token, verb: Token) -> bool:
    """Whether the subject stands between the helper and its verb, and no question word or subject before it."""
    doc = helper.doc
    first = bool(helper.is_sent_start) or helper.i == 0
    if verb.i <= helper.i + 1 or (not first and doc[helper.i - 1].tag_ in {"WP", "WRB", "WDT", "CC"}):
        return False
    between = doc[helper.i + 1 : min(verb.i, helper.i + REACH)]
    if helper.lower_ == "were":
        return first or doc[helper.i - 1].text in STOPS
    return any(token.dep_ in SUBJECT and token.head.i == verb.i for token in between)


def stop_after(doc: Doc, at: int, end: int) -> int:
    """The next comma or other stop."""
    while at < end and doc[at].text not in STOPS and doc[at].tag_ != ".":
        at += 1
    return at


def by_command(verb: Token, found: Conditions) -> None:
    """A command with a threat behind it is its condition: "fire once more and we shall answer"."""
    if any(child.dep_ in {*SUBJECT, *AUXILIARY} for child in verb.children):
        return
    doc = verb.doc
    for child in verb.conjuncts:
        ahead = any(one.lower_ in {"will", "shall", "'ll", "’ll"} for one in child.children if one.dep_ == "aux")
        joint = next((one for one in verb.children if one.dep_ == "cc" and one.lower_ in {"and", "or"}), None)
        if ahead and joint is not None and any(one.dep_ in SUBJECT for one in child.children):
            first = verb.i
            found.bound.setdefault(child.i, span_of(doc, first, joint.i))
            found.inside.setdefault(verb.i, "and")
            return


def span_of(doc: Doc, first: int, last: int) -> Span:
    """The words as a span of the text."""
    span = doc[first:last]
    return Span(text=span.text, start=span.start_char, end=span.end_char)
