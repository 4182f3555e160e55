"""One stack a checkout: a lock that the kernel drops when its holder ends in whatever way."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from desaberdaya.localstack.errors import StackError


class RunLock:
    """Held while the stack runs; raises StackError, naming the holder, when it runs already."""

    def __init__(self, path: Path, address: str) -> None:
        self.path = path
        self.address = address

    def __enter__(self) -> Self:
        self.file = self.path.open("a+")
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.file.seek(0)
            holder = self.file.read().strip() or "starting just now"
            self.file.close()
            raise StackError(
                f"The stack of this checkout runs already ({holder}). Stop that one first."
            ) from None
        self.file.truncate(0)
        self.file.write(f"process {os.getpid()}, {self.address}")
        self.file.flush()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.file.close()
