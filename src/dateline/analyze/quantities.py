"""Numbers told of things: "at least 43 people", "dozens", "30 to 40", "$1.5bn", "an 11-hour pause", "10 km".

Takes a parsed `Doc` and the words of measure; gives `Mention(kind="quantity", form="expression")` in order, without
overlaps, each with a packed `QuantitySpec`. Labels ("Resolution 2254"), ages, percentages, ordinals, dates and scores
are no quantities: a number with no thing counted, no unit and no verb of harm is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.analyze.numbers import number_at
from dateline.codebook.measures import QuantitySpec, pack
from dateline.records import Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from dateline.codebook.measures import Bound, QuantityLexicon

DASHES = frozenset({"-", "–", "—"})
MAX_NOUN_WORDS = 6
"""Words between a number and the noun it counts: "12 heavily armed Syrian government soldiers"."""
FIRST_YEAR, LAST_YEAR = 1800, 2100


@dataclass(frozen=True, slots=True)
class _Words:
    doc: Doc
    lowers: list[str]
    lexicon: QuantityLexicon

    def at(self, index: int) -> str:
        return self.lowers[index] if 0 <= index < len(self.lowers) else ""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number or range as read: its bounds (`None` when vague), its own bound, and its half-open token range."""

    low: float | None
    high: float | None
    bound: Bound
    first: int
    last: int


def find_quantities(doc: Doc, *, lexicon: QuantityLexicon, times: Sequence[Mention] = ()) -> list[Mention]:
    """Every number told of something, in order. `times` are mentions whose tokens are left out, where known."""
    words = _Words(doc, [token.lower_ for token in doc], lexicon)
    taken = {at for mention in times for at in range(mention.first, mention.last)}
    found: list[Mention] = []
    at, count = 0, len(words.lowers)
    while at < count:
        word = words.lowers[at]
        if (word in lexicon.triggers or word[:1].isdigit() or word[:1] in "$€£") and at not in taken:
            mention, last = _read(words, at, floor=found[-1].last if found else 0)
            if mention is not None:
                found.append(mention)
            at = max(last, at + 1)
        else:
            at += 1
    return found


def _read(words: _Words, at: int, *, floor: int) -> tuple[Mention | None, int]:
    """The mention that a number beginning here makes, and the token to go on from."""
    money_sign = words.lexicon.table.signs.get(words.at(at))
    number = _number(words, at + 1 if money_sign else at)
    if number is None:
        return None, at + 1
    if money_sign or _people_follow(words, number.last):
        number = _with_suffix(words, number, first=at)
    number = _ranged(words, number)
    spec, last = _measured(words, number, currency=money_sign)
    if spec is None:
        return None, number.last
    first, bound = _bounded(words, number.first, floor=floor)
    after, last_bound = _bound_after(words, number.last)
    if last_bound > last and after:
        last = last_bound
    spec = _apply(spec, bound or after)
    return _mention(words.doc, spec, first=first, last=last), last


def _people_follow(words: _Words, at: int) -> bool:
    """Whether a letter after digits means a million or so, not metres: "1.5m people"."""
    lettered = words.at(at) in words.lexicon.numbers.suffixes
    return lettered and at + 1 < len(words.lowers) and words.doc[at + 1].tag_ == "NNS"


def _number(words: _Words, at: int) -> _Number | None:
    """A vague phrase or a number in digits or words."""
    for phrase in words.lexicon.vague_by_first.get(words.at(at), ()):
        last = at + len(phrase)
        if tuple(words.lowers[at:last]) == phrase:
            return _Number(None, None, "vague", at, last)
    if at >= len(words.lowers):
        return None
    found = number_at(words.lowers, at, numbers=words.lexicon.numbers)
    return None if found is None else _Number(found[0], found[0], "exact", at, found[1])


def _with_suffix(words: _Words, number: _Number, *, first: int) -> _Number:
    """An amount with its sign taken in, and a letter after it ("€20 m")."""
    scale = words.lexicon.numbers.suffixes.get(words.at(number.last))
    if scale is None or number.low is None:
        return _Number(number.low, number.high, number.bound, first, number.last)
    return _Number(number.low * scale, number.low * scale, number.bound, first, number.last + 1)


def _ranged(words: _Words, number: _Number) -> _Number:
    """"30 to 40", "30-40", "between 30 and 40" as one number with two bounds."""
    link = words.at(number.last)
    opened = words.at(number.first - 1) == "between"
    if number.low is None or not (link in DASHES or link == "to" or (link == "and" and opened)):
        return number
    sign = words.at(number.last + 1) in words.lexicon.table.signs
    far = _number(words, number.last + 1 + sign)
    if far is None or far.low is None or far.low <= number.low:
        return number
    first = number.first - opened
    return _Number(number.low, far.low, "exact", first, far.last)


def _measured(words: _Words, number: _Number, *, currency: str | None) -> tuple[QuantitySpec | None, int]:
    """What the number is of: money, a distance, a duration, things; and the token after its words."""
    table = words.lexicon.table
    low, high, bound = number.low, number.high, number.bound
    if currency is not None:
        return QuantitySpec(low=low, high=high, bound=bound, measure="money", currency=currency), number.last
    at = number.last + (words.at(number.last) in DASHES)
    unit = words.at(at)
    if unit in table.currencies:
        return QuantitySpec(low=low, high=high, bound=bound, measure="money", currency=table.currencies[unit]), at + 1
    if unit in table.distances:
        return _scaled(number, table.distances[unit], measure="distance_km"), at + 1
    if unit in table.durations:
        return (None, at + 1) if _is_no_duration(words, number.first, at) else (
            _scaled(number, table.durations[unit], measure="duration_hours"), at + 1)
    return _counted(words, number)


def _scaled(number: _Number, factor: float, *, measure: str) -> QuantitySpec:
    """The number in the one unit of its measure."""
    low = None if number.low is None else round(number.low * factor, 6)
    high = None if number.high is None else round(number.high * factor, 6)
    kind = "distance_km" if measure == "distance_km" else "duration_hours"
    return QuantitySpec(low=low, high=high, bound=number.bound, measure=kind)  # type: ignore[arg-type]


def _is_no_duration(words: _Words, first: int, unit_at: int) -> bool:
    """Whether a counted unit of time is a time ("two years ago"), an age ("14 years old") or a span to now."""
    lists = words.lexicon.table.lists
    after = words.at(unit_at + 1 + (words.at(unit_at + 1) in DASHES))
    return after in lists.not_duration_after or words.at(first - 1) in lists.not_duration_before


def _counted(words: _Words, number: _Number) -> tuple[QuantitySpec | None, int]:
    """A count of things: the noun phrase after the number; none for one alone under a verb of harm."""
    lists = words.lexicon.table.lists
    if words.at(number.last) in lists.not_count_after or words.at(number.first - 1) in lists.label_before:
        return None, number.last
    if words.at(number.last) in DASHES or _is_label(words, number) or _is_year(words, number):
        return None, number.last
    spec = QuantitySpec(low=number.low, high=number.high, bound=number.bound)
    who = _noun_phrase(words, number)
    if who is not None:
        if words.at(who[0]) in lists.square:
            return None, who[1]
        last = number.last if _is_share(words, number) else who[1]
        return QuantitySpec(low=spec.low, high=spec.high, bound=spec.bound, who=who), last
    return (spec, number.last) if _stands_alone(words, number) else (None, number.last)


def _is_share(words: _Words, number: _Number) -> bool:
    """"two of eight corridors": the whole is a number of its own, and its words stay free for it."""
    at = number.last + 1 + (words.at(number.last + 1) in ("the", "its", "their"))
    return words.at(number.last) == "of" and at < len(words.lowers) and number_at(
        words.lowers, at, numbers=words.lexicon.numbers) is not None


def _is_label(words: _Words, number: _Number) -> bool:
    """"Flight 752", "Boeing 737": digits right after a name, with nothing of their own to count."""
    before = words.doc[number.first - 1] if number.first > 0 else None
    if before is None or number.low is None or number.last - number.first > 1:
        return False
    token = words.doc[number.first]
    return before.pos_ == "PROPN" and token.dep_ in ("nummod", "appos", "nmod") and token.head.i <= before.i


def _is_year(words: _Words, number: _Number) -> bool:
    """A bare 2014 after "in" and the like, or that counts no plural; "2,014 people" and "1900 troops" are counts."""
    if number.low is None or not FIRST_YEAR <= number.low <= LAST_YEAR or not words.at(number.first).isdigit():
        return False
    token = words.doc[number.first]
    plural = token.dep_ == "nummod" and token.head.tag_ in ("NNS", "NNPS") and token.head.i > token.i
    return not plural or words.at(number.first - 1) in words.lexicon.table.lists.year_before


def _noun_phrase(words: _Words, number: _Number) -> tuple[int, int] | None:
    """The half-open range of the noun phrase counted: after the number, or after its "of"."""
    doc, at = words.doc, number.last
    if words.at(at) == "of":
        at += 1
        while words.at(at) in ("the", "its", "their", "his", "these", "those", "them"):
            at += 1
    elif number.low == 1 and words.at(number.first) == "one" and words.at(at) in ("day", "another", "of"):
        return None
    if number.last < at < len(doc):
        whole = number_at(words.lowers, at, numbers=words.lexicon.numbers)
        at = at if whole is None else whole[1]
    start, last_noun = at, None
    while at < len(doc) and at - start < MAX_NOUN_WORDS:
        token = doc[at]
        hyphened = words.at(at) in DASHES and last_noun == at - 1
        if token.pos_ in ("NOUN", "PROPN"):
            last_noun = at
        elif not (token.pos_ in ("ADJ", "ADV") or token.tag_ in ("VBN", "VBG", "POS") or hyphened):
            break
        if last_noun is not None and token.pos_ not in ("NOUN", "PROPN") and not hyphened:
            break
        at += 1
    return None if last_noun is None or words.at(start) in ("killed", "wounded", "injured") else (start, last_noun + 1)


def _stands_alone(words: _Words, number: _Number) -> bool:
    """Whether a bare number is of people harmed: "killing 12", "30 were wounded", "a toll of 56", "left 12 dead"."""
    lexicon, token = words.lexicon, words.doc[number.last - 1]
    if words.at(number.last) in lexicon.state_kinds:
        return True
    for _ in range(4):
        token = token.head
        lemma = token.lemma_.lower()
        if lemma in lexicon.verb_kinds or lemma in lexicon.toll_kinds:
            return True
        if token.pos_ == "VERB" and any(child.lemma_.lower() in lexicon.toll_kinds for child in token.children):
            return True
        if token.head.i == token.i:
            break
    return False


def _bounded(words: _Words, first: int, *, floor: int) -> tuple[int, Bound | None]:
    """The words of bound before a number ("at least", "no fewer than"), longest first, as far back as `floor`."""
    at = first - 1
    if words.at(at) in ("the", "a", "an") and words.at(at - 1) in words.lexicon.bounds_by_last:
        at -= 1
    for phrase, bound in words.lexicon.bounds_by_last.get(words.at(at), ()):
        start = at - len(phrase) + 1
        if start >= floor and tuple(words.lowers[start:at + 1]) == phrase:
            return start, bound
    return first, None


def _bound_after(words: _Words, last: int) -> tuple[Bound | None, int]:
    """The words of bound after a number ("100 or more"), and the token after them."""
    bound = words.lexicon.table.bounds_after.get(f"{words.at(last)} {words.at(last + 1)}")
    return (bound, last + 2) if bound else (None, last)


def _apply(spec: QuantitySpec, bound: Bound | None) -> QuantitySpec:
    """Open the side that the bound leaves open: "at least 43" has no high, "as many as 200" no low."""
    if bound is None or spec.bound == "vague" or spec.low != spec.high:
        return spec
    return QuantitySpec(
        low=None if bound == "at_most" else spec.low, high=None if bound == "at_least" else spec.high, bound=bound,
        measure=spec.measure, currency=spec.currency, who=spec.who,
    )


def _mention(doc: Doc, spec: QuantitySpec, *, first: int, last: int) -> Mention:
    span = doc[first:last]
    head = spec.who[1] - 1 if spec.who is not None and first <= spec.who[1] - 1 < last else span.root.i
    return Mention(
        kind="quantity", form="expression", first=first, last=last, head=head, start=span.start_char, end=span.end_char,
        text=span.text, entries=pack(spec),
    )


