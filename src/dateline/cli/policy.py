"""`dateline policy show` and `dateline policy check`: what may be handed out of records that could harm somebody."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import run_quietly
from dateline.cli.choices import TableFormat

if TYPE_CHECKING:
    from dateline.config.policy import Policy

app = typer.Typer(
    help="What may be handed out of records that could harm somebody, and how.", no_args_is_help=True,
    rich_markup_mode=None,
)

Form = Annotated[TableFormat | None, typer.Option(
    "--format", help="table is for people; by default table on a terminal, jsonl otherwise.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="A policy file.")]


@app.command()
def show(context: typer.Context, form: Form = None) -> None:
    """Show the policy in force: what each output does, and what is done for each reason of care.

    Examples:

      dateline policy show

      dateline --config desk/dateline.toml policy show --format csv
    """
    raise typer.Exit(run_quietly(partial(run_show, config=context.obj, form=form)))


@app.command()
def check(file: File) -> None:
    """Check a policy file, and say where it lets out more than the policy that ships with dateline.

    Ends with 2 where the file cannot be used.

    Examples:

      dateline policy check policy.toml
    """
    raise typer.Exit(run_quietly(partial(run_check, file)))


def run_show(*, config: Path | None, form: TableFormat | None) -> int:
    """Print the policy of the settings."""
    from dateline.cli.query import show_rows
    from dateline.config.policy import load_policy
    from dateline.config.settings import find_settings

    policy = load_policy(find_settings(config).policy)
    chosen = form or (TableFormat.TABLE if sys.stdout.isatty() else TableFormat.JSONL)
    if chosen is TableFormat.JSONL:
        sys.stdout.write(json.dumps(_as_json(policy), ensure_ascii=False) + "\n")
        return 0
    if chosen is TableFormat.TABLE:
        print(_in_words(policy))
    show_rows(_rule_rows(policy), form=chosen, nothing="")
    return 0


def run_check(file: Path) -> int:
    """Say that the file can be used and where it is looser; a `ConfigError` otherwise."""
    from dateline.config.policy import default_policy, load_policy, looser

    found = looser(load_policy(file), default_policy())
    print(f"{file}: can be used")
    for line in found:
        print(f"  lets out more: {line}")
    if not found:
        print("  lets out nothing more than the policy that ships")
    return 0


def _as_json(policy: Policy) -> object:
    import msgspec

    return msgspec.to_builtins(policy)


def _in_words(policy: Policy) -> str:
    """What is not a table: tiers, texts, outputs."""
    by_treatment = {
        what: [name for name, treatment in policy.outputs.items() if treatment == what]
        for what in ("obey", "mark", "drop")
    }
    lines = [
        f"tier {policy.tier}; of records with a reason for care {policy.sensitive_tier} (Traffic Light Protocol 2.0)",
        f"texts of articles handed out: {policy.texts}",
        f"words of a report beside a record: {policy.snippet_chars} characters at most",
        *(f"{what}: {', '.join(names)}" for what, names in by_treatment.items() if names),
    ]
    return "\n".join(lines) + "\n"


def _rule_rows(policy: Policy) -> list[dict[str, str]]:
    """One row a reason."""
    return [
        {"reason": reason, "hold_hours": str(rule.hold_hours), "places": rule.places, "names": rule.names,
         "words": rule.words}
        for reason, rule in policy.reasons.items()
    ]
