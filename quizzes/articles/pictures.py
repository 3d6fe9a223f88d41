"""An uploaded picture, made again: small, upright, and without what cameras and programs add."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
WIDEST, TALLEST = 1600, 6400
"""Pixels. Wider is shown nowhere; higher is a very long drawing."""
QUALITY = 82
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
LOSSLESS = ("PNG", "GIF", "WEBP")
FEW_COLOURS = 1 << 12
"""Up to this many a picture counts as drawn, and may be smaller without loss."""
KEPT = {"webp": "WEBP", "png": "PNG"}
"""What a picture may be kept as, by its ending."""
CHUNKS = {
    "webp": frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH")),
    "png": frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")),
}
"""What a file consists of that has a picture's points and nothing besides."""
DEEP = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")
"""Grey of more than eight bits."""
SOURCE_SHARE = 5
"""Points that are read cost about as much as one that is written."""


class PictureRefused(ValueError):
    """What cannot be taken as a picture; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Made:
    """A picture as it is kept. ``ending`` says what it is: "webp" or "png"."""

    content: bytes
    ending: str
    width: int
    height: int


def remake(raw: bytes) -> Made:
    """The picture of an uploaded file, whatever its name says, decoded and encoded again.

    Of what moves the first picture is taken. Raises PictureRefused.
    """
    if len(raw) > MOST_BYTES:
        raise too_large()
    if _is_svg(raw[:4096]):
        raise PictureRefused(
            _("SVG drawings can act like programs: save it as PNG and upload that instead.")
        )
    source, drawn = _decoded(raw)
    image = _plain(source)
    if image.width > WIDEST or image.height > TALLEST:
        image.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
    image = _bare(image)
    content, ending = _encoded(image, drawn)
    return Made(content, ending, image.width, image.height)


def address_of(digest: str, ending: str) -> str:
    """Where a picture is on the site, by the SHA-256 of its content."""
    return f"/media/pictures/{digest}.{ending}"


def work_of(raw: bytes) -> int:
    """What ``remake`` would cost, in points to write, by what the file says of its size.

    Raises PictureRefused for what is no picture or has too many points.
    """
    if len(raw) > MOST_BYTES:
        raise too_large()
    image = _opened(raw)
    source = image.width * image.height
    share = min(1, WIDEST / image.width, TALLEST / image.height)
    return source // SOURCE_SHARE + round(source * share * share)


def _is_svg(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in start.lower()


def too_large() -> PictureRefused:
    """The refusal of a file with too many bytes."""
    megabytes = MOST_BYTES // (1024 * 1024)
    words = _("A picture may have up to %(most)d MB: make it smaller and upload it again.")
    return PictureRefused(words % {"most": megabytes})


def _decoded(raw: bytes) -> tuple[Image.Image, bool]:
    """The picture, upright and in the colours of the web; whether nothing of it was lost before."""
    image = _opened(raw)
    drawn = image.format in LOSSLESS
    try:
        # A large photograph is read at a fraction of its size, which takes a fraction of the time.
        image.draft(None, (2 * WIDEST, 2 * WIDEST))
        image.load()
        return _in_web_colours(ImageOps.exif_transpose(image)), drawn
    except Exception as error:
        # What decoders raise over a damaged file shares no base class.
        raise _damaged() from error


def _opened(raw: bytes) -> Image.Image:
    """The picture with its size known and nothing decoded. Raises PictureRefused."""
    try:
        image: Image.Image = Image.open(BytesIO(raw), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        words = _("This is no picture of a kind that can be shown: PNG, JPEG, WebP or GIF.")
        raise PictureRefused(words) from error
    except Exception as error:
        # What decoders raise over a damaged file shares no base class.
        raise _damaged() from error
    if image.width * image.height > MOST_PIXELS:
        raise _too_many_pixels()
    if not (image.width and image.height):
        raise _damaged()
    return image


def _damaged() -> PictureRefused:
    return PictureRefused(_("The picture is damaged or cut off: save it again and upload that."))


def _too_many_pixels() -> PictureRefused:
    words = _("A picture may have up to %(most)d megapixels: make it smaller and upload it again.")
    return PictureRefused(words % {"most": MOST_PIXELS // 1_000_000})


def _in_web_colours(image: Image.Image) -> Image.Image:
    """The picture in sRGB, where its colours are meant for something else."""
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        into = "RGBA" if image.mode == "RGBA" else "RGB"
        try:
            meant = ImageCms.ImageCmsProfile(BytesIO(profile))
            web = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, meant, web, outputMode=into)
        except (ImageCms.PyCMSError, OSError):
            return image  # a profile that cannot be read changes nothing
        return converted or image
    return image


def _plain(image: Image.Image) -> Image.Image:
    """The picture in grey or colour of eight bits, with transparency where there is any."""
    if image.mode in DEEP:
        share = 1 if image.mode == "F" else 1 / 256
        return image.convert("F").point(lambda value: value * share).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        opaque = image.getchannel("A").getextrema() == (255, 255)
        return image.convert("RGB") if opaque else image
    if image.mode in ("1", "L"):
        return image.convert("L")
    return image.convert("RGB")


def _bare(image: Image.Image) -> Image.Image:
    """The points alone, without what the file said besides."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _encoded(image: Image.Image, drawn: bool) -> tuple[bytes, str]:
    """As WebP, or as PNG where a drawing is no larger so."""
    photograph = _saved(image, "WEBP", quality=QUALITY, method=4)
    if drawn and image.getcolors(FEW_COLOURS) is not None:
        line_art = _saved(_with_palette(image), "PNG")
        if len(line_art) <= len(photograph):
            return line_art, "png"
    return photograph, "webp"


def _with_palette(image: Image.Image) -> Image.Image:
    """The same points by number of colour, where there are few enough and all are opaque."""
    if image.mode == "RGB" and image.getcolors(256) is not None:
        return image.convert("P", palette=Image.Palette.ADAPTIVE, dither=Image.Dither.NONE)
    return image


def _saved(image: Image.Image, form: str, **options: int | bool) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def as_made(content: bytes, ending: str) -> Made:
    """A picture that says it was made by ``remake``, on another site, and found to be so.

    It keeps its bytes, for its address is made of them. Raises PictureRefused for another kind
    of file, a picture that is too large or moves, and one with anything besides its points.
    """
    refusal = PictureRefused(_("This is no picture as evlearn keeps them."))
    if len(content) > MOST_BYTES:
        raise too_large()
    try:
        image: Image.Image = Image.open(BytesIO(content), formats=[KEPT[ending]])
        if image.width > WIDEST or image.height > TALLEST:
            raise refusal
        image.load()
    except PictureRefused:
        raise
    except Exception as error:
        # What decoders raise over a damaged file shares no base class; no such ending is KeyError.
        raise refusal from error
    if not _is_bare(content, ending):
        raise refusal
    return Made(content, ending, image.width, image.height)


def _is_bare(content: bytes, ending: str) -> bool:
    """Whether a file, to its last byte, has nothing but the points of one picture."""
    names: list[bytes] = []
    at = 8 if ending == "png" else 12
    while at + 8 <= len(content):
        if ending == "png":
            size, name = struct.unpack_from(">I4s", content, at)
            at += 12 + size
        else:
            name, size = struct.unpack_from("<4sI", content, at)
            at += 8 + size + size % 2
        names.append(name)
    # Points of PNG may come in several pieces; all else, and its end, comes once.
    once = [name for name in names if name != b"IDAT"]
    whole = at == len(content) and len(set(once)) == len(once)
    return whole and CHUNKS[ending] >= set(names) and (ending != "png" or names[-1] == b"IEND")
