"""Clauses of saying put in beside what they tell: "Troops left, a nun who hid there has said.", "He had, she told NAME,
left." The parser often loses them, so they are read from the words: marks, a noun phrase, the verb, marks.

Takes a verb of saying, gives who speaks, the words of the clause and what it tells; `None` where the words are others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.analyze.quotes import MARKS
from dateline.analyze.speech import NOMINAL, RELATIVE_TAGS, VERBAL, subject_of, trim, trimmed_runs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.analyze.speech import Scene

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
DASHES = frozenset({"–", "—", "--", "-"})
STOPS = frozenset({".", "!", "?", "…"})
NO_STARTS = frozenset({"CC", "IN", "TO"})
"""Tags of words with which no speaker's phrase starts."""
HOURS = frozenset({"a.m.", "p.m."})
"""A capitalised word behind them starts a sentence that the parser may have missed."""
HAVING = frozenset({"has", "have", "had"})
SIDE_WORDS = frozenset({"in", "on", "at", "to", "from", "by", "through", "via", "with", "for", "as", "per"})
"""Words with which a complement of the clause of saying goes on behind a comma: "he said, on the authority of"."""
SUBORDINATE = frozenset({"while", "although", "though", "after", "when", "if", "because", "as", "since", "once", "no"})
"""A segment that starts with one is no full clause of its own."""
MAX_BACK = 40
"""Words that a speaker with all that is told of him may have."""
MAX_SIDE = 25
"""Words that hearer, time and place may have after the verb."""


@dataclass(frozen=True, slots=True)
class Inquit:
    """A clause of saying put in: who speaks, its half-open token range, and the ranges of what it tells."""

    head: Token
    clause: tuple[int, int]
    content: tuple[tuple[int, int], ...]


def find_inquit(scene: Scene, cue: Token, *, kind: str) -> Inquit | None:
    """The clause of saying around a finite verb, straight ("..., he said") or inverted ("..., said he").

    `kind` is the verb's in the lexicon: of "tell" the object is who was told.
    """
    hearer = kind == "tell"
    if cue.tag_ not in FINITE and not may_be_finite(scene, cue):
        return None
    start, end = segment_of(scene, cue)
    first = cue.i - 1 if cue.i > start and scene.doc[cue.i - 1].lower_ in HAVING else cue.i
    inverted = first == cue.i and kind == "say" and is_delimiter(scene, cue.i - 1, start=start)
    phrase = phrase_after(scene, cue, end=end) if inverted else None
    if phrase is not None:
        clause = (cue.i, phrase[1])
    else:
        phrase = phrase_before(scene, first, start=start)
        if phrase is None:
            return None
        clause = (phrase[0], side_end(scene, cue.i + 1, end=end))
    if clause[1] <= cue.i or takes_object(cue, clause, hearer=hearer) or has_far_subject(scene, cue, clause):
        return None
    head = head_of(scene.doc, *phrase)
    content = told_beside(scene, clause, segment=(start, end), verb=cue.i)
    return Inquit(head, clause, content) if head is not None and content else None


def has_far_subject(scene: Scene, cue: Token, clause: tuple[int, int]) -> bool:
    """The verb's subject stands before the phrase, which is then its apposition ("NAME, 35, an aide, said on Monday,"),
    or the verb hangs on a noun of the phrase ("a point that he acknowledged")."""
    if clause[0] == cue.i:
        return False
    if cue.dep_ in {"relcl", "acl"} and clause[0] <= cue.head.i < cue.i:
        return cue.tag_ != "VBN" or scene.doc[cue.i + 1].lower_ != "to"
    subject = subject_of(cue)
    return subject is not None and subject.i < clause[0] and scene.quote_of[subject.i] == scene.quote_of[cue.i]


def may_be_finite(scene: Scene, cue: Token) -> bool:
    """A participle after "has", or one that the tagger may have taken for the past ("an aide boasted, NAME reports");
    a plural noun that may be a verb ("their chief charges")."""
    if cue.tag_ == "NNS":
        return True
    if cue.tag_ != "VBN" or cue.i == 0:
        return False
    if scene.doc[cue.i - 1].lower_ in HAVING:
        return True
    passive = any(child.dep_ in {"auxpass", "agent", "nsubjpass", "aux"} for child in cue.children)
    after = scene.doc[cue.i + 1] if cue.i + 1 < len(scene.doc) else None
    return not passive and cue.lemma_.lower() not in scene.speech.carries and (
        after is not None and ((after.lower_ == "to" and after.pos_ == "ADP") or after.is_punct))


def takes_object(cue: Token, clause: tuple[int, int], *, hearer: bool) -> bool:
    """The verb has an object in the clause that is neither who spoke nor who was told: "confirmed the deaths"."""
    objects = {"xcomp"} if hearer else {"dobj", "ccomp", "xcomp", "acomp", "attr"}
    return clause[0] < cue.i and any(
        child.dep_ in objects and cue.i < child.i < clause[1] and child.pos_ != "PROPN"
        and child.lower_ not in {"so", "that"}
        for child in cue.children
    )


def segment_of(scene: Scene, cue: Token) -> tuple[int, int]:
    """The range around a verb between full stops, semicolons, line breaks and the marks of its quotation; a colon
    begins it too.

    A sentence boundary that the parser put inside a name, with no stop before it, is none.
    """
    doc, quote = scene.doc, scene.quote_of[cue.i]
    start = cue.i
    while start > 0 and cue.i - start < 2 * MAX_BACK and not is_border(scene, start - 1, quote):
        if doc[start - 1].text == ":":
            break
        start -= 1
    end = cue.i + 1
    while end < len(doc) and end - cue.i < 2 * MAX_BACK and not is_border(scene, end, quote):
        end += 1
    return start, end


def is_border(scene: Scene, index: int, quote: int) -> bool:
    """The token ends a segment: a stop that ends a sentence, a semicolon, a line break, the end of the quotation."""
    token = scene.doc[index]
    if token.text == ";" or "\n" in token.text:
        return True
    if quote >= 0 and scene.quote_of[index] != quote:
        return True
    if token.text in HOURS:
        after = scene.doc[index + 1] if index + 1 < len(scene.doc) else None
        return after is not None and after.is_title and after.ent_type_ != "TIME"
    return token.text in STOPS and (index + 1 >= len(scene.doc) or ends_sentence(scene, index))


def ends_sentence(scene: Scene, index: int) -> bool:
    """A sentence starts behind the stop, marks and spaces aside; none does behind "Lt." before a name."""
    for after in range(index + 1, min(index + 4, len(scene.doc))):
        token = scene.doc[after]
        if token.is_sent_start:
            return True
        if token.text not in MARKS and not token.is_space:
            return False
    return True


def is_delimiter(scene: Scene, index: int, *, start: int) -> bool:
    """A comma or a dash with space about it, inside the segment."""
    if index <= start:
        return False
    token = scene.doc[index]
    return token.text == "," or (token.text in DASHES and bool(scene.doc[index - 1].whitespace_))


def phrase_before(scene: Scene, stop: int, *, start: int) -> tuple[int, int] | None:
    """The noun phrase that ends at `stop` and has a delimiter before it; relative clauses and appositions go with it.

    A stretch with a finite verb that no relative word covers is a clause, and no speaker.
    """
    doc = scene.doc
    last = stop
    while last > start and doc[last - 1].pos_ == "ADV":
        last -= 1
    delimiters = [
        index for index in range(last - 1, max(start, last - MAX_BACK), -1) if is_delimiter(scene, index, start=start)
    ]
    if last > start and doc[last - 1].tag_ in RELATIVE_TAGS:
        return None
    closed = bool(delimiters) and delimiters[0] == last - 1
    for index in delimiters[2:] if closed else delimiters:
        if starts_inner(doc, index + 1, stop=last):
            if closed:
                continue
            return None
        opens = doc[index + 1].tag_ not in NO_STARTS and has_nominal(doc, index + 1, last)
        if not opens or has_bare_verb(doc, index + 1, last):
            return None
        return trim(doc, index + 1, last)
    return None


def starts_inner(doc: Doc, index: int, *, stop: int) -> bool:
    """A relative clause or a participle starts here: it belongs to the phrase before the comma."""
    if index >= stop:
        return True
    token = doc[index]
    return token.tag_ in RELATIVE_TAGS or token.tag_ in {"VBN", "VBG"} or token.lower_ in {"whose", "whom", "where"}


def has_nominal(doc: Doc, first: int, last: int) -> bool:
    """A noun, name or pronoun stands in the range."""
    return any(doc[index].pos_ in NOMINAL for index in range(first, last))


def has_bare_verb(doc: Doc, first: int, last: int) -> bool:
    """A finite verb stands in the range with no relative word before it."""
    covered = False
    for index in range(first, last):
        token = doc[index]
        covered = covered or token.tag_ in RELATIVE_TAGS or token.lower_ in {"that", "where", "whom"}
        if token.tag_ in FINITE and not covered:
            return True
    return False


def phrase_after(scene: Scene, cue: Token, *, end: int) -> tuple[int, int] | None:
    """The noun phrase behind an inverted verb, up to the next mark: "announces its spokesman Lt. Col. NAME,"."""
    doc = scene.doc
    stop = cue.i + 1
    while stop < end and not is_delimiter(scene, stop, start=cue.i) and doc[stop].text != ":":
        stop += 1
    if stop == cue.i + 1 or stop - cue.i > MAX_BACK or not may_start(doc[cue.i + 1]):
        return None
    if not has_nominal(doc, cue.i + 1, stop) or has_bare_verb(doc, cue.i + 1, stop):
        return None
    return trim(doc, cue.i + 1, stop)


def may_start(token: Token) -> bool:
    """A noun phrase that can speak may start here: no preposition, participle or day."""
    return token.tag_ not in {"TO", "IN", "VBG", "VBN", "RB", "RP", "CC"} and token.ent_type_ not in {"DATE", "TIME"}


def side_end(scene: Scene, first: int, *, end: int) -> int:
    """Where hearer, time and place after the verb end, at a mark or the segment's end; 0 where a clause follows."""
    doc = scene.doc
    for index in range(first, min(end, first + MAX_SIDE)):
        token = doc[index]
        if token.text in MARKS or token.text in {":", "("}:
            return 0
        if is_delimiter(scene, index, start=first - 1):
            return index
        if token.tag_ in FINITE or (token.lower_ == "that" and token.dep_ in {"mark", "nsubj"}):
            return 0
        if token.tag_ in RELATIVE_TAGS or (token.tag_ == "TO" and index == first):
            return 0
    return end if end - first <= MAX_SIDE else 0


def head_of(doc: Doc, first: int, last: int) -> Token | None:
    """The noun on which the phrase hangs: its root, or the last noun before a preposition, comma or relative word."""
    root = doc[first:last].root
    if first + 1 < last and doc[first].pos_ in {"NUM", "DET"} and doc[first + 1].lower_ == "of":
        return doc[first]
    outright = root.pos_ in NOMINAL and root.dep_ not in {"compound", "poss", "nmod"}
    if outright and not any(token.tag_ in RELATIVE_TAGS for token in doc[first : root.i]):
        return root
    found: Token | None = None
    for index in range(first, last):
        token = doc[index]
        if found is not None and (token.pos_ in {"ADP", "PUNCT"} or token.tag_ in RELATIVE_TAGS | FINITE):
            break
        if token.pos_ in NOMINAL:
            found = token
    return found


def subject_before_comma(scene: Scene, cue: Token) -> list[Token]:
    """Who speaks a verb behind a comma whose subject the parser lost: the phrase at the start of the segment
    ("The envoy in Bonn, summoned to explain, replied that")."""
    start, _ = segment_of(scene, cue)
    if not is_delimiter(scene, cue.i - 1, start=start):
        return []
    stop = next((at for at in range(start + 1, cue.i) if is_delimiter(scene, at, start=start)), cue.i - 1)
    if stop >= cue.i - 1 or not may_start(scene.doc[start]) or has_bare_verb(scene.doc, start, stop):
        return []
    head = head_of(scene.doc, start, stop)
    return [head] if head is not None else []


def told_beside(
    scene: Scene, clause: tuple[int, int], *, segment: tuple[int, int], verb: int,
) -> tuple[tuple[int, int], ...]:
    """What the clause tells: the segment before it, and after it where the sentence goes on.

    Behind an inverted verb that may have an object ("NAME, who was there, confirmed it") the sentence must go on.
    Behind a relative word ("who, an aide says, had") only what follows is told.
    """
    doc, (start, end), (first, last) = scene.doc, segment, clause
    before = trim(doc, start, first)
    if any(token.text in MARKS and token.i >= last for token in doc[last : last + 3] if token.is_punct):
        return ()
    if before[0] < before[1] and doc[before[0]].lower_ == "according":
        before = (first, first)
    after = trim(doc, last, end)
    resumed = after[0] < after[1] and goes_on(doc, after, before=before)
    if before[0] < before[1] and doc[before[1] - 1].tag_ in RELATIVE_TAGS:
        return tuple(trimmed_runs(doc, set(range(*after)))) if resumed else ()
    if first == verb and not has_bare_verb(doc, *before) and not (resumed and doc[after[0]].pos_ in VERBAL):
        return tuple(trimmed_runs(doc, set(range(*before)))) if doc[verb].lower_ == "says" else ()
    whole = {*range(*before), *(range(*after) if resumed else ())}
    if before[0] >= before[1]:
        return tuple(trimmed_runs(doc, set(range(*after)))) if resumed and has_bare_verb(doc, *after) else ()
    if is_subordinate(doc, *before) and not (resumed and doc[after[0]].tag_ != "CC"):
        return ()
    if any(token.text in MARKS for token in doc[before[1] : first]):
        return ()
    if not any(doc[index].tag_ in FINITE for index in whole) and not (first == verb and doc[verb].lower_ == "says"):
        return ()
    return tuple(trimmed_runs(doc, whole))


def is_subordinate(doc: Doc, first: int, last: int) -> bool:
    """The range starts like a subordinate clause: "but when", "asked whether", "no matter what"."""
    while first < last - 1 and (doc[first].pos_ in {"CCONJ", "ADV"} or doc[first].is_punct):
        first += 1
    return doc[first].lower_ in SUBORDINATE or doc[first].tag_ in {"VBN", "VBG"}


def goes_on(doc: Doc, after: tuple[int, int], *, before: tuple[int, int]) -> bool:
    """What follows the clause belongs to what is told: the part before it has no verb, or it does not start as a
    complement of the clause itself (a participle, "on the authority of", "in an account that")."""
    if before[0] >= before[1]:
        return True
    if not any(doc[index].tag_ in FINITE for index in range(*before)):
        return before[1] < len(doc) and doc[before[1]].text == ","
    token = doc[after[0]]
    if doc[before[0]].tag_ == "IN" or is_subordinate(doc, *before):
        return has_bare_verb(doc, *after)
    if token.tag_ in {"VBN", "VBG"}:
        return any(doc[index].lemma_ in {"have", "be"} for index in range(max(before[0], before[1] - 3), before[1]))
    if token.tag_ in {"TO", "CC", "WRB"} or token.pos_ in VERBAL:
        return True
    return (token.tag_ == "IN" and token.lower_ not in SIDE_WORDS) or token.pos_ == "SCONJ"


def subject_after_saying(scene: Scene, cue: Token) -> list[Token]:
    """Who speaks a verb inside what another tells, where a participle took its subject: "said an agent watching from
    the roof had radioed that"."""
    outer, doc = cue.head, scene.doc
    stop = next((child.i for child in cue.children if child.dep_ == "aux"), cue.i)
    start = outer.i + 1
    if start < stop and doc[start].lower_ == "that":
        start += 1
    if outer.lemma_.lower() not in scene.speech.verbs or start >= stop or has_bare_verb(doc, start, stop):
        return []
    if not may_start(doc[start]) or not has_nominal(doc, start, stop) or doc[start].pos_ == "PRON":
        return []
    head = head_of(doc, start, stop)
    return [head] if head is not None else []
