/*-------------------------------------------------------------------------
 *
 * names.c
 *	  From what people write to keys: units, holders, persons, kinds of posts,
 *	  documents.
 *
 * The book's functions unit_ref() and so on call these.  They stand in nearly
 * every statement of a clerk and in every step of a plan; as SQL functions
 * they would be read, rewritten and planned at each call, which took most of
 * the time of an act.  The plans are kept (plan.c) but run as the caller: who
 * may not read a table is refused as in any query.
 *
 * What may not live here: what a name means to an act.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"

/* one branch for each index; the second column says whether it counts first */
static const BzQuery unit_query = {
	"SELECT u.id::pg_catalog.int8, u.until IS NULL, u.name, u.region FROM @.unit u WHERE u.id" BZ_EQ "$2"
	" UNION SELECT u.id, u.until IS NULL, u.name, u.region FROM @.unit u WHERE u.name" BZ_EQ "$1"
	" UNION SELECT u.id, true, u.name, u.region FROM @.unit u WHERE u.short_name" BZ_EQ "$1 AND u.until IS NULL"
	" UNION SELECT u.id, true, u.name, u.region FROM @.unit u"
	" WHERE u.credit_code OPERATOR(bianzhi.=) $3::bianzhi.credit_code AND u.until IS NULL ORDER BY 1",
	3, {TEXTOID, INT4OID, TEXTOID}
};

static const BzQuery person_query = {
	"SELECT p.id, true, bianzhi.masked(p.resident_id), NULL::pg_catalog.text FROM @.person p WHERE p.id" BZ_EQ "$2"
	" UNION SELECT p.id, true, bianzhi.masked(p.resident_id), NULL FROM @.person p WHERE p.name" BZ_EQ "$1"
	" UNION SELECT p.id, true, bianzhi.masked(p.resident_id), NULL FROM @.person p"
	" WHERE p.resident_id OPERATOR(bianzhi.=) $3::bianzhi.resident_id ORDER BY 1",
	3, {TEXTOID, INT8OID, TEXTOID}
};

static const BzQuery document_query = {
	"SELECT d.id FROM @.document d WHERE d.number" BZ_EQ "$1"
	" UNION ALL SELECT d.id FROM @.document d WHERE d.id" BZ_EQ "$2",
	2, {TEXTOID, INT8OID}
};

static const BzQuery post_type_query = {
	"SELECT t.code::pg_catalog.int8 FROM @.post_type t WHERE t.code::pg_catalog.text" BZ_EQ "$1 OR t.name_zh" BZ_EQ "$1"
	" OR pg_catalog.lower(t.name_en)" BZ_EQ "pg_catalog.lower($1)"
	" ORDER BY (t.code::pg_catalog.text" BZ_EQ "$1) DESC LIMIT 1",
	1, {TEXTOID}
};

static const BzQuery reserve_query = {
	"SELECT h.id::pg_catalog.int8 FROM @.holder h WHERE h.kind" BZ_EQ "'reserve' AND h.region" BZ_EQ
	"coalesce($1, (SELECT b.region FROM @.book b))", 1, {TEXTOID}
};

/* The argument as a string; NULL for null. */
static char *
given_name(FunctionCallInfo fcinfo)
{
	return PG_ARGISNULL(1) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(1));
}

static BzBook *
book_of_argument(FunctionCallInfo fcinfo)
{
	if (PG_ARGISNULL(0))
		bz_refuse_unknown("book", NULL);
	return bz_book_open(get_rel_namespace(PG_GETARG_OID(0)));
}

/*
 * Digits behind an optional (or required) '#', at most so many of them.  A
 * number of more digits is no number but a name.
 */
static bool
is_number(const char *text, bool hash_required, int max_digits, int64 *number)
{
	const char *digits = text[0] == '#' ? text + 1 : text;
	int			n = strspn(digits, "0123456789");

	if ((hash_required && text[0] != '#') || n == 0 || n > max_digits || digits[n] != '\0')
		return false;
	*number = strtoll(digits, NULL, 10);
	return true;
}

/* Has it the form of a key of so many characters: digits and some others? */
static bool
has_form(const char *text, int length, const char *others)
{
	char		allowed[64];

	snprintf(allowed, sizeof(allowed), "0123456789%s", others);
	return (int) strlen(text) == length && (int) strspn(text, allowed) == length;
}

/*
 * The key of the only hit; of several those that live count first.  Refuses
 * what is unknown or could mean several.
 */
static int64
only_hit(const char *kind, const char *given, uint64 n)
{
	StringInfoData candidates;
	int64		found = 0;
	int			live = 0;
	int			hits = 0;

	for (uint64 i = 0; i < n; i++)
		live += bz_result_text(i, 2)[0] == 't' ? 1 : 0;
	initStringInfo(&candidates);
	for (uint64 i = 0; i < n; i++)
	{
		char	   *region = bz_result_text(i, 4);

		if (live > 0 && bz_result_text(i, 2)[0] != 't')
			continue;
		hits++;
		found = bz_result_int8(i, 1, NULL);
		appendStringInfo(&candidates, "%s#" INT64_FORMAT " %s", hits > 1 ? ", " : "", found, bz_result_text(i, 3));
		if (region != NULL)
			appendStringInfo(&candidates, " (%s)", region);
	}
	if (hits == 0)
		bz_refuse_unknown(kind, given);
	if (hits > 1)
		bz_refuse_ambiguous(kind, given, candidates.data);
	return found;
}

static int64
find_unit(BzBook *book, const char *given)
{
	Datum		values[3] = {0};
	char		nulls[3] = {' ', 'n', 'n'};
	int64		number = 0;
	int64		found;

	if (given == NULL)
		bz_refuse_unknown("unit", NULL);
	values[0] = CStringGetTextDatum(given);
	if (is_number(given, false, 9, &number))
		nulls[1] = ' ';
	values[1] = Int32GetDatum((int32) number);
	if (has_form(given, 18, "ABCDEFGHJKLMNPQRTUWXY"))
	{
		nulls[2] = ' ';
		values[2] = values[0];
	}
	SPI_connect();
	found = only_hit("unit", given, bz_plan_run_as_caller(book, &unit_query, values, nulls));
	SPI_finish();
	return found;
}

PG_FUNCTION_INFO_V1(bianzhi_find_unit);

/* find_unit(book regclass, given text) RETURNS int: by id, name, short name, credit code */
Datum
bianzhi_find_unit(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32((int32) find_unit(book_of_argument(fcinfo), given_name(fcinfo)));
}

PG_FUNCTION_INFO_V1(bianzhi_find_holder);

/* find_holder(book regclass, given text) RETURNS int: a unit, or reserve[:region] */
Datum
bianzhi_find_holder(PG_FUNCTION_ARGS)
{
	static const char *const words[] = {"reserve", "机动"};
	BzBook	   *book = book_of_argument(fcinfo);
	char	   *given = given_name(fcinfo);
	Datum		value = (Datum) 0;
	int64		found;

	for (int i = 0; given != NULL && i < (int) lengthof(words); i++)
	{
		size_t		length = strlen(words[i]);
		char	   *rest = given + length;

		if (strncmp(given, words[i], length) != 0 ||
			(rest[0] != '\0' && (rest[0] != ':' || rest[1] == '\0' || rest[1 + strspn(rest + 1, "0123456789")] != '\0')))
			continue;
		if (rest[0] == ':')
			value = CStringGetTextDatum(rest + 1);
		SPI_connect();
		if (bz_plan_run_as_caller(book, &reserve_query, &value, rest[0] == ':' ? NULL : "n") == 0)
			bz_refuse_unknown("reserve", given);
		found = bz_result_int8(0, 1, NULL);
		SPI_finish();
		PG_RETURN_INT32((int32) found);
	}
	PG_RETURN_INT32((int32) find_unit(book, given));
}

PG_FUNCTION_INFO_V1(bianzhi_find_person);

/* find_person(book regclass, given text) RETURNS bigint: by resident id, #id, unique name */
Datum
bianzhi_find_person(PG_FUNCTION_ARGS)
{
	BzBook	   *book = book_of_argument(fcinfo);
	char	   *given = given_name(fcinfo);
	Datum		values[3] = {0};
	char		nulls[3] = {' ', 'n', 'n'};
	int64		number = 0;
	int64		found;

	if (given == NULL)
		bz_refuse_unknown("person", NULL);
	values[0] = CStringGetTextDatum(given);
	if (is_number(given, true, 18, &number))
		nulls[1] = ' ';
	values[1] = Int64GetDatum(number);
	if (has_form(given, 18, "Xx") && strspn(given, "0123456789") >= 17)
	{
		nulls[2] = ' ';
		values[2] = values[0];
	}
	SPI_connect();
	found = only_hit("person", given, bz_plan_run_as_caller(book, &person_query, values, nulls));
	SPI_finish();
	PG_RETURN_INT64(found);
}

PG_FUNCTION_INFO_V1(bianzhi_find_document);

/*
 * find_document(book regclass, given text) RETURNS bigint: by number in any
 * writing or #id; nothing given means the session's bianzhi.document.
 */
Datum
bianzhi_find_document(PG_FUNCTION_ARGS)
{
	BzBook	   *book = book_of_argument(fcinfo);
	const char *given = given_name(fcinfo);
	Datum		values[2] = {0};
	char		nulls[2] = {'n', 'n'};
	int64		number = 0;
	int64		found;

	if (given == NULL || given[0] == '\0')
		given = GetConfigOption("bianzhi.document", true, false);
	if (given == NULL || given[0] == '\0')
		bz_refuse_unknown("document", NULL);
	if (is_number(given, true, 18, &number))
	{
		nulls[1] = ' ';
		values[1] = Int64GetDatum(number);
	}
	else if (given[0] != '#' || given[1] == '\0' || given[1 + strspn(given + 1, "0123456789")] != '\0')
	{
		nulls[0] = ' ';
		values[0] = CStringGetTextDatum(bz_document_number_normalise(given));
	}
	SPI_connect();
	if (bz_plan_run_as_caller(book, &document_query, values, nulls) == 0)
		bz_refuse_unknown("document", given);
	found = bz_result_int8(0, 1, NULL);
	SPI_finish();
	PG_RETURN_INT64(found);
}

PG_FUNCTION_INFO_V1(bianzhi_find_post_type);

/* find_post_type(book regclass, given text) RETURNS int: by code or name */
Datum
bianzhi_find_post_type(PG_FUNCTION_ARGS)
{
	BzBook	   *book = book_of_argument(fcinfo);
	char	   *given = given_name(fcinfo);
	Datum		value;
	int64		found;

	if (given == NULL)
		bz_refuse_unknown("post type", NULL);
	value = CStringGetTextDatum(given);
	SPI_connect();
	if (bz_plan_run_as_caller(book, &post_type_query, &value, NULL) == 0)
		bz_refuse_unknown("post type", given);
	found = bz_result_int8(0, 1, NULL);
	SPI_finish();
	PG_RETURN_INT32((int32) found);
}
