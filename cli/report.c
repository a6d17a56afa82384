/*-------------------------------------------------------------------------
 *
 * report.c
 *	  The commands "report", "report list", "report book": which report can be
 *	  had for a month, a day, a region or a unit, and the query for it.
 *
 * A month that was closed is read from its snapshot, any other is counted from
 * the facts; what was closed together with a higher region has no snapshot of
 * its own and is counted as it was known then.
 *
 * What may not live here: what a report shows (views and functions of the
 * book) and how it is printed (output.c, report_page.c, xlsx.c).
 *
 *-------------------------------------------------------------------------
 */
#include "report.h"

#include "mb/pg_wchar.h"

#define MAX_PARAMS 6

/* What was asked for. */
typedef struct Wanted
{
	const char *name;
	const char *month;			/* first day */
	const char *region;
	const char *as_of;
	const char *known;
	const char *unit;
	const char *by;
	const char *paper;
	bool		consolidated;	/* over the returns, too */
} Wanted;

/* The query for the rows, and its parameters. */
typedef struct Query
{
	PQExpBufferData sql;
	const char *values[MAX_PARAMS];
	int			n;
} Query;

/*
 * Reports that no month is closed with.  $1 = day, $2 = unit, either may be
 * null; "dated" is NULL where the book cannot look back.
 */
typedef struct OtherReport
{
	const char *name;
	const char *current;
	const char *dated;
} OtherReport;

#define ONLY_UNIT \
	" WHERE $1::date IS NULL AND ($2::text IS NULL OR unit_id = unit_ref($2::text))"

static const OtherReport others[] = {
	{"establishment_as_of", NULL, NULL},
	{"unit_lamp", "SELECT * FROM unit_lamp" ONLY_UNIT, NULL},
	{"post_ledger", "SELECT * FROM post_ledger" ONLY_UNIT,
	"SELECT * FROM post_ledger(unit => $2::text, as_of => $1::date)"},
	{"division_survey", "SELECT * FROM division_survey" ONLY_UNIT, NULL},
	{"leadership_survey", "SELECT * FROM leadership_survey" ONLY_UNIT, NULL},
	{"party_affairs_survey", "SELECT * FROM party_affairs_survey" ONLY_UNIT, NULL},
	{"reduction_progress", "SELECT * FROM reduction_progress" ONLY_UNIT, NULL},
};

static const OtherReport *
find_other(const char *name)
{
	for (int i = 0; i < (int) lengthof(others); i++)
	{
		if (strcmp(others[i].name, name) == 0)
			return &others[i];
	}
	return NULL;
}

static bool
is_establishment(const char *name)
{
	return strcmp(name, "establishment_as_of") == 0 || strcmp(name, "monthly_establishment") == 0;
}

/* ---- what was asked for ----------------------------------------------------------- */

/* "2019" is the month of December. */
static bool
read_year(const char *year, const char **month)
{
	if (year == NULL)
		return true;
	if (*month != NULL)
	{
		pg_log_error("give either --month or --year");
		return false;
	}
	if (strlen(year) != 4 || strspn(year, "0123456789") != 4 || strcmp(year, "0001") < 0)
	{
		pg_log_error("a year is written as 2019, not \"%s\"", year);
		return false;
	}
	*month = psprintf("%s-12-01", year);
	return true;
}

static bool
is_sound(const Wanted *w)
{
	static const char *const kinds[] = {"unit", "system", "level", "region", "industry", "branch", "township", "post_type"};
	bool		known = w->by == NULL;

	for (int i = 0; i < (int) lengthof(kinds); i++)
		known = known || strcmp(w->by, kinds[i]) == 0;
	if (!known)
		pg_log_error("--by is unit, system, level, region, industry, branch, township or post_type, not \"%s\"", w->by);
	else if (w->paper != NULL && pg_strcasecmp(w->paper, "A4") != 0 && pg_strcasecmp(w->paper, "A3") != 0)
		pg_log_error("paper is \"A4\" or \"A3\", not \"%s\"", w->paper);
	else if (w->month != NULL && w->as_of != NULL)
		pg_log_error("give either a month or --as-of");
	else if (w->known != NULL && w->as_of == NULL)
		pg_log_error("--known needs --as-of");
	else if (w->consolidated && (w->month == NULL || w->region != NULL))
		pg_log_error("--consolidated is of a month, over all regions that sent a return");
	else if (w->as_of != NULL && strcmp(w->name, "post_ledger") == 0 && w->unit == NULL)
		pg_log_error("post_ledger as of a day needs --unit");
	else
		return true;
	return false;
}

static bool
read_options(const Command *cmd, const char **values, Wanted *w)
{
	memset(w, 0, sizeof(*w));
	w->name = option_value(cmd, values, "report");
	w->month = option_value(cmd, values, "month");
	w->region = option_value(cmd, values, "region");
	w->as_of = option_value(cmd, values, "as-of");
	w->known = option_value(cmd, values, "known");
	w->unit = option_value(cmd, values, "unit");
	w->by = option_value(cmd, values, "by");
	w->paper = option_value(cmd, values, "paper");
	w->consolidated = option_value(cmd, values, "consolidated") != NULL;
	return read_year(option_value(cmd, values, "year"), &w->month) && (w->name == NULL || is_sound(w));
}

/* ---- what is known about the report -------------------------------------------------- */

/* A column of the row about the report; NULL for null. */
static const char *
meta_value(const Report *report, const char *column)
{
	int			field = PQfnumber(report->meta, column);

	return PQgetisnull(report->meta, 0, field) ? NULL : PQgetvalue(report->meta, 0, field);
}

/* "leadership posts" begins with a capital as a title. */
static char *
capital(const char *title)
{
	char	   *result = title != NULL ? pg_strdup(title) : NULL;

	if (result != NULL)
		result[0] = pg_toupper((unsigned char) result[0]);
	return result;
}

static void
take_meta(Session *s, Report *report, const Wanted *w)
{
	report->number = meta_value(report, "number");
	report->title = capital(meta_value(report, "title"));
	report->measure = meta_value(report, "measure");
	report->paper = w->paper != NULL ? w->paper : meta_value(report, "paper");
	report->paper_asked = w->paper != NULL;
	report->region = meta_value(report, "region");
	report->region_name = meta_value(report, "region_name");
	report->office = meta_value(report, "office");
	report->month = meta_value(report, "month");
	report->period = meta_value(report, s->chinese ? "period_zh" : "period_en");
	report->cutoff = meta_value(report, "cutoff");
	report->prepared = meta_value(report, "prepared");
	report->state = meta_value(report, "state");
	report->seal = meta_value(report, "seal");
	report->closed_at = meta_value(report, "closed_at");
	report->closed_by = meta_value(report, "closed_by");
	report->close_reason = meta_value(report, "close_reason");
	report->under = meta_value(report, "under");
	report->under_name = meta_value(report, "under_name");
}

/* "monthly_pool" is read as "monthly pool". */
static char *
title_of_name(const char *name)
{
	char	   *title = pg_strdup(name);

	for (char *p = title; *p != '\0'; p++)
	{
		if (*p == '_')
			*p = ' ';
	}
	return title;
}

/* A report in no table: as of a day, or of the present. */
static void
describe_other(Session *s, Report *report, const Wanted *w)
{
	if (report->title == NULL)
		report->title = capital(title_of_name(w->name));
	report->state = NULL;
	report->cutoff = NULL;
	report->period = w->as_of;
	if (w->as_of == NULL)
		report->period = psprintf("%s %s", report_word(s->chinese, RW_PRESENT), report->prepared);
	if (w->known != NULL)
		report->note = psprintf(_("as it was known at %s"), w->known);
}

/* The row about the report; NULL if there is no such report, and that is said. */
static Report *
look_up(Session *s, const Wanted *w)
{
	const char *name = is_establishment(w->name) ? "monthly_establishment" : w->name;
	const char *values[3] = {name, w->region, w->month};
	Report	   *report = pg_malloc0(sizeof(Report));

	report->name = name;
	report->meta = run_query(s, sql_report_meta, 3, values);
	if (report->meta == NULL)
		return NULL;
	take_meta(s, report, w);
	if (meta_value(report, "name") == NULL && find_other(w->name) == NULL)
	{
		pg_log_error("there is no report \"%s\"", w->name);
		pg_log_error_hint("\"bianzhi report list\" names the reports.");
		return NULL;
	}
	if (report->month == NULL)
		describe_other(s, report, w);
	else if (w->consolidated)
		report->note = pg_strdup(_("this book's own close and the returns of the month, see \"period returns\""));
	else if (report->under != NULL)
		report->note = psprintf(_("%s was closed together with %s and stands under its seal; counted from the facts as they were known then"),
								report->region_name, report->under_name);
	return report;
}

static bool
can_be_had(const Report *report, const Wanted *w)
{
	const OtherReport *other = find_other(w->name);
	bool		in_table = meta_value(report, "name") != NULL && strcmp(w->name, "establishment_as_of") != 0;

	if (w->as_of != NULL && !is_establishment(w->name) && (other == NULL || other->dated == NULL))
		pg_log_error(in_table ? gettext("report %s is of a month: use --month") :
					 gettext("report %s shows the present only"), w->name);
	else if (!in_table && (w->month != NULL || w->region != NULL))
		pg_log_error("report %s is not of a month", w->name);
	else
		return true;
	return false;
}

/* ---- its rows --------------------------------------------------------------------------- */

static void
add_value(Query *q, const char *value)
{
	q->values[q->n++] = value;
}

static void
from_report(Session *s, const Report *report, const Wanted *w, Query *q)
{
	bool		kept = report->month != NULL && strcmp(PQgetvalue(report->meta, 0, PQfnumber(report->meta, "kept")), "t") == 0;
	/* a name of the table of reports: letters, digits, underlines */
	char	   *name = PQescapeIdentifier(s->conn, report->name, strlen(report->name));

	if (w->consolidated)
	{
		add_value(q, report->month);
		appendPQExpBuffer(&q->sql, "SELECT r.* FROM bianzhi.consolidated(NULL::%s, $1::date) r WHERE true", name);
	}
	else if (report->month == NULL && w->region == NULL)
		appendPQExpBuffer(&q->sql, "SELECT r.* FROM %s r WHERE true", name);
	else
	{
		char	   *function = psprintf("%s_%s", report->name, kept ? "closed" : "of");
		char	   *quoted = PQescapeIdentifier(s->conn, function, strlen(function));

		add_value(q, report->region);
		add_value(q, report->month);
		appendPQExpBuffer(&q->sql, "SELECT r.* FROM %s($1, coalesce($2::date, date_trunc('month', current_date::timestamp)::date)) r WHERE true", quoted);
		PQfreemem(quoted);
		pg_free(function);
	}
	PQfreemem(name);
}

static void
from_other(const Wanted *w, Query *q)
{
	const OtherReport *other = find_other(w->name);

	if (is_establishment(w->name))
	{
		add_value(q, w->as_of);
		appendPQExpBufferStr(&q->sql, "SELECT r.* FROM establishment_as_of(coalesce($1::date, current_date)");
		if (w->known != NULL)
		{
			add_value(q, w->known);
			appendPQExpBufferStr(&q->sql, ", $2::timestamptz");
		}
		appendPQExpBufferStr(&q->sql, ") r WHERE true");
		return;
	}
	add_value(q, w->as_of);
	add_value(q, w->unit);
	appendPQExpBuffer(&q->sql, "SELECT r.* FROM (%s) r WHERE true", w->as_of != NULL ? other->dated : other->current);
}

static bool
has_column(const PGresult *columns, const char *name)
{
	for (int i = 0; i < PQntuples(columns); i++)
	{
		if (strcmp(PQgetvalue(columns, i, 0), name) == 0)
			return true;
	}
	return false;
}

/* Is it a column of this report? Says if not; no column is sound. */
bool
report_has_column(Session *s, const char *report, const char *column)
{
	PGresult   *columns = column != NULL ? run_query(s, sql_report_columns, 1, &report) : NULL;
	bool		found = column == NULL || (columns != NULL && has_column(columns, column));

	if (columns != NULL && !found)
		pg_log_error("report %s has no column \"%s\"", report, column);
	PQclear(columns);
	return found;
}

/* Only some kinds of rows, with the total; only a unit. */
static bool
filter_rows(const Wanted *w, const PGresult *columns, Query *q)
{
	bool		by_type = w->by != NULL && strcmp(w->by, "post_type") == 0;
	bool		with_types = has_column(columns, "post_type");

	if (w->by != NULL && (!has_column(columns, "row_kind") || (by_type && !with_types)))
	{
		pg_log_error("report %s has no rows by %s", w->name, w->by);
		return false;
	}
	if (by_type)
		appendPQExpBufferStr(&q->sql, " AND r.row_kind = 'total'");
	else if (w->by != NULL)
	{
		add_value(q, w->by);
		appendPQExpBuffer(&q->sql, " AND (r.row_kind = $%d OR r.row_kind = 'total'%s)", q->n,
						  with_types ? " AND r.post_type IS NULL" : "");
	}
	if (w->unit == NULL || find_other(w->name) != NULL)
		return true;
	if (!has_column(columns, "unit_id"))
	{
		pg_log_error("report %s has no rows by %s", w->name, "unit");
		return false;
	}
	add_value(q, w->unit);
	appendPQExpBuffer(&q->sql, " AND r.unit_id = unit_ref($%d::text)", q->n);
	return true;
}

/* The names of columns: comments of the book, by the report they stand in. */
static void
name_columns(Session *s, Report *report, const PGresult *columns)
{
	report->headings = column_headings(s, report->rows);
	if (!s->chinese)
		return;
	for (int f = 0; f < PQnfields(report->rows); f++)
	{
		for (int i = 0; i < PQntuples(columns); i++)
		{
			if (strcmp(PQgetvalue(columns, i, 0), PQfname(report->rows, f)) == 0 && !PQgetisnull(columns, i, 1))
			{
				free(report->headings[f]);
				report->headings[f] = pg_strdup(PQgetvalue(columns, i, 1));
				break;
			}
		}
	}
}

static bool
find_signers(Session *s, Report *report)
{
	const char *values[2] = {report->region, report->month};

	if (report->month == NULL)
		return true;
	report->signers = run_query(s, sql_report_signers, 2, values);
	return report->signers != NULL;
}

/*
 * The report with its rows, or their query only (JSON, which the server makes).
 * NULL after an error.
 */
static Report *
fetch_report(Session *s, const Wanted *w, Query *q)
{
	Report	   *report = look_up(s, w);
	PGresult   *columns;

	memset(q, 0, sizeof(*q));
	initPQExpBuffer(&q->sql);
	if (report == NULL || !can_be_had(report, w))
		return NULL;
	columns = run_query(s, sql_report_columns, 1, &report->name);
	if (columns == NULL)
		return NULL;
	if (w->as_of != NULL || meta_value(report, "name") == NULL || strcmp(w->name, "establishment_as_of") == 0)
		from_other(w, q);
	else
		from_report(s, report, w, q);
	if (!filter_rows(w, columns, q))
		return NULL;
	if (s->format == OUTPUT_JSON)
		return report;
	report->rows = run_query(s, q->sql.data, q->n, q->values);
	if (report->rows == NULL || !find_signers(s, report))
		return NULL;
	name_columns(s, report, columns);
	PQclear(columns);
	return report;
}

/* ---- printing ----------------------------------------------------------------------------- */

/* "月表1 机构编制和实有人员情况  兴安盟  2019年12月  已结账" */
static char *
title_line(Session *s, const Report *report)
{
	PQExpBufferData line;
	bool		closed = report->state != NULL && strcmp(report->state, "closed") == 0;

	initPQExpBuffer(&line);
	appendPQExpBuffer(&line, "%s%s%s  %s", report->number != NULL ? report->number : "",
					  report->number != NULL ? " " : "", report->title, report->region_name);
	if (report->month != NULL)
		appendPQExpBuffer(&line, "  %s", report->period);
	if (closed)
		appendPQExpBuffer(&line, "  %s", report_word(s->chinese, RW_SEALED_SHORT));
	return line.data;
}

static int
print_json(Session *s, const Query *q)
{
	int			rows;
	char	   *json = rows_as_json(s, q->sql.data, q->n, q->values, &rows);

	if (json == NULL || !open_output(s))
		return EXIT_FAILED;
	fprintf(s->out, "%s\n", json);
	free(json);
	return EXIT_CLEAN;
}

/* A page says in what encoding it is; the terminal must speak that. */
static bool
pages_can_be_written(Session *s)
{
	if (s->format != OUTPUT_HTML || PQclientEncoding(s->conn) == PG_UTF8)
		return true;
	pg_log_error("format \"%s\" needs a locale whose encoding is UTF-8", "html");
	return false;
}

int
cmd_report(Session *s, const Command *cmd, const char **values)
{
	Wanted		w;
	Query		q;
	Report	   *report;

	if (!read_options(cmd, values, &w) || !choose_book(s) || !pages_can_be_written(s))
		return EXIT_FAILED;
	report = fetch_report(s, &w, &q);
	if (report == NULL)
		return EXIT_FAILED;
	if (report->note != NULL && s->format != OUTPUT_HTML && s->format != OUTPUT_XLSX && !s->quiet)
		pg_log_info("%s", report->note);
	if (s->format == OUTPUT_JSON)
		return print_json(s, &q);
	if (s->format == OUTPUT_XLSX)
		xlsx_report(s, report);
	else if (s->format != OUTPUT_HTML)
		print_rows_as(s, report->number != NULL && s->format != OUTPUT_CSV ? title_line(s, report) : NULL,
					  report->rows, report->headings, CMDF_NARROW | CMDF_SURVEY);
	else if (open_output(s))
		write_report_pages(s, s->out, &report, 1, title_line(s, report));
	else
		return EXIT_FAILED;
	return EXIT_CLEAN;
}

/* The names, and what the book says about each. */
int
cmd_report_list(Session *s, const Command *cmd, const char **values pg_attribute_unused())
{
	PQExpBufferData names;
	const char *bound[1];
	int			rows;

	if (!choose_book(s))
		return EXIT_FAILED;
	initPQExpBuffer(&names);
	for (int i = 0; i < (int) lengthof(others); i++)
		appendPQExpBuffer(&names, "%c%s", i ? ',' : '{', others[i].name);
	appendPQExpBufferChar(&names, '}');
	bound[0] = names.data;
	rows = print_query(s, NULL, cmd->sql, 1, bound, 0);
	termPQExpBuffer(&names);
	return rows < 0 ? EXIT_FAILED : EXIT_CLEAN;
}

/* ---- all reports of a month in one file ------------------------------------------------------ */

static bool
print_book(Session *s, Report **reports, int n)
{
	char	   *title;

	for (int i = 0; i < n && s->format == OUTPUT_XLSX; i++)
		xlsx_report(s, reports[i]);
	if (s->format == OUTPUT_XLSX)
		return true;
	if (!open_output(s))
		return false;
	title = psprintf("%s %s", reports[0]->region_name, reports[0]->period);
	write_report_pages(s, s->out, reports, n, title);
	pg_free(title);
	return true;
}

int
cmd_report_book(Session *s, const Command *cmd, const char **values)
{
	Wanted		w;
	Query		q;
	PGresult   *names;
	Report	  **reports;
	bool		ok = true;

	if (s->format != OUTPUT_HTML && s->format != OUTPUT_XLSX)
	{
		pg_log_error("a book of reports is html or xlsx");
		return EXIT_FAILED;
	}
	if (!read_options(cmd, values, &w) || !choose_book(s) || !pages_can_be_written(s))
		return EXIT_FAILED;
	if (w.month == NULL)
	{
		pg_log_error("option --%s is missing", "month");
		return EXIT_FAILED;
	}
	names = run_query(s, sql_report_book, 1, &w.month);
	if (names == NULL)
		return EXIT_FAILED;
	reports = pg_malloc0(sizeof(Report *) * (PQntuples(names) + 1));
	for (int i = 0; i < PQntuples(names) && ok; i++)
	{
		w.name = PQgetvalue(names, i, 0);
		ok = (reports[i] = fetch_report(s, &w, &q)) != NULL;
	}
	if (ok && PQntuples(names) > 0)
		ok = print_book(s, reports, PQntuples(names));
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}
