"""What a number counts: the noun phrase behind it; and what looks like a count and is none.

Labels ("Resolution 2254", "Phase 2"), ages, years, addresses, shares ("one in five") and scores count nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.analyze.numbers import number_at
from dateline.analyze.quantity_numbers import DASHES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.analyze.quantity_numbers import Number, Words

LONGEST_ADDRESS = 2
MAX_NOUN_WORDS = 6
"""Words between a number and the noun it counts: "12 heavily armed Syrian government soldiers"."""
FIRST_YEAR, LAST_YEAR = 1800, 2100
OLDEST = 120
SMALL = 10
HARM_REACH = 10
"""Words on either side of a bare number within which a word of harm makes it a number of people."""
DETERMINERS = frozenset({"the", "its", "their", "his", "her", "these", "those", "them", "our"})


def is_no_count(words: Words, number: Number) -> bool:
    """Whether a number is a label, an age, a date, a score or a share, and so counts nothing."""
    lists = words.lexicon.table.lists
    before, after = words.at(number.first - 1), words.at(number.last + (words.at(number.last) in DASHES))
    if after in lists.not_count_after and not (after == "times" and words.doc[number.last - 1].whitespace_ == ""):
        return True
    if before in lists.label_before or (before in lists.name_before and _is_capital(words, number.first - 1)):
        return True
    if before in DASHES and words.at(number.first - 2)[:1].isdigit() and words.at(number.last) not in DASHES:
        return True
    return _is_date(words, number) or _is_label(words, number) or _is_year(words, number) or _is_age(words, number)


def _is_capital(words: Words, index: int) -> bool:
    return words.doc[index].text[:1].isupper()


def _is_date(words: Words, number: Number) -> bool:
    """"12 March" and "March 12"; a month behind "in" leaves a count be ("in May 12 people died")."""
    lists = words.lexicon.table.lists
    if words.at(number.last) in lists.months and (_is_capital(words, number.last) or words.at(number.last) != "may"):
        return True
    month = words.at(number.first - 1)
    if month not in lists.months or not _is_capital(words, number.first - 1):
        return False
    return words.at(number.first - 2) not in lists.month_alone_after


def _is_label(words: Words, number: Number) -> bool:
    """"Flight 752", "World War Two": a number right after a name, with nothing of its own to count."""
    before = words.doc[number.first - 1] if number.first > 0 else None
    if before is None or number.low is None or before.pos_ != "PROPN" or number.last - number.first > 1:
        return False
    token = words.doc[number.first]
    if token.is_title and not token.is_sent_start:
        return True
    return token.dep_ in ("nummod", "appos", "nmod") and token.head.i <= before.i


def _is_year(words: Words, number: Number) -> bool:
    """A bare 2014 after "in" and the like, or that counts no plural; "2,014 people" and "1900 troops" are counts."""
    if number.low is None or not FIRST_YEAR <= number.low <= LAST_YEAR or not words.at(number.last - 1).isdigit():
        return False
    token = words.doc[number.last - 1]
    following = words.doc[number.last] if number.last < len(words.doc) else token
    counts = token.dep_ == "nummod" and token.head.i > token.i and token.head.tag_ in ("NNS", "NNPS")
    plural = counts or following.tag_ in ("NNS", "NNPS")
    return not plural or words.at(number.first - 1) in words.lexicon.table.lists.year_before


def _is_age(words: Words, number: Number) -> bool:
    """"Ahmed, 34, was killed", "Hassan (27)", "children under five"."""
    if number.low is None or number.low > OLDEST or number.low != number.high:
        return False
    before, after = words.at(number.first - 1), words.at(number.last)
    named = number.first > 1 and words.doc[number.first - 2].pos_ in ("PROPN", "NOUN", "PRON")
    if named and ((before == "," and after in (",", ".", ";")) or (before == "(" and after in (")", ","))):
        return True
    bare = not after or words.doc[number.last].pos_ not in ("NOUN", "PROPN", "ADJ")
    return bare and named and before in words.lexicon.table.lists.age_before and (
        words.doc[number.first - 2].pos_ == "NOUN")


def share_of_all(words: Words, number: Number) -> int | None:
    """The token after "one in five" and "three out of ten", which count nobody; `None` for anything else."""
    at = number.last
    if number.low is None or not (
            words.at(at) in ("in", "out") or (words.at(at) == "of" and words.at(at + 1) == "every")):
        return None
    at += 1 + (words.at(at + 1) in ("of", "every"))
    far = number_at(words.lowers, at, numbers=words.lexicon.numbers)
    return far[1] if far is not None and number.low < far[0] <= SMALL else None


def noun_phrase(words: Words, at: int) -> tuple[int, int] | None:
    """The half-open range of the noun phrase that begins at a token, with what it is a measure of."""
    doc, lists = words.doc, words.lexicon.table.lists
    while words.at(at) in lists.passed_over or words.at(at) in DETERMINERS:
        at += 1
    start, last_noun, stop = at, None, min(len(doc), at + MAX_NOUN_WORDS)
    while at < stop:
        token = doc[at]
        if last_noun is not None and (words.at(at) in words.lexicon.state_kinds or words.at(at) in lists.ends):
            break
        named = token.pos_ in ("NOUN", "PROPN") or token.tag_ in ("NNS", "NNPS")
        hyphened = at > start and not doc[at - 1].whitespace_ and DASHES & {words.at(at), words.at(at - 1)}
        if named:
            last_noun = at
        elif not hyphened and (last_noun is not None or not _describes(token)):
            break
        at += 1
    if last_noun is None or (last_noun == start and words.at(start) in words.lexicon.state_kinds):
        return None
    return start, _with_measured(words, last_noun)


def _describes(token: Token) -> bool:
    return token.pos_ in ("ADJ", "ADV") or token.tag_ in ("VBN", "VBG", "POS", "JJ") or token.like_num


def _with_measured(words: Words, noun: int) -> int:
    """The token after a noun, and after what it measures ("tonnes of aid")."""
    if words.at(noun) not in words.lexicon.table.lists.measures or words.at(noun + 1) != "of":
        return noun + 1
    at = noun + 2
    while at < len(words.doc) and at - noun <= MAX_NOUN_WORDS and words.doc[at].pos_ in ("NOUN", "PROPN", "ADJ"):
        at += 1
    return at if at > noun + 2 else noun + 1


def counted(words: Words, number: Number) -> tuple[int, int] | None:
    """The half-open range of what a number counts: behind it, or behind its "of"; `None` where it names nothing."""
    at = number.last
    if number.low == 1 and words.at(number.first) == "one" and words.at(at) in ("day", "another"):
        return None
    if f"{words.at(at)} {words.at(at + 1)}" in words.lexicon.table.bounds_after:
        at += 2
    if words.at(at) == "of":
        at += 1
        while words.at(at) in DETERMINERS:
            at += 1
        if words.at(at) in words.lexicon.state_kinds:
            return at, at + 1
    whole = number_at(words.lowers, at, numbers=words.lexicon.numbers) if at > number.last else None
    found = noun_phrase(words, at if whole is None else whole[1])
    return None if found is None or _is_address(words, number, found) else found


def _is_address(words: Words, number: Number, found: tuple[int, int]) -> bool:
    """"10 Downing Street", "40 Commando": one name in the singular is no number of things."""
    last = words.doc[found[1] - 1]
    if words.at(number.last) == "of" or number.low is None or number.low <= 1 or last.tag_ != "NNP":
        return False
    plural = last.lower_.endswith(("s", "men", "women", "people")) or under_harm(words, last)
    return found[1] - found[0] <= LONGEST_ADDRESS and _is_capital(words, found[0]) and not plural


def is_share(words: Words, number: Number) -> bool:
    """"two of eight corridors", "none of the 45 passengers": the whole is a number of its own."""
    at = number.last + 1
    while words.at(at) in DETERMINERS:
        at += 1
    return words.at(number.last) == "of" and number_at(words.lowers, at, numbers=words.lexicon.numbers) is not None


def near_harm(words: Words, number: Number) -> bool:
    """Whether a bare number has a word of harm in its sentence, close by."""
    lexicon, sent = words.lexicon, words.doc[number.first].sent
    if number.bound == "vague" and number.last < len(words.doc) and words.doc[number.last].pos_ in ("VERB", "AUX"):
        return True  # "thousands marched"
    for token in words.doc[max(sent.start, number.first - HARM_REACH):min(sent.end, number.last + HARM_REACH)]:
        lemma = token.lemma_.lower()
        if token.lower_ in lexicon.state_kinds or lemma in lexicon.verb_kinds or lemma in lexicon.toll_kinds:
            return True
    return False


def harmed_one(words: Words, at: int) -> tuple[int, int] | None:
    """The noun phrase behind "a" or "no" at a token where people are harmed: "a soldier was killed", "no injuries"."""
    token = words.doc[at]
    head = token.head
    if token.dep_ != "det" or not at < head.i <= at + MAX_NOUN_WORDS:
        return None
    lexicon, lemma = words.lexicon, head.lemma_.lower()
    person = lemma in lexicon.table.people.nouns or head.lower_ in lexicon.table.people.nouns
    if words.at(at) == "no" and (lexicon.noun_kinds.get(lemma) in ("killed", "injured") or lemma == "casualty"):
        return at + 1, head.i + 1
    if not person or (words.at(at) != "no" and head.tag_ not in ("NN", "NNP")):
        return None
    return (at + 1, head.i + 1) if under_harm(words, head) else None


def under_harm(words: Words, token: Token) -> bool:
    """Whether a noun is object or passive subject of a verb of harm, or listed with one that is."""
    while token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN", "NUM", "PRON"):
        token = token.head
    verb = token.head
    lexicon = words.lexicon
    said = verb.lemma_.lower() in lexicon.verb_kinds or any(
        child.lower_ in lexicon.state_kinds and child.dep_ in ("acomp", "oprd", "attr") for child in verb.children)
    if token.dep_ in ("dobj", "nsubjpass"):
        return said
    return token.dep_ == "nsubj" and said and (verb.lemma_.lower() in ("die", "drown", "perish") or verb.tag_ == "VBN")
