"""Sentences from below the window, as templates that can be translated.

What is raised or noticed down there is finished English, with its values in it: an f-string, whose
names are checked where it is written. Here the same sentences stand once more with their places left
open, and a finished one is matched against them. The other way, errors and notices that carry a
template and its values, would put a type for the window's sake into every layer, from the camera's
thread to the picture's notice, and its templates would be checked by nobody. A test walks the code
below and fails when a sentence of it is missing here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mirror.ui.marking import QT_TRANSLATE_NOOP

CONTEXT = "Sentence"

# They hold another sentence, and are tried first: that one would take what follows it for its own.
_AROUND = (
    QT_TRANSLATE_NOOP("Sentence", "{sentence} Trying again."),
    QT_TRANSLATE_NOOP("Sentence", "{sentence} This is the {source}."),
    QT_TRANSLATE_NOOP("Sentence", "No look of a photo can be worn. {sentence}"),
)

_CAMERAS = (
    QT_TRANSLATE_NOOP("Sentence", "{camera} delivers no picture; it is being opened again."),
    QT_TRANSLATE_NOOP("Sentence", "{camera} delivers the same picture again and again; it is being opened again."),
    QT_TRANSLATE_NOOP("Sentence", "{camera} delivers a black picture; open its cover, turn on a light, or close any other program that uses it."),
    QT_TRANSLATE_NOOP("Sentence", "{camera} delivers a still picture; if it should not, replug it."),
    QT_TRANSLATE_NOOP("Sentence", "{camera} was lost and has not come back; plug it in again, or choose another source."),
    QT_TRANSLATE_NOOP("Sentence", "{camera} opens but delivers no picture; plug it in again, or close any other program that uses it."),
    QT_TRANSLATE_NOOP("Sentence", "{camera} delivers {width}x{height} instead of {wanted_width}x{wanted_height}."),
    QT_TRANSLATE_NOOP("Sentence", "{camera} delivers no colour picture; choose another camera."),
    QT_TRANSLATE_NOOP("Sentence", "There is no camera; plug one in."),
    QT_TRANSLATE_NOOP("Sentence", "There is no camera {number}; {advice}."),
    QT_TRANSLATE_NOOP("Sentence", "choose one of: {cameras}"),
    QT_TRANSLATE_NOOP("Sentence", "plug one in, or use --source demo"),
    QT_TRANSLATE_NOOP("Sentence", "{camera} may not be used by this account; add it to the group “video” and log in again."),
    QT_TRANSLATE_NOOP("Sentence", "{camera} cannot be opened; plug it in, and allow it in System Settings, Privacy & Security, Camera."),
    QT_TRANSLATE_NOOP("Sentence", "{camera} cannot be opened; another program may be using it: close that, or choose another source."),
    QT_TRANSLATE_NOOP("Sentence", "camera {number}"),
    QT_TRANSLATE_NOOP("Sentence", "built-in demo"),
    QT_TRANSLATE_NOOP("Sentence", "built-in demo 2"),
    QT_TRANSLATE_NOOP("Sentence", "There is no file and no camera “{source}”; cameras here: {cameras}; built in: {demos}."),
    QT_TRANSLATE_NOOP("Sentence", "none"),
    QT_TRANSLATE_NOOP("Sentence", "The picture from {source} broke off: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "the source"),
)  # fmt: skip

_FILES = (
    QT_TRANSLATE_NOOP("Sentence", "There is no video {file}; check the path."),
    QT_TRANSLATE_NOOP("Sentence", "The video {file} may not be read; change its permissions or copy it."),
    QT_TRANSLATE_NOOP("Sentence", "{file} is a folder, not a video; name a file in it."),
    QT_TRANSLATE_NOOP("Sentence", "{file} is no video, or its beginning or end is missing; choose another file, or copy it again from where it came from."),
    QT_TRANSLATE_NOOP("Sentence", "{file} has no moving picture in it; choose another video."),
    QT_TRANSLATE_NOOP("Sentence", "The video {file} cannot be decoded here; convert it to H.264 in MP4."),
    QT_TRANSLATE_NOOP("Sentence", "The video {file} is {width}x{height}, and more than 4K is too large; scale it down to 3840x2160 or less."),
    QT_TRANSLATE_NOOP("Sentence", "The video {file} holds no picture that can be read; choose another one."),
    QT_TRANSLATE_NOOP("Sentence", "The video {file} changes its size from {width}x{height} to {other_width}x{other_height} on the way; convert it to one size."),
    QT_TRANSLATE_NOOP("Sentence", "The video {file} is cut off: only {seconds} of its {all_seconds} s can be read; {advice}."),
    QT_TRANSLATE_NOOP("Sentence", "The video {file} is damaged, and {number} of its pictures are left out; {advice}."),
    QT_TRANSLATE_NOOP("Sentence", "copy it again from where it came from"),
    QT_TRANSLATE_NOOP("Sentence", "{file} is an HDR video; its colours are shown paler than they are."),
    QT_TRANSLATE_NOOP("Sentence", "There is no picture {file}; check the path."),
    QT_TRANSLATE_NOOP("Sentence", "The picture {file} may not be read; change its permissions or copy it."),
    QT_TRANSLATE_NOOP("Sentence", "{file} is a folder, not a picture; name a file in it."),
    QT_TRANSLATE_NOOP("Sentence", "{file} is no picture that can be read; convert it to JPEG or PNG."),
    QT_TRANSLATE_NOOP("Sentence", "{file} is an HEIC picture, as phones take them, which cannot be read here; export it as JPEG."),
    QT_TRANSLATE_NOOP("Sentence", "The picture {file} is damaged or of a rare kind; copy it again from where it came from, or convert it to JPEG or PNG."),
    QT_TRANSLATE_NOOP("Sentence", "The picture {file} is {size}; scale it down to {number} megapixels."),
    QT_TRANSLATE_NOOP("Sentence", "far too large"),
    QT_TRANSLATE_NOOP("Sentence", "{width}x{height}, and that is too large"),
    QT_TRANSLATE_NOOP("Sentence", "The folder {folder} cannot be read: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "There is no picture in {folder}; choose another folder."),
    QT_TRANSLATE_NOOP("Sentence", "{folder} has no picture."),
    QT_TRANSLATE_NOOP("Sentence", "There is no folder {folder}; create it first."),
    QT_TRANSLATE_NOOP("Sentence", "{file} is a folder; name a file in it."),
    QT_TRANSLATE_NOOP("Sentence", "{file} cannot be written: the disk is full; free some space."),
    QT_TRANSLATE_NOOP("Sentence", "{file} cannot be written: files may not grow that large here; choose another folder."),
    QT_TRANSLATE_NOOP("Sentence", "{file} cannot be written: this account may not write there; choose another folder."),
    QT_TRANSLATE_NOOP("Sentence", "{file} cannot be written: {reason}; choose another place."),
    QT_TRANSLATE_NOOP("Sentence", "{file} cannot be written as a picture; end its name in one of {endings}."),
    QT_TRANSLATE_NOOP("Sentence", "{file} cannot be written as a video; end its name in {endings}."),
)  # fmt: skip

_PHOTOS = (
    QT_TRANSLATE_NOOP("Sentence", "No face was found in this photo; choose one in which a face looks towards the camera."),
    QT_TRANSLATE_NOOP("Sentence", "The face is only {height} pixels high, and it takes {least}; use a larger photo, or one taken from nearer."),
    QT_TRANSLATE_NOOP("Sentence", "The face is only {height} pixels high; from {enough} on, lips and eyes come out right."),
    QT_TRANSLATE_NOOP("Sentence", "Too much of the face lies outside the photo; use one that shows it whole."),
    QT_TRANSLATE_NOOP("Sentence", "The edge of the photo cuts the face; what lies beyond wears no makeup."),
    QT_TRANSLATE_NOOP("Sentence", "The face is turned too far to the side; use a photo that shows both eyes."),
    QT_TRANSLATE_NOOP("Sentence", "The face is turned to the side, so the makeup of the far half is a guess; a photo from the front shows all of it."),
    QT_TRANSLATE_NOOP("Sentence", "The face is too dark for its colours to be told; use a photo taken in better light."),
    QT_TRANSLATE_NOOP("Sentence", "The face is very dark, so colours may be off; a brighter photo shows more."),
    QT_TRANSLATE_NOOP("Sentence", "Most of the face is overexposed and has lost its colours; use a photo in softer light."),
    QT_TRANSLATE_NOOP("Sentence", "Part of the face is overexposed, so colours may be pale; a photo in softer light shows more."),
    QT_TRANSLATE_NOOP("Sentence", "This photo has no colours of its own, only light and dark; use a colour photo."),
    QT_TRANSLATE_NOOP("Sentence", "The eyes seem to be behind dark glasses; set Eyes to 0 to wear the rest, or use a photo without them."),
    QT_TRANSLATE_NOOP("Sentence", "The face is too blurred for its makeup to be told; use a sharper photo."),
    QT_TRANSLATE_NOOP("Sentence", "The photo is blurred, so edges come out soft; a sharper one shows more."),
    QT_TRANSLATE_NOOP("Sentence", "The mouth seems to be covered; set Lips to 0 to wear the rest, or use a photo that shows it."),
    QT_TRANSLATE_NOOP("Sentence", "This looks like a drawing, so its colours are a guess; a photo shows more."),
    QT_TRANSLATE_NOOP("Sentence", "The face of “{title}” lies outside of the photo; use another photo."),
    QT_TRANSLATE_NOOP("Sentence", "{file} is no photo; use a picture file, such as a JPEG."),
    QT_TRANSLATE_NOOP("Sentence", "Nothing is fetched from the internet; save the picture first, or copy it and paste it here."),
    QT_TRANSLATE_NOOP("Sentence", "There is no picture to paste; copy one first."),
    QT_TRANSLATE_NOOP("Sentence", "The picture is too large; scale it down to {number} megapixels."),
    QT_TRANSLATE_NOOP("Sentence", "This photo could not be read; try another one."),
)  # fmt: skip

_LOOKS = (
    QT_TRANSLATE_NOOP("Sentence", "There is no look named “{name}”; the shipped ones are: {names}."),
    QT_TRANSLATE_NOOP("Sentence", "The look file {file} cannot be read: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "The look file {file} is not a text file in UTF-8."),
    QT_TRANSLATE_NOOP("Sentence", "The look file {file} is of format {format}, and this mirror reads up to {newest}; install a newer mirror."),
    QT_TRANSLATE_NOOP("Sentence", "The look file {file} is not valid TOML: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "The look file {file} cannot be worn: {reason} at {place}; correct that line."),
    QT_TRANSLATE_NOOP("Sentence", "the top level"),
    QT_TRANSLATE_NOOP("Sentence", "The picture {file}, which a look wears, cannot be read ({reason})."),
    QT_TRANSLATE_NOOP("Sentence", "This mirror wears no looks of photos."),
    QT_TRANSLATE_NOOP("Sentence", "The look “{title}” was read from its photo by another version of the mirror; open the photo again."),
    QT_TRANSLATE_NOOP("Sentence", "“{title}” was read by another version of the transfer network; open its photo again to wear it."),
    QT_TRANSLATE_NOOP("Sentence", "“{title}” needs the transfer network, which is not installed; install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "There is no saved look “{name}”; `mirror looks` lists them."),
    QT_TRANSLATE_NOOP("Sentence", "The saved look {file} is damaged ({reason}); delete it, and open its photo again."),
    QT_TRANSLATE_NOOP("Sentence", "{file} is too large to be a saved look; delete it."),
    QT_TRANSLATE_NOOP("Sentence", "The saved look {file} is from a newer version of the mirror; update the mirror to wear it."),
    QT_TRANSLATE_NOOP("Sentence", "The saved look {file} cannot be read: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "The saved look {file} cannot be deleted: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "The folder {folder} for saved looks cannot be made: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "The saved look {file} is of products, not of a photo."),
    QT_TRANSLATE_NOOP("Sentence", "A look that is given away wears no more than {number} pictures."),
    QT_TRANSLATE_NOOP("Sentence", "The look {file} is damaged ({reason}); ask for it again."),
    QT_TRANSLATE_NOOP("Sentence", "The pictures of the look are too large to be given away; make them smaller."),
    QT_TRANSLATE_NOOP("Sentence", "The pictures of the look cannot be kept in {folder}: {reason}."),
)  # fmt: skip

_ENGINE = (
    QT_TRANSLATE_NOOP("Sentence", "The makeup could not follow for a moment."),
    QT_TRANSLATE_NOOP("Sentence", "The makeup is being restarted; this is the plain camera picture."),
    QT_TRANSLATE_NOOP("Sentence", "The makeup failed again and again and was switched off: start the mirror anew, and run “mirror doctor” if that does not help."),
    QT_TRANSLATE_NOOP("Sentence", "The graphics card has failed; the mirror goes on without it, and may be slower."),
    QT_TRANSLATE_NOOP("Sentence", "The model {name} is not installed: {file} is missing; install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The model {name} has no file that this machine can run; install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The model {name} has no {part}; install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The model manifest {file} cannot be read ({reason}); install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The model manifest {file} is not valid: {reason}; install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The model manifest {file} describes {other}, not {name}; install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The manifest of the model {name} does not say how its picture is cut; install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The manifest of the model {name} describes another network than this version of the mirror runs; install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The manifest of the model {name} describes another {part} than this version of the mirror runs; install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The model file {file} is missing; install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The model file {file} cannot be read ({reason}); install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The model file {file} cannot be loaded ({reason}); install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The model file {file} is damaged or was altered (its SHA-256 is not the manifest's); install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The model file {model}/{file} has tensors that its manifest does not name: {names}; install the mirror again."),
    QT_TRANSLATE_NOOP("Sentence", "The model file {model}/{file} has no tensor {name} of shape {shape} and type {type} as its manifest says; install the mirror again."),
)  # fmt: skip

_SAVING = (
    QT_TRANSLATE_NOOP("Sentence", "There is no folder {folder}; choose another one to save in."),
    QT_TRANSLATE_NOOP("Sentence", "{file} is a file, not a folder; choose a folder to save in."),
    QT_TRANSLATE_NOOP("Sentence", "The picture is too small to be recorded; choose a larger one."),
    QT_TRANSLATE_NOOP("Sentence", "The picture changed from {size} to {other_size}; the recording ends there."),
    QT_TRANSLATE_NOOP("Sentence", "Nothing was recorded, as there was no picture; choose a source."),
    QT_TRANSLATE_NOOP("Sentence", "The sound of {file} is of a kind that is not known here; convert it to AAC."),
    QT_TRANSLATE_NOOP("Sentence", "There is no virtual camera; install v4l2loopback (v4l2loopback-dkms in Debian and Ubuntu) and run: {command}"),
    QT_TRANSLATE_NOOP("Sentence", "There is no virtual camera; install OBS Studio, then run: {command}"),
    QT_TRANSLATE_NOOP("Sentence", "There is no virtual camera; install OBS Studio and start its virtual camera once, then run: {command}"),
    QT_TRANSLATE_NOOP("Sentence", "The virtual camera cannot be used: {reason}; close what writes to it, or add your account to the group video."),
    QT_TRANSLATE_NOOP("Sentence", "it is gone"),
    QT_TRANSLATE_NOOP("Sentence", "The virtual camera has stopped: {reason}; start it again."),
)  # fmt: skip

_SETTINGS = (
    QT_TRANSLATE_NOOP("Sentence", "The settings {file} cannot be read: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "The settings {file} are broken ({fault}) and cannot be renamed: {reason}; move the file away."),
    QT_TRANSLATE_NOOP("Sentence", "The settings {file} were broken ({fault}); they lie in {aside} now, and the defaults hold."),
    QT_TRANSLATE_NOOP("Sentence", "The settings {file} cannot be written: {reason}; free some space, or let this account write there."),
)  # fmt: skip

_KIOSK = (
    QT_TRANSLATE_NOOP("Sentence", "Pictures cannot be handed off: the hand-off is switched off."),
    QT_TRANSLATE_NOOP("Sentence", "Pictures cannot be handed off at {address}, port {port}: {reason}; choose another port, or 0 for any."),
    QT_TRANSLATE_NOOP("Sentence", "This machine is in no local network; connect it to the one that the visitors' phones are in, or leave the hand-off switched off."),
)  # fmt: skip

_CLIENTS = (
    QT_TRANSLATE_NOOP("Sentence", "This cannot be kept in the client book: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "Without the client's consent there is no page about them."),
    QT_TRANSLATE_NOOP("Sentence", "Without the client's consent to pictures none are kept."),
    QT_TRANSLATE_NOOP("Sentence", "The client book {file} cannot be made: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "The client book {file} cannot be opened: this account may not write there."),
    QT_TRANSLATE_NOOP("Sentence", "The client book {file} cannot be read or written: its disk does not answer."),
    QT_TRANSLATE_NOOP("Sentence", "The client book {file} cannot be written: the disk is full; free some space."),
    QT_TRANSLATE_NOOP("Sentence", "The client book {file} is damaged; nothing of it was read. Bring back a copy of it."),
    QT_TRANSLATE_NOOP("Sentence", "The client book {file} is from a newer version of the mirror; update the mirror to open it."),
    QT_TRANSLATE_NOOP("Sentence", "The client book {file} is open in another window; close it there first."),
    QT_TRANSLATE_NOOP("Sentence", "There is a file {file} already; open it, or choose another."),
    QT_TRANSLATE_NOOP("Sentence", "There is no client book {file}; choose another, or begin a new one."),
    QT_TRANSLATE_NOOP("Sentence", "{file} is no client book; choose another file."),
    QT_TRANSLATE_NOOP("Sentence", "A passphrase has {number} characters at least; four words make a good one."),
    QT_TRANSLATE_NOOP("Sentence", "This is not the passphrase of the client book; type it again."),
    QT_TRANSLATE_NOOP("Sentence", "The picture is no JPEG picture, or a damaged one."),
    QT_TRANSLATE_NOOP("Sentence", "The picture is too large for the client book; 30 MB is the most."),
    QT_TRANSLATE_NOOP("Sentence", "The picture is too large for the client book; scale it down."),
    QT_TRANSLATE_NOOP("Sentence", "The client book is locked; open it with its passphrase."),
    QT_TRANSLATE_NOOP("Sentence", "This client is not in the book any more."),
    QT_TRANSLATE_NOOP("Sentence", "This session is another client's; begin a new one."),
)  # fmt: skip

_CATALOGUE = (
    QT_TRANSLATE_NOOP("Sentence", "There is no catalogue at {file}; make one with `mirror catalogue import FILE`, or one to try with `mirror catalogue import --demo`."),
    QT_TRANSLATE_NOOP("Sentence", "The folder {folder} for the catalogue cannot be made: {reason}."),
    QT_TRANSLATE_NOOP("Sentence", "The catalogue {file} cannot be used: {advice}."),
    QT_TRANSLATE_NOOP("Sentence", "in memory"),
    QT_TRANSLATE_NOOP("Sentence", "the disk is full; free some space"),
    QT_TRANSLATE_NOOP("Sentence", "another import is running; try again when it is done"),
    QT_TRANSLATE_NOOP("Sentence", "it is no catalogue, or a damaged one; move it away and import again"),
    QT_TRANSLATE_NOOP("Sentence", "this account may not write there; choose another file with --catalogue"),
    QT_TRANSLATE_NOOP("Sentence", "{reason}; choose another file with --catalogue"),
    QT_TRANSLATE_NOOP("Sentence", "{file} is the database of another program; choose another file."),
    QT_TRANSLATE_NOOP("Sentence", "{file} was written by a newer Mirror; update this one."),
)  # fmt: skip

SENTENCES = (
    *_AROUND, *_CAMERAS, *_FILES, *_PHOTOS, *_LOOKS, *_ENGINE, *_SAVING, *_SETTINGS, *_KIOSK, *_CLIENTS, *_CATALOGUE,
)  # fmt: skip
"""All templates; `{name}` is the place of a value, which may itself be made from a template.

`{number}` takes digits alone.
"""

PLACE = re.compile(r"\{(\w+)\}")
"""The place of a value in a template."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a finished sentence was made from.

    Attributes:
        template: One of `SENTENCES`.
        values: What stands in its places, by their names.
    """

    template: str
    values: Mapping[str, str]


def take_apart(sentence: str) -> Parts | None:
    """Finds what a sentence was made from; None if no template fits.

    The first letter may be a capital, as at the beginning of a line.
    """
    for template, pattern in _patterns():
        if found := pattern.fullmatch(sentence):
            return Parts(template, found.groupdict())
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each template's pattern: those around others first, then the most specific one."""
    others = sorted(SENTENCES[len(_AROUND) :], key=lambda text: -len(PLACE.sub("", text)))
    return tuple((text, _pattern(text)) for text in (*_AROUND, *others))


def _pattern(template: str) -> re.Pattern[str]:
    written, *rest = PLACE.split(template)  # what is written, and the names between
    pattern = f"(?i:{re.escape(written[:1])}){re.escape(written[1:])}"
    for name, written in zip(rest[::2], rest[1::2], strict=True):
        value = r"\d+" if name == "number" else ".+?"
        pattern += f"(?P<{name}>{value}){re.escape(written)}"
    return re.compile(pattern, re.DOTALL)
