"""The loaded words by which a report calls a party ("terrorists", "the regime"), kept apart from the codes.

Takes the mentions of a claim's parties, gives `Label`s with whose words they are. A party's own name is no label:
"the Islamic Resistance in Iraq" is what the group calls itself, so only words beside the name count.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from dateline.coding.attribution import innermost, shipped_speech, speaker_of
from dateline.gazetteer.actors import alias_key
from dateline.records import Label, LabelUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dateline.gazetteer.actors import ActorTable
    from dateline.records import Mention, Reading, Resolution

_LONGEST = 2
_WORD = re.compile(r"\S+")
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
        for word, _, _ in _loaded_words(mention, table):
            found[Label(party=party, word=word, voice=voice)] = None
    return tuple(found)


def label_uses(reading: Reading, resolution: Resolution, *, table: ActorTable) -> tuple[LabelUse, ...]:
    """Every loaded word for a party in the read blocks, in the order of the text, with whose word it is."""
    uses: list[LabelUse] = []
    for index, mention in enumerate(reading.mentions):
        if mention.kind != "actor" or mention.form == "pronoun":
            continue
        if reading.doc[mention.head].sent.start not in reading.block_kinds:
            continue
        spans = list(_loaded_words(mention, table))
        if not spans:
            continue
        names = dict.fromkeys(ref.name or ref.code for ref in resolution.actors.get(index, ()))
        party = "; ".join(name for name in names if name) or None
        said = innermost(reading.sayings, mention.head)
        speaker = None if said is None else _speaker(reading, resolution, said)
        uses.extend(
            LabelUse(
                party=party, word=word, voice="outlet" if said is None else "origin", speaker=speaker,
                start=mention.start + first, end=mention.start + last,
            )
            for word, first, last in spans
        )
    return tuple(uses)


def _speaker(reading: Reading, resolution: Resolution, said: int) -> str | None:
    """Who speaks in a saying, by name where he has one; several are joined; `None` where nobody is named."""
    names = []
    for voice in reading.sayings[said].speakers:
        speaker = speaker_of(reading, resolution, voice, at=said, speech=shipped_speech())
        names.append((speaker.actor.name if speaker.actor else None) or speaker.text or "")
    return "; ".join(name for name in dict.fromkeys(names) if name) or None


def _loaded_words(mention: Mention, table: ActorTable) -> Iterator[tuple[str, int, int]]:
    """The loaded words and word pairs in a mention with their characters there, outside the party's own name."""
    row = table.named(mention.text, mention.entries)
    own = set(alias_key(row.alias).split()) if row is not None else set()
    spans = [match.span() for match in _WORD.finditer(mention.text)]
    words = [mention.text[first:last].strip(_EDGES) for first, last in spans]
    words = [word.removesuffix("'s").removesuffix("\u2019s") for word in words]
    at = 0
    while at < len(words):
        size = next((size for size in range(_LONGEST, 0, -1) if _phrase(words, at, size) in table.loaded), 0)
        if size and alias_key(words[at]) not in own:
            first = mention.text.index(words[at], spans[at][0])
            last_word = at + size - 1
            yield _phrase(words, at, size), first, (
                mention.text.index(words[last_word], spans[last_word][0]) + len(words[last_word]))
        at += size or 1


def _phrase(words: list[str], at: int, size: int) -> str:
    """Some words as the list of loaded words spells them; the empty string where there are not so many."""
    return " ".join(words[at : at + size]).lower() if at + size <= len(words) else ""
