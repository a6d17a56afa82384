#!/bin/bash
# tests/build.sh: build as the caller, install as root where the server's
# directories ask for it.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
find_server
cd "$ROOT"
say "building (PostgreSQL $("$PG_CONFIG" --version | cut -d' ' -f2), $PGXS)"
"$MAKE" --no-print-directory -s -j"$(nproc)" all
say "installing into $PKGLIBDIR and $SHAREDIR"
if [ -w "$PKGLIBDIR" ] && [ -w "$SHAREDIR" ]; then
  "$MAKE" --no-print-directory -s install
else
  as_root "$MAKE" --no-print-directory -s install PG_CONFIG="$PG_CONFIG"
fi
