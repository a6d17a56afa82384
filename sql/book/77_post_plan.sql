-- 77_post_plan: a proposal how to give out posts of one kind, every figure explained.  It only looks; what it
-- proposes becomes an entry after review (74).  The formula in words: sql/README.md.

CREATE FUNCTION establishment_type_ref(post_type text) RETURNS int LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT coalesce((SELECT t.code FROM post_type t
                      WHERE t.code = post_type_ref(establishment_type_ref.post_type) AND t.class = 'establishment'),
                    bianzhi.refuse_unknown('establishment post type', establishment_type_ref.post_type)::int);
END;
COMMENT ON FUNCTION establishment_type_ref(text) IS '编制类别：同 post_type_ref，领导职数和编外控制数除外';

-- What the counters say, less what happened after the day.
CREATE FUNCTION reserve_free(post_type int, region text, as_of date) RETURNS int LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT greatest(coalesce((SELECT a.approved FROM account a WHERE a.holder_id = h.id AND a.post_type = reserve_free.post_type), 0)
                    - CASE WHEN reserve_free.as_of < current_date THEN
                          (SELECT coalesce(sum(l.quantity), 0) FROM entry_line l JOIN entry e ON e.id = l.entry_id
                            WHERE l.holder_id = h.id AND l.post_type = reserve_free.post_type AND e.effective_on > reserve_free.as_of)
                      ELSE 0 END, 0)::int
      FROM (SELECT reserve_of(reserve_free.region) AS id) h;
END;
COMMENT ON FUNCTION reserve_free(int, text, date) IS '某地区某日机动编制中可分配的某类编制数';

-- Who takes part, with the bare figures of the day; names, classes and ranks are today's.
CREATE FUNCTION post_plan_candidate(post_type int, region text, as_of date)
RETURNS TABLE (unit_id int, unit text, rank text, approved int, strength int, reserved int, weight numeric, priority text,
               document text, growing bool, size int, rank_order int, span int)
LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    WITH managed AS (
        SELECT m.manager, count(*) AS span
          FROM (SELECT c.parent_id AS manager, c.id FROM unit c
                 WHERE c.effective_on <= post_plan_candidate.as_of AND (c.until IS NULL OR c.until > post_plan_candidate.as_of)
                 UNION
                SELECT c.supervisor_id, c.id FROM unit c
                 WHERE c.effective_on <= post_plan_candidate.as_of AND (c.until IS NULL OR c.until > post_plan_candidate.as_of)) m
         WHERE m.manager IS NOT NULL
         GROUP BY m.manager
    ), past AS (
        SELECT CASE WHEN post_plan_candidate.as_of < current_date THEN post_plan_candidate.as_of END AS on_day
    ), size AS (
        SELECT a.holder_id, sum(a.approved) FILTER (WHERE t.class = 'establishment') AS approved
          FROM account a JOIN post_type t ON t.code = a.post_type
         WHERE a.holder_id > 0
         GROUP BY a.holder_id
    )
    SELECT u.id, u.name, r.name_zh, coalesce(a.approved, 0) - later.approved,
           coalesce(a.strength, 0) + later.strength, held.reserved, coalesce(p.weight, 1),
           coalesce(k.name_zh, p.kind), d.number, coalesce(k.attributes ->> 'vacancy_limit' = 'false', false),
           coalesce(s.approved, 0)::int - later.size,
           CASE WHEN r.code NOT IN ('none', 'other') THEN
               (SELECT 1 + max(c.sort) FROM code c WHERE c.set = 'rank' AND c.code NOT IN ('none', 'other')) - r.sort
           ELSE 0 END,
           coalesce(m.span, 0)::int
      FROM past
     CROSS JOIN unit u
      JOIN admissibility x ON x.class = u.class AND x.post_type = post_plan_candidate.post_type
      LEFT JOIN account a ON a.holder_id = u.id AND a.post_type = post_plan_candidate.post_type
      LEFT JOIN size s ON s.holder_id = u.id
      LEFT JOIN managed m ON m.manager = u.id
      LEFT JOIN code r ON r.set = 'rank' AND r.code = u.rank
      LEFT JOIN priority p ON p.unit_id = u.id AND p.effective_on <= post_plan_candidate.as_of
                          AND (p.until IS NULL OR p.until > post_plan_candidate.as_of)
      LEFT JOIN code k ON k.set = 'priority_kind' AND k.code = p.kind
      LEFT JOIN document d ON d.id = p.document_id
     CROSS JOIN LATERAL (
        -- looked up only for a day that is past
        SELECT CASE WHEN past.on_day IS NULL THEN 0 ELSE
                   (SELECT coalesce(sum(l.quantity), 0)::int FROM entry_line l JOIN entry e ON e.id = l.entry_id
                     WHERE l.holder_id = u.id AND l.post_type = post_plan_candidate.post_type AND e.effective_on > past.on_day) END,
               CASE WHEN past.on_day IS NULL THEN 0 ELSE
                   (SELECT coalesce(sum(l.quantity), 0)::int FROM entry_line l JOIN entry e ON e.id = l.entry_id
                      JOIN post_type t ON t.code = l.post_type AND t.class = 'establishment'
                     WHERE l.holder_id = u.id AND e.effective_on > past.on_day) END,
               CASE WHEN past.on_day IS NULL THEN 0 ELSE
                   (SELECT (count(*) FILTER (WHERE e.effective_on <= past.on_day AND e.until > past.on_day)
                            - count(*) FILTER (WHERE e.effective_on > past.on_day AND e.until IS NULL))::int
                      FROM enrolment e WHERE e.unit_id = u.id AND e.post_type = post_plan_candidate.post_type) END
     ) later (approved, size, strength)
     CROSS JOIN LATERAL (
        SELECT coalesce(sum(n.quantity - n.used + CASE WHEN past.on_day IS NULL THEN 0 ELSE
                   (SELECT count(*) FROM enrolment e WHERE e.unit_id = n.unit_id AND e.post_type = n.post_type
                       AND e.permit_id = n.id AND e.effective_on > past.on_day) END), 0)::int
          FROM use_permit n
         WHERE n.unit_id = u.id AND n.post_type = post_plan_candidate.post_type
           AND post_plan_candidate.as_of BETWEEN n.effective_on AND n.expires_on
           AND (n.closed_on IS NULL OR n.closed_on > post_plan_candidate.as_of)
     ) held (reserved)
     WHERE u.kind = 'body' AND u.region = post_plan_candidate.region
       AND u.effective_on <= post_plan_candidate.as_of AND (u.until IS NULL OR u.until > post_plan_candidate.as_of)
       AND (coalesce(a.approved, 0) > later.approved OR (p.id IS NOT NULL AND coalesce(s.approved, 0) = later.size));
END;
COMMENT ON FUNCTION post_plan_candidate(int, text, date) IS
    '参加分配的机构：该地区已有该类编制的，和用编优先而尚无任何编制的；附当日数据';

CREATE FUNCTION post_plan(post_type text, quantity int, region text DEFAULT NULL, as_of date DEFAULT current_date)
RETURNS TABLE (unit_id int, unit text, approved int, strength int, reserved int, vacancy int,
               weight numeric, priority text, size int, rank text, span int,
               size_factor numeric, rank_factor numeric, span_factor numeric, vacancy_factor numeric,
               score numeric, cap int, share numeric, proposed int, explanation text)
LANGUAGE sql STABLE ROWS 100
BEGIN ATOMIC
    WITH given AS MATERIALIZED (
        SELECT establishment_type_ref(post_plan.post_type) AS post_type, bianzhi.positive(post_plan.quantity, 'quantity') AS quantity,
               (SELECT h.region FROM holder h WHERE h.id = reserve_of(coalesce(post_plan.region, (SELECT b.region FROM book b)))) AS region,
               bianzhi.past_day(post_plan.as_of, 'as_of') AS on_day
    ), coefficient AS MATERIALIZED (
        SELECT max(f.coefficient) FILTER (WHERE f.factor = 'weight') AS weight,
               max(f.coefficient) FILTER (WHERE f.factor = 'size') AS size,
               max(f.coefficient) FILTER (WHERE f.factor = 'rank') AS rank,
               max(f.coefficient) FILTER (WHERE f.factor = 'span') AS span,
               max(f.coefficient) FILTER (WHERE f.factor = 'vacancy') AS vacancy,
               max(f.coefficient) FILTER (WHERE f.factor = 'vacancy_limit') AS vacancy_limit,
               max(f.coefficient) FILTER (WHERE f.factor = 'unit_limit') AS unit_limit
          FROM post_plan_factor f
    ), reserve AS MATERIALIZED (
        SELECT reserve_free(g.post_type, g.region, g.on_day) AS free FROM given g
    ), candidate AS MATERIALIZED (
        SELECT c.*, max(c.size) OVER () AS max_size, max(c.rank_order) OVER () AS max_rank, max(c.span) OVER () AS max_span
          FROM given g CROSS JOIN LATERAL post_plan_candidate(g.post_type, g.region, g.on_day) c
    ), factored AS (
        SELECT c.*, greatest(1 + k.weight * (c.weight - 1), 0) AS multiple,
               coalesce(round(c.size::numeric / nullif(c.max_size, 0), 4), 0) AS size_factor,
               coalesce(round(c.rank_order::numeric / nullif(c.max_rank, 0), 4), 0) AS rank_factor,
               coalesce(round(c.span::numeric / nullif(c.max_span, 0), 4), 0) AS span_factor,
               coalesce(round(least((c.strength + c.reserved)::numeric / nullif(c.approved, 0), 1), 4), 1) AS vacancy_factor,
               coalesce(round(100 * greatest(c.approved - c.strength - c.reserved, 0)::numeric / nullif(c.approved, 0), 2), 0) AS vacancy_rate
          FROM candidate c CROSS JOIN coefficient k
    ), scored AS (
        SELECT f.*, round(f.multiple * (k.size * f.size_factor + k.rank * f.rank_factor + k.span * f.span_factor
                                        + k.vacancy * f.vacancy_factor), 4) AS score
          FROM factored f CROSS JOIN coefficient k
    ), capped AS (
        SELECT s.*, CASE WHEN s.score > 0 AND (s.growing OR s.vacancy_rate <= k.vacancy_limit) THEN floor(k.unit_limit)::int ELSE 0 END AS cap
          FROM scored s CROSS JOIN coefficient k
    ), bounded AS (
        SELECT c.*, sum(c.cap) OVER () AS all_caps,
               least(g.quantity, r.free, sum(c.cap) OVER ()) AS possible
          FROM capped c CROSS JOIN given g CROSS JOIN reserve r
    -- Whoever would get more than his cap gets the cap, the rest is shared by score.  In the order of cap to score
    -- those are the first ones, and whether one is among them needs only what stands before and behind it.
    ), filled AS (
        SELECT b.*, b.cap * sum(b.score) FILTER (WHERE b.cap > 0) OVER behind
                    <= b.score * (b.possible - coalesce(sum(b.cap) OVER before, 0)) AS full
          FROM bounded b
        WINDOW before AS (ORDER BY b.cap / nullif(b.score, 0) NULLS FIRST, b.unit_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
               behind AS (ORDER BY b.cap / nullif(b.score, 0) NULLS FIRST, b.unit_id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
    ), rest AS (
        SELECT f.*, f.cap > 0 AND NOT f.full AS shares,
               coalesce(sum(f.cap) FILTER (WHERE f.cap > 0 AND f.full) OVER (), 0) AS taken,
               sum(f.score) FILTER (WHERE f.cap > 0 AND NOT f.full) OVER () AS rest_score
          FROM filled f
    ), shared AS (
        SELECT r.*, CASE WHEN r.shares THEN round(r.score * (r.possible - r.taken) / r.rest_score, 4) ELSE r.cap END AS share
          FROM rest r
    -- largest remainder; equal remainders go to the higher score, then to the lower number
    ), whole AS (
        SELECT s.*, floor(s.share)::int
                    + (row_number() OVER (ORDER BY s.share < s.cap DESC, s.share - floor(s.share) DESC, s.score DESC, s.unit_id)
                       <= s.possible - sum(floor(s.share)) OVER ())::int AS proposed
          FROM shared s
    )
    SELECT w.unit_id, w.unit, w.approved, w.strength, w.reserved, w.approved - w.strength, w.weight, w.priority,
           w.size, w.rank, w.span, w.size_factor, w.rank_factor, w.span_factor, w.vacancy_factor,
           w.score, w.cap, w.share, w.proposed,
           concat(CASE WHEN w.priority IS NULL THEN '一般机构' ELSE concat(w.priority, '（', w.document, '）') END,
                  '，权重 ', trim_scale(w.weight), '，优先倍数 1＋', trim_scale(k.weight), '×（', trim_scale(w.weight), '－1）＝', trim_scale(w.multiple),
                  '；编制规模 ', w.size, '÷', w.max_size, '＝', w.size_factor,
                  '，机构规格（', coalesce(w.rank, '未定级'), '）', w.rank_order, '÷', w.max_rank, '＝', w.rank_factor,
                  '，管理幅度 ', w.span, '÷', w.max_span, '＝', w.span_factor,
                  '，满编程度（实有 ', w.strength, '＋占用 ', w.reserved, '）÷核定 ', w.approved, '＝', w.vacancy_factor,
                  '；得分 ', trim_scale(w.multiple), '×（', trim_scale(k.size), '×', w.size_factor, '＋', trim_scale(k.rank), '×', w.rank_factor,
                  '＋', trim_scale(k.span), '×', w.span_factor, '＋', trim_scale(k.vacancy), '×', w.vacancy_factor, '）＝', w.score,
                  CASE WHEN w.growing AND w.vacancy_rate > k.vacancy_limit THEN concat('；', w.priority, '不受空编率上限限制（现 ', w.vacancy_rate, '%）') END,
                  '；可分配 ', w.possible, '（拟分配 ', g.quantity, '，机动编制 ', r.free, '，各机构上限合计 ', w.all_caps, '，取最小）；',
                  CASE WHEN w.score = 0 THEN '得分为零，本次不增'
                       WHEN w.vacancy_rate > k.vacancy_limit AND NOT w.growing THEN
                           concat('空编率 ', w.vacancy_rate, '% 高于 ', trim_scale(k.vacancy_limit), '%，本次不增')
                       WHEN w.cap = 0 THEN '单位上限为 0，本次不增'
                       WHEN NOT w.shares THEN concat('按得分应得不少于上限 ', w.cap, '，按上限建议 ', w.proposed)
                       ELSE concat('达到上限的机构先占 ', w.taken, '，其余 ', w.possible - w.taken, '×', w.score, '÷', w.rest_score, '＝', w.share,
                                   '，最大余数法取整，建议 ', w.proposed) END)
      FROM whole w CROSS JOIN given g CROSS JOIN coefficient k CROSS JOIN reserve r
     ORDER BY w.proposed DESC, w.score DESC, w.unit_id;
END;
COMMENT ON FUNCTION post_plan(text, int, text, date) IS
    '编制分配建议：把某类机动编制按优先权重、编制规模、机构规格、管理幅度和满编程度分配到机构，每个机构一行，列明各项数据和计算过程；只看不办，办理用 propose_post_plan()';

CREATE FUNCTION post_plan_total(post_type text, quantity int, region text DEFAULT NULL, as_of date DEFAULT current_date)
RETURNS TABLE (units int, quantity int, reserve int, cap int, proposed int, explanation text)
LANGUAGE sql STABLE ROWS 1
BEGIN ATOMIC
    WITH plan AS MATERIALIZED (
        SELECT count(*)::int AS units, coalesce(sum(p.cap), 0)::int AS cap, coalesce(sum(p.proposed), 0)::int AS proposed
          FROM post_plan(post_plan_total.post_type, post_plan_total.quantity, post_plan_total.region, post_plan_total.as_of) p
    ), reserve AS MATERIALIZED (
        SELECT reserve_free(establishment_type_ref(post_plan_total.post_type),
                            coalesce(post_plan_total.region, (SELECT b.region FROM book b)),
                            bianzhi.past_day(post_plan_total.as_of, 'as_of')) AS free
    )
    SELECT p.units, post_plan_total.quantity, r.free, p.cap, p.proposed,
           concat('拟分配 ', post_plan_total.quantity, '，机动编制 ', r.free, '，', p.units, ' 个机构上限合计 ', p.cap, '，可分配 ', p.proposed,
                  CASE WHEN p.proposed = post_plan_total.quantity THEN NULL
                       WHEN p.units = 0 THEN '：没有可以使用该类编制的机构'
                       WHEN r.free <= p.cap THEN '：受机动编制限制，先核减其他机构编制或报请上级下达'
                       ELSE '：受各机构上限限制，可调整 post_plan_factor 的空编率上限和单位上限' END)
      FROM plan p CROSS JOIN reserve r;
END;
COMMENT ON FUNCTION post_plan_total(text, int, text, date) IS '编制分配建议的合计：拟分配、机动编制、上限合计、可分配数和原因';

CREATE FUNCTION propose_post_plan(post_type text, quantity int, region text DEFAULT NULL, document text DEFAULT NULL,
                                  reason text DEFAULT NULL, title text DEFAULT NULL, effective_on date DEFAULT NULL,
                                  idempotency_key text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT propose('post_plan',
                   coalesce((SELECT jsonb_agg(jsonb_build_object(
                                        'op', 'allocate',
                                        'args', jsonb_strip_nulls(jsonb_build_object(
                                            'unit', concat('#', p.unit_id), 'post_type', propose_post_plan.post_type,
                                            'quantity', p.proposed, 'effective_on', propose_post_plan.effective_on)),
                                        'note', concat(p.unit, '：', p.explanation)) ORDER BY p.score DESC, p.unit_id)
                               FROM post_plan(propose_post_plan.post_type, propose_post_plan.quantity, propose_post_plan.region) p
                              WHERE p.proposed > 0), '[]'),
                   coalesce(propose_post_plan.title,
                            concat('编制分配：', (SELECT y.name_zh FROM post_type y WHERE y.code = establishment_type_ref(propose_post_plan.post_type)),
                                   ' ', t.proposed, ' 个')),
                   propose_post_plan.document, coalesce(propose_post_plan.reason, t.explanation), propose_post_plan.idempotency_key)
      FROM post_plan_total(propose_post_plan.post_type, propose_post_plan.quantity, propose_post_plan.region) t;
END;
COMMENT ON FUNCTION propose_post_plan(text, int, text, text, text, text, date, text) IS
    '把编制分配建议作为申报提出，由他人复核后核定；每个机构一项核定，附计算说明';
