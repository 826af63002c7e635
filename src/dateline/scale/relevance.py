"""Which articles are not worth a parse: those in which no sentence has the words that a rule needs beside a party.

Takes an article as it was read, looks at its words alone, and errs on the side of reading it. A sentence counts where
it has the trigger of a rule together with the words that the rule asks for, and, if the rule needs a party, somebody of
the actor table or a role ("police"). How much it counts is how often such a sentence told something when the triggers
were counted (`triggers.csv`). What is dropped has no such sentence, or is long and has few and faint ones. A trigger
that was never counted, as in a codebook of the user's own, always tells.
"""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.codebook.reading import convert_row, read_csv, read_struct
from dateline.gazetteer.actors import fits_case
from dateline.records import READ_KINDS, TELLING_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dateline.codebook.arrangements import ArrangementBook
    from dateline.coding.index import CompiledRule, RuleIndex, Test
    from dateline.gazetteer.actors import ActorTable
    from dateline.pipeline import Parts
    from dateline.records import Article

FOLDER: Final = Path(__file__).resolve().parent.parent / "data" / "scale"
READ: Final = READ_KINDS | TELLING_KINDS
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n\s*\n")
_ENDINGS: Final = (
    ("ies", ("y", "ie")), ("ied", ("y", "ie")), ("ing", ("", "e")), ("ed", ("", "e")), ("es", ("",)), ("s", ("",)),
)
"""Endings of words and what their lemma has instead."""
_SHORTEST = 2
MOST: Final = 0.95
"""A trigger is never surer than this: that a sentence tells is for the parse to say."""
_DOUBLED: Final = frozenset({"ing", "ed"})
_POS: Final = ("verb", "noun", "adj")


class Levels(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A trigger weighs `-log(1 - share)`, its share being `(told + prior_told) / (hits + prior_hits)`, so that what was
    seen twice is not believed too much. An article is coded where its triggers weigh `enough` together, or
    `enough_per_100` for 100 characters that are read."""

    enough: float
    enough_per_100: float
    prior_told: float
    prior_hits: float


class TriggerCount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In how many sentences the words of a trigger stood (`hits`), and how many records it triggered (`told`)."""

    word: str
    hits: str
    told: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What must stand in a sentence beside the trigger's first word: all of `words`, one of each of `lists`, and, with
    `party`, the name or role of somebody."""

    words: tuple[str, ...]
    lists: tuple[frozenset[str], ...] = ()
    party: bool = False

    def holds(self, keys: set[str]) -> bool:
        """Whether a sentence has it, by the keys of its words."""
        return keys.issuperset(self.words) and all(any(_has(keys, one) for one in group) for group in self.lists)


def _has(keys: set[str], words: str) -> bool:
    return words in keys or ((" " in words or "-" in words) and keys.issuperset(words.replace("-", " ").split()))


class Relevance:
    """The words of all rules, looked up sentence by sentence."""

    def __init__(
        self, conditions: Mapping[str, tuple[Condition, ...]], *, actors: ActorTable,
        irregular: Mapping[str, tuple[str, ...]], weights: Mapping[str, float], levels: Levels,
    ) -> None:
        """`conditions` by trigger, `irregular` gives lemmas of forms that no ending tells, `weights` how telling a
        trigger is."""
        self._conditions = conditions
        self._actors = actors
        self._irregular = irregular
        self._weights = weights
        self._levels = levels
        self._keys = lru_cache(maxsize=65_536)(self._keys_of)

    def may_tell(self, article: Article) -> bool:
        """Whether the article has words enough of what is told."""
        weight, read = 0.0, 0
        for block in article.blocks:
            if block.kind not in READ:
                continue
            read += block.end - block.start
            for hits in self.sentence_hits(article.text[block.start : block.end]):
                weight += sum(self._weights.get(trigger, math.inf) for trigger in hits)
                if weight >= self._levels.enough:
                    return True
        return weight > 0 and weight >= self._levels.enough_per_100 * read / 100

    def sentence_hits(self, text: str) -> Iterator[list[str]]:
        """For each sentence that has any, the triggers whose rules find all their words in it, sorted."""
        for sentence in _SENTENCE_END.split(text):
            printed = [word.replace(".", "") for word in _WORD.findall(sentence)]
            words = [word.casefold() for word in printed]
            keys: set[str] = set()
            for word in words:
                keys.update(self._keys(word))
            triggers = keys & self._conditions.keys()
            if not triggers:
                continue
            named = self._names_party(words, printed)
            found = [trigger for trigger in triggers if self._told(trigger, keys, named=named)]
            if found:
                yield sorted(found)

    def triggers_in(self, words: str) -> set[str]:
        """The triggers whose form stands among some words."""
        keys = {key for word in _WORD.findall(words.casefold()) for key in self._keys(word.replace(".", ""))}
        return keys & self._conditions.keys()

    def _told(self, trigger: str, keys: set[str], *, named: bool) -> bool:
        return any(
            (named or not condition.party) and condition.holds(keys) for condition in self._conditions[trigger])

    def _names_party(self, words: list[str], printed: list[str]) -> bool:
        """Whether there is a name of the actor table, with its capitals ("IS" is not "is"), or a role in it."""
        table = self._actors
        for at, word in enumerate(words):
            longest = table.longest.get(word, 0)
            for count in range(1, min(longest, len(words) - at) + 1):
                name = " ".join(words[at : at + count])
                if name in table.role_forms:
                    return True
                if name in table.names and any(
                    fits_case(table.rows[row].alias, " ".join(printed[at : at + count])) for row in table.names[name]
                ):
                    return True
        return False

    def _keys_of(self, word: str) -> tuple[str, ...]:
        """The word and every lemma that it may be a form of."""
        found = {word, *self._irregular.get(word, ())}
        for ending, others in _ENDINGS:
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < _SHORTEST:
                continue
            found.update(stem + other for other in others)
            if ending in _DOUBLED and stem[-1] == stem[-2]:
                found.add(stem[:-1])
        return tuple(found)


def build_relevance(parts: Parts) -> Relevance:
    """The filter for a codebook and an actor table; raises `ConfigError` where its tables are wrong."""
    levels = read_struct(FOLDER / "relevance.toml", Levels)
    return Relevance(
        conditions_of(parts.index, parts.coding.book), actors=parts.tools.actors, irregular=irregular_forms(parts),
        weights=_weights(levels), levels=levels)


def _weights(levels: Levels) -> dict[str, float]:
    """How much a trigger weighs, by the counts that ship."""
    file = FOLDER / "triggers.csv"
    rows = [convert_row(row, TriggerCount, file=file, name=f"line {at}") for at, row in enumerate(read_csv(file), 2)]
    return {
        row.word: -math.log1p(-min(MOST, (int(row.told) + levels.prior_told) / (int(row.hits) + levels.prior_hits)))
        for row in rows
    }


def irregular_forms(parts: Parts) -> dict[str, tuple[str, ...]]:
    """Lemmas of irregular forms, by the tables of the language model and ours."""
    tables = parts.tools.nlp.get_pipe("lemmatizer").lookups.get_table("lemma_exc")  # type: ignore[attr-defined]
    found: dict[str, dict[str, None]] = {}
    for pos in _POS:
        for form, lemmas in tables.get(pos, {}).items():
            found.setdefault(form, {}).update(dict.fromkeys(lemmas))
    return {form: tuple(lemmas) for form, lemmas in found.items()}


def table_digest() -> str:
    """A hash of the filter's tables."""
    content = b"\x1f".join((FOLDER / name).read_bytes() for name in ("relevance.toml", "triggers.csv"))
    return hashlib.sha256(content).hexdigest()[:16]


def conditions_of(index: RuleIndex, book: ArrangementBook) -> dict[str, tuple[Condition, ...]]:
    """What each trigger of the codebook needs beside it in its sentence; by the word by which it is looked up."""
    found: dict[str, dict[Condition, None]] = {}
    for table in (index.verbs, index.nouns, index.adjectives):
        for trigger, rows in table.items():
            conditions = found.setdefault(trigger, {})
            conditions.update(dict.fromkeys(_of_rule(words, rule) for words, rule in rows))
    for trigger, condition in _arranged(book):
        found.setdefault(trigger, {})[condition] = None
    return {trigger: tuple(conditions) for trigger, conditions in found.items()}


def _of_rule(words: tuple[str, ...], compiled: CompiledRule) -> Condition:
    """The words that a rule cannot do without; what a party, a place or anything at all may fill asks for none."""
    tests: list[Test] = [compiled.object, compiled.subject, compiled.complement, compiled.modifier]
    lists = [frozenset(names.split("|")) for names in compiled.prep]
    tests.extend(compiled.prep.values())
    lists.extend(
        test.lemmas for test in tests if test.lemmas and not (test.anything or test.kinds or test.sectors))
    return Condition(words, tuple(lists), party=bool(compiled.rule.needs))


def _arranged(book: ArrangementBook) -> Iterator[tuple[str, Condition]]:
    """Triggers of arrangements and of control, with what they need."""
    for trigger, nouns in book.nouns.items():
        yield from ((trigger, Condition(words)) for words, _ in nouns)
    for trigger, kinds in book.heads.items():
        yield from ((trigger, _beside((), kind.preps, book.things.get(kind.id, ()))) for kind in kinds)
    for trigger, acts in book.act_verbs.items():
        yield from ((trigger, _beside(words, act.words, ())) for words, act in acts)
    for trigger, rows in book.control.verbs.items():
        yield from ((trigger, _beside(words, row.light, ())) for words, row in rows)
    for trigger in book.control.nouns:
        yield trigger, Condition((), party=True)


def _beside(words: tuple[str, ...], *lists: Iterable[str]) -> Condition:
    """A condition that needs a party where nothing but one common word would do."""
    told = tuple(frozenset(one) for one in lists if one)
    return Condition(words, told, party=not told)
