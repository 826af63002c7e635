"""How well sayings are found: against stories in which every attribution was marked by hand.

Takes a JSON Lines file (form of the project's `attribution_dev.jsonl`: `text`, `annotation` with `T`, spans by id, and
`links`, one line for each attribution), gives figures and one row for each attribution, found or not. A found
attribution is right when its source has the head of a marked source and its content overlaps that one's content.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from dateline.analyze.language import load_language, parse
from dateline.analyze.sayings import find_sayings
from dateline.codebook.lexicons import load_speech
from dateline.errors import UnreadableInput
from dateline.evaluate.snippets import paragraphs
from dateline.records import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Doc

    from dateline.codebook.lexicons import SpeechLexicon
    from dateline.records.reading import Saying

QUOTATION_MARKS = ('"', "“", "''", "``", "«", "„")

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution marked by hand, in half-open characters; a part that is not marked is empty."""

    source: Spans
    cue: Spans
    content: Spans


def evaluate_attribution(path: Path) -> tuple[dict[str, float], list[dict[str, Any]]]:
    """Figures and predictions over one file.

    `recall` is over marked attributions with a source, `precision` over sayings with a speaker; `content_f1` is the
    mean overlap in tokens of the contents of right ones. The suffix `_speech` counts only cues whose head lemma is in
    the lexicon of speech and writing, which was fixed before measuring. `direct_source` is the share of the marked
    attributions that open with a quotation mark for which the right source was found. The file marks nothing that is
    told inside another one's content, so what we find there counts as wrong. Raises `UnreadableInput` for a line that
    has not this form.
    """
    nlp, speech = load_language(), load_speech()
    measured = speech.measured()
    found: list[dict[str, Any]] = []
    for story in read_stories(path):
        found.extend(compare_story(story, nlp=nlp, speech=speech, measured=measured))
    speaking = figures_of([row for row in found if row["speech"]])
    figures = {**figures_of(found), **{f"{key}_speech": value for key, value in speaking.items()}}
    quoted = [row["answer"] is not None for row in found if row["gold"] and _is_quotation(row["gold"]["content"])]
    if quoted:
        figures |= {"direct_source": round(sum(quoted) / len(quoted), 4), "n direct_source": float(len(quoted))}
    return figures, found


def _is_quotation(content: str) -> bool:
    """A marked content that opens with a double quotation mark."""
    return content.startswith(QUOTATION_MARKS)


def read_stories(path: Path) -> Iterator[dict[str, Any]]:
    """Each line of the file as an object with a text and its annotation."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                story = msgspec.json.decode(line)
                yield {"id": story["id"], "text": story["text"], "marked": read_marked(story["annotation"])}
            except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
                message = f"{path.name}: line {number}: expected a story with marked attributions, found: {error}"
                raise UnreadableInput(message) from error


def read_marked(annotation: dict[str, Any]) -> list[Marked]:
    """The attributions of one story from links such as "Attribution:T4 Content:T3 Cue:T2 Source:T1"."""
    marked: list[Marked] = []
    for line in annotation["links"]:
        parts: dict[str, list[tuple[int, int]]] = {"Source": [], "Cue": [], "Content": []}
        for pair in line.split():
            role, _, name = pair.partition(":")
            if role in parts:
                parts[role].extend(read_spans(annotation["T"][name]["spans"]))
        marked.append(Marked(source=tuple(parts["Source"]), cue=tuple(parts["Cue"]), content=tuple(parts["Content"])))
    return marked


def read_spans(spans: str) -> list[tuple[int, int]]:
    """Spans such as "228 238;240 251"."""
    return [(int(first), int(last)) for first, last in (span.split() for span in spans.split(";"))]


def article_of(text: str) -> Article:
    """A bare text as an article whose every line is a paragraph."""
    return Article(id="", text_hash="", text=text, blocks=paragraphs(text))


def compare_story(
    story: dict[str, Any], *, nlp: Language, speech: SpeechLexicon, measured: frozenset[str],
) -> Iterator[dict[str, Any]]:
    """One row for each marked attribution and each saying; a right saying shares the row of what it found."""
    doc, _ = parse(article_of(story["text"]), nlp=nlp)
    sayings = [saying for saying in find_sayings(doc, (), speech=speech) if saying.speakers and saying.asserted]
    tokens = [Tokens(doc, one) for one in story["marked"]]
    free = set(range(len(sayings)))
    by_head: dict[int, list[int]] = {}
    for index, saying in enumerate(sayings):
        for voice in saying.speakers:
            by_head.setdefault(voice.head, []).append(index)
    for gold in tokens:
        if not gold.source:
            continue
        options = [i for head in gold.heads for i in by_head.get(head, ()) if i in free]
        match = best_match(gold, sayings, options)
        free.discard(match if match is not None else -1)
        yield row_of(story["id"], doc, gold=gold, saying=None if match is None else sayings[match], measured=measured)
    for index in sorted(free):
        yield row_of(story["id"], doc, gold=None, saying=sayings[index], measured=measured)


class Tokens:
    """A marked attribution in tokens: source, cue and content, the heads of the source, and the head of the cue.

    A relative pronoun marked as source ("Lieberman, who said") stands for its antecedent: either head is right.
    """

    __slots__ = ("content", "cue", "cue_head", "heads", "source")

    def __init__(self, doc: Doc, marked: Marked) -> None:
        self.source = tokens_in(doc, marked.source)
        self.cue = tokens_in(doc, marked.cue)
        self.content = frozenset(tokens_in(doc, marked.content))
        self.heads = source_heads(doc, self.source)
        self.cue_head = head_of(doc, self.cue)


def tokens_in(doc: Doc, spans: Spans) -> list[int]:
    """Indices of the words that overlap the spans."""
    found: list[int] = []
    for first, last in spans:
        span = doc.char_span(first, last, alignment_mode="expand")
        if span is not None:
            found.extend(token.i for token in span if not token.is_space)
    return sorted(found)


def head_of(doc: Doc, indices: Sequence[int]) -> int:
    """The token of the set whose governor stands outside it, verbs first; -1 for none."""
    inside = set(indices)
    tops = [i for i in indices if doc[i].head.i not in inside or doc[i].head.i == i]
    tops = [i for i in tops if not doc[i].is_punct] or tops
    verbs = [i for i in tops if doc[i].pos_ in {"VERB", "NOUN", "PROPN", "PRON"}]
    return (verbs or tops or [-1])[0]


def source_heads(doc: Doc, source: Sequence[int]) -> tuple[int, ...]:
    """The head of a source, and the antecedent where it is a relative pronoun."""
    head = head_of(doc, source)
    if head >= 0 and doc[head].tag_ in {"WDT", "WP"}:
        verb = next((one for one in doc[head].ancestors if one.dep_ in {"relcl", "acl"}), None)
        return (head,) if verb is None else (head, verb.head.i)
    return (head,)


def best_match(gold: Tokens, sayings: Sequence[Saying], options: Sequence[int]) -> int | None:
    """The saying with the largest overlap of content, the one whose cue is marked first among equals."""
    scored = [
        (len(gold.content & content_of(sayings[i])), sayings[i].cue_first in gold.cue, -i) for i in options
    ]
    best = max(scored, default=(0, False, 0))
    return -best[2] if best[0] else None


def content_of(saying: Saying) -> frozenset[int]:
    """The tokens of a saying's content."""
    return frozenset(index for first, last in saying.content for index in range(first, last))


def row_of(
    story: str, doc: Doc, *, gold: Tokens | None, saying: Saying | None, measured: frozenset[str],
) -> dict[str, Any]:
    """Gold and answer side by side; `speech` tells whether the cue counts for the suffix `_speech`."""
    row: dict[str, Any] = {"id": story, "gold": None, "answer": None, "overlap": None, "speech": False}
    if gold is not None:
        parts = {"source": gold.source, "cue": gold.cue, "content": sorted(gold.content)}
        row["gold"] = {name: words_of(doc, part) for name, part in parts.items()}
        row["speech"] = gold.cue_head >= 0 and doc[gold.cue_head].lemma_.lower() in measured
    if saying is not None:
        voices = [doc[voice.first : voice.last].text for voice in saying.speakers]
        content = content_of(saying)
        row["answer"] = {
            "source": voices, "cue": saying.cue_lemma, "manner": saying.manner,
            "content": words_of(doc, sorted(content)),
        }
        if gold is not None:
            row["overlap"] = overlap_f1(doc, gold.content, content)
        else:
            cue = saying.cue_first
            row["speech"] = cue is not None and doc[cue].lemma_.lower() in measured
    return row


def words_of(doc: Doc, indices: Sequence[int]) -> str:
    """The words at the indices, one space between them."""
    return " ".join(doc[index].text for index in indices)


def overlap_f1(doc: Doc, gold: frozenset[int], answer: frozenset[int]) -> float:
    """F1 of two sets of tokens, marks left out."""
    left, right = ({i for i in part if not doc[i].is_punct and not doc[i].is_space} for part in (gold, answer))
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 0.0


def figures_of(rows: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Precision, recall, F1 and the mean overlap of content, with the numbers behind them."""
    hits = [row["overlap"] for row in rows if row["overlap"] is not None]
    golds = sum(row["gold"] is not None for row in rows)
    answers = sum(row["answer"] is not None for row in rows)
    precision = len(hits) / answers if answers else 0.0
    recall = len(hits) / golds if golds else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {
        "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4),
        "content_f1": round(sum(hits) / len(hits), 4) if hits else 0.0, "marked": golds, "found": answers,
    }
