"""NIK and No. KK at rest: sealed with AES-GCM, found again by a keyed hash.

A sealed value is `<key id>:` + 12 bytes nonce + ciphertext and tag, bound to its table, column and
row, so that a ciphertext copied to another row does not open. The hash is `<key id>:` + HMAC-SHA256
in base64url under another keyring; equal numbers have equal hashes under one key.
"""

import base64
import hmac
import os
import uuid
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NIK = "household_member.nik"
KK = "household.no_kk"
UPLOAD = "import_batch.file"


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def _place(column: str, row: uuid.UUID) -> bytes:
    return f"{column}:{row}".encode()


def seal(value: str, *, column: str, row: uuid.UUID) -> bytes:
    """Encrypt under the active (first) key, bound to the column and row."""
    key_id, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = os.urandom(12)
    box = _cipher(key).encrypt(nonce, value.encode(), _place(column, row))
    return key_id.encode() + b":" + nonce + box


def unseal(sealed: bytes | memoryview, *, column: str, row: uuid.UUID) -> str:
    """Decrypt; raises KeyError for an unknown key, InvalidTag where row or column differ."""
    key_id, _, rest = bytes(sealed).partition(b":")
    cipher = _cipher(settings.FIELD_KEYS[key_id.decode()])
    return cipher.decrypt(rest[:12], rest[12:], _place(column, row)).decode()


def seal_chunk(data: bytes, *, row: uuid.UUID, index: int, is_last: bool) -> bytes:
    """Encrypt one piece of an uploaded file, bound to its place and to whether it is the last."""
    key_id, key = next(iter(settings.FIELD_KEYS.items()))
    nonce = os.urandom(12)
    box = _cipher(key).encrypt(nonce, data, _place(f"{UPLOAD}:{index}:{is_last:d}", row))
    return key_id.encode() + b":" + nonce + box


def unseal_chunk(sealed: bytes, *, row: uuid.UUID, index: int, is_last: bool) -> bytes:
    """Decrypt; raises InvalidTag where pieces are missing, swapped or of another file."""
    key_id, _, rest = sealed.partition(b":")
    cipher = _cipher(settings.FIELD_KEYS[key_id.decode()])
    return cipher.decrypt(rest[:12], rest[12:], _place(f"{UPLOAD}:{index}:{is_last:d}", row))


def keyed_hash(value: str) -> str:
    """The hash under the active key: what a row stores."""
    key_id, key = next(iter(settings.HASH_KEYS.items()))
    return _hash(key_id, key, value)


def keyed_hashes(value: str) -> list[str]:
    """The hashes under every key: what a search asks for while keys are being changed."""
    return [_hash(key_id, key, value) for key_id, key in settings.HASH_KEYS.items()]


def keyed_digest(value: str) -> bytes:
    """The 32 bytes behind `keyed_hash`: for keys that live no longer than the active key."""
    return hmac.digest(next(iter(settings.HASH_KEYS.values())), value.encode(), "sha256")


def _hash(key_id: str, key: bytes, value: str) -> str:
    digest = hmac.digest(key, value.encode(), "sha256")
    return f"{key_id}:{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"
