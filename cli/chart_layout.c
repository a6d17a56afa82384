/*-------------------------------------------------------------------------
 *
 * chart_layout.c
 *	  Where each card of a chart stands.
 *
 * The root stands across the top of a page.  What is below it flows through
 * columns from left to right, like folders in a cabinet: a card, indented below
 * it what belongs to it.  What does not end in a column goes on in the next one,
 * below its headings said again; headings of groups that stand side by side are
 * joined to one band.  A chart takes the fewest pages that it needs at a legible
 * size, is enlarged until they are filled (at most to twice the size), and fills
 * them alike.
 *
 * What may not live here: what a card looks like (chart_svg.c) and how high it
 * is (chart_text.c).
 *
 *-------------------------------------------------------------------------
 */
#include "chart.h"

#define MIN_COLUMN		372
#define MAX_PERCENT		200
#define STEP_PERCENT	4

/* The state of one flow through the columns. */
typedef struct Flow
{
	Chart	   *chart;
	ChartLayout *layout;
	int			limit;			/* height of a column */
	int			keep;			/* a unit no higher than this stays in one column */
	int			column;			/* counted through all pages */
	int			y;
	bool		record;			/* keep the boxes, not only their number */
} Flow;

static int
columns_height(const ChartLayout *layout)
{
	return layout->bottom - layout->top;
}

/* Set the measures of a page and of all cards, for an enlargement. */
static void
set_page(Chart *chart, const ChartPaper *paper, ChartLayout *layout, int percent)
{
	int			inner;

	layout->percent = percent;
	layout->width = paper->width * 100 / percent;
	layout->height = paper->height * 100 / percent;
	inner = layout->width - 2 * (FRAME + PADDING);
	layout->columns = Max((inner + GUTTER) / (MIN_COLUMN + GUTTER), 1);
	layout->column_width = (inner + GUTTER) / layout->columns - GUTTER;
	layout->top = FRAME + PADDING + ROOT_HEIGHT + 2 * BUS;
	layout->bottom = layout->height - FRAME - FOOT - 20;
	for (int i = 0; i < chart->nnodes; i++)
		measure_node(chart, &chart->nodes[i], layout->column_width);
}

static void
place(Flow *f, int i, bool again)
{
	const ChartNode *node = &f->chart->nodes[i];
	int			height = again ? height_again(node) : node->height;

	if (f->y > 0)
		f->y += gap_above(node);
	if (f->record)
	{
		ChartLayout *l = f->layout;
		ChartBox   *box = &l->boxes[l->nboxes];

		box->node = i;
		box->page = f->column / l->columns;
		box->column = f->column % l->columns;
		box->x = FRAME + PADDING + box->column * (l->column_width + GUTTER) + node_left(node);
		box->y = l->top + f->y;
		box->w = l->column_width - node_left(node);
		box->h = height;
		box->again = again;
		box->joined = false;
	}
	f->layout->nboxes++;
	f->y += height;
}

/* The headings above a node, from the top. */
static void
place_headings(Flow *f, int i)
{
	int			up = f->chart->nodes[i].up;

	if (up <= 0)
		return;
	place_headings(f, up);
	place(f, up, true);
}

static int
height_of(const Chart *chart, int from, int to)
{
	int			sum = 0;

	for (int i = from; i < to; i++)
		sum += gap_above(&chart->nodes[i]) + chart->nodes[i].height;
	return sum;
}

/*
 * The end of what must stand together with this node: a heading with the first
 * of what it heads, and a unit with all that is below it if that is little.
 */
static int
end_of_clump(const Flow *f, int i)
{
	const ChartNode *nodes = f->chart->nodes;

	for (;; i++)
	{
		if (nodes[i].kind >= CHART_BODY && height_of(f->chart, i, nodes[i].end) <= f->keep)
			return nodes[i].end;
		if (nodes[i].end == i + 1)
			return i + 1;
	}
}

/* All cards through columns of this height; returns how many it takes. */
static int
flow(Chart *chart, ChartLayout *layout, int limit, int keep, bool record)
{
	Flow		f = {chart, layout, limit, keep, 0, 0, record};

	layout->nboxes = 0;
	for (int i = 1, end; i < chart->nnodes; i = end)
	{
		end = end_of_clump(&f, i);
		if (f.y > 0 && f.y + height_of(chart, i, end) > limit)
		{
			f.column++;
			f.y = 0;
			place_headings(&f, i);
		}
		for (int k = i; k < end; k++)
			place(&f, k, false);
	}
	return f.column + 1;
}

/*
 * Headings of groups at the top of neighbouring columns become one band: the
 * first one gets the width of all.
 */
static void
join_bands(const Chart *chart, ChartLayout *layout)
{
	for (int i = 0; i < layout->nboxes; i++)
	{
		ChartBox   *box = &layout->boxes[i];
		int			first = -1;

		if (!box->again || chart->nodes[box->node].kind > CHART_SYSTEM || box->column == 0)
			continue;
		for (int k = i - 1; k >= 0 && layout->boxes[k].page == box->page; k--)
		{
			const ChartBox *left = &layout->boxes[k];

			if (left->node == box->node && left->y == box->y && !left->joined)
			{
				first = k;
				break;
			}
		}
		if (first < 0)
			continue;
		layout->boxes[first].w = box->x + box->w - layout->boxes[first].x;
		box->joined = true;
	}
}

/* A page that is not filled from side to side has its columns in the middle. */
static void
centre_columns(ChartLayout *layout)
{
	for (int page = 0; page < layout->pages; page++)
	{
		int			used = 0;
		int			shift;

		for (int i = 0; i < layout->nboxes; i++)
		{
			if (layout->boxes[i].page == page)
				used = Max(used, layout->boxes[i].column + 1);
		}
		shift = (layout->columns - used) * (layout->column_width + GUTTER) / 2;
		for (int i = 0; i < layout->nboxes; i++)
		{
			if (layout->boxes[i].page == page)
				layout->boxes[i].x += shift;
		}
	}
}

/* The lowest columns that still need no more pages: all are filled alike. */
static int
even_limit(Chart *chart, ChartLayout *layout, int keep, int columns)
{
	int			low = 0;
	int			high = columns_height(layout);

	while (high - low > 10)
	{
		int			middle = (low + high) / 2;

		if (flow(chart, layout, middle, keep, false) <= columns)
			high = middle;
		else
			low = middle;
	}
	return high;
}

/*
 * Does all fit this number of pages at this enlargement? First with every unit
 * in one column if it can be, which reads best, then only the smaller ones.
 */
static bool
fits(Chart *chart, const ChartPaper *paper, ChartLayout *layout, int percent, int *keep)
{
	static const int parts[] = {1, 3, 100};

	set_page(chart, paper, layout, percent);
	for (int i = 0; i < (int) lengthof(parts); i++)
	{
		*keep = columns_height(layout) / parts[i];
		if (flow(chart, layout, columns_height(layout), *keep, false) <=
			layout->pages * layout->columns)
			return true;
	}
	return false;
}

/*
 * The largest drawing on the fewest pages; with one_page the page grows
 * instead.
 */
void
layout_chart(Chart *chart, const ChartPaper *paper, bool one_page, ChartLayout *layout)
{
	int			percent = MAX_PERCENT;
	int			limit;
	int			keep;

	memset(layout, 0, sizeof(*layout));
	layout->pages = 1;
	if (!one_page)
	{
		set_page(chart, paper, layout, 100);
		limit = flow(chart, layout, columns_height(layout), 0, false);
		layout->pages = (limit + layout->columns - 1) / layout->columns;
	}
	while (!fits(chart, paper, layout, percent, &keep) && percent > 1)
		percent -= Max(1, Min(STEP_PERCENT, percent / 8));
	limit = even_limit(chart, layout, keep, layout->pages * layout->columns);
	flow(chart, layout, limit, keep, false);
	layout->boxes = pg_malloc0(sizeof(ChartBox) * (layout->nboxes + 1));
	flow(chart, layout, limit, keep, true);
	join_bands(chart, layout);
	centre_columns(layout);
}
