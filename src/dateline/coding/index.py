"""The codebook's rules and frames compiled for look-up by lemma; built once per worker, then only read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dateline.codebook import Codebook, Compose, Frame, Rule


@dataclass(frozen=True, slots=True)
class Test:
    """One condition list, its classes spelled out: a head passes when any part accepts it; `anything` accepts all."""

    lemmas: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    anything: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to test."""
        return bool(self.lemmas or self.sectors or self.kinds or self.anything)


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule with its conditions as tests and its place in the order of the files."""

    rule: Rule
    order: int
    object: Test
    subject: Test
    complement: Test
    modifier: Test
    prep: Mapping[str, Test]
    unless_object: Test
    unless_subject: Test
    unless_complement: Test
    unless_modifier: Test
    unless_prep: Mapping[str, Test]


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """Rules by the lemma of their trigger: (further words, rule); frames likewise: (further words, frame)."""

    codebook: Codebook
    verbs: Mapping[str, tuple[tuple[tuple[str, ...], CompiledRule], ...]]
    nouns: Mapping[str, tuple[tuple[tuple[str, ...], CompiledRule], ...]]
    adjectives: Mapping[str, tuple[tuple[tuple[str, ...], CompiledRule], ...]]
    frame_verbs: Mapping[str, tuple[tuple[tuple[str, ...], Frame], ...]]
    frame_nouns: Mapping[str, tuple[tuple[tuple[str, ...], Frame], ...]]
    frame_adjectives: Mapping[str, tuple[tuple[tuple[str, ...], Frame], ...]]
    compose: Mapping[str, tuple[Compose, ...]] = field(default_factory=dict)


def compile_test(words: Iterable[str], classes: Mapping[str, frozenset[str]]) -> Test:
    """Turn a condition list (lemmas, "@class", "sector:...", "kind:...", "*") into one test."""
    lemmas: set[str] = set()
    sectors: set[str] = set()
    kinds: set[str] = set()
    anything = False
    for word in words:
        if word == "*":
            anything = True
        elif word.startswith("@"):
            lemmas |= classes[word[1:]]
        elif word.startswith("sector:"):
            sectors |= set(word[7:].split("|"))
        elif word.startswith("kind:"):
            kinds |= set(word[5:].split("|"))
        else:
            lemmas.add(word)
    return Test(frozenset(lemmas), frozenset(sectors), frozenset(kinds), anything)


def _compile_rule(rule: Rule, order: int, classes: Mapping[str, frozenset[str]]) -> CompiledRule:
    def tests(table: Mapping[str, Iterable[str]]) -> dict[str, Test]:
        return {name: compile_test(words, classes) for name, words in table.items()}

    return CompiledRule(
        rule=rule,
        order=order,
        object=compile_test(rule.object, classes),
        subject=compile_test(rule.subject, classes),
        complement=compile_test(rule.complement, classes),
        modifier=compile_test(rule.modifier, classes),
        prep=tests(rule.prep),
        unless_object=compile_test(rule.unless_object, classes),
        unless_subject=compile_test(rule.unless_subject, classes),
        unless_complement=compile_test(rule.unless_complement, classes),
        unless_modifier=compile_test(rule.unless_modifier, classes),
        unless_prep=tests(rule.unless_prep),
    )


def index_rules(codebook: Codebook) -> RuleIndex:
    """Compile a codebook. Verbs and adjectives are keyed by their first word, nouns by their last."""
    verbs: dict[str, list[tuple[tuple[str, ...], CompiledRule]]] = defaultdict(list)
    nouns: dict[str, list[tuple[tuple[str, ...], CompiledRule]]] = defaultdict(list)
    adjectives: dict[str, list[tuple[tuple[str, ...], CompiledRule]]] = defaultdict(list)
    for order, rule in enumerate(codebook.rules):
        compiled = _compile_rule(rule, order, codebook.classes)
        for word in rule.verbs:
            first, *rest = word.split()
            verbs[first].append((tuple(rest), compiled))
        for word in rule.nouns:
            *rest, last = word.split()
            nouns[last].append((tuple(rest), compiled))
        for word in rule.adjectives:
            first, *rest = word.split()
            adjectives[first].append((tuple(rest), compiled))
    frame_verbs, frame_nouns, frame_adjectives = _index_frames(codebook)
    compose: dict[str, list[Compose]] = defaultdict(list)
    for row in codebook.compose:
        compose[row.frame].append(row)
    return RuleIndex(
        codebook=codebook,
        verbs={key: tuple(found) for key, found in verbs.items()},
        nouns={key: tuple(found) for key, found in nouns.items()},
        adjectives={key: tuple(found) for key, found in adjectives.items()},
        frame_verbs=frame_verbs,
        frame_nouns=frame_nouns,
        frame_adjectives=frame_adjectives,
        compose={key: tuple(rows) for key, rows in compose.items()},
    )


def _index_frames(
    codebook: Codebook,
) -> tuple[dict[str, tuple[tuple[tuple[str, ...], Frame], ...]], ...]:
    """Frames by lemma: verbs and phrases by first word, nouns by last word, adjectives by first word."""
    tables: tuple[dict[str, list[tuple[tuple[str, ...], Frame]]], ...] = ({}, {}, {})
    for frame in codebook.frames:
        for word in frame.verbs:
            first, *rest = word.split()
            tables[0].setdefault(first, []).append((tuple(rest), frame))
        for phrase in frame.phrases:
            tables[0].setdefault(phrase[0], []).append((tuple(phrase[1:]), frame))
        for word in frame.nouns:
            *rest, last = word.split()
            tables[1].setdefault(last, []).append((tuple(rest), frame))
        for word in frame.adjectives:
            first, *rest = word.split()
            tables[2].setdefault(first, []).append((tuple(rest), frame))
    return tuple({key: tuple(rows) for key, rows in table.items()} for table in tables)
