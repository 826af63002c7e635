"""Every error that dateline raises, as one tree.

DatelineError
├── InputError          an input that cannot be used; becomes an `Issue` in a batch
│   ├── UnreadableInput     not there, not decodable, too large, wrong format
│   ├── OvertakenReview     somebody changed the record since it was read
│   ├── RefusedAddress      an address that points inward, or a scheme we do not open
│   └── UnsupportedLanguage the text is not English
├── ConfigError         `dateline.toml`, a codebook or a table is wrong; names file, row, expected, found
└── MissingPart         something that `make setup` or an extra should have installed is absent
"""

from __future__ import annotations


class DatelineError(Exception):
    """The root of the tree; `code` is the machine-readable reason an `Issue` carries."""

    code = "error"


class InputError(DatelineError):
    """An input, or a part of one, that cannot be used."""

    code = "bad_input"


class UnreadableInput(InputError):
    """The input is absent, cannot be decoded, is too large or is of a form we do not read."""

    code = "unreadable"


class RefusedAddress(InputError):
    """A URL that points inward (loopback, private, link-local) or has a scheme other than http(s)."""

    code = "refused_address"


class OvertakenReview(InputError):
    """A review of a record as it stood before somebody else changed it; nothing was kept."""

    code = "overtaken"


class UnsupportedLanguage(InputError):
    """The text is in a language that the coder was not built for."""

    code = "unsupported_language"


class ConfigError(DatelineError):
    """A settings file, codebook or table breaks its schema; the message names file, row, expected and found."""

    code = "bad_config"


class MissingPart(DatelineError):
    """A part that installation provides is absent; the message says which command brings it."""

    code = "missing_part"
