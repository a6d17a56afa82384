/*-------------------------------------------------------------------------
 *
 * tree.c
 *	  Draws the tree of units as text, with their posts beside it.
 *
 * What may not live here: which units there are and in what order
 * (queries.c: parents come before their children), and what a chart looks
 * like (the chart rooms).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

#include "fe_utils/mbprint.h"
#include "mb/pg_wchar.h"

enum
{
	COL_DEPTH, COL_ID, COL_NAME, COL_KIND, COL_APPROVED, COL_STRENGTH, COL_VACANCY,
	COL_OVER, COL_LEADERS, COL_LEADERS_IN_POST, COL_LEADERS_OVER, COL_FOLDED
};

#define MAX_DEPTH 64
#define INDENT	3				/* columns of one level */
#define MAX_NAME 72				/* a longer name pushes only its own figures */

/* The lines of a drawing: continues below, branch, last branch; and the alarm. */
typedef struct Drawing
{
	const char *pass;
	const char *branch;
	const char *last;
	const char *alarm;
} Drawing;

static const Drawing plain_drawing = {"|  ", "+- ", "`- ", "!"};
static const Drawing unicode_drawing = {"│  ", "├─ ", "└─ ", "▲"};

/* What stands in one line, and how wide the columns are. */
typedef struct Line
{
	char	   *name;			/* with the number of folded units */
	char	   *state;			/* vacant, full, over */
	char	   *leaders;
	bool		goes_on;		/* a later row continues the branch at this depth */
} Line;

typedef struct Widths
{
	int			name;
	int			figure;
	int			state;
} Widths;

static int
depth_of(const PGresult *res, int row)
{
	return Min(atoi(PQgetvalue(res, row, COL_DEPTH)), MAX_DEPTH - 1);
}

static int
width_of(Session *s, const char *text)
{
	return pg_wcswidth(text, strlen(text), PQclientEncoding(s->conn));
}

static void
put_padded(Session *s, const char *text, int width, bool right)
{
	int			room = Max(width - width_of(s, text), 0);

	if (right)
		fprintf(s->out, "%*s%s", room, "", text);
	else
		fprintf(s->out, "%s%*s", text, room, "");
}

/* "vacant 2", "full", "over 1 !": never netted across kinds of posts. */
static char *
state_text(const PGresult *res, int row, const Drawing *d)
{
	int			vacancy = atoi(PQgetvalue(res, row, COL_VACANCY));
	int			over = atoi(PQgetvalue(res, row, COL_OVER));
	PQExpBufferData buf;

	initPQExpBuffer(&buf);
	if (over > 0)
	{
		appendPQExpBuffer(&buf, _("over %d"), over);
		appendPQExpBuffer(&buf, " %s%s", d->alarm, vacancy > 0 ? ", " : "");
	}
	if (vacancy > 0)
		appendPQExpBuffer(&buf, _("vacant %d"), vacancy);
	else if (over == 0 && !PQgetisnull(res, row, COL_APPROVED))
		appendPQExpBufferStr(&buf, _("full"));
	return buf.data;
}

static char *
leaders_text(const PGresult *res, int row, const Drawing *d)
{
	int			over = atoi(PQgetvalue(res, row, COL_LEADERS_OVER));

	if (PQgetisnull(res, row, COL_LEADERS))
		return pg_strdup("");
	return psprintf("%s/%s%s%s", PQgetvalue(res, row, COL_LEADERS),
					PQgetvalue(res, row, COL_LEADERS_IN_POST),
					over > 0 ? " " : "", over > 0 ? d->alarm : "");
}

/*
 * One pass from the last row to the first: a branch goes on at a depth where a
 * later row has been seen, with no row above that depth in between.
 */
static Line *
read_lines(Session *s, const PGresult *res, const Drawing *d, Widths *w)
{
	int			rows = PQntuples(res);
	Line	   *lines = pg_malloc0(sizeof(Line) * (rows + 1));
	bool		seen[MAX_DEPTH + 1] = {false};

	for (int r = rows - 1; r >= 0; r--)
	{
		int			depth = depth_of(res, r);
		int			folded = atoi(PQgetvalue(res, r, COL_FOLDED));

		lines[r].goes_on = seen[depth];
		seen[depth] = true;
		for (int i = depth + 1; i < MAX_DEPTH && seen[i]; i++)
			seen[i] = false;
		lines[r].name = folded == 0 ? pg_strdup(PQgetvalue(res, r, COL_NAME)) :
			psprintf("%s (+%d)", PQgetvalue(res, r, COL_NAME), folded);
		lines[r].state = state_text(res, r, d);
		lines[r].leaders = leaders_text(res, r, d);
		w->name = Max(w->name, Min(depth * INDENT + width_of(s, lines[r].name), MAX_NAME));
		w->figure = Max(w->figure, PQgetlength(res, r, COL_APPROVED));
		w->figure = Max(w->figure, PQgetlength(res, r, COL_STRENGTH));
		w->state = Max(w->state, width_of(s, lines[r].state));
	}
	return lines;
}

/* A line ends with its last word: no blanks behind it. */
static void
draw_figures(Session *s, const PGresult *res, int row, const Line *line, const Widths *w)
{
	bool		posts = !PQgetisnull(res, row, COL_APPROVED);

	put_padded(s, posts ? PQgetvalue(res, row, COL_APPROVED) : "", w->figure + 2, true);
	put_padded(s, posts ? PQgetvalue(res, row, COL_STRENGTH) : "", w->figure + 2, true);
	fputs("  ", s->out);
	if (line->leaders[0] == '\0')
		fputs(line->state, s->out);
	else
	{
		put_padded(s, line->state, w->state + 2, false);
		fputs(line->leaders, s->out);
	}
}

static void
draw_row(Session *s, const PGresult *res, int row, const Line *line,
		 const Drawing *d, const Widths *w, bool *open)
{
	int			depth = depth_of(res, row);

	open[depth] = line->goes_on;
	for (int i = 1; i < depth; i++)
		fputs(open[i] ? d->pass : "   ", s->out);
	if (depth > 0)
		fputs(open[depth] ? d->branch : d->last, s->out);
	if (PQgetisnull(res, row, COL_APPROVED) && PQgetisnull(res, row, COL_LEADERS))
		fputs(line->name, s->out);
	else
	{
		put_padded(s, line->name, w->name - depth * INDENT, false);
		draw_figures(s, res, row, line, w);
	}
	fputc('\n', s->out);
}

static void
draw_tree(Session *s, const PGresult *res)
{
	const Drawing *d = pg_get_encoding_from_locale(NULL, false) == PG_UTF8 ?
		&unicode_drawing : &plain_drawing;
	char	  **headings = column_headings(s, res);
	Widths		w = {0, 0, 0};
	Line	   *lines = read_lines(s, res, d, &w);
	bool		open[MAX_DEPTH] = {false};
	int			units = 0;

	w.figure = Max(w.figure, width_of(s, headings[COL_APPROVED]));
	w.figure = Max(w.figure, width_of(s, headings[COL_STRENGTH]));
	w.state = Max(w.state, width_of(s, headings[COL_VACANCY]));
	put_padded(s, "", w.name, false);
	put_padded(s, headings[COL_APPROVED], w.figure + 2, true);
	put_padded(s, headings[COL_STRENGTH], w.figure + 2, true);
	fputs("  ", s->out);
	put_padded(s, headings[COL_VACANCY], w.state + 2, false);
	fprintf(s->out, "%s\n", headings[COL_LEADERS]);
	for (int r = 0; r < PQntuples(res); r++)
	{
		draw_row(s, res, r, &lines[r], d, &w, open);
		if (!PQgetisnull(res, r, COL_ID))
			units++;			/* the others are regions */
	}
	fprintf(s->out, _("(%d units; a region's figures are the sum of its units; leaders are approved/in post)\n"),
			units);
}

/* A drawing for people; rows with their depth for every other format. */
int
cmd_tree(Session *s, const Command *cmd, const char **values)
{
	PGresult   *res;

	if (!depth_is_sound(option_value(cmd, values, "depth")) || !choose_book(s))
		return EXIT_FAILED;
	if (s->format != OUTPUT_TABLE)
		return print_query(s, NULL, cmd->sql, 4, values, 0) < 0 ? EXIT_FAILED : EXIT_CLEAN;
	res = tree_query(s, cmd, values);
	if (res == NULL || !open_output(s))
		return EXIT_FAILED;
	draw_tree(s, res);
	PQclear(res);
	return EXIT_CLEAN;
}

/*
 * The query of a drawing.  Rows of a recursion are always estimated far too
 * high, and compiling the plan takes many times longer than running it.
 */
PGresult *
tree_query(Session *s, const Command *cmd, const char **values)
{
	return run_plain(s, "SET jit = off") ? run_query(s, cmd->sql, 4, values) : NULL;
}

/* A depth that draws nothing would look like a book without units. */
bool
depth_is_sound(const char *depth)
{
	char	   *end;
	long		n;

	if (depth == NULL)
		return true;
	errno = 0;
	n = strtol(depth, &end, 10);
	if (*depth != '\0' && *end == '\0' && errno == 0 && n >= 1 && n <= PG_INT32_MAX)
		return true;
	pg_log_error("the depth must be a number from 1 on, not \"%s\"", depth);
	return false;
}
