"""Pictures made on the spot, in every format and with every oddity that tests ask for."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from itertools import groupby

import pillow_heif
from PIL import Image, ImageCms, PngImagePlugin

pillow_heif.register_heif_opener()

ORIENTATION, ARTIST, PLACE = 0x0112, 0x013B, 0x8825
ORIENTATIONS = range(1, 9)
LYING = {  # what an orientation undoes
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
CORNERS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)]


def corners(size=(48, 32)):
    """Red at the top left, green at the top right, blue at the bottom left, white at the bottom right."""
    image = Image.new("RGB", size, "white")
    half = size[0] // 2, size[1] // 2
    image.paste("red", (0, 0, *half))
    image.paste("lime", (half[0], 0, size[0], half[1]))
    image.paste("blue", (0, half[1], half[0], size[1]))
    return image


def corner_colors(image):
    """The nearest pure color in each corner: top left, top right, bottom left, bottom right."""
    image = image.convert("RGB")
    right, bottom = image.width - 4, image.height - 4
    pixels = [image.getpixel(at) for at in ((3, 3), (right, 3), (3, bottom), (right, bottom))]
    return [tuple(255 * (channel > 127) for channel in pixel) for pixel in pixels]


def lying(image, orientation):
    """A picture as it is stored by a camera that was held so."""
    return image.transpose(LYING[orientation]) if orientation in LYING else image


def noise(size=(400, 300)):
    """The same noise at every call."""
    return Image.frombytes("RGB", size, random.Random(1).randbytes(3 * size[0] * size[1]))  # noqa: S311 - no secret


def encoded(image, kind, **options):
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def decoded(data):
    with Image.open(BytesIO(data)) as image:
        image.load()
        return image.copy()


def exif(orientation=None, *, artist="", place=False):
    found = Image.Exif()
    if orientation:
        found[ORIENTATION] = orientation
    if artist:
        found[ARTIST] = artist
    if place:
        found.get_ifd(PLACE).update({1: "N", 2: (52.0, 30.0, 0.0)})
    return found


def texts(**entries):
    info = PngImagePlugin.PngInfo()
    for name, text in entries.items():
        info.add_text(name, text)
    return info


def film(kind, frames=3, **options):
    images = [Image.new("RGB", (40, 30), color) for color in ("red", "lime", "blue", "white", "black")]
    return encoded(images[0], kind, save_all=True, append_images=[images[i % 5] for i in range(1, frames)], **options)


def png_chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_of_size(width, height, depth=8, color=2):
    """A PNG that announces a size and holds hardly any pixels."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + png_chunk(b"IEND", b"")


def deep(image, order="big"):
    """Samples of 16 bits, line after line, as no writer of Pillow's makes them."""
    return b"".join((level * 257).to_bytes(2, order) for level in image.tobytes())


def deep_png(image):
    """RGB of 16 bits."""
    (width, height), samples = image.size, deep(image)
    lines = b"".join(b"\0" + samples[at : at + 6 * width] for at in range(0, len(samples), 6 * width))
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 16, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", zlib.compress(lines)) + png_chunk(b"IEND", b"")


def deep_tiff(image):
    """RGB of 16 bits, in one strip."""
    width, height = image.size
    samples = deep(image, "little")
    bits = 8 + len(samples)
    entries = ((256, width), (257, height), (258, bits), (259, 1), (262, 2), (273, 8), (277, 3), (278, height))
    tags = [struct.pack("<HHII", tag, 4, 1, value) for tag, value in (*entries, (279, len(samples)))]
    tags[2] = struct.pack("<HHII", 258, 3, 3, bits)
    directory = struct.pack("<H", len(tags)) + b"".join(tags) + bytes(4)
    return struct.pack("<2sHI", b"II", 42, bits + 6) + samples + struct.pack("<3H", 16, 16, 16) + directory


def lab(image):
    """In the colors that eyes tell apart."""
    spaces = (ImageCms.createProfile(space) for space in ("sRGB", "LAB"))
    return ImageCms.profileToProfile(image, *spaces, outputMode="LAB")


def gray_profile(gamma=1.0, name=b"Linear gray"):
    """A color profile that has one channel, as no library here makes them."""
    described = b"desc" + bytes(4) + struct.pack(">I", len(name) + 1) + name + bytes(1 + 4 + 4 + 2 + 1 + 67)
    white = b"XYZ " + bytes(4) + struct.pack(">3I", 0xF6D6, 0x10000, 0xD32D)
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256))
    tags = {b"desc": described, b"cprt": b"text" + bytes(4) + b"Somebody\0", b"wtpt": white, b"kTRC": curve}
    table, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + struct.pack(">II", at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = struct.pack(">I4sI4s4s4s", at + len(body), b"", 0x02100000, b"mntr", b"GRAY", b"XYZ ")
    header += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3I", 0xF6D6, 0x10000, 0xD32D)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def gif_of_size(width, height):
    start = b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff"
    return start + b"," + struct.pack("<HHHH", 0, 0, width, height) + b"\0\x02\x02\x44\x01\0;"


def webp_of_size(width, height):
    """Announces a canvas (at most 16,777,216 wide) around a picture of 1 × 1."""
    tiny = encoded(Image.new("RGB", (1, 1)), "WEBP", lossless=True)[12:]
    canvas = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + canvas + tiny
    return b"RIFF" + struct.pack("<I", len(body)) + body


def bmp_of_size(width, height):
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + 64, 0, 0, 54) + header + b"\0" * 64


def jpeg_of_size(width, height):
    """A real JPEG whose frame header is told to be larger."""
    data = bytearray(encoded(noise((16, 16)), "JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def tiff_of_size(width, height):
    """A real TIFF in strips whose directory is told to be larger."""
    data = bytearray(encoded(noise((16, 16)), "TIFF", compression="tiff_lzw"))
    at = int.from_bytes(data[4:8], "little")
    for entry in range(at + 2, at + 2 + 12 * int.from_bytes(data[at : at + 2], "little"), 12):
        tag = int.from_bytes(data[entry : entry + 2], "little")
        if tag in {0x100, 0x101}:
            data[entry + 2 : entry + 12] = struct.pack("<HII", 4, 1, width if tag == 0x100 else height)
    return bytes(data)


def heif_of_size(width, height, kind):
    """A real HEIC or AVIF whose property box is told to be larger."""
    data = bytearray(encoded(noise((64, 48)), kind))
    at = data.index(b"ispe") + 8
    data[at : at + 8] = struct.pack(">II", width, height)
    return bytes(data)


def photoshop(image, *, layers=b"", large=False, bits=8, packed=False, resources=b"", kind=None):
    """Photoshop's format: header, no colors, resources, layers, and the composite, channel by channel."""
    width, height = image.size
    kind = {"RGB": 3, "L": 1, "CMYK": 4, "RGBA": 3, "LAB": 9}[image.mode] if kind is None else kind
    head = b"8BPS" + (1 + large).to_bytes(2, "big") + bytes(6) + len(image.getbands()).to_bytes(2, "big")
    head += height.to_bytes(4, "big") + width.to_bytes(4, "big") + bits.to_bytes(2, "big") + kind.to_bytes(2, "big")
    head += bytes(4) + len(resources).to_bytes(4, "big") + resources
    head += len(layers).to_bytes(8 if large else 4, "big") + layers
    planes = [bytes(255 - level for level in band.tobytes()) for band in image.split()] if kind == 4 else None
    planes = planes or [band.tobytes() for band in image.split()]
    if bits == 16:
        planes = [bytes(byte for level in plane for byte in (level, 0x7F)) for plane in planes]
    if not packed:
        return head + b"\0\0" + b"".join(planes)
    row = width * bits // 8
    rows = [runs(plane[at : at + row]) for plane in planes for at in range(0, len(plane), row)]
    return head + b"\0\1" + b"".join(len(row).to_bytes(4 if large else 2, "big") for row in rows) + b"".join(rows)


def runs(row):
    """PackBits: bytes that repeat are counted, up to 128 of them."""
    found = [list(group) for _, group in groupby(row)]
    pieces = [group[at : at + 128] for group in found for at in range(0, len(group), 128)]
    return b"".join(bytes([(257 - len(piece)) % 256, piece[0]]) for piece in pieces)
