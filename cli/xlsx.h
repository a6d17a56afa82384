/*-------------------------------------------------------------------------
 *
 * xlsx.h
 *	  What the rooms of spreadsheets share: the workbook with its formats, and
 *	  a sheet while it is written.
 *
 *-------------------------------------------------------------------------
 */
#ifndef BIANZHI_XLSX_H
#define BIANZHI_XLSX_H

#include "report.h"

#include <xlsxwriter.h>

#define EM				1000
#define TYPE			10		/* points */
#define LINE			15.0	/* points, of TYPE */
#define KINDS			(COLUMN_NUMBERING + 1)
#define MAX_DECIMALS	6

typedef struct Workbook
{
	lxw_workbook *book;
	char	   *path;			/* written there, then copied to the output */
	int			sheets;
	lxw_format *cells[KINDS][MAX_DECIMALS + 1][ROW_TOTAL + 1];
	lxw_format *heading;
	lxw_format *zero;
} Workbook;

/* A sheet while it is written. */
typedef struct Sheet
{
	Session    *s;
	Workbook   *wb;
	lxw_worksheet *ws;
	const Report *report;
	ReportLayout layout;
	lxw_format *title;
	lxw_format *subtitle;
	lxw_format *left;
	lxw_format *right;
	lxw_format *note;
	bool		a3;
	double		frame;			/* height of a line around the rows */
	int			from;			/* first and last column of what stands around the rows */
	int			across;
	int			row;			/* the next one */
	int			first_heading;
	int			first_data;
} Sheet;

/* xlsx_book.c */
extern void open_sheet(Session *s, Sheet *sheet, const Report *report, const char *name, bool on_paper);
extern lxw_format *cell_format(Workbook *wb, ColumnKind kind, int decimals, RowKind row);
extern void make_frame_formats(Sheet *sheet);

#endif							/* BIANZHI_XLSX_H */
