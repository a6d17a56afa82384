# shellcheck shell=bash disable=SC2034,SC2154
# measure.sh: how a measurement is taken and kept; sourced by run.sh, whose
# variables bench, rounds, people, units and quick it uses. No case lives here.

work=$(cd "$bench/../.." && pwd)
[ -d "$work/out" ] || work=$(mktemp -d /tmp/bianzhi-bench.XXXXXX)
out=$work/out               # what is kept of a failed run
files=$work/files           # what is loaded; too big to keep
raw=$out/raw.txt            # "round key value", one line per measurement
cases=$out/cases.txt        # what the table shows, see judge()
mkdir -p "$out" "$files"
chmod 777 "$files"
: >"$raw"
: >"$cases"
round=1

sql() { psql -XqAt -v ON_ERROR_STOP=1 "$@"; }
record() { echo "$round $1 $2" >>"$raw"; }

# judge KIND GOAL NUMERATOR DENOMINATOR TEXT: a line of the table.
# KIND: "<=", ">=" ratio of two keys; "sum0" the values of NUMERATOR add up to
# zero; "info", "sum" the same without a goal.
judge() { printf '%s\t%s\t%s\t%s\t%s\n' "$@" >>"$cases"; }

# The list turned by one place each round: no variant always follows the same.
turned() {
  local list=("$@") n=$#
  local k=$((round % n))
  echo "${list[@]:k}" "${list[@]:0:k}"
}

# Normal durability, enough memory, nothing running beside. Only a cluster that
# belongs to this run is changed: its data directory is beside the tests.
prepare_server() {
  local data mb
  data=$(sql -c 'SHOW data_directory')
  case $data in "${bench%/tests/bench}"/*) ;; *) say "the server's own settings are left as they are"; return ;; esac
  mb=$(awk '/^MemTotal/ { m = $2 / 1024 / 4; print int(m > 4096 ? 4096 : m) }' /proc/meminfo)
  {
    echo "shared_buffers = ${mb}MB"
    echo "max_wal_size = 8GB"
    echo "checkpoint_timeout = 1h"
    echo "work_mem = 64MB"
    echo "wal_level = replica"
    echo "max_wal_senders = 0"
    echo "autovacuum = off"
    echo "jit = off"
    echo "log_min_messages = fatal"
  } >>"$data/postgresql.conf"
  pg_ctl -D "$data" -w -s -t 120 -l "$out/server.log" restart
}

# Seconds that one statement takes, in a session of its own.
seconds() { # SQL
  sql -c '\timing on' -c "$1" | awk '/^Time:/ { t = $2 / 1000 } END { print t }'
}

settle() { # SCHEMA...: the same state of tables and disk before a measurement
  local v
  for v in "$@"; do
    sql -c "VACUUM $v.account" -c "VACUUM $v.enrolment"
  done
  sql -c CHECKPOINT
}

# A pgbench script of ours, for one schema: its NSP is the schema's name.
script_for() { # SCRIPT SCHEMA
  sed "s/NSP/$2/g" "$bench/$1.pgbench" >"$out/$1.$2.pgbench"
  echo "$out/$1.$2.pgbench"
}

counters() {
  # multixacts made, deadlocks found
  sql -F' ' -c "SELECT mxid_age('1'::xid), deadlocks FROM pg_stat_database WHERE datname = current_database()"
}

# Transactions per second of a script; also what it made of multixacts and
# deadlocks. Anything but a deadlock ends the bench: it would be measured wrongly.
throughput() { # KEY FILE CLIENTS SECONDS SYNCHRONOUS_COMMIT OPTION...
  local key=$1 file=$2 clients=$3 duration=$4 commit=$5 before after
  shift 5
  read -r -a before <<<"$(counters)"
  PGOPTIONS="-c synchronous_commit=$commit" pgbench -n -M prepared -c "$clients" -j $((clients > 1 ? 2 : 1)) \
    -T "$duration" "$@" -f "$file" >"$out/pgbench.log" 2>&1 ||
    { cat "$out/pgbench.log" >&2; die "pgbench failed ($key)"; }
  read -r -a after <<<"$(counters)"
  record "$key" "$(awk '/^tps/ { print $3 }' "$out/pgbench.log")"
  record "$key/multixacts" $((after[0] - before[0]))
  record "$key/deadlocks" $((after[1] - before[1]))
}

# The book recounted from its facts, by its own verify().
check_book() {
  local n
  n=$(sql -c 'SELECT count(*) FROM bz.verify()')
  record verify "$n"
  judge sum0 0 verify - "verify() after all this: differences"
}

print_table() {
  echo
  sql -c "SELECT 'bianzhi ' || bianzhi.version() || ', ' || version()"
  echo "$(nproc) processors; shared_buffers $(sql -c 'SHOW shared_buffers'), fsync $(sql -c 'SHOW fsync'); $units units x 3 kinds of posts, $people enrolments, $((2 * people)) persons; $rounds rounds"
  echo "bz the book; a no rules; b PostgreSQL's foreign keys and checks; c b and row-level PL/pgSQL; c0 c without the account's foreign key"
  [ "$quick" = 0 ] || echo "A quick run: the goals are meant for the full sizes."
  echo
  awk -F'\t' -f "$bench/table.awk" "$raw" "$cases"
}
