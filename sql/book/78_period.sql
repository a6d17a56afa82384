-- 78_period: freezing, signing, closing the month of a region, and looking at it.
-- The functions _now are called by period.c only, as the owner of the book and under the locks of the gate; called
-- by anybody else they meet the guards of the tables.

-- The month in which a region is: the one after the last that it, or a region above it, has closed.
CREATE VIEW region_month AS
SELECT w.region,
       (max(p.month) FILTER (WHERE p.state = 'closed') + interval '1 month')::date AS month,
       max(p.month) FILTER (WHERE p.state = 'frozen' AND w.distance = 0) AS frozen
  FROM region_within w
  LEFT JOIN period p ON p.region = w.within
 GROUP BY w.region;
COMMENT ON VIEW region_month IS '地区的当前月份：最后结账月份的下一个月，从未结账的为空';
COMMENT ON COLUMN region_month.region IS '区划代码';
COMMENT ON COLUMN region_month.month IS '月份；以当月第一日表示';
COMMENT ON COLUMN region_month.frozen IS '冻结的月份';

-- ---------------------------------------------------------------------------------------------
-- Freezing
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION freeze_obstacle(region text, month date)
    RETURNS TABLE (n int, problem text, region_code text, month_of date, given text) LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    SELECT 1, 'closed', p.region, p.month, concat_ws(' ', p.closed_at, p.closed_by)
      FROM period p
     WHERE p.region = freeze_obstacle.region AND p.month = freeze_obstacle.month AND p.state = 'closed'
    UNION ALL
    SELECT 2, 'frozen', p.region, p.month, concat_ws(' ', p.frozen_at, p.frozen_by)
      FROM period p WHERE p.region = freeze_obstacle.region AND p.state = 'frozen'
    UNION ALL
    SELECT 3, 'order', m.region, freeze_obstacle.month, to_char(m.month, 'YYYY-MM')
      FROM region_month m WHERE m.region = freeze_obstacle.region AND m.month <> freeze_obstacle.month
    UNION ALL
    SELECT 4, 'below', freeze_obstacle.region, freeze_obstacle.month, b.names
      FROM (SELECT string_agg(concat(g.name, ' ', to_char(coalesce(m.frozen, m.month), 'YYYY-MM')), ', ' ORDER BY g.code) AS names
              FROM region_within w
              JOIN region_month m ON m.region = w.region
              JOIN region g ON g.code = w.region
             WHERE w.within = freeze_obstacle.region AND w.distance > 0
               AND coalesce(m.frozen, m.month) <> freeze_obstacle.month
               AND NOT EXISTS (SELECT FROM period p
                                WHERE p.region = w.region AND p.month = freeze_obstacle.month AND p.state = 'closed')) b
     WHERE b.names IS NOT NULL
     ORDER BY 1;
END;
COMMENT ON FUNCTION freeze_obstacle(text, date) IS '冻结的障碍：已结账、已冻结、月份次序、下级地区月份不同';

CREATE FUNCTION freeze_now(region text, month date, reason text) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.refuse_unknown('region', freeze_now.region)
     WHERE NOT EXISTS (SELECT FROM region g WHERE g.code = freeze_now.region);
    SELECT bianzhi.refuse_period(o.problem, o.region_code, o.month_of, o.given)
      FROM freeze_obstacle(freeze_now.region, freeze_now.month) o ORDER BY o.n LIMIT 1;
    WITH t AS MATERIALIZED (
        SELECT clock_timestamp() AS at
    )
    INSERT INTO period AS p (region, month, state, frozen_at, frozen_by, frozen_with)
    SELECT w.region, freeze_now.month, 'frozen', t.at, session_user, freeze_now.region
      FROM region_within w CROSS JOIN t
     WHERE w.within = freeze_now.region
        ON CONFLICT (region, month) DO UPDATE
       SET state = 'frozen', frozen_at = excluded.frozen_at, frozen_by = excluded.frozen_by, frozen_with = excluded.frozen_with
     WHERE p.state = 'open';
    INSERT INTO period_log (region, month, act, reason) VALUES (freeze_now.region, freeze_now.month, 'freeze', freeze_now.reason);
    SELECT count(*)::int FROM period p
     WHERE p.frozen_with = freeze_now.region AND p.month = freeze_now.month AND p.state = 'frozen';
END;
COMMENT ON FUNCTION freeze_now(text, date, text) IS '冻结；由 freeze() 调用';

CREATE FUNCTION unfreeze_now(region text, month date, reason text) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.require(nullif(btrim(unfreeze_now.reason), ''), 'reason');
    SELECT bianzhi.refuse_unknown('region', unfreeze_now.region)
     WHERE NOT EXISTS (SELECT FROM region g WHERE g.code = unfreeze_now.region);
    SELECT bianzhi.refuse_period('closed', p.region, p.month, concat_ws(' ', p.closed_at, p.closed_by))
      FROM period p WHERE p.region = unfreeze_now.region AND p.month = unfreeze_now.month AND p.state = 'closed';
    SELECT bianzhi.refuse_period('not frozen', unfreeze_now.region, unfreeze_now.month, NULL)
     WHERE NOT EXISTS (SELECT FROM period p
                        WHERE p.region = unfreeze_now.region AND p.month = unfreeze_now.month AND p.state = 'frozen');
    SELECT bianzhi.refuse_period('frozen with', p.region, p.month, concat(g.name, ' ', g.code))
      FROM period p JOIN region g ON g.code = p.frozen_with
     WHERE p.region = unfreeze_now.region AND p.month = unfreeze_now.month AND p.frozen_with <> p.region;
    INSERT INTO period_log (region, month, act, reason) VALUES (unfreeze_now.region, unfreeze_now.month, 'unfreeze', unfreeze_now.reason);
    WITH u AS (
        UPDATE period p SET state = 'open', frozen_at = NULL, frozen_by = NULL, frozen_with = NULL
         WHERE p.frozen_with = unfreeze_now.region AND p.month = unfreeze_now.month AND p.state = 'frozen' RETURNING 1
    )
    SELECT count(*)::int FROM u;
END;
COMMENT ON FUNCTION unfreeze_now(text, date, text) IS '解冻；由 unfreeze() 调用';

CREATE FUNCTION freeze(region text DEFAULT NULL, month date DEFAULT NULL, reason text DEFAULT NULL) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    -- the parameters by their numbers: the function's name is a keyword
    SELECT bianzhi.change_period('period'::regclass, 'freeze', coalesce($1, (SELECT b.region FROM book b)),
                                 bianzhi.past_day(date_trunc('month', bianzhi.require($2::text, 'month')::timestamp)::date, 'month'), $3);
END;
COMMENT ON FUNCTION freeze(text, date, text) IS
    '冻结：某地区（含下级）的月份不再登记事实，先等在途业务办结；返回随之冻结的地区数。地区不填为账套本级；须有 period 表的 UPDATE 权';

CREATE FUNCTION unfreeze(region text DEFAULT NULL, month date DEFAULT NULL, reason text DEFAULT NULL) RETURNS int LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.change_period('period'::regclass, 'unfreeze', coalesce(unfreeze.region, (SELECT b.region FROM book b)),
                                 date_trunc('month', unfreeze.month::timestamp)::date, unfreeze.reason);
END;
COMMENT ON FUNCTION unfreeze(text, date, text) IS '解冻：理由必填，签核随之作废；返回随之解冻的地区数。地区不填为账套本级';

CREATE FUNCTION reopen_exception(role text, region text, reason text, until timestamptz, document text DEFAULT NULL)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO period_exception (role, region, reason, until, document_id)
    VALUES (bianzhi.require(reopen_exception.role, 'role'), bianzhi.require(reopen_exception.region, 'region'),
            bianzhi.require(reopen_exception.reason, 'reason'), reopen_exception.until,
            CASE WHEN reopen_exception.document IS NOT NULL THEN document_ref(reopen_exception.document) END)
    RETURNING id;
END;
COMMENT ON FUNCTION reopen_exception(text, text, text, timestamptz, text) IS
    '冻结期间的例外：准许一名人员在截止时间前办理某地区的业务；由他人准许，每次使用都有记录';

-- ---------------------------------------------------------------------------------------------
-- Signing
-- ---------------------------------------------------------------------------------------------

CREATE FUNCTION sign_off(section text, month date, region text DEFAULT NULL, note text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO sign_off (section, month, region, note)
    VALUES (bianzhi.require(sign_off.section, 'section'),
            date_trunc('month', bianzhi.require(sign_off.month::text, 'month')::timestamp)::date,
            coalesce(sign_off.region, (SELECT b.region FROM book b)), sign_off.note)
    RETURNING id;
END;
COMMENT ON FUNCTION sign_off(text, date, text, text) IS
    '签核：科室角色的成员对冻结并检查过的月份签核；地区不填为账套本级。须有 sign_off 表的 INSERT 权';

-- Who has to sign a frozen month, and who has.
CREATE VIEW sign_off_state AS
SELECT p.region, p.month, s.code AS section, s.name, s.role, o.id AS sign_off_id, o.signed_at, o.signed_by, o.check_run_id
  FROM period p
  JOIN section s ON s.region = p.region
  LEFT JOIN LATERAL (SELECT x.* FROM sign_off x
                      WHERE x.region = p.region AND x.month = p.month AND x.section = s.code AND x.signed_at > p.frozen_at
                      ORDER BY x.id DESC LIMIT 1) o ON true
 WHERE p.state <> 'open' AND (s.active OR o.id IS NOT NULL);
COMMENT ON VIEW sign_off_state IS '签核情况：冻结或已结账的月份，各科室是否已签核；解冻前的签核不算';
COMMENT ON COLUMN sign_off_state.region IS '区划代码';
COMMENT ON COLUMN sign_off_state.month IS '月份；以当月第一日表示';
COMMENT ON COLUMN sign_off_state.section IS '签核科室代码';
COMMENT ON COLUMN sign_off_state.name IS '名称';
COMMENT ON COLUMN sign_off_state.role IS '签核角色';
COMMENT ON COLUMN sign_off_state.sign_off_id IS '签核编号；空为尚未签核';
COMMENT ON COLUMN sign_off_state.signed_at IS '签核时间';
COMMENT ON COLUMN sign_off_state.signed_by IS '签核人';
COMMENT ON COLUMN sign_off_state.check_run_id IS '检查编号';

-- Open findings of level error of the regions that a region holds.  What is of no unit and no fund is the book's own.
CREATE FUNCTION period_finding(region text) RETURNS SETOF finding LANGUAGE sql STABLE ROWS 10
BEGIN ATOMIC
    SELECT f.*
      FROM finding f
      LEFT JOIN unit u ON u.id = f.unit_id
      LEFT JOIN holder h ON f.unit_id IS NULL
                        AND h.id = CASE WHEN f.key ~ '^[a-z_]+/-[0-9]{1,9}/' THEN split_part(f.key, '/', 2)::int END
     WHERE f.state = 'open' AND f.level = 'error'
       AND coalesce(u.region, h.region, (SELECT b.region FROM book b)) IN
           (SELECT w.region FROM region_within w WHERE w.within = period_finding.region)
     ORDER BY f.rule, f.key;
END;
COMMENT ON FUNCTION period_finding(text) IS '某地区（含下级）未结的错误级问题；有则不能结账';

CREATE FUNCTION period_status(month date DEFAULT NULL, region text DEFAULT NULL)
    RETURNS TABLE (region_code text, region_name text, month_of date, state text, since timestamptz, by_whom text, with_region text,
                   sections bigint, signed bigint, missing text, errors bigint, exceptions bigint, close_reason text)
    LANGUAGE sql STABLE ROWS 20
BEGIN ATOMIC
    SELECT g.code, g.name, m.month, coalesce(p.state, 'open'), coalesce(p.closed_at, p.frozen_at), coalesce(p.closed_by, p.frozen_by),
           nullif(coalesce(p.closed_with, p.frozen_with), g.code), s.sections, s.signed, s.missing,
           (SELECT count(*) FROM period_finding(g.code)),
           (SELECT count(*) FROM period_exception x JOIN region_within w ON w.within = x.region AND w.region = g.code
             WHERE x.until > now()), p.close_reason
      FROM region g
      JOIN region_month r ON r.region = g.code
     CROSS JOIN LATERAL (SELECT date_trunc('month', coalesce(period_status.month, r.frozen, r.month, current_date)::timestamp)::date) m (month)
      LEFT JOIN period p ON p.region = g.code AND p.month = m.month
     CROSS JOIN LATERAL (SELECT count(*), count(v.sign_off_id),
                                string_agg(v.name, '、' ORDER BY v.section) FILTER (WHERE v.sign_off_id IS NULL)
                           FROM (SELECT c.code AS section, c.name, o.sign_off_id
                                   FROM section c
                                   LEFT JOIN sign_off_state o ON o.region = c.region AND o.month = m.month AND o.section = c.code
                                  WHERE c.region = g.code AND (c.active OR o.sign_off_id IS NOT NULL)) v) s (sections, signed, missing)
     WHERE period_status.region IS NULL
        OR EXISTS (SELECT FROM region_within w WHERE w.region = g.code AND w.within = period_status.region)
     ORDER BY g.code;
END;
COMMENT ON FUNCTION period_status(date, text) IS
    '月份情况：每个地区当前（或所给）月份的状态、冻结或结账的时间和人、签核、未结错误、在用例外';
