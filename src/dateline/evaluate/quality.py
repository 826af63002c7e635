"""`make quality`: score the gold sets that are present, keep `docs/figures.json`, fail under a floor or over a ceiling.

Floors and ceilings stand in `quality.toml` at the root of the repository; floors only go up, ceilings down. Sealed
gold is scored with `--sealed`, once per issue; its figures are kept, its misses never shown.
"""

from __future__ import annotations

import argparse
import json
import math
import operator
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dateline import __version__
from dateline.evaluate.actors import evaluate_actors
from dateline.evaluate.arrangements import evaluate_arrangements
from dateline.evaluate.attribution import evaluate_attribution
from dateline.evaluate.chains import evaluate_chains
from dateline.evaluate.datelines import evaluate_datelines
from dateline.evaluate.documents import evaluate_documents
from dateline.evaluate.event_places import evaluate_event_places
from dateline.evaluate.factuality import evaluate_factuality
from dateline.evaluate.pages import evaluate_pages
from dateline.evaluate.relations import evaluate_relations
from dateline.evaluate.reports import evaluate_reports
from dateline.evaluate.same_event import evaluate_same_event
from dateline.evaluate.same_story import evaluate_same_story
from dateline.evaluate.sensitive import evaluate_sensitive
from dateline.evaluate.silence import evaluate_silence
from dateline.evaluate.times import evaluate_times
from dateline.evaluate.toponyms import evaluate_toponyms
from dateline.pipeline import load_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from dateline.pipeline import Parts

SHARED = Path("../shared")
FLOORS = Path("quality.toml")
FIGURES = Path("docs/figures.json")
OPEN = Path("gold/open")
SEALED = Path("gold/sealed")

Figures = dict[str, float]
HALVES: Final = {
    "actors": ("actors.jsonl", evaluate_actors),
    "silence": ("silence.jsonl", evaluate_silence),
    "chains": ("chains.jsonl", evaluate_chains),
    "factuality": ("factuality.jsonl", evaluate_factuality),
    "arrangements": ("arrangements", evaluate_arrangements),
    "same_event": ("same_event", evaluate_same_event),
    "sensitive": ("sensitive.jsonl", evaluate_sensitive),
}
"""Gold of ours in two halves, by the name of the set: its place in either half, and what scores it."""


def report_sets(shared: Path) -> dict[str, Path]:
    """Folders of reports with expected records, by the name of the set."""
    return {"examples": Path("examples"), "worked": shared / "mission", "gold": shared / "data" / "gold"}


def file_sets(shared: Path) -> dict[str, tuple[Path, Callable[[Path], tuple[Figures, list[dict[str, Any]]]]]]:
    """Files with gold of one kind, by the name of the set, and what scores them."""
    data = shared / "data"
    return {
        "pages": (data / "pages_dev.jsonl", evaluate_pages),
        "toponyms": (data / "toponyms_dev.jsonl", evaluate_toponyms),
        "event_places": (data / "event_place_dev.jsonl", evaluate_event_places),
        "times": (data / "times_dev.jsonl", evaluate_times),
        "datelines": (data / "datelines_dev.jsonl", evaluate_datelines),
        "attribution": (data / "attribution_dev.jsonl", evaluate_attribution),
        "documents": (data / "documents_muc4_dev.jsonl", evaluate_documents),
        "same_story": (data / "same_story_dev.jsonl", evaluate_same_story),
    }


def measure(shared: Path, parts: Parts, *, sealed: Sequence[str]) -> dict[str, Figures]:
    """Figures of every set that is present, and of the sealed halves named."""
    measured: dict[str, Figures] = {}
    for name, folder in report_sets(shared).items():
        if any(folder.glob("*.expected.jsonl")):
            measured[name], _ = evaluate_reports(folder, parts=parts)
    for name, (place, half_score) in HALVES.items():
        if (OPEN / place).exists():
            measured[name], _ = half_score(OPEN / place, parts=parts)
        if name in sealed:
            measured[f"sealed_{name}"], _ = half_score(SEALED / place, parts=parts)
    relations = shared / "data" / "relations_dev.jsonl"
    if relations.exists():
        measured["relations"], _ = evaluate_relations(relations, parts=parts)
    if "reports" in sealed:
        measured["sealed"], _ = evaluate_reports(SEALED / "reports", parts=parts)
    for name, (file, score) in file_sets(shared).items():
        if file.exists():
            measured[name], _ = score(file)
    return measured


def broken_pins(measured: Mapping[str, Figures], pins: Mapping[str, Any]) -> list[str]:
    """One line for each figure under its floor, or over its ceiling (table `ceilings`: of what must not be).

    Sets that are not present are passed over; a figure that a set no longer has counts as broken.
    """
    floors = {name: pinned for name, pinned in pins.items() if name != "ceilings"}
    return [
        *_beyond(measured, floors, worst=-math.inf, word="under the floor", breaks=operator.lt),
        *_beyond(measured, pins.get("ceilings", {}), worst=math.inf, word="over the ceiling", breaks=operator.gt),
    ]


def _beyond(
    measured: Mapping[str, Figures], pins: Mapping[str, Figures], *, worst: float, word: str,
    breaks: Callable[[float, float], bool],
) -> list[str]:
    """One line for each figure on the wrong side of its pin."""
    return [
        f"{name}: {key} is {measured[name].get(key, worst):.4f}, {word} {pin:.4f}"
        for name, pinned in pins.items() if name in measured
        for key, pin in pinned.items() if breaks(measured[name].get(key, worst), pin)
    ]


def commit() -> str:
    """The commit that is measured, with a plus sign where the tree has changes."""
    git = shutil.which("git")
    if git is None:
        return "unknown"
    head = subprocess.run([git, "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S603
    changed = subprocess.run([git, "status", "--porcelain", "src"], capture_output=True, text=True, check=False)  # noqa: S603
    return (head.stdout.strip() or "unknown") + ("+" if changed.stdout.strip() else "")


def keep(measured: Mapping[str, Figures], file: Path) -> None:
    """Write the figures with version and commit; sets that are not present now keep their last figures."""
    old = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {"sets": {}}
    sets = {**old["sets"]}
    for name, figures in measured.items():
        sets[name] = {"version": __version__, "commit": commit(), "figures": dict(figures)}
    text = json.dumps({"version": __version__, "commit": commit(), "sets": sets}, indent=1, sort_keys=True)
    file.write_text(text + "\n", encoding="utf-8")


def summary(measured: Mapping[str, Figures]) -> str:
    """A table of the summed figures; those of single reports are left to the file."""
    lines = []
    for name, figures in measured.items():
        for key, value in figures.items():
            if ": " in key or key.startswith("n "):
                continue
            count = figures.get(f"n {key}")
            lines.append(f"{name:14} {key:34} {value:8.4f}" + (f"  of {count:.0f}" if count is not None else ""))
    return "\n".join(lines) + "\n"


def main(argv: list[str] | None = None) -> int:
    """Exit status 1 when a floor is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with the shared gold, if there is one")
    parser.add_argument(
        "--sealed", nargs="*", metavar="SET", choices=["reports", *HALVES],
        help="score these sealed halves too, all where none is named: once per issue")
    parser.add_argument("--keep", action="store_true", help="write docs/figures.json")
    options = parser.parse_args(argv)
    sealed = ["reports", *HALVES] if options.sealed == [] else options.sealed or []
    measured = measure(options.shared, load_parts(), sealed=sealed)
    sys.stdout.write(summary(measured))
    if options.keep:
        keep(measured, FIGURES)
    pins = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    broken = broken_pins(measured, pins)
    for line in broken:
        sys.stderr.write(f"pin broken: {line}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
