"""Who stands where around a predicate: subject, object and prepositions, through passives, control and co-ordination.

Every function takes tokens of a parsed `Doc` and gives tokens, in the order of the text. The parser is small and often
wrong, so each path has a fallback along the clause, and gives nothing rather than a wild guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj", "attr", "oprd"})
OWNERS = frozenset({"poss", "compound", "nmod"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
LIGHT_NOUNS = frozenset({
    "number", "series", "wave", "group", "dozen", "hundred", "thousand", "million", "score", "handful", "kind", "part",
    "round", "majority", "couple", "string", "spate", "type", "rest", "some", "most", "many", "all", "several", "one",
    "two", "three", "four", "five", "ten", "at", "least", "variety", "range", "list", "lot", "pair", "half", "member",
    "section", "stretch", "body", "corpse", "worth", "tonne", "ton", "basket", "box", "bag", "truckload", "lorryload",
    "batch", "kilo", "litre", "sack",
})
"""Heads that only count or group what their of-phrase names ("a series of strikes")."""

BODY_NOUNS = frozenset({
    "brass", "campaign", "camp", "treasury", "administration", "delegation", "leadership", "command", "junta", "team",
    "allies", "lawyers", "coalition", "contingent", "faction", "wing", "bloc", "side", "establishment", "presidency",
    "cabinet", "forces", "troops", "soldiers", "fighters", "officials", "envoy", "diplomats", "negotiators", "mission",
    "commander", "generals", "rulers", "warplanes", "jets", "drones", "missiles", "artillery", "navy", "gunners",
    "tanks",
})
"""Heads that act for whoever owns them or stands before them ("the country's top brass", "the Treasury of ...")."""

OBJECT_CONTROL = frozenset({"of", "from", "for", "into"})
"""Prepositions whose gerund is the object's doing: accused X of shelling, kept X from leaving, blamed X for firing."""

PERSUASION = frozenset({
    "urge", "ask", "tell", "order", "force", "compel", "allow", "permit", "enable", "help", "let", "make", "persuade",
    "convince", "encourage", "press", "pressure", "call", "want", "expect", "invite", "require", "oblige", "instruct",
    "warn", "beg", "request", "advise", "lead", "cause", "prompt", "push", "get", "authorise", "authorize", "train",
    "pay", "hire", "send", "appeal", "implore", "remind", "challenge", "command", "direct", "forbid", "incite",
})
"""Verbs whose infinitive is done by their object: "urged Moscow to stop"; with others it is done by the subject."""

LOOSE_CLAUSES = frozenset({
    "advcl", "dep", "pcomp", "prep", "npadvmod", "parataxis", "appos", "oprd", "pobj", "nmod",
})
"""Links by which a participle hangs on its clause."""
LONGEST_SENTENCE = 300
"""In tokens; what is longer is a list or a broken page, and costs more than it tells."""
MAX_JOINED = 12
"""Longer lists come from tables, never from prose."""
MAX_CLIMB = 8
"""Clauses deeper than this come from broken parses (list pages), never from prose."""


def lemma(token: Token) -> str:
    """The lemma in lower case."""
    return token.lemma_.lower()


def phrase_keys(token: Token) -> frozenset[str]:
    """The lemmas by which a condition may know a noun phrase: head, counted head, and head with what stands before."""
    keys: set[str] = set()
    for head in {token.i: token, content_head(token).i: content_head(token)}.values():
        keys.update((lemma(head), head.lower_))
        for kid in head.children:
            if kid.dep_ in {"compound", "amod", "nmod"}:
                keys.add(f"{lemma(kid)} {lemma(head)}")
                keys.add(f"{kid.lower_} {lemma(head)}")
            elif kid.dep_ == "prep":
                things = [thing for thing in kid.children if thing.dep_ == "pobj"]
                keys.update(f"{lemma(head)} {kid.lower_} {lemma(thing)}" for thing in things)
    return frozenset(keys)


def child(token: Token, deps: frozenset[str]) -> Token | None:
    """The first child with one of these dependencies."""
    return next((kid for kid in token.children if kid.dep_ in deps), None)


def conjuncts(token: Token) -> list[Token]:
    """The token and what is joined to it by "and", commas or "as well as", in order."""
    joined = [token]
    queue = [token]
    while queue and len(joined) < MAX_JOINED:
        head = queue.pop()
        for kid in head.children:
            if kid.dep_ == "conj" and kid.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}:
                joined.append(kid)
                queue.append(kid)
    return joined


def is_passive(verb: Token) -> bool:
    """A past participle with a passive subject or auxiliary, or one that modifies a noun ("the square retaken by")."""
    if any(kid.dep_ in {"nsubjpass", "auxpass", "csubjpass"} for kid in verb.children):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return not any(kid.dep_ in {"dobj", "obj"} for kid in verb.children)
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and not child(verb, SUBJECTS) and verb.head.pos_ in {"VERB", "AUX"}:
        return is_passive(verb.head) and child(verb, OBJECTS) is None
    return any(kid.dep_ == "agent" for kid in verb.children)


def content_head(token: Token) -> Token:
    """The noun that a counting head stands before: "strikes" of "a series of strikes"; the name that follows a title
    without a comma: "Shabaab" of "the group al Shabaab"."""
    for _ in range(3):
        if token.lemma_.lower() not in LIGHT_NOUNS and token.pos_ != "NUM":
            return _named(token)
        of = next((kid for kid in token.children if kid.dep_ == "prep" and kid.lower_ == "of"), None)
        inner = child(of, frozenset({"pobj"})) if of is not None else None
        if inner is None:
            return _named(token)
        token = inner
    return token


def _named(noun: Token) -> Token:
    """The name in apposition that begins right behind a common noun, the owner of a body that acts, or the noun."""
    if noun.lower_ in BODY_NOUNS:
        return child(noun, OWNERS) or noun
    if noun.pos_ != "NOUN":
        return noun
    for kid in noun.children:
        first = kid.left_edge
        if kid.dep_ == "appos" and kid.pos_ == first.pos_ == "PROPN" and first.i == noun.i + 1:
            return kid
    return noun


def _antecedent(token: Token, verb: Token) -> Token:
    """The noun that a relative pronoun stands for; the token itself otherwise."""
    if token.lower_ in RELATIVES and token.pos_ in {"PRON", "DET", "SCONJ"}:
        clause = verb
        for _ in range(MAX_CLIMB):
            if clause.dep_ in {"relcl", "acl"}:
                return clause.head
            if clause.head.i == clause.i:
                break
            clause = clause.head
    return token


def agents(verb: Token) -> list[Token]:
    """The by-phrase of a passive."""
    found = []
    for kid in verb.children:
        if kid.dep_ == "agent" or (kid.dep_ == "prep" and kid.lower_ == "by" and is_passive(verb)):
            inner = child(kid, frozenset({"pobj"}))
            if inner is not None:
                found.append(inner)
    return found


def _own_subject(verb: Token) -> Token | None:
    """The subject that stands at the verb itself; for a passive its by-phrase plays no part here."""
    found = child(verb, SUBJECTS) or _name_like_modal(verb)
    return _antecedent(found, verb) if found is not None else None


def _name_like_modal(verb: Token) -> Token | None:
    """A name that the parser took for a modal verb: "Prime Minister Theresa May has held"."""
    return next(
        (kid for kid in verb.children if kid.tag_ == "MD" and kid.is_title and not kid.is_sent_start
         and kid.nbor(-1).pos_ == "PROPN"), None,
    )


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does what the verb says: its subject, or by-phrase in the passive; through co-ordination, control and
    participles to the clause above. `None` for an agentless passive."""
    if depth > MAX_CLIMB:
        return None
    if is_passive(verb):
        by = agents(verb)
        return by[0] if by else None
    own = _own_subject(verb)
    if own is not None:
        return own
    return _inherited_subject(verb, depth)


def _inherited_subject(verb: Token, depth: int) -> Token | None:
    """The subject that a verb without one takes from above: by relative clause, asking, co-ordination or participle."""
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ == "acl" and verb.tag_ != "VBG":
        return _possessor_or_clause(head, depth)
    if verb.dep_ == "acl" or (verb.dep_ == "relcl" and head.pos_ in {"NOUN", "PROPN"}):
        return head
    controlled = _controller(verb, head) or _object_of_gerund(verb, head)
    if controlled is not None:
        return controlled
    if verb.dep_ in {"xcomp", "ccomp", "conj"} and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
        return surface_subject(head, depth + 1) if verb.dep_ != "conj" or head.pos_ in {"VERB", "AUX"} else None
    if verb.dep_ in LOOSE_CLAUSES:
        clause = _clause_above(verb)
        return surface_subject(clause, depth + 1) if clause is not None else None
    return None


def _object_of_gerund(verb: Token, head: Token) -> Token | None:
    """Whose doing a gerund after "of", "from", "for" or "into" is: the object's of the verb before it."""
    if verb.dep_ != "pcomp" or head.lower_ not in OBJECT_CONTROL:
        return None
    thing = child(head.head, frozenset({"dobj", "obj", "nsubjpass"}))
    return thing if thing is not None and thing.i < verb.i else None


def is_asked(verb: Token) -> bool:
    """An infinitive under a verb of asking or forcing, also where the parser hung it on as an adverbial clause
    ("called on Kigali to withdraw")."""
    if verb.dep_ not in {"xcomp", "advcl"} or lemma(verb.head) not in PERSUASION:
        return False
    return any(kid.dep_ == "aux" and kid.tag_ == "TO" for kid in verb.children)


def _controller(verb: Token, head: Token) -> Token | None:
    """Of "urged Russia to stop" the object, when the complement is an infinitive and the verb has an object."""
    if not is_asked(verb):
        return None
    thing = child(head, frozenset({"dobj", "obj", "dative"}))
    if thing is None:
        thing = next(
            (inner for name, inner in prepositions(head) if name in {"on", "upon", "to"} and inner.i < verb.i), None,
        )
    return thing if thing is not None and thing.i < verb.i else None


def _possessor_or_clause(noun: Token, depth: int) -> Token | None:
    """Whose "plan to attack" it is: the possessor of the noun, else the subject of the clause it stands in."""
    owner = child(noun, frozenset({"poss"}))
    if owner is not None:
        return owner
    clause = _clause_above(noun)
    return surface_subject(clause, depth + 1) if clause is not None and noun.dep_ in OBJECTS | {"pobj"} else None


def _clause_above(token: Token) -> Token | None:
    """The nearest verb above."""
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """The grammatical subject, passive or not, found along the clause."""
    if depth > MAX_CLIMB:
        return None
    own = child(verb, SUBJECTS | PASSIVE_SUBJECTS)
    if own is not None:
        return _antecedent(own, verb)
    return _inherited_subject(verb, depth)


def objects(verb: Token) -> list[Token]:
    """What the verb acts on: direct object, or the grammatical subject of a passive, or the noun it modifies."""
    if is_passive(verb):
        thing = _passive_object(verb)
        return [thing] if thing is not None else []
    found = [_antecedent(kid, verb) for kid in verb.children if kid.dep_ in {"dobj", "obj"}]
    if not found:
        found = [kid for kid in verb.children if kid.dep_ in {"attr", "oprd"} and kid.pos_ in {"NOUN", "PROPN"}]
    if not found and verb.dep_ == "relcl" and verb.head.pos_ in {"NOUN", "PROPN"} and _own_subject(verb) is not None:
        subject_token = _own_subject(verb)
        if subject_token is not None and subject_token.i != verb.head.i and not has_preposition_gap(verb):
            found = [verb.head]
    return found or _asked_subject(verb) or _shared_object(verb)


def _asked_subject(verb: Token) -> list[Token]:
    """Who is asked, forced or sentenced, where the parser made them the subject of the infinitive ("ordered the rebels
    to go", "convicted the bank to pay")."""
    clauses = [
        kid for kid in verb.children
        if kid.dep_ == "ccomp" and (is_small_clause(kid) or any(one.tag_ == "TO" for one in kid.children))
    ]
    return [kid for clause in clauses for kid in clause.children if kid.dep_ == "nsubj" and kid.i < clause.i][:1]


def is_small_clause(token: Token) -> bool:
    """A particle or adverb that the parser took for a clause of its own: "let monitors through"."""
    return token.tag_ == "RP" or (token.pos_ in {"ADP", "ADV"} and token.dep_ == "ccomp")


def has_preposition_gap(verb: Token) -> bool:
    """Whether the relative clause's noun belongs to a preposition ("in which they fought")."""
    return any(kid.dep_ == "prep" and child(kid, frozenset({"pobj"})) is not None for kid in verb.lefts)


def _passive_object(verb: Token) -> Token | None:
    own = child(verb, PASSIVE_SUBJECTS)
    if own is not None:
        return _antecedent(own, verb)
    if verb.dep_ in {"acl", "relcl"}:
        return verb.head
    own = child(verb, SUBJECTS)
    if own is not None:
        return _antecedent(own, verb)
    if verb.dep_ == "conj":
        return surface_subject(verb.head)
    if verb.dep_ in {"xcomp", "ccomp", "advcl"}:
        return surface_subject(verb.head)
    return None


def _shared_object(verb: Token) -> list[Token]:
    """The object of a co-ordinated verb to the right: "seized and burned houses"."""
    for kid in verb.children:
        if kid.dep_ != "conj" or kid.pos_ != "VERB" or child(kid, SUBJECTS) is not None or is_passive(kid):
            continue
        if not any(one.dep_ in {"prep", "advmod"} and verb.i < one.i < kid.i for one in verb.children):
            return [one for one in kid.children if one.dep_ in {"dobj", "obj"}][:1]
    return []


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, its object) attached to the token, nested pairs ("out of") joined; agents as "by"."""
    for kid in token.children:
        if kid.dep_ in {"prep", "agent", "dative"} or (kid.pos_ == "ADP" and kid.dep_ in {"advmod", "mark", "prt"}):
            yield from _objects_of(kid, kid.lower_)


def _objects_of(adposition: Token, name: str) -> Iterator[tuple[str, Token]]:
    for kid in adposition.children:
        if kid.dep_ in {"pobj", "pcomp"}:
            yield name, kid
        elif kid.dep_ == "conj" and kid.pos_ == "ADP":
            yield from _objects_of(kid, kid.lower_)
        elif kid.dep_ == "prep":
            yield from _objects_of(kid, f"{name} {kid.lower_}")
            yield from _objects_of(kid, kid.lower_)


def modifiers(noun: Token) -> Iterator[Token]:
    """What stands before a noun and names whose or what kind it is: possessors, compounds, adjectives."""
    for kid in noun.children:
        if kid.dep_ in {"poss", "compound", "amod", "nmod"}:
            yield kid
            if kid.dep_ in {"amod", "nmod", "compound"}:
                yield from (one for one in kid.children if one.dep_ in {"conj", "compound", "amod", "nmod", "npadvmod"})


def particle(verb: Token) -> str | None:
    """The particle of a phrasal verb ("out" of "carry out"), also where the parser took it for an adverb."""
    for kid in verb.children:
        beside = kid.dep_ in {"advmod", "prep"} and kid.i == verb.i + 1 and kid.tag_ == "RP"
        if kid.dep_ == "prt" or beside or is_small_clause(kid):
            return kid.lower_
    return None
