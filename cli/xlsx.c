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
 * (report_layout.c).
 *
 *-------------------------------------------------------------------------
 */
#include "report.h"

#include "mb/pg_wchar.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include "chart.h"

#define EM				1000
#define FONT			"宋体"
#define TITLE_FONT		"黑体"
#define TYPE			10		/* points */
#define LINE			15.0	/* points, of TYPE */
#define MAX_SHEET_NAME	31
#define MAX_CELL		32767	/* characters */
#define A3				8		/* numbers of paper in the file format */
#define A4				9
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
	int			across;			/* last column of what stands around the rows */
	int			row;			/* the next one */
	int			first_heading;
	int			first_data;
} Sheet;

static char *leftover;

static void
remove_leftover(void)
{
	if (leftover != NULL)
		unlink(leftover);
}

/* A terminal shows no spreadsheets. */
bool
xlsx_can_be_written(const Session *s)
{
	if (s->output != NULL || !isatty(fileno(stdout)))
		return true;
	pg_log_error("a spreadsheet is a file: name one with --output");
	return false;
}

/* ---- formats ------------------------------------------------------------------------ */

static lxw_format *
new_format(Workbook *wb, const char *font, int size)
{
	lxw_format *format = workbook_add_format(wb->book);

	format_set_font_name(format, font);
	format_set_font_size(format, size);
	format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
	return format;
}

static void
make_formats(Workbook *wb)
{
	wb->heading = new_format(wb, FONT, TYPE);
	format_set_bold(wb->heading);
	format_set_border(wb->heading, LXW_BORDER_THIN);
	format_set_align(wb->heading, LXW_ALIGN_CENTER);
	format_set_text_wrap(wb->heading);
	format_set_bg_color(wb->heading, 0xE7EDF4);
	wb->zero = workbook_add_format(wb->book);
	format_set_font_color(wb->zero, 0xA0A0A0);
}

/*
 * What stands around the rows is as large on paper on every sheet, although a
 * wide one is made smaller to fit.
 */
static void
make_frame_formats(Sheet *sheet)
{
	Workbook   *wb = sheet->wb;
	double		room = (sheet->a3 ? A3_ROOM : A4_ROOM) * 100.0 * EM / sheet->layout.part_width;
	double		larger = Min(Max(TYPE * 35.28 / room, 1.0), 2.0);
	int			type = TYPE * larger + 0.5;

	sheet->frame = LINE * larger;
	sheet->title = new_format(wb, TITLE_FONT, type * 9 / 5);
	format_set_align(sheet->title, LXW_ALIGN_CENTER);
	sheet->subtitle = new_format(wb, FONT, type);
	format_set_align(sheet->subtitle, LXW_ALIGN_CENTER);
	sheet->left = new_format(wb, FONT, type);
	sheet->right = new_format(wb, FONT, type);
	format_set_align(sheet->right, LXW_ALIGN_RIGHT);
	sheet->note = new_format(wb, FONT, type);
	format_set_text_wrap(sheet->note);
	format_set_font_color(sheet->note, 0xA02020);
}

static void
set_number_format(lxw_format *format, ColumnKind kind, int decimals)
{
	char		digits[32] = "#,##0.";

	switch (kind)
	{
		case COLUMN_COUNT:
			format_set_num_format(format, "#,##0");
			break;
		case COLUMN_RATE:
			snprintf(digits + 6, sizeof(digits) - 6, "%.*s", decimals, "000000");
			format_set_num_format(format, digits);
			break;
		case COLUMN_CODE:
		case COLUMN_NUMBERING:
			format_set_num_format(format, "0");
			break;
		case COLUMN_DATE:
			format_set_num_format(format, "yyyy-mm-dd");
			break;
		case COLUMN_TIME:
			format_set_num_format(format, "yyyy-mm-dd hh:mm");
			break;
		case COLUMN_TEXT:
			format_set_num_format(format, "@");
			format_set_text_wrap(format);
			break;
	}
}

/* The format of a cell, made when it is first wanted. */
static lxw_format *
cell_format(Workbook *wb, ColumnKind kind, int decimals, RowKind row)
{
	lxw_format **format = &wb->cells[kind][Min(decimals, MAX_DECIMALS)][row];

	if (*format != NULL)
		return *format;
	*format = new_format(wb, FONT, TYPE);
	format_set_border(*format, LXW_BORDER_THIN);
	set_number_format(*format, kind, Min(decimals, MAX_DECIMALS));
	if (kind != COLUMN_TEXT && kind != COLUMN_COUNT && kind != COLUMN_RATE)
		format_set_align(*format, LXW_ALIGN_CENTER);
	if (row >= ROW_SUBTOTAL)
	{
		format_set_bold(*format);
		format_set_bg_color(*format, row == ROW_TOTAL ? 0xDCE6F1 : 0xF3F6FA);
	}
	return *format;
}

/* ---- the workbook --------------------------------------------------------------------- */

static Workbook *
the_workbook(Session *s)
{
	Workbook   *wb = s->workbook;
	const char *dir = getenv("TMPDIR");
	int			fd;

	if (wb != NULL)
		return wb;
	if (PQclientEncoding(s->conn) != PG_UTF8)
	{
		pg_log_error("format \"%s\" needs a locale whose encoding is UTF-8", "xlsx");
		exit(EXIT_FAILED);
	}
	wb = s->workbook = pg_malloc0(sizeof(Workbook));
	wb->path = psprintf("%s/bianzhi-XXXXXX", dir != NULL && dir[0] != '\0' ? dir : "/tmp");
	fd = mkstemp(wb->path);
	if (fd < 0)
	{
		pg_log_error("could not create file \"%s\": %m", wb->path);
		exit(EXIT_FAILED);
	}
	close(fd);
	leftover = wb->path;
	atexit(remove_leftover);
	wb->book = workbook_new(wb->path);
	make_formats(wb);
	return wb;
}

/* Copy what was written to the output; a full disk must not look like success. */
bool
close_workbook(Session *s)
{
	Workbook   *wb = s->workbook;
	lxw_error	error = workbook_close(wb->book);
	FILE	   *from;
	char		piece[65536];
	size_t		n;

	s->workbook = NULL;
	if (error != LXW_NO_ERROR)
	{
		pg_log_error("could not write the spreadsheet: %s", lxw_strerror(error));
		return false;
	}
	if (!open_output(s))
		return false;
	from = fopen(wb->path, PG_BINARY_R);
	while (from != NULL && (n = fread(piece, 1, sizeof(piece), from)) > 0)
		fwrite(piece, 1, n, s->out);
	if (from == NULL || ferror(from))
	{
		pg_log_error("could not read file \"%s\": %m", wb->path);
		return false;
	}
	fclose(from);
	return true;
}

/* Is there such a sheet? Names differ by more than their case. */
static bool
sheet_name_taken(Workbook *wb, const char *name)
{
	lxw_worksheet *ws;

	STAILQ_FOREACH(ws, wb->book->worksheets, list_pointers)
	{
		if (pg_strcasecmp(ws->name, name) == 0)
			return true;
	}
	return false;
}

/* A name that a sheet may have: short, without some signs, its own. */
static char *
sheet_name(Workbook *wb, const char *title)
{
	PQExpBufferData name;
	int			characters = 0;

	initPQExpBuffer(&name);
	for (const char *c = title; *c != '\0' && characters < MAX_SHEET_NAME - 3; c += PQmblenBounded(c, PG_UTF8))
	{
		bool		bad = strchr("[]:*?/\\'", *c) != NULL || (unsigned char) *c < 0x20;

		appendBinaryPQExpBuffer(&name, bad ? " " : c, bad ? 1 : PQmblenBounded(c, PG_UTF8));
		/* those outside of the basic plane count twice */
		characters += PQmblenBounded(c, PG_UTF8) > 3 ? 2 : 1;
	}
	if (name.len == 0)
		appendPQExpBuffer(&name, "Sheet%d", wb->sheets);
	if (sheet_name_taken(wb, name.data))
		appendPQExpBuffer(&name, " %d", wb->sheets);
	return name.data;
}

static void
open_sheet(Session *s, Sheet *sheet, const Report *report, const char *name, bool on_paper)
{
	char	   *own;

	memset(sheet, 0, sizeof(*sheet));
	sheet->s = s;
	sheet->wb = the_workbook(s);
	sheet->wb->sheets++;
	sheet->report = report;
	lay_out(s, report, on_paper, &sheet->layout);
	sheet->layout.nparts = 1;
	sheet->layout.part_width = sheet->layout.width;
	sheet->a3 = on_paper && fit_paper(report, &sheet->layout);
	sheet->across = (sheet->layout.nparts > 1 ? sheet->layout.parts[1] : sheet->layout.ncolumns) - 1;
	own = sheet_name(sheet->wb, name);
	sheet->ws = workbook_add_worksheet(sheet->wb->book, own);
	free(own);
	if (sheet->ws == NULL)
	{
		pg_log_error("could not add a sheet to the spreadsheet");
		exit(EXIT_FAILED);
	}
	/* no triangles beside codes made of digits */
	worksheet_ignore_errors(sheet->ws, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576");
}

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
	return (width * 13.8 / EM - 5) / 7;
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
	put_across(sheet, sheet->row++, 0, sheet->across, text, format);
}

/* Two texts of one line, the second at the right edge. */
static void
put_pair(Sheet *sheet, const char *left, const char *right)
{
	int			last = sheet->across;
	int			half = 0;
	int			width = 0;

	while (half < last && width < sheet->layout.part_width * 3 / 5)
		width += sheet->layout.columns[half++].width;
	put_across(sheet, sheet->row, 0, half - 1, left, sheet->left);
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
