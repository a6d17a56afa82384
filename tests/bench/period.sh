# shellcheck shell=bash disable=SC2034,SC2154
# period.sh: what the freeze gate costs those who write.

gate_triggers() { # "ENABLE ALWAYS" or DISABLE
  sql -c "SELECT format('ALTER TABLE bz.enrolment $1 TRIGGER %I;', g.trigger_name) FROM bz.guard g
    WHERE g.table_name = 'enrolment' AND g.trigger_name ~ '^bz1[56]_gate'" | sql
}

# one enrolment a transaction, undone; and a COPY, undone
gate_one() { # with|without
  gate_triggers "$([ "$1" = with ] && echo 'ENABLE ALWAYS' || echo DISABLE)"
  throughput "gate/enrol/$1" "$out/gate.pgbench" 1 "$([ "$quick" = 1 ] && echo 3 || echo 20)" off -D people="$people" -D units="$units"
  record "gate/copy/$1" "$(sql -c BEGIN -c '\timing on' -c "COPY bz.enrolment $columns FROM '$files/gate.copy'" -c '\timing off' -c ROLLBACK |
    awk '/^Time:/ { t = $2 / 1000 } END { print t }')"
}

measure_period() {
  local v
  sql -c "CALL tool.forget_released('bz')" -c 'VACUUM ANALYZE bz.enrolment'
  sql -c "COPY (SELECT $people + n, 1 + n % $units, 22 + n % 3, date '2025-01-05', 1 FROM generate_series(1, $people / 10) n) TO '$files/gate.copy'"
  cat >"$out/gate.pgbench" <<'SQL'
\set p random(:people + 1, 2 * :people)
\set u random(2, :units)
BEGIN;
INSERT INTO bz.enrolment (person_id, unit_id, post_type, effective_on, document_id) VALUES (:p, :u, 22, '2025-01-05', 1);
ROLLBACK;
SQL
  for round in $(seq "$rounds"); do
    say "gate, round $round of $rounds"
    for v in $(turned with without); do gate_one "$v"; done
  done
  gate_triggers 'ENABLE ALWAYS'
  judge '<=' 1.1 gate/enrol/without gate/enrol/with "one enrolment, transactions a second: without / with the gate"
  judge '<=' 1.1 gate/copy/with gate/copy/without "COPY $((people / 10)) rows, seconds: with / without the gate"
}
