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
  trap 'rm -rf "$tmp"' EXIT
  "$MAKE" --no-print-directory -s -C "$folder" extract-catalogue POT="$tmp/now.pot" >/dev/null
  for lang in $(cat "$folder/po/LINGUAS"); do
    po=$folder/po/$lang.po
    printf '%s: ' "$po"
    LC_ALL=C msgfmt --check --statistics -o /dev/null "$po" 2>&1 || status=1
    msgmerge --quiet --no-fuzzy-matching -o "$tmp/now.po" "$po" "$tmp/now.pot"
    lacking=$(msgattrib --no-obsolete --untranslated "$tmp/now.po" | grep -c '^msgid "..*\|^msgid ""$' || true)
    fuzzy=$(msgattrib --no-obsolete --only-fuzzy "$po" | grep -c '^#, .*fuzzy' || true)
    lacking=$((lacking > 0 ? lacking - 1 : 0))   # the header
    if [ "$lacking" -gt 0 ] || [ "$fuzzy" -gt 0 ]; then
      say "$po lacks $lacking texts of the sources, $fuzzy are fuzzy (make update-po, then translate)"
      [ "${BIANZHI_STRICT_PO:-0}" = 0 ] || status=1
    fi
  done
  rm -rf "$tmp"
done
exit $status
