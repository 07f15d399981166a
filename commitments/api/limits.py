"""How often one address may ask. Counted in the memory of each process: reading writes to no database."""

import math
import time
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Any

from django.conf import settings
from django.core.cache import caches
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

# One household or office has a whole IPv6 network of this length.
IPV6_PREFIX = 64


class AddressLimit(BaseThrottle):
    """So many requests in each window of so many seconds, by `settings.RATE_LIMIT`; every answer says what is left.

    An answer 304 is given before this is asked, and so does not count.
    """

    seconds_left = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        limit = settings.RATE_LIMIT
        if limit is None:
            return True
        window, passed = divmod(time.time(), limit.seconds)
        self.seconds_left = math.ceil(limit.seconds - passed)
        key = f"{client_of(self.get_ident(request))}:{window:.0f}"
        counts = caches["limits"]
        counts.add(key, 0, 2 * limit.seconds)
        count = counts.incr(key)
        view.headers["RateLimit-Policy"] = f'"default";q={limit.requests};w={limit.seconds}'
        view.headers["RateLimit"] = f'"default";r={max(limit.requests - count, 0)};t={self.seconds_left}'
        return count <= limit.requests

    def wait(self) -> float:
        return self.seconds_left


def client_of(ident: str) -> str:
    """An address without what makes it a key that a cache refuses; of IPv6 the network."""
    try:
        address = ip_address(ident.strip().partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((address, IPV6_PREFIX), strict=False))
    return str(address)
