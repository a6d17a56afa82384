/*-------------------------------------------------------------------------
 *
 * retirement.c
 *	  Statutory retirement dates, with the staged reform of 2025.
 *
 * What lives here: the policy as a table of versions and the arithmetic over
 * it.  What may not: which category a person belongs to, who may use the
 * flexible window, and when the post falls vacant; those are facts and
 * parameters of a book.
 *
 * Source: decision of the Standing Committee of the National People's Congress
 * on raising the statutory retirement age step by step, 2024-09-13, and the
 * State Council's measures with their three tables; flexible retirement:
 * 人社部发〔2024〕94号.
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "datatype/timestamp.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

PG_FUNCTION_INFO_V1(bianzhi_get_retirement_date);
PG_FUNCTION_INFO_V1(bianzhi_get_retirement_age);
PG_FUNCTION_INFO_V1(bianzhi_format_retirement_age);
PG_FUNCTION_INFO_V1(bianzhi_get_earliest_retirement);
PG_FUNCTION_INFO_V1(bianzhi_get_latest_retirement);
PG_FUNCTION_INFO_V1(bianzhi_list_retirement_policies);

typedef struct RetirementPolicy
{
	const char *version;
	int			year;			/* in force for those who reach the base age */
	int			month;			/* in this month or later */
	const char *category;
	int			base_years;		/* original age */
	int			step_months;	/* one month more for so many birth months */
	int			cap_months;		/* the most that is added */
	int			window_months;	/* flexible: so much earlier or later */
	const char *basis;
} RetirementPolicy;

/*
 * Oldest version first.  A new reform adds rows and changes none: those who
 * reached their age under an old version keep its result.
 */
static const RetirementPolicy policies[] = {
	{"1978", 1978, 6, "M60", 60, 0, 0, 0, "国发〔1978〕104号"},
	{"1978", 1978, 6, "F55", 55, 0, 0, 0, "国发〔1978〕104号"},
	{"1978", 1978, 6, "F50", 50, 0, 0, 0, "国发〔1978〕104号"},
	{"2025", 2025, 1, "M60", 60, 4, 36, 36, "全国人大常委会关于实施渐进式延迟法定退休年龄的决定（2024年9月13日）"},
	{"2025", 2025, 1, "F55", 55, 4, 36, 36, "全国人大常委会关于实施渐进式延迟法定退休年龄的决定（2024年9月13日）"},
	{"2025", 2025, 1, "F50", 50, 2, 60, 36, "全国人大常委会关于实施渐进式延迟法定退休年龄的决定（2024年9月13日）"},
};

#define NUM_POLICY_COLUMNS 8

/* What follows from one birth date and category; ages are in months. */
typedef struct Retirement
{
	const RetirementPolicy *policy;
	int			year;			/* of birth */
	int			month;
	int			day;
	int			base_age;
	int			age;
} Retirement;

/* Chinese data in this source is UTF-8, whatever the server encoding. */
static Datum
utf8_text_datum(const char *str)
{
	return CStringGetTextDatum(pg_any_to_server(str, strlen(str), PG_UTF8));
}

/* ----
 * Arithmetic
 * ----
 */

/* Months since the year 0 */
static int
month_number(int year, int month)
{
	return year * MONTHS_PER_YEAR + month - 1;
}

/*
 * The newest version in force when the original age is reached; who reached it
 * before the oldest one falls under that.  NULL for an unknown category.
 */
static const RetirementPolicy *
find_policy(const char *category, int birth_month)
{
	const RetirementPolicy *found = NULL;

	for (int i = 0; i < (int) lengthof(policies); i++)
	{
		const RetirementPolicy *p = &policies[i];
		int			reached = birth_month + p->base_years * MONTHS_PER_YEAR;

		if (strcmp(p->category, category) == 0 &&
			(found == NULL || reached >= month_number(p->year, p->month)))
			found = p;
	}
	return found;
}

/*
 * One month more for every step of birth months that has begun, up to the cap:
 * whoever reaches the original age in the first month is in the first step.
 */
static int
delay_months(const RetirementPolicy *p, int birth_month)
{
	int			reached = birth_month + p->base_years * MONTHS_PER_YEAR;
	int			since = reached - month_number(p->year, p->month);

	if (p->step_months == 0 || since < 0)
		return 0;
	return Min(since / p->step_months + 1, p->cap_months);
}

/*
 * The date keeps the day of birth, or is the last day of a shorter month, as
 * date + interval has it.
 */
static DateADT
add_months(const Retirement *r, int months)
{
	int			number = month_number(r->year, r->month) + months;
	int			year = number / MONTHS_PER_YEAR;
	int			month = number % MONTHS_PER_YEAR + 1;
	int			day = Min(r->day, day_tab[isleap(year)][month - 1]);

	return date2j(year, month, day) - POSTGRES_EPOCH_JDATE;
}

static void
get_arguments(FunctionCallInfo fcinfo, Retirement *r)
{
	DateADT		birth = PG_GETARG_DATEADT(0);
	char	   *category = text_to_cstring(PG_GETARG_TEXT_PP(1));

	/* year 9000 leaves room for any age; before the year 1 months are odd */
	if (DATE_NOT_FINITE(birth) ||
		birth < date2j(1, 1, 1) - POSTGRES_EPOCH_JDATE ||
		birth >= date2j(9000, 1, 1) - POSTGRES_EPOCH_JDATE)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("birth date out of range")));
	j2date(birth + POSTGRES_EPOCH_JDATE, &r->year, &r->month, &r->day);
	r->policy = find_policy(category, month_number(r->year, r->month));
	if (r->policy == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_BZ_INVALID_CATEGORY),
				 errmsg("unknown retirement category: \"%s\"", bz_text_clip(category)),
				 errhint("Use M60 for men, F55 for women in cadre, management or professional posts, F50 for other women; view bianzhi.retirement_policy lists them.")));
	r->base_age = r->policy->base_years * MONTHS_PER_YEAR;
	r->age = r->base_age +
		delay_months(r->policy, month_number(r->year, r->month));
}

/* ----
 * Functions of birth date and category
 * ----
 */

Datum
bianzhi_get_retirement_date(PG_FUNCTION_ARGS)
{
	Retirement	r;

	get_arguments(fcinfo, &r);
	PG_RETURN_DATEADT(add_months(&r, r.age));
}

Datum
bianzhi_get_retirement_age(PG_FUNCTION_ARGS)
{
	Interval   *age = palloc0(sizeof(Interval));
	Retirement	r;

	get_arguments(fcinfo, &r);
	age->month = r.age;
	PG_RETURN_INTERVAL_P(age);
}

/* As the tables of the measures print it: 60岁1个月.  Data, not a message. */
Datum
bianzhi_format_retirement_age(PG_FUNCTION_ARGS)
{
	Retirement	r;
	int			years;
	int			months;

	get_arguments(fcinfo, &r);
	years = r.age / MONTHS_PER_YEAR;
	months = r.age % MONTHS_PER_YEAR;
	if (months == 0)
		PG_RETURN_DATUM(utf8_text_datum(psprintf("%d岁", years)));
	PG_RETURN_DATUM(utf8_text_datum(psprintf("%d岁%d个月", years, months)));
}

/* At most the window earlier, and never before the original age. */
Datum
bianzhi_get_earliest_retirement(PG_FUNCTION_ARGS)
{
	Retirement	r;

	get_arguments(fcinfo, &r);
	if (r.policy->window_months == 0)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(add_months(&r, Max(r.age - r.policy->window_months,
										 r.base_age)));
}

Datum
bianzhi_get_latest_retirement(PG_FUNCTION_ARGS)
{
	Retirement	r;

	get_arguments(fcinfo, &r);
	if (r.policy->window_months == 0)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(add_months(&r, r.age + r.policy->window_months));
}

/* ----
 * The table, for those who want to read it
 * ----
 */

Datum
bianzhi_list_retirement_policies(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < (int) lengthof(policies); i++)
	{
		const RetirementPolicy *p = &policies[i];
		Datum		values[NUM_POLICY_COLUMNS];
		bool		nulls[NUM_POLICY_COLUMNS] = {0};

		values[0] = CStringGetTextDatum(p->version);
		values[1] = DateADTGetDatum(date2j(p->year, p->month, 1) -
									POSTGRES_EPOCH_JDATE);
		values[2] = CStringGetTextDatum(p->category);
		values[3] = Int32GetDatum(p->base_years);
		values[4] = Int32GetDatum(p->step_months);
		values[5] = Int32GetDatum(p->cap_months);
		values[6] = Int32GetDatum(p->window_months);
		values[7] = utf8_text_datum(p->basis);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
