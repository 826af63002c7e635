"""One event as one line that begins with who says so: how many distinct origins there are and with which stakes, then
what they tell. Nothing is ever said to be so because many say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.export.sentences import deed
from dateline.export.wording import begin, join_words, name_hop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dateline.records import Claim, Event

MOST_SPEAKERS = 3
AGREED = ("event", "mode", "polarity", "actors", "recipients", "place", "time", "killed")
"""Slots by which the claim is chosen whose words stand for the event."""
REMARKS = {"accounts_differ": "accounts differ", "corrected": "corrected by hand"}


def event_line(event: Event, claims: Mapping[str, Claim], *, outlets: Mapping[str, str | None]) -> str:
    """Who says it, how many distinct origins with which stakes, what, and what a reader must not miss.

    `claims` are those of the event by id, `outlets` the names of outlets by article. Example: "The army and Coast Radio
    (2 distinct origins, stakes: actor, unknown; 3 reports): the army took (...) ..., on 2016-10-19; accounts differ."
    """
    told = [claims[one] for one in event.claims if one in claims]
    speakers = _speakers(told, outlets)
    head = f"{begin(speakers)} ({_weight(event)})"
    if not told:
        return f"{head}: its claims are not at hand."
    return f"{head}: {'; '.join([deed(_fullest(event, told)), *_remarks(event, told, outlets)])}."


def _speakers(claims: Sequence[Claim], outlets: Mapping[str, str | None]) -> str:
    """Those on whose word it is, each once, the first three by name."""
    names = list(dict.fromkeys(_speaker(claim, outlets) for claim in claims))
    if len(names) > MOST_SPEAKERS:
        names = [*names[:MOST_SPEAKERS], f"{len(names) - MOST_SPEAKERS} more"]
    return join_words(names) or "somebody not named"


def _speaker(claim: Claim, outlets: Mapping[str, str | None]) -> str:
    outlet = outlets.get(claim.article)
    return name_hop(claim.attribution[0], outlet=outlet) if claim.attribution else outlet or "the outlet"


def _weight(event: Event) -> str:
    """How many distinct origins with which stakes, in how many reports."""
    stakes = ", ".join(stake.replace("_", " ") for stake in event.stakes)
    reports = len(event.articles)
    return (
        f"{event.distinct_origins} distinct origin{'s' if event.distinct_origins != 1 else ''}, "
        f"stake{'s' if len(event.stakes) != 1 else ''}: {stakes}; {reports} report{'s' if reports != 1 else ''}")


def _fullest(event: Event, claims: Sequence[Claim]) -> Claim:
    """The claim that gives most of what most claims give; of several the oldest."""
    leading = [values[0].claims for slot in AGREED if (values := event.slots.get(slot))]
    return max(claims, key=lambda claim: sum(claim.id in ids for ids in leading))


def _remarks(event: Event, claims: Sequence[Claim], outlets: Mapping[str, str | None]) -> list[str]:
    """Who denies what others tell, and the flags that the sentence does not hold already."""
    shown = [words for flag, words in REMARKS.items() if flag in event.flags]
    polarities = {claim.factuality.polarity for claim in claims}
    if len(polarities) > 1:
        deniers = [claim for claim in claims if claim.factuality.polarity == "-"]
        shown.insert(0, f"denied by {_speakers(deniers, outlets)}")
    return shown
