"""The small encoder that says which event stands between two parties of a sentence: `open_relation_model()`.

Takes sentences with the spans of source and target, gives for each the shares of PLOVER's 16 events and of no event.
The graph (`data/models/relations.onnx`, int8) and what it was trained on (`relations.json`) are made by
`training/relations.py`; the shares are calibrated by one temperature on sentences kept out of training.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from dateline.errors import ConfigError, MissingPart
from dateline.records import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FOLDER = Path(__file__).resolve().parent.parent / "data" / "models"
NONE = "NONE"
S_OPEN, S_CLOSE, T_OPEN, T_CLOSE = 1, 2, 3, 4
"""Ids of four words that the vocabulary leaves unused: they mark where source and target begin and end."""
LONGEST = 128
BATCH = 32
Span = tuple[int, int]


class Pair(Record, frozen=True, kw_only=True):
    """A sentence and two parties in it, as character spans; `None` for a party that is not told."""

    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None


class Manifest(Record, frozen=True, kw_only=True):
    """What the graph answers and was trained on (`relations.json`)."""

    version: str
    labels: tuple[str, ...]
    temperature: float
    longest: int
    sentences: int
    sentences_sha256: str
    base: str
    held_out_accuracy: float


@dataclass(frozen=True, slots=True)
class RelationModel:
    """The graph with its tokenizer, ready to judge; opened once per worker."""

    manifest: Manifest
    session: InferenceSession
    tokenizer: Tokenizer

    def judge(self, pairs: Sequence[Pair]) -> list[dict[str, float]]:
        """The share of each label for each pair, in the order given; shares of one pair sum to 1."""
        order = sorted(range(len(pairs)), key=lambda at: (len(pairs[at].text), at))
        found: list[dict[str, float]] = [{} for _ in pairs]
        for first in range(0, len(order), BATCH):
            chosen = order[first:first + BATCH]
            feed = batch_of([encode(self.tokenizer, pairs[at]) for at in chosen])
            scores: NDArray[Any] = self.session.run(None, feed)[0] / self.manifest.temperature
            shares = np.exp(scores - scores.max(1, keepdims=True))
            shares /= shares.sum(1, keepdims=True)
            for at, row in zip(chosen, shares, strict=True):
                found[at] = dict(zip(self.manifest.labels, map(float, row), strict=True))
        return found


def batch_of(items: Sequence[tuple[list[int], int, int]]) -> dict[str, NDArray[np.int64]]:
    """The inputs of the graph for some encoded pairs, padded to the longest."""
    longest = max(len(ids) for ids, _, _ in items)
    ids = np.zeros((len(items), longest), dtype=np.int64)
    mask = np.zeros((len(items), longest), dtype=np.int64)
    for row, (codes, _, _) in enumerate(items):
        ids[row, :len(codes)] = codes
        mask[row, :len(codes)] = 1
    source, target = (np.array([item[at] for item in items], dtype=np.int64) for at in (1, 2))
    return {"ids": ids, "mask": mask, "source": source, "target": target}


def encode(tokenizer: Tokenizer, pair: Pair) -> tuple[list[int], int, int]:
    """Ids with the marks put in, and where the two opening marks stand (0, the sentence's, for a party not told)."""
    found = tokenizer.encode(pair.text)
    marks: list[tuple[int, int]] = []
    for span, opening, closing in ((pair.source, S_OPEN, S_CLOSE), (pair.target, T_OPEN, T_CLOSE)):
        if span is not None:
            marks += [(span[0], opening), (span[1], closing)]
    marks.sort()
    ids: list[int] = []
    for token, (start, end) in zip(found.ids, found.offsets, strict=True):
        while marks and ids and (marks[0][0] <= start or end == 0):
            ids.append(marks.pop(0)[1])
        ids.append(token)
    if len(ids) > LONGEST:
        ids = _clipped(ids)
    source, target = (ids.index(code) if code in ids else 0 for code in (S_OPEN, T_OPEN))
    return ids, source, target


def _clipped(ids: list[int]) -> list[int]:
    """The stretch of a long sentence that holds the parties, as far as it fits."""
    marked = [at for at, code in enumerate(ids) if code in {S_OPEN, S_CLOSE, T_OPEN, T_CLOSE}] or [1]
    middle = (marked[0] + marked[-1]) // 2
    first = max(1, min(middle - LONGEST // 2, len(ids) - LONGEST + 1))
    return [ids[0], *ids[first:first + LONGEST - 2], ids[-1]]


@lru_cache(maxsize=1)
def open_relation_model(folder: Path = FOLDER) -> RelationModel:
    """Open the graph of a folder; raises `MissingPart` where it is absent and `ConfigError` where it does not fit."""
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - costly, and not always wanted
    from tokenizers import Tokenizer  # noqa: PLC0415

    graph = folder / "relations.onnx"
    if not graph.is_file():
        message = f"{graph.name} is not there; install dateline anew, or make it by `make train`"
        raise MissingPart(message)
    try:
        manifest = msgspec.json.decode((folder / "relations.json").read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError) as error:
        message = f"relations.json: {error}"
        raise ConfigError(message) from error
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    tokenizer = Tokenizer.from_file(str(folder / "relations.tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    session = InferenceSession(str(graph), sess_options=options, providers=["CPUExecutionProvider"])
    return RelationModel(manifest=manifest, session=session, tokenizer=tokenizer)
