"""Files that lie elsewhere (`s3://`, `gs://`, `hdfs://`, `sftp://`, ...), through fsspec, where it is installed.

Only a corpus that a person names on the command line of a batch is read this way, never an address that a page or a
feed names: those go through `fetch`, which refuses what lies inside a network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from dateline.config.extras import load_extra
from dateline.errors import MissingPart, UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_WEB = ("http://", "https://")


def is_remote(address: str) -> bool:
    """Whether an address is one for fsspec, and not of the web."""
    return "://" in address and not address.casefold().startswith(_WEB)


def remote_files(address: str) -> list[tuple[str, str]]:
    """(address, mark) of the file named, or of all below a folder or matching a pattern, in the order of their names.

    The mark changes when the file does. Raises `MissingPart` without fsspec or the part of it for this kind of store,
    `UnreadableInput` where there is nothing or it cannot be listed.
    """
    core = load_extra("fsspec.core", extra="remote", purpose=f"Reading {address}")
    try:
        files, path = core.url_to_fs(address)
        found = sorted(_found(files, path)) if "::" not in address else None
        named = [(address, "")] if found is None else [(files.unstrip_protocol(one), files.ukey(one)) for one in found]
    except ImportError as error:
        message = f"{address}: {error}"
        raise MissingPart(message) from error
    except (OSError, ValueError) as error:
        message = f"{address}: cannot be listed ({type(error).__name__}: {error}): check the address and your rights"
        raise UnreadableInput(message) from error
    if not named:
        message = f"{address}: found no files: check the address"
        raise UnreadableInput(message)
    return named


def _found(files: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - the library is loaded by name
    """The files that a path stands for; hidden ones are passed over."""
    for one in files.expand_path(path, recursive=True):
        hidden = any(part.startswith(".") for part in one.removeprefix(path).split("/"))
        if not hidden and files.isfile(one):
            yield str(one)


def open_remote(address: str) -> BinaryIO:
    """The bytes of one file, a stream that can be sought in where the store allows it."""
    fsspec = load_extra("fsspec", extra="remote", purpose=f"Reading {address}")
    return cast("BinaryIO", fsspec.open(address, mode="rb", compression=None).open())
