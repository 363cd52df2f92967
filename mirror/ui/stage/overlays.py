"""What lies over the picture: the notice, and the figures for whoever wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLabel, QWidget

from mirror.ui import theme, words

if TYPE_CHECKING:
    from mirror.pipeline.stats import Timings
    from mirror.saving.recorder import Progress


_READING_MS, _READING_MS_A_CHARACTER = 2500, 50


class _Overlay(QLabel):
    """A line or block of text on a veil; lets clicks through to what is below."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Says in the language of today what does not follow by itself."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class Notice(_Overlay):
    """One sentence for the person, along the lower edge of the picture.

    It comes in English, as all that is from below the window, or translated. What is told about
    something that the person has just done goes before what stands in the way of the picture, which
    comes back afterwards.

    Args:
        view: What it lies over.
        above: What it must not cover; None lets it lie at the edge itself.
        linger_ms: How long it stays after its reason has gone.
    """

    _sentence = ""  # as it came

    def __init__(
        self, view: QWidget, *, above: QWidget | None = None, linger_ms: int = 2500
    ) -> None:
        super().__init__("notice", view)
        self._view = view
        self._above = above
        self._reason: str | None = None
        self._told = False
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._linger = QTimer(self)
        self._linger.setSingleShot(True)
        self._linger.setInterval(linger_ms)
        self._linger.timeout.connect(self.hide)
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.timeout.connect(self.hush)

    def retranslate(self) -> None:
        """Says what it is called, and its sentence, in the language of today."""
        self.setAccessibleName(self.tr("Notice"))
        self._write()

    def show_sentence(self, sentence: str | None) -> None:
        """Shows a sentence; None takes it away, after long enough to be read."""
        self._reason = sentence
        if self._told:
            return
        if sentence is None:
            if self.isVisibleTo(self._view) and not self._linger.isActive():
                self._linger.start()
            return
        self._show(sentence)

    def tell(self, sentence: str, *, until_hushed: bool = False) -> None:
        """Shows a sentence for as long as it takes to read it, or until it is hushed."""
        self._told = True
        self._telling.stop()
        self._show(sentence)
        if not until_hushed:
            self._telling.start(_READING_MS + _READING_MS_A_CHARACTER * len(sentence))

    def hush(self) -> None:
        """Takes away what was told."""
        self._telling.stop()
        self._told = False
        if self._reason is None:
            self.hide()
        else:
            self._show(self._reason)

    def forget(self) -> None:
        """Says nothing any longer, and has said nothing."""
        self._reason = None
        self._linger.stop()
        self.hush()
        self.clear()
        self.setAccessibleDescription("")

    def stop(self) -> None:
        """Keeps no clock any longer."""
        self._linger.stop()
        self._telling.stop()

    def settle(self) -> None:
        """Finds its place again after the view has changed its size."""
        view = self._view
        widest = max(1, view.width() - 2 * theme.sizes().space_l)
        # One line where it fits: its padding and the sentence itself.
        line = self.fontMetrics().horizontalAdvance(self.text()) + 2 * theme.sizes().space_m + 8
        width = min(widest, line)
        height = self.heightForWidth(width)
        floor = view.height() if self._above is None else self._above.y()
        left = (view.width() - width) // 2
        self.setGeometry(left, floor - height - theme.sizes().space_m, width, height)

    def _show(self, sentence: str) -> None:
        self._linger.stop()
        if sentence != self._sentence:
            self._sentence = sentence
            self._write()
        self.show()

    def _write(self) -> None:
        said = words.sentence(self._sentence)
        if said != self.text():
            self.setText(said)
            self.setAccessibleDescription(said)
            self.settle()


class Figures(_Overlay):
    """Frames a second, latency and the time of each stage."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("figures", parent)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        self.setStyleSheet(f'font-family: "{fixed}";')
        self.move(theme.sizes().space_l, theme.sizes().space_l)

    def retranslate(self) -> None:
        """Says what it is called in the language of today."""
        self.setAccessibleName(self.tr("Figures"))

    def show_timings(self, timings: Timings, size: tuple[int, int], paint_ms: float) -> None:
        """Shows these figures.

        Args:
            timings: With the percentiles 50 and 95.
            size: Width and height of the picture, in pixels.
            paint_ms: How long painting it into the window took.
        """
        lines = [f"{size[0]} x {size[1]}"]
        if timings.fps is not None:
            lines.append(self.tr("{number} frames/s").format(number=f"{timings.fps:5.1f}"))
        lines.append(f"{'p50':>5}{'p95':>7} ms")
        rows = {"latency": timings.latency_ms, **timings.stages_ms}
        # Numbers come first: they are all of one width, and names are not in every language.
        lines += [
            f"{at[50]:>5.1f}{at[95]:>7.1f} {words.stage(name)}" for name, at in rows.items() if at
        ]
        lines.append(f"{paint_ms:>5.1f}{'':7} {words.stage('show')}")
        self.setText("\n".join(lines))
        self.adjustSize()


class Count(_Overlay):
    """A large number in the middle of the picture: the seconds until something happens.

    Args:
        view: What it lies over.
    """

    def __init__(self, view: QWidget) -> None:
        super().__init__("count", view)
        self._view = view
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def show_left(self, seconds: int) -> None:
        """Shows so many seconds; 0 goes away."""
        self.setText(str(seconds))
        self.setAccessibleName(self.text())
        self.settle()
        self.setVisible(seconds > 0)

    def settle(self) -> None:
        """Finds its place again after the view has changed its size."""
        side = 2 * theme.sizes().display_px
        view = self._view
        self.setGeometry((view.width() - side) // 2, theme.sizes().space_l, side, side)


class Recorded(_Overlay):
    """How long what is being recorded is, in an upper corner.

    Args:
        view: What it lies over.
    """

    def __init__(self, view: QWidget) -> None:
        super().__init__("recorded", view)
        self._view = view

    def show_progress(self, progress: Progress | None) -> None:
        """Shows how far a recording is; None goes away."""
        self.setVisible(progress is not None)
        if progress is None:
            return
        if progress.completed is not None:
            said = self.tr("Saving… {percent}%").format(percent=round(100 * progress.completed))
        else:
            minutes, seconds = divmod(int(progress.recorded_s), 60)
            said = f"● {minutes}:{seconds:02d}"
        if said != self.text():
            self.setText(said)
            self.settle()

    def settle(self) -> None:
        """Finds its place again after the view has changed its size."""
        self.adjustSize()
        margin = theme.sizes().space_m
        self.move(self._view.width() - self.width() - margin, margin)
