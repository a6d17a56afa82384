/*-------------------------------------------------------------------------
 *
 * command_table.c
 *	  THE command table: every command of the client with its options, the
 *	  SQL it calls and one line of help, joined from its rooms command_*.c.
 *
 * Parsing, help, the manual page and the shell completion are all made from
 * these rows, so they cannot drift from each other.  What may not live in the
 * rooms: code that does anything (run.c and the handlers), and long SQL
 * (queries.c).
 *
 * For CMD_CALL and CMD_ROWS each option becomes a named argument of the book
 * function, bound as a parameter; an omitted option is left out, so that the
 * function's own default applies.  For CMD_QUERY the options are $1, $2, ...
 * in the order of the list, NULL when omitted.
 *
 *-------------------------------------------------------------------------
 */
#include "command.h"

/* Options of all commands. */

const CmdOption global_options[] = {
	OPTION("book", 'B', N_("NAME"), N_("the book (default: BIANZHI_BOOK, or the only book)"), NULL),
	OPTION("format", 'o', N_("FORMAT"), N_("table, csv, json, html, markdown or xlsx; of a drawing html or svg"), NULL),
	OPTION("output", 'O', N_("FILE"), N_("write the result to FILE"), NULL),
	SWITCH("bom", 0, N_("begin CSV with a byte order mark, for spreadsheets"), NULL, "on"),
	OPTION("headings", 0, "zh|en", N_("language of headings and code names"), NULL),
	SWITCH("all-columns", 'A', N_("in a table, also columns that are all zero or empty"), NULL, "on"),
	SWITCH("dry-run", 'n', N_("do it, show what would change, keep nothing"), NULL, "on"),
	SWITCH("quiet", 'q', N_("do not say what was done"), NULL, "on"),
	OPTION("dbname", 'd', N_("DBNAME"), N_("database to connect to"), NULL),
	OPTION("host", 'h', N_("HOSTNAME"), N_("database server host or socket directory"), NULL),
	OPTION("port", 'p', N_("PORT"), N_("database server port"), NULL),
	OPTION("username", 'U', N_("USERNAME"), N_("user name to connect as"), NULL),
	SWITCH("no-password", 'w', N_("never prompt for a password"), NULL, "on"),
	SWITCH("password", 'W', N_("prompt for a password before connecting"), NULL, "on"),
	SWITCH("version", 'V', N_("show the version, then exit"), NULL, "on"),
	SWITCH("help", '?', N_("show this help, then exit"), NULL, "on"),
	END_OF_OPTIONS
};

/* What "report" can print, for the completion; "report list" asks the book. */
const char *const report_names[] = {
	"monthly_establishment", "monthly_post_movement", "monthly_staff_movement",
	"monthly_leadership", "monthly_staffing", "monthly_pool", "monthly_finding",
	"annual_organ", "annual_organ_staff", "annual_institution",
	"annual_institution_staff", "annual_political_legal", "annual_township",
	"annual_retired", "annual_off_establishment", "annual_ceiling",
	"annual_unit_change",
	"establishment_as_of", "unit_lamp", "post_ledger", "division_survey",
	"leadership_survey", "party_affairs_survey", "reduction_progress", NULL
};

const CmdOption no_options[] = {
	END_OF_OPTIONS
};

/* In the order of help and manual. */
static const Command *const rooms[] = {
	book_commands, unit_commands, post_commands, plan_commands,
	people_commands, pool_commands, month_commands
};

const Command *command_table;

/* Make one table of the rooms; main() does it before anything else. */
void
join_commands(void)
{
	int			n = 0;
	Command    *table;

	for (int i = 0; i < (int) lengthof(rooms); i++)
	{
		for (const Command *cmd = rooms[i]; cmd->group != NULL; cmd++)
			n++;
	}
	command_table = table = pg_malloc0(sizeof(Command) * (n + 1));
	for (int i = 0; i < (int) lengthof(rooms); i++)
	{
		for (const Command *cmd = rooms[i]; cmd->group != NULL; cmd++)
			*table++ = *cmd;
	}
}

/* The row of a command, or NULL. */
const Command *
find_command(const char *group, const char *sub)
{
	for (const Command *cmd = command_table; cmd->group != NULL; cmd++)
	{
		if (strcmp(cmd->group, group) != 0)
			continue;
		if (cmd->sub == NULL || (sub != NULL && strcmp(cmd->sub, sub) == 0))
			return cmd;
	}
	return NULL;
}

/* Is this the first word of commands with two words? */
bool
is_group(const char *group)
{
	for (const Command *cmd = command_table; cmd->group != NULL; cmd++)
	{
		if (cmd->sub != NULL && strcmp(cmd->group, group) == 0)
			return true;
	}
	return false;
}
