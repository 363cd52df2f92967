from __future__ import annotations

import pytest

from mirror.kiosk.http_request import BadRequestError, Request, parse_head


def test_a_browser_s_request() -> None:
    head = b"POST /abc?x=1 HTTP/1.1\r\nHost: 10.0.0.1:80\r\nAccept-Language:  zh \r\nContent-Length: 12\r\n\r\n"
    headers = {"host": "10.0.0.1:80", "accept-language": "zh", "content-length": "12"}
    assert parse_head(head) == Request("POST", "/abc?x=1", headers, 12)
    assert parse_head(b"GET / HTTP/1.0\r\n\r\n") == Request("GET", "/", {}, 0)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"GET / HTTP/1.1\r\n",
        b"GET / HTTP/1.1\n\n",
        b"GET  / HTTP/1.1\r\n\r\n",
        b"get / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/2.0\r\n\r\n",
        b"GET http://10.0.0.1/ HTTP/1.1\r\n\r\n",
        b"GET * HTTP/1.1\r\n\r\n",
        b"GET /a b HTTP/1.1\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\n\r\n",
        b"GET /\xe4 HTTP/1.1\r\n\r\n",
        b"GET /" + b"a" * 201 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        b"GET / HTTP/1.1\r\n folded: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nA: b\rC: d\r\n\r\n",
        b"GET / HTTP/1.1\r\nA: b\nC: d\r\n\r\n",
        b"GET / HTTP/1.1\r\nA: \x00\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 61 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 1e3\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n",
    ],
)
def test_what_is_odd_is_refused(head: bytes) -> None:
    with pytest.raises(BadRequestError):
        parse_head(head)
