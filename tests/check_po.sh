#!/bin/bash
# tests/check_po.sh: are the Chinese catalogues well formed and complete?
# Compares them with texts extracted from the sources as they are now. An
# incomplete catalogue is a warning, an error with BIANZHI_STRICT_PO=1.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
find_server
cd "$ROOT"
status=0
for folder in extension cli; do
  [ -f "$folder/nls.mk" ] && [ -f "$folder/po/LINGUAS" ] || continue
  tmp=$(mktemp -d)
  "$MAKE" --no-print-directory -s -C "$folder" -f Makefile -f ../tests/catalogue.mk \
    extract-catalogue POT="$tmp/now.pot"
  for lang in $(cat "$folder/po/LINGUAS"); do
    po=$folder/po/$lang.po
    msgfmt --check -o /dev/null "$po" || status=1
    msgmerge --quiet --no-fuzzy-matching -o "$tmp/now.po" "$po" "$tmp/now.pot"
    statistics=$(LC_ALL=C msgfmt --statistics -o /dev/null "$tmp/now.po" 2>&1)
    say "$po: $statistics"
    case $statistics in
      *fuzzy* | *untranslated*)
        say "$po is behind the sources (make update-po, then translate)"
        [ "${BIANZHI_STRICT_PO:-0}" = 0 ] || status=1 ;;
    esac
  done
  rm -rf "$tmp"
done
exit $status
