from __future__ import annotations

from math import exp
from pathlib import Path

import msgspec
import pytest

from dateline.errors import ConfigError, MissingPart
from dateline.gazetteer.place_model import FEATURES, PlaceModel, Shown, Training, load_place_model, pairings, singles

TRAINED = Training(source="made", sentences=1, left_out=0, folds=2, ridge=1.0, least=1, precision=0.5, recall=0.5)
HERE = Shown(act=("act=VERB",), order=("order=after",), others=("others=2",), type=("type=built",), first="first=in",
             before="before=in", holder="holder=act", rest=("dep=pobj",))
THERE = HERE._replace(order=("order=before",), before="before=of", rest=())


def made(**more: object) -> PlaceModel:
    fields: dict[str, object] = {
        "version": "0", "features": FEATURES, "trained": TRAINED, "alone": 0.6, "agreed": 0.4, "doubted": 0.1,
        "none": 0.5, "single": {"dep=pobj": 1.0, "before=of": -2.0}, "pairs": {"act=VERB": {"order=after": 0.25}},
    }
    return PlaceModel(**(fields | more))  # type: ignore[arg-type]


def test_shares_are_those_of_a_conditional_logit() -> None:
    whole = exp(1.25) + exp(-2.0) + exp(0.5)
    assert made().shares([HERE, THERE]) == pytest.approx([exp(1.25) / whole, exp(-2.0) / whole])
    assert made().shares([]) == []


def test_reasons_are_what_speaks_for_a_place() -> None:
    assert made().reasons(HERE) == [("dep=pobj", 1.0), ("act=VERB with order=after", 0.25)]
    assert made().reasons(THERE) == []


def test_own_weights_load_and_stay_small() -> None:
    model = load_place_model()
    assert model.features == FEATURES
    assert 0.0 < model.doubted < model.agreed < model.alone < 1.0
    assert model.trained.precision >= 0.78
    assert model.trained.recall >= 0.8
    path = Path(load_place_model.__wrapped__.__code__.co_filename).parent.parent / "data/models/event_places.json"
    assert path.stat().st_size < 300_000


def test_pairs_of_own_weights_are_pairs_that_the_code_makes() -> None:
    groups = {left.partition("=")[0].partition(".")[0] for left in load_place_model().pairs}
    made_by_code = {left.partition("=")[0].partition(".")[0] for left, _ in pairings(HERE)}
    assert groups == made_by_code
    assert "act=VERB" in singles(HERE)


def test_wrong_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "event_places.json"
    with pytest.raises(MissingPart, match=r"event_places\.json: no such file"):
        load_place_model(path)
    path.write_bytes(msgspec.json.encode(made(features=FEATURES + 1)))
    with pytest.raises(ConfigError, match=f"expected weights for features edition {FEATURES}, found {FEATURES + 1}"):
        load_place_model(path)
    path.write_bytes(b'{"version": "1"}')
    with pytest.raises(ConfigError, match=r"event_places\.json: Object missing required field"):
        load_place_model(path)
