"""Signed notes, checkpoints and the succession of a log's keys, as docs/design/integrity.md has them."""

import base64
import binascii
import re

import ed25519
from commitments import Refused, sha


def decode64(text):
    try:
        decoded = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return decoded if base64.b64encode(decoded).decode() == text else None


class Key:
    """A public key: name+id+key."""

    def __init__(self, text):
        parts = text.split("+", 2)
        typed = decode64(parts[2]) if len(parts) == 3 else None
        if typed is None or len(typed) != 33 or typed[0] != 1:
            raise ValueError("no public key")
        self.text, self.name, self.key = text, parts[0], typed[1:]
        self.id = sha(self.name.encode() + b"\n\x01" + self.key)[:4]
        if parts[1] != self.id.hex():
            raise ValueError("no public key")


class Note:
    """A text, and (name, id, signature) of each signature under it."""

    def __init__(self, note):
        text, gap, signatures = note.rpartition("\n\n")
        if not gap or not text or not signatures.endswith("\n") or re.search("[\x00-\x09\x0b-\x1f]", note):
            raise ValueError("no note")
        self.text = text + "\n"
        self.signatures = []
        for line in signatures[:-1].split("\n"):
            match = re.fullmatch("— ([^ +]+) ([A-Za-z0-9+/=]+)", line)
            signed = decode64(match[2]) if match else None
            if signed is None or len(signed) < 5:
                raise ValueError("no signature")
            self.signatures.append((match[1], signed[:4], signed[4:]))

    def signed_by(self, key):
        own = [s for name, id_, s in self.signatures if name == key.name and id_ == key.id]
        return bool(own) and all(ed25519.verify(key.key, self.text.encode(), s) for s in own)


def checkpoint(text):
    """(origin, size, root) of a checkpoint's text."""
    lines = text.split("\n")
    if len(lines) < 4 or not re.fullmatch("0|[1-9][0-9]{0,17}", lines[1]):
        raise ValueError("no checkpoint")
    root = decode64(lines[2])
    if root is None or len(root) != 32:
        raise ValueError("no checkpoint")
    return lines[0], int(lines[1]), root


def follow(trusted, successions):
    """The keys from the one that is trusted to the one in force."""
    keys = [trusted]
    following = False
    for text in successions:
        try:
            note = Note(text)
        except (ValueError, TypeError, AttributeError):
            raise Refused("BUNDLE_MALFORMED") from None
        following = following or note.signed_by(trusted)
        if following:
            lines = note.text.split("\n")
            try:
                key = Key(lines[2])
            except (ValueError, IndexError):
                raise Refused("KEY_UNKNOWN") from None
            if (len(lines) != 5 or lines[0] != "dws-audit/checkpoint-key-succession/v1"
                    or not lines[1] == key.name == trusted.name or not note.signed_by(keys[-1])):
                raise Refused("KEY_UNKNOWN")
            keys.append(key)
    return keys
