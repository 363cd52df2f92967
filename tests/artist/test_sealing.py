from __future__ import annotations

import pytest

from mirror.artist.sealing import BrokenSealError, forget, new_key, seal, unseal


def test_a_seal_is_opened_by_its_key_and_in_its_place_alone() -> None:
    key = new_key()
    sealed = seal(key, b"content", b"place")
    assert unseal(key, sealed, b"place") == b"content"
    assert seal(key, b"content", b"place") != sealed
    for other, content, about in (
        (new_key(), sealed, b"place"),
        (key, sealed, b"elsewhere"),
        (key, sealed[:-1], b"place"),
        (key, sealed[1:], b"place"),
        (key, b"", b"place"),
        (key, bytes(12), b"place"),
    ):
        with pytest.raises(BrokenSealError):
            unseal(other, content, about)


@pytest.mark.parametrize("at", [0, 11, 12, 18, -1])
def test_any_flipped_byte_is_found_out(at: int) -> None:
    key = new_key()
    sealed = bytearray(seal(key, b"content", b""))
    sealed[at] ^= 1
    with pytest.raises(BrokenSealError):
        unseal(key, bytes(sealed), b"")


def test_a_key_is_overwritten() -> None:
    key = new_key()
    assert len(key) == 32
    assert key != new_key()
    forget(key)
    assert key == bytes(32)
