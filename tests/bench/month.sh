# shellcheck shell=bash disable=SC2034,SC2154
# month.sh: the reports of a month, freezing, closing and looking back, beside a
# plain GROUP BY over the enrolments and a plain copy of them.

group_query='SELECT unit_id, post_type, count(*) FROM bz.enrolment WHERE until IS NULL GROUP BY unit_id, post_type'
live_query='SELECT * FROM bz.monthly_establishment'
# the enrolments of the bench are of 2022 to 2024
past_query="SELECT * FROM bz.establishment_as_of('2024-01-31')"
open_query="SELECT * FROM bz.monthly_establishment_of('152200', '2024-01-01')"

# the first day of the month N before this one
month_before() { # N
  sql -c "SELECT (date_trunc('month', current_date) - interval '$1 months')::date"
}

month_report() { # KEY QUERY
  record "month/$1" "$(report_seconds "$2")"
}

month_reports() { # before|after the month before was closed
  local v
  for v in $(turned group live past open); do
    case $v in
      group) month_report "$1/group" "$group_query" ;;
      live) month_report "$1/live" "$live_query" ;;
      past) month_report "$1/past" "$past_query" ;;
      open) month_report "$1/open" "$open_query" ;;
    esac
  done
}

plain_copy() {
  sql -c 'DROP TABLE IF EXISTS tool.plain'
  record month/plain "$(seconds 'CREATE TABLE tool.plain AS SELECT * FROM bz.enrolment')"
}

# a month in which nothing happened, beside a copy of all enrolments
close_one() { # MONTH
  local v
  record month/freeze "$(seconds "SELECT bz.freeze('152200', '$1')")"
  for v in $(turned close plain); do
    case $v in
      close) record month/close "$(seconds "SELECT bz.close_period('152200', '$1')")" ;;
      plain) plain_copy ;;
    esac
  done
  sql -c 'VACUUM ANALYZE bz.seal_block' -c 'VACUUM ANALYZE bz.snapshot_account' -c 'VACUUM ANALYZE bz.snapshot_monthly_establishment'
}

measure_month() {
  local first month different
  sql -c "CALL tool.forget_released('bz')" -c 'VACUUM ANALYZE'
  for round in $(seq "$rounds"); do
    say "reports, no month closed, round $round of $rounds"
    month_reports before
  done
  round=1
  say "closing a month of $people people, then $rounds in which nothing happened"
  first=$(month_before $((rounds + 1)))
  plain_copy
  sql -c "SELECT bz.freeze('152200', '$first')" -o /dev/null
  record month/first "$(seconds "SELECT bz.close_period('152200', '$first')")"
  record month/verify "$(seconds "SELECT count(*) FROM bz.verify_seal('152200', '$first')")"
  for round in $(seq "$rounds"); do
    close_one "$(month_before $((rounds + 1 - round)))"
  done
  month=$(month_before 1)
  different=$(sql -c "SELECT count(*) FROM (TABLE bz.monthly_establishment EXCEPT SELECT * FROM bz.monthly_establishment_closed('152200', '$month')) x")
  [ "$different" = 0 ] || die "the live report and that of the month just closed differ in $different rows"
  for round in $(seq "$rounds"); do
    say "reports, the month before closed, round $round of $rounds"
    month_reports after
    month_report closed "SELECT * FROM bz.monthly_establishment_closed('152200', '$month')"
  done
  judge '<=' 1 month/after/live month/after/group "monthly_establishment now (47 columns, $units units), the month before closed: report / GROUP BY over the enrolments"
  judge '<=' 3 month/before/live month/before/group "the same, the month before not closed: report / GROUP BY"
  judge '<=' 3 month/after/past month/after/live "establishment_as_of() a day years ago, a quarter of all facts later: past / now"
  judge '<=' 3 month/after/open month/after/live "monthly_establishment_of() a month years ago: past / now"
  judge '<=' 0.5 month/closed month/after/group "monthly_establishment_closed(), by index: report / GROUP BY"
  judge '<=' 0.1 month/freeze month/plain "freeze while nobody writes: freeze / copy of the enrolments"
  judge '<=' 20 month/close month/plain "close of a month in which nothing happened: close / copy of the enrolments"
  judge '<=' 40 month/first month/plain "first close, every fact sealed: close / copy of the enrolments"
  judge info - month/verify month/plain "verify_seal of the first close: verify / copy of the enrolments"
}
