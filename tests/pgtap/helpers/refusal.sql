-- helpers/refusal.sql: run a statement that must be refused, and look at what came back.
-- A rule is known by SQLSTATE and CONSTRAINT NAME; of texts only the numbers in DETAIL are read.
-- What may not live here: anything of one test file.

CREATE TYPE public.outcome AS (state text, rule text, figures bigint[], detail text, hint text,
                               in_schema text, in_table text, in_column text, message text);

CREATE FUNCTION public.numbers(detail text) RETURNS bigint[] LANGUAGE sql IMMUTABLE
RETURN (SELECT array_agg(m[1]::bigint ORDER BY n) FROM regexp_matches(detail, '(?<![0-9])-?[0-9]+', 'g') WITH ORDINALITY r (m, n));

-- Runs one or several statements as one; a refused one leaves nothing behind, an accepted one stays.
-- What is checked at commit is checked at its end.
CREATE FUNCTION public.attempt(statement text) RETURNS public.outcome LANGUAGE plpgsql AS $$
DECLARE
    o public.outcome;
BEGIN
    EXECUTE attempt.statement;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
    o.state := '00000';
    o.rule := '';
    RETURN o;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS o.state = RETURNED_SQLSTATE, o.rule = CONSTRAINT_NAME, o.detail = PG_EXCEPTION_DETAIL,
        o.hint = PG_EXCEPTION_HINT, o.message = MESSAGE_TEXT, o.in_schema = SCHEMA_NAME, o.in_table = TABLE_NAME,
        o.in_column = COLUMN_NAME;
    o.figures := public.numbers(o.detail);
    RETURN o;
END;
$$;

CREATE FUNCTION public.refused(statement text, state text, rule text, what text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    o public.outcome := public.attempt(refused.statement);
BEGIN
    RETURN concat(public.is(concat_ws(' ', o.state, nullif(o.rule, '')), concat_ws(' ', refused.state, nullif(refused.rule, '')),
                            refused.what),
                  CASE WHEN (o.state, coalesce(o.rule, '')) IS DISTINCT FROM (refused.state, coalesce(refused.rule, ''))
                       THEN E'\n' || public.diag(o.message) END);
END;
$$;

-- figures: all numbers of DETAIL in their order; for the rules of accounts approved, strength, reserved, requested.
CREATE FUNCTION public.refused_with(statement text, state text, rule text, figures bigint[], what text)
    RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    o public.outcome := public.attempt(refused_with.statement);
BEGIN
    RETURN concat(public.is(concat_ws(' ', o.state, o.rule, o.figures), concat_ws(' ', refused_with.state, refused_with.rule, refused_with.figures),
                            refused_with.what),
                  CASE WHEN o.state <> refused_with.state OR o.figures IS DISTINCT FROM refused_with.figures
                       THEN E'\n' || public.diag(concat_ws(' | ', o.message, o.detail)) END);
END;
$$;

CREATE FUNCTION public.accepted(statement text, what text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    o public.outcome := public.attempt(accepted.statement);
BEGIN
    RETURN concat(public.is(o.state, '00000', accepted.what),
                  CASE WHEN o.state <> '00000' THEN E'\n' || public.diag(concat_ws(' | ', o.message, o.detail)) END);
END;
$$;
