"""Raw files as cameras build them, without a sensor's pixels."""

from __future__ import annotations

import struct

ORIENTATION, PLACE, PHOTOMETRIC, STRIPS, LENGTHS, SUB = 0x0112, 0x8825, 0x0106, 0x0111, 0x0117, 0x014A
JPEG_AT, JPEG_LENGTH, DNG_VERSION = 0x0201, 0x0202, 0xC612
FILTERS = 32_803
SHORT, LONG = 3, 4


class Tiff:
    """Directories and what they lead to, put behind each other; everything gets its place before it is named."""

    def __init__(self, magic=b"II*\0", rest=b""):
        self.order = ">" if magic.startswith(b"MM") else "<"
        self.data = bytearray(magic + bytes(4) + rest)

    def add(self, content):
        """Where it lies."""
        self.data += bytes(len(self.data) % 2)
        at = len(self.data)
        self.data += content
        return at

    def directory(self, following=0, **entries):
        """Tags as `t0112=6`; lists are put elsewhere."""
        packed = []
        for name, value in sorted(entries.items()):
            values = value if isinstance(value, list) else [value]
            tag = int(name[1:], 16)
            kind = SHORT if tag in {ORIENTATION, PHOTOMETRIC} else LONG
            content = b"".join(struct.pack(self.order + ("H" if kind == SHORT else "I"), one) for one in values)
            if len(content) > 4:
                content = struct.pack(self.order + "I", self.add(content))
            packed.append(struct.pack(self.order + "HHI", tag, kind, len(values)) + content.ljust(4, b"\0"))
        body = struct.pack(self.order + "H", len(packed)) + b"".join(packed) + struct.pack(self.order + "I", following)
        return self.add(body)

    def done(self, first):
        self.data[4:8] = struct.pack(self.order + "I", first)
        return bytes(self.data)


def sensor():
    """What is no picture, and looks like the beginning of one."""
    lossless = b"\xff\xd8\xff\xc3\0\x0e\x0e\x20\0\x20\0\x02\0\x11\0\x01\x11\0"
    return b"\xff\xd8\xff\xff\xff" + bytes(500) + lossless + bytes(3000)


def placed(tiff):
    return tiff.directory(t0001=1, t0002=[52, 1, 30, 1, 0, 1])


def nef(preview, thumbnail, orientation=6, *, magic=b"MM\0*", place=True):
    """Nikon: a thumbnail, and in directories within the preview and the sensor's pixels."""
    tiff = Tiff(magic)
    small, large, raw = tiff.add(thumbnail), tiff.add(preview), tiff.add(sensor())
    within = tiff.directory(t0201=large, t0202=len(preview)), tiff.directory(t0106=FILTERS, t0111=raw, t0117=3000)
    where = placed(tiff) if place else tiff.directory(t0000=1)
    return tiff.done(
        tiff.directory(t0106=2, t0111=small, t0112=orientation, t0117=len(thumbnail), t014a=list(within), t8825=where)
    )


def cr2(preview, thumbnail, orientation=6):
    """Canon, older: the preview, then a thumbnail, each with a directory."""
    tiff = Tiff(rest=b"CR\2\0" + bytes(4))
    large, small, raw = tiff.add(preview), tiff.add(thumbnail), tiff.add(sensor())
    last = tiff.directory(t0106=FILTERS, t0111=raw, t0117=3000)
    second = tiff.directory(last, t0201=small, t0202=len(thumbnail))
    return tiff.done(tiff.directory(second, t0111=large, t0112=orientation, t0117=len(preview)))


def dng(preview, thumbnail, orientation=6, tiles=()):
    """Adobe's: pixels may be JPEGs too."""
    tiff = Tiff()
    small, large = tiff.add(thumbnail), tiff.add(preview)
    pixels = [tiff.add(tile) for tile in tiles] or [tiff.add(sensor())]
    within = tiff.directory(t0106=34892, t0144=pixels), tiff.directory(t0106=6, t0111=large, t0117=len(preview))
    return tiff.done(tiff.directory(t0106=2, t0111=small, t0112=orientation, t014a=list(within), tc612=0x00000401))


def flat(magic):
    """Olympus and Panasonic: the preview lies somewhere that makers know."""

    def made(preview, thumbnail, orientation=6):
        tiff = Tiff(magic)
        tiff.add(thumbnail)
        tiff.add(preview)
        tiff.add(sensor())
        return tiff.done(tiff.directory(t0112=orientation))

    return made


def raf(preview, thumbnail, orientation=0):
    """Fuji: the preview says itself how it lies."""
    del orientation
    return b"FUJIFILMCCD-RAW 0201FF383501X-T1".ljust(148, b"\0") + preview + thumbnail + sensor()


def box(name, content):
    return struct.pack(">I", 8 + len(content)) + name + content


def cr3(preview, thumbnail, orientation=6, *, place=True):
    """Canon, newer: boxes, of which some hold directories."""
    described, where = Tiff(), Tiff()
    picture = described.done(described.directory(t0112=orientation))
    places = where.done(where.directory(t0001=1, t0002=[52, 1, 30, 1, 0, 1]) if place else where.directory(t0000=1))
    canon = box(b"uuid", bytes(16) + box(b"CMT1", picture) + box(b"CMT4", places) + box(b"THMB", bytes(16) + thumbnail))
    return box(b"ftyp", b"crx \0\0\0\1crx isom") + box(b"moov", canon) + box(b"mdat", preview + sensor())


CAMERAS = {
    "nef": nef,
    "arw": lambda *pictures: nef(*pictures, magic=b"II*\0"),
    "cr2": cr2,
    "dng": dng,
    "orf": flat(b"IIRO"),
    "another orf": flat(b"MMOR"),
    "rw2": flat(b"IIU\0"),
    "cr3": cr3,
}
