/*-------------------------------------------------------------------------
 *
 * chart_text.c
 *	  Text of a chart: how wide it is, where it breaks, how high a card must
 *	  be for it, and how it is escaped.
 *
 * Which font a reader has is not known here.  A Chinese character is as wide as
 * the type is large in every one of them; for the others the widest of the usual
 * fonts counts, so a line may be shorter than planned, but never longer.
 *
 * What may not live here: where cards stand (chart_layout.c).
 *
 *-------------------------------------------------------------------------
 */
#include "chart.h"

#include "mb/pg_wchar.h"

/* Thousandths of the type's size. */
static int
char_width(const char *c)
{
	int			columns = PQdsplen(c, PG_UTF8);

	if (columns >= 2)
		return 1000;
	if (columns <= 0)
		return (unsigned char) *c < 0x20 || *c == 0x7F ? 1000 : 0;	/* replaced when written */
	if (strchr("iIl.,;:'|!()[] ", *c) != NULL)
		return 400;
	if (strchr("MWmw@%&", *c) != NULL)
		return 1000;
	if (*c >= 'A' && *c <= 'Z')
		return 790;
	if ((*c & 0x80) == 0)
		return 650;
	return 1000;				/* "·", "—" and the like are wide in Chinese fonts */
}

int
text_width(const char *text, int len, int size)
{
	int			sum = 0;

	for (int i = 0; i < len; i += PQmblen(text + i, PG_UTF8))
		sum += char_width(text + i);
	return (sum * size + 999) / 1000;
}

/* No line begins with one of these: closing signs, and the ends of names. */
static const char *const no_first[] = {
	"）", "」", "』", "》", "〉", "】", "〕", "”", "’", "、", "，", "。", "；", "：", ")",
	"盟", "市", "旗", "县", "区", "省", "局", "部", "科", "室", "院", "所", "站", "会", "处", "厅", NULL
};

/* No line ends with one of these. */
static const char *const no_last[] = {
	"（", "「", "『", "《", "〈", "【", "〔", "“", "‘", "(", NULL
};

/* Words of the trade that a line does not cut. */
static const char *const whole[] = {
	"人民政府", "委员会", "办公室", "自治区", "指挥部", "人民", "管理", "服务", "中心", "建设", "监督",
	"检查", "检察", "社会", "保障", "工作", "事务", "事业", "机关", "机构", "编制", "信息", "技术", NULL
};

static bool
begins_with_one_of(const char *text, const char *const *list)
{
	for (; *list != NULL; list++)
	{
		if (strncmp(text, *list, strlen(*list)) == 0)
			return true;
	}
	return false;
}

/* Is there one of the words across this place? All their characters have three bytes. */
static bool
cuts_word(const char *start, const char *at)
{
	for (int i = 0; whole[i] != NULL; i++)
	{
		int			len = strlen(whole[i]);

		for (int k = 3; k < len; k += 3)
		{
			if (at - start >= k && strncmp(at - k, whole[i], len) == 0)
				return true;
		}
	}
	return false;
}

/* May a line end before "at"? "before" is the character before it. */
static bool
may_break(const char *start, const char *before, const char *at)
{
	if (begins_with_one_of(at, no_first) || begins_with_one_of(before, no_last) ||
		cuts_word(start, at))
		return false;
	/* words of letters are not cut */
	return PQdsplen(before, PG_UTF8) != 1 || PQdsplen(at, PG_UTF8) != 1 ||
		*before == ' ' || *at == ' ' || *before == '-' || *before == '/';
}

/* How many bytes of the text make a line of at most this width? */
static int
line_length(const char *text, int size, int width)
{
	int			at = 0;
	int			sum = 0;
	int			last = 0;		/* last good place to break */
	const char *before = NULL;

	while (text[at] != '\0')
	{
		if (before != NULL && may_break(text, before, text + at))
			last = at;
		sum += char_width(text + at) * size;
		if (sum > width * 1000)
			return last > 0 ? last : Max(at, PQmblen(text, PG_UTF8));
		before = text + at;
		at += PQmblen(text + at, PG_UTF8);
	}
	return at;
}

/* Break greedily; returns how many lines it takes, filling the first ones. */
static int
break_lines(const char *text, int size, int width, ChartLine *lines, int max_lines)
{
	int			n = 0;

	while (*text == ' ')
		text++;
	while (*text != '\0')
	{
		int			len = line_length(text, size, width);

		if (n < max_lines)
		{
			lines[n].text = text;
			lines[n].len = len;
			lines[n].cut = false;
		}
		n++;
		text += len;
		while (*text == ' ')
			text++;
	}
	return n;
}

/*
 * Break into lines of about equal length.  Returns the number of lines needed;
 * if that is more than fit, the last one is cut, with room for an ellipsis.
 */
int
wrap_text(const char *text, int size, int width, ChartLine *lines, int max_lines)
{
	int			n = break_lines(text, size, width, lines, max_lines);

	if (n > max_lines)
	{
		ChartLine  *last = &lines[max_lines - 1];

		last->len = line_length(last->text, size, width - size);
		last->cut = true;
		return n;
	}
	for (int w = text_width(text, strlen(text), size) / Max(n, 1); n > 1 && w < width; w += size / 2)
	{
		if (break_lines(text, size, w, lines, max_lines) == n)
			return n;
	}
	return break_lines(text, size, width, lines, max_lines);
}

/* Where a node's card begins in its column. */
int
node_left(const ChartNode *node)
{
	return Min(node->level, MAX_LEVELS) * INDENT;
}

int
gap_above(const ChartNode *node)
{
	switch (node->kind)
	{
		case CHART_REGION:
			return 26;
		case CHART_SYSTEM:
			return 16;
		case CHART_BODY:
			return 12;
		default:
			return 6;
	}
}

int
height_again(const ChartNode *node)
{
	return node->kind <= CHART_SYSTEM ? node->height : SMALL_SIZE + 12;
}

/* The name in full if two lines do, else the short one, else what fits. */
static void
measure_name(ChartNode *node, int size, int width)
{
	int			n = wrap_text(node->name, size, width, node->lines, 2);

	if (n > 2 && node->short_name != NULL)
		n = wrap_text(node->short_name, size, width, node->lines, MAX_LINES);
	else if (n > 2)
		n = wrap_text(node->name, size, width, node->lines, MAX_LINES);
	node->nlines = Min(n, MAX_LINES);
}

/* Few posts are drawn one by one, more as a bar. */
int
pips_width(int pips)
{
	return pips <= MAX_PIPS ? pips * PIP : MAX_PIPS * PIP;
}

/* What stands at the right of a division: leaders, and posts if it has its own. */
const char *
division_figures(const Chart *chart, const ChartNode *node, char *buf, size_t size)
{
	buf[0] = '\0';
	if (node->has_posts)
		snprintf(buf, size, "%s %d/%d ", chart_word(chart, WORD_POSTS),
				 node->posts.approved, node->posts.strength);
	if (node->has_leaders)
		snprintf(buf + strlen(buf), size - strlen(buf), "%d/%d",
				 node->leaders.approved, node->leaders.strength);
	return buf;
}

/* With the pips, and room between all of them. */
static int
division_room(const Chart *chart, const ChartNode *node)
{
	char		buf[64];

	division_figures(chart, node, buf, sizeof(buf));
	if (buf[0] == '\0')
		return 0;
	return text_width(buf, strlen(buf), SMALL_SIZE) + 12 +
		pips_width(Max(node->leaders.approved, node->leaders.strength));
}

/* Break the node's texts for a column of this width, and find its height. */
void
measure_node(const Chart *chart, ChartNode *node, int column_width)
{
	int			width = column_width - node_left(node);
	char		state[64];

	switch (node->kind)
	{
		case CHART_ROOT:
			node->height = ROOT_HEIGHT;
			return;
		case CHART_REGION:
			node->height = 44;
			return;
		case CHART_SYSTEM:
			node->height = 38;
			return;
		case CHART_BODY:
			chart_state(chart, &node->posts, state, sizeof(state));
			measure_name(node, NAME_SIZE, width - 28 -
						 (node->has_posts ? text_width(state, strlen(state), SMALL_SIZE) + 22 : 0));
			node->height = 14 + node->nlines * (NAME_SIZE + 4);
			break;
		case CHART_DIVISION:
			measure_name(node, SMALL_SIZE, width - 20 - division_room(chart, node));
			node->height = 12 + node->nlines * (SMALL_SIZE + 3);
			break;
	}
	if (node->second != NULL)
	{
		wrap_text(node->second, SMALL_SIZE, width - 28, &node->second_line, 1);
		node->height += SMALL_SIZE + 4;
	}
	if (node->kind == CHART_BODY && (node->has_posts || node->has_leaders || node->folded > 0))
		node->height += SMALL_SIZE + 6;
}

/* Text of an element or a quoted attribute; what XML does not allow is replaced. */
void
write_escaped(FILE *out, const char *text, int len)
{
	for (int i = 0; i < len; i++)
	{
		unsigned char c = text[i];

		if (c == '<')
			fputs("&lt;", out);
		else if (c == '>')
			fputs("&gt;", out);
		else if (c == '&')
			fputs("&amp;", out);
		else if (c == '"')
			fputs("&quot;", out);
		else if (c == '\'')
			fputs("&#39;", out);
		else if (c == '\t' || c == '\n' || c == '\r')
			fputc(' ', out);
		else if (c < 0x20 || c == 0x7F)
			fputs("\xEF\xBF\xBD", out);
		else if (c == 0xEF && i + 2 < len && (unsigned char) text[i + 1] == 0xBF &&
				 (unsigned char) text[i + 2] >= 0xBE)
		{
			fputs("\xEF\xBF\xBD", out);	/* U+FFFE, U+FFFF */
			i += 2;
		}
		else
			fputc(c, out);
	}
}
