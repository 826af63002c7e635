"""What all workers of a run share: the settings, what is filtered, where the output goes, and the limits."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dateline import __version__
from dateline.codebook import load_codebook
from dateline.config import Settings
from dateline.config.settings import PATH_SETTINGS
from dateline.errors import ConfigError
from dateline.scale.manifest import Run
from dateline.scale.relevance import table_digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dateline.scale.plan import Plan

LANGUAGES = ("en",)
"""The languages that the coder reads."""
_BLOCK = 1 << 20


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds on a worker. Beyond `recycle_mb` it is replaced after its shard, beyond `most_mb` at once, and so it is
    when a page takes longer than `page_seconds`."""

    page_seconds: float = 120.0
    load_seconds: float = 300.0
    recycle_mb: int = 900
    most_mb: int = 2_500


class Job(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One run as its workers know it."""

    out: Path
    settings: Settings = Settings()
    languages: tuple[str, ...] = LANGUAGES
    filtering: bool = True
    limits: Limits = Limits()

    def __post_init__(self) -> None:
        """Refuse languages that the coder does not read; raises `ConfigError`."""
        unread = [language for language in self.languages if language not in LANGUAGES]
        if unread or not self.languages:
            message = f"expected languages among {', '.join(LANGUAGES)}, found {', '.join(unread) or 'none'}"
            raise ConfigError(message)


def run_of(job: Job, plan: Plan, sources: Sequence[str]) -> Run:
    """The line by which a manifest knows the run."""
    return Run(
        version=__version__, codebook=load_codebook(job.settings.codebook).version,
        settings=settings_digest(job.settings), languages=job.languages,
        filter=table_digest() if job.filtering else None, shard_size=plan.shard_size, sources=tuple(sources),
        plan=plan.digest,
    )


def settings_digest(settings: Settings) -> str:
    """A hash of the settings that records depend on, and of every table of the user's own that they name."""
    digest = hashlib.sha256()
    for name in settings.__struct_fields__:
        value = getattr(settings, name)
        if name == "db" or value is None:
            continue
        digest.update(f"{name}={value if name not in PATH_SETTINGS else ''}\x1f".encode())
        if name in PATH_SETTINGS:
            for file in _files(value):
                digest.update(f"{file.relative_to(value.parent).as_posix()}\x1f".encode())
                _add(digest, file)
    return digest.hexdigest()[:16]


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    else:
        yield from sorted(file for file in place.rglob("*") if file.is_file() and not file.name.startswith("."))


def _add(digest: hashlib._Hash, file: Path) -> None:
    with file.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
