"""Which records could harm somebody if they are handed out as they stand, and which private persons they name.

`mark_sensitive` marks the records of one article; `care_for` gives the same finder for single sentences.
"""

from dateline.coding.sensitive.mark import Care, care_for, mark_sensitive
from dateline.coding.sensitive.persons import Private

__all__ = ["Care", "Private", "care_for", "mark_sensitive"]
