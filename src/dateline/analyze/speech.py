"""The grammar of saying: who speaks a cue, what it says, through whom, seen in the dependency parse of one sentence.

The parser is small and often wrong, so each rule has a look at the words beside it: an inverted subject, a lost
"that", a subject that stands inside somebody's quotation. Nothing here crosses a sentence; `sayings` does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dateline.analyze.quotes import MARKS, Quote, find_paragraphs, find_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from dateline.codebook.lexicons import SpeechEntry, SpeechLexicon
    from dateline.records.claim import Commitment
    from dateline.records.reading import Mention

Manner = Literal["direct", "indirect", "according_to", "evidence", "passive", "headline", "continued", "attitude"]
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
NAMING = frozenset({"det", "compound", "amod", "nmod", "poss", "nummod", "case", "quantmod", "predet"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
VERBAL = frozenset({"VERB", "AUX"})
CLIMBING = frozenset({"conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp"})
NP_STOPS = frozenset({"cc", "conj", "relcl", "acl", "appos", "punct", "advcl", "ccomp", "parataxis", "dep", "advmod"})
TELLING_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM", "INTJ"})
HELD_KINDS = frozenset({"footage", "document"})
CONTRASTING = frozenset({"while", "though", "although", "whereas", "but"})
MEDIA_ROWS = "media:"
"""How the ids of media start in the actor table."""
CITING = frozenset({"citing", "quoting"})
UTTERANCE_WORDS = 5
"""A quotation of fewer words, not closed like a sentence, is a scare quote or part of a sentence."""
MAX_NAME = 5
"""Words of a person's name with title."""
MAX_CLIMB = 6
"""A subject further away than this is not looked for: no sentence of the development data needed more than four."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One article's words made ready: paragraphs, quotes, and which mention covers which token.

    `paragraph_of` and `quote_of` give each token's paragraph and quote by number, -1 where it stands in none.
    `media_at` are the tokens of names that the actor table has as media, `known_at` those that it has as others.
    """

    doc: Doc
    speech: SpeechLexicon
    paragraphs: tuple[tuple[int, int], ...]
    paragraph_of: list[int]
    quotes: tuple[Quote, ...]
    quote_of: list[int]
    actor_at: dict[int, int]
    time_at: dict[int, int]
    place_at: dict[int, int]
    media_at: frozenset[int]
    known_at: frozenset[int]


@dataclass(slots=True)
class Draft:
    """A saying in the making. `clause` is the half-open range of the words that tell of the saying itself.

    `cited` says that its speakers are only cited by the first carrier, whom "it" and "he" of the next sentence mean.
    """

    manner: Manner
    lemma: str
    commitment: Commitment
    clause: tuple[int, int]
    cue: Token | None = None
    kind: str = "say"
    speakers: list[Token] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)
    carriers: list[list[Token]] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    cited: bool = False


def build_scene(doc: Doc, mentions: Sequence[Mention], *, speech: SpeechLexicon) -> Scene:
    """Lay out one article: linear in its words; of nested mentions the shortest that covers a token counts."""
    paragraphs = find_paragraphs(doc)
    quotes = find_quotes(doc, paragraphs)
    covering: dict[str, dict[int, int]] = {"actor": {}, "time": {}, "place": {}}
    order = sorted(range(len(mentions)), key=lambda m: (mentions[m].first - mentions[m].last, m))
    for index in order:
        mention = mentions[index]
        if mention.kind in covering:
            covering[mention.kind].update(dict.fromkeys(range(mention.first, mention.last), index))
    return Scene(
        doc=doc, speech=speech, paragraphs=paragraphs, paragraph_of=number_ranges(len(doc), paragraphs),
        quotes=quotes, quote_of=number_ranges(len(doc), [(q.first, q.last) for q in quotes]),
        actor_at=covering["actor"], time_at=covering["time"], place_at=covering["place"],
        media_at=frozenset(tokens_known(mentions, media=True)),
        known_at=frozenset(tokens_known(mentions, media=False)),
    )


def tokens_known(mentions: Sequence[Mention], *, media: bool) -> set[int]:
    """The tokens of actor mentions whose best row in the tables is a medium, or of those whose best row is not."""
    return {
        index for mention in mentions
        if mention.kind == "actor" and mention.entries and mention.entries[0].startswith(MEDIA_ROWS) == media
        for index in range(mention.first, mention.last)
    }


def number_ranges(length: int, ranges: Iterable[tuple[int, int]]) -> list[int]:
    """For each of `length` tokens the number of the range it stands in, or -1."""
    numbers = [-1] * length
    for number, (first, last) in enumerate(ranges):
        numbers[first:last] = [number] * (last - first)
    return numbers


def is_full_quote(scene: Scene, number: int) -> bool:
    """A quote that can be an utterance of its own: five words, or closed like a sentence; not a scare quote."""
    quote = scene.quotes[number]
    closed = scene.doc[quote.last - 1].text in {",", ".", "!", "?", "…", "..."}
    return closed or quote.last - quote.first >= UTTERANCE_WORDS


def in_other_quote(scene: Scene, inner: int, outer: int) -> bool:
    """Token `inner` stands in a full quote in which token `outer` does not stand."""
    number = scene.quote_of[inner]
    return number >= 0 and number != scene.quote_of[outer] and is_full_quote(scene, number)


def is_passive(verb: Token) -> bool:
    """The verb's subject is what is said or who is spoken of, not who speaks."""
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and not any(c.dep_ == "nsubj" for c in verb.children)


def agents_of(verb: Token) -> list[Token]:
    """Who a passive names with "by", several when joined by "and"."""
    for child in verb.children:
        if child.lower_ == "by" and child.dep_ in {"agent", "prep"}:
            return [voice for noun in child.children if noun.dep_ == "pobj" for voice in expand(noun)]
    return []


def expand(head: Token) -> list[Token]:
    """A noun and those joined to it: "state television and news agencies" are two voices."""
    found = [head]
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL:
            found.extend(expand(child))
    return found


def subject_of(verb: Token) -> Token | None:
    """The subject nearest to the verb, of either voice."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    return min(own, key=lambda child: abs(child.i - verb.i)) if own else None


def speakers_of(scene: Scene, cue: Token) -> list[Token]:
    """Who speaks this verb: its subject, that of the clause it hangs on, or the noun phrase beside it."""
    if is_passive(cue):
        return agents_of(cue)
    subject = subject_of(cue)
    if subject is not None and not in_other_quote(scene, subject.i, cue.i):
        if subject.tag_ in RELATIVE_TAGS:
            return [cue.head] if cue.dep_ == "relcl" and cue.head.pos_ in NOMINAL else []
        return expand(past_dateline(subject))
    beside = subject_beside(scene, cue)
    return expand(beside) if beside is not None else subject_above(scene, cue)


def past_dateline(subject: Token) -> Token:
    """The noun behind the dash of a dateline that the parser took for the subject: "ADEN – A source said"."""
    for child in subject.children:
        if child.dep_ == "appos" and child.i > subject.i and child.pos_ in NOMINAL:
            between = subject.doc[subject.i + 1 : child.left_edge.i]
            if len(between) and all(token.text in {"–", "—", "-", "--"} for token in between):
                return child
    return subject


def subject_above(scene: Scene, cue: Token) -> list[Token]:
    """The subject of the clause that a participle, infinitive or second verb hangs on: "hit out, claiming that"."""
    node = cue
    for _ in range(MAX_CLIMB):
        if node.dep_ in {"acl", "relcl"}:
            return [node.head] if node.head.pos_ in NOMINAL else []
        if node.dep_ not in CLIMBING or node.head.i == node.i:
            return []
        node = node.head
        subject = subject_of(node)
        if subject is not None and node.pos_ in VERBAL and not in_other_quote(scene, subject.i, cue.i):
            if subject.tag_ in RELATIVE_TAGS:
                return [node.head] if node.dep_ == "relcl" else []
            return expand(subject)
    return []


def subject_beside(scene: Scene, cue: Token) -> Token | None:
    """The noun phrase just after a cue that ends a quotation ("..., said John Smith"), where the parse lost it."""
    if cue.tag_ not in {"VBD", "VBZ", "VBP"} or cue.i == 0 or cue.i + 1 >= len(scene.doc):
        return None
    before = scene.doc[cue.i - 1]
    if before.text not in MARKS and before.text != ",":
        return None
    node = scene.doc[cue.i + 1]
    while node.dep_ in NAMING and node.head.i > node.i and node.sent.start == cue.sent.start:
        node = node.head
    return node if node.pos_ in NOMINAL and scene.quote_of[node.i] == scene.quote_of[cue.i] else None


def phrase_range(head: Token) -> tuple[int, int]:
    """The noun phrase of a speaker as a half-open token range, without what comes after a comma or a clause.

    "Sergei Rudskoi, a senior official," gives "Sergei Rudskoi"; "a source at the ministry" stays whole.
    """
    first = head.left_edge.i
    while first < head.i and is_no_name(head.doc[first]):
        first += 1
    last = head.i + 1
    for child in head.rights:
        if child.dep_ in NP_STOPS or child.i != last:
            break
        last = child.right_edge.i + 1
    for index in range(head.i - 1, first - 1, -1):
        if breaks_phrase(head.doc[index]):
            first = index + 1
            break
    for index in range(head.i + 1, last):
        token = head.doc[index]
        if breaks_phrase(token) or token.text in MARKS:
            return first, index
        if token.dep_ in {"acl", "relcl"} and token.left_edge.i > head.i:
            return first, token.left_edge.i
    return first, last


def is_no_name(token: Token) -> bool:
    """A mark, a space, "what", or a time of day at the left edge of a phrase."""
    return token.is_punct or token.is_space or token.tag_ == "WP" or (token.pos_ == "NUM" and ":" in token.text)


def named_range(head: Token) -> tuple[int, int]:
    """The phrase with the name set beside it ("its spokesman, John Smith") or a number behind it ("Channel 5"), and
    with what the parser hung on a verb behind it that it misread for a noun ("the council suspects").
    """
    first, last = phrase_range(head)
    doc = head.doc
    while first > head.sent.start and doc[first - 1].dep_ in NAMING and doc[first - 1].head.i > head.i:
        first -= 1
    if head.pos_ == "PROPN" and last < len(doc) and doc[last].tag_ == "CD" and doc[last].head.i >= first:
        return first, last + 1
    if head.pos_ != "NOUN" or last + 1 >= len(doc) or not (doc[last].text == "," or doc[last].pos_ == "PROPN"):
        return first, last
    stop = last + 1
    while stop < len(doc) and stop <= last + MAX_NAME and doc[stop].pos_ == "PROPN":
        stop += 1
    apposed = any(token.dep_ == "appos" and first <= token.head.i < last for token in doc[last:stop])
    return (first, stop) if apposed and stop < len(doc) and doc[stop].is_punct else (first, last)


def breaks_phrase(token: Token) -> bool:
    """A comma, colon, or dash between spaces, or a line break, ends a speaker's name."""
    if token.text in {",", ";", ":", "—", "–"} or "\n" in token.text:
        return True
    return token.text in {"-", "--"} and bool(token.whitespace_)


def content_heads(scene: Scene, cue: Token, *, links: frozenset[str]) -> list[Token]:
    """The children of a verb of saying that hold what is said: clauses, and what its links name."""
    found: list[Token] = []
    for child in cue.children:
        if child.dep_ in {"ccomp", "oprd"} or (child.i > cue.i and is_linked(child, links)):
            found.append(child)
        elif child.dep_ == "prep":
            found.extend(clauses_in_statement(scene, child))
        elif child.lower_ in CITING:
            found.extend(inner for inner in child.children if inner.dep_ == "ccomp" and inner.i > child.i)
    bound = any(child.dep_ == "mark" and child.i < cue.i for child in cue.children)
    return [c for c in found if not in_other_quote(scene, cue.i, c.i) and not (bound and c.i < cue.i)]


def is_linked(child: Token, links: frozenset[str]) -> bool:
    """An infinitive, preposition or object by which the verb takes what is said."""
    if child.dep_ == "dobj":
        return "object" in links and child.pos_ == "NOUN"
    return "infinitive" in links if child.dep_ == "xcomp" else child.dep_ == "prep" and child.lower_ in links


def clauses_in_statement(scene: Scene, preposition: Token) -> list[Token]:
    """The that-clause which the parse hung on the noun in "said in a statement that"."""
    nouns = [noun for noun in preposition.children if noun.lemma_.lower() in scene.speech.carriers]
    clauses = [clause for noun in nouns for clause in noun.rights if clause.dep_ in {"acl", "ccomp", "relcl"}]
    return [clause for clause in clauses if any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)]


def other_voices(scene: Scene, heads: Iterable[Token]) -> set[int]:
    """Words under the heads that somebody else says: "said A, while officials said B" keeps B apart."""
    apart: set[int] = set()
    for head in heads:
        for token in head.subtree:
            if token.i == head.i or token.dep_ not in {"advcl", "conj"}:
                continue
            if token.lemma_.lower() not in scene.speech.verbs:
                continue
            subject = subject_of(token)
            joint = any(c.lower_ in CONTRASTING for c in token.children) or token.dep_ == "conj"
            if joint and subject is not None and subject.i < token.i and not is_passive(token):
                apart.update(inner.i for inner in token.subtree)
    return apart


def content_ranges(scene: Scene, heads: Sequence[Token]) -> list[tuple[int, int]]:
    """The words under the heads as trimmed ranges, without what others say there; never a lone mark."""
    indices = {token.i for head in heads for token in head.subtree} - other_voices(scene, heads)
    return trimmed_runs(scene.doc, indices)


def content_tokens(drafts: Iterable[Draft]) -> set[int]:
    """Every token that is said by somebody."""
    return {index for draft in drafts for first, last in draft.content for index in range(first, last)}


def trimmed_runs(doc: Doc, indices: set[int]) -> list[tuple[int, int]]:
    """Unbroken runs of token indices, bridged over marks, trimmed of marks at both ends."""
    runs: list[list[int]] = []
    for index in sorted(indices):
        if runs and all(doc[gap].is_punct or doc[gap].is_space for gap in range(runs[-1][1], index)):
            runs[-1][1] = index + 1
        else:
            runs.append([index, index + 1])
    trimmed = (trim(doc, first, last) for first, last in runs)
    told = [(first, last) for first, last in trimmed if first < last]
    return [(first, last) for first, last in told if last - first > 1 or doc[first].pos_ in TELLING_POS]


def trim(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """Drop marks and white space at both ends of a token range."""
    while first < last and (doc[first].is_punct or doc[first].is_space):
        first += 1
    while last > first and (doc[last - 1].is_punct or doc[last - 1].is_space):
        last -= 1
    return first, last


def clause_range(
    scene: Scene, cue: Token, *, speakers: Sequence[Token], content: Iterable[tuple[int, int]],
) -> tuple[int, int]:
    """The words around a cue that tell of the saying itself: who, when and where; no content, no quotation."""
    taken = {index for first, last in content for index in range(first, last)}
    own = {token.i for token in cue.subtree} - taken
    voices = {head.i for head in speakers}
    for child in cue.children:
        if child.dep_ == "nsubj" and voices and child.i not in voices:
            own -= {token.i for token in child.subtree}
    for head in speakers:
        if head.sent.start == cue.sent.start:
            own.update(range(*phrase_range(head)))
    first = last = cue.i
    while first - 1 in own and not in_other_quote(scene, first - 1, cue.i):
        first -= 1
    while last + 1 in own and not in_other_quote(scene, last + 1, cue.i):
        last += 1
    return trim(scene.doc, first, last + 1)


def stated_outside(scene: Scene, cue: Token, clause: tuple[int, int]) -> list[tuple[int, int]]:
    """What a parenthetical cue is about, when the parse does not say: "The army, he said, had taken the town."

    Only for a clause set off by a comma or mark before it that ends the sentence or has a comma after it.
    """
    start, end = cue.sent.start, cue.sent.end
    doc, (first, last) = scene.doc, clause
    before = doc[first - 1].text if first > start else ""
    if doc[first].tag_ in RELATIVE_TAGS or (before not in {",", "-", "–", "—"} and before not in MARKS):
        return []
    final = trim(doc, last, end)[0] >= trim(doc, last, end)[1]
    if not final and doc[last].text not in {",", "-", "–", "—"}:
        return []
    return trimmed_runs(doc, set(range(start, end)) - set(range(first, last)))


def stated_after(scene: Scene, cue: Token, clause: tuple[int, int]) -> list[tuple[int, int]]:
    """What follows a lost "that", or a colon, up to the end of the sentence."""
    doc, end = scene.doc, cue.sent.end
    for index in range(cue.i + 1, min(end, cue.i + 9)):
        token = doc[index]
        if token.text == ":" or (token.lower_ == "that" and token.dep_ == "mark" and index <= clause[1] + 1):
            first, last = trim(doc, index, contrast_after(doc, index, end=end))
            return [(first, last)] if last - first > 1 else []
        if token.text in {",", ";"} or token.pos_ == "VERB":
            break
    return []


def contrast_after(doc: Doc, first: int, *, end: int) -> int:
    """Where ", while" or ", though" sets in after `first`, else `end`."""
    for index in range(first + 1, end):
        if doc[index].lower_ in CONTRASTING - {"but"} and doc[index - 1].text == ",":
            return index
    return end


def entry_of(scene: Scene, token: Token) -> SpeechEntry | None:
    """The lexicon's row of a verb with its particle ("point out"); a particle that changes the sense gives none."""
    verbs, lemma = scene.speech.verbs, token.lemma_.lower()
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), None)
    joined = verbs.get(f"{lemma} {particle}")
    return joined or (verbs.get(lemma) if particle in {None, "on", "for"} else None)


def name_kind(scene: Scene, at: int, *, end: int) -> str | None:
    """The kind of the longest known name of at most four tokens that starts at token `at`; None where none does."""
    doc = scene.doc
    if not doc[at].is_title and not doc[at].is_upper and doc[at].pos_ != "PROPN":
        return None
    for stop in range(min(end, at + 5), at, -1):
        kind = scene.speech.voice_names.get(doc[at:stop].text.casefold())
        if kind is not None:
            return kind
    return None
