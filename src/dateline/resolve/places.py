"""Which place a name stands for, decided for the whole article, and where a name lies that no gazetteer has.

Takes a `Reading`, gives references, reasons for what stays open, and notes in plain words. One name has one sense in
an article unless a container beside it says otherwise ("Paris, Texas"). A sense is scored by size, by the countries and
divisions that the report names, and by how close it lies to other places named.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.gazetteer.fold import fold
from dateline.gazetteer.places import distance_km
from dateline.records import PlaceRef

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.gazetteer.own_places import Divided
    from dateline.gazetteer.places import PlaceIndex, PlaceRow
    from dateline.records import Mention, Reading

MAKER: Final = "rule:places@1"
_RANK: Final = {"site": 0, "city": 1, "district": 2, "province": 3, "region": 3, "historic": 4, "country": 4, "sea": 5,
                "continent": 5}
_ASKED: Final = 40
"""Candidates of one name that are scored; the lightest of a hundred San Antonios is nobody's news."""
_GAP_CHARS: Final = 40
_COMPARED: Final = 60
"""Places already settled that a sense is held against; the clearest names are settled first."""
_SPANNING: Final = frozenset({"sea", "continent"})
_POINTS: Final = frozenset({"city", "district", "site"})
_NEAR_KM: Final = 300.0
_COUNTRY_CAP: Final = 8.0
_BY_COUNTRY: Final = 3.0
_BY_DIVISION: Final = 2.0
_BY_DISTANCE: Final = 1.5
_ALIAS_COST: Final = 1.0
_STRAY: Final = 20_000
_STRAY_ALIAS: Final = 200_000
_NAMED: Final = 0.9
"""What a country gathers when the report names it, or a place that is surely its own, once."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_LINKS: Final = frozenset({",", "in", ", in", "of", ", of", "(", "in the", ", a city in", ", a town in", "(in"})
"""What stands between a place and its container; adjectives and nouns of the place between are left out."""


@dataclass(slots=True)
class Sense:
    """What a name was taken for: the row, and why."""

    row: PlaceRow
    why: str
    of: int


@dataclass(slots=True)
class Context:
    """What the article says about where it plays: weight by country code, divisions named, places already settled."""

    countries: Counter[str] = field(default_factory=Counter)
    own: dict[str, Counter[str]] = field(default_factory=dict)
    divisions: Counter[int] = field(default_factory=Counter)
    settled: dict[str, PlaceRow] = field(default_factory=dict)


@dataclass(slots=True)
class Found:
    """What is settled so far, by index of the mention; `outer` has the mention that names a container beside one."""

    outer: Mapping[int, int]
    senses: Mapping[int, Sense]
    refs: dict[int, PlaceRef] = field(default_factory=dict)
    notes: dict[int, tuple[str, str]] = field(default_factory=dict)


def resolve_places(
    reading: Reading, *, places: PlaceIndex, home_country: str | None = None,
) -> tuple[dict[int, PlaceRef], dict[int, str], dict[int, tuple[str, str]]]:
    """Resolve the place mentions of a reading: references, reasons why not, and notes, by index of the mention.

    `home_country` (alpha-3) is where the outlet's readers live, which tips the scale where the report does not.
    """
    named = {
        at: [places.row(int(entry)) for entry in mention.entries[:_ASKED]]
        for at, mention in enumerate(reading.mentions) if mention.kind == "place" and mention.entries
    }
    outer = _containers(reading)
    local = _local_senses(reading, named, outer, places=places)
    senses = _settle(reading, named, local, places=places, home_country=home_country)
    found = Found(outer=outer, senses=senses)
    for at, sense in senses.items():
        mention = reading.mentions[at]
        divided = places.divide(sense.row)
        found.refs[at] = _ref(mention, sense.row, divided)
        found.notes[at] = (MAKER, _note(mention, sense, divided))
    _place_unknown(reading, found, places=places)
    _follow_back(reading, found, places=places)
    unresolved = {
        at: "its name is in no gazetteer, and no place that could hold it is named"
        if mention.form == "name" else "no earlier place that it could stand for"
        for at, mention in enumerate(reading.mentions) if mention.kind == "place" and at not in found.refs
    }
    return found.refs, unresolved, found.notes


def _containers(reading: Reading) -> dict[int, int]:
    """Find for a mention the place that the words beside it say it lies in: "Paris, Texas", "Syria's Aleppo"."""
    text = reading.article.text
    order = [at for at, mention in enumerate(reading.mentions) if mention.kind == "place"]
    order.sort(key=lambda at: reading.mentions[at].start)
    outer: dict[int, int] = {}
    for at, following in pairwise(order):
        left, right = reading.mentions[at], reading.mentions[following]
        if left.form != "name" or right.form != "name":
            continue
        between = text[left.end : right.start]
        if len(between) > _GAP_CHARS or "\n" in between:
            continue
        words = [word.lower_ for word in reading.doc[left.last : right.first] if not _describes(word.pos_, word.lower_)]
        link = " ".join(words).strip()
        if link in _LINKS:
            outer[at] = following
        elif link in {"'s", "’s", "'", "’"}:
            outer[following] = at
    return outer


def _describes(pos: str, word: str) -> bool:
    """Tell whether a word between a place and its container only describes: "in north-eastern", ", a city in"."""
    return pos in {"ADJ", "DET"} or word in {"-", "province", "district", "state", "city", "town", "village", "north",
                                             "south", "east", "west", "northern", "southern", "eastern", "western"}


def _local_senses(
    reading: Reading, named: Mapping[int, list[PlaceRow]], outer: Mapping[int, int], *, places: PlaceIndex,
) -> dict[int, Sense]:
    """Settle names whose container is named beside them, innermost last, so that chains narrow from the right."""
    local: dict[int, Sense] = {}
    for at in sorted(outer, reverse=True):
        holder = outer[at]
        if at not in named or holder not in named:
            continue
        holders = [local[holder].row] if holder in local else named[holder]
        if _is_list(reading.mentions[at], named[at][0], named[holder][0], reading):
            continue
        for row in named[at]:
            found = next((whole for whole in holders if _holds(whole, row, places=places)), None)
            if found is not None:
                said = reading.mentions[holder].text
                local[at] = Sense(row, f"'{said}' beside it holds it", len(named[at]))
                if holder not in local:
                    local[holder] = Sense(found, f"it holds '{reading.mentions[at].text}' beside it", len(holders))
                break
    return local


def _is_list(part: Mention, first: PlaceRow, second: PlaceRow, reading: Reading) -> bool:
    """Tell whether a comma rather parts a list: both names are, as commonly meant, of one rank ("China, Japan")."""
    return _RANK.get(first.kind, 0) >= _RANK.get(second.kind, 0) and reading.doc[part.last].text == ","


def _holds(whole: PlaceRow, part: PlaceRow, *, places: PlaceIndex) -> bool:
    """Tell whether a place lies in another, by the divisions or, for regions of ours, by distance."""
    if whole.id == part.id or whole.kind == "city":
        return False
    if whole.id in part.within or places.holds_by_own(whole, part):
        return True
    if whole.kind != "region" or part.kind in {"country", "continent", "sea", "historic"}:
        return False
    if whole.country is not None and whole.country != part.country:
        return False
    return distance_km(whole.latitude, whole.longitude, part.latitude, part.longitude) <= whole.radius_km


def _settle(
    reading: Reading, named: Mapping[int, list[PlaceRow]], local: Mapping[int, Sense], *, places: PlaceIndex,
    home_country: str | None,
) -> dict[int, Sense]:
    """Choose one sense for each name, the clearest names first, and give it to all mentions without a local one."""
    groups: dict[str, list[int]] = {}
    for at in named:
        groups.setdefault(fold(reading.mentions[at].text), []).append(at)
    context = _context(reading, named, groups, local, places=places, home_country=home_country)
    chosen: dict[str, Sense] = {}
    for key in sorted(groups, key=lambda key: (_doubt(named[groups[key][0]]), groups[key][0])):
        held = Counter(local[at].row.id for at in groups[key] if at in local)
        if held:
            best = held.most_common(1)[0][0]
            sense = next(local[at] for at in groups[key] if at in local and local[at].row.id == best)
            chosen[key] = Sense(sense.row, "as placed elsewhere in the report", sense.of)
        else:
            chosen[key] = _choose(named[groups[key][0]], key, context, places=places)
        context.settled[key] = chosen[key].row
        _count_row(context, key, chosen[key].row, 1.0)
    settled: dict[int, Sense] = {}
    for key, members in groups.items():
        for at in members:
            sense = local.get(at) or chosen[key]
            fitting = _of_kind_said(reading, at, sense, named[at], places=places)
            if fitting is not None and not (at not in local and _is_stray(fitting, key, context, places=places)):
                settled[at] = fitting
    return settled


def _of_kind_said(
    reading: Reading, at: int, sense: Sense, rows: list[PlaceRow], *, places: PlaceIndex,
) -> Sense | None:
    """Keep to the kind that the words beside a name say ("Idlib province"); `None` where no sense is of it."""
    kinds = _kinds_said(reading, reading.mentions[at], places=places)
    if not kinds or sense.row.kind in kinds or sense.row.kind == "country":
        return sense
    fitting = [row for row in rows if row.kind in kinds]
    if not fitting:
        return None if kinds <= {"province", "region", "district"} else sense
    row = min(fitting, key=lambda row: row.country != sense.row.country)
    return Sense(row, f"the words beside it call it a {row.kind}", sense.of)


def _kinds_said(reading: Reading, mention: Mention, *, places: PlaceIndex) -> frozenset[str]:
    """Give the kinds that the word after a name says, or the word before "of"; empty for none."""
    doc, divisions = reading.doc, places.words.divisions
    if mention.last < len(doc) and doc[mention.last].lower_ in divisions:
        return divisions[doc[mention.last].lower_]
    at = mention.first - 1
    if at > 0 and doc[at].lower_ == "the":
        at -= 1
    if at > 1 and doc[at].lower_ == "of" and not doc[at - 2].text[0].isupper():
        return divisions.get(doc[at - 1].lower_, frozenset())
    return frozenset()


def _is_stray(sense: Sense, key: str, context: Context, *, places: PlaceIndex) -> bool:
    """Tell whether a sense is a hamlet in a country that the report does not speak of, while it speaks of others."""
    row = sense.row
    if row.kind not in {"city", "district"}:
        return False
    small = _STRAY if places.named_mainly(key, row.id) else _STRAY_ALIAS
    own = context.own.get(key, Counter())
    here = context.countries.get(row.country or "", 0.0) - own.get(row.country or "", 0.0)
    elsewhere = max((count - own.get(code, 0.0) for code, count in context.countries.items() if code != row.country),
                    default=0.0)
    return row.weight < small and here < _NAMED and elsewhere >= _NAMED


def _doubt(rows: list[PlaceRow]) -> float:
    """Tell how unclear a name is by itself: the weight of its second sense against its first."""
    return 0.0 if len(rows) == 1 else (rows[1].weight + 1) / (rows[0].weight + 1)


def _context(
    reading: Reading, named: Mapping[int, list[PlaceRow]], groups: Mapping[str, list[int]],
    local: Mapping[int, Sense], *, places: PlaceIndex, home_country: str | None,
) -> Context:
    """Count the countries that the report names by itself: adjectives, country names, and names with one sense."""
    context = Context()
    demonyms = places.words.demonyms
    said = Counter(_WORD.findall(reading.article.text.lower()))
    for word in sorted(said.keys() & demonyms.keys()):
        context.countries[demonyms[word]] += said[word]
    if home_country:
        context.countries[home_country] += 1
    for key, members in groups.items():
        rows = [local[at].row for at in members if at in local] or named[members[0]]
        total = sum(math.sqrt(row.weight + 1) for row in rows)
        for row in rows:
            share = math.sqrt(row.weight + 1) / total
            _count_row(context, key, row, share * min(len(members), 3))
            if row.kind == "province":
                context.divisions[row.id] += round(100 * share)
            elif len(rows) == 1:
                for area in row.within[1:]:
                    context.divisions[area] += 50
    return context


def _count_row(context: Context, key: str, row: PlaceRow, amount: float) -> None:
    """Count a sense for its country, and remember that the name itself gave it."""
    if row.country:
        context.countries[row.country] += amount  # type: ignore[assignment]
        context.own.setdefault(key, Counter())[row.country] += amount  # type: ignore[assignment]


def _choose(rows: list[PlaceRow], key: str, context: Context, *, places: PlaceIndex) -> Sense:
    """Score the senses of a name and take the best; the first of equals is the largest."""
    if len(rows) == 1:
        return Sense(rows[0], "the only place of that name in the index", 1)
    own = context.own.get(key, Counter())
    others = {code: count - own.get(code, 0) for code, count in context.countries.items()}
    total = sum(count for count in others.values() if count > 0) or 1.0
    best, best_score, best_why = rows[0], -math.inf, ""
    for row in rows:
        # A sea or continent has no country to be named with; it must not yield to a namesake town for that.
        share = max(0.0, others.get(row.country, 0.0)) / total if row.country else float(row.kind in _SPANNING)
        score, why = _score(row, share, key, context)
        if not places.named_mainly(key, row.id):
            score -= _ALIAS_COST
        if score > best_score:
            best, best_score, best_why = row, score, why
    largest = " and is the largest" if best is rows[0] else ""
    return Sense(best, (best_why or "nothing near it is named") + largest, len(rows))


def _score(row: PlaceRow, share: float, key: str, context: Context) -> tuple[float, str]:
    """Score one sense: order of size, share of the country in the report, its division named, close to others."""
    score = min(_COUNTRY_CAP, math.log10(row.weight + 10))
    why = ""
    if share:
        score += _BY_COUNTRY * math.sqrt(share)
        why = f"the report names {row.country_name}" if row.country else "it spans countries"
    if row.kind != "country" and any(context.divisions.get(area, 0) >= 50 for area in row.within[1:]):  # noqa: PLR2004
        score += _BY_DIVISION
        why = f"the report names {row.admin2 or row.admin1}" if row.admin1 else why
    near = _nearest_settled(row, key, context.settled)
    if near is not None and near[0] < _NEAR_KM and row.kind not in {"country", "continent", "sea"}:
        score += _BY_DISTANCE * (1 - near[0] / _NEAR_KM)
        why = why or f"it lies {near[0]:.0f} km from {near[1]}"
    return score, why


def _nearest_settled(row: PlaceRow, key: str, settled: Mapping[str, PlaceRow]) -> tuple[float, str] | None:
    """Measure to the closest town already settled."""
    distances = [
        (distance_km(row.latitude, row.longitude, other.latitude, other.longitude), other.name)
        for name, other in islice(settled.items(), _COMPARED) if name != key and other.kind in _POINTS
    ]
    return min(distances, default=None)


def _ref(mention: Mention, row: PlaceRow, divided: Divided | None) -> PlaceRef:
    """Make the reference of a row; what the user's boundaries say of its divisions goes before what the index does."""
    ref = PlaceRef(
        text=mention.text, start=mention.start, end=mention.end, name=row.name, country=row.country,
        admin1=row.name if row.kind == "province" else row.admin1,
        admin2=row.name if row.kind == "district" else row.admin2,
        latitude=row.latitude, longitude=row.longitude, uncertainty_km=row.radius_km, geonames_id=row.geonames_id,
        precision=row.precision,
    )
    if divided is None or not (divided.admin1 or divided.external):
        return ref
    latitude, longitude, radius_km = divided.point or (row.latitude, row.longitude, row.radius_km)
    return msgspec.structs.replace(
        ref, name=divided.name or row.name, admin1=divided.admin1 or ref.admin1,
        admin2=divided.admin2 if divided.has_admin2 else ref.admin2, latitude=latitude, longitude=longitude,
        uncertainty_km=radius_km, external=dict(divided.external),
    )


def _note(mention: Mention, sense: Sense, divided: Divided | None) -> str:
    """Say in plain words what a name was taken for."""
    row = sense.row
    where = ", ".join(dict.fromkeys(part for part in (row.name, row.admin1, row.country_name) if part))
    number = f" (GeoNames {row.geonames_id})" if row.geonames_id else ""
    many = f"; {sense.of} places have that name" if sense.of > 1 else ""
    return f"'{mention.text}' is {where}{number}: {sense.why}{many}{_own(divided)}"


def _own(divided: Divided | None) -> str:
    """Say what the user's boundaries have of a place."""
    return f"; boundaries {divided.note}" if divided is not None else ""


def _place_unknown(reading: Reading, found: Found, *, places: PlaceIndex) -> None:
    """Place the names that no gazetteer has by a place that holds them, or that is named in the same breath."""
    for at, mention in enumerate(reading.mentions):
        if mention.kind != "place" or mention.form != "name" or at in found.refs:
            continue
        container = _container_of(reading, at, found, places=places)
        if container is None:
            continue
        row, said, area = container
        if area is None or row.kind not in _POINTS or _lies_in_towns(mention, places=places):
            how, (ref, divided) = "placed in", _placed_in(mention, row, places=places)
        else:
            how, (ref, divided) = f"somewhere in the {area} of", _placed_by(mention, row, area, places=places)
        found.refs[at] = msgspec.structs.replace(
            ref, name=mention.text, geonames_id=None, precision="site", within=ref.name,
        )
        found.notes[at] = (MAKER, f"'{mention.text}' is in no gazetteer; {how} {row.name}, {said}{_own(divided)}")


def _lies_in_towns(mention: Mention, *, places: PlaceIndex) -> bool:
    """Tell whether a name is that of a street, a mosque or the like, which lies in a town."""
    words = fold(mention.text).split()
    return len(words) > 1 and words[-1] in places.words.lists.inside_town


def _placed_in(mention: Mention, row: PlaceRow, *, places: PlaceIndex) -> tuple[PlaceRef, Divided | None]:
    """Give the container's point and circle; divisions only as far as the whole circle lies in them."""
    divided = places.divide(row, whole=True)
    return _ref(mention, row, divided), divided


def _placed_by(
    mention: Mention, row: PlaceRow, area: str, *, places: PlaceIndex,
) -> tuple[PlaceRef, Divided | None]:
    """Give the town's point, as the best guess, with the circle and division of its province or country.

    Of the names in the development reports that were placed by a town merely named in the same sentence or before, six
    in ten lay outside the town, and most of those placed by one named before outside its province, too.
    """
    areas = [places.row(at) for at in row.within]
    around = next((one for one in reversed(areas) if one.kind in {area, "country"}), None)
    divided = places.divide(around) if around is not None else None
    if divided is not None:
        divided = divided._replace(name=None, point=None)
    ref = _ref(mention, row, divided)
    radius_km = max(row.radius_km, around.radius_km) if around is not None else row.radius_km
    admin1 = ref.admin1 if around is not None and around.kind == "province" else None
    return msgspec.structs.replace(ref, admin1=admin1, admin2=None, uncertainty_km=radius_km), divided


def _container_of(
    reading: Reading, at: int, found: Found, *, places: PlaceIndex,
) -> tuple[PlaceRow, str, str | None] | None:
    """Find what holds an unknown name: the place said to, one in its own name, one in its sentence, the last before.

    Gives the row, why, and `None` where the report says that it holds the name; where it only names it in the same
    sentence or before, the area about a town ("province", "country") in which the name may lie.
    """
    mention, senses = reading.mentions[at], found.senses
    holder = found.outer.get(at, -1)
    if holder in senses:
        return senses[holder].row, "which the words beside it name", None
    inside = _inside_name(mention, senses, places=places)
    if inside is not None:
        return inside, "which its name holds", None
    sentence = reading.doc[mention.head].sent
    same = [other for other in senses if sentence.start <= reading.mentions[other].first < sentence.end]
    same = [other for other in same if senses[other].row.kind not in {"continent", "sea"}]
    if same:
        best = min(same, key=lambda other: (senses[other].row.kind == "country",
                                            abs(reading.mentions[other].first - mention.first)))
        return senses[best].row, "which its sentence names", "province"
    earlier = [other for other in senses if reading.mentions[other].first < mention.first]
    fine = [other for other in earlier if senses[other].row.kind not in {"continent", "sea"}]
    if fine:
        last = max(fine, key=lambda other: reading.mentions[other].first)
        return senses[last].row, "the last place named before", "country"
    return None


def _inside_name(mention: Mention, senses: Mapping[int, Sense], *, places: PlaceIndex) -> PlaceRow | None:
    """Find a place in the name itself ("Deir Ezzor Airport"), as the report uses it elsewhere, else the largest."""
    words = mention.text.split()
    for size in range(len(words) - 1, 0, -1):
        key = fold(" ".join(words[:size]))
        rows = places.ids(key)
        if not rows or key in places.words.lists.common or key in places.words.lists.persons:
            continue
        used = {sense.row.id for sense in senses.values()}
        lands = {sense.row.country for sense in senses.values()}
        known = [places.row(row) for row in rows]
        best = next((row for row in known if row.id in used), None) or next(
            (row for row in known if not lands or row.country in lands), None,
        )
        if best is not None and (size > 1 or best.weight >= _STRAY or best.id in used):
            return best
    return None


def _follow_back(reading: Reading, found: Found, *, places: PlaceIndex) -> None:
    """Give "the city" and "there" the place of their antecedent; "the capital" of a country is its capital."""
    for at, mention in enumerate(reading.mentions):
        if mention.kind != "place" or mention.form == "name" or at in found.refs or not mention.antecedents:
            continue
        before = mention.antecedents[0]
        ref = found.refs.get(before)
        if ref is None:
            continue
        said = reading.mentions[before].text
        row = found.senses[before].row if before in found.senses else None
        if row is not None and row.kind == "country" and mention.text.lower().endswith("capital"):
            capital = places.capital(row.id)
            if capital is None:
                continue
            row = places.row(capital)
            ref = _ref(mention, row, places.divide(row))
        found.refs[at] = msgspec.structs.replace(ref, text=mention.text, start=mention.start, end=mention.end)
        found.notes[at] = (MAKER, f"'{mention.text}' refers back to '{said}': {ref.name}")

