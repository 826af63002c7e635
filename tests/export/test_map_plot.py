"""The map: words, rings and dashes on the picture, and no point where none is known."""

from __future__ import annotations

import json
import re

from dateline.export.map_plot import COLOURS, Caption, plot_map
from dateline.export.placed import Placed, Spot
from dateline.export.plots import save

ALEPPO = Spot("Aleppo", 36.2, 37.16, 6.0, "city", ((3, 1), (4, 9)))
IDLIB = Spot("Idlib <b>Governorate</b>", 35.9, 36.6, 60.0, "province", ((4, 4),))
CAPTION = Caption("Where: country SYR", "events", "12 articles were read, of 9 of 31 days.")


def told(*spots, countries=(), nowhere=0):
    classes = {}
    for spot in spots:
        for quad, count in spot.counts:
            classes[quad] = classes.get(quad, 0) + count
    return Placed(spots=spots, countries=countries, nowhere=nowhere, classes=tuple(sorted(classes.items())),
                  total=sum(classes.values()) + sum(count for _, count in countries) + nowhere)


def layers(made):
    """The features or rows of each layer with its mark."""
    spec = json.loads(made.to_json())
    return [(layer["mark"], layer["data"]["values"]) for layer in spec["layer"]]


def rings(made):
    return [one for _, rows in layers(made) for one in rows if "known" in one]


def test_the_picture_says_what_is_counted_where_and_what_was_read(tmp_path):
    file = tmp_path / "map.svg"
    save(plot_map(told(ALEPPO, IDLIB, countries=(("SYR", 3), ("XYZ", 1)), nowhere=2), caption=CAPTION), file)
    text = file.read_text(encoding="utf-8")
    for words in ("Where: country SYR", "20 events: 14 in rings", "2 with no place known are not on the map",
                  "4 known to a country only (tinted): Syria 3, XYZ 1", "9 of 31 days", "What reports say",
                  "dashed where disputed", "Abkhazia", "Aleppo 10", "material conflict (13)", "verbal conflict (1)",
                  "to a town or site", "100 km", "SYRIA"):
        assert words in text, words
    assert "<b>" not in text
    assert "stroke-dasharray" in text


def test_a_ring_is_cut_by_class_and_says_how_finely_its_place_is_known():
    found = rings(plot_map(told(ALEPPO, IDLIB), caption=CAPTION))
    assert [(one["place"], one["quad"], one["count"], one["precision"], one["radius"]) for one in found] == [
        ("Aleppo", 3, 1, "city", 6.0), ("Aleppo", 4, 9, "city", 6.0),
        ("Idlib <b>Governorate</b>", 4, 4, "province", 60.0)]
    assert found[0]["known"] == found[1]["known"] != found[2]["known"]


def test_a_wider_place_is_a_wider_ring():
    def width(one):
        numbers = [float(value) for value in re.findall(r"\[(-?[\d.]+),", json.dumps(one["geometry"]))]
        return max(numbers) - min(numbers)

    small, wide = rings(plot_map(told(ALEPPO, IDLIB), caption=CAPTION))[1:]
    assert width(wide) > 3 * width(small)


def test_what_is_known_to_a_country_only_has_no_ring_and_no_name_but_its_own():
    made = plot_map(told(countries=(("SYR", 3),)), caption=CAPTION)
    assert rings(made) == []
    land = layers(made)[0][1]
    assert len({one["fill"] for one in land}) == 2
    assert sum(one["fill"] == "#ecdfbd" for one in land) == 1


def test_the_same_counts_give_the_same_picture():
    one, two = (json.loads(plot_map(told(ALEPPO, IDLIB), caption=CAPTION).to_json()) for _ in range(2))
    assert one == two


def test_words_do_not_stand_on_each_other():
    spots = [Spot(f"Town {at}", 36.2 + at / 500, 37.16, 3.0, "city", ((4, 9 - at),)) for at in range(9)]
    words = [one for mark, rows in layers(plot_map(told(*spots), caption=CAPTION)) for one in rows
             if str(one.get("text", "")).startswith("Town") and mark.get("stroke") is None]
    places = [(one["x"], one["y"]) for one in words]
    assert 1 <= len(words) < 9
    assert len(set(places)) == len(places)


def test_the_whole_world_has_no_scale_bar(tmp_path):
    far = Spot("Suva", -18.1, 178.4, 8.0, "city", ((1, 1),))
    file = tmp_path / "map.svg"
    save(plot_map(told(ALEPPO, far), caption=CAPTION), file)
    text = file.read_text(encoding="utf-8")
    assert " km<" not in text
    assert "Suva 1" in text


def test_the_four_classes_have_four_colours():
    assert len(set(COLOURS.values())) == 4
