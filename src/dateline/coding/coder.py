"""One article coded: acts to claims, retellings merged, arrangements and control claims beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.arrangement import find_arrangements
from dateline.coding.claims import build_claim
from dateline.coding.control import find_control
from dateline.coding.denials import add_denials
from dateline.coding.find import TALKED_EVENTS, find_acts
from dateline.coding.judge import judged
from dateline.coding.labels import label_uses
from dateline.coding.merge import merge_tellings
from dateline.coding.parties import MentionMap
from dateline.coding.relate import relate
from dateline.coding.sensitive import mark_sensitive

if TYPE_CHECKING:
    from collections.abc import Mapping
    from dateline.coding.parts import CodingParts
    from dateline.records import Arrangement, Claim, ControlClaim, LabelUse, Reading, Resolution


@dataclass(frozen=True, slots=True)
class Coded:
    """The records of one article. `silent` gives, by the first character of a read sentence without a claim, why."""

    claims: tuple[Claim, ...]
    arrangements: tuple[Arrangement, ...]
    controls: tuple[ControlClaim, ...]
    labels: tuple[LabelUse, ...]
    silent: Mapping[int, str]


def code(reading: Reading, resolution: Resolution, *, parts: CodingParts) -> Coded:
    """Code one article."""
    mentions = MentionMap(reading, resolution)
    told, reasons = find_acts(mentions, parts.index)
    told, vetoed = judged(told, mentions, model=parts.model)
    acts = add_denials(told, mentions, parts.index)
    built = [build_claim(act, mentions=mentions, parts=parts) for act in acts]
    claims = tuple(relate(merge_tellings([one for one in built if _is_told_of(one)])))
    claims, arrangements, controls = mark_sensitive(
        reading, resolution, claims=claims,
        arrangements=find_arrangements(mentions, book=parts.book, alliances=parts.alliances, claims=claims),
        controls=find_control(mentions, book=parts.book, alliances=parts.alliances),
        words=parts.sensitive, table=parts.actors,
    )
    return Coded(
        claims=claims,
        arrangements=arrangements,
        controls=controls,
        labels=label_uses(reading, resolution, table=parts.actors),
        silent={reading.doc[token].idx: reason for token, reason in (reasons | vetoed).items()},
    )


def _is_told_of(claim: Claim) -> bool:
    """Whether a claim names a party or a place, or may do without: talks, and an attack that has its day or a bomb."""
    if claim.actors or claim.recipients or claim.place or claim.event in TALKED_EVENTS:
        return True
    dated = claim.time is not None and claim.time.basis in {"stated", "relative"}
    return claim.event == "ASSAULT" and ((dated and claim.temporal != "historical") or claim.mode == "explosives")
