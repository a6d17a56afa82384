/*-------------------------------------------------------------------------
 *
 * plan.c
 *	  The commands on plans that take more than one call: reading a file or a
 *	  line, and the rehearsal.
 *
 * The text of a file is read by the server (bianzhi.read_plan_text), which
 * judges every line; nothing is stored when one of them is bad.  What may not live here: what a line means, and other commands on
 * plans (command_table.c).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

/* The operations of a text that was found to be good, as make_plan() takes them. */
#define OPERATIONS(n) \
	"(SELECT coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('op', l.op, 'args', l.args, 'note', l.note)), '[]')" \
	"   FROM bianzhi.read_plan_text('plan'::regclass, $" n ") l)"

static const char sql_problems[] =
"SELECT l.line, l.op, l.sqlstate, l.problem, l.remedy"
"  FROM bianzhi.read_plan_text('plan'::regclass, $1) l WHERE l.sqlstate IS NOT NULL ORDER BY l.line";

/* how many operations, how many of them bad */
static const char sql_count[] =
"SELECT pg_catalog.count(*), pg_catalog.count(l.sqlstate)"
"  FROM bianzhi.read_plan_text('plan'::regclass, $1) l";

/* $1 is the text, $2 to $5 title, document, date, note */
static const char sql_load[] =
"SELECT make_plan(title => $2, operations => " OPERATIONS("1") ","
" document => $3, effective_on => $4::date, note => $5)";

/* $1 is the plan, $2 the words: an operation, then argument=value */
static const char sql_add[] =
"SELECT add_step(plan => $1::bigint, op => ($2::text[])[1], args => coalesce(pg_catalog.jsonb_object_agg("
"           split_part(w, '=', 1), substr(w, length(split_part(w, '=', 1)) + 2)) FILTER (WHERE w IS NOT NULL), '{}'))"
"  FROM (SELECT 1) x LEFT JOIN unnest(($2::text[])[2:]) w ON true";

#define REHEARSAL(call) \
	"SELECT r.kind, r.step, o.{name} AS operation, r.unit_id, r.unit, i.{name} AS item, t.{name} AS post_type_name," \
	"       r.before, r.after, r.change, r.sqlstate, r.rule, r.message, r.figures, r.remedy" \
	"  FROM " call " WITH ORDINALITY" \
	"       AS r (kind, step, op, unit_id, unit, item, post_type, before, after, change, sqlstate, rule, message, figures, remedy, n)" \
	"  LEFT JOIN operation o ON o.op = r.op" \
	"  LEFT JOIN code i ON i.set = 'plan_item' AND i.code = r.item" \
	"  LEFT JOIN post_type t ON t.code = r.post_type ORDER BY r.n"

static const char sql_rehearse_plan[] = REHEARSAL("rehearse_plan($1::bigint)");

static const char sql_rehearse_text[] =
REHEARSAL("rehearse_operations(" OPERATIONS("1") ", $2, $3::date)");

/* Show the bad lines; true when there are none and there is something to do. */
static bool
text_is_good(Session *s, const char *text)
{
	const char *values[1] = {text};
	PGresult   *res = run_query(s, sql_count, 1, values);
	int			lines;
	int			bad;

	if (res == NULL)
		return false;
	lines = atoi(PQgetvalue(res, 0, 0));
	bad = atoi(PQgetvalue(res, 0, 1));
	PQclear(res);
	if (lines == 0)
		pg_log_error("there are no operations in it");
	if (bad == 0)
		return lines > 0;
	(void) print_query(s, _("Lines that cannot be read"), sql_problems, 1, values, 0);
	fflush(s->out);
	pg_log_error(ngettext("%d of %d operations cannot be read, nothing is stored",
						  "%d of %d operations cannot be read, nothing is stored", bad), bad, lines);
	return false;
}

/* Keep what was done, or in a dry run not. */
static bool
end_transaction(Session *s, bool ok)
{
	if (ok && !s->dry_run)
		return run_plain(s, "COMMIT");
	PQclear(PQexec(s->conn, "ROLLBACK"));
	return ok;
}

static void
say(Session *s, const char *format, const char *a, const char *b)
{
	if (s->dry_run)
		fprintf(stderr, "%s", _("dry run, nothing is kept: "));
	if (!s->quiet || s->dry_run)
		fprintf(s->dry_run || s->format != OUTPUT_TABLE ? stderr : stdout, format, a, b);
}

/* plan load FILE */
int
cmd_plan_load(Session *s, const Command *cmd, const char **values)
{
	const char *bound[5] = {
		option_value(cmd, values, "file"), option_value(cmd, values, "title"),
		option_value(cmd, values, "document"), option_value(cmd, values, "effective-on"),
		option_value(cmd, values, "note")
	};
	char	   *id = NULL;
	bool		ok = choose_book(s) && text_is_good(s, bound[0]) && run_plain(s, "BEGIN");

	if (ok)
	{
		id = single_value(s, sql_load, 5, bound);
		ok = end_transaction(s, id != NULL);
	}
	if (ok)
		say(s, _("made plan %s: %s\n"), id, bound[1]);
	free(id);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

/* plan add PLAN OPERATION [ARGUMENT=VALUE]... */
int
cmd_plan_add(Session *s, const Command *cmd, const char **values)
{
	const char *bound[2] = {option_value(cmd, values, "plan"), option_value(cmd, values, "words")};
	char	   *step = NULL;
	bool		ok = choose_book(s) && run_plain(s, "BEGIN");

	if (ok)
	{
		step = single_value(s, sql_add, 2, bound);
		ok = end_transaction(s, step != NULL);
	}
	if (ok)
		say(s, _("added step %s to plan %s\n"), step, bound[0]);
	free(step);
	return ok ? EXIT_CLEAN : EXIT_FAILED;
}

/* ---- the rehearsal --------------------------------------------------------- */

/* One of the tables a rehearsal is printed as. */
typedef struct Part
{
	const char *kind;
	const char *title;
	const char *columns[9];		/* ends with NULL */
	int			flags;
} Part;

static const Part parts[] = {
	{"figure", gettext_noop("What changes, unit by unit"),
	{"unit", "item", "post_type_name", "before", "after", "change"}, CMDF_NARROW},
	{"total", gettext_noop("The whole book"),
	{"item", "post_type_name", "before", "after", "change"}, 0},
	{"warning", gettext_noop("Warnings"),
	{"step", "operation", "rule", "message", "figures", "remedy"}, CMDF_EXPANDED},
	{"violation", gettext_noop("Violations"),
	{"step", "operation", "sqlstate", "rule", "message", "figures", "remedy"}, CMDF_EXPANDED},
};

static int
count_kind(const PGresult *res, const char *kind)
{
	int			n = 0;

	for (int r = 0; r < PQntuples(res); r++)
		n += strcmp(PQgetvalue(res, r, 0), kind) == 0 ? 1 : 0;
	return n;
}

/* The rows of one kind, with the columns that are of use for it. */
static PGresult *
select_part(Session *s, const PGresult *res, const Part *part)
{
	PGresult   *out = PQmakeEmptyPGresult(s->conn, PGRES_TUPLES_OK);
	PGresAttDesc attributes[lengthof(part->columns)];
	int			from[lengthof(part->columns)];
	int			n = 0;
	int			row = 0;

	memset(attributes, 0, sizeof(attributes));
	for (; part->columns[n] != NULL; n++)
	{
		from[n] = PQfnumber(res, part->columns[n]);
		attributes[n].name = (char *) part->columns[n];
		attributes[n].typid = PQftype(res, from[n]);
	}
	if (out == NULL || !PQsetResultAttrs(out, n, attributes))
		pg_fatal("out of memory");
	for (int r = 0; r < PQntuples(res); r++)
	{
		if (strcmp(PQgetvalue(res, r, 0), part->kind) != 0)
			continue;
		for (int c = 0; c < n; c++)
			if (!PQsetvalue(out, row, c, PQgetvalue(res, r, from[c]),
							PQgetisnull(res, r, from[c]) ? -1 : PQgetlength(res, r, from[c])))
				pg_fatal("out of memory");
		row++;
	}
	return out;
}

static void
print_parts(Session *s, const PGresult *res)
{
	int			violations = count_kind(res, "violation");

	for (int i = 0; i < (int) lengthof(parts); i++)
	{
		PGresult   *part;

		if (count_kind(res, parts[i].kind) == 0)
			continue;
		part = select_part(s, res, &parts[i]);
		print_rows(s, _(parts[i].title), part, parts[i].flags);
		PQclear(part);
	}
	if (s->format == OUTPUT_TABLE && !s->quiet)
	{
		if (violations > 0)
			fprintf(s->out, ngettext("%d violation\n", "%d violations\n", violations), violations);
		else
			fprintf(s->out, _("no violations in %d steps\n"), count_kind(res, "step"));
	}
}

/* Run it once and print it; the result's own kinds say how it went. */
static int
rehearse(Session *s, const char *sql, int n, const char *const *values)
{
	char	   *json = NULL;
	PGresult   *res;
	int			rows;
	int			violations;

	if (s->format == OUTPUT_JSON)
	{
		json = rows_as_json(s, sql, n, values, &rows);
		if (json == NULL || !open_output(s))
			return -1;
		fprintf(s->out, "%s\n", json);
		violations = strstr(json, "\"kind\":\"violation\"") != NULL ? 1 : 0;
		free(json);
		return violations;
	}
	res = run_query(s, sql, n, values);
	if (res == NULL)
		return -1;
	if (s->format == OUTPUT_CSV)
		print_rows(s, NULL, res, 0);
	else if (open_output(s))
		print_parts(s, res);
	violations = count_kind(res, "violation");
	PQclear(res);
	return violations;
}

/* plan rehearse PLAN | --file FILE */
int
cmd_plan_rehearse(Session *s, const Command *cmd, const char **values)
{
	const char *plan = option_value(cmd, values, "plan");
	const char *text = option_value(cmd, values, "file");
	const char *bound[3] = {
		text != NULL ? text : plan, option_value(cmd, values, "document"),
		option_value(cmd, values, "effective-on")
	};
	int			violations;

	if ((plan == NULL) == (text == NULL) || (plan != NULL && (bound[1] != NULL || bound[2] != NULL)))
	{
		pg_log_error("give the number of a plan, or a file with --file");
		pg_log_error_hint("A stored plan has its document and date, see \"bianzhi plan amend\".");
		return EXIT_FAILED;
	}
	if (!choose_book(s) || (text != NULL && !text_is_good(s, text)) || !run_plain(s, "BEGIN"))
		return EXIT_FAILED;
	violations = rehearse(s, text != NULL ? sql_rehearse_text : sql_rehearse_plan,
						  text != NULL ? 3 : 1, bound);
	if (!end_transaction(s, violations >= 0) || violations < 0)
		return EXIT_FAILED;
	return violations > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}
