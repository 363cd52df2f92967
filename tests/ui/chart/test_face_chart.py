from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from mirror.artist.client import Worn, WornPiece
from mirror.core.types import Floats, Pixels
from mirror.errors import OutputError
from mirror.makeup.look import Look, load_look, shipped_looks
from mirror.makeup.products import AnyProduct, Blush, Lipstick
from mirror.ui.chart import face_chart
from mirror.ui.chart.face_chart import FaceChart, write_face_chart
from mirror.ui.chart.paper import Paper
from tests.faces import noise_picture

DAY = date(2026, 5, 16)
RED = Lipstick(shades=("#9f1425",), finish="matte", strength=0.8)
SOLD = WornPiece(product=RED, title="Velvet", brand="Aurora", shade="104 Ruby", sku="AUR-104")


@pytest.fixture(autouse=True)
def quick_face(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Look | None, Floats | None]]:
    """A face that takes no time: the real one has tests of its own."""
    asked: list[tuple[Look | None, Floats | None]] = []

    def painted(look: Look | None, skin: Floats | None, face_px: int) -> Pixels:
        asked.append((look, skin))
        return np.full((90, 70, 4), 200, np.uint8)

    monkeypatch.setattr(face_chart, "painted_face", painted)
    return asked


@pytest.fixture(autouse=True)
def british(qapp: QApplication) -> object:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def worn(*products: AnyProduct) -> Worn:
    return Worn(pieces=tuple(WornPiece(product=one) for one in products))


def texts(path: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def fonts(path: Path) -> dict[str, bool]:
    """Each font's name, and whether it is in the file."""
    found = {}
    for page in PdfReader(path).pages:
        for font in page["/Resources"].get_object()["/Font"].get_object().values():  # type: ignore[index]
            (inner,) = font.get_object()["/DescendantFonts"].get_object()
            descriptor = inner.get_object()["/FontDescriptor"].get_object()
            assert isinstance(descriptor, DictionaryObject)
            found[str(descriptor["/FontName"])] = "/FontFile2" in descriptor
    return found


def test_all_that_is_told_is_selectable_text(tmp_path: Path) -> None:
    path = tmp_path / "chart.pdf"
    chart = FaceChart(
        Worn(pieces=(SOLD,)), "Classic red", DAY, "Anna Q.", "Mira Sol", None, "Light, cool",
        "Lanolin, nickel", notes="Softer for the ceremony.",
    )  # fmt: skip
    assert write_face_chart(path, chart) == 1
    (text,) = texts(path)
    for told in (
        "Classic red", "Anna Q.", "Mira Sol", "Light, cool", "Lanolin, nickel", "16 May 2026",
        "Aurora Velvet", "Lipstick", "104 Ruby", "AUR-104", "matte", "80 %",
        "Fill in both lips, blot them,", "Softer for the ceremony.", "Page 1 of 1",
    ):  # fmt: skip
        assert told in text
    assert all(fonts(path).values())
    assert any("Roboto" in name for name in fonts(path))
    assert PdfReader(path).metadata.title == "Classic red"  # type: ignore[union-attr]


@pytest.mark.parametrize(("paper", "points"), [(Paper.A4, (595, 842)), (Paper.LETTER, (612, 792))])
def test_twenty_products_flow_on_to_a_second_page(
    tmp_path: Path, paper: Paper, points: tuple[int, int]
) -> None:
    products = [
        product
        for name in ("bride", "emerald-jewel")
        for product in load_look(shipped_looks()[name]).products
    ]
    path = tmp_path / "chart.pdf"
    chart = FaceChart(worn(*products[:20]), "Everything", DAY, "Anna Q.")
    assert write_face_chart(path, chart, paper) == 2
    reader = PdfReader(path)
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in reader.pages]
    assert sizes == [pytest.approx(points, abs=1)] * 2
    first, second = texts(path)
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    assert "Everything" in second
    assert "Anna Q. · 16 May 2026" in " ".join(second.replace("Saturday, ", "").split())
    # The look's name is told once a page, each product once.
    assert (first + second).count(" %") == 20


def test_sixty_products_are_all_told(tmp_path: Path) -> None:
    path = tmp_path / "chart.pdf"
    pages = write_face_chart(path, FaceChart(worn(*[RED] * 60), "Many", DAY))
    assert pages == len(texts(path)) == 4
    assert "".join(texts(path)).count("80 %") == 60


def test_what_is_only_kept_is_left_out(
    tmp_path: Path, quick_face: list[tuple[Look | None, Floats | None]]
) -> None:
    path = tmp_path / "chart.pdf"
    hidden = WornPiece(product=Blush(shades=("#d08080",)), shown=False)
    write_face_chart(path, FaceChart(Worn(pieces=(hidden, SOLD), strength=0.5), "One", DAY))
    assert "Blush" not in texts(path)[0]
    ((look, skin),) = quick_face
    assert skin is None
    assert look is not None
    assert [(one.__class__, one.strength) for one in look.products] == [(Lipstick, 0.4)]


def test_nothing_worn_is_an_empty_chart_to_draw_on(tmp_path: Path) -> None:
    path = tmp_path / "chart.pdf"
    assert write_face_chart(path, FaceChart(Worn(), "Bare", DAY)) == 1
    assert "order of application" not in texts(path)[0]


def test_pictures_are_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "chart.pdf"
    picture = noise_picture(320, 180)

    def images(chart: FaceChart) -> int:
        write_face_chart(path, chart)
        return len(PdfReader(path).pages[0].images)

    without = images(FaceChart(worn(RED), "One", DAY))
    both = FaceChart(worn(RED), "One", DAY, before=picture, after=picture[:, ::-1])
    assert images(both) == without + 2
    assert "Before" in texts(path)[0]
    assert "After" in texts(path)[0]


def test_no_allergy_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "chart.pdf"
    allergies = ", ".join(f"substance number {number}" for number in range(18)) + ", and the last"
    chart = FaceChart(worn(*[RED] * 8), "One", DAY, allergies=allergies)
    write_face_chart(path, chart)
    assert all(f"number {number}" in texts(path)[0] for number in range(18))
    assert "the last" in texts(path)[0]


def test_chinese_is_written_in_a_font_that_comes_along(tmp_path: Path, qapp: QApplication) -> None:
    class Translator(QTranslator):
        def translate(self, context: str, text: str, *rest: object) -> str | None:
            known = {
                "Face chart": "妆容图",
                "Page {number} of {count}": "第 {number} 页，共 {count} 页",
            }
            return known.get(text)

    translator = Translator()
    qapp.installTranslator(translator)
    path = tmp_path / "chart.pdf"
    try:
        write_face_chart(
            path, FaceChart(worn(RED), "柔和玫瑰", DAY, "欧阳安娜", notes="再柔和一些。")
        )
    finally:
        qapp.removeTranslator(translator)
    (text,) = texts(path)
    for told in ("妆容图", "柔和玫瑰", "欧阳安娜", "再柔和一些。", "第 1 页，共 1 页"):
        assert told in text.replace(" ", "") or told in text
    assert all(fonts(path).values())
    assert any("Roboto" not in name for name in fonts(path))


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    chart = FaceChart(worn(RED), "One", DAY)
    with pytest.raises(OutputError, match="There is no folder"):
        write_face_chart(tmp_path / "no" / "chart.pdf", chart)
    with pytest.raises(OutputError, match="is a folder"):
        write_face_chart(tmp_path, chart)


def test_an_old_chart_stays_where_a_new_one_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "chart.pdf"
    path.write_bytes(b"the old one")

    def fails(self: object, painter: object, number: int) -> None:
        raise RuntimeError

    monkeypatch.setattr(face_chart._Layout, "draw", fails)
    with pytest.raises(RuntimeError):
        write_face_chart(path, FaceChart(worn(RED), "One", DAY))
    assert path.read_bytes() == b"the old one"
    assert [one.name for one in tmp_path.iterdir()] == ["chart.pdf"]
