/*-------------------------------------------------------------------------
 *
 * pool.c
 *	  The command "pool status": today by department, or any other day.
 *
 * What may not live here: what the figures are (views and functions of the
 * book), the picture of the loans (timeline.c).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

int
cmd_pool_status(Session *s, const Command *cmd, const char **values)
{
	const char *bound[2] = {
		option_value(cmd, values, "as-of"), option_value(cmd, values, "known-at")
	};
	bool		dated = bound[0] != NULL || bound[1] != NULL;

	if (!choose_book(s))
		return EXIT_FAILED;
	if (print_query(s, NULL, dated ? sql_pool_as_of : cmd->sql, dated ? 2 : 0, bound, cmd->flags) < 0)
		return EXIT_FAILED;
	return EXIT_CLEAN;
}
