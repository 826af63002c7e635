"""`dateline.toml` to `Settings`: what a user may change without touching code."""

from dateline.config.settings import DATA_NAME, FILE_NAME, Settings, find_settings, read_settings

__all__ = ["DATA_NAME", "FILE_NAME", "Settings", "find_settings", "read_settings"]
