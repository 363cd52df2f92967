"""The pages that a visitor's phone shows: plain HTML, with all they need inside."""

from __future__ import annotations

import base64
import hashlib
import html
from dataclasses import dataclass

MEDIA_TYPES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
"""The pictures that are handed off, by how they begin."""

_SUFFIXES = {"image/jpeg": "jpg", "image/png": "png"}

_STYLE = """
:root{color-scheme:light dark;--ink:#2b2024;--soft:#6d5c62;--paper:#fbf7f5;--card:#fff;--rose:#a8324f;--on-rose:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#f5ecee;--soft:#bda9ae;--paper:#191315;--card:#251c1f;--rose:#e58ba1;--on-rose:#2a0d15}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;min-height:100svh;display:flex;align-items:center;justify-content:center;
padding:max(20px,env(safe-area-inset-top)) 20px max(20px,env(safe-area-inset-bottom));background:var(--paper);color:var(--ink);
font:17px/1.5 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
main{width:100%;max-width:440px;background:var(--card);border-radius:24px;padding:24px;text-align:center;
box-shadow:0 8px 40px rgb(80 20 40/12%)}
h1{margin:.2em 0 .5em;font-size:1.5em;font-weight:600;line-height:1.25}
p{margin:.7em 0;color:var(--soft)}
img{display:block;width:100%;height:auto;border-radius:16px;margin:0 0 20px}
button,a.button{display:block;width:100%;border:0;border-radius:999px;padding:16px;margin:20px 0 8px;font:inherit;font-weight:600;
background:var(--rose);color:var(--on-rose);text-decoration:none;cursor:pointer}
button:focus-visible,a:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
.sign{width:56px;height:56px;margin:8px auto 4px;border-radius:50%;border:3px solid var(--rose);
box-shadow:inset 0 0 0 5px var(--card),inset 0 0 0 60px color-mix(in srgb,var(--rose) 18%,transparent)}
""".strip().replace("\n", "")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; img-src data:; style-src 'sha256-"
    f"{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Allows the page its own style and the picture inside it, and nothing else."""


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    ask: str
    once: str
    show: str
    here: str
    save: str
    hint: str
    gone: str
    why_gone: str


_ENGLISH = _Words(
    title="Your picture",
    ask="Your picture from the mirror is ready.",
    once="It can be opened once. After that the mirror forgets it.",
    show="Show my picture",
    here="Here you are",
    save="Save",
    hint="Or hold a finger on the picture. The mirror no longer has it: keep this page open until you have "
    "saved it.",
    gone="There is nothing here",
    why_gone="A picture can be opened once and for a few minutes. At the mirror you can make a new one.",
)
_CHINESE = _Words(
    title="您的照片",
    ask="您在魔镜前的照片已准备好。",
    once="照片只能打开一次，随后魔镜就会将其删除。",
    show="查看我的照片",
    here="您的照片",
    save="保存",
    hint="也可以长按照片保存。魔镜已不再保留这张照片，保存之前请不要关闭此页面。",
    gone="这里没有照片",
    why_gone="照片只能打开一次，并且只在几分钟内有效。您可以回到魔镜前重新拍一张。",
)
_LANGUAGES = {"en": _ENGLISH, "zh": _CHINESE}


def language_of(accept: str) -> str:
    """The language of the pages that a browser likes best: “en” or “zh”.

    Args:
        accept: The header Accept-Language (RFC 9110, 12.5.4); whatever is wrong in it is passed over.
    """
    best, best_weight = "en", 0.0
    for part in accept[:500].split(","):
        tag, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = float(parameter[2:])
                except ValueError:
                    weight = 0.0
        language = tag.partition("-")[0]
        if language in _LANGUAGES and weight > best_weight:
            best, best_weight = language, weight
    return best


def door_page(language: str) -> bytes:
    """The first page: a button, and nothing of the picture.

    Messengers and browsers open links on their own, to preview them. They press no buttons.
    """
    words = _LANGUAGES[language]
    body = (
        f'<div class="sign"></div><h1>{_text(words.ask)}</h1><p>{_text(words.once)}</p>'
        f'<form method="post"><button>{_text(words.show)}</button></form>'
    )
    return _page(language, words.title, body)


def picture_page(language: str, picture: bytes, name: str = "mirror") -> bytes:
    """The page with the picture, which is in it twice: to be seen, and to be saved.

    Args:
        language: “en” or “zh”.
        picture: A JPEG or PNG file.
        name: Of the file that is saved, without its suffix.

    Raises:
        ValueError: The picture is neither JPEG nor PNG.
    """
    words = _LANGUAGES[language]
    media_type = media_type_of(picture)
    data = f"data:{media_type};base64,{base64.b64encode(picture).decode()}"
    body = (
        f'<img alt="{_text(words.title)}" src="{data}"><h1>{_text(words.here)}</h1>'
        f'<a class="button" download="{_text(name)}.{_SUFFIXES[media_type]}" href="{data}">'
        f"{_text(words.save)}</a><p>{_text(words.hint)}</p>"
    )
    return _page(language, words.title, body)


def nothing_page(language: str) -> bytes:
    """The page for whatever is not there: wrong, used and expired links look the same."""
    words = _LANGUAGES[language]
    return _page(
        language, words.title, f"<h1>{_text(words.gone)}</h1><p>{_text(words.why_gone)}</p>"
    )


def media_type_of(picture: bytes) -> str:
    """The media type of a picture.

    Raises:
        ValueError: It is neither JPEG nor PNG.
    """
    for begins, media_type in MEDIA_TYPES.items():
        if picture.startswith(begins):
            return media_type
    raise ValueError("a picture to hand off is a JPEG or PNG file")


def _page(language: str, title: str, body: str) -> bytes:
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">'
        '<meta name="robots" content="noindex"><link rel="icon" href="data:,">'
        f"<title>{_text(title)}</title><style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    ).encode()


def _text(words: str) -> str:
    return html.escape(words, quote=True)
