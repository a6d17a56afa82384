/*-------------------------------------------------------------------------
 *
 * period.c
 *	  Commands on months that need more than one call: "period check",
 *	  "report check" and "export".
 *
 * What may not live here: sealed files once they are written (seal.c).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

/*
 * Check the rules, which sign-offs rest on, then show what still stands in the
 * way of closing.
 */
int
cmd_period_check(Session *s, const Command *cmd, const char **values)
{
	const char *params[2] = {option_value(cmd, values, "month"), option_value(cmd, values, "region")};
	PGresult   *res;
	int			rows;

	if (!choose_book(s))
		return EXIT_FAILED;
	res = run_query(s, "SELECT count(*) FROM check_rules()", 0, NULL);
	if (res == NULL)
		return EXIT_FAILED;
	PQclear(res);
	rows = print_query(s, NULL, sql_period_obstacles, 2, params, CMDF_NONEMPTY);
	if (rows < 0)
		return EXIT_FAILED;
	if (rows == 0 && !s->quiet)
		fprintf(s->format == OUTPUT_TABLE ? s->out : stderr, "%s\n", _(cmd->done));
	return rows > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}

/*
 * What fails of the audit formulas; if nothing does, how many were evaluated,
 * since those that could not be are no passes.
 */
int
cmd_report_check(Session *s, const Command *cmd, const char **values)
{
	const char *params[2] = {option_value(cmd, values, "month"), option_value(cmd, values, "region")};
	bool		all = option_value(cmd, values, "all") != NULL;
	PGresult   *res;
	int			failed = 0;
	int			passed = 0;
	int			rows = 0;

	if (!choose_book(s))
		return EXIT_FAILED;
	if (!all)
		rows = print_query(s, NULL, sql_report_check, 2, params, CMDF_NONEMPTY | CMDF_NARROW);
	else
		rows = print_query(s, NULL, sql_report_check_all, 2, params, CMDF_NARROW);
	if (rows != 0 && !all)
		return rows < 0 ? EXIT_FAILED : EXIT_FINDINGS;
	res = rows < 0 ? NULL : run_query(s, sql_report_check_all, 2, params);
	if (res == NULL)
		return EXIT_FAILED;
	for (int i = 0; i < PQntuples(res); i++)
	{
		const char *outcome = PQgetvalue(res, i, PQfnumber(res, "outcome"));

		failed += strcmp(outcome, "failed") == 0;
		passed += strcmp(outcome, "passed") == 0;
	}
	if (!s->quiet)
		fprintf(s->format == OUTPUT_TABLE ? s->out : stderr,
				_("audit formulas: %d hold, %d fail, %d could not be evaluated\n"),
				passed, failed, PQntuples(res) - passed - failed);
	PQclear(res);
	return failed > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* The sealed file of a closed month, row by row: it may be large. */
int
cmd_export(Session *s, const Command *cmd, const char **values)
{
	const char *params[2] = {option_value(cmd, values, "month"), option_value(cmd, values, "region")};
	PGresult   *res;
	bool		ok = true;

	if (!choose_book(s) || !open_output(s))
		return EXIT_FAILED;
	if (!PQsendQueryParams(s->conn, sql_export, 2, NULL, params, NULL, NULL, 0) || !PQsetSingleRowMode(s->conn))
	{
		pg_log_error("%s", PQerrorMessage(s->conn));
		return EXIT_FAILED;
	}
	while ((res = PQgetResult(s->conn)) != NULL)
	{
		if (PQresultStatus(res) == PGRES_SINGLE_TUPLE)
			fprintf(s->out, "%s\n", PQgetvalue(res, 0, 0));
		else if (PQresultStatus(res) != PGRES_TUPLES_OK)
		{
			report_failure(s, res);
			ok = false;
		}
		PQclear(res);
	}
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}
