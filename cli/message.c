/*-------------------------------------------------------------------------
 *
 * message.c
 *	  Prints what the server says: errors, warnings and notices with their
 *	  detail, hint and the code of the rule, to stderr.
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
	if (text != NULL && text[0] != '\0')
		fprintf(stderr, "%s:  %s\n", label, text);
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
