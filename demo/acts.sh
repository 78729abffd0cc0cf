#!/bin/sh
# What the newsroom did after the import, once: the lines of acts.jsonl, then the
# reopening of the comments of the whole paper. That act needs the identity which
# the suspension, the last line, was given.
#
#   sh demo/acts.sh rotative --data DIR
set -u
status=0
answers=$("$@" act --stdin < "$(dirname "$0")/acts.jsonl") || status=$?
printf '%s\n' "$answers"
suspension=$(printf '%s\n' "$answers" | sed -n '$s/.*"suspension":"\([^"]*\)".*/\1/p')
[ -n "$suspension" ] || exit 2
"$@" act resume-comments "$suspension" \
  --reason "Les messages en attente ont été lus. Ceux qui discutent d’une idée sont publiés ; ceux qui injurient une personne ne le seront pas. La discussion reprend, avec la même règle et un peu plus de monde pour la tenir." || status=$?
exit $status
