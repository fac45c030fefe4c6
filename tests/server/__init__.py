"""A scriptable HTTP server for tests: `ScriptedServer` plays steps, `scripts` makes the usual ones."""

from __future__ import annotations
