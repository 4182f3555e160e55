"""The file `.local/stack.env`: the addresses and keys of the local stack, for its owner alone."""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from desaberdaya.localstack.errors import StackError

KEY_NAMES = ("SECRET_KEY", "DESABERDAYA_FIELD_KEYS", "DESABERDAYA_HASH_KEYS")


def read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    pairs = (line.partition("=") for line in path.read_text().splitlines())
    return {name: value for name, separator, value in pairs if separator and name[0] != "#"}


def write(path: Path, values: Mapping[str, str]) -> None:
    """Write the file at once, readable by its owner alone."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("# Written by `make run`. The keys open the local data: keep them together.\n")
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    unfinished.replace(path)


def with_keys(known: Mapping[str, str], given: Mapping[str, str], *, data: Path) -> dict[str, str]:
    """`known` with a new key for each that neither it nor the environment has.

    `data` is where sealed data would lie: without their old keys they could never be read.
    """
    missing = [name for name in KEY_NAMES if not (known.get(name) or given.get(name))]
    if missing and data.exists():
        raise StackError(
            f"The keys {', '.join(missing)} are no longer in stack.env, and the data in {data} "
            "are sealed with them. Put the keys back, or remove that folder to begin anew."
        )
    return {**known, **{name: _new_key(name) for name in missing}}


def _new_key(name: str) -> str:
    if name == "SECRET_KEY":
        return secrets.token_urlsafe(50)
    return f"k1:{base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()}"
