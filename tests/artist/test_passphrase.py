from __future__ import annotations

import msgspec
import pytest

from mirror.artist.passphrase import Derivation, check_passphrase, new_derivation, unwrap, wrap
from mirror.artist.sealing import BrokenSealError
from mirror.errors import PassphraseError


def test_a_passphrase_costs_what_the_rfc_recommends() -> None:
    derivation = new_derivation()
    assert (derivation.memory_kib, derivation.iterations, derivation.lanes) == (65_536, 3, 4)
    assert derivation.salt != new_derivation().salt


def test_argon2id_as_others_compute_it() -> None:
    # The same by OpenSSL's Argon2id (cryptography 50.0).
    derivation = Derivation(b"saltsaltsaltsalt", memory_kib=8192, iterations=2, lanes=1)
    key = derivation.key("passphrase").hex()
    assert key == "dc98d158940ca7411cdec00f25d010c2051a0440db510a690ee04ebe75e08e9a"


def test_a_key_is_unwrapped_by_its_passphrase_alone() -> None:
    described, wrapped = wrap(b"k" * 32, "four words make one", b"book")
    assert unwrap(described, wrapped, "four words make one", b"book") == b"k" * 32
    for passphrase, about in (("four words make two", b"book"), ("four words make one", b"other")):
        with pytest.raises(PassphraseError, match="not the passphrase"):
            unwrap(described, wrapped, passphrase, about)


@pytest.mark.parametrize(
    "changes",
    [
        {"memory_kib": 2**40},
        {"iterations": 10_000},
        {"lanes": 0},
        {"salt": b"short"},
        {"extra": 1},
    ],
    ids=str,
)
def test_a_file_cannot_ask_for_more_than_the_limits(changes: dict[str, object]) -> None:
    described = {**msgspec.structs.asdict(new_derivation()), **changes}
    with pytest.raises(BrokenSealError):
        unwrap(msgspec.msgpack.encode(described), bytes(60), "four words", b"")


def test_eight_characters_at_least() -> None:
    check_passphrase("12345678")
    for short in ("1234567", "", "       1       "):
        with pytest.raises(PassphraseError, match="8 characters at least"):
            check_passphrase(short)
