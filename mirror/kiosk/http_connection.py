"""Connections of HTTP/1.1 that bring one request each, and answers that are pages."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator

from mirror.kiosk.hand_off_page import CONTENT_SECURITY_POLICY

_log = logging.getLogger(__name__)

_CHUNK = 65_536
_BREATH_S = 0.2
_HEADERS = (
    "Content-Type: text/html; charset=utf-8\r\n"
    "Connection: close\r\n"
    "Cache-Control: no-store\r\n"
    f"Content-Security-Policy: {CONTENT_SECURITY_POLICY}\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "X-Robots-Tag: noindex, nofollow, noarchive\r\n"
)


async def arrivals(
    listening: socket.socket, stop: asyncio.Event
) -> AsyncIterator[tuple[socket.socket, str]]:
    """Connections with their clients' addresses, until `stop`."""
    loop = asyncio.get_running_loop()
    listening.setblocking(False)
    stopping = asyncio.create_task(stop.wait())
    while not stop.is_set():
        accepting = asyncio.create_task(loop.sock_accept(listening))
        await asyncio.wait({accepting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not accepting.done():
            accepting.cancel()
            continue
        try:
            connection, address = accepting.result()
        except OSError as error:  # too many files are open
            _log.warning("a phone could not connect: %s", error)
            await asyncio.wait({stopping}, timeout=_BREATH_S)
            continue
        yield connection, str(address[0])


async def send_page(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    status: str,
    page: bytearray,
    *,
    bodiless: bool = False,
) -> None:
    """Sends a page, and returns when the client has closed the connection: it has all of it then.

    Raises:
        OSError: The client went away before.
    """
    writer.transport.set_write_buffer_limits(high=0)
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(page)}\r\n{_HEADERS}\r\n"
    writer.write(head.encode("ascii"))
    await writer.drain()
    for start in () if bodiless else range(0, len(page), _CHUNK):
        # A copy: the page is overwritten when the system may not have sent the last chunk yet.
        writer.write(bytes(page[start : start + _CHUNK]))
        await writer.drain()
    writer.write_eof()
    while await reader.read(_CHUNK):
        pass  # whatever else it says
