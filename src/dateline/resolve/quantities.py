"""What each number is of: people killed, hurt, held or driven out, troops, kilometres, hours, money, or plain things.

Takes a `Reading`; gives a `Quantity` for each quantity mention, by its index in `Reading.mentions`. The kind of a count
comes from the words around it: the verb it is object or passive subject of, the noun counted, what is said of it
("12 dead"), or the number that it is a part of. Who kills is not killed: the subject of an active verb of harm is a
plain count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.codebook.measures import QuantitySpec, unpack_quantity
from dateline.records import Quantity
from dateline.resolve.quantity_kinds import is_person, kind_of_count, shares_no_fate

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dateline.codebook.measures import QuantityLexicon
    from dateline.records import Mention, QuantityKind, Reading
    from dateline.resolve.quantity_kinds import Found

MAKER = "rule:quantities@2"
PART_REACH = 3
LIST_REACH = 4
NOTHING_COUNTED = "a bare number: nothing said of what it counts"
HARMS = frozenset({"killed", "injured", "detained", "displaced"})


def resolve_quantities(
    reading: Reading, *, lexicon: QuantityLexicon,
) -> tuple[dict[int, Quantity], dict[int, str], dict[int, tuple[str, str]]]:
    """The quantity of each quantity mention: (quantities, reasons for the rest, notes), all by mention index.

    A vague one has neither low nor high; a bare number with no word of harm is none. `who` is the currency of money,
    else the words counted.
    """
    rows = [(index, mention, unpack_quantity(mention.entries)) for index, mention in enumerate(reading.mentions)
            if mention.kind == "quantity"]
    kinds = _kinds(reading.doc, rows, lexicon=lexicon)
    quantities: dict[int, Quantity] = {}
    reasons: dict[int, str] = {}
    notes: dict[int, tuple[str, str]] = {}
    for (index, mention, spec), found in zip(rows, kinds, strict=True):
        if found is None and spec.who is None and spec.bound != "vague":
            reasons[index] = NOTHING_COUNTED
            continue
        kind, ground = found or ("count", "no word of harm around it")
        quantities[index] = Quantity(
            kind=kind, who=_who(reading, spec), low=spec.low, high=spec.high, bound=spec.bound, text=mention.text,
            start=mention.start, end=mention.end,
        )
        notes[index] = (MAKER, f"{ground} gives the kind")
    return quantities, reasons, notes


def _who(reading: Reading, spec: QuantitySpec) -> str | None:
    if spec.currency is not None:
        return spec.currency
    return None if spec.who is None else reading.doc[spec.who[0]:spec.who[1]].text


def _kinds(
    doc: Doc, rows: list[tuple[int, Mention, QuantitySpec]], *, lexicon: QuantityLexicon,
) -> list[Found | None]:
    """The kind of each in order; parts and lists take that of the number that they belong to."""
    kinds: list[Found | None] = []
    for number, (_, mention, spec) in enumerate(rows):
        found = _own(doc, mention, spec, lexicon=lexicon)
        if found is None and number and _may_share(doc, mention, spec, lexicon=lexicon):
            found = _from_before(doc, mention, rows[number - 1][1], kinds=kinds, lexicon=lexicon)
        kinds.append(found)
    for number in range(len(rows) - 2, -1, -1):
        after, (_, mention, spec) = kinds[number + 1], rows[number]
        if kinds[number] is None and after is not None and after[0] in HARMS and spec.measure == "count" and _listed(
                doc, mention, rows[number + 1][1]) and _may_share(doc, mention, spec, lexicon=lexicon):
            kinds[number] = after
    return kinds


def _may_share(doc: Doc, mention: Mention, spec: QuantitySpec, *, lexicon: QuantityLexicon) -> bool:
    return spec.measure == "count" and is_person(doc, spec, lexicon=lexicon) and not shares_no_fate(
        doc, mention, lexicon=lexicon)


def _own(doc: Doc, mention: Mention, spec: QuantitySpec, *, lexicon: QuantityLexicon) -> Found | None:
    """The kind by its unit, its force, or the words around it."""
    if spec.measure != "count":
        return spec.measure, "its unit"
    strong = spec.who is not None and any(
        token.lower_ in lexicon.table.lists.strong for token in doc[mention.first:spec.who[0]])
    if strong and spec.who is not None:
        force = doc[spec.who[1] - 1].lower_ in lexicon.table.people.forces
        return ("troops" if force else "count"), "'strong'"
    return kind_of_count(doc, mention, spec, lexicon=lexicon)


def _from_before(
    doc: Doc, mention: Mention, before: Mention, *, kinds: list[Found | None], lexicon: QuantityLexicon,
) -> Found | None:
    """The kind of the number before, for its parts ("among them three children") and its list ("and two nurses")."""
    sent = doc[mention.first].sent
    if before.first < sent.start:
        return None
    harmed: QuantityKind | None = next((one[0] for one in reversed(kinds) if one and one[0] in HARMS), None)
    if harmed is not None and _is_part(doc, mention, lexicon=lexicon):
        return harmed, "the number that it is a part of"
    last = kinds[-1]
    if last is None or last[0] not in HARMS or not _listed(doc, before, mention):
        return None
    return last[0], "the number that it is listed with"


def _is_part(doc: Doc, mention: Mention, *, lexicon: QuantityLexicon) -> bool:
    """Whether words before or after a number make it a part of another ("including two", "eight of them")."""
    parts = lexicon.table.parts_of
    own = f" {' '.join(token.lower_ for token in doc[mention.first:mention.last + PART_REACH - 1])} "
    if any(f" {phrase} " in own for phrase in parts.after):
        return True
    before = f" {' '.join(token.lower_ for token in doc[max(mention.first - PART_REACH, 0):mention.first])} "
    return any(f" {phrase} " in before for phrase in parts.before)


def _listed(doc: Doc, one: Mention, other: Mention) -> bool:
    """Whether nothing but "and" or a comma stands between two numbers ("a woman and her two sons")."""
    gap = [token.lower_ for token in doc[one.last:other.first]]
    plain = [word for word in gap if word not in ("her", "his", "their", "its", "the", "another", "as", "well")]
    return len(gap) <= LIST_REACH and plain in (["and"], [","], ["plus"])
