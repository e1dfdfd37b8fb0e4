"""Bundles, verified as docs/design/integrity.md says, with nothing but Python's library."""

import hashlib
import re
import uuid

import commitments
import container
import merkle
import notes
from commitments import NO_LEAF, Number, Refused, check

SYSTEM = "00000000-0000-0000-0000-000000000000"
BAD = "BUNDLE_MALFORMED"
COUNTS = ("events", "matching", "sessions", "withheld_parts", "expired")
MANIFEST = {"format", "version", "export_id", "created_at", "tenant", "origin", "key", "actor", "clearance",
            "filter", "reason", "checkpoint_size", "counts", "files"}


def json_of(text):
    try:
        return commitments.read(text)
    except Refused:
        raise Refused(BAD) from None


def members(value, required, optional=()):
    check(isinstance(value, dict), BAD)
    check(set(required) <= set(value) <= set(required) | set(optional), BAD)
    return value


def integer(value, least=0):
    check(isinstance(value, Number) and re.fullmatch("0|[1-9][0-9]{0,18}", value.text), BAD)
    check(least <= int(value.text) < 2**63, BAD)
    return int(value.text)


def digest(value):
    check(isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value), BAD)
    return bytes.fromhex(value)


def digests(value):
    check(isinstance(value, list) and len(value) <= 256, BAD)
    return [digest(hashed) for hashed in value]


def proof_of(value):
    members(value, ("salts", "withheld"))
    for hashes in value.values():
        check(isinstance(hashes, dict), BAD)
        for pointer, hashed in hashes.items():
            check(re.fullmatch("(/([^~/]|~[01])*)*", pointer, re.DOTALL), BAD)
            digest(hashed)
    return value


class Bundle:
    def __init__(self, file):
        self.file = file
        self.entries = container.layout(file)

    def small(self, name):
        return container.whole(self.file, self.entries[name])

    def lines(self, name):
        return container.lines(self.file, self.entries[name])

    def packed_hash(self, name):
        hashed = hashlib.sha256()
        for piece in container.packed(self.file, self.entries[name]):
            hashed.update(piece)
        return self.entries[name].packed, hashed.digest()


def signed(bundle, name, key):
    try:
        note = notes.Note(container.text(bundle.small(name)))
    except ValueError:
        raise Refused(BAD) from None
    check(note.signed_by(key), "KEY_UNKNOWN")
    check(len(note.signatures) == 1, BAD)
    return note


def manifest_of(raw):
    manifest = members(json_of(container.text(raw)), MANIFEST - {"reason"}, ("reason",))
    check(manifest["format"] == "dws-audit-bundle" and integer(manifest["version"]) == 1, BAD)
    members(manifest["counts"], COUNTS)
    members(manifest["files"], [name for name, _ in container.ENTRIES[:4]])
    check(isinstance(manifest["tenant"], str) and isinstance(manifest["filter"], dict), BAD)
    return manifest


def verify(path, key=None, earlier=None):
    """What is proved, as counts; Refused with the code of the first thing wrong."""
    with open(path, "rb") as file:
        bundle = Bundle(file)
        raw = bundle.small("manifest.json")
        manifest = manifest_of(raw)
        try:
            own = notes.Key(manifest["key"])
            trusted = notes.Key(key) if key else own
        except (ValueError, AttributeError):
            raise Refused(BAD) from None
        check(manifest["origin"] == own.name, BAD)
        successions = json_of(container.text(bundle.small("keys.json")))
        check(isinstance(successions, list), BAD)
        keys = notes.follow(trusted, successions)
        seal = signed(bundle, "manifest.note", keys[-1])
        check(own.text == keys[-1].text, "KEY_UNKNOWN")
        text = "dws-audit/bundle/v1\n%s\n%s\n" % (own.name, hashlib.sha256(raw).hexdigest())
        check(seal.text == text, "MANIFEST_ALTERED")
        origin, size, root = checkpoint_of(signed(bundle, "checkpoint", keys[-1]), keys[-1])
        check(size == integer(manifest["checkpoint_size"]), "COUNT_WRONG")
        for name, said in manifest["files"].items():
            members(said, ("bytes", "sha256"))
            check(bundle.packed_hash(name) == (integer(said["bytes"]), digest(said["sha256"])), "FILE_ALTERED")
        before = earlier_of(earlier, keys)
        check(before is None or before[1] <= size, "CHECKPOINT_NOT_COVERED")
        receipts = {}
        for line in bundle.lines("receipts.ndjson"):
            run, receipt = receipt_of(line, manifest["tenant"], size, root)
            check(run not in receipts, "RECEIPT_WRONG")
            receipts[run] = receipt
        log = Log(manifest["tenant"], size, root, receipts, before)
        for line in bundle.lines("log.ndjson"):
            log.step(json_of(line))
        counts = log.end()
        check(counts == {name: integer(manifest["counts"][name]) for name in COUNTS}, "COUNT_WRONG")
        return counts | {"receipts": len(receipts), "checkpoint_size": size, "root": root.hex()}


def checkpoint_of(note, key):
    try:
        parsed = notes.checkpoint(note.text)
    except ValueError:
        raise Refused("KEY_UNKNOWN") from None
    check(parsed[0] == key.name, "KEY_UNKNOWN")
    return parsed


def earlier_of(text, keys):
    if text is None:
        return None
    try:
        note = notes.Note(text)
    except ValueError:
        raise Refused(BAD) from None
    for key in keys:
        if note.signed_by(key):
            return checkpoint_of(note, key)
    raise Refused("KEY_UNKNOWN")


def receipt_of(line, tenant, size, root):
    """(run, payload) of a receipt that is in the log."""
    try:
        receipt = members(json_of(line), ("event", "proof", "path"), ("previous_leaf",))
        event, payload = receipt["event"], receipt["event"]["payload"]
        previous = digest(receipt["previous_leaf"]) if "previous_leaf" in receipt else NO_LEAF
        leaf = commitments.leaf_of(event, proof_of(receipt["proof"]), tenant, previous)
        check(event["record"].get("leaf_hash", leaf.hex()) == leaf.hex())
        check(re.fullmatch("[0-9a-f]{16}", event["record"]["position"]))
        index = int(event["record"]["position"], 16) - 1
        check(merkle.included(merkle.leaf(leaf), index, size, digests(receipt["path"]), root))
        check(event["session_id"] == SYSTEM and event["event_type"] == "audit.retention_run_completed")
        digest(payload["ranges_root"])
        integer(payload["ranges"])
        return str(uuid.UUID(payload["run_id"])), payload
    except (Refused, KeyError, TypeError, ValueError, AttributeError):
        raise Refused("RECEIPT_WRONG") from None


class Session:
    def __init__(self, first):
        self.first, self.last, self.leaf = first, first - 1, None
        self.events, self.position, self.months = 0, 0, []

    def months_end(self, position):
        check(all(int(month["first_position"], 16) < position for month in self.months), "RECEIPT_WRONG")
        self.months = []


class Log:
    """Goes through the lines of log.ndjson."""

    def __init__(self, tenant, size, root, receipts, earlier):
        self.tenant, self.size, self.root, self.receipts, self.earlier = tenant, size, root, receipts, earlier
        self.tree, self.open, self.ended = merkle.Tree(), {}, set()
        self.counts = dict.fromkeys(COUNTS, 0)
        self.met = False
        self.meet()

    def meet(self):
        if self.earlier and self.tree.size == self.earlier[1]:
            self.met = True
            check(self.tree.root() == self.earlier[2], "CHECKPOINT_CONTRADICTED")

    def step(self, line):
        check(isinstance(line, dict), BAD)
        if "event" in line:
            return self.event(members(line, ("event", "proof"), ("previous_leaf", "matches")))
        check(len(line) == 1, BAD)
        kind, step = next(iter(line.items()))
        check(kind in ("skip", "expired", "session"), BAD)
        return getattr(self, kind)(step)

    def session_of(self, session, number):
        check(session not in self.ended, "SESSION_REOPENED")
        return self.open.setdefault(session, Session(number))

    def event(self, line):
        event, proof = line["event"], proof_of(line["proof"])
        event_digest = commitments.proved_digest(event, proof)
        check("leaf_hash" in event["record"], BAD)
        stated = digest(event["record"]["leaf_hash"])
        previous = digest(line["previous_leaf"]) if "previous_leaf" in line else None
        check(line.get("matches", False) is False, BAD)
        position = self.tree.size + 1
        check(event["record"]["position"] == "%016x" % position, "POSITION_WRONG")
        number = int(event["sequence_number"])
        session = self.session_of(event["session_id"], number)
        check(number == session.last + 1, "NUMBER_MISSING")
        known = number == 1 or session.last >= session.first
        check(known == (previous is None), "CHAIN_BROKEN")
        before = NO_LEAF if number == 1 else session.leaf if previous is None else previous
        check(before is not None and (before == NO_LEAF) == (number == 1), "CHAIN_BROKEN")
        check(commitments.leaf_hash(self.tenant, event, before, event_digest) == stated, "LEAF_MISMATCH")
        if "matches" in line:
            hidden = proof["withheld"]
            check("/payload" in hidden and ("context" not in event or "/context" in hidden), "SURPLUS_DISCLOSED")
        session.months_end(position)
        session.last, session.leaf, session.position = number, stated, position
        session.events += 1
        self.counts["events"] += 1
        self.counts["matching"] += "matches" not in line
        self.counts["withheld_parts"] += len(proof["withheld"])
        self.tree.append(merkle.leaf(stated))
        self.meet()

    def skip(self, step):
        members(step, ("to", "hashes"))
        to, hashes = integer(step["to"], 1), digests(step["hashes"])
        check(self.tree.size < to <= self.size, BAD)
        sizes = list(merkle.covering(self.tree.size, to))
        check(len(sizes) == len(hashes), BAD)
        for size, hashed in zip(sizes, hashes):
            self.tree.append(hashed, size)
            self.meet()

    def expired(self, step):
        check(isinstance(step, dict), BAD)
        common = ("session_id", "first", "last")
        if "months" in step:
            members(step, common + ("months",), ("last_leaf",))
        else:
            members(step, common + ("last_leaf", "run_id", "policy", "leaves", "ordinal", "path"))
        first, last = integer(step["first"], 1), integer(step["last"], 1)
        check(first <= last, BAD)
        leaf = digest(step["last_leaf"]) if "last_leaf" in step else None
        months = self.months(step, last - first + 1) if "months" in step else self.range(step, first, last)
        session = self.session_of(step["session_id"], first)
        check(all(int(month["last_position"], 16) > session.position for month in months), "RECEIPT_WRONG")
        check(first == session.last + 1, "NUMBER_MISSING")
        session.months += months
        session.last, session.leaf = last, leaf
        self.counts["expired"] += last - first + 1

    def receipt(self, run):
        check(run in self.receipts, "RECEIPT_MISSING")
        return self.receipts[run]

    def range(self, step, first, last):
        entry = {"first_sequence": step["first"], "last_sequence": step["last"],
                 **{name: step[name] for name in ("last_leaf", "leaves", "policy", "session_id")}}
        digest(step["leaves"])
        path, ordinal = digests(step["path"]), integer(step["ordinal"])
        receipt = self.receipt(step["run_id"])
        hashed = merkle.leaf(commitments.jcs(entry))
        root = bytes.fromhex(receipt["ranges_root"])
        check(merkle.included(hashed, ordinal, integer(receipt["ranges"]), path, root), "RECEIPT_WRONG")
        return []

    def months(self, step, numbers):
        check(isinstance(step["months"], list) and 1 <= len(step["months"]) <= 1000, BAD)
        for said in step["months"]:
            members(said, ("run_id", "retention_class", "month"))
        months = []
        for said in step["months"]:
            found = [month for month in self.receipt(said["run_id"])["months"]
                     if (month["retention_class"], month["month"]) == (said["retention_class"], said["month"])]
            check(found, "RECEIPT_WRONG")
            months.append(found[0])
        check(sum(integer(month["events"]) for month in months) >= numbers, "RECEIPT_WRONG")
        return months

    def session(self, step):
        members(step, ("session_id", "first", "last", "events", "head"))
        said = [integer(step[name], least) for name, least in (("first", 1), ("last", 1), ("events", 0), ("head", 1))]
        check(step["session_id"] in self.open, "SESSION_WRONG")
        session = self.open.pop(step["session_id"])
        session.months_end(self.size + 1)
        check(said[:3] == [session.first, session.last, session.events] and said[3] >= session.last, "SESSION_WRONG")
        self.ended.add(step["session_id"])
        self.counts["sessions"] += 1

    def end(self):
        check(not self.open, "SESSION_OPEN")
        check(self.tree.size == self.size and self.tree.root() == self.root, "ROOT_MISMATCH")
        check(self.earlier is None or self.met, "CHECKPOINT_NOT_COVERED")
        return self.counts
