/*-------------------------------------------------------------------------
 *
 * report_layout.c
 *	  The columns of a report as they are printed: which, in what form, under
 *	  which merged headings, and how wide.  HTML and xlsx share it.
 *
 * Officials print headings in two rows: "核定编制数（行政）" is "行政" below
 * "核定编制数", and neighbours with the same group share one cell of the first
 * row; a heading without a group spans both rows.
 *
 * What may not live here: paper and files (report_page.c, xlsx.c).
 *
 *-------------------------------------------------------------------------
 */
#include "report.h"

#include "catalog/pg_type_d.h"
#include "chart.h"
#include "mb/pg_wchar.h"

#define EM				1000
#define PADDING_OF_CELL	700
#define HEADING_LINES	3		/* a heading is broken into so many lines */
#define WIDEST_TEXT		(22 * EM)
#define LEAST_TEXT		(9 * EM)
#define LONGEST_WORD	(9 * EM / 2)	/* longer ones are broken */
#define EXACT_DIGITS	15		/* what a spreadsheet keeps of a number */

static const struct
{
	const char *chinese;
	const char *english;
}			report_words[] = {
	[RW_NUMBERING] = {"序号", "No."},
	[RW_FORM] = {"表号：", "Form: "},
	[RW_OFFICE] = {"填报单位（盖章）：", "Reported by (stamp): "},
	[RW_REGION] = {"填报地区：", "Region: "},
	[RW_PERIOD] = {"报告期：", "Period: "},
	[RW_CUTOFF] = {"数据截至：", "Figures as of: "},
	[RW_PREPARED] = {"制表时间：", "Printed: "},
	[RW_SEAL] = {"封印（SM3）：", "Seal (SM3): "},
	[RW_CLOSED] = {"结账时间：", "Closed: "},
	[RW_CLOSED_BY] = {"结账人：", "by "},
	[RW_OPEN] = {"未结账：数字随登记变动，不作为上报依据", "not closed: figures follow what is recorded, not for submission"},
	[RW_FROZEN] = {"已冻结，未结账：数字待签核，不作为上报依据", "frozen, not closed: figures wait for signatures, not for submission"},
	[RW_UNDER] = {"封印见：", "Sealed with: "},
	[RW_REASON] = {"结账说明：", "Closed though: "},
	[RW_HEAD] = {"单位负责人：", "Head: "},
	[RW_REVIEWER] = {"审核人：", "Reviewed by: "},
	[RW_FILLER] = {"填表人：", "Prepared by: "},
	[RW_FILED] = {"填报日期：", "Date: "},
	[RW_SIGNED] = {"签核：", "Signed off: "},
	[RW_CHARTS] = {"图表", "Charts"},
	[RW_BOOK] = {"机构编制统计报表", "Returns of establishment"},
	[RW_OCCUPANCY] = {"各单位编制使用", "Establishment in use, by unit"},
	[RW_APPROVED] = {"核定", "approved"},
	[RW_STRENGTH] = {"实有", "strength"},
	[RW_OVER] = {"超编", "over"},
	[RW_VACANT] = {"空编", "vacant"},
	[RW_OTHERS] = {"其余%d个", "%d others"},
	[RW_MOVEMENT] = {"各月人员增减", "Staff movement by month"},
	[RW_IN] = {"增员", "in"},
	[RW_OUT] = {"减员", "out"},
	[RW_CLOSING] = {"月末实有", "strength at the end"},
	[RW_AGES] = {"年龄结构", "Age pyramid"},
	[RW_MEN] = {"男", "men"},
	[RW_WOMEN] = {"女", "women"},
	[RW_PAGE_OF] = {"第%s页 共%s页", "page %s of %s"},
	[RW_NO_ROWS] = {"本期无数据", "no rows"},
	[RW_CONTINUED] = {"续表%d", "continued, %d"},
	[RW_PRESENT] = {"当前", "present"},
	[RW_YES] = {"是", "yes"},
	[RW_SEALED_SHORT] = {"已结账", "closed"},
};

const char *
report_word(bool chinese, ReportWord word)
{
	return chinese ? report_words[word].chinese : report_words[word].english;
}

/*
 * The lines about seal and signatures that stand below a report; false after
 * the last one.  A part that there is not leaves the line empty.
 */
bool
seal_text(Session *s, const Report *report, int part, PQExpBuffer line)
{
	bool		zh = s->chinese;

	resetPQExpBuffer(line);
	switch (part)
	{
		case 0:
			if (report->seal != NULL)
				appendPQExpBuffer(line, "%s%s", report_word(zh, RW_SEAL), report->seal);
			else if (report->state != NULL)
				appendPQExpBufferStr(line, report_word(zh, strcmp(report->state, "frozen") == 0 ? RW_FROZEN : RW_OPEN));
			return true;
		case 1:
			if (report->closed_at != NULL)
				appendPQExpBuffer(line, "%s%s    %s%s", report_word(zh, RW_CLOSED), report->closed_at,
								  report_word(zh, RW_CLOSED_BY), report->closed_by);
			if (report->under != NULL)
				appendPQExpBuffer(line, "    %s%s（%s）", report_word(zh, RW_UNDER), report->under_name, report->under);
			return true;
		case 2:
			if (report->close_reason != NULL)
				appendPQExpBuffer(line, "%s%s", report_word(zh, RW_REASON), report->close_reason);
			return true;
		case 3:
			for (int i = 0; report->signers != NULL && i < PQntuples(report->signers); i++)
				appendPQExpBuffer(line, "%s%s（%s，%s）", i == 0 ? report_word(zh, RW_SIGNED) : "、",
								  PQgetvalue(report->signers, i, 0), PQgetvalue(report->signers, i, 1), PQgetvalue(report->signers, i, 2));
			return true;
		case 4:
			appendPQExpBuffer(line, "%s%s", report_word(zh, RW_PREPARED), report->prepared);
			return true;
		default:
			return false;
	}
}

/* ---- rows ---------------------------------------------------------------------- */

/*
 * Where rows come by kind of post, those of one kind are parts of the row
 * before them that has all kinds.
 */
RowKind
row_kind(const PGresult *rows, int row)
{
	static const char *const subtotals[] = {"level", "region", "system", "industry", "branch"};
	int			field = PQfnumber(rows, "row_kind");
	int			type = PQfnumber(rows, "post_type");
	const char *kind = field >= 0 ? PQgetvalue(rows, row, field) : "";
	bool		part = field >= 0 && type >= 0 && !PQgetisnull(rows, row, type);

	if (strcmp(kind, "total") == 0)
		return part ? ROW_SUBTOTAL : ROW_TOTAL;
	if (part)
		return ROW_PART;
	for (int i = 0; i < (int) lengthof(subtotals); i++)
	{
		if (strcmp(kind, subtotals[i]) == 0)
			return ROW_SUBTOTAL;
	}
	return ROW_PLAIN;
}

/* "-1234567.8" is "-1,234,567.8". */
static char *
grouped_digits(const char *digits)
{
	PQExpBufferData buf;
	int			whole = strcspn(digits, ".");

	initPQExpBuffer(&buf);
	for (int i = 0; digits[i] != '\0'; i++)
	{
		if (i > 0 && i < whole && (whole - i) % 3 == 0 && digits[i - 1] != '-')
			appendPQExpBufferChar(&buf, ',');
		appendPQExpBufferChar(&buf, digits[i]);
	}
	return buf.data;
}

/* What stands in a cell of print, malloc'd. */
char *
printed_cell(Session *s, const Report *report, const ReportColumn *column, int row, int numbering)
{
	const char *value;

	if (column->kind == COLUMN_NUMBERING)
		return row_kind(report->rows, row) == ROW_PLAIN ? psprintf("%d", numbering) : pg_strdup("");
	value = printed_value(s, report->rows, row, column->field);
	if (column->kind == COLUMN_COUNT || column->kind == COLUMN_RATE)
		return grouped_digits(value);
	if (column->kind == COLUMN_TIME)
		return pnstrdup(value, Min(strlen(value), 16));	/* to the minute */
	return pg_strdup(value);
}

/* ---- which columns, in what form -------------------------------------------------- */

bool
is_number(ColumnKind kind)
{
	return kind == COLUMN_COUNT || kind == COLUMN_RATE;
}

static bool
ends_with(const char *text, const char *end)
{
	size_t		length = strlen(text);
	size_t		of_end = strlen(end);

	return length >= of_end && strcmp(text + length - of_end, end) == 0;
}

/* Keys and codes serve programs; on paper stand the names beside them. */
static bool
is_for_programs(const PGresult *rows, int field)
{
	const char *name = PQfname(rows, field);

	if (PQftype(rows, field) == JSONOID || PQftype(rows, field) == JSONBOID)
		return true;
	if (strcmp(name, "row_kind") == 0 || strcmp(name, "region") == 0 || strcmp(name, "id") == 0 ||
		strcmp(name, "sort") == 0 || ends_with(name, "_id"))
		return true;
	return has_name(rows, field);
}

/* More digits than a spreadsheet keeps, or no digits at all (NaN). */
static bool
is_exact(const char *value)
{
	int			digits = 0;

	for (; *value != '\0'; value++)
	{
		if (*value >= '0' && *value <= '9')
			digits++;
		else if (*value != '-' && *value != '.')
			return false;
	}
	return digits <= EXACT_DIGITS;
}

static void
find_number_kind(const PGresult *rows, ReportColumn *column)
{
	const char *name = PQfname(rows, column->field);

	column->kind = strcmp(name, "id") == 0 || ends_with(name, "_id") || strcmp(name, "sort") == 0 ?
		COLUMN_CODE : COLUMN_COUNT;
	for (int r = 0; r < PQntuples(rows); r++)
	{
		const char *value = PQgetvalue(rows, r, column->field);
		const char *point = strchr(value, '.');

		if (!is_exact(value))
		{
			column->kind = COLUMN_TEXT;
			return;
		}
		if (point != NULL)
			column->decimals = Max(column->decimals, (int) strlen(point + 1));
	}
	if (column->decimals > 0)
		column->kind = COLUMN_RATE;
}

static void
find_kind(const PGresult *rows, ReportColumn *column)
{
	switch (PQftype(rows, column->field))
	{
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case NUMERICOID:
		case FLOAT4OID:
		case FLOAT8OID:
			find_number_kind(rows, column);
			break;
		case DATEOID:
			column->kind = COLUMN_DATE;
			break;
		case TIMESTAMPOID:
		case TIMESTAMPTZOID:
			column->kind = COLUMN_TIME;
			break;
		default:
			column->kind = COLUMN_TEXT;
	}
}

/* ---- headings ------------------------------------------------------------------------ */

/*
 * "核定编制数（行政）" has a group and what stands below it; of an English heading
 * the first word is the group: "Approved administrative".
 */
static void
split_heading(ReportColumn *column)
{
	const char *open = strstr(column->heading, "（");
	const char *space = strchr(column->heading, ' ');
	const char *next;

	if (space != NULL && (unsigned char) column->heading[0] < 0x80)
	{
		column->group = pnstrdup(column->heading, space - column->heading);
		column->sub = pg_strdup(space + 1);
		return;
	}
	if (open == NULL || open == column->heading || !ends_with(column->heading, "）"))
		return;
	while ((next = strstr(open + 3, "（")) != NULL)
		open = next;
	column->group = pnstrdup(column->heading, open - column->heading);
	column->sub = pnstrdup(open + 3, strlen(open) - 6);
}

/* Neighbours of one group share its cell; who is alone has none. */
static void
merge_headings(ReportLayout *layout)
{
	layout->heading_rows = 1;
	for (int c = 0; c < layout->ncolumns;)
	{
		ReportColumn *column = &layout->columns[c];
		int			n = 1;

		while (column->group != NULL && c + n < layout->ncolumns && column[n].group != NULL &&
			   strcmp(column[n].group, column->group) == 0)
			n++;
		if (n > 1)
		{
			column->span = n;
			layout->heading_rows = 2;
		}
		else
		{
			pg_free(column->group);
			pg_free(column->sub);
			column->group = column->sub = NULL;
		}
		c += n;
	}
}

/* ---- widths --------------------------------------------------------------------------- */

/* Chinese breaks anywhere, a word of letters nowhere. */
static int
longest_word(const char *text)
{
	int			longest = 0;

	while (*text != '\0')
	{
		int			length = 0;

		while (text[length] > ' ')
			length++;
		longest = Max(longest, text_width(text, length, EM));
		text += Max(length, PQmblenBounded(text, PG_UTF8));
	}
	return longest;
}

static int
width_of_heading(const char *heading)
{
	int			whole = text_width(heading, strlen(heading), EM);
	int			width = Max(Max(whole / HEADING_LINES, 2 * EM), Min(longest_word(heading), LONGEST_WORD));
	ChartLine	lines[HEADING_LINES];

	while (width < whole && wrap_text(heading, EM, width, lines, HEADING_LINES) > HEADING_LINES)
		width += EM / 2;
	return Min(width, whole);
}

static void
find_width(Session *s, const Report *report, ReportColumn *column)
{
	int			heading = width_of_heading(column->sub != NULL ? column->sub : column->heading);
	int			widest = 0;

	for (int r = 0; r < PQntuples(report->rows); r++)
	{
		char	   *cell = printed_cell(s, report, column, r, r + 1);

		widest = Max(widest, text_width(cell, strlen(cell), EM));
		pg_free(cell);
	}
	column->least = Max(heading, column->kind == COLUMN_TEXT ? Min(widest, LEAST_TEXT) : widest) + PADDING_OF_CELL;
	column->width = Max(heading, column->kind == COLUMN_TEXT ? Min(widest, WIDEST_TEXT) : widest) + PADDING_OF_CELL;
}

/* A group's name on one line if its columns can be made a little wider. */
static void
widen_groups(ReportLayout *layout)
{
	for (int c = 0; c < layout->ncolumns; c++)
	{
		ReportColumn *column = &layout->columns[c];
		int			width = 0;
		int			wanted;

		if (column->span == 0)
			continue;
		for (int i = 0; i < column->span; i++)
			width += column[i].width;
		wanted = text_width(column->group, strlen(column->group), EM) + PADDING_OF_CELL;
		for (int i = 0; i < column->span && wanted > width; i++)
		{
			column[i].width += (wanted - width + column->span - 1) / column->span;
			column[i].least = Max(column[i].least, column[i].width);
		}
	}
}

/* ---- all of it ------------------------------------------------------------------------- */

/*
 * On paper rows are numbered, keys are left out and headings merge; a list that
 * is no paper has all columns under headings of one row.
 */
void
lay_out(Session *s, const Report *report, bool on_paper, ReportLayout *layout)
{
	int			fields = PQnfields(report->rows);

	layout->columns = pg_malloc0(sizeof(ReportColumn) * (fields + 1));
	layout->ncolumns = layout->lead = 0;
	layout->width = 0;
	if (on_paper)
	{
		ReportColumn *column = &layout->columns[layout->ncolumns++];

		column->field = -1;
		column->kind = COLUMN_NUMBERING;
		column->heading = report_word(s->chinese, RW_NUMBERING);
	}
	for (int f = 0; f < fields; f++)
	{
		ReportColumn *column = &layout->columns[layout->ncolumns];

		if (on_paper && is_for_programs(report->rows, f))
			continue;
		layout->ncolumns++;
		column->field = f;
		column->heading = report->headings[f];
		find_kind(report->rows, column);
		if (on_paper)
			split_heading(column);
	}
	merge_headings(layout);
	for (int c = 0; c < layout->ncolumns; c++)
		find_width(s, report, &layout->columns[c]);
	widen_groups(layout);
	for (int c = 0; c < layout->ncolumns; c++)
		layout->width += layout->columns[c].width;
}

/* Take from columns of text what they can do without, until all are of the wanted width. */
static void
narrow_texts(ReportLayout *layout, int wanted)
{
	int			spare = 0;
	int			excess = layout->width - wanted;

	for (int c = 0; c < layout->ncolumns; c++)
		spare += layout->columns[c].width - layout->columns[c].least;
	if (spare <= 0 || excess <= 0)
		return;
	excess = Min(excess, spare);
	for (int c = 0; c < layout->ncolumns; c++)
	{
		ReportColumn *column = &layout->columns[c];
		int			less = (long) (column->width - column->least) * excess / spare;

		column->width -= less;
		layout->width -= less;
	}
}

/* ---- parts ----------------------------------------------------------------------------- */

static int
width_of(const ReportLayout *layout, int first, int n)
{
	int			width = 0;

	for (int c = first; c < first + n; c++)
		width += layout->columns[c].width;
	return width;
}

/*
 * Where a table is cut that no paper holds: before a merged heading if that
 * fits on a page, in about equal parts.
 */
static void
cut_in_parts(ReportLayout *layout, int room)
{
	int			lead = width_of(layout, 0, layout->lead);
	int			space = Max(room - lead, EM);
	int			wanted = Min((layout->width - lead + space - 1) / space, MAX_PARTS);
	int			equal = (layout->width - lead) / Max(wanted, 1);
	int			width = 0;

	layout->parts[0] = layout->lead;
	layout->nparts = 1;
	for (int c = layout->lead; c < layout->ncolumns;)
	{
		int			n = Max(layout->columns[c].span, 1);
		int			run = width_of(layout, c, n);

		if (run > space)
		{
			n = 1;
			run = layout->columns[c].width;
		}
		if (width > 0 && layout->nparts < MAX_PARTS &&
			(width + run > space || (width + run / 2 > equal && layout->nparts < wanted)))
		{
			layout->parts[layout->nparts++] = c;
			width = 0;
		}
		width += run;
		layout->part_width = Max(layout->part_width, lead + width);
		c += n;
	}
	layout->parts[layout->nparts] = layout->ncolumns;
}

/*
 * Columns of text give way until type is of a good size on the paper of the
 * report; if it still were too small A3 is taken (true), unless the user chose;
 * if that is not enough either the table is cut.
 */
bool
fit_paper(const Report *report, ReportLayout *layout)
{
	bool		a3 = report->paper != NULL && pg_strcasecmp(report->paper, "A3") == 0;
	long		room = (a3 ? A3_ROOM : A4_ROOM) * 100L * EM;

	narrow_texts(layout, room / GOOD_TYPE);
	a3 = a3 || (layout->width > room / SMALLEST_TYPE && !report->paper_asked);
	room = (a3 ? A3_ROOM : A4_ROOM) * 100L * EM / SMALLEST_TYPE;
	while (layout->lead < layout->ncolumns - 1 && layout->lead < 4 &&
		   width_of(layout, 0, layout->lead + 1) < room / 2 &&
		   !is_number(layout->columns[layout->lead].kind) && layout->columns[layout->lead].sub == NULL)
		layout->lead++;
	layout->nparts = 1;
	layout->parts[0] = layout->lead;
	layout->parts[1] = layout->ncolumns;
	layout->part_width = layout->width;
	if (layout->width > room)
	{
		layout->part_width = 0;
		cut_in_parts(layout, room);
	}
	return a3;
}

/* One part as a layout of its own; texts are those of the whole. */
void
cut_part(const ReportLayout *layout, int n, ReportLayout *part)
{
	int			first = layout->parts[n];
	int			columns = layout->parts[n + 1] - first;

	*part = *layout;
	part->ncolumns = layout->lead + columns;
	part->columns = pg_malloc0(sizeof(ReportColumn) * part->ncolumns);
	memcpy(part->columns, layout->columns, sizeof(ReportColumn) * layout->lead);
	memcpy(part->columns + layout->lead, layout->columns + first, sizeof(ReportColumn) * columns);
	part->width = width_of(part, 0, part->ncolumns);
	/* a heading may be cut in two */
	for (int c = layout->lead; c < part->ncolumns;)
	{
		ReportColumn *column = &part->columns[c];

		column->span = column->group != NULL ? 1 : 0;
		while (column->span > 0 && c + column->span < part->ncolumns && column[column->span].group != NULL &&
			   strcmp(column[column->span].group, column->group) == 0)
			column[column->span++].span = 0;
		c += Max(column->span, 1);
	}
}

void
free_layout(ReportLayout *layout)
{
	for (int c = 0; c < layout->ncolumns; c++)
	{
		pg_free(layout->columns[c].group);
		pg_free(layout->columns[c].sub);
	}
	pg_free(layout->columns);
}
