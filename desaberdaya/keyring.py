"""Read a keyring from one environment value: `id:base64[,id:base64…]`, 32 bytes a key."""

import base64
import binascii
import re

from django.core.exceptions import ImproperlyConfigured

KEY_ID = re.compile(r"[a-z0-9]{1,8}")


def parse_keys(name: str, value: str) -> dict[str, bytes]:
    """The keys by id, in the order given; raises ImproperlyConfigured with a sentence."""
    keys: dict[str, bytes] = {}
    for entry in filter(None, (part.strip() for part in value.split(","))):
        key_id, _, encoded = entry.partition(":")
        try:
            key = base64.urlsafe_b64decode(encoded)
        except binascii.Error:
            key = b""
        if not KEY_ID.fullmatch(key_id) or len(key) != 32:
            raise ImproperlyConfigured(f"{name} must be id:base64 of 32 bytes, comma separated.")
        keys[key_id] = key
    if not keys:
        raise ImproperlyConfigured(f"{name} must hold at least one key.")
    return keys
