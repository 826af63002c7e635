"""Docs made by hand: every word a token; a place mention is a name in [brackets], unknown to the gazetteer in <...>.

`{the city|0}` is a noun that refers back to the mention with that number.
"""

from __future__ import annotations

import re

from spacy.lang.en import English
from spacy.tokens import Doc

from dateline.gazetteer import PlaceIndex
from dateline.records import Article, Block, Mention, Reading

VOCAB = English().vocab
ITEM = re.compile(r"\[([^]]+)\]|<([^>]+)>|\{([^}|]+)\|(\d+)\}|([\w’'-]+|[^\w\s])")


def reading_of(marked: str, places: PlaceIndex) -> Reading:
    words: list[str] = []
    pos: list[str] = []
    starts: list[bool] = []
    found: list[tuple[int, int, str, tuple[str, ...], tuple[int, ...]]] = []
    for known, unknown, back, antecedent, other in ITEM.findall(marked):
        first = len(words)
        item = known or unknown or back or other
        words.extend(item.split())
        tag = "PROPN" if known or unknown else "ADJ" if item in {"north-eastern", "northern"} else "NOUN"
        pos.extend([tag] * len(item.split()))
        starts.extend([first == 0 or words[first - 1] == "."] + [False] * (len(words) - first - 1))
        if known or unknown or back:
            entries = tuple(str(row.id) for row in places.lookup(known)) if known else ()
            found.append((first, len(words), "name" if not back else "noun", entries,
                          (int(antecedent),) if back else ()))
    doc = Doc(VOCAB, words=words, pos=pos, sent_starts=starts)
    mentions = tuple(
        Mention(kind="place", form=form, first=first, last=last, head=last - 1, start=doc[first].idx,  # type: ignore[arg-type]
                end=doc[last - 1].idx + len(doc[last - 1]), text=doc[first:last].text, entries=entries,
                antecedents=antecedents)
        for first, last, form, entries, antecedents in found
    )
    article = Article(id="a", text_hash="a", text=doc.text,
                      blocks=(Block(kind="paragraph", start=0, end=len(doc.text)),))
    return Reading(article, doc, mentions)
