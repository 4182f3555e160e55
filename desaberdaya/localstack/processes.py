"""Child processes that end when they are told to, and when whoever started them is killed."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desaberdaya.localstack.errors import StackError
from desaberdaya.localstack.server_account import OURSELVES, ServerAccount

LOG_LIMIT = 10 * 1024 * 1024  # bytes; a longer log is set aside at the next start
PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass
class Child:
    """A running child, the leader of its own session and process group."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals = signal.SIGTERM

    @property
    def is_running(self) -> bool:
        return self.process.poll() is None


def start(
    command: Sequence[str | Path],
    *,
    name: str,
    log: Path,
    env: Mapping[str, str] | None = None,
    account: ServerAccount = OURSELVES,
    cwd: Path | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    orphan_signal: signal.Signals = signal.SIGKILL,
) -> Child:
    """Start `command`, its output appended to `log`, under another account if need be.

    The child has a session of its own, so that Ctrl-C reaches the launcher alone and the launcher
    decides the order of stopping. `orphan_signal` is what the kernel sends it if the launcher is
    killed (Linux; elsewhere the next start ends the survivors): by default the end at once, since
    a worker that is merely asked would first finish its task, unseen, beside the next start.
    """
    set_log_aside(log)
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=_leash(orphan_signal),  # noqa: PLW1509  one thread, nothing but a system call
            user=account.uid,
            group=account.gid,
            extra_groups=account.groups,
        )
    return Child(name, process, log, stop_signal)


def _leash(orphan_signal: signal.Signals) -> Callable[[], None]:
    launcher = os.getpid()

    def tie() -> None:
        if _libc is None:
            return
        _libc.prctl(PR_SET_PDEATHSIG, int(orphan_signal), 0, 0, 0)
        if os.getppid() != launcher:  # killed between fork and here
            os._exit(1)

    return tie


def follow_parent() -> None:
    """Stop like on TERM when the process that started this one (`make`) is killed."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)


def ask_to_stop(child: Child) -> None:
    if child.is_running:
        child.process.send_signal(child.stop_signal)


def see_stopped(child: Child, patience: float) -> None:
    """Wait for a child that was asked to stop; after `patience` seconds kill it."""
    try:
        child.process.wait(patience)
    except subprocess.TimeoutExpired:
        kill_group(child.process.pid)
        child.process.wait()
    # What the leader left behind (a pool, a backend) is of no use without it.
    kill_group(child.process.pid)


def stop(child: Child, patience: float) -> None:
    ask_to_stop(child)
    see_stopped(child, patience)


def kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def wait_until(
    condition: Callable[[], bool],
    *,
    seconds: float,
    what: str,
    while_running: Child | None = None,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Wait for `condition`; raises StackError in words when it takes too long or the child ends."""
    deadline = time.monotonic() + seconds
    while not condition():
        if while_running is not None and not while_running.is_running:
            raise StackError(f"{what} ended before it was ready.\n{tail(while_running.log)}")
        if time.monotonic() > deadline:
            hint = f"\n{tail(while_running.log)}" if while_running else ""
            raise StackError(f"{what} was not ready within {seconds:.0f} seconds.{hint}")
        pause(0.02)


def tail(log: Path, lines: int = 12) -> str:
    """The last lines of a log, with the log's name, to show beside a failure."""
    text = log.read_text(errors="replace") if log.exists() else ""
    return "\n".join([f"The end of {log}:", *(f"  {line}" for line in text.splitlines()[-lines:])])


def set_log_aside(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_LIMIT:
        log.replace(log.with_suffix(".old.log"))


def command_of(pid: int) -> str:
    """The command line of a process, empty when it is gone."""
    listing = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        try:
            return listing.read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            return ""
    found = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return found.stdout.strip()
