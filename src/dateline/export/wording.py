"""Actors, places, times, numbers and chains of speakers in plain English; what is not known is said to be unknown."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from dateline.export.phrases import load_phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dateline.records import ActorRef, Hop, PlaceRef, Quantity, Speaker, When

DETERMINERS = frozenset({
    "the", "a", "an", "this", "that", "these", "those", "some", "several", "many", "both", "all", "one", "his", "her",
    "its", "their", "our", "no", "any", "each", "every", "another",
})
CARRIERS = frozenset({"media", "agency", "document"})
OUTLETS = frozenset({"outlet", "publisher"})


def join_words(words: Sequence[str]) -> str:
    """Join as English does: "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def begin(words: str) -> str:
    """The words with a capital at their head; an address on the web (`www.example.org`) keeps its small letter."""
    first = words.split(" ", 1)[0].rstrip(",:;")
    return words if "." in first.strip(".") else words[:1].upper() + words[1:]


def clean(text: str) -> str:
    """The words on one line: white space of any kind becomes one blank, control characters go."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def shorten(text: str, *, limit: int) -> str:
    """At most `limit` characters, cut at a blank, the cut shown."""
    words = clean(text)
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut) + "…"


def name_actor(ref: ActorRef) -> str:
    """The words of the report; a pronoun or a bare common noun is preceded by the name that it stands for."""
    text = _uncapped(clean(ref.text))
    if _is_short(text) and ref.name and ref.name.casefold() != text.casefold():
        return f"{with_article(ref.name)} (“{text}”)"
    return with_article(text) if text else ref.name or load_phrases().nobody


def _uncapped(text: str) -> str:
    """The words as they stand inside a sentence: "The government" is "the government"."""
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}" if rest and first.lower() in DETERMINERS else text


def _is_short(text: str) -> bool:
    """Whether the words name nobody by themselves: "he", "the army", "the two leaders"."""
    return text.casefold() in load_phrases().pronouns or text.islower()


def with_article(words: str) -> str:
    """Put "the" before a noun that stands alone ("Syrian army"), not before names, plurals and possessives."""
    parts = words.split()
    if not parts or parts[-1].casefold() not in load_phrases().articled:
        return words
    first = parts[0]
    if first.casefold() in DETERMINERS or first[0].isdigit():
        return words
    possessive = any(part.endswith(("'s", "’s", "s'", "s’")) for part in parts[:-1])
    return words if possessive else f"the {words}"


def name_actors(refs: Iterable[ActorRef]) -> str:
    """All parties in order, each once; `nobody` where there is none. Parties that the same words stand for are told
    together: "Abiy Ahmed and Uhuru Kenyatta (“the two leaders”)"."""
    told: list[str] = []
    for _, group in groupby(refs, key=lambda ref: (ref.start, ref.end, ref.text)):
        same = list(group)
        names = list(dict.fromkeys(name_actor(ref) for ref in same))
        tail = f" (“{_uncapped(clean(same[0].text))}”)"
        if len(names) > 1 and all(name.endswith(tail) for name in names):
            names = [*(name.removesuffix(tail) for name in names[:-1]), names[-1]]
        told.extend(names)
    return join_words(list(dict.fromkeys(told))) or load_phrases().nobody


def is_plural(refs: Sequence[ActorRef]) -> bool:
    """Whether a verb in the present takes its plural: several parties, or one that is a plural common noun."""
    if len(refs) != 1:
        return len(refs) > 1
    word = (clean(refs[0].text).split() or [""])[-1]
    if word.casefold() in load_phrases().plurals:
        return True
    return word.islower() and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def name_place(place: PlaceRef | None, *, part: str | None = None) -> str | None:
    """The place without its preposition: "Babdin Square (within Aleppo)", "the north-east of Aleppo"."""
    if place is None:
        return None
    name = place.name or clean(place.text)
    if place.within and place.within != name:
        name = f"{name} (within {place.within})"
    return f"the {part} of {name}" if part else name


def where(place: PlaceRef | None) -> str:
    """The place with its preposition, no finer than it is known; "" where there is none."""
    name = name_place(place)
    if place is None or name is None:
        return ""
    if place.precision == "near":
        return f"near {name}"
    if place.precision in {"country", "province", "district"}:
        return f"somewhere in {name}"
    return f"in {name}" if place.precision == "city" else f"at {name}"


def day(value: str) -> str:
    """An ISO value for people: "2016-10-19T18:06" is "2016-10-19 18:06"."""
    return value.replace("T", " ")


def when(time: When) -> str:
    """The time with its preposition, as fine as it is known; says where the date is not the act's own."""
    start, end = time.start_date, time.end_date
    if time.basis == "publication":
        return f"dated by its publication, {day(start or end or 'unknown')}"
    if time.basis == "told_by":
        return f"told by {day(end or start or 'an unknown day')}"
    if start and end and start != end:
        return f"between {day(start)} and {day(end)}"
    if start and end:
        return _at(start, time.precision)
    if start:
        return f"from {day(start)} on"
    return f"up to {day(end)}" if end else f"“{clean(time.text or 'a time not told')}”"


def as_of(time: When | None) -> str:
    """The day on which a status is told: "2016-10-19", or that none is told."""
    if time is None or not (time.start_date or time.end_date):
        return "a time not told"
    return day(time.start_date or time.end_date or "")


def _at(value: str, precision: str) -> str:
    """One point or period with the preposition that its precision asks for."""
    if precision in {"month", "year", "season"}:
        return f"in {value}"
    if precision == "week":
        return f"in the week of {value}"
    return f"at {day(value)}" if "T" in value else f"on {value}"


def how_many(quantity: Quantity) -> str:
    """A number told: "at least 12 militants killed"; a vague one keeps its words."""
    table = load_phrases()
    low, high = quantity.low, quantity.high
    if quantity.kind == "count":
        return f"the number told “{clean(quantity.text)}”"
    if quantity.kind == "money" or quantity.bound == "vague" or (low is None and high is None):
        return f"“{clean(quantity.text)}”"
    number = _number(low) if low is not None else _number(high)
    if low is not None and high is not None and low != high:
        number = f"{_number(low)} to {_number(high)}"
    words = [f"{table.bound.get(quantity.bound, '')}{number}", clean(quantity.who or ""), table.quantity[quantity.kind]]
    return " ".join(word for word in words if word)


def _number(value: float | None) -> str:
    """A number without needless decimals."""
    return "" if value is None else f"{value:,.15g}"


def name_speaker(speaker: Speaker, *, outlet: str | None = None) -> str:
    """One voice; "the outlet" where the page speaks for itself and its name is not at hand."""
    name = clean(speaker.text or "")
    if speaker.actor is not None and (not name or _is_short(name)):
        name = name_actor(speaker.actor)
    if not name:
        kind = speaker.kind.replace("_", " ")
        article = "an" if kind[0] in "aeiou" else "a"
        name = (outlet or "the outlet") if speaker.kind in OUTLETS else f"{article} {kind}"
    name = with_article(name)
    told = {"unnamed", "anonymous"} & set(name.casefold().split())
    return f"{name} (unnamed)" if speaker.kind == "unnamed_official" and not speaker.named and not told else name


def name_hop(hop: Hop, *, outlet: str | None = None) -> str:
    """One step of the chain with how far it stands by its words: "Kabul (denies it)"."""
    names = list(dict.fromkeys(name_speaker(speaker, outlet=outlet) for speaker in hop.speakers))
    reserve = load_phrases().commitment.get(hop.commitment)
    return (join_words(names) or "somebody not named") + (f" ({reserve})" if reserve else "")


def is_outlet(hop: Hop) -> bool:
    """Whether the page itself speaks here."""
    return bool(hop.speakers) and all(speaker.kind in OUTLETS and speaker.text is None for speaker in hop.speakers)


def whose_word(chain: Sequence[Hop], *, outlet: str | None = None) -> str:
    """The chain, origin first: "Syria's Foreign Ministry, carried by state television". The page itself is named only
    where it is the origin."""
    if not chain:
        return outlet or "the outlet"
    parts = [name_hop(chain[0], outlet=outlet)]
    for hop in chain[1:]:
        if not is_outlet(hop):
            carried = all(speaker.kind in CARRIERS for speaker in hop.speakers)
            parts.append(f"{'carried' if carried else 'passed on'} by {name_hop(hop, outlet=outlet)}")
        elif load_phrases().commitment.get(hop.commitment):
            parts.append(f"told by {name_hop(hop, outlet=outlet)}")
    return ", ".join(parts)
