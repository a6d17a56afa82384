# shellcheck shell=bash disable=SC2034,SC2154
# rid.sh: resident_id as a type against text with a pattern, and against bigint, which checks nothing.

rid_pattern='^[1-9][0-9]{5}(18|19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]$'

measure_rid() {
  local v file
  sql -c "CREATE SCHEMA rid" \
    -c 'CREATE TABLE rid.type (id bigint, resident_id bianzhi.resident_id UNIQUE)' \
    -c 'CREATE TABLE rid.number (id bigint, resident_id bigint UNIQUE)' \
    -c "CREATE TABLE rid.pattern (id bigint, resident_id text COLLATE \"C\" UNIQUE CHECK (resident_id ~ '$rid_pattern'))" \
    -c "COPY (SELECT id, resident_id FROM bz.person WHERE id <= $people ORDER BY md5(id::text)) TO '$files/type.copy'" \
    -c "COPY (SELECT id, left(resident_id::text, 17) FROM bz.person WHERE id <= $people ORDER BY md5(id::text)) TO '$files/number.copy'"
  for round in $(seq "$rounds"); do
    say "resident_id, round $round of $rounds"
    for v in $(turned type number pattern); do
      file=$v
      [ "$v" != pattern ] || file='type'
      sql -c "TRUNCATE rid.$v" -c CHECKPOINT
      record "rid/$v" "$(seconds "COPY rid.$v FROM '$files/$file.copy'")"
      record "rid/index/$v" "$(sql -c "SELECT pg_indexes_size('rid.$v')")"
    done
  done
  judge '<=' 1.05 rid/type rid/number "COPY $people resident_id, seconds: type / bigint"
  judge '<=' 0.55 rid/type rid/pattern "COPY $people resident_id, seconds: type / text with a regex CHECK"
  judge '<=' 0.6 rid/index/type rid/index/pattern "unique index, bytes: type / text"
}
