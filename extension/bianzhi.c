/*-------------------------------------------------------------------------
 *
 * bianzhi.c
 *	  Module magic, settings, version.
 *
 * What may not live here: anything about a book.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/guc.h"

BZ_MODULE_MAGIC("bianzhi", BIANZHI_VERSION);

/*
 * bianzhi.document: number of the approval document in force for the session.
 * Book functions called without a document take this one, so that a clerk who
 * works through one approval types its number once.  Empty means none.
 */
static char *session_document = NULL;

/*
 * bianzhi.max_reported: how many violating rows one refusal names.  All are
 * counted; the rest is cut so that a million bad rows do not fill the log.
 */
int			bz_max_reported = 10;

void		_PG_init(void);

void
_PG_init(void)
{
	pg_bindtextdomain(TEXTDOMAIN);

	DefineCustomStringVariable("bianzhi.document",
							   "Number of the approval document in force for this session.",
							   "Book functions that are called without a document use it; empty means none.",
							   &session_document,
							   "",
							   PGC_USERSET, 0,
							   NULL, NULL, NULL);

	DefineCustomIntVariable("bianzhi.max_reported",
							"Number of violating rows that one refusal names.",
							"All are counted; zero names none.",
							&bz_max_reported,
							10, 0, 10000,
							PGC_USERSET, 0,
							NULL, NULL, NULL);

	MarkGUCPrefixReserved("bianzhi");
}

PG_FUNCTION_INFO_V1(bianzhi_show_version);

/* version() RETURNS text: version of the loaded library */
Datum
bianzhi_show_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(BIANZHI_VERSION));
}

PG_FUNCTION_INFO_V1(bianzhi_show_book_version);

/*
 * book_version() RETURNS int of the extension's version 0.1: what create_book()
 * of that script makes, whatever the library.
 */
Datum
bianzhi_show_book_version(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(1);
}

PG_FUNCTION_INFO_V1(bianzhi_show_book_version_2);

/*
 * book_version() RETURNS int: the book format that the script's create_book()
 * makes and the library works with.  A new format gets a symbol of its own and
 * the last one its constant, so that a script that was not yet updated cannot
 * give a book a version that it has not.
 */
Datum
bianzhi_show_book_version_2(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(BZ_BOOK_VERSION);
}
