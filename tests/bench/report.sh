# shellcheck shell=bash disable=SC2034,SC2154
# report.sh: reports from the counters against GROUP BY over the enrolments, with the same output.

accounts_query='SELECT holder_id, post_type, approved, strength, approved - strength FROM SCHEMA.account WHERE holder_id > 0'
unit_query='SELECT unit_id, unit, approved_total, strength_total, vacancy_total FROM SCHEMA.establishment_by_unit'

# Seconds of planning and executing in the server; rows are not sent.
report_seconds() { # QUERY
  sql -c "$1" -o /dev/null
  sql -c "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY ON) $1" |
    awk '/^(Planning|Execution) Time:/ { t += $3 / 1000 } END { print t }'
}

report_one() { # KEY QUERY
  local v
  for v in $(turned bz facts); do
    record "report/$1/$v" "$(report_seconds "${2//SCHEMA/$v}")"
  done
}

measure_report() {
  local q different
  sql -c "CALL tool.forget_released('bz')" -c 'VACUUM ANALYZE bz.enrolment' -c 'VACUUM ANALYZE bz.account' -c 'VACUUM ANALYZE bz.unit'
  sql -f "$bench/report.sql"
  for q in "$accounts_query" "$unit_query"; do
    different=$(sql -c "SELECT count(*) FROM ((${q//SCHEMA/bz} EXCEPT ALL ${q//SCHEMA/facts})
      UNION ALL (${q//SCHEMA/facts} EXCEPT ALL ${q//SCHEMA/bz})) x")
    [ "$different" = 0 ] || die "the two sides of a report differ in $different rows: $q"
  done
  for round in $(seq $((rounds * 2))); do
    report_one accounts "$accounts_query"
    report_one unit "$unit_query"
  done
  judge '>=' 30 report/unit/facts report/unit/bz "report by unit with names, seconds: GROUP BY / counters"
  judge info - report/accounts/facts report/accounts/bz "every account, no names, seconds: GROUP BY / counters"
}
