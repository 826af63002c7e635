"""Takes a `policy.toml`, gives the `Policy`: what each output does with records that could harm somebody.

A file of the user's own holds what differs from ours; the rest stands. Unknown keys are refused: a misspelt rule that
silently does nothing would hand out what was to be held back.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, get_args

import msgspec

from dateline.errors import ConfigError
from dateline.records import SensitiveReason, Tier

DEFAULT = Path(__file__).resolve().parent.parent / "data" / "policy.toml"

Output = Literal["table", "desk", "file", "map", "api", "alert", "digest", "feed", "release"]
Treatment = Literal["mark", "obey", "drop"]
Places = Literal["exact", "district", "province", "country", "none"]
Names = Literal["keep", "role"]
Words = Literal["keep", "withhold"]
Texts = Literal["never", "licensed", "always"]

FINEST_FIRST: Final[tuple[Places, ...]] = ("exact", "district", "province", "country", "none")
STRICTNESS: Final[dict[str, tuple[str, ...]]] = {
    "places": FINEST_FIRST, "names": ("keep", "role"), "words": ("keep", "withhold"),
    "texts": ("always", "licensed", "never"), "outputs": ("mark", "obey", "drop"),
    "tier": ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"),
}
"""The values of each choice, the loosest first."""
LONGEST_HOLD: Final = 10 * 365 * 24
LONGEST_SNIPPET: Final = 10_000


class ReasonRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an output that obeys does with a record that has this reason; `hold_hours` counts from the act, or from
    the report where that is later."""

    hold_hours: int
    places: Places
    names: Names
    words: Words

    def __post_init__(self) -> None:
        """Refuse a time that is none; raises `ValueError`, which msgspec tells with its place."""
        if not 0 <= self.hold_hours <= LONGEST_HOLD:
            message = f"expected hold_hours from 0 to {LONGEST_HOLD}, found {self.hold_hours}"
            raise ValueError(message)


class Policy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole policy. `snippet_chars` is the most of a report's words that goes with a record."""

    schema: Literal[1]
    tier: Tier
    sensitive_tier: Tier
    texts: Texts
    snippet_chars: int
    outputs: dict[Output, Treatment]
    reasons: dict[SensitiveReason, ReasonRule]

    def __post_init__(self) -> None:
        """Every output and every reason has its rule; raises `ValueError`."""
        if not 0 <= self.snippet_chars <= LONGEST_SNIPPET:
            message = f"expected snippet_chars from 0 to {LONGEST_SNIPPET}, found {self.snippet_chars}"
            raise ValueError(message)
        missing = [*(set(get_args(Output)) - set(self.outputs)), *(set(get_args(SensitiveReason)) - set(self.reasons))]
        if missing:
            message = f"expected a rule for each output and reason, found none for {', '.join(sorted(missing))}"
            raise ValueError(message)


@cache
def default_policy() -> Policy:
    """The policy that ships; raises `ConfigError`."""
    return _convert(_table(DEFAULT), DEFAULT)


def load_policy(file: Path | None) -> Policy:
    """The policy of a file, over ours key by key; ours where none is given. Raises `ConfigError` naming the cause."""
    if file is None:
        return default_policy()
    own = _table(file)
    ours = _table(DEFAULT)
    reasons = own.get("reasons", {})
    outputs = own.get("outputs", {})
    if not isinstance(reasons, dict) or not isinstance(outputs, dict):
        message = f"{file}: expected tables [outputs] and [reasons.NAME], found other values"
        raise ConfigError(message)
    merged: dict[str, Any] = dict(ours["reasons"])
    for name, rule in reasons.items():
        merged[name] = {**ours["reasons"].get(name, {}), **rule} if isinstance(rule, dict) else rule
    return _convert({**ours, **own, "outputs": {**ours["outputs"], **outputs}, "reasons": merged}, file)


def looser(policy: Policy, than: Policy) -> list[str]:
    """One line for each choice that lets more out than the other policy does; empty where none does."""
    pairs = [
        ("tier", "tier", policy.tier, than.tier),
        ("sensitive_tier", "tier", policy.sensitive_tier, than.sensitive_tier),
        ("texts", "texts", policy.texts, than.texts),
        *((f"outputs.{name}", "outputs", policy.outputs[name], told) for name, told in than.outputs.items()),
    ]
    found = [
        f"{name}: {mine}, where ours has {theirs}" for name, scale, mine, theirs in pairs
        if STRICTNESS[scale].index(mine) < STRICTNESS[scale].index(theirs)
    ]
    if policy.snippet_chars > than.snippet_chars:
        found.append(f"snippet_chars: {policy.snippet_chars}, where ours has {than.snippet_chars}")
    for reason, rule in than.reasons.items():
        found.extend(_looser_rule(reason, policy.reasons[reason], rule))
    return found


def _looser_rule(reason: str, mine: ReasonRule, theirs: ReasonRule) -> list[str]:
    """The choices of one rule that let more out."""
    found = []
    if mine.hold_hours < theirs.hold_hours:
        found.append(f"reasons.{reason}.hold_hours: {mine.hold_hours}, where ours has {theirs.hold_hours}")
    for name in ("places", "names", "words"):
        scale, one, other = STRICTNESS[name], getattr(mine, name), getattr(theirs, name)
        if scale.index(one) < scale.index(other):
            found.append(f"reasons.{reason}.{name}: {one}, where ours has {other}")
    return found


def _table(file: Path) -> dict[str, Any]:
    """The TOML of a file; raises `ConfigError`."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        message = f"{file}: expected a policy file that can be read, found: {error.strerror or error}"
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{file}: expected TOML in UTF-8, found: {error}"
    raise ConfigError(message)


def _convert(table: dict[str, Any], file: Path) -> Policy:
    """The checked policy; raises `ConfigError` naming file, place and cause."""
    try:
        return msgspec.convert(table, Policy)
    except msgspec.ValidationError as error:
        message = f"{file}: {error}"
        raise ConfigError(message) from error


__all__ = ["Output", "Places", "Policy", "ReasonRule", "Treatment", "default_policy", "load_policy", "looser"]
