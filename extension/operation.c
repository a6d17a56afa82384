/*-------------------------------------------------------------------------
 *
 * operation.c
 *	  Operations of a plan: a function of the book called by its name with
 *	  arguments that are data.
 *
 * An operation is {"op": "allocate", "args": {"unit": "...", "quantity": 3}}.
 * Only what table "operation" lists can be called, and only functions of the
 * book's own schema: a row of that table cannot open anything else.  Names of
 * functions and parameters come from the catalogue, values are bound.  The
 * call runs as the caller, with the caller's rights.
 *
 * What may not live here: plans (rehearsal.c) and how they are written down
 * (plan_file.c).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/htup_details.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/catcache.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

static const BzQuery operation_query = {
	"SELECT o.op FROM @.operation o WHERE o.op" BZ_EQ "$1 OR o.name_zh" BZ_EQ "$1"
	" ORDER BY (o.op" BZ_EQ "$1) DESC LIMIT 1",
	1, {TEXTOID}
};

/* Look up a row of table operation; NULL if there is none. */
static char *
listed_name(BzBook *book, const char *name)
{
	MemoryContext outer = CurrentMemoryContext;
	Datum		value = CStringGetTextDatum(name);
	char	   *found = NULL;

	SPI_connect();
	if (bz_plan_run(book, &operation_query, &value, NULL, false) > 0)
		found = MemoryContextStrdup(outer, bz_result_text(0, 1));
	SPI_finish();
	return found;
}

static void
refuse_unlisted(const char *name)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_MALFORMED_OPERATION),
			 errmsg("there is no operation \"%s\"", name),
			 errhint("Table \"operation\" (bianzhi plan operations) lists what a plan may do.")));
}

/*
 * The one function of that name in the book's schema.  The table's row alone
 * is not enough: what it names must be an ordinary function of the book.
 */
static HeapTuple
book_function(BzBook *book, const char *name)
{
	CatCList   *list = SearchSysCacheList1(PROCNAMEARGSNSP, CStringGetDatum(name));
	HeapTuple	found = NULL;
	int			n = 0;

	for (int i = 0; i < list->n_members; i++)
	{
		HeapTuple	tuple = &list->members[i]->tuple;
		Form_pg_proc proc = (Form_pg_proc) GETSTRUCT(tuple);

		if (proc->pronamespace != book->nspoid || proc->prokind != PROKIND_FUNCTION ||
			proc->proretset || proc->provariadic != InvalidOid)
			continue;
		n++;
		found = heap_copytuple(tuple);
	}
	ReleaseSysCacheList(list);
	if (n != 1)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_MALFORMED_OPERATION),
				 errmsg("operation \"%s\" is not one function of the book \"%s\"", name, book->name),
				 errdetail("The book has %d functions of that name that a plan could call.", n),
				 errhint("Correct the row of table \"operation\", or upgrade the book with bianzhi.upgrade_book().")));
	return found;
}

/* Fill in what there is to know of an operation; op may be its Chinese name. */
void
bz_operation_find(BzBook *book, const char *op, BzOperation *o)
{
	char	   *name = listed_name(book, op);
	HeapTuple	tuple;
	char	  **names;
	char	   *modes;
	Oid		   *types;
	int			n;

	if (name == NULL)
		refuse_unlisted(op);
	tuple = book_function(book, name);
	o->name = name;
	o->nparams = 0;
	n = get_func_arg_info(tuple, &types, &names, &modes);
	for (int i = 0; i < n && o->nparams < BZ_MAX_PARAMS; i++)
	{
		if (modes != NULL && modes[i] != PROARGMODE_IN && modes[i] != PROARGMODE_INOUT)
			continue;
		o->params[o->nparams].name = names != NULL ? names[i] : "";
		o->params[o->nparams].type = types[i];
		o->params[o->nparams].given = false;
		o->nparams++;
	}
	o->nrequired = o->nparams - ((Form_pg_proc) GETSTRUCT(tuple))->pronargdefaults;
}

/* "allocate(unit text, quantity integer, [document text])": what may be given. */
static char *
signature(const BzOperation *o)
{
	StringInfoData s;

	initStringInfo(&s);
	appendStringInfo(&s, "%s(", o->name);
	for (int i = 0; i < o->nparams; i++)
		appendStringInfo(&s, i < o->nrequired ? "%s%s %s" : "%s[%s %s]", i ? ", " : "",
						 o->params[i].name, format_type_be(o->params[i].type));
	appendStringInfoChar(&s, ')');
	return s.data;
}

static void
refuse_arguments(const BzOperation *o, const char *message)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_MALFORMED_OPERATION),
			 errmsg_internal("%s", message),
			 errdetail_internal("%s", signature(o)),
			 errhint("Arguments are given by name; those in brackets may be left out.")));
}

/* Where a value is being read, for what an input function says of it. */
typedef struct Reading
{
	const BzOperation *o;
	const BzParam *param;
} Reading;

/*
 * Error context: what an input function refuses as malformed is a malformed
 * operation.  The function's own sentence stays the message.
 */
static void
reading_failed(void *arg)
{
	Reading    *r = arg;

	if (ERRCODE_TO_CATEGORY(geterrcode()) != ERRCODE_DATA_EXCEPTION ||
		geterrcode() == ERRCODE_BZ_MALFORMED_OPERATION)
		return;
	errcode(ERRCODE_BZ_MALFORMED_OPERATION);
	errdetail_internal(_("Argument %s of %s must be of type %s."), r->param->name,
					   r->o->name, format_type_be(r->param->type));
	set_errcontext_domain(TEXTDOMAIN);
	errcontext("operation %s, argument %s", r->o->name, r->param->name);
}

static void
refuse_kind(const Reading *r, const char *given)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_MALFORMED_OPERATION),
			 errmsg("argument %s of %s cannot be %s", r->param->name, r->o->name, given),
			 errdetail_internal(_("Argument %s of %s must be of type %s."), r->param->name,
								r->o->name, format_type_be(r->param->type)),
			 errhint("Texts, numbers and dates are written as JSON strings or numbers, lists as arrays.")));
}

/* The text of a JSON scalar, for an input function; NULL for null. */
static char *
scalar_text(const Reading *r, const JsonbValue *v)
{
	switch (v->type)
	{
		case jbvNull:
			return NULL;
		case jbvString:
			return pnstrdup(v->val.string.val, v->val.string.len);
		case jbvNumeric:
			return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(v->val.numeric)));
		case jbvBool:
			return pstrdup(v->val.boolean ? "true" : "false");
		default:
			refuse_kind(r, v->type == jbvBinary && JsonContainerIsArray(v->val.binary.data) ?
						_("a list") : _("an object"));
			return NULL;		/* keep compiler quiet */
	}
}

static Datum
read_text(Oid type, char *text)
{
	Oid			input;
	Oid			ioparam;

	getTypeInputInfo(type, &input, &ioparam);
	return OidInputFunctionCall(input, text, ioparam, -1);
}

/* "甲, 乙、丙": the pieces between commas of either width, blanks trimmed. */
static List *
split_list(const char *text)
{
	int			max = strlen(text);
	uint32	   *chars = palloc(sizeof(uint32) * (max + 1));
	int			n = bz_text_decode(text, chars, max);
	List	   *pieces = NIL;
	int			from = 0;

	for (int i = 0; i <= n && n > 0; i++)
	{
		int			to = i;

		if (i < n && chars[i] != ',' && chars[i] != 0xFF0C && chars[i] != 0x3001)
			continue;
		while (from < to && bz_text_is_blank(chars[from]))
			from++;
		while (to > from && bz_text_is_blank(chars[to - 1]))
			to--;
		pieces = lappend(pieces, bz_text_encode(chars + from, to - from));
		from = i + 1;
	}
	return pieces;
}

/* Elements of a list: of a JSON array, or of a text with commas. */
static List *
list_elements(const Reading *r, const JsonbValue *v)
{
	List	   *elements = NIL;
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	element;

	if (v->type == jbvString)
		return split_list(scalar_text(r, v));
	if (v->type != jbvBinary || !JsonContainerIsArray(v->val.binary.data))
		refuse_kind(r, v->type == jbvBinary ? _("an object") : _("a single value"));
	it = JsonbIteratorInit(v->val.binary.data);
	while ((token = JsonbIteratorNext(&it, &element, true)) != WJB_DONE)
		if (token == WJB_ELEM)
			elements = lappend(elements, scalar_text(r, &element));
	return elements;
}

static Datum
read_list(const Reading *r, const JsonbValue *v, Oid element_type)
{
	List	   *texts = list_elements(r, v);
	int			n = list_length(texts);
	Datum	   *values = palloc0(sizeof(Datum) * Max(n, 1));
	bool	   *nulls = palloc0(sizeof(bool) * Max(n, 1));
	int			dims[1] = {n};
	int			bounds[1] = {1};
	int16		length;
	bool		by_value;
	char		align;
	ListCell   *cell;

	foreach(cell, texts)
	{
		int			i = foreach_current_index(cell);

		nulls[i] = lfirst(cell) == NULL;
		if (!nulls[i])
			values[i] = read_text(element_type, lfirst(cell));
	}
	get_typlenbyvalalign(element_type, &length, &by_value, &align);
	if (n == 0)
		return PointerGetDatum(construct_empty_array(element_type));
	return PointerGetDatum(construct_md_array(values, nulls, 1, dims, bounds, element_type,
											  length, by_value, align));
}

/* A JSON value as a value of the parameter's type. */
static void
read_argument(const BzOperation *o, BzParam *param, JsonbValue *v)
{
	Reading		r = {o, param};
	ErrorContextCallback callback;
	Oid			element_type = get_element_type(param->type);

	callback.callback = reading_failed;
	callback.arg = &r;
	callback.previous = error_context_stack;
	error_context_stack = &callback;

	param->given = true;
	param->isnull = v->type == jbvNull;
	if (param->isnull)
		param->value = (Datum) 0;
	else if (OidIsValid(element_type))
		param->value = read_list(&r, v, element_type);
	else if (param->type == JSONBOID && v->type != jbvString)
		param->value = JsonbPGetDatum(JsonbValueToJsonb(v));
	else
		param->value = read_text(param->type, scalar_text(&r, v));

	error_context_stack = callback.previous;
}

static BzParam *
find_param(BzOperation *o, const char *name, int length)
{
	for (int i = 0; i < o->nparams; i++)
		if ((int) strlen(o->params[i].name) == length &&
			strncmp(o->params[i].name, name, length) == 0)
			return &o->params[i];
	return NULL;
}

/* Match the keys of args with the parameters; refuses what does not fit. */
void
bz_operation_bind(BzOperation *o, Jsonb *args)
{
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	v;
	BzParam    *param = NULL;

	if (!JB_ROOT_IS_OBJECT(args))
		refuse_arguments(o, psprintf(_("the arguments of %s are not a JSON object"), o->name));
	it = JsonbIteratorInit(&args->root);
	while ((token = JsonbIteratorNext(&it, &v, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
		{
			param = find_param(o, v.val.string.val, v.val.string.len);
			if (param == NULL)
				refuse_arguments(o, psprintf(_("%s has no argument \"%s\""), o->name,
											 pnstrdup(v.val.string.val, v.val.string.len)));
		}
		else if (token == WJB_VALUE)
			read_argument(o, param, &v);
	}
	for (int i = 0; i < o->nrequired; i++)
		if (!o->params[i].given)
			refuse_arguments(o, psprintf(_("%s needs the argument \"%s\""), o->name, o->params[i].name));
}

/* Give a value to a parameter of that name and type that has none. */
void
bz_operation_default(BzOperation *o, const char *param, Oid type, Datum value)
{
	BzParam    *p = find_param(o, param, strlen(param));

	if (p == NULL || p->given || p->type != type)
		return;
	p->given = true;
	p->isnull = false;
	p->value = value;
}

/*
 * Call it: SELECT book.function(name => $1, ...), names from the catalogue.
 * What is left out gets the function's own default.  Returns the result as
 * text in the caller's memory, NULL for null.
 */
char *
bz_operation_call(BzBook *book, const BzOperation *o)
{
	MemoryContext outer = CurrentMemoryContext;
	StringInfoData sql;
	Oid			types[BZ_MAX_PARAMS];
	Datum		values[BZ_MAX_PARAMS];
	char		nulls[BZ_MAX_PARAMS];
	int			n = 0;
	char	   *result;

	initStringInfo(&sql);
	appendStringInfo(&sql, "SELECT %s(", quote_qualified_identifier(book->name, o->name));
	for (int i = 0; i < o->nparams; i++)
	{
		if (!o->params[i].given)
			continue;
		types[n] = o->params[i].type;
		values[n] = o->params[i].value;
		nulls[n] = o->params[i].isnull ? 'n' : ' ';
		n++;
		appendStringInfo(&sql, "%s%s => $%d", n > 1 ? ", " : "",
						 quote_identifier(o->params[i].name), n);
	}
	appendStringInfoChar(&sql, ')');

	SPI_connect();
	if (SPI_execute_with_args(sql.data, n, types, values, nulls, false, 0) != SPI_OK_SELECT)
		elog(ERROR, "operation %s did not run: %s", o->name, SPI_result_code_string(SPI_result));
	result = SPI_processed > 0 ? bz_result_text(0, 1) : NULL;
	if (result != NULL)
		result = MemoryContextStrdup(outer, result);
	SPI_finish();
	return result;
}

PG_FUNCTION_INFO_V1(bianzhi_run_operation);

/* run_operation(book regclass, op text, args jsonb) RETURNS text */
Datum
bianzhi_run_operation(PG_FUNCTION_ARGS)
{
	BzOperation o;
	BzBook	   *book;
	char	   *result;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("an operation needs a book and a name"),
				 errhint("Table \"operation\" lists what a plan may do.")));
	book = bz_book_open(get_rel_namespace(PG_GETARG_OID(0)));
	bz_operation_find(book, text_to_cstring(PG_GETARG_TEXT_PP(1)), &o);
	bz_operation_bind(&o, PG_ARGISNULL(2) ?
					  DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum("{}"))) :
					  PG_GETARG_JSONB_P(2));
	result = bz_operation_call(book, &o);
	if (result == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(result));
}
