/*-------------------------------------------------------------------------
 *
 * message.c
 *	  Prints what the server says: errors, warnings and notices with their
 *	  detail, hint, the commands for what the hint names, and the code of
 *	  the rule, to stderr.
 *
 * What may not live here: decisions taken on an error (nobody parses texts;
 * the exit code is all the caller needs).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

/* A field on lines of its own, when the server sent it. */
static void
say_field(const char *label, const char *text)
{
	int			length = text != NULL ? (int) strlen(text) : 0;

	while (length > 0 && text[length - 1] == '\n')
		length--;
	if (length > 0)
		fprintf(stderr, "%s:  %.*s\n", label, length, text);
}

/* Where the text names the function, or NULL. */
static const char *
find_call(const char *text, const char *function)
{
	size_t		length = strlen(function);

	for (const char *at = text; (at = strstr(at, function)) != NULL; at += length)
	{
		if (strncmp(at + length, "()", 2) == 0 &&
			(at == text || !(isalnum((unsigned char) at[-1]) || at[-1] == '_')))
			return at;
	}
	return NULL;
}

/* A hint names functions of the book: say which commands call them. */
static void
say_commands(const char *hint)
{
	int			n = 0;

	for (const Command *cmd = command_table; hint != NULL && cmd->group != NULL; cmd++)
	{
		if (cmd->sql == NULL || strchr(cmd->sql, ' ') != NULL || find_call(hint, cmd->sql) == NULL)
			continue;
		if (n++ == 0)
			fprintf(stderr, "%s:  ", _("COMMANDS"));
		else
			fputs(", ", stderr);
		fprintf(stderr, "bianzhi %s%s%s", cmd->group, cmd->sub ? " " : "", cmd->sub ? cmd->sub : "");
	}
	if (n > 0)
		fputc('\n', stderr);
}

/*
 * SQLSTATEs whose subclass begins with Z are bianzhi's own; then the field for
 * the constraint's name carries the code of the rule.
 */
static void
say_code(const PGresult *res)
{
	const char *sqlstate = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	const char *rule = PQresultErrorField(res, PG_DIAG_CONSTRAINT_NAME);

	if (sqlstate == NULL || strncmp(sqlstate, "00", 2) == 0)
		return;
	if (rule == NULL)
		fprintf(stderr, "%s:  %s\n", _("CODE"), sqlstate);
	else if (strlen(sqlstate) == 5 && sqlstate[2] == 'Z')
		fprintf(stderr, "%s:  %s (%s)\n", _("RULE"), rule, sqlstate);
	else
		fprintf(stderr, "%s:  %s (%s)\n", _("CONSTRAINT"), rule, sqlstate);
}

static void
say_message(const PGresult *res)
{
	fprintf(stderr, "%s:  %s\n",
			PQresultErrorField(res, PG_DIAG_SEVERITY),
			PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY));
	say_field(_("DETAIL"), PQresultErrorField(res, PG_DIAG_MESSAGE_DETAIL));
	say_field(_("HINT"), PQresultErrorField(res, PG_DIAG_MESSAGE_HINT));
	say_commands(PQresultErrorField(res, PG_DIAG_MESSAGE_HINT));
}

/*
 * A call failed.  Without fields the failure is libpq's own, as when the
 * connection was lost.
 */
void
report_failure(Session *s, const PGresult *res)
{
	/* results printed so far come first on a terminal too */
	fflush(stdout);
	if (res == NULL || PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY) == NULL ||
		PQresultErrorField(res, PG_DIAG_SEVERITY) == NULL)
	{
		pg_log_error("%s", PQerrorMessage(s->conn));
		return;
	}
	say_message(res);
	say_code(res);
}

static void
on_notice(void *arg, const PGresult *res)
{
	if (PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY) == NULL ||
		PQresultErrorField(res, PG_DIAG_SEVERITY) == NULL)
		return;
	fflush(stdout);
	say_message(res);
	/* plain notices have no code worth a line, warnings of rules have one */
	if (PQresultErrorField(res, PG_DIAG_CONSTRAINT_NAME) != NULL)
		say_code(res);
	(void) arg;
}

void
install_notices(Session *s)
{
	PQsetNoticeReceiver(s->conn, on_notice, s);
}
