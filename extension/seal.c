/*-------------------------------------------------------------------------
 *
 * seal.c
 *	  What a closed month is sealed with: canonical lines, their digests, the
 *	  Merkle root over them, and the snapshots of the reports.
 *
 * A canonical line is a JSON object on one line whose text depends on nothing
 * but the values: no setting of the session, no version of the server.  Its
 * leaf is SM3(0x00 || line in UTF-8), a node SM3(0x01 || left || right), and
 * the tree has the shape of RFC 6962: whoever has the lines computes the same
 * root with openssl alone.  sql/SEAL.md says it in full.
 *
 * What may not live here: which facts are lines of a month (74_seal.sql).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/json.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"
#include "utils/typcache.h"

/* ----
 * Canonical lines
 * ----
 */

/* How a value is written: as it is, as a string, or in a form of its own. */
typedef enum Form
{
	AS_IS,						/* numbers, jsonb */
	AS_STRING,
	AS_BOOL,
	AS_DATE,
	AS_INSTANT,
	AS_LIST						/* of strings */
} Form;

typedef struct Member
{
	char	   *name;			/* as a JSON string, with the colon */
	Form		form;
	FmgrInfo	output;
} Member;

typedef struct LineShape
{
	Oid			type;
	int32		typmod;
	TupleDesc	desc;
	Member	   *members;
} LineShape;

static Form
form_of(Oid type)
{
	switch (type)
	{
		case INT2OID:
		case INT4OID:
		case INT8OID:
		case NUMERICOID:
		case JSONBOID:
			return AS_IS;
		case BOOLOID:
			return AS_BOOL;
		case DATEOID:
			return AS_DATE;
		case TIMESTAMPTZOID:
			return AS_INSTANT;
		case TEXTARRAYOID:
			return AS_LIST;
		default:
			return AS_STRING;
	}
}

static LineShape *
learn_shape(FunctionCallInfo fcinfo, Oid type, int32 typmod)
{
	LineShape  *shape = fcinfo->flinfo->fn_extra;
	MemoryContext old;

	if (shape != NULL && shape->type == type && shape->typmod == typmod)
		return shape;
	old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
	shape = palloc0(sizeof(LineShape));
	shape->type = type;
	shape->typmod = typmod;
	shape->desc = lookup_rowtype_tupdesc_copy(type, typmod);
	shape->members = palloc0(sizeof(Member) * Max(shape->desc->natts, 1));
	for (int i = 0; i < shape->desc->natts; i++)
	{
		Form_pg_attribute a = TupleDescAttr(shape->desc, i);
		StringInfoData name;
		Oid			output;
		bool		varlena;

		if (a->attisdropped)
			continue;
		initStringInfo(&name);
		escape_json(&name, NameStr(a->attname));
		appendStringInfoChar(&name, ':');
		shape->members[i].name = name.data;
		shape->members[i].form = form_of(a->atttypid);
		getTypeOutputInfo(a->atttypid, &output, &varlena);
		fmgr_info_cxt(output, &shape->members[i].output, fcinfo->flinfo->fn_mcxt);
	}
	MemoryContextSwitchTo(old);
	fcinfo->flinfo->fn_extra = shape;
	return shape;
}

/* "2019-03-01", whatever DateStyle is */
static void
write_date(StringInfo line, DateADT date)
{
	int			y;
	int			m;
	int			d;

	if (DATE_NOT_FINITE(date))
	{
		appendStringInfoString(line, date == DATEVAL_NOEND ? "\"infinity\"" : "\"-infinity\"");
		return;
	}
	j2date(date + POSTGRES_EPOCH_JDATE, &y, &m, &d);
	appendStringInfo(line, "\"%04d-%02d-%02d\"", y, m, d);
}

/* "2019-03-01T08:30:00.000000Z": the instant in UTC, six digits of the second */
static void
write_instant(StringInfo line, TimestampTz at)
{
	struct pg_tm tm;
	fsec_t		fsec;

	if (TIMESTAMP_NOT_FINITE(at) || timestamp2tm(at, NULL, &tm, &fsec, NULL, NULL) != 0)
	{
		appendStringInfoString(line, TIMESTAMP_IS_NOBEGIN(at) ? "\"-infinity\"" : "\"infinity\"");
		return;
	}
	appendStringInfo(line, "\"%04d-%02d-%02dT%02d:%02d:%02d.%06dZ\"", tm.tm_year, tm.tm_mon,
					 tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, (int) fsec);
}

static void
write_list(StringInfo line, ArrayType *array)
{
	Datum	   *items;
	bool	   *nulls;
	int			n;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &items, &nulls, &n);
	appendStringInfoChar(line, '[');
	for (int i = 0; i < n; i++)
	{
		if (i > 0)
			appendStringInfoChar(line, ',');
		if (nulls[i])
			appendStringInfoString(line, "null");
		else
			escape_json(line, TextDatumGetCString(items[i]));
	}
	appendStringInfoChar(line, ']');
}

static void
write_value(StringInfo line, Member *member, Datum value)
{
	switch (member->form)
	{
		case AS_IS:
			appendStringInfoString(line, OutputFunctionCall(&member->output, value));
			break;
		case AS_BOOL:
			appendStringInfoString(line, DatumGetBool(value) ? "true" : "false");
			break;
		case AS_DATE:
			write_date(line, DatumGetDateADT(value));
			break;
		case AS_INSTANT:
			write_instant(line, DatumGetTimestampTz(value));
			break;
		case AS_LIST:
			write_list(line, DatumGetArrayTypeP(value));
			break;
		case AS_STRING:
			escape_json(line, OutputFunctionCall(&member->output, value));
			break;
	}
}

PG_FUNCTION_INFO_V1(bianzhi_canonical_line);

/*
 * canonical_line(kind text, facts record) RETURNS text: members in the order
 * of the columns, those without a value left out, no blank between them.
 */
Datum
bianzhi_canonical_line(PG_FUNCTION_ARGS)
{
	HeapTupleHeader row = PG_GETARG_HEAPTUPLEHEADER(1);
	LineShape  *shape = learn_shape(fcinfo, HeapTupleHeaderGetTypeId(row), HeapTupleHeaderGetTypMod(row));
	HeapTupleData tuple;
	StringInfoData line;

	tuple.t_len = HeapTupleHeaderGetDatumLength(row);
	ItemPointerSetInvalid(&tuple.t_self);
	tuple.t_tableOid = InvalidOid;
	tuple.t_data = row;
	initStringInfo(&line);
	appendStringInfoString(&line, "{\"kind\":");
	escape_json(&line, text_to_cstring(PG_GETARG_TEXT_PP(0)));
	for (int i = 0; i < shape->desc->natts; i++)
	{
		bool		isnull;
		Datum		value;

		if (shape->members[i].name == NULL)
			continue;
		value = heap_getattr(&tuple, i + 1, shape->desc, &isnull);
		if (isnull)
			continue;
		appendStringInfoChar(&line, ',');
		appendStringInfoString(&line, shape->members[i].name);
		write_value(&line, &shape->members[i], value);
	}
	appendStringInfoChar(&line, '}');
	PG_RETURN_TEXT_P(cstring_to_text_with_len(line.data, line.len));
}

/* ----
 * The tree
 * ----
 */

PG_FUNCTION_INFO_V1(bianzhi_seal_leaf);

/* seal_leaf(line text) RETURNS bytea */
Datum
bianzhi_seal_leaf(PG_FUNCTION_ARGS)
{
	text	   *line = PG_GETARG_TEXT_PP(0);
	int			len = VARSIZE_ANY_EXHDR(line);
	char	   *raw = VARDATA_ANY(line);
	char	   *utf8 = pg_server_to_any(raw, len, PG_UTF8);
	bytea	   *leaf = palloc(VARHDRSZ + BZ_SM3_LENGTH);
	const void *parts[2] = {"\0", utf8};
	size_t		lengths[2] = {1, utf8 == raw ? (size_t) len : strlen(utf8)};

	SET_VARSIZE(leaf, VARHDRSZ + BZ_SM3_LENGTH);
	bz_sm3_parts(2, parts, lengths, (uint8 *) VARDATA(leaf));
	PG_RETURN_BYTEA_P(leaf);
}

/*
 * Complete subtrees on the way, as digits of the number of leaves: a new leaf
 * is added with carry.  64 levels are more leaves than there can be.
 */
typedef struct Tree
{
	uint64		leaves;
	uint8		node[64][BZ_SM3_LENGTH];
} Tree;

static void
join_nodes(const uint8 *left, const uint8 *right, uint8 *node)
{
	const void *parts[3] = {"\1", left, right};
	size_t		lengths[3] = {1, BZ_SM3_LENGTH, BZ_SM3_LENGTH};

	bz_sm3_parts(3, parts, lengths, node);
}

static void
add_leaf(Tree *tree, const uint8 *leaf)
{
	uint8		carry[BZ_SM3_LENGTH];
	int			level = 0;

	memcpy(carry, leaf, BZ_SM3_LENGTH);
	for (uint64 n = tree->leaves; n & 1; n >>= 1)
		join_nodes(tree->node[level++], carry, carry);
	memcpy(tree->node[level], carry, BZ_SM3_LENGTH);
	tree->leaves++;
}

PG_FUNCTION_INFO_V1(bianzhi_merkle_root);

/*
 * merkle_root(leaves bytea) RETURNS bytea: over digests, one after the other;
 * of none the digest of nothing.
 */
Datum
bianzhi_merkle_root(PG_FUNCTION_ARGS)
{
	bytea	   *leaves = PG_GETARG_BYTEA_PP(0);
	const uint8 *data = (const uint8 *) VARDATA_ANY(leaves);
	size_t		n = VARSIZE_ANY_EXHDR(leaves) / BZ_SM3_LENGTH;
	Tree	   *tree = palloc0(sizeof(Tree));
	bytea	   *root = palloc(VARHDRSZ + BZ_SM3_LENGTH);
	uint8	   *node = (uint8 *) VARDATA(root);
	bool		begun = false;

	SET_VARSIZE(root, VARHDRSZ + BZ_SM3_LENGTH);
	if (VARSIZE_ANY_EXHDR(leaves) % BZ_SM3_LENGTH != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("digests of SM3 have 32 bytes each")));
	for (size_t i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		add_leaf(tree, data + i * BZ_SM3_LENGTH);
	}
	if (n == 0)
		bz_sm3_digest("", 0, node);
	for (int level = 0; level < 64; level++)
	{
		if ((tree->leaves >> level & 1) == 0)
			continue;
		if (begun)
			join_nodes(tree->node[level], node, node);
		else
			memcpy(node, tree->node[level], BZ_SM3_LENGTH);
		begun = true;
	}
	PG_RETURN_BYTEA_P(root);
}

/* ----
 * Snapshots: table report names the reports and the functions that compute
 * them; report R is kept in table snapshot_R, those of a year in December only.
 * ----
 */

static const Oid month_types[] = {TEXTOID, DATEOID};

typedef struct Report
{
	char	   *name;
	char	   *function;
} Report;

/* where: a condition on r, so that $2 may be the month */
static List *
reports_of(const char *nsp, const char *where, Datum *month)
{
	List	   *reports = NIL;
	char	   *query = psprintf("SELECT r.name, r.function FROM %s.report r WHERE %s ORDER BY r.name", nsp, where);

	if (SPI_execute_with_args(query, 2, (Oid *) month_types, month, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "SPI failed: %s", query);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		Report	   *r = palloc(sizeof(Report));

		r->name = bz_result_text(i, 1);
		r->function = bz_result_text(i, 2);
		reports = lappend(reports, r);
	}
	return reports;
}

PG_FUNCTION_INFO_V1(bianzhi_write_snapshots);

/*
 * write_snapshots(book regclass, region text, month date) RETURNS bigint: each
 * report of a month that is being closed, in the order in which its function
 * returns it.  The guards of the tables let only close_period() do so.
 */
Datum
bianzhi_write_snapshots(PG_FUNCTION_ARGS)
{
	const char *nsp = quote_identifier(get_namespace_name(get_rel_namespace(PG_GETARG_OID(0))));
	Datum		values[2] = {PG_GETARG_DATUM(1), PG_GETARG_DATUM(2)};
	int64		rows = 0;
	ListCell   *lc;

	SPI_connect();
	foreach(lc, reports_of(nsp, "r.span" BZ_EQ "'month' OR pg_catalog.date_part('month', $2)" BZ_EQ "12", values))
	{
		Report	   *r = lfirst(lc);
		char	   *command = psprintf("INSERT INTO %s.%s SELECT $1, $2, pg_catalog.row_number() OVER (), t.* FROM %s.%s($1, $2) t",
									   nsp, quote_identifier(psprintf("snapshot_%s", r->name)), nsp, quote_identifier(r->function));

		if (SPI_execute_with_args(command, 2, (Oid *) month_types, values, NULL, false, 0) != SPI_OK_INSERT)
			elog(ERROR, "SPI failed: %s", command);
		rows += SPI_processed;
	}
	SPI_finish();
	PG_RETURN_INT64(rows);
}

PG_FUNCTION_INFO_V1(bianzhi_snapshot_lines);

/*
 * snapshot_lines(book regclass, region text, month date) RETURNS TABLE (kind
 * text, id bigint, line text): canonical lines of a month's snapshots.
 */
Datum
bianzhi_snapshot_lines(PG_FUNCTION_ARGS)
{
	const char *nsp = quote_identifier(get_namespace_name(get_rel_namespace(PG_GETARG_OID(0))));
	Datum		args[2] = {PG_GETARG_DATUM(1), PG_GETARG_DATUM(2)};
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	ListCell   *lc;

	InitMaterializedSRF(fcinfo, 0);
	SPI_connect();
	foreach(lc, reports_of(nsp, "true", args))
	{
		Report	   *r = lfirst(lc);
		char	   *table = psprintf("snapshot_%s", r->name);
		char	   *query = psprintf("SELECT s.n, bianzhi.canonical_line(%s, s) FROM %s.%s s"
									 " WHERE s.region_closed" BZ_EQ "$1 AND s.month" BZ_EQ "$2 ORDER BY s.n",
									 quote_literal_cstr(table), nsp, quote_identifier(table));

		if (SPI_execute_with_args(query, 2, (Oid *) month_types, args, NULL, true, 0) != SPI_OK_SELECT)
			elog(ERROR, "SPI failed: %s", query);
		for (uint64 i = 0; i < SPI_processed; i++)
		{
			Datum		values[3];
			bool		nulls[3] = {false, false, false};

			values[0] = CStringGetTextDatum(table);
			values[1] = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &nulls[1]);
			values[2] = SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 2, &nulls[2]);
			tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
		}
		SPI_freetuptable(SPI_tuptable);
	}
	SPI_finish();
	return (Datum) 0;
}

PG_FUNCTION_INFO_V1(bianzhi_closed_report);

/*
 * closed_report(shape anyelement, region text, month date) RETURNS SETOF
 * anyelement: the rows of a report as they were when the month was closed.
 * The shape is a row type of the book's view of that name, usually a null one.
 */
Datum
bianzhi_closed_report(PG_FUNCTION_ARGS)
{
	Oid			view = get_typ_typrelid(get_fn_expr_argtype(fcinfo->flinfo, 0));
	Datum		args[2] = {PG_GETARG_DATUM(1), PG_GETARG_DATUM(2)};
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	StringInfoData query;

	if (!OidIsValid(view))
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("the shape of a closed report is a row of a view of the book")));
	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return (Datum) 0;
	initStringInfo(&query);
	/* cast: the rows are taken as they come */
	for (int i = 0; i < rsinfo->setDesc->natts; i++)
	{
		Form_pg_attribute a = TupleDescAttr(rsinfo->setDesc, i);

		appendStringInfo(&query, "%s s.%s::%s", i == 0 ? "SELECT" : ",", quote_identifier(NameStr(a->attname)),
						 format_type_extended(a->atttypid, a->atttypmod, FORMAT_TYPE_TYPEMOD_GIVEN | FORMAT_TYPE_FORCE_QUALIFY));
	}
	appendStringInfo(&query, " FROM %s.%s s WHERE s.region_closed" BZ_EQ "$1 AND s.month" BZ_EQ "$2 ORDER BY s.n",
					 quote_identifier(get_namespace_name(get_rel_namespace(view))),
					 quote_identifier(psprintf("snapshot_%s", get_rel_name(view))));
	SPI_connect();
	if (SPI_execute_with_args(query.data, 2, (Oid *) month_types, args, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "SPI failed: %s", query.data);
	for (uint64 i = 0; i < SPI_processed; i++)
		tuplestore_puttuple(rsinfo->setResult, SPI_tuptable->vals[i]);
	SPI_finish();
	return (Datum) 0;
}
