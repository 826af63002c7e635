"""Costly parts, once for the whole run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from spacy.language import Language

    from dateline.pipeline import Parts


# A busy machine is no fault: nothing in the tests is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The language model, for tests marked `model`."""
    from dateline.analyze.language import load_language

    return load_language()


@pytest.fixture(scope="session")
def parts() -> Parts:
    """All parts of the pipeline, for tests marked `model`."""
    from dateline.pipeline import load_parts

    return load_parts()
