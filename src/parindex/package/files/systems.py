"""What the operating system says when a file cannot be read or written, in both languages."""

from __future__ import annotations

import errno

from parindex.engine.problems import Text

_WORDS = {
    errno.ENOSPC: Text("hết dung lượng đĩa", "no space left on the disk"),
    errno.EDQUOT: Text("hết hạn mức đĩa", "the disk quota is used up"),
    errno.EACCES: Text("không có quyền", "permission denied"),
    errno.EPERM: Text("không có quyền", "permission denied"),
    errno.EROFS: Text("ổ đĩa chỉ cho đọc", "the disk is read-only"),
    errno.ENOENT: Text("không có tệp hoặc thư mục này", "no such file or folder"),
    errno.ENOTDIR: Text("đường dẫn đi qua một tệp, không phải thư mục", "the path leads through a file, not a folder"),
    errno.EISDIR: Text("đây là thư mục, không phải tệp", "this is a folder, not a file"),
    errno.ENAMETOOLONG: Text("tên quá dài", "the name is too long"),
    errno.EFBIG: Text("tệp vượt giới hạn kích thước", "the file is over the size limit"),
    errno.EIO: Text("lỗi đọc ghi của ổ đĩa", "the disk reports an error"),
}


def os_words(error: OSError) -> Text:
    """The reason of a failed read or write; the system's own words where it is a rare one."""
    said = error.strerror or str(error)
    return _WORDS.get(error.errno or 0, Text(said, said))
