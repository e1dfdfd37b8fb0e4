#!/usr/bin/env python3
"""Checks the golden vectors of commitments, or makes them anew.

    verify_vectors.py check [FILE]
    verify_vectors.py make [FILE]

Exit status 0 if every vector is as it must be, else 1 with a line for each that is not.
"""

import json
import pathlib
import sys

import commitments
import vector_inputs

VECTORS = (pathlib.Path(__file__).parent.parent
           / "resources/org/dwsaudit/schema/integrity/vectors.json")

VERIFIED = ("tenant", "previous_leaf", "leaf_hash", "event", "proof")


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def commitment(name, tenant, event_text, previous):
    secret = commitments.sha(b"secret of vector " + name.encode())
    event = commitments.read(event_text)
    salt = commitments.content_salt(secret, event)
    content_digest = commitments.digest(commitments.content(event), salt)
    event_digest = commitments.event_digest(event, content_digest)
    leaf = commitments.leaf_hash(tenant, event, previous, event_digest)
    return {"name": name, "tenant": tenant, "secret": secret.hex(), "event": event_text,
            "previous_leaf": previous.hex(), "content_salt": salt.hex(),
            "content_digest": content_digest.hex(), "event_digest": event_digest.hex(),
            "leaf_hash": leaf.hex()}


def make():
    made = {}
    for name, tenant, event_text, after in vector_inputs.EVENTS:
        previous = bytes.fromhex(made[after]["leaf_hash"]) if after else commitments.NO_LEAF
        made[name] = commitment(name, tenant, event_text, previous)
    redactions = [redaction(made[of], name, withheld, False)
                  for name, of, withheld in vector_inputs.REDACTIONS]
    redactions += [redaction(made[of], name + vector_inputs.COMMITTED, withheld, True)
                   for name, of, withheld in vector_inputs.REDACTIONS if len(withheld) > 1]
    by_name = {r["name"]: r for r in redactions}
    tampered = [tampering(by_name[of], name, flaw, change)
                for name, of, flaw, change in vector_inputs.TAMPERED]
    return {"commitments": list(made.values()), "redactions": redactions, "tampered": tampered}


def tampering(of, name, flaw, change):
    vector = {member: of[member] for member in VERIFIED}
    return {"name": name, "flaw": flaw, "of": of["name"], **change(vector)}


def redaction(of, name, withheld, committed):
    event = json.loads(of["event"])
    proof = commitments.prove(commitments.read(of["event"]), bytes.fromhex(of["secret"]), withheld)
    return {"name": name, "of": of["name"], "tenant": of["tenant"],
            "previous_leaf": of["previous_leaf"], "leaf_hash": of["leaf_hash"],
            "withheld": list(withheld), "event": compact(commitments.redact(event, withheld, proof["withheld"] if committed else {})),
            "proof": proof}


def outcome(vector):
    try:
        commitments.verify(vector["event"], vector["proof"], vector["tenant"],
                           bytes.fromhex(vector["previous_leaf"]), bytes.fromhex(vector["leaf_hash"]))
        return "GENUINE"
    except commitments.Refused as refused:
        return refused.args[0]


def problems(vectors):
    commits = {v["name"]: v for v in vectors["commitments"]}
    for vector in commits.values():
        again = commitment(vector["name"], vector["tenant"], vector["event"],
                           bytes.fromhex(vector["previous_leaf"]))
        for member, value in again.items():
            if vector[member] != value:
                yield "commitment %s: %s is %s (expected: %s)" % (
                    vector["name"], member, vector[member], value)
    for vector in vectors["redactions"]:
        of = commits[vector["of"]]
        proof = commitments.prove(commitments.read(of["event"]), bytes.fromhex(of["secret"]),
                                  vector["withheld"])
        if proof != vector["proof"]:
            yield "redaction %s: another proof (expected: the minimal one)" % vector["name"]
        if outcome(vector) != "GENUINE":
            yield "redaction %s: %s (expected: GENUINE)" % (vector["name"], outcome(vector))
    for vector in vectors["tampered"]:
        if outcome(vector) != vector["flaw"]:
            yield "tampered %s: %s (expected: %s)" % (vector["name"], outcome(vector), vector["flaw"])


def main(verb="check", file=VECTORS):
    path = pathlib.Path(file)
    if verb == "make":
        path.write_text(json.dumps(make(), ensure_ascii=True, indent=2) + "\n", encoding="utf-8")
    vectors = json.loads(path.read_text(encoding="utf-8"))
    found = list(problems(vectors))
    print("\n".join(found) or "vectors checked: %d" % sum(map(len, vectors.values())))
    return 1 if found or not all(vectors.values()) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
