"""Quotations given to who spoke them: to the cue beside them, on through the paragraph, and across paragraphs."""

from __future__ import annotations


from dateline.analyze.inquits import FINITE
from dateline.analyze.quotes import MARKS
from dateline.analyze.speech import (
    Draft,
    Scene,
    is_full_quote,
    trim,
)


NO_BARE_QUOTE = frozenset({"think", "show", "judge"})
"""Kinds whose clause is not read as a parenthesis: "The army, he thinks, ..." is thought, not told."""
FULL_SHARE = 0.7
"""A paragraph of which this share stands in quotation marks is a quotation as a whole."""


def give_quotes(scene: Scene, drafts: list[Draft]) -> None:
    """Give each full quotation to the cue beside it: before the clause, after it, then further on in the paragraph."""
    owners: dict[int, Draft] = {}
    verbs = [draft for draft in drafts if draft.cue is not None and draft.kind not in {"show", "according"}]
    for draft in verbs:
        claim(scene, draft, quote_before(scene, draft), owners=owners)
    for draft in verbs:
        claim(scene, draft, quote_after(scene, draft), owners=owners)
    run_on(scene, owners)
    for number in sorted(owners):
        if number not in owners[number].quotes:
            owners[number].quotes.append(number)
    for draft in verbs:
        if draft.quotes:
            take_quotes(scene, draft)


def claim(scene: Scene, draft: Draft, number: int, *, owners: dict[int, Draft]) -> None:
    """Note the owner of a quote: the first one stays, unless it only thinks or judges."""
    if number < 0:
        return
    if number not in owners or owners[number].kind in NO_BARE_QUOTE:
        cue = draft.cue
        if cue is not None and scene.quote_of[cue.i] != number:
            owners[number] = draft


def quote_before(scene: Scene, draft: Draft) -> int:
    """The full quote that ends just before the clause, or -1; one that ends its own sentence with a stop is not its."""
    index, doc = draft.clause[0] - 1, scene.doc
    while index > 0 and (doc[index].text in MARKS or doc[index].text in {",", "-", "–", "—"}):
        index -= 1
    number = scene.quote_of[index] if index >= 0 else -1
    if number < 0 or not is_full_quote(scene, number) or number == scene.quote_of[draft.clause[0]]:
        return -1
    starts_sentence = any(doc[i].is_sent_start for i in range(scene.quotes[number].last, draft.clause[0] + 1))
    return -1 if doc[index].text == "." and starts_sentence and draft.content else number


def quote_after(scene: Scene, draft: Draft) -> int:
    """The quote that begins just after the clause in the same sentence, or -1; after a colon it may be the next one."""
    index, doc = draft.clause[1], scene.doc
    colon = False
    while index < len(doc) and (doc[index].is_punct or doc[index].is_space or doc[index].lower_ == "that"):
        if doc[index].text in {".", "!", "?", ";"} or ("\n" in doc[index].text and not colon):
            return -1
        colon = colon or doc[index].text == ":"
        index += 1
    if index >= len(doc):
        return -1
    number = scene.quote_of[index]
    return number if number >= 0 and scene.quotes[number].first == index else -1


def run_on(scene: Scene, owners: dict[int, Draft]) -> None:
    """Quotes without a cue of their own go to the speaker of their paragraph when it has only one, and across
    paragraphs where an open quotation is taken up."""
    speaking: dict[int, list[Draft]] = {}
    for number in sorted(owners):
        speaking.setdefault(scene.quotes[number].paragraph, []).append(owners[number])
    for number, quote in enumerate(scene.quotes):
        here = speaking.get(quote.paragraph, [])
        if number in owners or not is_full_quote(scene, number) or len({voice_key(draft) for draft in here}) != 1:
            continue
        if starts_utterance(scene, number):
            owners[number] = here[0]
    for number, quote in enumerate(scene.quotes):
        if quote.taken_up and number not in owners and number - 1 in owners:
            owners[number] = owners[number - 1]
    for number in range(len(scene.quotes) - 1, 0, -1):
        if scene.quotes[number].taken_up and number in owners and number - 1 not in owners:
            owners[number - 1] = owners[number]


def starts_utterance(scene: Scene, number: int) -> bool:
    """The quote begins a sentence: a part of a sentence in marks is not an utterance."""
    first = scene.quotes[number].first
    return bool(scene.doc[first].is_sent_start) or (first > 0 and bool(scene.doc[first - 1].is_sent_start))


def voice_key(draft: Draft) -> tuple[str, ...]:
    """What tells speakers of one paragraph apart; a pronoun is taken to be whoever else speaks there."""
    return tuple(head.lower_ for head in draft.speakers if head.pos_ != "PRON")


def take_quotes(scene: Scene, draft: Draft) -> None:
    """Make the quotes the content; keep what is told indirectly beside them."""
    quotes = sorted((scene.quotes[n].first, scene.quotes[n].last) for n in draft.quotes)
    kept = [
        (first, last) for first, last in draft.content
        if not any(first < stop and start < last for start, stop in quotes) and draft.manner != "direct"
    ]
    inside = [
        (first, last) for first, last in draft.content
        if any(first <= start and stop <= last for start, stop in quotes) and first > draft.clause[0]
    ]
    rest = [q for q in quotes if not any(first <= q[0] and q[1] <= last for first, last in inside)]
    if draft.kind != "quote" and not inside and rest:
        draft.manner = "direct"
        kept = [part for part in kept if part[0] > draft.clause[0]]
    draft.content = sorted({*kept, *inside, *(trim(scene.doc, clause_start(scene, draft, *q), q[1]) for q in rest)})


def clause_start(scene: Scene, draft: Draft, first: int, last: int) -> int:
    """Where the told clause begins of which a quotation is only the end: "They left “to let them out”, he claims"."""
    doc, before = scene.doc, first - 2
    start = doc[first].sent.start
    inner = draft.clause[0] >= last and before > start and not doc[before].is_punct and not doc[before].is_space
    if not inner or any(scene.quote_of[at] >= 0 for at in range(start, first - 1)):
        return first
    return start if any(token.tag_ in FINITE for token in doc[start : first - 1]) else first


def continued_drafts(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """A paragraph that is a quotation as a whole, without a cue, belongs to who was quoted last in the one before."""
    last_direct: dict[int, Draft] = {}
    told_in: set[int] = set()
    for draft in sorted(drafts, key=lambda d: d.clause):
        paragraph = scene.paragraph_of[draft.clause[0]]
        if draft.cue is None or scene.quote_of[draft.cue.i] < 0:
            told_in.add(paragraph)
            last_direct[paragraph] = draft
    owned = {number for draft in drafts for number in draft.quotes}
    found: list[Draft] = []
    for number, quote in enumerate(scene.quotes):
        start, end = scene.paragraphs[quote.paragraph]
        whole = quote.last - quote.first >= FULL_SHARE * (end - start)
        before = last_direct.get(quote.paragraph - 1)
        if number in owned or quote.paragraph in told_in or not whole or before is None or not goes_on_quoting(before):
            continue
        draft = Draft(
            manner="continued", lemma=before.lemma, commitment=before.commitment, clause=(quote.first, quote.first),
            speakers=before.speakers, carriers=before.carriers, content=[trim(scene.doc, quote.first, quote.last)],
        )
        found.append(draft)
        last_direct[quote.paragraph] = Draft(
            manner="direct", lemma=before.lemma, commitment=before.commitment, clause=draft.clause,
            speakers=before.speakers, carriers=before.carriers,
        )
    return found


def goes_on_quoting(before: Draft) -> bool:
    """A quotation may follow as a paragraph: after one, or after what a person said and nobody else."""
    if before.manner == "direct":
        return True
    return before.manner == "indirect" and before.kind == "say" and any(
        head.ent_type_ == "PERSON" or head.lower_ in {"he", "she"} for head in before.speakers)
