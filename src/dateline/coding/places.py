"""Where an act took place: `act_place(reading, resolution, trigger)`, and on what ground: `why_place`.

Two witnesses are heard on the places named in the sentence. A rule of costs ties each place to the trigger by a path in
the parse, each link with a cost from `data/gazetteer/acts.toml`; the cheapest place is the rule's, if it is cheap
enough. Weights learned on 3,000 marked sentences (`data/models/event_places.json`) give each place a share by what it
shows (`coding/place_features.py`). The marked sentences are of verbs of doing: for these a large share is enough, and
a smaller one if the rule names the same place. For verbs of saying and deciding, and for nouns ("the Aleppo
offensive"), the rule leads. Never the newsroom's dateline, never the podium ("said in Moscow"), never an actor that is
merely called by a country.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from dateline.coding.place_features import Candidate, lies_in, shown_by
from dateline.gazetteer.act_words import load_act_words
from dateline.gazetteer.place_model import load_place_model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Span, Token

    from dateline.gazetteer.act_words import ActWords
    from dateline.records import Mention, Reading, Resolution

_start_of = attrgetter("start")
_VERBAL: Final = frozenset({"VERB", "AUX"})
_INSIDE_CLAUSE: Final = frozenset({
    "xcomp", "dobj", "nsubj", "nsubjpass", "pobj", "prep", "attr", "aux", "agent", "compound", "amod", "nmod",
})
_SAID: Final = frozenset({"ccomp", "parataxis", "advcl"})
_OF_SPEAKER: Final = frozenset({"nsubj", "nsubjpass", "prep", "dobj", "pobj", "agent", "dative", "npadvmod", "advmod"})
_DASHES: Final = frozenset({"-", "--", "–", "—", "---", "–-"})
_DATELINE_WORDS: Final = 14
_NEVER: Final = 99
_STEM: Final = 5
_CLOSE_TOKENS: Final = 6
_VAST_KM: Final = 1000.0
"""A radius from which a region rather names a war or a policy than a place ("the Middle East war")."""


def act_place(reading: Reading, resolution: Resolution, trigger: int) -> int | None:
    """Give the index of the place mention where the act with that trigger token took place, `None` for unknown.

    Looks in the sentence of the trigger; for a noun by which the act is only told on ("the attack killed five") then in
    the sentence before it of the same paragraph.
    """
    choice = _choose(reading, resolution, reading.doc[trigger])
    return choice.at if choice is not None else None


def why_place(reading: Reading, resolution: Resolution, trigger: int) -> tuple[str, str] | None:
    """Give the maker of the choice that `act_place` makes, and its ground in words; `None` where no place is told."""
    token, words = reading.doc[trigger], load_act_words()
    choice = _choose(reading, resolution, token)
    if choice is None:
        return None
    if token.pos_ not in _VERBAL:
        return "place.act", f"the place tied most closely to '{token.text}' by grammar"
    model = load_place_model()
    candidates = off_the_podium(candidates_at(reading, resolution, token), token, words=words)
    shown = shown_by(candidates, token, words=words)
    at = next(number for number, candidate in enumerate(candidates) if candidate.at == choice.at)
    ground = _in_words(name for name, _ in model.reasons(shown[at]))
    agreed = "; the rule of costs agrees" if cheapest(candidates, token, words=words) == choice else ""
    share = f"share {model.shares(shown)[at]:.2f} among {len(candidates)} named beside '{token.text}'"
    return f"model:event_places@{model.version}", f"{share}: {ground}{agreed}"


def _in_words(names: Iterable[str]) -> str:
    """What speaks most for a place, as a reader would say it; the names of features are no words for a reader."""
    told = [
        f"'{value}' stands before it" if kind == "before" else "grammar ties it to the verb"
        for kind, _, value in [name.split(" ")[0].partition("=") for name in names]
        if (kind == "before" and value.islower()) or kind == "down"
    ]
    return "; ".join(dict.fromkeys(told)) or "by where it stands in the sentence"


def is_deed(token: Token, *, words: ActWords) -> bool:
    """Tell whether a trigger is a verb of doing, of which sentences are marked; not a noun, not a verb of saying."""
    return token.pos_ == "VERB" and token.lemma_ not in words.speech and token.lemma_ not in words.matters


def _choose(reading: Reading, resolution: Resolution, token: Token) -> Candidate | None:
    """Let the weights and the rule of costs choose a verb's place, the rule alone a noun's."""
    words = load_act_words()
    candidates = candidates_at(reading, resolution, token)
    if token.pos_ in _VERBAL:
        candidates = off_the_podium(candidates, token, words=words)
        return _weighed(candidates, token, words=words) if candidates else None
    found = cheapest(candidates, token, words=words)
    earlier = _told_before(reading.doc, token, token.sent) if found is None else None
    if earlier is None:
        return found
    return cheapest(candidates_at(reading, resolution, earlier), earlier, words=words)


def off_the_podium(candidates: Sequence[Candidate], token: Token, *, words: ActWords) -> list[Candidate]:
    """Leave out where it was said, and where the speaker is: places beside a verb of saying above the act.

    A phrase of place that opens the sentence stays: "In Mosul, police said gunmen had killed two".
    """
    above: set[int] = set()
    below, head = token, token.head
    while head.i != below.i:
        if below.dep_ in _SAID and head.lemma_ in words.speech:
            above.add(head.i)
        below, head = head, head.head
    if not above:
        return list(candidates)
    return [one for one in candidates if not _hangs_on(token.doc[one.mention.head], above)]


def _hangs_on(place: Token, above: set[int]) -> bool:
    """Tell whether a place hangs on one of these verbs by its subject, object or a phrase that does not open all."""
    below, head = place, place.head
    while head.i != below.i:
        if head.i in above:
            return below.dep_ in _OF_SPEAKER and not (below.dep_ == "prep" and _is_fronted(head, below))
        if below.dep_ in _SAID:
            return False
        below, head = head, head.head
    return False


def _weighed(candidates: Sequence[Candidate], token: Token, *, words: ActWords) -> Candidate | None:
    """Take a deed's place by its share alone where that is large, else where the rule of costs names the same one.

    Of a verb of saying or deciding no sentence is marked: the rule names the place, the weights may only doubt it.
    """
    deed = is_deed(token, words=words)
    found = None if deed else cheapest(candidates, token, words=words)
    if not deed and found is None:
        return None
    model = load_place_model()
    shares = model.shares(shown_by(candidates, token, words=words))
    if deed:
        best = max(range(len(shares)), key=shares.__getitem__)
        if shares[best] >= model.alone:
            return candidates[best]
    least = model.agreed if deed else model.doubted
    if max(shares) < least:
        return None
    found = found or cheapest(candidates, token, words=words)
    if found is None:
        return None
    same = [at for at, one in enumerate(candidates) if one == found or _is_same(one, found)]
    best = max(same, key=shares.__getitem__)
    return candidates[best] if sum(shares[at] for at in same) >= least else None


def _is_same(one: Candidate, other: Candidate) -> bool:
    """Tell whether two mentions stand for one place ("Homs ... the city")."""
    if one.ref is None or other.ref is None:
        return False
    return one.ref.name is not None and (one.ref.name, one.ref.latitude) == (other.ref.name, other.ref.latitude)


def candidates_at(reading: Reading, resolution: Resolution, token: Token) -> list[Candidate]:
    """List the places named in the sentence of a trigger at which its act may have been."""
    sentence = token.sent
    begin = bisect_left(reading.mentions, sentence.start_char, key=_start_of)
    end = bisect_left(reading.mentions, sentence.end_char, lo=begin, key=_start_of)
    found = []
    for at in range(begin, end):
        mention = reading.mentions[at]
        if mention.kind != "place" or mention.first <= token.i < mention.last:
            continue
        ref = resolution.places.get(at)
        if (mention.form == "name" or ref is not None) and not _in_dateline(reading.doc, mention, sentence):
            found.append(Candidate(at, mention, ref))
    return found


def cheapest(candidates: Sequence[Candidate], token: Token, *, words: ActWords) -> Candidate | None:
    """Take the cheapest place of the sentence; of equals the finer, then the closer."""
    spine = _spine(token, words=words)
    choices = []
    for candidate in candidates:
        ref = candidate.ref
        coarse = ref is not None and ref.precision == "country"
        cost = _cost(token.doc[candidate.mention.head], token, spine, words=words, coarse=coarse)
        if ref is not None and not coarse and (ref.uncertainty_km or 0.0) >= _VAST_KM:
            cost += words.costs.vast
        if cost <= words.costs.limit:
            choices.append((cost, abs(candidate.mention.head - token.i), candidate))
    choices.sort(key=lambda choice: (choice[0], choice[1], choice[2].at))
    return _finer([candidate for _, _, candidate in choices]) if choices else None


def _finer(choices: Sequence[Candidate]) -> Candidate:
    """Prefer a place that lies in the one chosen, the first, and is named close by: "Yala's Betong district"."""
    best = choices[0]
    for part in choices:
        close = abs(part.mention.head - best.mention.head) <= _CLOSE_TOKENS
        if best.ref is not None and part.ref is not None and close and lies_in(part.ref, best.ref):
            return part
    return best


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
