/*-------------------------------------------------------------------------
 *
 * chart_page.c
 *	  The files of a chart: one SVG drawing, or an HTML document of pages that
 *	  print on A4 or A3, with a summary table at the end.
 *
 * Both are complete in themselves: no fonts, scripts or pictures from outside.
 * What may not live here: what is inside a drawing (chart_svg.c).
 *
 *-------------------------------------------------------------------------
 */
#include "chart.h"

static void
write_name(FILE *out, const ChartNode *node)
{
	write_escaped(out, node->name, strlen(node->name));
}

/* Tenths of a millimetre. */
static void
write_size(FILE *out, int width, int height)
{
	fprintf(out, "width=\"%d.%dmm\" height=\"%d.%dmm\"",
			width / 10, width % 10, height / 10, height % 10);
}

/*
 * A drawing of its own.  If all does not fit the paper at a legible size, the
 * drawing is larger than the paper.
 */
void
write_svg(FILE *out, Chart *chart, const ChartPaper *paper)
{
	ChartLayout layout;

	layout_chart(chart, paper, true, &layout);
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" ", out);
	if (layout.percent >= 100)
		write_size(out, paper->width, paper->height);
	else
		write_size(out, layout.width, layout.height);
	fprintf(out, " viewBox=\"0 0 %d %d\" lang=\"%s\">\n<title>", layout.width, layout.height,
			chart->chinese ? "zh-CN" : "en");
	write_name(out, &chart->nodes[0]);
	fputs("</title>\n", out);
	draw_definitions(out);
	fprintf(out, "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", layout.width, layout.height);
	draw_page(out, chart, &layout, 0);
	fputs("</svg>\n", out);
	pg_free(layout.boxes);
}

/* ---- HTML ---------------------------------------------------------------------- */

static void
write_head(FILE *out, const Chart *chart, const ChartPaper *paper)
{
	int			w = paper->width / 10;
	int			h = paper->height / 10;

	fprintf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>",
			chart->chinese ? "zh-CN" : "en");
	write_name(out, &chart->nodes[0]);
	fprintf(out, "</title>\n<style>\n"
			"@page{size:%dmm %dmm;margin:0}\n"
			"@page summary{size:%dmm %dmm;margin:14mm}\n"
			"html,body{margin:0;padding:0}\n"
			".sheet{width:%dmm;height:%dmm;overflow:hidden;break-after:page;break-inside:avoid;background:#fff}\n"
			".sheet svg{display:block;width:100%%;height:100%%}\n",
			w, h, w, h, w, h);
	fputs(".summary{page:summary;background:#fff;color:#1d2733;font-size:9pt;font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\","
		  "\"Microsoft YaHei\",\"PingFang SC\",\"WenQuanYi Micro Hei\",SimHei,sans-serif}\n"
		  ".summary h1{font-size:14pt;margin:0 0 5mm}\n"
		  ".summary table{border-collapse:collapse;width:100%}.summary thead{display:table-header-group}\n"
		  ".summary tr{break-inside:avoid}.summary th,.summary td{border:.3mm solid #8a97a6;padding:.8mm 2mm;text-align:right}\n"
		  ".summary th{background:#cfdae6}.summary th:first-child,.summary td:first-child{text-align:left}\n"
		  ".summary tr.region td,.summary tr.total td{font-weight:bold;background:#f3f6fa}.summary td.bad{color:#a31515;font-weight:bold}\n"
		  "@media screen{body{background:#9aa3ad}.sheet,.summary{margin:6mm auto;box-shadow:0 0 3mm #5b6b7f}", out);
	fprintf(out, ".summary{box-sizing:border-box;width:%dmm;padding:14mm}}\n</style>\n</head>\n<body>\n", w);
}

static void
write_row(FILE *out, const Chart *chart, const ChartNode *node, const char *class)
{
	fprintf(out, "<tr class=\"%s\"><td>", class);
	if (node->kind == CHART_ROOT && node->id == 0)
		fputs(chart_word(chart, WORD_TOTAL), out);
	else
		write_name(out, node);
	fputs("</td>", out);
	if (node->id == 0)
		fprintf(out, "<td>%d</td><td>%d</td>", node->bodies, node->divisions);
	else
		fputs("<td></td><td></td>", out);
	fprintf(out, "<td>%d</td><td>%d</td><td>%d</td><td%s>%d</td><td>%d/%d</td></tr>\n",
			node->posts.approved, node->posts.strength, node->posts.vacancy,
			node->posts.over > 0 ? " class=\"bad\"" : "", node->posts.over,
			node->leaders.approved, node->leaders.strength);
}

/* Groups, or what is directly below the unit that was asked for; then all. */
static void
write_summary(FILE *out, const Chart *chart)
{
	static const ChartWord heads[] = {WORD_UNIT, WORD_NUMBER_BODIES, WORD_NUMBER_DIVISIONS, WORD_APPROVED,
	WORD_STRENGTH, WORD_VACANCY, WORD_EXCESS, WORD_LEADERSHIP};
	const ChartNode *root = &chart->nodes[0];

	fputs("<section class=\"summary\"><h1>", out);
	write_name(out, root);
	fprintf(out, " · %s · %s %s</h1>\n<table><thead><tr>", chart_word(chart, WORD_SUMMARY),
			chart_word(chart, WORD_AS_OF), chart->today);
	for (int i = 0; i < (int) lengthof(heads); i++)
		fprintf(out, "<th>%s</th>", chart_word(chart, heads[i]));
	fputs("</tr></thead>\n<tbody>\n", out);
	if (root->id != 0)
		write_row(out, chart, root, "total");
	for (int i = 1; i < chart->nnodes; i++)
	{
		const ChartNode *node = &chart->nodes[i];

		/* a region's only system says nothing that the region has not said */
		if (node->kind == CHART_SYSTEM && node->up > 0 && node->end == chart->nodes[node->up].end &&
			i == node->up + 1)
			continue;
		if (node->kind <= CHART_SYSTEM || (root->id != 0 && node->up == 0))
			write_row(out, chart, node, node->kind == CHART_REGION ? "region" : "group");
	}
	if (root->id == 0)
		write_row(out, chart, root, "total");
	fputs("</tbody></table></section>\n", out);
}

void
write_html(FILE *out, Chart *chart, const ChartPaper *paper)
{
	ChartLayout layout;

	layout_chart(chart, paper, false, &layout);
	write_head(out, chart, paper);
	for (int page = 0; page < layout.pages; page++)
	{
		fprintf(out, "<div class=\"sheet\"><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">\n",
				layout.width, layout.height);
		if (page == 0)
			draw_definitions(out);
		draw_page(out, chart, &layout, page);
		fputs("</svg></div>\n", out);
	}
	write_summary(out, chart);
	fputs("</body>\n</html>\n", out);
	pg_free(layout.boxes);
}
