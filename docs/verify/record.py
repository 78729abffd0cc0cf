#!/usr/bin/env python3
"""Checks the record of an export (`.rotative/record.jsonl`), or what `rotative record --json` says. Exit: 0 it holds, 1 it is
broken, 2 the file is no record. See README.md."""
import argparse, hashlib, json, sys

def canonical(value):
    """RFC 8785 for what an entry holds: objects by the UTF-16 of their keys, no fractions."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join(canonical(key) + ":" + canonical(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)

def hash_of(entry, previous):
    form = entry.get("form", 1)
    if form not in (1, 2):
        raise ValueError(f"entry {entry['number']} is of form {form}, which is not known here")
    return hashlib.sha256(b"rotative record %d\0" % form + previous + canonical(entry).encode()).digest()

def check(lines, noted=None):
    previous, number, broken, state, since = bytes(32), 0, False, {}, None
    for line in map(json.loads, lines):
        entry, said = line["entry"], bytes.fromhex(line["hash"])
        if entry["number"] != number + 1:
            broken = print(f"a gap after entry {number}") is None
        if hash_of(entry, previous) != said:
            broken = print(f"entry {entry['number']} is not what was entered, or does not follow the one before") is None
        if entry.get("form", 1) == 2:
            since = since or entry["number"]
        elif since:
            broken = print(f"entry {entry['number']} carries no state, and those before it do") is None
        state.update(entry.get("state", {}))
        previous, number = said, entry["number"]
    if noted and noted.lower() != previous.hex():
        broken = print("the record does not end with the hash that you noted") is None
    there = sum(value is not None for value in state.values())
    print(f"{'BROKEN' if broken else 'The record holds'}: {number} entries, {there} subjects with their state since entry {since}, last hash {previous.hex()}")
    return 1 if broken else 0

if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", help="the record, one entry a line, or - for standard input")
    asked.add_argument("--hash", help="the last hash, noted elsewhere")
    asked = asked.parse_args()
    try:
        with sys.stdin if asked.file == "-" else open(asked.file, encoding="utf-8") as lines:
            sys.exit(check(lines, asked.hash))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as fault:
        sys.exit(print(f"This file is no record that can be read. {type(fault).__name__}: {fault}", file=sys.stderr) or 2)
