/*-------------------------------------------------------------------------
 *
 * chart.h
 *	  What the rooms of "unit chart" share: the nodes, where they stand on
 *	  paper, and the words of a chart.
 *
 * All lengths are tenths of a millimetre, so that whole numbers do: a point of
 * type is 3.53 of them, and 6 point, the smallest that is printed, 21.2.
 *
 *-------------------------------------------------------------------------
 */
#ifndef BIANZHI_CHART_H
#define BIANZHI_CHART_H

#include "cli.h"

#define NAME_SIZE		26		/* 7.4 point: a body's name */
#define SMALL_SIZE		22		/* 6.2 point: everything else in a column */
#define MAX_PIPS		4		/* of a division's leaders, before it is a bar */
#define PIP				15		/* with the room to the next one */
#define MAX_LINES		3		/* of a name */
#define MAX_LEVELS		12		/* deeper ones are not indented further */

typedef enum ChartKind
{
	CHART_ROOT,					/* the book, a region, or the unit asked for */
	CHART_REGION,
	CHART_SYSTEM,
	CHART_BODY,
	CHART_DIVISION
} ChartKind;

/* vacancy and over are not netted across kinds of posts, as in unit_lamp. */
typedef struct ChartFigures
{
	int			approved;
	int			strength;
	int			vacancy;
	int			over;
} ChartFigures;

typedef struct ChartLine
{
	const char *text;
	int			len;
	bool		cut;			/* there was more: an ellipsis follows */
} ChartLine;

typedef struct ChartNode
{
	ChartKind	kind;
	int			id;				/* of the unit; 0 = none */
	int			up;				/* index of the node above; -1 = root */
	int			end;			/* index of the first node not below this one */
	int			level;			/* indentation in a column */
	const char *name;
	const char *short_name;		/* or NULL */
	const char *second;			/* nameplates, end date; or NULL */
	bool		dashed;			/* deliberative or temporary */
	bool		tinted;			/* a public institution */
	bool		has_posts;
	bool		has_leaders;
	ChartFigures posts;			/* own; of groups the sum */
	ChartFigures leaders;
	int			bodies;			/* of groups */
	int			divisions;
	int			folded;			/* units below that are not drawn */

	/* chart_text.c, for the width of the moment */
	ChartLine	lines[MAX_LINES];
	int			nlines;
	ChartLine	second_line;
	int			height;
} ChartNode;

typedef struct Chart
{
	bool		chinese;
	const char *title;
	const char *today;
	ChartNode  *nodes;			/* parents come before their children */
	int			nnodes;
} Chart;

/* Paper, landscape. */
typedef struct ChartPaper
{
	const char *name;
	int			width;
	int			height;
} ChartPaper;

typedef struct ChartBox
{
	int			node;
	int			page;
	int			column;
	int			x;
	int			y;
	int			w;
	int			h;
	bool		again;			/* a heading that goes on in another column */
	bool		joined;			/* part of the same heading's band on its left */
} ChartBox;

typedef struct ChartLayout
{
	int			width;			/* of a page as drawn, before enlargement */
	int			height;
	int			percent;		/* enlargement */
	int			pages;
	int			columns;		/* on a page */
	int			column_width;
	int			top;			/* of the columns */
	int			bottom;
	ChartBox   *boxes;			/* in the order of pages and columns */
	int			nboxes;
} ChartLayout;

/* Measures of a page that both layout and drawing know. */
#define FRAME			70		/* from the paper's edge to the frame */
#define PADDING			36		/* from the frame to what is in it */
#define GUTTER			26		/* between columns */
#define INDENT			20		/* of one level; the lines run there */
#define ROOT_HEIGHT		150
#define BUS				26		/* from the bus to the columns' tops */
#define CORNER			240		/* beside the root, for the day and the page's number */
#define FOOT			72		/* for the legend */

/* The words of a chart: labels of data, like the headings of a table. */
typedef enum ChartWord
{
	WORD_POSTS, WORD_LEADERS, WORD_OVER, WORD_FULL, WORD_VACANT,
	WORD_BODIES, WORD_DIVISIONS, WORD_APPROVED, WORD_STRENGTH, WORD_VACANCY,
	WORD_EXCESS, WORD_CONTINUED, WORD_OTHER, WORD_PAGE, WORD_AS_OF, WORD_UNTIL,
	WORD_FOLDED, WORD_TOTAL, WORD_UNIT, WORD_SUMMARY, WORD_ORGAN,
	WORD_INSTITUTION, WORD_DASHED, WORD_KEY_FIGURES, WORD_KEY_OCCUPIED,
	WORD_KEY_VACANT, WORD_KEY_OVER, WORD_LEADERSHIP, WORD_NAMEPLATE, WORD_CO_LOCATED,
	WORD_NUMBER_BODIES, WORD_NUMBER_DIVISIONS
} ChartWord;

/* chart.c */
extern const char *chart_word(const Chart *chart, ChartWord word);
extern const char *chart_state(const Chart *chart, const ChartFigures *f, char *buf, size_t size);

/* chart_text.c */
extern int	text_width(const char *text, int len, int size);
extern int	wrap_text(const char *text, int size, int width, ChartLine *lines, int max_lines);
extern void measure_node(const Chart *chart, ChartNode *node, int column_width);
extern int	node_left(const ChartNode *node);
extern int	pips_width(int pips);
extern const char *division_figures(const Chart *chart, const ChartNode *node, char *buf, size_t size);
extern int	gap_above(const ChartNode *node);
extern int	height_again(const ChartNode *node);
extern void write_escaped(FILE *out, const char *text, int len);

/* chart_layout.c */
extern void layout_chart(Chart *chart, const ChartPaper *paper, bool one_page,
						 ChartLayout *layout);

/* chart_svg.c */
extern void draw_definitions(FILE *out);
extern void draw_page(FILE *out, const Chart *chart, const ChartLayout *layout, int page);

/* chart_page.c */
extern void write_svg(FILE *out, Chart *chart, const ChartPaper *paper);
extern void write_html(FILE *out, Chart *chart, const ChartPaper *paper);

#endif							/* BIANZHI_CHART_H */
