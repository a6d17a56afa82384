/*-------------------------------------------------------------------------
 *
 * return.c
 *	  Returns of regions below: a sealed file is taken in if every line of it
 *	  is what its seal says and it continues the region's last one; what was
 *	  taken in is added up.
 *
 * Whether a file is sound says sealed_file.c, whether it fits a function of
 * the book, return_obstacle() (74_seal_return.sql), which is asked under a lock
 * of its own: of two who bring the same month the second sees the first's.
 *
 * What may not live here: what a month is sealed with (seal.c).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "storage/lock.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "sealed_file.h"

/* beside those of gate.c */
#define RETURN_LOCK		6

#define ROWS_AT_ONCE	8192

static const BzQuery obstacle_query = {
	"SELECT o.problem, o.region_code, pg_catalog.to_char(o.month_of, 'YYYY-MM'), o.given"
	" FROM @.return_obstacle($1, $2, $3, $4) o ORDER BY o.n LIMIT 1",
	4, {TEXTOID, BYTEAOID, BYTEAOID, TEXTOID}
};

static const BzQuery file_query = {
	"INSERT INTO @.return_file (region, month, regions, lines, header, root, previous, seal, leaves, reason)"
	" SELECT h.j OPERATOR(pg_catalog.->>) 'region', (h.j OPERATOR(pg_catalog.->>) 'month')::pg_catalog.date,"
	" ARRAY(SELECT pg_catalog.json_array_elements_text(h.j OPERATOR(pg_catalog.->) 'regions')),"
	" pg_catalog.length($5) OPERATOR(pg_catalog./) 32, $1, $2, $3, $4, $5, $6"
	" FROM (SELECT $1::pg_catalog.json) h(j) RETURNING id",
	6, {TEXTOID, BYTEAOID, BYTEAOID, BYTEAOID, BYTEAOID, TEXTOID}
};

static const BzQuery rows_query = {
	"INSERT INTO @.return_row (return_id, n, report, line)"
	" SELECT $1, r.n, r.report, r.line FROM ROWS FROM (pg_catalog.unnest($2), pg_catalog.unnest($3), pg_catalog.unnest($4)) r(n, report, line)"
	" WHERE pg_catalog.json_typeof(r.line::pg_catalog.json) OPERATOR(pg_catalog.=) 'object'",
	4, {INT8OID, INT8ARRAYOID, TEXTARRAYOID, TEXTARRAYOID}
};

/* ----
 * Refusals
 * ----
 */

typedef struct Problem
{
	const char *name;
	int			sqlstate;
	const char *rule;
	const char *message;		/* region, month */
	const char *detail;			/* what the function gave, or NULL */
	const char *hint;
} Problem;

static const Problem problems[] = {
	{
		"format", ERRCODE_BZ_RETURN_STATE, "return_state",
		gettext_noop("the file is of a format that is not known here (region %s, %s)"),
		gettext_noop("It says format %s."),
		gettext_noop("Take it in with a newer version of bianzhi.")
	},
	{
		"own", ERRCODE_BZ_RETURN_STATE, "return_state",
		gettext_noop("region %s, %s: that is this book's own region"),
		NULL,
		gettext_noop("A return goes to the book of the superior.")
	},
	{
		"elsewhere", ERRCODE_BZ_RETURN_STATE, "return_state",
		gettext_noop("region %s, %s: that region is not below this book's"),
		gettext_noop("This book is %s."),
		gettext_noop("Send it to the right book, or add the region to table region.")
	},
	{
		"kept here", ERRCODE_BZ_RETURN_STATE, "return_state",
		gettext_noop("region %s, %s: this book itself keeps that region's units"),
		gettext_noop("They are %s."),
		gettext_noop("What is kept here is closed here; it would be counted twice.")
	},
	{
		"there", ERRCODE_BZ_RETURN_STATE, "return_state",
		gettext_noop("region %s, %s was received already"),
		gettext_noop("Received %s; it is the same file."),
		gettext_noop("There is nothing to do.")
	},
	{
		"another", ERRCODE_BZ_RETURN_STATE, "return_state",
		gettext_noop("region %s, %s was received already, with another seal"),
		gettext_noop("Received %s."),
		gettext_noop("A closed month never changes: ask the sender which of the two seals was printed.")
	},
	{
		"later", ERRCODE_BZ_RETURN_STATE, "return_state",
		gettext_noop("region %s: %s comes too late"),
		gettext_noop("The last one received is %s."),
		gettext_noop("Months are received one after the other.")
	},
	{
		"gap", ERRCODE_BZ_CHAIN_GAP, "chain_gap",
		gettext_noop("region %s: months before %s are missing"),
		gettext_noop("The last one received is %s."),
		gettext_noop("Take in the months between first.")
	},
	{
		"chain", ERRCODE_BZ_CHAIN_GAP, "chain_gap",
		gettext_noop("region %s: %s does not continue the seal of the month before"),
		gettext_noop("That is %s."),
		gettext_noop("The sender's book was changed after the month before, or this is another book's: ask for its chain from there on.")
	},
	{
		"first", ERRCODE_BZ_CHAIN_GAP, "chain_gap",
		gettext_noop("region %s: %s is the first return, but not the first seal"),
		gettext_noop("It continues the seal %s."),
		gettext_noop("Take in the months before it, or give a reason why the returns begin here.")
	},
};

static void
refuse(const char *problem, const char *region, const char *month, const char *given)
{
	const Problem *p = &problems[0];

	for (int i = 0; i < (int) lengthof(problems); i++)
		if (strcmp(problem, problems[i].name) == 0)
			p = &problems[i];
	ereport(ERROR,
			(errcode(p->sqlstate),
			 errmsg(p->message, region ? region : "?", month ? month : "?"),
			 p->detail != NULL ? errdetail(p->detail, given ? given : "?") : 0,
			 errhint("%s", _(p->hint)),
			 err_generic_string(PG_DIAG_TABLE_NAME, "return_file"),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, p->rule)));
}

/* Who may INSERT into table return_file may receive. */
static void
check_may_receive(Oid nspoid)
{
	Oid			table = get_relname_relid("return_file", nspoid);

	if (!OidIsValid(table))
		ereport(ERROR,
				(errcode(ERRCODE_BZ_BOOK_VERSION),
				 errmsg("schema \"%s\" is not a complete book", get_namespace_name(nspoid)),
				 errdetail("It has no table \"%s\".", "return_file")));
	if (pg_class_aclcheck(table, GetUserId(), ACL_INSERT) != ACLCHECK_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("you may not receive returns in this book"),
				 errhint("Ask its owner to GRANT INSERT ON return_file to you.")));
}

/* ----
 * Receiving
 * ----
 */

/* The file in UTF-8, cut into lines; refuses one that is not what its seal says. */
static void
read_file(text *file, SealedFile *f)
{
	char	   *raw = text_to_cstring(file);
	char	   *utf8 = pg_server_to_any(raw, strlen(raw), PG_UTF8);
	size_t		wrong;

	bz_sealed_split(f, utf8, strlen(utf8));
	wrong = bz_sealed_check(f);
	if (wrong > 0)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_BROKEN_SEAL),
				 errmsg("line %zu of the file was changed, or is not where it belongs", wrong),
				 errdetail("The file has %zu lines; what they are sealed with does not hold.", f->nlines),
				 errhint("Nothing of it was taken in. Ask the sender for the file again, as \"bianzhi export\" wrote it."),
				 err_generic_string(PG_DIAG_TABLE_NAME, "return_file"),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "broken_seal")));
}

static Datum
text_of(const SealedLine *line)
{
	return CStringGetTextDatum(pg_any_to_server(line->text, line->length, PG_UTF8));
}

static Datum
bytes_of(const uint8 *bytes, size_t n)
{
	bytea	   *value = palloc(VARHDRSZ + n);

	SET_VARSIZE(value, VARHDRSZ + n);
	memcpy(VARDATA(value), bytes, n);
	return PointerGetDatum(value);
}

#define SNAPSHOT "{\"kind\":\"snapshot_"

/* The name of the report that a line is of, NULL if it is a fact. */
static char *
report_of(const SealedLine *line)
{
	const char *name = line->text + strlen(SNAPSHOT);

	if (strncmp(line->text, SNAPSHOT, strlen(SNAPSHOT)) != 0)
		return NULL;
	return pnstrdup(name, strcspn(name, "\""));
}

static void
write_rows(BzBook *book, int64 id, const int64 *places, Datum *reports, Datum *lines, int n)
{
	Datum		values[4];

	values[0] = Int64GetDatum(id);
	values[1] = bz_array_int8(places, n);
	values[2] = PointerGetDatum(construct_array(reports, n, TEXTOID, -1, false, TYPALIGN_INT));
	values[3] = PointerGetDatum(construct_array(lines, n, TEXTOID, -1, false, TYPALIGN_INT));
	(void) bz_plan_run(book, &rows_query, values, NULL, false);
}

/* The lines of reports, some at a time. */
static void
keep_reports(BzBook *book, int64 id, const SealedFile *f)
{
	int64	   *places = palloc(sizeof(int64) * ROWS_AT_ONCE);
	Datum	   *reports = palloc(sizeof(Datum) * ROWS_AT_ONCE);
	Datum	   *lines = palloc(sizeof(Datum) * ROWS_AT_ONCE);
	MemoryContext batch = AllocSetContextCreate(CurrentMemoryContext, "bianzhi return", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(batch);
	int			n = 0;

	for (size_t i = 1; i <= f->facts; i++)
	{
		char	   *report = report_of(&f->lines[i]);

		if (report != NULL)
		{
			places[n] = (int64) i;
			reports[n] = CStringGetTextDatum(report);
			lines[n++] = text_of(&f->lines[i]);
		}
		if (n == ROWS_AT_ONCE || (i == f->facts && n > 0))
		{
			write_rows(book, id, places, reports, lines, n);
			SPI_freetuptable(SPI_tuptable);
			MemoryContextReset(batch);
			n = 0;
		}
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(batch);
}

PG_FUNCTION_INFO_V1(bianzhi_import_return);

/*
 * import_return(book regclass, file text, reason text) RETURNS bigint: the
 * number of the return.
 */
Datum
bianzhi_import_return(PG_FUNCTION_ARGS)
{
	Oid			nspoid = PG_ARGISNULL(0) ? InvalidOid : get_rel_namespace(PG_GETARG_OID(0));
	LOCKTAG		tag;
	SealedFile	f;
	BzBook	   *book;
	Datum		values[6];
	int64		id;

	if (PG_ARGISNULL(1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", "file"),
				 errhint("Give a value for it.")));
	check_may_receive(nspoid);
	read_file(PG_GETARG_TEXT_PP(1), &f);
	SET_LOCKTAG_ADVISORY(tag, MyDatabaseId, nspoid, 0, RETURN_LOCK);
	(void) LockAcquire(&tag, ExclusiveLock, false, false);

	SPI_connect();
	book = bz_book_open(nspoid);
	values[0] = text_of(&f.lines[0]);
	values[1] = bytes_of(f.previous, SEALED_DIGEST);
	values[2] = bytes_of(f.seal, SEALED_DIGEST);
	values[3] = PG_ARGISNULL(2) ? CStringGetTextDatum("") : PG_GETARG_DATUM(2);
	if (bz_plan_run_latest(book, &obstacle_query, values) > 0)
		refuse(bz_result_text(0, 1), bz_result_text(0, 2), bz_result_text(0, 3), bz_result_text(0, 4));
	values[5] = values[3];
	values[3] = values[2];
	values[2] = values[1];
	values[1] = bytes_of(f.root, SEALED_DIGEST);
	values[4] = bytes_of(f.leaves, f.facts * SEALED_DIGEST);
	(void) bz_plan_run(book, &file_query, values, PG_ARGISNULL(2) ? "     n" : NULL, false);
	id = bz_result_int8(0, 1, NULL);
	keep_reports(book, id, &f);
	SPI_finish();
	PG_RETURN_INT64(id);
}

/* ----
 * Adding up
 * ----
 */

/*
 * What stands in a column of a grand total: sums of counts, codes as they are
 * (rows are grouped by them), of words those on which all agree.
 */
static char *
total_of(Form_pg_attribute a)
{
	const char *name = quote_identifier(NameStr(a->attname));

	if (strcmp(NameStr(a->attname), "region") == 0 || strcmp(NameStr(a->attname), "unit_id") == 0)
		return "NULL";
	switch (a->atttypid)
	{
		case INT8OID:
			return psprintf("pg_catalog.sum((r.s).%s)", name);
		case INT4OID:
			return psprintf("(r.s).%s", name);
		case TEXTOID:
			return psprintf("CASE WHEN pg_catalog.min((r.s).%s)" BZ_EQ "pg_catalog.max((r.s).%s) THEN pg_catalog.min((r.s).%s) END", name, name, name);
		default:				/* rates and the like cannot be added; this one can be told anew */
			if (strcmp(NameStr(a->attname), "vacancy_rate") == 0)
				return "pg_catalog.round(100.0 * pg_catalog.sum((r.s).vacancy_total) / nullif(pg_catalog.sum((r.s).approved_total), 0), 1)";
			return "NULL";
	}
}

/* The same column of a member's row; its total becomes a row of its region. */
static char *
member_of(Form_pg_attribute a)
{
	const char *name = NameStr(a->attname);

	if (strcmp(name, "row_kind") == 0)
		return "CASE WHEN (r.s).row_kind" BZ_EQ "'total' THEN 'region' ELSE (r.s).row_kind END";
	if (strcmp(name, "region") == 0)
		return "CASE WHEN (r.s).row_kind" BZ_EQ "'total' THEN r.member ELSE (r.s).region END";
	if (strcmp(name, "unit") == 0)
		return "CASE WHEN (r.s).row_kind" BZ_EQ "'total' THEN r.member_name ELSE (r.s).unit END";
	return psprintf("(r.s).%s", quote_identifier(name));
}

/*
 * One query: the members' totals, and before them what they come to; of lists
 * all rows.
 */
static char *
consolidation(const char *nsp, const char *snapshot, TupleDesc desc)
{
	StringInfoData totals;
	StringInfoData members;
	StringInfoData codes;
	StringInfoData columns;

	initStringInfo(&totals);
	initStringInfo(&members);
	initStringInfo(&codes);
	initStringInfo(&columns);
	for (int i = 0; i < desc->natts; i++)
	{
		Form_pg_attribute a = TupleDescAttr(desc, i);
		const char *type = format_type_extended(a->atttypid, a->atttypmod, FORMAT_TYPE_TYPEMOD_GIVEN | FORMAT_TYPE_FORCE_QUALIFY);

		appendStringInfo(&totals, ", (%s)::%s AS c%d", total_of(a), type, i);
		appendStringInfo(&members, ", (%s)::%s", member_of(a), type);
		appendStringInfo(&columns, "%s x.c%d", i > 0 ? "," : "", i);
		if (a->atttypid == INT4OID && strcmp(NameStr(a->attname), "unit_id") != 0)
			appendStringInfo(&codes, ", (r.s).%s", quote_identifier(NameStr(a->attname)));
	}
	return psprintf("WITH given AS MATERIALIZED ("
					" SELECT m.region AS member, m.region_name AS member_name, g.s"
					" FROM %s.return_member($1) m CROSS JOIN LATERAL ("
					"  SELECT o FROM %s.%s o WHERE m.return_id IS NULL AND o.region_closed" BZ_EQ "m.region AND o.month" BZ_EQ "$1"
					"  UNION ALL"
					"  SELECT pg_catalog.json_populate_record(NULL::%s.%s, w.line::pg_catalog.json)"
					"  FROM %s.return_row w WHERE w.return_id" BZ_EQ "m.return_id AND w.report" BZ_EQ "$2) g(s)"
					"), r AS MATERIALIZED ("
					" SELECT v.*, pg_catalog.bool_or((v.s).row_kind" BZ_EQ "'total') OVER () AS has_total FROM given v"
					")"
					" SELECT%s FROM (SELECT 1 AS part, NULL AS member, pg_catalog.min((r.s).n) AS n%s"
					"  FROM r WHERE (r.s).row_kind" BZ_EQ "'total' GROUP BY (r.s).row_kind%s"
					"  UNION ALL"
					"  SELECT 2, r.member, (r.s).n%s FROM r"
					"  WHERE NOT r.has_total OR (r.s).row_kind" BZ_EQ "ANY ('{total,finding}'::pg_catalog.text[])) x"
					" ORDER BY x.part, x.member COLLATE \"C\", x.n",
					nsp, nsp, snapshot, nsp, snapshot, nsp, columns.data, totals.data, codes.data, members.data);
}

PG_FUNCTION_INFO_V1(bianzhi_consolidated);

/*
 * consolidated(shape anyelement, month date) RETURNS SETOF anyelement: a
 * report of the month over this book's own close and the returns.  The shape
 * is a row type of the book's view of that name, as closed_report() takes it.
 * With the rights of the caller.
 */
Datum
bianzhi_consolidated(PG_FUNCTION_ARGS)
{
	Oid			type = get_fn_expr_argtype(fcinfo->flinfo, 0);
	Oid			view = get_typ_typrelid(type);
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	static const Oid types[] = {DATEOID, TEXTOID};
	Datum		values[2];
	char	   *name;
	char	   *query;

	if (!OidIsValid(view) || get_attnum(view, "row_kind") != 1)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("%s is not the shape of a report that can be added up", format_type_be(type)),
				 errhint("Give a row of the report's view, as in consolidated(NULL::monthly_establishment, '2019-03-01').")));
	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(1))
		return (Datum) 0;
	name = get_rel_name(view);
	values[0] = PG_GETARG_DATUM(1);
	values[1] = CStringGetTextDatum(name);
	query = consolidation(quote_identifier(get_namespace_name(get_rel_namespace(view))),
						  quote_identifier(psprintf("snapshot_%s", name)), rsinfo->setDesc);
	SPI_connect();
	if (SPI_execute_with_args(query, 2, (Oid *) types, values, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "SPI failed: %s", query);
	for (uint64 i = 0; i < SPI_processed; i++)
		tuplestore_puttuple(rsinfo->setResult, SPI_tuptable->vals[i]);
	SPI_finish();
	return (Datum) 0;
}
