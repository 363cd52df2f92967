"""From a passphrase to the book's key.

The passphrase's own key is derived by Argon2id (RFC 9106), and the book's is sealed with it: who
tries passphrases on a stolen file pays 64 MB and about a fifth of a second for each, and another
passphrase means another seal around the same key.
"""

from __future__ import annotations

import os
import unicodedata
from typing import Annotated

import msgspec
from argon2.low_level import Type, hash_secret_raw
from msgspec import Meta, Struct

from mirror.artist.sealing import KEY_BYTES, BrokenSealError, forget, seal, unseal
from mirror.errors import PassphraseError

LEAST_CHARACTERS = 8
_SALT_BYTES = 16


class Derivation(Struct, frozen=True, forbid_unknown_fields=True):
    """How a passphrase becomes a key.

    The second choice that RFC 9106 recommends, for where 2 GB are not to be had. A file that comes
    from elsewhere cannot ask for more than the limits.
    """

    salt: Annotated[bytes, Meta(min_length=_SALT_BYTES, max_length=64)]
    memory_kib: Annotated[int, Meta(ge=8192, le=1_048_576)] = 65_536
    iterations: Annotated[int, Meta(ge=1, le=16)] = 3
    lanes: Annotated[int, Meta(ge=1, le=16)] = 4

    def key(self, passphrase: str) -> bytearray:
        """32 bytes. The passphrase is taken in NFKC, as no keyboard says which form it types."""
        tidy = unicodedata.normalize("NFKC", passphrase).encode()
        return bytearray(
            hash_secret_raw(
                tidy,
                self.salt,
                time_cost=self.iterations,
                memory_cost=self.memory_kib,
                parallelism=self.lanes,
                hash_len=KEY_BYTES,
                type=Type.ID,
            )
        )


def new_derivation() -> Derivation:
    """One with a salt of its own."""
    return Derivation(os.urandom(_SALT_BYTES))


def check_passphrase(passphrase: str) -> None:
    """Refuses what is too easily tried out.

    Raises:
        PassphraseError: It has less than 8 characters.
    """
    if len(passphrase.strip()) < LEAST_CHARACTERS:
        raise PassphraseError(
            f"A passphrase has {LEAST_CHARACTERS} characters at least; four words make a good one."
        )


def wrap(key: bytes | bytearray, passphrase: str, about: bytes) -> tuple[bytes, bytes]:
    """How the passphrase becomes a key, and `key` sealed with that one."""
    derivation = new_derivation()
    described = msgspec.msgpack.encode(derivation)
    outer = derivation.key(passphrase)
    wrapped = seal(outer, key, about + described)
    forget(outer)
    return described, wrapped


def unwrap(described: bytes, wrapped: bytes, passphrase: str, about: bytes) -> bytearray:
    """The key that was wrapped.

    Raises:
        PassphraseError: It is not the passphrase.
        BrokenSealError: The description is none.
    """
    try:
        derivation = msgspec.msgpack.decode(described, type=Derivation)
    except msgspec.MsgspecError as error:
        raise BrokenSealError from error
    outer = derivation.key(passphrase)
    try:
        return bytearray(unseal(outer, wrapped, about + described))
    except BrokenSealError as error:
        raise PassphraseError(
            "This is not the passphrase of the client book; type it again."
        ) from error
    finally:
        forget(outer)
