"""Archives of others, and our own."""

import io
import stat
import zipfile
from contextlib import suppress

import pytest

from quizzes.articles import archive
from quizzes.articles.archive import Archive, Limits, is_archive, leads_elsewhere, packed
from quizzes.articles.errors import ArchiveError
from tests.exchange.mutations import mutated


def zipped(*members, pack=zipfile.ZIP_DEFLATED):
    """An archive of pairs of a name, or a ZipInfo, and a content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", pack) as made:
        for name, data in members:
            made.writestr(name, data)
    return out.getvalue()


def member(name="motor.txt", mode=stat.S_IFREG | 0o644):
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def test_members_are_read_by_their_names():
    found = Archive(zipped(("a/rotor.txt", b"turns"), ("b.txt", b""), ("a/", b"")))
    assert found.names == ("a/rotor.txt", "b.txt")
    assert found.read("a/rotor.txt") == b"turns"
    assert "b.txt" in found
    assert "c.txt" not in found


@pytest.mark.parametrize(
    "name",
    [
        "/etc/motor",
        "../motor",
        "a/../../motor",
        "a/..",
        "..\\motor",
        "a\\..\\motor",
        "C:/motor",
        "c:motor",
        "\\\\server\\motor",
        "motor\x00.txt",
        "motor\n.txt",
        "x" * 501,
        "",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(name):
    assert leads_elsewhere(name)


@pytest.mark.parametrize("name", ["motor.xml", "a/b/motor.xml", "..motor", "a..b/c", "Größe ½.xml"])
def test_a_plain_path_is_not(name):
    assert not leads_elsewhere(name)


@pytest.mark.parametrize("name", ["../motor", "/motor", "a\\b"])
def test_an_archive_with_such_a_path_is_refused_with_its_name(name):
    with pytest.raises(ArchiveError, match="path that is refused"):
        Archive(zipped((name, b"x")))


def test_a_name_is_taken_as_it_was_written_whatever_stands_behind_a_nul():
    data = zipped(("motor_xml", b"x")).replace(b"motor_xml", b"motor\x00xml")
    with pytest.raises(ArchiveError, match="path that is refused"):
        Archive(data)


@pytest.mark.parametrize("sort", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_a_link_or_a_device_is_refused(sort):
    with pytest.raises(ArchiveError, match=r"motor\.txt: it is a link or a device"):
        Archive(zipped((member(mode=sort | 0o777), b"/etc/passwd")))


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = zipped(("zeros.xml", bytes(2 * archive.MEGABYTE)))
    with pytest.raises(ArchiveError, match=r"zeros\.xml: unpacked it would be more than 200 times"):
        Archive(bomb)


def test_what_stays_below_a_megabyte_may_be_packed_well():
    data = bytes(archive.MEGABYTE)
    assert Archive(zipped(("zeros.xml", data))).read("zeros.xml") == data


def test_very_much_is_refused_however_it_is_packed():
    data = zipped(*((f"{at}.bin", bytes(archive.MEGABYTE)) for at in range(3)))
    with pytest.raises(ArchiveError, match="larger than 2 MB"):
        Archive(data, Limits(unpacked=2 * archive.MEGABYTE))


def test_a_large_file_is_refused_unseen():
    with pytest.raises(ArchiveError, match="The archive is larger than"):
        Archive(zipped(("a", b"")), Limits(packed=10))


def test_very_many_members_are_refused():
    data = zipped(*((f"{at}.xml", b"") for at in range(2001)))
    with pytest.raises(ArchiveError, match="more than 2000 members"):
        Archive(data)
    assert len(Archive(data, Limits(members=2001)).names) == 2001


def test_a_member_that_is_longer_than_the_list_says_is_damaged():
    data = zipped(("motor.txt", b"r" * 1000))
    lying = data.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(ArchiveError, match=r"motor\.txt: it is damaged"):
        Archive(lying).read("motor.txt")


@pytest.mark.parametrize("name", ["inner.zip", "inner.TAR", "a/inner.tgz", "course.imscc"])
def test_an_archive_within_is_refused_by_its_name(name):
    with pytest.raises(ArchiveError, match="an archive within the archive"):
        Archive(zipped((name, b"x")))


def test_an_archive_within_is_refused_by_what_it_is():
    found = Archive(zipped(("inner.xml", zipped(("a", b"")))))
    with pytest.raises(ArchiveError, match="an archive within the archive"):
        found.read("inner.xml")


def test_two_members_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a", b"1"), ("a", b"2"))
    with pytest.raises(ArchiveError, match="of the same name"):
        Archive(data)


def test_unusual_packing_and_encryption_are_refused():
    with pytest.raises(ArchiveError, match="packed in an unusual way"):
        Archive(zipped(("a", b"x"), pack=zipfile.ZIP_LZMA))
    data = bytearray(zipped(("a", b"x")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(ArchiveError, match="a: it is encrypted"):
        Archive(bytes(data))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(10), b"motor" * 50])
def test_what_is_no_archive_is_refused(data):
    with pytest.raises(ArchiveError, match="damaged or is not a zip file"):
        Archive(data)


def test_our_own_archives_are_the_same_bytes_each_time_and_come_in_pieces():
    members = [("items/rotor.xml", b"<item/>"), ("Größe.txt", b"")]
    pieces = list(packed(members))
    assert pieces == list(packed(members))
    assert len(pieces) == 3
    found = Archive(b"".join(pieces))
    assert [(name, found.read(name)) for name in found.names] == members
    assert is_archive(b"".join(pieces))
    assert is_archive(b"".join(packed([])))


def test_a_damaged_archive_is_read_or_refused():
    members = [("items/rotor.xml", b"<item>rotor</item>" * 9), ("stator.txt", b"stands still")]
    for damaged in mutated(b"".join(packed(members)), 1000):
        with suppress(ArchiveError):
            found = Archive(damaged)
            for name in found.names:
                found.read(name)
