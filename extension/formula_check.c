/*-------------------------------------------------------------------------
 *
 * formula_check.c
 *	  Audit formulas of a month, evaluated on its reports.
 *
 * A formula is prepared once: the reports it reads are fetched, and for each
 * figure of another report the sums over the groups of its filter are made.
 * Then every row of its own report costs a walk of the tree and a look-up by
 * hash for each such figure.  Figures are whole numbers as long as that is
 * exact, numerics otherwise.
 *
 * What may not live here: which formulas there are (90_codes.sql), and what
 * a failing one means for a close (79_close.sql).
 *
 *-------------------------------------------------------------------------
 */
#include "formula.h"

#include "catalog/pg_type.h"
#include "common/int.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

/* What a node that reads another report was prepared with. */
typedef struct Sums
{
	BzIndex    *index;
	BzFigure   *sums;			/* of each group */
} Sums;

typedef struct Check
{
	BzDesk		desk;
	ReturnSetInfo *result;
	bool		summary;		/* a row a formula instead of a row a failure */
	const char *code;			/* of the formula at hand */
	int64		checked;		/* its rows */
	int64		failed;			/* those of them that fail */
} Check;

/* ----
 * Figures
 * ----
 */

static BzFigure
calculate(BzNodeKind kind, BzFigure a, BzFigure b)
{
	BzFigure	result = {0, NULL};
	PGFunction	op = kind == BZ_ADD ? numeric_add : kind == BZ_SUBTRACT ? numeric_sub : numeric_mul;

	if (a.exact == NULL && b.exact == NULL &&
		!(kind == BZ_ADD ? pg_add_s64_overflow(a.whole, b.whole, &result.whole) :
		  kind == BZ_SUBTRACT ? pg_sub_s64_overflow(a.whole, b.whole, &result.whole) :
		  pg_mul_s64_overflow(a.whole, b.whole, &result.whole)))
		return result;
	result.exact = DatumGetNumeric(DirectFunctionCall2(op, NumericGetDatum(bz_sheet_numeric(a)),
													   NumericGetDatum(bz_sheet_numeric(b))));
	return result;
}

/* ----
 * Preparing
 * ----
 */

/* Sums over the groups of a filter. */
static Sums *
add_up(BzDesk *desk, BzNode *node)
{
	BzSheet    *s = bz_sheet_get(desk, node->report, node->when);
	Sums	   *sums = palloc(sizeof(Sums));
	BzFigure	one = {1, NULL};

	sums->index = bz_sheet_index(desk, s, node->conditions);
	sums->sums = palloc0(sizeof(BzFigure) * Max(sums->index->ngroups, 1));
	for (int64 row = 0; row < s->nrows; row++)
	{
		int32		group = sums->index->group[row];

		if (group >= 0)
			sums->sums[group] = calculate(BZ_ADD, sums->sums[group],
										  node->kind == BZ_COUNT ? one : bz_sheet_figure(s, row, node->column));
	}
	return sums;
}

static void
prepare(BzDesk *desk, BzNode *node)
{
	if (node == NULL)
		return;
	if (node->kind == BZ_SUM || node->kind == BZ_COUNT)
		node->state = add_up(desk, node);
	prepare(desk, node->left);
	prepare(desk, node->right);
}

static void
prepare_relations(BzDesk *desk, List *relations)
{
	ListCell   *lc;

	foreach(lc, relations)
	{
		BzRelation *r = lfirst(lc);

		prepare(desk, r->left);
		prepare(desk, r->right);
	}
}

/* ----
 * Evaluating
 * ----
 */

/* The value of a node for a row of its formula's own report (own may be NULL). */
static BzFigure
value_of(BzNode *node, BzSheet *own, int64 row)
{
	BzFigure	left;
	BzFigure	right;
	BzFigure	none = {0, NULL};
	Sums	   *sums = node->state;
	int32		group;

	switch (node->kind)
	{
		case BZ_NUMBER:
			return node->number;
		case BZ_CELL:
			return own != NULL ? bz_sheet_figure(own, row, node->column) : none;
		case BZ_SUM:
		case BZ_COUNT:
			group = bz_sheet_group(sums->index, node->conditions, own, row);
			return group >= 0 ? sums->sums[group] : none;
		default:
			break;
	}
	check_stack_depth();
	left = value_of(node->left, own, row);
	right = value_of(node->right, own, row);
	if (node->kind == BZ_MIN || node->kind == BZ_MAX)
		return (bz_sheet_compare(left, right) <= 0) == (node->kind == BZ_MIN) ? left : right;
	return calculate(node->kind, left, right);
}

static void
emit(Check *c, char *label, BzRelation *r, BzFigure left, BzFigure right, const char *outcome)
{
	Datum		values[9];
	bool		nulls[9] = {false};

	values[0] = CStringGetTextDatum(c->code);
	nulls[1] = label == NULL;
	nulls[2] = nulls[3] = nulls[4] = nulls[5] = r == NULL;
	if (label != NULL)
		values[1] = CStringGetTextDatum(label);
	if (r != NULL)
	{
		values[2] = NumericGetDatum(bz_sheet_numeric(left));
		values[3] = NumericGetDatum(bz_sheet_numeric(right));
		values[4] = NumericGetDatum(bz_sheet_numeric(calculate(BZ_SUBTRACT, left, right)));
		values[5] = CStringGetTextDatum(r->text);
	}
	values[6] = CStringGetTextDatum(outcome);
	values[7] = Int64GetDatum(c->checked);
	values[8] = Int64GetDatum(c->failed);
	tuplestore_putvalues(c->result->setResult, c->result->setDesc, values, nulls);
}

/* One line for a formula as a whole. */
static void
conclude(Check *c, const char *outcome, char *said)
{
	BzFigure	none = {0, NULL};

	emit(c, said, NULL, none, none, outcome);
}

/* Evaluate on one row, or on none. */
static void
check_row(Check *c, BzFormula *f, BzSheet *own, int64 row)
{
	ListCell   *lc;
	bool		failed = false;

	foreach(lc, f->guards)
	{
		BzRelation *r = lfirst(lc);

		if (!bz_sheet_holds(r->op, value_of(r->left, own, row), value_of(r->right, own, row)))
			return;
	}
	c->checked++;
	foreach(lc, f->relations)
	{
		BzRelation *r = lfirst(lc);
		BzFigure	left = value_of(r->left, own, row);
		BzFigure	right = value_of(r->right, own, row);

		if (bz_sheet_holds(r->op, left, right))
			continue;
		failed = true;
		if (!c->summary)
			emit(c, own != NULL ? bz_sheet_label(own, row) : NULL, r, left, right, "failed");
	}
	c->failed += failed;
}

/* Evaluate a formula that can be evaluated. */
static void
check_formula(Check *c, BzFormula *f)
{
	BzSheet    *own = f->report != NULL ? bz_sheet_get(&c->desk, f->report, BZ_NOW) : NULL;
	BzIndex    *rows = own != NULL ? bz_sheet_index(&c->desk, own, f->rows) : NULL;
	int64		n = own != NULL ? own->nrows : 1;
	MemoryContext outer = CurrentMemoryContext;

	prepare_relations(&c->desk, f->guards);
	prepare_relations(&c->desk, f->relations);
	MemoryContextSwitchTo(c->desk.scratch);
	for (int64 row = 0; row < n; row++)
	{
		CHECK_FOR_INTERRUPTS();
		MemoryContextReset(c->desk.scratch);
		if (rows == NULL || rows->group[row] >= 0)
			check_row(c, f, own, row);
	}
	MemoryContextSwitchTo(outer);
	if (c->summary)
		conclude(c, c->failed > 0 ? "failed" : c->checked > 0 ? "passed" : "no rows", NULL);
}

/* Is what a formula looks back at there?  That a past month is settled is what closing it means. */
static bool
past_is_closed(const BzDesk *desk, const BzFormula *f)
{
	int			y;
	int			m;
	int			d;

	if (f->previous && !bz_sheet_closed(desk, bz_sheet_month(desk->month, -1)))
		return false;
	if (f->previous_year && !bz_sheet_closed(desk, bz_sheet_month(desk->month, -12)))
		return false;
	j2date(desk->month + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	for (int back = 1; f->year && back < m; back++)
		if (!bz_sheet_closed(desk, bz_sheet_month(desk->month, -back)))
			return false;
	return true;
}

static void
check_text(Check *c, const char *report, const char *rows, const char *formula)
{
	BzFormula  *f = bz_formula_parse(c->desk.reports, report, rows, formula);
	int			y;
	int			m;
	int			d;

	c->checked = c->failed = 0;
	j2date(c->desk.month + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	if (f->problem != NULL)
		conclude(c, "failed", psprintf("%s. %s", f->problem, f->detail));
	else if (f->annual && m != 12)
	{
		if (c->summary)
			conclude(c, "not due", NULL);
	}
	else if (!past_is_closed(&c->desk, f))
		conclude(c, "not applicable", NULL);
	else
		check_formula(c, f);
}

/* those in force on the last day of the month */
static const BzQuery formula_query = {
	"SELECT f.code, f.report, f.rows, f.formula FROM @.report_formula f"
	" WHERE f.active AND f.effective_on OPERATOR(pg_catalog.<=) $1"
	" AND (f.until IS NULL OR f.until OPERATOR(pg_catalog.>) $1) ORDER BY f.code",
	1, {DATEOID}
};

PG_FUNCTION_INFO_V1(bianzhi_check_formulas);

/*
 * check_formulas(book regclass, region text, month date, summary bool) RETURNS
 * TABLE (code, row_label, left_value, right_value, difference, formula,
 * outcome, checked, failed): what fails, row by row, and what could not be
 * evaluated; or how each formula came out.
 */
Datum
bianzhi_check_formulas(PG_FUNCTION_ARGS)
{
	Check		c = {0};
	BzBook	   *book = bz_book_open(get_rel_namespace(PG_GETARG_OID(0)));
	DateADT		month = PG_GETARG_DATEADT(2);
	Datum		last;
	SPITupleTable *formulas;
	uint64		n;

	InitMaterializedSRF(fcinfo, 0);
	c.result = (ReturnSetInfo *) fcinfo->resultinfo;
	c.summary = PG_GETARG_BOOL(3);
	month = bz_sheet_month(month, 0);
	SPI_connect();
	bz_sheet_desk(&c.desk, book, PG_GETARG_DATUM(1), month);
	last = DateADTGetDatum(bz_sheet_month(month, 1) - 1);
	n = bz_plan_run_as_caller(book, &formula_query, &last, NULL);
	formulas = SPI_tuptable;
	for (uint64 i = 0; i < n; i++)
	{
		char	   *cells[4];

		for (int column = 0; column < 4; column++)
			cells[column] = SPI_getvalue(formulas->vals[i], formulas->tupdesc, column + 1);
		c.code = cells[0];
		check_text(&c, cells[1], cells[2], cells[3]);
	}
	SPI_finish();
	return (Datum) 0;
}
