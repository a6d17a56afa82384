#!/bin/bash
# tests/bench/run.sh: the measurements of "make bench", on the cluster that the
# PG* variables name. Each round runs every variant once, in turning order, and
# every ratio is taken inside one round, so what else the machine does falls on
# both sides. Prints one table; also out/results.txt beside the tests.
#   BENCH_ONLY=load|oltp|hot|ledger|report|rid|reform|pool|period|month|units   only these (several: by spaces)
#   BENCH_ROUNDS, BENCH_PEOPLE, BENCH_UNITS      5, 1000000, 20000
#   BENCH_QUICK=1                                small and short: is it all there?
# shellcheck disable=SC1090,SC2034,SC2154
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$bench/../lib.sh"
find_server
export PATH="$BINDIR:$PATH"
quick=${BENCH_QUICK:-0}
if [ "$quick" = 1 ]; then
  rounds=${BENCH_ROUNDS:-2} people=${BENCH_PEOPLE:-100000} units=${BENCH_UNITS:-2000}
else
  rounds=${BENCH_ROUNDS:-5} people=${BENCH_PEOPLE:-1000000} units=${BENCH_UNITS:-20000}
fi
only=${BENCH_ONLY:-load oltp hot ledger report rid reform pool period month units}
for part in measure load oltp ledger report rid reform pool period month units; do
  . "$bench/$part.sh"
done

wanted() { case " $only " in *" $1 "*) return 0 ;; esac; return 1; }

prepare_server
say "the book: $units units, 3 kinds of posts each, $((2 * people)) persons"
sql -v units="$units" -v people="$people" -v dir="$files" -f "$bench/setup.sql" >/dev/null
sql -f "$bench/rivals.sql"
! wanted load || measure_load
if wanted oltp || wanted hot || wanted ledger || wanted report || wanted period || wanted month; then
  fill_all
fi
! wanted oltp || measure_oltp spread
! wanted hot || measure_oltp hot
! wanted hot || measure_opposite_transfers
! wanted ledger || measure_ledger
! wanted report || measure_report
! wanted rid || measure_rid
! wanted reform || measure_reform
! wanted units || measure_units
! wanted period || measure_period
# late: a closed month stays closed
! wanted month || measure_month
! wanted pool || measure_pool
check_book
print_table | tee "$out/results.txt"
