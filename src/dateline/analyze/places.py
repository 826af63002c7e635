"""Place names in a parsed text, and the words that refer back to them ("the city", "there").

Takes a `Doc`, gives place mentions in order of the text. The gazetteer leads and the parse only helps: a name is the
longest one that the index knows within a run of capitalised words, unless the run says that it is a person ("Michael
Jordan") or an organisation ("Washington Post"). Adjectives ("Syrian") are the actors' matter. A name that no gazetteer
has is taken where its type is said ("Babdin Square", "the village of Shura") or where a preposition of place holds it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from dateline.analyze.place_back import find_back
from dateline.analyze.place_scan import HYPHENS, Hit, Scan, opens_article, runs_of, scan_of
from dateline.gazetteer.fold import fold
from dateline.records import Mention

if TYPE_CHECKING:

    from spacy.tokens import Doc, Token

    from dateline.gazetteer.place_words import PlaceWords, WordFile
    from dateline.gazetteer.places import PlaceIndex, PlaceRow

NAME_WORDS: Final = 7
_OPEN_CLASS: Final = frozenset({"PROPN", "NOUN", "ADJ", "X", "VERB", "NUM", "INTJ", "SYM"})
_HOLDS_PERSON_NAMES: Final = frozenset({
    "in", "near", "at", "outside", "inside", "around", "from", "across", "throughout",
})
_NAME_TAGS: Final = frozenset({"PROPN", "NOUN"})
_LARGE: Final = 1_000_000
_WELL_KNOWN: Final = 350_000
_MIDDLING: Final = 50_000
_SMALL: Final = 15_000
_LONGEST_UNKNOWN: Final = 5
_SHORT_KEY: Final = 3
_ACRONYM: Final = 5


def find_places(doc: Doc, *, places: PlaceIndex) -> list[Mention]:
    """Find the mentions of places, in order; `antecedents` are indices into the list given.

    `entries` are row ids of the index, best first as far as the words beside the name tell ("Idlib province": the
    province first), and empty for a name that no gazetteer has.
    """
    scan = scan_of(doc, places=places)
    for first, last in runs_of(scan):
        begin = max(first, scan.names[-1].last) if scan.names else first
        if begin < last:
            scan.names.extend(_places_in_run(scan, begin, last))
    return find_back(doc, scan.names, scan.lower, places=places)


def _places_in_run(scan: Scan, first: int, last: int) -> list[Mention]:
    """Find the places in one run of capitalised words."""
    words = scan.places.words
    while first < last and _opens_a_clause(scan, first):
        first += 1
    if first >= last or _is_phrase(scan, first, last):
        return []
    hits = [hit for hit in _hits(scan, first, last) if hit.key not in words.lists.never]
    site = _site(scan, first, last, hits=hits)
    if site is not None:
        return site
    hits = _apart(hits, scan)
    taken = [hit for hit in hits if _stands_alone(scan, (first, last), hit, hits=hits)]
    mentions = [
        mention for hit in taken
        if (mention := _named_place(scan, hit)) is not None
    ]
    if not mentions:
        _remember_surname(scan, first, last)
        if all(hit.key not in words.lists.persons or _is_title_in_name(scan, first, hit) for hit in hits):
            return _unknown(scan, first, last, hits=hits)
    return mentions


def _opens_a_clause(scan: Scan, at: int) -> bool:
    """Tell whether a capitalised word only begins the sentence ("In", "While", "The"), or stands in a headline."""
    if not (scan.breaks[at] or scan.loud[at] or (at > 0 and scan.pos[at - 1] == "PUNCT")):
        return False
    return scan.pos[at] not in _OPEN_CLASS and not opens_article(scan, at) and (
        scan.pos[at] != "ADP" or scan.lower[at] in scan.places.words.lists.locative
    )


def _is_phrase(scan: Scan, first: int, last: int) -> bool:
    """Tell whether a run begins or lies in a known name that is no place ("Islamic State of Iraq and Syria")."""
    for at in range(max(0, first - 8), last):
        for phrase in scan.places.words.phrases.get(scan.lower[at], ()):
            end = min(len(scan.words), at + 2 * len(phrase))
            folded = fold(scan.text[scan.starts[at] : scan.ends[end - 1]])
            if folded.startswith(" ".join(phrase)) and at + len(phrase) > first:
                return True
    return False


def _hits(scan: Scan, first: int, last: int) -> list[Hit]:
    """Cover a run from the left with the longest names that the index has."""
    hits, at = [], first
    while at < last:
        stops = _stops(scan, at)
        found = scan.places.longest(scan.text, [scan.ends[stop] for stop in stops], start=scan.starts[at])
        if found is None:
            at += 1
            continue
        hits.append(Hit(at, stops[found[0]] + 1, found[1]))
        at = hits[-1].last
    return hits


def _apart(hits: list[Hit], scan: Scan) -> list[Hit]:
    """Leave out hits side by side of which neither holds the other ("Alison Patti" is no two places)."""
    beside: set[Hit] = set()
    for left, right in pairwise(hits):
        if left.last == right.first and not scan.loud[left.first] and not _related(left, right, places=scan.places):
            beside.update((left, right))
    return [hit for hit in hits if hit not in beside]


def _related(left: Hit, right: Hit, *, places: PlaceIndex) -> bool:
    """Tell whether some place of one name lies in some place of the other."""
    one, two = places.ids(left.key), places.ids(right.key)
    return any(set(two).intersection(places.row(at).within) for at in one) or any(
        set(one).intersection(places.row(at).within) for at in two
    )


def _stops(scan: Scan, at: int) -> list[int]:
    """List the tokens with which a name that begins here may end: capitalised ones, no mark of a clause between."""
    stops = [at]
    for stop in range(at + 1, min(at + NAME_WORDS, len(scan.words))):
        word = scan.words[stop]
        if scan.breaks[stop] or (scan.pos[stop] == "PUNCT" and word not in HYPHENS and word != "."):
            break
        if scan.named[stop]:
            stops.append(stop)
    return stops


def _stands_alone(scan: Scan, run: tuple[int, int], hit: Hit, *, hits: list[Hit]) -> bool:
    """Tell whether a hit is no part of a longer name: what else the run holds are directions, days or offices."""
    (first, last), lists = run, scan.places.words.lists
    if scan.loud[hit.first] and scan.pos[hit.last - 1] == "PROPN":
        if hit.first > first and _is_person_word(scan, hit.first - 1, lists=lists):
            return False
        return hit.last >= len(scan.words) or scan.lower[hit.last] not in lists.bodies
    covered = {at for other in hits for at in range(other.first, other.last)}
    left = hit.first - 1
    if left >= first and scan.words[left] in HYPHENS:
        left -= 1
        if left >= first and left not in covered and scan.lower[left] not in lists.directions:
            return False
    if left >= first and not _left_is_clear(scan, left, covered=covered, lists=lists):
        return False
    if left < first and left >= 0 and scan.lower[left].rstrip(".") in lists.titles:
        return False
    return _right_is_clear(scan, hit, last, covered=covered, lists=lists) and not _of_a_body(scan, hit, lists=lists)


def _left_is_clear(scan: Scan, left: int, *, covered: set[int], lists: WordFile) -> bool:
    """Tell whether the capitalised word before a hit leaves it a name of its own ("Northern Syria")."""
    word = scan.lower[left]
    if word in lists.directions or word in lists.calendar or scan.pos[left] == "ADJ":
        return True
    if scan.breaks[left] and scan.pos[left] not in {"PROPN", "NOUN"}:
        return True
    return left in covered and not _is_person_word(scan, left, lists=lists)


def _is_person_word(scan: Scan, at: int, *, lists: WordFile) -> bool:
    """Tell whether a word is a title or a given name."""
    word = scan.lower[at].rstrip(".")
    return word in lists.titles or word in lists.persons


def _right_is_clear(scan: Scan, hit: Hit, last: int, *, covered: set[int], lists: WordFile) -> bool:
    """Tell whether what follows a hit in its run leaves it a name of its own."""
    right = hit.last
    if right >= last:
        return not (right + 1 < len(scan.words) and scan.words[right] in HYPHENS and scan.named[right + 1]
                    and scan.starts[right] == scan.ends[right - 1])
    word = scan.lower[right].rstrip(".")
    if scan.words[right] in HYPHENS:
        return right + 1 in covered
    if word in lists.calendar or word in lists.officers or word in lists.divisions:
        return True
    if word not in lists.bodies and any(scan.lower[at] in lists.organs for at in range(right, last)):
        return True
    return right in covered and word not in lists.bodies and word not in lists.persons


def _of_a_body(scan: Scan, hit: Hit, *, lists: WordFile) -> bool:
    """Tell whether "Bank of", "Church of" stands before a hit."""
    at = hit.first - 1
    if at >= 0 and scan.lower[at] == "the":
        at -= 1
    return at >= 1 and scan.lower[at] in {"of", "for"} and scan.named[at - 1] and scan.lower[at - 1] in lists.bodies_of


def _named_place(scan: Scan, hit: Hit) -> Mention | None:
    """Make the mention of a hit, `None` where it is rather an ordinary word or a person."""
    places = scan.places
    rows = [places.row(at) for at in places.ids(hit.key)]
    if not _is_place(scan, hit, rows=rows):
        return None
    return _mention(scan, hit.first, hit.last, entries=_entries(scan, hit))


def _entries(scan: Scan, hit: Hit) -> tuple[str, ...]:
    """List the rows of a hit, those first whose kind the words beside it say."""
    rows = [scan.places.row(at) for at in scan.places.ids(hit.key)]
    kinds = _kinds_said(scan, hit, scan.places.words)
    if kinds:
        rows.sort(key=lambda row: row.kind not in kinds)
    return tuple(str(row.id) for row in rows)


def _is_place(scan: Scan, hit: Hit, *, rows: list[PlaceRow]) -> bool:
    """Decide whether a hit is meant as a place."""
    words, key = scan.places.words, hit.key
    if key in words.lists.never or scan.places.is_demonym(key):
        return False
    if key in words.lists.after_comma:
        return _after_place(scan, hit)
    if key in scan.surnames and not _after(scan, hit, _HOLDS_PERSON_NAMES):
        return _before_container(scan, hit, rows)
    if _is_acronym(scan, hit) and rows[0].kind not in {"country", "province"} and rows[0].weight < _LARGE:
        return False
    return " " in key or _is_single_place(scan, hit, rows=rows)


def _is_single_place(scan: Scan, hit: Hit, *, rows: list[PlaceRow]) -> bool:
    """Decide on a name of one word, which may be an ordinary word, a person or initials."""
    lists, key, tagged = scan.places.words.lists, hit.key, scan.pos[hit.last - 1] == "PROPN"
    if len(key) <= _SHORT_KEY and not _short_name(scan, hit, rows[0]):
        return False
    if key in lists.common or key in lists.persons:
        held = tagged and rows[0].weight >= _SMALL and _after(scan, hit, _HOLDS_PERSON_NAMES)
        known = key in lists.persons and rows[0].weight >= _WELL_KNOWN and not _speaks(scan, hit)
        return held or known or _before_container(scan, hit, rows)
    if not tagged and rows[0].weight < (_LARGE if scan.breaks[hit.first] else _MIDDLING):
        return _after(scan, hit, lists.strong_locative)
    if _speaks(scan, hit) and not (rows[0].weight >= _LARGE or rows[0].capital):
        return False
    if rows[0].weight < _MIDDLING and not scan.places.named_mainly(key, rows[0].id):
        return _after(scan, hit, lists.locative)
    return True


def _short_name(scan: Scan, hit: Hit, row: PlaceRow) -> bool:
    """Accept a name of up to three letters where it is printed as initials ("US"), or is a large town's ("Goa")."""
    word = scan.words[hit.first]
    initials = word.replace(".", "")
    return (len(initials) > 1 and initials.isupper()) or (row.weight >= _MIDDLING and row.name == word)


def _is_acronym(scan: Scan, hit: Hit) -> bool:
    """Tell whether a hit is printed in capitals though its sentence is not ("HIV", "DOH")."""
    word = scan.words[hit.first]
    return hit.last == hit.first + 1 and len(word) <= _ACRONYM and word.isupper() and not scan.loud[hit.first] and (
        hit.first > 0 and not scan.breaks[hit.first]
    )


def _after_place(scan: Scan, hit: Hit) -> bool:
    """Tell whether a comma and another place stand just before a hit."""
    comma = hit.first - 1
    if comma <= 0 or scan.words[comma] != ",":
        return False
    if scan.names and scan.names[-1].last == comma:
        return True
    return scan.named[comma - 1] and (scan.words[hit.first].isupper() or scan.words[hit.last - 1].endswith("."))


def _after(scan: Scan, hit: Hit, prepositions: frozenset[str]) -> bool:
    """Tell whether one of these prepositions stands before a hit, a direction or "the" between them allowed."""
    at = hit.first - 1
    while at >= 0 and (scan.lower[at] in {"the", "-"} or scan.pos[at] == "ADJ") and at >= hit.first - 3:
        at -= 1
    return at >= 0 and scan.lower[at] in prepositions


def _before_container(scan: Scan, hit: Hit, rows: list[PlaceRow]) -> bool:
    """Tell whether a comma and a place that holds this one follow ("Nice, France")."""
    at = hit.last + 1
    if at >= len(scan.words) or scan.words[hit.last] != "," or not scan.named[at]:
        return False
    stops = _stops(scan, at)
    found = scan.places.longest(scan.text, [scan.ends[stop] for stop in stops], start=scan.starts[at])
    if found is None:
        return False
    outer = set(scan.places.ids(found[1]))
    return any(outer.intersection(row.within) for row in rows)


def _speaks(scan: Scan, hit: Hit) -> bool:
    """Tell whether a hit is the subject of a verb of speech, as people are and small towns are not."""
    head = scan.doc[hit.last - 1]
    return head.dep_ == "nsubj" and head.head.lemma_ in scan.places.words.lists.speech


def _kinds_said(scan: Scan, hit: Hit, words: PlaceWords) -> frozenset[str]:
    """Give the kinds that the words beside a name say: "Idlib province", "the city of Aleppo"; empty for none."""
    if hit.last < len(scan.words) and scan.lower[hit.last] in words.divisions:
        return words.divisions[scan.lower[hit.last]]
    at = hit.first - 1
    if at > 0 and scan.lower[at] == "the":
        at -= 1
    if at > 1 and scan.lower[at] == "of" and not scan.named[at - 2]:
        return words.divisions.get(scan.lower[at - 1], frozenset())
    return frozenset()


def _remember_surname(scan: Scan, first: int, last: int) -> None:
    """Keep the last word of "George Washington", so that a later "Washington" is not taken for the place.

    A country's or great city's name is kept only after a title or a given name ("Michael Jordan").
    """
    places, lists = scan.places, scan.places.words.lists
    after_title = first > 0 and scan.lower[first - 1].rstrip(".") in lists.titles
    if scan.loud[first] or scan.lower[last - 1] in lists.bodies or not (after_title or last - first > 1):
        return
    key = fold(scan.words[last - 1])
    rows = places.ids(key)
    great = bool(rows) and places.row(rows[0]).weight >= _LARGE
    if not great or after_title or _is_person_word(scan, last - 2, lists=lists):
        scan.surnames.add(key)


def _site(scan: Scan, first: int, last: int, *, hits: list[Hit]) -> list[Mention] | None:
    """Find a typed name in no gazetteer ("Babdin Square", "Kharab al-Jir airbase"); `None` where the run is none."""
    places, lists = scan.places, scan.places.words.lists
    end = _site_end(scan, last, lists=lists)
    if end == last and scan.lower[last - 1] not in lists.sites:
        return None
    while first < end - 1 and not any(hit.first == first and hit.last > first + 1 for hit in hits) and (
        _goes_before(scan, first)
    ):
        first += 1
    core = [hit for hit in hits if hit.first >= first]
    if first >= end - 1 or any(hit.first <= first and hit.last >= end for hit in core) or scan.loud[first]:
        return None
    whole = len(core) == 1 and core[0].first == first and core[0].last == end - 1 and (
        core[0].key not in lists.common or end > last
    )
    division = scan.lower[end - 1] in places.words.divisions
    if whole and (division or (end > last and places.row(places.ids(core[0].key)[0]).kind == "country")):
        return None
    if end > last and ((division and core and not whole) or _is_plain(scan, first, last)):
        return None
    return [_mention(scan, first, end, entries=())]


def _goes_before(scan: Scan, at: int) -> bool:
    """Tell whether a capitalised word only stands before a typed name: a direction, a title, a state's adjective."""
    words, word = scan.places.words, scan.lower[at]
    return (
        word in words.lists.directions or scan.words[at] in HYPHENS or fold(word) in words.demonyms
        or (word.rstrip(".") in words.lists.titles and word not in words.lists.sites_first)
    )


def _is_plain(scan: Scan, first: int, last: int) -> bool:
    """Tell whether what stands before a type is no name: an ordinary word, or initials ("SAA area")."""
    lists = scan.places.words.lists
    key = fold(scan.text[scan.starts[first] : scan.ends[last - 1]])
    word = scan.words[last - 1]
    return key in lists.never or key in lists.common or (word.isupper() and len(word) > 1)


def _site_end(scan: Scan, last: int, *, lists: WordFile) -> int:
    """Give the end of a typed name: past a type in small letters ("Kharab al-Jir airbase", "Zamzam refugee camp")."""
    end = last
    if end + 1 < len(scan.words) and scan.lower[end] in lists.before_site:
        end += 1
    if end < len(scan.words) and not scan.breaks[end] and scan.lower[end] in lists.sites and (
        end > last or scan.lower[end] not in lists.capitalised_only
    ):
        return end + 1
    return last


def _unknown(scan: Scan, first: int, last: int, *, hits: list[Hit]) -> list[Mention]:
    """Take a run that no gazetteer has for a place where the words before it say so, or a list of places goes on."""
    lists = scan.places.words.lists
    while first < last - 1 and (scan.lower[first] in lists.directions or scan.words[first] in HYPHENS):
        first += 1
    while last - 1 > first and scan.lower[last - 1] in lists.calendar:
        last -= 1
    if _is_no_name(scan, first, last):
        return []
    head = scan.doc[last - 1]
    placed = (
        (scan.lower[first].rstrip(".") in lists.sites_first - lists.titles_in_names and last - first > 1 and (
            all(hit.last == hit.first + 1 for hit in hits)
        ))
        or _placed_by_words(scan, first, last, hits=hits)
        or _goes_on(scan, first, head)
        or _typed_after(scan, last)
        or (head.dep_ == "dobj" and head.head.lemma_ in lists.takes_place)
    )
    if not placed:
        return []
    whole = next((hit for hit in _hits(scan, first, last) if hit.first == first and hit.last == last), None)
    return [_mention(scan, first, last, entries=_entries(scan, whole) if whole is not None else ())]


def _typed_after(scan: Scan, last: int) -> bool:
    """Tell whether the kind of a place in small letters follows a run ("the Aziziyah district", "Um Baru locality")."""
    words = scan.places.words
    if last >= len(scan.words) or scan.pos[last] != "NOUN":
        return False
    if scan.doc[last - 1].dep_ not in {"compound", "nmod", "amod"}:
        return False
    noun = scan.lower[last]
    if noun in words.lists.capitalised_only:
        return False
    return noun in words.divisions or noun.removesuffix("s") in words.divisions or noun in words.lists.kinds_after


def _is_no_name(scan: Scan, first: int, last: int) -> bool:
    """Tell whether a run cannot be the name of an unknown place: too long, a person, initials, an ordinary word."""
    words = scan.places.words
    key = fold(scan.text[scan.starts[first] : scan.ends[last - 1]])
    if last - first > _LONGEST_UNKNOWN or scan.pos[last - 1] not in _NAME_TAGS or scan.loud[first]:
        return True
    if scan.pos[last - 1] == "NOUN" and not _is_fronted(scan, first, last):
        return True
    title = scan.lower[first].rstrip(".")
    if key in scan.surnames or key.removesuffix("s") in words.demonyms or key in words.demonyms or (
        title in words.lists.titles and title not in words.lists.titles_in_names
    ):
        return True
    if not words.not_unknown.isdisjoint((key, title, scan.lower[last - 1]) if title not in words.lists.titles_in_names
                                        else (key, scan.lower[last - 1])):
        return True
    return scan.words[first].isupper() and len(scan.words[first]) > 1


def _is_title_in_name(scan: Scan, first: int, hit: Hit) -> bool:
    """Tell whether a person's title or name only begins the name of a place here ("Khan Sheikhoun")."""
    return hit.first == first and hit.last == first + 1 and hit.key in scan.places.words.lists.titles_in_names


def _is_fronted(scan: Scan, first: int, last: int) -> bool:
    """Tell whether a run opens its sentence after a preposition and a comma follows ("In Iskandiriyah, a bomb ...")."""
    return first > 0 and scan.breaks[first - 1] and last < len(scan.words) and scan.words[last] == ","


def _placed_by_words(scan: Scan, first: int, last: int, *, hits: list[Hit]) -> bool:
    """Tell whether "near", "in" or "the village of" puts something at the run."""
    words = scan.places.words
    at = first - 1
    while at >= 0 and at >= first - 3 and (scan.lower[at] in words.lists.directions or scan.lower[at] in {"the", "-"}):
        at -= 1
    while at >= 0 and scan.pos[at] == "SPACE":
        at -= 1
    if at < 0:
        return False
    before = scan.lower[at]
    if before == "of" and at > 0:
        noun = scan.lower[at - 1]
        return noun == "out" or (scan.pos[at - 1] in {"NOUN", "ADV"} and (
            noun.removesuffix("s") in words.lists.sites or noun in words.lists.parts or noun in words.divisions
            or noun.removesuffix("s") in words.divisions
        ))
    if before in words.divisions and scan.pos[at] == "NOUN" and at == first - 1:
        return True
    follows = scan.lower[last] if last < len(scan.words) else ""
    if follows in {"'s", "’s", "'", "’"}:
        return False
    head = scan.doc[last - 1]
    if before == "surrounding" or (before in {"called", "named"} and at > 0 and scan.lower[at - 1] in words.divisions):
        return True
    if before in words.lists.locative and before not in {"of", "between"} and opens_article(scan, first):
        return True
    if before in {"on", "to"} and scan.lower[at - 1] in words.lists.onto:
        return True
    return before in words.lists.strong_locative and head.dep_ == "pobj" and not (
        before == "in" and any(hit.key in words.lists.persons and not _is_title_in_name(scan, first, hit)
                               for hit in hits)
    )


def _goes_on(scan: Scan, first: int, head: Token) -> bool:
    """Tell whether a run continues a list of places in no gazetteer ("Dikwa, Kala-Balge and Konduga")."""
    if not scan.names or head.dep_ != "conj":
        return False
    previous = scan.names[-1]
    between = scan.lower[previous.last : first]
    if not 1 <= len(between) <= 2 or any(word not in {",", "and", "&", "or"} for word in between):  # noqa: PLR2004
        return False
    return previous.entries == () and previous.first <= head.head.i < first


def _mention(scan: Scan, first: int, last: int, *, entries: tuple[str, ...]) -> Mention:
    """Make a name's mention; its head is the token whose own head lies outside."""
    start, end = scan.starts[first], scan.ends[last - 1]
    return Mention(
        kind="place", form="name", first=first, last=last, head=scan.doc[first:last].root.i, start=start, end=end,
        text=scan.text[start:end], entries=entries,
    )
