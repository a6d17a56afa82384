/*-------------------------------------------------------------------------
 *
 * formula.h
 *	  What the rooms of audit formulas share (formula*.c): the tree that a
 *	  formula is parsed into, and the parser's state.
 *
 * What may not live here: anything that other rooms use (bianzhi.h).
 *
 *-------------------------------------------------------------------------
 */
#ifndef BIANZHI_FORMULA_H
#define BIANZHI_FORMULA_H

#include "bianzhi.h"

#include "nodes/pg_list.h"
#include "utils/numeric.h"

typedef struct BzReport
{
	char	   *name;
	char	   *function;
	bool		annual;
	TupleDesc	columns;		/* of what the function returns; NULL if there is none */
} BzReport;

/* A figure: whole, or exact where that is too small or has decimals. */
typedef struct BzFigure
{
	int64		whole;
	Numeric		exact;			/* NULL for a whole one */
} BzFigure;

typedef enum BzComparison
{
	BZ_EQUAL,
	BZ_DIFFERENT,
	BZ_LESS,
	BZ_AT_MOST,
	BZ_MORE,
	BZ_AT_LEAST
} BzComparison;

typedef struct BzCondition
{
	int			column;			/* of the report that is filtered, from 0 */
	int			own;			/* column of the row at hand, or -1 */
	BzComparison op;
	char	   *value;			/* if own is -1; NULL means empty */
	BzFigure	figure;			/* the value, where op is an order */
} BzCondition;

typedef enum BzWhen
{
	BZ_NOW,
	BZ_PREVIOUS,
	BZ_YEAR
} BzWhen;

typedef enum BzNodeKind
{
	BZ_NUMBER,
	BZ_CELL,					/* column of the row at hand */
	BZ_SUM,						/* of a column over rows of a report */
	BZ_COUNT,					/* of rows of a report */
	BZ_ADD,
	BZ_SUBTRACT,
	BZ_MULTIPLY,
	BZ_MIN,
	BZ_MAX
} BzNodeKind;

typedef struct BzNode
{
	BzNodeKind	kind;
	BzFigure	number;
	int			column;			/* from 0 */
	const BzReport *report;
	BzWhen		when;
	List	   *conditions;		/* BzCondition */
	struct BzNode *left;
	struct BzNode *right;
	void	   *state;			/* formula_check.c's */
} BzNode;

typedef struct BzRelation
{
	BzNode	   *left;
	BzNode	   *right;
	BzComparison op;
	char	   *text;
} BzRelation;

typedef struct BzFormula
{
	const BzReport *report;		/* whose rows it is evaluated on; NULL: once */
	List	   *rows;			/* BzCondition */
	List	   *guards;			/* BzRelation */
	List	   *relations;
	bool		previous;		/* looks at the month before */
	bool		previous_year;	/* at the annual report of the year before */
	bool		year;			/* at the months of the year */
	bool		annual;			/* at a report of the year */
	/* what is wrong with it, translated; NULL if nothing is */
	char	   *problem;
	char	   *detail;
	char	   *hint;
	const char *wrong;			/* the column of report_formula that is wrong */
} BzFormula;

/* The text being read, and where. */
typedef struct BzParser
{
	List	   *reports;		/* BzReport */
	BzFormula  *formula;
	const char *field;			/* column of report_formula being read */
	uint32	   *chars;
	int			n;
	int			at;				/* of the next character */
} BzParser;

/* ----
 * formula_word.c: characters, names, filters, and what is wrong with them.
 * ----
 */
extern void *bz_formula_fail(BzParser *p, int at, char *problem, char *hint);
extern char *bz_formula_form(BzParser *p);
extern char *bz_formula_names(List *reports);
extern char *bz_formula_columns(const BzReport *report, bool figures);
extern void bz_formula_read(BzParser *p, const char *field, const char *text);
extern uint32 bz_formula_char(BzParser *p, int ahead);
extern uint32 bz_formula_peek(BzParser *p);
extern bool bz_formula_accept(BzParser *p, uint32 c);
extern bool bz_formula_expect(BzParser *p, char c);
extern char *bz_formula_name(BzParser *p);
extern char *bz_formula_text(BzParser *p, int from);
extern const BzReport *bz_formula_report(BzParser *p, const char *name, int at);
extern bool bz_formula_comparison(BzParser *p, BzComparison *op);
extern BzFigure bz_formula_number(const char *digits);
extern int	bz_formula_figure(BzParser *p, const BzReport *report, const char *name, int at);
extern List *bz_formula_conditions(BzParser *p, const BzReport *report);
extern List *bz_formula_reports(BzBook *book, bool as_caller);

/* formula.c: from text to the tree; rows and report may be NULL */
extern BzFormula *bz_formula_parse(List *reports, const char *report, const char *rows,
								   const char *formula);

/* ----
 * formula_sheet.c: the rows of a report as formulas read them.
 * ----
 */
typedef enum BzForm
{
	BZ_FORM_WHOLE,
	BZ_FORM_NUMERIC,
	BZ_FORM_TEXT,
	BZ_FORM_BOOL,
	BZ_FORM_DATE,
	BZ_FORM_OTHER
} BzForm;

typedef struct BzColumn
{
	Oid			type;
	BzForm		form;
	FmgrInfo	output;			/* of BZ_FORM_OTHER */
} BzColumn;

typedef struct BzSheet
{
	const BzReport *report;
	BzWhen		when;
	int			ncolumns;
	BzColumn   *columns;
	int64		nrows;
	Datum	   *values;			/* row by row */
	bool	   *nulls;
	List	   *indexes;		/* BzIndex */
} BzSheet;

/* Rows of a sheet that satisfy a filter, in groups by what is compared with the row at hand. */
typedef struct BzIndex
{
	List	   *conditions;
	int32	   *group;			/* of each row, from 0; -1 if it is not among them */
	int			ngroups;
	struct keys_hash *keys;
} BzIndex;

typedef struct BzDesk
{
	BzBook	   *book;
	char	   *region;
	DateADT		month;
	List	   *reports;		/* BzReport */
	List	   *sheets;			/* BzSheet, as far as they were asked for */
	int			nclosed;
	DateADT    *closed;			/* months that the region has closed, in order */
	bool	   *sealed;			/* by itself, so that it has snapshots */
	MemoryContext scratch;		/* reset row by row */
} BzDesk;

extern void bz_sheet_desk(BzDesk *desk, BzBook *book, Datum region, DateADT month);
extern bool bz_sheet_closed(const BzDesk *desk, DateADT month);
extern DateADT bz_sheet_month(DateADT month, int months);
extern BzSheet *bz_sheet_get(BzDesk *desk, const BzReport *report, BzWhen when);
extern char *bz_sheet_text(BzSheet *s, int64 row, int column);
extern BzFigure bz_sheet_figure(BzSheet *s, int64 row, int column);
extern char *bz_sheet_label(BzSheet *s, int64 row);
extern bool bz_sheet_holds(BzComparison op, BzFigure a, BzFigure b);
extern int	bz_sheet_compare(BzFigure a, BzFigure b);
extern Numeric bz_sheet_numeric(BzFigure f);
extern BzIndex *bz_sheet_index(BzDesk *desk, BzSheet *s, List *conditions);
extern int32 bz_sheet_group(BzIndex *index, List *conditions, BzSheet *own, int64 row);

#endif							/* BIANZHI_FORMULA_H */
