"""Train the weights by which the place of a verb's act is chosen; writes `src/dateline/data/models/event_places.json`.

    python training/event_places.py SENTENCES.jsonl [--check]

Takes sentences as `dateline evaluate event-places` does. Tests on folds that share no sentence of eight equal words in
a row, prints what was reached, then trains on all. With `--check` nothing is written. Needs the extra `train`.

Sentences of the batch `masdar_kill` with a number above 390 are left out of training: none of these 235 has a place,
though most tell one, and of those below 390 a third have: whoever marked them stopped there. They count in the
figures named "all".
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dateline.analyze.language import load_language
from dateline.analyze.places import find_places
from dateline.coding.place_features import shown_by
from dateline.coding.places import candidates_at, cheapest, is_deed, off_the_podium
from dateline.gazetteer import open_places
from dateline.gazetteer.act_words import load_act_words
from dateline.gazetteer.place_model import FEATURES, PlaceModel, Shown, Training, pairings, singles
from dateline.records import Article, Block, Reading, Resolution
from dateline.resolve.places import resolve_places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from dateline.gazetteer.places import PlaceIndex

TARGET: Final = Path(__file__).resolve().parent.parent / "src" / "dateline" / "data" / "models" / "event_places.json"
VERSION: Final = "1"
ALONE: Final = 0.65
AGREED: Final = 0.4
DOUBTED: Final = 0.05
"""Chosen by the folds: where precision and recall are near each other, on all sentences and on the marked ones."""
RIDGE: Final = 6.0
LEAST: Final = 4
"""A feature is weighed if so many places show it. Ridge and least were chosen by the folds, from 1-15 and 3-15."""
FOLDS: Final = 10
SHINGLE: Final = 8
SMALLEST: Final = 0.01
_LAST_READ: Final = 390


class Sentence(NamedTuple):
    """A sentence: what its places show, which of them are right, whether the gold has a place, whether it was read.

    `taught` leaves out "the city" where no name in the sentence tells which: the gold marks names only. `rule` is the
    number of the place that the rule of costs names, `deed` whether the trigger is a verb of doing, `verb` any verb.
    """

    text: str
    shown: list[Shown]
    right: list[bool]
    taught: list[bool]
    rule: int | None
    deed: bool
    verb: bool
    gold: bool
    read: bool


def main() -> None:
    """Read, test on folds, train on all, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--check", action="store_true", help="only test")
    args = parser.parse_args()
    sentences = read_sentences(args.sentences)
    shares = cross_validate(sentences)
    tell(f"{len(sentences)} sentences, {sum(not one.read for one in sentences)} of them never marked")
    for alone, agreed in ((0.5, 0.3), (0.55, 0.35), (0.6, 0.37), (ALONE, AGREED), (0.7, 0.4)):
        tell(f"alone {alone}, agreed {agreed}: all {in_words(figures(sentences, shares, alone, agreed))}, "
             f"marked {in_words(figures(sentences, shares, alone, agreed, read=True))}")
    reached = figures(sentences, shares, ALONE, AGREED)
    trained = train(sentences)
    model = PlaceModel(
        version=VERSION, features=FEATURES, alone=ALONE, agreed=AGREED, doubted=DOUBTED, none=trained.none,
        single=trained.single, pairs=trained.pairs,
        trained=Training(
            source="Halterman 2019, Geolocating Political Events in Text (MIT)", sentences=len(sentences),
            left_out=sum(not one.read for one in sentences), folds=FOLDS, ridge=RIDGE, least=LEAST,
            precision=round(reached[0], 4), recall=round(reached[1], 4),
        ),
    )
    inside = [model.shares(one.shown) for one in sentences]
    tell(f"in sample: all {in_words(figures(sentences, inside, ALONE, AGREED))}, "
         f"marked {in_words(figures(sentences, inside, ALONE, AGREED, read=True))}")
    tell(f"{len(model.single)} single weights, {sum(map(len, model.pairs.values()))} of pairs")
    if not args.check:
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
        tell(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


def tell(line: str) -> None:
    """Write a line of results."""
    sys.stdout.write(line + "\n")


def read_sentences(path: Path) -> list[Sentence]:
    """Parse the file and see what each place shows."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    places = open_places()
    docs = load_language().pipe((row["text"] for row in rows), batch_size=64, disable=["ner"])
    return [_sentence(row, doc, places=places) for row, doc in zip(rows, docs, strict=True)]


def _sentence(row: dict[str, Any], doc: Doc, *, places: PlaceIndex) -> Sentence:
    """See what the places of one sentence show, and which lie on gold."""
    block = Block(kind="paragraph", start=0, end=len(doc.text))
    article = Article(id="a", text_hash="a", text=doc.text, blocks=(block,))
    mentions = tuple(find_places(doc, places=places))
    reading = Reading(article, doc, mentions)
    refs, _, _ = resolve_places(reading, places=places)
    verb = next(span for span in row["spans"] if span["label"] == "VERB")
    gold = [(span["start"], span["end"]) for span in row["spans"] if span["label"] == "LOCATION"]
    trigger = next((token for token in doc if token.idx + len(token.text) > verb["start"]), doc[-1])
    words = load_act_words()
    candidates = candidates_at(reading, Resolution(places=refs), trigger)
    if trigger.pos_ in {"VERB", "AUX"}:
        candidates = off_the_podium(candidates, trigger, words=words)
    names = [[one.mention, *(mentions[at] for at in one.mention.antecedents)] for one in candidates]
    unread = re.search(r"masdar_kill_(\d+)", row["id"])
    rule = cheapest(candidates, trigger, words=words)
    return Sentence(
        text=doc.text, shown=shown_by(candidates, trigger, words=words) if candidates else [],
        right=[any(name.start < end and name.end > start for name in named for start, end in gold) for named in names],
        taught=[len(named) > 1 or named[0].form == "name" for named in names],
        rule=None if rule is None else candidates.index(rule), deed=is_deed(trigger, words=words),
        verb=trigger.pos_ in {"VERB", "AUX"},
        gold=bool(gold), read=unread is None or int(unread[1]) <= _LAST_READ,
    )


def folds_of(sentences: Sequence[Sentence]) -> list[int]:
    """Deal the sentences into folds; those with eight equal words in a row stay together."""
    parent = list(range(len(sentences)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    seen: dict[tuple[str, ...], int] = {}
    for at, sentence in enumerate(sentences):
        words = re.findall(r"\w+", sentence.text.lower())
        for start in range(max(1, len(words) - SHINGLE + 1)):
            parent[root(at)] = root(seen.setdefault(tuple(words[start : start + SHINGLE]), at))
    roots = [root(at) for at in range(len(sentences))]
    sizes = Counter(roots)
    order = sorted(sizes)
    random.Random(0).shuffle(order)
    loads, fold = [0] * FOLDS, {}
    for group in sorted(order, key=lambda one: -sizes[one]):
        fold[group] = loads.index(min(loads))
        loads[fold[group]] += sizes[group]
    return [fold[group] for group in roots]


def cross_validate(sentences: Sequence[Sentence]) -> list[list[float]]:
    """Give each place its share by weights learned without its fold."""
    folds = folds_of(sentences)
    shares: list[list[float]] = [[] for _ in sentences]
    for fold in range(FOLDS):
        model = train([one for one, its in zip(sentences, folds, strict=True) if its != fold])
        for at, sentence in enumerate(sentences):
            if folds[at] == fold and sentence.shown:
                shares[at] = model.shares(sentence.shown)
    return shares


def told_by(sentence: Sentence, shares: Sequence[float], alone: float, agreed: float) -> int | None:
    """Choose as `act_place` does; gives the number of the place."""
    if not shares or not sentence.verb:
        return sentence.rule
    best = max(range(len(shares)), key=shares.__getitem__)
    if sentence.deed and shares[best] >= alone:
        return best
    least = agreed if sentence.deed else DOUBTED
    return sentence.rule if sentence.rule is not None and shares[sentence.rule] >= least else None


def figures(
    sentences: Sequence[Sentence], shares: Sequence[Sequence[float]], alone: float, agreed: float, *,
    read: bool = False,
) -> tuple[float, float]:
    """Give precision and recall as `dateline evaluate event-places` counts them; `read`: of marked sentences only."""
    told = right = 0
    for sentence, its in zip(sentences, shares, strict=True):
        chosen = told_by(sentence, its, alone, agreed)
        if chosen is not None and (sentence.read or not read):
            told += 1
            right += sentence.right[chosen]
    return right / max(1, told), right / max(1, sum(sentence.gold for sentence in sentences))


def in_words(reached: tuple[float, float]) -> str:
    """Write precision, recall and F1."""
    precision, recall = reached
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / (precision + recall):.3f}"


def names_of(shown: Shown) -> set[str]:
    """Name all features of a place; a pair is its two names with a tab between."""
    return set(singles(shown)) | {f"{left}\t{name}" for left, right in pairings(shown) for name in right}


def train(sentences: Sequence[Sentence]) -> PlaceModel:
    """Fit the conditional logit: of each sentence, the share of the right places, or of none where none is right."""
    taught = [
        [(shown, right) for shown, right, use in zip(one.shown, one.right, one.taught, strict=True) if use]
        for one in sentences if one.read and one.verb
    ]
    all_names = [[names_of(shown) for shown, _ in places] for places in taught]
    counts = Counter(name for named in all_names for names in named for name in names)
    columns = {name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count >= LEAST))}
    rows, cols, starts, right = [], [], [], []
    for places, named in zip(taught, all_names, strict=True):
        if not named:
            continue
        starts.append(len(right))
        for names, (_, is_right) in zip(named, places, strict=True):
            known = sorted(columns[name] for name in names if name in columns)
            rows.extend([len(right)] * len(known))
            cols.extend(known)
            right.append(is_right)
        rows.append(len(right))
        cols.append(len(columns))
        right.append(not any(is_right for _, is_right in places))
    matrix = csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(len(right), len(columns) + 1))
    weights = _fit(matrix, np.array(starts), np.array(right, dtype=float))
    single: dict[str, float] = {}
    pairs: dict[str, dict[str, float]] = {}
    for name, at in columns.items():
        weight = round(float(weights[at]), 3)
        if abs(weight) < SMALLEST:
            continue
        left, _, beside = name.partition("\t")
        if beside:
            pairs.setdefault(left, {})[beside] = weight
        else:
            single[left] = weight
    unknown = Training(source="", sentences=0, left_out=0, folds=0, ridge=RIDGE, least=LEAST, precision=0, recall=0)
    return PlaceModel(version=VERSION, features=FEATURES, trained=unknown, alone=ALONE, agreed=AGREED, doubted=DOUBTED,
                      none=round(float(weights[-1]), 3), single=single, pairs=pairs)


def _fit(matrix: Any, starts: Any, right: Any) -> Any:  # noqa: ANN401 - scipy has no types
    """Minimise the negative log likelihood with a ridge on all weights but the last, that of "none"."""
    sentence_of = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(right))))
    ridge = np.append(np.full(matrix.shape[1] - 1, RIDGE), 0.0)

    def loss(weights: Any) -> tuple[float, Any]:  # noqa: ANN401
        scores = matrix @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[sentence_of])
        whole, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        slope = powers / whole[sentence_of] - powers * right / good[sentence_of]
        value = np.sum(np.log(whole) - np.log(good)) + 0.5 * np.sum(ridge * weights * weights)
        return float(value), matrix.T @ slope + ridge * weights

    return minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x


if __name__ == "__main__":
    main()
