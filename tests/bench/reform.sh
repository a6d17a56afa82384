# shellcheck shell=bash disable=SC2034,SC2154
# reform.sh: a reform of 100 units and 5,000 people rehearsed and applied, against the same facts written by plain
# set-based statements that nothing watches. Everything is rolled back, so each round finds the same book.

reform_units=100

# Seconds of one statement in a transaction that is rolled back.
undone_seconds() { # SQL
  sql -c "SET search_path = reform, bianzhi; SET bianzhi.document = '兴机编〔2020〕1号'" -c BEGIN -c '\timing on' -o /dev/null -c "$1" -c '\timing off' -c ROLLBACK |
    awk '/^Time:/ { t += $2 / 1000 } END { print t }'
}

reform_one() { # KEY VARIANT
  case $2 in
    rehearse) undone_seconds "SELECT count(*) FROM rehearse_plan($1)" ;;
    apply) undone_seconds "SELECT apply_plan($1)" ;;
    plain) undone_seconds "CALL reform_plain.merge_all('2020-03-01')" ;;
    calls) undone_seconds "SELECT count(transfer_posts('reserve', '#' || n, '11', 50, effective_on => '2020-03-01'))
                             FROM generate_series(1, $reform_units) n;
                           SELECT count(transfer_person('#' || p.id, '#' || 1 + (p.id + 1) % $reform_units, effective_on => '2020-03-01'))
                             FROM person p" ;;
  esac
}

measure_reform() {
  local v
  sql -v units="$reform_units" -f "$bench/reform.sql" >/dev/null
  sql -c "SET search_path = reform, bianzhi" -c "SELECT rehearse_plan(1)" -c "SELECT rehearse_plan(2)" -o /dev/null
  for round in $(seq "$rounds"); do
    for v in $(turned rehearse apply plain); do record "reform/bulk/$v" "$(reform_one 1 "$v")"; done
    for v in $(turned rehearse apply calls); do record "reform/steps/$v" "$(reform_one 2 "$v")"; done
  done
  record reform/verify "$(sql -c 'SELECT count(*) FROM reform.verify()')"
  judge info - reform/bulk/rehearse reform/bulk/plain "100 units become 20, 5,000 people, seconds: rehearsal / plain statements over sets"
  judge info - reform/bulk/apply reform/bulk/plain "the same, applied / plain statements over sets"
  judge info - reform/steps/rehearse reform/steps/calls "5,100 steps, a person each, seconds: rehearsal / the functions called in one statement"
  judge info - reform/steps/apply reform/steps/calls "the same, applied / the functions called"
  judge sum0 0 reform/verify - "verify() of the reformed book: differences"
}
