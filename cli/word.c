/*-------------------------------------------------------------------------
 *
 * word.c
 *	  What a code word of a column is called in Chinese print: states, kinds
 *	  and levels that are no rows of a code list, and yes and no.
 *
 * Chinese in the source, like the headings: labels of data, not messages.
 * JSON always has the words of the book.  What may not live here: codes that a
 * book lists itself ({name} in queries.c), and headings (heading.c).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

#include "catalog/pg_type_d.h"

typedef struct Word
{
	const char *columns;		/* names, each followed by a space */
	const char *word;
	const char *chinese;
} Word;

#define KIND_OF_UNIT "kind unit_kind "
#define STATE "state "
#define LEVEL "level unit_level "
#define ENTRY_KIND "kind entry_kind "

static const Word words[] = {
	{KIND_OF_UNIT, "body", "法人单位"},
	{KIND_OF_UNIT, "division", "内设机构"},
	{KIND_OF_UNIT, "group", "分组"},
	{ENTRY_KIND, "ceiling", "上级下达"},
	{ENTRY_KIND, "allocation", "核定"},
	{ENTRY_KIND, "transfer", "划转"},
	{ENTRY_KIND, "conversion", "转换"},
	{ENTRY_KIND, "reversal", "冲销"},
	{ENTRY_KIND, "pool", "周转池"},
	{ENTRY_KIND, "reform", "改革"},
	{STATE, "draft", "草稿"},
	{STATE, "rehearsed", "已试运行"},
	{STATE, "applied", "已实施"},
	{STATE, "withdrawn", "已撤回"},
	{STATE, "submitted", "待复核"},
	{STATE, "approved", "已批准"},
	{STATE, "rejected", "已驳回"},
	{STATE, "open", "有效"},
	{STATE, "used", "已用完"},
	{STATE, "cancelled", "已撤销"},
	{STATE, "lapsed", "已失效"},
	{STATE, "on_track", "按计划"},
	{STATE, "behind", "滞后"},
	{STATE, "done", "已完成"},
	{STATE, "received", "已收"},
	{STATE, "covered", "已含在上级的上报中"},
	{STATE, "missing", "缺报"},
	{STATE, "unchained", "凭理由收入"},
	{STATE, "broken", "损坏"},
	{STATE "party_body ", "committee", "机关党委"},
	{STATE "party_body ", "section", "机关党建人事科"},
	{STATE, "neither", "两者均无"},
	{STATE, "both", "两者兼有"},
	{"lamp ", "red", "红灯"},
	{"lamp ", "yellow", "黄灯"},
	{"lamp ", "green", "绿灯"},
	{"level severity ", "error", "错误"},
	{"level severity ", "warning", "警告"},
	{"level severity ", "notice", "提示"},
	{LEVEL, "central", "中央"},
	{LEVEL, "province", "省级"},
	{LEVEL, "prefecture", "地级"},
	{LEVEL, "county", "县级"},
	{LEVEL, "township", "乡级"},
	{"outcome ", "passed", "成立"},
	{"outcome ", "failed", "不成立"},
	{"outcome ", "not applicable", "无可比月份"},
	{"outcome ", "not due", "未到期"},
	{"outcome ", "no rows", "无应审行"},
	{"direction ", "ancestor", "来源"},
	{"direction ", "descendant", "去向"},
	{"fact ", "document", "文件"},
	{"fact ", "unit", "设立机构"},
	{"fact ", "change", "机构变动"},
	{"fact ", "duty", "职责"},
	{"fact ", "entry", "编制变动"},
	{"fact ", "permit", "用编核准"},
	{"fact ", "enrolment", "入编"},
	{"fact ", "release", "出编"},
	{"fact ", "appointment", "任职"},
	{"fact ", "dismissal", "免职"},
	{"direction ", "in", "增员"},
	{"direction ", "out", "减员"},
	{"flow ", "increased", "核增"},
	{"flow ", "decreased", "核减"},
	{"flow ", "transferred_in", "划入"},
	{"flow ", "transferred_out", "划出"},
	{"row_kind ", "total", "总计"},
	{"row_kind ", "level", "层级"},
	{"row_kind ", "region", "地区"},
	{"row_kind ", "system", "系统"},
	{"row_kind ", "unit", "单位"},
	{"row_kind ", "industry", "行业"},
	{"row_kind ", "branch", "政法机关"},
	{"row_kind ", "township", "苏木乡镇街道"},
	{"row_kind ", "level_system", "层级和系统"},
	{"row_kind ", "region_system", "地区和系统"},
	{"row_kind ", "level_industry", "层级和行业"},
	{"row_kind ", "region_industry", "地区和行业"},
	{"month_state ", "open", "打开"},
	{"month_state ", "frozen", "已冻结"},
	{"month_state ", "closed", "已结账"},
	{"finding_state ", "open", "未结"},
	{"finding_state ", "excused", "例外批准"},
	{"finding_state ", "resolved", "已整改"},
	{"problem ", "closed", "已结账"},
	{"problem ", "not frozen", "未冻结"},
	{"problem ", "frozen with", "随上级冻结"},
	{"problem ", "below", "下级未结账"},
	{"problem ", "unsigned", "未签核"},
	{"problem ", "findings", "有未结错误"},
	{"problem ", "formulas", "审核公式不成立"},
	{"cycle ", "month", "月报"},
	{"cycle ", "year", "年报"},
	{"sex ", "M", "男"},
	{"sex ", "F", "女"},
	{"retire_group ", "M60", "男，原六十岁"},
	{"retire_group ", "F55", "女，原五十五岁"},
	{"retire_group ", "F50", "女，原五十岁"},
};

/* Is name one of the columns, all of it? */
static bool
is_column(const char *columns, const char *name)
{
	size_t		length = strlen(name);
	const char *at = columns;

	while ((at = strstr(at, name)) != NULL)
	{
		if ((at == columns || at[-1] == ' ') && at[length] == ' ')
			return true;
		at += length;
	}
	return false;
}

/* The text to print for a value. */
const char *
printed_value(Session *s, const PGresult *res, int row, int column)
{
	const char *value = PQgetvalue(res, row, column);
	const char *name = PQfname(res, column);

	if (!s->chinese || value[0] == '\0')
		return value;
	if (PQftype(res, column) == BOOLOID)
		return value[0] == 't' ? "是" : "否";
	for (int i = 0; i < (int) lengthof(words); i++)
	{
		if (strcmp(words[i].word, value) == 0 && is_column(words[i].columns, name))
			return words[i].chinese;
	}
	return value;
}
