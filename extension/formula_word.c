/*-------------------------------------------------------------------------
 *
 * formula_word.c
 *	  What audit formulas are made of: characters in either width, names of
 *	  reports and columns, filters; and what is wrong with them, with its place
 *	  and what would be lawful there.
 *
 * What may not live here: the grammar of figures and comparisons (formula.c).
 *
 *-------------------------------------------------------------------------
 */
#include "formula.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"

/* ----
 * What is wrong
 * ----
 */

/* Keep the first fault; at counts characters from 0.  The texts are translated. */
void *
bz_formula_fail(BzParser *p, int at, char *problem, char *hint)
{
	BzFormula  *f = p->formula;

	if (f->problem != NULL)
		return NULL;
	f->problem = problem;
	f->hint = hint;
	f->wrong = p->field;
	f->detail = psprintf(_("At character %d: %s>>>%s"), at + 1,
						 bz_text_encode(p->chars, at), bz_text_encode(p->chars + at, p->n - at));
	return NULL;
}

/* The lawful form, where the fault is one of form. */
char *
bz_formula_form(BzParser *p)
{
	if (strcmp(p->field, "rows") == 0)
		return pstrdup(_("Write conditions as column=value, with commas between them: row_kind=unit,region=152200."));
	return pstrdup(_("Write comparisons as approved_total = approved_administrative + approved_full; strength_total <= approved_total + over_total."));
}

static bool
is_figure(Oid type)
{
	return type == INT8OID || type == INT4OID || type == INT2OID || type == NUMERICOID;
}

/* Names that may stand here, for a hint: columns of a report, or reports. */
char *
bz_formula_columns(const BzReport *report, bool figures)
{
	StringInfoData s;

	initStringInfo(&s);
	for (int i = 0; i < report->columns->natts; i++)
	{
		Form_pg_attribute a = TupleDescAttr(report->columns, i);

		if (!figures || is_figure(a->atttypid))
			appendStringInfo(&s, "%s%s", s.len > 0 ? ", " : "", NameStr(a->attname));
	}
	return figures ? psprintf(_("Figures of %s are: %s."), report->name, s.data)
		: psprintf(_("Columns of %s are: %s."), report->name, s.data);
}

char *
bz_formula_names(List *reports)
{
	StringInfoData s;
	ListCell   *lc;

	initStringInfo(&s);
	foreach(lc, reports)
		appendStringInfo(&s, "%s%s", s.len > 0 ? ", " : "", ((BzReport *) lfirst(lc))->name);
	return psprintf(_("Reports are: %s."), s.data);
}

/* ----
 * Characters and words
 * ----
 */

/* What a character is read as. */
static uint32
fold(uint32 c)
{
	switch (c)
	{
		case 0x00D7:			/* multiplication sign */
			return '*';
		case 0x2212:			/* minus sign */
			return '-';
		case 0x3010:			/* lenticular brackets */
			return '[';
		case 0x3011:
			return ']';
		case 0x201C:			/* quotation marks */
		case 0x201D:
			return '"';
		case 0x2018:
		case 0x2019:
			return '\'';
		case 0x2266:			/* <= and >= over two lines */
			return 0x2264;
		case 0x2267:
			return 0x2265;
		case '\t':
		case '\n':
		case '\r':
			return ' ';
		default:
			return bz_text_is_blank(c) ? ' ' : bz_text_fold_width(c);
	}
}

/* Begin with another text. */
void
bz_formula_read(BzParser *p, const char *field, const char *text)
{
	int			max = strlen(text);

	p->field = field;
	p->chars = palloc(sizeof(uint32) * (max + 1));
	p->n = bz_text_decode(text, p->chars, max);
	p->at = 0;
}

/* A character, as it is read, without moving; 0 behind the end. */
uint32
bz_formula_char(BzParser *p, int ahead)
{
	return p->at + ahead < p->n ? fold(p->chars[p->at + ahead]) : 0;
}

/* The next character that is no blank; 0 at the end. */
uint32
bz_formula_peek(BzParser *p)
{
	while (p->at < p->n && fold(p->chars[p->at]) == ' ')
		p->at++;
	return bz_formula_char(p, 0);
}

bool
bz_formula_accept(BzParser *p, uint32 c)
{
	if (bz_formula_peek(p) != c)
		return false;
	p->at++;
	return true;
}

bool
bz_formula_expect(BzParser *p, char c)
{
	if (bz_formula_accept(p, c))
		return true;
	(void) bz_formula_fail(p, p->at, psprintf(_("\"%c\" is expected here"), c), bz_formula_form(p));
	return false;
}

/* What was read from a place on, without blanks at its end. */
char *
bz_formula_text(BzParser *p, int from)
{
	int			to = p->at;

	while (to > from && fold(p->chars[to - 1]) == ' ')
		to--;
	return bz_text_encode(p->chars + from, to - from);
}

/* A name: letters, digits and underscores; NULL if none stands here. */
char *
bz_formula_name(BzParser *p)
{
	StringInfoData s;
	uint32		c = bz_formula_peek(p);

	initStringInfo(&s);
	while ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (s.len > 0 && c >= '0' && c <= '9'))
	{
		appendStringInfoChar(&s, c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
		p->at++;
		c = bz_formula_char(p, 0);
	}
	return s.len > 0 ? s.data : NULL;
}

/* A sign of comparison, in any of its forms. */
bool
bz_formula_comparison(BzParser *p, BzComparison *op)
{
	uint32		c = bz_formula_peek(p);
	uint32		next = bz_formula_char(p, 1);
	int			length = 1;

	if (c == '=')
		*op = BZ_EQUAL;
	else if (c == 0x2260)
		*op = BZ_DIFFERENT;
	else if (c == 0x2264)
		*op = BZ_AT_MOST;
	else if (c == 0x2265)
		*op = BZ_AT_LEAST;
	else if (c == '<')
	{
		*op = next == '=' ? BZ_AT_MOST : next == '>' ? BZ_DIFFERENT : BZ_LESS;
		length = *op == BZ_LESS ? 1 : 2;
	}
	else if (c == '>')
	{
		*op = next == '=' ? BZ_AT_LEAST : BZ_MORE;
		length = *op == BZ_MORE ? 1 : 2;
	}
	else
		return false;
	p->at += length;
	return true;
}

/* Digits with one point at most, as a figure. */
BzFigure
bz_formula_number(const char *digits)
{
	BzFigure	f = {0, NULL};

	if (strchr(digits, '.') == NULL && strlen(digits) <= 18)
		f.whole = strtoll(digits, NULL, 10);
	else
		f.exact = DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(digits),
													  ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
	return f;
}

/* ----
 * Reports and columns
 * ----
 */

const BzReport *
bz_formula_report(BzParser *p, const char *name, int at)
{
	ListCell   *lc;

	foreach(lc, p->reports)
	{
		BzReport   *r = lfirst(lc);

		if (strcmp(r->name, name) != 0)
			continue;
		if (r->columns != NULL)
			return r;
		return bz_formula_fail(p, at, psprintf(_("report \"%s\" has no function %s(text, date)"), name, r->function),
					pstrdup(_("Make that function, which returns the rows of the report, or correct the report's row.")));
	}
	return bz_formula_fail(p, at, psprintf(_("there is no report \"%s\""), name), bz_formula_names(p->reports));
}

/* Number of a column from 0, or -1. */
static int
find_column(BzParser *p, const BzReport *report, const char *name, int at)
{
	for (int i = 0; i < report->columns->natts; i++)
		if (strcmp(NameStr(TupleDescAttr(report->columns, i)->attname), name) == 0)
			return i;
	(void) bz_formula_fail(p, at, psprintf(_("report \"%s\" has no column \"%s\""), report->name, name),
				bz_formula_columns(report, false));
	return -1;
}

int
bz_formula_figure(BzParser *p, const BzReport *report, const char *name, int at)
{
	int			column = find_column(p, report, name, at);

	if (column < 0 || is_figure(TupleDescAttr(report->columns, column)->atttypid))
		return column;
	(void) bz_formula_fail(p, at, psprintf(_("column \"%s\" of report \"%s\" holds no figures"), name, report->name),
				bz_formula_columns(report, true));
	return -1;
}

/* ----
 * Filters: column=value, column<>value, column>=number, column=@column
 * ----
 */

/* What stands between quotation marks, or up to a comma or bracket. */
static char *
read_value(BzParser *p, bool *quoted)
{
	uint32		mark = bz_formula_peek(p);
	int			from = p->at;
	char	   *value;

	*quoted = mark == '"' || mark == '\'';
	if (*quoted)
	{
		from = ++p->at;
		while (p->at < p->n && fold(p->chars[p->at]) != mark)
			p->at++;
		if (p->at == p->n)
			return bz_formula_fail(p, from - 1, pstrdup(_("a quotation mark has no end")), bz_formula_form(p));
		p->at++;
		return bz_text_encode(p->chars + from, p->at - 1 - from);
	}
	while (p->at < p->n && fold(p->chars[p->at]) != ',' && fold(p->chars[p->at]) != ']')
		p->at++;
	value = bz_formula_text(p, from);
	if (value[0] == '\0')
		return bz_formula_fail(p, from, pstrdup(_("a value is expected here")), bz_formula_form(p));
	return value;
}

/* @column: the value of the row at hand */
static bool
parse_own(BzParser *p, BzCondition *condition, int at)
{
	char	   *name = bz_formula_name(p);

	if (p->formula->report == NULL || strcmp(p->field, "rows") == 0)
		(void) bz_formula_fail(p, at, pstrdup(_("@ means a row, and there is none here")),
					pstrdup(_("Only a formula with a report is evaluated on rows; its own filter has values only.")));
	else if (condition->op != BZ_EQUAL)
		(void) bz_formula_fail(p, at, pstrdup(_("@ can only be compared by =")), bz_formula_form(p));
	else if (name == NULL)
		(void) bz_formula_fail(p, p->at, pstrdup(_("a column is expected here")), bz_formula_columns(p->formula->report, false));
	else
		condition->own = find_column(p, p->formula->report, name, at + 1);
	return p->formula->problem == NULL;
}

/* Before and after need figures: those of the column, and a number. */
static bool
parse_order(BzParser *p, const BzReport *report, BzCondition *condition, const char *name, int name_at, int at)
{
	if (bz_formula_figure(p, report, name, name_at) < 0)
		return false;
	if (condition->value == NULL || strspn(condition->value, "0123456789.") != strlen(condition->value) ||
		strspn(condition->value, "0123456789") == 0 || strchr(condition->value, '.') != strrchr(condition->value, '.'))
	{
		(void) bz_formula_fail(p, at, pstrdup(_("a number is expected here")), bz_formula_form(p));
		return false;
	}
	condition->figure = bz_formula_number(condition->value);
	return true;
}

static BzCondition *
parse_condition(BzParser *p, const BzReport *report)
{
	BzCondition *condition = palloc0(sizeof(BzCondition));
	int			name_at = (bz_formula_peek(p), p->at);
	char	   *name = bz_formula_name(p);
	int			at;
	bool		quoted;

	if (name == NULL)
		return bz_formula_fail(p, name_at, pstrdup(_("a column is expected here")), bz_formula_columns(report, false));
	condition->own = -1;
	condition->column = find_column(p, report, name, name_at);
	if (condition->column < 0)
		return NULL;
	at = (bz_formula_peek(p), p->at);
	if (!bz_formula_comparison(p, &condition->op))
		return bz_formula_fail(p, at, psprintf(_("\"%c\" is expected here"), '='), bz_formula_form(p));
	at = (bz_formula_peek(p), p->at);
	if (bz_formula_accept(p, '@'))
		return parse_own(p, condition, at) ? condition : NULL;
	condition->value = read_value(p, &quoted);
	if (condition->value == NULL)
		return NULL;
	if (!quoted && pg_strcasecmp(condition->value, "null") == 0)
		condition->value = NULL;
	if (condition->op != BZ_EQUAL && condition->op != BZ_DIFFERENT &&
		!parse_order(p, report, condition, name, name_at, at))
		return NULL;
	return condition;
}

List *
bz_formula_conditions(BzParser *p, const BzReport *report)
{
	List	   *conditions = NIL;

	do
	{
		BzCondition *condition = parse_condition(p, report);

		if (condition == NULL)
			return NIL;
		conditions = lappend(conditions, condition);
	} while (bz_formula_accept(p, ','));
	return conditions;
}

/* ----
 * The reports of a book
 * ----
 */

/* region_closed, month, n: before the columns of the report itself */
#define SNAPSHOT_KEY 3

static const BzQuery report_query = {
	"SELECT r.name, r.function, r.span FROM @.report r ORDER BY r.sort, r.name", 0, {0}
};

/*
 * A column has the name that it has in the snapshot: a function cannot call a
 * column "region" where that is its argument.
 */
static void
take_names(TupleDesc columns, Oid snapshot)
{
	Relation	rel = table_open(snapshot, AccessShareLock);
	int			n = 0;

	for (int i = SNAPSHOT_KEY; i < RelationGetNumberOfAttributes(rel); i++)
	{
		Form_pg_attribute a = TupleDescAttr(RelationGetDescr(rel), i);

		if (!a->attisdropped && n < columns->natts)
			TupleDescAttr(columns, n++)->attname = a->attname;
	}
	table_close(rel, AccessShareLock);
}

/* What the function of a report returns; NULL if there is no such function. */
static TupleDesc
result_columns(Oid nspoid, const char *report, const char *function)
{
	static const Oid types[] = {TEXTOID, DATEOID};
	oidvector  *args = buildoidvector(types, lengthof(types));
	Oid			oid = GetSysCacheOid3(PROCNAMEARGSNSP, Anum_pg_proc_oid, CStringGetDatum(function),
									  PointerGetDatum(args), ObjectIdGetDatum(nspoid));
	Oid			snapshot = get_relname_relid(psprintf("snapshot_%s", report), nspoid);
	TupleDesc	columns;

	if (!OidIsValid(oid) || get_func_result_type(oid, NULL, &columns) != TYPEFUNC_COMPOSITE)
		return NULL;
	if (OidIsValid(snapshot))
		take_names(columns, snapshot);
	return columns;
}

/* All of them, as BzReport; the caller has called SPI_connect(). */
List *
bz_formula_reports(BzBook *book, bool as_caller)
{
	List	   *reports = NIL;
	uint64		n = as_caller ? bz_plan_run_as_caller(book, &report_query, NULL, NULL)
		: bz_plan_run(book, &report_query, NULL, NULL, false);

	for (uint64 i = 0; i < n; i++)
	{
		BzReport   *r = palloc0(sizeof(BzReport));

		r->name = bz_result_text(i, 1);
		r->function = bz_result_text(i, 2);
		r->annual = strcmp(bz_result_text(i, 3), "year") == 0;
		r->columns = result_columns(book->nspoid, r->name, r->function);
		reports = lappend(reports, r);
	}
	return reports;
}
