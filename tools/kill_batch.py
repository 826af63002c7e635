"""Kill a batch at random moments, workers and driver, and hold its output against an undisturbed run.

Runs `dateline batch` once in peace, then as often as it takes while processes of it are killed (SIGKILL), `--kills` in
all. Says how they differ: exit status 0 where all files are the same, byte for byte, and the lines of the manifests,
sorted, too.

    python tools/kill_batch.py ARTICLES.jsonl --kills 20 --workers 2 --shard-size 20
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = (sys.executable, "-m", "dateline.cli", "batch")


def begin(options: argparse.Namespace, out: Path) -> subprocess.Popen[bytes]:
    """Start a run."""
    return subprocess.Popen([  # noqa: S603 - our own command
        *COMMAND, str(options.source), "--out", str(out), "--workers", str(options.workers),
        "--shard-size", str(options.shard_size), "--progress", "none",
    ])


def workers_of(driver: int) -> list[int]:
    """The worker processes of a driver, by the system's table of processes."""
    found = []
    for task in Path(f"/proc/{driver}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text(encoding="ascii").split()]
        except (OSError, ValueError):
            continue
    return [child for child in found if b"spawn_main" in _words(child)]


def _words(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def disturb(options: argparse.Namespace, out: Path, chance: random.Random) -> tuple[int, int]:
    """Run until it is done, killing now a worker, now the driver; gives how many of each."""
    workers = drivers = 0
    while True:
        run = begin(options, out)
        while workers + drivers < options.kills:
            time.sleep(chance.uniform(options.least, options.most))
            if run.poll() is not None:
                break
            victims = workers_of(run.pid)
            if victims and chance.random() < options.share_of_workers:
                _kill(chance.choice(victims))
                workers += 1
            else:
                run.kill()
                drivers += 1
                break
        if run.wait() == 0:
            return workers, drivers


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def contents(out: Path) -> dict[str, str]:
    """A hash of every file of the data set by its name, and of the manifest's sorted lines."""
    found = {
        file.relative_to(out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(out.rglob("*.parquet"))
    }
    lines = sorted((out / "_manifest.jsonl").read_bytes().splitlines())
    return found | {"_manifest.jsonl": hashlib.sha256(b"\n".join(lines)).hexdigest()}


def main(argv: list[str] | None = None) -> int:
    """Say what was killed and whether it showed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--shard-size", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, default=4.0, help="shortest seconds between two kills")
    parser.add_argument("--most", type=float, default=12.0, help="longest")
    parser.add_argument("--share-of-workers", type=float, default=0.6)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        peace, war = Path(folder) / "peace", Path(folder) / "war"
        if begin(options, peace).wait():
            return 2
        workers, drivers = disturb(options, war, random.Random(options.seed))
        wanted, found = contents(peace), contents(war)
    differ = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    sys.stdout.write(f"{workers} workers and {drivers} drivers killed; {len(differ)} of {len(wanted)} files differ\n")
    sys.stdout.writelines(f"  {name}\n" for name in differ)
    return int(bool(differ))


if __name__ == "__main__":
    sys.exit(main())
