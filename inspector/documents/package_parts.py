"""Parts of a .docx or .pptx that the library puts in and no paper of ours should carry."""

import re
from collections.abc import Iterator
from zipfile import ZipFile

_THUMBNAIL = "docProps/thumbnail.jpeg"


def own_parts(package: ZipFile) -> Iterator[tuple[str, bytes]]:
    """Each part but the picture of somebody else's document that the template brings along."""
    for name in package.namelist():
        if name == _THUMBNAIL:
            continue
        content = package.read(name)
        yield name, _unlinked(content) if name == "_rels/.rels" else content


def _unlinked(links: bytes) -> bytes:
    each = re.split(rb"(<Relationship [^>]*/>)", links)
    return b"".join(one for one in each if _THUMBNAIL.encode() not in one)
