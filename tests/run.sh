#!/bin/bash
# tests/run.sh own|existing|bench: the outer half of a test run. Makes a place
# the server's user can read and write (the checkout may be closed to it),
# steps down from root, and cleans up whatever happens. The tests themselves
# are run by tests/layers.sh.
#   own       a throw-away cluster, every layer
#   existing  the running server that PGHOST ... name: pgTAP and isolation
#   bench     a throw-away cluster, tests/bench/run.sh
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
find_server
mode=${1:-own}

# A short path: a socket's may have 107 bytes, and the server's user must be able
# to enter.  A throw-away cluster makes and drops thousands of tables, so it lives
# in memory where there is plenty; measurements are taken on the disk.
place=/tmp
if [ "$mode" = own ] && [ "$(stat -f -c %T /dev/shm 2>/dev/null)" = tmpfs ] &&
   [ "$(df -Pk /dev/shm | awk 'NR == 2 {print int($4 / 1048576)}')" -ge 4 ]; then
  place=/dev/shm
fi
work=$(mktemp -d "$place/bianzhi.XXXXXX")
kept=$ROOT/build/$mode

finish() {
  local status=$? pidfile
  trap - EXIT
  cd /
  find "$work" -name postmaster.pid 2>/dev/null | while read -r pidfile; do
    as_server "$BINDIR/pg_ctl" -D "${pidfile%/*}" -m immediate -s stop || true
  done
  rm -rf "$kept"
  if [ "$status" -ne 0 ]; then
    mkdir -p "$kept"
    cp -r "$work/out/." "$kept/" 2>/dev/null || true
    cp "$work/cluster/server.log" "$kept/" 2>/dev/null || true
    say "logs and outputs of the failed run: $kept"
  fi
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkdir "$work/out"
cp -r "$ROOT/tests" "$work/tests"
mkdir "$work/extension"         # the sources that tap/110_codes.pl reads
cp "$ROOT"/extension/*.[ch] "$ROOT/extension/README.md" "$work/extension/"
chmod -R a+rX "$work"

case $mode in
  own | bench)
    forget_connection
    ! is_root || chown -R postgres: "$work"
    ( cd "$work" && as_server env HOME="$work" PG_CONFIG="$PG_CONFIG" LC_ALL=C.UTF-8 \
        bash "$work/tests/layers.sh" "$mode" "$work" )
    ;;
  existing)
    # a client like any other: no need to be the server's user
    ( cd "$work" && bash "$work/tests/layers.sh" "$mode" "$work" )
    ;;
  *)
    die "usage: run.sh own|existing|bench"
    ;;
esac
