/*-------------------------------------------------------------------------
 *
 * plan_file.c
 *	  Plans as people write them down: a JSON array of operations, one JSON
 *	  object a line, or plain text, one operation a line:
 *
 *	      # what a clerk types
 *	      核定编制  unit=水利局 post_type=11 quantity=3
 *	      rename_unit unit="防汛 办" name=防汛抗旱办公室
 *
 * Each line is judged alone, in a subtransaction, so that one reading tells
 * all bad lines, each with its number and reason.  Judged is what can be known
 * before anything is done: the operation, its arguments and their types, and
 * whether units and kinds of posts exist or are made by an earlier line.
 *
 * What may not live here: doing anything (reform.c, rehearsal.c).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

static const BzQuery unit_query = {
	"SELECT 1 FROM @.unit u WHERE u.name" BZ_EQ "$1"
	" UNION ALL SELECT 1 FROM @.unit u WHERE u.short_name" BZ_EQ "$1"
	" UNION ALL SELECT 1 FROM @.unit u WHERE u.id" BZ_EQ
	"CASE WHEN $1 OPERATOR(pg_catalog.~) '^#?[0-9]{1,9}$' THEN pg_catalog.ltrim($1, '#')::pg_catalog.int4 END"
	" UNION ALL SELECT 1 FROM @.unit u WHERE u.credit_code::pg_catalog.text" BZ_EQ "$1"
	" AND pg_catalog.length($1)" BZ_EQ "18 LIMIT 1",
	1, {TEXTOID}
};

static const BzQuery post_type_query = {
	"SELECT 1 FROM @.post_type t WHERE t.code::pg_catalog.text" BZ_EQ "$1 OR t.name_zh" BZ_EQ "$1"
	" OR pg_catalog.lower(t.name_en)" BZ_EQ "pg_catalog.lower($1) LIMIT 1",
	1, {TEXTOID}
};

/* Parameters that name something of the book. */
static const struct
{
	const char *param;
	const char *kind;
	const BzQuery *query;
}			references[] =
{
	{"unit", "unit", &unit_query}, {"from_unit", "unit", &unit_query},
	{"to_unit", "unit", &unit_query}, {"into_unit", "unit", &unit_query},
	{"with_unit", "unit", &unit_query}, {"parent", "unit", &unit_query},
	{"supervisor", "unit", &unit_query}, {"successor", "unit", &unit_query},
	{"replaces", "unit", &unit_query}, {"division", "unit", &unit_query},
	{"units", "unit", &unit_query},
	{"post_type", "post type", &post_type_query},
	{"from_type", "post type", &post_type_query},
	{"to_type", "post type", &post_type_query},
};

/* One operation as it was read. */
typedef struct Line
{
	int			number;
	char	   *op;
	Jsonb	   *args;
	char	   *note;
	char	   *sqlstate;		/* NULL if nothing is wrong */
	char	   *problem;
	char	   *remedy;
} Line;

typedef struct Reader
{
	BzBook	   *book;
	MemoryContext context;
	ResourceOwner owner;
	List	   *lines;
	List	   *names;			/* of units that earlier lines make */
	int			bad;
} Reader;

static void
refuse_line(const char *reason)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_MALFORMED_OPERATION),
			 errmsg_internal("%s", reason),
			 errhint("Write {\"op\": name, \"args\": {...}} or: name argument=value ...")));
}

/* ----
 * JSON
 * ----
 */

static bool
json_text(JsonbValue *v, char **text)
{
	if (v->type != jbvString)
		return false;
	*text = pnstrdup(v->val.string.val, v->val.string.len);
	return true;
}

/* Take apart {"op": ..., "args": {...}, "note": ...}. */
static void
read_object(Line *line, Jsonb *object)
{
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	v;
	char	   *key = NULL;

	if (!JB_ROOT_IS_OBJECT(object))
		refuse_line(_("an operation is a JSON object"));
	it = JsonbIteratorInit(&object->root);
	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			key = pnstrdup(v.val.string.val, v.val.string.len);
		else if (token != WJB_VALUE)
			continue;
		else if (strcmp(key, "op") == 0)
		{
			if (!json_text(&v, &line->op))
				refuse_line(_("\"op\" must be a text"));
		}
		else if (strcmp(key, "note") == 0)
		{
			if (v.type != jbvNull && !json_text(&v, &line->note))
				refuse_line(_("\"note\" must be a text"));
		}
		else if (strcmp(key, "args") == 0)
			line->args = JsonbValueToJsonb(&v);
		else
			refuse_line(psprintf(_("an operation has no \"%s\""), key));
	}
	if (line->op == NULL)
		refuse_line(_("\"op\" is missing"));
}

static void
read_json(Line *line, const char *text)
{
	read_object(line, DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(text))));
}

/* ----
 * Plain text
 * ----
 */

typedef struct Chars
{
	uint32	   *c;
	int			n;
	int			at;
} Chars;

static void
skip_blanks(Chars *s)
{
	while (s->at < s->n && bz_text_is_blank(s->c[s->at]))
		s->at++;
}

static uint32
closing_quote(uint32 c)
{
	return c == '"' || c == '\'' ? c : c == 0x201C ? 0x201D : c == 0x2018 ? 0x2019 : 0;
}

/* Up to a blank or, in a key, an equals sign; quotes hold anything. */
static char *
read_word(Chars *s, bool key)
{
	uint32	   *word = palloc(sizeof(uint32) * (s->n - s->at + 1));
	int			n = 0;

	while (s->at < s->n && !bz_text_is_blank(s->c[s->at]))
	{
		uint32		close = closing_quote(s->c[s->at]);

		if (key && (s->c[s->at] == '=' || s->c[s->at] == 0xFF1D))
			break;
		if (close == 0 || n > 0)
		{
			word[n++] = s->c[s->at++];
			continue;
		}
		for (s->at++; s->at < s->n && s->c[s->at] != close; s->at++)
			word[n++] = s->c[s->at];
		if (s->at == s->n)
			refuse_line(_("a quotation mark is not closed"));
		s->at++;
		if (s->at < s->n && !bz_text_is_blank(s->c[s->at]))
			refuse_line(_("a blank is missing behind a quotation mark"));
		break;
	}
	return bz_text_encode(word, n);
}

static void
push_pair(JsonbParseState **state, char *key, char *value)
{
	JsonbValue	v;

	v.type = jbvString;
	v.val.string.val = key;
	v.val.string.len = strlen(key);
	pushJsonbValue(state, WJB_KEY, &v);
	v.val.string.val = value;
	v.val.string.len = strlen(value);
	pushJsonbValue(state, WJB_VALUE, &v);
}

static void
read_plain(Line *line, const char *text)
{
	Chars		s = {palloc(sizeof(uint32) * (strlen(text) + 1)), 0, 0};
	JsonbParseState *state = NULL;
	List	   *seen = NIL;

	s.n = bz_text_decode(text, s.c, strlen(text));
	skip_blanks(&s);
	line->op = read_word(&s, false);
	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (skip_blanks(&s); s.at < s.n && s.c[s.at] != '#'; skip_blanks(&s))
	{
		char	   *key = read_word(&s, true);
		ListCell   *cell;

		if (s.at == s.n || (s.c[s.at] != '=' && s.c[s.at] != 0xFF1D) || key[0] == '\0')
			refuse_line(psprintf(_("\"%s\" is not argument=value"), key));
		s.at++;
		foreach(cell, seen)
			if (strcmp(lfirst(cell), key) == 0)
				refuse_line(psprintf(_("argument \"%s\" is given twice"), key));
		seen = lappend(seen, key);
		push_pair(&state, key, read_word(&s, false));
	}
	line->args = JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/* ----
 * Judging
 * ----
 */

/* Remember what names of units an operation brings into the book. */
static void
note_names(Reader *r, Jsonb *args)
{
	JsonbIterator *it = JsonbIteratorInit(&args->root);
	JsonbIteratorToken token;
	JsonbValue	v;
	bool		name = false;

	while ((token = JsonbIteratorNext(&it, &v, false)) != WJB_DONE)
	{
		char	   *text;

		if (token == WJB_VALUE && name && json_text(&v, &text))
			r->names = lappend(r->names, text);
		name = token == WJB_KEY &&
			((v.val.string.len == 4 && strncmp(v.val.string.val, "name", 4) == 0) ||
			 (v.val.string.len == 10 && strncmp(v.val.string.val, "short_name", 10) == 0));
	}
}

static void
check_reference(Reader *r, const char *kind, const BzQuery *query, char *text)
{
	Datum		value = CStringGetTextDatum(text);
	ListCell   *cell;

	foreach(cell, r->names)
		if (strcmp(lfirst(cell), text) == 0)
			return;
	if (strncmp(text, "reserve", 7) == 0 || strncmp(text, "机动", strlen("机动")) == 0)
		return;
	if (bz_plan_run_as_caller(r->book, query, &value, NULL) == 0)
		bz_refuse_unknown(kind, text);
}

/* What an argument names must be there, or be made by an earlier line. */
static void
check_references(Reader *r, const BzOperation *o)
{
	for (int i = 0; i < o->nparams; i++)
	{
		const BzParam *p = &o->params[i];

		for (int k = 0; k < (int) lengthof(references); k++)
		{
			if (!p->given || p->isnull || strcmp(p->name, references[k].param) != 0)
				continue;
			if (p->type == TEXTOID)
				check_reference(r, references[k].kind, references[k].query,
								TextDatumGetCString(p->value));
			else if (p->type == TEXTARRAYOID)
			{
				Datum	   *values;
				bool	   *nulls;
				int			n;

				deconstruct_array(DatumGetArrayTypeP(p->value), TEXTOID, -1, false, TYPALIGN_INT,
								  &values, &nulls, &n);
				for (int e = 0; e < n; e++)
					if (!nulls[e])
						check_reference(r, references[k].kind, references[k].query,
										TextDatumGetCString(values[e]));
			}
		}
	}
}

/* The operation's own name, and arguments that are an object. */
static void
judge(Reader *r, Line *line, bool look_up)
{
	BzOperation o;

	bz_operation_find(r->book, line->op, &o);
	line->op = o.name;
	if (line->args == NULL)
		line->args = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum("{}")));
	bz_operation_bind(&o, line->args);
	if (look_up)
	{
		SPI_connect();
		check_references(r, &o);
		SPI_finish();
		note_names(r, line->args);
	}
}

/* How a piece of text is to be read. */
typedef enum Form
{
	FORM_JSON,
	FORM_PLAIN,
	FORM_OBJECT
} Form;

/* Read and judge one line in a subtransaction; what is wrong is kept in it. */
static void
take_line(Reader *r, int number, Form form, const char *text, Jsonb *object)
{
	Line	   *line = MemoryContextAllocZero(r->context, sizeof(Line));

	line->number = number;
	r->lines = lappend(r->lines, line);
	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(r->context);
	PG_TRY();
	{
		if (form == FORM_OBJECT)
			read_object(line, object);
		else if (form == FORM_JSON)
			read_json(line, text);
		else
			read_plain(line, text);
		judge(r, line, form != FORM_OBJECT);
		ReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(r->context);
		CurrentResourceOwner = r->owner;
	}
	PG_CATCH();
	{
		ErrorData  *e;

		MemoryContextSwitchTo(r->context);
		e = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(r->context);
		CurrentResourceOwner = r->owner;
		if (ERRCODE_TO_CATEGORY(e->sqlerrcode) != ERRCODE_DATA_EXCEPTION &&
			ERRCODE_TO_CATEGORY(e->sqlerrcode) != ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION)
			ReThrowError(e);
		line->sqlstate = pstrdup(unpack_sql_state(e->sqlerrcode));
		line->problem = e->detail == NULL ? e->message : psprintf("%s: %s", e->message, e->detail);
		line->remedy = e->hint;
		r->bad++;
	}
	PG_END_TRY();
}

/* ----
 * Files
 * ----
 */

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Elements of a JSON array that may span lines: cut at the commas between them. */
static void
read_array(Reader *r, const char *text, int number)
{
	const char *start = NULL;
	int			line = number;
	int			depth = 0;
	bool		quoted = false;

	for (const char *c = text; *c != '\0'; c++)
	{
		if (*c == '\n')
			number++;
		if (start == NULL && depth == 1 && !is_space(*c) && *c != ',' && *c != ']')
		{
			start = c;
			line = number;
		}
		if (quoted)
		{
			if (*c == '\\' && c[1] != '\0')
				c++;
			else if (*c == '"')
				quoted = false;
			continue;
		}
		if (start != NULL && depth == 1 && (*c == ',' || *c == ']'))
		{
			take_line(r, line, FORM_JSON, pnstrdup(start, c - start), NULL);
			start = NULL;
		}
		quoted = *c == '"';
		depth += (*c == '[' || *c == '{') ? 1 : (*c == ']' || *c == '}') ? -1 : 0;
	}
	if (start != NULL)
		take_line(r, line, FORM_JSON, start, NULL);
	else if (depth != 0)
		take_line(r, number, FORM_JSON, "", NULL);
}

/* One operation a line; a line that begins with a brace is JSON. */
static void
read_lines(Reader *r, char *text)
{
	int			number = 0;

	while (text != NULL)
	{
		char	   *end = strchr(text, '\n');
		char	   *from = text;

		number++;
		if (end != NULL)
			*end++ = '\0';
		while (is_space(*from))
			from++;
		if (*from == '{')
			take_line(r, number, FORM_JSON, from, NULL);
		else if (*from != '\0' && *from != '#')
			take_line(r, number, FORM_PLAIN, from, NULL);
		text = end;
	}
}

static void
begin_reading(Reader *r, Oid rel)
{
	memset(r, 0, sizeof(*r));
	r->book = bz_book_open(get_rel_namespace(rel));
	r->context = CurrentMemoryContext;
	r->owner = CurrentResourceOwner;
}

static void
put_text(Datum *values, bool *nulls, int column, const char *text)
{
	nulls[column] = text == NULL;
	values[column] = text == NULL ? (Datum) 0 : CStringGetTextDatum(text);
}

/* line, op, args, note and, where asked for, sqlstate, problem, remedy */
static void
put_lines(const Reader *r, ReturnSetInfo *result, bool problems)
{
	ListCell   *cell;

	foreach(cell, r->lines)
	{
		const Line *line = lfirst(cell);
		Datum		values[7];
		bool		nulls[7];

		values[0] = Int32GetDatum(line->number);
		nulls[0] = false;
		put_text(values, nulls, 1, line->op);
		nulls[2] = line->args == NULL;
		values[2] = nulls[2] ? (Datum) 0 : JsonbPGetDatum(line->args);
		put_text(values, nulls, 3, line->note);
		if (problems)
		{
			put_text(values, nulls, 4, line->sqlstate);
			put_text(values, nulls, 5, line->problem);
			put_text(values, nulls, 6, line->remedy);
		}
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
}

PG_FUNCTION_INFO_V1(bianzhi_read_plan_text);

/* read_plan_text(book regclass, content text): a row for each operation, good or bad. */
Datum
bianzhi_read_plan_text(PG_FUNCTION_ARGS)
{
	Reader		r;
	char	   *content = text_to_cstring(PG_GETARG_TEXT_PP(1));
	int			number = 1;

	InitMaterializedSRF(fcinfo, 0);
	begin_reading(&r, PG_GETARG_OID(0));
	if (strncmp(content, "\xEF\xBB\xBF", 3) == 0)
		content += 3;				/* an editor's byte order mark */
	for (char *c = content; is_space(*c) || *c == '['; c++)
	{
		if (*c == '[')
		{
			read_array(&r, c, number);
			content = NULL;
			break;
		}
		number += *c == '\n' ? 1 : 0;
	}
	if (content != NULL)
		read_lines(&r, content);
	put_lines(&r, (ReturnSetInfo *) fcinfo->resultinfo, true);
	return (Datum) 0;
}

/* Refuse a list with bad operations, naming each. */
static void
refuse_bad(const Reader *r)
{
	StringInfoData detail;
	int			shown = 0;
	ListCell   *cell;

	initStringInfo(&detail);
	foreach(cell, r->lines)
	{
		const Line *line = lfirst(cell);

		if (line->sqlstate == NULL || shown++ >= bz_max_reported)
			continue;
		if (detail.len > 0)
			appendStringInfoChar(&detail, '\n');
		appendStringInfo(&detail, _("Operation %d: %s"), line->number, line->problem);
	}
	ereport(ERROR,
			(errcode(ERRCODE_BZ_MALFORMED_OPERATION),
			 errmsg_plural("%d operation of the list cannot be read",
						   "%d operations of the list cannot be read", r->bad, r->bad),
			 detail.len > 0 ? errdetail_internal("%s", detail.data) : 0,
			 errhint("View operation_parameter lists the operations and their arguments.")));
}

PG_FUNCTION_INFO_V1(bianzhi_read_operations);

/*
 * read_operations(book regclass, operations jsonb): step, op, args, note of
 * each element of an array; all or nothing.
 */
Datum
bianzhi_read_operations(PG_FUNCTION_ARGS)
{
	Jsonb	   *list = PG_GETARG_JSONB_P(1);
	Reader		r;
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	v;
	int			n = 0;

	InitMaterializedSRF(fcinfo, 0);
	begin_reading(&r, PG_GETARG_OID(0));
	if (!JB_ROOT_IS_ARRAY(list) || JB_ROOT_IS_SCALAR(list))
		refuse_line(_("operations are a JSON array"));
	it = JsonbIteratorInit(&list->root);
	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
		if (token == WJB_ELEM)
			take_line(&r, ++n, FORM_OBJECT, NULL, JsonbValueToJsonb(&v));
	if (r.bad > 0)
		refuse_bad(&r);
	put_lines(&r, (ReturnSetInfo *) fcinfo->resultinfo, false);
	return (Datum) 0;
}
