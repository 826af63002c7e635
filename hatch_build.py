"""The build hook: builds the place index where it is absent or stale, and puts it in the wheel.

The two GeoNames packages are requirements of the build alone. The package's own `__init__` modules would pull in what
an isolated build has not got, so the hook loads `dateline.gazetteer.build` beneath bare packages.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

INDEX_FILES = ("src/dateline/data/places.rows", "src/dateline/data/places.trie")


class PlaceIndexHook(BuildHookInterface[Any]):
    """Makes the index for a wheel and for an editable install; an sdist carries its sources only."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface's name
        """Build the index if need be, and name its files, which git does not hold, as parts of the wheel."""
        if self.target_name != "wheel":
            return
        builder = load_builder(Path(self.root) / "src")
        if builder.is_stale():
            self.app.display_info("building the place index")
            builder.build()
        build_data["artifacts"].extend(INDEX_FILES)


def load_builder(source: Path) -> ModuleType:
    """Import `dateline.gazetteer.build` from a source tree without running the packages' `__init__`."""
    shadowed = {name: module for name, module in sys.modules.items() if name.partition(".")[0] == "dateline"}
    for name in shadowed:
        del sys.modules[name]
    try:
        for name in ("dateline", "dateline.gazetteer"):
            package = ModuleType(name)
            package.__path__ = [str(source.joinpath(*name.split(".")))]
            sys.modules[name] = package
        return importlib.import_module("dateline.gazetteer.build")
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "dateline"]:
            del sys.modules[name]
        sys.modules.update(shadowed)
