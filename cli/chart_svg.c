/*-------------------------------------------------------------------------
 *
 * chart_svg.c
 *	  What a chart looks like: cards, lines between them, title, legend, frame.
 *
 * Colour says nothing alone: what is over is hatched, what is vacant hollow,
 * and both are said in words, so that a black and white print tells as much.
 *
 * What may not live here: where a card stands (chart_layout.c).
 *
 *-------------------------------------------------------------------------
 */
#include "chart.h"

typedef struct Pen
{
	FILE	   *out;
	const Chart *chart;
	const ChartLayout *layout;
	int			page;
} Pen;

/* Styles and patterns; every drawing of the file uses them. */
void
draw_definitions(FILE *out)
{
	fputs("<style>\n"
		  "text{font-family:\"Noto Sans CJK SC\",\"Source Han Sans SC\",\"Microsoft YaHei\",\"PingFang SC\","
		  "\"WenQuanYi Micro Hei\",SimHei,sans-serif;fill:#1d2733}\n"
		  ".t{font-size:46px;font-weight:bold}.r{font-size:28px;font-weight:bold;fill:#fff}\n"
		  ".g,.b{font-size:26px;font-weight:bold}.s,.d{font-size:22px}.m{font-size:26px}.e{text-anchor:end}.c{text-anchor:middle}\n"
		  ".bad{fill:#a31515;font-weight:bold}.frame{fill:none;stroke:#22364f;stroke-width:4}\n"
		  ".root{fill:#f3f6fa;stroke:#22364f;stroke-width:4}.region{fill:#22364f}.system{fill:#cfdae6}\n"
		  ".card{fill:#fff;stroke:#6b7a8c;stroke-width:2}.inst{fill:#eef5ff}.div{fill:#fbfcfd;stroke:#b3bdc8;stroke-width:1.5}\n"
		  ".dash{stroke-dasharray:10 6;fill:#fffdf5}.again{fill:none;stroke:#b3bdc8;stroke-width:1.5;stroke-dasharray:3 5}\n"
		  ".line{fill:none;stroke:#8a97a6;stroke-width:2}\n"
		  ".in{fill:#5b6b7f;stroke:#5b6b7f;stroke-width:1.5}.free{fill:#fff;stroke:#2e7d32;stroke-width:2}\n"
		  ".over{fill:url(#hatch);stroke:#a31515;stroke-width:2}\n"
		  ".lamp-over{fill:#a31515}.lamp-full{fill:#f2c14e}.lamp-vacant{fill:#fff;stroke:#2e7d32;stroke-width:2}\n"
		  ".w-over{fill:#fff}.w-full{fill:#1d2733}.w-vacant{fill:#1b5e20}\n"
		  "</style>\n"
		  "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\""
		  " patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/>"
		  "<rect width=\"3\" height=\"6\" fill=\"#a31515\"/></pattern></defs>\n", out);
}

/* ---- small things ----------------------------------------------------------- */

static void
rect(const Pen *pen, const char *class, int x, int y, int w, int h, int round)
{
	fprintf(pen->out, "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"", class, x, y, w, h);
	if (round > 0)
		fprintf(pen->out, " rx=\"%d\"", round);
	fputs("/>", pen->out);
}

static void
put_text_part(const Pen *pen, const char *class, int x, int y, const char *text, int len, const char *after)
{
	fprintf(pen->out, "<text class=\"%s\" x=\"%d\" y=\"%d\">", class, x, y);
	write_escaped(pen->out, text, len);
	fprintf(pen->out, "%s</text>", after);
}

static void
put_text(const Pen *pen, const char *class, int x, int y, const char *what)
{
	put_text_part(pen, class, x, y, what, strlen(what), "");
}

static void
put_line(const Pen *pen, const char *class, int x, int y, const ChartLine *line)
{
	put_text_part(pen, class, x, y, line->text, line->len, line->cut ? "…" : "");
}

static const char *
lamp(const ChartFigures *f)
{
	return f->over > 0 ? "over" : f->vacancy > 0 ? "vacant" : "full";
}

/*
 * Those in post, the vacant posts, and those too many; exact even where one
 * kind of posts is vacant and another one over.
 */
static void
draw_bar(const Pen *pen, const ChartFigures *f, int x, int y, int w, int h)
{
	static const char *const classes[] = {"in", "free", "over"};
	int			parts[3] = {f->strength - f->over, f->vacancy, f->over};
	int			total = Max(parts[0] + parts[1] + parts[2], 1);
	int			from = x;

	for (int i = 0, sum = 0; i < 3; i++)
	{
		int			to;

		sum += parts[i];
		to = x + (int) ((int64) w * sum / total);
		if (parts[i] > 0 && to < from + 5)
			to = Min(from + 5, x + w);	/* never too thin to be seen */
		if (parts[i] > 0)
			rect(pen, classes[i], from, y, Max(to - from, 3), h, 0);
		from = Max(to, from);
	}
}

/* One small square for each post. */
static void
draw_pips(const Pen *pen, const ChartFigures *f, int right, int y)
{
	int			n = Max(f->approved, f->strength);
	int			x = right - pips_width(n);

	if (n > MAX_PIPS)
	{
		draw_bar(pen, f, x, y, pips_width(n), 14);
		return;
	}
	for (int i = 0; i < n; i++)
		rect(pen, i < f->strength - f->over ? "in" : i < f->strength ? "over" : "free",
			 x + i * PIP + 3, y, 11, 14, 0);
}

/* What a reader sees who points at a card. */
static void
draw_tip(const Pen *pen, const ChartNode *node)
{
	const Chart *c = pen->chart;

	fputs("<title>", pen->out);
	write_escaped(pen->out, node->name, strlen(node->name));
	if (node->has_posts)
		fprintf(pen->out, "; %s %d, %s %d, %s %d, %s %d",
				chart_word(c, WORD_APPROVED), node->posts.approved,
				chart_word(c, WORD_STRENGTH), node->posts.strength,
				chart_word(c, WORD_VACANCY), node->posts.vacancy,
				chart_word(c, WORD_EXCESS), node->posts.over);
	if (node->has_leaders)
		fprintf(pen->out, "; %s %d/%d", chart_word(c, WORD_LEADERS),
				node->leaders.approved, node->leaders.strength);
	if (node->folded > 0)
		fprintf(pen->out, "; %d %s", node->folded, chart_word(c, WORD_FOLDED));
	fputs("</title>", pen->out);
}

static void
open_card(const Pen *pen, const ChartNode *node)
{
	const ChartFigures *p = &node->posts;

	fprintf(pen->out, "<g class=\"unit\" data-unit=\"%d\"", node->id);
	if (node->has_posts)
		fprintf(pen->out, " data-posts=\"%d/%d/%d/%d\"", p->approved, p->strength, p->vacancy, p->over);
	if (node->has_leaders)
		fprintf(pen->out, " data-leaders=\"%d/%d\"", node->leaders.approved, node->leaders.strength);
	fputc('>', pen->out);
	draw_tip(pen, node);
}

/* ---- cards ------------------------------------------------------------------- */

static void
draw_badge(const Pen *pen, const ChartFigures *f, int right, int y)
{
	char		state[64];
	char		class[32];
	int			width;

	chart_state(pen->chart, f, state, sizeof(state));
	width = text_width(state, strlen(state), SMALL_SIZE) + 12;
	snprintf(class, sizeof(class), "lamp-%s", lamp(f));
	rect(pen, class, right - width, y, width, 28, 6);
	snprintf(class, sizeof(class), "s c w-%s", lamp(f));
	put_text(pen, class, right - width / 2, y + 22, state);
}

/* Posts, leaders, and a bar in what room is left. */
static void
draw_body_figures(const Pen *pen, const ChartNode *node, const ChartBox *box, int baseline)
{
	char		buf[128] = "";
	int			left = box->x + 16;
	int			used;

	if (node->has_posts)
		snprintf(buf, sizeof(buf), "%s %d/%d ", chart_word(pen->chart, WORD_POSTS),
				 node->posts.approved, node->posts.strength);
	if (node->has_leaders)
		snprintf(buf + strlen(buf), sizeof(buf) - strlen(buf), "%s %d/%d ",
				 chart_word(pen->chart, WORD_LEADERS), node->leaders.approved,
				 node->leaders.strength);
	if (node->folded > 0)
		snprintf(buf + strlen(buf), sizeof(buf) - strlen(buf), "(+%d) ", node->folded);
	if (buf[0] != '\0')
		put_text_part(pen, node->leaders.over > 0 ? "s bad" : "s", left, baseline, buf, strlen(buf) - 1, "");
	used = left - box->x + text_width(buf, strlen(buf), SMALL_SIZE);
	if (node->has_posts && box->w - used - 12 >= 40)
		draw_bar(pen, &node->posts, box->x + used, baseline - 16, box->w - used - 12, 16);
}

static void
draw_body(const Pen *pen, const ChartNode *node, const ChartBox *box)
{
	int			y = box->y + 8;
	char		class[32];

	open_card(pen, node);
	rect(pen, node->dashed ? "card dash" : node->tinted ? "card inst" : "card",
		 box->x, box->y, box->w, box->h, node->tinted ? 14 : 3);
	if (node->has_posts)
	{
		draw_badge(pen, &node->posts, box->x + box->w - 8, y);
		snprintf(class, sizeof(class), "lamp-%s", lamp(&node->posts));
		rect(pen, class, box->x + 4, box->y + 9, 6, box->h - 18, 0);
	}
	for (int i = 0; i < node->nlines; i++, y += NAME_SIZE + 4)
		put_line(pen, "b", box->x + 16, y + 24, &node->lines[i]);
	if (node->second != NULL)
	{
		put_line(pen, "s", box->x + 16, y + 19, &node->second_line);
		y += SMALL_SIZE + 4;
	}
	if (node->has_posts || node->has_leaders || node->folded > 0)
		draw_body_figures(pen, node, box, y + 21);
	fputs("</g>\n", pen->out);
}

static void
draw_division(const Pen *pen, const ChartNode *node, const ChartBox *box)
{
	int			right = box->x + box->w - 6;
	int			n = Max(node->leaders.approved, node->leaders.strength);
	int			y = box->y + 6;
	char		figures[64];

	open_card(pen, node);
	rect(pen, node->dashed ? "card div dash" : "card div", box->x, box->y, box->w, box->h, 0);
	division_figures(pen->chart, node, figures, sizeof(figures));
	if (node->has_leaders)
		draw_pips(pen, &node->leaders, right, y + 5);
	if (figures[0] != '\0')
		put_text(pen, node->leaders.over > 0 || node->posts.over > 0 ? "s e bad" : "s e",
			 right - pips_width(n) - 3, y + 19, figures);
	for (int i = 0; i < node->nlines; i++, y += SMALL_SIZE + 3)
		put_line(pen, "d", box->x + 8, y + 19, &node->lines[i]);
	if (node->second != NULL)
		put_line(pen, "s", box->x + 8, y + 19, &node->second_line);
	fputs("</g>\n", pen->out);
}

/* A group's figures, in full if there is room for them. */
static void
draw_band_figures(const Pen *pen, const ChartNode *node, const ChartBox *box, int baseline)
{
	const ChartFigures *f = &node->posts;
	int			room = box->w - 40 - text_width(node->name, strlen(node->name), 28);
	char		buf[128];
	int			brief;

	brief = snprintf(buf, sizeof(buf), "%d/%d", f->approved, f->strength);
	snprintf(buf + brief, sizeof(buf) - brief, " · %s %d", chart_word(pen->chart, WORD_VACANT), f->vacancy);
	if (f->over > 0)
		snprintf(buf + strlen(buf), sizeof(buf) - strlen(buf), " · %s %d",
				 chart_word(pen->chart, WORD_OVER), f->over);
	if (text_width(buf, strlen(buf), SMALL_SIZE) > room)
		buf[brief] = '\0';
	if (text_width(buf, strlen(buf), SMALL_SIZE) <= room)
		put_text(pen, node->kind == CHART_REGION ? "s e w-over" : "s e",
				 box->x + box->w - 14, baseline, buf);
}

/* A heading of a region or a system, across all the columns it heads. */
static void
draw_band(const Pen *pen, const ChartNode *node, const ChartBox *box)
{
	bool		region = node->kind == CHART_REGION;
	int			baseline = box->y + (region ? 32 : 28);
	const char *after = box->again ? chart_word(pen->chart, WORD_CONTINUED) : "";
	ChartLine	line;

	if (box->joined)
		return;
	fputs("<g class=\"group\">", pen->out);
	rect(pen, region ? "region" : "system", box->x, box->y, box->w, box->h, 4);
	wrap_text(node->name, 28, box->w - 28 - text_width(after, strlen(after), 28), &line, 1);
	put_text_part(pen, region ? "r" : "g", box->x + 14, baseline, line.text, line.len,
				  line.cut ? "…" : after);
	if (!box->again)
		draw_band_figures(pen, node, box, baseline);
	fputs("</g>\n", pen->out);
}

/* A unit that goes on in this column: its name said again. */
static void
draw_again(const Pen *pen, const ChartNode *node, const ChartBox *box)
{
	const char *name = node->short_name != NULL ? node->short_name : node->name;
	const char *word = chart_word(pen->chart, WORD_CONTINUED);
	ChartLine	line;

	wrap_text(name, SMALL_SIZE, box->w - 20 - text_width(word, strlen(word), SMALL_SIZE), &line, 1);
	rect(pen, "again", box->x, box->y, box->w, box->h, 3);
	put_text_part(pen, "s", box->x + 10, box->y + 25, line.text, line.len, word);
	fputc('\n', pen->out);
}

static void
draw_box(const Pen *pen, const ChartBox *box)
{
	const ChartNode *node = &pen->chart->nodes[box->node];

	if (node->kind <= CHART_SYSTEM)
		draw_band(pen, node, box);
	else if (box->again)
		draw_again(pen, node, box);
	else if (node->kind == CHART_DIVISION)
		draw_division(pen, node, box);
	else
		draw_body(pen, node, box);
}

/* ---- lines -------------------------------------------------------------------- */

/* Where the line down from a node has come to in a column. */
typedef struct Spine
{
	int			column;			/* -1: not begun on this page */
	int			y;
} Spine;

static int
bus_y(const Pen *pen)
{
	return pen->layout->top - BUS;
}

/*
 * The line that comes down from the node above.  Headings of groups have it in
 * the gutter, so that it passes what belongs to the heading before; everything
 * else hangs below its heading's left end.
 */
static int
spine_x(const Pen *pen, const ChartBox *box)
{
	const ChartNode *node = &pen->chart->nodes[box->node];

	if (node->kind > CHART_SYSTEM)
		return box->x - INDENT / 2;
	return box->x - (node->up == 0 ? 17 : 9);
}

/* A heading at the top of a column hangs from the bus by its middle. */
static bool
hangs_by_middle(const Pen *pen, const ChartBox *box)
{
	return pen->chart->nodes[box->node].up == 0 && box->y == pen->layout->top &&
		pen->chart->nodes[box->node].kind <= CHART_SYSTEM;
}

static void
draw_link(const Pen *pen, const ChartBox *box, Spine *spines)
{
	int			up = pen->chart->nodes[box->node].up;
	int			x = spine_x(pen, box);
	int			middle = box->y + (box->h > 60 ? 24 : box->h / 2);
	bool		begins = spines[up].column != box->column;

	if (begins && up == 0)
		spines[up].y = bus_y(pen);
	if (!box->joined && hangs_by_middle(pen, box))
		fprintf(pen->out, "<path class=\"line\" d=\"M%d %dV%d\"/>\n", box->x + box->w / 2, bus_y(pen), box->y);
	else if (!box->joined && (!begins || up == 0 || !box->again))
	{
		fprintf(pen->out, "<path class=\"line\" d=\"M%d %dV%dH%d\"/>\n", x, spines[up].y, middle, box->x);
		spines[up].y = middle;
		spines[up].column = box->column;
	}
	/* what is below this node begins at its lower edge */
	spines[box->node].y = box->y + (pen->chart->nodes[box->node].kind <= CHART_SYSTEM &&
									box->node + 1 < pen->chart->nnodes &&
									pen->chart->nodes[box->node + 1].kind <= CHART_SYSTEM ? box->h / 2 : box->h);
	spines[box->node].column = box->column;
}

/* All lines of the page; they lie below the cards. */
static void
draw_links(const Pen *pen)
{
	Spine	   *spines = pg_malloc(sizeof(Spine) * pen->chart->nnodes);
	int			from = pen->layout->width / 2;
	int			to = from;

	for (int i = 0; i < pen->chart->nnodes; i++)
		spines[i].column = -1;
	for (int i = 0; i < pen->layout->nboxes; i++)
	{
		const ChartBox *box = &pen->layout->boxes[i];
		bool		middle = hangs_by_middle(pen, box);
		int			x = middle ? box->x + box->w / 2 : spine_x(pen, box);

		if (box->page != pen->page)
			continue;
		draw_link(pen, box, spines);
		if (pen->chart->nodes[box->node].up != 0 || box->joined)
			continue;
		from = Min(from, x);
		to = Max(to, x);
	}
	if (pen->layout->nboxes > 0)
		fprintf(pen->out, "<path class=\"line\" d=\"M%d %dV%dM%d %dH%d\"/>\n",
				pen->layout->width / 2, bus_y(pen) - BUS, bus_y(pen), from, bus_y(pen), to);
	pg_free(spines);
}

/* ---- the page ------------------------------------------------------------------ */

static void
draw_root(const Pen *pen)
{
	const Chart *c = pen->chart;
	const ChartNode *root = &c->nodes[0];
	const char *after = pen->page > 0 ? chart_word(c, WORD_CONTINUED) : "";
	int			inner = pen->layout->width - 2 * (FRAME + PADDING);
	int			width;
	int			middle = pen->layout->width / 2;
	int			y = FRAME + PADDING;
	ChartLine	line;
	char		figures[256] = "";

	if (root->bodies > 0)
		snprintf(figures, sizeof(figures), "%d %s · %d %s · ", root->bodies, chart_word(c, WORD_BODIES),
				 root->divisions, chart_word(c, WORD_DIVISIONS));
	if (root->has_posts)
		snprintf(figures + strlen(figures), sizeof(figures) - strlen(figures), "%s %d · %s %d · %s %d · %s %d",
				 chart_word(c, WORD_APPROVED), root->posts.approved, chart_word(c, WORD_STRENGTH),
				 root->posts.strength, chart_word(c, WORD_VACANCY), root->posts.vacancy,
				 chart_word(c, WORD_EXCESS), root->posts.over);
	if (root->id != 0 && root->has_leaders)
		snprintf(figures + strlen(figures), sizeof(figures) - strlen(figures), " · %s %d/%d",
				 chart_word(c, WORD_LEADERS), root->leaders.approved, root->leaders.strength);
	wrap_text(root->name, 46, inner - CORNER * 2 - 240, &line, 1);
	width = Max(text_width(line.text, line.len, 46) + 240, text_width(figures, strlen(figures), NAME_SIZE) + 80);
	width = Min(width, inner - 2 * CORNER);
	if (root->id != 0 && pen->page == 0)
		open_card(pen, root);
	else
		fputs("<g>", pen->out);
	rect(pen, root->dashed ? "root dash" : "root", middle - width / 2, y, width, ROOT_HEIGHT, 8);
	put_text_part(pen, "t c", middle, y + (figures[0] == '\0' ? 92 : root->second != NULL ? 58 : 68),
				  line.text, line.len, line.cut ? "…" : after);
	if (figures[0] != '\0')
		put_text(pen, "m c", middle, y + (root->second != NULL ? 100 : 118), figures);
	if (root->second != NULL)
	{
		wrap_text(root->second, SMALL_SIZE, width - 40, &line, 1);
		put_line(pen, "s c", middle, y + 134, &line);
	}
	fputs("</g>\n", pen->out);
}

/* In the corners beside the root: the day, the book, and which page this is. */
static void
draw_corners(const Pen *pen)
{
	const Chart *c = pen->chart;
	int			left = FRAME + PADDING;
	char		buf[64];

	snprintf(buf, sizeof(buf), "%s %s", chart_word(c, WORD_AS_OF), c->today);
	put_text(pen, "s", left, left + 20, buf);
	if (c->nodes[0].name != c->title)
	{
		ChartLine	line;

		wrap_text(c->title, SMALL_SIZE, CORNER - 10, &line, 1);
		put_line(pen, "s", left, left + 52, &line);
	}
	snprintf(buf, sizeof(buf), chart_word(c, WORD_PAGE), pen->page + 1, pen->layout->pages);
	put_text(pen, "s e", pen->layout->width - left, left + 20, buf);
}

/* The legend: a sample of each sign and what it means. */
static const struct
{
	const char *class;			/* NULL: the words alone */
	int			width;
	int			round;
	ChartWord	word;
}			keys[] = {
	{"card", 34, 3, WORD_ORGAN},
	{"card inst", 34, 10, WORD_INSTITUTION},
	{"card dash", 34, 3, WORD_DASHED},
	{"in", 14, 0, WORD_KEY_OCCUPIED},
	{"free", 14, 0, WORD_KEY_VACANT},
	{"over", 14, 0, WORD_KEY_OVER},
	{NULL, 0, 0, WORD_KEY_FIGURES},
};

static int
key_width(const Pen *pen, int i)
{
	const char *what = chart_word(pen->chart, keys[i].word);

	return (keys[i].width > 0 ? keys[i].width + 8 : 0) + text_width(what, strlen(what), SMALL_SIZE) + 30;
}

/* In one row if there is room, else in two. */
static void
draw_legend(const Pen *pen)
{
	int			left = FRAME + PADDING;
	int			right = pen->layout->width - left;
	int			x = left;
	int			y = pen->layout->height - FRAME - 18;

	for (int i = 0; i < (int) lengthof(keys); i++)
		x += key_width(pen, i);
	if (x > right)
		y -= 32;
	x = left;
	fputs("<g class=\"legend\">", pen->out);
	for (int i = 0; i < (int) lengthof(keys); i++)
	{
		if (x > left && x + key_width(pen, i) > right)
		{
			x = left;
			y += 32;
		}
		if (keys[i].class != NULL)
			rect(pen, keys[i].class, x, y - 17, keys[i].width, 20, keys[i].round);
		put_text(pen, "s", x + (keys[i].width > 0 ? keys[i].width + 8 : 0), y,
				 chart_word(pen->chart, keys[i].word));
		x += key_width(pen, i);
	}
	fputs("</g>\n", pen->out);
}

/* What is inside the <svg> of one page. */
void
draw_page(FILE *out, const Chart *chart, const ChartLayout *layout, int page)
{
	Pen			pen = {out, chart, layout, page};

	rect(&pen, "frame", FRAME, FRAME, layout->width - 2 * FRAME, layout->height - 2 * FRAME, 0);
	draw_corners(&pen);
	draw_links(&pen);
	draw_root(&pen);
	for (int i = 0; i < layout->nboxes; i++)
	{
		if (layout->boxes[i].page == page)
			draw_box(&pen, &layout->boxes[i]);
	}
	draw_legend(&pen);
}
