"""Docs built by hand from marked-up sentences, for logic tests without a model.

One word a token, `text/POS/dep/head`, the head as a 0-based index within the sentence; a tag may follow the POS
(`VERB:VBN`) and a lemma the text (`shelled=shell`). Sentences are separated by " || ". A word is followed by a space
unless it ends in "_" (which is dropped).
"""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.lang.en import English

from dateline.records import ActorRef, Article, Block, Mention, Reading, Resolution

VOCAB = English().vocab
TAGS = {"VERB": "VBD", "NOUN": "NN", "PROPN": "NNP", "ADP": "IN", "DET": "DT", "ADJ": "JJ", "PRON": "PRP"}


def doc_of(marked: str) -> Doc:
    """Build one `Doc` from marked-up sentences."""
    words, spaces, heads, deps, pos, tags, lemmas, starts = [], [], [], [], [], [], [], []
    for sentence in marked.split(" || "):
        base = len(words)
        for number, item in enumerate(sentence.split()):
            text, kind, dep, head = item.rsplit("/", 3)
            text, _, lemma = text.partition("=")
            glued = text.endswith("_")
            text = text.removesuffix("_")
            kind, _, tag = kind.partition(":")
            words.append(text)
            spaces.append(not glued)
            heads.append(base + int(head))
            deps.append(dep)
            pos.append(kind)
            tags.append(tag or TAGS.get(kind, kind))
            lemmas.append(lemma or text.lower())
            starts.append(number == 0)
    if spaces:
        spaces[-1] = False
    return Doc(VOCAB, words=words, spaces=spaces, heads=heads, deps=deps, pos=pos, tags=tags,
               lemmas=lemmas, sent_starts=starts)


def actor(doc: Doc, first: int, last: int, head: int) -> Mention:
    """An actor mention over tokens `first` to `last`, headed by `head`."""
    span = doc[first:last]
    return Mention(kind="actor", form="noun", first=first, last=last, head=head, start=span.start_char,
                   end=span.end_char, text=span.text)


def reading_of(doc: Doc, mentions: tuple[Mention, ...], **more: object) -> Reading:
    """A reading of one paragraph that is the whole text."""
    block = Block(kind="paragraph", start=0, end=len(doc.text))
    article = Article(id="a-1", text_hash="t-1", text=doc.text, blocks=(block,))
    kinds = {sent.start: "paragraph" for sent in doc.sents}
    return Reading(article=article, doc=doc, mentions=mentions, block_kinds=kinds, **more)  # type: ignore[arg-type]


def resolved(mentions: tuple[Mention, ...], codes: tuple[str | None, ...]) -> Resolution:
    """A resolution in which each mention is the actor of a code such as `SYRMIL` (`None`: unresolved)."""
    actors = {}
    for index, (mention, code) in enumerate(zip(mentions, codes, strict=True)):
        if code is not None:
            actors[index] = (ActorRef(
                text=mention.text, start=mention.start, end=mention.end, country=code[:3].strip("-") or None,
                sector=code[3:] or None, code=code,
            ),)
    return Resolution(actors=actors)
