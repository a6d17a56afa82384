# shellcheck shell=bash disable=SC2034,SC2154
# oltp.sh: single enrolments, releases and transfers by many clients.

# Each cell of a round has persons of its own among those without a post.
cells=12
cell=0

one_cell() { # spread|hot CLIENTS COMMIT SCHEMA...
  local where=$1 clients=$2 commit=$3 v hot=0 slot duration=2
  shift 3
  slot=$((people / cells))
  [ "$where" = spread ] || hot=1
  [ "$clients" != 8 ] || duration=3
  [ "$quick" = 0 ] || duration=1
  for v in $(turned "$@"); do
    throughput "$where/$clients/$commit/$v" "$(script_for enrol_release "$v")" "$clients" "$duration" "$commit" \
      -D n=-1 -D hot="$hot" -D units="$units" -D first=$((people + 1 + cell * slot)) -D span=$((slot / clients))
  done
  cell=$((cell + 1))
}

measure_oltp() { # spread|hot
  local where=$1 clients commit v variants counts=(1 8 16)
  if [ "$where" = hot ]; then variants=(b c c0 bz); else variants=(a b c bz); fi
  [ "$quick" = 0 ] || counts=(8)
  for round in $(seq "$rounds"); do
    say "enrol and release, $where, round $round of $rounds"
    for v in "${variants[@]}"; do
      sql -c "CALL tool.forget_released('$v')"
    done
    settle "${variants[@]}"
    cell=0
    for commit in on off; do
      for clients in "${counts[@]}"; do
        one_cell "$where" "$clients" "$commit" "${variants[@]}"
      done
    done
  done
  "judge_$where"
}

# all counts of a kind, over every cell and round of the book
judge_counts() { # spread|hot
  local kind
  for kind in multixacts deadlocks; do
    awk -v where="$1" -v kind="$kind" '$2 ~ "^" where "/.*/bz/" kind "$" { print $1, where "/all/bz/" kind, $3 }' "$raw" >"$out/counts"
    cat "$out/counts" >>"$raw"
    judge sum0 0 "$1/all/bz/$kind" - "enrol + release, $1, all cells: $kind of bz"
  done
}

judge_spread() {
  local commit text
  judge '>=' 0.95 spread/8/on/bz spread/8/on/b "enrol + release, 8 clients, spread, commit on, pairs/s: bz / b"
  judge '>=' 1.25 spread/8/on/bz spread/8/on/c "enrol + release, 8 clients, spread, commit on, pairs/s: bz / c"
  for commit in on off; do
    text="spread, commit $commit, pairs/s"
    judge info - "spread/8/$commit/bz" "spread/8/$commit/a" "enrol + release, 8 clients, $text: bz / a"
    [ "$commit" = on ] || judge info - spread/8/off/bz spread/8/off/b "enrol + release, 8 clients, $text: bz / b"
    [ "$commit" = on ] || judge info - spread/8/off/bz spread/8/off/c "enrol + release, 8 clients, $text: bz / c"
    for clients in 1 16; do
      judge info - "spread/$clients/$commit/bz" "spread/$clients/$commit/b" "enrol + release, $clients clients, $text: bz / b"
      judge info - "spread/$clients/$commit/bz" "spread/$clients/$commit/c" "enrol + release, $clients clients, $text: bz / c"
    done
  done
  judge_counts spread
}

judge_hot() {
  local commit text clients
  judge '>=' 1.1 hot/8/on/bz hot/8/on/c "enrol + release, 8 clients, one unit, commit on, pairs/s: bz / c"
  judge '>=' 2 hot/8/off/bz hot/8/off/c "enrol + release, 8 clients, one unit, commit off, pairs/s: bz / c"
  for commit in on off; do
    text="one unit, commit $commit, pairs/s"
    judge info - "hot/8/$commit/bz" "hot/8/$commit/c0" "enrol + release, 8 clients, $text: bz / c0"
    judge info - "hot/8/$commit/bz" "hot/8/$commit/b" "enrol + release, 8 clients, $text: bz / b"
    for clients in 1 16; do
      judge info - "hot/$clients/$commit/bz" "hot/$clients/$commit/c" "enrol + release, $clients clients, $text: bz / c"
    done
  done
  judge_counts hot
}

# Two units, 8 clients, half of them from the first to the second, half back.
measure_opposite_transfers() {
  local v duration=3
  [ "$quick" = 0 ] || duration=1
  for round in $(seq "$rounds"); do
    say "opposite transfers, round $round of $rounds"
    for v in c bz; do sql -c "CALL tool.forget_released('$v')"; done
    settle c bz
    for v in $(turned c bz); do
      throughput "opposite/$v" "$(script_for "transfer_$v" "$v")" 8 "$duration" on \
        -D n=-1 -D first=$((people + 1)) -D span=$((people / 8))
    done
  done
  judge sum0 0 opposite/bz/deadlocks - "transfer_person() between two units in opposite order: deadlocks"
  judge sum - opposite/c/deadlocks - "the same in plain SQL, c: deadlocks"
}
