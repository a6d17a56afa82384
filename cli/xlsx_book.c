/*-------------------------------------------------------------------------
 *
 * xlsx_book.c
 *	  The workbook of a run (libxlsxwriter): its formats, its sheets, and how
 *	  it gets to the output.
 *
 * The library writes to a file with a name, so that is a temporary one, copied
 * to the output at the end: "--output" and a full disk mean the same as for
 * any other format.
 *
 * What may not live here: what is in a sheet (xlsx.c).
 *
 *-------------------------------------------------------------------------
 */
#include "xlsx.h"

#include "mb/pg_wchar.h"

#include <unistd.h>

#define FONT			"宋体"
#define TITLE_FONT		"黑体"
#define MAX_SHEET_NAME	31

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
void
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
lxw_format *
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

void
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
	/* the first columns come again on other pages, with what stands in them */
	sheet->from = sheet->layout.nparts > 1 ? sheet->layout.lead : 0;
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
