"""An uploaded list at rest: sealed in pieces under MEDIA_ROOT, never in clear on a disk of ours."""

import hashlib
import struct
import uuid
from collections.abc import Iterable, Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO

from django.conf import settings

from households import sealed

PIECE = 1024 * 1024
_LENGTH = struct.Struct(">IB")  # of the sealed piece; 1 for the last


def _folder() -> Path:
    return Path(str(settings.MEDIA_ROOT)) / "lists"


def store(pieces: Iterable[bytes], batch_id: uuid.UUID) -> tuple[str, str]:
    """Seal the file; returns the name it is stored under and the SHA-256 of what it holds."""
    _folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{batch_id}.sealed"
    digest = hashlib.sha256()
    with (_folder() / name).open("wb") as target:
        for index, (piece, is_last) in enumerate(_with_last(_even(pieces))):
            digest.update(piece)
            box = sealed.seal_chunk(piece, row=batch_id, index=index, is_last=is_last)
            target.write(_LENGTH.pack(len(box), is_last) + box)
    return name, digest.hexdigest()


def _even(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held = b""
    for piece in pieces:
        held += piece
        while len(held) >= PIECE:
            yield held[:PIECE]
            held = held[PIECE:]
    yield held


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    held = next(pieces)
    for piece in pieces:
        yield held, False
        held = piece
    yield held, True


def open_stored(name: str, batch_id: uuid.UUID) -> BufferedReader:
    """The file from its beginning. Raises InvalidTag while reading what was tampered with."""
    source = (_folder() / name).open("rb")
    return BufferedReader(_Unsealed(source, batch_id), PIECE)


def forget(name: str) -> None:
    """Delete the stored file; one that is gone already is gone."""
    if name:
        (_folder() / name).unlink(missing_ok=True)


class _Unsealed(RawIOBase):
    def __init__(self, source: IO[bytes], batch_id: uuid.UUID) -> None:
        super().__init__()
        self._source = source
        self._batch_id = batch_id
        self._index = 0
        self._held = b""
        self._is_over = False

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._source.close()
        super().close()

    def readinto(self, target: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._held and not self._is_over:
            self._held = self._next_piece()
        taken = self._held[: len(target)]
        target[: len(taken)] = taken
        self._held = self._held[len(taken) :]
        return len(taken)

    def _next_piece(self) -> bytes:
        length, is_last = _LENGTH.unpack(self._source.read(_LENGTH.size))
        piece = sealed.unseal_chunk(
            self._source.read(length),
            row=self._batch_id,
            index=self._index,
            is_last=bool(is_last),
        )
        self._index += 1
        self._is_over = bool(is_last)
        return piece
