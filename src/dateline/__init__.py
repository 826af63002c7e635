"""dateline turns news reports into sourced, dated, located records of what they say happened.

>>> import dateline
>>> coder = dateline.Coder()                                            # doctest: +SKIP
>>> result = coder.code(text, published="2016-10-19")                   # doctest: +SKIP
>>> [claim.event for claim in result.claims]                            # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.pipeline import Coder, Result

__all__ = ["Coder", "Result", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the two names below, loaded on first use
    """Load the pipeline only when it is asked for: `import dateline` stays quick."""
    if name in {"Coder", "Result"}:
        from dateline import pipeline  # noqa: PLC0415 - loaded on first use

        return getattr(pipeline, name)
    message = f"module 'dateline' has no attribute {name!r}"
    raise AttributeError(message)
