"""The tables of this package: weights and thresholds, voices and credits, grades. Data in, checked structs out.

Files lie in `data/events`; a fault is a `ConfigError` that names file, row, expected and found.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.codebook.reading import convert_row, fail, read_toml
from dateline.events.words import FOLDER
from dateline.records import Record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

JUDGING: Final = FOLDER / "judging.toml"
STORIES: Final = FOLDER / "stories.toml"
VOICES: Final = FOLDER / "voices.toml"


class Thresholds(Record, frozen=True, kw_only=True):
    """Shares from 0 to 1 at which a pair is the same, different, or worth keeping as different."""

    same: float
    different: float
    keep: float


class Windows(Record, frozen=True, kw_only=True):
    """How many days before its report an act may lie of which the report gives no day, by what it does give."""

    publication: int
    told_by: int
    background: int
    slack: int
    longest: int


class Blocks(Record, frozen=True, kw_only=True):
    """How claims are put beside those that may tell the same; see the comments of the file."""

    days: int
    names: int
    degrees: float
    fine_km: float
    crowd: int


class Clusters(Record, frozen=True, kw_only=True):
    """When clusters are joined; see the comments of the file."""

    link: float
    firm: float
    apart: float
    whole: int


class Weights(Record, frozen=True, kw_only=True):
    """What each feature of a pair is worth, in log odds."""

    bias: float
    other_root: float
    near_root: float
    same_mode: float
    other_mode: float
    same_day: float
    day_within: float
    report_day: float
    day_open: float
    next_day: float
    other_day: float
    retold: float
    news_apart: float
    ahead: float
    same_place: float
    same_name: float
    coarse_place: float
    other_place: float
    other_coarse_place: float
    place_told: float
    place_not_told: float
    shared_actor: float
    other_actor: float
    shared_speaker_actor: float
    other_speaker_actor: float
    shared_recipient: float
    other_recipient: float
    other_target: float
    sides_swapped: float
    other_country: float
    other_nation: float
    same_toll: float
    update_toll: float
    other_toll: float
    far_toll: float
    words: float
    copied: float
    same_trigger: float
    story: float
    other_ordinal: float
    same_voice: float
    other_voice: float
    denial_here: float
    related: float
    historical: float
    tense: float


class Near(Record, frozen=True, kw_only=True):
    """Events that reports use by turns for one happening, and why."""

    events: tuple[str, ...]
    reason: str


class Judging(Record, frozen=True, kw_only=True):
    """Everything by which pairs are judged. `families` gives each event's group of blocks."""

    thresholds: Thresholds
    windows: Windows
    blocks: Blocks
    clusters: Clusters
    weights: Weights
    near: tuple[Near, ...]
    ordinals: dict[str, tuple[str, ...]]

    def family(self, event: str) -> str:
        """The name of the group of events within which a claim is compared: its first event in order of letters."""
        return families(self).get(event, event)


@lru_cache(maxsize=8)
def _families(groups: tuple[tuple[str, ...], ...]) -> Mapping[str, str]:
    """Groups that share an event are one."""
    members: dict[str, frozenset[str]] = {}
    for group in groups:
        whole = frozenset(group).union(*(members.get(event, frozenset()) for event in group))
        members.update(dict.fromkeys(whole, whole))
    return {event: min(group) for event, group in members.items()}


def families(judging: Judging) -> Mapping[str, str]:
    """The group of each event that has neighbours."""
    return _families(tuple(near.events for near in judging.near))


class Likeness(Record, frozen=True, kw_only=True):
    """How reports are put into stories; see the comments of the file."""

    lead_words: int
    title: float
    age_days: float
    age_share: float
    same: float
    copy: float
    passages: float
    quote_words: int


class VoiceClass(Record, frozen=True, kw_only=True):
    """Voices that are told apart by what they are: the words that name them, the sectors that they have."""

    id: str
    words: tuple[str, ...]
    sectors: tuple[str, ...] = ()


class Voices(Record, frozen=True, kw_only=True):
    """Classes of voices, credits of news services, and the agencies by the names that pages print."""

    classes: tuple[VoiceClass, ...]
    credits: tuple[str, ...]
    unnamed_credits: tuple[str, ...]
    agencies: dict[str, tuple[str, ...]]
    loose_words: tuple[str, ...]
    self_words: tuple[str, ...]

    def credit_pattern(self) -> re.Pattern[str]:
        """Words by which a report credits an agency, the agency's name captured as `agency`."""
        names = sorted({name for names in self.agencies.values() for name in names}, key=lambda one: (-len(one), one))
        listed = "|".join(re.escape(name) for name in names)
        return re.compile(rf"(?:{'|'.join(self.credits)})\s*(?P<agency>{listed})\b")


@lru_cache(maxsize=8)
def weights_by_name(weights: Weights) -> Mapping[str, float]:
    """The weights by the name of the feature."""
    return {name: float(getattr(weights, name)) for name in weights.__struct_fields__}


@lru_cache(maxsize=4)
def load_judging(file: Path = JUDGING) -> Judging:
    """Weights and thresholds of judgements; raises `ConfigError`."""
    judging = convert_row(read_toml(file), Judging, file=file, name="file")
    if not 0 <= judging.thresholds.different <= judging.thresholds.same <= 1:
        fail(file, "thresholds", expected="0 <= different <= same <= 1", found=msgspec.to_builtins(judging.thresholds))
    return judging


@lru_cache(maxsize=4)
def load_likeness(file: Path = STORIES) -> Likeness:
    """How alike two reports of one story are, and two copies of one text; raises `ConfigError`."""
    return convert_row(read_toml(file), Likeness, file=file, name="file")


@lru_cache(maxsize=4)
def load_voices(file: Path = VOICES) -> Voices:
    """Classes of voices and credits of agencies; raises `ConfigError`."""
    voices = convert_row(read_toml(file), Voices, file=file, name="file")
    seen: dict[str, str] = {}
    for one in voices.classes:
        for word in one.words:
            if seen.setdefault(word, one.id) != one.id:
                fail(file, f"class {one.id}", expected=f"words of no other class than {seen[word]}", found=word)
    return voices
