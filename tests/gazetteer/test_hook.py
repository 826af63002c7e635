from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def hook() -> ModuleType:
    pytest.importorskip("hatchling")
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Builder:
    def __init__(self, *, stale: bool) -> None:
        self.stale = stale
        self.built = 0

    def is_stale(self) -> bool:
        return self.stale

    def build(self) -> None:
        self.built += 1


@pytest.mark.parametrize(("target", "stale", "built", "artifacts"), [
    ("wheel", True, 1, 2), ("wheel", False, 0, 2), ("sdist", True, 0, 0),
])
def test_the_index_is_built_when_needed_and_shipped(
    hook: ModuleType, monkeypatch: pytest.MonkeyPatch, target: str, *, stale: bool, built: int, artifacts: int,
) -> None:
    builder = Builder(stale=stale)
    monkeypatch.setattr(hook, "load_builder", lambda source: builder)
    made = object.__new__(hook.PlaceIndexHook)
    for name, value in (("target_name", target), ("root", str(ROOT)),
                        ("app", SimpleNamespace(display_info=lambda text: None))):
        monkeypatch.setattr(hook.PlaceIndexHook, name, value, raising=False)
    build_data: dict[str, list[str]] = {"artifacts": []}
    made.initialize("standard", build_data)
    assert (builder.built, len(build_data["artifacts"])) == (built, artifacts)


def test_the_builder_is_loaded_beneath_bare_packages(hook: ModuleType) -> None:
    importlib.import_module("dateline.gazetteer")
    before = sys.modules["dateline.gazetteer"]
    builder = hook.load_builder(ROOT / "src")
    assert builder.__name__ == "dateline.gazetteer.build"
    assert sys.modules["dateline.gazetteer"] is before
