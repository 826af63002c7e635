"""Count how telling each trigger of the codebook is: in how many sentences its words stand, how many records it makes.

Reads JSONL tables of articles, codes all of them, and writes `word,hits,told` for every trigger, counted or not. The
counts that ship are of the MUC-4 stories, whose use is free. Takes about three articles a second.

    python tools/count_triggers.py ARTICLES.jsonl... > src/dateline/data/scale/triggers.csv
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from typing import TYPE_CHECKING

from dateline.codebook.reading import read_struct
from dateline.ingest import Given, read_source
from dateline.pipeline import load_parts, process
from dateline.records import Article
from dateline.scale.relevance import FOLDER, READ, Levels, Relevance, conditions_of, irregular_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.pipeline import Parts


def counter(parts: Parts) -> Relevance:
    """The filter without shares."""
    return Relevance(
        conditions_of(parts.index, parts.coding.book), actors=parts.tools.actors, irregular=irregular_forms(parts),
        weights={}, levels=read_struct(FOLDER / "relevance.toml", Levels))


def count(sources: Sequence[str], parts: Parts, found: Relevance) -> tuple[Counter[str], Counter[str]]:
    """(hits, told) by trigger. A record is told by those triggers of its sentence whose form its own trigger has."""
    hits: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for source in sources:
        for read in read_source(source, given=Given(), known_outlets=parts.tools.actors.is_outlet):
            if not isinstance(read, Article):
                continue
            for block in read.blocks:
                if block.kind in READ:
                    for one in found.sentence_hits(read.text[block.start : block.end]):
                        hits.update(one)
            result = process(read, parts)
            for record in (*result.claims, *result.arrangements, *result.controls):
                told.update(found.triggers_in(record.evidence.trigger.text))
    return hits, told


def main(sources: Sequence[str]) -> int:
    """Write the table to standard output."""
    parts = load_parts()
    found = counter(parts)
    hits, told = count(sources, parts, found)
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(("word", "hits", "told"))
    table.writerows((word, hits[word], told[word]) for word in sorted(conditions_of(parts.index, parts.coding.book)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
