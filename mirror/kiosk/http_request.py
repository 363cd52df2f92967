"""The head of an HTTP request, read as strictly as can be: what is odd is refused, not mended."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_LINE = re.compile(rb"([A-Z]{3,10}) (/[!-~]{0,200}) HTTP/1\.[01]")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,60}):[ \t]*([\t -~\x80-\xff]*?)[ \t]*")
_MOST_HEADERS = 60
_ONCE = frozenset({"host", "content-length", "transfer-encoding"})


class BadRequestError(Exception):
    """A request that no browser of ours would send."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request without its body.

    Attributes:
        method: In capitals.
        path: What is asked for, with a slash in front, not decoded.
        headers: By their names in small letters; of several the first.
        body_bytes: How many bytes follow the head.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body_bytes: int


def parse_head(head: bytes) -> Request:
    r"""Reads a request's head (RFC 9112, 2 to 6), from its first line to the empty one.

    Raises:
        BadRequestError: It is no request of HTTP/1, has folded, doubled or too many headers, or a
            body whose length is not told.
    """
    if not head.endswith(b"\r\n\r\n"):
        raise BadRequestError("the head does not end")
    first, *lines = head[:-4].split(b"\r\n")
    line = _LINE.fullmatch(first)
    if line is None or len(lines) > _MOST_HEADERS:
        raise BadRequestError("no request")
    headers: dict[str, str] = {}
    for one in lines:
        match = _HEADER.fullmatch(one)
        if match is None:
            raise BadRequestError("no header")
        name = match[1].decode("ascii").lower()
        if name in headers and name in _ONCE:
            raise BadRequestError(f"{name} twice")
        headers.setdefault(name, match[2].decode("latin-1"))
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers or not re.fullmatch(r"[0-9]{1,9}", length):
        raise BadRequestError("a body of unknown length")
    return Request(line[1].decode("ascii"), line[2].decode("ascii"), headers, int(length))
