"""Makes an `Article` of labelled lines.

Takes the text, its lines and their kinds, and what is known beside the page; gives title, outlet, section, byline,
agency, dates, ids and blocks. What the page prints comes first, `given` and metadata fill in what it does not say; a
copyright year is no date.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.ingest.dates import read_dates
from dateline.ingest.given import Given, Metadata, as_page, as_published, finer
from dateline.ingest.labels import Page, label_lines
from dateline.ingest.language import language_of
from dateline.ingest.lexicon import fold, lexicon
from dateline.ingest.lines import Line, make_line, paragraphs
from dateline.ingest.runon import cut_run_on
from dateline.records import Article, Block, Issue, Published, make_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dateline.ingest.dates import PrintedDate
    from dateline.records import BlockKind

_LEAD_CHARACTERS = 140
_SAMPLE = 20_000
_WORD = re.compile(r"\w+")
_HALF = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1f]")
_NEAR_HEADLINE = 7
_SHORT_CREDIT = 4
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_BY_END = re.compile(r"\s*(?:[;|\]]|\s/\s|Editing by|Additional reporting).*$")
_DASH = re.compile(r"\s(?:[\u2014\u2013]|--?)\s|[\u2014\u2013]")
_SOURCE = re.compile(r"^\s*Sources?\s?:\s*([^|/;]{2,60})", re.IGNORECASE)
_HOLDER = re.compile(
    r"(?:\u00a9|\(c\)|[Cc]opyright)[\s\u00a9(c)]*(?:(?:19|20)\d\d[\s,\u2013\u2014-]*){0,3}(?:by\s)?[.,:]?\s*"
    r"([A-Z][\w&.'\u2019 -]{1,50}?)"
    r"(?=[.,|]?\s*(?:All [Rr]ights|$|[.|\u00a9(]|(?:19|20)\d\d))",
)
_DAY_MONTH = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\s([A-Z][a-z]{2,8})\b|\b([A-Z][a-z]{2,8})\.?\s(\d{1,2})\b(?!\s?:)")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page on the table: its text, its lines with their kinds, and the index of the headline if there is one."""

    text: str
    lines: Sequence[Line]
    kinds: Sequence[BlockKind]
    headline: int | None

    def of(self, *kinds: BlockKind) -> list[int]:
        """Indices of the lines of these kinds."""
        return [index for index, kind in enumerate(self.kinds) if kind in kinds]


def article_from_text(
    text: str,
    *,
    given: Given,
    known_outlets: Callable[[str], bool] | None = None,
) -> Article | Issue:
    """One report from text as it stands; an `Issue` where it holds no words, is too large, binary, or not English."""
    if issue := refuse_text(text, given=given):
        return issue
    return build_article(whole_characters(text), given=given, metadata=Metadata(), known_outlets=known_outlets)


def whole_characters(text: str) -> str:
    """The text with halves of surrogate pairs, which no file can hold, replaced one for one."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)


def refuse_text(text: str, *, given: Given) -> Issue | None:
    """The reason for which a text cannot be a report, if there is one."""
    most = lexicon().thresholds.sizes.max_text_bytes
    if len(text) > most:
        detail = f"expected at most {most:,} characters an article, found {len(text):,}: split it into its articles"
        return _issue(given, "too_large", detail)
    if not text.strip("\x00\ufeff\u200b \t\r\n\x0b\x0c\xa0"):
        return _issue(given, "empty", "found no words: give the text of the report")
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) * 100 > len(sample):
        return _issue(
            given, "unsupported_format", "found control characters as in a binary file: save it as text or HTML"
        )
    return None


def _issue(given: Given, reason: str, detail: str) -> Issue:
    return Issue(input=given.input, stage="ingest", reason=reason, detail=detail)


def cut_lines(text: str, *, is_outlet: Callable[[str], bool]) -> list[Line]:
    """The lines of a text dump; a page run together in one line is cut first."""
    limits = lexicon().thresholds.lines
    spans = paragraphs(text)
    lines: list[Line] = []
    for span in spans:
        if len(spans) <= limits.run_on_max_lines and span[1] - span[0] >= limits.run_on_min_characters:
            pieces = cut_run_on(text, span, is_outlet=is_outlet)
            lines.extend(make_line(text, (start, end), kind=kind) for start, end, kind in pieces)
        else:
            lines.append(make_line(text, span))
    return lines


def build_article(
    text: str,
    *,
    given: Given,
    metadata: Metadata,
    known_outlets: Callable[[str], bool] | None = None,
    lines: Sequence[Line] | None = None,
) -> Article | Issue:
    """Label the lines and fill the record; `lines` come from the HTML reader, else they are cut here."""
    if given.published and as_published(given.published, basis="given") is None:
        detail = (
            f"expected a date such as 2016-10-19 or 2016-10-19T18:06, found {given.published!r}: give it in that form"
        )
        return _issue(given, "bad_date", detail)
    publisher = _host(given.uri)
    is_outlet = _outlet_test(given, metadata, publisher=publisher, known=known_outlets)
    most = lexicon().thresholds.sizes.max_lines
    if text.count("\n") > most:
        return _issue(
            given, "too_large", f"expected at most {most:,} lines an article, found more: split it into its articles"
        )
    lines = cut_lines(text, is_outlet=is_outlet) if lines is None else lines
    kinds = label_lines(lines, Page(title=metadata.title or given.title, is_outlet=is_outlet))
    sheet = _Sheet(text, lines, kinds, next((i for i, kind in enumerate(kinds) if kind == "headline"), None))
    language = given.language or language_of(_words_to_read(sheet))
    if language.split("-")[0].casefold() != "en":
        detail = f"expected English, found {language!r}: give a translation, or the language if this is wrong"
        return _issue(given, "unsupported_language", detail)
    return _record(sheet, given=given, metadata=metadata, publisher=publisher, is_outlet=is_outlet)


def _record(
    sheet: _Sheet,
    *,
    given: Given,
    metadata: Metadata,
    publisher: str | None,
    is_outlet: Callable[[str], bool],
) -> Article:
    title = " ".join(sheet.lines[sheet.headline].text.split()) if sheet.headline is not None else None
    published, updated = _dates(sheet, given=given, metadata=metadata)
    body = " ".join(sheet.lines[i].text for i in sheet.of("paragraph")) or sheet.text
    return Article(
        id=make_id("a", publisher or given.uri or "", published.value if published else "", sheet.text),
        text_hash=make_id("t", " ".join(_WORD.findall(body.lower()))),
        uri=given.uri,
        publisher=publisher,
        outlet=_outlet(sheet, given=given, metadata=metadata, is_outlet=is_outlet),
        agency=_agency(sheet),
        byline=_byline(sheet) or metadata.byline,
        section=_section(sheet) or metadata.section,
        title=title or metadata.title or given.title,
        published=published,
        updated=updated,
        language="en",
        text=sheet.text,
        blocks=tuple(Block(kind=k, start=li.start, end=li.end) for li, k in zip(sheet.lines, sheet.kinds, strict=True)),
    )


def _words_to_read(sheet: _Sheet) -> str:
    """The body, by which the language is told; the whole text where the page has none."""
    body = "\n".join(sheet.lines[i].text for i in sheet.of("paragraph")[:40])
    return body if len(body.split()) >= lexicon().language.min_words else sheet.text


def _host(uri: str | None) -> str | None:
    """The host of a web address, without `www.`; `None` for other uris."""
    if not uri:
        return None
    try:
        parts = urlsplit(uri)
        host = parts.hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and parts.scheme in ("http", "https") else None


def _outlet_test(
    given: Given,
    metadata: Metadata,
    *,
    publisher: str | None,
    known: Callable[[str], bool] | None,
) -> Callable[[str], bool]:
    """Whether a line is an outlet's name: by our table, the caller's, what is known of this page, or its host."""
    names = {fold(name) for name in (given.outlet, metadata.outlet) if name}
    label = re.sub(r"[^a-z0-9]", "", (publisher or "").rsplit(".", 1)[0].split(".")[-1])
    table = lexicon().outlets

    def is_outlet(text: str) -> bool:
        folded = fold(text)
        if folded in table or folded in names:
            return True
        if len(label) > _SHORT_CREDIT and re.sub(r"[^a-z0-9]", "", text.casefold()) == label:
            return True
        return known is not None and known(" ".join(text.split()))

    return is_outlet


def _section(sheet: _Sheet) -> str | None:
    """The section nearest above the headline."""
    above = [i for i in sheet.of("section") if sheet.headline is None or i < sheet.headline]
    at = above[-1:] or sheet.of("section")[:1]
    return " ".join(sheet.lines[at[0]].text.split()) if at else None


@cache
def _credit_pattern() -> re.Pattern[str]:
    words = sorted(lexicon().credits, key=lambda word: (-len(word), word))
    return re.compile(r"[\[(]?\s*(?:" + "|".join(map(re.escape, words)) + r")[\s:]+", re.IGNORECASE)


def _byline(sheet: _Sheet) -> str | None:
    """Who the page says wrote it; initials and sources are no byline."""
    for index in sheet.of("byline"):
        text = " ".join(sheet.lines[index].text.split())
        if match := _credit_pattern().match(text):
            return _BY_END.sub("", text[match.end() :]).strip(" .,]") or None
    return None


def _outlet(
    sheet: _Sheet,
    *,
    given: Given,
    metadata: Metadata,
    is_outlet: Callable[[str], bool],
) -> str | None:
    """Who wrote it: the page's own outlet line, a lead or source line, the caller, the copyright line."""
    for index in sheet.of("outlet"):
        # Where metadata name the outlet, a line that is one by its place alone does not overrule them.
        if not metadata.outlet or is_outlet(sheet.lines[index].text):
            return " ".join(sheet.lines[index].text.split())
    for index in sheet.of("paragraph")[:1]:
        lead = _DASH.split(sheet.lines[index].text[: _LEAD_CHARACTERS // 2], maxsplit=1)
        if len(lead) > 1 and fold(lead[0]) not in lexicon().bodies and is_outlet(lead[0]):
            return lead[0].strip()
    for index in sheet.of("byline", "footer", "dateline"):
        source = _SOURCE.match(sheet.lines[index].text)
        for name in re.split(r"\sand\s|,|&", source[1]) if source else ():
            if is_outlet(name.strip()) and fold(name) not in _agency_forms():
                return str(name.strip())
    return given.outlet or metadata.outlet or _holder(sheet)


def _holder(sheet: _Sheet) -> str | None:
    """The name in the copyright line."""
    for index in sheet.of("footer"):
        if match := _HOLDER.search(sheet.lines[index].text):
            return " ".join(match[1].split()).strip(" .,-") or None
    return None


@cache
def _agency_forms() -> frozenset[str]:
    return frozenset(fold(form) for form in lexicon().agencies)


@cache
def _agency_pattern() -> re.Pattern[str]:
    forms = sorted(lexicon().agencies, key=lambda form: (-len(form), form))
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(form) for form in forms) + r")(?![\w-])")


def _agency(sheet: _Sheet) -> str | None:
    """The wire that the page credits: in the lead of the first paragraphs, or on a line of credits."""
    agencies = lexicon().agencies
    for index in [*sheet.of("dateline", "byline"), *sheet.of("paragraph")[:2]]:
        text = sheet.lines[index].text[:_LEAD_CHARACTERS]
        for match in _agency_pattern().finditer(text):
            if _credited(text, match, paragraph=sheet.kinds[index] == "paragraph"):
                return agencies[match[0]]
    return None


def _credited(text: str, match: re.Match[str], *, paragraph: bool) -> bool:
    """Whether the name stands where a wire is credited: "(Reuters)", "/TASS/", or before the dash of a lead."""
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    bracketed = before.endswith(("(", "/", "[")) and after.startswith((")", "/", "]"))
    if paragraph and not bracketed:
        return (
            bool(re.match(r"(?:\s?[\u2014\u2013]|\s?--?\s)", text[match.end() :]))
            and before.rstrip(",.").replace(" ", "")[:4].isupper()
        )
    return bracketed or (
        not paragraph and (len(match[0]) > _SHORT_CREDIT or not after or not before or after[0] in "|,;/\u2014\u2013-")
    )


def _dates(sheet: _Sheet, *, given: Given, metadata: Metadata) -> tuple[Published | None, str | None]:
    """Publication and last change; the page's print first, made finer by a given or metadata date of the same day."""
    said = as_published(given.published, basis="given")
    noted = as_published(metadata.published, basis="metadata")
    changed = as_published(metadata.updated, basis="metadata")
    hints = [date.value for date in (said, noted) if date]
    printed, updated = None, changed.value if changed else None
    for index in _dateline_order(sheet):
        for found in read_dates(sheet.lines[index].text):
            value = _settle(found, sheet, index=index, hints=hints)
            if value is None:
                continue
            if found.role == "updated":
                updated = updated or value
            if printed is None or (found.role == "published" and printed[0].role == "updated"):
                printed = (found, value)
        if printed and printed[0].role != "updated":
            break
    on_page = as_page(*printed) if printed else None
    if on_page and noted and printed and printed[0].role == "updated" and noted.value[:10] != on_page.value[:10]:
        on_page = None
    return finer(on_page, said, noted) if on_page else finer(said, noted), updated


def _dateline_order(sheet: _Sheet) -> list[int]:
    """Datelines in the order in which they are believed: right below the headline, near above it, then marked ones.

    Without a headline those before the second paragraph. A date far above the headline is the day of the visit.
    """
    datelines = sheet.of("dateline")
    body = sheet.of("paragraph", "standfirst")
    last = body[min(2, len(body) - 1)] if body else len(sheet.lines)
    if sheet.headline is None:
        return [i for i in datelines if i <= last + 1]
    head = sheet.headline
    below = [i for i in datelines if head < i <= max(last, head + _NEAR_HEADLINE)]
    above = [i for i in reversed(datelines) if head - _NEAR_HEADLINE <= i < head]
    rest = [i for i in datelines if i > last and i not in below]
    marked = [i for i in rest if any(d.role for d in read_dates(sheet.lines[i].text))]
    return below + above + marked


def _settle(found: PrintedDate, sheet: _Sheet, *, index: int, hints: Sequence[str]) -> str | None:
    """The value of a printed date; of two readings the one that a weekday, another date or the lead bears out."""
    if found.value is not None:
        return found.value
    line = sheet.lines[index].text.casefold()
    weekday = next((n for n, name in enumerate(_WEEKDAYS) if re.search(rf"\b{name}", line)), None)
    fits = [v for v in found.alternatives if weekday is not None and dt.date.fromisoformat(v[:10]).weekday() == weekday]
    fits = fits or [v for v in found.alternatives if v[:10] in {hint[:10] for hint in hints}]
    if len(fits) != 1:
        lead = _lead_days(sheet)
        fits = [v for v in found.alternatives if v[5:10] in lead]
    return fits[0] if len(fits) == 1 else None


def _lead_days(sheet: _Sheet) -> frozenset[str]:
    """Month and day, `10-19`, of dates without a year in the lead of the body ("GENEVA, October 19. ...")."""
    months = lexicon().months
    days: set[str] = set()
    for index in sheet.of("paragraph")[:1]:
        for match in _DAY_MONTH.finditer(sheet.lines[index].text[:_LEAD_CHARACTERS]):
            month = months.get((match[2] or match[3]).casefold())
            if month:
                days.add(f"{month:02d}-{int(match[1] or match[4]):02d}")
    return frozenset(days)
