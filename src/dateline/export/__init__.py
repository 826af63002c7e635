"""Records for others: as English sentences and as flat CSV. Writes text, never to a terminal."""

from dateline.export.sentences import sentence
from dateline.export.table import COLUMNS, flatten, write_csv

__all__ = ["COLUMNS", "flatten", "sentence", "write_csv"]
