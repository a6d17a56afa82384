# shellcheck shell=bash disable=SC2034,SC2154
# ledger.sh: transfers of posts, against ledgers in plain PL/pgSQL.

ledger_cell() { # NAME FIRST UNITS CLIENTS
  local v script schema duration=3
  [ "$quick" = 0 ] || duration=1
  for v in $(turned direct function names pt pf); do
    case $v in
      direct | function | names) script=ledger_$v schema=bz ;;
      *)            script=ledger_plain schema=$v ;;
    esac
    throughput "ledger/$1/$4/$v" "$(script_for "$script" "$schema")" "$4" "$duration" on -D first="$2" -D units="$3"
  done
}

measure_ledger() {
  local clients where text v
  sql -f "$bench/ledger.sql"
  for round in $(seq "$rounds"); do
    say "transfers of posts, round $round of $rounds"
    sql -c 'VACUUM bz.account' -c 'VACUUM pt.account' -c 'VACUUM pf.account' -c CHECKPOINT
    for clients in 1 8; do
      ledger_cell spread 1 "$units" "$clients"
      ledger_cell ten 2 10 "$clients"
    done
  done
  for clients in 8 1; do
    for where in spread ten; do
      text="transfers of posts, $clients clients, ${where/ten/10 accounts}, per second"
      judge '>=' 1.6 "ledger/$where/$clients/direct" "ledger/$where/$clients/pt" "$text: bz / pt"
      judge info - "ledger/$where/$clients/direct" "ledger/$where/$clients/pf" "$text: bz / pf"
    done
    text="transfers of posts, $clients clients, spread, per second"
    judge info - "ledger/spread/$clients/function" "ledger/spread/$clients/pt" "$text: post_entry() / pt"
    judge info - "ledger/spread/$clients/names" "ledger/spread/$clients/pt" "$text: transfer_posts() / pt"
  done
  for v in direct function names; do
    awk -v v="$v" '$2 ~ "^ledger/.*/" v "/deadlocks$" { print $1, "ledger/all/bz/deadlocks", $3 }' "$raw" >"$out/counts"
    cat "$out/counts" >>"$raw"
  done
  judge sum0 0 ledger/all/bz/deadlocks - "transfers of posts, all cells: deadlocks of bz"
}
