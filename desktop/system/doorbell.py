"""Hears the second starts with a data folder, in the program that holds it. See `desktop.system.instance`."""

from __future__ import annotations

import asyncio
import os
import socket
import struct
import sys
from typing import TYPE_CHECKING

from desktop.system.instance import DONE, LONGEST_CALL, PATIENCE, SOCKET, address, files_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MOST = 8  # calls at a time
CREDENTIALS = struct.Struct("3i")  # process, user, group; <linux/socket.h>


class Doorbell:
    """A private socket in the data folder. What is not exactly a call of this user is dropped without a word.

    Args:
        called: Told the absolute paths of files and the addresses, possibly none, of each call.
    """

    def __init__(self, folder: Path, called: Callable[[list[str]], None]) -> None:
        self._folder = folder
        self.called = called
        self.lines: set[asyncio.Transport] = set()
        self._server: asyncio.Server | None = None

    async def open(self) -> bool:
        """Listen from now on, in the place of a program that was killed; whether a socket can be made there."""
        line = socket.socket(socket.AF_UNIX)
        try:
            (self._folder / SOCKET).unlink(missing_ok=True)
            with address(self._folder) as name:
                line.bind(name)
            (self._folder / SOCKET).chmod(0o600)
            self._server = await asyncio.get_running_loop().create_unix_server(lambda: _Call(self), sock=line)
        except OSError:  # a disk without sockets, a full one, one that can only be read
            line.close()
        return self._server is not None

    def close(self) -> None:
        """Listen no longer."""
        if self._server is not None:
            (self._folder / SOCKET).unlink(missing_ok=True)
            self._server.close()
            self._server = None
        for line in tuple(self.lines):
            line.abort()


class _Call(asyncio.Protocol):
    """One call: heard to its end, or dropped for its length, its time or its caller."""

    def __init__(self, bell: Doorbell) -> None:
        self._bell = bell
        self._heard = b""
        self._line: asyncio.Transport
        self._end: asyncio.TimerHandle

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - for the type checker: sockets have no other
        self._line = transport
        self._end = asyncio.get_running_loop().call_later(PATIENCE, transport.abort)
        if len(self._bell.lines) >= MOST or not _is_ours(transport.get_extra_info("socket")):
            transport.abort()
        self._bell.lines.add(transport)

    def data_received(self, data: bytes) -> None:
        self._heard += data
        if len(self._heard) > LONGEST_CALL:
            self._line.abort()

    def eof_received(self) -> None:
        files = files_of(self._heard)
        if files is not None and not self._line.is_closing():
            self._bell.called(files)
            self._line.write(DONE)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self._end.cancel()
        self._bell.lines.discard(self._line)


def _is_ours(line: socket.socket) -> bool:
    """Whether the caller is the same user. Where the system does not say, the folder's permissions have to do."""
    if sys.platform != "linux":
        return True
    _, user, _ = CREDENTIALS.unpack(line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, CREDENTIALS.size))
    return bool(user == os.getuid())
