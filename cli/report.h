/*-------------------------------------------------------------------------
 *
 * report.h
 *	  What the rooms that print reports share: a report with all that stands
 *	  around its rows, the columns as they are printed, and the words on paper.
 *
 * Lengths on paper are thousandths of the size of type ("em") until a room
 * knows how large the type is.
 *
 *-------------------------------------------------------------------------
 */
#ifndef BIANZHI_REPORT_H
#define BIANZHI_REPORT_H

#include "cli.h"

#define MAX_PARTS		16

/* Paper, landscape: what is between its margins, millimetres. */
#define A4_ROOM			273
#define A3_ROOM			396

/* Type on paper, hundredths of a millimetre. */
#define GOOD_TYPE		265		/* 7.5 point */
#define SMALLEST_TYPE	226		/* 6.4 point; smaller only if A3 is not enough */

/* ---- a report -------------------------------------------------------------- */

/*
 * All texts are the server's and may be NULL; "meta" holds those that come
 * from one row about the report, and is what they point into.
 */
typedef struct Report
{
	const char *name;			/* in the book, as monthly_establishment */
	const char *relation;		/* whose column comments are the headings; or NULL */
	const char *number;			/* 月表1 */
	const char *title;
	const char *measure;		/* 单位：个、名、人 */
	const char *paper;			/* A4 or A3 */
	bool		paper_asked;	/* by the user, so kept */
	const char *region;			/* code */
	const char *region_name;
	const char *office;			/* who reports */
	const char *month;			/* first day; NULL = the present */
	const char *period;			/* the month, or the day, in words */
	const char *cutoff;			/* last day it covers */
	const char *prepared;		/* when it was printed */
	const char *state;			/* closed, frozen, open; NULL = no month */
	const char *seal;			/* hexadecimal, of this month and region */
	const char *closed_at;
	const char *closed_by;
	const char *close_reason;
	const char *under;			/* region under whose seal it is, if another one */
	const char *under_name;
	const char *note;			/* printed below the title */

	PGresult   *meta;
	PGresult   *rows;
	PGresult   *signers;		/* name, signed_by, signed_at */
	char	  **headings;		/* one for each column of rows */
} Report;

/* ---- its columns on paper ----------------------------------------------------- */

typedef enum ColumnKind
{
	COLUMN_TEXT,
	COLUMN_COUNT,				/* a whole number, with thousands */
	COLUMN_RATE,				/* a number with decimals */
	COLUMN_CODE,				/* a whole number that names something */
	COLUMN_DATE,
	COLUMN_TIME,
	COLUMN_NUMBERING			/* no column of the result: 1, 2, 3 ... */
} ColumnKind;

typedef struct ReportColumn
{
	int			field;			/* of the result; -1 for the numbering */
	ColumnKind	kind;
	int			decimals;
	const char *heading;		/* whole */
	char	   *group;			/* what stands over several columns, or NULL */
	char	   *sub;			/* what stands below it */
	int			span;			/* columns of the group, at its first one; else 0 */
	int			width;			/* that its widest cell and its heading want */
	int			least;			/* that it can do with, text being broken */
} ReportColumn;

typedef struct ReportLayout
{
	ReportColumn *columns;
	int			ncolumns;
	int			heading_rows;	/* 1, or 2 if any heading is merged */
	int			width;			/* of all columns */

	/* too wide for any paper: in parts below each other, each with the first columns */
	int			nparts;
	int			parts[MAX_PARTS + 1];	/* where each begins; the last one ends the table */
	int			lead;			/* columns that stand in every part */
	int			part_width;		/* of the widest part, with these */
} ReportLayout;

/* What a row is, for emphasis and numbering. */
typedef enum RowKind
{
	ROW_PLAIN,					/* numbered */
	ROW_PART,
	ROW_SUBTOTAL,
	ROW_TOTAL
} RowKind;

/* The words on paper: labels of data, like headings. */
typedef enum ReportWord
{
	RW_NUMBERING, RW_FORM, RW_OFFICE, RW_REGION, RW_PERIOD, RW_CUTOFF, RW_PREPARED,
	RW_SEAL, RW_CLOSED, RW_CLOSED_BY, RW_OPEN, RW_FROZEN, RW_UNDER, RW_REASON,
	RW_HEAD, RW_REVIEWER, RW_FILLER, RW_FILED, RW_SIGNED, RW_CHARTS, RW_BOOK,
	RW_OCCUPANCY, RW_APPROVED, RW_STRENGTH, RW_OVER, RW_VACANT, RW_OTHERS,
	RW_MOVEMENT, RW_IN, RW_OUT, RW_CLOSING, RW_AGES, RW_MEN, RW_WOMEN, RW_PAGE_OF,
	RW_NO_ROWS, RW_CONTINUED, RW_PRESENT, RW_YES, RW_SEALED_SHORT
} ReportWord;

/* report.c */
extern bool report_has_column(Session *s, const char *report, const char *column);

/* report_layout.c */
extern const char *report_word(bool chinese, ReportWord word);
extern bool seal_text(Session *s, const Report *report, int part, PQExpBuffer line);
extern void lay_out(Session *s, const Report *report, bool on_paper, ReportLayout *layout);
extern bool fit_paper(const Report *report, ReportLayout *layout);
extern void cut_part(const ReportLayout *layout, int n, ReportLayout *part);
extern void free_layout(ReportLayout *layout);
extern RowKind row_kind(const PGresult *rows, int row);
extern bool is_number(ColumnKind kind);
extern char *printed_cell(Session *s, const Report *report, const ReportColumn *column, int row, int numbering);

/* report_chart.c */
extern void draw_charts(Session *s, FILE *out, const Report *report);

/* report_page.c */
extern void write_report_pages(Session *s, FILE *out, Report *const *reports, int n, const char *title);

/* xlsx.c */
extern void xlsx_report(Session *s, const Report *report);

#endif							/* BIANZHI_REPORT_H */
