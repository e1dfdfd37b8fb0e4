"""What the golden vectors are made from: events, what is withheld of them, and how they are tampered with."""

import json
import re


def event(number, text):
    """Common fields around the rest of an event's JSON text."""
    return ('{"event_id":"0196f3a1-0000-7000-8000-%012x","event_type":"skill.tool_returned",'
            '"timestamp":"2026-04-01T09:30:00Z","session_id":"5e6836e4-fb8c-52fc-9b02-17bc0c15d297",'
            '"workflow_id":"claims","base_version":"9fceb02d0ae598e95dc970b74767f19372d61af8",'
            '"sequence_number":%d,%s,"record":{"position":"%016d","recorded_at":'
            '"2026-04-01T09:30:00.%06dZ"}}') % (number, number, text, 1000 + number, 123456 + number)


ALL_FIELDS = (
    '{"event_id":"0196f3a1-0000-7000-8000-0000000000aa","event_type":"decision.evaluated",'
    '"timestamp":"1969-12-31T23:59:59.000000001Z","session_id":"ffffffff-ffff-4fff-bfff-ffffffffffff",'
    '"workflow_id":"w\u00f6rk","phase_id":"intake","worker_id":"agent-7","correlation_id":"c/1~2",'
    '"base_version":"abcdef0","sequence_number":1,"context":{"attempt":1,"region":"eu"},'
    '"payload":{"customer":{"name":"Ada","card":"4111"},"items":[{"sku":"a","price":9.5},{"sku":"b",'
    '"price":0}],"accounts":{"DE01":1,"DE02":2},"a/b~c":true},"data_classification":"confidential",'
    '"field_classifications":{"/payload/customer/card":"restricted","/payload/accounts":"confidential",'
    '"/payload/accounts/DE01":"restricted","/payload/accounts/DE02":"restricted",'
    '"/payload/accounts-x":"public","/payload/customer":"confidential","/context":"public"},'
    '"record":{"position":"1","recorded_at":"1969-12-31T23:59:59.999999Z"}}')

UNICODE = ('"payload":{"\u20ac":"euro","\\r":"return","\ufb33":"dagesh","1":"one",'
           '"\U0001f600":"\U0001f600 face","\u0080":"control","\u00f6":"o\u0308 \\u0007\\b\\t\\n\\f\\r\\"\\\\/\u2028\u007f",'
           '"":"empty name","\U00010437":[]},"data_classification":"internal"')

NUMBERS = ('"payload":{"n":[0,-0,0.0,1.0,-1,1e21,1e20,123456789012345680000,9007199254740992,0.000001,1e-7,'
           '333333333.3333333,5e-324,1.7976931348623157e308,2e-3,4.50,1E30,0.1,-2.5e-9,100]},'
           '"data_classification":"public"')

EMPTY = ('"context":{},"payload":{"o":{},"a":[],"s":"","l":[[],{},[[]],null,false,true]},'
         '"data_classification":"internal"')

# name, tenant, event, the vector whose leaf comes before
EVENTS = [
    ("minimal", "default", event(1, '"payload":{},"data_classification":"internal"'), None),
    ("second in the session", "default",
     event(2, '"payload":{"tool":"search","hits":3},"data_classification":"internal"'), "minimal"),
    ("third in the session", "default",
     event(3, '"payload":{"a":{"b":{"c":{"d":[1,[2,[3,{"e":null}]]]}}}},"data_classification":"internal"'),
     "second in the session"),
    ("all fields", "t\u00e9nant", ALL_FIELDS, None),
    ("unicode", "default", event(1, UNICODE), None),
    ("numbers", "default", event(1, NUMBERS), None),
    ("empty containers", "default", event(1, EMPTY), None),
]

C, R = "confidential", "restricted"

# name, commitment, pointer → level
REDACTIONS = [
    ("nothing, minimal", "minimal", {}),
    ("nothing, second", "second in the session", {}),
    ("nothing, all fields", "all fields", {}),
    ("nothing, unicode", "unicode", {}),
    ("nothing, numbers", "numbers", {}),
    ("the payload that is empty", "minimal", {"/payload": C}),
    ("one value", "second in the session", {"/payload/hits": C}),
    ("deep in arrays", "third in the session", {"/payload/a/b/c/d/1/1/1/e": R}),
    ("an array's element", "third in the session", {"/payload/a/b/c/d/0": R}),
    ("payload and context", "all fields", {"/payload": R, "/context": R}),
    ("context alone", "all fields", {"/context": C}),
    ("an object with classified names", "all fields", {"/payload/accounts": C}),
    ("several at several depths", "all fields",
     {"/payload/customer/card": R, "/payload/items/1": C, "/payload/items/0/price": R,
      "/payload/accounts": C, "/payload/a~1b~0c": C}),
    ("every member, none left", "second in the session", {"/payload/tool": C, "/payload/hits": R}),
    ("names that sort by UTF-16", "unicode", {"/payload/\ufb33": C, "/payload/\U0001f600": R, "/payload/": C}),
    ("a number", "numbers", {"/payload/n/6": C}),
    ("empty values", "empty containers",
     {"/context": C, "/payload/o": C, "/payload/a": C, "/payload/s": C, "/payload/l/2/0": C,
      "/payload/l/3": R}),
]


# what the names of redactions end in whose markers have commitments
COMMITTED = ", with commitments"


def text(old, new):
    def change(vector):
        assert old in vector["event"], old
        return {**vector, "event": vector["event"].replace(old, new, 1)}
    return change


def given(member, value):
    return lambda vector: {**vector, member: value}


def proof(change):
    def changed(vector):
        copy = json.loads(json.dumps(vector["proof"]))
        change(copy)
        return {**vector, "proof": copy}
    return changed


def commitment(change):
    def changed(vector):
        found = re.search('"commitment":"([0-9a-f]{64})"', vector["event"])[1]
        return text(found, change(found))(vector)
    return changed


def swapped(vector):
    one, other = re.findall('"commitment":"([0-9a-f]{64})"', vector["event"])
    event = vector["event"].replace(one, "#").replace(other, one).replace("#", other)
    return {**vector, "event": event}


DEEP = "several at several depths"
MARKED = '{"$redacted":{"level":"confidential"}}'

# name, redaction, flaw, change
TAMPERED = [
    ("a value", "nothing, second", "LEAF_MISMATCH", text('"hits":3', '"hits":4')),
    ("a value's type", "nothing, second", "LEAF_MISMATCH", text('"hits":3', '"hits":"3"')),
    ("a member's name", "nothing, second", "LEAF_MISMATCH", text('"hits"', '"hit"')),
    ("a member more", "nothing, second", "LEAF_MISMATCH", text('"hits":3', '"hits":3,"x":null')),
    ("an element's place", "nothing, numbers", "LEAF_MISMATCH", text("-1,1e+21", "1e+21,-1")),
    ("empty object for empty array", "empty values", "LEAF_MISMATCH", text("[[],{}", "[{},{}")),
    ("null for false", "empty values", "LEAF_MISMATCH", text("false,true", "true,false")),
    ("no context where one was", "nothing, all fields", "LEAF_MISMATCH",
     text('"context":{"attempt":1,"region":"eu"},', "")),
    ("a context where none was", "nothing, minimal", "LEAF_MISMATCH", text('"payload"', '"context":{},"payload"')),
    ("the type", "one value", "LEAF_MISMATCH", text("skill.tool_returned", "skill.tool_invoked")),
    ("the timestamp's spelling", "one value", "LEAF_MISMATCH", text("09:30:00Z", "09:30:00.000Z")),
    ("the session", "one value", "LEAF_MISMATCH", text("5e6836e4", "5e6836e5")),
    ("the number", "one value", "LEAF_MISMATCH", text('"sequence_number":2', '"sequence_number":3')),
    ("the time of recording", "one value", "LEAF_MISMATCH", text(".123458Z", ".123459Z")),
    ("the event's level", DEEP, "LEAF_MISMATCH", text('"data_classification":"confidential"', '"data_classification":"public"')),
    ("a part's level", DEEP, "LEAF_MISMATCH", text('"/context":"public"', '"/context":"internal"')),
    ("an entry dropped", "nothing, all fields", "LEAF_MISMATCH", text('"/payload/accounts-x":"public",', "")),
    ("an entry dropped among withheld ones", DEEP, "PROOF_SURPLUS", text('"/payload/accounts-x":"public",', "")),
    ("a worker taken out", DEEP, "LEAF_MISMATCH", text('"worker_id":"agent-7",', "")),
    ("the tenant", "one value", "LEAF_MISMATCH", given("tenant", "other")),
    ("the previous leaf", "one value", "LEAF_MISMATCH", given("previous_leaf", "01" * 32)),
    ("the leaf", "one value", "LEAF_MISMATCH", given("leaf_hash", "01" * 32)),
    ("a digest", DEEP, "LEAF_MISMATCH", proof(lambda p: p["withheld"].update({"/payload/items/1": "00" * 32}))),
    ("a salt", DEEP, "LEAF_MISMATCH", proof(lambda p: p["salts"].update({"/payload/customer/name": "00" * 32}))),
    ("another leaf in the record", "one value", "LEAF_MISMATCH",
     text('"position"', '"leaf_hash":"%s","position"' % ("01" * 32))),
    ("no previous leaf", "one value", "CHAIN_BROKEN", given("previous_leaf", "00" * 32)),
    ("a previous leaf of the first", "nothing, minimal", "CHAIN_BROKEN", given("previous_leaf", "01" * 32)),
    ("a value in a marker's place", DEEP, "MARKER_MISSING", text('"card":{"$redacted":{"level":"restricted"}}', '"card":"4112"')),
    ("a marker that says more", "one value", "MARKER_MISSING",
     text('{"level":"confidential"}', '{"level":"confidential","value":3}')),
    ("a marker of no level", "one value", "MARKER_MISSING", text('"level":"confidential"', '"level":"secret"')),
    ("another commitment in a marker", DEEP + COMMITTED, "MARKER_MISSING", commitment(lambda c: "00" * 32)),
    ("a commitment in upper case", DEEP + COMMITTED, "MARKER_MISSING", commitment(str.upper)),
    ("a commitment cut short", DEEP + COMMITTED, "MARKER_MISSING", commitment(lambda c: c[:-1])),
    ("a commitment and more", DEEP + COMMITTED, "MARKER_MISSING", commitment(lambda c: c + '","value":"3')),
    ("markers that swap commitments", "payload and context" + COMMITTED, "MARKER_MISSING", swapped),
    ("another digest under a commitment", DEEP + COMMITTED, "MARKER_MISSING",
     proof(lambda p: p["withheld"].update({"/payload/items/1": "00" * 32}))),
    ("a marker over a disclosed value", "one value", "LEAF_MISMATCH", text('"search"', MARKED)),
    ("a salt missing", DEEP, "SALT_MISSING", proof(lambda p: p["salts"].pop("/payload/customer/name"))),
    ("a value without salt", DEEP, "SALT_MISSING", text('"a/b~c"', '"z":1,"a/b~c"')),
    ("a salt too many", DEEP, "PROOF_SURPLUS", proof(lambda p: p["salts"].update({"/payload/x": "00" * 32}))),
    ("a salt inside a proved part", DEEP, "PROOF_SURPLUS", proof(lambda p: p["salts"].update({"/context/attempt": "00" * 32}))),
    ("a digest too many", DEEP, "PROOF_SURPLUS", proof(lambda p: p["withheld"].update({"/field_classifications/9": "00" * 32}))),
    ("salt and digest for one part", DEEP, "PROOF_SURPLUS", proof(lambda p: p["salts"].update({"/payload/items/1": "00" * 32}))),
    ("a member twice", "one value", "EVENT_MALFORMED", text('"tool":"search"', '"tool":"x","tool":"search"')),
    ("a number that a double rounds", "nothing, numbers", "EVENT_MALFORMED", text("9007199254740992", "9007199254740993")),
    ("a number beyond all doubles", "nothing, second", "EVENT_MALFORMED", text('"hits":3', '"hits":1e999999999')),
    ("a fraction that a double rounds", "nothing, second", "EVENT_MALFORMED", text('"hits":3', '"hits":3.0000000000000000001')),
    ("a lone surrogate", "one value", "EVENT_MALFORMED", text('"search"', '"\\ud800"')),
    ("a lone surrogate in the envelope", "one value", "EVENT_MALFORMED", text('"claims"', '"\\udc00"')),
    ("a member that nothing covers", "one value", "EVENT_MALFORMED", text('"payload"', '"note":"x","payload"')),
    ("a member of the record that nothing covers", "one value", "EVENT_MALFORMED", text('"position"', '"note":"x","position"')),
    ("no payload", "nothing, minimal", "EVENT_MALFORMED", text('"payload":{},', "")),
    ("entries that are none", "nothing, minimal", "EVENT_MALFORMED", text('"payload"', '"field_classifications":{},"payload"')),
    ("a level that is none", DEEP, "EVENT_MALFORMED", text('"/context":"public"', '"/context":"secret"')),
    ("a number with a fraction", "one value", "EVENT_MALFORMED", text('"sequence_number":2', '"sequence_number":2.0')),
    ("number zero", "one value", "EVENT_MALFORMED", text('"sequence_number":2', '"sequence_number":0')),
    ("nanoseconds of recording", "one value", "EVENT_MALFORMED", text(".123458Z", ".123458001Z")),
    ("more after the event", "one value", "EVENT_MALFORMED", lambda v: {**v, "event": v["event"] + " {}"}),
    ("cut short", "one value", "EVENT_MALFORMED", lambda v: {**v, "event": v["event"][:-1]}),
    ("no object", "one value", "EVENT_MALFORMED", given("event", "[]")),
]
