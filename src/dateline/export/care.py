"""The one gate between the store and whatever is handed out: `Gate(policy, output, now=...).clear(record)`.

Under a rule that obeys, a record is held back until its time, its places become coarser, private persons become their
roles, and words that would give the place away are withheld. What was done stands in `handling`, how far the record
may go in `tier`. Nothing is handed out that did not pass here.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from dateline.config.policy import FINEST_FIRST, STRICTNESS, ReasonRule
from dateline.export.coarser import coarse_place, withhold_words
from dateline.records import Arrangement, Claim, ControlClaim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.config.policy import Output, Policy
    from dateline.records import PrivatePerson, Tier, When

Told = TypeVar("Told", Claim, Arrangement, ControlClaim)

FOREVER: Final = dt.datetime.max.replace(tzinfo=dt.UTC)
"""Until when a record is held whose day nobody tells: for good."""
WORDED: Final = frozenset({
    "text", "name", "title", "who", "word", "party", "note", "unresolved", "numbers", "purpose", "scope", "mechanism",
    "duration_text", "ended_how", "for", "from", "via", "to", "part", "within",
})
"""Keys of a record under which words of the report may stand."""


@dataclass(slots=True)
class Gate:
    """Lets records through to one output, as the policy says; counts what it keeps back.

    `now` is the moment of handing out, in UTC. `held` counts records whose time has not come, `dropped` those that
    this output does not take at all, `changed` those that went out coarser than they are; `highest` is the highest tier
    of what went out.
    """

    policy: Policy
    output: Output
    now: dt.datetime
    held: int = 0
    dropped: int = 0
    changed: int = 0
    next_release: dt.datetime | None = field(default=None)
    highest: Tier | None = None

    def clear(self, record: Told, *, published: str | None) -> Told | None:
        """The record as it may go out, `None` where it may not; `published` is the ISO time of its report."""
        if not record.sensitive:
            made = record if self.policy.outputs[self.output] == "mark" else self._short(record)
            return self._tiered(made)
        treatment = self.policy.outputs[self.output]
        if treatment == "drop":
            self.dropped += 1
            return None
        if treatment == "mark":
            return self._tiered(record)
        rule = joint_rule([self.policy.reasons[reason] for reason in record.sensitive])
        until = held_until(record, rule, published=published)
        if until > self.now:
            self.held += 1
            self.next_release = until if self.next_release is None else min(self.next_release, until)
            return None
        made = _handled(record, rule)
        self.changed += bool(made.handling)
        return self._tiered(self._short(made))

    def _short(self, record: Told) -> Told:
        """The record with no more words of its report than the policy lets go with it."""
        limit, words = self.policy.snippet_chars, record.evidence
        if len(words.text) <= limit:
            return record
        cut = msgspec.structs.replace(words, text=words.text[:limit], end=words.start + limit)
        return msgspec.structs.replace(record, evidence=cut)

    def _tiered(self, record: Told) -> Told:
        """The record with how far it may go."""
        made = marked(record, self.policy)
        rank = STRICTNESS["tier"].index
        if made.tier is not None and (self.highest is None or rank(made.tier) > rank(self.highest)):
            self.highest = made.tier
        return made


def marked(record: Told, policy: Policy) -> Told:
    """The record whole, with the tier that the policy gives it: what somebody sees who has the store, or the report,
    himself."""
    return msgspec.structs.replace(record, tier=policy.sensitive_tier if record.sensitive else policy.tier)


def remark(record: Claim | Arrangement | ControlClaim) -> str:
    """Why care is due and how far the record may go, to stand beside its sentence; empty where nothing gives reason."""
    if not record.sensitive:
        return ""
    done = f"; {', '.join(record.handling)}" if record.handling else ""
    reasons = ", ".join(reason.replace("_", " ") for reason in record.sensitive)
    return f" [care: {reasons}; {f'TLP:{record.tier}' if record.tier else 'no tier'}{done}]"


def joint_rule(rules: Sequence[ReasonRule]) -> ReasonRule:
    """The strictest choice of each rule: what has two reasons is handled for both."""
    return ReasonRule(
        hold_hours=max(rule.hold_hours for rule in rules),
        places=max((rule.places for rule in rules), key=FINEST_FIRST.index),
        names="role" if any(rule.names == "role" for rule in rules) else "keep",
        words="withhold" if any(rule.words == "withhold" for rule in rules) else "keep",
    )


def held_until(record: Claim | Arrangement | ControlClaim, rule: ReasonRule, *, published: str | None) -> dt.datetime:
    """Until when a record is held: so long after the act's last day, or after the report where that is later.

    A rule without hours holds nothing; a record whose days are all unknown is held for good.
    """
    if rule.hold_hours == 0:
        return dt.datetime.min.replace(tzinfo=dt.UTC)
    moments = [moment for moment in map(last_moment, [published, *_days_of(record)]) if moment is not None]
    return max(moments) + dt.timedelta(hours=rule.hold_hours) if moments else FOREVER


def last_moment(value: str | None) -> dt.datetime | None:
    """The last moment of an ISO value as fine as it is, in UTC: of a month, its last day's end. `None` for none."""
    match = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}:\d{2}))?", value or "")
    if match is None:
        return None
    year, month, day, time = match.groups()
    try:
        if time:
            moment = dt.datetime.fromisoformat(value or "")
            return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        first = dt.datetime(int(year), int(month or 12), int(day or 1), tzinfo=dt.UTC)
        if day:
            return first + dt.timedelta(days=1)
        return (first + dt.timedelta(days=31)).replace(day=1)
    except (ValueError, OverflowError):
        return None


def _days_of(record: Claim | Arrangement | ControlClaim) -> Iterable[str | None]:
    """The ends of all times that say when it was, is or will be."""
    times: tuple[When | None, ...]
    if isinstance(record, Arrangement):
        times = (record.announced_on, record.effective_from, record.effective_to, *record.extended_on)
    else:
        times = (record.time,)
    return [time.end_date or time.start_date for time in times if time is not None]


def _handled(record: Told, rule: ReasonRule) -> Told:
    """The record under an obeyed rule, with what was done to it."""
    done: list[str] = []
    made = record
    if rule.places != "exact":
        coarser = coarse_place(made, rule.places)
        if coarser != made:
            made = coarser
            done.append("places left out" if rule.places == "none" else f"places no finer than the {rule.places}")
    if rule.words == "withhold":
        made = withhold_words(made)
        done.append("words withheld")
    if rule.names == "role" and made.private:
        made = roles_for_names(made, made.private)
        done.append("private persons by their role")
    return msgspec.structs.replace(made, handling=tuple(done))


def roles_for_names(record: Told, persons: Iterable[PrivatePerson]) -> Told:
    """The record with each private person's name, whole or its last part alone, as the role in square brackets."""
    table = {name: f"[{person.role}]" for person in persons for name in names_of(person.text)}
    if not table:
        return record
    listed = "|".join(re.escape(name) for name in sorted(table, key=lambda name: (-len(name), name)))
    pattern = re.compile(rf"(?<!\w)(?:{listed})(?!\w)")
    plain = msgspec.to_builtins(msgspec.structs.replace(record, private=()))
    return msgspec.convert(_replace(plain, pattern, table), type(record))


def names_of(text: str) -> tuple[str, ...]:
    """A name whole, and its parts that begin with a capital and stand for the person alone."""
    parts = [part for part in re.findall(r"[^\W\d_][\w’'-]+", text) if part[0].isupper()]
    return tuple(dict.fromkeys(name for name in (text.strip(), *parts) if name))


def _replace(value: Any, pattern: re.Pattern[str], table: dict[str, str], *, words: bool = False) -> Any:  # noqa: ANN401 - JSON
    """The same value with the names replaced in every string that holds words of the report; codes and ids stay."""
    if isinstance(value, str):
        return pattern.sub(lambda match: table[match.group()], value) if words else value
    if isinstance(value, list | tuple):
        return [_replace(one, pattern, table, words=words) for one in value]
    if isinstance(value, dict):
        return {key: _replace(one, pattern, table, words=words or key in WORDED) for key, one in value.items()}
    return value
