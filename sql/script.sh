#!/bin/sh
# sql/script.sh [OLD NEW]: prints the extension's script, or with OLD and NEW the one that updates version OLD to
# NEW.  Run by the Makefile from the top of the checkout.  Both end with the same two functions, which return the text
# of books: _book_ddl, the parts of a new book, and _book_step, what leads a book of one version to the next.
# shellcheck disable=SC2016
set -eu
LC_ALL=C
export LC_ALL

# Tables in which an office may delete the rows that a new book starts with.
choices='admissibility approval_authority'

part() { # PART FILE...
  name=$1
  shift
  awk -v part="$name" -v choices="$choices" -f sql/part.awk "$@"
}

# A step with its lines "@tables FILE" replaced by the tables of that file and "@rows TABLE" by the rows that an office
# may delete from that table: PART is what stands before the line "@code", or after it.
step() { # PART FILE
  awk -v part="$1" '
    /^--/ || /^[ \t]*$/ { next }
    /^@code$/ { after = 1; next }
    after != (part == "after") { next }
    { print }' "$2" |
  while IFS= read -r line; do
    case $line in
      "@tables "*)
        for file in sql/book/${line#@tables }; do
          [ ! -e "$file" ] || part tables "$file"
        done ;;
      "@rows "*) awk -v part=choices -v choices="${line#@rows }" -f sql/part.awk sql/book/*.sql ;;
      @*) echo "$2: what is $line?" >&2; exit 1 ;;
      *) printf '%s\n' "$line" ;;
    esac
  done
}

quoted() { # COMMAND...: its output as a literal of SQL
  text=$("$@")
  case $text in
    *'$bianzhi_book$'* | *'$bianzhi_text$'*)
      echo "$*: the tags \$bianzhi_book\$ and \$bianzhi_text\$ are not for the text of a book" >&2; exit 1 ;;
  esac
  printf '$bianzhi_book$\n%s\n$bianzhi_book$' "$text"
}

books() {
  echo 'CREATE FUNCTION bianzhi._book_ddl(part text) RETURNS text'
  echo 'LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp'
  echo 'AS $bianzhi_text$ SELECT CASE part'
  for name in tables code rows choices; do
    printf "WHEN '%s' THEN " $name
    quoted part $name sql/book/*.sql
    echo
  done
  echo 'END::text $bianzhi_text$;'
  echo "COMMENT ON FUNCTION bianzhi._book_ddl(text) IS '一本账的定义：tables 表，code 函数、视图、触发器，rows 必备的行，choices 可以删去的行';"
  echo 'CREATE FUNCTION bianzhi._book_step(from_version int, part text) RETURNS text'
  echo 'LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp'
  echo "AS \$bianzhi_text\$ SELECT CASE concat(from_version, ' ', part)"
  for file in sql/updates/book-*.sql; do
    from=${file#sql/updates/book-}
    for name in tables after; do
      printf "WHEN '%s %s' THEN " "${from%%-*}" $name
      quoted step $name "$file"
      echo
    done
  done
  echo 'END::text $bianzhi_text$;'
  echo "COMMENT ON FUNCTION bianzhi._book_step(int, text) IS '把账套从某版本升到下一版本的语句：tables 在重建函数、视图、触发器之前，after 在其后；没有则为空';"
}

if [ $# -eq 0 ]; then
  printf '%s\n' '\echo Use "CREATE EXTENSION bianzhi" to load this file. \quit'
  cat sql/extension/*.sql
else
  printf '%s\n' "\\echo Use \"ALTER EXTENSION bianzhi UPDATE TO '$2'\" to load this file. \\quit"
  cat "sql/updates/extension-$1-$2.sql"
  part code sql/extension/*.sql
fi
books
