"""A picture is made again: what comes out is small, upright, and says nothing of its maker."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from quizzes.articles import pictures
from quizzes.articles.pictures import PictureRefused, as_made, remake


def saved(image, form, **options):
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def photograph(size=(300, 200)):
    return Image.merge("RGB", [Image.effect_noise(size, 60) for _band in range(3)])


def drawing(size=(300, 200)):
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((20, 20, 90, 70), outline="black", width=3)
    return image


def opened(made):
    return Image.open(BytesIO(made.content))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
def test_every_kind_that_browsers_show_is_taken(form):
    made = remake(saved(photograph(), form))
    assert (made.width, made.height) == opened(made).size == (300, 200)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK", "YCbCr"])
def test_every_way_to_hold_colours_is_taken(mode):
    image = Image.new(mode, (8, 6)) if mode == "I;16" else photograph((8, 6)).convert(mode)
    form = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    assert remake(saved(image, form)).width == 8


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(1, 1), (41, 30), (1601, 7)])
def test_what_was_made_is_found_to_be_so(mode, size):
    for image in (Image.new("L", size, 77), Image.effect_noise(size, 80)):
        made = remake(saved(image.convert(mode), "PNG"))
        assert as_made(made.content, made.ending) == made


def test_a_photograph_becomes_webp_and_a_drawing_png():
    assert opened(remake(saved(photograph(), "JPEG"))).format == "WEBP"
    assert opened(remake(saved(drawing(), "PNG"))).format == "PNG"


def test_a_wide_picture_is_made_narrower_in_proportion():
    made = remake(saved(drawing((3200, 1000)), "PNG"))
    assert (made.width, made.height) == (1600, 500)


def test_what_a_camera_writes_is_taken_out():
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAM"
    exif.get_ifd(0x8825)[1] = "N"
    raw = saved(photograph(), "JPEG", exif=exif, comment=b"SECRET WORDS")
    assert b"SECRETCAM" in raw
    made = remake(raw)
    assert b"SECRET" not in made.content
    assert not opened(made).getexif()


def test_what_a_program_writes_is_taken_out():
    image = drawing()
    image.info["icc_profile"] = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = remake(saved(image, "PNG", icc_profile=image.info["icc_profile"]))
    assert "icc_profile" not in opened(made).info


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = remake(saved(photograph((300, 200)), "JPEG", exif=exif))
    assert (made.width, made.height) == (200, 300)


def test_what_can_be_seen_through_stays_so():
    image = drawing().convert("RGBA")
    image.putalpha(100)
    assert opened(remake(saved(image, "PNG"))).has_transparency_data


def test_of_what_moves_the_first_picture_is_taken():
    frames = [Image.new("RGB", (10, 10), colour) for colour in ("red", "blue")]
    raw = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    made = opened(remake(raw))
    assert getattr(made, "n_frames", 1) == 1
    assert made.convert("RGB").getpixel((5, 5))[0] > 200


def test_the_same_upload_gives_the_same_bytes():
    raw = saved(photograph(), "JPEG")
    assert remake(raw) == remake(raw)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"hello", "no picture of a kind"),
        (b"", "no picture of a kind"),
        (b"%PDF-1.7", "no picture of a kind"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<SVG onload=x()>", "SVG drawings"),
        (saved(photograph(), "BMP"), "no picture of a kind"),
        (saved(photograph(), "PNG")[:900], "damaged or cut off"),
        (saved(photograph(), "JPEG")[:900], "damaged or cut off"),
        (saved(Image.new("1", (9000, 5000)), "PNG"), "40 megapixels"),
        (saved(Image.new("1", (20000, 20000)), "PNG"), "40 megapixels"),
    ],
)
def test_what_is_no_such_picture_is_refused_with_the_reason(raw, reason):
    with pytest.raises(PictureRefused, match=reason):
        remake(raw)


def test_too_many_bytes_are_refused_before_they_are_looked_at(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_BYTES", 1024 * 1024)
    with pytest.raises(PictureRefused, match="up to 1 MB"):
        remake(b"\x00" * (1024 * 1024 + 1))


RAW = saved(drawing((40, 30)), "PNG"), saved(photograph((40, 30)), "JPEG")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(RAW), st.integers(0, 400), st.binary(max_size=6))
def test_damage_never_gives_more_than_a_refusal(raw, at, bytes_):
    try:
        made = remake(raw[:at] + bytes_ + raw[at + len(bytes_) :])
    except PictureRefused:
        return
    assert opened(made).size == (made.width, made.height)
