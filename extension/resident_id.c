/*-------------------------------------------------------------------------
 *
 * resident_id.c
 *	  The type bianzhi.resident_id: a citizen identification number, GB 11643.
 *
 * What lives here: parsing, printing and taking apart one number.  What may
 * not: comparing a number with other facts about the person (that is a rule,
 * see people.c) and judging the region digits (abolished counties stay valid
 * on old cards, so no region is ever refused).
 *
 * A number has 18 characters: region (1-6), birth date (7-14), sequence
 * (15-17, the last one odd for men and even for women) and a check character
 * (18) that follows from the other 17.  So the 17 digits are stored as one
 * int64, passed by value, and the check character is derived on output.  The
 * order of the integers is the order of the texts; comparison, hashing and
 * sort support are core's functions for bigint.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"

#define RESIDENT_ID_LENGTH		18
#define RESIDENT_ID_DIGITS		17	/* without the check character */
#define OLD_CARD_LENGTH			15	/* before GB 11643-1999 */
#define RESIDENT_ID_LIMIT		INT64CONST(100000000000000000)

/* A card before 1800 would be of a person over 180 when cards began. */
#define FIRST_BIRTH_YEAR		1800

/* More than any number with blanks in it, even from a wide char(n) column. */
#define MAX_INPUT_CHARS			256

#define PG_GETARG_RESIDENT_ID(n)	PG_GETARG_INT64(n)
#define PG_RETURN_RESIDENT_ID(x)	PG_RETURN_INT64(x)

PG_FUNCTION_INFO_V1(bianzhi_resident_id_in);
PG_FUNCTION_INFO_V1(bianzhi_resident_id_out);
PG_FUNCTION_INFO_V1(bianzhi_resident_id_recv);
PG_FUNCTION_INFO_V1(bianzhi_resident_id_send);
PG_FUNCTION_INFO_V1(bianzhi_resident_id_upgrade);
PG_FUNCTION_INFO_V1(bianzhi_get_birth_date);
PG_FUNCTION_INFO_V1(bianzhi_get_sex);
PG_FUNCTION_INFO_V1(bianzhi_get_region_code);
PG_FUNCTION_INFO_V1(bianzhi_mask_resident_id);

/* GB 11643-1999, check code: weights of the 17 digits, ISO 7064 MOD 11-2 */
static const uint8 weights[RESIDENT_ID_DIGITS] =
{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};

static const char check_chars[] = "10X98765432";

/* ----
 * One number
 * ----
 */

static inline bool
date_exists(int year, int month, int day)
{
	return year >= FIRST_BIRTH_YEAR &&
		month >= 1 && month <= MONTHS_PER_YEAR &&
		day >= 1 && day <= day_tab[isleap(year)][month - 1];
}

/* The birth date as the number yyyymmdd. */
static inline int
birth_digits(int64 id)
{
	return (int) (id / 1000 % 100000000);
}

/* Print the 17 digits and the check character; no terminating zero. */
static void
print_number(int64 id, char *buf)
{
	unsigned int sum = 0;
	uint64		rest = (uint64) id;

	for (int i = RESIDENT_ID_DIGITS - 1; i >= 0; i--)
	{
		unsigned int digit = rest % 10;

		rest /= 10;
		sum += digit * weights[i];
		buf[i] = '0' + digit;
	}
	buf[RESIDENT_ID_DIGITS] = check_chars[sum % 11];
}

/* ----
 * Parsing
 *
 * Nearly all input is right and plain ASCII: parse_plain() accepts only that
 * and says nothing.  Whatever it declines goes to parse_any(), which folds
 * full-width characters, skips blanks and explains what is wrong.
 * ----
 */

/* The value of two characters that are known to be digits. */
static inline int
two_digits(const char *s)
{
	return (s[0] - '0') * 10 + (s[1] - '0');
}

static inline bool
parse_plain(const char *str, int64 *id)
{
	uint64		value = 0;
	unsigned int sum = 0;

	/* a terminating zero is no digit, so this cannot run past the end */
	for (int i = 0; i < RESIDENT_ID_DIGITS; i++)
	{
		unsigned int digit = (unsigned char) str[i] - (unsigned int) '0';

		if (digit > 9)
			return false;
		value = value * 10 + digit;
		sum += digit * weights[i];
	}
	if (str[17] != check_chars[sum % 11] || str[18] != '\0')
		return false;
	if (!date_exists(two_digits(str + 6) * 100 + two_digits(str + 8),
					 two_digits(str + 10), two_digits(str + 12)))
		return false;
	*id = (int64) value;
	return true;
}

/*
 * Fold and collect the characters that count.  Positions in reports are
 * positions among these: a reader counts digits, not blanks.
 */
static int
collect_chars(const char *str, uint32 *chars)
{
	uint32		raw[MAX_INPUT_CHARS];
	int			nraw = bz_text_decode(str, raw, MAX_INPUT_CHARS);
	int			n = 0;

	for (int i = 0; i < Min(nraw, MAX_INPUT_CHARS); i++)
	{
		uint32		c = bz_text_fold_width(raw[i]);

		if (bz_text_is_blank(c))
			continue;
		chars[n++] = (c == 'x') ? 'X' : c;
	}
	return nraw > MAX_INPUT_CHARS ? nraw : n;
}

static bool
check_length(const char *str, int given, int expected, struct Node *escontext)
{
	if (given == expected)
		return true;
	ereturn(escontext, false,
			(errcode(ERRCODE_BZ_INVALID_RESIDENT_ID),
			 errmsg("invalid resident ID number: \"%s\"", bz_text_clip(str)),
			 given > MAX_INPUT_CHARS ?
			 errdetail("More than %d characters were given, %d are needed.",
					   MAX_INPUT_CHARS, expected) :
			 errdetail("%d characters were given, %d are needed.",
					   given, expected),
			 given == OLD_CARD_LENGTH ?
			 errhint("A number of 15 digits is from an old card, bianzhi.resident_id_upgrade() converts it.") : 0));
}

static bool
check_digits(const char *str, const uint32 *chars, int ndigits,
			 struct Node *escontext)
{
	for (int i = 0; i < ndigits; i++)
	{
		if (chars[i] < '0' || chars[i] > '9')
			ereturn(escontext, false,
					(errcode(ERRCODE_BZ_INVALID_RESIDENT_ID),
					 errmsg("invalid resident ID number: \"%s\"", bz_text_clip(str)),
					 errdetail("Character %d is \"%s\", a digit is needed.",
							   i + 1, bz_text_encode(&chars[i], 1))));
	}
	return true;
}

/*
 * Is there such a birth date?  "missing" is 2 for an old card, whose century
 * the caller has put in, so that positions are those of the number as given.
 */
static bool
check_birth_date(const char *str, int64 id, int missing, struct Node *escontext)
{
	int			date = birth_digits(id);
	int			year = date / 10000;
	int			month = date / 100 % 100;
	int			day = date % 100;

	if (date_exists(year, month, day))
		return true;
	if (year < FIRST_BIRTH_YEAR)
		ereturn(escontext, false,
				(errcode(ERRCODE_BZ_INVALID_RESIDENT_ID),
				 errmsg("invalid resident ID number: \"%s\"", bz_text_clip(str)),
				 errdetail("Year %04d at characters 7-10 is before %d.",
						   year, FIRST_BIRTH_YEAR)));
	if (month < 1 || month > MONTHS_PER_YEAR)
		ereturn(escontext, false,
				(errcode(ERRCODE_BZ_INVALID_RESIDENT_ID),
				 errmsg("invalid resident ID number: \"%s\"", bz_text_clip(str)),
				 errdetail("Month %02d at characters %d-%d does not exist.",
						   month, 11 - missing, 12 - missing)));
	ereturn(escontext, false,
			(errcode(ERRCODE_BZ_INVALID_RESIDENT_ID),
			 errmsg("invalid resident ID number: \"%s\"", bz_text_clip(str)),
			 errdetail("Day %02d at characters %d-%d does not exist in %04d-%02d.",
					   day, 13 - missing, 14 - missing, year, month)));
}

static bool
check_check_char(const char *str, int64 id, uint32 given,
				 struct Node *escontext)
{
	char		buf[RESIDENT_ID_LENGTH];

	print_number(id, buf);
	if (given == (uint32) buf[17])
		return true;
	if (given != 'X' && (given < '0' || given > '9'))
		ereturn(escontext, false,
				(errcode(ERRCODE_BZ_INVALID_RESIDENT_ID),
				 errmsg("invalid resident ID number: \"%s\"", bz_text_clip(str)),
				 errdetail("Character %d is \"%s\", a digit or X is needed.",
						   RESIDENT_ID_LENGTH, bz_text_encode(&given, 1))));
	ereturn(escontext, false,
			(errcode(ERRCODE_BZ_INVALID_RESIDENT_ID),
			 errmsg("invalid resident ID number: \"%s\"", bz_text_clip(str)),
			 errdetail("Character %d is %c, expected %c.",
					   RESIDENT_ID_LENGTH, (char) given, buf[17]),
			 errhint("One of the digits is wrong or two of them are transposed.")));
}

static int64
chars_to_number(const uint32 *chars, int from, int to)
{
	int64		value = 0;

	for (int i = from; i < to; i++)
		value = value * 10 + (chars[i] - '0');
	return value;
}

static bool
parse_any(const char *str, int64 *id, struct Node *escontext)
{
	uint32		chars[MAX_INPUT_CHARS];
	int			n = collect_chars(str, chars);

	if (!check_length(str, n, RESIDENT_ID_LENGTH, escontext) ||
		!check_digits(str, chars, RESIDENT_ID_DIGITS, escontext))
		return false;
	*id = chars_to_number(chars, 0, RESIDENT_ID_DIGITS);
	return check_birth_date(str, *id, 0, escontext) &&
		check_check_char(str, *id, chars[RESIDENT_ID_DIGITS], escontext);
}

/* ----
 * Input and output
 * ----
 */

Datum
bianzhi_resident_id_in(PG_FUNCTION_ARGS)
{
	const char *str = PG_GETARG_CSTRING(0);
	int64		id;

	if (!parse_plain(str, &id) &&
		!parse_any(str, &id, BZ_ESCONTEXT(fcinfo)))
		PG_RETURN_NULL();
	PG_RETURN_RESIDENT_ID(id);
}

Datum
bianzhi_resident_id_out(PG_FUNCTION_ARGS)
{
	char	   *buf = palloc(RESIDENT_ID_LENGTH + 1);

	print_number(PG_GETARG_RESIDENT_ID(0), buf);
	buf[RESIDENT_ID_LENGTH] = '\0';
	PG_RETURN_CSTRING(buf);
}

/*
 * Binary form: the 17 digits as int8.  The check character is not sent, there
 * is nothing left that it could check.
 */
Datum
bianzhi_resident_id_recv(PG_FUNCTION_ARGS)
{
	StringInfo	msg = (StringInfo) PG_GETARG_POINTER(0);
	int64		id = pq_getmsgint64(msg);
	char		buf[32];

	snprintf(buf, sizeof(buf), INT64_FORMAT, id);
	if (id < 0 || id >= RESIDENT_ID_LIMIT)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_INVALID_RESIDENT_ID),
				 errmsg("invalid binary resident ID number: %s", buf),
				 errdetail("The binary form is an integer of at most %d digits.",
						   RESIDENT_ID_DIGITS)));
	(void) check_birth_date(buf, id, 0, NULL);
	PG_RETURN_RESIDENT_ID(id);
}

Datum
bianzhi_resident_id_send(PG_FUNCTION_ARGS)
{
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint64(&buf, PG_GETARG_RESIDENT_ID(0));
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/*
 * A 15-digit number (GB 11643-1989) has a year of two digits and no check
 * character: GB 11643-1999 puts "19" before the year and appends the check
 * character.  Explicit, because the missing check makes every slip of the pen
 * a valid number.
 */
Datum
bianzhi_resident_id_upgrade(PG_FUNCTION_ARGS)
{
	const char *str = text_to_cstring(PG_GETARG_TEXT_PP(0));
	uint32		chars[MAX_INPUT_CHARS];
	int64		id;

	(void) check_length(str, collect_chars(str, chars), OLD_CARD_LENGTH, NULL);
	(void) check_digits(str, chars, OLD_CARD_LENGTH, NULL);
	id = chars_to_number(chars, 0, 6) * 100 + 19;
	id = id * INT64CONST(1000000000) + chars_to_number(chars, 6, OLD_CARD_LENGTH);
	(void) check_birth_date(str, id, 2, NULL);
	PG_RETURN_RESIDENT_ID(id);
}

/* ----
 * The parts
 * ----
 */

Datum
bianzhi_get_birth_date(PG_FUNCTION_ARGS)
{
	int			date = birth_digits(PG_GETARG_RESIDENT_ID(0));

	PG_RETURN_DATEADT(date2j(date / 10000, date / 100 % 100, date % 100) -
					  POSTGRES_EPOCH_JDATE);
}

/* Digit 17 is odd for men and even for women. */
Datum
bianzhi_get_sex(PG_FUNCTION_ARGS)
{
	bool		male = PG_GETARG_RESIDENT_ID(0) % 2 != 0;

	PG_RETURN_TEXT_P(cstring_to_text(male ? "M" : "F"));
}

Datum
bianzhi_get_region_code(PG_FUNCTION_ARGS)
{
	char		buf[RESIDENT_ID_LENGTH];

	print_number(PG_GETARG_RESIDENT_ID(0), buf);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(buf, 6));
}

/* For lists that many may see: birth date and half the sequence hidden. */
Datum
bianzhi_mask_resident_id(PG_FUNCTION_ARGS)
{
	char		buf[RESIDENT_ID_LENGTH];

	print_number(PG_GETARG_RESIDENT_ID(0), buf);
	memset(buf + 6, '*', 8);
	PG_RETURN_TEXT_P(cstring_to_text_with_len(buf, RESIDENT_ID_LENGTH));
}
