"""Find the words that truecasing would write wrongly; writes `src/dateline/data/lexicons/case_words.csv`.

    python training/case.py SENTENCES.jsonl

Takes sentences as `dateline evaluate event-places` does and those of `training/sentences`, counts how each word is
written in the middle of a sentence, and keeps a word if the tables and the dictionary alone write it otherwise than
most of the time.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dateline.analyze.language import load_language
from dateline.analyze.truecase import case_table, look_up
from dateline.codebook.case import CaseLexicon, load_case
from dateline.gazetteer.actors import load_actors
from dateline.gazetteer.places import open_places

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE: Final = Path(__file__).resolve().parent
TARGET: Final = HERE.parent / "src" / "dateline" / "data" / "lexicons" / "case_words.csv"
LEAST: Final = 2
"""A word is kept if it was seen so often."""
SHARE: Final = 0.7
"""A word is kept if it was written so in this share of the times; what is written both ways is left to the rules."""
SOURCE: Final = "counted: own sentences, Halterman 2019 (MIT)"
SKIPPED: Final = frozenset({"didn", "ain", "ll", "n", "t"})
"""Pieces that the cutting of words leaves."""
_WORD: Final = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}(?:-[^\W\d_]+)*")
_MARK: Final = re.compile(r"<[^>]+>")


def main() -> None:
    """Count, compare, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sentences", type=Path)
    counts = count(read(parser.parse_args().sentences))
    table = case_table(
        load_language(), lexicon=CaseLexicon(lists=load_case().lists, words={}), actors=load_actors(),
        places=open_places())
    rows = []
    for word, forms in sorted(counts.items()):
        (written, seen), = forms.most_common(1)
        if forms.total() < LEAST or seen < SHARE * forms.total() or word in table.function_words or word in SKIPPED:
            continue
        if look_up(word, table) != written or (written == "small" and table.may_be_name(word)):
            rows.append((word, written, SOURCE))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("word", "written", "source"))
        writer.writerows(rows)
    sys.stdout.write(f"{len(counts)} words, {len(rows)} kept\n")


def read(file: Path) -> Iterator[str]:
    """Give the sentences of both sources."""
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]
    for own in sorted((HERE / "sentences").glob("*.tsv")):
        for line in own.read_text(encoding="utf-8").splitlines():
            yield _MARK.sub("", line.rpartition("\t")[2])


def count(sentences: Iterator[str]) -> dict[str, Counter[str]]:
    """How often each word, lower-cased, is written small, with a capital, or in capitals; first words left out."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for match in list(_WORD.finditer(sentence))[1:]:
            if sentence[:match.start()].rstrip()[-1:] in '.!?:"\u201c\u2018':
                continue
            for word in match[0].split("-"):
                if word and (word.islower() or word.isupper() or not _in_name(sentence, match)):
                    form = "small" if word.islower() else "upper" if word.isupper() and len(word) > 1 else "capital"
                    counts[word.lower()][form] += 1
    return counts


def _in_name(sentence: str, match: re.Match[str]) -> bool:
    """Whether a word beside it has a capital too: what stands in a longer name need have none alone."""
    before = sentence[:match.start()].rsplit(None, 1)[-1:]
    after = sentence[match.end():].split(None, 1)[:1]
    joined = sentence[match.end():match.end() + 1] == " "
    return any(word[:1].isupper() for word in before) or (joined and any(word[:1].isupper() for word in after))


if __name__ == "__main__":
    main()
