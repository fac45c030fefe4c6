"""Figures of the program, each beside a yardstick that was measured in the same run."""

from __future__ import annotations
