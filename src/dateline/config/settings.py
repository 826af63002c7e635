"""Takes the path of a `dateline.toml`, gives `Settings`; every fault is a `ConfigError` naming file, row and cause.

Unknown keys are refused, not skipped: a misspelt setting that silently does nothing is worse than a stop. Paths in
the file are relative to the folder of the file, so that it works from anywhere.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NoReturn

import msgspec
from platformdirs import user_data_path

from dateline.errors import ConfigError

FILE_NAME = "dateline.toml"
"""The name under which settings are looked for in the working folder."""

DATA_NAME = "dateline-data"
"""The folder of the user's own tables, looked for beside the settings file or in the working folder."""

PATH_SETTINGS = ("alliances", "actors", "codebook", "places", "data", "db", "policy", "grades")
FILE_SETTINGS = frozenset({"alliances", "policy", "grades"})
DB_NAME = "news.db"
"""The store where none is named, in the user's data folder."""
LARGEST_MAX_CHARS = 10_000_000


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may be set; `None` means the part that ships with dateline. Documented one by one in docs/settings.md.

    `outlet` is used where neither the page nor the caller names one. `alliances` is a CSV file, `actors` and
    `codebook` are folders in the form of `data/actors` and `data/codebook`, `places` is the folder that holds the
    place index. `data` is the folder of tables of the user's own that come on top of what ships (see
    docs/own-data.md); `None` where there is none. `db` is the file of the store, which need not be there yet.
    `grades` is a table of how reliable the user finds whom, on the Admiralty scale; `None` means F and 6 for all.
    `policy` is a file of what may be handed out (see docs/harm.md); `None` means ours.
    `max_chars` is the length beyond which an article is refused, in characters.
    """

    outlet: str | None = None
    alliances: Path | None = None
    actors: Path | None = None
    codebook: Path | None = None
    places: Path | None = None
    data: Path | None = None
    db: Path | None = None
    policy: Path | None = None
    grades: Path | None = None
    max_chars: int = 200_000


def find_settings(given: Path | None = None, *, folder: Path | None = None) -> Settings:
    """The settings of the file given, else of `dateline.toml` in the folder (the working one), else the defaults.

    Where they name no `data`, a folder `dateline-data` beside the file, or in the working folder, is taken.
    """
    file = given or (folder or Path.cwd()) / FILE_NAME
    settings = read_settings(file) if given is not None or file.is_file() else Settings()
    own = (file.parent / DATA_NAME).resolve()
    if settings.data is None and own.is_dir():
        return msgspec.structs.replace(settings, data=own)
    return settings


def store_file(settings: Settings) -> Path:
    """The file of the store: that of the settings, else one in the user's data folder (`~/.local/share/dateline` on
    Linux, its like elsewhere)."""
    return settings.db or user_data_path("dateline", appauthor=False) / DB_NAME


def read_settings(file: Path) -> Settings:
    """Read and check one settings file; raises `ConfigError` naming file, row, expected and found."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        message = f"{file}: expected a settings file that can be read, found: {error.strerror or error}"
        raise ConfigError(message) from error
    except UnicodeDecodeError as error:
        message = f"{file}: expected TOML in UTF-8, found a byte that is not UTF-8 at position {error.start}"
        raise ConfigError(message) from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"{file}: expected TOML, found: {error}"
        raise ConfigError(message) from error
    for key in table:
        if key not in Settings.__struct_fields__:
            _fail(file, text, key=key, expected=f"one of {', '.join(Settings.__struct_fields__)}", found=key)
    return _checked(table, file=file, text=text)


def _checked(table: dict[str, Any], *, file: Path, text: str) -> Settings:
    """Types and ranges; paths are made absolute from the file's folder and must exist."""
    for key, value in table.items():
        if key == "max_chars":
            whole = isinstance(value, int) and not isinstance(value, bool)
            if not whole or not 1 <= value <= LARGEST_MAX_CHARS:
                _fail(file, text, key=key, expected=f"a whole number from 1 to {LARGEST_MAX_CHARS}", found=value)
        elif not isinstance(value, str) or not value.strip():
            _fail(file, text, key=key, expected="a text that is not empty", found=value)
        elif key in PATH_SETTINGS:
            table[key] = _path(value, key, file=file, text=text)
    return Settings(**table)


def _path(value: str, key: str, *, file: Path, text: str) -> Path:
    """A path that exists, of a file or a folder as the setting asks; only `db` may be made later."""
    path = (file.parent / Path(value).expanduser()).resolve()
    if key == "db":
        if path.is_dir():
            _fail(file, text, key=key, expected="a file", found=str(path))
        return path
    wanted, there = ("a file", path.is_file()) if key in FILE_SETTINGS else ("a folder", path.is_dir())
    if not there:
        _fail(file, text, key=key, expected=f"{wanted} that exists", found=str(path))
    return path


def _fail(file: Path, text: str, *, key: str, expected: str, found: object) -> NoReturn:
    """Raise the one form of settings error; the row is the line on which the key stands."""
    pattern = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}\b")
    row = next((number for number, line in enumerate(text.splitlines(), start=1) if pattern.match(line)), 1)
    message = f"{file}: line {row}: {key}: expected {expected}, found {found!r}"
    raise ConfigError(message)
