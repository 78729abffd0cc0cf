#!/usr/bin/env python3
"""Expands a Hunspell dictionary into its word forms, one a line, each with what kind of word it is.

expand.py DIC AFF OUT [ADDED]

ADDED is a list in the notation of DIC, expanded by the same rules. A word in it that DIC already has is refused, so that
the list stays what it says: words the dictionary lacks. Elisions (l', d', qu'...) are not forms: the desk reads them apart.
Of the words, forbidden ones are left out; a line of OUT is `form<TAB>number`, the number being a set of the bits below.
"""
import re
import sys
from collections import defaultdict

# The order is that of `src/lexicon/tags.rs`.
BITS = """noun adjective infinitive finite past_participle present_participle adverb determiner pronoun preposition
conjunction interjection name number masculine feminine singular plural title function affix unsuggested
first_singular second_singular third_singular first_plural second_plural third_plural""".split()
BIT = {name: 1 << place for place, name in enumerate(BITS)}
GENDERS = BIT["masculine"] | BIT["feminine"]
NUMBERS = BIT["singular"] | BIT["plural"]

KINDS = {
    "noun": "nom loc.nom",
    "adjective": "adj loc.adj",
    "infinitive": "infi",
    "finite": "ipre iimp ipsi ifut cond spre simp impe",
    "past_participle": "ppas",
    "present_participle": "ppre",
    "adverb": "adv advint negadv loc.adv proadv loc.advint",
    "determiner": "det detpos detind detdem detneg detex detint",
    "pronoun": "properobj propersuj prodem proind prorel proint proneg proadv",
    "preposition": "prep prepv loc.prep loc.prepv",
    "conjunction": "cj cjco cjsub loc.cj",
    "interjection": "interj loc.interj",
    "name": "npr patr prn",
    "number": "nb nbro",
    "title": "titr",
    "function": "mg",
    "affix": "pfx sfx",
    "first_singular": "1sg 1isg",
    "second_singular": "2sg",
    "third_singular": "3sg 3sg!",
    "first_plural": "1pl",
    "second_plural": "2pl",
    "third_plural": "3pl 3pl!",
}
MEANING = {f"po:{word}": BIT[kind] for kind, words in KINDS.items() for word in words.split()}
# A few entries of the dictionary carry the tense as if it were an inflection.
MEANING |= {"is:infi": BIT["infinitive"], "is:ipre": BIT["finite"]}
MEANING |= {
    "is:mas": BIT["masculine"],
    "is:fem": BIT["feminine"],
    "is:epi": GENDERS,
    "is:sg": BIT["singular"],
    "is:pl": BIT["plural"],
    "is:inv": NUMBERS,
}


class Rules:
    """The affixes of one dictionary, and the flags that are no affixes."""

    def __init__(self, path):
        self.long_flags = False
        self.special = {}
        self.affixes = defaultdict(list)
        for line in open(path, encoding="utf-8"):
            self.read(line.split("#")[0].split())

    def read(self, field):
        if not field:
            return
        if field[0] == "FLAG":
            self.long_flags = field[1] == "long"
        elif field[0] in ("NEEDAFFIX", "FORBIDDENWORD", "NOSUGGEST", "ONLYINCOMPOUND", "CIRCUMFIX"):
            self.special[field[0]] = field[1]
        elif field[0] in ("PFX", "SFX") and len(field) == 4 and field[2] in "YN" and field[3].isdigit():
            self.affixes[field[1]] = [(field[0], field[2])]
        elif field[0] in ("PFX", "SFX"):
            self.affixes[field[1]].append(self.affix(field))

    def affix(self, field):
        kind, _, strip, added = field[:4]
        added, _, flags = added.partition("/")
        where = field[4] if len(field) > 4 and ":" not in field[4] else "."
        pattern = re.compile(where + r"\Z" if kind == "SFX" else where) if where != "." else None
        return ("" if strip == "0" else strip, "" if added == "0" else added, self.flags(flags), pattern, said(field[4:]))

    def flags(self, text):
        return [text[i : i + 2] for i in range(0, len(text), 2)] if self.long_flags else list(text)

    def has(self, name, flags):
        return self.special.get(name) in flags

    def endings(self, word, flags):
        """The forms that suffixes make: form, continued flags, what they say, whether prefixes may join."""
        for flag in flags:
            head, *rules = self.affixes.get(flag, [("", "")])
            for strip, added, more, pattern, tags in rules if head[0] == "SFX" else []:
                if word.endswith(strip) and (pattern is None or pattern.search(word)):
                    yield word[: len(word) - len(strip)] + added, more, tags, head[1]

    def beginnings(self, word, flags):
        """The forms that prefixes make, without those that are elisions."""
        for flag in flags:
            head, *rules = self.affixes.get(flag, [("", "")])
            for strip, added, more, pattern, _ in rules if head[0] == "PFX" else []:
                if "'" not in added and word.startswith(strip) and (pattern is None or pattern.match(word)):
                    yield added + word[len(strip) :], more, head[1]


def said(fields):
    tags = 0
    for field in fields:
        tags |= MEANING.get(field, 0)
    return tags


def joined(entry, affix):
    """What an affix says of gender and number stands in the place of what the entry says; the rest unites."""
    for axis in (GENDERS, NUMBERS):
        if affix & axis:
            entry &= ~axis
    return entry | affix


def entries(path, rules):
    for line in open(path, encoding="utf-8"):
        fields = line.split()
        if not fields or fields[0].isdigit() or line.startswith("#"):
            continue
        word, _, flags = fields[0].partition("/")
        flags = rules.flags(flags)
        if rules.has("FORBIDDENWORD", flags) or rules.has("ONLYINCOMPOUND", flags) or "po:err" in fields:
            continue
        tags = said(fields[1:])
        if rules.has("NOSUGGEST", flags):
            tags |= BIT["unsuggested"]
        yield word, flags, tags


def forms(word, flags, tags, rules):
    """Every form of one entry with its tags; suffixes may carry suffixes, prefixes may carry both."""
    if rules.has("CIRCUMFIX", flags):
        sys.exit(f"{word}: this dictionary uses circumfixes, which expand.py does not know.")
    if not rules.has("NEEDAFFIX", flags):
        yield word, tags
    for form, more, added, _ in rules.endings(word, flags):
        yield from forms(form, more, joined(tags, added), rules)
    for form, more, crosses in rules.beginnings(word, flags):
        yield from forms(form, more, tags, rules)
        for ending, _, added, also in rules.endings(form, flags) if crosses == "Y" else []:
            if also == "Y":
                yield ending, joined(tags, added)


def expand(path, rules):
    found = {}
    for word, flags, tags in entries(path, rules):
        for form, kinds in forms(word, flags, tags, rules):
            # Possessives are read by the lexicon; what has no letter or digit is no word.
            if form.endswith("'s") or not any(sign.isalnum() for sign in form):
                continue
            # A word is unsuggested only while none of its entries says otherwise.
            known = found.get(form)
            if known is None:
                found[form] = kinds
            else:
                kept = known & kinds & BIT["unsuggested"]
                found[form] = ((known | kinds) & ~BIT["unsuggested"]) | kept
    return found


def main(dictionary, affixes, out, added=None):
    rules = Rules(affixes)
    found = expand(dictionary, rules)
    if added:
        more = expand(added, rules)
        heads = [word for word, _, _ in entries(added, rules)]
        known = [word for word in heads if word in found]
        if known:
            sys.exit("The dictionary already has: " + ", ".join(known))
        twice = sorted({word for word in heads if heads.count(word) > 1})
        if twice:
            sys.exit("Added twice: " + ", ".join(twice))
        for form, kinds in more.items():
            found[form] = found.get(form, 0) | kinds
    lines = sorted(f"{form}\t{kinds}\n".encode() for form, kinds in found.items())
    with open(out, "wb") as file:
        file.writelines(lines)


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
