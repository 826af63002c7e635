"""Where an act took place, decided on the parse: `act_place(reading, resolution, trigger)`.

Every place named in the sentence is tied to the trigger by a path in the parse; each link of the path has a cost, from
`data/gazetteer/acts.toml`, and the place that costs least is the act's if it costs little enough. So a phrase of place
at the verb wins over one in another clause, an object over the clause's frame, a town over the country that holds it.
Never the newsroom's dateline, never the podium ("said in Moscow"), never an actor that is merely called by a country.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from dateline.gazetteer.act_words import load_act_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc, Span, Token

    from dateline.gazetteer.act_words import ActWords
    from dateline.records import Mention, PlaceRef, Reading, Resolution

_start_of = attrgetter("start")
_VERBAL: Final = frozenset({"VERB", "AUX"})
_INSIDE_CLAUSE: Final = frozenset({
    "xcomp", "dobj", "nsubj", "nsubjpass", "pobj", "prep", "attr", "aux", "agent", "compound", "amod", "nmod",
})
_DASHES: Final = frozenset({"-", "--", "–", "—", "---", "–-"})
_DATELINE_WORDS: Final = 14
_NEVER: Final = 99
_STEM: Final = 5
_CLOSE_TOKENS: Final = 6
_VAST_KM: Final = 1000.0
"""A radius from which a region rather names a war or a policy than a place ("the Middle East war")."""


def act_place(reading: Reading, resolution: Resolution, trigger: int) -> int | None:
    """Give the index of the place mention where the act with that trigger token took place, `None` for unknown.

    Looks in the sentence of the trigger; then, where the act is only told on ("the attack killed five"), in the
    sentence before it of the same paragraph.
    """
    token = reading.doc[trigger]
    words = load_act_words()
    sentence = token.sent
    found = _best(reading, resolution, token, sentence, words=words)
    if found is not None:
        return found
    earlier = _told_before(reading.doc, token, sentence)
    if earlier is None:
        return None
    return _best(reading, resolution, earlier, earlier.sent, words=words)


def _best(reading: Reading, resolution: Resolution, token: Token, sentence: Span, *, words: ActWords) -> int | None:
    """Take the cheapest place of the sentence; of equals the finer, then the closer."""
    spine = _spine(token, words=words)
    choices = []
    begin = bisect_left(reading.mentions, sentence.start_char, key=_start_of)
    end = bisect_left(reading.mentions, sentence.end_char, lo=begin, key=_start_of)
    for at in range(begin, end):
        mention = reading.mentions[at]
        if mention.kind != "place":
            continue
        if (mention.form != "name" and at not in resolution.places) or mention.first <= token.i < mention.last:
            continue
        if _in_dateline(reading.doc, mention, sentence):
            continue
        ref = resolution.places.get(at)
        coarse = ref is not None and ref.precision == "country"
        cost = _cost(reading.doc[mention.head], token, spine, words=words, coarse=coarse)
        if ref is not None and not coarse and (ref.uncertainty_km or 0.0) >= _VAST_KM:
            cost += words.costs.vast
        if cost <= words.costs.limit:
            choices.append((cost, abs(mention.head - token.i), at))
    return _finer(min(choices)[2], choices, reading, resolution) if choices else None


def _finer(best: int, choices: list[tuple[int, int, int]], reading: Reading, resolution: Resolution) -> int:
    """Prefer a place that lies in the one chosen and is named close by: "Yala's Betong district"."""
    whole = resolution.places.get(best)
    for _, _, at in sorted(choices):
        part = resolution.places.get(at)
        close = abs(reading.mentions[at].head - reading.mentions[best].head) <= _CLOSE_TOKENS
        if whole is not None and part is not None and close and _lies_in(part, whole):
            return at
    return best


def _lies_in(part: PlaceRef, whole: PlaceRef) -> bool:
    """Tell whether a reference lies in another, by name of container, division or country."""
    if part.within is not None and whole.within is None:
        return part.within == whole.name
    if whole.precision == "country":
        return part.precision != "country" and part.country == whole.country is not None
    return whole.precision == "province" and part.precision in {"city", "district", "site"} and (
        part.admin1 == whole.name
    )


def _spine(token: Token, *, words: ActWords) -> Mapping[int, int]:
    """Cost the way up from the trigger: the tokens above it, each with what it costs to look for a place there."""
    costs = words.costs
    spine = {token.i: 0}
    spent, below, above = 0, token, token.head
    while above.i != below.i:
        spent += _step_up(below, above, words=words)
        if spent > costs.limit:
            break
        spine[above.i] = spent
        below, above = above, above.head
    return spine


def _step_up(below: Token, above: Token, *, words: ActWords) -> int:
    """Cost one step from a token to its head."""
    costs, dep = words.costs, below.dep_
    if above.lemma_ in words.speech and dep in {"ccomp", "parataxis", "xcomp"}:
        return costs.speech_up
    if dep == "conj":
        return costs.verb_list_up
    if dep in _INSIDE_CLAUSE:
        return costs.complement_up if below.pos_ in _VERBAL or dep == "xcomp" else 1
    if dep in {"relcl", "acl"}:
        return costs.relative_up
    return costs.clause_up


def _cost(place: Token, trigger: Token, spine: Mapping[int, int], *, words: ActWords, coarse: bool) -> int:
    """Add up the links from a place up to the nearest token above the trigger, or the trigger itself."""
    chain = [place]
    while chain[-1].i not in spine and chain[-1].head.i != chain[-1].i:
        chain.append(chain[-1].head)
    meeting = chain[-1]
    if meeting.i not in spine:
        return _NEVER
    spent = spine[meeting.i] + (words.costs.country if coarse else 0)
    if len(chain) == 1:
        return spent + (_NEVER if place.i == trigger.i else 1)
    for at in range(len(chain) - 1, 0, -1):
        spent += _link(chain[at], chain[at - 1], place, words=words, coarse=coarse)
        if spent > words.costs.limit:
            return _NEVER
    return spent


def _link(above: Token, below: Token, place: Token, *, words: ActWords, coarse: bool) -> int:
    """Cost one link from a token down to its child on the way to a place."""
    dep = below.dep_
    if dep in {"prep", "agent", "dative"} or (dep == "advmod" and below.pos_ == "ADP"):
        return _preposition(above, below, words=words)
    if dep in {"pobj", "pcomp"}:
        return 0 if dep == "pobj" else words.costs.complement_down
    if dep in {"dobj", "attr", "oprd"}:
        return _object(above, below, place, words=words, coarse=coarse)
    if dep in {"nsubj", "nsubjpass", "csubj", "csubjpass"}:
        return _subject(above, below, place, words=words)
    if dep in {"poss", "compound", "nmod", "amod"}:
        return _part(above, dep, words=words, coarse=coarse)
    return _clause(above, below, words=words)


def _preposition(above: Token, below: Token, *, words: ActWords) -> int:
    """Cost a prepositional phrase by its preposition and what it hangs on."""
    costs, word, lemma = words.costs, below.lower_, above.lemma_.lower()
    if lemma in words.speech and above.pos_ in _VERBAL and word != "of":
        return costs.fronted if _is_fronted(above, below) else costs.speech_place
    if above.pos_ in {"NOUN", "PROPN"} and lemma in words.people and word in {"of", "from", "in", "to", "for"}:
        return costs.people
    if word in words.at_place:
        return costs.at_place
    if word in words.to_place:
        return costs.to_place if lemma in words.leads_to else costs.to_place_else
    if word in words.from_place:
        return costs.from_place if lemma in words.leads_from else costs.from_place_else
    if word == "of":
        fits = lemma in words.place_nouns or lemma in words.happenings or above.pos_ == "ADV"
        return costs.of_place if fits else costs.people
    return costs.against if word == "against" else costs.other + 2


def _is_fronted(above: Token, below: Token) -> bool:
    """Tell whether a phrase of place opens the sentence, before the speaker: it frames what is said."""
    return below.i < above.i and below.i - above.sent.start <= 1


def _object(above: Token, below: Token, place: Token, *, words: ActWords, coarse: bool) -> int:
    """Cost an object: the place itself, or a thing with a place in it; who is killed is no place."""
    if below.i == place.i:
        if above.lemma_ in words.of_people:
            return words.costs.subject
        return words.costs.object_country if coarse else words.costs.object
    return words.costs.object_inside


def _subject(above: Token, below: Token, place: Token, *, words: ActWords) -> int:
    """Cost a subject: a place suffers passives and falls; else it acts, and is no place of the act."""
    costs = words.costs
    if below.dep_ in {"nsubjpass", "csubjpass"}:
        return costs.subject if below.i == place.i and above.lemma_ in words.of_people else costs.passive_subject
    if above.lemma_ in words.subject_is_place:
        return costs.subject_is_place
    if below.i == place.i:
        return costs.subject
    return costs.speech_place if above.lemma_ in words.speech else costs.subject_inside


def _part(above: Token, dep: str, *, words: ActWords, coarse: bool) -> int:
    """Cost a name before a noun: "the Aleppo offensive", "Syria's Aleppo", "a Seoul suburb", "Syria's army"."""
    costs, lemma = words.costs, above.lemma_.lower()
    if lemma in words.happenings or lemma in words.place_nouns or above.pos_ in _VERBAL:
        return costs.part_of_name
    if dep == "poss":
        return costs.possessor_else if coarse or above.pos_ != "PROPN" else costs.possessor
    if lemma in words.people:
        return costs.people
    return costs.part_of_object + costs.possessor_else * coarse


def _clause(above: Token, below: Token, *, words: ActWords) -> int:
    """Cost a link between clauses, list items and the like."""
    costs, dep = words.costs, below.dep_
    if dep == "conj":
        return costs.verb_list_down if below.pos_ in _VERBAL else costs.list
    if dep == "appos":
        return costs.apposition
    if dep in {"xcomp", "acl"}:
        return costs.complement_down
    if dep in {"advmod", "npadvmod", "nmod"}:
        return costs.adverb
    if dep in {"ccomp", "advcl", "relcl", "parataxis"}:
        return costs.clause_down + (costs.speech_place if above.lemma_ in words.speech and dep == "advcl" else 0)
    return costs.other


def _in_dateline(doc: Doc, mention: Mention, sentence: Span) -> bool:
    """Tell whether a place stands in the newsroom's dateline: at the head of its block, before a dash.

    "GOMA, Congo (AP) - ..." and "BEIRUT — ..."; a dash inside a word, or a comma and a clause before it, is none.
    """
    start = sentence.start
    if mention.first - start >= _DATELINE_WORDS or (start > 0 and doc[start - 1].pos_ != "SPACE"):
        return False
    if not doc[start].text.isupper():
        return False
    for at in range(start, min(start + _DATELINE_WORDS, sentence.end)):
        token = doc[at]
        if token.text in _DASHES and at > mention.first:
            return True
        if token.pos_ in _VERBAL:
            return False
    return False


def _told_before(doc: Doc, token: Token, sentence: Span) -> Token | None:
    """Find the same act in the sentence before, in the same paragraph: the trigger's lemma told again with "the"."""
    if sentence.start == 0 or doc[sentence.start - 1].pos_ == "SPACE":
        return None
    if token.pos_ != "NOUN" or not any(child.lower_ in {"the", "this", "that", "these"} for child in token.children):
        return None
    before = doc[sentence.start - 1].sent
    return next(_same_act(before, token), None)


def _same_act(before: Span, token: Token) -> Iterator[Token]:
    """Yield the tokens of a sentence that tell the same act: of the same lemma, or its verb ("abducted")."""
    stem = token.lemma_[:_STEM]
    for earlier in before:
        if earlier.pos_ in {"NOUN", "VERB"} and earlier.lemma_[:_STEM] == stem:
            yield earlier
