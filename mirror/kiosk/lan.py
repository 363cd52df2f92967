"""The address at which a phone in the shop reaches this machine."""

from __future__ import annotations

import re
import socket
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from ipaddress import IPv4Address

from mirror.errors import KioskError

# Networks inside this machine, and tunnels out of it: no phone in the shop is there.
_INWARD = re.compile(
    r"^(lo\d*\b|docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|podman|cni|flannel|tun|tap|utun|wg|tailscale|zt"
    r"|ppp|awdl|llw)"
    r"|virtualbox|vmware|hyper-v|vethernet|wsl|loopback|wintun|tap-windows|wireguard|tailscale|zerotier",
    re.IGNORECASE,
)
# An address of documentation (RFC 5737). Nothing is sent to it: the system only says which way it would.
_ANYWHERE = ("192.0.2.1", 9)


@dataclass(frozen=True, slots=True)
class Interface:
    """One IPv4 address of this machine.

    Attributes:
        name: What the system calls the interface.
        address: The address.
    """

    name: str
    address: IPv4Address


def lan_address() -> IPv4Address:
    """The address of this machine in the shop's own network.

    Raises:
        KioskError: It is in none.
    """
    return choose(interfaces(), outward_address())


def choose(found: Sequence[Interface], outward: IPv4Address | None) -> IPv4Address:
    """The address at which a phone is most likely to reach this machine.

    Args:
        found: All addresses of this machine.
        outward: That of the interface by which packets leave, if any.

    Raises:
        KioskError: None of them is private and of a network that phones can be in.
    """
    usable = [one for one in found if _is_private(one.address) and not _INWARD.search(one.name)]
    if not usable:
        raise KioskError(
            "This machine is in no local network; connect it to the one that the visitors' phones are in, "
            "or leave the hand-off switched off."
        )
    # The one with the router is where a shop's wireless network is, too. Then a shop's usual ranges.
    return min(usable, key=lambda one: (one.address != outward, -int(one.address))).address


def interfaces() -> list[Interface]:
    """All IPv4 addresses of this machine."""
    import ifaddr

    return [
        Interface(f"{adapter.name} {adapter.nice_name}".strip(), IPv4Address(ip.ip))
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if isinstance(ip.ip, str)
    ]


def outward_address() -> IPv4Address | None:
    """The address from which packets to other networks leave; None where there is no way out."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as asking:
        try:
            asking.connect(_ANYWHERE)
            return IPv4Address(asking.getsockname()[0])
        except OSError:
            return None


def _is_private(address: IPv4Address) -> bool:
    """Of RFC 1918 or RFC 6598: a picture is never offered at an address that the world can reach."""
    shared = int(address) >> 22 == int(IPv4Address("100.64.0.0")) >> 22
    usual = address.is_private and not (address.is_loopback or address.is_link_local)
    return (usual or shared) and not (address.is_unspecified or address.is_reserved)
