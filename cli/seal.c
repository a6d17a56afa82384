/*-------------------------------------------------------------------------
 *
 * seal.c
 *	  Sealed files of closed months: "verify FILE...", which needs no server,
 *	  and "import FILE...", which hands them to one.
 *
 * What may not live here: what a sealed file is (extension/sealed_file.c,
 * which is compiled into the client, too).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

#include <openssl/evp.h>

#include "../extension/sealed_file.h"

/* The client's own: see sealed_file.h. */
void
bz_sm3_parts(int n, const void *const *parts, const size_t *lengths, uint8 *digest)
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

/* All of a file and what is wrong with it, which is said; false if it could not be read or is not sound. */
static bool
read_sealed(Session *s, const char *path, SealedFile *f, char **content, int *status)
{
	FILE	   *in = fopen(path, "rb");
	PQExpBufferData data;
	char		piece[65536];
	size_t		n;
	size_t		wrong;

	initPQExpBuffer(&data);
	while (in != NULL && (n = fread(piece, 1, sizeof(piece), in)) > 0)
		appendBinaryPQExpBuffer(&data, piece, n);
	if (in == NULL || ferror(in) || PQExpBufferDataBroken(data))
	{
		pg_log_error("could not read file \"%s\": %m", path);
		if (in != NULL)
			fclose(in);
		*status = EXIT_FAILED;
		return false;
	}
	fclose(in);
	if (content != NULL)
		*content = pg_strdup(data.data);
	bz_sealed_split(f, data.data, data.len);
	wrong = bz_sealed_check(f);
	if (wrong == 0)
		return true;
	fprintf(s->out, _("%s: line %zu was changed, or is not where it belongs\n"), path, wrong);
	if (wrong <= f->nlines)
		fprintf(s->out, "  %.*s%s\n", (int) Min(f->lines[wrong - 1].length, 200), f->lines[wrong - 1].text,
				f->lines[wrong - 1].length > 200 ? "..." : "");
	*status = EXIT_FINDINGS;
	return false;
}

static char *
hex_of(const uint8 *digest)
{
	char	   *text = pg_malloc(2 * SEALED_DIGEST + 1);

	for (int i = 0; i < SEALED_DIGEST; i++)
		sprintf(text + 2 * i, "%02x", digest[i]);
	return text;
}

/* A file that is sound, and where it was read from. */
typedef struct Sound
{
	const char *path;
	char	   *content;
	SealedFile	file;
} Sound;

/* ----
 * Several files
 * ----
 */

/*
 * A file continues the last earlier one of its region among those given, or
 * whichever of them carries the seal that it names.  NULL if it does.
 */
static const char *
chain_problem(const Sound *files, int n, const SealedFile *f)
{
	const SealedFile *before = NULL;
	int			year;
	int			month;
	char		expected[16];

	for (int i = 0; i < n; i++)
	{
		const SealedFile *other = &files[i].file;

		if (memcmp(other->seal, f->previous, SEALED_DIGEST) == 0)
			return NULL;
		if (strcmp(other->region, f->region) == 0 && strcmp(other->month, f->month) < 0 &&
			(before == NULL || strcmp(other->month, before->month) > 0))
			before = other;
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

/* Those of the files that are sound; names stand one a line. */
static Sound *
read_all(Session *s, const char *names, bool keep, int *n, int *status)
{
	char	   *list = pg_strdup(names);
	Sound	   *files = NULL;

	*n = 0;
	for (char *name = strtok(list, "\n"); name != NULL; name = strtok(NULL, "\n"))
	{
		files = pg_realloc(files, sizeof(Sound) * (*n + 1));
		files[*n].path = name;
		files[*n].content = NULL;
		if (read_sealed(s, name, &files[*n].file, keep ? &files[*n].content : NULL, status))
			(*n)++;
		else if (*status == EXIT_FAILED)
			return files;
	}
	return files;
}

/* "verify FILE...": values[0] are the names of the files */
int
cmd_verify_files(Session *s, const Command *cmd, const char **values)
{
	Sound	   *files;
	int			n;
	int			status = EXIT_CLEAN;

	if (!open_output(s))
		return EXIT_FAILED;
	files = read_all(s, values[0], false, &n, &status);
	if (status == EXIT_FAILED)
		return status;
	for (int i = 0; i < n && !s->quiet; i++)
		fprintf(s->out, _("%s: region %s, %s, %zu lines, intact, seal %s\n"), files[i].path,
				files[i].file.region, files[i].file.month, files[i].file.facts, hex_of(files[i].file.seal));
	for (int i = 0; i < n; i++)
	{
		const char *problem = chain_problem(files, n, &files[i].file);

		if (problem == NULL)
			continue;
		fprintf(s->out, "%s: %s\n", files[i].path, problem);
		status = EXIT_FINDINGS;
	}
	(void) cmd;
	return status;
}

/* By month, then as they were given. */
static int
by_month(const void *a, const void *b)
{
	const Sound *x = a;
	const Sound *y = b;
	int			order = strcmp(x->file.month, y->file.month);

	return order != 0 ? order : strcmp(x->file.region, y->file.region);
}

/*
 * "import FILE...": each file is a transaction of its own, the months one
 * after the other.  What is broken is named here, so that it need not travel;
 * the server judges for itself.
 */
int
cmd_import(Session *s, const Command *cmd, const char **values)
{
	Sound	   *files;
	int			n;
	int			status = EXIT_CLEAN;

	if (!choose_book(s) || !open_output(s))
		return EXIT_FAILED;
	files = read_all(s, values[0], true, &n, &status);
	if (status == EXIT_FAILED)
		return status;
	qsort(files, n, sizeof(Sound), by_month);
	for (int i = 0; i < n; i++)
	{
		const char *params[2] = {files[i].content, option_value(cmd, values, "reason")};
		PGresult   *res = run_query(s, "SELECT import_return($1, $2)", 2, params);

		if (res == NULL)
		{
			fprintf(s->out, _("%s: not received\n"), files[i].path);
			status = EXIT_FAILED;
			continue;
		}
		if (!s->quiet)
			fprintf(s->out, _("%s: region %s, %s received as return %s, seal %s\n"), files[i].path,
					files[i].file.region, files[i].file.month, PQgetvalue(res, 0, 0), hex_of(files[i].file.seal));
		PQclear(res);
	}
	return status;
}
