/*-------------------------------------------------------------------------
 *
 * manual.c
 *	  Writes the manual page and the bash completion from the command table;
 *	  the Makefile runs the program just built for both.
 *
 * What may not live here: what commands or options there are
 * (command_table.c).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

/* ---- manual page ---------------------------------------------------------- */

/* Text for troff: a hyphen that is to be typed, no request at a line's start. */
static void
troff(const char *text)
{
	if (*text == '.' || *text == '\'')
		fputs("\\&", stdout);
	for (; *text != '\0'; text++)
	{
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '-')
			fputs("\\-", stdout);
		else
			putchar(*text);
	}
}

static void
manual_options(const CmdOption *options)
{
	for (; options->name != NULL; options++)
	{
		bool		operand = (options->flags & OPT_OPERAND) != 0;

		printf(".TP\n");
		if (operand)
			printf(".I ");
		else if (options->letter != 0)
			printf(".BR \\-%c \", \" \\-\\-", options->letter);
		else
			printf(".BR \\-\\-");
		troff(options->name);
		if (options->arg != NULL)
		{
			printf(" \"=");
			troff(_(options->arg));
			printf("\"");
		}
		printf("\n");
		troff(_(options->help));
		if (!operand && (options->flags & OPT_REQUIRED))
			printf(" %s", _("(required)"));
		printf("\n");
	}
}

static void
manual_commands(void)
{
	PQExpBufferData usage;

	initPQExpBuffer(&usage);
	for (const Command *cmd = command_table; cmd->group != NULL; cmd++)
	{
		resetPQExpBuffer(&usage);
		usage_line(&usage, cmd);
		printf(".SS \"");
		troff(usage.data);
		printf("\"\n");
		troff(_(cmd->help));
		printf(".\n");
		manual_options(cmd->options);
	}
	termPQExpBuffer(&usage);
}

static void
manual_section(const char *title, const char *const *lines)
{
	printf(".SH %s\n", title);
	for (; *lines != NULL; lines++)
	{
		if (**lines == '.')
			printf("%s\n", *lines);
		else
		{
			troff(*lines);
			printf("\n");
		}
	}
}

static const char *const manual_description[] = {
	"bianzhi works on books: schemas made by the extension of the same name,",
	"which keep approved posts as a double-entry ledger and people in posts.",
	"Every command is one call of a function or view of the book, so the same",
	"rules hold as for any other client. What a rule refuses is shown with its",
	"figures, the lawful way out, and the code of the rule.",
	".PP",
	"Results go to standard output, all else to standard error.",
	NULL
};

static const char *const manual_exit[] = {
	"0 when done or clean, 1 on failure, 2 when check or verify found something.",
	NULL
};

static const char *const manual_environment[] = {
	".TP",
	".B BIANZHI_BOOK",
	"the book, unless --book is given.",
	".TP",
	".BR PGHOST \", \" PGPORT \", \" PGUSER \", \" PGDATABASE \", \" PGPASSFILE",
	"and the other variables of libpq. A password is never taken from the command line.",
	".TP",
	".BR LC_ALL \", \" LC_MESSAGES \", \" LANG \", \" LANGUAGE",
	"Chinese messages, headings and names of codes in a Chinese locale.",
	NULL
};

static const char *const manual_examples[] = {
	".nf",
	"bianzhi init xingan --region 152200 --title 兴安盟",
	"bianzhi doc add '兴机编[2019]1号' --issued-on 2019-01-10",
	"bianzhi post grant 152200 行政编制 30 -D '兴机编[2019]1号' -e 2019-01-10",
	"bianzhi unit add 兴安盟水利局 --class organ -D '兴机编[2019]1号' -e 2019-01-10",
	"bianzhi -n post allocate 兴安盟水利局 行政编制 26 -D '兴机编[2019]1号'",
	"bianzhi report monthly_establishment --format=csv --bom --output report.csv",
	".fi",
	NULL
};

void
print_manual(void)
{
	printf(".\\\" written by \"bianzhi --man\", do not edit\n"
		   ".TH BIANZHI 1 \"\" \"bianzhi %s\" \"bianzhi\"\n"
		   ".SH NAME\nbianzhi \\- establishment of public bodies as a ledger in PostgreSQL\n"
		   ".SH SYNOPSIS\n.B bianzhi\n[\\fIoption\\fR]... \\fIcommand\\fR"
		   " [\\fIoption\\fR]... [\\fIoperand\\fR]...\n", BIANZHI_VERSION);
	manual_section("DESCRIPTION", manual_description);
	printf(".SH \"OPTIONS OF ALL COMMANDS\"\n");
	manual_options(global_options);
	printf(".SH COMMANDS\n");
	manual_commands();
	manual_section("\"EXIT STATUS\"", manual_exit);
	manual_section("ENVIRONMENT", manual_environment);
	manual_section("EXAMPLES", manual_examples);
	printf(".SH \"SEE ALSO\"\n.BR psql (1)\n");
}

/* ---- bash completion ------------------------------------------------------- */

static void
completion_words(const CmdOption *options)
{
	for (; options->name != NULL; options++)
	{
		if (!(options->flags & OPT_OPERAND))
			printf(" --%s", options->name);
	}
}

/* Is this the first row of its group? */
static bool
first_of_group(const Command *cmd)
{
	return cmd == command_table || strcmp(cmd[-1].group, cmd->group) != 0;
}

static void
completion_reports(void)
{
	for (const char *const *name = report_names; *name != NULL; name++)
		printf(" %s", *name);
}

static void
completion_commands(void)
{
	printf("  local commands=\"");
	for (const Command *cmd = command_table; cmd->group != NULL; cmd++)
	{
		if (first_of_group(cmd))
			printf(" %s", cmd->group);
	}
	printf(" help\"\n");
	printf("  local -A subs=(");
	for (const Command *cmd = command_table; cmd->group != NULL; cmd++)
	{
		bool		last = cmd[1].group == NULL || strcmp(cmd[1].group, cmd->group) != 0;

		if (cmd->sub == NULL)
			continue;
		if (first_of_group(cmd))
			printf("\n    [%s]=\"%s", cmd->group, cmd->sub);
		else
			printf(" %s", cmd->sub);
		/* "report" may be followed by the name of one */
		if (!last && cmd[1].sub == NULL)
			completion_reports();
		if (last || cmd[1].sub == NULL)
			printf("\"");
	}
	printf("\n  )\n");
	printf("  local -A options=(");
	for (const Command *cmd = command_table; cmd->group != NULL; cmd++)
	{
		printf("\n    [\"%s%s%s\"]=\"", cmd->group, cmd->sub ? " " : "",
			   cmd->sub ? cmd->sub : "");
		completion_words(cmd->options);
		printf("\"");
	}
	printf("\n  )\n");
}

/* Options of all commands that take a value, so that it is skipped over. */
static void
completion_values(void)
{
	bool		first = true;

	for (const CmdOption *opt = global_options; opt->name != NULL; opt++)
	{
		if (opt->flags & OPT_SWITCH)
			continue;
		printf("%s--%s", first ? "" : "|", opt->name);
		if (opt->letter != 0)
			printf("|-%c", opt->letter);
		first = false;
	}
}

void
print_completion(void)
{
	printf("# written by \"bianzhi --completion\", do not edit\n"
		   "_bianzhi() {\n"
		   "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
		   "  local group=\"\" sub=\"\" i word skip=\"\"\n");
	completion_commands();
	printf("  local global=\"");
	completion_words(global_options);
	printf("\"\n"
		   "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
		   "    word=${COMP_WORDS[i]}\n"
		   "    if [ -n \"$skip\" ]; then skip=\"\"; continue; fi\n"
		   "    case $word in\n      ");
	completion_values();
	printf(") skip=1 ;;\n"
		   "      -*) ;;\n"
		   "      *) if [ -z \"$group\" ]; then group=$word\n"
		   "         elif [ -z \"$sub\" ] && [ -n \"${subs[$group]:-}\" ]; then sub=$word; fi ;;\n"
		   "    esac\n"
		   "  done\n"
		   "  COMPREPLY=()\n"
		   "  case $prev in\n"
		   "    -o|--format) COMPREPLY=($(compgen -W \"table csv json html markdown xlsx\" -- \"$cur\")); return ;;\n"
		   "    --headings) COMPREPLY=($(compgen -W \"zh en\" -- \"$cur\")); return ;;\n"
		   "    -O|--output) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n"
		   "    --sample-dir) COMPREPLY=($(compgen -d -- \"$cur\")); return ;;\n"
		   "  esac\n"
		   "  if [[ $cur == -* ]]; then\n"
		   "    COMPREPLY=($(compgen -W \"${options[${group:-.}${sub:+ $sub}]:-${options[${group:-.}]:-}} $global\" -- \"$cur\"))\n"
		   "  elif [ -z \"$group\" ] || [ \"$group\" = help ]; then\n"
		   "    COMPREPLY=($(compgen -W \"$commands\" -- \"$cur\"))\n"
		   "  elif [ -z \"$sub\" ] && [ -n \"${subs[$group]:-}\" ]; then\n"
		   "    COMPREPLY=($(compgen -W \"${subs[$group]}\" -- \"$cur\"))\n"
		   "  fi\n"
		   "}\n"
		   "complete -F _bianzhi bianzhi\n");
}
