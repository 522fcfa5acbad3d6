"""The steps to the disk: each is whole or not taken, and survives a power failure once done."""

import errno
import os
import shutil
import stat
from pathlib import Path


def read(path: Path) -> bytes:
    """Return a file's bytes; raises OSError where it is none, such as a folder or a pipe."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "not a file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(handle)


def write(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write a new file that is on the disk when this returns; what could not be written is removed.

    Raises FileExistsError where there is one, OSError where it cannot be written.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        os.unlink(path)
        raise


def appear(staged: Path, path: Path) -> None:
    """Let a written file appear under a name that is not taken; raises FileExistsError if it is."""
    os.link(staged, path)
    sync(path.parent)


def replace(staged: Path, path: Path) -> None:
    """Let a written file take the place of another, at one instant."""
    os.replace(staged, path)
    sync(path.parent)


def remove(path: Path) -> None:
    """Remove a file, if it is there; what is in its place is taken away whole."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def sync(folder: Path) -> None:
    """See to it that the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
