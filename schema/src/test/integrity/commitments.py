"""Commitments to events, written from docs/design/integrity.md with nothing but Python's library."""

import datetime
import hashlib
import hmac
import json
import math
import re
import struct
import uuid
from decimal import Decimal

LABEL = b"dws-audit event salts v1"
NO_LEAF = bytes(32)
LEVELS = ("public", "internal", "confidential", "restricted")
REQUIRED = ("event_id", "event_type", "timestamp", "session_id", "workflow_id", "base_version",
            "data_classification")
OPTIONAL = ("phase_id", "worker_id", "correlation_id")
MEMBERS = REQUIRED + OPTIONAL + ("sequence_number", "payload", "context", "field_classifications", "record")


class Refused(Exception):
    """The first thing wrong; its one argument is the code."""


class Number(float):
    """A double that remembers how it was written."""

    def __new__(cls, text):
        number = super().__new__(cls, text)
        if not math.isfinite(number) or Decimal(text) != Decimal(number_text(number)):
            raise Refused("EVENT_MALFORMED")
        number.text = text
        return number


# JSON in, JSON out


def read(text):
    def members(pairs):
        if len({name for name, _ in pairs}) != len(pairs):
            raise Refused("EVENT_MALFORMED")
        return dict(pairs)

    def constant(_):
        raise Refused("EVENT_MALFORMED")

    try:
        return json.loads(text, object_pairs_hook=members, parse_int=Number, parse_float=Number,
                          parse_constant=constant)
    except ValueError:
        raise Refused("EVENT_MALFORMED") from None


def utf16(text):
    return text.encode("utf-16-be", "surrogatepass")


def number_text(value):
    """Number::toString of ECMA-262."""
    if value == 0:
        return "0"
    if value < 0:
        return "-" + number_text(-value)
    _, digits, exponent = Decimal(float.__repr__(value)).as_tuple()
    written = "".join(map(str, digits))
    point = len(written) + exponent
    digits = written.rstrip("0")
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return digits[:point] + "." + digits[point:]
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    sign = "+" if point > 0 else "-"
    fraction = "." + digits[1:] if len(digits) > 1 else ""
    return digits[0] + fraction + "e" + sign + str(abs(point - 1))


def jcs(value):
    return jcs_text(value).encode("utf-8")


def jcs_text(value):
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[" + ",".join(map(jcs_text, value)) + "]"
    return "{" + ",".join(jcs_text(n) + ":" + jcs_text(value[n]) for n in sorted(value, key=utf16)) + "}"


# digests


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def u32(value):
    return struct.pack(">I", value)


def text(value):
    encoded = value.encode("utf-8")
    return u32(len(encoded)) + encoded


def content_salt(secret, event):
    message = LABEL + uuid.UUID(event["session_id"]).bytes + uuid.UUID(event["event_id"]).bytes
    return hmac.new(secret, message, hashlib.sha256).digest()


def parts(value):
    """(segment, value, salt from the salt around it) of each part, in the order of hashing."""
    if isinstance(value, dict):
        return [(name, value[name], lambda salt, name=name: sha(b"\x10", salt, text(name)))
                for name in sorted(value, key=utf16)]
    if isinstance(value, list):
        return [(str(i), part, lambda salt, i=i: sha(b"\x11", salt, u32(i)))
                for i, part in enumerate(value)]
    return []


def combine(value, digests):
    if isinstance(value, list):
        return sha(b"\x22", u32(len(value)), *digests)
    names = sorted(value, key=utf16)
    return sha(b"\x21", u32(len(names)), *(text(n) + d for n, d in zip(names, digests)))


def digest(value, salt):
    inside = parts(value)
    if not inside:
        return sha(b"\x20", salt, jcs(value))
    return combine(value, [digest(part, step(salt)) for _, part, step in inside])


def content(event, withheld=()):
    result = {"payload": event["payload"]}
    if "context" in event:
        result["context"] = event["context"]
    levels = event.get("field_classifications", {})
    disclosed = [levels[p] + " " + p for p in sorted(levels, key=utf16)]
    if disclosed or any(p.startswith("/field_classifications/") for p in withheld):
        entries = []
        while True:
            if "/field_classifications/%d" % len(entries) in withheld:
                entries.append(marker("restricted"))
            elif disclosed:
                entries.append(disclosed.pop(0))
            else:
                break
        result["field_classifications"] = entries
    return result


def envelope(event):
    return {name: event[name] for name in REQUIRED + OPTIONAL if name in event}


def event_digest(event, content_digest):
    return sha(b"\x30", content_digest, jcs(envelope(event)))


def micros(recorded_at):
    match = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{3}|\d{6}))?Z", recorded_at)
    if not match:
        raise Refused("EVENT_MALFORMED")
    second = datetime.datetime.fromisoformat(match[1] + "+00:00")
    since = second - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return (since.days * 86400 + since.seconds) * 1_000_000 + int((match[2] or "").ljust(6, "0"))


def leaf_hash(tenant, event, previous, digest_of_event):
    return sha(b"\x31", text(tenant), uuid.UUID(event["session_id"]).bytes,
               struct.pack(">Q", int(event["sequence_number"])),
               struct.pack(">q", micros(event["record"]["recorded_at"])), previous, digest_of_event)


# redaction and its proof


def marker(level, commitment=None):
    return {"$redacted": {"level": level} | ({"commitment": commitment} if commitment else {})}


def escape(name):
    return name.replace("~", "~0").replace("/", "~1")


def redact(event, withheld, digests):
    """The event with a marker at each pointer; withheld maps pointer → level, digests pointer → commitment."""
    event = json.loads(json.dumps(event))
    for pointer, level in withheld.items():
        *path, last = [s.replace("~1", "/").replace("~0", "~") for s in pointer.split("/")[1:]]
        at = event
        for segment in path:
            at = at[int(segment)] if isinstance(at, list) else at[segment]
        at[int(last) if isinstance(at, list) else last] = marker(level, digests.get(pointer))
    levels = {p: l for p, l in event.pop("field_classifications", {}).items()
              if not any(p.startswith(w + "/") for w in withheld)}
    if levels:
        event["field_classifications"] = levels
    return event


def prove(event, secret, withheld):
    whole = content(event)
    hidden = set(withheld)
    for i, entry in enumerate(whole.get("field_classifications", [])):
        if any(entry.split(" ", 1)[1].startswith(w + "/") for w in withheld):
            hidden.add("/field_classifications/%d" % i)
    proof = {"salts": {}, "withheld": {}}

    def walk(value, pointer, salt):
        if pointer in hidden:
            proof["withheld"][pointer] = digest(value, salt).hex()
        elif not any(h.startswith(pointer + "/") for h in hidden):
            proof["salts"][pointer] = salt.hex()
        else:
            for segment, part, step in parts(value):
                walk(part, pointer + "/" + escape(segment), step(salt))

    walk(whole, "", content_salt(secret, event))
    return proof


# verification


def check(condition, code="EVENT_MALFORMED"):
    if not condition:
        raise Refused(code)


def check_shape(event):
    check(isinstance(event, dict) and set(event) <= set(MEMBERS))
    check(all(isinstance(event.get(name), str) for name in REQUIRED))
    check(all(isinstance(event[name], str) for name in OPTIONAL if name in event))
    number = event.get("sequence_number")
    check(isinstance(number, Number) and re.fullmatch("[1-9][0-9]*", number.text))
    check(isinstance(event.get("payload"), dict) and isinstance(event.get("context", {}), dict))
    levels = event.get("field_classifications", {"": "public"})
    check(isinstance(levels, dict) and levels and all(level in LEVELS for level in levels.values()))
    record = event.get("record")
    check(isinstance(record, dict) and set(record) <= {"position", "recorded_at", "leaf_hash"})
    check(all(isinstance(value, str) for value in record.values()))
    check("position" in record and "recorded_at" in record)
    check(re.fullmatch("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", event["session_id"]))
    micros(record["recorded_at"])


def is_marker(value, commitment):
    return any(value in (marker(level), marker(level, commitment)) for level in LEVELS)


def verify(event_text, proof, tenant, previous, leaf):
    event = read(event_text)
    worked = leaf_of(event, proof, tenant, previous)
    check(worked == leaf, "LEAF_MISMATCH")
    check(event["record"].get("leaf_hash", leaf.hex()) == leaf.hex(), "LEAF_MISMATCH")


def leaf_of(event, proof, tenant, previous):
    """The leaf hash that the event has behind the one before it."""
    check_shape(event)
    check((previous == NO_LEAF) == (event["sequence_number"] == 1), "CHAIN_BROKEN")
    return leaf_hash(tenant, event, previous, proved_digest(event, proof))


def proved_digest(event, proof):
    """The event's digest, from what is disclosed and the proof of what is not."""
    check_shape(event)
    unused = {("salts", p) for p in proof["salts"]} | {("withheld", p) for p in proof["withheld"]}

    def walk(value, pointer):
        if pointer in proof["withheld"]:
            unused.remove(("withheld", pointer))
            check(is_marker(value, proof["withheld"][pointer]), "MARKER_MISSING")
            return bytes.fromhex(proof["withheld"][pointer])
        if pointer in proof["salts"]:
            unused.remove(("salts", pointer))
            return digest(value, bytes.fromhex(proof["salts"][pointer]))
        check(parts(value), "SALT_MISSING")
        return combine(value, [walk(p, pointer + "/" + escape(s)) for s, p, _ in parts(value)])

    try:
        content_digest = walk(content(event, proof["withheld"]), "")
        check(not unused, "PROOF_SURPLUS")
        return event_digest(event, content_digest)
    except UnicodeEncodeError:
        raise Refused("EVENT_MALFORMED") from None
