"""`dateline.toml` to `Settings`: what a user may change without touching code."""

from dateline.config.settings import FILE_NAME, Settings, find_settings, read_settings

__all__ = ["FILE_NAME", "Settings", "find_settings", "read_settings"]
