"""Text in capitals throughout, written as running text is: the same length, so that every offset stays.

Takes an `Article`, gives the same one where no block that is read shouts, else a copy whose shouting blocks stand in
natural case. All that follows (parse, tables, gazetteer) sees the copy; the records are given back the characters of
the page (`pipeline.printed`). Only letters whose other case has the same length are changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import msgspec

from dateline.gazetteer.actors import alias_key
from dateline.gazetteer.fold import fold
from dateline.records import READ_KINDS, TELLING_KINDS, Article

if TYPE_CHECKING:
    from spacy.language import Language

    from dateline.codebook.case import CaseLexicon, WrittenAs
    from dateline.gazetteer.actors import ActorTable
    from dateline.gazetteer.places import PlaceIndex, PlaceRow

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_ROMAN = re.compile(r"[ivx]{2,5}")
_BETWEEN = re.compile(r"[ \t\n\r-]{1,8}")
_OPENS = re.compile(
    r"[.!?][\"'\u201d\u2019)\]]*\s+[\"'\u201c\u2018(\[]*$|[,:]\s+[\"\u201c]$|"
    r"(?:[.!?)][\"\u201d]?|-)\s*(?:\[[^\]\n]*\]\s*)+$|^\s*(?:\[[^\]\n]*\]\s*)+$",
)
"""What stands before the first word of a sentence: the end of another, a quotation after a comma, and marks in brackets
behind the like or behind a newsroom's lead ("-- [TEXT]", "[GARCIA]")."""
_LEAD_ENDS = re.compile(r"^[^.\n]*\([^()]*\) ?[-\u2013\u2014]{1,2} ?$")
_SHORT = re.compile(r"[\[(]\s*$")
_BEFORE: Final = 40
_LEAD: Final = 120
_SAMPLE: Final = 60
"""Characters of a block that show nearly always that it does not shout."""
_MOST_NAME: Final = 7
_BIG_TOWN: Final = 100_000
_LEAST_INITIALS: Final = 3
_VOWELS: Final = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class CaseTable:
    """What tells how a word is written: our lexicon, the tables of names, and the dictionary of the language model.

    `nouns` and `others` have the lemmas of the dictionary, in lower case, names among the nouns; `suffixes` are the
    endings with which a form goes back to its lemma; `function_words` are never names.
    """

    lexicon: CaseLexicon
    actors: ActorTable
    places: PlaceIndex
    nouns: frozenset[str]
    others: frozenset[str]
    suffixes: tuple[tuple[str, str], ...]
    function_words: frozenset[str]
    decided: dict[str, WrittenAs] = field(default_factory=dict)
    """Words that were looked up before; a word stands alone in it, whatever its neighbours."""

    def knows(self, word: str) -> bool:
        """Whether a word in lower case, or a lemma of which it may be a form, is in the dictionary."""
        return self.may_be_name(word) or self._form_of(word, self.others) or self._form_of(word, self.nouns)

    def may_be_name(self, word: str) -> bool:
        """Whether the dictionary has a word, and as nothing but a noun in the singular ("franklin", "vargas")."""
        return word in self.nouns and not self._form_of(word, self.others)

    def _form_of(self, word: str, lemmas: frozenset[str]) -> bool:
        return word in lemmas or any(
            word.endswith(old) and word[: len(word) - len(old)] + new in lemmas
            for old, new in self.suffixes if len(word) > len(old) + 1
        )


def case_table(nlp: Language, *, lexicon: CaseLexicon, actors: ActorTable, places: PlaceIndex) -> CaseTable:
    """Gather what a `CaseTable` needs from the tables and from the lemmatizer of the language model."""
    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    index, irregular = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    rules = lookups.get_table("lemma_rules")
    nouns: set[str] = set()
    others: set[str] = set()
    for part in ("noun", "adj", "adv", "verb"):
        words = nouns if part == "noun" else others
        words.update(index[part], irregular[part])
    suffixes = sorted({(old, new) for part in rules.values() for old, new in part if old.isalpha()})
    return CaseTable(
        lexicon=lexicon, actors=actors, places=places, nouns=frozenset(nouns), others=frozenset(others),
        suffixes=(*suffixes, ("ly", ""), ("er", ""), ("ers", "")),
        function_words=frozenset(nlp.Defaults.stop_words),
    )


def natural_case(article: Article, table: CaseTable) -> Article:
    """Give the article with its shouting blocks in natural case; the very same where none shouts."""
    pieces: list[str] = []
    names: set[str] = set()
    at = 0
    for block in article.blocks:
        if block.kind in READ_KINDS or block.kind in TELLING_KINDS:
            text = article.text[block.start:block.end]
            if shouts(text, table.lexicon):
                pieces += (article.text[at:block.start], write(text, table, names=names))
                at = block.end
    if not pieces:
        return article
    return msgspec.structs.replace(article, text="".join((*pieces, article.text[at:])))


def shouts(text: str, lexicon: CaseLexicon) -> bool:
    """Whether a text is in capitals throughout: enough words, hardly a small letter."""
    head = text[:_SAMPLE]
    if sum(map(str.isupper, head)) <= sum(map(str.islower, head)):
        return False
    small, capital = sum(map(str.islower, text)), sum(map(str.isupper, text))
    return small <= lexicon.lists.most_small * capital and text.count(" ") + 1 >= lexicon.lists.least_words


@dataclass(slots=True)
class _Line:
    """A text in capitals as words: half-open offsets, keys in lower case without what follows an apostrophe, and how
    each is to be written; a string in `exact` overrides it. `names` are words that a person's name made out to be
    names, here or earlier in the article."""

    text: str
    spans: list[tuple[int, int]]
    keys: list[str]
    forms: list[WrittenAs]
    exact: dict[int, str] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def joined(self, left: int, right: int) -> bool:
        """Whether only blanks or a hyphen stand between two words."""
        return bool(_BETWEEN.fullmatch(self.text, self.spans[left][1], self.spans[right][0]))


def write(text: str, table: CaseTable, *, names: set[str]) -> str:
    """Write a text in capitals as running text: names, acronyms and starts of sentences alone keep their capitals.

    `names` are words found to be names earlier in the article; more are added.
    """
    spans = [match.span() for match in _WORD.finditer(text)]
    line = _Line(text=text, spans=spans, keys=[_key(text[start:end], table) for start, end in spans], forms=[],
                 names=names)
    line.forms = [_alone(line, at, table) for at in range(len(spans))]
    _name_places(line, table)
    _name_actors(line, table)
    _spell_out(line)
    _name_persons(line, table)
    _begin(line, table)
    return _rewrite(line, table)


def _key(word: str, table: CaseTable) -> str:
    """The word in lower case, without a possessive or a contracted ending."""
    head, mark, tail = word.lower().replace("\u2019", "'").rpartition("'")
    return head if mark and tail in table.lexicon.lists.endings else word.lower().replace("\u2019", "'")


def _alone(line: _Line, at: int, table: CaseTable) -> WrittenAs:
    """How a word is written for what it is itself, but for words of the calendar, which their neighbours tell."""
    key, lists = line.keys[at], table.lexicon.lists
    start, end = line.spans[at]
    if start and line.text[start - 1].isdigit():
        return "small" if key in lists.units else "upper"
    if len(key) == 1:
        return "small" if key == "a" and line.text[end:end + 1] != "." else "upper"
    if key in lists.calendar_doubtful and _by_a_date(line, at, table):
        return "capital"
    if key in line.names:
        return "capital"
    found = table.decided.get(key)
    if found is None:
        found = table.decided[key] = look_up(key, table)
    return found


def _by_a_date(line: _Line, at: int, table: CaseTable) -> bool:
    """Whether a number stands beside a word, or before it one that months stand after."""
    start, end = line.spans[at]
    before, after = line.text[max(start - 4, 0):start].rstrip(), line.text[end:end + 5].lstrip(" .,\n")
    if before[-1:].isdigit() or after[:1].isdigit():
        return True
    return at > 0 and line.keys[at - 1] in table.lexicon.lists.before_month and line.joined(at - 1, at)


def look_up(key: str, table: CaseTable) -> WrittenAs:
    """How a word is written by the tables: what no dictionary knows is a name, or an acronym if it cannot be spoken."""
    lists = table.lexicon.lists
    if key in lists.calendar:
        return "capital"
    if key in table.lexicon.words:
        return table.lexicon.words[key]
    if key in table.function_words or key in lists.joiners or key in lists.articles:
        return "small"
    if _ROMAN.fullmatch(key):
        return "upper"
    known = table.knows(key)
    aliases = [table.actors.rows[row].alias for row in table.actors.names.get(alias_key(key), ())]
    if any(alias.isupper() for alias in aliases):
        return "upper"
    if any(alias[:1].isupper() for alias in aliases) or key in table.places.words.demonyms:
        return "capital"
    if known:
        return "capital" if key in table.actors.given_names or _is_town(key, table.places) else "small"
    return "capital" if _VOWELS & set(key) else "upper"


def _is_town(key: str, places: PlaceIndex) -> bool:
    """Whether a word of the dictionary is first of all the name of a large place (Lima, and not a bean)."""
    rows = places.lookup(key)[:1]
    return any(_is_large(row) and fold(row.name) == key for row in rows) and key not in places.words.lists.common


def _is_large(row: PlaceRow) -> bool:
    return row.kind in ("country", "province", "sea") or row.capital or row.population >= _BIG_TOWN


def _name_places(line: _Line, table: CaseTable) -> None:
    """Names of places of several words: those with a word that is a name, and large ones ("NEW YORK")."""
    at = 0
    while at < len(line.spans) - 1:
        last = _longest_place(line, at, table.places)
        for one in range(at, last):
            line.forms[one] = "capital" if one == at or line.keys[one] not in table.lexicon.lists.joiners else "small"
        at = max(last, at + 1)


def _longest_place(line: _Line, at: int, places: PlaceIndex) -> int:
    """Behind the last word of a place name of two words or more that begins here; the word itself where none does."""
    last = at + 1
    while last < min(at + _MOST_NAME, len(line.spans)) and line.joined(last - 1, last):
        last += 1
    if last == at + 1 or line.keys[at] == "the":
        return at
    ends = [line.spans[one][1] for one in range(at, last)]
    found = places.longest(line.text, ends, start=line.spans[at][0])
    if found is None or found[0] == 0:
        return at
    behind = at + found[0] + 1
    if any(line.forms[one] != "small" for one in range(at, behind)):
        return behind
    return behind if any(map(_is_large, places.lookup(found[1])[:1])) else at


def _name_actors(line: _Line, table: CaseTable) -> None:
    """Names of actors of several words, written as the table writes them."""
    at = 0
    while at < len(line.spans) - 1:
        most = min(table.actors.longest.get(line.keys[at], 1), _MOST_NAME, len(line.spans) - at)
        for count in range(most, 1, -1):
            alias = _alias(line, at, at + count, table)
            if alias:
                _write_as(line, at, at + count, alias)
                at += count - 1
                break
        at += 1


def _alias(line: _Line, first: int, last: int, table: CaseTable) -> str | None:
    """The alias that these words are, if they are one in capitals elsewhere than at an article."""
    if line.keys[first] == "the" or not all(line.joined(one, one + 1) for one in range(first, last - 1)):
        return None
    ids = table.actors.names.get(alias_key(line.text[line.spans[first][0]:line.spans[last - 1][1]]), ())
    return next((alias for row in ids if (alias := table.actors.rows[row].alias)[:1].isupper()), None)


def _write_as(line: _Line, first: int, last: int, alias: str) -> None:
    """Give words the case of an alias, word by word where both have as many."""
    written = _WORD.findall(alias)
    if len(written) != last - first:
        line.forms[first:last] = ["capital"] * (last - first)
        return
    for at, word in zip(range(first, last), written, strict=True):
        start, end = line.spans[at]
        if len(word) == end - start:
            line.exact[at] = word
        line.forms[at] = "small" if word.islower() else "capital"


def _spell_out(line: _Line) -> None:
    """The words before a bracketed acronym that begin with its letters are a name: NATIONAL REVOLUTIONARY UNITY (URNG)
    with a word or a letter to spare."""
    for at in range(2, len(line.spans)):
        start, end = line.spans[at]
        letters = line.keys[at]
        if not _SHORT.search(line.text, max(start - 3, 0), start) or line.text[end:end + 1] not in ")]":
            continue
        if len(letters) < _LEAST_INITIALS or " " in letters:
            continue
        first = _initials(line, at, letters)
        if first is not None:
            line.forms[at] = "upper"
            for one in range(first, at):
                if line.keys[one] not in ("of", "the", "and", "for", "de", "del", "la", "el", "los", "y"):
                    line.forms[one] = "capital"


def _initials(line: _Line, at: int, letters: str) -> int | None:
    """The first of the words before `at` whose initials have most of the letters of an acronym, in any order."""
    wanted = list(letters)
    first = None
    for one in range(at - 1, max(at - len(letters) - 4, -1), -1):
        if one < at - 1 and not line.joined(one, one + 1):
            break
        if line.keys[one][0] in wanted:
            wanted.remove(line.keys[one][0])
            first = one
    return first if len(wanted) * 3 <= len(letters) else None


def _name_persons(line: _Line, table: CaseTable) -> None:
    """Titles before a name take a capital, and so does an article that begins one; and a word of the dictionary that
    is part of a person's name there, and from then on."""
    for at, form in enumerate(line.forms):
        if form == "small" and _is_of_person(line, at, table):
            line.forms[at] = "capital"
            line.names.add(line.keys[at])
    for at in range(len(line.spans) - 2, -1, -1):
        if line.forms[at] != "small" or line.forms[at + 1] == "small" or not line.joined(at, at + 1):
            continue
        if line.keys[at] in table.lexicon.lists.articles:
            inner = at > 0 and line.keys[at - 1] in table.lexicon.lists.joiners
            line.forms[at] = "small" if inner else "capital"
        elif _is_title(line.keys[at], table):
            line.forms[at] = "capital"


def _is_of_person(line: _Line, at: int, table: CaseTable) -> bool:
    """Whether a word written small by itself belongs to a person's name: known as a surname, or only a noun and never
    counted small, it stands beside a name or behind a short title ("COL ISAACS", "WALDEMAR FRANKLIN QUINTERO")."""
    key = line.keys[at]
    if key in table.function_words or key in table.lexicon.words:
        return False
    before = line.keys[at - 1] if at else ""
    if at and not line.joined(at - 1, at):
        dotted = line.text[line.spans[at - 1][1]:line.spans[at][0]].rstrip() == "."
        before = before if dotted and before in table.lexicon.lists.abbreviations else ""
    after = line.keys[at + 1] if at + 1 < len(line.keys) and line.joined(at, at + 1) else ""
    if key in table.actors.surnames and (before in table.actors.given_names or _is_title(before, table)):
        return True
    if not table.may_be_name(key):
        return False
    titled = before in table.lexicon.lists.abbreviations and len(before) > 1
    return titled or any(word and _is_persons(word, table) for word in (before, after))


def _is_persons(key: str, table: CaseTable) -> bool:
    """Whether a word is a given name, or one that dictionary, tables and calendar do not know: likely a person's."""
    if table.decided.get(key) != "capital":
        return False
    if key in table.actors.given_names:
        return True
    known = table.knows(key) or key in table.lexicon.words or alias_key(key) in table.actors.names
    named = key in table.places.words.demonyms or key in table.lexicon.lists.calendar or table.places.lookup(key)
    return not (known or named)


def _is_title(key: str, table: CaseTable) -> bool:
    """Whether a word is a title that stands before names."""
    if key in table.places.words.lists.titles:
        return True
    found = table.actors.role_of(key)
    return found is not None and found[0].title == "yes"


def _begin(line: _Line, table: CaseTable) -> None:
    """The first word of each sentence takes a capital; a point after a title or an initial ends none."""
    for at, (start, _) in enumerate(line.spans):
        if line.forms[at] == "small" and (at == 0 or _opens(line, at, start)):
            before = line.keys[at - 1] if at else ""
            dotted = at > 0 and line.text[line.spans[at - 1][1]] == "."
            if not (dotted and (len(before) == 1 or before in table.lexicon.lists.abbreviations)):
                line.forms[at] = "capital"


def _opens(line: _Line, at: int, start: int) -> bool:
    """Whether what stands before a word is the end of a sentence, or a newsroom's lead."""
    if line.text[line.spans[at - 1][1]:start] == " ":
        return False
    before = line.text[:start] if start <= _BEFORE else "x" + line.text[start - _BEFORE:start]
    return bool(_OPENS.search(before)) or (start <= _LEAD and bool(_LEAD_ENDS.match(line.text[:start])))


def _rewrite(line: _Line, table: CaseTable) -> str:
    """Put the words back, each in its case."""
    pieces: list[str] = []
    at = 0
    for number, (start, end) in enumerate(line.spans):
        raw = line.text[start:end]
        pieces += (line.text[at:start], line.exact.get(number) or _cased(raw, line.forms[number], table))
        at = end
    return "".join((*pieces, line.text[at:]))


def _cased(raw: str, form: WrittenAs, table: CaseTable) -> str:
    """Write one word: its ending after an apostrophe small, other parts (O'NEILL) as the word."""
    parts = re.split(r"(['\u2019])", raw)
    written = []
    for number, part in enumerate(parts):
        ending = number > 0 and number == len(parts) - 1 and part.lower() in table.lexicon.lists.endings
        if ending or form == "small":
            written.append(_lower(part))
        elif form == "upper":
            written.append(part)
        else:
            written.append(part[:1] + _lower(part[1:]))
    return "".join(written)


def _lower(text: str) -> str:
    """Lower case, but for letters that would change their length."""
    if text.isascii():
        return text.lower()
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
