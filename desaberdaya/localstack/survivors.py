"""What a killed launcher left running, and its end.

On Linux the kernel has told each child to stop already, and there is only to wait for it;
elsewhere the next start finds them by what was written down here.
"""

import os
import signal
import time
from pathlib import Path

from desaberdaya.localstack import processes
from desaberdaya.localstack.processes import Child

PATIENCE = 15  # seconds


def remember(child: Child, folder: Path) -> None:
    """Write down who the child is, so that a later start can find it."""
    pid = child.process.pid
    note = folder / f"{child.name.lower().replace(' ', '-')}.pid"
    note.write_text(f"{pid}\n{processes.command_of(pid)}\n")


def end_survivors(folder: Path) -> None:
    """End every process written down in `folder` that is still the same; forget all of them."""
    for note in sorted(folder.glob("*.pid")):
        pid, _, command = note.read_text().strip().partition("\n")
        if pid.isdigit() and command:
            _end(int(pid), command)
        note.unlink()


def _end(pid: int, command: str) -> None:
    deadline = time.monotonic() + PATIENCE
    if processes.command_of(pid) == command:
        # All our servers take an interrupt as "finish quickly, and cleanly".
        os.kill(pid, signal.SIGINT)
    while processes.command_of(pid) == command:
        if time.monotonic() > deadline:
            processes.kill_group(pid)
            deadline += PATIENCE
        time.sleep(0.05)


def forget(folder: Path) -> None:
    """All have ended as they should."""
    for note in folder.glob("*.pid"):
        note.unlink()
