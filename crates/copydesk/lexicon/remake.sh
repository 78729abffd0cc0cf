#!/bin/sh
# Remakes fr.fst, fr.tags, en.fst and en.tags from the packages that README.md names. Run twice, it writes the same bytes.
# Needs Debian's hunspell-fr-classical, npm with its configured registry, Python 3 and cargo.
set -eu

french_version=1:7.0-1
english_version=4.0.0
french=/usr/share/hunspell

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

refuse() {
    echo "$1" >&2
    exit 1
}

# One file is what it was when the lists were last made.
same() {
    found=$(sha256sum "$1" | cut -d ' ' -f 1)
    [ "$found" = "$2" ] || refuse "$1 is not the file that this lexicon was made from: its SHA-256 is $found, not $2."
}

installed=$(dpkg-query -W -f '${Version}' hunspell-fr-classical 2>/dev/null || true)
[ "$installed" = "$french_version" ] ||
    refuse "This lexicon is made from hunspell-fr-classical $french_version; here is ${installed:-none}. Install that version, or change it here, read the new licence and look at the difference."
same "$french/fr.dic" 4b1415593d599dbd943dde6d00515bbde3b4287ab62666242d959f74ddb16a6e
same "$french/fr.aff" b0aa05cec5f2de2372c3ab6b2726288c39fcb384e602dbade97e91020edc25a7

(cd "$work" && npm pack --silent "dictionary-en@$english_version" >/dev/null) ||
    refuse "npm could not fetch dictionary-en $english_version from its registry."
tar -xzf "$work/dictionary-en-$english_version.tgz" -C "$work"
same "$work/package/index.dic" f0b1a234bd178bdd01875b2a392a9647f888b8fe879f79c52aae62c2759b3647
same "$work/package/index.aff" 8ae1f19d4840d957728ad90555d5a8dff6cc5c046279c95ff0c00fc0a0136c7b
same "$work/package/license" 2a7e8d8ae9e8facc84818546ae2a8d83aec5e9c80a675ff789acd1c338b53b3d

python3 "$here/expand.py" "$french/fr.dic" "$french/fr.aff" "$work/fr.txt" "$here/added-fr.txt"
python3 "$here/expand.py" "$work/package/index.dic" "$work/package/index.aff" "$work/en.txt" "$here/added-en.txt"

for language in fr en; do
    (cd "$here/../../.." && cargo run --quiet --locked --release -p copydesk --example compile_lexicon -- \
        "$work/$language.txt" "$here/$language.fst" "$here/$language.tags")
done
cp "$work/package/license" "$here/LICENSE-dictionary-en"
cp /usr/share/common-licenses/MPL-2.0 "$here/LICENSE-MPL-2.0"
