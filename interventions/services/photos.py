"""Keep a photo of a visit: the picture only, none of what the camera wrote beside it."""

import hashlib
import io
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from accounts import clock
from interventions.models import Visit, VisitPhoto

LONGEST_SIDE = 1600
QUALITY = 80
LARGEST_UPLOAD = 12 * 1024 * 1024
MOST_PIXELS = 60_000_000  # a phone's 50 megapixels; a bomb of a picture has more
FORMATS = ("JPEG", "PNG", "WEBP")


class PhotoRefused(Exception):
    """The file is no photo that can be kept; the message says why, for a person to read."""


def reencode(data: bytes) -> Image.Image:
    """The upright picture, at most 1600 pixels a side, without metadata. Raises PhotoRefused."""
    if len(data) > LARGEST_UPLOAD:
        raise PhotoRefused(_("Foto terlalu besar; paling besar 12 MB."))
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as received:
            if received.width * received.height > MOST_PIXELS:
                raise PhotoRefused(_("Foto terlalu besar; kecilkan dulu di kamera."))
            received.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(received).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise PhotoRefused(_("Berkas ini bukan foto yang dapat dibuka.")) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture = Image.new("RGB", upright.size)
    picture.paste(upright)
    return picture


def keep_photo(visit: Visit, data: bytes) -> VisitPhoto:
    """Store a photo of a visit; the same bytes again are the same photo. Raises PhotoRefused."""
    received_hash = hashlib.sha256(data).hexdigest()
    known = VisitPhoto.objects.filter(visit=visit, received_hash=received_hash).first()
    if known is not None:
        return known
    picture = reencode(data)
    photo = VisitPhoto(
        visit=visit,
        received_hash=received_hash,
        width=picture.width,
        height=picture.height,
        received_at=clock.now(),
    )
    path = path_of(photo)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, "JPEG", quality=QUALITY, optimize=True)
    # The file first: a row without its file would be a broken page, the reverse is only a leftover.
    photo.save()
    return photo


def path_of(photo: VisitPhoto) -> Path:
    return Path(settings.MEDIA_ROOT) / photo.stored_name
