"""Rules, frames and compositions: `data/codebook/rules/*.toml`, `frames.toml` to typed rows, cross-checked.

A rule is written for the active voice: the engine turns passives round. Trigger lists may name word classes
("@strike"); they come out of the loader spelled out, while condition lists keep the class name, which the engine looks
up in `Codebook.classes`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

import msgspec

from dateline.codebook.reading import convert_rows, fail, read_toml, refuse_unknown_tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Words = tuple[str, ...]

_STEP = r"(?:subject|object|iobject|possessor|modifier|complement|prep:[a-z]+(?:\|[a-z]+)*)"
_PATH = re.compile(rf"none|speaker|{_STEP}(?:\.{_STEP})*")
_FRAME_ROLE = re.compile(r"none|(?:frame|inner)\.(?:subject|object|iobject|actor|recipient|prep:[a-z]+)")
_TEST = re.compile(r"sector:[A-Z]{3}(?:\|[A-Z]{3})*|kind:(?:actor|place|time|quantity)")
_LEMMA = re.compile(r"[a-z0-9][a-z0-9'.\-]*(?: [a-z0-9'.\-]+)*")


class Row(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of codebook rows: immutable, and strict about what it reads."""


class Rule(Row, frozen=True, kw_only=True):
    """One way in which news tells an act.

    A trigger is a lemma of `verbs` ("carry out" is verb and particle), `nouns` (compounds allowed) or `adjectives`.
    All conditions must hold; `unless_*` must not. `actor` and `recipient` are paths, tried in order; `needs` names
    the parties without which the rule stays silent. The rule with more satisfied conditions wins, then the earlier.
    """

    id: str
    event: str
    mode: str | None = None
    cameo: str | None = None
    contexts: Words = ()
    verbs: Words = ()
    nouns: Words = ()
    adjectives: Words = ()
    object: Words = ()
    subject: Words = ()
    complement: Words = ()
    prep: dict[str, Words] = msgspec.field(default_factory=dict)
    modifier: Words = ()
    unless_object: Words = ()
    unless_subject: Words = ()
    unless_complement: Words = ()
    unless_modifier: Words = ()
    unless_prep: dict[str, Words] = msgspec.field(default_factory=dict)
    actor: Words = ("subject", "possessor", "prep:by")
    recipient: Words = ("object", "object.modifier", "prep:against", "prep:on")
    reciprocal: bool = False
    needs: tuple[Literal["actor", "recipient", "either", "both"], ...] = ()
    fires: Words = ()
    silent: Words = ()


class Frame(Row, frozen=True, kw_only=True):
    """Words that take an act (a clause or an act noun as object) and change its coding.

    `phrases` are lemma sequences headed by their first word: ("be", "ready"), ("call", "halt"). Where `keeps_inner`
    is true the act taken in stays a claim of its own beside the composed one ("accused Russia of bombing a clinic").
    """

    id: str
    verbs: Words = ()
    nouns: Words = ()
    adjectives: Words = ()
    phrases: tuple[Words, ...] = ()
    keeps_inner: bool = False


class Compose(Row, frozen=True, kw_only=True):
    """What an act becomes inside a frame; the first row that fits wins.

    `inner` lists events, or "*" for any; `inner_modes` and `inner_cameo` (prefixes) narrow it. `event` is an event,
    "same" (the inner coding stands, with `polarity` and `certainty` put on it) or "none" (nothing is coded; also of
    the inner act). `actor` and `recipient` are alternatives joined by "|": parties of the frame word
    ("frame.subject") or of the inner act ("inner.recipient").
    """

    frame: str
    inner: Words
    inner_modes: Words = ()
    inner_cameo: Words = ()
    event: str
    mode: str | None = None
    cameo: str | None = None
    contexts: Words = ()
    actor: str = "frame.subject|inner.actor"
    recipient: str = "frame.object|inner.recipient"
    polarity: Literal["+", "-"] | None = None
    certainty: Literal["certain", "probable", "possible", "unspecified"] | None = None
    note: str = ""


class Codes(Row, frozen=True, kw_only=True):
    """The names that rules may use, for cross-checks; `cameo_events` gives the events each CAMEO code may stand for."""

    modes: Mapping[str, frozenset[str]]
    contexts: frozenset[str]
    sectors: frozenset[str]
    cameo_events: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]
    slips: Mapping[str, tuple[str, ...]]


def load_rules(folder: Path, codes: Codes) -> tuple[Rule, ...]:
    """Read every rule file of `folder/rules`, in order of file name, and check each rule against the codes."""
    seen: dict[str, Path] = {}
    rules: list[Rule] = []
    for file in sorted((folder / "rules").glob("*.toml")):
        table = read_toml(file)
        refuse_unknown_tables(table, ("rule",), file=file)
        for rule in convert_rows(table, "rule", Rule, file=file):
            if rule.id in seen:
                fail(file, f"rule {rule.id}", expected=f"an id not used in {seen[rule.id].name}", found=rule.id)
            seen[rule.id] = file
            _check_rule(rule, codes, file=file)
            rules.append(_spell_out(rule, codes))
    return tuple(rules)


def _check_rule(rule: Rule, codes: Codes, *, file: Path) -> None:
    """Raise `ConfigError` when a rule names an unknown code, class or path, or lacks a trigger or its sentences."""
    name = f"rule {rule.id}"
    check_codes(rule, codes, file=file, name=name)
    if not (rule.verbs or rule.nouns or rule.adjectives):
        fail(file, name, expected="verbs, nouns or adjectives", found="no trigger")
    if not rule.fires or not rule.silent:
        fail(file, name, expected="at least one sentence each in fires and silent", found="none")
    for words in (rule.verbs, rule.nouns, rule.adjectives):
        _check_words(words, codes, file=file, name=name, tests=False)
    for words in _conditions(rule):
        _check_words(words, codes, file=file, name=name, tests=True)
    for path in (*rule.actor, *rule.recipient):
        if not _PATH.fullmatch(path):
            fail(file, name, expected="a role path such as subject, prep:against, speaker or none", found=path)


def _conditions(rule: Rule) -> Iterable[Words]:
    """Every condition list of a rule, positive and negative."""
    yield from (rule.object, rule.subject, rule.complement, rule.modifier)
    yield from (rule.unless_object, rule.unless_subject, rule.unless_complement, rule.unless_modifier)
    yield from rule.prep.values()
    yield from rule.unless_prep.values()


def check_codes(row: Rule | Compose, codes: Codes, *, file: Path, name: str) -> None:
    """Raise `ConfigError` when event, mode, CAMEO code or contexts of a row are unknown or do not go together."""
    if row.event not in codes.modes:
        fail(file, name, expected=f"an event, one of {', '.join(codes.modes)}", found=row.event)
    if row.mode is not None and row.mode not in codes.modes[row.event]:
        known = ", ".join(sorted(codes.modes[row.event])) or "none: this event has no modes"
        fail(file, name, expected=f"a mode of {row.event} ({known})", found=row.mode)
    if row.cameo is not None:
        allowed = codes.cameo_events.get(row.cameo)
        if allowed is None:
            fail(file, name, expected="a CAMEO code of cameo.csv", found=row.cameo)
        if row.event not in allowed:
            events = ", ".join(sorted(allowed)) or "no event"
            fail(file, name, expected=f"a CAMEO code of {row.event} ({row.cameo} is of {events})", found=row.cameo)
    for context in row.contexts:
        if context not in codes.contexts:
            fail(file, name, expected="a context of plover.toml", found=context)


def _check_words(words: Words, codes: Codes, *, file: Path, name: str, tests: bool) -> None:
    """Each word is a lower-case lemma or a known class, and where `tests` are allowed a sector or kind test or "*"."""
    for word in words:
        if word.startswith("@"):
            if word[1:] not in codes.classes:
                fail(file, name, expected="a class of classes.toml", found=word)
        elif tests and word.startswith(("sector:", "kind:")):
            if not _is_test(word, codes.sectors):
                fail(file, name, expected="sector:AAA|BBB of plover.toml or kind:actor|place|time|quantity", found=word)
        elif not (word == "*" and tests) and not _LEMMA.fullmatch(word):
            fail(file, name, expected="a lower-case lemma or @class", found=word)


def _is_test(word: str, sectors: frozenset[str]) -> bool:
    """Whether a condition word is a well-formed test of sectors that exist or of kinds of mention."""
    if not _TEST.fullmatch(word):
        return False
    return not word.startswith("sector:") or set(word[7:].split("|")) <= sectors


def _spell_out(rule: Rule, codes: Codes) -> Rule:
    """Replace classes in trigger lists by their lemmas, in alphabetical order, and add the lemmas that slip."""
    return msgspec.structs.replace(
        rule,
        verbs=with_slips(_expand(rule.verbs, codes.classes), codes.slips),
        nouns=_expand(rule.nouns, codes.classes),
        adjectives=_expand(rule.adjectives, codes.classes),
        complement=with_slips(rule.complement, codes.slips),
        unless_complement=with_slips(rule.unless_complement, codes.slips),
    )


def with_slips(words: Words, slips: Mapping[str, tuple[str, ...]]) -> Words:
    """The verbs, and after them the wrong lemmas that the model gives their forms ("stage out": also "stag out")."""
    added: dict[str, None] = dict.fromkeys(words)
    for word in words:
        first, _, rest = word.partition(" ")
        for slip in slips.get(first, ()):
            added.setdefault(f"{slip} {rest}".rstrip())
    return tuple(added)


def _expand(words: Words, classes: Mapping[str, frozenset[str]]) -> Words:
    """Lemmas in place of classes, each once, first come first."""
    spelled: dict[str, None] = {}
    for word in words:
        for lemma in sorted(classes[word[1:]]) if word.startswith("@") else (word,):
            spelled[lemma] = None
    return tuple(spelled)


def load_frames(folder: Path, codes: Codes) -> tuple[tuple[Frame, ...], tuple[Compose, ...]]:
    """Read `frames.toml`: the frames by id and the compositions in file order, each checked against the codes."""
    file = folder / "frames.toml"
    table = read_toml(file)
    refuse_unknown_tables(table, ("frame", "compose"), file=file)
    frames = convert_rows(table, "frame", Frame, file=file)
    composes = convert_rows(table, "compose", Compose, file=file)
    ids = [frame.id for frame in frames]
    for frame in frames:
        if ids.count(frame.id) > 1:
            fail(file, f"frame {frame.id}", expected="an id used once", found=frame.id)
        for words in (frame.verbs, frame.nouns, frame.adjectives, *frame.phrases):
            _check_words(words, codes, file=file, name=f"frame {frame.id}", tests=False)
    for number, compose in enumerate(composes, start=1):
        _check_compose(compose, codes, file=file, name=f"compose {number} ({compose.frame})", frames=ids)
    spelled = tuple(msgspec.structs.replace(frame, verbs=with_slips(frame.verbs, codes.slips)) for frame in frames)
    return spelled, composes


def _check_compose(compose: Compose, codes: Codes, *, file: Path, name: str, frames: Iterable[str]) -> None:
    """Raise `ConfigError` when a composition names an unknown frame, event, mode, code or role."""
    if compose.frame not in frames:
        fail(file, name, expected="a frame of this file", found=compose.frame)
    _check_inner(compose, codes, file=file, name=name)
    if compose.event not in {"same", "none"}:
        check_codes(compose, codes, file=file, name=name)
    for role in (*compose.actor.split("|"), *compose.recipient.split("|")):
        if not _FRAME_ROLE.fullmatch(role):
            fail(file, name, expected="frame.subject, inner.actor, ... or none", found=role)


def _check_inner(compose: Compose, codes: Codes, *, file: Path, name: str) -> None:
    """What a composition takes in must exist: events, modes of those events, CAMEO codes or roots."""
    for event in compose.inner:
        if event != "*" and event not in codes.modes:
            fail(file, name, expected="inner events, or *", found=event)
    for mode in compose.inner_modes:
        if not any(mode in codes.modes.get(event, ()) for event in compose.inner):
            fail(file, name, expected=f"a mode of {', '.join(compose.inner)}", found=mode)
    for code in compose.inner_cameo:
        if code not in codes.cameo_events:
            fail(file, name, expected="a CAMEO code or root", found=code)
