/*-------------------------------------------------------------------------
 *
 * heading.c
 *	  What a column is called in print.
 *
 * Chinese: the comment of the column the value comes from, up to "；"; for
 * computed columns the comment of any column of the book with that name, or
 * the short list here.  English: the column's name.  What may not live here:
 * anything else that depends on the language (messages are gettext's).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

#include "fe_utils/string_utils.h"

/*
 * Columns that only this client makes.  Chinese in the source, like the
 * comments of the SQL side: labels of data, not messages.
 */
static const struct
{
	const char *name;
	const char *chinese;
}			own_columns[] = {
	{"approved_after", "核定数（办后）"},
	{"approved_before", "核定数（办前）"},
	{"book", "账套"},
	{"book_title", "账套名称"},
	{"cap", "上限"},
	{"class", "机构性质"},
	{"class_name", "机构性质"},
	{"depth", "层次"},
	{"document_kind", "文件种类"},
	{"document_number", "批准文号"},
	{"enrolments", "在编人数"},
	{"entry_reason", "进入形式"},
	{"exit_reason", "出编原因"},
	{"explanation", "计算说明"},
	{"fact", "事项"},
	{"fact_id", "事项编号"},
	{"finding_id", "问题编号"},
	{"from_unit", "调出机构"},
	{"holder", "持有者"},
	{"holder_rank", "本人职务层次"},
	{"folded", "未展开机构数"},
	{"leader_approved", "领导职数核定数"},
	{"leader_over", "超职数"},
	{"leader_strength", "领导职数实有数"},
	{"lines", "增减"},
	{"month_state", "状态"},
	{"number", "批准文号"},
	{"open_findings", "未结问题"},
	{"parent", "上级机构"},
	{"predecessor", "原机构"},
	{"person", "姓名"},
	{"persons", "人员数"},
	{"post_type_name", "编制类别"},
	{"priority", "优先"},
	{"priority_id", "优先编号"},
	{"proposed", "建议数"},
	{"proposal_id", "申报编号"},
	{"proposal_kind", "申报种类"},
	{"rank", "机构规格"},
	{"rank_factor", "规格系数"},
	{"record_id", "记录编号"},
	{"region_name", "地区名称"},
	{"report", "报表"},
	{"rule_name", "规则名称"},
	{"reserved_after", "用编占用（办后）"},
	{"reserved_before", "用编占用（办前）"},
	{"score", "得分"},
	{"share", "应得数"},
	{"source", "来源单位"},
	{"source_vacancy", "来源空编数"},
	{"size", "编制规模"},
	{"size_factor", "规模系数"},
	{"span", "管理幅度"},
	{"span_factor", "幅度系数"},
	{"sources", "原机构"},
	{"strength_after", "实有数（办后）"},
	{"strength_before", "实有数（办前）"},
	{"unit", "机构名称"},
	{"units", "机构数"},
	{"unused", "剩余数"},
	{"vacancy_factor", "满编系数"},
	{"after", "改后"},
	{"arguments", "参数"},
	{"before", "改前"},
	{"change", "增减数"},
	{"line", "行号"},
	{"message", "情况"},
	{"operation", "操作名称"},
	{"problem", "问题"},
	{"sqlstate", "错误代码"},
	{"version", "版本"},
	{"version_id", "沿革编号"},
	{"kind_name", "变动种类"},
	{"successor", "承接机构"},
	{"supervisor", "主管部门"},
	{"changes", "变动内容"},
	{"flow", "增减"},
	{"quantity", "数量"},
	{"late", "补录"},
	{"internal", "系统内调动"},
	{"other_unit", "对方机构"},
	{"reason", "原因"},
	{"form", "表号"},
	{"report_title", "报表名称"},
	{"cycle", "周期"},
	{"months", "已结账期数"},
	{"first_month", "最早一期"},
	{"last_month", "最近一期"},
	{"document", "批准文号"},
	{"direction", "方向"},
	{"established_on", "设立日期"},
	{"what", "内容"},
	{"since", "起始时间"},
	{"by_whom", "办理人"},
	{"with_region", "随同地区"},
	{"sections", "应签科室"},
	{"signed", "已签"},
	{"missing", "未签科室"},
	{"errors", "未结错误"},
	{"exceptions", "在用例外"},
	{"given", "说明"},
	{"reported_in", "列入月份"},
	{"last_month", "最近上报月份"},
	{"row_label", "所在行"},
	{"left_value", "左边"},
	{"right_value", "右边"},
	{"difference", "差额"},
	{"outcome", "结果"},
	{"checked", "审核行数"},
	{"failed", "不成立行数"},
	/* and those of functions, which have no column comments */
	{"section", "类别"},
	{"item", "项目"},
	{"value", "内容"},
	{"check", "核对事项"},
	{"object", "对象"},
	{"expected", "应为"},
	{"actual", "实为"},
	{"remedy", "整改办法"},
};

/* First the column itself, if printed by its own name; then the dictionary. */
static const char sql_comments[] =
"SELECT CASE WHEN own.attname = t.label THEN"
"   nullif(split_part(pg_catalog.col_description(t.tab, t.col), '；', 1), '') END,"
" (SELECT split_part(d.description, '；', 1)"
"    FROM pg_catalog.pg_class c"
"    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid"
"    JOIN pg_catalog.pg_description d ON d.objoid = c.oid AND d.objsubid = a.attnum"
"     AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass"
"   WHERE c.relnamespace IN (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = $4)"
"     AND c.relkind IN ('r', 'v') AND a.attname = t.label"
"   ORDER BY c.relkind DESC, c.relname LIMIT 1)"
" FROM unnest($1::oid[], $2::int[], $3::text[]) WITH ORDINALITY AS t (tab, col, label, n)"
" LEFT JOIN pg_catalog.pg_attribute own ON own.attrelid = t.tab AND own.attnum = t.col"
" ORDER BY t.n";

/* "unit_name" is read as "Unit name". */
static char *
english_heading(const char *name)
{
	char	   *result = pg_strdup(name);

	for (char *p = result; *p != '\0'; p++)
	{
		if (*p == '_')
			*p = ' ';
	}
	result[0] = pg_toupper((unsigned char) result[0]);
	return result;
}

static const char *
own_heading(const char *name)
{
	for (int i = 0; i < (int) lengthof(own_columns); i++)
	{
		if (strcmp(own_columns[i].name, name) == 0)
			return own_columns[i].chinese;
	}
	return NULL;
}

/* Ask the book for the comments of all columns of a result at once. */
static PGresult *
book_comments(Session *s, const PGresult *res)
{
	PQExpBufferData tables;
	PQExpBufferData columns;
	PQExpBufferData labels;
	const char *values[4];
	PGresult   *comments;

	initPQExpBuffer(&tables);
	initPQExpBuffer(&columns);
	initPQExpBuffer(&labels);
	appendPQExpBufferChar(&labels, '{');
	for (int c = 0; c < PQnfields(res); c++)
	{
		appendPQExpBuffer(&tables, "%c%u", c ? ',' : '{', PQftable(res, c));
		appendPQExpBuffer(&columns, "%c%d", c ? ',' : '{', PQftablecol(res, c));
		appendPGArray(&labels, PQfname(res, c));
	}
	appendPQExpBufferChar(&tables, '}');
	appendPQExpBufferChar(&columns, '}');
	appendPQExpBufferChar(&labels, '}');
	values[0] = tables.data;
	values[1] = columns.data;
	values[2] = labels.data;
	values[3] = s->book_name;
	comments = run_query(s, sql_comments, 4, values);
	termPQExpBuffer(&tables);
	termPQExpBuffer(&columns);
	termPQExpBuffer(&labels);
	return comments;
}

/* The best Chinese name there is for a column, or NULL. */
static const char *
chinese_heading(const PGresult *comments, int c, const char *name)
{
	const char *own = own_heading(name);

	if (comments != NULL && !PQgetisnull(comments, c, 0))
		return PQgetvalue(comments, c, 0);
	if (own != NULL)
		return own;
	if (comments != NULL && !PQgetisnull(comments, c, 1))
		return PQgetvalue(comments, c, 1);
	return NULL;
}

/* One heading per column, each malloc'd. */
char **
column_headings(Session *s, const PGresult *res)
{
	int			n = PQnfields(res);
	char	  **headings = pg_malloc0(sizeof(char *) * (n + 1));
	PGresult   *comments = NULL;

	if (s->chinese && n > 0)
		comments = book_comments(s, res);
	for (int c = 0; c < n; c++)
	{
		const char *name = PQfname(res, c);
		const char *chinese = s->chinese ? chinese_heading(comments, c, name) : NULL;

		headings[c] = chinese != NULL ? pg_strdup(chinese) : english_heading(name);
	}
	PQclear(comments);
	return headings;
}
