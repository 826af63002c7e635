"""Arrangements and control over many reports: recognised across them, and the ledgers of their lives.

Records in, judgements out; no input or output, nothing loaded at import.
"""

from dateline.events.arrangements.control import control_known, control_ledger, holder_at
from dateline.events.arrangements.frames import Report
from dateline.events.arrangements.ledger import arrangement_ledger, as_known, breaches_by
from dateline.events.arrangements.standings import status_at
from dateline.events.arrangements.threads import Thread, thread_arrangements
from dateline.events.arrangements.windows import window_end

__all__ = [
    "Report", "Thread", "arrangement_ledger", "as_known", "breaches_by", "control_known", "control_ledger",
    "holder_at", "status_at", "thread_arrangements", "window_end",
]
