"""Pictures that stand in the file of an article."""

import base64
import re
from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from quizzes.articles import embedded, read_article

from .files import drawing, paragraph, word_file

TEXT = paragraph("It stands still and holds the coils.")


def png(colour="red", size=(40, 30)):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def word(*blocks, **pictures):
    files = {name.replace("_", "."): raw for name, raw in pictures.items()}
    return read_article(word_file(TEXT, *blocks, pictures=files), filename="in/motors.docx")


def data(raw, kind="png"):
    return f"data:image/{kind};base64,{base64.b64encode(raw).decode()}"


def html(*images, **options):
    text = "".join(f"<p>{image}</p>" for image in images)
    return read_article(f"<p>Motors turn.</p>{text}".encode(), filename="motors.html", **options)


def shown(article):
    return re.findall(r"<img[^>]*>", "".join(each.html for each in article.sections))


def test_a_picture_of_a_word_file_stands_where_it_stood():
    article = word(drawing("a.png", "A stator"), paragraph("Below."), a_png=png())
    (picture,) = article.pictures
    assert article.sections[0].html.split("\n")[1:] == [
        f'<p><img src="/media/pictures/{picture.digest}.{picture.made.ending}" alt="A stator" '
        'width="40" height="30" loading="lazy"></p>',
        "<p>Below.</p>",
    ]
    assert article.dropped == ()


def test_a_picture_is_known_by_its_content_and_named_after_the_file():
    (picture,) = word(drawing("a.png", "A stator"), a_png=png()).pictures
    assert picture.digest == sha256(picture.made.content).hexdigest()
    assert (picture.name, picture.alt) == (f"motors-1.{picture.made.ending}", "A stator")


def test_a_paragraph_in_the_style_for_captions_becomes_the_picture_s_caption():
    below = paragraph("Figure 1: the stator", "Caption")
    article = word(drawing("a.png", "A stator"), below, TEXT, a_png=png())
    assert re.search(
        r"<figure><img [^>]*><figcaption>Figure 1: the stator</figcaption></figure>",
        article.sections[0].html,
    )


def test_a_caption_without_a_picture_is_a_paragraph():
    article = word(paragraph("Table 1", "Caption"))
    assert article.sections[0].html.endswith("<p>Table 1</p>")


@pytest.mark.parametrize(
    "words", ["", "rotor.jpg", "C:\\Users\\ida\\my rotor.png", "image 1/rotor.emf"]
)
def test_a_picture_without_words_or_with_a_file_s_name_only_is_named(words):
    article = word(drawing("a.png", words), a_png=png())
    assert 'alt=""' in shown(article)[0]
    assert article.dropped == (
        "words for 1 picture, which the file lacks (say what it shows, as its alternative text): "
        "picture 1",
    )


def test_what_the_word_processor_adds_to_its_own_words_is_left_out():
    words = "A red motor&#10;&#10;Description automatically generated with medium confidence"
    assert 'alt="A red motor"' in shown(word(drawing("a.png", words), a_png=png()))[0]


def test_the_same_picture_twice_is_kept_once_and_shown_twice():
    article = word(drawing("a.png", "One"), drawing("b.png", "Two"), a_png=png(), b_png=png())
    assert len(article.pictures) == 1
    assert len(shown(article)) == 2
    assert 'alt="Two"' in shown(article)[1]


@pytest.mark.parametrize(
    "raw", [b"", b"\x01\x00\x00\x00EMF", b"<svg xmlns='http://www.w3.org/2000/svg'/>", png()[:60]]
)
def test_a_picture_that_cannot_be_shown_is_named_and_leaves_its_words(raw):
    article = word(drawing("a.emf", "A drawing"), a_emf=raw)
    assert article.sections[0].html.endswith("<p>A drawing</p>")
    (line,) = article.dropped
    assert line.startswith("1 picture in the file that cannot be shown (SVG, EMF or WMF")
    assert line.endswith("picture 1 (A drawing)")


def test_a_picture_whose_part_is_missing_costs_no_more_than_itself():
    raw = word_file(TEXT, drawing("a.png"), pictures={"a.png": png()})
    raw = raw.replace(b"word/media/a.png", b"word/media/b.png")
    article = read_article(raw)
    assert article.pictures == ()
    assert "picture 1" in article.dropped[0]


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_data_addresses_of_a_page_become_pictures(kind):
    out = BytesIO()
    Image.new("RGB", (40, 30), "blue").save(out, kind.upper())
    article = html(f'<img src="{data(out.getvalue(), kind)}" alt="A loaf">')
    assert len(article.pictures) == article.sections[0].images == 1
    assert article.dropped == ()


def test_the_address_stays_on_this_site_wherever_the_page_stands():
    article = html(
        f'<img src="{data(png())}" alt="A loaf">', base_url="https://bread.example/loaf/"
    )
    assert f'src="{article.pictures[0].address}"' in shown(article)[0]


def test_words_left_empty_say_that_a_picture_only_decorates():
    article = html(f'<img src="{data(png())}" alt="">')
    assert article.dropped == ()
    assert "words for 1 picture" in html(f'<img src="{data(png())}">').dropped[0]


def test_a_size_that_the_page_states_stays():
    small = f'<img src="{data(png())}" alt="" width="20" height="15">'
    assert 'width="20" height="15"' in shown(html(small))[0]


def test_a_placeholder_before_the_picture_proper_is_not_taken():
    article = html(f'<img src="{data(png())}" data-src="https://bread.example/a.png" alt="">')
    assert article.pictures == ()
    assert "https://bread.example/a.png" in shown(article)[0]


def test_a_spacer_is_no_picture():
    article = html(f'<img src="{data(png(size=(1, 1)))}">')
    assert article.pictures == ()
    assert article.dropped == ("1 tracking picture: picture 1",)


def test_a_drawing_in_a_data_address_stays_out():
    article = html("<img src=\"data:image/svg+xml;utf8,<svg onload='x()'/>\" alt='A loaf'>")
    assert article.pictures == ()
    assert "cannot be shown" in article.dropped[0]


def test_a_data_address_in_markdown_becomes_a_picture_with_its_caption():
    text = f'# Bread\n\nText.\n\n![A loaf]({data(png())} "Fresh")\n'
    article = read_article(text.encode(), filename="bread.md")
    assert "<figcaption>Fresh</figcaption>" in article.sections[0].html
    assert [each.name for each in article.pictures] == ["bread-1.png"]


def test_a_picture_longer_than_the_parser_takes_costs_no_more_than_itself():
    article = html(f'<img src="{data(b"x" * 9_000_000)}" alt="A loaf">', "The end.")
    assert article.sections[0].html.endswith("<p>A loaf</p>\n<p>The end.</p>")


def test_an_address_that_looks_like_one_handed_over_leads_nowhere():
    held = embedded.HELD + sha256(png()).hexdigest()
    article = html(f'<img src="{held}" alt="A loaf">')
    assert article.pictures == ()
    assert shown(article) == []


def test_pictures_beyond_the_number_are_named_and_not_made(monkeypatch):
    monkeypatch.setattr(embedded, "MOST_PICTURES", 2)
    files = {f"{colour}_png": png(colour) for colour in ("red", "green", "blue")}
    article = word(*(drawing(name.replace("_", "."), "Motor") for name in files), **files)
    assert len(article.pictures) == 2
    (line,) = article.dropped
    assert line.startswith("1 picture beyond what one article may bring")
    assert line.endswith("picture 3 (Motor)")


def test_work_on_pictures_has_an_end(monkeypatch):
    monkeypatch.setattr(embedded, "MOST_WORK", 2_000)
    article = word(drawing("a.png", "One"), drawing("b.png", "Two"), a_png=png(), b_png=png("blue"))
    assert [each.alt for each in article.pictures] == ["One"]


def test_a_picture_that_no_section_shows_does_not_come_along():
    text = f"<nav><img src='{data(png())}' alt=''></nav><p>Bread.</p>"
    assert read_article(text.encode(), filename="a.html").pictures == ()
