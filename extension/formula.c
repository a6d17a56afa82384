/*-------------------------------------------------------------------------
 *
 * formula.c
 *	  Audit formulas of reports (审核关系): from text to a small tree.
 *
 * The grammar is that of statistical forms ("1=2+3+4; 43<=44+46") with names
 * of columns instead of numbers; sql/FORMULA.md has it in full.  A recursive
 * descent over characters: full-width forms are read as what they look like.
 * Names are resolved while parsing, so what parses can be evaluated.
 *
 * Nothing here raises for a text that is wrong: the first fault is kept, with
 * its place and what would be lawful, because not only the trigger asks
 * (22Z09) but also verify() and the check itself.
 *
 * What may not live here: characters, names and filters (formula_word.c);
 * evaluating (formula_check.c).
 *
 *-------------------------------------------------------------------------
 */
#include "formula.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"

static BzNode *parse_sum(BzParser *p);

/* ----
 * Figures
 * ----
 */

static BzNode *
make_node(BzNodeKind kind, BzNode *left, BzNode *right)
{
	BzNode	   *node = palloc0(sizeof(BzNode));

	node->kind = kind;
	node->left = left;
	node->right = right;
	return node;
}

/* Two sides of an operator; NULL where the right one could not be read. */
static BzNode *
join(BzNodeKind kind, BzNode *left, BzNode *right)
{
	return left == NULL || right == NULL ? NULL : make_node(kind, left, right);
}

static BzNode *
parse_number(BzParser *p)
{
	StringInfoData s;
	BzNode	   *node = make_node(BZ_NUMBER, NULL, NULL);
	uint32		c = bz_formula_peek(p);
	int			points = 0;

	initStringInfo(&s);
	while ((c >= '0' && c <= '9') || (c == '.' && points++ == 0))
	{
		appendStringInfoChar(&s, c);
		p->at++;
		c = bz_formula_char(p, 0);
	}
	node->number = bz_formula_number(s.data);
	return node;
}

/* Which months a formula looks at, besides its own. */
static void
note_when(BzFormula *f, const BzReport *report, BzWhen when)
{
	f->annual |= report->annual;
	f->year |= when == BZ_YEAR;
	f->previous |= when == BZ_PREVIOUS && !report->annual;
	f->previous_year |= when == BZ_PREVIOUS && report->annual;
}

/* [previous.|year.] report [.column] [filter]; name is what was read already. */
static BzNode *
parse_reference(BzParser *p, BzNodeKind kind, char *name, int at)
{
	BzNode	   *node = make_node(kind, NULL, NULL);
	int			when_at = at;

	node->when = strcmp(name, "previous") == 0 ? BZ_PREVIOUS : strcmp(name, "year") == 0 ? BZ_YEAR : BZ_NOW;
	if (node->when != BZ_NOW)
	{
		if (!bz_formula_expect(p, '.'))
			return NULL;
		at = (bz_formula_peek(p), p->at);
		name = bz_formula_name(p);
		if (name == NULL)
			return bz_formula_fail(p, at, pstrdup(_("a report is expected here")), bz_formula_names(p->reports));
	}
	node->report = bz_formula_report(p, name, at);
	if (node->report == NULL)
		return NULL;
	if (node->report->annual && node->when == BZ_YEAR)
		return bz_formula_fail(p, when_at, psprintf(_("\"%s\" is a report of the year already"), name),
					pstrdup(_("year. adds up the months of a monthly report.")));
	note_when(p->formula, node->report, node->when);
	if (kind == BZ_SUM)
	{
		if (!bz_formula_expect(p, '.'))
			return NULL;
		at = (bz_formula_peek(p), p->at);
		name = bz_formula_name(p);
		if (name == NULL)
			return bz_formula_fail(p, at, pstrdup(_("a column is expected here")), bz_formula_columns(node->report, true));
		node->column = bz_formula_figure(p, node->report, name, at);
	}
	if (p->formula->problem == NULL && bz_formula_accept(p, '['))
	{
		node->conditions = bz_formula_conditions(p, node->report);
		if (p->formula->problem == NULL)
			(void) bz_formula_expect(p, ']');
	}
	return p->formula->problem == NULL ? node : NULL;
}

/* min(a, b), max(a, b), count(report[filter]) */
static BzNode *
parse_function(BzParser *p, const char *name, int at)
{
	BzNodeKind	kind = strcmp(name, "min") == 0 ? BZ_MIN : BZ_MAX;
	BzNode	   *node;

	if (strcmp(name, "count") == 0)
	{
		char	   *report = (bz_formula_peek(p), at = p->at, bz_formula_name(p));

		node = report == NULL ? bz_formula_fail(p, at, pstrdup(_("a report is expected here")), bz_formula_names(p->reports))
			: parse_reference(p, BZ_COUNT, report, at);
		return node != NULL && bz_formula_expect(p, ')') ? node : NULL;
	}
	if (kind == BZ_MAX && strcmp(name, "max") != 0)
		return bz_formula_fail(p, at, psprintf(_("there is no function \"%s\""), name),
					pstrdup(_("Functions are min(a, b), max(a, b) and count(report[filter]).")));
	node = parse_sum(p);
	while (node != NULL && bz_formula_accept(p, ','))
		node = join(kind, node, parse_sum(p));
	return node != NULL && bz_formula_expect(p, ')') ? node : NULL;
}

static BzNode *
parse_cell(BzParser *p, char *name, int at)
{
	BzNode	   *node = make_node(BZ_CELL, NULL, NULL);

	if (p->formula->report == NULL)
		return bz_formula_fail(p, at, psprintf(_("\"%s\" is a column, and there is no row here"), name),
					pstrdup(_("A formula without a report names the report of each figure: report.column[filter].")));
	node->report = p->formula->report;
	node->column = bz_formula_figure(p, node->report, name, at);
	return node->column < 0 ? NULL : node;
}

static BzNode *
parse_factor(BzParser *p)
{
	uint32		c = bz_formula_peek(p);
	int			at = p->at;
	char	   *name;
	BzNode	   *node;

	check_stack_depth();
	if (bz_formula_accept(p, '-'))
		return join(BZ_SUBTRACT, make_node(BZ_NUMBER, NULL, NULL), parse_factor(p));
	if (bz_formula_accept(p, '('))
	{
		node = parse_sum(p);
		return node != NULL && bz_formula_expect(p, ')') ? node : NULL;
	}
	if (c >= '0' && c <= '9')
		return parse_number(p);
	name = bz_formula_name(p);
	if (name == NULL)
		return bz_formula_fail(p, at, pstrdup(_("a figure is expected here")), bz_formula_form(p));
	if (bz_formula_accept(p, '('))
		return parse_function(p, name, at);
	if (bz_formula_peek(p) == '.')
		return parse_reference(p, BZ_SUM, name, at);
	return parse_cell(p, name, at);
}

static BzNode *
parse_product(BzParser *p)
{
	BzNode	   *node = parse_factor(p);

	while (node != NULL && bz_formula_accept(p, '*'))
		node = join(BZ_MULTIPLY, node, parse_factor(p));
	return node;
}

static BzNode *
parse_sum(BzParser *p)
{
	BzNode	   *node = parse_product(p);

	while (node != NULL)
	{
		if (bz_formula_accept(p, '+'))
			node = join(BZ_ADD, node, parse_product(p));
		else if (bz_formula_accept(p, '-'))
			node = join(BZ_SUBTRACT, node, parse_product(p));
		else
			break;
	}
	return node;
}

/* ----
 * Comparisons
 * ----
 */

static BzRelation *
parse_relation(BzParser *p)
{
	BzRelation *r = palloc0(sizeof(BzRelation));
	int			from = (bz_formula_peek(p), p->at);
	BzComparison again;

	r->left = parse_sum(p);
	if (r->left == NULL)
		return NULL;
	if (!bz_formula_comparison(p, &r->op))
		return bz_formula_fail(p, p->at, pstrdup(_("a comparison is expected here: = <> < <= > >=")), bz_formula_form(p));
	r->right = parse_sum(p);
	if (r->right == NULL)
		return NULL;
	r->text = bz_formula_text(p, from);
	from = (bz_formula_peek(p), p->at);
	if (bz_formula_comparison(p, &again))
		return bz_formula_fail(p, from, pstrdup(_("two comparisons in a row")),
					pstrdup(_("Write a = b; b = c instead of a = b = c.")));
	return r;
}

/* Is this word next?  Then step over it. */
static bool
accept_word(BzParser *p, const char *word)
{
	int			at = p->at;
	char	   *name = bz_formula_name(p);

	if (name != NULL && strcmp(name, word) == 0)
		return true;
	p->at = at;
	return false;
}

/* [if relation [and relation ...]:] relation [; relation ...] */
static void
parse_formula(BzParser *p)
{
	BzFormula  *f = p->formula;

	if (accept_word(p, "if"))
	{
		do
			f->guards = lappend(f->guards, parse_relation(p));
		while (f->problem == NULL && accept_word(p, "and"));
		if (f->problem != NULL || !bz_formula_expect(p, ':'))
			return;
	}
	do
	{
		if (f->relations != NIL && bz_formula_peek(p) == 0)
			break;
		f->relations = lappend(f->relations, parse_relation(p));
	} while (f->problem == NULL && bz_formula_accept(p, ';'));
	if (f->problem == NULL && bz_formula_peek(p) != 0)
		(void) bz_formula_fail(p, p->at, pstrdup(_("this cannot follow here")), bz_formula_form(p));
}

/*
 * Parse a formula; report and rows may be NULL.  Look at ->problem first.
 */
BzFormula *
bz_formula_parse(List *reports, const char *report, const char *rows, const char *formula)
{
	BzFormula  *f = palloc0(sizeof(BzFormula));
	BzParser	p = {.reports = reports,.formula = f};

	if (report != NULL)
	{
		bz_formula_read(&p, "report", report);
		f->report = bz_formula_report(&p, report, 0);
		f->annual = f->report != NULL && f->report->annual;
	}
	if (f->problem == NULL && rows != NULL)
	{
		bz_formula_read(&p, "rows", rows);
		if (f->report == NULL)
			(void) bz_formula_fail(&p, 0, pstrdup(_("a filter without a report")),
						pstrdup(_("Name the report whose rows the formula is evaluated on.")));
		else
			f->rows = bz_formula_conditions(&p, f->report);
		if (f->problem == NULL && bz_formula_peek(&p) != 0)
			(void) bz_formula_fail(&p, p.at, pstrdup(_("this cannot follow here")), bz_formula_form(&p));
	}
	if (f->problem == NULL)
	{
		bz_formula_read(&p, "formula", formula);
		parse_formula(&p);
	}
	return f;
}

/* ----
 * Who asks
 * ----
 */

/* A column of a row as text, NULL for null. */
static char *
given(HeapTuple row, Relation rel, const char *column)
{
	return SPI_getvalue(row, RelationGetDescr(rel), bz_trigger_column(rel, column));
}

PG_FUNCTION_INFO_V1(bianzhi_check_formula);

/*
 * BEFORE INSERT OR UPDATE FOR EACH ROW on report_formula: what cannot be
 * evaluated is not kept.
 */
Datum
bianzhi_check_formula(PG_FUNCTION_ARGS)
{
	TriggerData *trigdata = bz_trigger_begin(fcinfo, "check_formula", true, true, BZ_ON_INSERT | BZ_ON_UPDATE);
	Relation	rel = trigdata->tg_relation;
	HeapTuple	row = TRIGGER_FIRED_BY_UPDATE(trigdata->tg_event) ? trigdata->tg_newtuple : trigdata->tg_trigtuple;
	char	   *code = given(row, rel, "code");
	char	   *formula = given(row, rel, "formula");
	BzFormula  *f;

	if (formula == NULL || code == NULL)
		return PointerGetDatum(row);	/* NOT NULL says so */
	SPI_connect();
	f = bz_formula_parse(bz_formula_reports(bz_book_of(rel), false), given(row, rel, "report"),
						 given(row, rel, "rows"), formula);
	if (f->problem != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_MALFORMED_FORMULA),
				 errmsg("formula %s: %s", code, f->problem),
				 errdetail_internal("%s", f->detail),
				 errhint("%s", f->hint),
				 errtable(rel),
				 err_generic_string(PG_DIAG_COLUMN_NAME, f->wrong),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "formula_malformed")));
	SPI_finish();
	return PointerGetDatum(row);
}

PG_FUNCTION_INFO_V1(bianzhi_formula_problem);

/*
 * formula_problem(book regclass, report text, rows text, formula text) RETURNS
 * text: what is wrong with it, NULL if nothing is.
 */
Datum
bianzhi_formula_problem(PG_FUNCTION_ARGS)
{
	MemoryContext outer = CurrentMemoryContext;
	BzFormula  *f;
	text	   *said;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(3))
		PG_RETURN_NULL();
	SPI_connect();
	f = bz_formula_parse(bz_formula_reports(bz_book_open(get_rel_namespace(PG_GETARG_OID(0))), true),
						 PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1)),
						 PG_ARGISNULL(2) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(2)),
						 text_to_cstring(PG_GETARG_TEXT_PP(3)));
	if (f->problem == NULL)
	{
		SPI_finish();
		PG_RETURN_NULL();
	}
	MemoryContextSwitchTo(outer);
	said = cstring_to_text(psprintf("%s. %s", f->problem, f->detail));
	SPI_finish();
	PG_RETURN_TEXT_P(said);
}
