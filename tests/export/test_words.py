"""Words that dateline never says of its own: scanned in every string of the source, in every template and in all data
that reaches a reader; and the one function that makes sentences, over all kinds of records."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import typer

import dateline
from dateline.cli.app import app
from dateline.export.sentences import sentence
from dateline.records import Factuality, Side, StatusBy
from tests.making import actor, arrangement, claim, control, day, hop, place, speaker

SOURCE = Path(dateline.__file__).parent
BANNED = re.compile(
    r"\b(?!confirmed_by_person)(?:confirm\w*|corroborat\w*|verif(?:ied|ies|y)|safe|safely|safer|safety|in force)\b",
    re.IGNORECASE)
"""`confirmed_by_person` is the code of a flag that only a person's own word sets."""
LITERALS = {
    ("cli/actors.py", "verified"): "a column of the actor tables: how a row was looked up, by the user's own list",
    ("cli/app.py", "confirm"): "the action of a person's review, as the command is called",
    ("cli/brief.py", "said to be in force"): "a heading with its speaker: said to be",
    ("events/reviews.py", "confirm"): "the action of a person's review",
    ("pipeline/linking.py", "confirm"): "the action of a person's review",
    ("records/event.py", "confirm"): "the action of a person's review",
    ("resolve/quantity_kinds.py", "confirmed"): "a word of reports that is read, never told",
    ("store/reviewing.py", "confirm"): "the action of a person's review",
    ("web/reading.py", "confirm"): "the action of a person's review; the page says accept",
    ("web/reviewing.py", "confirm"): "the action of a person's review; the page says accept",
}
"""Strings of the source that hold such a word, each with the reason why it may."""
CUES = {
    "actors": "names of institutions and nouns that actors are found by", "codebook": "cue words and example sentences",
    "lexicons": "cue words", "gazetteer": "verbs that places are told apart by", "events": "counts of common words",
    "scale": "words by which articles are chosen", "models": "what a model splits words into",
}
"""Folders of data that are read for, never told."""
TOLD = {
    'one = "a safe zone"': "a kind of arrangement, as those who declare one call it",
    'many = "safe zones"': "the same", 'refused = "a safe zone refused"': "the same",
    'in_force = "to be in force"': "only ever behind `said`, see below",
    'claims,reviewed,"what a person did last: correct, reject or confirm",nobody reviewed it': "a person's action",
    'reviews,action,"correct, reject, add or confirm",': "a person's action",
}
"""Lines of data that reach a reader, each with the reason why it may."""
ACTIONS = re.compile(r"""["']confirm["']""")
"""A person's action, as a value of a form."""


def documentation(tree):
    """The strings that are documentation of the code: statements by themselves."""
    return {
        id(one.value) for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)
        for one in node.body if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)}


def literals():
    for file in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        silent = documentation(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
                yield file.relative_to(SOURCE).as_posix(), node.value


def test_no_string_of_the_source_says_such_a_word():
    found = {(name, text) for name, text in literals() if BANNED.search(text)}
    assert sorted(found - set(LITERALS)) == []


def test_every_exception_is_still_needed():
    known = set(literals())
    assert sorted(set(LITERALS) - known) == []


def test_no_data_that_reaches_a_reader_says_such_a_word():
    files = [
        file for pattern in ("*.toml", "*.csv", "*.json", "*.html", "*.txt", "*.js", "*.sql")
        for file in sorted(SOURCE.rglob(pattern))]
    found = []
    for file in files:
        name = file.relative_to(SOURCE)
        if (name.parts[0] == "data" and name.parts[1] in CUES) or name.name == "0001_base.sql":
            continue
        for line in file.read_text(encoding="utf-8", errors="ignore").splitlines():
            words = ACTIONS.sub("", line.strip())
            if BANNED.search(words) and words not in TOLD and not words.startswith(("#", "//", "*", "/*")):
                found.append(f"{name}: {words}")
    assert found == []


def helps(group=None, before=()):
    for name, command in (group or typer.main.get_command(app)).commands.items():
        yield " ".join((*before, name)), f"{command.help or ''} {' '.join(one.help or '' for one in command.params)}"
        if hasattr(command, "commands"):
            yield from helps(command, (*before, name))


@pytest.mark.parametrize(("name", "words"), list(helps()), ids=lambda part: part if len(part) < 40 else "")
def test_no_help_says_such_a_word(name, words):
    plain = re.sub(r"dateline confirm\b|said to be in force|policy in force", "", words)
    assert [word.group() for word in BANNED.finditer(plain)] == [], name


SPEAKERS = ((speaker("the ministry"), "The ministry"), (speaker("a resident", "witness"), "A resident"),
            (speaker("rebels"), "Rebels"))
STATUSES = ("proposed", "announced", "agreed", "accepted", "scheduled", "in_force", "extended", "suspended",
            "completed", "expired", "ended", "collapsed", "rejected", "denied", "never_took_effect", "unknown")
KINDS = ("ceasefire", "humanitarian_pause", "corridor", "evacuation", "no_strike", "stand_off", "exchange", "access",
         "safe_zone", "deconfliction", "surrender", "other")


def told():
    """Records of every kind, with every status, change, stance and tense, by each speaker."""
    from dateline.codebook import load_codebook

    book = load_codebook()
    modes = [(event, None) for event in sorted(book.events)] + sorted(book.modes)
    for voice, name in SPEAKERS:
        chain = {"attribution": (hop(voice),)}
        for event, mode in modes:
            for temporal in ("past", "ongoing", "future", "historical"):
                for polarity in ("+", "-"):
                    yield name, claim(
                        event, mode, temporal=temporal, factuality=Factuality(polarity=polarity),
                        recipients=(actor("rebels", name="rebels"),), **chain)
        for certainty in ("certain", "probable", "possible", "unspecified"):
            yield name, claim(factuality=Factuality(certainty=certainty), place=None, time=None, actors=(), **chain)
        for kind in KINDS:
            for status in STATUSES:
                for direction in ("grants", "restricts"):
                    yield name, arrangement(
                        kind, status=status, direction=direction, effective_to=day("2016-10-22"),
                        sides=(Side(actor=actor("Syrian army"), role="declares"),),
                        status_by=(StatusBy(status=status, as_of=day()),), **chain)
        for change in ("holds", "captured", "lost", "contested"):
            yield name, control(change, place=place("Homs"), **chain)


def test_every_sentence_begins_with_its_speaker_and_says_no_such_word():
    wrong = []
    for name, record in told():
        words = sentence(record, outlet="Coast Radio")
        plain = re.sub(r"\bsafe zones?\b|\bsaid to be in force\b", "", words)
        if not words.startswith(name) or BANNED.search(plain):
            wrong.append(words)
    assert sorted(set(wrong))[:20] == []
