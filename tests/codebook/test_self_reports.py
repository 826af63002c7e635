"""What counts as a party's word on its own success."""

from __future__ import annotations

import pytest

from dateline.codebook import load_codebook
from dateline.codebook.self_reports import is_self_report
from dateline.records import Factuality
from tests.making import arrangement, claim, control

BOOK = load_codebook()


@pytest.mark.parametrize(("record", "expected"), [
    (claim("ASSAULT", "aerial", stake="actor"), True),
    (claim("AID", None, stake="actor"), True),
    (control(stake="actor", change="captured"), True),
    (control(stake="actor", change="holds"), True),
    (claim("ASSAULT", "aerial", stake="third_party"), False),
    (claim("ASSAULT", "aerial", stake="actor", factuality=Factuality(polarity="-")), False),
    (claim("RETREAT", None, stake="actor", temporal="future"), False),
    (claim("ACCUSE", None, stake="actor"), False),
    (control(stake="actor", change="lost"), False),
    (control(stake="opponent", change="captured"), False),
    (arrangement(stake="actor"), False),
])
def test_only_deeds_and_gains_on_their_own_partys_word(record, expected):
    assert is_self_report(record, codebook=BOOK) is expected
