"""What tells visitors apart who ask for something to be made; it is written nowhere."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import Request


def visitor_of(request: Request) -> str:
    """Return what tells visitors apart: their address, of IPv6 the network it is in."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    inside = isinstance(address, IPv6Address) and not address.ipv4_mapped
    return str(ip_network((address, 64), strict=False)) if inside else host
