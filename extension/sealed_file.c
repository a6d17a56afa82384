/*-------------------------------------------------------------------------
 *
 * sealed_file.c
 *	  Reads a sealed file of a closed month and says which line is wrong.
 *	  What a file is and how its digests are computed stands in sql/SEAL.md.
 *
 * Everything is computed from the header and the lines; what the file says of
 * digests is only used to name the line that was changed.
 *
 * Compiled twice, into the library and, with FRONTEND, into the client, so
 * that both name the same line.  What may not live here: anything of the one
 * or the other.
 *
 *-------------------------------------------------------------------------
 */
#ifndef FRONTEND
#include "bianzhi.h"

#include "miscadmin.h"
#else
#include "postgres_fe.h"

#define CHECK_FOR_INTERRUPTS() ((void) 0)
#endif

#include "lib/stringinfo.h"

#include "sealed_file.h"

#define HEX_LENGTH	(2 * SEALED_DIGEST)

#define HEADER	"{\"kind\":\"seal\","
#define LEAVES	"{\"kind\":\"leaves\","
#define END		"{\"kind\":\"end\","

/* ----
 * Reading
 * ----
 */

/* Cut data into lines, in place: line feeds become null bytes, as does data[length]. */
void
bz_sealed_split(SealedFile *f, char *data, size_t length)
{
	size_t		space = 1024;
	char	   *end = data + length;

	memset(f, 0, sizeof(SealedFile));
	f->lines = palloc(sizeof(SealedLine) * space);
	*end = '\0';
	for (char *at = data; at < end;)
	{
		char	   *feed = memchr(at, '\n', end - at);

		f->cut = feed == NULL;
		if (feed == NULL)
			feed = end;
		if (f->nlines == space)
			f->lines = repalloc(f->lines, sizeof(SealedLine) * (space *= 2));
		f->lines[f->nlines].text = at;
		f->lines[f->nlines++].length = feed - at;
		*feed = '\0';
		at = feed + 1;
	}
}

static bool
begins(const SealedLine *line, const char *with)
{
	return line->length >= strlen(with) && memcmp(line->text, with, strlen(with)) == 0;
}

/* A member of a line: quotes inside of values are escaped, so no value looks like one. */
static const char *
member(const SealedLine *line, const char *name)
{
	const char *at = strstr(line->text, name);

	return at != NULL ? at + strlen(name) : NULL;
}

static void
copy_member(const SealedLine *line, const char *name, char *to, size_t size)
{
	const char *value = member(line, name);

	to[0] = '\0';
	if (value != NULL)
		strlcpy(to, value, Min(size, strcspn(value, "\"") + 1));
}

/* ----
 * Digests
 * ----
 */

static void
leaf_of(const SealedLine *line, uint8 *leaf)
{
	const void *parts[2] = {"\0", line->text};
	size_t		lengths[2] = {1, line->length};

	bz_sm3_parts(2, parts, lengths, leaf);
}

/* The tree of RFC 6962 over n > 0 leaves. */
static void
tree_of(const uint8 *leaves, size_t n, uint8 *node)
{
	uint8		left[SEALED_DIGEST];
	uint8		right[SEALED_DIGEST];
	const void *parts[3] = {"\1", left, right};
	size_t		lengths[3] = {1, SEALED_DIGEST, SEALED_DIGEST};
	size_t		k = 1;

	if (n == 1)
	{
		memcpy(node, leaves, SEALED_DIGEST);
		return;
	}
	CHECK_FOR_INTERRUPTS();
	while (k * 2 < n)
		k *= 2;
	tree_of(leaves, k, left);
	tree_of(leaves + k * SEALED_DIGEST, n - k, right);
	bz_sm3_parts(3, parts, lengths, node);
}

static void
append_hex(StringInfo buf, const uint8 *digest)
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < SEALED_DIGEST; i++)
	{
		appendStringInfoChar(buf, digits[digest[i] >> 4]);
		appendStringInfoChar(buf, digits[digest[i] & 15]);
	}
}

static bool
read_hex(const char *text, uint8 *digest)
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < SEALED_DIGEST; i++)
	{
		const char *high = text[2 * i] ? strchr(digits, text[2 * i]) : NULL;
		const char *low = high && text[2 * i + 1] ? strchr(digits, text[2 * i + 1]) : NULL;

		if (low == NULL)
			return false;
		digest[i] = (high - digits) << 4 | (low - digits);
	}
	return true;
}

/* Lines up to the digests, their leaves and the root. */
static void
compute(SealedFile *f)
{
	while (f->facts + 2 < f->nlines && !begins(&f->lines[f->facts + 1], LEAVES))
		f->facts++;
	f->leaves = palloc(SEALED_DIGEST * Max(f->facts, 1));
	for (size_t i = 0; i < f->facts; i++)
	{
		CHECK_FOR_INTERRUPTS();
		leaf_of(&f->lines[i + 1], f->leaves + i * SEALED_DIGEST);
	}
	if (f->facts > 0)
		tree_of(f->leaves, f->facts, f->root);
	else
		bz_sm3_parts(0, NULL, NULL, f->root);
	copy_member(&f->lines[0], ",\"region\":\"", f->region, sizeof(f->region));
	copy_member(&f->lines[0], ",\"month\":\"", f->month, sizeof(f->month));
}

/* ----
 * Judging
 * ----
 */

/* Is the line, byte for byte, what it has to be? */
static bool
is_line(const SealedLine *line, StringInfo expected)
{
	bool		good = (size_t) expected->len == line->length &&
		memcmp(expected->data, line->text, expected->len) == 0;

	pfree(expected->data);
	return good;
}

/*
 * The i-th line, the no-th of digests, stands for the next canonical lines from
 * "at" on.  If the whole is sound without it, a digest is wrong, not the line.
 */
static size_t
check_block(SealedFile *f, size_t i, int no, size_t *at, bool good_end)
{
	const SealedLine *line = &f->lines[i];
	const char *count = member(line, ",\"lines\":");
	const char *digests = member(line, ",\"digests\":\"");
	size_t		n = count != NULL ? strtoul(count, NULL, 10) : 0;
	StringInfoData expected;
	uint8		said[SEALED_DIGEST];

	if (!begins(line, LEAVES) || n == 0 || digests == NULL || strlen(digests) / HEX_LENGTH < n)
		return i + 1;
	initStringInfo(&expected);
	appendStringInfo(&expected, LEAVES "\"no\":%d,\"lines\":%zu,\"digests\":\"", no, n);
	for (size_t j = 0; j < n && read_hex(digests + j * HEX_LENGTH, said); j++)
		append_hex(&expected, said);
	appendStringInfoString(&expected, "\"}");
	if (!is_line(line, &expected))
		return i + 1;
	for (size_t j = 0; j < n; j++, (*at)++)
	{
		/* one is missing: here it should stand */
		if (*at == f->facts)
			return f->facts + 2;
		(void) read_hex(digests + j * HEX_LENGTH, said);
		if (memcmp(said, f->leaves + *at * SEALED_DIGEST, SEALED_DIGEST) != 0)
			return good_end ? i + 1 : *at + 2;
	}
	return 0;
}

/* What the last line has to be, by what it says of the month before. */
static bool
check_end(SealedFile *f, const SealedLine *line)
{
	const char *previous = member(line, ",\"previous\":\"");
	const SealedLine *header = &f->lines[0];
	const void *parts[3] = {f->root, f->previous, header->text};
	size_t		lengths[3] = {SEALED_DIGEST, SEALED_DIGEST, header->length};
	StringInfoData expected;
	uint8		leaf[SEALED_DIGEST];

	if (previous == NULL || !read_hex(previous, f->previous))
		return false;
	bz_sm3_parts(3, parts, lengths, f->seal);
	leaf_of(header, leaf);
	initStringInfo(&expected);
	appendStringInfoString(&expected, END "\"root\":\"");
	append_hex(&expected, f->root);
	appendStringInfoString(&expected, "\",\"previous\":\"");
	append_hex(&expected, f->previous);
	appendStringInfoString(&expected, "\",\"header\":\"");
	append_hex(&expected, leaf);
	appendStringInfoString(&expected, "\",\"seal\":\"");
	append_hex(&expected, f->seal);
	appendStringInfoString(&expected, "\"}");
	return is_line(line, &expected);
}

/* The header is what the end says it was; if the end is broken itself, that is said later. */
static bool
header_changed(const SealedFile *f, const SealedLine *end)
{
	const char *said = member(end, ",\"header\":\"");
	const char *seal = member(end, ",\"seal\":\"");
	uint8		leaf[SEALED_DIGEST];
	uint8		digest[SEALED_DIGEST];

	leaf_of(&f->lines[0], leaf);
	if (said == NULL || seal == NULL || !read_hex(said, digest) || memcmp(digest, leaf, SEALED_DIGEST) == 0)
		return false;
	/* both the digest and the seal speak against it */
	return !read_hex(seal, digest) || memcmp(digest, f->seal, SEALED_DIGEST) != 0;
}

/* The lines of digests, and the number of lines that the header promises. */
static size_t
check_blocks(SealedFile *f, bool good_end)
{
	const char *promised = member(&f->lines[0], ",\"lines\":");
	size_t		lines = promised != NULL ? strtoul(promised, NULL, 10) : 0;
	size_t		at = 0;
	int			no = 0;

	for (size_t i = f->facts + 1; i + 1 < f->nlines; i++)
	{
		size_t		wrong = check_block(f, i, ++no, &at, good_end);

		/* a line of digests that is none any more counts as a canonical line too many */
		if (wrong > 0)
			return f->facts > lines ? Min(wrong, lines + 2) : wrong;
	}
	if (f->facts > lines)
		return lines + 2;
	return f->facts != lines || at != f->facts ? f->nlines : 0;
}

/* The number of the first line that is wrong, 0 if none is. */
size_t
bz_sealed_check(SealedFile *f)
{
	const SealedLine *end = f->nlines > 0 ? &f->lines[f->nlines - 1] : NULL;
	bool		good_end;
	size_t		wrong;

	if (f->nlines == 0 || !begins(&f->lines[0], HEADER))
		return 1;
	if (f->nlines < 2 || f->cut || !begins(end, END))
		return f->nlines;
	compute(f);
	good_end = check_end(f, end);
	if (!good_end && header_changed(f, end))
		return 1;
	wrong = check_blocks(f, good_end);
	return wrong > 0 ? wrong : good_end ? 0 : f->nlines;
}
