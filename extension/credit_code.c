/*-------------------------------------------------------------------------
 *
 * credit_code.c
 *	  The type bianzhi.credit_code: a unified social credit code, GB 32100-2015.
 *
 * What lives here: parsing, printing, comparing and checking one code.  What
 * may not: who holds the code and whether it is registered.
 *
 * A code has 18 characters of an alphabet of 31: registration authority (1),
 * kind of body (2), region (3-8), organisation code (9-17, GB 11714) and a
 * check character (18).  17 characters do not fit into 8 bytes, so the 18
 * bytes are stored as they are, with a fixed length.  The alphabet is in ASCII
 * order, so bytes compare like codes.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/sortsupport.h"

#define CREDIT_CODE_LENGTH	18
#define REGION_FIRST		2		/* offsets of the region digits */
#define REGION_LAST			7
#define ORGANISATION_FIRST	8		/* and of the organisation code */
#define MAX_INPUT_CHARS		256

typedef struct CreditCode
{
	char		data[CREDIT_CODE_LENGTH];	/* not zero-terminated */
} CreditCode;

#define PG_GETARG_CREDIT_CODE(n)	((CreditCode *) PG_GETARG_POINTER(n))
#define PG_RETURN_CREDIT_CODE(x)	PG_RETURN_POINTER(x)

PG_FUNCTION_INFO_V1(bianzhi_credit_code_in);
PG_FUNCTION_INFO_V1(bianzhi_credit_code_out);
PG_FUNCTION_INFO_V1(bianzhi_credit_code_recv);
PG_FUNCTION_INFO_V1(bianzhi_credit_code_send);
PG_FUNCTION_INFO_V1(bianzhi_credit_code_eq);
PG_FUNCTION_INFO_V1(bianzhi_credit_code_ne);
PG_FUNCTION_INFO_V1(bianzhi_credit_code_lt);
PG_FUNCTION_INFO_V1(bianzhi_credit_code_le);
PG_FUNCTION_INFO_V1(bianzhi_credit_code_gt);
PG_FUNCTION_INFO_V1(bianzhi_credit_code_ge);
PG_FUNCTION_INFO_V1(bianzhi_credit_code_cmp);
PG_FUNCTION_INFO_V1(bianzhi_credit_code_sortsupport);
PG_FUNCTION_INFO_V1(bianzhi_credit_code_hash);
PG_FUNCTION_INFO_V1(bianzhi_credit_code_hash_extended);
PG_FUNCTION_INFO_V1(bianzhi_check_organisation_code);

/* GB 32100-2015: no I, O, S, V, Z, which look like 1, 0, 5, U and 2 */
static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/* GB 32100-2015: 3 to the power of i, modulo 31 */
static const uint8 weights[CREDIT_CODE_LENGTH - 1] =
{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

/* GB 11714-1997 */
static const uint8 organisation_weights[8] = {3, 7, 9, 10, 5, 8, 4, 2};

/* ----
 * Parsing
 * ----
 */

/* The value of a character in the alphabet, or -1 */
static int
char_value(uint32 c)
{
	const char *found;

	if (c == '\0' || c >= 128)
		return -1;
	found = strchr(alphabet, (int) c);
	return found ? (int) (found - alphabet) : -1;
}

static char
expected_check_char(const char *data)
{
	int			sum = 0;

	for (int i = 0; i < CREDIT_CODE_LENGTH - 1; i++)
		sum += char_value(data[i]) * weights[i];
	return alphabet[(31 - sum % 31) % 31];
}

/* Fold width and case, skip blanks: as for resident_id, blanks do not count. */
static int
collect_chars(const char *str, uint32 *chars)
{
	uint32		raw[MAX_INPUT_CHARS];
	int			nraw = bz_text_decode(str, raw, MAX_INPUT_CHARS);
	int			n = 0;

	for (int i = 0; i < Min(nraw, MAX_INPUT_CHARS); i++)
	{
		uint32		c = bz_text_fold_width(raw[i]);

		if (!bz_text_is_blank(c))
			chars[n++] = (c >= 'a' && c <= 'z') ? c - 'a' + 'A' : c;
	}
	return nraw > MAX_INPUT_CHARS ? nraw : n;
}

static bool
check_length(const char *str, int given, struct Node *escontext)
{
	if (given == CREDIT_CODE_LENGTH)
		return true;
	ereturn(escontext, false,
			(errcode(ERRCODE_BZ_INVALID_CREDIT_CODE),
			 errmsg("invalid unified social credit code: \"%s\"", bz_text_clip(str)),
			 given > MAX_INPUT_CHARS ?
			 errdetail("More than %d characters were given, %d are needed.",
					   MAX_INPUT_CHARS, CREDIT_CODE_LENGTH) :
			 errdetail("%d characters were given, %d are needed.",
					   given, CREDIT_CODE_LENGTH)));
}

static bool
check_alphabet(const char *str, const uint32 *chars, struct Node *escontext)
{
	for (int i = 0; i < CREDIT_CODE_LENGTH; i++)
	{
		if (char_value(chars[i]) < 0)
			ereturn(escontext, false,
					(errcode(ERRCODE_BZ_INVALID_CREDIT_CODE),
					 errmsg("invalid unified social credit code: \"%s\"", bz_text_clip(str)),
					 errdetail("Character %d is \"%s\", which these codes do not use.",
							   i + 1, bz_text_encode(&chars[i], 1)),
					 errhint("The code has digits and capital letters other than I, O, S, V and Z.")));
		if (i >= REGION_FIRST && i <= REGION_LAST && chars[i] > '9')
			ereturn(escontext, false,
					(errcode(ERRCODE_BZ_INVALID_CREDIT_CODE),
					 errmsg("invalid unified social credit code: \"%s\"", bz_text_clip(str)),
					 errdetail("Character %d is \"%c\", but the region at characters 3-8 has digits only.",
							   i + 1, (char) chars[i])));
	}
	return true;
}

static bool
check_check_char(const char *str, const char *data, struct Node *escontext)
{
	char		expected = expected_check_char(data);

	if (data[CREDIT_CODE_LENGTH - 1] == expected)
		return true;
	ereturn(escontext, false,
			(errcode(ERRCODE_BZ_INVALID_CREDIT_CODE),
			 errmsg("invalid unified social credit code: \"%s\"", bz_text_clip(str)),
			 errdetail("Character %d is %c, expected %c.", CREDIT_CODE_LENGTH,
					   data[CREDIT_CODE_LENGTH - 1], expected),
			 errhint("One of the characters is wrong or two of them are transposed.")));
}

static CreditCode *
parse_code(const char *str, struct Node *escontext)
{
	uint32		chars[MAX_INPUT_CHARS];
	CreditCode *code;

	if (!check_length(str, collect_chars(str, chars), escontext) ||
		!check_alphabet(str, chars, escontext))
		return NULL;
	code = palloc(sizeof(CreditCode));
	for (int i = 0; i < CREDIT_CODE_LENGTH; i++)
		code->data[i] = (char) chars[i];
	return check_check_char(str, code->data, escontext) ? code : NULL;
}

/* ----
 * Input and output
 * ----
 */

Datum
bianzhi_credit_code_in(PG_FUNCTION_ARGS)
{
	CreditCode *code = parse_code(PG_GETARG_CSTRING(0), BZ_ESCONTEXT(fcinfo));

	if (code == NULL)
		PG_RETURN_NULL();
	PG_RETURN_CREDIT_CODE(code);
}

Datum
bianzhi_credit_code_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(pnstrdup(PG_GETARG_CREDIT_CODE(0)->data,
							   CREDIT_CODE_LENGTH));
}

/* Binary form: the 18 characters.  Parsed, so that no path skips the check. */
Datum
bianzhi_credit_code_recv(PG_FUNCTION_ARGS)
{
	StringInfo	msg = (StringInfo) PG_GETARG_POINTER(0);
	int			nbytes;
	char	   *str = pq_getmsgtext(msg, msg->len - msg->cursor, &nbytes);

	PG_RETURN_CREDIT_CODE(parse_code(str, NULL));
}

Datum
bianzhi_credit_code_send(PG_FUNCTION_ARGS)
{
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendtext(&buf, PG_GETARG_CREDIT_CODE(0)->data, CREDIT_CODE_LENGTH);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/* ----
 * Comparison
 * ----
 */

static inline int
compare(FunctionCallInfo fcinfo)
{
	return memcmp(PG_GETARG_CREDIT_CODE(0)->data,
				  PG_GETARG_CREDIT_CODE(1)->data, CREDIT_CODE_LENGTH);
}

Datum
bianzhi_credit_code_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) == 0);
}

Datum
bianzhi_credit_code_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) != 0);
}

Datum
bianzhi_credit_code_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) < 0);
}

Datum
bianzhi_credit_code_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) <= 0);
}

Datum
bianzhi_credit_code_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) > 0);
}

Datum
bianzhi_credit_code_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare(fcinfo) >= 0);
}

Datum
bianzhi_credit_code_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare(fcinfo));
}

static int
compare_sorting(Datum x, Datum y, SortSupport ssup)
{
	(void) ssup;
	return memcmp(DatumGetPointer(x), DatumGetPointer(y), CREDIT_CODE_LENGTH);
}

Datum
bianzhi_credit_code_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport ssup = (SortSupport) PG_GETARG_POINTER(0);

	ssup->comparator = compare_sorting;
	PG_RETURN_VOID();
}

Datum
bianzhi_credit_code_hash(PG_FUNCTION_ARGS)
{
	return hash_any((unsigned char *) PG_GETARG_CREDIT_CODE(0)->data,
					CREDIT_CODE_LENGTH);
}

Datum
bianzhi_credit_code_hash_extended(PG_FUNCTION_ARGS)
{
	return hash_any_extended((unsigned char *) PG_GETARG_CREDIT_CODE(0)->data,
							 CREDIT_CODE_LENGTH, PG_GETARG_INT64(1));
}

/* ----
 * The organisation code inside
 * ----
 */

/*
 * GB 11714-1997: eight characters, letters from A = 10 on, and a check
 * character.  A question, not a condition of the type: codes given since 2015
 * are not all made by that rule.
 */
Datum
bianzhi_check_organisation_code(PG_FUNCTION_ARGS)
{
	const char *inner = PG_GETARG_CREDIT_CODE(0)->data + ORGANISATION_FIRST;
	int			sum = 0;
	int			check;

	for (int i = 0; i < 8; i++)
	{
		int			value = inner[i] <= '9' ? inner[i] - '0' : inner[i] - 'A' + 10;

		sum += value * organisation_weights[i];
	}
	check = 11 - sum % 11;
	PG_RETURN_BOOL(inner[8] == (check == 10 ? 'X' : '0' + check % 11));
}
