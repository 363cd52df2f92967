"""Keys and sealed records.

A record is sealed with AES-256-GCM under a random nonce of 96 bits, which stands before it. What it
is about is authenticated with it, so that a record that was moved to another's place is found out.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12


class BrokenSealError(Exception):
    """A sealed record was altered, or is of another key or place."""


def new_key() -> bytearray:
    """32 random bytes."""
    return bytearray(os.urandom(KEY_BYTES))


def forget(key: bytearray) -> None:
    """Overwrites a key with zeros."""
    key[:] = bytes(len(key))


def seal(key: bytes | bytearray, content: bytes | bytearray, about: bytes) -> bytes:
    """A record that only the key opens."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, about)


def unseal(key: bytes | bytearray, sealed: bytes, about: bytes) -> bytes:
    """What was sealed.

    Raises:
        BrokenSealError: It is not what was sealed with this key about this.
    """
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], about)
    except (InvalidTag, ValueError) as error:
        raise BrokenSealError from error
