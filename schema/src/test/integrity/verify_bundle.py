#!/usr/bin/env python3
"""Checks bundles: one, or a list of them.

    verify_bundle.py FILE [KEY]
    verify_bundle.py --batch LIST      a JSON object a line: {"file": path, "key": text, "against": note}

Prints a line of JSON for each: what is proved, or the flaw. Exit status 1 if the one bundle is not proved.
"""

import json
import sys

import bundles
from commitments import Refused


def outcome(file, key=None, against=None):
    try:
        return {"verified": True} | bundles.verify(file, key, against)
    except Refused as refused:
        return {"verified": False, "flaw": refused.args[0]}


def main(first, second=None):
    if first == "--batch":
        with open(second, encoding="utf-8") as orders:
            for order in orders:
                print(json.dumps(outcome(**json.loads(order))))
        return 0
    result = outcome(first, second)
    print(json.dumps(result))
    return 0 if result["verified"] else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
