/*-------------------------------------------------------------------------
 *
 * connect.c
 *	  Opens the connection and chooses the book.
 *
 * Keyword arrays only, never a connection string of our making; the password
 * is asked for once, on the terminal.  We do not use connectDatabase() of
 * libpgfeutils because it cannot set client_encoding.  What may not live here:
 * queries about the content of a book.
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

#include <locale.h>

#include "common/connect.h"
#include "common/string.h"
#include "fe_utils/cancel.h"
#include "fe_utils/string_utils.h"
#include "mb/pg_wchar.h"

/* One attempt; the caller judges the status. */
static PGconn *
attempt(Session *s, const char *password)
{
	const char *keywords[8];
	const char *values[8];
	int			n = 0;

#define PUT(k, v) (keywords[n] = (k), values[n++] = (v))
	PUT("host", s->host);
	PUT("port", s->port);
	PUT("user", s->user);
	PUT("password", password);
	PUT("dbname", s->dbname);
	PUT("fallback_application_name", s->progname);
	/* PGCLIENTENCODING has its say, as in psql */
	PUT("client_encoding", getenv("PGCLIENTENCODING") ? NULL : "auto");
	PUT(NULL, NULL);
#undef PUT
	return PQconnectdbParams(keywords, values, true);
}

static PGconn *
connect_with_password(Session *s)
{
	char	   *password = NULL;
	PGconn	   *conn;

	if (s->prompt == TRI_YES)
		password = simple_prompt(_("Password: "), false);
	conn = attempt(s, password);
	if (PQstatus(conn) == CONNECTION_BAD && PQconnectionNeedsPassword(conn) &&
		s->prompt != TRI_NO && password == NULL)
	{
		PQfinish(conn);
		password = simple_prompt(_("Password: "), false);
		conn = attempt(s, password);
	}
	if (password != NULL)
	{
		/* not needed any more, so it should not stay in memory either */
		explicit_bzero(password, strlen(password));
		free(password);
	}
	return conn;
}

/*
 * In locale C "auto" means: whatever the server has, unconverted, and libpq
 * then takes every byte for a character.  A UTF-8 server is told that we
 * speak UTF-8, so that tables of Chinese text are aligned there too.
 */
static void
settle_encoding(PGconn *conn)
{
	const char *server = PQparameterStatus(conn, "server_encoding");

	if (PQclientEncoding(conn) == PG_SQL_ASCII && server != NULL &&
		strcmp(server, "UTF8") == 0)
		PQsetClientEncoding(conn, "UTF8");
}

/*
 * Ask the server to speak our language, when we may set lc_messages and the
 * server's system is known to have the locale.  Quietly: English is no error.
 */
static void
settle_language(Session *s)
{
	static const char sql[] =
		"SELECT pg_catalog.set_config('lc_messages', collcollate, false)"
		" FROM pg_catalog.pg_collation"
		" WHERE collprovider = 'c' AND collcollate ~* '^zh_CN\\.utf-?8$'"
		" AND pg_catalog.has_parameter_privilege('lc_messages', 'SET')"
		" AND pg_catalog.current_setting('lc_messages') !~* '^zh'"
		" LIMIT 1";

	if (speaks_chinese())
		PQclear(PQexec(s->conn, sql));
}

bool
open_connection(Session *s)
{
	PGresult   *res;

	if (s->conn != NULL)
		return true;
	s->conn = connect_with_password(s);
	if (s->conn == NULL)
	{
		pg_log_error("out of memory");
		return false;
	}
	if (PQstatus(s->conn) == CONNECTION_BAD)
	{
		pg_log_error("%s", PQerrorMessage(s->conn));
		return false;
	}
	setup_cancel_handler(NULL);
	install_notices(s);
	res = PQexec(s->conn, ALWAYS_SECURE_SEARCH_PATH_SQL);
	if (PQresultStatus(res) != PGRES_TUPLES_OK)
	{
		report_failure(s, res);
		PQclear(res);
		return false;
	}
	PQclear(res);
	settle_encoding(s->conn);
	settle_language(s);
	return true;
}

/* Is the extension in this database? */
bool
has_extension(Session *s)
{
	char	   *there = single_value(s,
									 "SELECT pg_catalog.to_regprocedure('bianzhi.books()') IS NOT NULL",
									 0, NULL);
	bool		result = there != NULL && there[0] == 't';

	free(there);
	return result;
}

/* Is there a book of this name that we may enter? */
bool
is_book(Session *s, const char *name)
{
	const char *values[1] = {name};
	char	   *there = single_value(s,
									 "SELECT true FROM bianzhi._book_schemas() AS b WHERE b = $1",
									 1, values);
	bool		result = there != NULL;

	free(there);
	return result;
}

/*
 * Name the book to the server.  The book's own names win, then the types and
 * operators of the extension; temporary objects come last.
 */
void
use_book(Session *s, const char *name)
{
	char	   *quoted = PQescapeIdentifier(s->conn, name, strlen(name));
	PQExpBufferData path;
	const char *values[1];

	if (quoted == NULL)
		pg_fatal("%s", PQerrorMessage(s->conn));
	initPQExpBuffer(&path);
	appendPQExpBuffer(&path, "%s, bianzhi, pg_temp", quoted);
	values[0] = path.data;
	free(single_value(s, "SELECT pg_catalog.set_config('search_path', $1, false)",
					  1, values));
	termPQExpBuffer(&path);
	PQfreemem(quoted);
	if (s->book_name != name)
	{
		free(s->book_name);
		s->book_name = pg_strdup(name);
	}
}

static void
say_books(const PGresult *res)
{
	PQExpBufferData list;

	initPQExpBuffer(&list);
	for (int i = 0; i < PQntuples(res); i++)
		appendPQExpBuffer(&list, "%s%s", i > 0 ? ", " : "", PQgetvalue(res, i, 0));
	if (PQntuples(res) == 0)
		pg_log_error_hint("Make one with \"bianzhi init\" or \"bianzhi demo\".");
	else
		pg_log_error_hint("Choose one with --book or BIANZHI_BOOK: %s", list.data);
	termPQExpBuffer(&list);
}

/* The client and the library should come from one release. */
static void
compare_versions(Session *s)
{
	char	   *version = single_value(s, "SELECT bianzhi.version()::text", 0, NULL);

	if (version != NULL && strcmp(version, BIANZHI_VERSION) != 0)
		pg_log_warning("this client is version %s, the server's library is %s; update the older one",
					   BIANZHI_VERSION, version);
	free(version);
}

/* --book, then BIANZHI_BOOK, then the only book there is. */
bool
choose_book(Session *s)
{
	const char *wanted = s->book != NULL ? s->book : getenv("BIANZHI_BOOK");
	PGresult   *res;
	const char *found = NULL;

	if (!has_extension(s))
	{
		pg_log_error("database \"%s\" does not have the extension bianzhi", PQdb(s->conn));
		pg_log_error_hint("Make a book with \"bianzhi init\" or \"bianzhi demo\".");
		return false;
	}
	compare_versions(s);
	/* what books() begins with; books() itself counts the people too */
	res = run_query(s, "SELECT b FROM bianzhi._book_schemas() AS b"
					" WHERE pg_catalog.has_schema_privilege(b, 'USAGE') ORDER BY b", 0, NULL);
	if (res == NULL)
		return false;
	for (int i = 0; i < PQntuples(res); i++)
	{
		if (wanted == NULL || wanted[0] == '\0' ?
			PQntuples(res) == 1 : strcmp(PQgetvalue(res, i, 0), wanted) == 0)
			found = PQgetvalue(res, i, 0);
	}
	if (found != NULL)
		use_book(s, found);
	else
	{
		if (wanted != NULL && wanted[0] != '\0')
			pg_log_error("there is no book \"%s\" in database \"%s\"", wanted, PQdb(s->conn));
		else if (PQntuples(res) == 0)
			pg_log_error("there is no book in database \"%s\"", PQdb(s->conn));
		else
			pg_log_error("there are several books in database \"%s\"", PQdb(s->conn));
		say_books(res);
	}
	PQclear(res);
	return found != NULL;
}
