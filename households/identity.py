"""Time-ordered UUIDs (version 7): rows made together lie together, so ranges of ids stay cheap."""

import os
import time
import uuid


def new_id() -> uuid.UUID:
    """A UUID whose first 48 bits are the milliseconds since 1970 (RFC 9562)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)
