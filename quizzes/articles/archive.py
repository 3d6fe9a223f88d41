"""Zip archives: those of others read within limits, our own always written as the same bytes."""

from __future__ import annotations

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from .errors import ArchiveError

MEGABYTE = 1024**2
LONGEST_NAME = 500
ENTRY = b"PK\x01\x02"
"""Begins each entry of the list of members."""
PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
NESTED = frozenset(".zip .imscc .gz .tgz .tar .bz2 .xz .7z .rar .jar .zst .lzma".split())
DRIVE = re.compile(r"[A-Za-z]:")
UNSEEN = re.compile(r"[\x00-\x1f\x7f]")
PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
"""What reading a damaged archive raises."""
DATE = (1980, 1, 1, 0, 0, 0)


def is_archive(data: bytes) -> bool:
    """Whether it begins as a zip archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of an archive as it comes and unpacked, and the number of its members.

    ``ratio`` is how many times larger than packed a member or the whole may be, once beyond a
    megabyte.
    """

    packed: int = 50 * MEGABYTE
    unpacked: int = 100 * MEGABYTE
    members: int = 2_000
    ratio: int = 200


USUAL = Limits()


class Archive:
    """An archive whose list of members has been found fit; ``names`` are those of its files.

    Nothing is ever unpacked to a disk. Making one raises ArchiveError where a limit is passed,
    a name leads elsewhere or a member is a link, an archive of its own or encrypted.
    """

    def __init__(self, data: bytes, limits: Limits = USUAL) -> None:
        if len(data) > limits.packed:
            words = _("The archive is larger than %(most)d MB.")
            raise ArchiveError(words % {"most": limits.packed // MEGABYTE})
        if data.count(ENTRY) > limits.members:
            words = _("The archive has more than %(most)d members.")
            raise ArchiveError(words % {"most": limits.members})
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except BROKEN as error:
            raise ArchiveError(_("The archive is damaged or is not a zip file.")) from error
        for member in members:
            _check(member)
        _check_sizes(members, len(data), limits)
        files = [each for each in members if not each.is_dir()]
        self._members = {each.filename: each for each in files}
        if len(self._members) < len(files):
            raise ArchiveError(_("The archive has two members of the same name."))
        self.names = tuple(self._members)

    def __contains__(self, name: object) -> bool:
        return name in self._members

    def size(self, *names: str) -> int:
        """Bytes that these members have unpacked. Raises KeyError for one that is not there."""
        return sum(self._members[name].file_size for name in names)

    def read(self, name: str) -> bytes:
        """What a member holds. Raises ArchiveError where it is damaged, KeyError for none."""
        member = self._members[name]
        try:
            data = self._zip.read(member)
        except BROKEN as error:
            words = _("%(member)s: it is damaged and cannot be unpacked.")
            raise ArchiveError(words % {"member": name}) from error
        if data.startswith(PACKED):
            raise _nested(name)
        return data

    def with_contents(self, contents: Mapping[str, bytes]) -> bytes:
        """The archive with other contents of some members, none of them packed.

        What is damaged or an archive of its own is left out.
        """
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as changed:
            for name in self.names:
                try:
                    changed.writestr(name, contents.get(name) or self.read(name))
                except ArchiveError:
                    continue
        return out.getvalue()


def _check(member: zipfile.ZipInfo) -> None:
    """Raises ArchiveError for a member that is refused for its name or sort."""
    # The name as it was written: zipfile cuts it at a NUL.
    name = member.orig_filename
    shown = UNSEEN.sub("?", name)[:100]
    if leads_elsewhere(name):
        words = _("The archive has a member with a path that is refused: “%(member)s”.")
        raise ArchiveError(words % {"member": shown})
    mode = member.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        words = _("%(member)s: it is a link or a device, not a file.")
        raise ArchiveError(words % {"member": shown})
    if member.flag_bits & 1:
        raise ArchiveError(_("%(member)s: it is encrypted.") % {"member": shown})
    if member.compress_type not in PLAIN:
        words = _("%(member)s: it is packed in an unusual way. Pack it again as a plain zip file.")
        raise ArchiveError(words % {"member": shown})
    if PurePosixPath(name).suffix.lower() in NESTED:
        raise _nested(shown)


def _nested(name: str) -> ArchiveError:
    words = _("%(member)s: an archive within the archive is not read. Unpack it first.")
    return ArchiveError(words % {"member": name})


def leads_elsewhere(path: str) -> bool:
    """Whether a path in an archive is absolute, climbs, or is read otherwise elsewhere."""
    return (
        not path
        or len(path) > LONGEST_NAME
        or path.startswith("/")
        or "\\" in path
        or ".." in path.split("/")
        or bool(DRIVE.match(path) or UNSEEN.search(path))
    )


def _check_sizes(members: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    """Raises ArchiveError where unpacking would give too much. No member gives more than the
    list says: what is longer is found to be damaged."""
    whole = sum(each.file_size for each in members)
    if whole > limits.unpacked:
        words = _("Unpacked, the archive would be larger than %(most)d MB.")
        raise ArchiveError(words % {"most": limits.unpacked // MEGABYTE})
    sizes = [(each.filename, each.file_size, each.compress_size) for each in members]
    for name, size, less in [*sizes, (_("the archive"), whole, packed)]:
        if size > MEGABYTE and size > limits.ratio * less:
            words = _("%(member)s: unpacked it would be more than %(most)d times as large.")
            raise ArchiveError(words % {"member": name, "most": limits.ratio})


class _Pipe(io.RawIOBase):
    """Keeps what is written until it is taken. It cannot go back, so nothing else is kept."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.pieces.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        data = b"".join(self.pieces)
        self.pieces.clear()
        return data


def packed(members: Iterable[tuple[str, bytes | Iterable[bytes]]]) -> Iterator[bytes]:
    """An archive of names and contents, piece by piece; for the same ones always the same bytes.

    A content is whole, or pieces that are packed as they come.
    """
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:
        for name, data in members:
            member = zipfile.ZipInfo(name, DATE)
            member.create_system = 3  # whatever it is written on
            member.external_attr = (stat.S_IFREG | 0o644) << 16
            member.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(member, "w") as content:
                for piece in (data,) if isinstance(data, bytes) else data:
                    content.write(piece)
                    yield pipe.taken()
    yield pipe.taken()
