/*-------------------------------------------------------------------------
 *
 * book.c
 *	  Commands on whole books: init and status.
 *
 * What may not live here: commands on what is inside a book.
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

/* The extension may be missing from a database that never had a book. */
static bool
ensure_extension(Session *s)
{
	if (has_extension(s))
		return true;
	return run_plain(s, "CREATE EXTENSION bianzhi");
}

/*
 * Make a book, and the extension where it is missing: one transaction, a
 * refused book must not leave the extension behind.
 */
bool
make_book(Session *s, const char *name, const char *region, const char *title)
{
	const char *values[3] = {name, region, title};
	bool		ok;

	ok = run_plain(s, "BEGIN") && ensure_extension(s);
	if (ok)
	{
		PGresult   *res = run_query(s,
									"SELECT bianzhi.create_book(name => $1, region => $2, title => $3)",
									3, values);

		ok = res != NULL;
		PQclear(res);
	}
	return ok && run_plain(s, s->dry_run ? "ROLLBACK" : "COMMIT");
}

int
cmd_init(Session *s, const Command *cmd, const char **values)
{
	const char *name = option_value(cmd, values, "name");

	if (name == NULL)
		name = s->book != NULL ? s->book : getenv("BIANZHI_BOOK");
	if (name == NULL)
	{
		pg_log_error("the new book needs a name");
		pg_log_error_hint("Try \"%s init --help\" for more information.", s->progname);
		return EXIT_FAILED;
	}
	if (!make_book(s, name, option_value(cmd, values, "region"),
				   option_value(cmd, values, "title")))
		return EXIT_FAILED;
	if (s->dry_run)
		printf(_("dry run, nothing is kept: made the book %s\n"), name);
	else if (!s->quiet)
		printf(_("made the book %s in database %s\n"), name, PQdb(s->conn));
	return EXIT_CLEAN;
}

/* Where we are: not part of the rows, so not mixed with them in CSV or JSON. */
static void
say_connection(Session *s)
{
	char	   *library = single_value(s, "SELECT bianzhi.version()::text", 0, NULL);

	fprintf(s->format == OUTPUT_TABLE && s->output == NULL ? stdout : stderr,
			_("connected to database %s as %s at %s, PostgreSQL %s, library %s, client %s\n"),
			PQdb(s->conn), PQuser(s->conn), PQhost(s->conn),
			PQparameterStatus(s->conn, "server_version"),
			library != NULL ? library : "?", BIANZHI_VERSION);
	free(library);
}

/*
 * Open findings are counted in each book's own table, and only where we may
 * read: a book of another office is listed without.
 */
static char *
status_query(Session *s, const PGresult *books)
{
	PQExpBufferData buf;
	char	   *result;

	initPQExpBuffer(&buf);
	appendPQExpBufferStr(&buf,
						 "SELECT b.name AS book, b.version, b.region, b.title AS book_title,"
						 " b.units, b.persons, b.enrolments, f.open_findings"
						 " FROM bianzhi.books() b LEFT JOIN (VALUES (NULL::text, NULL::bigint)");
	for (int i = 0; i < PQntuples(books); i++)
	{
		const char *name = PQgetvalue(books, i, 0);
		char	   *schema = PQescapeIdentifier(s->conn, name, strlen(name));
		char	   *literal = PQescapeLiteral(s->conn, name, strlen(name));

		if (schema == NULL || literal == NULL)
			pg_fatal("%s", PQerrorMessage(s->conn));
		if (PQgetvalue(books, i, 1)[0] == 't')
			appendPQExpBuffer(&buf,
							  ", (%s, (SELECT count(*) FROM %s.finding WHERE state = 'open'))",
							  literal, schema);
		PQfreemem(schema);
		PQfreemem(literal);
	}
	appendPQExpBufferStr(&buf, ") AS f (name, open_findings) ON f.name = b.name ORDER BY b.name");
	result = pg_strdup(buf.data);
	termPQExpBuffer(&buf);
	return result;
}

int
cmd_status(Session *s, const Command *cmd, const char **values)
{
	PGresult   *books;
	char	   *sql;
	int			rows;

	if (!has_extension(s))
	{
		pg_log_error("database \"%s\" does not have the extension bianzhi", PQdb(s->conn));
		pg_log_error_hint("Make a book with \"bianzhi init\" or \"bianzhi demo\".");
		return EXIT_FAILED;
	}
	say_connection(s);
	books = run_query(s,
					  "SELECT b.name, pg_catalog.has_schema_privilege(n.oid, 'USAGE')"
					  " AND coalesce(pg_catalog.has_table_privilege(c.oid, 'SELECT'), false)"
					  " FROM bianzhi.books() b JOIN pg_catalog.pg_namespace n ON n.nspname = b.name"
					  " LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = 'finding'"
					  " ORDER BY 1", 0, NULL);
	if (books == NULL)
		return EXIT_FAILED;
	/* headings of one book serve for the list */
	if (PQntuples(books) > 0 && s->book_name == NULL)
		use_book(s, PQgetvalue(books, 0, 0));
	sql = status_query(s, books);
	PQclear(books);
	rows = print_query(s, NULL, sql, 0, NULL, 0);
	free(sql);
	(void) cmd;
	(void) values;
	return rows < 0 ? EXIT_FAILED : EXIT_CLEAN;
}
