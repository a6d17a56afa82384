# part.awk: the statements of one part out of the SQL files given, for the Makefile.
#   -v part=tables   CREATE TABLE, INDEX, ALTER TABLE ...: what keeps data and is made once
#   -v part=code     functions, views, triggers, comments, grants: what can be made again at any time
#   -v part=rows     INSERT: what every book has to have; a row that is there stays as it is
#   -v part=choices  INSERT into a table whose rows an office may delete (-v choices='table ...')
# A statement begins with one of the words below in the first column and ends before the next one; so nothing
# inside a statement may begin there with such a word.  Lines of comment in the first column are left out.

BEGIN { split(choices, list, " "); for (i in list) free[list[i]] = 1 }

/^--/ { next }

/^(CREATE|ALTER|COMMENT|INSERT|UPDATE|DELETE|GRANT|REVOKE|DROP|DO|WITH|SELECT) / {
	if (/^CREATE (FUNCTION|AGGREGATE|VIEW|TRIGGER|CONSTRAINT TRIGGER) / || /^(COMMENT ON|GRANT|REVOKE|DO) /)
		now = "code"
	else if (/^INSERT INTO /)
		now = $3 in free ? "choices" : "rows"
	else if (/^(CREATE|ALTER) /)
		now = "tables"
	else if (!/^(SELECT|WITH) /) {		# these go on with what is begun
		print FILENAME ":" FNR ": what part is this? " $0 > "/dev/stderr"
		exit 1
	}
	if (now == "code")
		sub(/^CREATE /, $2 ~ /^(FUNCTION|AGGREGATE|VIEW)$/ ? "CREATE OR REPLACE " : "&")
}

now == part {
	if (part == "rows")
		sub(/;$/, "\nON CONFLICT DO NOTHING;")
	print
}
