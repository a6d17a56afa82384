#!/bin/bash
# tests/layers.sh own|existing|bench WORK: the inner half of a test run, as a
# user who may run a server and in a directory of its own; called by run.sh.
# One function per layer; a layer without files says so, a failed layer does
# not keep the later ones from running.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
find_server
mode=$1
work=$2
tests=$work/tests
out=$work/out
jobs=${BIANZHI_TEST_JOBS:-2}
failed=()
passed=0 pgtap_files=0 specs=0 tap_files=0

export PATH="$BINDIR:$PATH" PERL5LIB="${PERL5LIB:-}"
shopt -s nullglob

# The files of a layer, or those of them that TESTS names (shell patterns,
# relative to tests/); sets the array "files".
choose() {
  local file pattern
  files=()
  for file in "$tests"/$1; do
    [ -n "${TESTS:-}" ] || files+=("$file")
    # patterns are matched here, not expanded in the current directory
    set -f
    for pattern in ${TESTS:-}; do
      # shellcheck disable=SC2254
      case ${file#"$tests"/} in $pattern) files+=("$file"); break ;; esac
    done
    set +f
  done
}

nothing() {
  [ -n "${TESTS:-}" ] && say "$1: none chosen" || say "$1: none yet"
}

# Adds the number of tests in prove's closing line to the total.
count_tests() {
  local n
  n=$(sed -n 's/^Files=[0-9]*, Tests=\([0-9]*\),.*/\1/p' "$1" | tail -1)
  passed=$((passed + ${n:-0}))
}

# Measurements are taken with the server's own durability settings.  The other
# layers make books all the time: nothing of that need outlive a crash, be sent
# anywhere, be compressed well or be compiled.
start_own_cluster() {
  mkdir -p "$work/cluster"
  if [ "$mode" != bench ]; then
    printf '%s\n' 'fsync = off' 'synchronous_commit = off' 'full_page_writes = off' 'wal_level = minimal' \
      'max_wal_senders = 0' 'max_locks_per_transaction = 256' 'autovacuum_naptime = 10min' 'jit = off' \
      >"$work/cluster/settings"
    ! "$PG_CONFIG" --configure | grep -q -e --with-lz4 ||
      echo 'default_toast_compression = lz4' >>"$work/cluster/settings"
  fi
  bash "$tests/cluster.sh" start "$work/cluster" || exit 1
  export PGHOST=$work/cluster/socket PGUSER=postgres PGDATABASE=postgres
}

layer_pgtap() {
  local files
  choose 'pgtap/*.sql'
  pgtap_files=${#files[@]}
  if [ "$pgtap_files" -eq 0 ]; then
    nothing pgTAP
    return
  fi
  say "pgTAP: $pgtap_files files"
  export BIANZHI_TEMPLATE=bianzhi_test_$$
  : >"$out/pgtap.log"
  "$BINDIR/createdb" -T template0 -E UTF8 --locale=C.UTF-8 "$BIANZHI_TEMPLATE" &&
    "$BINDIR/psql" -X -q -v ON_ERROR_STOP=1 -d "$BIANZHI_TEMPLATE" \
      -c 'CREATE EXTENSION pgtap SCHEMA public' -c 'CREATE EXTENSION bianzhi' &&
    ( cd "$tests/pgtap" && prove -j "$jobs" --comments --exec "bash $tests/pgtap.sh" "${files[@]##*/}" ) 2>&1 |
      tee "$out/pgtap.log"
  [ $? -eq 0 ] || failed+=(pgTAP)
  count_tests "$out/pgtap.log"
  "$BINDIR/dropdb" --if-exists "$BIANZHI_TEMPLATE"
}

# Specs in groups side by side, each group in a database of its own.  Roles
# belong to the whole cluster: specs that make some stay in one group.
isolation_group() {             # isolation_group NUMBER SPEC...
  local group=$1
  shift
  mkdir -p "$out/isolation$group"
  PGOPTIONS='-c search_path=bianzhi,public -c client_min_messages=warning' \
    "$PGTEST/isolation/pg_isolation_regress" --bindir="$BINDIR" \
    --inputdir="$tests/isolation" --outputdir="$out/isolation$group" \
    --dbname="bianzhi_isolation_$$_$group" --load-extension=bianzhi "$@" >"$out/isolation$group.log" 2>&1
}

layer_isolation() {
  local files f group n=0 pids=() lists=() status=0
  choose 'isolation/specs/*.spec'
  specs=${#files[@]}
  if [ "$specs" -eq 0 ]; then
    nothing isolation
    return
  fi
  say "isolation: $specs specs"
  for f in "${files[@]}"; do
    group=$((n % jobs))
    ! grep -q 'CREATE ROLE' "$f" || group=0
    lists[group]="${lists[group]:-} $(basename "$f" .spec)"
    n=$((n + 1))
  done
  for group in "${!lists[@]}"; do
    # shellcheck disable=SC2086
    isolation_group "$group" ${lists[group]} &
    pids+=($!)
  done
  for group in "${pids[@]}"; do
    wait "$group" || status=1
  done
  mkdir -p "$out/results"
  for group in "${!lists[@]}"; do
    cp "$out/isolation$group/results/"* "$out/results/" 2>/dev/null || true
    # "test x ... ok" up to 15, "ok 1 - x" from 16 on
    grep -E '^(test|ok|not ok) ' "$out/isolation$group.log"
    [ $status -eq 0 ] || grep -vE '^(test|ok|not ok) ' "$out/isolation$group.log"
    [ ! -f "$out/isolation$group/regression.diffs" ] || cat "$out/isolation$group/regression.diffs"
    passed=$((passed + $(grep -cE '^(test .* ok |ok )' "$out/isolation$group.log")))
    "$BINDIR/dropdb" --if-exists "bianzhi_isolation_$$_$group"
  done
  [ $status -eq 0 ] || failed+=(isolation)
}

# These make clusters of their own; the one for the other layers is not theirs.
layer_tap() {
  local files
  choose 'tap/*.pl'
  tap_files=${#files[@]}
  if [ "$tap_files" -eq 0 ]; then
    nothing TAP
    return
  fi
  say "TAP: $tap_files files"
  mkdir -p "$out/tap"
  (
    forget_connection
    cd "$tests/tap" || exit 1
    export PG_REGRESS="$PGTEST/regress/pg_regress" TESTDIR="$out/tap" \
      LANG=C.UTF-8 BIANZHI_SAMPLE="$SHAREDIR/extension/bianzhi_sample"
    prove -j "$jobs" --comments -I "$PGTEST/perl" -I "$tests/tap" "${files[@]##*/}"
  ) 2>&1 | tee "$out/tap.log"
  [ "${PIPESTATUS[0]}" -eq 0 ] || failed+=(TAP)
  count_tests "$out/tap.log"
}

# The last line is in the plain form that any machine can read.
summary() {
  local verdict="all passed"
  [ ${#failed[@]} -eq 0 ] || verdict="FAILED: ${failed[*]}"
  echo
  say "$pgtap_files pgTAP files, $specs isolation specs, $tap_files TAP files: $verdict"
  say "$passed passed, ${#failed[@]} failed"
  # a run without a test proves nothing
  [ ${#failed[@]} -eq 0 ] && [ "$passed" -gt 0 ]
}

case $mode in
  own)
    start_own_cluster
    layer_pgtap
    layer_isolation
    layer_tap
    summary
    ;;
  existing)
    layer_pgtap
    layer_isolation
    summary
    ;;
  bench)
    [ -f "$tests/bench/run.sh" ] || die "tests/bench/run.sh: none yet"
    start_own_cluster
    bash "$tests/bench/run.sh"
    ;;
esac
