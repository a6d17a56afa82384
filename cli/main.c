/*-------------------------------------------------------------------------
 *
 * main.c
 *	  From the words of the command line to one row of the command table.
 *
 * What may not live here: what a command does (run.c and the handlers).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

/*
 * Texts of libpgfeutils that come out of our own catalogue; never called, only
 * read by xgettext, because that library's sources are not here.
 */
pg_attribute_unused()
static const char *const library_texts[] = {
	gettext_noop("error: "), gettext_noop("warning: "), gettext_noop("detail: "),
	gettext_noop("hint: "), gettext_noop("Cancel request sent\n"),
	gettext_noop("Could not send cancel request: "),
};

static int
try_help(Session *s)
{
	fprintf(stderr, _("Try \"%s --help\" for more information.\n"), s->progname);
	return EXIT_FAILED;
}

/* "help", "help unit", "help unit add" */
static int
help_command(Session *s, int argc, char *const argv[])
{
	const Command *cmd = argc > 1 ? find_command(argv[1], argc > 2 ? argv[2] : NULL) : NULL;

	if (argc <= 1)
		print_help(s->progname);
	else if (cmd != NULL)
		print_command_help(s->progname, cmd);
	else if (is_group(argv[1]) && argc == 2)
		print_group_help(s->progname, argv[1], stdout);
	else
	{
		pg_log_error("there is no command \"%s\"", argv[argc - 1]);
		return try_help(s);
	}
	return EXIT_CLEAN;
}

/* A group without one of its commands: help when asked for, else an error. */
static int
group_alone(Session *s, int argc, char *const argv[])
{
	if (argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-?") == 0))
	{
		print_group_help(s->progname, argv[0], stdout);
		return EXIT_CLEAN;
	}
	if (argc > 1)
		pg_log_error("there is no command \"%s %s\"", argv[0], argv[1]);
	else
		pg_log_error("\"%s\" needs one more word", argv[0]);
	print_group_help(s->progname, argv[0], stderr);
	return EXIT_FAILED;
}

static int
dispatch(Session *s, int argc, char *const argv[])
{
	const char *values[MAX_OPTIONS];
	const Command *cmd = find_command(argv[0], argc > 1 ? argv[1] : NULL);
	int			words;
	int			status;

	if (strcmp(argv[0], "help") == 0)
		return help_command(s, argc, argv);
	if (cmd == NULL && is_group(argv[0]))
		return group_alone(s, argc, argv);
	if (cmd == NULL)
	{
		pg_log_error("there is no command \"%s\"", argv[0]);
		return try_help(s);
	}
	words = cmd->sub != NULL ? 1 : 0;
	if (!parse_command(s, cmd, argc - words, argv + words, values))
	{
		fprintf(stderr, _("Try \"%s %s%s%s --help\" for more information.\n"),
				s->progname, cmd->group, cmd->sub ? " " : "", cmd->sub ? cmd->sub : "");
		return EXIT_FAILED;
	}
	if (s->help)
	{
		print_command_help(s->progname, cmd);
		return EXIT_CLEAN;
	}
	status = run_command(s, cmd, values);
	if (status == EXIT_FAILED)
		s->workbook = NULL;		/* half a spreadsheet is none */
	if (!close_output(s))
		status = EXIT_FAILED;
	if (s->conn != NULL)
		PQfinish(s->conn);
	return status;
}

int
main(int argc, char *argv[])
{
	Session		s;
	int			first;

	join_commands();
	pg_logging_init(argv[0]);
	/* our own catalogue, found beside the installed program */
	set_pglocale_pgservice(argv[0], PG_TEXTDOMAIN("bianzhi_cli"));
	memset(&s, 0, sizeof(s));
	s.argv0 = argv[0];
	s.progname = get_progname(argv[0]);
	s.prompt = TRI_DEFAULT;
	s.chinese = speaks_chinese();

	/* for the Makefile, so not in the table */
	if (argc == 2 && strcmp(argv[1], "--man") == 0)
	{
		print_manual();
		return EXIT_CLEAN;
	}
	if (argc == 2 && strcmp(argv[1], "--completion") == 0)
	{
		print_completion();
		return EXIT_CLEAN;
	}
	if (!parse_global(&s, argc, argv, &first))
		return try_help(&s);
	if (s.help)
	{
		print_help(s.progname);
		return EXIT_CLEAN;
	}
	if (first >= argc)
	{
		pg_log_error("no command given");
		return try_help(&s);
	}
	return dispatch(&s, argc - first, argv + first);
}
