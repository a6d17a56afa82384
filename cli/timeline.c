/*-------------------------------------------------------------------------
 *
 * timeline.c
 *	  The command "pool timeline": as HTML, a page that shows the pool over the
 *	  months and every loan as a bar from the day it was taken to the day it
 *	  was given back; in any other format the rows behind it.
 *
 * The page is complete in itself: no scripts, fonts or pictures from outside;
 * the details of a bar are its title, which browsers show on hovering.
 *
 * What may not live here: which loans there are and what became of them
 * (queries.c, view pool_ledger).
 *
 *-------------------------------------------------------------------------
 */
#include "chart.h"

enum
{
	COL_POOL, COL_DEPARTMENT, COL_UNIT, COL_PERSON, COL_CATEGORY, COL_FROM, COL_DUE, COL_TO,
	COL_END_KIND, COL_STATE, COL_BASIS, COL_SOURCE, COL_FROM_DAY, COL_DUE_DAY, COL_TO_DAY
};

enum
{
	MONTH_DAY, MONTH_FREE, MONTH_AWAITING, MONTH_LENT
};

/* Measures in pixels of the drawing. */
#define LEFT		250			/* labels */
#define RIGHT		170			/* what is written behind a bar */
#define PLOT		880
#define WIDTH		(LEFT + PLOT + RIGHT)
#define ROW			19
#define HEADING		28
#define AXIS		30
#define CHART		190			/* height of the pool over the months */

typedef struct Timeline
{
	Session    *s;
	const PGresult *loans;
	const PGresult *months;
	int			first;			/* days since 1970, both at the beginning of a year */
	int			last;
	int			y;
} Timeline;

/* How a loan ended: class of the bar, and its sign in the legend. */
typedef struct Outcome
{
	const char *end_kind;		/* as the ledger prints it; NULL: still lent */
	const char *class;
	const char *word;
} Outcome;

static const Outcome outcomes[] = {
	{"自然减员", "back", gettext_noop("returned")},
	{"核增", "kept", gettext_noop("converted")},
	{"调离", "left", gettext_noop("left the post")},
	{"收回", "taken", gettext_noop("reclaimed")},
	{NULL, "lent", gettext_noop("in use")},
};

/* ---- days and places ------------------------------------------------------------ */

static int
cell(const PGresult *res, int row, int column)
{
	return atoi(PQgetvalue(res, row, column));
}

/* The first of January of a year, as days since 1970. */
static int
new_year(int year)
{
	int			y = year - 1;

	return 365 * (year - 1970) + (y / 4 - y / 100 + y / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400);
}

static int
year_of(int day)
{
	int			year = 1970 + day / 366;

	while (new_year(year + 1) <= day)
		year++;
	return year;
}

static int
place(const Timeline *t, int day)
{
	return LEFT + (int) ((double) PLOT * (Min(day, t->last) - t->first) / (t->last - t->first) + 0.5);
}

static const Outcome *
outcome_of(const PGresult *res, int row)
{
	int			i = 0;

	while (outcomes[i].end_kind != NULL && strcmp(outcomes[i].end_kind, PQgetvalue(res, row, COL_END_KIND)) != 0)
		i++;
	return &outcomes[i];
}

/* ---- writing ------------------------------------------------------------------------ */

static void
write_text(FILE *out, const char *text)
{
	write_escaped(out, text, strlen(text));
}

static void
write_head(const Timeline *t)
{
	FILE	   *out = t->s->out;

	fprintf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n<style>\n",
			t->s->chinese ? "zh-CN" : "en", _("Turnover pool"));
	fputs(":root{--ink:#1d2733;--soft:#6b7785;--line:#dfe5ec;--paper:#fff;--band:#f4f7fa;--lent:#3b7dd8;--back:#3f9d63;"
		  "--left:#8793a1;--taken:#d9822b;--kept:#8a5fbf;--late:#c6352f;--free:#dbe7f3;--await:#f2c879}\n"
		  "@media (prefers-color-scheme:dark){:root{--ink:#e6ebf1;--soft:#93a0ae;--line:#303a46;--paper:#171c22;--band:#1f262e;"
		  "--lent:#5b98e8;--back:#55b87b;--left:#8793a1;--taken:#e69a4c;--kept:#a583d4;--late:#e2605a;--free:#2c3c4d;--await:#a98236}}\n"
		  "body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.5 \"Noto Sans CJK SC\",\"Source Han Sans SC\","
		  "\"Microsoft YaHei\",\"PingFang SC\",\"WenQuanYi Micro Hei\",SimHei,sans-serif}\n"
		  "main{max-width:1320px;margin:0 auto;padding:28px 24px 40px}h1{font-size:22px;margin:0}p{margin:2px 0 18px;color:var(--soft)}\n"
		  ".cards{display:flex;flex-wrap:wrap;gap:12px;margin:0 0 22px}.card{flex:1;min-width:110px;padding:10px 16px;background:var(--band);"
		  "border-left:4px solid var(--line);border-radius:4px}.card b{display:block;font-size:26px;line-height:1.25;font-weight:600}\n"
		  ".card span{color:var(--soft)}svg{display:block;width:100%;height:auto}svg text{fill:var(--ink);font-size:12px}\n"
		  ".key{display:flex;flex-wrap:wrap;gap:6px 20px;margin:14px 0 8px;color:var(--soft)}.key i{display:inline-block;width:22px;height:10px;"
		  "border-radius:3px;margin-right:6px;vertical-align:0}\n"
		  "svg .soft{fill:var(--soft)}svg .head{font-weight:600;font-size:13px}svg .grid{stroke:var(--line)}svg .band{fill:var(--band)}\n"
		  "svg .today{stroke:var(--ink);stroke-dasharray:2 3}svg .due{stroke:var(--ink);stroke-width:1.5}\n"
		  "svg .ghost{fill:none;stroke:var(--line);stroke-dasharray:3 2}svg .lent{fill:var(--lent)}svg .back{fill:var(--back)}\n"
		  "svg .left{fill:var(--left)}svg .taken{fill:var(--taken)}svg .kept{fill:var(--kept)}svg .late{fill:var(--late)}\n"
		  "svg .free{fill:var(--free)}svg .await{fill:var(--await)}svg g.loan:hover rect{filter:brightness(1.12)}\n"
		  "@media print{body{-webkit-print-color-adjust:exact;print-color-adjust:exact}main{padding:0}}\n"
		  "</style>\n</head>\n<body>\n<main>\n", out);
}

static void
write_card(FILE *out, const char *value, const char *word, const char *color)
{
	fprintf(out, "<div class=\"card\" style=\"border-color:var(--%s)\"><b>%s</b><span>%s</span></div>\n",
			color, value, word);
}

static void
write_key(FILE *out, const char *color, const char *word)
{
	fprintf(out, "<span><i style=\"background:var(--%s)\"></i>%s</span>\n", color, word);
}

/* ---- the pool over the months --------------------------------------------------------- */

/* One layer of the stack, from the sum of those below it to its own top, in steps. */
static void
draw_layer(const Timeline *t, const char *class, int upto, int highest)
{
	FILE	   *out = t->s->out;
	int			rows = PQntuples(t->months);
	int			base = t->y + CHART;

	fprintf(out, "<path class=\"%s\" d=\"M%d %d", class, place(t, cell(t->months, 0, MONTH_DAY)), base);
	for (int r = 0; r < rows; r++)
	{
		int			x = place(t, cell(t->months, r, MONTH_DAY));
		int			next = r + 1 < rows ? place(t, cell(t->months, r + 1, MONTH_DAY)) : x;
		int			sum = 0;

		/* lent at the bottom, then what is approved, then what is free */
		for (int c = MONTH_LENT; c >= upto; c--)
			sum += cell(t->months, r, c);
		fprintf(out, "V%dH%d", base - (CHART - 20) * sum / highest, next);
	}
	fprintf(out, "V%dZ\"/>\n", base);
}

static void
draw_months(Timeline *t)
{
	FILE	   *out = t->s->out;
	int			rows = PQntuples(t->months);
	int			highest = 1;

	for (int r = 0; r < rows; r++)
		highest = Max(highest, cell(t->months, r, MONTH_FREE) + cell(t->months, r, MONTH_AWAITING) + cell(t->months, r, MONTH_LENT));
	if (rows > 0)
	{
		draw_layer(t, "free", MONTH_FREE, highest);
		draw_layer(t, "await", MONTH_AWAITING, highest);
		draw_layer(t, "lent", MONTH_LENT, highest);
	}
	fprintf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" class=\"soft\">%d</text>\n"
			"<text x=\"%d\" y=\"%d\" text-anchor=\"end\" class=\"soft\">0</text>\n",
			LEFT - 8, t->y + 24, highest, LEFT - 8, t->y + CHART);
	fprintf(out, "<text x=\"0\" y=\"%d\" class=\"head\">%s</text>\n", t->y + 24, _("Posts of the pool by month"));
	t->y += CHART + 8;
}

/* ---- the loans ---------------------------------------------------------------------------- */

static void
draw_title(FILE *out, const PGresult *res, int row, const Outcome *o)
{
	fputs("<title>", out);
	write_text(out, PQgetvalue(res, row, COL_PERSON));
	fputs(" · ", out);
	write_text(out, PQgetvalue(res, row, COL_CATEGORY));
	fputs(" · ", out);
	write_text(out, PQgetvalue(res, row, COL_UNIT));
	fprintf(out, "\n%s %s\n%s %s\n", _("taken"), PQgetvalue(res, row, COL_FROM), _("due"), PQgetvalue(res, row, COL_DUE));
	fprintf(out, "%s %s", _(o->word), PQgetvalue(res, row, COL_TO));
	if (!PQgetisnull(res, row, COL_BASIS))
	{
		fputs(" · ", out);
		write_text(out, PQgetvalue(res, row, COL_BASIS));
	}
	if (!PQgetisnull(res, row, COL_SOURCE))
	{
		fputs(" · ", out);
		write_text(out, PQgetvalue(res, row, COL_SOURCE));
	}
	fputs("</title>", out);
}

/*
 * Solid to the day it ended or is due, red from there on, dashed for what was
 * left of the term; a line marks the day it is due.
 */
static void
draw_loan(Timeline *t, int row)
{
	FILE	   *out = t->s->out;
	const PGresult *res = t->loans;
	const Outcome *o = outcome_of(res, row);
	int			from = place(t, cell(res, row, COL_FROM_DAY));
	int			due = place(t, cell(res, row, COL_DUE_DAY));
	int			to = place(t, cell(res, row, COL_TO_DAY));
	int			solid = Min(due, to);
	int			y = t->y + 3;
	bool		open = PQgetisnull(res, row, COL_TO);

	fputs("<g class=\"loan\">", out);
	draw_title(out, res, row, o);
	fprintf(out, "<rect x=\"0\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"transparent\"/>", t->y, WIDTH, ROW);
	fprintf(out, "<text x=\"22\" y=\"%d\">", t->y + 14);
	write_text(out, PQgetvalue(res, row, COL_PERSON));
	fputs("</text>", out);
	if (to < due)
		fprintf(out, "<rect class=\"ghost\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" rx=\"3\"/>", to, y, due - to);
	fprintf(out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" rx=\"3\"/>", o->class, from, y, Max(solid - from, 3));
	if (to > due)
		fprintf(out, "<rect class=\"late\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" rx=\"3\"/>", due, y, to - due);
	if (cell(res, row, COL_TO_DAY) > t->last)
		fprintf(out, "<path class=\"late\" d=\"M%d %dl8 6l-8 6z\"/>", to - 1, y);
	fprintf(out, "<line class=\"due\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", due, t->y + 1, due, t->y + ROW - 2);
	fprintf(out, "<text x=\"%d\" y=\"%d\" class=\"soft\">", LEFT + PLOT + 10, t->y + 14);
	write_text(out, PQgetvalue(res, row, open ? COL_STATE : COL_END_KIND));
	fprintf(out, " %s</text></g>\n", open ? "" : PQgetvalue(res, row, COL_TO));
	t->y += ROW;
}

/* A heading where the unit changes: its name, and how many of how many are back. */
static void
draw_heading(Timeline *t, int row)
{
	FILE	   *out = t->s->out;
	const PGresult *res = t->loans;
	int			n = 0;
	int			back = 0;

	for (int r = row; r < PQntuples(res) &&
		 strcmp(PQgetvalue(res, r, COL_UNIT), PQgetvalue(res, row, COL_UNIT)) == 0; r++, n++)
		back += !PQgetisnull(res, r, COL_TO);
	fprintf(out, "<rect class=\"band\" x=\"0\" y=\"%d\" width=\"%d\" height=\"%d\"/><text x=\"8\" y=\"%d\" class=\"head\">",
			t->y + 4, WIDTH, HEADING - 6, t->y + 19);
	write_text(out, PQgetvalue(res, row, COL_UNIT));
	fprintf(out, "</text><text x=\"%d\" y=\"%d\" class=\"soft\">", LEFT + PLOT + 10, t->y + 19);
	fprintf(out, _("%d of %d given back"), back, n);
	fputs("</text>\n", out);
	t->y += HEADING;
}

/* Years, from top to bottom of what has been drawn. */
static void
draw_grid(const Timeline *t, int top, int bottom)
{
	FILE	   *out = t->s->out;
	int			last = year_of(t->last - 1);

	for (int year = year_of(t->first); year <= last + 1; year++)
	{
		int			x = place(t, new_year(year));

		fprintf(out, "<line class=\"grid\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n", x, top, x, bottom);
		if (year <= last)
			fprintf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" class=\"soft\">%d</text>\n",
					(x + place(t, new_year(year + 1))) / 2, top - 8, year);
	}
}

static int
count_units(const PGresult *res)
{
	int			n = 0;

	for (int r = 0; r < PQntuples(res); r++)
		n += r == 0 || strcmp(PQgetvalue(res, r, COL_UNIT), PQgetvalue(res, r - 1, COL_UNIT)) != 0;
	return n;
}

static void
draw(Timeline *t)
{
	FILE	   *out = t->s->out;
	int			rows = PQntuples(t->loans);
	int			height = AXIS + (t->months ? CHART + 8 : 0) + rows * ROW + count_units(t->loans) * HEADING + 8;

	fprintf(out, "<svg viewBox=\"0 0 %d %d\" xmlns=\"http://www.w3.org/2000/svg\">\n", WIDTH, height);
	draw_grid(t, AXIS, height);
	t->y = AXIS;
	if (t->months != NULL)
		draw_months(t);
	for (int r = 0; r < rows; r++)
	{
		if (r == 0 || strcmp(PQgetvalue(t->loans, r, COL_UNIT), PQgetvalue(t->loans, r - 1, COL_UNIT)) != 0)
			draw_heading(t, r);
		draw_loan(t, r);
	}
	fputs("</svg>\n", out);
}

/* ---- the page ------------------------------------------------------------------------------ */

static void
write_cards(const Timeline *t, const PGresult *now)
{
	FILE	   *out = t->s->out;

	fputs("<div class=\"cards\">\n", out);
	write_card(out, PQgetvalue(now, 0, 0), _("posts in all"), "ink");
	write_card(out, PQgetvalue(now, 0, 1), _("free"), "free");
	write_card(out, PQgetvalue(now, 0, 2), _("approved, not used"), "await");
	write_card(out, PQgetvalue(now, 0, 3), _("lent"), "lent");
	write_card(out, PQgetvalue(now, 0, 4), _("overdue"), "late");
	write_card(out, PQgetvalue(now, 0, 5), _("given back"), "back");
	write_card(out, PQgetvalue(now, 0, 6), _("reclaimed"), "taken");
	fputs("</div>\n", out);
}

static void
write_page(Timeline *t, const PGresult *now)
{
	FILE	   *out = t->s->out;

	write_head(t);
	fputs("<h1>", out);
	write_text(out, PQntuples(t->loans) > 0 ? PQgetvalue(t->loans, 0, COL_POOL) : _("Turnover pool"));
	fprintf(out, "</h1>\n<p>%s %s</p>\n", _("as of"), PQgetvalue(now, 0, 7));
	write_cards(t, now);
	fputs("<div class=\"key\">\n", out);
	for (int i = 0; i < (int) lengthof(outcomes); i++)
		write_key(out, outcomes[i].class, _(outcomes[i].word));
	write_key(out, "late", _("after the day it was due"));
	write_key(out, "await", _("approved, not used"));
	write_key(out, "free", _("free"));
	fputs("</div>\n", out);
	draw(t);
	fputs("</main>\n</body>\n</html>\n", out);
}

/*
 * The years that hold every loan from its first day to the day it was due or
 * given back.  What has been overdue for more than a year longer is cut off, so
 * that one forgotten loan does not push all others together.
 */
static void
find_years(Timeline *t, const PGresult *now)
{
	int			today = cell(now, 0, 8);

	t->first = today;
	t->last = PQntuples(t->loans) > 0 ? 0 : today;
	for (int r = 0; r < PQntuples(t->loans); r++)
	{
		bool		open = PQgetisnull(t->loans, r, COL_TO);

		t->first = Min(t->first, cell(t->loans, r, COL_FROM_DAY));
		t->last = Max(t->last, cell(t->loans, r, COL_DUE_DAY) + (open ? 366 : 0));
		if (!open)
			t->last = Max(t->last, cell(t->loans, r, COL_TO_DAY));
	}
	t->first = new_year(year_of(t->first));
	t->last = new_year(year_of(t->last) + 1);
}

int
cmd_pool_timeline(Session *s, const Command *cmd, const char **values)
{
	Timeline	t = {s};
	PGresult   *now;
	char		years[2][16];
	const char *bound[2] = {years[0], years[1]};
	bool		ok;

	if (!choose_book(s))
		return EXIT_FAILED;
	if (s->format != OUTPUT_HTML)
		return print_query(s, NULL, cmd->sql, 1, values, CMDF_NARROW) < 0 ? EXIT_FAILED : EXIT_CLEAN;
	t.loans = run_query(s, cmd->sql, 1, values);
	now = t.loans != NULL ? run_query(s, sql_pool_now, 0, NULL) : NULL;
	if (now == NULL)
		return EXIT_FAILED;
	find_years(&t, now);
	snprintf(years[0], sizeof(years[0]), "%04d-01-01", year_of(t.first));
	snprintf(years[1], sizeof(years[1]), "%04d-01-01", year_of(t.last));
	ok = true;
	if (values[0] == NULL)
	{
		t.months = run_query(s, sql_pool_months, 2, bound);
		ok = t.months != NULL;
	}
	ok = ok && open_output(s);
	if (ok)
		write_page(&t, now);
	PQclear((PGresult *) t.months);
	PQclear((PGresult *) t.loans);
	PQclear(now);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}
