#!/usr/bin/env python3
"""Writes sample.json, or with `test` proves that verify.py accepts it and finds each thing that may be wrong in it.

The sample is made from the description in README.md alone, without the program that it describes.
"""
import copy, hashlib, io, json, pathlib, struct, sys, uuid
from contextlib import redirect_stdout

import verify

SAMPLE = pathlib.Path(__file__).with_name("sample.json")
ARTICLE = "019a3f2e-7c10-7b3a-9d41-5f0c2e8b6a17"

def salt(seed):
    """A real paper draws its salts; a sample that is made again must be the same."""
    return hashlib.sha256(seed.encode()).hexdigest()[:32]

def paragraph(text):
    return {"attrs": {"id": "k7x2p"}, "content": [{"text": text, "type": "text"}], "type": "paragraph"}

def leaf(number, path, value, shown=True):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    salted = salt(f"{number} {path}")
    digest = hashlib.sha256(b"rotative leaf 1\x00" + path.encode() + b"\x00" + bytes.fromhex(salted) + text.encode()).hexdigest()
    return {"path": path, "digest": digest, **({"salt": salted, "text": text} if shown else {})}

def version(number, nature, at, previous, leaves):
    bytes_of = b"rotative version 1\x00" + bytes.fromhex(previous) + uuid.UUID(ARTICLE).bytes
    bytes_of += struct.pack(">q", number) + nature.encode() + b"\x00" + struct.pack(">q", at)
    link = hashlib.sha256(bytes_of + b"".join(bytes.fromhex(one["digest"]) for one in leaves)).hexdigest()
    return {"number": number, "nature": nature, "at": at, "previous": previous, "link": link, "leaves": leaves}

def chain():
    first = [
        leaf(1, "body/k7x2p", paragraph("Le pont, ouvert en 1962, était surveillé.")),
        leaf(1, "byline", [{"name": "Une personne protégée"}], shown=False),
        leaf(1, "headline", "Au pont de Vaux, l’alerte oubliée"),
        leaf(1, "schema", 1),
    ]
    second = [leaf(2, "body/k7x2p", paragraph("Le pont, ouvert en 1967, était surveillé.")), *(
        leaf(2, one["path"], value, shown)
        for one, value, shown in zip(first[1:], [[{"name": "Une personne protégée"}], "Au pont de Vaux, l’alerte oubliée", 1], [False, True, True])
    )]
    one = version(1, "first", 1795345200000, "00" * 32, first)
    two = version(2, "correction", 1795352400000, one["link"], second)
    return {"rotative": "chain 1", "article": ARTICLE, "address": "https://paper.example/2026/11/22/pont-de-vaux", "versions": [one, two]}

def verdict(of, noted=None):
    with redirect_stdout(io.StringIO()):
        return verify.check(of, noted)

def test():
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    assert sample == chain(), "sample.json is not what this script writes"
    assert verdict(sample) == 0
    assert verdict(sample, sample["versions"][0]["link"]) == 0
    assert verdict(sample, "00" * 32) == 1

    def spoilt(change):
        other = copy.deepcopy(sample)
        change(other["versions"])
        return verdict(other)

    flip = lambda text: text.replace("7", "8", 1) if "7" in text else text[:-1] + ("0" if text[-1] != "0" else "1")
    for number, one in enumerate(sample["versions"]):
        for key in ("previous", "link"):
            assert spoilt(lambda all: all[number].update({key: flip(one[key])})) == 1, key
        for key, value in (("number", 7), ("nature", "typo"), ("at", one["at"] + 1)):
            assert spoilt(lambda all: all[number].update({key: value})) == 1, key
        for at, some in enumerate(one["leaves"]):
            for key in some:
                # A digest alone does not tell its path: the README says so.
                assert key == "path" and "salt" not in some or spoilt(lambda all: all[number]["leaves"][at].update({key: flip(some[key])})) == 1, key
            assert spoilt(lambda all: all[number]["leaves"].pop(at)) == 1
            if "salt" in some:
                assert spoilt(lambda all: all[number]["leaves"][at].pop("salt")) == 1
                assert spoilt(lambda all: (all[number]["leaves"][at].pop("salt"), all[number]["leaves"][at].pop("text"))) == 0
            assert spoilt(lambda all: all[number]["leaves"].append(some)) == 1
    assert spoilt(lambda all: all.pop(0)) == 1
    assert spoilt(lambda all: all.reverse()) == 1
    print("verify.py accepts the sample and finds every change in it")

if __name__ == "__main__":
    if sys.argv[1:] == ["test"]:
        test()
    else:
        SAMPLE.write_text(json.dumps(chain(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
