"""A folder kept to one writer at a time, over all processes of a machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from engine.law import Fault, Faults

__all__ = ["locked"]


@contextmanager
def locked(folders: Iterable[Path]) -> Iterator[None]:
    """Let no other process write records into `folders` while the context lasts; wait for others.

    Folders are made where they are not there. Who asks for several at once gets them in one order,
    so that no two wait for each other. Raises Faults when one cannot be made or locked.
    """
    with ExitStack() as made_for_it, ExitStack() as held:
        for folder in sorted({folder.absolute() for folder in folders}):
            try:
                for new in (one for one in (*reversed(folder.parents), folder) if not one.exists()):
                    made_for_it.callback(_removed_if_empty, new)
                folder.mkdir(parents=True, exist_ok=True)
                held.enter_context(_one(folder))
            except OSError:
                fault = Fault(str(folder), "", None, None, "record.cannot_write")
                raise Faults([fault]) from None
        yield


def _removed_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def _one(folder: Path) -> Iterator[None]:
        # A folder cannot be locked there: a hidden file in it is.
        with (folder / ".records.lock").open("ab") as file:
            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                except OSError:
                    continue  # after ten tries of a second each it gives up
                break
            try:
                yield
            finally:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    @contextmanager
    def _one(folder: Path) -> Iterator[None]:
        opened = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX)
            yield
        finally:
            os.close(opened)
