/*-------------------------------------------------------------------------
 *
 * query.c
 *	  Sends SQL: values always as bound parameters, Ctrl-C cancels.
 *
 * What may not live here: printing of results (output.c) and the order of a
 * transaction (run.c).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

#include "fe_utils/cancel.h"

/*
 * Texts of SQL may say {name} where a code's name in the language of the
 * headings is wanted: name_zh or name_en; {lang} is that language: zh or en.
 */
char *
expand_names(Session *s, const char *sql)
{
	PQExpBufferData buf;
	char	   *result;

	initPQExpBuffer(&buf);
	while (*sql != '\0')
	{
		bool		name = strncmp(sql, "{name}", 6) == 0;

		if (!name && strncmp(sql, "{lang}", 6) != 0)
		{
			appendPQExpBufferChar(&buf, *sql++);
			continue;
		}
		appendPQExpBufferStr(&buf, name ? "name_" : "");
		appendPQExpBufferStr(&buf, s->chinese ? "zh" : "en");
		sql += 6;
	}
	result = pg_strdup(buf.data);
	termPQExpBuffer(&buf);
	return result;
}

/* Run with bound parameters; the caller judges and clears the result. */
PGresult *
try_query(Session *s, const char *sql, int n, const char *const *values)
{
	char	   *text = expand_names(s, sql);
	PGresult   *res;

	SetCancelConn(s->conn);
	res = PQexecParams(s->conn, text, n, NULL, values, NULL, NULL, 0);
	ResetCancelConn();
	free(text);
	return res;
}

/* Run; on failure say why and return NULL. */
PGresult *
run_query(Session *s, const char *sql, int n, const char *const *values)
{
	PGresult   *res = try_query(s, sql, n, values);

	if (PQresultStatus(res) == PGRES_TUPLES_OK ||
		PQresultStatus(res) == PGRES_COMMAND_OK)
		return res;
	report_failure(s, res);
	PQclear(res);
	return NULL;
}

/* A command without a result. */
bool
run_plain(Session *s, const char *sql)
{
	PGresult   *res = run_query(s, sql, 0, NULL);

	PQclear(res);
	return res != NULL;
}

/* The first field of the first row, malloc'd; NULL for null or none. */
char *
single_value(Session *s, const char *sql, int n, const char *const *values)
{
	PGresult   *res = run_query(s, sql, n, values);
	char	   *result = NULL;

	if (res != NULL && PQntuples(res) > 0 && !PQgetisnull(res, 0, 0))
		result = pg_strdup(PQgetvalue(res, 0, 0));
	PQclear(res);
	return result;
}

static void
call_insert(PQExpBuffer buf, const Command *cmd, const char **values,
			const char **bound, int *n)
{
	appendPQExpBuffer(buf, "INSERT INTO %s (", cmd->sql);
	for (int i = 0; cmd->options[i].name != NULL; i++)
	{
		if (values[i] == NULL)
			continue;
		appendPQExpBuffer(buf, "%s%s", *n > 0 ? ", " : "", cmd->options[i].param);
		bound[(*n)++] = values[i];
	}
	appendPQExpBufferStr(buf, ") VALUES (");
	for (int i = 1; i <= *n; i++)
		appendPQExpBuffer(buf, "%s$%d", i > 1 ? ", " : "", i);
	appendPQExpBufferStr(buf, ") RETURNING id");
}

/*
 * The one statement that a row of the command table stands for, and its bound
 * values.  Names come from the table, never from the user.
 */
char *
call_text(const Command *cmd, const char **values, const char **bound, int *n)
{
	PQExpBufferData buf;
	char	   *result;

	*n = 0;
	initPQExpBuffer(&buf);
	if (cmd->kind == CMD_INSERT)
		call_insert(&buf, cmd, values, bound, n);
	else if (cmd->kind == CMD_QUERY)
	{
		appendPQExpBufferStr(&buf, cmd->sql);
		while (cmd->options[*n].name != NULL)
		{
			bound[*n] = values[*n];
			(*n)++;
		}
	}
	else
	{
		appendPQExpBuffer(&buf, cmd->kind == CMD_ROWS ? "SELECT * FROM %s(" : "SELECT %s(",
						  cmd->sql);
		for (int i = 0; cmd->options[i].name != NULL; i++)
		{
			if (values[i] == NULL)
				continue;
			appendPQExpBuffer(&buf, "%s%s => $%d", *n > 0 ? ", " : "",
							  cmd->options[i].param, *n + 1);
			bound[(*n)++] = values[i];
		}
		appendPQExpBufferChar(&buf, ')');
	}
	result = pg_strdup(buf.data);
	termPQExpBuffer(&buf);
	return result;
}
