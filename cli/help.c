/*-------------------------------------------------------------------------
 *
 * help.c
 *	  Help on the screen, made from the command table.
 *
 * What may not live here: what commands or options there are
 * (command_table.c).
 *
 *-------------------------------------------------------------------------
 */
#include "cli.h"

#include "mb/pg_wchar.h"

/* Columns of text on the screen; Chinese characters take two. */
static int
width_of(const char *text)
{
	int			encoding = pg_get_encoding_from_locale(NULL, false);
	int			width = 0;

	if (encoding < 0)
		encoding = PG_SQL_ASCII;
	while (*text != '\0')
	{
		width += Max(PQdsplen(text, encoding), 0);
		text += PQmblenBounded(text, encoding);
	}
	return width;
}

static void
put_line(FILE *to, const char *left, int width, const char *right)
{
	int			gap = Max(width - width_of(left), 1);

	fprintf(to, "  %s%*s%s\n", left, gap, "", right);
}

/* "-D, --document=NUMBER" */
static void
option_text(PQExpBuffer buf, const CmdOption *opt)
{
	if (opt->letter != 0)
		appendPQExpBuffer(buf, "-%c, ", opt->letter);
	else
		appendPQExpBufferStr(buf, "    ");
	appendPQExpBuffer(buf, "--%s", opt->name);
	if (opt->arg != NULL)
		appendPQExpBuffer(buf, "=%s", _(opt->arg));
}

static void
list_options(FILE *to, const CmdOption *options, bool operands)
{
	PQExpBufferData buf;

	initPQExpBuffer(&buf);
	for (; options->name != NULL; options++)
	{
		bool		required = (options->flags & OPT_REQUIRED) != 0;

		if (((options->flags & OPT_OPERAND) != 0) != operands)
			continue;
		resetPQExpBuffer(&buf);
		if (operands)
			appendPQExpBufferStr(&buf, options->name);
		else
			option_text(&buf, options);
		/* operands show in the usage line whether they are required */
		if (required && !operands)
		{
			char	   *help = psprintf(_("%s (required)"), _(options->help));

			put_line(to, buf.data, 32, help);
			pfree(help);
		}
		else
			put_line(to, buf.data, operands ? 16 : 32, _(options->help));
	}
	termPQExpBuffer(&buf);
}

static bool
has(const CmdOption *options, bool operands)
{
	for (; options->name != NULL; options++)
	{
		if (((options->flags & OPT_OPERAND) != 0) == operands)
			return true;
	}
	return false;
}

/* "unit add name --class=CODE [OPTION]..." */
void
usage_line(PQExpBuffer buf, const Command *cmd)
{
	bool		optional = false;

	appendPQExpBufferStr(buf, cmd->group);
	if (cmd->sub != NULL)
		appendPQExpBuffer(buf, " %s", cmd->sub);
	for (const CmdOption *opt = cmd->options; opt->name != NULL; opt++)
	{
		if (opt->flags & OPT_OPERAND)
			appendPQExpBuffer(buf, (opt->flags & OPT_REQUIRED) ? " %s" : " [%s]", opt->name);
		else if (opt->flags & OPT_REQUIRED)
			appendPQExpBuffer(buf, " --%s=%s", opt->name, _(opt->arg));
		else
			optional = true;
	}
	if (optional)
		appendPQExpBuffer(buf, " [%s]...", _("OPTION"));
}

static void
list_commands(FILE *to, const char *group)
{
	char		name[64];

	for (const Command *cmd = command_table; cmd->group != NULL; cmd++)
	{
		if (group != NULL && strcmp(cmd->group, group) != 0)
			continue;
		snprintf(name, sizeof(name), cmd->sub != NULL ? "%s %s" : "%s%s",
				 cmd->group, cmd->sub != NULL ? cmd->sub : "");
		put_line(to, name, 20, _(cmd->help));
	}
}

void
print_help(const char *progname)
{
	printf(_("%s keeps the establishment of public bodies as a ledger in PostgreSQL.\n\n"),
		   progname);
	printf(_("Usage:\n  %s [OPTION]... COMMAND [OPTION]... [OPERAND]...\n\n"), progname);
	printf(_("Commands:\n"));
	list_commands(stdout, NULL);
	printf(_("\nOptions of all commands, before or after the command:\n"));
	list_options(stdout, global_options, false);
	printf(_("\n\"%s COMMAND --help\" shows the options of a command.\n"), progname);
	printf(_("Exit status: 0 done or clean, 1 failed, 2 findings or differences.\n"));
}

void
print_command_help(const char *progname, const Command *cmd)
{
	PQExpBufferData usage;

	initPQExpBuffer(&usage);
	usage_line(&usage, cmd);
	printf("%s %s%s%s: %s\n\n", progname, cmd->group, cmd->sub ? " " : "",
		   cmd->sub ? cmd->sub : "", _(cmd->help));
	printf(_("Usage:\n  %s %s\n"), progname, usage.data);
	termPQExpBuffer(&usage);
	if (has(cmd->options, true))
	{
		printf(_("\nOperands:\n"));
		list_options(stdout, cmd->options, true);
	}
	if (has(cmd->options, false))
	{
		printf(_("\nOptions:\n"));
		list_options(stdout, cmd->options, false);
	}
	printf(_("\n\"%s --help\" shows the options of all commands.\n"), progname);
}

void
print_group_help(const char *progname, const char *group, FILE *to)
{
	fprintf(to, _("Usage:\n  %s %s COMMAND [OPTION]...\n\n"), progname, group);
	fprintf(to, _("Commands:\n"));
	list_commands(to, group);
}
