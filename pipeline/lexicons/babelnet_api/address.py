"""Where the API is, and whether a key may be sent there."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from pipeline.errors import UserError

DEFAULT = "https://babelnet.io/v9"  #: BabelNet 5.3; v8 is 5.2, v7 5.1, v6 5.0, v5 4.0


def check_address(url: str) -> str:
    """The URL without its last slash. Raises UserError for what is no HTTP address or would show the key."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise _refusal(url, str(error)) from None
    if parts.scheme not in ("http", "https") or not host:
        raise _refusal(url, "it is not an http or https address")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise _refusal("--api-url", "it has a user name, a query or a fragment in it")
    if parts.scheme == "http" and not is_loopback(url):
        raise _refusal(url, "plain http would show the key to everyone on the way; it is only used on this machine")
    return url.rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refusal(url: str, why: str) -> UserError:
    return UserError(
        f"{url}: this cannot be the BabelNet API: {why}.",
        "",
        f"BabelNet's own address is {DEFAULT}; the number stands for the data version.",
    )
