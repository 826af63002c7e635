"""How an arrangement stands where it is named: the words over, under and before it, read from the inside out.

"The two sides agreed to observe the truce" gives observe, then agree. The climb stops at the first word that says
nothing about an arrangement, and at verbs of speech: who says so is read elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.arrangement.names import clause_of
from dateline.coding.arrangement.triggers import keys
from dateline.coding.match import has_words
from dateline.coding.syntax import MAX_CLIMB, RELATIVES, is_passive

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Token

    from dateline.codebook.arrangements import ArrangementBook, State
    from dateline.coding.arrangement.triggers import Trigger
    from dateline.records import Stance
    from dateline.records.arrangement import Status

CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "acl", "advcl"})
MAKING = frozenset({"in_force", "announced", "agreed", "accepted", "scheduled"})
"""Statuses that an outer word replaces: what is agreed to be observed is agreed, what is agreed to end has ended."""
REFUSING = frozenset({"reject", "deny", "propose"})
"""States that win over whatever they govern ("refused to extend the truce")."""
MISSED = frozenset({"extend", "suspend", "end", "accept", "reject", "lift", "observe"})
"""States of a verb that stands before its object with words between ("extended by a week the truce")."""
FALLBACK_REACH = 6
"""Words to either side within which a state verb is taken when the parse links none."""
INSERTION_REACH = 14
"""Words between two commas or dashes behind the noun ("the truce, due to expire on Sunday, was ...")."""
CONDITIONS = frozenset({"provided", "providing", "assuming"})
"""Participles whose clause is a condition ("provided the navy held its fire")."""
HUNG = frozenset({"prep:for", "prep:of", "prep:on"})
"""Links by which the parse may hang on the verb what belongs to its object."""
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "AUX"})
TIMING = frozenset({"before", "until", "till"})
"""Words of time that suppose nothing where the past follows ("before a truce took effect")."""
PASSIVE = frozenset({"be", "get"})
"""Lemmas before a participle that make it passive, words of time and "not" between them passed over."""
PASSED = frozenset({"ADV", "PART"})


@dataclass(frozen=True, slots=True)
class Said:
    """One state word over an arrangement, at its token."""

    state: State
    token: int


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the words say of one arrangement.

    `said` holds first the `climbed` words over it, from the inside out, then those under, before and behind it; `wish`
    is true when a call, talk or hope governs it; `nobody` when "no" does.
    """

    said: tuple[Said, ...] = ()
    climbed: int = 0
    wish: bool = False
    nobody: bool = False

    @property
    def leading(self) -> Said | None:
        """The word that decides: of the words over it the outermost that wins over others, else the innermost."""
        words = self.said[: self.climbed] or self.said
        if words and words[0].state.id in {"begin", "hold", "in-effect"}:
            later = [one for one in self.said if one.state.id in {"expire", "over", "come-to-end", "collapse"} or (
                one.state.id == "propose" and words[0].state.id == "hold") or one.state.id == "end"]
            if later:
                return later[-1]
        if words and words[0].state.breach:
            kept = [one for one in self.said if not one.state.breach and one.state.id not in REFUSING]
            return kept[0] if kept else words[0]
        over = [one for one in words if one.state.over]
        if over and (words[0].state.over or words[0].state.status in MAKING or over[-1].state.id in REFUSING):
            return over[-1]
        return words[0] if words else None

    @property
    def asserting(self) -> Said | None:
        """The outermost word over it, whose mood holds for all inside ("agreed to extend", "may be extended")."""
        return self.said[self.climbed - 1] if self.climbed else next(iter(self.said), None)


def standing_of(trigger: Trigger, *, token: Token, book: ArrangementBook) -> Standing:
    """Read the words around a trigger."""
    if trigger.act is not None:
        outer = tuple(_outer(token, trigger, book))
        return Standing(said=outer, climbed=len(outer), wish=not outer and _is_wished(token, book))
    over, wish = _over(token, trigger, book)
    if not wish and _names_another(trigger, token, book):
        over, wish = [], True
    if wish:
        refused = tuple(_refusals(token, book))
        return Standing(said=refused, climbed=len(refused), wish=not refused, nobody=_none(token, book))
    said = [*over, *_under(token, trigger, book), *_before(token, book)]
    said = said or list(_nearby(token, trigger, book))
    said.extend(_behind(said, token, trigger, book))
    unique = {one.token: one for one in reversed(said)}
    ordered = sorted(unique.values(), key=said.index)
    return Standing(said=tuple(ordered), climbed=len({one.token for one in over}), nobody=_none(token, book))


def _names_another(trigger: Trigger, token: Token, book: ArrangementBook) -> bool:
    """Whether the next word makes it the name of something else, whatever the parse made of it ("ceasefire talks")."""
    if trigger.last >= clause_of(token).end:
        return False
    following = token.doc[trigger.last]
    verb = following.pos_ == "VERB" and following.tag_ == "VBD"
    return not verb and following.pos_ in {"NOUN", "VERB"} and following.lemma_.lower() in book.compounds and (
        trigger.head != trigger.last - 1 or following.pos_ == "VERB" or token.head.i == following.i
    )


def _over(token: Token, trigger: Trigger, book: ArrangementBook) -> tuple[list[Said], bool]:
    """The state words that govern it, from the inside out, and whether a wish or topic does."""
    said: list[Said] = []
    clause = clause_of(token)
    for governor, link in _steps(token, book):
        praised = bool(said) and link == "clause" and governor.lemma_.lower() in book.words.factive
        if praised or not clause.start <= governor.i < clause.end:
            break
        if _is_wish(governor, link, book):
            return said, True
        state = state_at(governor, link, kind=trigger.kind, book=book)
        if governor.lemma_ in {"let", "allow"} and (lapse := _let_lapse(trigger, token, book)) is not None:
            said.append(lapse)
            break
        if state is not None and governor.lemma_ == "call" and state.id == "declare" and _names_it(governor, trigger):
            break
        if state is not None and link == "subject" and "object" in state.at and _acts_on_another(governor):
            break
        if state is not None:
            said.append(Said(state, governor.i))
            said.extend(_joined_to(governor, trigger, book))
        elif link == "compound" and governor.lemma_.lower() in book.compounds:
            return said, True
        elif not _passes(governor, link, book):
            break
    return said, False


def _steps(token: Token, book: ArrangementBook) -> Iterator[tuple[Token, str]]:
    """The words over it; an object right before "for" or "of" first, where the parse hung that on the verb ("accepted
    the Egyptian proposal for a truce")."""
    steps = climb(token)
    first = next(steps, None)
    if first is None:
        return
    governor, link = first
    before = [kid for kid in governor.children if kid.i == token.head.i - 1 and kid.dep_ in {"dobj", "nsubjpass"}]
    if governor.pos_ == "VERB" and link in HUNG and before and before[0].lemma_.lower() in book.state_nouns:
        yield before[0], link
        yield governor, "object"
    else:
        yield first
    yield from steps


def _let_lapse(trigger: Trigger, token: Token, book: ArrangementBook) -> Said | None:
    """The word behind "let" by which it ends: "let its truce, in place since May, lapse"."""
    for one in token.doc[trigger.last : clause_of(token).end]:
        rows = book.state_verbs.get(one.lower_, ())
        found = next((state for rest, state in rows if not rest and state.id in {"expire", "collapse"}), None)
        if found is not None and one.tag_ in {"VB", "NN", "VBP"}:
            return Said(found, one.i)
    return None


def _joined_to(governor: Token, trigger: Trigger, book: ArrangementBook) -> Iterator[Said]:
    """What a verb joined to one that it is the subject of says too: "took effect on Monday and ended on Friday"."""
    for verb in governor.conjuncts:
        if verb.pos_ not in {"VERB", "AUX"} or verb.i < governor.i or _own_subject(verb, governor):
            continue
        state = state_at(verb, "object" if is_passive(verb) else "subject", kind=trigger.kind, book=book)
        if state is not None and state.id in {"begin", "expire", "come-to-end", "over", "collapse", "in-effect"}:
            yield Said(state, verb.i)


def _names_it(verb: Token, trigger: Trigger) -> bool:
    """Whether "call" gives it a name ("called the closure a siege"), and makes no truce."""
    return trigger.definite or any(kid.dep_ in {"oprd", "attr"} for kid in verb.children) or verb.dep_ == "relcl"


def climb(token: Token) -> Iterator[tuple[Token, str]]:
    """Each word over a token and how the token stands to it: object, subject, prep:to, compound, clause (without a
    subject of its own), that (with one)."""
    for _ in range(MAX_CLIMB):
        step = _above(token)
        if step is None:
            return
        yield step
        token = step[0]


def _above(token: Token) -> tuple[Token, str] | None:
    """The next word up, co-ordination and prepositions passed over."""
    for _ in range(MAX_CLIMB):
        if token.dep_ not in {"conj", "appos"} or token.head.i == token.i:
            break
        token = token.head
    head, dep = token.head, token.dep_
    if head.i == token.i:
        return None
    if dep in {"dobj", "obj", "attr", "oprd", "nsubjpass", "dative"}:
        return head, "object"
    if dep == "nsubj":
        between = any(kid.lower_ == "between" and kid.dep_ == "prep" for kid in head.children)
        return head, "object" if is_passive(head) or (between and head.tag_ in {"VBN", "VBD"}) else "subject"
    if dep == "pobj":
        return _over_preposition(head)
    if dep in {"compound", "nmod", "amod", "poss"}:
        return head, "compound"
    return _over_clause(token)


def _over_clause(token: Token) -> tuple[Token, str] | None:
    """The word over a clause; an adverbial clause with a subject of its own hangs under none."""
    head, dep = token.head, token.dep_
    if dep == "pcomp" and head.pos_ in {"ADP", "SCONJ"}:
        return head.head, "clause"
    if dep in {"advcl", "ccomp"} and any(kid.dep_ in {"nsubj", "nsubjpass", "expl"} for kid in token.children):
        return (head, "that") if dep == "ccomp" else None
    return (head, "clause") if dep in CLAUSES else None


def _over_preposition(head: Token) -> tuple[Token, str] | None:
    name = head.lower_
    for _ in range(3):
        if head.head.i == head.i:
            return None
        head = head.head
        if head.pos_ in CONTENT or (head.pos_ not in {"ADP", "SCONJ"} and head.dep_ != "prep"):
            break
    return head, f"prep:{name}"


def state_at(token: Token, link: str, *, kind: str, book: ArrangementBook) -> State | None:
    """The state that this word says of an arrangement of this kind standing at this link; the longest phrase wins."""
    table = book.state_verbs if token.pos_ in {"VERB", "AUX"} else book.state_nouns
    for rest, state in table.get(token.lemma_.lower(), ()):
        if state.kinds and kind not in state.kinds:
            continue
        if not _linked(state, link, rest):
            continue
        if rest and not _with_words(token, rest):
            continue
        if state.words and not _followed(token, state.words):
            continue
        if state.party_object and not any(kid.dep_ in {"dobj", "obj"} or kid.dep_ == "prep" for kid in token.children):
            continue
        return state
    if token.pos_ == "ADJ" and token.lemma_.lower() in book.adjectives:
        return book.adjectives[token.lemma_.lower()]
    if token.lemma_ == "be" and link == "subject":
        return next((book.adjectives[kid.lower_] for kid in token.children
                     if kid.dep_ == "acomp" and kid.lower_ in book.adjectives), None)
    return None


def _linked(state: State, link: str, rest: tuple[str, ...]) -> bool:
    """Whether the arrangement stands where the state expects it; clauses only for words that win over others."""
    if link == "clause":
        return state.over
    if link == "compound":
        return bool(state.nouns)
    return link in state.at or (bool(rest) and link == f"prep:{rest[-1]}" and "object" in state.at)


def _with_words(token: Token, rest: tuple[str, ...]) -> bool:
    if has_words(token, rest, noun=False):
        return True
    links = {"prep", "prt", "advmod", "dobj"}
    return len(rest) == 1 and any(kid.lower_ == rest[0] and kid.dep_ in links for kid in token.children)


def _followed(token: Token, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases stands within four words behind."""
    row = f" {' '.join(one.lower_ for one in token.doc[token.i + 1 : token.i + 6])} "
    return any(f" {phrase} " in row for phrase in phrases)


def _passes(governor: Token, link: str, book: ArrangementBook) -> bool:
    """Whether the climb goes on over a word that is no state: verbs of phase, and nouns that add nothing."""
    if governor.pos_ in {"VERB", "AUX"}:
        return governor.lemma_.lower() in book.words.aspect and link in {"clause", "that", "object", "subject"}
    return link == "compound" or governor.lemma_.lower() in book.words.pass_through


def _is_wish(governor: Token, link: str, book: ArrangementBook) -> bool:
    """Whether the word makes it a call, a topic or a hope; "called a truce" is none, "called for a truce" is."""
    lemma = governor.lemma_.lower()
    if link.startswith("prep:") and f"{lemma} {link[5:]}" in book.wishes:
        return True
    if lemma not in book.wishes:
        return False
    if governor.pos_ in {"VERB", "AUX"}:
        return link in {"object", "clause", "that"} and not (lemma == "call" and link == "object")
    return link.startswith("prep:") or link in {"clause", "that"}


def _refusals(token: Token, book: ArrangementBook) -> Iterator[Said]:
    """Over a call or proposal only a refusal tells anything ("rejected calls for a ceasefire")."""
    for governor, link in _steps(token, book):
        state = state_at(governor, link, kind="", book=book)
        if state is not None and state.id in {"reject", "deny"}:
            yield Said(state, governor.i)
            return


def _under(token: Token, trigger: Trigger, book: ArrangementBook) -> Iterator[Said]:
    """Participles and relative clauses that belong to it: "a pause scheduled for", "a halt, which took effect"."""
    for kid in token.subtree:
        if kid.dep_ not in {"acl", "relcl"} or kid.i < trigger.last - 1:
            continue
        link = _clause_link(kid)
        state = state_at(kid, link, kind=trigger.kind, book=book)
        if state is None or _is_purpose(kid, state):
            continue
        if kid.head.i == token.i or state.window == "start" or trigger.first <= kid.head.i < trigger.last:
            yield Said(state, kid.i)
            for verb in kid.conjuncts:
                joined = state_at(verb, link, kind=trigger.kind, book=book) if verb.pos_ in {"VERB", "AUX"} else None
                if joined is not None and not _own_subject(verb, token):
                    yield Said(joined, verb.i)
    yield from _pointing_back(token, trigger, book)
    sent = clause_of(token)
    for one in token.doc[trigger.last : sent.end]:
        if one.dep_ == "relcl" and not one.is_ancestor(token) and one not in set(token.subtree):
            state = state_at(one, _clause_link(one), kind=trigger.kind, book=book)
            if state is not None and state.id in {"begin", "in-effect"}:
                yield Said(state, one.i)


def _pointing_back(token: Token, trigger: Trigger, book: ArrangementBook) -> Iterator[Said]:
    """Verbs with "which" or "that" for an object behind it, wherever they hang ("a truce that it declared")."""
    for one in token.doc[trigger.last : clause_of(token).end]:
        if one.lower_ not in {"which", "that"} or one.dep_ not in {"dobj", "obj", "nsubjpass"}:
            continue
        verb = one.head
        inside = trigger.first <= verb.head.i < trigger.last or verb.head.i == token.i
        if verb.pos_ != "VERB" or verb.i < one.i or (verb.dep_ == "relcl" and inside):
            continue
        if verb.dep_ == "relcl" and verb.head.ent_type_ not in {"DATE", "TIME", "CARDINAL"}:
            continue
        state = state_at(verb, "object", kind=trigger.kind, book=book)
        if state is not None:
            yield Said(state, verb.i)


def _is_purpose(verb: Token, state: State) -> bool:
    """Whether the clause says what it is for ("a deal to end the fighting"), not what becomes of it."""
    infinitive = any(kid.dep_ == "aux" and kid.tag_ == "TO" for kid in verb.children)
    return "object" in state.at and ((infinitive and not is_passive(verb)) or _acts_on_another(verb))


def _acts_on_another(verb: Token) -> bool:
    """Whether the noun is the subject of a verb with an object of its own ("a deal that ended the siege")."""
    return not is_passive(verb) and any(kid.dep_ in {"dobj", "obj"} for kid in verb.children) and not any(
        kid.dep_ == "nsubj" and kid.lower_ not in RELATIVES for kid in verb.children
    )


def _clause_link(verb: Token) -> str:
    """How the noun stands to the clause that hangs on it."""
    if is_passive(verb):
        return "object"
    subjects = [kid for kid in verb.children if kid.dep_ == "nsubj"]
    if any(kid.lower_ in RELATIVES for kid in subjects) or not subjects:
        return "subject"
    return "object"


def _before(token: Token, book: ArrangementBook) -> Iterator[Said]:
    """Adjectives and participles before it: "a proposed ceasefire"."""
    for kid in token.children:
        if kid.i < token.i and kid.dep_ in {"amod", "nmod", "compound"}:
            for key in keys(kid):
                if key in book.modifiers:
                    yield Said(book.modifiers[key], kid.i)
                    break


def _nearby(token: Token, trigger: Trigger, book: ArrangementBook) -> Iterator[Said]:
    """Where the parse links nothing: the nearest state verb in the same stretch of words."""
    doc, sent = token.doc, clause_of(token)
    yield from _ahead_of(token, trigger, book)
    start = _past_insertion(token, trigger.last)
    for at in range(start, min(start + FALLBACK_REACH - 1, sent.end)):
        if doc[at].is_punct:
            break
        if doc[at].pos_ == "VERB" or (doc[at].pos_ == "AUX" and not _is_helper(doc[at])):
            link = "object" if _is_passive_in_row(doc[at], start) else "subject"
            state = state_at(doc[at], link, kind=trigger.kind, book=book)
            if state is not None and not _own_subject(doc[at], token):
                yield Said(state, at)
            break


def _past_insertion(token: Token, at: int) -> int:
    """Where the words go on behind an insertion between commas or dashes that stands right behind the noun."""
    doc, end = token.doc, clause_of(token).end
    if at >= end or doc[at].text not in {",", "–", "—", "("}:
        return at
    for close in range(at + 1, min(at + INSERTION_REACH, end - 1)):
        if doc[close].text in {",", "–", "—", ")"}:
            return close + 1 if doc[close + 1].pos_ in {"VERB", "AUX", "ADV"} else at
    return at


def _is_helper(verb: Token) -> bool:
    """Whether the next verb in the row is what it helps: "had been prolonged"."""
    following = (one for one in verb.doc[verb.i + 1 : min(verb.i + FALLBACK_REACH, clause_of(verb).end)])
    beyond = next((one for one in following if one.pos_ not in PASSED), None)
    return beyond is not None and beyond.pos_ in {"VERB", "AUX"}


def _is_passive_in_row(verb: Token, start: int) -> bool:
    """Whether a form of "be" stands before a participle, whatever the parse made of it."""
    if verb.tag_ != "VBN":
        return False
    before = (one for one in reversed(verb.doc[start : verb.i]) if one.pos_ not in PASSED)
    nearest = next(before, None)
    return nearest is not None and nearest.lemma_ in PASSIVE


def _ahead_of(token: Token, trigger: Trigger, book: ArrangementBook) -> Iterator[Said]:
    """The verb before the phrase whose object the parse has missed: "prolong by a day the 12-hour pause"."""
    doc = token.doc
    edge = min(token.left_edge.i, trigger.first)
    if edge == 0 or doc[edge - 1].pos_ in {"ADP", "SCONJ"} or doc[edge].pos_ == "ADP":
        return
    for at in range(edge - 1, max(edge - FALLBACK_REACH, clause_of(token).start - 1), -1):
        if doc[at].is_punct or doc[at].pos_ == "CCONJ":
            return
        if doc[at].pos_ == "VERB":
            state = state_at(doc[at], "object", kind=trigger.kind, book=book)
            if state is not None and "object" in state.at and state.id in MISSED:
                yield Said(state, at)
            return


def _behind(said: list[Said], token: Token, trigger: Trigger, book: ArrangementBook) -> list[Said]:
    """Verbs without a subject of their own behind it that date its window: "announced a truce ..., to begin on"."""
    doc, known = token.doc, {one.token for one in said}
    found: list[Said] = []
    for verb in doc[trigger.last : clause_of(token).end]:
        if verb.pos_ != "VERB" or verb.i in known or verb.dep_ not in {"advcl", "xcomp", "acl"}:
            continue
        if verb.head.i not in known and verb.head.i != token.i:
            continue
        state = state_at(verb, "subject", kind=trigger.kind, book=book)
        if state is not None and state.at[0] == "subject" and state.window and not _own_subject(verb, token):
            found.append(Said(state, verb.i))
    return found


def _own_subject(verb: Token, token: Token) -> bool:
    """Whether the verb has another subject than this noun."""
    subjects = [kid for kid in verb.children if kid.dep_ in {"nsubj", "nsubjpass"}]
    return any(kid.i > token.i and kid.lower_ not in RELATIVES for kid in subjects)


def _is_wished(token: Token, book: ArrangementBook) -> bool:
    """Whether an act is only asked for ("demanded that the body be returned") or near ("close to allowing")."""
    if token.dep_ == "pcomp" and token.head.head.lemma_.lower() in book.words.brink:
        return True
    governor, link = next(climb(token), (None, ""))
    if governor is None or link not in {"clause", "that"}:
        return False
    return governor.lower_ in CONDITIONS or _is_wish(governor, link, book)


def _outer(token: Token, trigger: Trigger, book: ArrangementBook) -> Iterator[Said]:
    """Words that win over an act: "refused to allow", "agreed to exchange"."""
    for governor, link in climb(token):
        state = state_at(governor, link, kind=trigger.kind, book=book)
        if state is not None and state.over:
            yield Said(state, governor.i)
        elif not _passes(governor, link, book):
            return


def _none(token: Token, book: ArrangementBook) -> bool:
    """Whether "no" or "any" stands before it."""
    return any(kid.lower_ in book.words.none for kid in token.children if kid.dep_ == "det")


def is_hypothetical(verb: Token, book: ArrangementBook) -> bool:
    """Whether the state word stands in a clause of condition or of time to come ("until", "after X agrees")."""
    for _ in range(MAX_CLIMB):
        marks = {kid.lower_ for kid in verb.children if kid.dep_ in {"mark", "advmod"} and kid.i < verb.i}
        if marks & book.words.hypothetical and verb.dep_ != "ROOT":
            return not ((marks <= TIMING and verb.tag_ == "VBD") or _has_been(verb))
        if verb.tag_ in {"VBP", "VBZ"} and marks & {"after", "when"} and _is_modal(verb.head):
            return True
        if verb.dep_ not in {"xcomp", "ccomp", "conj", "acl", "pcomp", "advcl"} or verb.head.i == verb.i:
            return False
        verb = verb.head
    return False


def _has_been(verb: Token) -> bool:
    """Whether it is told as done before what happened: "reopened once both sides had confirmed a truce"."""
    return verb.tag_ == "VBN" and verb.head.tag_ == "VBD" and any(kid.lower_ == "had" for kid in verb.children)


def _is_modal(verb: Token) -> bool:
    return any(kid.tag_ == "MD" for kid in verb.children)


def polarity_of(said: Said, stances: Mapping[int, Stance], *, token: Token) -> str:
    """"+" or "-" at a state word, by its stance; a verb without one counts its own "not" and "never"."""
    stance = stances.get(said.token)
    if stance is not None:
        return stance.polarity
    verb = token.doc[said.token]
    return "-" if any(kid.dep_ == "neg" for kid in verb.children) else "+"


def status_of(said: Said, *, polarity: str, future: bool) -> Status | None:
    """The status that a state word gives; `None` when "not" leaves nothing to tell."""
    state = said.state
    if polarity == "-":
        if state.negated == "none":
            return None
        return "unknown" if state.negated == "breach" else state.negated
    return state.future if future and state.future is not None else state.status


__all__ = ["Said", "Standing", "climb", "is_hypothetical", "polarity_of", "standing_of", "state_at", "status_of"]
