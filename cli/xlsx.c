/*-------------------------------------------------------------------------
 *
 * xlsx.c
 *	  Rows as a spreadsheet (libxlsxwriter): every result a sheet; a report
 *	  with title, merged headings, seal and signatures, ready for the printer.
 *
 * A number is a number, a date a date, and any text stays text: credit codes,
 * document numbers and what begins with "=" are written as strings.
 *
 * What may not live here: which columns there are and how headings merge
 * (report_layout.c), the workbook (xlsx_book.c).
 *
 *-------------------------------------------------------------------------
 */
#include "xlsx.h"

#include "chart.h"
#include "mb/pg_wchar.h"

#define PIXELS_OF_EM	13.8	/* and a little, at full size */
#define MAX_CELL		32767	/* characters */
#define A3				8		/* numbers of paper in the file format */
#define A4				9

/* ---- cells ------------------------------------------------------------------------------ */

/* Text in one cell or several that are merged. */
static void
put_across(Sheet *sheet, int row, int first, int last, const char *text, lxw_format *format)
{
	if (last < first)
		return;
	if (first == last)
		worksheet_write_string(sheet->ws, row, first, text, format);
	else
		worksheet_merge_range(sheet->ws, row, first, row, last, text, format);
}

static void
put_text(Sheet *sheet, int row, int column, const char *text, lxw_format *format)
{
	char	   *cut;
	int			length = 0;

	if (worksheet_write_string(sheet->ws, row, column, text, format) != LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
		return;
	for (int n = 0; n < MAX_CELL / 2 && text[length] != '\0'; n++)
		length += PQmblenBounded(text + length, PG_UTF8);
	cut = pnstrdup(text, length);
	worksheet_write_string(sheet->ws, row, column, cut, format);
	pg_free(cut);
}

/* A day or a moment of the years that a spreadsheet knows; false if it is not. */
static bool
put_date(Sheet *sheet, int row, int column, const char *value, lxw_format *format)
{
	lxw_datetime when = {0};
	int			read = sscanf(value, "%4d-%2d-%2d %2d:%2d:%lf", &when.year, &when.month, &when.day,
							  &when.hour, &when.min, &when.sec);

	if (read < 3 || when.year < 1901 || value[4] != '-' || strstr(value, "BC") != NULL)
		return false;
	worksheet_write_datetime(sheet->ws, row, column, &when, format);
	return true;
}

static void
put_cell(Sheet *sheet, int row, int c, int r, RowKind kind, int numbering)
{
	const ReportColumn *column = &sheet->layout.columns[c];
	const PGresult *rows = sheet->report->rows;
	lxw_format *format = cell_format(sheet->wb, column->kind, column->decimals, kind);

	if (column->kind == COLUMN_NUMBERING)
	{
		if (kind == ROW_PLAIN)
			worksheet_write_number(sheet->ws, row, c, numbering, format);
		else
			worksheet_write_blank(sheet->ws, row, c, format);
	}
	else if (PQgetisnull(rows, r, column->field))
		worksheet_write_blank(sheet->ws, row, c, format);
	else if (is_number(column->kind) || column->kind == COLUMN_CODE)
		worksheet_write_number(sheet->ws, row, c, strtod(PQgetvalue(rows, r, column->field), NULL), format);
	else if ((column->kind != COLUMN_DATE && column->kind != COLUMN_TIME) ||
			 !put_date(sheet, row, c, PQgetvalue(rows, r, column->field), format))
		put_text(sheet, row, c, printed_value(sheet->s, rows, r, column->field), format);
}

/* Lines that a text takes in a column. */
static int
lines_in(const char *text, int width)
{
	ChartLine	line;

	return Max(wrap_text(text, EM, Max(width - EM / 2, EM), &line, 1), 1);
}

/* The file counts digits of its own font, seven pixels each; a Chinese character of ours is 13.3 wide. */
static double
column_width(int width)
{
	return (width * PIXELS_OF_EM / EM - 5) / 7;
}

static void
put_headings(Sheet *sheet)
{
	const ReportLayout *layout = &sheet->layout;
	int			top = sheet->row;
	int			rows = layout->heading_rows;
	int			lines = 1;

	sheet->first_heading = top;
	for (int c = 0; c < layout->ncolumns; c++)
	{
		const ReportColumn *column = &layout->columns[c];

		if (column->span > 0)
			put_across(sheet, top, c, c + column->span - 1, column->group, sheet->wb->heading);
		if (column->sub != NULL)
			worksheet_write_string(sheet->ws, top + 1, c, column->sub, sheet->wb->heading);
		else if (rows == 2)
			worksheet_merge_range(sheet->ws, top, c, top + 1, c, column->heading, sheet->wb->heading);
		else
			worksheet_write_string(sheet->ws, top, c, column->heading, sheet->wb->heading);
		lines = Max(lines, column->sub != NULL ? lines_in(column->sub, column->width) :
					lines_in(column->heading, column->width) - (rows - 1));
		worksheet_set_column(sheet->ws, c, c, column_width(column->width), NULL);
	}
	if (rows == 2)
		worksheet_set_row(sheet->ws, top, LINE + 4, NULL);
	worksheet_set_row(sheet->ws, top + rows - 1, lines * LINE + 4, NULL);
	sheet->row += rows;
	sheet->first_data = sheet->row;
}

static void
put_rows(Sheet *sheet)
{
	const PGresult *rows = sheet->report->rows;
	int			numbering = 0;

	if (sheet->row + PQntuples(rows) + 10 > LXW_ROW_MAX)
	{
		pg_log_error("a spreadsheet has no room for %d rows", PQntuples(rows));
		exit(EXIT_FAILED);
	}
	for (int r = 0; r < PQntuples(rows); r++)
	{
		RowKind		kind = row_kind(rows, r);
		int			lines = 1;

		if (kind == ROW_PLAIN)
			numbering++;
		for (int c = 0; c < sheet->layout.ncolumns; c++)
		{
			const ReportColumn *column = &sheet->layout.columns[c];

			put_cell(sheet, sheet->row, c, r, kind, numbering);
			if (column->kind == COLUMN_TEXT)
				lines = Max(lines, lines_in(printed_value(sheet->s, rows, r, column->field), column->width));
		}
		worksheet_set_row(sheet->ws, sheet->row, Min(lines, 20) * LINE + 1, NULL);
		sheet->row++;
	}
}

/* ---- print set-up --------------------------------------------------------------------------- */

/* Of headers and footers "&" is a sign of its own. */
static char *
doubled_ampersands(const char *text)
{
	PQExpBufferData buf;

	initPQExpBuffer(&buf);
	for (; *text != '\0'; text++)
		appendPQExpBuffer(&buf, *text == '&' ? "&&" : "%c", *text);
	return buf.data;
}

/* The column that stays in sight: the name of the unit. */
static int
frozen_columns(const Sheet *sheet)
{
	for (int c = 0; c < sheet->layout.ncolumns && c < 4; c++)
	{
		int			field = sheet->layout.columns[c].field;

		if (field >= 0 && strcmp(PQfname(sheet->report->rows, field), "unit") == 0)
			return c + 1;
	}
	return 0;
}

static void
set_up_print(Sheet *sheet, const char *title)
{
	char	   *safe = doubled_ampersands(title != NULL ? title : "");
	char	   *header = psprintf("&C&9%.180s", safe);
	char	   *pages = psprintf(report_word(sheet->s->chinese, RW_PAGE_OF), "&P", "&N");
	char	   *footer = psprintf("&C&9%s", pages);
	int			last = sheet->first_data - 1;

	worksheet_set_landscape(sheet->ws);
	worksheet_set_paper(sheet->ws, sheet->a3 ? A3 : A4);
	/* a table in parts: the office breaks it, the first columns stand on each page */
	worksheet_fit_to_pages(sheet->ws, sheet->layout.nparts, 0);
	if (sheet->layout.nparts > 1)
		worksheet_repeat_columns(sheet->ws, 0, sheet->layout.lead - 1);
	worksheet_set_margins(sheet->ws, 0.4, 0.4, 0.6, 0.6);
	worksheet_center_horizontally(sheet->ws);
	worksheet_repeat_rows(sheet->ws, sheet->first_heading, last);
	worksheet_freeze_panes(sheet->ws, sheet->first_data, frozen_columns(sheet));
	if (strlen(header) < LXW_HEADER_FOOTER_MAX)
		worksheet_set_header(sheet->ws, header);
	worksheet_set_footer(sheet->ws, footer);
	free(safe);
	pg_free(header);
	pg_free(pages);
	pg_free(footer);
}

static void
close_sheet(Sheet *sheet)
{
	free_layout(&sheet->layout);
}

/* Rows of any command. */
void
xlsx_rows(Session *s, const char *title, const PGresult *res, char *const *headings)
{
	Report		report = {0};
	Sheet		sheet;

	report.rows = (PGresult *) res;
	report.headings = (char **) headings;
	open_sheet(s, &sheet, &report, title != NULL ? title : "", false);
	put_headings(&sheet);
	put_rows(&sheet);
	if (PQntuples(res) > 0)
		worksheet_autofilter(sheet.ws, sheet.first_data - 1, 0, sheet.row - 1, sheet.layout.ncolumns - 1);
	set_up_print(&sheet, title);
	close_sheet(&sheet);
}

/* ---- a report -------------------------------------------------------------------------------- */

/* A line over all columns. */
static void
put_line(Sheet *sheet, double height, const char *text, lxw_format *format)
{
	worksheet_set_row(sheet->ws, sheet->row, height * sheet->frame, NULL);
	put_across(sheet, sheet->row++, sheet->from, sheet->across, text, format);
}

/* Two texts of one line, the second at the right edge. */
static void
put_pair(Sheet *sheet, const char *left, const char *right)
{
	int			last = sheet->across;
	int			half = sheet->from;
	int			width = 0;

	while (half < last && width < sheet->layout.part_width * 3 / 5)
		width += sheet->layout.columns[half++].width;
	put_across(sheet, sheet->row, sheet->from, half - 1, left, sheet->left);
	put_across(sheet, sheet->row, half, last, right, sheet->right);
	worksheet_set_row(sheet->ws, sheet->row, sheet->frame, NULL);
	sheet->row++;
}

/* A label and what it stands for. */
static char *
labelled(Session *s, ReportWord label, const char *text)
{
	return psprintf("%s%s", report_word(s->chinese, label), text != NULL ? text : "");
}

static void
put_title(Sheet *sheet)
{
	const Report *report = sheet->report;

	make_frame_formats(sheet);
	put_line(sheet, 2, report->title, sheet->title);
	if (report->period != NULL)
		put_line(sheet, 1, report->period, sheet->subtitle);
	if (report->region != NULL)
	{
		char	   *region = psprintf("%s（%s）", report->region_name, report->region);

		put_pair(sheet, labelled(sheet->s, RW_OFFICE, report->office),
				 report->number != NULL ? labelled(sheet->s, RW_FORM, report->number) : "");
		put_pair(sheet, psprintf("%s    %s", labelled(sheet->s, RW_REGION, region),
								 report->cutoff != NULL ? labelled(sheet->s, RW_CUTOFF, report->cutoff) : ""),
				 report->measure != NULL ? report->measure : "");
		pg_free(region);
	}
	if (report->note != NULL)
		put_line(sheet, 1, report->note, sheet->note);
}

/* The lines below the rows: seal, signatures. */
static void
put_foot(Sheet *sheet)
{
	const Report *report = sheet->report;
	Session    *s = sheet->s;
	PQExpBufferData line;

	if (report->region == NULL)
		return;
	initPQExpBuffer(&line);
	sheet->row++;
	for (int part = 0; seal_text(s, report, part, &line); part++)
	{
		if (line.len > 0)
			put_line(sheet, 1, line.data, sheet->left);
	}
	sheet->row++;
	resetPQExpBuffer(&line);
	for (ReportWord word = RW_HEAD; word <= RW_FILED; word++)
		appendPQExpBuffer(&line, "%s________________    ", report_word(s->chinese, word));
	put_line(sheet, 1.6, line.data, sheet->left);
	termPQExpBuffer(&line);
}

void
xlsx_report(Session *s, const Report *report)
{
	Sheet		sheet;
	char	   *name = report->number != NULL ? psprintf("%s %s", report->number, report->title) : pg_strdup(report->title);

	open_sheet(s, &sheet, report, name, true);
	put_title(&sheet);
	put_headings(&sheet);
	put_rows(&sheet);
	if (PQntuples(report->rows) > 0)
	{
		lxw_conditional_format zero = {.type = LXW_CONDITIONAL_TYPE_CELL, .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
		.value = 0, .format = sheet.wb->zero};

		worksheet_conditional_format_range(sheet.ws, sheet.first_data, 0, sheet.row - 1, sheet.layout.ncolumns - 1, &zero);
	}
	else
		put_line(&sheet, 1, report_word(s->chinese, RW_NO_ROWS), sheet.left);
	put_foot(&sheet);
	worksheet_print_area(sheet.ws, 0, 0, sheet.row - 1, sheet.layout.ncolumns - 1);
	set_up_print(&sheet, name);
	close_sheet(&sheet);
	pg_free(name);
}
