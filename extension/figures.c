/*-------------------------------------------------------------------------
 *
 * figures.c
 *	  What reports add up: approved, strength, vacancy and excess of accounts,
 *	  by columns of a report.
 *
 * A report of thirty-six figures a row is thirty-six aggregates in SQL, each
 * with a filter, and again for every subtotal.  Here an account is added once
 * to an array of figures; subtotals add arrays.
 *
 * Figures of n columns are a bigint[] of 4n: approved of the columns 1..n,
 * then strength, vacancy and excess of the same.  Vacancy and excess are taken
 * for each account before they are added, so a vacancy of one kind of posts
 * never hides an excess of another (domain: 空编 and 超编 are not netted).
 *
 * What may not live here: which kind of posts belongs to which column (the
 * views establishment_type and leadership_type of a book).
 *
 *-------------------------------------------------------------------------
 */
#include "bianzhi.h"

#include "catalog/pg_type.h"
#include "common/int.h"
#include "utils/array.h"

typedef struct Figures
{
	int			n;				/* of figures, not of columns */
	int64		figure[FLEXIBLE_ARRAY_MEMBER];
} Figures;

static Figures *
begin_figures(FunctionCallInfo fcinfo, int n)
{
	MemoryContext context;
	Figures    *f;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "an aggregate's step was called outside of an aggregate");
	if (!PG_ARGISNULL(0))
		return (Figures *) PG_GETARG_POINTER(0);
	f = MemoryContextAllocZero(context, offsetof(Figures, figure) + sizeof(int64) * n);
	f->n = n;
	return f;
}

/*
 * The numbers of a list, which has no null and one dimension; *n of them.  A
 * slice may keep the bitmap of nulls that it has not.
 */
static void *
list_of(ArrayType *array, int *n)
{
	if (ARR_NDIM(array) > 1 || array_contains_nulls(array))
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("columns of a report are a list of numbers")));
	*n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	return (char *) array + (ARR_HASNULL(array) ? (size_t) array->dataoffset : ARR_OVERHEAD_NONULLS(ARR_NDIM(array)));
}

static void
add(Figures *f, int place, int64 value)
{
	if (place < 0 || place >= f->n)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("a report has no column %d", place + 1)));
	if (pg_add_s64_overflow(f->figure[place], value, &f->figure[place]))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("a sum of a report is out of range")));
}

PG_FUNCTION_INFO_V1(bianzhi_account_figures_step);

/*
 * account_figures(n int, columns int[], approved bigint, strength bigint): the
 * account counts in each of the columns, of which there are n.
 */
Datum
bianzhi_account_figures_step(PG_FUNCTION_ARGS)
{
	int			columns;
	Figures    *f;
	int32	   *chosen;
	int			n;
	int64		balance[4];

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3) || PG_ARGISNULL(4))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("figures of an account cannot be null")));
	columns = PG_GETARG_INT32(1);
	if (columns < 1 || columns > 256)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a report has 1 to 256 columns, not %d", columns)));
	f = begin_figures(fcinfo, columns * 4);
	chosen = list_of(PG_GETARG_ARRAYTYPE_P(2), &n);
	balance[0] = PG_GETARG_INT64(3);
	balance[1] = PG_GETARG_INT64(4);
	balance[2] = Max(balance[0] - balance[1], 0);
	balance[3] = Max(balance[1] - balance[0], 0);
	for (int i = 0; i < n; i++)
	{
		int			column = chosen[i];

		if (column < 1 || column > columns)
			add(f, -1, 0);
		for (int k = 0; k < 4; k++)
			add(f, k * columns + column - 1, balance[k]);
	}
	PG_RETURN_POINTER(f);
}

PG_FUNCTION_INFO_V1(bianzhi_sum_figures_step);

/* sum_figures(figures bigint[]): element by element; nulls are passed over */
Datum
bianzhi_sum_figures_step(PG_FUNCTION_ARGS)
{
	Figures    *f;
	int64	   *figures;
	int			n;

	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_POINTER(begin_figures(fcinfo, 0));
	}
	figures = list_of(PG_GETARG_ARRAYTYPE_P(1), &n);
	f = begin_figures(fcinfo, n);
	if (n != f->n)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("figures to be added have the same number of columns")));
	for (int i = 0; i < n; i++)
		add(f, i, figures[i]);
	PG_RETURN_POINTER(f);
}

PG_FUNCTION_INFO_V1(bianzhi_figures_result);

Datum
bianzhi_figures_result(PG_FUNCTION_ARGS)
{
	Figures    *f;
	ArrayType  *result;
	int			size;

	if (!AggCheckCallContext(fcinfo, NULL))
		elog(ERROR, "an aggregate's end was called outside of an aggregate");
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	f = (Figures *) PG_GETARG_POINTER(0);
	if (f->n == 0)
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(INT8OID));
	size = ARR_OVERHEAD_NONULLS(1) + sizeof(int64) * f->n;
	result = palloc0(size);
	SET_VARSIZE(result, size);
	result->ndim = 1;
	result->elemtype = INT8OID;
	ARR_DIMS(result)[0] = f->n;
	ARR_LBOUND(result)[0] = 1;
	memcpy((char *) result + ARR_OVERHEAD_NONULLS(1), f->figure, sizeof(int64) * f->n);
	PG_RETURN_ARRAYTYPE_P(result);
}
