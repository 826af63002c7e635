"""Other people's event data, read into neutral rows: the field's files and the user's own spreadsheet.

`read_foreign` is the one verb: a file in, `ForeignEvent` and `Issue` records out.
"""

from dateline.export.incoming.maps import load_map, scheme_names
from dateline.export.incoming.reading import read_foreign

__all__ = ["load_map", "read_foreign", "scheme_names"]
