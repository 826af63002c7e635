"""Every command, option, setting, field and column is documented, and what the documents name exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import msgspec
import pytest
from typer.main import get_command

from dateline.cli.app import app
from dateline.cli.arrangements import DEFAULT
from dateline.cli.choices import Kind
from dateline.config import Settings
from dateline.export import COLUMNS, sentence
from dateline.ingest import Given, article_from_text
from dateline.pipeline import process
from dateline.records import (
    Arrangement, Article, BlockKind, Claim, ControlClaim, Hop, Issue, PlaceRef, Speaker, Terms, When,
)

ROOT = Path(__file__).parent.parent
PAGES = sorted(page for folder in (ROOT, ROOT / "docs", ROOT / "docs" / "decisions") for page in folder.glob("*.md"))


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands(group=None, prefix=()):
    for name, command in (group or get_command(app)).commands.items():
        yield (*prefix, name), command
        if hasattr(command, "commands"):
            yield from commands(command, (*prefix, name))


def section(text: str, heading: str) -> str:
    return re.split(r"^## ", text.partition(f"\n## {heading}\n")[2], flags=re.MULTILINE)[0]


@pytest.mark.parametrize(
    ("name", "command"), list(commands()), ids=lambda part: " ".join(part) if isinstance(part, tuple) else "")
def test_every_command_and_option_is_documented(name, command):
    text = section(page("docs/commands.md"), name[0])
    assert f"{' '.join(name)}" in text or name[0] == name[-1]
    options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
    missing = [option for option in options if f"`{option}" not in text and option != "--help"]
    assert text
    assert missing == []


def test_every_option_of_dateline_itself_is_documented():
    options = [option for parameter in get_command(app).params for option in parameter.opts]
    assert [option for option in options if f"`{option}" not in page("docs/commands.md")] == []


def test_every_setting_is_documented_with_its_default():
    text = page("docs/settings.md")
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", text, flags=re.MULTILINE))
    assert list(rows) == list(Settings.__struct_fields__)
    assert rows["max_chars"] == str(Settings().max_chars)
    assert all(f"\n{name} = " in text for name in rows)


@pytest.mark.parametrize(("kind", "types"), [
    ("article", (Article,)), ("claim", (Claim, Hop, PlaceRef, When, Speaker)), ("arrangement", (Arrangement, Terms)),
    ("control", (ControlClaim,)), ("issue", (Issue,)),
])
def test_every_field_of_a_record_is_documented(kind, types):
    text = section(page("docs/records.md"), kind)
    fields = [field.encode_name for one in types for field in msgspec.structs.fields(one)]
    assert [name for name in fields if f"`{name}`" not in text] == []


def test_every_kind_of_block_and_record_is_documented():
    blocks = section(page("docs/records.md"), "article")
    assert [kind for kind in BlockKind.__args__ if kind not in blocks] == []
    assert [kind for kind in Kind if f"`{kind}`" not in section(page("docs/commands.md"), "schema")] == []


def test_every_column_of_the_csv_is_documented_in_order():
    text = section(page("docs/records.md"), "CSV")
    cells = re.findall(r"^\| (`.*?) \|", text, flags=re.MULTILINE)
    assert tuple(re.findall(r"`(\w+)`", " ".join(cells))) == COLUMNS


def calls():
    names = {name for name, _ in commands()}
    for file in PAGES:
        for line in re.findall(r"(?:^|[`|] ?)(?:\.venv/bin/)?dateline ([a-z][^`\n]*)", file.read_text(encoding="utf-8"),
                               flags=re.MULTILINE):
            yield pytest.param(line, names, id=f"{file.name}: {line[:40]}")
        for line in re.findall(r"^(?: {4}|\$ )(?:\.venv/bin/)?dateline ([a-z].*)$", file.read_text(encoding="utf-8"),
                               flags=re.MULTILINE):
            yield pytest.param(line, names, id=f"{file.name}: {line[:40]}")


@pytest.mark.parametrize(("line", "names"), list(calls()))
def test_every_call_that_the_documents_show_exists(line, names):
    words = shlex.split(line.split("#")[0].split("|")[0].replace("\\", ""))
    groups = {one[0] for one in dict(commands()) if len(one) > 1}
    name = tuple(words[:2]) if words[0] in groups and len(words) > 1 and words[1] != "..." else (words[0],)
    known = dict(commands())
    command = known.get(name) or known.get((words[0], DEFAULT))
    assert command is not None, name
    options = {option for parameter in command.params for option in parameter.opts}
    assert [word for word in words if word.startswith("--") and word not in options] == []


@pytest.mark.parametrize("file", PAGES, ids=lambda file: file.name)
def test_every_link_between_pages_leads_somewhere(file):
    targets = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8"))
    assert [target for target in targets if not (file.parent / target).exists()] == []


def test_every_make_target_that_the_readme_names_exists():
    targets = set(re.findall(r"^([a-z]+):", page("Makefile"), flags=re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)", page("README.md")))
    assert named
    assert named <= targets


@pytest.mark.model
def test_the_records_that_the_readme_shows_are_what_the_tool_says(parts):
    shown = page("README.md").partition("<table>")[2].partition("</table>")[0]
    text = page("docs/example-page.txt")
    article = article_from_text(text, given=Given(outlet="Harbour Wire"), known_outlets=parts.tools.actors.is_outlet)
    result = process(article, parts)
    told = {sentence(claim, outlet=article.outlet): claim for claim in result.claims}
    lines = re.findall(r"^- (.+)$", shown, flags=re.MULTILINE)
    assert [line for line in text.splitlines() if line and line not in shown] == []
    assert len(lines) == 3
    assert [line for line in lines if line not in told] == [], f"now told: {list(told)}"
    last = told[lines[-1]]
    assert last.place is None
    assert f'"{last.unresolved["place"]}"' in shown
