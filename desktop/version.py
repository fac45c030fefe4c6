"""The version, alone in a file so that the build and `--version` read it without importing anything else."""

from __future__ import annotations

__version__ = "0.1.0"
