/*-------------------------------------------------------------------------
 *
 * report.c
 *	  The command "report": which report can be had for a day or a unit, and
 *	  the query for it.
 *
 * What may not live here: what a report shows (views and functions of the
 * book) and how it is printed (output.c).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

/*
 * The texts take $1 = day and $2 = unit, either may be null.  "dated" is NULL
 * where the book cannot look back.
 */
typedef struct Report
{
	const char *name;
	const char *current;
	const char *dated;
} Report;

#define ONLY_UNIT \
	" WHERE $1::date IS NULL AND ($2::text IS NULL OR unit_id = unit_ref($2::text))"

static const Report reports[] = {
	{"monthly_establishment", "SELECT * FROM monthly_establishment" ONLY_UNIT,
	"SELECT * FROM establishment_as_of($1::date) WHERE $2::text IS NULL OR unit_id = unit_ref($2::text)"},
	{"monthly_staffing", "SELECT * FROM monthly_staffing" ONLY_UNIT, NULL},
	{"monthly_leadership", "SELECT * FROM monthly_leadership" ONLY_UNIT, NULL},
	{"unit_lamp", "SELECT * FROM unit_lamp" ONLY_UNIT, NULL},
	{"establishment_as_of",
		"SELECT * FROM establishment_as_of(coalesce($1::date, current_date)) WHERE $2::text IS NULL OR unit_id = unit_ref($2::text)",
	"SELECT * FROM establishment_as_of($1::date) WHERE $2::text IS NULL OR unit_id = unit_ref($2::text)"},
	{"post_ledger", "SELECT * FROM post_ledger" ONLY_UNIT,
	"SELECT * FROM post_ledger(unit => $2::text, as_of => $1::date)"},
	{"division_survey", "SELECT * FROM division_survey" ONLY_UNIT, NULL},
	{"leadership_survey", "SELECT * FROM leadership_survey" ONLY_UNIT, NULL},
	{"party_affairs_survey", "SELECT * FROM party_affairs_survey" ONLY_UNIT, NULL},
	{"reduction_progress", "SELECT * FROM reduction_progress" ONLY_UNIT, NULL},
};

/* The names and what the book says about each. */
static int
list_reports(Session *s)
{
	PQExpBufferData names;
	const char *values[1];
	int			rows;

	initPQExpBuffer(&names);
	for (int i = 0; i < (int) lengthof(reports); i++)
		appendPQExpBuffer(&names, "%c%s", i ? ',' : '{', reports[i].name);
	appendPQExpBufferChar(&names, '}');
	values[0] = names.data;
	rows = print_query(s, NULL,
					   "SELECT r.name AS report, coalesce("
					   " (SELECT pg_catalog.obj_description(c.oid, 'pg_class') FROM pg_catalog.pg_class c"
					   "   WHERE c.relname = r.name AND c.relnamespace = pg_catalog.quote_ident(pg_catalog.current_schema())::regnamespace),"
					   " (SELECT pg_catalog.obj_description(p.oid, 'pg_proc') FROM pg_catalog.pg_proc p"
					   "   WHERE p.proname = r.name AND p.pronamespace = pg_catalog.quote_ident(pg_catalog.current_schema())::regnamespace LIMIT 1))"
					   " AS what FROM unnest($1::text[]) WITH ORDINALITY AS r (name, n) ORDER BY r.n",
					   1, values, 0);
	termPQExpBuffer(&names);
	return rows < 0 ? EXIT_FAILED : EXIT_CLEAN;
}

static const Report *
find_report(const char *name)
{
	for (int i = 0; i < (int) lengthof(reports); i++)
	{
		if (strcmp(reports[i].name, name) == 0)
			return &reports[i];
	}
	pg_log_error("there is no report \"%s\"", name);
	pg_log_error_hint("\"bianzhi report list\" names the reports.");
	return NULL;
}

int
cmd_report(Session *s, const Command *cmd, const char **values)
{
	const char *name = option_value(cmd, values, "report");
	const char *bound[2] = {
		option_value(cmd, values, "as-of"), option_value(cmd, values, "unit")
	};
	const Report *report = NULL;

	if (strcmp(name, "list") != 0 && (report = find_report(name)) == NULL)
		return EXIT_FAILED;
	if (report != NULL && bound[0] != NULL && report->dated == NULL)
	{
		pg_log_error("report %s shows the present only", name);
		return EXIT_FAILED;
	}
	if (report != NULL && bound[0] != NULL && bound[1] == NULL &&
		strcmp(name, "post_ledger") == 0)
	{
		pg_log_error("post_ledger as of a day needs --unit");
		return EXIT_FAILED;
	}
	if (!choose_book(s))
		return EXIT_FAILED;
	if (report == NULL)
		return list_reports(s);
	if (print_query(s, NULL, bound[0] != NULL ? report->dated : report->current,
					2, bound, CMDF_NARROW | CMDF_SURVEY) < 0)
		return EXIT_FAILED;
	return EXIT_CLEAN;
}
