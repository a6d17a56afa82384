-- 79_month: what the reports of a month are counted from: its regions, the units, people and accounts at its end, what
-- moved in it.  All of it from the facts: a closed month as it was known when it was closed (closed_at of each
-- region), an open one as known now.  So close(n) + movements(n+1) = close(n+1), figure by figure:
--   counted at the end of a month is what is effective in it or before and known at its close;
--   moved in it has what is effective in it, and what is effective earlier and was not known at the close before
--   (补录, "late").
-- What may not stand here: how a report is laid out (80_reports and after).

-- With as_of in place of a month: a day as known at a time (NULL: now); the month before is that of the day.
CREATE FUNCTION report_scope(region text, month date, as_of date DEFAULT NULL, known timestamptz DEFAULT NULL)
    RETURNS TABLE (region_code text, level text, first_day date, after date, known_from timestamptz, known_to timestamptz)
    LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    SELECT w.region, g.level, m.first_day, coalesce(report_scope.as_of + 1, m.after),
           coalesce(report_scope.known, before.closed_at, now.closed_at, 'infinity'), coalesce(report_scope.known, now.closed_at, 'infinity')
      FROM region_within w
      JOIN region g ON g.code = w.region
     CROSS JOIN (SELECT f.day AS first_day, (f.day + interval '1 month')::date AS after
                   FROM (SELECT date_trunc('month', coalesce(report_scope.as_of, report_scope.month)::timestamp)::date AS day) f) m
      LEFT JOIN period now ON now.region = w.region AND now.month = m.first_day AND now.state = 'closed' AND report_scope.as_of IS NULL
      LEFT JOIN period before ON before.region = w.region AND before.month = (m.first_day - interval '1 month')::date AND before.state = 'closed'
     WHERE w.within = report_scope.region;
END;
COMMENT ON FUNCTION report_scope(text, date, date, timestamptz) IS
    '报表范围：某地区及其下级，当月起止，上月结账时间（未结账的同本月）和本月结账时间（未结账的为无穷）';

CREATE FUNCTION region_own_name(region text) RETURNS text LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT concat(g.name, CASE WHEN EXISTS (SELECT FROM region k WHERE k.parent = g.code) THEN '本级' END)
      FROM region g WHERE g.code = region_own_name.region;
END;
COMMENT ON FUNCTION region_own_name(text) IS '地区小计的名称：有下级地区的称本级，因为下级另有小计';

-- Units that there were at the end of the month, as they were then.  Townships and subdistricts are a level of their
-- own although they belong to the region of their banner (domain 3.1, 月表1).
CREATE FUNCTION unit_of(region text, month date, as_of date DEFAULT NULL, known timestamptz DEFAULT NULL)
    RETURNS TABLE (unit_id int, kind text, region_code text, level text, name text, class text, parent_id int, body_id int,
                   system text, category text, industry text, rank text, supervisor_id int, other_names text[],
                   effective_on date, sort int) LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    WITH RECURSIVE state AS MATERIALIZED (
        -- today as known now is what unit says, no version has to be looked for
        SELECT u.id AS unit_id, u.kind AS unit_kind, u.region, u.name, u.class, u.parent_id, u.system, u.category, u.industry, u.rank,
               u.supervisor_id, u.other_names, u.effective_on AS since, u.sort, s.level
          FROM report_scope(unit_of.region, unit_of.month, unit_of.as_of, unit_of.known) s
          JOIN unit u ON u.region = s.region_code
         WHERE unit_of.month IS NULL AND unit_of.as_of = current_date AND unit_of.known IS NULL
           AND u.effective_on <= current_date AND (u.until IS NULL OR u.until > current_date)
        UNION ALL
        SELECT u.id, u.kind, u.region, v.name, v.class, v.parent_id, v.system, v.category, v.industry, v.rank,
               v.supervisor_id, v.other_names, u.effective_on, u.sort, k.level
          FROM (SELECT DISTINCT ON (x.unit_id) x.unit_id, x.id, x.kind, s.level
                  FROM report_scope(unit_of.region, unit_of.month, unit_of.as_of, unit_of.known) s
                  JOIN unit y ON y.region = s.region_code
                  JOIN unit_version x ON x.unit_id = y.id AND x.effective_on < s.after AND x.recorded_at <= s.known_to
                 WHERE unit_of.month IS NOT NULL OR unit_of.as_of <> current_date OR unit_of.known IS NOT NULL
                 ORDER BY x.unit_id, x.effective_on DESC, x.id DESC) k
          JOIN unit u ON u.id = k.unit_id
          JOIN unit_version v ON v.id = k.id
         WHERE k.kind <> 'abolish'
    ), body (unit_id, body_id) AS (
        SELECT s.unit_id, b.unit_id FROM state s JOIN state b ON b.unit_id = s.parent_id AND b.unit_kind = 'body' WHERE s.unit_kind <> 'body'
         UNION ALL
        SELECT s.unit_id, b.body_id FROM body b JOIN state s ON s.parent_id = b.unit_id AND s.unit_kind <> 'body'
    )
    SELECT s.unit_id, s.unit_kind, s.region, CASE WHEN s.system IN ('township', 'subdistrict') THEN 'township' ELSE s.level END,
           s.name, s.class, s.parent_id, CASE WHEN s.unit_kind = 'body' THEN s.unit_id ELSE b.body_id END, s.system, s.category, s.industry,
           s.rank, s.supervisor_id, s.other_names, s.since, s.sort
      FROM state s LEFT JOIN (SELECT x.unit_id, max(x.body_id) AS body_id FROM body x GROUP BY x.unit_id) b ON b.unit_id = s.unit_id;
END;
COMMENT ON FUNCTION unit_of(text, date, date, timestamptz) IS '月末（或某日）机构：当时存在的机构、内设机构，名称、归属、规格等按当时的沿革';

-- Most enrolments are counted by an account before anything is joined: those on which all regions agree, whenever each
-- was closed.  The others are few.  Without enrolled only posts and leaders are counted.
CREATE FUNCTION accounts_of(region text, month date, enrolled bool)
    RETURNS TABLE (unit_id int, region_code text, post_type int, approved bigint, strength bigint) LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    WITH scope AS MATERIALIZED (
        SELECT s.* FROM report_scope(accounts_of.region, accounts_of.month) s
    ), bound AS MATERIALIZED (
        SELECT max(s.after) AS after, min(s.known_to) AS first_known, max(s.known_to) AS last_known FROM scope s
    ), held AS MATERIALIZED (
        SELECT u.id, u.region, s.known_to, s.after FROM scope s JOIN unit u ON u.region = s.region_code
        UNION ALL
        SELECT h.id, h.region, s.known_to, s.after FROM scope s JOIN holder h ON h.region = s.region_code
    )
    SELECT c.id, h.region, c.post_type, sum(c.approved), sum(c.strength)
      FROM (SELECT h.id, l.post_type, sum(l.quantity)::int AS approved, 0 AS strength
              FROM held h JOIN entry_line l ON l.holder_id = h.id JOIN entry e ON e.id = l.entry_id
             WHERE e.effective_on < h.after AND e.recorded_at <= h.known_to
             GROUP BY h.id, l.post_type
            UNION ALL
            SELECT e.unit_id, e.post_type, 0, count(*)::int
              FROM enrolment e
             WHERE accounts_of.enrolled
               AND e.effective_on < (SELECT b.after FROM bound b) AND e.recorded_at <= (SELECT b.first_known FROM bound b)
               AND (e.until IS NULL OR e.until >= (SELECT b.after FROM bound b)
                    OR coalesce(e.ended_at, e.recorded_at) > (SELECT b.last_known FROM bound b))
             GROUP BY e.unit_id, e.post_type
            UNION ALL
            SELECT e.unit_id, e.post_type, 0, count(*)::int
              FROM scope s JOIN unit u ON u.region = s.region_code JOIN enrolment e ON e.unit_id = u.id
             WHERE accounts_of.enrolled
               AND e.effective_on < (SELECT b.after FROM bound b) AND e.recorded_at <= (SELECT b.last_known FROM bound b)
               AND (e.recorded_at > (SELECT b.first_known FROM bound b)
                    OR (e.until < (SELECT b.after FROM bound b) AND coalesce(e.ended_at, e.recorded_at) <= (SELECT b.last_known FROM bound b)))
               AND e.recorded_at <= s.known_to
               AND (e.until IS NULL OR e.until >= s.after OR coalesce(e.ended_at, e.recorded_at) > s.known_to)
             GROUP BY e.unit_id, e.post_type
            UNION ALL
            SELECT a.unit_id, a.post_type, 0, count(*)::int
              FROM scope s JOIN unit u ON u.region = s.region_code JOIN appointment a ON a.unit_id = u.id
             WHERE a.counts AND a.effective_on < s.after AND a.recorded_at <= s.known_to
               AND (a.until IS NULL OR a.until >= s.after OR coalesce(a.ended_at, a.recorded_at) > s.known_to)
             GROUP BY a.unit_id, a.post_type) c
      JOIN held h ON h.id = c.id
     GROUP BY c.id, h.region, c.post_type
    HAVING sum(c.approved) <> 0 OR sum(c.strength) <> 0
     ORDER BY h.region, c.id, c.post_type;
END;
COMMENT ON FUNCTION accounts_of(text, date, bool) IS '月末账户的计算；enrolled 为假时不计在编人员';

CREATE FUNCTION account_closing(region text, month date)
    RETURNS TABLE (unit_id int, region_code text, post_type int, approved bigint, strength bigint) LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT * FROM accounts_of(account_closing.region, account_closing.month, true);
END;
COMMENT ON FUNCTION account_closing(text, date) IS '月末账户：核定数、实有数，由分录和在编任职记录重新计数';

CREATE FUNCTION enrolled_of(region text, month date)
    RETURNS TABLE (enrolment_id bigint, person_id bigint, unit_id int, region_code text, post_type int, effective_on date)
    LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT e.id, e.person_id, e.unit_id, u.region, e.post_type, e.effective_on
      FROM report_scope(enrolled_of.region, enrolled_of.month) s
      JOIN unit u ON u.region = s.region_code
      JOIN enrolment e ON e.unit_id = u.id
     WHERE e.effective_on < s.after AND e.recorded_at <= s.known_to
       AND (e.until IS NULL OR e.until >= s.after OR coalesce(e.ended_at, e.recorded_at) > s.known_to);
END;
COMMENT ON FUNCTION enrolled_of(text, date) IS '月末在编人员';

CREATE FUNCTION appointed_of(region text, month date)
    RETURNS TABLE (appointment_id bigint, person_id bigint, unit_id int, region_code text, post_type int, holder_rank text, effective_on date)
    LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT a.id, a.person_id, a.unit_id, u.region, a.post_type, a.holder_rank, a.effective_on
      FROM report_scope(appointed_of.region, appointed_of.month) s
      JOIN unit u ON u.region = s.region_code
      JOIN appointment a ON a.unit_id = u.id
     WHERE a.counts AND a.effective_on < s.after AND a.recorded_at <= s.known_to
       AND (a.until IS NULL OR a.until >= s.after OR coalesce(a.ended_at, a.recorded_at) > s.known_to);
END;
COMMENT ON FUNCTION appointed_of(text, date) IS '月末任领导职务、占职数的人员';

-- A move between units of the book is two rows, both internal, if both were known in time.
CREATE FUNCTION staff_movement_of(region text, month date)
    RETURNS TABLE (direction text, enrolment_id bigint, person_id bigint, unit_id int, region_code text, post_type int, effective_on date,
                   reason text, report_column text, internal bool, late bool, document_id bigint, other_unit_id int)
    LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    SELECT 'in', e.id, e.person_id, e.unit_id, u.region, e.post_type, e.effective_on, e.entry_reason,
           coalesce(c.attributes ->> 'report_column', 'other'), o.id IS NOT NULL, e.effective_on < s.first_day, e.document_id, o.unit_id
      FROM report_scope(staff_movement_of.region, staff_movement_of.month) s
      JOIN unit u ON u.region = s.region_code
      JOIN enrolment e ON e.unit_id = u.id
      -- looked up for each: how few they are, no plan knows
      LEFT JOIN LATERAL (SELECT x.id, x.unit_id FROM enrolment x WHERE x.id = e.transfer_id AND coalesce(x.ended_at, x.recorded_at) <= s.known_to
                         OFFSET 0) o ON true
      LEFT JOIN code c ON c.set = 'entry_reason' AND c.code = e.entry_reason
     WHERE e.effective_on < s.after AND e.recorded_at <= s.known_to AND (e.effective_on >= s.first_day OR e.recorded_at > s.known_from)
    UNION ALL
    SELECT 'out', e.id, e.person_id, e.unit_id, u.region, e.post_type, e.until, e.exit_reason,
           coalesce(c.attributes ->> 'report_column', 'other'), o.id IS NOT NULL, e.until < s.first_day, e.until_document_id, o.unit_id
      FROM report_scope(staff_movement_of.region, staff_movement_of.month) s
      JOIN unit u ON u.region = s.region_code
      JOIN enrolment e ON e.unit_id = u.id
      LEFT JOIN LATERAL (SELECT x.id, x.unit_id FROM enrolment x
                          WHERE x.person_id = e.person_id AND x.transfer_id = e.id AND x.recorded_at <= s.known_to OFFSET 0) o ON true
      LEFT JOIN code c ON c.set = 'exit_reason' AND c.code = e.exit_reason
     WHERE e.until < s.after AND coalesce(e.ended_at, e.recorded_at) <= s.known_to
       AND (e.until >= s.first_day OR coalesce(e.ended_at, e.recorded_at) > s.known_from);
END;
COMMENT ON FUNCTION staff_movement_of(text, date) IS '当月人员增减：每项进出一行，原因、是否系统内调动、是否补录、依据文件';

-- Given out and taken back is 核增, 核减, so is converted; what goes from one holder to another is 划入, 划出.  A reversal
-- is of the kind of what it reverses.
CREATE FUNCTION post_movement_of(region text, month date)
    RETURNS TABLE (entry_id bigint, unit_id int, region_code text, post_type int, quantity int, flow text, effective_on date, late bool,
                   document_id bigint)
    LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    SELECT e.id, l.holder_id, u.region, l.post_type, l.quantity,
           CASE WHEN coalesce(r.kind, e.kind) IN ('transfer', 'pool', 'reform')
                THEN CASE WHEN l.quantity > 0 THEN 'transferred_in' ELSE 'transferred_out' END
                ELSE CASE WHEN l.quantity > 0 THEN 'increased' ELSE 'decreased' END END,
           e.effective_on, e.effective_on < s.first_day, e.document_id
      FROM report_scope(post_movement_of.region, post_movement_of.month) s
      JOIN unit u ON u.region = s.region_code
      JOIN entry_line l ON l.holder_id = u.id
      JOIN entry e ON e.id = l.entry_id
      LEFT JOIN entry r ON r.id = e.reverses
     WHERE e.effective_on < s.after AND e.recorded_at <= s.known_to AND (e.effective_on >= s.first_day OR e.recorded_at > s.known_from);
END;
COMMENT ON FUNCTION post_movement_of(text, date) IS '当月编制增减：每行分录一行，核增、核减、划入、划出，是否补录、依据文件';

CREATE FUNCTION sealed_month(region text, month date) RETURNS date LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT bianzhi.require(sealed_month.region, 'region'), bianzhi.require(sealed_month.month::text, 'month');
    SELECT bianzhi.refuse_period('not closed', sealed_month.region, date_trunc('month', sealed_month.month::timestamp)::date, NULL)
     WHERE NOT EXISTS (SELECT FROM seal s
                        WHERE s.region = sealed_month.region AND s.month = date_trunc('month', sealed_month.month::timestamp)::date);
    SELECT date_trunc('month', sealed_month.month::timestamp)::date;
END;
COMMENT ON FUNCTION sealed_month(text, date) IS '已由该地区结账的月份（当月第一日）；没有结账的拒绝';
