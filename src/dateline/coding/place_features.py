"""What is seen of a place when it is asked whether a verb's act was there: `shown_by(candidates, trigger, words=...)`.

Takes the places named in the sentence of a verb, gives for each the features that it shows, in groups. Only shapes are
seen: grammar, order, classes of words, how the places lie in one another; never the name of a place and never the verb
itself, so that what is learned from reports of one war holds for the next. A small model's parse is often wrong,
therefore every question is asked twice: of the tree, and of the row of words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from dateline.gazetteer.place_model import Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from dateline.gazetteer.act_words import ActWords
    from dateline.records import Mention, PlaceRef

_VERBAL: Final = frozenset({"VERB", "AUX"})
_PREPOSITIONAL: Final = frozenset({"prep", "agent", "dative"})
_INSIDE_NAME: Final = frozenset({"compound", "nmod", "amod", "poss", "appos", "conj", "pobj"})
_KIDS: Final = frozenset({"dobj", "nsubjpass", "nsubj"})
_KIDS_TOLD: Final = frozenset({"dobj", "nsubjpass", "nsubj", "prep", "auxpass", "agent", "ccomp"})
_NAMED_PREPOSITIONS: Final = frozenset({
    "in", "at", "of", "to", "from", "on", "near", "against", "by", "with", "for", "into", "over",
})
_POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
_QUOTES: Final = frozenset({'"', "“", "”", "''", "``"})
_STOPS: Final = frozenset({",", ";", ":", "--", "-", "–", "—", "("})
_RELATIVE_TAGS: Final = frozenset({"WP", "WDT", "WRB", "WP$"})
_BETWEEN: Final = ("v", "s", ",", "q", "r", "l", "a", "p")
_NEAR: Final = 4
_CLOSE: Final = 8
_HIGHEST: Final = 12
_MANY: Final = 3
_VAST_KM: Final = 1000.0
_DISTANCES: Final = (1, 2, 3, 5, 8, 12, 18, 27)
_FINENESS: Final = {"country": 4, "province": 3, "district": 2, "city": 1, "near": 1, "site": 0}
_UNKNOWN_FINENESS: Final = 1


class Candidate(NamedTuple):
    """A place named in the sentence of a verb: its index among the mentions, the mention, what it stands for."""

    at: int
    mention: Mention
    ref: PlaceRef | None


class _Scene(NamedTuple):
    """The sentence: `ups` has the height of each token above the verb, `classes` the class of each token from `low`."""

    doc: Doc
    trigger: Token
    start: int
    end: int
    ups: dict[int, int]
    low: int
    classes: list[str]
    words: ActWords


def shown_by(candidates: Sequence[Candidate], trigger: Token, *, words: ActWords) -> list[Shown]:
    """Give what each candidate shows, in the order given."""
    scene = _scene(candidates, trigger, words=words)
    act = _of_act(scene)
    heads = sorted(candidate.mention.head for candidate in candidates)
    shown = []
    for candidate in candidates:
        before, kind, beside = _of_words(candidate.mention, scene)
        first, holder, tree = _of_tree(scene.doc[candidate.mention.head], scene)
        shown.append(Shown(
            act=act, before=before, type=kind, holder=holder, first=first,
            order=_of_order(candidate.mention, scene),
            others=_of_others(candidate, candidates, heads, at=trigger.i), rest=(*beside, *tree),
        ))
    return shown


def _scene(candidates: Sequence[Candidate], trigger: Token, *, words: ActWords) -> _Scene:
    """Lay out the part of the sentence that holds the verb and the places."""
    sentence = trigger.sent
    low = min(trigger.i, *(candidate.mention.first for candidate in candidates))
    high = min(sentence.end, max(trigger.i, *(candidate.mention.last for candidate in candidates)) + _NEAR)
    doc = trigger.doc
    classes = [_class(token, words=words) for token in doc[low:high]]
    for candidate in candidates:
        if candidate.mention.head < high:
            classes[candidate.mention.head - low] = "p"
    ups, token = {trigger.i: 0}, trigger
    while token.head.i != token.i and len(ups) < _HIGHEST:
        token = token.head
        ups[token.i] = len(ups)
    return _Scene(doc, trigger, sentence.start, sentence.end, ups, low, classes, words)


def _class(token: Token, *, words: ActWords) -> str:
    """Name the class of a token.

    "v" a verb, "s" one of saying, "," a stop, "q" a quotation mark, "r" a relative, "l" a word that begins a clause,
    "a" "and" or "or", "" all else.
    """
    pos = token.pos_
    if pos in {"NOUN", "PROPN", "DET", "ADJ", "NUM"}:
        return ""
    if pos == "PUNCT":
        return "q" if token.lower_ in _QUOTES else "," if token.lower_ in _STOPS else ""
    if pos == "VERB" or (pos == "AUX" and token.dep_ not in {"aux", "auxpass"}):
        return "s" if token.lemma_ in words.speech else "v"
    if token.lower_ in words.relatives and token.tag_ in _RELATIVE_TAGS:
        return "r"
    if token.lower_ in words.clause_marks and token.dep_ in {"mark", "advmod", "cc"}:
        return "l"
    return "a" if pos == "CCONJ" else ""


def _of_act(scene: _Scene) -> tuple[str, ...]:
    """Say what kind of verb it is, what hangs on it, and whether a comma stands before it (", killing five")."""
    token, words = scene.trigger, scene.words
    lemma = token.lemma_.lower()
    found = [f"act={token.pos_}", f"act.tag={token.tag_}", f"act.dep={token.dep_}"]
    found.extend(f"act.class={name}" for name, listed in (
        ("to", words.leads_to), ("from", words.leads_from), ("people", words.of_people), ("speech", words.speech),
        ("happening", words.happenings), ("subject", words.subject_is_place),
    ) if lemma in listed)
    kids = {}
    for kid in token.children:
        dep = kid.dep_
        if dep in _KIDS_TOLD:
            kids[dep] = kid
    for dep, kid in kids.items():
        found.append(f"act.has={dep}")
        if dep in _KIDS:
            found.append(f"act.{dep}={_noun(kid, words=words)}")
    if token.i > scene.start and scene.doc[token.i - 1].lower_ == ",":
        found.append("act.comma")
    return tuple(found)


def _of_words(mention: Mention, scene: _Scene) -> tuple[str, tuple[str, ...], list[str]]:
    """Look at the words beside a place: the word before, the type in its name, and all else."""
    doc, words = scene.doc, scene.words
    found: list[str] = []
    at, before = mention.first - 1, "before=<start>"
    while at >= scene.start and at >= mention.first - _NEAR:
        pos = doc[at].pos_
        if pos == "ADJ" and not found:
            found.append("adjective")
        if pos not in {"DET", "ADJ", "SPACE"} and (pos == "ADP" or doc[at].lower_ not in words.at_place):
            break
        at -= 1
    if at >= scene.start:
        token = doc[at]
        before = f"before={token.lower_ if token.pos_ in {'ADP', 'SCONJ', 'PART'} else token.pos_}"
        if token.lower_ == "of" and at > scene.start:
            noun = doc[at - 1].lemma_.lower()
            found.append(f"of={noun if noun in words.place_nouns else _noun(doc[at - 1], words=words)}")
    last = doc[mention.last - 1].lower_
    kind: tuple[str, ...] = ()
    if last in words.built:
        kind = (f"type={last}", "type=built")
    elif last in words.place_nouns:
        kind = (f"type={last}", "type=land")
    if mention.last < scene.end:
        found.extend(_after(doc[mention.last], words=words))
    return before, kind, found


def _after(token: Token, *, words: ActWords) -> list[str]:
    """Say what follows a place: a possessive and whose, a noun and its class, or the word itself."""
    if token.lower_ in _POSSESSIVE:
        return [f"after='s {_noun(token.head, words=words)}"]
    if token.pos_ in {"NOUN", "PROPN"}:
        found = [f"after={token.pos_} {_noun(token, words=words)}"]
        if token.lower_ in words.place_nouns or token.lower_ in words.built:
            found.append(f"after={token.lower_}")
        return found
    return [f"after={token.lower_ if token.pos_ in {'ADP', 'PUNCT', 'CCONJ'} else token.pos_}"]


def _noun(token: Token, *, words: ActWords) -> str:
    """Name the class of a noun, its part of speech where no list has it."""
    lemma = token.lemma_.lower()
    if lemma in words.place_nouns:
        return "place"
    if lemma in words.happenings:
        return "happening"
    if lemma in words.people:
        return "people"
    return "speech" if lemma in words.speech else str(token.pos_)


def _of_tree(place: Token, scene: _Scene) -> tuple[str, str, list[str]]:
    """Follow the parse from a place to the verb.

    Gives the first link down from where both meet, what the phrase of place hangs on, and all else.
    """
    words, ups = scene.words, scene.ups
    chain = [place]
    while chain[-1].i not in ups and chain[-1].head.i != chain[-1].i and len(chain) < _HIGHEST:
        chain.append(chain[-1].head)
    found = [f"dep={place.dep_}"]
    governor = _governor(place)
    holder = governor.head if governor.dep_ in _PREPOSITIONAL or governor.pos_ == "ADP" else governor
    hold = "act" if holder.i == scene.trigger.i else _holder(holder, words=words)
    link = _link(governor, words=words)
    found.extend((f"governor={link}", f"governor={link} of {hold}"))
    if hold != "act" and holder.pos_ == "NOUN":
        found.append(f"held={holder.lemma_.lower()}")
    if chain[-1].i not in ups:
        return "first=none", f"holder={hold}", found
    height = ups[chain[-1].i]
    down = [_link(token, words=words) for token in chain[-2::-1][:3]]
    found.append(f"down={'.'.join(down)}")
    return f"first={height > 0} {down[0] if down else 'self'}", f"holder={hold}", found


def _link(token: Token, *, words: ActWords) -> str:
    """Name the link from a token to its head: the relation, of a preposition the word or its class."""
    if token.dep_ not in _PREPOSITIONAL and token.pos_ not in {"ADP", "SCONJ"}:
        return str(token.dep_)
    lower = token.lower_
    if lower in _NAMED_PREPOSITIONS:
        return str(lower)
    return "at*" if lower in words.at_place else "to*" if lower in words.to_place else "prep"


def _governor(place: Token) -> Token:
    """Climb from a place through the nouns that it only names to the preposition or relation that holds the phrase."""
    token = place
    for _ in range(_NEAR + 1):
        if token.dep_ not in _INSIDE_NAME or token.head.i == token.i or (
            token.dep_ == "conj" and token.pos_ in _VERBAL
        ):
            return token
        token = token.head
        if token.pos_ == "ADP":
            return token
    return token


def _holder(token: Token, *, words: ActWords) -> str:
    """Name the class of what a phrase of place hangs on."""
    if token.pos_ in _VERBAL:
        return "saying" if token.lemma_.lower() in words.speech else "verb"
    return _noun(token, words=words)


def _of_order(mention: Mention, scene: _Scene) -> tuple[str, ...]:
    """Say on which side of the verb a place stands, how far, and what stands between."""
    trigger = scene.trigger.i
    after = mention.head > trigger
    low, high = (trigger + 1, mention.first) if after else (mention.last, trigger)
    side = "after" if after else "before"
    found = [f"order={side}", f"order={side} {sum(high - low >= bound for bound in _DISTANCES)}"]
    between = [kind for kind in scene.classes[low - scene.low : high - scene.low] if kind] if high > low else []
    found.extend(f"order={side} {kind}{min(between.count(kind), _MANY)}" for kind in _BETWEEN if kind in between)
    if not between:
        found.append(f"order={side} bare")
    found.append(f"order={side} verbs{min(between.count('v') + between.count('s'), _MANY)}")
    if not after and mention.first - scene.start <= _NEAR:
        at = mention.last - scene.low
        found.append("order=opens," if "," in scene.classes[at : at + _MANY] else "order=opens")
    return tuple(found)


def _of_others(candidate: Candidate, candidates: Sequence[Candidate], heads: list[int], *, at: int) -> tuple[str, ...]:
    """Set a place beside the other ones: how many, how fine, which lies in which, which is nearest to the verb."""
    ref, head = candidate.ref, candidate.mention.head
    found = [f"others={min(len(heads), _NEAR)}", f"kind={ref.precision if ref is not None else 'unknown'}"]
    if ref is not None and ref.within is not None:
        found.append("placed by its container")
    if ref is not None and (ref.uncertainty_km or 0.0) >= _VAST_KM and ref.precision != "country":
        found.append("vast")
    others = [other for other in candidates if other.at != candidate.at]
    if any(other.at in candidate.mention.antecedents for other in others):
        found.append("refers back here")
    for other in others:
        beside = other.mention.head
        if abs(beside - head) <= _CLOSE and ref is not None and other.ref is not None and lies_in(ref, other.ref):
            found.append("lies in next" if beside > head else "lies in prior")
    if others:
        if all(abs(head - at) <= abs(other - at) for other in heads):
            found.append("nearest")
        finest = _fineness(ref) <= min(_fineness(other.ref) for other in others)
        found.append("finest" if finest else "coarser")
        found.append("first" if head == heads[0] else "last" if head == heads[-1] else "middle")
        if head == next((other for other in heads if other > at), None):
            found.append("next after")
    return tuple(dict.fromkeys(found))


def _fineness(ref: PlaceRef | None) -> int:
    """Rank precisions, the finest first."""
    return _UNKNOWN_FINENESS if ref is None else _FINENESS[ref.precision]


def lies_in(part: PlaceRef, whole: PlaceRef) -> bool:
    """Tell whether a reference lies in another, by name of container, division or country."""
    if part.within is not None and whole.within is None:
        return part.within == whole.name
    if whole.precision == "country":
        return part.precision != "country" and part.country == whole.country is not None
    return whole.precision == "province" and part.precision in {"city", "district", "site"} and (
        part.admin1 == whole.name
    )
