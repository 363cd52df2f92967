from __future__ import annotations

import re
from ipaddress import IPv4Address

import pytest

from mirror.errors import KioskError
from mirror.kiosk import lan
from mirror.kiosk.lan import Interface, choose, interfaces, lan_address, outward_address


def _choose(outward: str | None, **found: str) -> str:
    listed = [Interface(name.replace("_", "-"), IPv4Address(one)) for name, one in found.items()]
    return str(choose(listed, IPv4Address(outward) if outward else None))


def test_the_one_with_the_router_comes_first() -> None:
    found = {"lo": "127.0.0.1", "eth0": "10.0.0.5", "wlan0": "192.168.1.7"}
    assert _choose("10.0.0.5", **found) == "10.0.0.5"
    assert _choose("192.168.1.7", **found) == "192.168.1.7"


def test_without_a_router_there_is_a_network_all_the_same() -> None:
    assert _choose(None, lo="127.0.0.1", eth0="10.0.0.5", wlan0="192.168.1.7") == "192.168.1.7"


def test_networks_inside_the_machine_and_tunnels_are_passed_over() -> None:
    inward = {
        "docker0": "172.17.0.1",
        "br-12ab": "172.18.0.1",
        "wg0": "10.8.0.2",
        "virbr0": "192.168.122.1",
    }
    assert _choose("10.8.0.2", eth0="10.0.0.5", **inward) == "10.0.0.5"
    windows = [
        Interface("{1} Hyper-V Virtual Ethernet Adapter", IPv4Address("192.168.240.1")),
        Interface("{2} Intel(R) Wi-Fi 6 AX201", IPv4Address("192.168.1.9")),
    ]
    assert choose(windows, None) == IPv4Address("192.168.1.9")
    assert _choose(None, bridge0="192.168.2.1") == "192.168.2.1", "a Mac that shares its network"


@pytest.mark.parametrize(
    "only",
    ["127.0.0.1", "169.254.3.4", "0.0.0.0", "8.8.8.8", "100.128.0.1", "224.0.0.1", "240.0.0.1"],
)
def test_no_network_is_said_clearly(only: str) -> None:
    with pytest.raises(KioskError, match=r"no local network; connect it"):
        _choose(only, eth0=only)


def test_carriers_address_is_a_local_one() -> None:
    assert _choose(None, eth0="100.64.3.4") == "100.64.3.4"


def test_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    found = interfaces()
    assert IPv4Address("127.0.0.1") in {one.address for one in found}
    outward = outward_address()
    assert outward is None or outward in {one.address for one in found}
    monkeypatch.setattr(lan, "_INWARD", re.compile(r"^lo\b"))
    monkeypatch.setattr(lan, "_is_private", lambda _: True)
    try:
        assert lan_address() in {one.address for one in found}
    except KioskError:
        assert all(one.address.is_loopback for one in found)
