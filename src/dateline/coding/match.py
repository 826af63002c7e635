"""Rules against tokens: which rule fires at a trigger, and who its parties are.

The rule with more satisfied conditions wins, then the one that stands earlier in the files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.acts import Act
from dateline.coding.syntax import (
    agents, content_head, lemma, modifiers, objects, particle, prepositions, subject,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from spacy.tokens import Token

    from dateline.coding.index import CompiledRule, RuleIndex, Test
    from dateline.coding.parties import MentionMap
    from dateline.codebook import Rule

MODIFIER_DEPS = frozenset({"compound", "amod", "nmod", "poss"})
OWNER_PATHS = ("object.modifier", "object.prep:of|belonging")
"""Where the party stands when the object is only a thing of theirs ("shelled militant-held areas")."""
COMPLEMENT_DEPS = frozenset({"xcomp", "ccomp", "pcomp", "oprd"})
PURPOSE_DEPS = frozenset({"advcl", "acl", "relcl"})
"""Links of an infinitive of purpose ("sent experts to investigate"); a test by word accepts it as complement."""
BEFORE_DEPS = frozenset({"compound", "amod", "nmod", "poss", "advmod", "neg", "nummod"})
COUNTING = frozenset({
    "one", "some", "most", "many", "two", "three", "several", "dozens", "hundreds", "thousands", "number",
})
"""Heads that only count what their of-phrase names ("one of the army's officers")."""
LIGHT_VERBS = frozenset({
    "launch", "carry", "conduct", "stage", "hold", "make", "mount", "wage", "commit", "begin", "start", "continue",
    "resume", "give", "take", "have", "undertake", "perpetrate", "lead", "order", "step", "intensify", "do", "issue",
    "offer", "open", "impose", "enter", "sign", "reach", "announce", "declare", "organise", "organize", "perform",
})
"""Verbs whose subject does what their object noun says ("launched an attack")."""


def passes(test: Test, tokens: Iterable[Token], mentions: MentionMap) -> int:
    """How well the tokens satisfy a condition: 0 not at all, 1 by kind or by being there, 2 by word or sector, 3 by two
    words ("air strike" says more than "strike")."""
    best = 0
    for token in tokens:
        best = max(best, _passes_one(test, token, mentions))
        for kid in token.children:
            if kid.dep_ == "conj" and kid.i > token.i:
                best = max(best, passes(test, (kid,), mentions))
    return best


def _passes_one(test: Test, token: Token, mentions: MentionMap) -> int:
    if test.lemmas:
        known = test.lemmas & mentions.keys(token)
        if known:
            return 3 if any(" " in key for key in known) else 2
    if test.kinds and not test.kinds.isdisjoint(mentions.kinds(token) | mentions.kinds(content_head(token))):
        return 1
    if test.sectors and not test.sectors.isdisjoint(mentions.sectors(token)):
        return 2
    return int(test.anything)


def has_words(token: Token, words: tuple[str, ...], *, noun: bool) -> bool:
    """Whether the further words of a trigger stand with it: particle or words after a verb, compounds before a noun."""
    if not words:
        return True
    if noun:
        before = [token.doc[i] for i in range(max(token.i - len(words), 0), token.i)]
        return len(before) == len(words) and all(w in (lemma(t), t.lower_) for w, t in zip(words, before, strict=True))
    if len(words) == 1 and particle(token) == words[0]:
        return True
    following = token.doc[token.i + 1 : token.i + 4 + len(words)]
    wanted = list(words)
    for one in following:
        if wanted and wanted[0] in (lemma(one), one.lower_):
            wanted.pop(0)
    return not wanted and (len(words) > 1 or _attached(token, words[0]))


def _attached(token: Token, word: str) -> bool:
    """Whether a word of the trigger hangs on it ("cease fire", "hit out at")."""
    return any(kid.lower_ == word or lemma(kid) == word for kid in token.children if kid.i > token.i)


def _is_predicate(noun: Token) -> bool:
    """A noun that a form of "be" or a light verb says of its subject."""
    if noun.dep_ == "attr":
        return noun.head.pos_ == "AUX" and not any(kid.dep_ == "expl" for kid in noun.head.children)
    return noun.dep_ in {"dobj", "obj"} and lemma(noun.head) in LIGHT_VERBS


def _is_infinitive(verb: Token) -> bool:
    return any(kid.dep_ == "aux" and kid.tag_ == "TO" for kid in verb.children)


def _joined(verb: Token) -> list[Token]:
    """Participles that share what follows them: "four were killed and ten wounded in the raid"."""
    return [kid for kid in verb.rights if kid.dep_ == "conj" and kid.tag_ == verb.tag_ == "VBN"]


class Site:
    """A trigger token with what stands around it, each worked out once and only when asked for."""

    def __init__(self, token: Token, mentions: MentionMap, *, trailing: str = "") -> None:
        """`trailing` is the preposition with which a trigger of several words ends ("hit out at")."""
        self.token = token
        self.mentions = mentions
        self.trailing = trailing
        self.verbal = token.pos_ in {"VERB", "AUX"}
        self._found: dict[str, list[Token]] = {}

    def get(self, step: str) -> list[Token]:
        """The tokens at a one-step path (subject, object, iobject, possessor, modifier, complement)."""
        if step not in self._found:
            self._found[step] = list(self._look(step))
        return self._found[step]

    def _look(self, step: str) -> Iterator[Token]:
        token = self.token
        if step == "subject":
            yield from self._subject()
        elif step == "object":
            found = objects(token) if self.verbal else []
            yield from found or [thing for name, thing in prepositions(token) if name == self.trailing]
        elif step == "iobject":
            yield from (kid for kid in token.children if kid.dep_ == "dative" and kid.pos_ != "ADP")
            yield from (thing for name, thing in prepositions(token) if name == "to" and thing.head.dep_ == "dative")
        elif step in {"possessor", "modifier"}:
            yield from modifiers(token)
        elif step == "complement":
            yield from (kid for kid in token.rights if kid.dep_ in COMPLEMENT_DEPS)
        elif step == "purpose":
            for head in (token, *self.get("object")):
                yield from (kid for kid in head.rights if kid.dep_ in PURPOSE_DEPS and _is_infinitive(kid))

    def _subject(self) -> Iterator[Token]:
        token = self.token
        if self.verbal or token.pos_ == "ADJ":
            found = subject(token) if self.verbal else subject(token.head)
            if found is not None:
                yield found
        elif _is_predicate(token):
            found = subject(token.head)
            if found is not None:
                yield found
        elif token.dep_ == "nsubjpass" and lemma(token.head) in LIGHT_VERBS:
            yield from agents(token.head)

    def prep(self, names: str) -> list[Token]:
        """Objects of the named prepositions ("against|on") at the trigger."""
        if names not in self._found:
            wanted = set(names.split("|"))
            found = [thing for name, thing in prepositions(self.token) if name in wanted]
            if self.verbal and not found:
                near = [*self.get("object"), *(kid for kid in self.token.children if kid.dep_ == "acomp")]
                found = [thing for one in near for name, thing in prepositions(one) if name in wanted]
            if self.verbal and not found:
                found = [thing for one in _joined(self.token) for name, thing in prepositions(one) if name in wanted]
            if not self.verbal and self.token.dep_ in {"dobj", "obj", "nsubjpass"} and not found:
                found = [thing for name, thing in prepositions(self.token.head) if name in wanted]
            self._found[names] = found
        return self._found[names]


def follow(path: str, site: Site) -> list[Token]:
    """Tokens at the end of a role path; empty where it leads nowhere."""
    first, _, rest = path.partition(".")
    if first == "none":
        return []
    tokens = site.prep(first[5:]) if first.startswith("prep:") else site.get(first)
    if first == "complement" and not tokens:
        tokens = site.get("purpose")
    if not rest:
        return tokens
    found: list[Token] = []
    for token in tokens:
        thing = content_head(token) if token.lower_ in COUNTING else token
        found.extend(follow(rest, Site(thing, site.mentions)))
    return found


def parties_at(paths: Iterable[str], site: Site, *, taken: tuple[int, ...] = ()) -> tuple[tuple[int, ...], str | None]:
    """The actor mentions at the first path that has any, and that path."""
    for path in paths:
        if path == "speaker":
            voices = tuple(index for index in site.mentions.speakers(site.token.i) if index not in taken)
            if voices:
                return voices, path
            continue
        found: list[int] = []
        for token in follow(path, site):
            found.extend(index for index in site.mentions.parties(token) if index not in found and index not in taken)
        if found:
            return tuple(found), path
    return (), None


def _condition(test: Test, step: str, site: Site) -> int:
    if step == "complement" and not test.anything:
        return passes(test, site.get(step), site.mentions) or passes(test, site.get("purpose"), site.mentions)
    if step != "modifier":
        return passes(test, site.get(step), site.mentions)
    heads = [site.token]
    if site.token.dep_ in {"acomp", "attr"} and site.token.head.pos_ == "AUX":
        heads.append(site.token.head)
    tokens = [kid for head in heads for kid in head.children if kid.dep_ in BEFORE_DEPS]
    return passes(test, tokens, site.mentions)


def _holds(compiled: CompiledRule, site: Site) -> int | None:
    """How well a rule's conditions are satisfied here, added up, or `None` when one fails."""
    weight = 0
    for test, step in (
        (compiled.object, "object"), (compiled.subject, "subject"), (compiled.complement, "complement"),
        (compiled.modifier, "modifier"),
    ):
        if test:
            score = _condition(test, step, site)
            if not score:
                return None
            weight += score
    for name, test in compiled.prep.items():
        score = passes(test, site.prep(name), site.mentions)
        if not score:
            return None
        weight += score
    return None if _refused(compiled, site) else weight


def _refused(compiled: CompiledRule, site: Site) -> bool:
    for test, step in (
        (compiled.unless_object, "object"), (compiled.unless_subject, "subject"),
        (compiled.unless_complement, "complement"), (compiled.unless_modifier, "modifier"),
    ):
        if test and _condition(test, step, site):
            return True
    return any(passes(test, site.prep(name), site.mentions) for name, test in compiled.unless_prep.items())


def _candidates(token: Token, index: RuleIndex) -> Iterator[tuple[tuple[str, ...], CompiledRule]]:
    key = lemma(token)
    if token.pos_ in {"VERB", "AUX"}:
        yield from index.verbs.get(key, ())
    elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in MODIFIER_DEPS:
        yield from index.nouns.get(key, ())
    elif token.pos_ == "ADJ" and token.dep_ in {"acomp", "attr", "oprd", "conj", "ROOT"}:
        yield from index.adjectives.get(key, ())


def matching_rules(token: Token, index: RuleIndex, mentions: MentionMap) -> Iterator[tuple[int, CompiledRule, Act]]:
    """(weight, rule, act) of every rule that fires at this token."""
    site: Site | None = None
    for words, compiled in _candidates(token, index):
        if not has_words(token, words, noun=token.pos_ in {"NOUN", "PROPN"}):
            continue
        trailing = words[-1] if words and token.pos_ in {"VERB", "AUX"} else ""
        if site is None or site.trailing != trailing:
            site = Site(token, mentions, trailing=trailing)
        weight = _holds(compiled, site)
        if weight is None:
            continue
        weight += 2 * len(words) + (compiled.rule.mode is not None)
        act = _act(compiled, site, words=words, weight=weight)
        if act is not None:
            yield weight, compiled, act


def best_rule(token: Token, index: RuleIndex, mentions: MentionMap) -> Act | None:
    """The act that the best rule finds at this token, or `None`."""
    found = min(matching_rules(token, index, mentions), key=lambda row: (-row[0], row[1].order), default=None)
    return found[2] if found is not None else None


def _act(compiled: CompiledRule, site: Site, *, words: tuple[str, ...], weight: int) -> Act | None:
    """Read the parties; `None` when one that the rule needs is absent."""
    rule = compiled.rule
    actors, actor_path = parties_at(rule.actor, site)
    recipients, recipient_path = parties_at(rule.recipient, site, taken=actors)
    if not recipients and "object" in rule.recipient:
        recipients, recipient_path = parties_at(OWNER_PATHS, site, taken=actors)
    if not _has_needed(rule, actors, recipients):
        return None
    if rule.reciprocal:
        actors, recipients = (*actors, *recipients), ()
    token = site.token
    first, last = token.i, token.i + 1
    if words and not site.verbal:
        first -= len(words)
    elif words:
        last = _words_end(token, words)
    return Act(
        trigger=token.i, first=first, last=last, rule=rule.id, event=rule.event, mode=rule.mode, cameo=rule.cameo,
        contexts=rule.contexts, actors=actors, recipients=recipients, reciprocal=rule.reciprocal, weight=weight,
        nominal=not site.verbal, consumed=_consumed(compiled, site), actor_path=actor_path,
        recipient_path=recipient_path, polarity="+" if "not" in rule.modifier else None,
    )


def _has_needed(rule: Rule, actors: tuple[int, ...], recipients: tuple[int, ...]) -> bool:
    have: Mapping[str, bool] = {
        "actor": bool(actors), "recipient": bool(recipients), "either": bool(actors or recipients),
        "both": bool(actors and recipients),
    }
    return all(have[need] for need in rule.needs)


def _words_end(token: Token, words: tuple[str, ...]) -> int:
    end, wanted = token.i + 1, list(words)
    for one in token.doc[token.i + 1 : token.i + 4 + len(words)]:
        if wanted and wanted[0] in {one.lower_, lemma(one)}:
            wanted.pop(0)
            end = one.i + 1
    return end


def _consumed(compiled: CompiledRule, site: Site) -> frozenset[int]:
    """Heads that a condition by word has claimed for this act."""
    taken: set[int] = set()
    if compiled.object.lemmas:
        for token in site.get("object"):
            taken.update((token.i, content_head(token).i))
    if compiled.subject.lemmas:
        taken.update(token.i for token in site.get("subject"))
    for name, test in compiled.prep.items():
        if test.lemmas:
            taken.update(token.i for token in site.prep(name))
    return frozenset(taken)
