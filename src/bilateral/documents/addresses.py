"""A host and port in, the network address to connect to out, once it is known to be public."""

from __future__ import annotations

import ipaddress
import socket

from bilateral.errors import FetchError

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Ranges of IPv6 in which an IPv4 address is reached: NAT64 (RFC 6052) has it in its last 32 bits.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def checked_address(host: str, port: int, *, allow_private: bool) -> str:
    """One address of `host`, after all of them were checked.

    Raises FetchError where the name does not resolve or where any address is not public: a
    name with one public and one private address is a way to reach the private one.
    """
    found = _resolve(host, port)
    for address in found:
        if not allow_private and not is_public(address):
            raise FetchError(
                f"{host} is at {address}, an address of a private or local network",
                next_step="Allow it with --allow-private if it is yours",
            )
    return str(found[0])


def is_public(address: IPAddress) -> bool:
    """Whether an address is one of the open Internet, also where it wraps another."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour


def _resolve(host: str, port: int) -> list[IPAddress]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            f"no address is known for {host}", next_step="Check the spelling and the connection"
        ) from error
    # A scope ("fe80::1%eth0") is no part of the address.
    found = [ipaddress.ip_address(str(row[4][0]).split("%")[0]) for row in rows]
    if not found:
        raise FetchError(f"no address is known for {host}", next_step="Check the spelling")
    return list(dict.fromkeys(found))
