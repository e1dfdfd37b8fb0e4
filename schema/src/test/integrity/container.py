"""The file of a bundle: a zip file in which every byte that is no content is given."""

import struct
import zlib

import commitments
from commitments import check

BIG = 0xFFFFFFFF
STORED_MAX = 64 << 20
ENTRIES = (("checkpoint", False), ("keys.json", False), ("log.ndjson", True), ("receipts.ndjson", True),
           ("manifest.json", False), ("manifest.note", False))


class Entry:
    def __init__(self, name, deflated, crc, packed, size, offset):
        self.name, self.deflated, self.crc = name.encode(), deflated, crc
        self.packed, self.size, self.offset = packed, size, offset

    def common(self):
        return struct.pack("<4H", 8 if self.deflated else 0, 8 if self.deflated else 0, 0, 0x21)

    def local(self):
        sizes = (0, 0, 0) if self.deflated else (self.crc, self.packed, self.size)
        return struct.pack("<IH", 0x04034b50, 45) + self.common() + struct.pack("<3I2H", *sizes, len(self.name), 0) + self.name

    def descriptor(self):
        form = "<IIQQ" if max(self.packed, self.size) >= BIG else "<4I"
        return struct.pack(form, 0x08074b50, self.crc, self.packed, self.size) if self.deflated else b""

    def central(self):
        longs = [value for value in (self.size, self.packed, self.offset) if value >= BIG]
        extra = struct.pack("<2H%dQ" % len(longs), 1, 8 * len(longs), *longs) if longs else b""
        return (struct.pack("<I2H", 0x02014b50, 3 << 8 | 45, 45) + self.common()
                + struct.pack("<3I5H2I", self.crc, min(self.packed, BIG), min(self.size, BIG), len(self.name),
                              len(extra), 0, 0, 0, 0o100644 << 16, min(self.offset, BIG)) + self.name + extra)

    def data(self):
        return self.offset + len(self.local())


def directory(entries, offset):
    central = b"".join(entry.central() for entry in entries)
    end = b""
    if offset >= BIG:
        end = struct.pack("<IQ2H2I4Q", 0x06064b50, 44, 3 << 8 | 45, 45, 0, 0, 6, 6, len(central), offset)
        end += struct.pack("<2IQI", 0x07064b50, 0, offset + len(central), 1)
    return central + end + struct.pack("<I4H2IH", 0x06054b50, 0, 0, 6, 6, len(central), min(offset, BIG), 0)


def read_at(file, offset, length):
    file.seek(offset)
    return file.read(length)


def layout(file):
    """The entries by name."""
    length = file.seek(0, 2)
    check(length >= 22, "BUNDLE_MALFORMED")
    offset = struct.unpack("<I", read_at(file, length - 6, 4))[0]
    if offset == BIG and length >= 98:
        offset = struct.unpack("<Q", read_at(file, length - 98 + 48, 8))[0]
    check(offset <= length <= offset + 4096, "BUNDLE_MALFORMED")
    raw = read_at(file, offset, length - offset)
    entries, at = [], 0
    try:
        for name, deflated in ENTRIES:
            crc, packed, size, named, extra = struct.unpack_from("<3I2H", raw, at + 16)
            start, longs = struct.unpack_from("<I", raw, at + 42)[0], at + 46 + named + 4
            values = []
            for value in (size, packed, start):
                if value == BIG:
                    value, longs = struct.unpack_from("<Q", raw, longs)[0], longs + 8
                values.append(value)
            entries.append(Entry(name, deflated, crc, values[1], values[0], values[2]))
            at += 46 + named + extra
    except struct.error:
        check(False, "BUNDLE_MALFORMED")
    check(raw == directory(entries, offset), "BUNDLE_MALFORMED")
    at = 0
    for entry in entries:
        check(entry.offset == at and entry.packed <= length, "BUNDLE_MALFORMED")
        check(entry.deflated or entry.packed == entry.size <= STORED_MAX, "BUNDLE_MALFORMED")
        local, descriptor = entry.local(), entry.descriptor()
        check(read_at(file, at, len(local)) == local, "BUNDLE_MALFORMED")
        at = entry.data() + entry.packed
        check(read_at(file, at, len(descriptor)) == descriptor, "BUNDLE_MALFORMED")
        at += len(descriptor)
    check(at == offset, "BUNDLE_MALFORMED")
    return {entry.name.decode(): entry for entry in entries}


def packed(file, entry):
    """The entry's bytes as they stand in the file, piece by piece."""
    at, end = entry.data(), entry.data() + entry.packed
    while at < end:
        piece = read_at(file, at, min(65536, end - at))
        check(piece, "BUNDLE_MALFORMED")
        at += len(piece)
        yield piece


def content(file, entry):
    """What is in the entry, piece by piece; size and checksum are checked behind the last."""
    unpacking = zlib.decompressobj(-15)
    crc, size = 0, 0
    for piece in packed(file, entry):
        try:
            piece = unpacking.decompress(piece) if entry.deflated else piece
        except zlib.error:
            check(False, "BUNDLE_MALFORMED")
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        check(size <= entry.size, "BUNDLE_MALFORMED")
        yield piece
    check(not entry.deflated or (unpacking.eof and not unpacking.unused_data), "BUNDLE_MALFORMED")
    check(size == entry.size and crc == entry.crc, "BUNDLE_MALFORMED")


def text(raw):
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise commitments.Refused("BUNDLE_MALFORMED") from None


def whole(file, entry):
    return b"".join(content(file, entry))


def lines(file, entry):
    rest = b""
    for piece in content(file, entry):
        *full, rest = (rest + piece).split(b"\n")
        for line in full:
            check(len(line) <= 32 << 20, "BUNDLE_MALFORMED")
            yield text(line)
    check(not rest, "BUNDLE_MALFORMED")
