/*-------------------------------------------------------------------------
 *
 * command_book.c
 *	  Commands on whole books: init, status, demo.
 *
 * What may not live here: see command_table.c.
 *
 *-------------------------------------------------------------------------
 */
#include "command.h"

static const CmdOption init_options[] = {
	OPERAND_OPTIONAL("name", N_("name of the new book, a schema name (or use --book)"), "name"),
	REQUIRED("region", 'r', N_("CODE"), N_("region code of the book (GB/T 2260)"), "region"),
	REQUIRED("title", 't', N_("TEXT"), N_("title of the book"), "title"),
	END_OF_OPTIONS
};

static const CmdOption demo_options[] = {
	OPTION("sample-dir", 0, N_("DIR"), N_("where the sample is (default: as installed)"), NULL),
	END_OF_OPTIONS
};

const Command book_commands[] = {
	{"init", NULL, N_("make a new book"),
	CMD_OWN, NULL, NULL, NULL, init_options, 0, cmd_init},
	{"status", NULL, N_("show the connection, the books and their open findings"),
	CMD_OWN, NULL, NULL, NULL, no_options, 0, cmd_status},
	{"demo", NULL, N_("make the sample book of the Hinggan League and tell its story"),
	CMD_OWN, NULL, NULL, NULL, demo_options, 0, cmd_demo},
	NO_MORE_COMMANDS
};
