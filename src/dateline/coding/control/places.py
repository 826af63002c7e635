"""Which place a noun phrase of control names, and which part of it: "the east of the city", "northeastern Aleppo"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.arrangement.triggers import keys
from dateline.coding.places import act_place
from dateline.coding.syntax import conjuncts, surface_subject
from dateline.records import PlaceRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from dateline.codebook.arrangements import ControlWords
    from dateline.coding.parties import MentionMap

DEPTH = 4
"""Nouns one inside the other: "a chunk of the territory in the east of the province"."""


MAPPED = frozenset({"GPE", "LOC", "FAC"})
"""Entity types of what is found on a map."""
NO_PLACES = frozenset({"PERSON", "DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "NORP"})
NAMES = frozenset({"PERSON", "NORP"})
"""Types that the language model gives to the names of villages as well."""
ARTICLES = frozenset({"al", "ash", "ar", "as", "az", "ad", "el", "ul"})
PLACING = frozenset({"in", "at", "near", "around", "outside", "towards", "toward", "into"})
TOWNS = frozenset({"city", "site", "near", "district"})
LABEL_REACH = 5
POINTING = frozenset({"it", "which", "that", "them"})
LYING = frozenset({"lie", "be", "stand", "sit", "locate", "situate"})


@dataclass(frozen=True, slots=True)
class Site:
    """A place named, and the part of it that is meant."""

    place: PlaceRef
    part: str | None = None


class PlaceMap:
    """The place mentions of one article by the tokens they cover."""

    def __init__(self, mentions: MentionMap) -> None:
        self.mentions = mentions
        self._named = [
            (mention.first, index) for index, mention in enumerate(mentions.reading.mentions)
            if mention.kind == "place" and (index in mentions.resolution.places or mention.form == "name")
        ]
        self.last: PlaceRef | None = None
        """The place of which the report told last who holds it."""
        self._covering: dict[int, int] = {}
        for index, mention in enumerate(mentions.reading.mentions):
            if mention.kind == "place" and (mention.form == "name" or index in mentions.resolution.places):
                for token in range(mention.first, mention.last):
                    self._covering.setdefault(token, index)

    def at(self, token: Token) -> PlaceRef | None:
        """The place that a token names or refers back to; one that could not be found is its bare name."""
        index = self._covering.get(token.i)
        if index is None:
            return None
        return self._place(index)

    def _place(self, index: int) -> PlaceRef:
        """The place of a mention, or its bare words."""
        mention = self.mentions.reading.mentions[index]
        return self.mentions.resolution.places.get(index) or PlaceRef(
            text=mention.text, start=mention.start, end=mention.end, name=mention.text, precision="near",
        )

    def unresolved(self, place: PlaceRef) -> str | None:
        """Why a place is only a name."""
        for index, reason in self.mentions.resolution.unresolved.items():
            mention = self.mentions.reading.mentions[index]
            if mention.kind == "place" and mention.start == place.start:
                return reason
        return None

    def is_back_reference(self, token: Token) -> bool:
        """Whether the token only stands for a place named elsewhere ("the airport")."""
        index = self._covering.get(token.i)
        return index is not None and self.mentions.reading.mentions[index].form != "name"

    def before(self, token: Token) -> PlaceRef | None:
        """The last place told before a token that is smaller than a country."""
        found = None
        for first, index in self._named:
            if first >= token.i:
                break
            if self._is_government(index):
                continue
            place = self._place(index)
            found = place if place.precision != "country" else found
        return found

    def town(self, token: Token, words: ControlWords) -> PlaceRef | None:
        """The place that "the town" stands for: the label before a colon ("Barumba: the town is quiet"), what was named
        in this sentence or the one before, the last one of which it was told who holds it, else the last one told."""
        if (label := _label(token, self, words)) is not None:
            return label
        index = self._covering.get(token.i)
        back = self.mentions.reading.mentions[index].antecedents[:1] if index is not None else ()
        doc = token.doc
        first = doc[token.sent.start - 1].sent.start if token.sent.start else 0
        for one in back:
            mention = self.mentions.reading.mentions[one]
            if self._is_government(one) or mention.first < first or _is_origin(doc[mention.head]):
                continue
            place = self._place(one)
            if place.precision in TOWNS:
                return place
        return self.last or self.before(token)

    def _is_government(self, index: int) -> bool:
        """Whether a place mention stands for those who govern there ("Kiev disputes the figure")."""
        head = self.mentions.reading.doc[self.mentions.reading.mentions[index].head]
        placed = head.head.lower_ in {"in", "at", "near", "from", "of"}
        acts = head.dep_ in {"nsubj", "nsubjpass", "pobj"} and not placed
        return acts and any(ref.sector == "GOV" for ref in self.mentions.refs(self.mentions.at(head)))

    def means_government(self, token: Token) -> bool:
        """Whether what a token refers back to is a seat of government named as such."""
        index = self._covering.get(token.i)
        back = self.mentions.reading.mentions[index].antecedents if index is not None else ()
        return any(self._is_government(one) for one in back[:1])

    def first(self, token: Token) -> int:
        """The first token of the place mention that covers the token."""
        index = self._covering.get(token.i)
        return self.mentions.reading.mentions[index].first if index is not None else token.i


def _is_origin(head: Token) -> bool:
    """Whether a place is only where somebody came from."""
    return head.head.lower_ == "from"


def _label(token: Token, places: PlaceMap, words: ControlWords) -> PlaceRef | None:
    """The place that heads a sentence of notes: "20:45 Barumba: rebels have most of the town"."""
    doc, first = token.doc, token.sent.start
    if first > 1 and doc[first - 1].text == ":":
        first = doc[first - 1].sent.start
    colon = next((one for one in doc[first : token.i] if one.text == ":"), None)
    if colon is None or not 0 < colon.i - first <= LABEL_REACH:
        return None
    named = doc[colon.i - 1]
    if (place := places.at(named)) is not None:
        return place
    site = open_name(named, places, sure=True) if named.lower_ not in words.labels else None
    return site.place if site is not None else None


def is_party(token: Token, mentions: MentionMap) -> bool:
    """Whether a word is the name of an actor that a table knows."""
    return any(ref.country or ref.sector or ref.id for ref in mentions.refs(mentions.at(token)))


def open_name(token: Token, places: PlaceMap, *, sure: bool) -> Site | None:
    """A name that no table knows where the words leave nothing but a place ("Barumba fell to the gang"): not that of an
    actor, and one that the language model takes for a person's only where the verb takes no persons (`sure`) or the
    report puts something in it elsewhere."""
    if is_party(token, places.mentions) or not token.is_title or token.ent_type_ in NO_PLACES - NAMES:
        return None
    if token.ent_type_ in NAMES and not sure and not _is_placed(token):
        return None
    if any(kid.dep_ in {"det", "poss", "nummod"} or kid.lower_ in {"of", "over"} for kid in token.children):
        return None
    return _bare_name(token, sure=True)


def _is_placed(token: Token) -> bool:
    """Whether the name has an article inside ("Bustan al-Qasr"), or stands behind "in" or "near" in the report."""
    doc = token.doc
    if token.i > 1 and doc[token.i - 1].text == "-" and doc[token.i - 2].lower_ in ARTICLES:
        return True
    return any(
        one.text == token.text and one.i > 0 and doc[one.i - 1].lower_ in PLACING for one in doc if one.i != token.i
    )


def sites_of(token: Token, places: PlaceMap, words: ControlWords) -> list[Site]:
    """The places of a noun phrase and of what is joined to it."""
    found: list[Site] = []
    for one in conjuncts(token):
        site = site_of(one, places, words)
        if site is not None and site not in found:
            found.append(site)
            found.extend(other for other in _listed(one, places, words) if other not in found)
        elif site is None and found and one.pos_ == "PROPN":
            named = open_name(one, places, sure=False)
            found.extend([named] if named is not None else [])
    return found


def _listed(token: Token, places: PlaceMap, words: ControlWords) -> Iterator[Site]:
    """The further places of "the towns of A and B"."""
    if places.at(token) is not None and not places.is_back_reference(token):
        return
    for kid in token.children:
        if kid.dep_ != "prep" or kid.lower_ != "of":
            continue
        for thing in kid.children:
            for one in conjuncts(thing)[1:] if thing.dep_ == "pobj" and thing.pos_ == "PROPN" else ():
                site = site_of(one, places, words) or named_site(one, loose=True)
                if site is not None:
                    yield site


def site_of(token: Token, places: PlaceMap, words: ControlWords, depth: int = 0) -> Site | None:
    """The place of one noun: named by it, or by what it is a part of, or by what it stands in."""
    place, known = _place_at(token, places, words)
    if not known:
        return None
    part = _part(token, places, words)
    if place is not None and not (places.is_back_reference(token) and _is_site(token, words)):
        return Site(place, part)
    if depth > DEPTH or not (_is_site(token, words) or any(key in words.area_nouns for key in keys(token))):
        return None
    own = next((words.parts[key] for key in keys(token) if key in words.parts), None)
    inner = _site_within(token, places, words, depth=depth, part=part, own=own)
    if inner is not None:
        return inner
    for kid in token.children:
        if kid.dep_ == "appos" and (named := places.at(kid)) is not None:
            return Site(named, own or part)
    found = Site(place, part) if place is not None else _of_subject(token, places, words, part=own or part)
    return found or _town_site(token, places, words, part=own or part)


def _town_site(token: Token, places: PlaceMap, words: ControlWords, *, part: str | None) -> Site | None:
    """"The town" that stands for no place told before: the one that heads the sentence, or was last told to be held."""
    definite = any(kid.lower_ == "the" for kid in token.children) and token.tag_ == "NN"
    if not definite or token.lemma_.lower() not in words.single - words.wide:
        return None
    label = _label(token, places, words) or places.last
    return Site(label, part) if label is not None else None


def _place_at(token: Token, places: PlaceMap, words: ControlWords) -> tuple[PlaceRef | None, bool]:
    """The place that a token names, "the town" being the one last named; `False` where it stands for none that can be
    held."""
    place = places.at(token)
    if place is None or not places.is_back_reference(token):
        return place, True
    if _is_settlement(token, words) and token.lemma_.lower() in words.single - words.wide:
        place = places.town(token, words)
    elif _is_settlement(token, words) and (place.text == place.name or places.means_government(token)):
        place = places.before(token)
    return place, place is not None and place.precision != "country"


def _site_within(
    token: Token, places: PlaceMap, words: ControlWords, *, depth: int, part: str | None, own: str | None,
) -> Site | None:
    """The place of which the noun is a part, or in which it stands."""
    for thing in _inside(token, words):
        inner = site_of(thing, places, words, depth + 1) or _owned(thing, places) or _bare_name(thing)
        inner = inner or _name_before(thing, token, words)
        if inner is None or (inner.place.precision == "country" and thing.i < token.i and _is_site(token, words)):
            continue
        if token.lemma_.lower() in words.borders or _is_unnamed(token, thing, words):
            return Site(_unnamed(token, inner.place), part)
        lies = token.tag_ == "NN" and token.lemma_.lower() in words.single
        return Site(inner.place, inner.part if lies else _whole(_share(token, words), part or own or inner.part))
    return None


def _is_settlement(token: Token, words: ControlWords) -> bool:
    """Whether the noun is a town or the like that may stand for one named before."""
    return token.lemma_.lower() in words.settlements and not _is_site(token, words)


def _is_site(token: Token, words: ControlWords) -> bool:
    """Whether the noun is of a kind that is a place by itself: a bridge, a temple, an airport."""
    return token.pos_ in {"NOUN", "PROPN"} and any(key in words.sites for key in keys(token))


def definite_site(token: Token, places: PlaceMap, words: ControlWords) -> Site | None:
    """"The temple", "its headquarters": a site that names no place, put within the place that was last told."""
    named = _named_before(token) if _is_site(token, words) else None
    if named is not None:
        return named
    definite = any(kid.lower_ in {"the", "both"} or kid.tag_ == "PRP$" for kid in token.children)
    if definite and _is_settlement(token, words) and (town := places.town(token, words)) is not None:
        return Site(town, _part(token, places, words))
    around = places.before(token)
    if around is None or not token.sent.start_char <= (around.start or 0) < token.idx:
        around = places.last or around
    if not _is_site(token, words) or not (definite or token.dep_ == "conj"):
        return None
    return Site(PlaceRef(
        text=token.text, start=token.idx, end=token.idx + len(token), precision="near",
        country=around.country if around is not None else None,
        within=(around.name or around.text) if around is not None else None,
    ))


def _named_before(token: Token) -> Site | None:
    """"Ta Muen Thom temple": the name that stands right before a site, whatever the parser made of it."""
    first = token.i
    while first > 0 and token.doc[first - 1].is_title and token.doc[first - 1].pos_ in {"PROPN", "ADJ"}:
        first -= 1
    if first == token.i or token.doc[first].ent_type_ in NO_PLACES:
        return None
    span = token.doc[first : token.i + 1]
    return Site(PlaceRef(
        text=span.text, start=span.start_char, end=span.end_char, name=span.text, precision="near",
    ))


def pointed_site(token: Token, places: PlaceMap) -> Site | None:
    """"It" and "which" for the place last named in the same sentence ("left Goma eleven days after they took it")."""
    if token.lower_ not in POINTING:
        return None
    place = places.before(token)
    here = place is not None and token.sent.start_char <= place.start < token.idx
    return Site(place) if place is not None and here else None


def named_site(token: Token, *, loose: bool = False) -> Site | None:
    """A name that no table knows and that the language model takes for a place, or for nothing at all ("Armenian forces
    run Kelbajar"): it may not be a person, a day or a thing. `loose` where the words around leave no other reading."""
    if token.ent_type_ in MAPPED or (loose and token.is_title and token.ent_type_ not in NO_PLACES):
        return _bare_name(token, sure=True)
    acted_on = token.dep_ in {"dobj", "obj", "conj", "pobj", "npadvmod"}
    if token.pos_ != "PROPN" or token.ent_type_ or not token.is_title or not acted_on:
        return None
    alone = not any(kid.dep_ in {"compound", "appos", "poss", "amod"} for kid in token.children)
    return Site(PlaceRef(
        text=token.text, start=token.idx, end=token.idx + len(token), name=token.text, precision="near",
    )) if alone else None


def _bare_name(token: Token, *, sure: bool = False) -> Site | None:
    """A name behind an area noun ("the ridge of Phu Makhuea"): its words, at no point that we know."""
    if not sure and (token.pos_ != "PROPN" or (token.head.pos_ != "ADP" and token.ent_type_ not in MAPPED)):
        return None
    first = token.i
    while first > token.sent.start and _goes_with_name(token.doc[first - 1]):
        first -= 1
    span = token.doc[first : token.i + 1]
    return Site(PlaceRef(
        text=span.text, start=span.start_char, end=span.end_char, name=span.text, precision="near",
    ))


def _goes_with_name(before: Token) -> bool:
    """Whether the word before belongs to the name: "Ayta ash-Shab", "Tel Abyad"."""
    if before.dep_ == "compound" and before.pos_ == "PROPN":
        return True
    return before.text == "-" and before.i > before.sent.start and before.nbor(-1).pos_ == "PROPN"


def _name_before(thing: Token, token: Token, words: ControlWords) -> Site | None:
    """A name right before a site ("the Vlasic ridge"), that no table knows."""
    if thing.pos_ != "PROPN" or thing.dep_ != "compound" or thing.i > token.i or not _is_site(token, words):
        return None
    return Site(PlaceRef(
        text=thing.text, start=thing.idx, end=thing.idx + len(thing), name=thing.text, precision="near",
    ))


def _owned(token: Token, places: PlaceMap) -> Site | None:
    """The place that "its" stands for in "its eastern suburbs"."""
    if token.lower_ != "its" or token.dep_ != "poss" or token.head.lower_ in {"post", "posts", "base", "bases"}:
        return None
    place = places.before(token)
    return Site(place) if place is not None else None


def _inside(token: Token, words: ControlWords) -> Iterator[Token]:
    """What stands in the noun's phrase, and what the next preposition leads to wherever the parse hangs it."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    for kid in token.children:
        if kid.dep_ == "prep" and kid.lower_ in words.inner_preps:
            yield from (thing for thing in kid.children if thing.dep_ == "pobj")
    if after is not None and after.head.i != token.i and after.pos_ == "ADP" and after.lower_ in words.inner_preps:
        yield from (thing for thing in after.children if thing.dep_ == "pobj")
    yield from (kid for kid in token.children if kid.dep_ in {"compound", "poss", "nmod"})


def _of_subject(token: Token, places: PlaceMap, words: ControlWords, *, part: str | None) -> Site | None:
    """The place of which the phrase is told: "Idlib is the last chunk of territory", "Goma, a city held by ..."."""
    at = token
    for _ in range(DEPTH):
        head = at.head
        if at.dep_ == "appos" and (place := places.at(head)) is not None:
            return Site(place, part)
        if at.dep_ in {"attr", "oprd"} and head.pos_ in {"AUX", "VERB"}:
            subject = surface_subject(head)
            place = places.at(subject) if subject is not None else None
            return Site(place, part) if place is not None else None
        if at.dep_ == "prep" and head.lemma_.lower() in LYING and head.pos_ in {"AUX", "VERB"}:
            subject = surface_subject(head)
            if subject is None:
                return None
            named = places.at(subject)
            return Site(named, part) if named is not None else definite_site(subject, places, words)
        if at.dep_ not in {"pobj", "prep", "attr", "appos"} or head.i == at.i:
            return None
        at = head
        if at.lower_ not in {"of", "in"} and not any(key in words.area_nouns for key in keys(at)):
            return None
    return None


def _part(token: Token, places: PlaceMap, words: ControlWords) -> str | None:
    """The direction before a place: an adjective in front of the name, of any length; "the northern Syrian town" says
    where it lies."""
    first = places.first(token)
    if first < token.i and token.lemma_.lower() in words.single:
        return None
    for kid in token.children:
        if kid.i < first and kid.dep_ in {"amod", "compound", "nmod", "advmod"}:
            for key in keys(kid):
                if key in words.parts:
                    return words.parts[key]
    if first > 0 and (key := token.doc[first - 1].lower_) in words.parts:
        return words.parts[key]
    return None


def _share(token: Token, words: ControlWords) -> str | None:
    """How much of a place a counting word takes: "most", "two thirds", "all but the centre"."""
    share = words.shares.get(token.lower_)
    if share == "percent":
        number = next((at for at in range(token.i - 1, max(token.i - 3, 0) - 1, -1) if token.doc[at].like_num), None)
        return token.doc[number : token.i + 1].text if number is not None else None
    if share is None or token.lower_ not in {"third", "thirds", "quarter", "quarters", "fifth", "fifths"}:
        return share
    count = next((kid.lower_ for kid in token.children if kid.dep_ in {"nummod", "compound", "amod"}), None)
    if share == "quarter" and count is None:
        return None
    return f"{count} {token.lower_}" if count is not None and count != "a" else f"a {token.lower_}"


def _whole(share: str | None, part: str | None) -> str | None:
    """The part as told: its direction, its share, or both ("most of the east")."""
    return f"{share} of the {part}" if share and part else share or part


def _is_unnamed(token: Token, thing: Token, words: ControlWords) -> bool:
    """Whether the noun is a place of its own without a name: "a town in the east", not "the town of Mayadeen"."""
    own = token.lemma_.lower() in words.settlements or _is_site(token, words)
    return own and thing.head.lower_ in words.settled_preps


def _unnamed(token: Token, place: PlaceRef) -> PlaceRef:
    """A border, site or unnamed town is at no point that we know: its words, placed by what it lies in."""
    return PlaceRef(
        text=token.text, start=token.idx, end=token.idx + len(token), country=place.country, precision="near",
        within=place.name or place.text,
    )


def site_by_act(token: int, mentions: MentionMap) -> Site | None:
    """The place where the verb places its act, for an area that names none itself ("where they hold territory")."""
    index = act_place(mentions.reading, mentions.resolution, token)
    place = mentions.resolution.places.get(index) if index is not None else None
    return Site(place) if place is not None else None
