/*-------------------------------------------------------------------------
 *
 * chart.c
 *	  The command "unit chart": one query, its rows as the nodes of a tree, and
 *	  the words that stand on a chart.
 *
 * What may not live here: which units there are and in what order
 * (queries.c), where they stand and what they look like (the other chart
 * rooms).
 *
 *-------------------------------------------------------------------------
 */
#include "chart.h"

#include "mb/pg_wchar.h"

static const ChartPaper papers[] = {
	{"A4", 2970, 2100},
	{"A3", 4200, 2970},
};

/* English and Chinese, like the headings of a table (see heading.c). */
static const char *const words[][2] = {
	[WORD_POSTS] = {"P", "编"},
	[WORD_LEADERS] = {"L", "职"},
	[WORD_OVER] = {"over", "超"},
	[WORD_FULL] = {"full", "满"},
	[WORD_VACANT] = {"free", "空"},
	[WORD_BODIES] = {"bodies", "个机构"},
	[WORD_DIVISIONS] = {"divisions", "个内设机构"},
	[WORD_APPROVED] = {"approved", "核定编制"},
	[WORD_STRENGTH] = {"in post", "实有"},
	[WORD_VACANCY] = {"vacant", "空编"},
	[WORD_EXCESS] = {"over", "超编"},
	[WORD_CONTINUED] = {" (cont.)", "（续）"},
	[WORD_OTHER] = {"other", "其他"},
	[WORD_PAGE] = {"page %d of %d", "第 %d 页，共 %d 页"},
	[WORD_AS_OF] = {"as of", "截至"},
	[WORD_UNTIL] = {"until", "至"},
	[WORD_NAMEPLATE] = {"also", "挂牌"},
	[WORD_CO_LOCATED] = {"co-located with", "合署"},
	[WORD_FOLDED] = {"units below", "个下级未展开"},
	[WORD_TOTAL] = {"total", "合计"},
	[WORD_UNIT] = {"group or unit", "系统或机构"},
	[WORD_SUMMARY] = {"Summary", "汇总表"},
	[WORD_ORGAN] = {"organ", "机关"},
	[WORD_INSTITUTION] = {"public institution", "事业单位"},
	[WORD_DASHED] = {"deliberative or temporary", "议事协调或临时机构"},
	[WORD_KEY_FIGURES] = {"P posts, L leaders: approved/in post; (+n) units not drawn", "编制、职数：核定/实有；(+n) 未展开的下级机构"},
	[WORD_KEY_OCCUPIED] = {"in post", "实有"},
	[WORD_KEY_VACANT] = {"vacant", "空缺"},
	[WORD_KEY_OVER] = {"over", "超出"},
	[WORD_NUMBER_BODIES] = {"bodies", "机构数"},
	[WORD_NUMBER_DIVISIONS] = {"divisions", "内设机构数"},
	[WORD_LEADERSHIP] = {"leaders approved/in post", "领导职数 核定/实配"},
};

const char *
chart_word(const Chart *chart, ChartWord word)
{
	return words[word][chart->chinese ? 1 : 0];
}

/* "over 2", "full", "3 free"; what is over says more than what is vacant. */
const char *
chart_state(const Chart *chart, const ChartFigures *f, char *buf, size_t size)
{
	ChartWord	word = f->over > 0 ? WORD_OVER : f->vacancy > 0 ? WORD_VACANT : WORD_FULL;
	int			number = f->over > 0 ? f->over : f->vacancy;

	if (number > 0)
		snprintf(buf, size, "%s %d", chart_word(chart, word), number);
	else
		strlcpy(buf, chart_word(chart, word), size);
	return buf;
}

/* ---- rows ------------------------------------------------------------------ */

typedef struct Rows
{
	PGresult   *res;
	int			row;
} Rows;

/* A value of the row, NULL for null. */
static const char *
value(const Rows *r, const char *column)
{
	int			c = PQfnumber(r->res, column);

	return c < 0 || PQgetisnull(r->res, r->row, c) ? NULL : PQgetvalue(r->res, r->row, c);
}

static int
number(const Rows *r, const char *column)
{
	const char *v = value(r, column);

	return v != NULL ? atoi(v) : 0;
}

static bool
is(const Rows *r, const char *column, const char *wanted)
{
	const char *v = value(r, column);

	return v != NULL && strcmp(v, wanted) == 0;
}

/* The day a temporary body ends, nameplates, with whom it is co-located. */
static const char *
second_line(const Chart *chart, const Rows *r)
{
	static const struct
	{
		const char *column;
		ChartWord	word;
	}			items[] = {
		{"expires_on", WORD_UNTIL},
		{"nameplates", WORD_NAMEPLATE},
		{"co_located_with", WORD_CO_LOCATED},
	};
	PQExpBufferData buf;

	initPQExpBuffer(&buf);
	for (int i = 0; i < (int) lengthof(items); i++)
	{
		const char *v = value(r, items[i].column);

		if (v != NULL && v[0] != '\0')
			appendPQExpBuffer(&buf, "%s%s %s", buf.len > 0 ? " · " : "",
							  chart_word(chart, items[i].word), v);
	}
	return buf.len > 0 ? buf.data : NULL;
}

/* ---- nodes ----------------------------------------------------------------- */

static ChartNode *
add_node(Chart *chart, ChartKind kind, int up, const char *name)
{
	ChartNode  *node = &chart->nodes[chart->nnodes++];

	memset(node, 0, sizeof(*node));
	node->kind = kind;
	node->up = up;
	node->name = name;
	if (kind >= CHART_BODY)
		node->level = up < 0 ? 0 : chart->nodes[up].level + 1;
	return node;
}

static void
fill_unit(const Chart *chart, ChartNode *node, const Rows *r)
{
	node->id = number(r, "id");
	node->short_name = value(r, "short_name");
	node->second = second_line(chart, r);
	node->dashed = is(r, "dashed", "t");
	node->tinted = is(r, "class", "institution") || is(r, "class", "reference_institution");
	node->has_posts = value(r, "approved") != NULL;
	node->has_leaders = value(r, "leader_approved") != NULL;
	node->posts.approved = number(r, "approved");
	node->posts.strength = number(r, "strength");
	node->posts.vacancy = number(r, "vacancy");
	node->posts.over = number(r, "over");
	node->leaders.approved = number(r, "leader_approved");
	node->leaders.strength = number(r, "leader_strength");
	node->leaders.over = number(r, "leader_over");
	node->leaders.vacancy = Max(node->leaders.approved - node->leaders.strength, 0);
	node->folded = number(r, "folded");
}

/* A row's figures, folded units included, to a group and the groups above it. */
static void
add_to_groups(Chart *chart, int at, const Rows *r)
{
	for (; at >= 0; at = chart->nodes[at].up)
	{
		ChartNode  *node = &chart->nodes[at];

		if (node->id != 0)
			continue;			/* a unit has its own figures */
		node->has_posts = true;
		node->posts.approved += number(r, "sum_approved");
		node->posts.strength += number(r, "sum_strength");
		node->posts.vacancy += number(r, "sum_vacancy");
		node->posts.over += number(r, "sum_over");
		node->leaders.approved += number(r, "sum_leader_approved");
		node->leaders.strength += number(r, "sum_leader_strength");
		node->leaders.over += number(r, "sum_leader_over");
		node->bodies += number(r, "bodies");
		node->divisions += number(r, "divisions");
	}
}

/*
 * The group a row of depth 1 belongs to: made when the region or the system is
 * another one than before.  One region alone needs no heading of its own.
 */
static int
group_of(Chart *chart, Rows *r, bool by_region, int current)
{
	const ChartNode *now = current > 0 ? &chart->nodes[current] : NULL;
	const char *system = value(r, "system_name");
	bool		same_region = true;

	if (by_region && r->row > 0)
	{
		Rows		before = {r->res, r->row - 1};

		same_region = is(&before, "region", value(r, "region"));
	}
	if (by_region && (now == NULL || !same_region))
	{
		add_node(chart, CHART_REGION, 0, value(r, "region_name"));
		current = chart->nnodes - 1;
		now = NULL;
	}
	else if (now != NULL && now->kind == CHART_SYSTEM)
	{
		if (strcmp(now->name, system != NULL ? system : chart_word(chart, WORD_OTHER)) == 0)
			return current;
		current = now->up;
	}
	add_node(chart, CHART_SYSTEM, Max(current, 0),
			 system != NULL ? system : chart_word(chart, WORD_OTHER));
	return chart->nnodes - 1;
}

static bool
several_regions(PGresult *res)
{
	Rows		first = {res, 0};

	for (int i = 1; i < PQntuples(res); i++)
	{
		Rows		r = {res, i};

		if (!is(&r, "region", value(&first, "region")))
			return true;
	}
	return false;
}

/* Nodes of all rows; "at" holds the node of the last row at each depth. */
static void
add_rows(Chart *chart, PGresult *res, bool of_unit)
{
	int		   *at = pg_malloc0(sizeof(int) * (PQntuples(res) + 2));
	bool		by_region = !of_unit && several_regions(res);
	int			group = 0;

	for (int i = 0; i < PQntuples(res); i++)
	{
		Rows		r = {res, i};
		int			depth = number(&r, "depth");
		int			up;
		ChartNode  *node;

		if (depth == 0)
			up = -1;
		else if (depth == 1 && !of_unit)
			up = group = group_of(chart, &r, by_region, group);
		else
			up = at[depth - 1];
		node = add_node(chart, depth == 0 ? CHART_ROOT :
						is(&r, "kind", "division") ? CHART_DIVISION : CHART_BODY,
						up, value(&r, "name"));
		fill_unit(chart, node, &r);
		at[depth] = chart->nnodes - 1;
		add_to_groups(chart, up, &r);
	}
	pg_free(at);
}

/* The end of each subtree: parents come before their children. */
static void
close_nodes(Chart *chart)
{
	for (int i = 0; i < chart->nnodes; i++)
		chart->nodes[i].end = i + 1;
	for (int i = chart->nnodes - 1; i > 0; i--)
	{
		ChartNode  *up = &chart->nodes[chart->nodes[i].up];

		up->end = Max(up->end, chart->nodes[i].end);
	}
}

static void
make_chart(Session *s, Chart *chart, PGresult *res, bool of_unit, bool of_region)
{
	Rows		first = {res, 0};

	chart->chinese = s->chinese;
	chart->title = value(&first, "title");
	chart->today = value(&first, "today");
	/* at most two groups are made for a row */
	chart->nodes = pg_malloc0(sizeof(ChartNode) * (PQntuples(res) * 3 + 1));
	chart->nnodes = 0;
	if (!of_unit)
		add_node(chart, CHART_ROOT, -1,
				 of_region ? value(&first, "region_name") : chart->title);
	add_rows(chart, res, of_unit);
	close_nodes(chart);
}

/* ---- the command ------------------------------------------------------------ */

static const ChartPaper *
find_paper(const char *name)
{
	if (name == NULL)
		return &papers[1];
	for (int i = 0; i < (int) lengthof(papers); i++)
	{
		if (pg_strcasecmp(name, papers[i].name) == 0)
			return &papers[i];
	}
	pg_log_error("paper is \"A4\" or \"A3\", not \"%s\"", name);
	return NULL;
}

/* A file that is called .svg is wanted as one. */
static bool
wants_svg(const Session *s)
{
	size_t		len = s->output != NULL ? strlen(s->output) : 0;

	if (s->format_given)
		return s->format == OUTPUT_SVG;
	return len > 4 && pg_strcasecmp(s->output + len - 4, ".svg") == 0;
}

/*
 * The file says that it is UTF-8, whatever the terminal speaks; an operand that
 * was typed there is understood before.
 */
static bool
speak_utf8(Session *s, const char **unit)
{
	if (PQclientEncoding(s->conn) == PG_UTF8)
		return true;
	if (*unit != NULL)
	{
		*unit = single_value(s, "SELECT unit_ref($1::text)", 1, unit);
		if (*unit == NULL)
			return false;
	}
	if (PQsetClientEncoding(s->conn, "UTF8") == 0)
		return true;
	pg_log_error("%s", PQerrorMessage(s->conn));
	return false;
}

int
cmd_chart(Session *s, const Command *cmd, const char **values)
{
	const ChartPaper *paper = find_paper(option_value(cmd, values, "paper"));
	const char *region = option_value(cmd, values, "region");
	PGresult   *res;
	Chart		chart;

	if (paper == NULL || !depth_is_sound(option_value(cmd, values, "depth")) ||
		!choose_book(s) || !speak_utf8(s, &values[0]))
		return EXIT_FAILED;
	res = tree_query(s, cmd, values);
	if (res == NULL)
		return EXIT_FAILED;
	if (PQntuples(res) == 0)
	{
		pg_log_error("there is no unit to draw");
		PQclear(res);
		return EXIT_FAILED;
	}
	if (!open_output(s))
		return EXIT_FAILED;
	make_chart(s, &chart, res, values[0] != NULL, region != NULL);
	if (wants_svg(s))
		write_svg(s->out, &chart, paper);
	else
		write_html(s->out, &chart, paper);
	PQclear(res);
	return EXIT_CLEAN;
}
