"""``read_pictures``: from a path to a ``PictureSet``, in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pinnace.data.labels import assign, check, label_name, unknown, whole_numbers
from pinnace.data.pictures.decoding import decode_with_facts
from pinnace.data.pictures.listing import Listing, open_listing
from pinnace.data.pictures.picture_set import PictureReading, PictureSet, Skipped
from pinnace.data.reading import group_ids
from pinnace.data.sampling import Sample
from pinnace.errors import PinnaceError
from pinnace.runtime.picture import View, look

MAX_PICTURES = 100_000
MAX_BYTES = 1_000_000_000  # of pictures as they are seen
FEW, SHARE = 10, 0.1  # pictures that may be unreadable: so many, or this share of all

Item = tuple[str, str, Any, tuple[int, int], NDArray[np.uint8]]  # place, label, group, size, seen


def read_pictures(
    path: str | PathLike[str],
    view: View,
    *,
    picture_column: str | None = None,
    label_column: str | None = None,
    group_column: str | None = None,
    classes: Sequence[str] | None = None,
    closed: bool = False,
    max_pictures: int = MAX_PICTURES,
    max_bytes: int = MAX_BYTES,
    seed: int = 0,
) -> PictureSet:
    """Read labelled pictures from a folder per class, or from a table of paths or encoded bytes.

    Each is decoded, turned as its EXIF data say and looked at through ``view`` by the core: what is kept is what a
    device will see. Pictures that cannot be decoded are left out and listed, up to 10 or a tenth of all.
    ``classes``, ``closed``, sampling and ``seed``: as for ``pinnace.data.read``.

    Raises ``PinnaceError`` with a ``data.*`` code.
    """
    listing = open_listing(Path(path), column=picture_column, label=label_column, group=group_column)
    sample: Sample[Item] = Sample(max_pictures, max_bytes, seed)
    skipped: list[Skipped] = []
    counts, modes = Counter[str](), Counter[str]()
    unlabelled = turned = 0
    for entry in listing.entries:
        label = label_name(entry.label)
        if label is None:
            unlabelled += 1
            continue
        if closed and label not in (classes or ()):
            raise unknown(label, tuple(classes or ()), entry.place)
        counts[label] += 1
        priority = sample.admits()
        if priority is None:
            continue
        try:
            picture = decode_with_facts(entry.source)
        except PinnaceError as error:
            if error.code != "data.picture":
                raise
            skipped.append(Skipped(entry.place, error.what.removeprefix("no picture can be read here: ")))
            counts[label] -= 1
            continue
        modes[picture.mode] += 1
        turned += picture.turned
        seen = look(picture.raw, view)
        sample.add(priority, (entry.place, label, entry.group, picture.size, seen), seen.nbytes)
    kept = sample.items()
    refuse_damage(listing, skipped, sample.seen)
    if not kept:
        raise PinnaceError(
            "data.empty", what="there is no picture with a label", where=listing.source, hint="give some pictures"
        )
    renamed = whole_numbers(counts)
    names = [renamed.get(label, label) for _, label, _, _, _ in kept]
    if not classes:
        check(+Counter(names), listing.label_column, listing.source)
    ids = assign(set(names), classes or ())
    index = {name: i for i, name in enumerate(ids)}
    reading = PictureReading(
        rows=sample.seen + unlabelled,
        kept=len(kept),
        unlabelled=unlabelled,
        sampled_out=sample.seen - len(kept) - len(skipped),
        skipped=tuple(skipped),
        format=listing.format,
        label_column=listing.label_column,
        notes=tuple(listing.notes),
        modes=dict(modes),
        turned=turned,
    )
    return PictureSet(
        seen=np.stack([item[4] for item in kept]),
        view=view,
        labels=np.array([index[name] for name in names], np.int32),
        classes=ids,
        sizes=np.array([item[3] for item in kept], np.int32),
        places=tuple(item[0] for item in kept),
        source=listing.source,
        groups=group_ids([item[2] for item in kept]) if group_column else None,
        reading=reading,
    )


def refuse_damage(listing: Listing, skipped: Sequence[Skipped], total: int) -> None:
    """A few damaged files are normal; many mean that something else is wrong."""
    if len(skipped) > max(FEW, SHARE * total):
        shown = "; ".join(f"{one.place}: {one.reason}" for one in skipped[:3])
        raise PinnaceError(
            "data.picture",
            what=f"{len(skipped):,} of {total:,} pictures cannot be read: {shown}",
            where=listing.source,
            hint="mend or remove them; a few are left out and listed",
        )
