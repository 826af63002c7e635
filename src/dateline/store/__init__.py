"""The embedded database: one SQLite file with every record, its history, and the log of what was read."""

from dateline.store.database import Database, open_store
from dateline.store.writing import is_known, put_article, put_issue

__all__ = ["Database", "is_known", "open_store", "put_article", "put_issue"]
