from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QColorSpace, QImage, QPixmap
from pytestqt.qtbot import QtBot

from mirror.capture.picture_file import Picture, save_picture
from mirror.errors import PhotoError, SourceError
from mirror.ui.looks.photo_intake import holds_photo, photo_file, photo_in, to_pixels
from tests.media import corners, quarters


def files(*paths: Path | str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def link(address: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(address)])
    return data


def image(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> QImage:
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_BGR888).copy()


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    save_picture(tmp_path / "party_night-2.png", Picture(quarters()))
    return tmp_path / "party_night-2.png"


@pytest.mark.parametrize("name", ["a.jpg", "a.JPEG", "a.webp", "a.heic", "a.tiff", "a.svg"])
def test_a_picture_file_is_welcome_without_being_opened(name: str) -> None:
    assert holds_photo(files(f"/nowhere/{name}"))


@pytest.mark.parametrize("name", ["a.txt", "a.mp4", "a", "a.jpg.zip"])
def test_another_file_is_not_welcome(name: str) -> None:
    assert not holds_photo(files(f"/nowhere/{name}"))


def test_image_data_is_welcome_and_text_and_links_are_not() -> None:
    data = QMimeData()
    data.setImageData(image(quarters()))
    assert holds_photo(data)
    text = QMimeData()
    text.setText("party.jpg")
    assert not holds_photo(text)
    assert not holds_photo(link("https://pictures.example/a.jpg"))


def test_a_file_is_a_photo_with_a_readable_title(picture: Path) -> None:
    photo = photo_in(files(picture))
    assert photo.title == "Party night 2"
    assert corners(photo.load()) == "rgbw"


@pytest.mark.parametrize(
    ("name", "title"),
    [("IMG_2041.jpg", "IMG 2041"), ("--.jpg", "Photo"), ("x" * 99 + ".jpg", "X" + "x" * 39)],
)
def test_titles_are_made_from_names(name: str, title: str) -> None:
    assert photo_file(Path("/nowhere") / name).title == title


def test_of_several_files_the_first_picture_is_taken(tmp_path: Path, picture: Path) -> None:
    (tmp_path / "notes.txt").write_text("no picture")
    other = tmp_path / "other.png"
    save_picture(other, Picture(quarters()))
    assert photo_in(files(tmp_path / "notes.txt", picture, other)).title == "Party night 2"


def test_a_file_goes_before_the_image_that_comes_with_it(picture: Path) -> None:
    data = files(picture)
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    assert photo_in(data).title == "Party night 2"


def test_image_data_is_a_photo() -> None:
    data = QMimeData()
    data.setImageData(image(quarters()))
    photo = photo_in(data)
    assert photo.title == "Pasted photo"
    assert np.array_equal(photo.load(), quarters())


def test_the_image_of_a_link_is_taken_where_it_comes_along() -> None:
    data = link("https://pictures.example/a.jpg")
    assert not holds_photo(data)
    data.setImageData(image(quarters()))
    assert holds_photo(data)
    assert np.array_equal(photo_in(data).load(), quarters())


def test_a_pixmap_will_do(qtbot: QtBot) -> None:
    data = QMimeData()
    data.setImageData(QPixmap.fromImage(image(quarters())))
    assert corners(photo_in(data).load()) == "rgbw"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (files("/nowhere/notes.txt"), "notes.txt is no photo; use a picture file"),
        (link("https://pictures.example/a.jpg"), "Nothing is fetched from the internet"),
        (QMimeData(), "There is no picture to paste"),
    ],
)
def test_what_is_no_photo_is_refused_with_what_can_be_done(data: QMimeData, said: str) -> None:
    with pytest.raises(PhotoError, match=said):
        photo_in(data)


def test_a_file_that_cannot_be_read_is_said_when_it_is_read(tmp_path: Path) -> None:
    photo = photo_file(tmp_path / "gone.jpg")
    with pytest.raises(SourceError, match="There is no picture"):
        photo.load()


@pytest.mark.parametrize("width", [1, 2, 3, 5, 64])
def test_rows_of_any_length_are_packed(width: int) -> None:
    pixels = np.random.default_rng(width).integers(0, 256, (7, width, 3), np.uint8)
    assert np.array_equal(to_pixels(image(pixels)), pixels)


def test_what_is_transparent_is_laid_on_white() -> None:
    clear = QImage(4, 4, QImage.Format.Format_ARGB32)
    clear.fill(QColor(0, 0, 0, 0))
    assert (to_pixels(clear) == 255).all()


def test_colours_of_another_space_become_srgb() -> None:
    wide = QImage(4, 4, QImage.Format.Format_RGB32)
    wide.fill(QColor(100, 200, 100))
    wide.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    blue, green, red = to_pixels(wide)[0, 0].tolist()
    assert green > 200
    assert red < 90
    assert blue < 100


def test_an_image_beyond_all_sizes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mirror.capture.picture_file.MAX_PICTURE_PIXELS", 10)
    with pytest.raises(PhotoError, match="too large; scale it down"):
        to_pixels(QImage(4, 4, QImage.Format.Format_RGB32))
