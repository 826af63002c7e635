"""Count the predicates that the rules know: in how many ways the codebook can hear that an act took place.

One predicate is one trigger (a verb lemma with its particle, an act noun with its compound, or an adjective) together
with one pattern: the set of words that the rule asks for as object, complement, modifier and behind prepositions (who
may be its subject does not count). Word classes among the triggers are spelled out, one by one; those of a pattern are
not, so that "launched an attack" and "launched a raid", which one class joins, count once. The same trigger with the
same pattern in two rules counts once. Lemmas that only mend slips of the language model are left out.

Printed beside it, because a pattern is a choice of ours: the distinct triggers alone (the smallest honest figure) and
the pairs of trigger and object word (the largest).

    python tools/count_predicates.py
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from dateline.codebook import load_codebook
from dateline.codebook.reading import read_toml
from dateline.codebook.tables import DATA_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.codebook import Codebook, Rule

Trigger = tuple[str, str]
Pattern = tuple[tuple[str, tuple[str, ...]], ...]


def slips() -> frozenset[str]:
    """Lemmas that stand in rules only because the language model gets another one wrong."""
    table = read_toml(DATA_FOLDER / "slips.toml")["slip"]
    return frozenset(wrong for found in table.values() for wrong in found)


def triggers(rule: Rule, wrong: frozenset[str]) -> Iterator[Trigger]:
    """(kind, words) of each trigger of a rule, classes spelled out, slips left out."""
    for kind, words in (("verb", rule.verbs), ("noun", rule.nouns), ("adjective", rule.adjectives)):
        yield from ((kind, word) for word in words if word.split()[0] not in wrong)


def pattern(rule: Rule) -> Pattern:
    """The words that a rule asks for, by place; what forbids it plays no part."""
    places = {
        "object": rule.object, "complement": rule.complement, "modifier": rule.modifier,
        **{f"prep:{names}": words for names, words in rule.prep.items()},
    }
    return tuple((place, tuple(sorted(words))) for place, words in sorted(places.items()) if words)


def objects(rule: Rule, codebook: Codebook) -> frozenset[str]:
    """The object words of a rule, classes spelled out; one empty word where it asks for none."""
    found: set[str] = set()
    for word in rule.object:
        found |= codebook.classes[word[1:]] if word.startswith("@") else {word}
    return frozenset(found or {""})


def main() -> None:
    """Print the counts, the second one also by event."""
    codebook = load_codebook()
    wrong = slips()
    predicates: dict[tuple[Trigger, Pattern], str] = {}
    pairs: set[tuple[Trigger, str]] = set()
    for rule in codebook.rules:
        words = objects(rule, codebook)
        for trigger in triggers(rule, wrong):
            predicates.setdefault((trigger, pattern(rule)), rule.event)
            pairs.update((trigger, word) for word in words)
    heads = {trigger for trigger, _ in predicates}
    by_kind = Counter(kind for kind, _ in heads)
    by_event = Counter(predicates.values())
    lines = [
        f"triggers {len(heads)} ({', '.join(f'{kind}s {count}' for kind, count in sorted(by_kind.items()))})",
        f"predicates (trigger with pattern) {len(predicates)}",
        f"pairs of trigger and object word {len(pairs)}",
        *(f"  {event:10} {count}" for event, count in sorted(by_event.items())),
    ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
