"""Why the system refused a file or a connection, in words."""

import errno
from collections.abc import Mapping

from story.text import Text

REASONS: Mapping[int, Text] = {
    errno.ENOENT: Text("there is no such file or folder", "그런 파일이나 폴더가 없음"),
    errno.ENOTDIR: Text("part of the path is a file", "경로 가운데 파일이 있음"),
    errno.EISDIR: Text("it is a folder", "폴더임"),
    errno.EACCES: Text("permission was denied", "권한이 없음"),
    errno.EPERM: Text("permission was denied", "권한이 없음"),
    errno.EROFS: Text("the disk is read-only", "읽기 전용 디스크임"),
    errno.ENOSPC: Text("the disk is full", "디스크가 가득 참"),
    errno.EDQUOT: Text("the room allowed on the disk is used up", "허용된 디스크 용량을 다 씀"),
}


def reason(refused: OSError) -> Text:
    """Return why the system refused, in its own words where we have none."""
    known = refused.strerror or str(refused) or type(refused).__name__
    return REASONS.get(refused.errno or 0, Text(known, known))
