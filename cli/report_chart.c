/*-------------------------------------------------------------------------
 *
 * report_chart.c
 *	  Charts of a report, as drawings in its page: establishment in use by
 *	  unit, movement over months, age pyramid.
 *
 * Colour says nothing alone: what is over or leaves is hatched, and every bar
 * has its figure beside it.  Lengths are units of a drawing 1200 wide.
 *
 * What may not live here: figures of the report itself (they come with it),
 * and what surrounds a chart (report_page.c).
 *
 *-------------------------------------------------------------------------
 */
#include "report.h"

#include "chart.h"

#define WIDTH		1200
#define TEXT		17			/* size of type */
#define LABELS		330			/* room for names */
#define FIGURES		300			/* room for figures behind the bars */
#define ROW			30
#define TOP_UNITS	20
#define BARS		260			/* height of the columns of a month */

static void
write_text(FILE *out, const char *text)
{
	write_escaped(out, text, strlen(text));
}

/* A drawing of that height, with its name. */
static void
begin_drawing(FILE *out, const char *kind, const char *name, int height)
{
	fprintf(out, "<figure class=\"chart\" data-chart=\"%s\">\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n",
			kind, WIDTH, height);
	/* one pattern a drawing: a page may be cut in pieces */
	fprintf(out, "<defs><pattern id=\"h-%s\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
			"<rect width=\"6\" height=\"6\" fill=\"#fff\"/><rect width=\"3\" height=\"6\" class=\"hatch\"/></pattern></defs>\n<text class=\"name\" x=\"0\" y=\"24\">", kind);
	write_text(out, name);
	fputs("</text>\n", out);
}

static void
end_drawing(FILE *out)
{
	fputs("</svg>\n</figure>\n", out);
}

/* A sign of the legend and its word; returns where the next one begins. */
static int
draw_key(FILE *out, int x, const char *class, const char *fill, const char *word)
{
	fprintf(out, "<rect class=\"%s\"%s x=\"%d\" y=\"10\" width=\"22\" height=\"14\"/><text x=\"%d\" y=\"23\">", class, fill, x, x + 28);
	write_text(out, word);
	fputs("</text>\n", out);
	return x + 28 + text_width(word, strlen(word), TEXT) + 24;
}

/* ---- establishment in use ------------------------------------------------------- */

typedef struct Unit
{
	const char *name;
	long		approved;
	long		strength;
	long		over;
	long		vacancy;
} Unit;

static int
larger_first(const void *a, const void *b)
{
	const Unit *x = a;
	const Unit *y = b;

	if (x->approved != y->approved)
		return x->approved > y->approved ? -1 : 1;
	return strcmp(x->name, y->name);
}

/* Those over establishment are never among "the others". */
static int
over_first(const void *a, const void *b)
{
	const Unit *x = a;
	const Unit *y = b;

	if ((x->over > 0) != (y->over > 0))
		return x->over > 0 ? -1 : 1;
	return larger_first(a, b);
}

static long
figure(const PGresult *res, int row, const char *column)
{
	int			field = PQfnumber(res, column);

	return field >= 0 ? atol(PQgetvalue(res, row, field)) : 0;
}

static int
gather_units(const PGresult *rows, Unit *units)
{
	int			kind = PQfnumber(rows, "row_kind");
	int			name = PQfnumber(rows, "unit");
	int			n = 0;

	for (int r = 0; r < PQntuples(rows); r++)
	{
		Unit	   *unit = &units[n];

		if (strcmp(PQgetvalue(rows, r, kind), "unit") != 0)
			continue;
		unit->name = PQgetvalue(rows, r, name);
		unit->approved = figure(rows, r, "approved_total");
		unit->strength = figure(rows, r, "strength_total");
		unit->over = figure(rows, r, "over_total");
		unit->vacancy = figure(rows, r, "vacancy_total");
		n += unit->approved > 0 || unit->strength > 0;
	}
	return n;
}

/* "核定 30 实有 28 空编 2" */
static void
draw_figures(Session *s, FILE *out, const Unit *unit, int y)
{
	fprintf(out, "<text x=\"%d\" y=\"%d\">%s %ld  %s %ld", WIDTH - FIGURES + 12, y,
			report_word(s->chinese, RW_APPROVED), unit->approved, report_word(s->chinese, RW_STRENGTH), unit->strength);
	if (unit->vacancy > 0)
		fprintf(out, "  %s %ld", report_word(s->chinese, RW_VACANT), unit->vacancy);
	if (unit->over > 0)
		fprintf(out, "  <tspan class=\"alarm\">%s %ld</tspan>", report_word(s->chinese, RW_OVER), unit->over);
	fputs("</text>\n", out);
}

static void
draw_unit(Session *s, FILE *out, const Unit *unit, long most, int y)
{
	double		scale = (double) (WIDTH - LABELS - FIGURES) / most;
	long		within = unit->strength - unit->over;
	ChartLine	line;

	wrap_text(unit->name, TEXT, LABELS - 12, &line, 1);
	fprintf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", LABELS - 10, y + 18);
	write_escaped(out, line.text, line.len);
	fputs(line.cut ? "…</text>\n" : "</text>\n", out);
	fprintf(out, "<rect class=\"hollow\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\"/>\n", LABELS, y + 4, unit->approved * scale);
	fprintf(out, "<rect class=\"full\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\"/>\n", LABELS, y + 4, within * scale);
	if (unit->over > 0)
		fprintf(out, "<rect class=\"over\" fill=\"url(#h-occupancy)\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"18\"/>\n",
				LABELS + Max(within, unit->approved) * scale, y + 4, Max(unit->over * scale, 3.0));
	draw_figures(s, out, unit, y + 18);
}

static void
draw_others(Session *s, FILE *out, const Unit *units, int n, int y)
{
	Unit		sum = {0};

	for (int i = 0; i < n; i++)
	{
		sum.approved += units[i].approved;
		sum.strength += units[i].strength;
		sum.over += units[i].over;
		sum.vacancy += units[i].vacancy;
	}
	fprintf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", LABELS - 10, y + 18);
	fprintf(out, report_word(s->chinese, RW_OTHERS), n);
	fputs("</text>\n", out);
	draw_figures(s, out, &sum, y + 18);
}

static void
draw_occupancy(Session *s, FILE *out, const Report *report)
{
	Unit	   *units = pg_malloc0(sizeof(Unit) * (PQntuples(report->rows) + 1));
	int			n = gather_units(report->rows, units);
	int			shown = Min(n, TOP_UNITS);
	long		most = 1;
	int			x = WIDTH - 420;

	if (n > 1)
	{
		qsort(units, n, sizeof(Unit), over_first);
		qsort(units, shown, sizeof(Unit), larger_first);
		for (int i = 0; i < shown; i++)
			most = Max(most, Max(units[i].approved, units[i].strength - units[i].over) + units[i].over);
		begin_drawing(out, "occupancy", report_word(s->chinese, RW_OCCUPANCY), 40 + (shown + (n > shown)) * ROW + 6);
		x = draw_key(out, x, "full", "", report_word(s->chinese, RW_STRENGTH));
		x = draw_key(out, x, "hollow", "", report_word(s->chinese, RW_VACANT));
		draw_key(out, x, "over", " fill=\"url(#h-occupancy)\"", report_word(s->chinese, RW_OVER));
		for (int i = 0; i < shown; i++)
			draw_unit(s, out, &units[i], most, 40 + i * ROW);
		if (n > shown)
			draw_others(s, out, units + shown, n - shown, 40 + shown * ROW);
		end_drawing(out);
	}
	pg_free(units);
}

/* ---- movement ------------------------------------------------------------------------ */

static void
draw_column(FILE *out, const char *class, const char *fill, int x, int base, long value, long most)
{
	double		height = (double) (BARS - 30) * value / most;

	fprintf(out, "<rect class=\"%s\"%s x=\"%d\" y=\"%.1f\" width=\"28\" height=\"%.1f\"/>", class, fill, x, base - height, height);
	fprintf(out, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"middle\">%ld</text>\n", x + 14, base - height - 6, value);
}

static void
draw_movement(Session *s, FILE *out, const Report *report)
{
	const char *values[2] = {report->region, report->month};
	PGresult   *res = run_query(s, sql_chart_movement, 2, values);
	int			n = res != NULL ? PQntuples(res) : 0;
	int			base = 50 + BARS;
	long		most = 1;
	int			x = WIDTH - 240;

	for (int i = 0; i < n; i++)
		most = Max(most, Max(figure(res, i, "in_total"), figure(res, i, "out_total")));
	if (n > 1)
	{
		begin_drawing(out, "movement", report_word(s->chinese, RW_MOVEMENT), base + 70);
		x = draw_key(out, x, "full", "", report_word(s->chinese, RW_IN));
		draw_key(out, x, "leave", " fill=\"url(#h-movement)\"", report_word(s->chinese, RW_OUT));
		fprintf(out, "<line class=\"axis\" x1=\"110\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n<text x=\"100\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
				base, WIDTH, base, base + 52, report_word(s->chinese, RW_CLOSING));
		for (int i = 0; i < n; i++)
		{
			int			middle = 110 + (WIDTH - 110) * (2 * i + 1) / (2 * n);

			draw_column(out, "full", "", middle - 30, base, figure(res, i, "in_total"), most);
			draw_column(out, "leave", " fill=\"url(#h-movement)\"", middle + 2, base, figure(res, i, "out_total"), most);
			fprintf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text><text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
					middle, base + 24, PQgetvalue(res, i, 0), middle, base + 52, PQgetvalue(res, i, PQfnumber(res, "closing")));
		}
		end_drawing(out);
	}
	PQclear(res);
}

/* ---- ages --------------------------------------------------------------------------------- */

static void
draw_band(FILE *out, int band, long men, long women, long most, int y)
{
	int			middle = WIDTH / 2;
	double		scale = (double) (middle - 140) / most;

	fprintf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">", middle, y + 18);
	if (band <= 4)
		fputs("≤24", out);
	else if (band >= 12)
		fputs("≥60", out);
	else
		fprintf(out, "%d–%d", band * 5, band * 5 + 4);
	fprintf(out, "</text><rect class=\"full\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"20\"/>", middle - 50 - men * scale, y + 3, men * scale);
	fprintf(out, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"end\">%ld</text>", middle - 58 - men * scale, y + 18, men);
	fprintf(out, "<rect class=\"women\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"20\"/><text x=\"%.1f\" y=\"%d\">%ld</text>\n",
			middle + 50, y + 3, women * scale, middle + 58 + women * scale, y + 18, women);
}

static void
draw_ages(Session *s, FILE *out, const Report *report)
{
	const char *values[3] = {report->region, report->month,
	strstr(report->name, "institution") != NULL ? "t" : "f"};
	PGresult   *res = run_query(s, sql_chart_ages, 3, values);
	int			n = res != NULL ? PQntuples(res) : 0;
	long		most = 1;

	for (int i = 0; i < n; i++)
		most = Max(most, Max(figure(res, i, "men"), figure(res, i, "women")));
	if (n > 0)
	{
		begin_drawing(out, "ages", report_word(s->chinese, RW_AGES), 50 + n * ROW + 10);
		fprintf(out, "<text x=\"%d\" y=\"24\" text-anchor=\"end\">%s</text><text x=\"%d\" y=\"24\">%s</text>\n", WIDTH / 2 - 50,
				report_word(s->chinese, RW_MEN), WIDTH / 2 + 50, report_word(s->chinese, RW_WOMEN));
		/* the oldest on top */
		for (int i = 0; i < n; i++)
			draw_band(out, atoi(PQgetvalue(res, i, 0)), figure(res, i, "men"), figure(res, i, "women"), most, 40 + (n - 1 - i) * ROW);
		end_drawing(out);
	}
	PQclear(res);
}

/* The charts that go with a report. */
void
draw_charts(Session *s, FILE *out, const Report *report)
{
	if (PQfnumber(report->rows, "approved_total") >= 0 && PQfnumber(report->rows, "over_total") >= 0 &&
		PQfnumber(report->rows, "row_kind") >= 0)
		draw_occupancy(s, out, report);
	if (report->month == NULL)
		return;
	if (strcmp(report->name, "monthly_staff_movement") == 0)
		draw_movement(s, out, report);
	if (strcmp(report->name, "annual_organ_staff") == 0 || strcmp(report->name, "annual_institution_staff") == 0)
		draw_ages(s, out, report);
}
