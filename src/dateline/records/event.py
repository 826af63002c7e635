"""Claims judged to be one happening, and the judgements and reviews behind it."""

from __future__ import annotations

from typing import Any, Literal

from dateline.records.base import Record, SensitiveReason, Tier


class Judgement(Record, frozen=True, kw_only=True, tag_field="kind", tag="judgement"):
    """Whether two claims are the same happening; kept and superseded, never edited. `at` is ISO 8601 in UTC."""

    left: str
    right: str
    verdict: Literal["same", "different", "unsure"]
    score: float
    reason: str
    maker: str
    at: str
    superseded_at: str | None = None


class ReviewTarget(Record, frozen=True, kw_only=True):
    """What a review is about, keyed so that it survives a re-run. `trigger` is a half-open span of the article."""

    article: str
    kind: str
    trigger: tuple[int, int]
    event: str


class Review(Record, frozen=True, kw_only=True, tag_field="kind", tag="review"):
    """A person's correction, rejection, addition or agreement."""

    id: str
    target: ReviewTarget
    action: Literal["correct", "reject", "add", "confirm"]
    changes: dict[str, Any]
    note: str
    maker: str
    at: str
    superseded_at: str | None = None


class SlotValue(Record, frozen=True, kw_only=True):
    """One value of a slot and the claims that say so."""

    value: Any
    claims: tuple[str, ...]


class Event(Record, frozen=True, kw_only=True, tag_field="kind", tag="event"):
    """Claims judged to be the same happening; disagreeing values stand side by side in `slots`.

    `sensitive`, `tier` and `handling` are empty until it is handed out: then they are those of its claims together, the
    highest tier.
    """

    id: str
    aliases: tuple[str, ...] = ()
    claims: tuple[str, ...]
    slots: dict[str, tuple[SlotValue, ...]]
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    distinct_origins: int
    stakes: tuple[str, ...]
    flags: tuple[str, ...] = ()
    sensitive: tuple[SensitiveReason, ...] = ()
    tier: Tier | None = None
    handling: tuple[str, ...] = ()
