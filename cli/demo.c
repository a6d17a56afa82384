/*-------------------------------------------------------------------------
 *
 * demo.c
 *	  The command "demo": loads the installed sample as a book and tells its
 *	  story with the commands a clerk would use.
 *
 * What may not live here: the sample itself (sql/sample).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

#include <dirent.h>
#include <sys/stat.h>

#include "fe_utils/cancel.h"

#define DEMO_BOOK	"xingan"
#define DEMO_REGION "152200"
#define DEMO_TITLE	"兴安盟机构编制台账"
#define MAX_FILES	64

/* ---- loading the sample ----------------------------------------------------- */

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *) a, *(char *const *) b);
}

/* The files of the sample, in the order of their names. */
static int
list_files(const char *dir, char **names)
{
	DIR		   *d = opendir(dir);
	struct dirent *e;
	int			n = 0;

	if (d == NULL)
	{
		pg_log_error("could not open directory \"%s\": %m", dir);
		pg_log_error_hint("Is the sample installed? --sample-dir names another place.");
		return -1;
	}
	while ((e = readdir(d)) != NULL && n < MAX_FILES)
	{
		size_t		len = strlen(e->d_name);

		if (len > 4 && strcmp(e->d_name + len - 4, ".sql") == 0)
			names[n++] = psprintf("%s/%s", dir, e->d_name);
	}
	closedir(d);
	qsort(names, n, sizeof(char *), compare_names);
	if (n == 0)
		pg_log_error("there is no sample in \"%s\"", dir);
	return n > 0 ? n : -1;
}

static char *
read_file(const char *name)
{
	FILE	   *f = fopen(name, PG_BINARY_R);
	struct stat st;
	char	   *text = NULL;

	if (f != NULL && fstat(fileno(f), &st) == 0)
	{
		text = pg_malloc0(st.st_size + 1);
		if (fread(text, 1, st.st_size, f) != (size_t) st.st_size)
		{
			free(text);
			text = NULL;
		}
	}
	if (text == NULL)
		pg_log_error("could not read file \"%s\": %m", name);
	if (f != NULL)
		fclose(f);
	return text;
}

/* The server counts characters from the beginning of the file. */
static int
line_of(const char *text, const PGresult *res)
{
	const char *position = PQresultErrorField(res, PG_DIAG_STATEMENT_POSITION);
	int			left = position != NULL ? atoi(position) - 1 : 0;
	int			line = 1;

	for (; *text != '\0' && left > 0; text++)
	{
		if (*text == '\n')
			line++;
		if ((text[1] & 0xC0) != 0x80)
			left--;				/* the next byte begins a character */
	}
	return position != NULL ? line : 0;
}

/*
 * One file, one transaction.  Several statements in one text need the simple
 * protocol; the files are installed with the extension, not user input.
 */
static bool
run_file(Session *s, const char *book, const char *name)
{
	char	   *text = read_file(name);
	PGresult   *res;
	bool		ok;

	if (text == NULL)
		return false;
	use_book(s, book);
	if (!run_plain(s, "BEGIN"))
		return false;
	SetCancelConn(s->conn);
	res = PQexec(s->conn, text);
	ResetCancelConn();
	ok = PQresultStatus(res) == PGRES_COMMAND_OK ||
		PQresultStatus(res) == PGRES_TUPLES_OK;
	if (!ok)
	{
		report_failure(s, res);
		pg_log_error("loading \"%s\" failed at line %d", name, line_of(text, res));
	}
	PQclear(res);
	free(text);
	return ok && run_plain(s, "COMMIT");
}

static bool
load_sample(Session *s, const char *book, const char *dir)
{
	char		my_path[MAXPGPATH];
	char		share[MAXPGPATH];
	char	   *names[MAX_FILES];
	char	   *installed = NULL;
	bool		ok = true;
	int			n;

	if (dir == NULL)
	{
		if (find_my_exec(s->argv0, my_path) < 0)
			pg_fatal("could not find own program executable");
		get_share_path(my_path, share);
		dir = installed = psprintf("%s/extension/bianzhi_sample", share);
	}
	n = list_files(dir, names);
	if (n < 0 || !make_book(s, book, DEMO_REGION, DEMO_TITLE))
		return false;
	for (int i = 0; i < n && ok; i++)
	{
		fprintf(stderr, _("loading %s\n"), strrchr(names[i], '/') + 1);
		ok = run_file(s, book, names[i]);
	}
	if (!ok)
		pg_log_error_hint("The book \"%s\" is unfinished; drop its schema before the next try.", book);
	for (int i = 0; i < n; i++)
		pfree(names[i]);
	if (installed != NULL)
		pfree(installed);
	return ok;
}

/* ---- the story ------------------------------------------------------------- */

static void
headline(Session *s, const char *title)
{
	if (open_output(s))
		fprintf(s->out, "\n==== %s\n", title);
}

/* Show a command as it would be typed, then do it. */
static int
tell(Session *s, const char *title, const char *w0, const char *w1,
	 const char *w2, const char *w3, const char *w4, const char *w5)
{
	const char *words[] = {w0, w1, w2, w3, w4, w5, NULL};
	const char *values[MAX_OPTIONS];
	const Command *cmd = find_command(w0, w1);
	int			skip = cmd->sub != NULL ? 1 : 0;
	int			n = 0;

	headline(s, title);
	fprintf(s->out, "$ bianzhi -B %s", s->book_name);
	while (words[n] != NULL)
		fprintf(s->out, " %s", words[n++]);
	fprintf(s->out, "\n");
	if (!parse_command(s, cmd, n - skip, unconstify(char **, words + skip), values))
		return EXIT_FAILED;
	fflush(s->out);
	return run_command(s, cmd, values);
}

/*
 * A number nobody has: region 152200 is a league, which issues no cards.
 * Check digit by GB 11643-1999 (ISO 7064 MOD 11-2).
 */
static void
make_number(char *number, int sequence)
{
	static const int weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
	int			sum = 0;

	snprintf(number, 19, "15220019950615%03d", sequence);
	for (int i = 0; i < 17; i++)
		sum += (number[i] - '0') * weights[i];
	number[17] = "10X98765432"[sum % 11];
	number[18] = '\0';
}

static bool
fresh_number(Session *s, char *number)
{
	const char *values[1] = {number};

	for (int sequence = 999; sequence > 0; sequence--)
	{
		char	   *taken;

		make_number(number, sequence);
		taken = single_value(s,
							 "SELECT true FROM person WHERE resident_id = $1::bianzhi.resident_id",
							 1, values);
		if (taken == NULL)
			return true;
		free(taken);
	}
	return false;
}

/* A full unit and one more person: the refusal is the point of the story. */
static bool
tell_refusal(Session *s)
{
	PGresult   *full;
	char		number[19];
	int			status = EXIT_FAILED;

	full = run_query(s,
					 "SELECT u.name, p.{name}, d.number FROM account a"
					 " JOIN unit u ON u.id = a.holder_id AND u.kind = 'body' AND u.until IS NULL"
					 " JOIN post_type p ON p.code = a.post_type AND p.class = 'establishment'"
					 " CROSS JOIN (SELECT x.number FROM document x ORDER BY x.issued_on DESC, x.id DESC LIMIT 1) d"
					 " WHERE a.approved > 0 AND a.approved = a.strength + a.reserved"
					 " ORDER BY p.sort, a.approved DESC, u.id LIMIT 1", 0, NULL);
	if (full == NULL)
		return false;
	if (PQntuples(full) == 0 || !fresh_number(s, number))
		pg_log_error("the sample has no full unit");
	else
	{
		s->dry_run = true;		/* should it go through, keep nothing */
		status = tell(s, _("One person more in a full unit: refused"),
					  "enrol", number, PQgetvalue(full, 0, 0), PQgetvalue(full, 0, 1),
					  "--name=示例人员", psprintf("--document=%s", PQgetvalue(full, 0, 2)));
		s->dry_run = false;
		if (status == EXIT_CLEAN)
			pg_log_error("this should have been refused");
		status = status == EXIT_CLEAN ? EXIT_FAILED : EXIT_CLEAN;
	}
	PQclear(full);
	return status == EXIT_CLEAN;
}

static bool
tell_ledger(Session *s)
{
	char	   *unit = single_value(s,
									"SELECT u.name FROM unit u JOIN entry_line l ON l.holder_id = u.id"
									" GROUP BY u.id ORDER BY (u.short_name = '盟水利局') IS NOT TRUE,"
									" count(*) DESC, u.id LIMIT 1", 0, NULL);
	bool		ok = unit != NULL &&
		tell(s, _("The post ledger of a unit: who gave what, on which document"),
			 "unit", "ledger", unit, NULL, NULL, NULL) == EXIT_CLEAN;

	free(unit);
	return ok;
}

/* The statutory report is wide; the story shows its main columns. */
static bool
tell_establishment(Session *s)
{
	headline(s, _("Approved posts and people in post, unit by unit (the beginning)"));
	return print_query(s, NULL,
					   "SELECT unit, institutions, divisions, approved_total, strength_total,"
					   " vacancy_total, over_total, reserved, vacancy_rate"
					   " FROM monthly_establishment LIMIT 14", 0, NULL, 0) >= 0;
}

static bool
tell_lamps(Session *s)
{
	headline(s, _("Where posts are overfilled or full"));
	return print_query(s, NULL,
					   "SELECT l.unit, p.{name} AS post_type_name, l.approved, l.strength,"
					   " l.reserved, l.over, l.lamp, l.lamp_text"
					   " FROM unit_lamp l JOIN post_type p ON p.code = l.post_type"
					   " WHERE l.lamp <> 'green' AND p.class = 'establishment'"
					   " ORDER BY l.lamp <> 'red', l.region, p.sort, l.unit_id LIMIT 14",
					   0, NULL, 0) >= 0;
}

/* The pool at the end of the year, what became of one borrower's loans, what is left. */
static bool
tell_pool(Session *s)
{
	return tell(s, _("The turnover pool at the end of 2019: forty posts lent to nine full institutions"),
				"pool", "status", "--as-of=2019-12-31", NULL, NULL, NULL) == EXIT_CLEAN &&
		tell(s, _("One borrower: a post returned when somebody retired, three reclaimed from a sister institution"),
			 "pool", "ledger", "--unit=盟疾控中心", NULL, NULL, NULL) == EXIT_CLEAN &&
		tell(s, _("What is overdue today, and who could give"),
			 "pool", "propose", NULL, NULL, NULL, NULL) == EXIT_CLEAN;
}

static bool
tell_story(Session *s)
{
	return tell(s, _("The book"), "status", NULL, NULL, NULL, NULL, NULL) == EXIT_CLEAN &&
		tell_establishment(s) &&
		tell_lamps(s) &&
		tell_refusal(s) &&
		tell_ledger(s) &&
		tell_pool(s) &&
		tell(s, _("Everything recounted from the facts"),
			 "verify", NULL, NULL, NULL, NULL, NULL) == EXIT_CLEAN;
}

int
cmd_demo(Session *s, const Command *cmd, const char **values)
{
	const char *book = s->book != NULL ? s->book : getenv("BIANZHI_BOOK");

	if (book == NULL || book[0] == '\0')
		book = DEMO_BOOK;
	if (s->dry_run || s->format != OUTPUT_TABLE)
	{
		pg_log_error("demo has no dry run and no other format");
		return EXIT_FAILED;
	}
	if (has_extension(s) && is_book(s, book))
		fprintf(stderr, _("the book %s is there already, nothing is loaded\n"), book);
	else if (!load_sample(s, book, option_value(cmd, values, "sample-dir")))
		return EXIT_FAILED;
	s->book = book;
	use_book(s, book);
	if (!tell_story(s))
		return EXIT_FAILED;
	fprintf(s->out, _("\nGo on with \"%s -B %s --help\".\n"), s->progname, book);
	return EXIT_CLEAN;
}
