/*-------------------------------------------------------------------------
 *
 * document_number.c
 *	  One form for what people type in several: document numbers (文号), names
 *	  of persons and units, and the characters of all coded values.
 *
 * What lives here: functions from text to text that know nothing of tables.
 * What may not: judging whether a document exists or a name is taken.
 *
 * All work is done on code points, so a database need not be in UTF-8; it
 * must only have the characters of the result.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "mb/pg_wchar.h"
#include "utils/builtins.h"

#define MAX_DOCUMENT_NUMBER_CHARS	100
#define MAX_NAME_CHARS				200
#define MAX_SHOWN_BYTES				128

/* Code points with a name in the code below */
#define SPACE_IDEOGRAPHIC	0x3000
#define MIDDLE_DOT			0x00B7
#define YEAR_OPEN			0x3014	/* 〔, GB/T 9704-2012, 7.2.5 */
#define YEAR_CLOSE			0x3015	/* 〕 */
#define WIDE_OPEN			0xFF08	/* （ */
#define WIDE_CLOSE			0xFF09	/* ） */

PG_FUNCTION_INFO_V1(bianzhi_normalise_document_number);
PG_FUNCTION_INFO_V1(bianzhi_tidy_name);

/* ----
 * Characters
 * ----
 */

/*
 * Decode up to maxchars characters.  The result is their number, or
 * maxchars + 1 if there are more.
 */
int
bz_text_decode(const char *raw, uint32 *chars, int maxchars)
{
	const unsigned char *s;
	int			n = 0;

	s = (const unsigned char *) pg_server_to_any(raw, strlen(raw), PG_UTF8);
	while (*s != '\0')
	{
		if (n == maxchars)
			return maxchars + 1;
		chars[n++] = utf8_to_unicode(s);
		s += pg_utf_mblen(s);
	}
	return n;
}

char *
bz_text_encode(const uint32 *chars, int nchars)
{
	unsigned char *buf = palloc(nchars * 4 + 1);
	unsigned char *end = buf;

	for (int i = 0; i < nchars; i++)
	{
		unicode_to_utf8(chars[i], end);
		end += pg_utf_mblen(end);
	}
	*end = '\0';
	return pg_any_to_server((char *) buf, end - buf, PG_UTF8);
}

/* A value as an error message shows it: whole characters, not too many. */
char *
bz_text_clip(const char *raw)
{
	int			len = strlen(raw);
	int			shown = pg_mbcliplen(raw, len, MAX_SHOWN_BYTES);

	return shown == len ? pstrdup(raw) : psprintf("%.*s...", shown, raw);
}

/* Full-width forms of ASCII become ASCII, the ideographic space a space. */
uint32
bz_text_fold_width(uint32 c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c - 0xFF01 + '!';
	if (c == SPACE_IDEOGRAPHIC)
		return ' ';
	return c;
}

/*
 * Blanks, and characters without any width: two numbers that look the same
 * must be the same.  Not among them: U+202F and U+180E, which join suffixes in
 * Mongolian script, and the joiners U+200C and U+200D.
 */
bool
bz_text_is_blank(uint32 c)
{
	return c == ' ' || c == 0x00A0 || c == SPACE_IDEOGRAPHIC ||
		(c >= 0x2000 && c <= 0x200B) || c == 0x205F || c == 0x2060 ||
		c == 0xFEFF;
}

static bool
is_control(uint32 c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

/* Of the blanks, those that take no space and so separate nothing */
static bool
is_zero_width(uint32 c)
{
	return c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

static int
first_control(const uint32 *chars, int n)
{
	for (int i = 0; i < n; i++)
	{
		if (is_control(chars[i]))
			return i;
	}
	return -1;
}

/* ----
 * Document numbers
 * ----
 */

/* GB/T 9704-2012 wants 〔〕; these are what typewriters and forms offer. */
static bool
is_open_bracket(uint32 c)
{
	return c == '(' || c == '[' || c == YEAR_OPEN || c == 0x3010 ||
		c == 0x3016 || c == 0x2772 || c == 0xFE5D;
}

static bool
is_close_bracket(uint32 c)
{
	return c == ')' || c == ']' || c == YEAR_CLOSE || c == 0x3011 ||
		c == 0x3017 || c == 0x2773 || c == 0xFE5E;
}

static bool
is_digit(uint32 c)
{
	return c >= '0' && c <= '9';
}

/* Four digits that can be the year of a document of this republic or before */
static bool
is_year(const uint32 *c)
{
	return ((c[0] == '1' && c[1] == '9') || (c[0] == '2' && c[1] == '0')) &&
		is_digit(c[2]) && is_digit(c[3]);
}

/* Only brackets around a year: others, as in （试行）, are part of the words. */
static void
unify_year_brackets(uint32 *chars, int n)
{
	for (int i = 0; i + 5 < n; i++)
	{
		if (is_open_bracket(chars[i]) && is_year(&chars[i + 1]) &&
			is_close_bracket(chars[i + 5]))
		{
			chars[i] = YEAR_OPEN;
			chars[i + 5] = YEAR_CLOSE;
		}
	}
}

static void pg_attribute_noreturn()
refuse_document_number(const char *raw, int nraw, int control)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_INVALID_DOCUMENT_NUMBER),
			 errmsg("invalid document number: \"%s\"", bz_text_clip(raw)),
			 nraw > MAX_DOCUMENT_NUMBER_CHARS ?
			 errdetail("It is longer than %d characters.",
					   MAX_DOCUMENT_NUMBER_CHARS) :
			 control >= 0 ?
			 errdetail("Character %d is a control character.", control + 1) :
			 errdetail("It is empty."),
			 errhint("Write it as it stands on the document: issuing office, year in brackets, serial number.")));
}

char *
bz_document_number_normalise(const char *raw)
{
	uint32		chars[MAX_DOCUMENT_NUMBER_CHARS];
	int			nraw = bz_text_decode(raw, chars, MAX_DOCUMENT_NUMBER_CHARS);
	int			control = first_control(chars, Min(nraw, MAX_DOCUMENT_NUMBER_CHARS));
	int			n = 0;

	if (nraw > MAX_DOCUMENT_NUMBER_CHARS || control >= 0)
		refuse_document_number(raw, nraw, control);
	for (int i = 0; i < nraw; i++)
	{
		uint32		c = bz_text_fold_width(chars[i]);

		if (!bz_text_is_blank(c))
			chars[n++] = c;
	}
	if (n == 0)
		refuse_document_number(raw, 0, -1);
	unify_year_brackets(chars, n);
	return bz_text_encode(chars, n);
}

Datum
bianzhi_normalise_document_number(PG_FUNCTION_ARGS)
{
	char	   *raw = text_to_cstring(PG_GETARG_TEXT_PP(0));

	PG_RETURN_TEXT_P(cstring_to_text(bz_document_number_normalise(raw)));
}

/* ----
 * Names
 * ----
 */

/*
 * Characters of scripts that are written without blanks: Han, kana and the
 * wide punctuation.  Mongolian, Cyrillic and Latin words keep their blank.
 */
static bool
is_unspaced(uint32 c)
{
	return c == MIDDLE_DOT || (c >= 0x2E80 && c <= 0x9FFF) ||
		(c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
		(c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* The dots found between the parts of a name, 阿拉坦·巴根; one of them stays. */
static uint32
fold_name_char(uint32 c)
{
	uint32		folded = bz_text_fold_width(c);

	if (c == 0x2022 || c == 0x2027 || c == 0x2219 || c == 0x22C5 ||
		c == 0x30FB || c == 0xFF65)
		return MIDDLE_DOT;
	/* wide punctuation other than brackets is right in a Chinese name */
	if (is_digit(folded) || folded == '(' || folded == ')' || folded == ' ' ||
		(folded >= 'A' && folded <= 'Z') || (folded >= 'a' && folded <= 'z'))
		return folded;
	return c;
}

static bool
is_blank_needed(uint32 before, uint32 after)
{
	return !is_unspaced(before) && !is_unspaced(after) &&
		before != '(' && after != ')';
}

/* Drop blanks where none belongs, leave one between words of other scripts. */
static int
tidy_blanks(uint32 *chars, int n)
{
	int			out = 0;
	bool		blank = false;

	for (int i = 0; i < n; i++)
	{
		uint32		c = chars[i];

		if (bz_text_is_blank(c))
		{
			blank = blank || !is_zero_width(c);
			continue;
		}
		if (blank && out > 0 && is_blank_needed(chars[out - 1], c))
			chars[out++] = ' ';
		blank = false;
		chars[out++] = c;
	}
	return out;
}

/* Where is the bracket closed that opens at "open"?  -1 if nowhere. */
static int
matching_bracket(const uint32 *chars, int n, int open)
{
	int			depth = 0;

	for (int i = open; i < n; i++)
	{
		if (chars[i] == '(' || chars[i] == WIDE_OPEN)
			depth++;
		else if (chars[i] == ')' && --depth == 0)
			return i;
	}
	return -1;
}

/*
 * Brackets have the width of what they hold: （综合） but (ABC) and (3).  This
 * goes before the blanks, because no blank stays beside a wide bracket.
 */
static void
unify_name_brackets(uint32 *chars, int n)
{
	for (int i = 0; i < n; i++)
	{
		int			close;

		if (chars[i] != '(' || (close = matching_bracket(chars, n, i)) < 0)
			continue;
		for (int k = i + 1; k < close; k++)
		{
			if (chars[k] >= 128)
			{
				chars[i] = WIDE_OPEN;
				chars[close] = WIDE_CLOSE;
				break;
			}
		}
	}
}

static void pg_attribute_noreturn()
refuse_name(const char *raw, int nraw, int control)
{
	ereport(ERROR,
			(errcode(ERRCODE_BZ_INVALID_NAME),
			 errmsg("invalid name: \"%s\"", bz_text_clip(raw)),
			 nraw > MAX_NAME_CHARS ?
			 errdetail("It is longer than %d characters.", MAX_NAME_CHARS) :
			 control >= 0 ?
			 errdetail("Character %d is a control character.", control + 1) :
			 errdetail("It is empty.")));
}

char *
bz_tidy_name(const char *raw)
{
	uint32		chars[MAX_NAME_CHARS];
	int			n = bz_text_decode(raw, chars, MAX_NAME_CHARS);
	int			control = first_control(chars, Min(n, MAX_NAME_CHARS));

	if (n > MAX_NAME_CHARS || control >= 0)
		refuse_name(raw, n, control);
	for (int i = 0; i < n; i++)
		chars[i] = fold_name_char(chars[i]);
	unify_name_brackets(chars, n);
	n = tidy_blanks(chars, n);
	if (n == 0)
		refuse_name(raw, 0, -1);
	return bz_text_encode(chars, n);
}

Datum
bianzhi_tidy_name(PG_FUNCTION_ARGS)
{
	char	   *raw = text_to_cstring(PG_GETARG_TEXT_PP(0));

	PG_RETURN_TEXT_P(cstring_to_text(bz_tidy_name(raw)));
}
