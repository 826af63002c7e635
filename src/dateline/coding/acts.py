"""What the matcher finds before it becomes a claim."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Act:
    """One act told at one place.

    `trigger` is the token whose syntax was read, `first`, `last` the half-open range of its words. `actors` and
    `recipients` index `Reading.mentions`. `weight` counts the satisfied conditions. `consumed` are tokens that belong
    to this act and trigger no other ("strikes" of "carried out strikes"). `inner` is the act that a frame word took
    in; `frame` names the frame, and `polarity` and `certainty` are what it put on the inner act (`None`: nothing).
    `presupposed` marks a deed that the words around it take for done, whatever they say of it.
    `points_back` marks a denial of an act that was told before. `share` is what the encoder gives its event, `None`
    where it was not asked.
    """

    trigger: int
    first: int
    last: int
    rule: str
    event: str
    mode: str | None = None
    cameo: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    reciprocal: bool = False
    weight: int = 0
    nominal: bool = False
    consumed: frozenset[int] = field(default_factory=frozenset)
    inner: Act | None = None
    frame: str | None = None
    points_back: bool = False
    presupposed: bool = False
    polarity: str | None = None
    certainty: str | None = None
    actor_path: str | None = None
    recipient_path: str | None = None
    share: float | None = None
