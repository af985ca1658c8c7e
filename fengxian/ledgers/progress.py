"""Progress of long work, outside the database: a writing transaction would hide or block it."""

import time
from typing import Any

from django.core.cache import cache

_KEEP = 24 * 3600


class Progress:
    """How far one piece of work is; anybody who may see the work may ask."""

    def __init__(self, work_id: Any):
        self.key = f"progress:{work_id}"

    def set(self, done: int, total: int, doing: str) -> None:
        """Each step has a beginning (for the time left) and a last sign of life."""
        now, before = time.time(), self.get()
        began = before["began"] if before["doing"] == doing else now
        cache.set(self.key, {"done": done, "total": total, "doing": doing, "began": began, "at": now}, _KEEP)

    def get(self) -> dict[str, Any]:
        return cache.get(self.key) or {"done": 0, "total": 0, "doing": "", "began": 0.0, "at": 0.0}

    def clear(self) -> None:
        cache.delete(self.key)
