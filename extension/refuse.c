/*-------------------------------------------------------------------------
 *
 * refuse.c
 *	  Refusals that the book's SQL functions ask for, so that their texts are
 *	  translated and carry SQLSTATEs like all others.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "utils/builtins.h"

/* An argument as text; these functions are not strict, and anyone may call them. */
static char *
argument(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? pstrdup("?") : text_to_cstring(PG_GETARG_TEXT_PP(n));
}

/*
 * A kind of thing, as the book's functions name it, in the reader's language.
 * Other names of arguments stay as they must be written.
 */
static const char *
word(const char *kind)
{
	static const char *const words[] = {
		gettext_noop("appointment"),
		gettext_noop("certificate"),
		gettext_noop("document"),
		gettext_noop("duty"),
		gettext_noop("entry"),
		gettext_noop("establishment post type"),
		gettext_noop("loan"),
		gettext_noop("permit"),
		gettext_noop("person"),
		gettext_noop("plan"),
		gettext_noop("pool"),
		gettext_noop("post type"),
		gettext_noop("priority"),
		gettext_noop("proposal"),
		gettext_noop("reduction plan"),
		gettext_noop("region"),
		gettext_noop("reserve"),
		gettext_noop("rule"),
		gettext_noop("unit"),
		gettext_noop("version"),
	};

	for (int i = 0; i < (int) lengthof(words); i++)
		if (strcmp(kind, words[i]) == 0)
			return _(words[i]);
	return kind;
}

PG_FUNCTION_INFO_V1(bianzhi_require_text);

/* require(value text, name text) RETURNS text: the value, or 22004 for NULL. */
Datum
bianzhi_require_text(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", word(argument(fcinfo, 1))),
				 errhint("Give a value for it.")));
	PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

PG_FUNCTION_INFO_V1(bianzhi_require_positive);

/* positive(value int, name text) RETURNS int: the value, 22004, or 22023 below 1. */
Datum
bianzhi_require_positive(PG_FUNCTION_ARGS)
{
	char	   *name = argument(fcinfo, 1);

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", word(name)),
				 errhint("Give a value for it.")));
	if (PG_GETARG_INT32(0) <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("%s must be greater than zero, not %d", name, PG_GETARG_INT32(0)),
				 errhint("To take posts away use reduce_posts() or transfer_posts(); to undo an entry use reverse_entry().")));
	PG_RETURN_INT32(PG_GETARG_INT32(0));
}

PG_FUNCTION_INFO_V1(bianzhi_require_past_day);

/* past_day(value date, name text) RETURNS date: the value, today for NULL, 22Z06 after today. */
Datum
bianzhi_require_past_day(PG_FUNCTION_ARGS)
{
	DateADT		today = GetSQLCurrentDate();
	DateADT		day = PG_ARGISNULL(0) ? today : PG_GETARG_DATEADT(0);

	if (day > today)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_FUTURE_DATE),
				 errmsg("%s %s is in the future", argument(fcinfo, 1),
						DatumGetCString(DirectFunctionCall1(date_out, DateADTGetDatum(day)))),
				 errhint("Only days up to today can be looked at.")));
	PG_RETURN_DATEADT(day);
}

/* "post type" is named post_type_exists: scripts read this field. */
static char *
constraint_name(const char *kind)
{
	char	   *name = psprintf("%s_exists", kind);

	for (char *c = name; *c; c++)
		if (*c == ' ')
			*c = '_';
	return name;
}

/*
 * 23503 for a name that the book does not know, 22004 for NULL, 23Z05 for no
 * document.
 */
void
bz_refuse_unknown(const char *kind, const char *given)
{
	bool		missing = given == NULL || given[0] == '\0';

	if (missing && strcmp(kind, "document") == 0)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_DOCUMENT_MISSING),
				 errmsg("no document is cited"),
				 errhint("Register the approval with record_document() and cite it, or SET bianzhi.document to its number for the session."),
				 err_generic_string(PG_DIAG_CONSTRAINT_NAME, "document_missing")));
	if (missing)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s must not be null", word(kind)),
				 errhint("Give a value for it.")));
	ereport(ERROR,
			(errcode(ERRCODE_FOREIGN_KEY_VIOLATION),
			 errmsg("the book has no %s \"%s\"", word(kind), given),
			 strcmp(kind, "document") == 0 ?
			 errhint("Register it first with record_document().") :
			 strcmp(kind, "person") == 0 ?
			 errhint("Give the 18-digit resident id and a name to register a new person.") :
			 errhint("Check the spelling; a unit is named by id, name, short name or credit code, a post type by code or name."),
			 err_generic_string(PG_DIAG_CONSTRAINT_NAME, constraint_name(kind))));
	pg_unreachable();
}

void
bz_refuse_ambiguous(const char *kind, const char *given, const char *candidates)
{
	ereport(ERROR,
			(errcode(ERRCODE_CARDINALITY_VIOLATION),
			 errmsg("%s \"%s\" is not unique", word(kind), given),
			 errdetail("It could be: %s.", candidates),
			 errhint("Name it by its id.")));
	pg_unreachable();
}

PG_FUNCTION_INFO_V1(bianzhi_refuse_unknown);

/* refuse_unknown(kind text, given text) RETURNS text: never returns. */
Datum
bianzhi_refuse_unknown(PG_FUNCTION_ARGS)
{
	bz_refuse_unknown(argument(fcinfo, 0), PG_ARGISNULL(1) ? NULL : argument(fcinfo, 1));
	PG_RETURN_NULL();			/* keep compiler quiet */
}

PG_FUNCTION_INFO_V1(bianzhi_refuse_ambiguous);

/* refuse_ambiguous(kind text, given text, candidates text): never returns. */
Datum
bianzhi_refuse_ambiguous(PG_FUNCTION_ARGS)
{
	bz_refuse_ambiguous(argument(fcinfo, 0), argument(fcinfo, 1), argument(fcinfo, 2));
	PG_RETURN_NULL();			/* keep compiler quiet */
}

PG_FUNCTION_INFO_V1(bianzhi_refuse_not_in_post);

/* refuse_not_in_post(what text): never returns; there is no open record to end. */
Datum
bianzhi_refuse_not_in_post(PG_FUNCTION_ARGS)
{
	ereport(ERROR,
			(errcode(ERRCODE_NO_DATA_FOUND),
			 errmsg("%s holds no such post now", argument(fcinfo, 0)),
			 errhint("See the person's records; what has already ended cannot end again.")));
	PG_RETURN_NULL();			/* keep compiler quiet */
}

PG_FUNCTION_INFO_V1(bianzhi_refuse_book);

/*
 * refuse_book(problem text, given text, have int) RETURNS text: never returns;
 * what create_book() and upgrade_book() refuse.
 */
Datum
bianzhi_refuse_book(PG_FUNCTION_ARGS)
{
	char	   *problem = argument(fcinfo, 0);
	char	   *given = argument(fcinfo, 1);
	int			have = PG_ARGISNULL(2) ? 0 : PG_GETARG_INT32(2);

	if (strcmp(problem, "region") == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("region \"%s\" is not a region code of six digits", given),
				 errhint("Codes are those of GB/T 2260, as 152200 for the Hinggan League.")));
	if (strcmp(problem, "name") == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a book needs a title and a schema name of 1 to 63 bytes, not \"%s\"", given),
				 errhint("A Chinese character takes three bytes in UTF-8.")));
	if (strcmp(problem, "not a book") == 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_SCHEMA),
				 errmsg("schema \"%s\" is not a book", given),
				 errhint("SELECT * FROM bianzhi.books() lists the books of this database.")));
	if (strcmp(problem, "isolation") == 0)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("book \"%s\" cannot be upgraded in a transaction that keeps an older snapshot", given),
				 errdetail("What was recorded while the upgrade waited for the book's tables would not be carried over."),
				 errhint("Run it in a transaction of isolation level READ COMMITTED.")));
	ereport(ERROR,
			(errcode(ERRCODE_BZ_BOOK_VERSION),
			 errmsg("book \"%s\" has version %d, this library works with version %d",
					given, have, BZ_BOOK_VERSION),
			 have > BZ_BOOK_VERSION ?
			 errhint("Install the newer bianzhi library; a book is never downgraded.") :
			 errhint("Upgrade with the library versions in between, one after the other.")));
	PG_RETURN_NULL();			/* keep compiler quiet */
}
