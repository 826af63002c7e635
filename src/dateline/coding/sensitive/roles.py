"""What a report says of a person beside the name: a trade, an age, kin, an office; and whether that is a public one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dateline.codebook.sensitive import PersonWords
    from dateline.coding.sensitive.names import Name
    from dateline.gazetteer.actors import ActorTable

Standing = Literal["public", "voice", "private"]
"""Holds an office or speaks for a body; speaks for a trade; neither."""

NOUNS = frozenset({"NN", "NNS"})
INSIDE = frozenset({
    "NN", "NNS", "JJ", "VBG", "VBN", "HYPH", "CD", "POS", "JJR", "JJS", "NNP", "NNPS", "RB", "``", "''",
})
"""Tags of what may stand between an article and the noun that it belongs to."""
DETERMINERS = frozenset({
    "a", "an", "the", "one", "another", "his", "her", "their", "my", "our", "whose", "this", "that", "'s",
})
LINKS = frozenset({"for", "of", "at", "in", "with", "to", "from", "on"})
TIMED = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"})
OPENINGS = frozenset({".", "\n", "(", "|", "\u2014"})
CLOSING = frozenset({"who", "whose", "whom", "and"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
LONGEST_PHRASE = 9
ADULT = 18
OLDEST = 115
VOWELLED = frozenset({8, 11, 18, *range(80, 90)})


@dataclass(frozen=True, slots=True)
class Description:
    """What stands beside one mention of a name. `role` is the bare noun phrase, without article and names."""

    standing: Standing | None = None
    role: str | None = None
    age: int | None = None
    kin: bool = False
    child: bool = False


@dataclass(frozen=True, slots=True)
class RoleReader:
    """Reads the words beside names; holds the tables that it looks into."""

    doc: Doc
    words: PersonWords
    table: ActorTable

    def describe(self, name: Name) -> Description:
        """All that stands beside one mention: before it, behind it, and said of it."""
        heads = [head for head in (self._before(name), self._behind(name), self._predicated(name)) if head is not None]
        age = self._age(name)
        owned = name.first > 0 and self.doc[name.first - 1].lower_ in {"'s", "\u2019s"}
        titles = [self.doc[at] for at in range(name.first - len(name.titles), name.first)] if name.titles else []
        heads.extend(title for title in titles if self.standing(title) in {"private", "voice"})
        entitled = any(self.standing(title) not in {"private", "voice"} for title in titles)
        public = owned or entitled or self._leads(name) or self._is_credit(name) or self._of_body(name)
        standings = [self._standing_beside(head) for head in heads]
        standing: Standing | None = None
        if public or "public" in standings:
            standing = "public"
        elif "voice" in standings:
            standing = "voice"
        elif "private" in standings or age is not None:
            standing = "private"
        told = next((head for head, one in zip(heads, standings, strict=True) if one in {"private", "voice"}), None)
        return Description(
            standing=standing, role=self.phrase(told) if told is not None else None, age=age,
            kin=any(head.lemma_.lower() in self.words.kin for head in heads),
            child=any(head.lemma_.lower() in self.words.children for head in heads),
        )

    def standing(self, head: Token) -> Standing | None:
        """Whether a role is public, a trade that speaks, or private; `None` where the noun tells no person."""
        lemma, words = head.lemma_.lower(), self.words
        pair = f"{head.nbor(-1).lower_} {lemma}" if head.i else lemma
        if self._former(head) and (lemma in words.lesser or pair in words.lesser):
            return "private"
        if pair in words.public_heads or (head.is_title and lemma in words.offices):
            return "public"
        if pair in words.private_heads or lemma in words.private_heads or lemma in words.kin or lemma in words.children:
            known = self.table.role_of(pair)
            titled = known is not None and known[0].title == "yes" and known[0].sector in words.public_sectors
            return "public" if titled else "private"
        if lemma in words.public_heads:
            return "public"
        if lemma in words.voices:
            return "voice"
        return self._standing_by_table(head, pair, lemma)

    def _standing_beside(self, head: Token) -> Standing | None:
        """The standing of a role beside a name: of a body's own man a public one, of "a" noun that no list knows a
        private one."""
        found = self.standing(head)
        if found == "private" and head.lemma_ in {"man", "woman"} and any(
                kid.dep_ == "poss" and kid.tag_ in {"NNP", "NNPS"} for kid in head.lefts):
            return "public"
        if found is None and self.table.role_of(head.lemma_) is None and head.tag_ == "NN":
            articles = self.doc[max(head.i - 4, 0):head.i]
            return "private" if any(one.lower_ in {"a", "an"} for one in articles) else None
        return found

    def _leads(self, name: Name) -> bool:
        """Whether a relative clause behind a name tells of an office: "who leads the dockers' union"."""
        behind = self.doc[name.last:name.last + 4]
        return len(behind) > 2 and behind[0].text == "," and behind[1].lower_ == "who" and (  # noqa: PLR2004 - ", who leads"
            behind[2].lemma_ in self.words.leading)

    def _standing_by_table(self, head: Token, pair: str, lemma: str) -> Standing | None:
        """The standing that the sector of a person noun of the table gives; people of no known trade are private."""
        for phrase in (pair, lemma):
            found = self.table.role_of(phrase)
            if found is not None and found[0].kind == "person":
                return "public" if found[0].sector in self.words.public_sectors or not found[0].sector else "private"
        trade = head.tag_ == "NN" and lemma.endswith(self.words.trades) and lemma not in self.words.no_trades
        return "private" if trade and self.table.role_of(lemma) is None else None

    def phrase(self, head: Token) -> str:
        """A role in few words, names and places left out: "crane driver", "former district judge"."""
        inner: list[str] = []
        at = head.i - 1
        while at >= 0 and head.i - at <= 2 and self.doc[at].tag_ == "NN" and self.doc[at].is_lower:  # noqa: PLR2004 - kept short
            inner.insert(0, self.doc[at].lower_)
            at -= 1
        former = ["former"] if self._former(head) else []
        return " ".join([*former, *inner, head.lemma_.lower()])

    def _former(self, head: Token) -> bool:
        """Whether the role is over: "former", "ex-", "retired" before it, "until August" behind it."""
        left = self.doc[max(head.i - 4, 0):head.i]
        right = self.doc[head.i + 1:head.i + 3]
        return any(one.lower_ in self.words.formerly for one in left if one.lower_ != "until") or any(
            one.lower_ == "until" for one in right)

    def _before(self, name: Name) -> Token | None:
        """The noun before a name: "the dentist X", "a stoker called X", "a maintenance man, X", "a spokesman for the
        agencies, X"."""
        at = name.first - 1
        if at < 0:
            return None
        before = self.doc[at]
        if before.lower_ in {"called", "named", "identified"} and at:
            before, at = self.doc[at - 1], at - 1
        if before.tag_ in NOUNS or (before.tag_ in {"JJ", "VBG", "NNP"} and before.is_lower):
            return before if self._is_phrase(before) else None
        if before.text == ",":
            root = self.doc[name.first:name.last].root
            head = root.head
            if root.dep_ == "appos" and head.i < at and head.tag_ == "NN" and self.standing(head):
                return head
            return self._noun_before_comma(at)
        return None

    def _is_phrase(self, head: Token) -> bool:
        """Whether a noun before a name is a role and no part of another phrase."""
        return self.standing(head) is not None

    def _noun_before_comma(self, comma: int) -> Token | None:
        """The role noun of the phrase that ends at a comma, its own prepositional phrase passed over."""
        linked = False
        for at in range(comma - 1, max(comma - LONGEST_PHRASE - 1, -1), -1):
            token = self.doc[at]
            if token.is_punct and token.text not in {"-", "'", "\u2019"}:
                return None
            if token.tag_ in NOUNS and (linked or at == comma - 1) and token.tag_ != "NNS" and self.standing(token):
                return token
            if token.pos_ in {"VERB", "AUX"} and token.tag_ != "VBG":
                return None
            linked = token.lower_ in LINKS or (linked and token.tag_ == "JJ")
        return None

    def _behind(self, name: Name) -> Token | None:
        """The noun behind a name and a comma, an age between passed over: ", a nurse", ", 38, a teacher"."""
        at = self._behind_age(name)
        if at is None or at >= len(self.doc):
            return None
        while at + 1 < len(self.doc) and self.doc[at].tag_ == "RB":
            at += 1
        start = self.doc[at]
        if start.lower_ in {"who", "which", "and", "but", "said", "says"}:
            return None
        found = self.head_from(at)
        return found if found is not None and self._closes(found) else None

    def head_from(self, at: int) -> Token | None:
        """The last noun of the phrase that begins here, article first."""
        begun = self.doc[at].lower_ in DETERMINERS or self.doc[at].tag_ in {"PRP$", "DT"}
        found: Token | None = None
        for token in self.doc[at + begun:at + begun + LONGEST_PHRASE]:
            if token.tag_ not in INSIDE:
                break
            if token.tag_ in NOUNS:
                found = token
            elif found is not None and token.tag_ in {"NNP", "NNPS"}:
                break
        if found is None or found.tag_ == "NNS" or not (begun or self.standing(found)) or found.ent_type_ in TIMED:
            return None
        return found

    def _closes(self, head: Token) -> bool:
        """Whether the phrase of a noun ends before any verb: ", my best friend was hurt" begins a clause of its own."""
        for token in self.doc[head.i + 1:head.i + 1 + LONGEST_PHRASE]:
            if token.is_punct or token.is_space or token.lower_ in CLOSING or token.tag_ == "VBN":
                return True
            if token.tag_ in FINITE:
                return False
        return True

    def _behind_age(self, name: Name) -> int | None:
        """The first token of what stands behind a name and a comma, or behind its age and a comma."""
        at = name.last
        if at >= len(self.doc) or self.doc[at].text not in {",", "(", "\u2014", "\u2013"}:
            return None
        first = self.number(at + 1)
        if first is None:
            return at + 1
        after = at + 2 + (self.doc[at + 1].lower_ in {"aged", "age"})
        if after < len(self.doc) and self.doc[after].text in {",", ")"}:
            return after + 1 + (after + 1 < len(self.doc) and self.doc[after + 1].text == ",")
        return None

    def number(self, at: int) -> int | None:
        """An age in figures or words that begins at a token, "aged" before it or not."""
        if at < len(self.doc) and self.doc[at].lower_ in {"aged", "age"}:
            at += 1
        if at >= len(self.doc):
            return None
        text = self.doc[at].lower_
        age = int(text) if text.isdecimal() and len(text) <= 3 else self.words.numbers.get(text)  # noqa: PLR2004 - no one is older
        ends = at + 1 >= len(self.doc) or self.doc[at + 1].text in {",", ")", ".", ";", "\u2014", "\u2013", ":"} or (
            self.doc[at + 1].lower_ in {"and", "years", "who"})
        return age if age is not None and 0 < age <= OLDEST and ends else None

    def _age(self, name: Name) -> int | None:
        """The age told of a name: ", 38,", "(17)", "aged 15", "9-year-old X", "X was 17"."""
        at = name.last
        if at < len(self.doc) and self.doc[at].text in {",", "(", "\u2014", "\u2013"}:
            found = self.number(at + 1)
            if found is not None:
                return found
        for token in self.doc[name.last:name.last + LONGEST_PHRASE]:
            if token.tag_ in FINITE or token.text in {".", ";"}:
                break
            if token.lower_ == "aged":
                return self.number(token.i)
        return self._years_old(name)

    def _years_old(self, name: Name) -> int | None:
        """The number of "9-year-old" in the phrase before a name, or in the one behind it."""
        at = name.first - 1
        while at >= 0 and name.first - at <= LONGEST_PHRASE and self.doc[at].tag_ in {*INSIDE, ","}:
            at -= 1
        end = name.last
        while end < len(self.doc) and end - name.last <= LONGEST_PHRASE and self.doc[end].tag_ not in FINITE and (
                self.doc[end].text not in {".", ";"}):
            end += 1
        before = self._years_in(range(at + 1, name.first))
        return before or self._years_in(range(name.last, end))

    def _years_in(self, places: range) -> int | None:
        """The number of the first "9-year-old" or "nine-year-old" among some tokens, in one token or in five."""
        words = [self.doc[at].lower_ for at in places]
        for at, word in enumerate(words):
            number = word.removesuffix("-year-old")
            if number == word and words[at + 1:at + 5] not in (["-", "year", "-", "old"], ["-", "years", "-", "old"]):
                continue
            age = int(number) if number.isdecimal() and len(number) <= 3 else self.words.numbers.get(number)  # noqa: PLR2004 - no one is older
            if age is not None:
                return age
        return None

    def _predicated(self, name: Name) -> Token | None:
        """What a name is said to be: "X is a nurse", "X, who was a teacher in Homs,"."""
        at = name.last
        if at < len(self.doc) and self.doc[at].text == ",":
            at += 1
        if at < len(self.doc) and self.doc[at].lower_ == "who":
            at += 1
        if at + 1 >= len(self.doc) or self.doc[at].lower_ not in {"is", "was", "works", "worked"}:
            return None
        at += 1 + (self.doc[at + 1].lower_ == "as")
        if at >= len(self.doc) or self.doc[at].lower_ not in {"a", "an", "the"}:
            return None
        found = self.head_from(at)
        return found if found is not None and self.standing(found) else None

    def _is_credit(self, name: Name) -> bool:
        """Whether the name signs the report: "By X", "X reported from", "photograph: X"."""
        if not name.first:
            return False
        before = self.doc[name.first - 1]
        opens = before.is_sent_start or name.first == 1 or self.doc[name.first - 2].text in OPENINGS
        return before.lower_.rstrip(":") in self.words.credits and bool(opens)

    def _of_body(self, name: Name) -> bool:
        """Whether the name is told with a body that it belongs to: "X of the Human Rights League"."""
        at = name.last
        if at + 2 >= len(self.doc) or self.doc[at].lower_ not in {"of", "from", "with", "at"}:
            return False
        at += 1 + (self.doc[at + 1].lower_ == "the")
        stretch = self.doc[at:at + 6]
        return any(token.ent_type_ == "ORG" or token.lower_ in self.words.no_persons
                   for token in stretch if token.tag_ in {"NNP", "NNPS"}) and stretch[0].tag_ in {"NNP", "NNPS"}


def with_article(phrase: str) -> str:
    """A role with its article: "a teacher", "an 8-year-old girl"."""
    number = phrase.split("-", 1)[0]
    spoken = phrase[:1] in "aeiou" and not phrase.startswith(("uni", "use", "eu", "one"))
    vowelled = int(number) in VOWELLED if number.isdecimal() else spoken
    return f"{'an' if vowelled else 'a'} {phrase}"
