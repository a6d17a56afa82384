# shellcheck shell=bash disable=SC2034,SC2154
# pool.sh: the turnover pool with 10,000 loans: due list, reclaim proposal, ledger; beside one plain table of the loans.

pool_plain="SELECT CASE WHEN return_by < current_date THEN 'overdue' WHEN return_by < current_date + 30 THEN '30' WHEN return_by < current_date + 90 THEN '90' ELSE '180' END,
  return_by, return_by - current_date, pool, supervisor, unit, person, resident_id, enrolled_on, region, unit_id, id
  FROM bp.plain WHERE return_by < current_date + 180 ORDER BY return_by, id"

measure_pool() {
  local round
  sql -f "$bench/pool.sql" >/dev/null
  for round in $(seq $((rounds * 2))); do
    record pool/due/bz "$(report_seconds "SELECT * FROM bp.pool_due")"
    record pool/due/plain "$(report_seconds "$pool_plain")"
    record pool/propose/bz "$(report_seconds "SELECT * FROM bp.pool_propose_reclaim()")"
    record pool/ledger/bz "$(report_seconds "SELECT * FROM bp.pool_ledger")"
    record pool/asof/bz "$(report_seconds "SELECT * FROM bp.pool_as_of(current_date - 365)")"
  done
  judge info - pool/due/bz pool/due/plain "pool: due list of 10,000 loans, seconds: book / one plain table"
  judge info - pool/propose/bz pool/due/plain "pool: reclaim proposal, seconds: book / due list of the plain table"
  judge info - pool/ledger/bz pool/due/plain "pool: ledger of 10,000 loans, seconds: book / due list of the plain table"
  judge info - pool/asof/bz pool/due/plain "pool: state a year ago, seconds: book / due list of the plain table"
}
