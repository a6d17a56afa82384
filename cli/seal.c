/*-------------------------------------------------------------------------
 *
 * seal.c
 *	  "verify FILE...": checks sealed files of closed months without a
 *	  database.  What a file is and how its digests are computed stands in
 *	  sql/SEAL.md.
 *
 * Everything is computed from the header and the lines; what the file says of
 * digests is only used to name the line that was changed.
 *
 * What may not live here: anything that asks a server.
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

#include <openssl/evp.h>

#define DIGEST_LENGTH	32
#define HEX_LENGTH		(2 * DIGEST_LENGTH)

typedef unsigned char Digest[DIGEST_LENGTH];

/* A line of the file, without its line feed. */
typedef struct Line
{
	char	   *text;
	size_t		length;
} Line;

typedef struct SealedFile
{
	const char *path;
	Line	   *lines;
	size_t		nlines;
	bool		cut;			/* the last line has no line feed */
	size_t		facts;			/* canonical lines: from the second on */
	Digest	   *leaves;			/* of these */
	Digest		root;
	Digest		previous;
	Digest		seal;
	char		region[16];
	char		month[16];
} SealedFile;

/* ----
 * Digests
 * ----
 */

static void
sm3(const void *const *parts, const size_t *lengths, int n, Digest digest)
{
	static EVP_MD_CTX *context = NULL;
	static const EVP_MD *method = NULL;
	bool		good;

	if (context == NULL)
	{
		context = EVP_MD_CTX_new();
#if OPENSSL_VERSION_NUMBER >= 0x30000000L
		method = EVP_MD_fetch(NULL, "SM3", NULL);
#else
		method = EVP_sm3();
#endif
	}
	good = context != NULL && method != NULL && EVP_DigestInit_ex(context, method, NULL) == 1;
	for (int i = 0; good && i < n; i++)
		good = EVP_DigestUpdate(context, parts[i], lengths[i]) == 1;
	if (!good || EVP_DigestFinal_ex(context, digest, NULL) != 1)
	{
		pg_log_error("the SM3 digest is not available");
		exit(EXIT_FAILED);
	}
}

static void
leaf_of(const Line *line, Digest leaf)
{
	const void *parts[2] = {"\0", line->text};
	size_t		lengths[2] = {1, line->length};

	sm3(parts, lengths, 2, leaf);
}

/* The tree of RFC 6962 over leaves[0 .. n-1], n > 0. */
static void
tree_of(Digest *leaves, size_t n, Digest node)
{
	Digest		left;
	Digest		right;
	const void *parts[3] = {"\1", left, right};
	size_t		lengths[3] = {1, DIGEST_LENGTH, DIGEST_LENGTH};
	size_t		k = 1;

	if (n == 1)
	{
		memcpy(node, leaves[0], DIGEST_LENGTH);
		return;
	}
	while (k * 2 < n)
		k *= 2;
	tree_of(leaves, k, left);
	tree_of(leaves + k, n - k, right);
	sm3(parts, lengths, 3, node);
}

static void
append_hex(PQExpBuffer buf, const unsigned char *digest)
{
	for (int i = 0; i < DIGEST_LENGTH; i++)
		appendPQExpBuffer(buf, "%02x", digest[i]);
}

static bool
read_hex(const char *text, Digest digest)
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < DIGEST_LENGTH; i++)
	{
		const char *high = text[2 * i] ? strchr(digits, text[2 * i]) : NULL;
		const char *low = high && text[2 * i + 1] ? strchr(digits, text[2 * i + 1]) : NULL;

		if (low == NULL)
			return false;
		digest[i] = (high - digits) << 4 | (low - digits);
	}
	return true;
}

/* ----
 * Reading
 * ----
 */

static bool
read_lines(SealedFile *f)
{
	FILE	   *in = fopen(f->path, "rb");
	size_t		space = 0;
	char	   *text = NULL;
	size_t		size = 0;
	ssize_t		length;

	if (in == NULL)
	{
		pg_log_error("could not read file \"%s\": %m", f->path);
		return false;
	}
	while ((length = getline(&text, &size, in)) > 0)
	{
		if (f->nlines == space)
			f->lines = pg_realloc(f->lines, sizeof(Line) * (space = space * 2 + 1024));
		f->cut = text[length - 1] != '\n';
		f->lines[f->nlines].length = f->cut ? length : length - 1;
		f->lines[f->nlines].text = pg_malloc(length + 1);
		memcpy(f->lines[f->nlines].text, text, length);
		f->lines[f->nlines].text[f->lines[f->nlines].length] = '\0';
		f->nlines++;
	}
	free(text);
	if (ferror(in))
	{
		pg_log_error("could not read file \"%s\": %m", f->path);
		fclose(in);
		return false;
	}
	fclose(in);
	return true;
}

static bool
begins(const Line *line, const char *with)
{
	return line->length >= strlen(with) && memcmp(line->text, with, strlen(with)) == 0;
}

/* A member of the header: quotes inside of values are escaped, so no value looks like one. */
static const char *
member(const Line *line, const char *name)
{
	const char *at = strstr(line->text, name);

	return at != NULL ? at + strlen(name) : NULL;
}

static void
copy_member(const Line *line, const char *name, char *to, size_t size)
{
	const char *value = member(line, name);

	to[0] = '\0';
	if (value != NULL)
		strlcpy(to, value, Min(size, strcspn(value, "\"") + 1));
}

/* ----
 * Judging.  Each returns the number of the first line that is wrong, 0 if none.
 * ----
 */

#define HEADER	"{\"kind\":\"seal\","
#define LEAVES	"{\"kind\":\"leaves\","
#define END		"{\"kind\":\"end\","

/* The line of digests that stands for the next lines from "at" on; its own number if it is not what it should be. */
static bool
check_block(SealedFile *f, const Line *line, int no, size_t *at, size_t *differs)
{
	const char *count = member(line, ",\"lines\":");
	const char *digests = member(line, ",\"digests\":\"");
	size_t		n = count != NULL ? strtoul(count, NULL, 10) : 0;
	PQExpBufferData expected;
	bool		good;

	if (n == 0 || n > f->facts - *at || digests == NULL || strlen(digests) < n * HEX_LENGTH)
		return false;
	initPQExpBuffer(&expected);
	appendPQExpBuffer(&expected, LEAVES "\"no\":%d,\"lines\":%zu,\"digests\":\"", no, n);
	for (size_t i = 0; i < n; i++)
	{
		Digest		said;

		if (!read_hex(digests + i * HEX_LENGTH, said))
			break;
		append_hex(&expected, said);
		if (*differs == 0 && memcmp(said, f->leaves[*at + i], DIGEST_LENGTH) != 0)
			*differs = *at + i + 2;
	}
	appendPQExpBufferStr(&expected, "\"}");
	good = expected.len == line->length && memcmp(expected.data, line->text, expected.len) == 0;
	termPQExpBuffer(&expected);
	*at += n;
	return good;
}

/* What the last line has to be, by what it says of the month before. */
static bool
check_end(SealedFile *f, const Line *line)
{
	const char *previous = member(line, ",\"previous\":\"");
	const Line *header = &f->lines[0];
	const void *parts[3] = {f->root, f->previous, header->text};
	size_t		lengths[3] = {DIGEST_LENGTH, DIGEST_LENGTH, header->length};
	PQExpBufferData expected;
	Digest		leaf;
	bool		good;

	if (previous == NULL || !read_hex(previous, f->previous))
		return false;
	sm3(parts, lengths, 3, f->seal);
	leaf_of(header, leaf);
	initPQExpBuffer(&expected);
	appendPQExpBufferStr(&expected, END "\"root\":\"");
	append_hex(&expected, f->root);
	appendPQExpBufferStr(&expected, "\",\"previous\":\"");
	append_hex(&expected, f->previous);
	appendPQExpBufferStr(&expected, "\",\"header\":\"");
	append_hex(&expected, leaf);
	appendPQExpBufferStr(&expected, "\",\"seal\":\"");
	append_hex(&expected, f->seal);
	appendPQExpBufferStr(&expected, "\"}");
	good = expected.len == line->length && memcmp(expected.data, line->text, expected.len) == 0;
	termPQExpBuffer(&expected);
	return good;
}

/* The header is what the end says it was; if the end is broken itself, that is said later. */
static bool
header_changed(const SealedFile *f, const Line *end)
{
	const char *said = member(end, ",\"header\":\"");
	const char *seal = member(end, ",\"seal\":\"");
	Digest		leaf;
	Digest		digest;

	leaf_of(&f->lines[0], leaf);
	if (said == NULL || seal == NULL || !read_hex(said, digest) || memcmp(digest, leaf, DIGEST_LENGTH) == 0)
		return false;
	/* both the digest and the seal speak against it */
	return !read_hex(seal, digest) || memcmp(digest, f->seal, DIGEST_LENGTH) != 0;
}

/* Lines up to the digests, their leaves and the root. */
static void
compute(SealedFile *f)
{
	while (f->facts + 2 < f->nlines && !begins(&f->lines[f->facts + 1], LEAVES))
		f->facts++;
	f->leaves = pg_malloc(sizeof(Digest) * Max(f->facts, 1));
	for (size_t i = 0; i < f->facts; i++)
		leaf_of(&f->lines[i + 1], f->leaves[i]);
	if (f->facts > 0)
		tree_of(f->leaves, f->facts, f->root);
	else
		sm3(NULL, NULL, 0, f->root);
	copy_member(&f->lines[0], ",\"region\":\"", f->region, sizeof(f->region));
	copy_member(&f->lines[0], ",\"month\":\"", f->month, sizeof("2019-02"));
}

static size_t
first_wrong_line(SealedFile *f)
{
	const Line *end = &f->lines[f->nlines - 1];
	const char *promised;
	bool		good_end;
	size_t		lines;
	size_t		differs = 0;
	size_t		at = 0;
	int			no = 0;

	if (!begins(&f->lines[0], HEADER))
		return 1;
	if (f->nlines < 2 || f->cut || !begins(end, END))
		return f->nlines;
	compute(f);
	good_end = check_end(f, end);
	if (!good_end && header_changed(f, end))
		return 1;
	promised = member(&f->lines[0], ",\"lines\":");
	lines = promised != NULL ? strtoul(promised, NULL, 10) : 0;
	for (size_t i = f->facts + 1; i + 1 < f->nlines; i++)
	{
		if (!begins(&f->lines[i], LEAVES) || !check_block(f, &f->lines[i], ++no, &at, &differs))
			return f->facts > lines ? lines + 2 : differs > 0 && differs < i + 1 ? differs : i + 1;
		/* a digest is wrong, not the line, if the whole is sound without it */
		if (differs > 0 && good_end)
			return i + 1;
	}
	if (f->facts > lines)
		return differs > 0 ? differs : lines + 2;
	if (differs > 0)
		return differs;
	if (f->facts != lines || at != f->facts)
		return f->nlines;
	return good_end ? 0 : f->nlines;
}

/* ----
 * Several files
 * ----
 */

/*
 * A file continues the last earlier one of its region among those given, or
 * whichever of them carries the seal that it names.  NULL if it does.
 */
static const char *
chain_problem(const SealedFile *files, int n, const SealedFile *f)
{
	const SealedFile *before = NULL;
	int			year;
	int			month;
	char		expected[16];

	for (int i = 0; i < n; i++)
	{
		if (memcmp(files[i].seal, f->previous, DIGEST_LENGTH) == 0)
			return NULL;
		if (strcmp(files[i].region, f->region) == 0 && strcmp(files[i].month, f->month) < 0 &&
			(before == NULL || strcmp(files[i].month, before->month) > 0))
			before = &files[i];
	}
	if (before == NULL)
		return NULL;
	if (sscanf(before->month, "%d-%d", &year, &month) != 2)
		return NULL;
	snprintf(expected, sizeof(expected), "%04d-%02d", month == 12 ? year + 1 : year, month % 12 + 1);
	return strcmp(expected, f->month) == 0 ?
		_("it does not continue the seal of the month before") :
		_("a month between it and the one before is missing");
}

static bool
judge_file(Session *s, SealedFile *f)
{
	size_t		wrong = f->nlines == 0 ? 1 : first_wrong_line(f);
	PQExpBufferData seal;

	if (wrong > 0)
	{
		fprintf(s->out, _("%s: line %zu was changed, or is not where it belongs\n"), f->path, wrong);
		if (wrong <= f->nlines)
			fprintf(s->out, "  %.*s%s\n", (int) Min(f->lines[wrong - 1].length, 200), f->lines[wrong - 1].text,
					f->lines[wrong - 1].length > 200 ? "..." : "");
		return false;
	}
	initPQExpBuffer(&seal);
	append_hex(&seal, f->seal);
	if (!s->quiet)
		fprintf(s->out, _("%s: region %s, %s, %zu lines, intact, seal %s\n"),
				f->path, f->region, f->month, f->facts, seal.data);
	termPQExpBuffer(&seal);
	return true;
}

/* values[0]: the names of the files, one a line */
int
cmd_verify_files(Session *s, const Command *cmd, const char **values)
{
	char	   *names = pg_strdup(values[0]);
	SealedFile *files = NULL;
	int			n = 0;
	int			status = EXIT_CLEAN;

	if (!open_output(s))
		return EXIT_FAILED;
	for (char *name = strtok(names, "\n"); name != NULL; name = strtok(NULL, "\n"))
	{
		files = pg_realloc(files, sizeof(SealedFile) * (n + 1));
		memset(&files[n], 0, sizeof(SealedFile));
		files[n].path = name;
		if (!read_lines(&files[n]))
			return EXIT_FAILED;
		if (!judge_file(s, &files[n]))
			status = EXIT_FINDINGS;
		else
			n++;
	}
	for (int i = 0; i < n; i++)
	{
		const char *problem = chain_problem(files, n, &files[i]);

		if (problem == NULL)
			continue;
		fprintf(s->out, "%s: %s\n", files[i].path, problem);
		status = EXIT_FINDINGS;
	}
	(void) cmd;
	return status;
}
