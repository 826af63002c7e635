"""Loads a library that only an extra brings, or says which extra that is."""

from __future__ import annotations

import importlib
from typing import Any

from dateline.errors import MissingPart


def load_extra(module: str, *, extra: str, purpose: str) -> Any:  # noqa: ANN401 - a module has no type of its own
    """The module; raises `MissingPart` with the command that installs it. `purpose` begins the sentence: "Parquet"."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        message = f"{purpose} needs the extra `{extra}`: pip install 'dateline[{extra}]'"
        raise MissingPart(message) from error
