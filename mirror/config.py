"""Where the program's own data and the person's lie, and the narrow settings that its parts take.

There is no global configuration object: each part is given the one small value that it needs.
"""

from __future__ import annotations

from pathlib import Path


def data_root() -> Path:
    """The folder that holds `assets/` and `models/`.

    In a checkout that is the folder above the package; in an installed wheel both lie inside it.
    """
    package = Path(__file__).resolve().parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent


def assets_root() -> Path:
    """The folder of looks, icons and the demo clip."""
    return data_root() / "assets"


def models_root() -> Path:
    """The folder of the model manifest and of one folder a model."""
    return data_root() / "models"


def saved_looks_root() -> Path:
    """The folder of the looks that this person has saved; it may not be there yet."""
    from platformdirs import user_data_path

    return user_data_path("mirror", appauthor=False) / "looks"


def album_root() -> Path:
    """The folder of the pictures and clips that this person keeps; it may not be there yet."""
    from platformdirs import user_pictures_path

    pictures = user_pictures_path()
    return (pictures if pictures.is_dir() else Path.home()) / "Mirror"


def traces_root() -> Path:
    """The folder in which running mirrors note where they write; it may not be there yet."""
    from platformdirs import user_data_path

    return user_data_path("mirror", appauthor=False) / "unfinished"


def catalogue_path() -> Path:
    """The file of the shop's catalogue; it may not be there yet."""
    from platformdirs import user_data_path

    return user_data_path("mirror", appauthor=False) / "catalogue.sqlite"


def preferences_path() -> Path:
    """The file of what this person has set for the window; it may not be there yet."""
    from platformdirs import user_config_path

    return user_config_path("mirror", appauthor=False) / "window.json"


def kiosk_settings_path() -> Path:
    """The file of the kiosk's settings; it may not be there yet."""
    from platformdirs import user_config_path

    return user_config_path("mirror", appauthor=False) / "kiosk.json"


def kiosk_tries_path() -> Path:
    """The file that counts wrong tries of the staff PIN; it may not be there yet."""
    from platformdirs import user_state_path

    return user_state_path("mirror", appauthor=False) / "pin-tries.json"


def kiosk_counts_path() -> Path:
    """The file of the kiosk's try-on counts; it may not be there yet."""
    from platformdirs import user_data_path

    return user_data_path("mirror", appauthor=False) / "counts.sqlite"


def worn_pictures_root() -> Path:
    """The folder of pictures that came with looks of others; it may not be there yet."""
    from platformdirs import user_data_path

    return user_data_path("mirror", appauthor=False) / "pictures"


def client_book_path() -> Path:
    """The file of an artist's client book; it may not be there yet."""
    from platformdirs import user_data_path

    return user_data_path("mirror", appauthor=False) / "clients.book"
