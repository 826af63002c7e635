"""What is done: one line of JSON a finished shard, behind a line that says what run it is.

A shard is done when its line is on the disk; then, and only then, do its files count. A line that a kill cut in two is
taken off. Lines name nothing that differs from run to run, so that two runs over the same sources have the same lines.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.errors import ConfigError
from dateline.scale.columns import Kind
from dateline.scale.dataset import Part, flush_folder
from dateline.scale.plan import Plan, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST: Final = "_manifest.jsonl"
PLAN: Final = "_plan.json"
LOCK: Final = "_lock"


class Run(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line: all that the records of a run depend on, so that a run is only gone on with by its like.

    `settings` and `filter` are hashes (of the settings with the tables that they name, of the filter's table, `None`
    where it is off), `plan` is that of the plan beside the manifest.
    """

    version: str
    codebook: str
    settings: str
    languages: tuple[str, ...]
    filter: str | None
    shard_size: int
    sources: tuple[str, ...]
    plan: str


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A finished shard. `outcomes` counts articles by what became of them, `rows` records by kind."""

    shard: int
    units: int
    spans: tuple[Span, ...]
    outcomes: dict[str, int]
    rows: dict[Kind, int]
    parts: tuple[Part, ...]


class Manifest:
    """The manifest of one folder, open for one driver."""

    def __init__(self, out: Path, run: Run, plan: Plan) -> None:
        """Go on with what is there, or begin; raises `ConfigError` where another run's output is there."""
        self.out = out
        self.file = out / MANIFEST
        if not self.file.exists():
            _begin(out, run, plan)
        found = read_run(out)
        if found != run:
            raise ConfigError(_differences(out, found, run))
        self.done = {entry.shard: entry for entry in read_entries(out)}
        self._mend()

    def add(self, entry: Entry) -> None:
        """Make a shard done: its line is on the disk when this returns."""
        with self.file.open("ab") as stream:
            stream.write(msgspec.json.encode(entry) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        self.done[entry.shard] = entry

    def _mend(self) -> None:
        """Take off a last line that was cut in two."""
        content = self.file.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        if whole != content:
            with self.file.open("r+b") as stream:
                stream.truncate(len(whole))


def _begin(out: Path, run: Run, plan: Plan) -> None:
    """The plan first, then the manifest with the line that names it; both appear whole."""
    others = sorted(file.name for file in out.iterdir() if not file.name.startswith("_"))
    if others:
        message = f"{out}: expected an empty folder or one of an earlier run, found {others[0]}: choose another --out"
        raise ConfigError(message)
    for name, content in ((PLAN, msgspec.json.encode(plan)), (MANIFEST, msgspec.json.encode(run) + b"\n")):
        partial = out / f"{name}.part"
        with partial.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(out / name)
    flush_folder(out)


def _differences(out: Path, found: Run, wanted: Run) -> str:
    """What an earlier run had otherwise, in words."""
    told = "; ".join(
        f"{name} was {getattr(found, name)!r} and is {getattr(wanted, name)!r}"
        for name in Run.__struct_fields__ if getattr(found, name) != getattr(wanted, name)
    )
    return f"{out}: an earlier run was another: {told}. Choose another --out, or go on with what it had"


def read_run(out: Path) -> Run:
    """The first line of a manifest; raises `ConfigError` where it is none."""
    try:
        with (out / MANIFEST).open("rb") as lines:
            return msgspec.json.decode(lines.readline(), type=Run)
    except FileNotFoundError as error:
        message = f"{out}: found no {MANIFEST}: give a folder that `dateline batch` wrote"
        raise ConfigError(message) from error
    except msgspec.MsgspecError as error:
        message = f"{out / MANIFEST}: row 1: expected the line that names the run, found: {error}"
        raise ConfigError(message) from error


def read_entries(out: Path) -> Iterator[Entry]:
    """The finished shards in the order of their lines; a last line without its end is passed over."""
    with (out / MANIFEST).open("rb") as lines:
        next(lines)
        for number, line in enumerate(lines, start=2):
            if not line.endswith(b"\n"):
                return
            try:
                yield msgspec.json.decode(line, type=Entry)
            except msgspec.MsgspecError as error:
                message = f"{out / MANIFEST}: row {number}: expected a finished shard, found: {error}"
                raise ConfigError(message) from error


def read_plan(out: Path) -> Plan | None:
    """The plan of an earlier run, `None` where there is none; raises `ConfigError`."""
    try:
        return msgspec.json.decode((out / PLAN).read_bytes(), type=Plan)
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError as error:
        message = f"{out / PLAN}: expected the plan of a run, found: {error}"
        raise ConfigError(message) from error


@contextlib.contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the folder for one driver; raises `ConfigError` where another has it."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / LOCK).open("wb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            message = f"{out}: another run is writing here: wait for it, or choose another --out"
            raise ConfigError(message) from error
        yield
