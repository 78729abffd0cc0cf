#!/usr/bin/env python3
"""Checks the chain of an article. Exit: 0 it holds, 1 it is broken, 2 the file is not a chain. See README.md."""
import argparse, hashlib, json, sys, uuid

def unhex(text, length):
    if len(text) != 2 * length:
        raise ValueError(f"{text!r} is not {length} bytes in hexadecimal")
    return bytes.fromhex(text)

def leaf_digest(leaf):
    salted = unhex(leaf["salt"], 16) + leaf["text"].encode()
    return hashlib.sha256(b"rotative leaf 1\0" + leaf["path"].encode() + b"\0" + salted).digest()

def link_of(article, version):
    link = hashlib.sha256(b"rotative version 1\0" + unhex(version["previous"], 32) + article)
    link.update(version["number"].to_bytes(8, "big") + version["nature"].encode() + b"\0")
    link.update(version["at"].to_bytes(8, "big", signed=True))
    for leaf in version["leaves"]:
        link.update(unhex(leaf["digest"], 32))
    return link.digest()

def faults_of(article, version, number, previous):
    paths = [leaf["path"] for leaf in version["leaves"]]
    if version["number"] != number:
        yield f"version {number} is missing"
    if unhex(version["previous"], 32) != previous:
        yield "it does not follow the version before it"
    if len(set(paths)) != len(paths) or "\0" in version["nature"] + "".join(paths):
        yield "two leaves have the same path, or a name holds a zero byte"
    for leaf in version["leaves"]:
        if ("salt" in leaf) != ("text" in leaf):
            yield f"{leaf['path']!r} has a salt without text, or a text without salt"
        elif "salt" in leaf and leaf_digest(leaf) != unhex(leaf["digest"], 32):
            yield f"the text of {leaf['path']!r} is not what was published"
    if link_of(article, version) != unhex(version["link"], 32):
        yield "its link does not match its leaves, number, nature and instant"

def check(chain, noted=None):
    article, previous, broken, hidden = uuid.UUID(chain["article"]).bytes, bytes(32), False, 0
    for number, version in enumerate(chain["versions"], 1):
        faults, closed = list(faults_of(article, version, number, previous)), sum("text" not in leaf for leaf in version["leaves"])
        print(f"version {version['number']} ({version['nature']!r}): {'; '.join(faults) or 'holds'}; {closed} leaves not shown")
        previous, broken, hidden = unhex(version["link"], 32), broken or bool(faults), hidden + closed
    if noted and noted.lower() not in [version["link"] for version in chain["versions"]]:
        broken = print("the link that you noted is not in this chain: it was rewritten, or is another article's") is None
    print(f"{'BROKEN' if broken else 'The chain holds'}: {number} versions, {hidden} leaves not shown, last link {previous.hex()}")
    return 1 if broken else 0

if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("file", help="the chain that the paper gave, or - for standard input")
    asked.add_argument("--link", help="a link that you noted earlier")
    asked = asked.parse_args()
    try:
        chain = json.load(sys.stdin.buffer if asked.file == "-" else open(asked.file, "rb"))
        if chain["rotative"] != "chain 1" or not chain["versions"]:
            raise ValueError("it does not say `chain 1`, or holds no version")
        sys.exit(check(chain, asked.link))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError) as fault:
        sys.exit(print(f"This file is not a chain that can be read. {type(fault).__name__}: {fault}", file=sys.stderr) or 2)
