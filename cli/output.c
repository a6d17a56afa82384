/*-------------------------------------------------------------------------
 *
 * output.c
 *	  Prints rows as table, CSV, HTML (libpgfeutils' print.c, which aligns
 *	  wide characters), Markdown (here), JSON (made by the server) or xlsx
 *	  (xlsx.c).
 *
 * What may not live here: what is printed, and what a column is called
 * (heading.c).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

#include "catalog/pg_type_d.h"
#include "mb/pg_wchar.h"

/* Standard output, or the file of --output, opened when there is something. */
bool
open_output(Session *s)
{
	if (s->out != NULL)
		return true;
	if (s->output == NULL)
		s->out = stdout;
	else if ((s->out = fopen(s->output, PG_BINARY_W)) == NULL)
	{
		pg_log_error("could not open file \"%s\": %m", s->output);
		return false;
	}
	if (s->bom && s->format == OUTPUT_CSV)
		fputs("\xEF\xBB\xBF", s->out);
	return true;
}

/* A full disk must not look like success. */
bool
close_output(Session *s)
{
	FILE	   *out;
	bool		ok;

	if (s->workbook != NULL && !close_workbook(s))
		return false;
	out = s->out != NULL ? s->out : stdout;
	ok = fflush(out) == 0 && !ferror(out);

	if (out != stdout && fclose(out) != 0)
		ok = false;
	s->out = NULL;
	if (!ok)
		pg_log_error("could not write the result: %m");
	return ok;
}

/* Does the terminal's own encoding have line-drawing characters? */
static bool
utf8_locale(void)
{
	return pg_get_encoding_from_locale(NULL, false) == PG_UTF8;
}

static void
set_print_options(Session *s, printTableOpt *topt, int flags)
{
	memset(topt, 0, sizeof(*topt));
	topt->format = s->format == OUTPUT_CSV ? PRINT_CSV :
		s->format == OUTPUT_HTML ? PRINT_HTML : PRINT_ALIGNED;
	topt->expanded = (flags & CMDF_EXPANDED) && s->format != OUTPUT_CSV ? 1 : 0;
	topt->border = s->format == OUTPUT_HTML ? 1 : 2;
	topt->start_table = true;
	topt->stop_table = true;
	topt->encoding = PQclientEncoding(s->conn);
	topt->csvFieldSep[0] = ',';
	if (utf8_locale())
	{
		topt->line_style = &pg_utf8format;
		refresh_utf8format(topt);
	}
	else
		topt->line_style = &pg_asciiformat;
}

/* A cell of Markdown: a bar would end it, a line break would end the row. */
static void
markdown_text(FILE *out, const char *text)
{
	for (; *text != '\0'; text++)
	{
		if (*text == '|' || *text == '\\')
			fputc('\\', out);
		if (*text == '\n')
			fputs("<br>", out);
		else if (*text == '<')
			fputs("&lt;", out);
		else if (*text == '&')
			fputs("&amp;", out);
		else if (*text != '\r')
			fputc(*text, out);
	}
}

static void
print_markdown(Session *s, const char *title, const PGresult *res,
			   char *const *headings)
{
	int			columns = PQnfields(res);

	if (title != NULL)
		fprintf(s->out, "### %s\n\n", title);
	fputc('|', s->out);
	for (int c = 0; c < columns; c++)
	{
		fputc(' ', s->out);
		markdown_text(s->out, headings[c]);
		fputs(" |", s->out);
	}
	fputs("\n|", s->out);
	for (int c = 0; c < columns; c++)
		fputs(column_type_alignment(PQftype(res, c)) == 'r' ? " ---: |" : " --- |",
			  s->out);
	fputc('\n', s->out);
	for (int r = 0; r < PQntuples(res); r++)
	{
		fputc('|', s->out);
		for (int c = 0; c < columns; c++)
		{
			fputc(' ', s->out);
			markdown_text(s->out, printed_value(s, res, r, c));
			fputs(" |", s->out);
		}
		fputc('\n', s->out);
	}
}

/* Does the column say anything: is there a value that is neither empty nor 0? */
static bool
column_speaks(const PGresult *res, int column)
{
	for (int r = 0; r < PQntuples(res); r++)
	{
		const char *value = PQgetvalue(res, r, column);

		if (value[0] != '\0' && strcmp(value, "0") != 0 && strcmp(value, "0.0") != 0 &&
			(strcmp(value, "f") != 0 || PQftype(res, column) != BOOLOID))
			return true;
	}
	return false;
}

/* Is the column only the code of another one: "state" of "state_name"? */
bool
has_name(const PGresult *res, int column)
{
	const char *name = PQfname(res, column);
	size_t		length = strlen(name);

	for (int c = 0; c < PQnfields(res); c++)
	{
		const char *other = PQfname(res, c);

		if (strncmp(other, name, length) == 0 && strcmp(other + length, "_name") == 0)
			return true;
	}
	return false;
}

/*
 * Which columns to print.  A statutory report has far more columns than a
 * screen; those without any figure can be left out there, also codes beside
 * their names and JSON where there are figures.  Files get all.
 */
static int
choose_columns(Session *s, const PGresult *res, int flags, bool *chosen)
{
	bool		narrow = (flags & CMDF_NARROW) && !s->all_columns &&
		s->format == OUTPUT_TABLE && PQntuples(res) > 0;
	int			n = 0;

	for (int c = 0; c < PQnfields(res); c++)
	{
		chosen[c] = !narrow || (column_speaks(res, c) &&
								!((flags & CMDF_SURVEY) &&
								  (PQftype(res, c) == JSONBOID || has_name(res, c))));
		n += chosen[c] ? 1 : 0;
	}
	return n;
}

static void
add_footers(printTableContent *cont, int rows, int hidden)
{
	char		text[256];

	snprintf(text, sizeof(text), ngettext("(%d row)", "(%d rows)", rows), rows);
	printTableAddFooter(cont, text);
	if (hidden == 0)
		return;
	snprintf(text, sizeof(text),
			 ngettext("(%d column is not shown, see --all-columns)",
					  "(%d columns are not shown, see --all-columns)",
					  hidden), hidden);
	printTableAddFooter(cont, text);
}

/*
 * "核定编制数（行政）" in two lines takes half the room; the library would mark
 * the break, which here says nothing.
 */
static char *
stacked_heading(printTableOpt *topt, const char *heading)
{
	static printTextFormat style;
	const char *open = strstr(heading, "（");

	if (open == NULL || open == heading || strcmp(heading + strlen(heading) - 3, "）") != 0)
		return pg_strdup(heading);
	style = *topt->line_style;
	style.header_nl_left = " ";
	style.header_nl_right = " ";
	topt->line_style = &style;
	return psprintf("%.*s\n%s", (int) (open - heading), heading, open);
}

/*
 * What printQuery() does, with headings and columns of our own choice: the
 * same steps of the same library.
 */
static void
print_table(Session *s, const char *title, const PGresult *res,
			char *const *headings, int flags)
{
	bool	   *chosen = pg_malloc0(sizeof(bool) * (PQnfields(res) + 1));
	int			columns = choose_columns(s, res, flags, chosen);
	printTableOpt topt;
	printTableContent cont;

	set_print_options(s, &topt, flags);
	/* above a table that is wider than the screen nobody sees what is centred */
	if (title != NULL && (flags & CMDF_SURVEY) && topt.format == PRINT_ALIGNED)
	{
		fprintf(s->out, "%s\n", title);
		title = NULL;
	}
	/* no "[ RECORD 1 ]", which the library only says in English */
	if (topt.expanded && topt.format == PRINT_ALIGNED)
	{
		topt.tuples_only = true;
		if (title != NULL)
			fprintf(s->out, "%s\n", title);
	}
	printTableInit(&cont, &topt, s->format == OUTPUT_CSV ? NULL : title,
				   columns, PQntuples(res));
	for (int c = 0; c < PQnfields(res); c++)
	{
		bool		stacked = (flags & CMDF_SURVEY) && s->format == OUTPUT_TABLE;

		if (chosen[c])
			printTableAddHeader(&cont, stacked ? stacked_heading(&topt, headings[c]) : headings[c], false,
								column_type_alignment(PQftype(res, c)));
	}
	for (int r = 0; r < PQntuples(res); r++)
	{
		for (int c = 0; c < PQnfields(res); c++)
		{
			if (chosen[c])
				printTableAddCell(&cont, (char *) printed_value(s, res, r, c), false, false);
		}
	}
	if (!topt.expanded && s->format == OUTPUT_TABLE)
		add_footers(&cont, PQntuples(res), PQnfields(res) - columns);
	printTable(&cont, s->out, false, NULL);
	printTableCleanup(&cont);
	free(chosen);
}

/* Rows already fetched, in any format but JSON, under these headings. */
void
print_rows_as(Session *s, const char *title, const PGresult *res,
			  char *const *headings, int flags)
{
	if (s->format == OUTPUT_XLSX)
	{
		xlsx_rows(s, title, res, headings);
		return;
	}
	if (!open_output(s))
		exit(EXIT_FAILED);
	if (s->format == OUTPUT_MARKDOWN)
		print_markdown(s, title, res, headings);
	else
		print_table(s, title, res, headings, flags);
}

void
print_rows(Session *s, const char *title, const PGresult *res, int flags)
{
	char	  **headings = column_headings(s, res);

	print_rows_as(s, title, res, headings, flags);
	for (int c = 0; c < PQnfields(res); c++)
		free(headings[c]);
	free(headings);
}

/*
 * The rows of a query as one JSON array, made by the server, so numbers stay
 * numbers and nested values stay nested.  NULL after an error.
 */
char *
rows_as_json(Session *s, const char *sql, int n, const char *const *values,
			 int *rows)
{
	PQExpBufferData buf;
	PGresult   *res;
	char	   *result = NULL;

	initPQExpBuffer(&buf);
	appendPQExpBuffer(&buf,
					  "SELECT coalesce(pg_catalog.json_agg(the_row), '[]')::text,"
					  " pg_catalog.count(*) FROM (%s) AS the_row", sql);
	res = run_query(s, buf.data, n, values);
	termPQExpBuffer(&buf);
	if (res != NULL)
	{
		result = pg_strdup(PQgetvalue(res, 0, 0));
		*rows = atoi(PQgetvalue(res, 0, 1));
	}
	PQclear(res);
	return result;
}

/* Run a query and print its rows; returns how many, or -1 after an error. */
int
print_query(Session *s, const char *title, const char *sql, int n,
			const char *const *values, int flags)
{
	PGresult   *res;
	int			rows = -1;

	if (s->format == OUTPUT_JSON)
	{
		char	   *json = rows_as_json(s, sql, n, values, &rows);

		if (json == NULL)
			return -1;
		if (!open_output(s))
			exit(EXIT_FAILED);
		fprintf(s->out, "%s\n", json);
		free(json);
		return rows;
	}
	res = run_query(s, sql, n, values);
	if (res == NULL)
		return -1;
	rows = PQntuples(res);
	if (rows == 0 && (flags & CMDF_NONEMPTY) && s->format == OUTPUT_TABLE)
	{
		if (!open_output(s))
			exit(EXIT_FAILED);
	}
	else
		print_rows(s, title, res, flags);
	PQclear(res);
	return rows;
}
