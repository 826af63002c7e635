"""The loaded words by which a report calls a party ("terrorists", "the regime"), kept apart from the codes.

Takes the mentions of a claim's parties, gives `Label`s with whose words they are. A party's own name is no label:
"the Islamic Resistance in Iraq" is what the group calls itself, so only words beside the name count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dateline.gazetteer.actors import alias_key
from dateline.records import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.gazetteer.actors import ActorTable
    from dateline.records import Mention, Reading, Resolution

_LONGEST = 2
_EDGES = "\"'\u2018\u2019\u201c\u201d.,;:()[]"


def labels_of(
    reading: Reading, resolution: Resolution, mention_indices: Iterable[int], *,
    voice: Literal["origin", "outlet"], table: ActorTable,
) -> tuple[Label, ...]:
    """The labels of these mentions, in the order of the text, each party and word once; pronouns have none."""
    found: dict[Label, None] = {}
    for index in sorted(set(mention_indices)):
        mention = reading.mentions[index]
        if mention.kind != "actor" or mention.form == "pronoun":
            continue
        refs = resolution.actors.get(index, ())
        party = "; ".join(ref.name or ref.code or ref.text for ref in refs) or mention.text
        for word in _loaded_words(mention, table):
            found[Label(party=party, word=word, voice=voice)] = None
    return tuple(found)


def _loaded_words(mention: Mention, table: ActorTable) -> Iterator[str]:
    """The loaded words and word pairs in a mention, outside the party's own name."""
    row = table.named(mention.text, mention.entries)
    own = set(alias_key(row.alias).split()) if row is not None else set()
    words = [word.strip(_EDGES).removesuffix("'s").removesuffix("\u2019s") for word in mention.text.split()]
    at = 0
    while at < len(words):
        size = next((size for size in range(_LONGEST, 0, -1) if _phrase(words, at, size) in table.loaded), 0)
        if size and alias_key(words[at]) not in own:
            yield _phrase(words, at, size)
        at += size or 1


def _phrase(words: list[str], at: int, size: int) -> str:
    """Some words as the list of loaded words spells them; the empty string where there are not so many."""
    return " ".join(words[at : at + size]).lower() if at + size <= len(words) else ""
