/*-------------------------------------------------------------------------
 *
 * run.c
 *	  Carries out one row of the command table: connection, book, transaction,
 *	  the call, and what is said about it afterwards.
 *
 * What may not live here: anything that knows one particular command
 * (handlers, queries.c).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

/*
 * Put the columns of a row into a "done" text: {column} is replaced by the
 * value, so translators are free in the order of words.
 */
static char *
fill_in(const char *text, const PGresult *row)
{
	PQExpBufferData buf;
	char	   *result;

	initPQExpBuffer(&buf);
	while (*text != '\0')
	{
		const char *end = *text == '{' ? strchr(text, '}') : NULL;
		int			col = -1;

		if (end != NULL)
		{
			char	   *name = pnstrdup(text + 1, end - text - 1);

			col = PQfnumber(row, name);
			pfree(name);
		}
		if (col >= 0 && PQntuples(row) > 0)
		{
			appendPQExpBufferStr(&buf, PQgetvalue(row, 0, col));
			text = end + 1;
		}
		else
			appendPQExpBufferChar(&buf, *text++);
	}
	result = pg_strdup(buf.data);
	termPQExpBuffer(&buf);
	return result;
}

/* What the call made, gathered while the transaction is still open. */
typedef struct Outcome
{
	PGresult   *made;			/* the described row */
	char	   *made_json;
	PGresult   *touched;		/* accounts written, for a dry run */
} Outcome;

static bool
describe_outcome(Session *s, const Command *cmd, const char *id, Outcome *o)
{
	const char *values[1] = {id};
	int			rows;

	if (s->format == OUTPUT_JSON)
	{
		o->made_json = rows_as_json(s, cmd->describe, 1, values, &rows);
		return o->made_json != NULL;
	}
	o->made = run_query(s, cmd->describe, 1, values);
	return o->made != NULL;
}

/*
 * The accounts this transaction has written, with their figures, are known by
 * the transaction number in the rows themselves.  Deferred rules speak first.
 */
static bool
gather_touched(Session *s, Outcome *o)
{
	if (!run_plain(s, "SET CONSTRAINTS ALL IMMEDIATE"))
		return false;
	o->touched = run_query(s, sql_touched, 0, NULL);
	return o->touched != NULL;
}

/* Print the accounts as they are (after the rollback) and as they would be. */
static bool
print_touched(Session *s, const Outcome *o)
{
	const char *values[6];
	int			rows;
	char	   *json;

	for (int i = 0; i < 6; i++)
		values[i] = PQgetisnull(o->touched, 0, i) ? NULL : PQgetvalue(o->touched, 0, i);
	if (s->format == OUTPUT_JSON)
	{
		json = rows_as_json(s, sql_touched_compare, 6, values, &rows);
		if (json == NULL || !open_output(s))
			return false;
		fprintf(s->out, "{\"dry_run\": true, \"made\": %s, \"accounts\": %s}\n",
				o->made_json, json);
		free(json);
		return true;
	}
	if (values[0] == NULL && s->format != OUTPUT_CSV)
		return true;			/* no account was written */
	return print_query(s, _("Accounts before and after"), sql_touched_compare,
					   6, values, 0) >= 0;
}

/* One line for a clerk, or the row when a format was asked for. */
static bool
print_made(Session *s, const Command *cmd, const Outcome *o)
{
	char	   *line;
	bool		prose = !s->format_given || s->format == OUTPUT_TABLE;

	if (s->dry_run && s->format == OUTPUT_JSON)
		return true;			/* one document, with the accounts */
	if (s->quiet && prose && !s->dry_run)
		return true;
	if (!open_output(s))
		return false;
	if (s->format == OUTPUT_JSON)
		fprintf(s->out, "%s\n", o->made_json);
	else if (!prose && !s->dry_run)
		print_rows(s, NULL, o->made, 0);
	else
	{
		line = fill_in(_(cmd->done), o->made);
		if (!s->dry_run)
			fprintf(s->out, "%s\n", line);
		else
			fprintf(prose ? s->out : stderr,
					_("dry run, nothing is kept: %s\n"), line);
		free(line);
	}
	return true;
}

/* The call itself and the description of what it made. */
static bool
call_and_describe(Session *s, const Command *cmd, const char **values,
				  Outcome *o)
{
	const char *bound[MAX_OPTIONS];
	int			n;
	char	   *sql = call_text(cmd, values, bound, &n);
	PGresult   *res = run_query(s, sql, n, bound);
	bool		ok = false;

	if (res != NULL)
	{
		const char *id = PQntuples(res) > 0 && !PQgetisnull(res, 0, 0) ?
			PQgetvalue(res, 0, 0) : NULL;

		ok = describe_outcome(s, cmd, id, o);
	}
	PQclear(res);
	free(sql);
	return ok;
}

/* All that a file (or standard input) holds; NULL if it cannot be read. */
static char *
file_content(const char *path)
{
	PQExpBufferData buf;
	FILE	   *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	char		piece[8192];
	size_t		n;
	bool		failed = file == NULL;

	initPQExpBuffer(&buf);
	while (!failed && (n = fread(piece, 1, sizeof(piece), file)) > 0)
		appendBinaryPQExpBuffer(&buf, piece, n);
	if (failed || ferror(file))
		pg_log_error("could not read file \"%s\": %m", path);
	failed = failed || ferror(file) || PQExpBufferDataBroken(buf);
	if (file != NULL && file != stdin)
		fclose(file);
	if (!failed)
		return buf.data;
	termPQExpBuffer(&buf);
	return NULL;
}

/* Options that name files, or texts as "@FILE", stand for what these hold. */
static bool
read_files(const Command *cmd, const char **values)
{
	for (int i = 0; cmd->options[i].name != NULL; i++)
	{
		bool		text = (cmd->options[i].flags & OPT_TEXT) && values[i] != NULL && values[i][0] == '@';

		if (((cmd->options[i].flags & OPT_FILE) || text) && values[i] != NULL &&
			(values[i] = file_content(values[i] + (text ? 1 : 0))) == NULL)
			return false;
	}
	return true;
}

/* CMD_CALL and CMD_INSERT: one transaction, then the report on it. */
static int
run_call(Session *s, const Command *cmd, const char **values)
{
	Outcome		o = {NULL, NULL, NULL};
	bool		ok;

	ok = run_plain(s, "BEGIN") && call_and_describe(s, cmd, values, &o);
	if (ok && s->dry_run)
		ok = gather_touched(s, &o) && run_plain(s, "ROLLBACK");
	else if (ok)
		ok = run_plain(s, "COMMIT");
	if (ok)
		ok = print_made(s, cmd, &o) && (!s->dry_run || print_touched(s, &o));
	if (!ok && PQtransactionStatus(s->conn) != PQTRANS_IDLE)
		PQclear(PQexec(s->conn, "ROLLBACK"));
	PQclear(o.made);
	PQclear(o.touched);
	free(o.made_json);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

/* CMD_ROWS and CMD_QUERY. */
static int
run_rows(Session *s, const Command *cmd, const char **values)
{
	const char *bound[MAX_OPTIONS];
	int			n;
	char	   *sql = call_text(cmd, values, bound, &n);
	bool		keep_nothing = s->dry_run && (cmd->flags & CMDF_COMMIT);
	int			flags = cmd->flags;
	int			rows = -1;

	/* an empty table says less than the line below */
	if (cmd->flags & CMDF_FINDINGS)
		flags |= CMDF_NONEMPTY;
	if (!keep_nothing || run_plain(s, "BEGIN"))
		rows = print_query(s, NULL, sql, n, bound, flags);
	if (keep_nothing && !run_plain(s, "ROLLBACK"))
		rows = -1;
	free(sql);
	if (rows < 0)
		return EXIT_FAILED;
	if (rows == 0 && (cmd->flags & CMDF_FINDINGS) && !s->quiet)
		fprintf(s->format == OUTPUT_TABLE ? s->out : stderr, "%s\n", _(cmd->done));
	return rows > 0 && (cmd->flags & CMDF_FINDINGS) ? EXIT_FINDINGS : EXIT_CLEAN;
}

int
run_command(Session *s, const Command *cmd, const char **values)
{
	if (!read_files(cmd, values) || !open_connection(s))
		return EXIT_FAILED;
	if (cmd->kind == CMD_OWN)
		return cmd->run(s, cmd, values);
	if (!choose_book(s))
		return EXIT_FAILED;
	if (cmd->kind == CMD_CALL || cmd->kind == CMD_INSERT)
		return run_call(s, cmd, values);
	return run_rows(s, cmd, values);
}
