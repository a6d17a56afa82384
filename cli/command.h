/*-------------------------------------------------------------------------
 *
 * command.h
 *	  What the rooms of the command table share: how a row is written, the
 *	  options that mean the same wherever they occur, and the rooms.
 *
 *-------------------------------------------------------------------------
 */
#ifndef BIANZHI_COMMAND_H
#define BIANZHI_COMMAND_H

#include "cli.h"

#define N_(x) gettext_noop(x)

#define OPERAND(name, help, param) \
	{name, 0, NULL, help, param, OPT_OPERAND | OPT_REQUIRED, NULL}
#define OPERAND_OPTIONAL(name, help, param) \
	{name, 0, NULL, help, param, OPT_OPERAND, NULL}
#define OPTION(name, letter, arg, help, param) \
	{name, letter, arg, help, param, 0, NULL}
#define REQUIRED(name, letter, arg, help, param) \
	{name, letter, arg, help, param, OPT_REQUIRED, NULL}
#define SWITCH(name, letter, help, param, value) \
	{name, letter, NULL, help, param, OPT_SWITCH, value}
/* The last option of a command. */
#define END_OF_OPTIONS {NULL, 0, NULL, NULL, NULL, 0, NULL}

/* Operands and options that mean the same wherever they occur. */
#define THE_DOCUMENT \
	OPTION("document", 'D', N_("NUMBER"), N_("approving document, in any writing, or #id (default: the session's)"), "document")
#define THE_DATE \
	OPTION("effective-on", 'e', N_("DATE"), N_("first day in force (default: today)"), "effective_on")
#define THE_UNIT \
	OPERAND("unit", N_("unit by id, name, short name or credit code"), "unit")
#define THE_POST_TYPE \
	OPERAND("post-type", N_("kind of post by code or name"), "post_type")
#define THE_QUANTITY \
	OPERAND("quantity", N_("number of posts"), "quantity")
#define THE_PERSON \
	OPERAND("person", N_("person by 18-digit number, #id or unique name"), "person")

/* The last row of a room. */
#define NO_MORE_COMMANDS {NULL, NULL, NULL, CMD_OWN, NULL, NULL, NULL, NULL, 0, NULL}

/* command_table.c */
extern const CmdOption no_options[];

/* The rooms. */
extern const Command book_commands[];
extern const Command unit_commands[];
extern const Command post_commands[];
extern const Command plan_commands[];
extern const Command people_commands[];
extern const Command pool_commands[];
extern const Command month_commands[];

#endif							/* BIANZHI_COMMAND_H */
