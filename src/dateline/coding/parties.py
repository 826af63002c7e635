"""From tokens to the mentions and references that stand there."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dateline.coding.syntax import conjuncts, content_head, phrase_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from dateline.records import ActorRef, Reading, Resolution


class MentionMap:
    """Mentions of one article by the tokens they cover; holds nothing else, and dies with the article."""

    def __init__(self, reading: Reading, resolution: Resolution) -> None:
        self.reading = reading
        self.resolution = resolution
        self._heads: dict[int, list[int]] = defaultdict(list)
        self._kinds: dict[int, set[str]] = defaultdict(set)
        self._keys: dict[int, frozenset[str]] = {}
        self._parties: dict[int, tuple[int, ...]] = {}
        for index, mention in enumerate(reading.mentions):
            self._kinds[mention.head].add(mention.kind)
            if mention.kind == "actor":
                self._heads[mention.head].append(index)
        for found in self._heads.values():
            found.sort(key=lambda index: reading.mentions[index].first - reading.mentions[index].last)

    def kinds(self, token: Token) -> set[str]:
        """Kinds of the mentions headed by the token."""
        return self._kinds.get(token.i, set())

    def at(self, token: Token) -> list[int]:
        """Indices of the actor mentions that the token heads, longest first, known ones only."""
        return [index for index in self._heads.get(token.i, ()) if self._is_party(index, token)]

    def _is_party(self, index: int, token: Token) -> bool:
        """Whether the mention stands for somebody; a name that only the places know is no party."""
        refs = self.resolution.actors.get(index, ())
        if "place" in self._kinds[token.i]:
            return any(ref.id or ref.country or ref.sector for ref in refs)
        return bool(refs)

    def parties(self, token: Token) -> tuple[int, ...]:
        """The actor mentions of a noun phrase and of what is joined to it by "and"."""
        if token.i not in self._parties:
            found: dict[int, None] = {}
            for one in conjuncts(token):
                head = one if self.at(one) else content_head(one)
                found.update(dict.fromkeys(self.at(head)[:1]))
            self._parties[token.i] = tuple(found)
        return self._parties[token.i]

    def keys(self, token: Token) -> frozenset[str]:
        """The lemmas by which a condition may know the token's phrase."""
        if token.i not in self._keys:
            self._keys[token.i] = phrase_keys(token)
        return self._keys[token.i]

    def speakers(self, token: int) -> tuple[int, ...]:
        """The actor mentions whose saying covers the token: of the innermost saying that names a speaker."""
        best: tuple[int, tuple[int, ...]] | None = None
        for saying in self.reading.sayings:
            voices = tuple(
                voice.mention for voice in saying.speakers
                if voice.mention is not None and self.resolution.actors.get(voice.mention)
            )
            for first, last in saying.content:
                if voices and first <= token < last and (best is None or last - first < best[0]):
                    best = (last - first, voices)
        return best[1] if best else ()

    def refs(self, indices: Iterable[int]) -> tuple[ActorRef, ...]:
        """The references behind mentions, each actor once, in order."""
        refs: dict[object, ActorRef] = {}
        for index in indices:
            for ref in self.resolution.actors.get(index, ()):
                key = ref.id or (ref.country, ref.sector, ref.name or ref.text)
                refs.setdefault(key, ref)
        return tuple(refs.values())

    def sectors(self, token: Token) -> set[str]:
        """Sectors of the actors that the token's phrase names."""
        return {ref.sector for ref in self.refs(self.parties(token)) if ref.sector}
