-- 86_pool: the turnover pool for reading: its ledger, identity, due list, forecast, monthly table, and its state on
-- any day as known at any time.  What may not stand here: acts and rules (58, 74).

-- What is still to be reclaimed although it is overdue: nobody in the department has a vacancy to give.
CREATE VIEW pool_to_reclaim AS
SELECT h.name AS pool, u.region, r.unit_id, r.unit, d.name AS supervisor, r.person, r.return_by, r.overdue_days,
       r.post_type_name, r.why, r.seat_id
  FROM pool p
  JOIN holder h ON h.id = p.holder_id
 CROSS JOIN LATERAL pool_propose_reclaim(pool => p.id::text) r
  JOIN unit u ON u.id = r.unit_id
  LEFT JOIN unit d ON d.id = coalesce(u.supervisor_id, u.parent_id)
 WHERE r.source_id IS NULL;
COMMENT ON VIEW pool_to_reclaim IS '待收回：逾期未还而无空编可收的周转编制，每月列出';
COMMENT ON COLUMN pool_to_reclaim.pool IS '周转池名称';
COMMENT ON COLUMN pool_to_reclaim.region IS '区划代码';
COMMENT ON COLUMN pool_to_reclaim.unit_id IS '机构编号';
COMMENT ON COLUMN pool_to_reclaim.unit IS '机构名称';
COMMENT ON COLUMN pool_to_reclaim.supervisor IS '主管部门';
COMMENT ON COLUMN pool_to_reclaim.person IS '姓名';
COMMENT ON COLUMN pool_to_reclaim.return_by IS '应归还日期';
COMMENT ON COLUMN pool_to_reclaim.overdue_days IS '逾期天数';
COMMENT ON COLUMN pool_to_reclaim.post_type_name IS '编制类别';
COMMENT ON COLUMN pool_to_reclaim.why IS '说明';
COMMENT ON COLUMN pool_to_reclaim.seat_id IS '周转在用编号';

-- 专项台账: a row for each post that was lent, and one for what an approval left unused.  Columns as domain 5.
CREATE VIEW pool_ledger AS
WITH ordinary AS (
    SELECT a.holder_id AS unit_id, r.code AS post_type, sum(a.approved) AS approved, sum(a.strength) AS strength
      FROM account a
      JOIN post_type t ON t.code = a.post_type AND t.class = 'establishment' AND NOT t.ring_fenced
      JOIN post_type r ON r.ring_fenced AND r.category = t.category
     WHERE a.holder_id > 0
     GROUP BY a.holder_id, r.code
), line AS (
    SELECT l.id AS loan_id, s.id AS seat_id, s.person_id, s.enrolment_id, s.certificate_id, s.effective_on,
           CASE p.clock WHEN 'approval' THEN l.approved_on ELSE s.effective_on END AS clock_on,
           s.return_by, s.end_kind, s.until, s.recorded_by,
           CASE WHEN s.end_kind IN ('returned', 'converted') THEN '已归还' WHEN s.end_kind = 'left' THEN '已归还'
                WHEN s.end_kind = 'reclaimed' THEN '已收回' WHEN s.end_kind = 'void' THEN '作废'
                WHEN s.return_by + p.grace_days >= current_date THEN '在用'
                WHEN w.seat_id IS NOT NULL THEN '待收回' ELSE '逾期' END AS state
      FROM pool_seat s
      JOIN pool_loan l ON l.id = s.loan_id
      JOIN pool p ON p.id = s.pool_id
      LEFT JOIN pool_to_reclaim w ON w.seat_id = s.id
    UNION ALL
    SELECT l.id, NULL, NULL, NULL, NULL, NULL, NULL, l.return_by, NULL, l.closed_on, l.decided_by,
           CASE WHEN l.state = 'approved' AND l.use_by >= current_date THEN '已核准未用'
                WHEN l.state = 'cancelled' THEN '已撤销' ELSE '失效' END
      FROM pool_loan l
     WHERE l.approved > l.used
)
SELECT row_number() OVER (ORDER BY l.approved_on, l.id, x.effective_on, x.seat_id) AS serial,
       h.name AS pool, l.approval_number, ad.number AS approval_document, l.approved_on, d.name AS supervisor, u.name AS unit,
       o.approved AS unit_approved, o.strength AS unit_strength,
       CASE WHEN x.seat_id IS NULL THEN l.approved - l.used ELSE 1 END AS loan_quantity,
       coalesce(tc.name_zh, c.category, l.talent_category) AS talent_category, l.job, n.name AS person,
       bianzhi.masked(n.resident_id) AS resident_id, coalesce(er.name_zh, e.entry_reason) AS entry_reason,
       x.effective_on AS enrolled_on, x.clock_on, x.return_by,
       CASE x.end_kind WHEN 'returned' THEN '自然减员' WHEN 'converted' THEN '核增' WHEN 'left' THEN '调离' WHEN 'reclaimed' THEN '收回'
                       WHEN 'void' THEN '作废' END AS end_kind,
       x.until AS returned_on,
       CASE WHEN fn.id IS NOT NULL THEN concat(fn.name, '，', coalesce(fr.name_zh, f.exit_reason))
            WHEN x.end_kind = 'left' THEN coalesce(xr.name_zh, e.exit_reason) END AS return_basis,
       v.name AS reclaimed_from, CASE WHEN y.kind = 'reclaimed' THEN yd.number END AS reclaim_document,
       x.state, x.recorded_by, coalesce(y.note, l.note) AS note, u.id AS unit_id, l.id AS loan_id, x.seat_id
  FROM line x
  JOIN pool_loan l ON l.id = x.loan_id
  JOIN pool p ON p.id = l.pool_id
  JOIN holder h ON h.id = p.holder_id
  JOIN unit u ON u.id = l.unit_id
  LEFT JOIN unit d ON d.id = l.supervisor_id
  LEFT JOIN document ad ON ad.id = l.approval_document_id
  LEFT JOIN ordinary o ON o.unit_id = l.unit_id AND o.post_type = p.post_type
  LEFT JOIN person n ON n.id = x.person_id
  LEFT JOIN talent_certificate c ON c.id = x.certificate_id
  LEFT JOIN code tc ON tc.set = 'talent_category' AND tc.code = coalesce(c.category, l.talent_category)
  LEFT JOIN enrolment e ON e.id = x.enrolment_id
  LEFT JOIN code er ON er.set = 'entry_reason' AND er.code = e.entry_reason
  LEFT JOIN code xr ON xr.set = 'exit_reason' AND xr.code = e.exit_reason
  LEFT JOIN pool_settlement y ON y.seat_id = x.seat_id
  LEFT JOIN document yd ON yd.id = y.document_id
  LEFT JOIN account_holder v ON v.id = y.source_id
  LEFT JOIN enrolment f ON f.id = y.freed_enrolment_id
  LEFT JOIN person fn ON fn.id = f.person_id
  LEFT JOIN code fr ON fr.set = 'exit_reason' AND fr.code = f.exit_reason;
COMMENT ON VIEW pool_ledger IS '周转编制专项台账：每名人才一行，核准未用的另列一行';
COMMENT ON COLUMN pool_ledger.serial IS '序号';
COMMENT ON COLUMN pool_ledger.pool IS '周转池名称';
COMMENT ON COLUMN pool_ledger.approval_number IS '核准编号';
COMMENT ON COLUMN pool_ledger.approval_document IS '核准文号';
COMMENT ON COLUMN pool_ledger.approved_on IS '核准日期';
COMMENT ON COLUMN pool_ledger.supervisor IS '主管部门';
COMMENT ON COLUMN pool_ledger.unit IS '机构名称；用编单位';
COMMENT ON COLUMN pool_ledger.unit_approved IS '单位核定编制；不含周转编制';
COMMENT ON COLUMN pool_ledger.unit_strength IS '单位实有；不含周转编制';
COMMENT ON COLUMN pool_ledger.loan_quantity IS '核准数';
COMMENT ON COLUMN pool_ledger.talent_category IS '人才类别';
COMMENT ON COLUMN pool_ledger.job IS '岗位';
COMMENT ON COLUMN pool_ledger.person IS '姓名';
COMMENT ON COLUMN pool_ledger.resident_id IS '公民身份号码；脱敏';
COMMENT ON COLUMN pool_ledger.entry_reason IS '进入形式；引进方式';
COMMENT ON COLUMN pool_ledger.enrolled_on IS '入编日期';
COMMENT ON COLUMN pool_ledger.clock_on IS '周转起';
COMMENT ON COLUMN pool_ledger.return_by IS '应归还日期';
COMMENT ON COLUMN pool_ledger.end_kind IS '归还方式；自然减员、核增、调离、收回';
COMMENT ON COLUMN pool_ledger.returned_on IS '归还日期';
COMMENT ON COLUMN pool_ledger.return_basis IS '归还依据；减员人和原因';
COMMENT ON COLUMN pool_ledger.reclaimed_from IS '收回来源单位';
COMMENT ON COLUMN pool_ledger.reclaim_document IS '收回文号';
COMMENT ON COLUMN pool_ledger.state IS '状态；在用、已归还、逾期、待收回、已收回、失效、已核准未用、已撤销、作废';
COMMENT ON COLUMN pool_ledger.recorded_by IS '登记人；经办';
COMMENT ON COLUMN pool_ledger.note IS '备注';
COMMENT ON COLUMN pool_ledger.unit_id IS '机构编号';
COMMENT ON COLUMN pool_ledger.loan_id IS '周转用编编号';
COMMENT ON COLUMN pool_ledger.seat_id IS '周转在用编号';

-- The identity total = free + awaiting + lent from the accounts, then the loans by department.
CREATE VIEW pool_status AS
WITH lapsed AS (
    SELECT l.pool_id, sum(l.approved - l.used) AS n FROM pool_loan l
     WHERE l.state = 'approved' AND l.use_by < current_date GROUP BY l.pool_id
), unused AS (
    SELECT l.pool_id, l.supervisor_id, sum(l.approved - l.used) AS n FROM pool_loan l
     WHERE l.state = 'approved' AND l.use_by >= current_date GROUP BY l.pool_id, l.supervisor_id
), seat AS (
    SELECT s.pool_id, l.supervisor_id,
           count(*) FILTER (WHERE s.until IS NULL) AS lent,
           count(*) FILTER (WHERE s.until IS NULL AND s.return_by + p.grace_days >= current_date AND s.return_by < current_date + 90) AS due_soon,
           count(*) FILTER (WHERE s.until IS NULL AND s.return_by + p.grace_days < current_date) AS overdue_posts,
           count(*) FILTER (WHERE s.end_kind IN ('returned', 'converted', 'left')) AS returned,
           count(*) FILTER (WHERE s.end_kind = 'reclaimed') AS reclaimed
      FROM pool_seat s JOIN pool_loan l ON l.id = s.loan_id JOIN pool p ON p.id = s.pool_id
     GROUP BY s.pool_id, l.supervisor_id
), by_department AS (
    SELECT coalesce(s.pool_id, n.pool_id) AS pool_id, coalesce(s.supervisor_id, n.supervisor_id) AS supervisor_id,
           coalesce(n.n, 0) AS awaiting, coalesce(s.lent, 0) AS lent, coalesce(s.due_soon, 0) AS due_soon,
           coalesce(s.overdue_posts, 0) AS overdue_posts, coalesce(s.returned, 0) AS returned, coalesce(s.reclaimed, 0) AS reclaimed
      FROM seat s FULL JOIN unused n ON n.pool_id = s.pool_id AND n.supervisor_id IS NOT DISTINCT FROM s.supervisor_id
)
SELECT r.row_kind, r.pool, r.supervisor, r.total, r.free, r.awaiting, r.lent, r.due_soon, r.overdue_posts, r.returned, r.reclaimed,
       r.pool_id, r.supervisor_id
  FROM (
    SELECT 'total' AS row_kind, h.name AS pool, '合计' AS supervisor, f.approved + coalesce(lent.n, 0) AS total,
           f.approved - f.reserved + coalesce(x.n, 0) AS free, f.reserved - coalesce(x.n, 0) AS awaiting, coalesce(lent.n, 0) AS lent,
           coalesce(k.due_soon, 0) AS due_soon, coalesce(k.overdue_posts, 0) AS overdue_posts, coalesce(k.returned, 0) AS returned,
           coalesce(k.reclaimed, 0) AS reclaimed, p.id AS pool_id, NULL::int AS supervisor_id
      FROM pool p
      JOIN holder h ON h.id = p.holder_id
      LEFT JOIN account f ON f.holder_id = p.holder_id AND f.post_type = p.post_type
      LEFT JOIN lapsed x ON x.pool_id = p.id
      LEFT JOIN LATERAL (SELECT sum(a.approved) AS n FROM account a WHERE a.post_type = p.post_type AND a.holder_id > 0) lent ON true
      LEFT JOIN LATERAL (SELECT sum(b.due_soon)::bigint AS due_soon, sum(b.overdue_posts)::bigint AS overdue_posts, sum(b.returned)::bigint AS returned,
                                sum(b.reclaimed)::bigint AS reclaimed FROM by_department b WHERE b.pool_id = p.id) k ON true
    UNION ALL
    SELECT 'department', h.name, coalesce(d.name, '无主管部门'), NULL, NULL, b.awaiting, b.lent, b.due_soon, b.overdue_posts, b.returned,
           b.reclaimed, b.pool_id, b.supervisor_id
      FROM by_department b JOIN pool p ON p.id = b.pool_id JOIN holder h ON h.id = p.holder_id LEFT JOIN unit d ON d.id = b.supervisor_id
  ) r
 ORDER BY r.pool_id, r.row_kind DESC, r.lent DESC, r.supervisor_id;
COMMENT ON VIEW pool_status IS '周转池现状：总量 = 可用 + 已核准未用 + 在用，以及各主管部门的使用情况';
COMMENT ON COLUMN pool_status.row_kind IS '行种类；total 合计，department 主管部门';
COMMENT ON COLUMN pool_status.pool IS '周转池名称';
COMMENT ON COLUMN pool_status.supervisor IS '主管部门';
COMMENT ON COLUMN pool_status.total IS '总量';
COMMENT ON COLUMN pool_status.free IS '可用';
COMMENT ON COLUMN pool_status.awaiting IS '已核准未用；逾用编期限的不计';
COMMENT ON COLUMN pool_status.lent IS '在用';
COMMENT ON COLUMN pool_status.due_soon IS '将到期；90 天内';
COMMENT ON COLUMN pool_status.overdue_posts IS '逾期数';
COMMENT ON COLUMN pool_status.returned IS '已归还';
COMMENT ON COLUMN pool_status.reclaimed IS '已收回';
COMMENT ON COLUMN pool_status.pool_id IS '周转池编号';
COMMENT ON COLUMN pool_status.supervisor_id IS '主管部门编号';

CREATE VIEW pool_due AS
SELECT CASE WHEN s.return_by + p.grace_days < current_date THEN '逾期' WHEN s.return_by < current_date + 30 THEN '30天内'
            WHEN s.return_by < current_date + 90 THEN '90天内' ELSE '180天内' END AS stage,
       s.return_by, s.return_by - current_date AS days_left, h.name AS pool, d.name AS supervisor, u.name AS unit,
       n.name AS person, bianzhi.masked(n.resident_id) AS resident_id, s.effective_on AS enrolled_on,
       coalesce(x.n, 0) AS extended, u.region, s.unit_id, s.id AS seat_id
  FROM pool_seat s
  JOIN pool p ON p.id = s.pool_id
  JOIN holder h ON h.id = p.holder_id
  JOIN unit u ON u.id = s.unit_id
  LEFT JOIN unit d ON d.id = coalesce(u.supervisor_id, u.parent_id)
  JOIN person n ON n.id = s.person_id
  LEFT JOIN (SELECT e.seat_id, count(*) AS n FROM pool_extension e GROUP BY e.seat_id) x ON x.seat_id = s.id
 WHERE s.until IS NULL AND s.return_by < current_date + 180
 ORDER BY s.return_by, s.id;
COMMENT ON VIEW pool_due IS '到期预警：180、90、30 天内应归还的和逾期的周转编制';
COMMENT ON COLUMN pool_due.stage IS '预警；逾期、30天内、90天内、180天内';
COMMENT ON COLUMN pool_due.return_by IS '应归还日期';
COMMENT ON COLUMN pool_due.days_left IS '剩余天数；负数为逾期天数';
COMMENT ON COLUMN pool_due.pool IS '周转池名称';
COMMENT ON COLUMN pool_due.supervisor IS '主管部门';
COMMENT ON COLUMN pool_due.unit IS '机构名称';
COMMENT ON COLUMN pool_due.person IS '姓名';
COMMENT ON COLUMN pool_due.resident_id IS '公民身份号码；脱敏';
COMMENT ON COLUMN pool_due.enrolled_on IS '入编日期';
COMMENT ON COLUMN pool_due.extended IS '续用次数';
COMMENT ON COLUMN pool_due.region IS '区划代码';
COMMENT ON COLUMN pool_due.unit_id IS '机构编号';
COMMENT ON COLUMN pool_due.seat_id IS '周转在用编号';

-- The k-th loan of a unit to fall due meets the k-th vacancy: first those that natural attrition has freed already,
-- then people of its ordinary posts in the order of their statutory retirement, which may come earlier or later by
-- the flexible window.
CREATE VIEW pool_forecast AS
WITH seat AS MATERIALIZED (
    SELECT s.*, r.category, row_number() OVER (PARTITION BY s.unit_id, r.category ORDER BY s.return_by, s.id) AS k
      FROM pool_seat s JOIN post_type r ON r.code = s.post_type
     WHERE s.until IS NULL
), borrower AS MATERIALIZED (
    SELECT DISTINCT s.unit_id, s.category FROM seat s
), leaver AS MATERIALIZED (
    SELECT b.unit_id, b.category, y.person, y.on, y.earliest, y.latest,
           row_number() OVER (PARTITION BY b.unit_id, b.category ORDER BY y.on, y.place) AS k
      FROM borrower b
     CROSS JOIN LATERAL (
        SELECT NULL::text AS person, current_date AS on, current_date AS earliest, current_date AS latest, 0::bigint AS place
          FROM pool_owed o CROSS JOIN LATERAL generate_series(1, o.owed) WHERE o.unit_id = b.unit_id
        UNION ALL
        SELECT n.name, n.retire_on, coalesce(bianzhi.earliest_retirement(n.birth_on, n.retire_group), n.retire_on),
               coalesce(bianzhi.latest_retirement(n.birth_on, n.retire_group), n.retire_on), n.id
          FROM enrolment e
          JOIN post_type t ON t.code = e.post_type AND t.category = b.category AND t.class = 'establishment' AND NOT t.ring_fenced
          JOIN person n ON n.id = e.person_id
         WHERE e.unit_id = b.unit_id AND e.until IS NULL AND n.retire_on >= current_date) y
)
SELECT h.name AS pool, u.name AS unit, n.name AS person, s.effective_on AS enrolled_on, s.return_by,
       l.on AS vacancy_on, l.earliest AS earliest_on, l.latest AS latest_on, l.person AS leaver,
       CASE WHEN l.k IS NULL THEN '无人退休' WHEN l.latest <= s.return_by THEN '能按时归还' WHEN l.on <= s.return_by THEN '一般能按时归还'
            WHEN l.earliest <= s.return_by THEN '提前退休才能按时' ELSE '不能按时归还' END AS prospect,
       s.unit_id, s.id AS seat_id
  FROM seat s
  JOIN pool p ON p.id = s.pool_id
  JOIN holder h ON h.id = p.holder_id
  JOIN unit u ON u.id = s.unit_id
  JOIN person n ON n.id = s.person_id
  LEFT JOIN leaver l ON l.unit_id = s.unit_id AND l.category = s.category AND l.k = s.k
 ORDER BY s.return_by, s.id;
COMMENT ON VIEW pool_forecast IS '归还预测：按法定退休日期及弹性区间，本单位自然减员能否按时归还各周转编制';
COMMENT ON COLUMN pool_forecast.pool IS '周转池名称';
COMMENT ON COLUMN pool_forecast.unit IS '机构名称';
COMMENT ON COLUMN pool_forecast.person IS '姓名';
COMMENT ON COLUMN pool_forecast.enrolled_on IS '入编日期';
COMMENT ON COLUMN pool_forecast.return_by IS '应归还日期';
COMMENT ON COLUMN pool_forecast.vacancy_on IS '预计空出日期；法定退休日期';
COMMENT ON COLUMN pool_forecast.earliest_on IS '最早空出日期；弹性提前退休';
COMMENT ON COLUMN pool_forecast.latest_on IS '最迟空出日期；弹性延迟退休';
COMMENT ON COLUMN pool_forecast.leaver IS '预计减员人；空为已经空出';
COMMENT ON COLUMN pool_forecast.prospect IS '归还前景';
COMMENT ON COLUMN pool_forecast.unit_id IS '机构编号';
COMMENT ON COLUMN pool_forecast.seat_id IS '周转在用编号';

-- The pool on a day, from the facts alone: what held on that day (effective_on) and was known at that time (recorded_at).
CREATE FUNCTION pool_as_of(day date, known_at timestamptz DEFAULT 'infinity')
    RETURNS TABLE (pool text, total bigint, free bigint, awaiting bigint, lent bigint, overdue_posts bigint, returned bigint, reclaimed bigint,
                   pool_id int)
LANGUAGE sql STABLE ROWS 5
BEGIN ATOMIC
    WITH line AS (
        SELECT p.id AS pool_id, coalesce(sum(x.quantity), 0) AS total,
               coalesce(sum(x.quantity) FILTER (WHERE x.holder_id = p.holder_id), 0) AS fund,
               coalesce(sum(x.quantity) FILTER (WHERE x.holder_id <> p.holder_id), 0) AS lent
          FROM pool p
          LEFT JOIN (SELECT l.holder_id, l.post_type, l.quantity FROM entry_line l JOIN entry e ON e.id = l.entry_id
                      WHERE e.effective_on <= pool_as_of.day AND e.recorded_at <= pool_as_of.known_at) x ON x.post_type = p.post_type
         WHERE p.effective_on <= pool_as_of.day AND p.recorded_at <= pool_as_of.known_at
         GROUP BY p.id
    ), unused AS (
        SELECT l.pool_id,
               sum(l.approved - (SELECT count(*) FROM pool_seat s
                                  WHERE s.loan_id = l.id AND s.effective_on <= pool_as_of.day AND s.recorded_at <= pool_as_of.known_at
                                    AND NOT (s.end_kind IS NOT DISTINCT FROM 'void' AND s.ended_at <= pool_as_of.known_at))) AS n
          FROM pool_loan l
         WHERE l.approved_on <= pool_as_of.day AND l.decided_at <= pool_as_of.known_at AND l.use_by >= pool_as_of.day
           AND (l.state <> 'cancelled' OR l.closed_on > pool_as_of.day OR l.closed_at > pool_as_of.known_at)
         GROUP BY l.pool_id
    ), due AS (
        -- the day by which a seat was to be returned, as it was known then
        SELECT s.id, s.pool_id, coalesce((SELECT x.was_return_by FROM pool_extension x
                                           WHERE x.seat_id = s.id AND (x.effective_on > pool_as_of.day OR x.recorded_at > pool_as_of.known_at)
                                           ORDER BY x.id LIMIT 1), s.return_by) AS return_by,
               s.until <= pool_as_of.day AND s.ended_at <= pool_as_of.known_at AS ended, s.end_kind
          FROM pool_seat s
         WHERE s.effective_on <= pool_as_of.day AND s.recorded_at <= pool_as_of.known_at
    )
    SELECT h.name, f.total, f.fund - coalesce(u.n, 0)::bigint, coalesce(u.n, 0)::bigint, f.lent,
           count(d.id) FILTER (WHERE d.ended IS NOT TRUE AND d.return_by + p.grace_days < pool_as_of.day),
           count(d.id) FILTER (WHERE d.ended AND d.end_kind IN ('returned', 'converted', 'left')),
           count(d.id) FILTER (WHERE d.ended AND d.end_kind = 'reclaimed'), p.id
      FROM line f
      JOIN pool p ON p.id = f.pool_id
      JOIN holder h ON h.id = p.holder_id
      LEFT JOIN unused u ON u.pool_id = f.pool_id
      LEFT JOIN due d ON d.pool_id = f.pool_id
     GROUP BY h.name, f.total, f.fund, f.lent, u.n, p.id
     ORDER BY p.id;
END;
COMMENT ON FUNCTION pool_as_of(date, timestamptz) IS
    '某日的周转池：按生效日期重算；给出时间的，只计当时已经登记的';

-- 月表6, from the facts: what held at the end of the month and was known at its close; now, of today.  What is still to be
-- reclaimed goes by the vacancies of the day on which the table is made.
CREATE FUNCTION pool_report(region text, month date)
    RETURNS TABLE (row_kind text, pool text, supervisor text, unit text, total bigint,
                   free bigint, approved_all bigint, approved_month bigint, awaiting bigint, used_month bigint,
                   lent bigint, returned_month bigint, returned bigint, reclaimed bigint, overdue_posts bigint,
                   to_reclaim bigint, pool_id int, unit_id int)
    LANGUAGE sql STABLE ROWS 1000 SET jit = off
BEGIN ATOMIC
    WITH fund AS MATERIALIZED (
        SELECT p.id AS pool_id, h.name AS pool, p.grace_days, s.first_day, s.after - 1 AS day, s.known_from, s.known_to
          FROM report_scope(pool_report.region, pool_report.month, CASE WHEN pool_report.month IS NULL THEN current_date END) s
          JOIN holder h ON h.region = s.region_code AND h.kind = 'pool'
          JOIN pool p ON p.holder_id = h.id
         WHERE p.effective_on < s.after AND p.recorded_at <= s.known_to
    ), seat AS MATERIALIZED (
        SELECT f.pool_id, t.loan_id, t.unit_id, t.end_kind, t.until <= f.day AND t.ended_at <= f.known_to AS ended,
               t.effective_on >= f.first_day OR t.recorded_at > f.known_from AS came_now,
               t.until >= f.first_day OR t.ended_at > f.known_from AS ended_now,
               coalesce((SELECT x.was_return_by FROM pool_extension x
                          WHERE x.seat_id = t.id AND (x.effective_on > f.day OR x.recorded_at > f.known_to)
                          ORDER BY x.id LIMIT 1), t.return_by) + f.grace_days < f.day AS overdue
          FROM fund f JOIN pool_seat t ON t.pool_id = f.pool_id AND t.effective_on <= f.day AND t.recorded_at <= f.known_to
    ), loan AS (
        SELECT l.pool_id, l.unit_id, sum(l.approved) AS approved_all,
               sum(l.approved) FILTER (WHERE l.approved_on >= f.first_day OR l.decided_at > f.known_from) AS approved_month,
               sum(l.approved - (SELECT count(*) FROM seat t WHERE t.loan_id = l.id AND NOT (t.ended IS TRUE AND t.end_kind = 'void')))
                   FILTER (WHERE l.use_by >= f.day AND (l.state <> 'cancelled' OR l.closed_on > f.day OR l.closed_at > f.known_to)) AS awaiting
          FROM fund f JOIN pool_loan l ON l.pool_id = f.pool_id AND l.approved_on <= f.day AND l.decided_at <= f.known_to
         GROUP BY l.pool_id, l.unit_id
    ), used AS (
        SELECT t.pool_id, t.unit_id, count(*) FILTER (WHERE t.ended IS NOT TRUE) AS lent, count(*) FILTER (WHERE t.came_now) AS used_month,
               count(*) FILTER (WHERE t.ended AND t.ended_now) AS returned_month,
               count(*) FILTER (WHERE t.ended AND t.end_kind IN ('returned', 'converted', 'left')) AS returned,
               count(*) FILTER (WHERE t.ended AND t.end_kind = 'reclaimed') AS reclaimed,
               count(*) FILTER (WHERE t.ended IS NOT TRUE AND t.overdue) AS overdue_posts
          FROM seat t WHERE NOT (t.ended IS TRUE AND t.end_kind = 'void')
         GROUP BY t.pool_id, t.unit_id
    ), by_unit AS (
        SELECT l.pool_id, l.unit_id, l.approved_all, coalesce(l.approved_month, 0) AS approved_month, coalesce(l.awaiting, 0) AS awaiting,
               coalesce(u.used_month, 0) AS used_month, coalesce(u.lent, 0) AS lent, coalesce(u.returned_month, 0) AS returned_month,
               coalesce(u.returned, 0) AS returned, coalesce(u.reclaimed, 0) AS reclaimed, coalesce(u.overdue_posts, 0) AS overdue_posts,
               least(coalesce(w.to_reclaim, 0), coalesce(u.overdue_posts, 0)) AS to_reclaim
          FROM loan l
          LEFT JOIN used u ON u.pool_id = l.pool_id AND u.unit_id = l.unit_id
          LEFT JOIN (SELECT x.unit_id, count(*) AS to_reclaim FROM pool_to_reclaim x GROUP BY x.unit_id) w ON w.unit_id = l.unit_id
    ), line AS (
        SELECT 'unit' AS row_kind, f.pool, d.name AS supervisor, u.name AS unit, NULL::bigint AS total, NULL::bigint AS free,
               b.approved_all, b.approved_month, b.awaiting, b.used_month, b.lent, b.returned_month, b.returned, b.reclaimed, b.overdue_posts,
               b.to_reclaim, b.pool_id, b.unit_id, u.sort
          FROM by_unit b
          JOIN fund f ON f.pool_id = b.pool_id
          JOIN unit u ON u.id = b.unit_id
          LEFT JOIN unit d ON d.id = coalesce(u.supervisor_id, u.parent_id)
        UNION ALL
        SELECT 'total', f.pool, NULL, '合计', a.total, a.free, coalesce(sum(b.approved_all), 0), coalesce(sum(b.approved_month), 0), a.awaiting,
               coalesce(sum(b.used_month), 0), a.lent, coalesce(sum(b.returned_month), 0), coalesce(sum(b.returned), 0),
               coalesce(sum(b.reclaimed), 0), coalesce(sum(b.overdue_posts), 0), coalesce(sum(b.to_reclaim), 0), f.pool_id, NULL, 0
          FROM fund f
         CROSS JOIN LATERAL pool_as_of(f.day, f.known_to) a
          LEFT JOIN by_unit b ON b.pool_id = f.pool_id
         WHERE a.pool_id = f.pool_id
         GROUP BY f.pool_id, f.pool, a.total, a.free, a.awaiting, a.lent
    )
    SELECT x.row_kind, x.pool, x.supervisor, x.unit, x.total, x.free, x.approved_all, x.approved_month, x.awaiting, x.used_month, x.lent,
           x.returned_month, x.returned, x.reclaimed, x.overdue_posts, x.to_reclaim, x.pool_id, x.unit_id
      FROM line x
     ORDER BY x.pool_id, x.row_kind, x.sort, x.unit_id;
END;
COMMENT ON FUNCTION pool_report(text, date) IS '月表6 周转池使用的计算；不给月份为现在';

CREATE VIEW monthly_pool AS
SELECT r.row_kind, r.pool, r.supervisor, r.unit, r.total, r.free, r.approved_all, r.approved_month,
       r.awaiting, r.used_month, r.lent, r.returned_month, r.returned, r.reclaimed, r.overdue_posts, r.to_reclaim,
       r.pool_id, r.unit_id
  FROM pool_report((SELECT b.region FROM book b), NULL) r;
COMMENT ON VIEW monthly_pool IS '月表6 周转池使用，现在的';
COMMENT ON COLUMN monthly_pool.row_kind IS '行种类；total 合计，unit 单位';
COMMENT ON COLUMN monthly_pool.pool IS '周转池名称';
COMMENT ON COLUMN monthly_pool.supervisor IS '主管部门';
COMMENT ON COLUMN monthly_pool.unit IS '机构名称';
COMMENT ON COLUMN monthly_pool.total IS '总量';
COMMENT ON COLUMN monthly_pool.free IS '可用';
COMMENT ON COLUMN monthly_pool.approved_all IS '累计核准';
COMMENT ON COLUMN monthly_pool.approved_month IS '本月核准';
COMMENT ON COLUMN monthly_pool.awaiting IS '已核准未用；逾用编期限的不计';
COMMENT ON COLUMN monthly_pool.used_month IS '本月入编';
COMMENT ON COLUMN monthly_pool.lent IS '在用';
COMMENT ON COLUMN monthly_pool.returned_month IS '本月归还';
COMMENT ON COLUMN monthly_pool.returned IS '已归还';
COMMENT ON COLUMN monthly_pool.reclaimed IS '已收回';
COMMENT ON COLUMN monthly_pool.overdue_posts IS '逾期数';
COMMENT ON COLUMN monthly_pool.to_reclaim IS '待收回';
COMMENT ON COLUMN monthly_pool.pool_id IS '周转池编号';
COMMENT ON COLUMN monthly_pool.unit_id IS '机构编号';

CREATE FUNCTION monthly_pool_of(region text, month date) RETURNS SETOF monthly_pool LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT bianzhi.require(monthly_pool_of.region, 'region'), bianzhi.require(monthly_pool_of.month::text, 'month');
    SELECT * FROM pool_report(monthly_pool_of.region, monthly_pool_of.month);
END;
COMMENT ON FUNCTION monthly_pool_of(text, date) IS '月表6 周转池使用，某地区某月：已结账的按结账时所知，未结账的按现在所知';

CREATE FUNCTION monthly_pool_closed(region text, month date) RETURNS SETOF monthly_pool LANGUAGE sql STABLE ROWS 1000
BEGIN ATOMIC
    SELECT * FROM bianzhi.closed_report(NULL::monthly_pool, monthly_pool_closed.region, sealed_month(monthly_pool_closed.region, monthly_pool_closed.month));
END;
COMMENT ON FUNCTION monthly_pool_closed(text, date) IS '月表6 周转池使用，已结账月份的快照，原样';
