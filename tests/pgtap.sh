#!/bin/bash
# tests/pgtap.sh FILE: one pgTAP file in a database of its own, cloned from
# $BIANZHI_TEMPLATE; called by prove for each file, so files may run side by
# side and in any order. psql's options are those of pg_prove.
set -uo pipefail
database=${BIANZHI_TEMPLATE}_$(basename "$1" .sql | tr -c 'a-zA-Z0-9\n' '_')
createdb -T "$BIANZHI_TEMPLATE" "$database" || exit 1
PGOPTIONS='-c search_path=bianzhi,public -c client_min_messages=warning -c timezone=Asia/Shanghai -c datestyle=ISO' \
  psql --no-psqlrc --no-align --quiet --tuples-only --pset pager=off \
  --set ON_ERROR_STOP=1 --dbname "$database" --file "$1"
status=$?
dropdb --if-exists "$database"
exit $status
