"""With real sockets, on this machine alone."""

from __future__ import annotations

import base64
import queue
import re
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import closing, suppress
from ipaddress import IPv4Address

import pytest

from mirror.errors import KioskError
from mirror.kiosk.hand_off import Ended, HandOff, Limits

HERE = IPv4Address("127.0.0.1")
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40
LARGE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 30_000
"""More than fits into the buffers of two sockets, as pages go."""
PATIENCE_S = 30.0


class Kiosk:
    """A server with what its clients do to it."""

    def __init__(self, limits: Limits | None = None, lasts_s: float = 600.0) -> None:
        self.ended: queue.Queue[Ended] = queue.Queue()
        self.server = HandOff(HERE, lasts_s=lasts_s, on_end=self.ended.put, limits=limits)

    def connect(self) -> socket.socket:
        client = socket.create_connection((str(HERE), self.server.port), PATIENCE_S)
        client.settimeout(PATIENCE_S)
        return client

    def say(self, request: bytes) -> bytes:
        """All that the server answers, until it closes; b"" when it just hangs up."""
        with closing(self.connect()) as client:
            try:
                client.sendall(request)
                return _read(client)
            except ConnectionError:
                return b""

    def ask(
        self, path: str, method: str = "GET", headers: str = "", host: str | None = None
    ) -> bytes:
        host = host or f"{HERE}:{self.server.port}"
        length = "Content-Length: 0\r\n" if method == "POST" else ""
        return self.say(
            f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{length}{headers}\r\n".encode("latin-1")
        )

    def offer(self, picture: bytes = JPEG) -> str:
        """The path of a new link."""
        link = self.server.offer(picture)
        begins = f"http://{HERE}:{self.server.port}"
        assert link.startswith(f"{begins}/")
        return link.removeprefix(begins)

    def end(self) -> Ended:
        return self.ended.get(timeout=PATIENCE_S)


def _read(client: socket.socket) -> bytes:
    said = b""
    while part := client.recv(1 << 20):
        said += part
    return said


def _status(answer: bytes) -> int:
    match = re.match(rb"HTTP/1\.1 (\d{3}) ", answer)
    assert match is not None, answer[:80]
    return int(match[1])


def _body(answer: bytes) -> bytes:
    head, _, body = answer.partition(b"\r\n\r\n")
    match = re.search(rb"Content-Length: (\d+)", head)
    assert match is not None
    assert int(match[1]) == len(body)
    return body


def _pictures(answer: bytes) -> list[bytes]:
    return [
        base64.b64decode(one) for one in re.findall(rb'"data:image/jpeg;base64,([^"]+)"', answer)
    ]


def _run(kiosk: Kiosk) -> Iterator[Kiosk]:
    with kiosk.server:
        yield kiosk


@pytest.fixture
def kiosk() -> Iterator[Kiosk]:
    yield from _run(Kiosk())


@pytest.fixture
def strict() -> Iterator[Kiosk]:
    """Of little patience."""
    yield from _run(Kiosk(Limits(connections=(4, 2), head_s=0.2, send_s=0.2)))


def test_a_visitor_fetches_the_picture_once(kiosk: Kiosk) -> None:
    path = kiosk.offer()
    assert kiosk.server.holds
    door = kiosk.ask(path, headers="Accept-Language: zh-CN,zh;q=0.9\r\n")
    assert _status(door) == 200
    assert "查看我的照片".encode() in _body(door)
    answer = kiosk.ask(path, "POST", "Origin: null\r\n")
    assert _status(answer) == 200
    assert _pictures(_body(answer)) == [JPEG, JPEG]
    assert kiosk.end() is Ended.TAKEN
    assert _status(kiosk.ask(path)) == _status(kiosk.ask(path, "POST")) == 404


def test_previews_and_prefetching_use_nothing_up(kiosk: Kiosk) -> None:
    path = kiosk.offer()
    for _ in range(30):
        assert _status(kiosk.ask(path)) == 200
        assert _body(kiosk.ask(path)) != b""
        head = kiosk.ask(path, "HEAD")
        assert _status(head) == 200
        assert head.endswith(b"\r\n\r\n"), "no body"
    assert _pictures(kiosk.ask(path)) == []
    assert _status(kiosk.ask(path, "POST")) == 200


def test_a_download_that_breaks_off_can_be_tried_again(kiosk: Kiosk) -> None:
    path = kiosk.offer(LARGE)
    request = f"POST {path} HTTP/1.1\r\nHost: {HERE}:{kiosk.server.port}\r\n\r\n".encode()
    with closing(kiosk.connect()) as client:
        client.sendall(request)
        assert client.recv(1000) != b""
    assert kiosk.server.holds
    answer = kiosk.say(request)
    assert _pictures(answer) == [LARGE, LARGE]
    assert kiosk.end() is Ended.TAKEN


def test_pressed_twice_only_one_gets_it(kiosk: Kiosk) -> None:
    path = kiosk.offer(LARGE)
    request = f"POST {path} HTTP/1.1\r\nHost: {HERE}:{kiosk.server.port}\r\n\r\n".encode()
    with closing(kiosk.connect()) as first:
        first.sendall(request)
        assert first.recv(1000) != b""
        assert _pictures(kiosk.say(request)) == [LARGE, LARGE]
        assert kiosk.end() is Ended.TAKEN
        with suppress(ConnectionError):
            assert _pictures(_read(first)) == [], "the rest was not sent"


def test_who_does_not_read_to_the_end_has_not_taken_it() -> None:
    kiosk = Kiosk(Limits(send_s=0.3))
    with kiosk.server:
        path = kiosk.offer(LARGE)
        with closing(kiosk.connect()) as client:
            client.sendall(
                f"POST {path} HTTP/1.1\r\nHost: {HERE}:{kiosk.server.port}\r\n\r\n".encode()
            )
            assert client.recv(1) != b""
            link = kiosk.server._link
            assert link is not None
            while link.download is not None:  # until the server has had enough
                kiosk.ask("/")
        assert kiosk.server.holds
        assert kiosk.ended.empty()


def test_what_only_the_system_has_taken_is_not_taken(kiosk: Kiosk) -> None:
    path = kiosk.offer()
    with closing(kiosk.connect()) as client:
        # All of the page fits into the sockets' buffers; the phone loses its network before it reads.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.sendall(f"POST {path} HTTP/1.1\r\nHost: {HERE}:{kiosk.server.port}\r\n\r\n".encode())
        while not client.recv(1 << 20, socket.MSG_PEEK).endswith(b"</html>"):
            pass
        link = kiosk.server._link
        assert link is not None
    while link.download is not None:
        kiosk.ask("/")
    assert kiosk.server.holds
    assert _pictures(kiosk.ask(path, "POST")) == [JPEG, JPEG]


def test_wrong_used_expired_and_odd_ones_look_the_same(kiosk: Kiosk) -> None:
    used = kiosk.offer()
    kiosk.ask(used, "POST")
    withdrawn = kiosk.offer()
    kiosk.server.withdraw()
    path = kiosk.offer()
    wrong = "/" + "A" * (len(path) - 1)
    others = [
        "/",
        "/index.html",
        f"{path}/",
        f"{path}?x",
        path[:-1],
        f"/{path}",
        "/../etc/passwd",
        path.upper(),
    ]
    answers = {kiosk.ask(one) for one in [used, withdrawn, wrong, *others]}
    answers |= {kiosk.ask(one, "POST") for one in [used, wrong, "/"]}
    answers |= {kiosk.ask(path, method) for method in ["PUT", "DELETE", "OPTIONS", "TRACE"]}
    answers.add(kiosk.ask(path, host="evil.example"))
    (answer,) = answers
    assert _status(answer) == 404
    assert _status(kiosk.ask(path)) == 200


def test_whoever_guesses_is_not_heard_any_more(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kiosk.offer()
    for number in range(10):
        assert _status(kiosk.ask("/" + f"{number}" * (len(path) - 1))) == 404
    compared = []
    monkeypatch.setattr("secrets.compare_digest", lambda *both: compared.append(both))
    assert _status(kiosk.ask(path)) == 404
    assert not compared


def test_pages_that_browsers_ask_for_on_their_own_are_no_guesses(kiosk: Kiosk) -> None:
    path = kiosk.offer()
    for _ in range(30):
        kiosk.ask("/favicon.ico")
    assert _status(kiosk.ask(path)) == 200


def test_the_headers(kiosk: Kiosk) -> None:
    path = kiosk.offer()
    for answer in (kiosk.ask(path), kiosk.ask("/no"), kiosk.ask(path, "POST")):
        head = answer.partition(b"\r\n\r\n")[0].decode()
        lines = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
        assert lines["Cache-Control"] == "no-store"
        assert lines["Referrer-Policy"] == "no-referrer"
        assert lines["X-Content-Type-Options"] == "nosniff"
        assert lines["Content-Security-Policy"].startswith("default-src 'none';")
        assert not {"Server", "Set-Cookie", "Access-Control-Allow-Origin"} & set(lines)


def test_links_cannot_be_guessed(kiosk: Kiosk) -> None:
    paths = [kiosk.offer() for _ in range(50)]
    assert len(set(paths)) == 50
    assert all(len(base64.urlsafe_b64decode(path[1:])) * 8 >= 128 for path in paths)


def test_a_link_expires_and_its_picture_is_overwritten() -> None:
    kiosk = Kiosk(lasts_s=0.05)
    with kiosk.server:
        path = kiosk.offer()
        assert kiosk.end() is Ended.EXPIRED
        assert not kiosk.server.holds
        assert _status(kiosk.ask(path, "POST")) == 404


@pytest.mark.parametrize("how", ["taken", "withdrawn", "replaced", "closed"])
def test_the_picture_is_overwritten_when_the_link_ends(how: str) -> None:
    kiosk = Kiosk()
    with kiosk.server:
        path = kiosk.offer()
        link = kiosk.server._link
        assert link is not None
        if how == "taken":
            kiosk.ask(path, "POST")
        elif how == "withdrawn":
            kiosk.server.withdraw()
        elif how == "replaced":
            kiosk.offer()
        else:
            kiosk.server.close()
        assert kiosk.end() is (Ended.TAKEN if how == "taken" else Ended.WITHDRAWN)
        assert link.picture == bytes(len(JPEG))


def test_a_new_picture_ends_the_link_of_the_old_one(kiosk: Kiosk) -> None:
    old, new = kiosk.offer(), kiosk.offer(JPEG + b"2")
    assert kiosk.end() is Ended.WITHDRAWN
    assert _status(kiosk.ask(old)) == 404
    assert _pictures(kiosk.ask(new, "POST")) == [JPEG + b"2"] * 2


@pytest.mark.parametrize(
    "request_",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100,  # and then TLS waits
        b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 1025\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused(kiosk: Kiosk, request_: bytes) -> None:
    path = kiosk.offer()
    answer = kiosk.say(request_)
    assert _status(answer) == 400
    assert _body(answer) == b""
    assert _status(kiosk.ask(path)) == 200


def test_too_much_is_not_read(kiosk: Kiosk) -> None:
    path = kiosk.offer()
    for endless in (b"A" * 5_000_000, b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 500_000):
        answer = kiosk.say(endless)
        assert answer == b"" or _status(answer) == 400
    assert _status(kiosk.ask(path)) == 200


@pytest.mark.parametrize(
    "words",
    [
        b"",
        b"GET /",
        b"GET / HTTP/1.1\r\nHost: x\r\nA",
        b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab",
    ],
)
def test_who_is_slow_is_hung_up_on(strict: Kiosk, words: bytes) -> None:
    with closing(strict.connect()) as client:
        client.sendall(words)
        with suppress(ConnectionError):
            assert _read(client) == b""


def test_who_drips_byte_after_byte_gains_no_time(strict: Kiosk) -> None:
    with closing(strict.connect()) as client, pytest.raises(ConnectionError):
        _drip(client)


def _drip(client: socket.socket) -> None:
    client.settimeout(0.01)
    for _ in range(int(PATIENCE_S / 0.01)):
        client.sendall(b"A")
        with suppress(TimeoutError):
            if not client.recv(1):
                raise ConnectionError


def test_who_keeps_the_connection_open_is_hung_up_on(strict: Kiosk) -> None:
    path = strict.offer()
    with closing(strict.connect()) as client:
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: {HERE}:{strict.server.port}\r\n\r\n".encode())
        assert _status(_read(client)) == 200
        with pytest.raises(ConnectionError):
            _flood(client)


def _flood(client: socket.socket) -> None:
    while True:
        client.sendall(b"GET / HTTP/1.1\r\n\r\n" * 100)


def test_one_client_cannot_take_all_connections() -> None:
    kiosk = Kiosk(Limits(connections=(4, 2)))
    with kiosk.server:
        path = kiosk.offer()
        held = [kiosk.connect() for _ in range(2)]
        for one in held:
            one.sendall(b"GET")
        # The server has the two before it when it gets to the third.
        assert kiosk.ask(path) == b""
        for one in held:
            one.close()
        while not (answer := kiosk.ask(path)):
            pass
        assert _status(answer) == 200


def test_many_at_once(kiosk: Kiosk) -> None:
    path = kiosk.offer()
    answers: queue.Queue[bytes] = queue.Queue()
    threads = [threading.Thread(target=lambda: answers.put(kiosk.ask(path))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    got = [answers.get() for _ in threads]
    assert {_status(one) for one in got if one} == {200}
    assert _status(kiosk.ask(path, "POST")) == 200


def test_the_server_goes_with_its_clients(kiosk: Kiosk) -> None:
    clients = [kiosk.connect() for _ in range(3)]
    kiosk.server.close()
    for client in clients:
        with closing(client), suppress(ConnectionError):
            assert client.recv(1) == b""
    with pytest.raises(OSError, match="refused"):
        kiosk.connect()
    with pytest.raises(KioskError, match="switched off"):
        kiosk.server.offer(JPEG)
    kiosk.server.withdraw()
    kiosk.server.close()


def test_a_listener_that_fails_does_not_end_the_server(caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: Ended) -> None:
        raise RuntimeError("no window any more")

    with HandOff(HERE, on_end=fail) as server:
        server.offer(JPEG)
        server.withdraw()
        assert not server.holds
        assert server.offer(JPEG)
    assert "no window any more" in caplog.text


def test_it_listens_at_its_own_address_alone(kiosk: Kiosk) -> None:
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", kiosk.server.port), PATIENCE_S)


def test_a_port_that_is_taken_and_an_address_that_is_not_ours(kiosk: Kiosk) -> None:
    with pytest.raises(KioskError, match="choose another port"):
        HandOff(HERE, kiosk.server.port).start()
    with pytest.raises(KioskError, match=r"192\.0\.2\.1"):
        HandOff(IPv4Address("192.0.2.1")).start()


def test_only_pictures_of_a_sensible_size_are_offered(kiosk: Kiosk) -> None:
    with pytest.raises(ValueError, match="JPEG or PNG"):
        kiosk.server.offer(b"GIF89a")
    with pytest.raises(ValueError, match="too large"):
        kiosk.server.offer(JPEG[:4] + bytes(20_000_000))
    assert not kiosk.server.holds
