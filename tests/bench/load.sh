# shellcheck shell=bash disable=SC2034,SC2154
# load.sh: many rows in one statement.

columns='(person_id, unit_id, post_type, effective_on, document_id)'

load_one() { # KEY SCHEMA FILE
  sql -c "CALL tool.empty('$2')"
  settle "$2"
  record "$1/$2" "$(seconds "COPY $2.enrolment $columns FROM '$files/$3.copy'")"
}

# one statement that puts many people into one unit
crowd_one() { # SCHEMA ROWS
  sql -c "CALL tool.empty('$1')"
  settle "$1"
  record "crowd$2/$1" "$(seconds "INSERT INTO $1.enrolment $columns
    SELECT n, 1, 22, '2022-01-01', 1 FROM generate_series(1, $2) n")"
}

measure_load() {
  local v n crowds=(5000 10000 20000)
  [ "$quick" = 0 ] || crowds=(1000 2000 4000)
  for round in $(seq "$rounds"); do
    say "load, round $round of $rounds"
    for v in $(turned a bz b); do load_one load "$v" hire; done
    for v in $(turned a bz c); do load_one fifth "$v" fifth; done
    for v in $(turned a bz) $(turned a bz); do load_one few "$v" few; done
    for n in "${crowds[@]}"; do
      for v in $(turned c bz); do crowd_one "$v" "$n"; done
    done
  done
  local few=$((units * 5 / 2)) last=${crowds[2]}
  judge '<=' 1.35 load/bz load/a "COPY $people rows, seconds: bz / a"
  judge '<=' 0.35 load/bz load/b "COPY $people rows, seconds: bz / b"
  judge '>=' 7 fifth/c fifth/bz "COPY $((people / 5)) rows, seconds: c / bz"
  judge info - fifth/bz fifth/a "COPY $((people / 5)) rows, seconds: bz / a"
  judge '<=' 1.8 few/bz few/a "COPY $few rows over $((units * 3)) accounts, seconds: bz / a"
  judge '>=' 50 "crowd$last/c" "crowd$last/bz" "one statement, $last rows into one unit, seconds: c / bz"
  # four times the rows: 4 is linear, 16 is quadratic
  judge '<=' 5 "crowd$last/bz" "crowd${crowds[0]}/bz" "one unit: $last rows against ${crowds[0]}, bz (4 is linear)"
  judge info - "crowd$last/c" "crowd${crowds[0]}/c" "one unit: $last rows against ${crowds[0]}, c (16 is quadratic)"
}

# everybody of hire.copy in post, in every variant
fill_all() {
  local v
  say "filling: $people enrolments in every variant"
  sql -c "CALL tool.empty('bz')" -c "COPY bz.enrolment $columns FROM '$files/hire.copy'"
  for v in a b c c0; do
    sql -c "CALL tool.fill_from_book('$v')"
  done
  for v in a b c c0 bz; do
    sql -c "VACUUM ANALYZE $v.enrolment" -c "VACUUM ANALYZE $v.account"
  done
  sql -c CHECKPOINT
}
