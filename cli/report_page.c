/*-------------------------------------------------------------------------
 *
 * report_page.c
 *	  Reports as an HTML document to read and to print: title, merged
 *	  headings, rows, seal, lines to sign on, charts.  Complete in itself: no
 *	  fonts, scripts or pictures from outside.
 *
 * Every report is a page of its own kind (@page), so that paper and running
 * title may differ; the browser breaks pages, repeats the headings and counts.
 *
 * What may not live here: which columns there are and how headings merge
 * (report_layout.c), what is inside a drawing (report_chart.c).
 *
 *-------------------------------------------------------------------------
 */
#include "report.h"

#include "chart.h"

#define EM				1000
#define MARGIN			((420 - A3_ROOM) / 2)
#define LARGEST_TYPE	370		/* hundredths of a millimetre: 10.5 point */

/* A report, its columns, and how large its type is. */
typedef struct Page
{
	Session    *s;
	FILE	   *out;
	const Report *report;
	ReportLayout layout;
	const char *paper;
	int			width;			/* of the paper, millimetres */
	int			type;			/* hundredths of a millimetre */
	int			number;			/* of the report in the document */
} Page;

static void
write_text(FILE *out, const char *text)
{
	if (text != NULL)
		write_escaped(out, text, strlen(text));
}

/* ---- paper and type ----------------------------------------------------------------- */

static void
choose_paper(Page *page)
{
	bool		a3 = fit_paper(page->report, &page->layout);
	long		room = (a3 ? A3_ROOM : A4_ROOM) * 100L;

	page->paper = a3 ? "A3" : "A4";
	page->width = a3 ? 420 : 297;
	page->type = Min(room * EM / Max(page->layout.part_width, 1), LARGEST_TYPE);
}

/* ---- styles -------------------------------------------------------------------------- */

static const char styles[] =
"*{box-sizing:border-box}html{background:#8b95a1}\n"
"body{margin:0;color:#111;font:10pt/1.4 \"Noto Serif CJK SC\",\"Source Han Serif SC\",\"Songti SC\",SimSun,\"Noto Sans CJK SC\","
"\"Microsoft YaHei\",\"WenQuanYi Micro Hei\",serif}\n"
"section{background:#fff;margin:8mm auto;padding:12mm;box-shadow:0 1px 6px rgba(0,0,0,.4)}\n"
"h1,h2{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",SimHei,\"Microsoft YaHei\",\"WenQuanYi Micro Hei\",sans-serif;"
"font-weight:600;text-align:center;margin:0}\n"
"h1{font-size:26pt;margin:18mm 0 4mm}h2{font-size:18pt;letter-spacing:.08em}\n"
".period{text-align:center;font-size:11pt;margin:1mm 0 2mm}.head{display:flex;justify-content:space-between;gap:6mm}\n"
".head span{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}.note{color:#a02020;margin:1mm 0}\n"
"table{border-collapse:collapse;width:100%;table-layout:fixed;margin-top:1.5mm;border:.5mm solid #111}\n"
"thead{display:table-header-group}tr{break-inside:avoid}\n"
"th,td{border:.2mm solid #333;padding:.22em .3em;line-height:1.25;overflow-wrap:anywhere}\n"
"th{background:#e7edf4;font-weight:600;text-align:center;hyphens:auto}td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}\n"
"td.c{text-align:center;white-space:nowrap}td.z{color:#999}tr.total td{font-weight:700;background:#dce6f1}\n"
"tr.subtotal td{font-weight:700;background:#f3f6fa}td.none{text-align:center;color:#666;padding:2em}\n"
".continued{margin-top:5mm;text-align:right;break-after:avoid}.foot{margin-top:2.5mm;break-inside:avoid;font-size:9.5pt}.foot .seal{font-family:\"DejaVu Sans Mono\",Consolas,monospace;"
"overflow-wrap:anywhere}.open{color:#a02020;font-weight:600}\n"
".sign{display:flex;gap:8mm;margin-top:5mm}.sign span{flex:1;display:flex;white-space:nowrap}.sign i{flex:1;border-bottom:.25mm solid #111}\n"
".charts{margin-top:8mm}.charts h2{font-size:14pt;margin-bottom:3mm;break-after:avoid}.chart{margin:0 0 6mm;break-inside:avoid}\n"
"svg{display:block;width:100%;height:auto;max-height:250mm}svg text{font-size:17px;fill:#111}svg .name{font-size:20px;font-weight:600}\n"
".full{fill:#3f72af}.hollow{fill:#fff;stroke:#3f72af;stroke-width:1.2}.hatch{fill:#c0392b}.over{stroke:#c0392b;stroke-width:1.2}\n"
".leave{stroke:#c0392b;stroke-width:1.2}.women{fill:#9bb7d9;stroke:#3f72af}.alarm{fill:#c0392b;font-weight:700}.axis{stroke:#333}\n"
"nav ol{list-style:none;width:85%;margin:8mm auto;padding:0;font-size:11pt;line-height:1.6;columns:2;column-gap:14mm}nav a{color:inherit;text-decoration:none}\n"
"nav li{break-inside:avoid;display:flex;justify-content:space-between;border-bottom:.2mm dotted #666}\n"
"@media print{html{background:none}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}section{margin:0!important;padding:0;"
"box-shadow:none;width:auto!important}}\n";

/* A text as CSS: in quotes, nothing of it a sign. */
static void
write_css_string(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text != '\0'; text++)
	{
		if (strchr("\"\\<>&\n\r", *text) != NULL)
			fprintf(out, "\\%x ", (unsigned char) *text);
		else
			fputc(*text, out);
	}
	fputc('"', out);
}

/* The kind of page of a report: paper, running title, number of the page. */
static void
write_page_rule(const Page *page)
{
	FILE	   *out = page->out;
	const Report *report = page->report;
	const char *pages = report_word(page->s->chinese, RW_PAGE_OF);
	const char *first = strstr(pages, "%s");
	const char *second = strstr(first + 2, "%s");

	fprintf(out, "@page r%d{size:%s landscape;margin:14mm %dmm;@top-left{font-size:8pt;content:", page->number, page->paper, MARGIN);
	write_css_string(out, report->title);
	fputs("}@top-right{font-size:8pt;content:", out);
	write_css_string(out, report->number != NULL ? report->number : "");
	fprintf(out, "}@bottom-center{font-size:8pt;content:\"%.*s\" counter(page) \"%.*s\" counter(pages) \"%s\"}}\n",
			(int) (first - pages), pages, (int) (second - first - 2), first + 2, second + 2);
	fprintf(out, "#r%d{page:r%d;width:%dmm}#r%d table{font-size:%d.%02dmm}\n", page->number, page->number, page->width,
			page->number, page->type / 100, page->type % 100);
}

/* ---- a report -------------------------------------------------------------------------- */

static void
write_label(const Page *page, ReportWord label, const char *text)
{
	fputs("<span>", page->out);
	if (text != NULL)
	{
		fputs(report_word(page->s->chinese, label), page->out);
		write_text(page->out, text);
	}
	fputs("</span>", page->out);
}

static void
write_title(const Page *page)
{
	FILE	   *out = page->out;
	const Report *report = page->report;
	char	   *region = psprintf("%s（%s）", report->region_name, report->region);

	fputs("<h2>", out);
	write_text(out, report->title);
	fputs("</h2>\n<div class=\"period\">", out);
	write_text(out, report->period);
	fputs("</div>\n<div class=\"head\">", out);
	write_label(page, RW_OFFICE, report->office);
	write_label(page, RW_FORM, report->number);
	fputs("</div>\n<div class=\"head\">", out);
	write_label(page, RW_REGION, region);
	write_label(page, RW_CUTOFF, report->cutoff);
	fputs("<span>", out);
	write_text(out, report->measure);
	fputs("</span></div>\n", out);
	if (report->note != NULL)
	{
		fputs("<div class=\"note\">", out);
		write_text(out, report->note);
		fputs("</div>\n", out);
	}
	pg_free(region);
}

static void
write_heading_cell(FILE *out, const char *attribute, int n, const char *text)
{
	fputs("<th", out);
	if (n > 1)
		fprintf(out, " %s=\"%d\"", attribute, n);
	fputc('>', out);
	write_text(out, text);
	fputs("</th>", out);
}

static void
write_headings(const Page *page, const ReportLayout *layout)
{
	FILE	   *out = page->out;

	fputs("<table>\n<colgroup>", out);
	for (int c = 0; c < layout->ncolumns; c++)
		fprintf(out, "<col style=\"width:%.3f%%\">", 100.0 * layout->columns[c].width / layout->width);
	fputs("</colgroup>\n<thead>\n<tr>", out);
	for (int c = 0; c < layout->ncolumns; c++)
	{
		const ReportColumn *column = &layout->columns[c];

		if (column->span > 0)
			write_heading_cell(out, "colspan", column->span, column->group);
		else if (column->sub == NULL)
			write_heading_cell(out, "rowspan", layout->heading_rows, column->heading);
	}
	fputs("</tr>\n", out);
	if (layout->heading_rows == 2)
	{
		fputs("<tr>", out);
		for (int c = 0; c < layout->ncolumns; c++)
		{
			if (layout->columns[c].sub != NULL)
				write_heading_cell(out, "", 0, layout->columns[c].sub);
		}
		fputs("</tr>\n", out);
	}
	fputs("</thead>\n<tbody>\n", out);
}

static void
write_cell(const Page *page, const ReportColumn *column, int row, int numbering)
{
	char	   *text = printed_cell(page->s, page->report, column, row, numbering);

	if (is_number(column->kind))
		fputs(strspn(text, "0.") == strlen(text) ? "<td class=\"n z\">" : "<td class=\"n\">", page->out);
	else
		fputs(column->kind == COLUMN_TEXT ? "<td>" : "<td class=\"c\">", page->out);
	write_text(page->out, text);
	fputs("</td>", page->out);
	pg_free(text);
}

static void
write_part(const Page *page, const ReportLayout *layout)
{
	static const char *const classes[] = {"", "", " class=\"subtotal\"", " class=\"total\""};
	FILE	   *out = page->out;
	const PGresult *rows = page->report->rows;
	int			numbering = 0;

	write_headings(page, layout);
	for (int r = 0; r < PQntuples(rows); r++)
	{
		RowKind		kind = row_kind(rows, r);

		if (kind == ROW_PLAIN)
			numbering++;
		fprintf(out, "<tr%s>", classes[kind]);
		for (int c = 0; c < layout->ncolumns; c++)
			write_cell(page, &layout->columns[c], r, numbering);
		fputs("</tr>\n", out);
	}
	if (PQntuples(rows) == 0)
		fprintf(out, "<tr><td class=\"none\" colspan=\"%d\">%s</td></tr>\n", layout->ncolumns,
				report_word(page->s->chinese, RW_NO_ROWS));
	fputs("</tbody></table>\n", out);
}

static void
write_rows(const Page *page)
{
	for (int n = 0; n < page->layout.nparts; n++)
	{
		ReportLayout part;

		if (n > 0)
		{
			fputs("<div class=\"continued\">", page->out);
			fprintf(page->out, report_word(page->s->chinese, RW_CONTINUED), n);
			fputs("</div>\n", page->out);
		}
		cut_part(&page->layout, n, &part);
		write_part(page, &part);
		pg_free(part.columns);
	}
}

static void
write_foot(const Page *page)
{
	FILE	   *out = page->out;
	const Report *report = page->report;
	bool		open = report->seal == NULL && report->state != NULL;
	PQExpBufferData line;

	initPQExpBuffer(&line);
	fputs("<div class=\"foot\">\n", out);
	for (int part = 0; seal_text(page->s, report, part, &line); part++)
	{
		if (line.len == 0)
			continue;
		fprintf(out, "<div%s>", part > 0 ? "" : open ? " class=\"open\"" : " class=\"seal\"");
		write_text(out, line.data);
		fputs("</div>\n", out);
	}
	fputs("<div class=\"sign\">", out);
	for (ReportWord word = RW_HEAD; word <= RW_FILED; word++)
		fprintf(out, "<span>%s<i></i></span>", report_word(page->s->chinese, word));
	fputs("</div>\n</div>\n", out);
	termPQExpBuffer(&line);
}

/* The charts, if there are any. */
static void
write_charts(const Page *page)
{
	char	   *text = NULL;
	size_t		length = 0;
	FILE	   *charts = open_memstream(&text, &length);

	if (charts == NULL)
	{
		pg_log_error("out of memory");
		exit(EXIT_FAILED);
	}
	draw_charts(page->s, charts, page->report);
	fclose(charts);
	if (length > 0)
	{
		fprintf(page->out, "<div class=\"charts\"><h2>%s</h2>\n", report_word(page->s->chinese, RW_CHARTS));
		fwrite(text, 1, length, page->out);
		fputs("</div>\n", page->out);
	}
	free(text);
}

/* ---- the document --------------------------------------------------------------------------- */

/* A cover with the names of all reports. */
static void
write_cover(const Page *pages, int n, const char *title)
{
	FILE	   *out = pages[0].out;

	fputs("<section id=\"r0\">\n<h1>", out);
	write_text(out, title);
	fprintf(out, "</h1>\n<h2>%s</h2>\n<nav><ol>\n", report_word(pages[0].s->chinese, RW_BOOK));
	for (int i = 0; i < n; i++)
	{
		fprintf(out, "<li><a href=\"#r%d\">", pages[i].number);
		write_text(out, pages[i].report->title);
		fputs("</a><span>", out);
		write_text(out, pages[i].report->number);
		fputs("</span></li>\n", out);
	}
	fputs("</ol></nav>\n", out);
	write_foot(&pages[0]);
	fputs("</section>\n", out);
}

static void
write_head(const Page *pages, int n, const char *title)
{
	FILE	   *out = pages[0].out;

	fprintf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>", pages[0].s->chinese ? "zh-CN" : "en");
	write_text(out, title);
	fprintf(out, "</title>\n<style>\n%s", styles);
	if (n > 1)
		fputs("@page r0{size:A4 landscape;margin:14mm 12mm}#r0{page:r0;width:297mm}\n", out);
	for (int i = 0; i < n; i++)
		write_page_rule(&pages[i]);
	fputs("</style>\n</head>\n<body>\n", out);
	if (n > 1)
		write_cover(pages, n, title);
}

void
write_report_pages(Session *s, FILE *out, Report *const *reports, int n, const char *title)
{
	Page	   *pages = pg_malloc0(sizeof(Page) * n);

	for (int i = 0; i < n; i++)
	{
		pages[i].s = s;
		pages[i].out = out;
		pages[i].report = reports[i];
		pages[i].number = i + 1;
		lay_out(s, reports[i], true, &pages[i].layout);
		choose_paper(&pages[i]);
	}
	write_head(pages, n, title);
	for (int i = 0; i < n; i++)
	{
		fprintf(out, "<section id=\"r%d\" data-report=\"%s\">\n", pages[i].number, reports[i]->name);
		write_title(&pages[i]);
		write_rows(&pages[i]);
		write_foot(&pages[i]);
		write_charts(&pages[i]);
		fputs("</section>\n", out);
		free_layout(&pages[i].layout);
	}
	fputs("</body>\n</html>\n", out);
	pg_free(pages);
}
