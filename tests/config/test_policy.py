from __future__ import annotations

from typing import get_args

import pytest

from dateline.config.policy import Output, default_policy, load_policy, looser
from dateline.errors import ConfigError
from dateline.records import SensitiveReason

HELD = {"future_movement_of_civilians", "convoy_movement", "aid_staff_movement", "corridor_route", "shelter",
        "notification_list"}
OBEYING = {"file", "map", "api", "alert", "digest", "feed", "release"}


def own(folder, text):
    file = folder / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_every_reason_and_output_has_its_default():
    policy = default_policy()
    assert set(policy.reasons) == set(get_args(SensitiveReason))
    assert set(policy.outputs) == set(get_args(Output))
    assert (policy.tier, policy.sensitive_tier, policy.texts, policy.snippet_chars) == (
        "GREEN", "AMBER", "licensed", 400)


@pytest.mark.parametrize("reason", get_args(SensitiveReason))
def test_movements_shelters_and_lists_are_held_three_days_the_rest_is_not(reason):
    assert default_policy().reasons[reason].hold_hours == (72 if reason in HELD else 0)


@pytest.mark.parametrize("reason", get_args(SensitiveReason))
def test_private_persons_never_go_out_by_name(reason):
    assert default_policy().reasons[reason].names == "role"


@pytest.mark.parametrize(("reason", "places", "words"), [
    *((reason, "district", "withhold") for reason in sorted(HELD - {"notification_list"})),
    ("notification_list", "province", "withhold"), ("health_site", "district", "withhold"),
    ("school", "district", "withhold"), ("detainee", "exact", "keep"), ("victim", "exact", "keep"),
    ("minor", "district", "keep"), ("private_person", "exact", "keep"),
])
def test_places_and_words_by_reason(reason, places, words):
    rule = default_policy().reasons[reason]
    assert (rule.places, rule.words) == (places, words)


@pytest.mark.parametrize("output", get_args(Output))
def test_whatever_leaves_the_machine_obeys(output):
    assert default_policy().outputs[output] == ("obey" if output in OBEYING else "mark")


def test_a_file_of_ones_own_changes_what_it_names_and_nothing_else(tmp_path):
    policy = load_policy(own(tmp_path, (
        'schema = 1\nsensitive_tier = "RED"\n[outputs]\ndesk = "obey"\n[reasons.victim]\nhold_hours = 24\n')))
    ours = default_policy()
    assert policy.sensitive_tier == "RED"
    assert policy.outputs == {**ours.outputs, "desk": "obey"}
    assert policy.reasons["victim"].hold_hours == 24
    assert policy.reasons["victim"].names == "role"
    assert {**policy.reasons, "victim": ours.reasons["victim"]} == ours.reasons
    assert looser(policy, ours) == []


def test_what_is_looser_than_ours_is_told_choice_by_choice(tmp_path):
    policy = load_policy(own(tmp_path, (
        'tier = "CLEAR"\ntexts = "always"\nsnippet_chars = 500\n[outputs]\nmap = "mark"\n'
        '[reasons.shelter]\nhold_hours = 0\nplaces = "exact"\nwords = "keep"\nnames = "keep"\n')))
    assert looser(policy, default_policy()) == [
        "tier: CLEAR, where ours has GREEN", "texts: always, where ours has licensed",
        "outputs.map: mark, where ours has obey", "snippet_chars: 500, where ours has 400",
        "reasons.shelter.hold_hours: 0, where ours has 72", "reasons.shelter.places: exact, where ours has district",
        "reasons.shelter.names: keep, where ours has role", "reasons.shelter.words: keep, where ours has withhold",
    ]


@pytest.mark.parametrize("text", [
    "outputs = 3", "[reasons]\nshelter = 4", "[reasons.shelters]\nhold_hours = 1", "[reasons.shelter]\nhold_hours = -1",
    '[reasons.shelter]\nplaces = "village"', 'tear = "RED"', "snippet_chars = -5", "schema = 2", "not toml",
    '[outputs]\nfax = "obey"',
])
def test_a_file_that_says_something_else_is_refused_by_name(tmp_path, text):
    with pytest.raises(ConfigError, match=r"policy\.toml"):
        load_policy(own(tmp_path, text))


def test_no_such_file_is_told(tmp_path):
    with pytest.raises(ConfigError, match="expected a policy file that can be read"):
        load_policy(tmp_path / "none.toml")
