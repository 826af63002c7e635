"""Records in the formats of the field: which columns, what goes into them, what is left out, and the files beside.

`export` is the one verb: records in, files out.
"""

from dateline.export.schemas.export import Exported, export
from dateline.export.schemas.facts import Sources
from dateline.export.schemas.tables import load_schema, schema_names
from dateline.export.schemas.writing import FORMS

__all__ = ["FORMS", "Exported", "Sources", "export", "load_schema", "schema_names"]
