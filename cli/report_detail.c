/*-------------------------------------------------------------------------
 *
 * report_detail.c
 *	  The command "report detail": the people and documents behind a figure.
 *
 * What may not live here: what stands behind a figure (functions of the book,
 * 81_detail.sql).
 *
 *-------------------------------------------------------------------------
 */
#include "report.h"

/* Which function tells about which report.  $1 unit, $2 month, $3 column, $4 region */
static const struct
{
	const char *report;
	const char *sql;
}			details[] = {
	{"monthly_establishment", "SELECT * FROM establishment_detail($1, $2::date, $3, $4)"},
	{"monthly_staffing", "SELECT * FROM establishment_detail($1, $2::date, $3, $4)"},
	{"monthly_leadership", "SELECT * FROM establishment_detail($1, $2::date, $3, $4, 'leadership')"},
	{"monthly_post_movement", "SELECT * FROM post_movement_detail($1, $2::date, $3, $4)"},
	{"monthly_staff_movement", "SELECT * FROM staff_movement_detail($1, $2::date, $3, $4)"},
};

int
cmd_report_detail(Session *s, const Command *cmd, const char **values)
{
	const char *name = option_value(cmd, values, "report");
	const char *bound[4] = {
		option_value(cmd, values, "unit"), option_value(cmd, values, "month"),
		option_value(cmd, values, "column"), option_value(cmd, values, "region")
	};
	const char *sql = NULL;

	for (int i = 0; i < (int) lengthof(details); i++)
	{
		if (strcmp(details[i].report, name) == 0)
			sql = details[i].sql;
	}
	if (sql == NULL)
	{
		pg_log_error("there are no details of report \"%s\"", name);
		pg_log_error_hint("There are of monthly_establishment, monthly_post_movement, monthly_staff_movement, monthly_leadership and monthly_staffing.");
		return EXIT_FAILED;
	}
	if (!choose_book(s) || !report_has_column(s, name, bound[2]))
		return EXIT_FAILED;
	return print_query(s, NULL, sql, 4, bound, CMDF_NARROW | CMDF_SURVEY) < 0 ? EXIT_FAILED : EXIT_CLEAN;
}
