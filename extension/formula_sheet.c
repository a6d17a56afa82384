/*-------------------------------------------------------------------------
 *
 * formula_sheet.c
 *	  The rows of reports as audit formulas read them: each report is read once
 *	  for a check, a closed month's from its snapshot; filters are groups of
 *	  rows, found by hash.
 *
 * Reports are read with the rights of the caller.  Texts of queries are made
 * of names from the catalogue only.
 *
 * What may not live here: formulas.
 *
 *-------------------------------------------------------------------------
 */
#include "formula.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "common/hashfn.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

typedef struct KeyEntry
{
	char	   *key;
	int32		group;
	char		status;			/* simplehash */
} KeyEntry;

static uint32
key_hash(const char *key)
{
	return hash_bytes((const unsigned char *) key, strlen(key));
}

#define SH_PREFIX keys
#define SH_ELEMENT_TYPE KeyEntry
#define SH_KEY_TYPE char *
#define SH_KEY key
#define SH_HASH_KEY(tb, k) key_hash(k)
#define SH_EQUAL(tb, a, b) (strcmp(a, b) == 0)
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/* ----
 * Months
 * ----
 */

static const Oid month_types[] = {TEXTOID, DATEOID};

static const BzQuery closed_query = {
	"SELECT p.month, p.closed_with" BZ_EQ "p.region"
	" FROM @.period p WHERE p.region" BZ_EQ "$1 AND p.state" BZ_EQ "'closed' ORDER BY p.month",
	1, {TEXTOID}
};

/* The first day of another month. */
DateADT
bz_sheet_month(DateADT month, int months)
{
	int			y;
	int			m;
	int			d;

	j2date(month + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	m += y * 12 - 1 + months;
	return date2j(m / 12, m % 12 + 1, 1) - POSTGRES_EPOCH_JDATE;
}

/* Begin: reports of the book, closed months of the region.  SPI is connected. */
void
bz_sheet_desk(BzDesk *desk, BzBook *book, Datum region, DateADT month)
{
	uint64		n;

	memset(desk, 0, sizeof(BzDesk));
	desk->book = book;
	desk->region = TextDatumGetCString(region);
	desk->month = month;
	desk->reports = bz_formula_reports(book, true);
	n = bz_plan_run_as_caller(book, &closed_query, &region, NULL);
	desk->closed = palloc(sizeof(DateADT) * Max(n, 1));
	desk->sealed = palloc(sizeof(bool) * Max(n, 1));
	for (uint64 i = 0; i < n; i++)
	{
		bool		isnull;

		desk->closed[i] = DatumGetDateADT(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &isnull));
		desk->sealed[i] = DatumGetBool(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2, &isnull));
	}
	desk->nclosed = n;
	desk->scratch = AllocSetContextCreate(CurrentMemoryContext, "bianzhi formula row", ALLOCSET_DEFAULT_SIZES);
}

static int
closed_place(const BzDesk *desk, DateADT month)
{
	for (int i = desk->nclosed - 1; i >= 0; i--)
		if (desk->closed[i] == month)
			return i;
	return -1;
}

bool
bz_sheet_closed(const BzDesk *desk, DateADT month)
{
	return closed_place(desk, month) >= 0;
}

/* ----
 * Reading
 * ----
 */

static BzForm
form_of(Oid type)
{
	switch (type)
	{
		case INT2OID:
		case INT4OID:
		case INT8OID:
			return BZ_FORM_WHOLE;
		case NUMERICOID:
			return BZ_FORM_NUMERIC;
		case TEXTOID:
			return BZ_FORM_TEXT;
		case BOOLOID:
			return BZ_FORM_BOOL;
		case DATEOID:
			return BZ_FORM_DATE;
		default:
			return BZ_FORM_OTHER;
	}
}

/*
 * Append the rows of the last result, whose first columns (skip) are not the
 * report's.  They stay where SPI put them until SPI_finish().
 */
static void
append_rows(BzSheet *s, int skip)
{
	TupleDesc	desc = SPI_tuptable->tupdesc;
	int64		n = SPI_processed;
	Datum	   *values = palloc(sizeof(Datum) * desc->natts);
	bool	   *nulls = palloc(sizeof(bool) * desc->natts);
	Size		old = s->nrows * s->ncolumns;
	Size		all = (s->nrows + n) * s->ncolumns;
	Datum	   *all_values = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(Datum) * Max(all, 1));
	bool	   *all_nulls = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(bool) * Max(all, 1));

	if (desc->natts - skip != s->ncolumns)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_BOOK_VERSION),
				 errmsg("the snapshot of report \"%s\" has other columns than its function", s->report->name),
				 errhint("Upgrade the book with bianzhi.upgrade_book(), or give the table the function's columns.")));
	if (old > 0)
	{
		memcpy(all_values, s->values, sizeof(Datum) * old);
		memcpy(all_nulls, s->nulls, sizeof(bool) * old);
	}
	for (int64 i = 0; i < n; i++)
	{
		heap_deform_tuple(SPI_tuptable->vals[i], desc, values, nulls);
		memcpy(all_values + old + i * s->ncolumns, values + skip, sizeof(Datum) * s->ncolumns);
		memcpy(all_nulls + old + i * s->ncolumns, nulls + skip, sizeof(bool) * s->ncolumns);
	}
	/* as they come: a snapshot's types may differ from the function's */
	for (int i = 0; i < s->ncolumns; i++)
	{
		Oid			output;
		bool		varlena;
		BzColumn   *c = &s->columns[i];

		c->type = TupleDescAttr(desc, skip + i)->atttypid;
		c->form = form_of(c->type);
		getTypeOutputInfo(c->type, &output, &varlena);
		fmgr_info(output, &c->output);
	}
	s->values = all_values;
	s->nulls = all_nulls;
	s->nrows += n;
}

/* Read a report as it was or is in a month; a closed one as it was kept, if it was. */
static void
read_month(BzDesk *desk, BzSheet *s, DateADT month)
{
	const char *nsp = quote_identifier(desk->book->name);
	Datum		values[2] = {CStringGetTextDatum(desk->region), DateADTGetDatum(month)};
	int			place = closed_place(desk, month);
	char	   *table = psprintf("snapshot_%s", s->report->name);

	if (place >= 0 && desk->sealed[place] && OidIsValid(get_relname_relid(table, desk->book->nspoid)))
	{
		char	   *query = psprintf("SELECT s.* FROM %s.%s s WHERE s.region_closed" BZ_EQ "$1 AND s.month" BZ_EQ "$2 ORDER BY s.n",
									 nsp, quote_identifier(table));

		if (SPI_execute_with_args(query, 2, (Oid *) month_types, values, NULL, true, 0) != SPI_OK_SELECT)
			elog(ERROR, "SPI failed: %s", query);
		if (SPI_processed > 0)
		{
			append_rows(s, 3);
			return;
		}
	}
	{
		char	   *query = psprintf("SELECT t.* FROM %s.%s($1, $2) t", nsp, quote_identifier(s->report->function));

		if (SPI_execute_with_args(query, 2, (Oid *) month_types, values, NULL, true, 0) != SPI_OK_SELECT)
			elog(ERROR, "SPI failed: %s", query);
		append_rows(s, 0);
	}
}

/*
 * A report of this month, of the month before (of the year before, if it is
 * annual), or of all months of the year so far, one after the other.
 */
BzSheet *
bz_sheet_get(BzDesk *desk, const BzReport *report, BzWhen when)
{
	ListCell   *lc;
	BzSheet    *s;
	int			y;
	int			m;
	int			d;

	foreach(lc, desk->sheets)
	{
		s = lfirst(lc);
		if (s->report == report && s->when == when)
			return s;
	}
	s = palloc0(sizeof(BzSheet));
	s->report = report;
	s->when = when;
	s->ncolumns = report->columns->natts;
	s->columns = palloc0(sizeof(BzColumn) * s->ncolumns);
	j2date(desk->month + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	for (int back = when == BZ_YEAR ? m - 1 : when == BZ_NOW ? 0 : report->annual ? 12 : 1;; back--)
	{
		read_month(desk, s, bz_sheet_month(desk->month, -back));
		if (when != BZ_YEAR || back == 0)
			break;
	}
	desk->sheets = lappend(desk->sheets, s);
	return s;
}

/* ----
 * Cells
 * ----
 */

/* As it is written in a filter; NULL for null. */
char *
bz_sheet_text(BzSheet *s, int64 row, int column)
{
	Size		place = row * s->ncolumns + column;
	BzColumn   *c = &s->columns[column];
	char	   *written;

	if (s->nulls[place])
		return NULL;
	switch (c->form)
	{
		case BZ_FORM_TEXT:
			return TextDatumGetCString(s->values[place]);
		case BZ_FORM_WHOLE:
			written = palloc(MAXINT8LEN + 1);
			pg_lltoa(bz_sheet_figure(s, row, column).whole, written);
			return written;
		case BZ_FORM_BOOL:
			return pstrdup(DatumGetBool(s->values[place]) ? "true" : "false");
		case BZ_FORM_DATE:
			return bz_date_text(DatumGetDateADT(s->values[place]));
		default:
			return OutputFunctionCall(&c->output, s->values[place]);
	}
}

/* A null is zero. */
BzFigure
bz_sheet_figure(BzSheet *s, int64 row, int column)
{
	Size		place = row * s->ncolumns + column;
	BzFigure	f = {0, NULL};

	if (s->nulls[place])
		return f;
	switch (s->columns[column].type)
	{
		case INT2OID:
			f.whole = DatumGetInt16(s->values[place]);
			break;
		case INT4OID:
			f.whole = DatumGetInt32(s->values[place]);
			break;
		case INT8OID:
			f.whole = DatumGetInt64(s->values[place]);
			break;
		case NUMERICOID:
			f.exact = DatumGetNumeric(s->values[place]);
			break;
		default:
			ereport(ERROR,
					(errcode(ERRCODE_BZ_BOOK_VERSION),
					 errmsg("the snapshot of report \"%s\" has other columns than its function", s->report->name),
					 errhint("Upgrade the book with bianzhi.upgrade_book(), or give the table the function's columns.")));
	}
	return f;
}

#define LABEL_WORDS 3

/* What a row is called: its first texts, or its number. */
char *
bz_sheet_label(BzSheet *s, int64 row)
{
	StringInfoData label;
	int			words = 0;

	initStringInfo(&label);
	for (int i = 0; i < s->ncolumns && words < LABEL_WORDS; i++)
	{
		char	   *text = s->columns[i].form == BZ_FORM_TEXT ? bz_sheet_text(s, row, i) : NULL;

		if (text == NULL || strcmp(NameStr(TupleDescAttr(s->report->columns, i)->attname), "row_kind") == 0)
			continue;
		appendStringInfo(&label, "%s%s", words++ > 0 ? " / " : "", bz_text_clip(text));
	}
	if (words == 0)
		appendStringInfo(&label, "#" INT64_FORMAT, row + 1);
	return label.data;
}

/* ----
 * Figures
 * ----
 */

Numeric
bz_sheet_numeric(BzFigure f)
{
	return f.exact != NULL ? f.exact : int64_to_numeric(f.whole);
}

int
bz_sheet_compare(BzFigure a, BzFigure b)
{
	if (a.exact == NULL && b.exact == NULL)
		return a.whole < b.whole ? -1 : a.whole > b.whole;
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, NumericGetDatum(bz_sheet_numeric(a)),
											 NumericGetDatum(bz_sheet_numeric(b))));
}

bool
bz_sheet_holds(BzComparison op, BzFigure a, BzFigure b)
{
	int			c = bz_sheet_compare(a, b);

	switch (op)
	{
		case BZ_EQUAL:
			return c == 0;
		case BZ_DIFFERENT:
			return c != 0;
		case BZ_LESS:
			return c < 0;
		case BZ_AT_MOST:
			return c <= 0;
		case BZ_MORE:
			return c > 0;
		case BZ_AT_LEAST:
			return c >= 0;
	}
	return false;				/* keep compiler quiet */
}

/* ----
 * Filters
 * ----
 */

static bool
same_conditions(List *a, List *b)
{
	ListCell   *la;
	ListCell   *lb;

	if (list_length(a) != list_length(b))
		return false;
	forboth(la, a, lb, b)
	{
		BzCondition *x = lfirst(la);
		BzCondition *y = lfirst(lb);

		if (x->column != y->column || x->op != y->op || (x->own < 0) != (y->own < 0) ||
			(x->value == NULL) != (y->value == NULL) || (x->value != NULL && strcmp(x->value, y->value) != 0))
			return false;
	}
	return true;
}

/* Does a row satisfy the conditions that name a value? */
static bool
row_fits(BzSheet *s, int64 row, List *conditions)
{
	ListCell   *lc;

	foreach(lc, conditions)
	{
		BzCondition *c = lfirst(lc);
		char	   *text;
		bool		same;

		if (c->own >= 0)
			continue;
		if (c->op != BZ_EQUAL && c->op != BZ_DIFFERENT)
		{
			if (s->nulls[row * s->ncolumns + c->column] ||
				!bz_sheet_holds(c->op, bz_sheet_figure(s, row, c->column), c->figure))
				return false;
			continue;
		}
		text = bz_sheet_text(s, row, c->column);
		same = text == NULL ? c->value == NULL : c->value != NULL && strcmp(text, c->value) == 0;
		if (same != (c->op == BZ_EQUAL))
			return false;
	}
	return true;
}

/*
 * The values that are compared with the row at hand, as one text: those of a
 * row of the report that is filtered, or those of the row at hand.
 */
static char *
key_of(BzSheet *s, int64 row, List *conditions, bool own)
{
	StringInfoData key;
	ListCell   *lc;

	initStringInfo(&key);
	foreach(lc, conditions)
	{
		BzCondition *c = lfirst(lc);
		char	   *text;

		if (c->own < 0)
			continue;
		text = bz_sheet_text(s, row, own ? c->own : c->column);
		appendStringInfoString(&key, text != NULL ? text : "\001");
		appendStringInfoChar(&key, '\002');
	}
	return key.data;
}

/* Rows that satisfy conditions, in groups; made once for a sheet. */
BzIndex *
bz_sheet_index(BzDesk *desk, BzSheet *s, List *conditions)
{
	ListCell   *lc;
	BzIndex    *index;
	MemoryContext outer = CurrentMemoryContext;

	foreach(lc, s->indexes)
	{
		index = lfirst(lc);
		if (same_conditions(index->conditions, conditions))
			return index;
	}
	index = palloc0(sizeof(BzIndex));
	index->conditions = conditions;
	index->group = MemoryContextAllocHuge(outer, sizeof(int32) * Max(s->nrows, 1));
	index->keys = keys_create(outer, 64, NULL);
	MemoryContextSwitchTo(desk->scratch);
	for (int64 row = 0; row < s->nrows; row++)
	{
		bool		found;
		KeyEntry   *entry;

		CHECK_FOR_INTERRUPTS();
		MemoryContextReset(desk->scratch);
		index->group[row] = -1;
		if (!row_fits(s, row, conditions))
			continue;
		entry = keys_insert(index->keys, key_of(s, row, conditions, false), &found);
		if (!found)
		{
			entry->key = MemoryContextStrdup(outer, entry->key);
			entry->group = index->ngroups++;
		}
		index->group[row] = entry->group;
	}
	MemoryContextSwitchTo(outer);
	s->indexes = lappend(s->indexes, index);
	return index;
}

/* The group that belongs to the row at hand, -1 if there is none. */
int32
bz_sheet_group(BzIndex *index, List *conditions, BzSheet *own, int64 row)
{
	KeyEntry   *entry = keys_lookup(index->keys, key_of(own, row, conditions, true));

	return entry != NULL ? entry->group : -1;
}
