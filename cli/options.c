/*-------------------------------------------------------------------------
 *
 * options.c
 *	  Reads the command line by the command table: options of all commands
 *	  anywhere, those of the command after its name, operands by place.
 *
 * What may not live here: what an option is called or means to the server
 * (command_table.c).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

#include <locale.h>

#include "getopt_long.h"

/* getopt_long returns these for long options, so letters stay free */
#define VAL_GLOBAL	1000
#define VAL_COMMAND 2000

/* Room for all options of one command, their letters, and the end mark. */
#define MAX_LONG	(2 * MAX_OPTIONS)

typedef struct Grammar
{
	struct option longs[MAX_LONG];
	char		shorts[2 * MAX_LONG + 2];
} Grammar;

static void
add_option(Grammar *g, const CmdOption *opt, int *n, int val)
{
	size_t		len = strlen(g->shorts);
	struct option *o = &g->longs[*n];

	Assert(*n < MAX_LONG - 1);
	o->name = opt->name;
	o->has_arg = (opt->flags & OPT_SWITCH) ? no_argument : required_argument;
	o->flag = NULL;
	o->val = val;
	(*n)++;
	if (opt->letter != 0)
	{
		g->shorts[len++] = opt->letter;
		if (!(opt->flags & OPT_SWITCH))
			g->shorts[len++] = ':';
		g->shorts[len] = '\0';
	}
}

/* Make getopt's tables.  No letter of a command is one of all commands. */
static void
make_grammar(Grammar *g, const Command *cmd, bool stop_at_operand)
{
	int			n = 0;

	memset(g, 0, sizeof(*g));
	if (stop_at_operand)
		strcpy(g->shorts, "+");
	for (int i = 0; global_options[i].name != NULL; i++)
		add_option(g, &global_options[i], &n, VAL_GLOBAL + i);
	if (cmd == NULL)
		return;
	for (int i = 0; cmd->options[i].name != NULL; i++)
	{
		if (!(cmd->options[i].flags & OPT_OPERAND))
			add_option(g, &cmd->options[i], &n, VAL_COMMAND + i);
	}
}

/* Which option of the list has this letter? -1 if none. */
static int
by_letter(const CmdOption *options, int letter)
{
	for (int i = 0; options[i].name != NULL; i++)
	{
		if (options[i].letter == letter && letter != 0)
			return i;
	}
	return -1;
}

static bool
set_format(Session *s, const char *value)
{
	static const char *const names[] = {"table", "csv", "json", "html", "markdown", "xlsx", "svg"};

	for (int i = 0; i < (int) lengthof(names); i++)
	{
		if (strcmp(value, names[i]) == 0)
		{
			s->format = (OutputFormat) i;
			s->format_given = true;
			return true;
		}
	}
	pg_log_error("unknown format \"%s\"", value);
	pg_log_error_hint("Formats are table, csv, json, html, markdown and xlsx, of drawings html and svg.");
	return false;
}

/* A file that is called .xlsx or .html is wanted as one. */
static void
format_by_name(Session *s)
{
	size_t		length = s->output != NULL ? strlen(s->output) : 0;

	if (s->format_given || length < 6)
		return;
	if (pg_strcasecmp(s->output + length - 5, ".xlsx") == 0)
		s->format = OUTPUT_XLSX;
	else if (pg_strcasecmp(s->output + length - 5, ".html") == 0)
		s->format = OUTPUT_HTML;
	s->format_given = s->format != OUTPUT_TABLE;
}

/* Rows have no drawing, and a drawing has no rows. */
static bool
format_suits(const Session *s, const Command *cmd)
{
	bool		drawing = (cmd->flags & CMDF_DRAWING) != 0;

	if (s->format == OUTPUT_XLSX && !drawing)
		return xlsx_can_be_written(s);
	if (!s->format_given || s->format == OUTPUT_HTML || drawing == (s->format == OUTPUT_SVG))
		return true;
	if (drawing)
		pg_log_error("this command draws: its formats are html and svg");
	else
		pg_log_error("format \"svg\" is only for drawings");
	return false;
}

static bool
set_headings(Session *s, const char *value)
{
	if (strcmp(value, "zh") != 0 && strcmp(value, "en") != 0)
	{
		pg_log_error("headings are \"zh\" or \"en\", not \"%s\"", value);
		return false;
	}
	s->chinese = (value[0] == 'z');
	return true;
}

/*
 * A password in a connection string would stand in the process list for
 * everybody to read.
 */
static bool
set_dbname(Session *s, const char *value)
{
	PQconninfoOption *parsed = PQconninfoParse(value, NULL);
	bool		secret = false;

	for (PQconninfoOption *o = parsed; o != NULL && o->keyword != NULL; o++)
	{
		if (strcmp(o->keyword, "password") == 0 && o->val != NULL)
			secret = true;
	}
	PQconninfoFree(parsed);
	if (secret)
	{
		pg_log_error("a password does not belong on the command line");
		pg_log_error_hint("Use a password file, or let the program ask.");
		return false;
	}
	s->dbname = value;
	return true;
}

/* Take one option of all commands; letters are those of global_options. */
static bool
set_global(Session *s, int letter, const char *name, const char *value)
{
	switch (letter)
	{
		case 'B':
			s->book = value;
			return true;
		case 'o':
			return set_format(s, value);
		case 'O':
			s->output = value;
			return true;
		case 'A':
			s->all_columns = true;
			return true;
		case 'n':
			s->dry_run = true;
			return true;
		case 'q':
			s->quiet = true;
			return true;
		case 'd':
			return set_dbname(s, value);
		case 'h':
			s->host = value;
			return true;
		case 'p':
			s->port = value;
			return true;
		case 'U':
			s->user = value;
			return true;
		case 'w':
			s->prompt = TRI_NO;
			return true;
		case 'W':
			s->prompt = TRI_YES;
			return true;
		case '?':
			s->help = true;
			return true;
		case 'V':
			printf("bianzhi %s\n", BIANZHI_VERSION);
			exit(EXIT_CLEAN);
		default:
			break;
	}
	if (strcmp(name, "bom") == 0)
		s->bom = true;
	else if (strcmp(name, "headings") == 0)
		return set_headings(s, value);
	return true;
}

/* One option as getopt found it, for the command or for all. */
static bool
take_option(Session *s, const Command *cmd, int c, const char **values)
{
	int			i;

	if (cmd != NULL)
	{
		i = c >= VAL_COMMAND ? c - VAL_COMMAND :
			c < VAL_GLOBAL ? by_letter(cmd->options, c) : -1;
		if (i >= 0)
		{
			const CmdOption *opt = &cmd->options[i];

			values[i] = (opt->flags & OPT_SWITCH) ? opt->flag : optarg;
			return true;
		}
	}
	i = c >= VAL_GLOBAL ? c - VAL_GLOBAL : by_letter(global_options, c);
	if (i < 0)
		return false;
	return set_global(s, global_options[i].letter, global_options[i].name, optarg);
}

/*
 * Run getopt over argv.  It prints its own message about an unknown option,
 * and returns '?' for that as well as for "-?", told apart as psql does.
 */
static bool
read_options(Session *s, const Command *cmd, bool stop, int argc,
			 char *const argv[], const char **values)
{
	Grammar		g;
	int			c;

	make_grammar(&g, cmd, stop);
	optind = 0;					/* glibc: begin anew, "+" may have changed */
	while ((c = getopt_long(argc, argv, g.shorts, g.longs, NULL)) != -1)
	{
		if (c == '?' && strcmp(argv[optind - 1], "-?") == 0)
			s->help = true;
		else if (c == '?' || !take_option(s, cmd, c, values))
			return false;
	}
	return true;
}

/* The part before the command; *first is the place of the command's name. */
bool
parse_global(Session *s, int argc, char *const argv[], int *first)
{
	if (!read_options(s, NULL, true, argc, argv, NULL))
		return false;
	*first = optind;
	return true;
}

/* The operands from here on as the text of an SQL array. */
static char *
array_text(int n, char *const words[])
{
	PQExpBufferData buf;
	char	   *result;

	initPQExpBuffer(&buf);
	for (int i = 0; i < n; i++)
	{
		appendPQExpBufferStr(&buf, i == 0 ? "{\"" : "\",\"");
		for (const char *c = words[i]; *c != '\0'; c++)
		{
			if (*c == '"' || *c == '\\')
				appendPQExpBufferChar(&buf, '\\');
			appendPQExpBufferChar(&buf, *c);
		}
	}
	appendPQExpBufferStr(&buf, "\"}");
	result = pg_strdup(buf.data);
	termPQExpBuffer(&buf);
	return result;
}

/* Names of files, one a line. */
static char *
lines_text(int n, char *const words[])
{
	PQExpBufferData buf;
	char	   *result;

	initPQExpBuffer(&buf);
	for (int i = 0; i < n; i++)
		appendPQExpBuffer(&buf, "%s%s", i > 0 ? "\n" : "", words[i]);
	result = pg_strdup(buf.data);
	termPQExpBuffer(&buf);
	return result;
}

/* "2019-03" is the first day of that month; the server reads whatever else is a day. */
static bool
complete_months(const Command *cmd, const char **values)
{
	for (int i = 0; cmd->options[i].name != NULL; i++)
	{
		int			month;

		if (!(cmd->options[i].flags & OPT_MONTH) || values[i] == NULL ||
			strlen(values[i]) != 7 || values[i][4] != '-' ||
			strspn(values[i], "0123456789-") != 7)
			continue;
		month = atoi(values[i] + 5);
		if (month < 1 || month > 12)
		{
			pg_log_error("there is no month \"%s\"", values[i]);
			pg_log_error_hint("A month is written as 2019-03.");
			return false;
		}
		values[i] = psprintf("%s-01", values[i]);
	}
	return true;
}

/* Give the operands their places; too many or too few are errors. */
static bool
take_operands(const Command *cmd, int argc, char *const argv[],
			  const char **values)
{
	int			at = optind;

	for (int i = 0; cmd->options[i].name != NULL; i++)
	{
		if (!(cmd->options[i].flags & OPT_OPERAND) || at >= argc)
			continue;
		if (cmd->options[i].flags & OPT_LIST)
		{
			values[i] = array_text(argc - at, argv + at);
			at = argc;
		}
		else if (cmd->options[i].flags & OPT_FILES)
		{
			values[i] = lines_text(argc - at, argv + at);
			at = argc;
		}
		else
			values[i] = argv[at++];
	}
	if (at < argc)
	{
		pg_log_error("too many operands (first is \"%s\")", argv[at]);
		return false;
	}
	for (int i = 0; cmd->options[i].name != NULL; i++)
	{
		const CmdOption *opt = &cmd->options[i];

		if (!(opt->flags & OPT_REQUIRED) || values[i] != NULL)
			continue;
		if (opt->flags & OPT_OPERAND)
			pg_log_error("operand \"%s\" is missing", opt->name);
		else
			pg_log_error("option --%s is missing", opt->name);
		return false;
	}
	return true;
}

/* The command's own part; argv[0] is the last word of the command's name. */
bool
parse_command(Session *s, const Command *cmd, int argc, char *const argv[],
			  const char **values)
{
	for (int i = 0; i < MAX_OPTIONS; i++)
		values[i] = NULL;
	if (!read_options(s, cmd, false, argc, argv, values))
		return false;
	if (s->help)
		return true;
	format_by_name(s);
	if (s->bom && s->format != OUTPUT_CSV)
	{
		pg_log_error("option --bom is only for --format=csv");
		return false;
	}
	if (!format_suits(s, cmd) || !take_operands(cmd, argc, argv, values))
		return false;
	return complete_months(cmd, values);
}

/* A value by the option's name, for handlers. */
const char *
option_value(const Command *cmd, const char **values, const char *name)
{
	for (int i = 0; cmd->options[i].name != NULL; i++)
	{
		if (strcmp(cmd->options[i].name, name) == 0)
			return values[i];
	}
	return NULL;
}

/*
 * Does the locale ask for Chinese?  The same answer as gettext gives: LANGUAGE
 * counts unless the locale is C.
 */
bool
speaks_chinese(void)
{
	const char *language = getenv("LANGUAGE");
	const char *locale = NULL;

#ifdef LC_MESSAGES
	locale = setlocale(LC_MESSAGES, NULL);
#endif
	if (locale == NULL || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
		return false;
	if (language != NULL && language[0] != '\0')
		return strncmp(language, "zh", 2) == 0;
	return strncmp(locale, "zh", 2) == 0;
}
