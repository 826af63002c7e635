"""What was taken down, known again in whatever is read later: by salted hashes, since the words themselves are gone.

Of a person or a span the log holds a salt, a hash of the folded words, their number and their length; a stretch of text
with as many words and characters is hashed and compared. Whoever has the store and guesses a name can check the guess;
nobody can read it from the log.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from dateline.records import Article

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from dateline.store.rows import Told

BLOCK: Final = "█"
WORD: Final = re.compile(r"\w+")
SHORTEST_PART: Final = 3
"""Letters of the shortest part of a name that goes wherever the whole name stands."""
CODES: Final = frozenset({
    "kind", "event", "mode", "contexts", "cameo", "precision", "basis", "stake", "country", "sector", "code", "tier",
    "certainty", "polarity", "temporal", "change", "status", "arrangement", "direction", "role", "bound", "codebook",
    "article", "record", "claim", "claims", "action", "sensitive", "standing", "type", "commitment", "laterality",
    "form", "voice", "block", "text_hash", "maker", "at", "value", "start_date", "end_date", "handling", "articles",
    "stakes",
})
"""Keys of a record whose values are codes, ids or times; the values of an event's slots are looked into."""
Kind = Literal["person", "span", "article"]


@dataclass(frozen=True, slots=True)
class Takedown:
    """One entry of the log. `article` and `start` are `None` for a person; `digest` of an article is that of its id."""

    kind: Kind
    article: str | None
    start: int | None
    length: int
    salt: str
    digest: str
    text_hash: str | None
    words: int

    def means(self, text: str) -> bool:
        """Whether these are the words that were taken down."""
        return hmac.compare_digest(digest_of(text, self.salt), self.digest)


def digest_of(text: str, salt: str) -> str:
    """The salted hash of words, by case and white space alike."""
    return hmac.new(bytes.fromhex(salt), folded(text).encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def folded(text: str) -> str:
    """Words in lower case with one blank between them."""
    return " ".join(WORD.findall(text.casefold()))


def takedowns(connection: sqlite3.Connection) -> list[Takedown]:
    """All that was taken down, in the order of the log."""
    rows = connection.execute(
        "SELECT kind, article, start, length, salt, digest, text_hash, words FROM redactions ORDER BY row")
    return [Takedown(**{name: row[name] for name in row.keys()}) for row in rows]  # noqa: SIM118


def is_gone(article: Article, known: Iterable[Takedown]) -> bool:
    """Whether this article, or a reprint with the same words, was taken down."""
    return any(
        one.kind == "article" and (one.article == article.id or one.text_hash == article.text_hash) for one in known)


def words_in(article: Article, known: Iterable[Takedown]) -> list[str]:
    """The words of an article that were taken down, names with their parts."""
    found: dict[str, None] = {}
    text = f"{article.title or ''}\n{article.text}"
    for one in known:
        if one.kind == "span" and one.article != article.id and one.text_hash != article.text_hash:
            continue
        if one.kind != "article":
            for words in _stretches(text, one):
                found.update(dict.fromkeys([words, *(parts_of(words) if one.kind == "person" else ())]))
    return list(found)


def _stretches(text: str, one: Takedown) -> Iterator[str]:
    """Every stretch of as many words whose hash is that of the log."""
    tokens = [(match.start(), match.end()) for match in WORD.finditer(text)]
    for at in range(len(tokens) - one.words + 1):
        words = text[tokens[at][0] : tokens[at + one.words - 1][1]]
        if len(folded(words)) == one.length and one.means(words):
            yield words


def parts_of(name: str) -> list[str]:
    """The parts of a name that stand for the person alone; particles are written small, or short."""
    least = SHORTEST_PART + name.islower()
    return [part for part in WORD.findall(name) if len(part) >= least and (part[0].isupper() or name.islower())]


def pattern_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """What finds these words whatever their case and whatever stands between them; `None` for none."""
    phrases = sorted({tuple(WORD.findall(one)) for one in words} - {()}, key=lambda one: (-len(one), one))
    if not phrases:
        return None
    listed = "|".join(r"[\W_]+".join(map(re.escape, phrase)) for phrase in phrases)
    return re.compile(rf"(?<![^\W_])(?:{listed})(?![^\W_])", re.IGNORECASE)


def blocked(text: str, pattern: re.Pattern[str]) -> str:
    """The text with blocks of the same length for the words; line breaks stay, so that lines keep their numbers."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", BLOCK, match.group()), text)


def blocked_json(value: Any, pattern: re.Pattern[str]) -> Any:  # noqa: ANN401 - JSON
    """The same value with blocks in every string that is no code."""
    if isinstance(value, str):
        return blocked(value, pattern)
    if isinstance(value, list):
        return [blocked_json(one, pattern) for one in value]
    if isinstance(value, dict):
        return {
            key: one if key in CODES and not isinstance(one, dict | list) else blocked_json(one, pattern)
            for key, one in value.items()}
    return value


def blocked_record(record: str, pattern: re.Pattern[str]) -> str:
    """A record as JSON with blocks for the words; its own id stays."""
    if not pattern.search(record):
        return record
    plain = json.loads(record)
    made = blocked_json(plain, pattern)
    if isinstance(made, dict) and "id" in plain:
        made["id"] = plain["id"]
    return msgspec.json.encode(made).decode()


def apply_takedowns(
    article: Article, records: Sequence[Told], known: Sequence[Takedown],
) -> tuple[Article, Sequence[Told]]:
    """An article with its records as they may be kept after what was taken down before."""
    pattern = pattern_of(words_in(article, known)) if known else None
    if pattern is None:
        return article, records
    made = msgspec.json.decode(blocked_record(msgspec.json.encode(article).decode(), pattern), type=Article)
    told = [
        msgspec.json.decode(blocked_record(msgspec.json.encode(one).decode(), pattern), type=type(one))
        for one in records]
    return made, told
