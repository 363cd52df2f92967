"""Gives a visitor the own picture over the local network, once.

The link is one that nobody can guess, it ends after a few minutes, and the first whole download ends it. It
opens a page with a button; pressing it (a POST) brings the picture, inside a second page. Opening the link
alone, as messengers, prefetching browsers and HEAD requests do, uses nothing up. Everything is in memory.

There is no encryption: a shop has no certificate for an address of its own network, and phones would
warn of one that it made itself. Whoever listens in on that network can see the picture go by, which the
consent has to say.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import Enum
from ipaddress import IPv4Address
from types import TracebackType
from typing import Self, TypeVar

from mirror.errors import KioskError
from mirror.kiosk.hand_off_page import (
    door_page,
    language_of,
    media_type_of,
    nothing_page,
    picture_page,
)
from mirror.kiosk.http_connection import arrivals, send_page
from mirror.kiosk.http_request import BadRequestError, Request, parse_head
from mirror.kiosk.wrong_tries import WrongTries

_log = logging.getLogger(__name__)

T = TypeVar("T")

TOKEN_BYTES = 24
LARGEST_PICTURE = 20_000_000

_OK, _NOT_FOUND, _BAD = "200 OK", "404 Not Found", "400 Bad Request"


class Ended(Enum):
    """Why a link has ended."""

    TAKEN = "taken"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Limits:
    """What clients may ask of the server.

    Attributes:
        connections: At a time, of all clients and of one.
        head_s: Until a request is whole, and again until a page without the picture is sent.
        send_s: Until the picture is sent, and the client has said that it is.
        head_bytes: Of a request's head.
        body_bytes: Of a request's body, of which nothing is needed.
    """

    connections: tuple[int, int] = (32, 8)
    head_s: float = 5.0
    send_s: float = 90.0
    head_bytes: int = 8192
    body_bytes: int = 1024


@dataclass(slots=True, eq=False)
class _Client:
    address: str
    writer: asyncio.StreamWriter | None = None

    def hang_up(self) -> None:
        """Ends the connection at once, whatever has not been sent yet."""
        if self.writer is not None:
            self.writer.transport.abort()


@dataclass(slots=True, eq=False)
class _Link:
    token: str
    picture: bytearray
    expiry: asyncio.TimerHandle | None = None
    download: _Client | None = None


@dataclass(slots=True)
class _Loop:
    """What lives on the server's thread."""

    loop: asyncio.AbstractEventLoop
    stop: asyncio.Event
    clients: set[_Client] = field(default_factory=set)


class HandOff:
    """The server of one kiosk: one picture at a time, at one address. Any thread may use it.

    Args:
        address: Where it listens, and nowhere else: `mirror.kiosk.lan.lan_address`.
        port: 0 is any free one.
        lasts_s: How long a picture may be fetched.
        on_end: Told on the server's thread why a link has ended; must be quick.
        limits: What clients may ask of it.
    """

    def __init__(
        self,
        address: IPv4Address,
        port: int = 0,
        *,
        lasts_s: float = 180.0,
        on_end: Callable[[Ended], None] = lambda _: None,
        limits: Limits | None = None,
    ) -> None:
        self._address = str(address)
        self._port = port
        self._lasts_s = lasts_s
        self._on_end = on_end
        self._limits = limits or Limits()
        self._wrong = WrongTries()
        self._link: _Link | None = None
        self._on: _Loop | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begins to listen; once.

        Raises:
            KioskError: The address is not this machine's, or the port is taken or not allowed.
        """
        listening = self._bind()
        started: Future[_Loop] = Future()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(listening, started)), name="hand-off"
        )
        self._thread.start()
        self._on = started.result()

    def close(self) -> None:
        """Ends the link and the server; may be repeated."""
        on, self._on = self._on, None
        if on is not None:
            on.loop.call_soon_threadsafe(on.stop.set)
        if self._thread is not None:
            self._thread.join()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def port(self) -> int:
        """Where it listens, once it does."""
        return self._port

    @property
    def holds(self) -> bool:
        """Whether a picture is there to be fetched."""
        return self._link is not None

    def offer(self, picture: bytes) -> str:
        """Puts a picture at a new link, and ends the one before it.

        Args:
            picture: A JPEG or PNG file.

        Returns:
            The link.

        Raises:
            ValueError: It is neither, or too large.
            KioskError: The server is closed.
        """
        media_type_of(picture)
        if len(picture) > LARGEST_PICTURE:
            raise ValueError(f"a picture of {len(picture)} bytes is too large to hand off")
        link = _Link(secrets.token_urlsafe(TOKEN_BYTES), bytearray(picture))
        self._call(lambda: self._begin(link))
        return f"http://{self._address}:{self._port}/{link.token}"

    def withdraw(self) -> None:
        """Ends the link, if there is one, and overwrites its picture."""
        if self._on is not None:
            self._call(lambda: self._end(self._link, Ended.WITHDRAWN))

    def _call(self, what: Callable[[], T]) -> T:
        """Does something on the server's thread, where the link is looked after."""
        on = self._on
        if on is None:
            raise KioskError("Pictures cannot be handed off: the hand-off is switched off.")
        done: Future[T] = Future()

        def act() -> None:
            try:
                done.set_result(what())
            except BaseException as error:  # noqa: BLE001 - raised where it was asked for
                done.set_exception(error)

        on.loop.call_soon_threadsafe(act)
        return done.result()

    def _bind(self) -> socket.socket:
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            if sys.platform == "win32":  # where SO_REUSEADDR would let others take the port over
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((self._address, self._port))
            listening.listen(64)
        except OSError as error:
            listening.close()
            reason = error.strerror or str(error)
            raise KioskError(
                f"Pictures cannot be handed off at {self._address}, port {self._port}: {reason}; choose "
                "another port, or 0 for any."
            ) from error
        self._port = listening.getsockname()[1]
        return listening

    # What follows runs on the server's thread.

    async def _serve(self, listening: socket.socket, started: Future[_Loop]) -> None:
        on = _Loop(asyncio.get_running_loop(), asyncio.Event())
        started.set_result(on)
        talks: set[asyncio.Task[None]] = set()
        with contextlib.closing(listening):
            async for connection, address in arrivals(listening, on.stop):
                if self._has_room(on, address):
                    client = _Client(address)
                    on.clients.add(client)
                    talk = asyncio.create_task(self._talk(on, client, connection))
                    talks.add(talk)
                    talk.add_done_callback(talks.discard)
                    talk.add_done_callback(_closer(connection))
                else:
                    connection.close()
        self._end(self._link, Ended.WITHDRAWN)
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    def _begin(self, link: _Link) -> None:
        self._end(self._link, Ended.WITHDRAWN)
        self._link = link
        loop = asyncio.get_running_loop()
        link.expiry = loop.call_later(self._lasts_s, self._end, link, Ended.EXPIRED)

    def _end(self, link: _Link | None, why: Ended) -> None:
        if link is None or link is not self._link:
            return
        self._link = None
        if link.expiry is not None:
            link.expiry.cancel()
        if link.download is not None and why is not Ended.TAKEN:
            link.download.hang_up()
        _overwrite(link.picture)
        try:
            self._on_end(why)
        except Exception:  # noqa: BLE001 - logged, and the server goes on
            _log.exception("whoever waits for the end of a link has failed")

    async def _talk(self, on: _Loop, client: _Client, connection: socket.socket) -> None:
        """One connection: one request and its answer."""
        writer: asyncio.StreamWriter | None = None
        try:
            reader, writer = await asyncio.open_connection(
                sock=connection, limit=self._limits.head_bytes
            )
            client.writer = writer
            await self._converse(client, reader, writer)
        except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError):
            client.hang_up()  # gone, too slow, or too much
        except asyncio.CancelledError:
            client.hang_up()  # the server closes
        finally:
            on.clients.discard(client)
            if writer is not None:
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()

    def _has_room(self, on: _Loop, address: str) -> bool:
        of_all, of_one = self._limits.connections
        same = sum(client.address == address for client in on.clients)
        return len(on.clients) < of_all and same < of_one

    async def _converse(
        self, client: _Client, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        limits = self._limits
        try:
            # One time for the whole of it: a client that sends byte after byte gains nothing.
            async with asyncio.timeout(limits.head_s):
                first = await reader.readexactly(1)
                if not first.isupper():
                    # TLS, which browsers try first: the sooner it fails, the sooner they do without.
                    raise BadRequestError("no method")
                request = parse_head(first + await reader.readuntil(b"\r\n\r\n"))
                if request.body_bytes > limits.body_bytes:
                    raise BadRequestError("too large a body")
                await reader.readexactly(request.body_bytes)
        except (BadRequestError, asyncio.LimitOverrunError):
            async with asyncio.timeout(limits.head_s):
                await send_page(reader, writer, _BAD, bytearray())
            return
        link = self._link_of(request, client.address)
        language = language_of(request.headers.get("accept-language", ""))
        if link is not None and request.method == "POST":
            async with asyncio.timeout(limits.send_s):
                await self._download(link, language, client, reader, writer)
            return
        found = link is not None and request.method in ("GET", "HEAD")
        page = bytearray(door_page(language) if found else nothing_page(language))
        status = _OK if found else _NOT_FOUND
        async with asyncio.timeout(limits.head_s):
            await send_page(reader, writer, status, page, bodiless=request.method == "HEAD")

    def _link_of(self, request: Request, address: str) -> _Link | None:
        """The link that a request names; None for any other one, and for whoever guesses."""
        token, link = request.path[1:], self._link
        if self._wrong.too_many(address):
            return None
        # A name in place of the address would be another page's that was led here.
        at_home = request.headers.get("host") == f"{self._address}:{self._port}"
        if (
            link is not None
            and at_home
            and secrets.compare_digest(token.encode(), link.token.encode())
        ):
            return link
        if len(token) == len(secrets.token_urlsafe(TOKEN_BYTES)):
            self._wrong.add(address)
        return None

    async def _download(
        self,
        link: _Link,
        language: str,
        client: _Client,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        """Sends the picture; the link ends when the client has all of it."""
        if link.download is not None:
            link.download.hang_up()  # pressed twice: the later one counts, and only one can succeed
        link.download = client
        page = bytearray(picture_page(language, bytes(link.picture)))
        try:
            await send_page(reader, writer, _OK, page)
            if link.download is client:
                self._end(link, Ended.TAKEN)
        finally:
            if link.download is client:
                link.download = None
            _overwrite(page)


def _closer(connection: socket.socket) -> Callable[[object], None]:
    """Closes a connection, also one of which the talk was cancelled before it began."""
    return lambda _: connection.close()


def _overwrite(buffer: bytearray) -> None:
    buffer[:] = bytes(len(buffer))
