"""The wire."""

from __future__ import annotations

import sys

# httpx imports its own command line, where there are click and rich: half of its time, and 4 MB.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
