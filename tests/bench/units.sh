# shellcheck shell=bash disable=SC2034,SC2154
# units.sh: many units with their leaders in one transaction, in a book of which
# nothing is known yet: the rules on how they are left must cost each the same.

units_one() { # NUMBER
  sql -c 'SET client_min_messages = warning' -c 'DROP SCHEMA IF EXISTS fresh CASCADE' \
    -c "SELECT bianzhi.create_book('fresh', '152200', '测量用')" -o /dev/null
  record "units/$1" "$(sql -v units="$1" -f "$bench/units.sql" | awk '/^Time:/ { t += $2 / 1000 } END { print t }')"
}

measure_units() {
  local n few=1000 many=4000
  for round in $(seq "$rounds"); do
    say "units, round $round of $rounds"
    for n in $(turned "$few" "$many"); do units_one "$n"; done
  done
  sql -c 'SET client_min_messages = warning' -c 'DROP SCHEMA IF EXISTS fresh CASCADE'
  judge '<=' 6 "units/$many" "units/$few" "$many units with divisions and leaders in one transaction against $few, seconds (4 is linear, 16 quadratic)"
}
