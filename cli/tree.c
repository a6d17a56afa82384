/*-------------------------------------------------------------------------
 *
 * tree.c
 *	  Draws the tree of units.
 *
 * What may not live here: which units there are and in what order
 * (queries.c: parents come before their children).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

#include "mb/pg_wchar.h"

enum
{
	COL_DEPTH, COL_ID, COL_NAME, COL_KIND, COL_APPROVED, COL_STRENGTH
};

#define MAX_DEPTH 64

/* The lines of a drawing: continues below, branch, last branch. */
typedef struct Drawing
{
	const char *pass;
	const char *branch;
	const char *last;
} Drawing;

static const Drawing plain_drawing = {"|  ", "+- ", "`- "};
static const Drawing unicode_drawing = {"│  ", "├─ ", "└─ "};

static int
depth_of(const PGresult *res, int row)
{
	return Min(atoi(PQgetvalue(res, row, COL_DEPTH)), MAX_DEPTH - 1);
}

/* Does a later row continue the branch at this depth? */
static bool
has_sibling_below(const PGresult *res, int row, int depth)
{
	for (int r = row + 1; r < PQntuples(res); r++)
	{
		if (depth_of(res, r) < depth)
			return false;
		if (depth_of(res, r) == depth)
			return true;
	}
	return false;
}

static void
draw_row(Session *s, const PGresult *res, int row, const Drawing *d, bool *open)
{
	int			depth = depth_of(res, row);

	open[depth] = has_sibling_below(res, row, depth);
	for (int i = 1; i < depth; i++)
		fputs(open[i] ? d->pass : "   ", s->out);
	if (depth > 0)
		fputs(open[depth] ? d->branch : d->last, s->out);
	fputs(PQgetvalue(res, row, COL_NAME), s->out);
	if (!PQgetisnull(res, row, COL_APPROVED))
		fprintf(s->out, "  %s/%s", PQgetvalue(res, row, COL_APPROVED),
				PQgetvalue(res, row, COL_STRENGTH));
	fputc('\n', s->out);
}

/* A drawing for people; rows with their depth for every other format. */
int
cmd_tree(Session *s, const Command *cmd, const char **values)
{
	const Drawing *d = pg_get_encoding_from_locale(NULL, false) == PG_UTF8 ?
		&unicode_drawing : &plain_drawing;
	bool		open[MAX_DEPTH] = {false};
	PGresult   *res;
	int			units = 0;

	if (!choose_book(s))
		return EXIT_FAILED;
	if (s->format != OUTPUT_TABLE)
		return print_query(s, NULL, cmd->sql, 2, values, 0) < 0 ? EXIT_FAILED : EXIT_CLEAN;
	res = run_query(s, cmd->sql, 2, values);
	if (res == NULL || !open_output(s))
		return EXIT_FAILED;
	for (int r = 0; r < PQntuples(res); r++)
	{
		draw_row(s, res, r, d, open);
		if (!PQgetisnull(res, r, COL_ID))
			units++;			/* the others are regions */
	}
	fprintf(s->out, _("(%d units; figures are approved posts/people in post)\n"), units);
	PQclear(res);
	return EXIT_CLEAN;
}
