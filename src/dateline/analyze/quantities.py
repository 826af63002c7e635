"""Numbers told of things: "at least 43 people", "dozens", "30 to 40", "$1.5bn", "an 11-hour pause", "10 km", "no one".

Takes a parsed `Doc` and the words of measure; gives `Mention(kind="quantity", form="expression")` in order, without
overlaps, each with a packed `QuantitySpec`. Labels ("Resolution 2254"), ages, percentages, ordinals, dates and scores
are no quantities: a number with no thing counted, no unit and no word of harm near it is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.analyze.quantity_counts import (
    counted, harmed_one, is_no_count, is_share, near_harm, noun_phrase, share_of_all, under_harm,
)
from dateline.analyze.quantity_numbers import DASHES, GLUED, Number, Words, number_from, with_half
from dateline.codebook.measures import QuantitySpec, pack
from dateline.records import Mention

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from spacy.tokens import Doc

    from dateline.codebook.measures import Bound, QuantityLexicon

HALF = 0.5


def find_quantities(doc: Doc, *, lexicon: QuantityLexicon, times: Sequence[Mention] = ()) -> list[Mention]:
    """Every number told of something, in order. `times` are mentions whose tokens are left out, where known."""
    words = Words(doc, [token.lower_ for token in doc], lexicon)
    taken = {at for mention in times for at in range(mention.first, mention.last)}
    found: list[Mention] = []
    at, count, label_end = 0, len(words.lowers), -1
    while at < count:
        word = words.lowers[at]
        if at in taken or not (word in lexicon.triggers or word[:1].isdigit() or _is_glued(word)):
            at += 1
            continue
        listed = at - 1 == label_end and words.at(label_end) in lexicon.table.lists.links
        mention, last = _read(words, at, floor=found[-1].last if found else 0)
        if mention is not None and not (listed and mention.last - mention.first == 1):
            found.append(mention)
        elif word[:1].isdigit() or word in lexicon.numbers.small:
            label_end = last
        at = max(last, at + 1)
    return found


def _is_glued(word: str) -> bool:
    """Whether a token holds a sign and a number at once ("EUR300", "~200")."""
    return len(word) > 1 and not word.isalpha() and word[-1].isalnum() and GLUED.fullmatch(word) is not None


def _read(words: Words, at: int, *, floor: int) -> tuple[Mention | None, int]:
    """The mention that a number beginning here makes, and the token to go on from."""
    number = number_from(words, at)
    if number is None:
        number, spec, last = _without_number(words, at)
    else:
        spec, last = _measured(words, number)
    if number is None or spec is None:
        return None, last
    first, bound = _bounded(words, number.first, floor=floor)
    after, last_bound = _bound_after(words, number.last)
    last = max(last, last_bound)
    return _mention(words.doc, _apply(spec, bound or after), first=first, last=last), last


def _without_number(words: Words, at: int) -> tuple[Number | None, QuantitySpec | None, int]:
    """What is a quantity without a number: "a week-long siege", "half an hour", "no one", "a soldier was killed"."""
    word, length = words.at(at), words.lexicon.table.durations.get(words.at(at))
    one = Number(1.0, 1.0, "exact", at, at + 1)
    if word in words.lexicon.table.long_durations:
        return one, _scaled(one, words.lexicon.table.long_durations[word], measure="duration_hours"), at + 1
    if length is not None:
        long = words.at(at + 1) in DASHES and words.at(at + 2) == "long" and not word.endswith("s")
        return (one, _scaled(one, length, measure="duration_hours"), at + 3) if long else (None, None, at + 1)
    if word in ("a", "an", "half"):
        spec, last = _one_unit(words, at)
        if spec is not None:
            return one, spec, last
    nobody = _nobody(words, at)
    if nobody is not None:
        return one, nobody[0], nobody[1]
    found = harmed_one(words, at) if word in ("a", "an", "no") else None
    if found is None:
        return None, None, at + 1
    count = 0.0 if word == "no" else 1.0
    return one, QuantitySpec(low=count, high=count, who=found), found[1]


def _one_unit(words: Words, at: int) -> tuple[QuantitySpec | None, int]:
    """"for a week", "an hour and a half", "half an hour", "a kilometre away"."""
    table, lists = words.lexicon.table, words.lexicon.table.lists
    half = words.at(at) == "half"
    unit_at = at + 1 + (half and words.at(at + 1) in ("a", "an"))
    unit = words.at(unit_at)
    value, last = (HALF, unit_at + 1) if half else with_half(words, 1.0, unit_at + 1)
    number = Number(value, value, "exact", at, last)
    bounded = bool(words.lexicon.bounds_by_last.get(words.at(at - 1))) or value != 1
    if unit in table.durations and (bounded or words.at(at - 1) in lists.length_after):
        ago = _is_no_duration(words, at, unit_at)
        return (None, last) if ago else (_scaled(number, table.durations[unit], measure="duration_hours"), last)
    if unit in table.distances and (bounded or words.at(last) in lists.distance_after):
        return _scaled(number, table.distances[unit], measure="distance_km"), last
    return None, last


def _nobody(words: Words, at: int) -> tuple[QuantitySpec, int] | None:
    """"no one was hurt", "none of the 45 passengers was hurt": a count of nought, of harm alone."""
    last = at + 1
    if words.at(at) == "no":
        last += words.at(last) in DASHES
        if words.at(last) != "one":
            return None
        last += 1
    elif words.at(at) not in words.lexicon.table.lists.nobody:
        return None
    if not under_harm(words, words.doc[last - 1]):
        return None
    who = counted(words, Number(0.0, 0.0, "exact", at, last)) if words.at(last) == "of" else None
    return QuantitySpec(low=0.0, high=0.0, who=who), last


def _measured(words: Words, number: Number) -> tuple[QuantitySpec | None, int]:
    """What the number is of: money, a distance, a duration, things; and the token after its words."""
    table = words.lexicon.table
    if number.currency is not None:
        return _money(number, number.currency), number.last
    at = number.last + (words.at(number.last) in DASHES or (number.low is None and words.at(number.last) == "of"))
    at += words.at(at) in ("more", "further", "additional", "extra", "full", "whole", "straight")
    money = _currency(words, at)
    if money is not None:
        weighed = words.at(number.last) in DASHES or words.at(money[1]) == "of"
        if not weighed:
            return _money(number, money[0]), money[1]
        if words.at(number.last) in DASHES:
            return None, money[1]
    long = table.long_distances.get(f"{words.at(at)} {words.at(at + 1)}")
    if long is not None:
        return _scaled(number, long, measure="distance_km"), at + 2
    unit = words.at(at)
    if unit in table.distances:
        return _distance(words, number, at)
    if unit in table.durations:
        return _duration(words, number, at)
    return _counted(words, number)


def _money(number: Number, currency: str) -> QuantitySpec:
    return QuantitySpec(low=number.low, high=number.high, bound=number.bound, measure="money", currency=currency)


def _currency(words: Words, at: int) -> tuple[str, int] | None:
    """The currency named at a token, in the singular or plural, and the token after its words; longest first."""
    table = words.lexicon.currencies_by_first
    for phrase, code in (*table.get(words.at(at), ()), *table.get(words.at(at).removesuffix("s"), ())):
        last = at + len(phrase)
        if all(words.at(at + step).removesuffix("s") == word.removesuffix("s") for step, word in enumerate(phrase)):
            return code, last
    return None


def _distance(words: Words, number: Number, at: int) -> tuple[QuantitySpec | None, int]:
    """A distance; "120 km per hour" and "60 km2" are none."""
    lists = words.lexicon.table.lists
    if words.at(at + 1) in ("per", "/") or (words.at(at + 1) in lists.every and words.at(at + 2) == "hour"):
        return None, at + 2
    return _scaled(number, words.lexicon.table.distances[words.at(at)], measure="distance_km"), at + 1


def _duration(words: Words, number: Number, at: int) -> tuple[QuantitySpec | None, int]:
    """A length of time, with "and a half" and "-long"; not "two years ago", "14 years old" or "24 hours a day"."""
    if _is_no_duration(words, number.first, at):
        return None, at + 1
    last = at + 1
    if number.low is not None and number.low == number.high:
        value, last = with_half(words, number.low, last)
        number = replace(number, low=value, high=value)
    if words.at(last) in DASHES and words.at(last + 1) == "long":
        last += 2
    return _scaled(number, words.lexicon.table.durations[words.at(at)], measure="duration_hours"), last


def _scaled(number: Number, factor: float, *, measure: Literal["distance_km", "duration_hours"]) -> QuantitySpec:
    """The number in the one unit of its measure."""
    low = None if number.low is None else round(number.low * factor, 6)
    high = None if number.high is None else round(number.high * factor, 6)
    return QuantitySpec(low=low, high=high, bound=number.bound, measure=measure)


def _is_no_duration(words: Words, first: int, unit_at: int) -> bool:
    """Whether a counted unit of time is a time ("two years ago"), an age ("14 years old") or a span to now."""
    lists = words.lexicon.table.lists
    after = words.at(unit_at + 1 + (words.at(unit_at + 1) in DASHES))
    whole_day = words.at(unit_at + 1) in lists.every and words.at(unit_at + 2) in words.lexicon.table.durations
    before = words.at(first - 1) in lists.not_duration_before and words.doc[first - 1].pos_ not in ("VERB", "AUX")
    return after in lists.not_duration_after or before or whole_day


def _counted(words: Words, number: Number) -> tuple[QuantitySpec | None, int]:
    """A count of things: the noun phrase after the number; one alone only where people are harmed near it."""
    over = share_of_all(words, number)
    if over is not None:
        return None, over
    if is_no_count(words, number):
        return None, number.last
    if words.at(number.last) in DASHES and not words.doc[number.last].whitespace_:
        return _hyphened(words, number)
    spec = QuantitySpec(low=number.low, high=number.high, bound=number.bound)
    who = counted(words, number)
    if who is None:
        return (spec if near_harm(words, number) else None), number.last
    if words.at(who[0]) in words.lexicon.table.lists.square:
        return None, who[1]
    shared = is_share(words, number)
    one_of = words.at(number.last) == "of" and number.low == 1 and not shared
    if one_of and not under_harm(words, words.doc[number.last - 1]):
        return None, who[1]  # "one of the largest attacks"
    return _of(spec, who), number.last if shared else who[1]


def _of(spec: QuantitySpec, who: tuple[int, int]) -> QuantitySpec:
    """The spec with the words that it counts."""
    return QuantitySpec(low=spec.low, high=spec.high, bound=spec.bound, who=who)


def _hyphened(words: Words, number: Number) -> tuple[QuantitySpec | None, int]:
    """"a 20,000-strong force", "a 12-member team": counts; "a three-point plan" is none."""
    lists, at = words.lexicon.table.lists, number.last + 1
    spec = QuantitySpec(low=number.low, high=number.high, bound=number.bound)
    if words.at(at) not in lists.hyphened:
        return None, at
    if words.at(at) not in lists.strong:
        return _of(spec, (at, at + 1)), at + 1
    found = noun_phrase(words, at + 1)
    return (spec, at + 1) if found is None else (_of(spec, found), found[1])


def _bounded(words: Words, first: int, *, floor: int) -> tuple[int, Bound | None]:
    """The words of bound before a number ("at least", "no fewer than"), longest first, as far back as `floor`."""
    at = first - 1
    if words.at(at) in ("the", "a", "an") and words.at(at - 1) in words.lexicon.bounds_by_last:
        at -= 1
    for phrase, bound in words.lexicon.bounds_by_last.get(words.at(at), ()):
        start = at - len(phrase) + 1
        if start >= floor and tuple(words.lowers[start:at + 1]) == phrase and words.doc[at].dep_ != "prt":
            return start, bound
    return first, None


def _bound_after(words: Words, last: int) -> tuple[Bound | None, int]:
    """The words of bound after a number ("100 or more"), and the token after them."""
    bound = words.lexicon.table.bounds_after.get(f"{words.at(last)} {words.at(last + 1)}")
    return (bound, last + 2) if bound else (None, last)


def _apply(spec: QuantitySpec, bound: Bound | None) -> QuantitySpec:
    """Open the side that the bound leaves open: "at least 43" has no high, "as many as 200" no low."""
    low, high = spec.low, spec.high
    if bound is None or spec.bound == "vague" or low != high or not low:
        return spec
    return QuantitySpec(
        low=None if bound == "at_most" or spec.bound == "at_most" else low,
        high=None if bound == "at_least" or spec.bound == "at_least" else high, bound=bound, measure=spec.measure,
        currency=spec.currency, who=spec.who,
    )


def _mention(doc: Doc, spec: QuantitySpec, *, first: int, last: int) -> Mention:
    span = doc[first:last]
    head = spec.who[1] - 1 if spec.who is not None and first <= spec.who[1] - 1 < last else span.root.i
    return Mention(
        kind="quantity", form="expression", first=first, last=last, head=head, start=span.start_char, end=span.end_char,
        text=span.text, entries=pack(spec),
    )
