"""The XML files of a QTI package, or the one that is no package."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.utils.translation import gettext as _
from lxml import etree

from ..articles.archive import Limits, is_archive
from .archive import Archive
from .base import Batch, Remark
from .pictures import OWN, PackageFiles, Pictures, readdressed
from .qti_xml import Element, first, inside, parsed, words_in
from .spec import ExchangeError

MANIFEST = "imsmanifest.xml"
LIMITS = Limits(members=20_000)
"""One for each question, and its pictures."""
MOST_SHOWN = 10
PICTURES = {"object": "data", "img": "src"}
"""Elements that show a picture, and what has its address."""
ITEMS = frozenset(("questestinterop", "assessmentItem"))
TESTS = frozenset(
    "assessmentTest assessmentSection quiz assessmentStimulus outcomeDeclaration".split()
)


@dataclass(slots=True)
class Member:
    """One XML file with questions. ``name`` is "" where it is not in a package."""

    name: str
    root: Element
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class _Manifest:
    """``order`` has the files as they are listed, ``tags`` the keywords of each."""

    order: list[str] = field(default_factory=list)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)


def members_of(data: bytes, batch: Batch, pictures: Pictures) -> Iterator[Member]:
    """Files with questions, in the order of the package; what is none is said in ``batch``.

    Their pictures have the addresses that they will have here.

    Raises ExchangeError where there is no QTI at all.
    """
    if not is_archive(data):
        root = parsed(data)
        if root.tag not in ITEMS:
            words = _("This is no QTI: the XML begins with “%s”.")
            raise ExchangeError(words % str(root.tag)[:60])
        _readdress(root, "", PackageFiles(pictures), batch)
        yield Member("", root)
        return
    archive = Archive(data, LIMITS)
    manifest = _manifest(archive, batch)
    files = PackageFiles(pictures, archive.names, archive.read)
    listed = [name for name in dict.fromkeys(manifest.order) if name in archive]
    others = sorted(set(archive.names) - set(listed))
    found = 0
    for name in [*listed, *others]:
        if not name.lower().endswith(".xml") or posixpath.basename(name) == MANIFEST:
            continue
        content = _root(archive, name, batch)
        if content is not None and content.tag in ITEMS:
            found += 1
            _readdress(content, name, files, batch)
            yield Member(name, content, manifest.tags.get(name, ()))
    if not found and not batch.faults:
        raise ExchangeError(_("There are no QTI questions in this package."))
    _take_own(archive, files)
    _remark_on_files(archive, files, batch)


def _readdress(root: Element, name: str, files: PackageFiles, batch: Batch) -> None:
    """Give pictures the addresses they will have here, in elements and in HTML that is text."""
    folder = posixpath.dirname(name)

    def lost(words: str) -> None:
        batch.remarks.append(Remark(name, words))

    for each in root.iter(etree.Element):
        if each.tag in PICTURES:
            at = PICTURES[each.tag]
            alt = each.get("alt") or words_in(each)
            if new := files.address(each.get(at, ""), folder, alt, lost):
                each.set(at, new)
        elif each.text and "src" in each.text:
            each.text = readdressed(each.text, lambda href: files.address(href, folder, "", lost))


def _take_own(archive: Archive, files: PackageFiles) -> None:
    """Pictures that were written here are taken even if only a comment names them."""
    for name in archive.names:
        if OWN.fullmatch(posixpath.basename(name)) and name not in files.used:
            files.address(name, "", "", lambda words: None)


def _root(archive: Archive, name: str, batch: Batch) -> Element | None:
    try:
        root = parsed(archive.read(name))
    except ExchangeError as error:
        said = str(error).removeprefix(f"{name}: ")
        batch.faults.append(Remark(name, said))
        return None
    if root.tag in TESTS:
        title = root.get("title") or words_in(first(root, "title"))
        words = _("What it says of a test (“%s”) stays out; questions only are taken.")
        batch.remarks.append(Remark(name, words % title[:100]))
    elif root.tag not in ITEMS:
        batch.remarks.append(Remark(name, _("It is no QTI and stays out.")))
    return root


def _remark_on_files(archive: Archive, files: PackageFiles, batch: Batch) -> None:
    others = [
        name
        for name in archive.names
        if name not in files.used and not name.lower().endswith((".xml", ".xsd", ".dtd"))
    ]
    if others:
        shown = ", ".join(others[:MOST_SHOWN]) + (" …" if len(others) > MOST_SHOWN else "")
        words = _("Files of the package that no question shows stay out: %s")
        batch.remarks.append(Remark("", words % shown))


def _manifest(archive: Archive, batch: Batch) -> _Manifest:
    """The package's own list, which may be in a folder; without one files go by their names."""
    found = _Manifest()
    names = [name for name in archive.names if posixpath.basename(name) == MANIFEST]
    if not names:
        return found
    name = min(names, key=len)
    try:
        root = parsed(archive.read(name))
    except ExchangeError as error:
        batch.faults.append(Remark(name, str(error).removeprefix(f"{name}: ")))
        return found
    folder = posixpath.dirname(name)
    for resource in inside(root, "resource"):
        hrefs = [
            resource.get("href", ""),
            *(each.get("href", "") for each in inside(resource, "file")),
        ]
        paths = [
            posixpath.normpath(posixpath.join(folder, unquote(href))) for href in hrefs if href
        ]
        found.order += paths
        tags = _keywords(resource)
        if tags and paths:
            found.tags[paths[0]] = tags
    return found


def _keywords(resource: Element) -> tuple[str, ...]:
    words = [words_in(each) for each in inside(resource, "keyword")]
    return tuple(dict.fromkeys(word for word in words if word))
