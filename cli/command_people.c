/*-------------------------------------------------------------------------
 *
 * command_people.c
 *	  Commands on people: their records, posts and offices.
 *
 * What may not live here: see command_table.c.
 *
 *-------------------------------------------------------------------------
 */
#include "command.h"

#define THE_PERSONAL_FACTS \
	OPTION("sex", 0, "M|F", N_("sex (default: from the number)"), "sex"), \
	OPTION("ethnic", 0, N_("CODE"), N_("ethnic group (GB/T 3304)"), "ethnic"), \
	OPTION("politics", 0, N_("CODE"), N_("political status (GB/T 4762)"), "politics"), \
	OPTION("education", 0, N_("CODE"), N_("education (GB/T 4658)"), "education"), \
	OPTION("degree", 0, N_("CODE"), N_("degree (GB/T 6864)"), "degree"), \
	OPTION("specialty", 0, N_("TEXT"), N_("field of study"), "specialty"), \
	OPTION("work-started-on", 0, N_("DATE"), N_("began to work on"), "work_started_on"), \
	OPTION("retire-group", 0, "M60|F55|F50", N_("retirement group"), "retire_group"), \
	OPTION("title-level", 0, N_("CODE"), N_("level of professional title"), "title_level"), \
	OPTION("grade", 0, N_("CODE"), N_("grade"), "grade"), \
	OPTION("status", 0, N_("CODE"), N_("status of the person"), "status")

static const CmdOption person_add_options[] = {
	OPERAND("resident-id", N_("18-digit citizen number (GB 11643)"), "resident_id"),
	OPERAND("name", N_("name"), "name"),
	THE_PERSONAL_FACTS,
	END_OF_OPTIONS
};

static const CmdOption person_amend_options[] = {
	THE_PERSON,
	OPTION("name", 'N', N_("NAME"), N_("new name"), "name"),
	THE_PERSONAL_FACTS,
	END_OF_OPTIONS
};

static const CmdOption person_show_options[] = {
	THE_PERSON,
	SWITCH("full", 'f', N_("show the whole citizen number"), NULL, "true"),
	END_OF_OPTIONS
};

static const CmdOption person_operand[] = {
	THE_PERSON,
	END_OF_OPTIONS
};

static const CmdOption person_list_options[] = {
	OPTION("unit", 'u', N_("UNIT"), N_("only this unit"), NULL),
	OPTION("post-type", 't', N_("TYPE"), N_("only this kind of post"), NULL),
	OPTION("name", 'N', N_("PART"), N_("only names that contain PART"), NULL),
	OPTION("limit", 'l', N_("COUNT"), N_("no more than COUNT people"), NULL),
	SWITCH("full", 'f', N_("show the whole citizen number"), NULL, "true"),
	END_OF_OPTIONS
};

static const CmdOption enrol_options[] = {
	THE_PERSON, THE_UNIT, THE_POST_TYPE,
	OPTION("entry-reason", 'E', N_("CODE"), N_("way of entry (default: other)"), "entry_reason"),
	OPTION("name", 'N', N_("NAME"), N_("name, when the person is new to the book"), "name"),
	OPTION("permit", 'P', N_("NUMBER"), N_("permit that is used"), "permit"),
	OPTION("division", 'v', N_("UNIT"), N_("internal division"), "division"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption release_options[] = {
	THE_PERSON,
	REQUIRED("exit-reason", 'x', N_("CODE"), N_("why the person leaves the post"), "exit_reason"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption transfer_options[] = {
	THE_PERSON,
	OPERAND("to-unit", N_("unit that receives the person"), "to_unit"),
	OPTION("post-type", 't', N_("TYPE"), N_("kind of post there (default: the same)"), "post_type"),
	OPTION("division", 'v', N_("UNIT"), N_("internal division"), "division"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption appoint_options[] = {
	THE_PERSON, THE_UNIT,
	OPERAND("post-type", N_("kind of leadership post by code or name"), "post_type"),
	OPTION("title", 't', N_("TEXT"), N_("title of the office"), "title"),
	OPTION("holder-rank", 'R', N_("CODE"), N_("the person's own rank"), "holder_rank"),
	SWITCH("no-count", 0, N_("does not count against the approved leaders"), "counts", "false"),
	OPTION("uncounted-reason", 'u', N_("CODE"), N_("why it does not count, as concurrent or temporary"), "uncounted_reason"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

static const CmdOption dismiss_options[] = {
	THE_PERSON,
	OPTION("unit", 'u', N_("UNIT"), N_("from this unit, when there are several"), "unit"),
	OPTION("post-type", 't', N_("TYPE"), N_("from this kind of post"), "post_type"),
	THE_DOCUMENT, THE_DATE,
	END_OF_OPTIONS
};

const Command people_commands[] = {
	{"person", "add", N_("record a person without a post"),
		CMD_INSERT, "person", sql_person_made,
		N_("recorded {person} ({resident_id}): person {person_id}"),
	person_add_options, 0, NULL},
	{"person", "show", N_("show a person; the number is masked unless --full"),
	CMD_QUERY, sql_person_show, NULL, NULL, person_show_options, CMDF_EXPANDED, NULL},
	{"person", "history", N_("show the posts and offices a person has held"),
	CMD_QUERY, sql_person_history, NULL, NULL, person_operand, 0, NULL},
	{"person", "list", N_("list people in post"),
	CMD_QUERY, sql_person_list, NULL, NULL, person_list_options, 0, NULL},
	{"person", "amend", N_("correct what is recorded of a person"),
		CMD_CALL, "amend_person", sql_person_made,
		N_("amended {person} ({resident_id}): person {person_id}"),
	person_amend_options, 0, NULL},

	{"enrol", NULL, N_("put a person into a post"),
		CMD_CALL, "enrol", sql_enrolment_made,
		N_("enrolled {person} ({resident_id}) at {unit} on {post_type_name}: record {record_id}"),
	enrol_options, 0, NULL},
	{"release", NULL, N_("end a person's post"),
		CMD_CALL, "release", sql_enrolment_made,
		N_("released {person} ({resident_id}) from {unit}, {post_type_name}, on {until} ({exit_reason}): record {record_id}"),
	release_options, 0, NULL},
	{"transfer", NULL, N_("move a person to another unit in one act"),
		CMD_CALL, "transfer_person", sql_enrolment_made,
		N_("transferred {person} ({resident_id}) from {from_unit} to {unit} on {post_type_name}: record {record_id}"),
	transfer_options, 0, NULL},
	{"appoint", NULL, N_("appoint a leader"),
		CMD_CALL, "appoint", sql_appointment_made,
		N_("appointed {person} ({resident_id}) at {unit} to {post_type_name}: record {record_id}"),
	appoint_options, 0, NULL},
	{"dismiss", NULL, N_("end a leader's appointment"),
		CMD_CALL, "dismiss", sql_appointment_made,
		N_("dismissed {person} ({resident_id}) at {unit} from {post_type_name}: record {record_id}"),
	dismiss_options, 0, NULL},
	NO_MORE_COMMANDS
};
