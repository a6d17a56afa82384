-- A book of version 1, as bianzhi 0.1 made it: what BookFixture::make_book made, dumped with "pg_dump -O --no-comments
-- -n xingan", without the comments and settings of pg_dump.  See tests/README.md; never changed.
SET client_encoding = 'UTF8';
SET check_function_bodies = false;
SET client_min_messages = warning;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA xingan;
CREATE TABLE xingan.document (
    id bigint NOT NULL,
    number text NOT NULL,
    title text,
    issuer text,
    issued_on date NOT NULL,
    kind text DEFAULT 'approval'::text NOT NULL,
    note text,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by text DEFAULT SESSION_USER NOT NULL
);
CREATE FUNCTION xingan.document_ref(document text) RETURNS bigint
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH given AS (
          SELECT COALESCE(NULLIF(document_ref.document, ''::text), NULLIF(current_setting('bianzhi.document'::text, true), ''::text)) AS number
         )
  SELECT COALESCE(( SELECT d.id
            FROM xingan.document d
           WHERE ((d.number =
                 CASE
                     WHEN (g.number !~ '^#[0-9]+$'::text) THEN bianzhi.document_number(g.number)
                     ELSE NULL::text
                 END) OR (d.id =
                 CASE
                     WHEN (g.number ~ '^#[0-9]{1,18}$'::text) THEN (substr(g.number, 2))::bigint
                     ELSE NULL::bigint
                 END))), (bianzhi.refuse_unknown('document'::text, g.number))::bigint) AS "coalesce"
    FROM given g;
END;
CREATE TABLE xingan.entry (
    id bigint NOT NULL,
    kind text NOT NULL,
    document_id bigint,
    effective_on date NOT NULL,
    reverses bigint,
    note text,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by text DEFAULT SESSION_USER NOT NULL,
    CONSTRAINT entry_kind_known CHECK ((kind = ANY (ARRAY['ceiling'::text, 'allocation'::text, 'transfer'::text, 'conversion'::text, 'reversal'::text, 'pool'::text, 'reform'::text])))
);
CREATE TABLE xingan.entry_line (
    entry_id bigint NOT NULL,
    holder_id integer NOT NULL,
    post_type integer NOT NULL,
    quantity integer NOT NULL,
    CONSTRAINT entry_line_quantity_not_zero CHECK ((quantity <> 0))
);
CREATE FUNCTION xingan.post_entry(kind text, from_holder integer, from_type integer, to_holder integer, to_type integer, quantity integer, document bigint, effective_on date, note text DEFAULT NULL::text) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 WITH e AS (
          INSERT INTO xingan.entry (kind, document_id, effective_on, note)
           VALUES (post_entry.kind, post_entry.document, COALESCE(post_entry.effective_on, CURRENT_DATE), post_entry.note)
           RETURNING entry.id
         ), l AS (
          INSERT INTO xingan.entry_line (entry_id, holder_id, post_type, quantity)  SELECT e_1.id,
                     x.holder,
                     x.type,
                     x.n
                    FROM e e_1,
                     ( VALUES (post_entry.from_holder,post_entry.from_type,(- bianzhi.positive(post_entry.quantity, 'quantity'::text))), (post_entry.to_holder,post_entry.to_type,post_entry.quantity)) x(holder, type, n)
         )
  SELECT e.id
    FROM e;
END;
CREATE TABLE xingan.post_type (
    code integer NOT NULL,
    class text NOT NULL,
    category text NOT NULL,
    funding text,
    rank text,
    role text,
    scope text,
    ring_fenced boolean DEFAULT false NOT NULL,
    report_group text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    sort integer DEFAULT 0 NOT NULL,
    CONSTRAINT post_type_class_known CHECK ((class = ANY (ARRAY['establishment'::text, 'leadership'::text, 'off_establishment'::text]))),
    CONSTRAINT post_type_leadership_complete CHECK (((class = 'leadership'::text) = ((role IS NOT NULL) AND (scope IS NOT NULL) AND (rank IS NOT NULL)))),
    CONSTRAINT post_type_role_known CHECK ((role = ANY (ARRAY['chief'::text, 'deputy'::text, 'other'::text]))),
    CONSTRAINT post_type_scope_known CHECK ((scope = ANY (ARRAY['unit'::text, 'division'::text, 'discipline'::text])))
);
CREATE FUNCTION xingan.post_type_ref(post_type text) RETURNS integer
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT COALESCE(( SELECT t.code
            FROM xingan.post_type t
           WHERE (((t.code)::text = post_type_ref.post_type) OR (t.name_zh = post_type_ref.post_type) OR (lower(t.name_en) = lower(post_type_ref.post_type)))
           ORDER BY ((t.code)::text = post_type_ref.post_type) DESC
          LIMIT 1), (bianzhi.refuse_unknown('post type'::text, post_type))::integer) AS "coalesce";
END;
CREATE TABLE xingan.holder (
    id integer NOT NULL,
    kind text NOT NULL,
    region text NOT NULL,
    name text NOT NULL,
    CONSTRAINT holder_id_negative CHECK ((id < 0)),
    CONSTRAINT holder_kind_known CHECK ((kind = ANY (ARRAY['ceiling'::text, 'reserve'::text, 'pool'::text])))
);
CREATE FUNCTION xingan.reserve_of(region text) RETURNS integer
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT COALESCE(( SELECT h.id
            FROM xingan.holder h
           WHERE ((h.kind = 'reserve'::text) AND (h.region = reserve_of.region))), (bianzhi.refuse_unknown('region'::text, region))::integer) AS "coalesce";
END;
CREATE TABLE xingan.unit (
    id integer NOT NULL,
    name text NOT NULL,
    short_name text,
    other_names text[],
    kind text DEFAULT 'body'::text NOT NULL,
    class text NOT NULL,
    parent_id integer,
    path text DEFAULT ''::text NOT NULL,
    region text NOT NULL,
    system text,
    category text,
    industry text,
    rank text,
    supervisor_id integer,
    credit_code bianzhi.credit_code,
    counterpart text,
    counterpart_divisions integer,
    party_body text,
    sort integer DEFAULT 0 NOT NULL,
    effective_on date NOT NULL,
    until date,
    document_id bigint,
    until_document_id bigint,
    note text,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by text DEFAULT SESSION_USER NOT NULL,
    CONSTRAINT unit_counterpart_positive CHECK ((counterpart_divisions > 0)),
    CONSTRAINT unit_dates_in_order CHECK ((until >= effective_on)),
    CONSTRAINT unit_id_positive CHECK ((id > 0)),
    CONSTRAINT unit_kind_known CHECK ((kind = ANY (ARRAY['body'::text, 'division'::text, 'group'::text])))
);
CREATE FUNCTION xingan.unit_ref(unit text) RETURNS integer
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH hit AS (
          SELECT u.id,
             u.name,
             u.region
            FROM xingan.unit u
           WHERE (u.id =
                 CASE
                     WHEN (unit_ref.unit ~ '^#?[0-9]{1,9}$'::text) THEN (ltrim(unit_ref.unit, '#'::text))::integer
                     ELSE NULL::integer
                 END)
         UNION
          SELECT u.id,
             u.name,
             u.region
            FROM xingan.unit u
           WHERE (u.name = unit_ref.unit)
         UNION
          SELECT u.id,
             u.name,
             u.region
            FROM xingan.unit u
           WHERE ((u.short_name = unit_ref.unit) AND (u.until IS NULL))
         UNION
          SELECT u.id,
             u.name,
             u.region
            FROM xingan.unit u
           WHERE ((u.until IS NULL) AND (u.credit_code OPERATOR(bianzhi.=)
                 CASE
                     WHEN (unit_ref.unit ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'::text) THEN (unit_ref.unit)::bianzhi.credit_code
                     ELSE NULL::bianzhi.credit_code
                 END))
         ), live AS (
          SELECT h.id,
             h.name,
             h.region
            FROM (hit h
              JOIN xingan.unit u ON ((u.id = h.id)))
           WHERE (u.until IS NULL)
         UNION ALL
          SELECT h.id,
             h.name,
             h.region
            FROM hit h
           WHERE (NOT (EXISTS ( SELECT
                    FROM (hit x
                      JOIN xingan.unit u ON ((u.id = x.id)))
                   WHERE (u.until IS NULL))))
         )
  SELECT
         CASE
             WHEN (count(*) = 1) THEN min(l.id)
             WHEN (count(*) = 0) THEN (bianzhi.refuse_unknown('unit'::text, unit_ref.unit))::integer
             ELSE (bianzhi.refuse_ambiguous('unit'::text, unit_ref.unit, string_agg(concat('#', l.id, ' ', l.name, ' (', l.region, ')'), ', '::text ORDER BY l.id)))::integer
         END AS refuse_ambiguous
    FROM live l;
END;
CREATE FUNCTION xingan.allocate(unit text, post_type text, quantity integer, document text DEFAULT NULL::text, effective_on date DEFAULT CURRENT_DATE) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT xingan.post_entry('allocation'::text, xingan.reserve_of(u.region), t.code, u.id, t.code, allocate.quantity, xingan.document_ref(allocate.document), allocate.effective_on) AS post_entry
    FROM xingan.unit u,
     ( SELECT xingan.post_type_ref(allocate.post_type) AS code) t
   WHERE (u.id = xingan.unit_ref(allocate.unit));
END;
CREATE TABLE xingan.person (
    id bigint NOT NULL,
    resident_id bianzhi.resident_id NOT NULL,
    name text NOT NULL,
    sex text,
    ethnic text,
    politics text,
    education text,
    degree text,
    specialty text,
    work_started_on date,
    retire_group text,
    title_level text,
    grade text,
    status text DEFAULT 'on_post'::text NOT NULL,
    birth_on date GENERATED ALWAYS AS (bianzhi.birth_date(resident_id)) STORED,
    retire_on date GENERATED ALWAYS AS (bianzhi.retirement_date(bianzhi.birth_date(resident_id), retire_group)) STORED,
    note text,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by text DEFAULT SESSION_USER NOT NULL,
    CONSTRAINT person_retire_group_known CHECK ((retire_group = ANY (ARRAY['M60'::text, 'F55'::text, 'F50'::text]))),
    CONSTRAINT person_sex_known CHECK ((sex = ANY (ARRAY['M'::text, 'F'::text])))
);
CREATE FUNCTION xingan.person_ref(person text) RETURNS bigint
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH hit AS (
          SELECT p.id,
             p.name,
             p.resident_id
            FROM xingan.person p
           WHERE ((p.name = person_ref.person) OR (p.id =
                 CASE
                     WHEN (person_ref.person ~ '^#[0-9]{1,18}$'::text) THEN (substr(person_ref.person, 2))::bigint
                     ELSE NULL::bigint
                 END) OR (p.resident_id OPERATOR(bianzhi.=)
                 CASE
                     WHEN (person_ref.person ~ '^[0-9]{17}[0-9Xx]$'::text) THEN (person_ref.person)::bianzhi.resident_id
                     ELSE NULL::bianzhi.resident_id
                 END))
         )
  SELECT
         CASE
             WHEN (count(*) = 1) THEN min(h.id)
             WHEN (count(*) = 0) THEN (bianzhi.refuse_unknown('person'::text, person_ref.person))::bigint
             ELSE (bianzhi.refuse_ambiguous('person'::text, person_ref.person, string_agg(concat('#', h.id, ' ', bianzhi.masked(h.resident_id)), ', '::text ORDER BY h.id)))::bigint
         END AS refuse_ambiguous
    FROM hit h;
END;
CREATE FUNCTION xingan.amend_person(person text, name text DEFAULT NULL::text, sex text DEFAULT NULL::text, ethnic text DEFAULT NULL::text, politics text DEFAULT NULL::text, education text DEFAULT NULL::text, degree text DEFAULT NULL::text, specialty text DEFAULT NULL::text, work_started_on date DEFAULT NULL::date, retire_group text DEFAULT NULL::text, title_level text DEFAULT NULL::text, grade text DEFAULT NULL::text, status text DEFAULT NULL::text) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 UPDATE xingan.person AS p SET name = COALESCE(amend_person.name, p.name), sex = COALESCE(amend_person.sex, p.sex), ethnic = COALESCE(amend_person.ethnic, p.ethnic), politics = COALESCE(amend_person.politics, p.politics), education = COALESCE(amend_person.education, p.education), degree = COALESCE(amend_person.degree, p.degree), specialty = COALESCE(amend_person.specialty, p.specialty), work_started_on = COALESCE(amend_person.work_started_on, p.work_started_on), retire_group = COALESCE(amend_person.retire_group, p.retire_group), title_level = COALESCE(amend_person.title_level, p.title_level), grade = COALESCE(amend_person.grade, p.grade), status = COALESCE(amend_person.status, p.status)
   WHERE (p.id = xingan.person_ref(amend_person.person))
   RETURNING p.id;
END;
CREATE TABLE xingan.appointment (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    unit_id integer NOT NULL,
    post_type integer NOT NULL,
    title text,
    holder_rank text,
    counts boolean DEFAULT true NOT NULL,
    effective_on date NOT NULL,
    until date,
    document_id bigint,
    until_document_id bigint,
    note text,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by text DEFAULT SESSION_USER NOT NULL,
    ended_at timestamp with time zone,
    ended_by text,
    CONSTRAINT appointment_dates_in_order CHECK ((until >= effective_on))
)
WITH (fillfactor='90');
CREATE TABLE xingan.enrolment (
    id bigint NOT NULL,
    person_id bigint NOT NULL,
    unit_id integer NOT NULL,
    post_type integer NOT NULL,
    division_id integer,
    effective_on date NOT NULL,
    until date,
    entry_reason text DEFAULT 'other'::text NOT NULL,
    exit_reason text,
    document_id bigint,
    until_document_id bigint,
    permit_id bigint,
    transfer_id bigint,
    note text,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by text DEFAULT SESSION_USER NOT NULL,
    ended_at timestamp with time zone,
    ended_by text,
    CONSTRAINT enrolment_dates_in_order CHECK ((until >= effective_on)),
    CONSTRAINT enrolment_end_has_reason CHECK (((until IS NULL) = (exit_reason IS NULL)))
)
WITH (fillfactor='90');
CREATE FUNCTION xingan.appoint(person text, unit text, post_type text, title text DEFAULT NULL::text, holder_rank text DEFAULT NULL::text, counts boolean DEFAULT true, document text DEFAULT NULL::text, effective_on date DEFAULT CURRENT_DATE) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 INSERT INTO xingan.appointment (person_id, unit_id, post_type, title, holder_rank, counts, document_id, effective_on)
   VALUES (bianzhi.hold_person('xingan.enrolment'::regclass, xingan.person_ref(appoint.person)), xingan.unit_ref(appoint.unit), xingan.post_type_ref(appoint.post_type), appoint.title, appoint.holder_rank, COALESCE(appoint.counts, true), xingan.document_ref(appoint.document), COALESCE(appoint.effective_on, CURRENT_DATE))
   RETURNING appointment.id;
END;
CREATE TABLE xingan.use_permit (
    id bigint NOT NULL,
    unit_id integer NOT NULL,
    post_type integer NOT NULL,
    quantity integer NOT NULL,
    used integer DEFAULT 0 NOT NULL,
    entry_reason text,
    effective_on date NOT NULL,
    expires_on date NOT NULL,
    document_id bigint,
    state text DEFAULT 'open'::text NOT NULL,
    closed_on date,
    note text,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by text DEFAULT SESSION_USER NOT NULL,
    CONSTRAINT use_permit_closed_dated CHECK (((state = 'open'::text) = (closed_on IS NULL))),
    CONSTRAINT use_permit_dates_in_order CHECK ((expires_on >= effective_on)),
    CONSTRAINT use_permit_quantity_positive CHECK ((quantity > 0)),
    CONSTRAINT use_permit_state_known CHECK ((state = ANY (ARRAY['open'::text, 'used'::text, 'cancelled'::text, 'lapsed'::text]))),
    CONSTRAINT use_permit_used_within CHECK (((used >= 0) AND (used <= quantity)))
);
CREATE FUNCTION xingan.cancel_permit(permit bigint, note text DEFAULT NULL::text) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 WITH p AS (
          UPDATE xingan.use_permit SET state = 'cancelled'::text, closed_on = CURRENT_DATE, note = COALESCE(cancel_permit.note, use_permit.note)
           WHERE ((use_permit.id = cancel_permit.permit) AND (use_permit.state = 'open'::text))
           RETURNING use_permit.id
         )
  SELECT COALESCE(( SELECT p.id
            FROM p), (bianzhi.refuse_unknown('permit'::text, (permit)::text))::bigint) AS "coalesce";
END;
CREATE TABLE xingan.account (
    holder_id integer NOT NULL,
    post_type integer NOT NULL,
    approved integer DEFAULT 0 NOT NULL,
    reserved integer DEFAULT 0 NOT NULL,
    strength integer DEFAULT 0 NOT NULL,
    vacancy integer GENERATED ALWAYS AS ((approved - strength)) STORED NOT NULL,
    CONSTRAINT account_reserved_not_negative CHECK ((reserved >= 0)),
    CONSTRAINT account_strength_not_negative CHECK ((strength >= 0))
)
WITH (fillfactor='50');
CREATE VIEW xingan.expired_permit AS
 SELECT p.unit_id,
    p.post_type,
    sum((p.quantity - p.used)) AS expired,
    min(p.expires_on) AS expires_on
   FROM xingan.use_permit p
  WHERE ((p.state = 'open'::text) AND (p.expires_on < CURRENT_DATE))
  GROUP BY p.unit_id, p.post_type;
CREATE VIEW xingan.account_excess AS
 SELECT a.holder_id AS unit_id,
    a.post_type,
    u.region,
    u.name AS unit,
    t.name_zh AS post_type_name,
        CASE t.class
            WHEN 'leadership'::text THEN 'over_leadership'::text
            ELSE 'over_establishment'::text
        END AS rule,
    a.approved,
    a.strength,
    (a.reserved - COALESCE(x.expired, (0)::bigint)) AS reserved,
    (((a.strength + a.reserved) - COALESCE(x.expired, (0)::bigint)) - a.approved) AS excess
   FROM (((xingan.account a
     JOIN xingan.unit u ON ((u.id = a.holder_id)))
     JOIN xingan.post_type t ON ((t.code = a.post_type)))
     LEFT JOIN xingan.expired_permit x ON (((x.unit_id = a.holder_id) AND (x.post_type = a.post_type))))
  WHERE (((a.strength + a.reserved) > a.approved) AND (((a.strength + a.reserved) - COALESCE(x.expired, (0)::bigint)) > a.approved));
CREATE TABLE xingan.admissibility (
    class text NOT NULL,
    post_type integer NOT NULL,
    basis text
);
CREATE TABLE xingan.book (
    only_row boolean DEFAULT true NOT NULL,
    version integer NOT NULL,
    region text NOT NULL,
    title text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by text DEFAULT SESSION_USER NOT NULL,
    CONSTRAINT book_one_row CHECK (only_row)
);
CREATE TABLE xingan.check_run (
    id bigint NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    run_by text DEFAULT SESSION_USER NOT NULL,
    rules integer NOT NULL,
    objects bigint NOT NULL,
    failures bigint NOT NULL,
    score numeric(5,2) NOT NULL
);
CREATE TABLE xingan.code (
    set text NOT NULL,
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    sort integer DEFAULT 0 NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL
);
CREATE TABLE xingan.finding (
    id bigint NOT NULL,
    key text NOT NULL,
    rule text NOT NULL,
    level text DEFAULT 'warning'::text NOT NULL,
    unit_id integer,
    post_type integer,
    object text NOT NULL,
    figures jsonb DEFAULT '{}'::jsonb NOT NULL,
    remedy text,
    found_on date DEFAULT CURRENT_DATE NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    due_on date,
    state text DEFAULT 'open'::text NOT NULL,
    CONSTRAINT finding_state_known CHECK ((state = ANY (ARRAY['open'::text, 'excused'::text, 'resolved'::text])))
);
CREATE TABLE xingan.region (
    code text NOT NULL,
    name text NOT NULL,
    parent text,
    level text NOT NULL,
    CONSTRAINT region_code_form CHECK ((code ~ '^[0-9]{6}([0-9]{3})?$'::text)),
    CONSTRAINT region_level_known CHECK ((level = ANY (ARRAY['province'::text, 'prefecture'::text, 'county'::text, 'township'::text]))),
    CONSTRAINT region_not_own_parent CHECK ((parent <> code))
);
CREATE TABLE xingan.rule (
    code text NOT NULL,
    region text DEFAULT ''::text NOT NULL,
    mode text NOT NULL,
    level text DEFAULT 'error'::text NOT NULL,
    params jsonb DEFAULT '{}'::jsonb NOT NULL,
    basis text,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    effective_on date DEFAULT '1949-10-01'::date NOT NULL,
    until date,
    CONSTRAINT rule_fixed_mode CHECK (((mode = 'block'::text) OR (code <> ALL (ARRAY['over_ceiling'::text, 'unbalanced_entry'::text, 'document_missing'::text, 'double_post'::text, 'append_only'::text, 'permit_invalid'::text, 'outside_validity'::text, 'abolish_residue'::text])))),
    CONSTRAINT rule_level_known CHECK ((level = ANY (ARRAY['error'::text, 'warning'::text, 'notice'::text]))),
    CONSTRAINT rule_mode_known CHECK ((mode = ANY (ARRAY['block'::text, 'warn'::text, 'track'::text]))),
    CONSTRAINT rule_region_form CHECK ((region ~ '^([0-9]{6}([0-9]{3})?)?$'::text))
);
CREATE TABLE xingan.rule_exception (
    id bigint NOT NULL,
    rule text NOT NULL,
    unit_id integer NOT NULL,
    post_type integer,
    allowance integer DEFAULT 0 NOT NULL,
    document_id bigint NOT NULL,
    effective_on date NOT NULL,
    expires_on date NOT NULL,
    note text,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    recorded_by text DEFAULT SESSION_USER NOT NULL,
    CONSTRAINT rule_exception_allowance_not_negative CHECK ((allowance >= 0)),
    CONSTRAINT rule_exception_dates_in_order CHECK ((expires_on >= effective_on))
);
CREATE VIEW xingan.rule_in_force AS
 WITH RECURSIVE up(region, ancestor, distance) AS (
         SELECT g.code,
            g.code,
            0 AS "?column?"
           FROM xingan.region g
        UNION ALL
         SELECT p.region,
            g.parent,
            (p.distance + 1)
           FROM (up p
             JOIN xingan.region g ON ((g.code = p.ancestor)))
          WHERE ((g.parent IS NOT NULL) AND (p.distance < 8))
        ), reach AS (
         SELECT p.region,
            p.ancestor,
            p.distance
           FROM up p
        UNION ALL
         SELECT g.code,
            ''::text,
            9
           FROM xingan.region g
        )
 SELECT DISTINCT ON (w.region, r.code) w.region,
    r.code AS rule,
    r.mode,
    r.level,
    r.params
   FROM (reach w
     JOIN xingan.rule r ON ((r.region = w.ancestor)))
  WHERE ((r.effective_on <= CURRENT_DATE) AND ((r.until IS NULL) OR (r.until > CURRENT_DATE)))
  ORDER BY w.region, r.code, w.distance;
CREATE VIEW xingan.rule_failure AS
 SELECT f.rule,
    concat(f.rule, '/', f.thing) AS key,
    COALESCE(f.level, r.level) AS level,
    f.unit_id,
    f.post_type,
    f.object,
    f.figures,
    f.remedy,
    f.excess,
    ((r.params ->> 'due_days'::text))::integer AS due_days
   FROM (( SELECT x.rule,
            NULL::text AS level,
            x.region,
            concat(x.unit_id, '/', x.post_type) AS thing,
            x.unit_id,
            x.post_type,
            concat(x.unit, ' ', x.post_type_name) AS object,
            jsonb_build_object('approved', x.approved, 'strength', x.strength, 'reserved', x.reserved, 'excess', x.excess) AS figures,
                CASE x.rule
                    WHEN 'over_leadership'::text THEN '免去超配人员，或核增职数，或办理例外批准并限期消化'::text
                    ELSE '办理人员出编或调出，或核增编制，或办理例外批准并限期消化'::text
                END AS remedy,
            x.excess
           FROM xingan.account_excess x
        UNION ALL
         SELECT 'over_ceiling'::text,
            NULL::text,
            h.region,
            concat(a.holder_id, '/', a.post_type) AS concat,
            NULL::integer,
            a.post_type,
            concat(g.name, h.name, ' ', t.name_zh) AS concat,
            jsonb_build_object('approved', a.approved) AS jsonb_build_object,
            '补记上级下达文件，或核减已分配的编制'::text,
            (- a.approved)
           FROM (((xingan.account a
             JOIN xingan.holder h ON (((h.id = a.holder_id) AND (h.kind <> 'ceiling'::text))))
             JOIN xingan.region g ON ((g.code = h.region)))
             JOIN xingan.post_type t ON ((t.code = a.post_type)))
          WHERE (a.approved < 0)
        UNION ALL
         SELECT 'mixed_establishment'::text,
            NULL::text,
            u.region,
            concat(a.holder_id, '/', a.post_type) AS concat,
            u.id,
            a.post_type,
            concat(u.name, ' ', t.name_zh) AS concat,
            jsonb_build_object('class', u.class, 'approved', a.approved, 'strength', a.strength, 'reserved', a.reserved) AS jsonb_build_object,
            '划转到可以使用该类编制的机构，或依文件调整机构性质或使用范围（admissibility）'::text,
            0
           FROM ((xingan.account a
             JOIN xingan.unit u ON ((u.id = a.holder_id)))
             JOIN xingan.post_type t ON ((t.code = a.post_type)))
          WHERE (((a.approved > 0) OR (a.strength > 0) OR (a.reserved > 0)) AND (NOT (EXISTS ( SELECT
                   FROM xingan.admissibility m
                  WHERE ((m.class = u.class) AND (m.post_type = a.post_type))))))
        UNION ALL
         SELECT 'permit_invalid'::text,
            'notice'::text,
            u.region,
            concat(x.unit_id, '/', x.post_type) AS concat,
            x.unit_id,
            x.post_type,
            concat(u.name, ' ', t.name_zh) AS concat,
            jsonb_build_object('expired', x.expired, 'expires_on', x.expires_on) AS jsonb_build_object,
            '核准已过有效期，不再占编；用 cancel_permit() 销号，或重新办理核准'::text,
            0
           FROM ((xingan.expired_permit x
             JOIN xingan.unit u ON ((u.id = x.unit_id)))
             JOIN xingan.post_type t ON ((t.code = x.post_type)))
        UNION ALL
         SELECT 'age_limits'::text,
            NULL::text,
            u.region,
            concat('p', p.id) AS concat,
            e.unit_id,
            e.post_type,
            concat(p.name, ' ', bianzhi.masked(p.resident_id)) AS concat,
            jsonb_build_object('birth_on', p.birth_on, 'retire_on', p.retire_on, 'effective_on', e.effective_on) AS jsonb_build_object,
                CASE
                    WHEN (p.retire_on <= CURRENT_DATE) THEN '已到法定退休日期：办理退休出编，或依批准延迟退休办理例外批准'::text
                    ELSE '入编时不满规定年龄：核对身份号码和入编日期'::text
                END AS "case",
            0
           FROM (((xingan.enrolment e
             JOIN xingan.person p ON ((p.id = e.person_id)))
             JOIN xingan.unit u ON ((u.id = e.unit_id)))
             LEFT JOIN xingan.rule_in_force a ON (((a.region = u.region) AND (a.rule = 'age_limits'::text))))
          WHERE ((e.until IS NULL) AND ((p.retire_on <= CURRENT_DATE) OR (p.birth_on > (e.effective_on - make_interval(years => COALESCE(((a.params ->> 'min_age'::text))::integer, 16))))))
        UNION ALL
         SELECT 'sex_mismatch'::text,
            NULL::text,
            COALESCE(u.region, b.region) AS "coalesce",
            concat('p', p.id) AS concat,
            e.unit_id,
            NULL::integer,
            concat(p.name, ' ', bianzhi.masked(p.resident_id)) AS concat,
            jsonb_build_object('stated', p.sex, 'resident_id', bianzhi.sex(p.resident_id)) AS jsonb_build_object,
            '与身份证核对；填错的用 amend_person() 更正'::text,
            0
           FROM (((xingan.book b
             CROSS JOIN xingan.person p)
             LEFT JOIN xingan.enrolment e ON (((e.person_id = p.id) AND (e.until IS NULL))))
             LEFT JOIN xingan.unit u ON ((u.id = e.unit_id)))
          WHERE (p.sex <> bianzhi.sex(p.resident_id))
        UNION ALL
         SELECT 'region_code'::text,
            NULL::text,
            COALESCE(u.region, b.region) AS "coalesce",
            concat('p', p.id) AS concat,
            e.unit_id,
            NULL::integer,
            concat(p.name, ' ', bianzhi.masked(p.resident_id)) AS concat,
            jsonb_build_object('region_code', bianzhi.region_code(p.resident_id)) AS jsonb_build_object,
            '与身份证核对；已撤销的区划代码属正常'::text,
            0
           FROM (((xingan.book b
             JOIN xingan.person p ON ((starts_with(bianzhi.region_code(p.resident_id), regexp_replace(b.region, '(00)+$'::text, ''::text)) AND (NOT (EXISTS ( SELECT
                   FROM xingan.region g
                  WHERE (g.code = bianzhi.region_code(p.resident_id))))))))
             LEFT JOIN xingan.enrolment e ON (((e.person_id = p.id) AND (e.until IS NULL))))
             LEFT JOIN xingan.unit u ON ((u.id = e.unit_id)))
        UNION ALL
         SELECT 'high_post'::text,
            NULL::text,
            u.region,
            concat('a', a.id) AS concat,
            a.unit_id,
            a.post_type,
            concat(p.name, ' ', bianzhi.masked(p.resident_id)) AS concat,
            jsonb_build_object('title', a.title, 'post_rank', tr.name_zh, 'holder_rank', hr.name_zh) AS jsonb_build_object,
            '本人职务层次高于职数层次：注明批准高配的文件，或办理例外批准'::text,
            0
           FROM (((((xingan.appointment a
             JOIN xingan.person p ON ((p.id = a.person_id)))
             JOIN xingan.unit u ON ((u.id = a.unit_id)))
             JOIN xingan.post_type t ON ((t.code = a.post_type)))
             JOIN xingan.code tr ON (((tr.set = 'rank'::text) AND (tr.code = t.rank) AND (tr.code <> ALL (ARRAY['none'::text, 'other'::text])))))
             JOIN xingan.code hr ON (((hr.set = 'rank'::text) AND (hr.code = a.holder_rank) AND (hr.code <> ALL (ARRAY['none'::text, 'other'::text])))))
          WHERE ((a.until IS NULL) AND (hr.sort < tr.sort))) f
     JOIN xingan.rule_in_force r ON (((r.region = f.region) AND (r.rule = f.rule))));
CREATE VIEW xingan.rule_population AS
 SELECT 'over_establishment'::text AS rule,
    ( SELECT count(*) AS count
           FROM (xingan.account a
             JOIN xingan.post_type t ON ((t.code = a.post_type)))
          WHERE ((a.holder_id > 0) AND (t.class <> 'leadership'::text))) AS objects
UNION ALL
 SELECT 'over_leadership'::text AS rule,
    ( SELECT count(*) AS count
           FROM (xingan.account a
             JOIN xingan.post_type t ON ((t.code = a.post_type)))
          WHERE ((a.holder_id > 0) AND (t.class = 'leadership'::text))) AS objects
UNION ALL
 SELECT 'over_ceiling'::text AS rule,
    ( SELECT count(*) AS count
           FROM xingan.account a
          WHERE (a.holder_id < 0)) AS objects
UNION ALL
 SELECT 'mixed_establishment'::text AS rule,
    ( SELECT count(*) AS count
           FROM xingan.account a
          WHERE (a.holder_id > 0)) AS objects
UNION ALL
 SELECT 'permit_invalid'::text AS rule,
    ( SELECT count(*) AS count
           FROM xingan.use_permit p
          WHERE (p.state = 'open'::text)) AS objects
UNION ALL
 SELECT 'age_limits'::text AS rule,
    ( SELECT count(*) AS count
           FROM xingan.enrolment e
          WHERE (e.until IS NULL)) AS objects
UNION ALL
 SELECT 'sex_mismatch'::text AS rule,
    ( SELECT count(*) AS count
           FROM xingan.person) AS objects
UNION ALL
 SELECT 'region_code'::text AS rule,
    ( SELECT count(*) AS count
           FROM xingan.person) AS objects
UNION ALL
 SELECT 'high_post'::text AS rule,
    ( SELECT count(*) AS count
           FROM xingan.appointment a
          WHERE (a.until IS NULL)) AS objects;
CREATE FUNCTION xingan.check_rules(rule text DEFAULT NULL::text) RETURNS SETOF xingan.finding
    LANGUAGE sql ROWS 100
    BEGIN ATOMIC
 SELECT bianzhi.refuse_unknown('rule'::text, rule) AS refuse_unknown
   WHERE ((rule IS NOT NULL) AND (NOT (EXISTS ( SELECT
            FROM xingan.rule r
           WHERE (r.code = check_rules.rule)))));
 WITH failing AS MATERIALIZED (
          SELECT f.rule,
             f.key,
             f.level,
             f.unit_id,
             f.post_type,
             f.object,
             f.figures,
             f.remedy,
             f.excess,
             f.due_days,
             (EXISTS ( SELECT
                    FROM xingan.rule_exception x
                   WHERE ((x.rule = f.rule) AND (x.unit_id = f.unit_id) AND ((x.post_type IS NULL) OR (x.post_type = f.post_type)) AND (x.allowance >= f.excess) AND ((CURRENT_DATE >= x.effective_on) AND (CURRENT_DATE <= x.expires_on))))) AS excused
            FROM xingan.rule_failure f
           WHERE ((check_rules.rule IS NULL) OR (f.rule = check_rules.rule))
         ), population AS MATERIALIZED (
          SELECT p.rule,
             p.objects
            FROM xingan.rule_population p
           WHERE ((check_rules.rule IS NULL) OR (p.rule = check_rules.rule))
         ), recorded AS (
          INSERT INTO xingan.finding AS g (key, rule, level, unit_id, post_type, object, figures, remedy, due_on, state)  SELECT f.key,
                     f.rule,
                     f.level,
                     f.unit_id,
                     f.post_type,
                     f.object,
                     f.figures,
                     f.remedy,
                     (CURRENT_DATE + f.due_days),
                         CASE
                             WHEN f.excused THEN 'excused'::text
                             ELSE 'open'::text
                         END AS "case"
                    FROM failing f
                   ORDER BY f.key ON CONFLICT(key) DO UPDATE SET level = excluded.level, unit_id = excluded.unit_id, post_type = excluded.post_type, object = excluded.object, figures = excluded.figures, remedy = excluded.remedy, state = excluded.state, last_seen_at = now(), found_on =
                 CASE g.state
                     WHEN 'resolved'::text THEN CURRENT_DATE
                     ELSE g.found_on
                 END, due_on =
                 CASE g.state
                     WHEN 'resolved'::text THEN excluded.due_on
                     ELSE COALESCE(g.due_on, excluded.due_on)
                 END
         ), gone AS (
          UPDATE xingan.finding AS g SET state = 'resolved'::text
           WHERE ((g.state <> 'resolved'::text) AND (g.rule IN ( SELECT p.rule
                    FROM population p)) AND (NOT (EXISTS ( SELECT
                    FROM failing f
                   WHERE (f.key = g.key)))))
         ), tally AS (
          SELECT count(*) AS rules,
             COALESCE(sum(p.objects), (0)::numeric) AS objects,
             ( SELECT count(*) AS count
                    FROM failing f
                   WHERE (NOT f.excused)) AS failures
            FROM population p
           WHERE (EXISTS ( SELECT
                    FROM xingan.rule_in_force r
                   WHERE (r.rule = p.rule)))
         )
  INSERT INTO xingan.check_run (rules, objects, failures, score)  SELECT t.rules,
             t.objects,
             t.failures,
                 CASE
                     WHEN (t.objects = (0)::numeric) THEN (100)::numeric
                     ELSE GREATEST((0)::numeric, trunc(((100.0 * (t.objects - (t.failures)::numeric)) / t.objects), 2))
                 END AS "greatest"
            FROM tally t;
 SELECT g.id,
     g.key,
     g.rule,
     g.level,
     g.unit_id,
     g.post_type,
     g.object,
     g.figures,
     g.remedy,
     g.found_on,
     g.last_seen_at,
     g.due_on,
     g.state
    FROM xingan.finding g
   WHERE ((g.state = 'open'::text) AND ((check_rules.rule IS NULL) OR (g.rule = check_rules.rule)))
   ORDER BY (array_position(ARRAY['error'::text, 'warning'::text, 'notice'::text], g.level)), g.rule, g.unit_id, g.key;
END;
CREATE FUNCTION xingan.holder_ref(holder text) RETURNS integer
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (holder ~ '^(reserve|机动)(:[0-9]+)?$'::text) THEN COALESCE(( SELECT h.id
                FROM xingan.holder h
               WHERE ((h.kind = 'reserve'::text) AND (h.region = COALESCE(NULLIF(split_part(holder_ref.holder, ':'::text, 2), ''::text), ( SELECT b.region
                        FROM xingan.book b))))), (bianzhi.refuse_unknown('reserve'::text, holder))::integer)
             ELSE xingan.unit_ref(holder)
         END AS unit_ref;
END;
CREATE FUNCTION xingan.convert_posts(unit text, from_type text, to_type text, quantity integer, document text DEFAULT NULL::text, effective_on date DEFAULT CURRENT_DATE) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT xingan.post_entry('conversion'::text, u.id, xingan.post_type_ref(convert_posts.from_type), u.id, xingan.post_type_ref(convert_posts.to_type), convert_posts.quantity, xingan.document_ref(convert_posts.document), convert_posts.effective_on) AS post_entry
    FROM ( SELECT xingan.holder_ref(convert_posts.unit) AS id) u;
END;
CREATE FUNCTION xingan.dismiss(person text, unit text DEFAULT NULL::text, post_type text DEFAULT NULL::text, document text DEFAULT NULL::text, effective_on date DEFAULT CURRENT_DATE) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 WITH hit AS (
          SELECT a.id,
             a.unit_id,
             a.post_type
            FROM xingan.appointment a
           WHERE ((a.person_id = xingan.person_ref(dismiss.person)) AND (a.until IS NULL) AND ((dismiss.unit IS NULL) OR (a.unit_id = xingan.unit_ref(dismiss.unit))) AND ((dismiss.post_type IS NULL) OR (a.post_type = xingan.post_type_ref(dismiss.post_type))))
         ), one AS (
          SELECT
                 CASE
                     WHEN (count(*) = 1) THEN min(h.id)
                     WHEN (count(*) = 0) THEN (bianzhi.refuse_not_in_post(dismiss.person))::bigint
                     ELSE (bianzhi.refuse_ambiguous('appointment'::text, dismiss.person, string_agg(concat('#', h.id, ' ', h.unit_id, '/', h.post_type), ', '::text ORDER BY h.id)))::bigint
                 END AS id
            FROM hit h
         )
  UPDATE xingan.appointment SET until = COALESCE(dismiss.effective_on, CURRENT_DATE), until_document_id = xingan.document_ref(dismiss.document)
   WHERE (appointment.id = ( SELECT one.id
            FROM one))
   RETURNING appointment.id;
END;
CREATE FUNCTION xingan.register_person(person text, name text DEFAULT NULL::text) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 INSERT INTO xingan.person (resident_id, name)  SELECT (bianzhi.require(register_person.person, 'person'::text))::bianzhi.resident_id AS require,
             register_person.name AS name
           WHERE ((register_person.name IS NOT NULL) AND ((register_person.person !~ '^#'::text) IS NOT FALSE)) ON CONFLICT(resident_id) DO NOTHING;
 SELECT
         CASE
             WHEN (name IS NULL) THEN xingan.person_ref(person)
             WHEN (person ~ '^#'::text) THEN xingan.person_ref(person)
             ELSE ( SELECT p.id
                FROM xingan.person p
               WHERE (p.resident_id OPERATOR(bianzhi.=) (register_person.person)::bianzhi.resident_id))
         END AS id;
END;
CREATE FUNCTION xingan.enrol(person text, unit text, post_type text, entry_reason text DEFAULT 'other'::text, name text DEFAULT NULL::text, permit bigint DEFAULT NULL::bigint, division text DEFAULT NULL::text, document text DEFAULT NULL::text, effective_on date DEFAULT CURRENT_DATE) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 INSERT INTO xingan.enrolment (person_id, unit_id, post_type, division_id, entry_reason, permit_id, document_id, effective_on)
   VALUES (bianzhi.hold_person('xingan.enrolment'::regclass, xingan.register_person(bianzhi.require(enrol.person, 'person'::text), enrol.name)), xingan.unit_ref(enrol.unit), xingan.post_type_ref(enrol.post_type),
         CASE
             WHEN (enrol.division IS NOT NULL) THEN xingan.unit_ref(enrol.division)
             ELSE NULL::integer
         END, bianzhi.require(enrol.entry_reason, 'entry_reason'::text), enrol.permit, xingan.document_ref(enrol.document), COALESCE(enrol.effective_on, CURRENT_DATE))
   RETURNING enrolment.id;
END;
CREATE FUNCTION xingan.establish_unit(name text, class text DEFAULT NULL::text, parent text DEFAULT NULL::text, kind text DEFAULT 'body'::text, region text DEFAULT NULL::text, rank text DEFAULT NULL::text, system text DEFAULT NULL::text, category text DEFAULT NULL::text, supervisor text DEFAULT NULL::text, credit_code text DEFAULT NULL::text, document text DEFAULT NULL::text, effective_on date DEFAULT CURRENT_DATE, short_name text DEFAULT NULL::text, industry text DEFAULT NULL::text) RETURNS integer
    LANGUAGE sql
    BEGIN ATOMIC
 INSERT INTO xingan.unit (name, class, parent_id, kind, region, rank, system, category, supervisor_id, credit_code, document_id, effective_on, short_name, industry)  SELECT bianzhi.require(establish_unit.name, 'name'::text) AS require,
             COALESCE(establish_unit.class, up.class) AS "coalesce",
             up.id,
             establish_unit.kind AS kind,
             COALESCE(establish_unit.region, up.region, ( SELECT b.region
                    FROM xingan.book b)) AS "coalesce",
             establish_unit.rank AS rank,
             COALESCE(establish_unit.system, up.system) AS "coalesce",
             establish_unit.category AS category,
                 CASE
                     WHEN (establish_unit.supervisor IS NOT NULL) THEN xingan.unit_ref(establish_unit.supervisor)
                     ELSE NULL::integer
                 END AS "case",
             (establish_unit.credit_code)::bianzhi.credit_code AS credit_code,
             xingan.document_ref(establish_unit.document) AS document_ref,
             COALESCE(establish_unit.effective_on, CURRENT_DATE) AS "coalesce",
             establish_unit.short_name AS short_name,
             establish_unit.industry AS industry
            FROM (( SELECT
                         CASE
                             WHEN (establish_unit.parent IS NOT NULL) THEN xingan.unit_ref(establish_unit.parent)
                             ELSE NULL::integer
                         END AS id) k
              LEFT JOIN xingan.unit up ON ((up.id = k.id)))
   RETURNING unit.id;
END;
CREATE VIEW xingan.establishment_type AS
 SELECT t.code,
    (t.report_group = 'administrative'::text) AS administrative,
    (t.report_group = 'political_legal'::text) AS political_legal,
    (t.report_group = 'support'::text) AS support,
    (t.report_group = 'reference'::text) AS reference,
    (t.report_group = 'full'::text) AS "full",
    (t.report_group = 'partial'::text) AS partial,
    (t.report_group = 'self'::text) AS self,
    (t.report_group <> ALL (ARRAY['administrative'::text, 'political_legal'::text, 'support'::text, 'reference'::text, 'full'::text, 'partial'::text, 'self'::text])) AS other
   FROM xingan.post_type t
  WHERE (t.class = 'establishment'::text)
 OFFSET 0;
CREATE VIEW xingan.unit_body AS
 SELECT d.id AS unit_id,
        CASE
            WHEN (p.kind = 'body'::text) THEN p.id
            ELSE ( SELECT b.id
               FROM xingan.unit b
              WHERE ((b.kind = 'body'::text) AND (b.id = ANY ((string_to_array(btrim(p.path, '/'::text), '/'::text))::integer[])))
              ORDER BY (length(b.path)) DESC
             LIMIT 1)
        END AS body_id,
    d.kind AS unit_kind,
    d.effective_on,
    d.until
   FROM (xingan.unit d
     JOIN xingan.unit p ON ((p.id = d.parent_id)))
  WHERE (d.kind <> 'body'::text);
CREATE VIEW xingan.establishment_below_body AS
 SELECT b.body_id,
    sum(a.approved) AS approved_total,
    sum(a.approved) FILTER (WHERE t.administrative) AS approved_administrative,
    sum(a.approved) FILTER (WHERE t.political_legal) AS approved_political_legal,
    sum(a.approved) FILTER (WHERE t.support) AS approved_support,
    sum(a.approved) FILTER (WHERE t.reference) AS approved_reference,
    sum(a.approved) FILTER (WHERE t."full") AS approved_full,
    sum(a.approved) FILTER (WHERE t.partial) AS approved_partial,
    sum(a.approved) FILTER (WHERE t.self) AS approved_self,
    sum(a.approved) FILTER (WHERE t.other) AS approved_other,
    sum(a.strength) AS strength_total,
    sum(a.strength) FILTER (WHERE t.administrative) AS strength_administrative,
    sum(a.strength) FILTER (WHERE t.political_legal) AS strength_political_legal,
    sum(a.strength) FILTER (WHERE t.support) AS strength_support,
    sum(a.strength) FILTER (WHERE t.reference) AS strength_reference,
    sum(a.strength) FILTER (WHERE t."full") AS strength_full,
    sum(a.strength) FILTER (WHERE t.partial) AS strength_partial,
    sum(a.strength) FILTER (WHERE t.self) AS strength_self,
    sum(a.strength) FILTER (WHERE t.other) AS strength_other,
    sum(GREATEST((a.approved - a.strength), 0)) AS vacancy_total,
    sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.administrative) AS vacancy_administrative,
    sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.political_legal) AS vacancy_political_legal,
    sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.support) AS vacancy_support,
    sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.reference) AS vacancy_reference,
    sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t."full") AS vacancy_full,
    sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.partial) AS vacancy_partial,
    sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.self) AS vacancy_self,
    sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.other) AS vacancy_other,
    (sum(a.reserved) - (COALESCE(sum(x.expired), (0)::numeric))::bigint) AS reserved
   FROM (((xingan.unit_body b
     JOIN xingan.account a ON ((a.holder_id = b.unit_id)))
     JOIN xingan.establishment_type t ON ((t.code = a.post_type)))
     LEFT JOIN xingan.expired_permit x ON (((x.unit_id = a.holder_id) AND (x.post_type = a.post_type))))
  WHERE ((b.body_id IS NOT NULL) AND ((b.until IS NULL) OR (b.until > CURRENT_DATE)))
  GROUP BY b.body_id;
CREATE VIEW xingan.establishment_by_unit AS
 SELECT u.id AS unit_id,
    u.kind AS unit_kind,
    u.region,
    u.system,
    u.name AS unit,
    COALESCE(s.approved_total, (0)::bigint) AS approved_total,
    COALESCE(s.approved_administrative, (0)::bigint) AS approved_administrative,
    COALESCE(s.approved_political_legal, (0)::bigint) AS approved_political_legal,
    COALESCE(s.approved_support, (0)::bigint) AS approved_support,
    COALESCE(s.approved_reference, (0)::bigint) AS approved_reference,
    COALESCE(s.approved_full, (0)::bigint) AS approved_full,
    COALESCE(s.approved_partial, (0)::bigint) AS approved_partial,
    COALESCE(s.approved_self, (0)::bigint) AS approved_self,
    COALESCE(s.approved_other, (0)::bigint) AS approved_other,
    COALESCE(s.strength_total, (0)::bigint) AS strength_total,
    COALESCE(s.strength_administrative, (0)::bigint) AS strength_administrative,
    COALESCE(s.strength_political_legal, (0)::bigint) AS strength_political_legal,
    COALESCE(s.strength_support, (0)::bigint) AS strength_support,
    COALESCE(s.strength_reference, (0)::bigint) AS strength_reference,
    COALESCE(s.strength_full, (0)::bigint) AS strength_full,
    COALESCE(s.strength_partial, (0)::bigint) AS strength_partial,
    COALESCE(s.strength_self, (0)::bigint) AS strength_self,
    COALESCE(s.strength_other, (0)::bigint) AS strength_other,
    COALESCE(s.vacancy_total, (0)::bigint) AS vacancy_total,
    COALESCE(s.vacancy_administrative, (0)::bigint) AS vacancy_administrative,
    COALESCE(s.vacancy_political_legal, (0)::bigint) AS vacancy_political_legal,
    COALESCE(s.vacancy_support, (0)::bigint) AS vacancy_support,
    COALESCE(s.vacancy_reference, (0)::bigint) AS vacancy_reference,
    COALESCE(s.vacancy_full, (0)::bigint) AS vacancy_full,
    COALESCE(s.vacancy_partial, (0)::bigint) AS vacancy_partial,
    COALESCE(s.vacancy_self, (0)::bigint) AS vacancy_self,
    COALESCE(s.vacancy_other, (0)::bigint) AS vacancy_other,
    COALESCE(((s.strength_total - s.approved_total) + s.vacancy_total), (0)::bigint) AS over_total,
    COALESCE(((s.strength_administrative - s.approved_administrative) + s.vacancy_administrative), (0)::bigint) AS over_administrative,
    COALESCE(((s.strength_political_legal - s.approved_political_legal) + s.vacancy_political_legal), (0)::bigint) AS over_political_legal,
    COALESCE(((s.strength_support - s.approved_support) + s.vacancy_support), (0)::bigint) AS over_support,
    COALESCE(((s.strength_reference - s.approved_reference) + s.vacancy_reference), (0)::bigint) AS over_reference,
    COALESCE(((s.strength_full - s.approved_full) + s.vacancy_full), (0)::bigint) AS over_full,
    COALESCE(((s.strength_partial - s.approved_partial) + s.vacancy_partial), (0)::bigint) AS over_partial,
    COALESCE(((s.strength_self - s.approved_self) + s.vacancy_self), (0)::bigint) AS over_self,
    COALESCE(((s.strength_other - s.approved_other) + s.vacancy_other), (0)::bigint) AS over_other,
    (COALESCE(s.reserved, (0)::bigint) - COALESCE(x.expired, (0)::bigint)) AS reserved,
    u.sort
   FROM ((xingan.unit u
     LEFT JOIN ( SELECT a.holder_id AS unit_id,
            sum(a.approved) AS approved_total,
            sum(a.approved) FILTER (WHERE t.administrative) AS approved_administrative,
            sum(a.approved) FILTER (WHERE t.political_legal) AS approved_political_legal,
            sum(a.approved) FILTER (WHERE t.support) AS approved_support,
            sum(a.approved) FILTER (WHERE t.reference) AS approved_reference,
            sum(a.approved) FILTER (WHERE t."full") AS approved_full,
            sum(a.approved) FILTER (WHERE t.partial) AS approved_partial,
            sum(a.approved) FILTER (WHERE t.self) AS approved_self,
            sum(a.approved) FILTER (WHERE t.other) AS approved_other,
            sum(a.strength) AS strength_total,
            sum(a.strength) FILTER (WHERE t.administrative) AS strength_administrative,
            sum(a.strength) FILTER (WHERE t.political_legal) AS strength_political_legal,
            sum(a.strength) FILTER (WHERE t.support) AS strength_support,
            sum(a.strength) FILTER (WHERE t.reference) AS strength_reference,
            sum(a.strength) FILTER (WHERE t."full") AS strength_full,
            sum(a.strength) FILTER (WHERE t.partial) AS strength_partial,
            sum(a.strength) FILTER (WHERE t.self) AS strength_self,
            sum(a.strength) FILTER (WHERE t.other) AS strength_other,
            sum(GREATEST((a.approved - a.strength), 0)) AS vacancy_total,
            sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.administrative) AS vacancy_administrative,
            sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.political_legal) AS vacancy_political_legal,
            sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.support) AS vacancy_support,
            sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.reference) AS vacancy_reference,
            sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t."full") AS vacancy_full,
            sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.partial) AS vacancy_partial,
            sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.self) AS vacancy_self,
            sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.other) AS vacancy_other,
            sum(a.reserved) AS reserved
           FROM (xingan.account a
             JOIN xingan.establishment_type t ON ((t.code = a.post_type)))
          GROUP BY a.holder_id) s ON ((s.unit_id = u.id)))
     LEFT JOIN ( SELECT p.unit_id,
            (sum(p.expired))::bigint AS expired
           FROM (xingan.expired_permit p
             JOIN xingan.establishment_type t ON ((t.code = p.post_type)))
          GROUP BY p.unit_id) x ON ((x.unit_id = u.id)))
  WHERE (((u.until IS NULL) OR (u.until > CURRENT_DATE)) AND ((u.kind = 'body'::text) OR (s.unit_id IS NOT NULL)));
CREATE VIEW xingan.monthly_establishment AS
 WITH by_unit AS (
         SELECT o.unit_id,
            o.region,
            o.system,
            o.unit,
            ((o.unit_kind = 'body'::text))::integer AS institutions,
            COALESCE(d.divisions, (0)::bigint) AS divisions,
            (o.approved_total + COALESCE(l.approved_total, (0)::bigint)) AS approved_total,
            (o.approved_administrative + COALESCE(l.approved_administrative, (0)::bigint)) AS approved_administrative,
            (o.approved_political_legal + COALESCE(l.approved_political_legal, (0)::bigint)) AS approved_political_legal,
            (o.approved_support + COALESCE(l.approved_support, (0)::bigint)) AS approved_support,
            (o.approved_reference + COALESCE(l.approved_reference, (0)::bigint)) AS approved_reference,
            (o.approved_full + COALESCE(l.approved_full, (0)::bigint)) AS approved_full,
            (o.approved_partial + COALESCE(l.approved_partial, (0)::bigint)) AS approved_partial,
            (o.approved_self + COALESCE(l.approved_self, (0)::bigint)) AS approved_self,
            (o.approved_other + COALESCE(l.approved_other, (0)::bigint)) AS approved_other,
            (o.strength_total + COALESCE(l.strength_total, (0)::bigint)) AS strength_total,
            (o.strength_administrative + COALESCE(l.strength_administrative, (0)::bigint)) AS strength_administrative,
            (o.strength_political_legal + COALESCE(l.strength_political_legal, (0)::bigint)) AS strength_political_legal,
            (o.strength_support + COALESCE(l.strength_support, (0)::bigint)) AS strength_support,
            (o.strength_reference + COALESCE(l.strength_reference, (0)::bigint)) AS strength_reference,
            (o.strength_full + COALESCE(l.strength_full, (0)::bigint)) AS strength_full,
            (o.strength_partial + COALESCE(l.strength_partial, (0)::bigint)) AS strength_partial,
            (o.strength_self + COALESCE(l.strength_self, (0)::bigint)) AS strength_self,
            (o.strength_other + COALESCE(l.strength_other, (0)::bigint)) AS strength_other,
            (o.vacancy_total + COALESCE(l.vacancy_total, (0)::bigint)) AS vacancy_total,
            (o.vacancy_administrative + COALESCE(l.vacancy_administrative, (0)::bigint)) AS vacancy_administrative,
            (o.vacancy_political_legal + COALESCE(l.vacancy_political_legal, (0)::bigint)) AS vacancy_political_legal,
            (o.vacancy_support + COALESCE(l.vacancy_support, (0)::bigint)) AS vacancy_support,
            (o.vacancy_reference + COALESCE(l.vacancy_reference, (0)::bigint)) AS vacancy_reference,
            (o.vacancy_full + COALESCE(l.vacancy_full, (0)::bigint)) AS vacancy_full,
            (o.vacancy_partial + COALESCE(l.vacancy_partial, (0)::bigint)) AS vacancy_partial,
            (o.vacancy_self + COALESCE(l.vacancy_self, (0)::bigint)) AS vacancy_self,
            (o.vacancy_other + COALESCE(l.vacancy_other, (0)::bigint)) AS vacancy_other,
            (o.over_total + COALESCE(((l.strength_total - l.approved_total) + l.vacancy_total), (0)::bigint)) AS over_total,
            (o.over_administrative + COALESCE(((l.strength_administrative - l.approved_administrative) + l.vacancy_administrative), (0)::bigint)) AS over_administrative,
            (o.over_political_legal + COALESCE(((l.strength_political_legal - l.approved_political_legal) + l.vacancy_political_legal), (0)::bigint)) AS over_political_legal,
            (o.over_support + COALESCE(((l.strength_support - l.approved_support) + l.vacancy_support), (0)::bigint)) AS over_support,
            (o.over_reference + COALESCE(((l.strength_reference - l.approved_reference) + l.vacancy_reference), (0)::bigint)) AS over_reference,
            (o.over_full + COALESCE(((l.strength_full - l.approved_full) + l.vacancy_full), (0)::bigint)) AS over_full,
            (o.over_partial + COALESCE(((l.strength_partial - l.approved_partial) + l.vacancy_partial), (0)::bigint)) AS over_partial,
            (o.over_self + COALESCE(((l.strength_self - l.approved_self) + l.vacancy_self), (0)::bigint)) AS over_self,
            (o.over_other + COALESCE(((l.strength_other - l.approved_other) + l.vacancy_other), (0)::bigint)) AS over_other,
            (o.reserved + COALESCE(l.reserved, (0)::bigint)) AS reserved,
            (2 * p.place) AS place
           FROM (((xingan.establishment_by_unit o
             JOIN ( SELECT u.id,
                    row_number() OVER (ORDER BY (u.region COLLATE "C"), u.sort, u.id) AS place
                   FROM xingan.unit u) p ON ((p.id = o.unit_id)))
             LEFT JOIN xingan.establishment_below_body l ON ((l.body_id = o.unit_id)))
             LEFT JOIN ( SELECT b.body_id,
                    count(*) AS divisions
                   FROM xingan.unit_body b
                  WHERE ((b.unit_kind = 'division'::text) AND ((b.until IS NULL) OR (b.until > CURRENT_DATE)))
                  GROUP BY b.body_id) d ON ((d.body_id = o.unit_id)))
          WHERE ((o.unit_kind = 'body'::text) OR (NOT (EXISTS ( SELECT
                   FROM xingan.unit_body b
                  WHERE ((b.unit_id = o.unit_id) AND (b.body_id IS NOT NULL))))))
        ), by_region AS (
         SELECT u.region,
            sum(u.institutions) AS institutions,
            (sum(u.divisions))::bigint AS divisions,
            (COALESCE(sum(u.approved_total), (0)::numeric))::bigint AS approved_total,
            (COALESCE(sum(u.approved_administrative), (0)::numeric))::bigint AS approved_administrative,
            (COALESCE(sum(u.approved_political_legal), (0)::numeric))::bigint AS approved_political_legal,
            (COALESCE(sum(u.approved_support), (0)::numeric))::bigint AS approved_support,
            (COALESCE(sum(u.approved_reference), (0)::numeric))::bigint AS approved_reference,
            (COALESCE(sum(u.approved_full), (0)::numeric))::bigint AS approved_full,
            (COALESCE(sum(u.approved_partial), (0)::numeric))::bigint AS approved_partial,
            (COALESCE(sum(u.approved_self), (0)::numeric))::bigint AS approved_self,
            (COALESCE(sum(u.approved_other), (0)::numeric))::bigint AS approved_other,
            (COALESCE(sum(u.strength_total), (0)::numeric))::bigint AS strength_total,
            (COALESCE(sum(u.strength_administrative), (0)::numeric))::bigint AS strength_administrative,
            (COALESCE(sum(u.strength_political_legal), (0)::numeric))::bigint AS strength_political_legal,
            (COALESCE(sum(u.strength_support), (0)::numeric))::bigint AS strength_support,
            (COALESCE(sum(u.strength_reference), (0)::numeric))::bigint AS strength_reference,
            (COALESCE(sum(u.strength_full), (0)::numeric))::bigint AS strength_full,
            (COALESCE(sum(u.strength_partial), (0)::numeric))::bigint AS strength_partial,
            (COALESCE(sum(u.strength_self), (0)::numeric))::bigint AS strength_self,
            (COALESCE(sum(u.strength_other), (0)::numeric))::bigint AS strength_other,
            (COALESCE(sum(u.vacancy_total), (0)::numeric))::bigint AS vacancy_total,
            (COALESCE(sum(u.vacancy_administrative), (0)::numeric))::bigint AS vacancy_administrative,
            (COALESCE(sum(u.vacancy_political_legal), (0)::numeric))::bigint AS vacancy_political_legal,
            (COALESCE(sum(u.vacancy_support), (0)::numeric))::bigint AS vacancy_support,
            (COALESCE(sum(u.vacancy_reference), (0)::numeric))::bigint AS vacancy_reference,
            (COALESCE(sum(u.vacancy_full), (0)::numeric))::bigint AS vacancy_full,
            (COALESCE(sum(u.vacancy_partial), (0)::numeric))::bigint AS vacancy_partial,
            (COALESCE(sum(u.vacancy_self), (0)::numeric))::bigint AS vacancy_self,
            (COALESCE(sum(u.vacancy_other), (0)::numeric))::bigint AS vacancy_other,
            (COALESCE(sum(u.over_total), (0)::numeric))::bigint AS over_total,
            (COALESCE(sum(u.over_administrative), (0)::numeric))::bigint AS over_administrative,
            (COALESCE(sum(u.over_political_legal), (0)::numeric))::bigint AS over_political_legal,
            (COALESCE(sum(u.over_support), (0)::numeric))::bigint AS over_support,
            (COALESCE(sum(u.over_reference), (0)::numeric))::bigint AS over_reference,
            (COALESCE(sum(u.over_full), (0)::numeric))::bigint AS over_full,
            (COALESCE(sum(u.over_partial), (0)::numeric))::bigint AS over_partial,
            (COALESCE(sum(u.over_self), (0)::numeric))::bigint AS over_self,
            (COALESCE(sum(u.over_other), (0)::numeric))::bigint AS over_other,
            (sum(u.reserved))::bigint AS reserved,
            (min(u.place) - 1) AS place
           FROM by_unit u
          GROUP BY u.region
        )
 SELECT r.row_kind,
    r.unit_id,
    r.region,
    r.system,
    r.unit,
    r.institutions,
    r.divisions,
    r.approved_total,
    r.approved_administrative,
    r.approved_political_legal,
    r.approved_support,
    r.approved_reference,
    r.approved_full,
    r.approved_partial,
    r.approved_self,
    r.approved_other,
    r.strength_total,
    r.strength_administrative,
    r.strength_political_legal,
    r.strength_support,
    r.strength_reference,
    r.strength_full,
    r.strength_partial,
    r.strength_self,
    r.strength_other,
    r.vacancy_total,
    r.vacancy_administrative,
    r.vacancy_political_legal,
    r.vacancy_support,
    r.vacancy_reference,
    r.vacancy_full,
    r.vacancy_partial,
    r.vacancy_self,
    r.vacancy_other,
    r.over_total,
    r.over_administrative,
    r.over_political_legal,
    r.over_support,
    r.over_reference,
    r.over_full,
    r.over_partial,
    r.over_self,
    r.over_other,
    r.reserved,
    round(((100.0 * (r.vacancy_total)::numeric) / (NULLIF(r.approved_total, 0))::numeric), 1) AS vacancy_rate
   FROM ( SELECT 'unit'::text AS row_kind,
            u.unit_id,
            u.region,
            COALESCE(c.name_zh, u.system) AS system,
            u.unit,
            (u.institutions)::bigint AS institutions,
            u.divisions,
            u.approved_total,
            u.approved_administrative,
            u.approved_political_legal,
            u.approved_support,
            u.approved_reference,
            u.approved_full,
            u.approved_partial,
            u.approved_self,
            u.approved_other,
            u.strength_total,
            u.strength_administrative,
            u.strength_political_legal,
            u.strength_support,
            u.strength_reference,
            u.strength_full,
            u.strength_partial,
            u.strength_self,
            u.strength_other,
            u.vacancy_total,
            u.vacancy_administrative,
            u.vacancy_political_legal,
            u.vacancy_support,
            u.vacancy_reference,
            u.vacancy_full,
            u.vacancy_partial,
            u.vacancy_self,
            u.vacancy_other,
            u.over_total,
            u.over_administrative,
            u.over_political_legal,
            u.over_support,
            u.over_reference,
            u.over_full,
            u.over_partial,
            u.over_self,
            u.over_other,
            u.reserved,
            u.place
           FROM (by_unit u
             LEFT JOIN xingan.code c ON (((c.set = 'system'::text) AND (c.code = u.system))))
        UNION ALL
         SELECT 'region'::text,
            NULL::integer,
            g.region,
            NULL::text,
            concat(n.name,
                CASE
                    WHEN (EXISTS ( SELECT
                       FROM xingan.region k
                      WHERE (k.parent = n.code))) THEN '本级'::text
                    ELSE NULL::text
                END) AS concat,
            g.institutions,
            g.divisions,
            g.approved_total,
            g.approved_administrative,
            g.approved_political_legal,
            g.approved_support,
            g.approved_reference,
            g.approved_full,
            g.approved_partial,
            g.approved_self,
            g.approved_other,
            g.strength_total,
            g.strength_administrative,
            g.strength_political_legal,
            g.strength_support,
            g.strength_reference,
            g.strength_full,
            g.strength_partial,
            g.strength_self,
            g.strength_other,
            g.vacancy_total,
            g.vacancy_administrative,
            g.vacancy_political_legal,
            g.vacancy_support,
            g.vacancy_reference,
            g.vacancy_full,
            g.vacancy_partial,
            g.vacancy_self,
            g.vacancy_other,
            g.over_total,
            g.over_administrative,
            g.over_political_legal,
            g.over_support,
            g.over_reference,
            g.over_full,
            g.over_partial,
            g.over_self,
            g.over_other,
            g.reserved,
            g.place
           FROM (by_region g
             LEFT JOIN xingan.region n ON ((n.code = g.region)))
        UNION ALL
         SELECT 'total'::text,
            NULL::integer,
            NULL::text,
            NULL::text,
            '总计'::text,
            (COALESCE(sum(g.institutions), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(g.divisions), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(g.approved_total), (0)::numeric))::bigint AS approved_total,
            (COALESCE(sum(g.approved_administrative), (0)::numeric))::bigint AS approved_administrative,
            (COALESCE(sum(g.approved_political_legal), (0)::numeric))::bigint AS approved_political_legal,
            (COALESCE(sum(g.approved_support), (0)::numeric))::bigint AS approved_support,
            (COALESCE(sum(g.approved_reference), (0)::numeric))::bigint AS approved_reference,
            (COALESCE(sum(g.approved_full), (0)::numeric))::bigint AS approved_full,
            (COALESCE(sum(g.approved_partial), (0)::numeric))::bigint AS approved_partial,
            (COALESCE(sum(g.approved_self), (0)::numeric))::bigint AS approved_self,
            (COALESCE(sum(g.approved_other), (0)::numeric))::bigint AS approved_other,
            (COALESCE(sum(g.strength_total), (0)::numeric))::bigint AS strength_total,
            (COALESCE(sum(g.strength_administrative), (0)::numeric))::bigint AS strength_administrative,
            (COALESCE(sum(g.strength_political_legal), (0)::numeric))::bigint AS strength_political_legal,
            (COALESCE(sum(g.strength_support), (0)::numeric))::bigint AS strength_support,
            (COALESCE(sum(g.strength_reference), (0)::numeric))::bigint AS strength_reference,
            (COALESCE(sum(g.strength_full), (0)::numeric))::bigint AS strength_full,
            (COALESCE(sum(g.strength_partial), (0)::numeric))::bigint AS strength_partial,
            (COALESCE(sum(g.strength_self), (0)::numeric))::bigint AS strength_self,
            (COALESCE(sum(g.strength_other), (0)::numeric))::bigint AS strength_other,
            (COALESCE(sum(g.vacancy_total), (0)::numeric))::bigint AS vacancy_total,
            (COALESCE(sum(g.vacancy_administrative), (0)::numeric))::bigint AS vacancy_administrative,
            (COALESCE(sum(g.vacancy_political_legal), (0)::numeric))::bigint AS vacancy_political_legal,
            (COALESCE(sum(g.vacancy_support), (0)::numeric))::bigint AS vacancy_support,
            (COALESCE(sum(g.vacancy_reference), (0)::numeric))::bigint AS vacancy_reference,
            (COALESCE(sum(g.vacancy_full), (0)::numeric))::bigint AS vacancy_full,
            (COALESCE(sum(g.vacancy_partial), (0)::numeric))::bigint AS vacancy_partial,
            (COALESCE(sum(g.vacancy_self), (0)::numeric))::bigint AS vacancy_self,
            (COALESCE(sum(g.vacancy_other), (0)::numeric))::bigint AS vacancy_other,
            (COALESCE(sum(g.over_total), (0)::numeric))::bigint AS over_total,
            (COALESCE(sum(g.over_administrative), (0)::numeric))::bigint AS over_administrative,
            (COALESCE(sum(g.over_political_legal), (0)::numeric))::bigint AS over_political_legal,
            (COALESCE(sum(g.over_support), (0)::numeric))::bigint AS over_support,
            (COALESCE(sum(g.over_reference), (0)::numeric))::bigint AS over_reference,
            (COALESCE(sum(g.over_full), (0)::numeric))::bigint AS over_full,
            (COALESCE(sum(g.over_partial), (0)::numeric))::bigint AS over_partial,
            (COALESCE(sum(g.over_self), (0)::numeric))::bigint AS over_self,
            (COALESCE(sum(g.over_other), (0)::numeric))::bigint AS over_other,
            (COALESCE(sum(g.reserved), (0)::numeric))::bigint AS "coalesce",
            0
           FROM by_region g) r
  ORDER BY r.place;
CREATE FUNCTION xingan.establishment_as_of(as_of date) RETURNS SETOF xingan.monthly_establishment
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 WITH day AS (
          SELECT COALESCE(establishment_as_of.as_of, (bianzhi.require((establishment_as_of.as_of)::text, 'as_of'::text))::date) AS on_day
         ), fact AS (
          SELECT l.holder_id AS unit_id,
             l.post_type,
             sum(l.quantity) AS approved,
             (0)::bigint AS strength,
             (0)::bigint AS reserved
            FROM ((day d
              JOIN xingan.entry e ON ((e.effective_on <= d.on_day)))
              JOIN xingan.entry_line l ON ((l.entry_id = e.id)))
           WHERE (l.holder_id > 0)
           GROUP BY l.holder_id, l.post_type
         UNION ALL
          SELECT e.unit_id,
             e.post_type,
             0,
             count(*) AS count,
             0
            FROM (day d
              JOIN xingan.enrolment e ON (((e.effective_on <= d.on_day) AND ((e.until IS NULL) OR (e.until > d.on_day)))))
           GROUP BY e.unit_id, e.post_type
         UNION ALL
          SELECT p.unit_id,
             p.post_type,
             0,
             0,
             (p.quantity - COALESCE(k.uses, (0)::bigint))
            FROM ((day d
              JOIN xingan.use_permit p ON ((((d.on_day >= p.effective_on) AND (d.on_day <= p.expires_on)) AND ((p.closed_on IS NULL) OR (p.closed_on > d.on_day)))))
              LEFT JOIN ( SELECT e.permit_id,
                     count(*) AS uses
                    FROM (day d_1
                      JOIN xingan.enrolment e ON ((e.effective_on <= d_1.on_day)))
                   WHERE (e.permit_id IS NOT NULL)
                   GROUP BY e.permit_id) k ON ((k.permit_id = p.id)))
         ), account_then AS (
          SELECT COALESCE(b.body_id, f.unit_id) AS unit_id,
             f.post_type,
             (sum(f.approved))::integer AS approved,
             (sum(f.strength))::integer AS strength,
             (sum(f.reserved))::integer AS reserved
            FROM (fact f
              LEFT JOIN xingan.unit_body b ON ((b.unit_id = f.unit_id)))
           GROUP BY COALESCE(b.body_id, f.unit_id), f.unit_id, f.post_type
         ), folded AS (
          SELECT a.unit_id,
             sum(a.approved) AS approved_total,
             sum(a.approved) FILTER (WHERE t.administrative) AS approved_administrative,
             sum(a.approved) FILTER (WHERE t.political_legal) AS approved_political_legal,
             sum(a.approved) FILTER (WHERE t.support) AS approved_support,
             sum(a.approved) FILTER (WHERE t.reference) AS approved_reference,
             sum(a.approved) FILTER (WHERE t."full") AS approved_full,
             sum(a.approved) FILTER (WHERE t.partial) AS approved_partial,
             sum(a.approved) FILTER (WHERE t.self) AS approved_self,
             sum(a.approved) FILTER (WHERE t.other) AS approved_other,
             sum(a.strength) AS strength_total,
             sum(a.strength) FILTER (WHERE t.administrative) AS strength_administrative,
             sum(a.strength) FILTER (WHERE t.political_legal) AS strength_political_legal,
             sum(a.strength) FILTER (WHERE t.support) AS strength_support,
             sum(a.strength) FILTER (WHERE t.reference) AS strength_reference,
             sum(a.strength) FILTER (WHERE t."full") AS strength_full,
             sum(a.strength) FILTER (WHERE t.partial) AS strength_partial,
             sum(a.strength) FILTER (WHERE t.self) AS strength_self,
             sum(a.strength) FILTER (WHERE t.other) AS strength_other,
             sum(GREATEST((a.approved - a.strength), 0)) AS vacancy_total,
             sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.administrative) AS vacancy_administrative,
             sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.political_legal) AS vacancy_political_legal,
             sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.support) AS vacancy_support,
             sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.reference) AS vacancy_reference,
             sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t."full") AS vacancy_full,
             sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.partial) AS vacancy_partial,
             sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.self) AS vacancy_self,
             sum(GREATEST((a.approved - a.strength), 0)) FILTER (WHERE t.other) AS vacancy_other,
             sum(a.reserved) AS reserved
            FROM (account_then a
              JOIN xingan.establishment_type t ON ((t.code = a.post_type)))
           GROUP BY a.unit_id
         ), by_unit AS (
          SELECT u.id AS unit_id,
             u.region,
             COALESCE(c.name_zh, u.system) AS system,
             u.name AS unit,
             (2 * p.place) AS place,
             ((u.kind = 'body'::text))::integer AS institutions,
             COALESCE(n.divisions, (0)::bigint) AS divisions,
             COALESCE(s.approved_total, (0)::bigint) AS approved_total,
             COALESCE(s.approved_administrative, (0)::bigint) AS approved_administrative,
             COALESCE(s.approved_political_legal, (0)::bigint) AS approved_political_legal,
             COALESCE(s.approved_support, (0)::bigint) AS approved_support,
             COALESCE(s.approved_reference, (0)::bigint) AS approved_reference,
             COALESCE(s.approved_full, (0)::bigint) AS approved_full,
             COALESCE(s.approved_partial, (0)::bigint) AS approved_partial,
             COALESCE(s.approved_self, (0)::bigint) AS approved_self,
             COALESCE(s.approved_other, (0)::bigint) AS approved_other,
             COALESCE(s.strength_total, (0)::bigint) AS strength_total,
             COALESCE(s.strength_administrative, (0)::bigint) AS strength_administrative,
             COALESCE(s.strength_political_legal, (0)::bigint) AS strength_political_legal,
             COALESCE(s.strength_support, (0)::bigint) AS strength_support,
             COALESCE(s.strength_reference, (0)::bigint) AS strength_reference,
             COALESCE(s.strength_full, (0)::bigint) AS strength_full,
             COALESCE(s.strength_partial, (0)::bigint) AS strength_partial,
             COALESCE(s.strength_self, (0)::bigint) AS strength_self,
             COALESCE(s.strength_other, (0)::bigint) AS strength_other,
             COALESCE(s.vacancy_total, (0)::bigint) AS vacancy_total,
             COALESCE(s.vacancy_administrative, (0)::bigint) AS vacancy_administrative,
             COALESCE(s.vacancy_political_legal, (0)::bigint) AS vacancy_political_legal,
             COALESCE(s.vacancy_support, (0)::bigint) AS vacancy_support,
             COALESCE(s.vacancy_reference, (0)::bigint) AS vacancy_reference,
             COALESCE(s.vacancy_full, (0)::bigint) AS vacancy_full,
             COALESCE(s.vacancy_partial, (0)::bigint) AS vacancy_partial,
             COALESCE(s.vacancy_self, (0)::bigint) AS vacancy_self,
             COALESCE(s.vacancy_other, (0)::bigint) AS vacancy_other,
             COALESCE(((s.strength_total - s.approved_total) + s.vacancy_total), (0)::bigint) AS over_total,
             COALESCE(((s.strength_administrative - s.approved_administrative) + s.vacancy_administrative), (0)::bigint) AS over_administrative,
             COALESCE(((s.strength_political_legal - s.approved_political_legal) + s.vacancy_political_legal), (0)::bigint) AS over_political_legal,
             COALESCE(((s.strength_support - s.approved_support) + s.vacancy_support), (0)::bigint) AS over_support,
             COALESCE(((s.strength_reference - s.approved_reference) + s.vacancy_reference), (0)::bigint) AS over_reference,
             COALESCE(((s.strength_full - s.approved_full) + s.vacancy_full), (0)::bigint) AS over_full,
             COALESCE(((s.strength_partial - s.approved_partial) + s.vacancy_partial), (0)::bigint) AS over_partial,
             COALESCE(((s.strength_self - s.approved_self) + s.vacancy_self), (0)::bigint) AS over_self,
             COALESCE(((s.strength_other - s.approved_other) + s.vacancy_other), (0)::bigint) AS over_other,
             COALESCE(s.reserved, (0)::bigint) AS reserved
            FROM (((((day
              JOIN xingan.unit u ON (((u.effective_on <= day.on_day) AND ((u.until IS NULL) OR (u.until > day.on_day)))))
              JOIN ( SELECT v.id,
                     row_number() OVER (ORDER BY (v.region COLLATE "C"), v.sort, v.id) AS place
                    FROM xingan.unit v) p ON ((p.id = u.id)))
              LEFT JOIN folded s ON ((s.unit_id = u.id)))
              LEFT JOIN ( SELECT b.body_id,
                     count(*) AS divisions
                    FROM (day day_1
                      JOIN xingan.unit_body b ON (((b.unit_kind = 'division'::text) AND (b.effective_on <= day_1.on_day) AND ((b.until IS NULL) OR (b.until > day_1.on_day)))))
                   GROUP BY b.body_id) n ON ((n.body_id = u.id)))
              LEFT JOIN xingan.code c ON (((c.set = 'system'::text) AND (c.code = u.system))))
           WHERE ((u.kind = 'body'::text) OR ((s.unit_id IS NOT NULL) AND (NOT (EXISTS ( SELECT
                    FROM xingan.unit_body b
                   WHERE ((b.unit_id = u.id) AND (b.body_id IS NOT NULL)))))))
         ), by_region AS (
          SELECT u.region,
             sum(u.institutions) AS institutions,
             (sum(u.divisions))::bigint AS divisions,
             (COALESCE(sum(u.approved_total), (0)::numeric))::bigint AS approved_total,
             (COALESCE(sum(u.approved_administrative), (0)::numeric))::bigint AS approved_administrative,
             (COALESCE(sum(u.approved_political_legal), (0)::numeric))::bigint AS approved_political_legal,
             (COALESCE(sum(u.approved_support), (0)::numeric))::bigint AS approved_support,
             (COALESCE(sum(u.approved_reference), (0)::numeric))::bigint AS approved_reference,
             (COALESCE(sum(u.approved_full), (0)::numeric))::bigint AS approved_full,
             (COALESCE(sum(u.approved_partial), (0)::numeric))::bigint AS approved_partial,
             (COALESCE(sum(u.approved_self), (0)::numeric))::bigint AS approved_self,
             (COALESCE(sum(u.approved_other), (0)::numeric))::bigint AS approved_other,
             (COALESCE(sum(u.strength_total), (0)::numeric))::bigint AS strength_total,
             (COALESCE(sum(u.strength_administrative), (0)::numeric))::bigint AS strength_administrative,
             (COALESCE(sum(u.strength_political_legal), (0)::numeric))::bigint AS strength_political_legal,
             (COALESCE(sum(u.strength_support), (0)::numeric))::bigint AS strength_support,
             (COALESCE(sum(u.strength_reference), (0)::numeric))::bigint AS strength_reference,
             (COALESCE(sum(u.strength_full), (0)::numeric))::bigint AS strength_full,
             (COALESCE(sum(u.strength_partial), (0)::numeric))::bigint AS strength_partial,
             (COALESCE(sum(u.strength_self), (0)::numeric))::bigint AS strength_self,
             (COALESCE(sum(u.strength_other), (0)::numeric))::bigint AS strength_other,
             (COALESCE(sum(u.vacancy_total), (0)::numeric))::bigint AS vacancy_total,
             (COALESCE(sum(u.vacancy_administrative), (0)::numeric))::bigint AS vacancy_administrative,
             (COALESCE(sum(u.vacancy_political_legal), (0)::numeric))::bigint AS vacancy_political_legal,
             (COALESCE(sum(u.vacancy_support), (0)::numeric))::bigint AS vacancy_support,
             (COALESCE(sum(u.vacancy_reference), (0)::numeric))::bigint AS vacancy_reference,
             (COALESCE(sum(u.vacancy_full), (0)::numeric))::bigint AS vacancy_full,
             (COALESCE(sum(u.vacancy_partial), (0)::numeric))::bigint AS vacancy_partial,
             (COALESCE(sum(u.vacancy_self), (0)::numeric))::bigint AS vacancy_self,
             (COALESCE(sum(u.vacancy_other), (0)::numeric))::bigint AS vacancy_other,
             (COALESCE(sum(u.over_total), (0)::numeric))::bigint AS over_total,
             (COALESCE(sum(u.over_administrative), (0)::numeric))::bigint AS over_administrative,
             (COALESCE(sum(u.over_political_legal), (0)::numeric))::bigint AS over_political_legal,
             (COALESCE(sum(u.over_support), (0)::numeric))::bigint AS over_support,
             (COALESCE(sum(u.over_reference), (0)::numeric))::bigint AS over_reference,
             (COALESCE(sum(u.over_full), (0)::numeric))::bigint AS over_full,
             (COALESCE(sum(u.over_partial), (0)::numeric))::bigint AS over_partial,
             (COALESCE(sum(u.over_self), (0)::numeric))::bigint AS over_self,
             (COALESCE(sum(u.over_other), (0)::numeric))::bigint AS over_other,
             (sum(u.reserved))::bigint AS reserved,
             (min(u.place) - 1) AS place
            FROM by_unit u
           GROUP BY u.region
         )
  SELECT r.row_kind,
     r.unit_id,
     r.region,
     r.system,
     r.unit,
     r.institutions,
     r.divisions,
     r.approved_total,
     r.approved_administrative,
     r.approved_political_legal,
     r.approved_support,
     r.approved_reference,
     r.approved_full,
     r.approved_partial,
     r.approved_self,
     r.approved_other,
     r.strength_total,
     r.strength_administrative,
     r.strength_political_legal,
     r.strength_support,
     r.strength_reference,
     r.strength_full,
     r.strength_partial,
     r.strength_self,
     r.strength_other,
     r.vacancy_total,
     r.vacancy_administrative,
     r.vacancy_political_legal,
     r.vacancy_support,
     r.vacancy_reference,
     r.vacancy_full,
     r.vacancy_partial,
     r.vacancy_self,
     r.vacancy_other,
     r.over_total,
     r.over_administrative,
     r.over_political_legal,
     r.over_support,
     r.over_reference,
     r.over_full,
     r.over_partial,
     r.over_self,
     r.over_other,
     r.reserved,
     round(((100.0 * (r.vacancy_total)::numeric) / (NULLIF(r.approved_total, 0))::numeric), 1) AS round
    FROM ( SELECT 'unit'::text AS row_kind,
             u.unit_id,
             u.region,
             u.system,
             u.unit,
             (u.institutions)::bigint AS institutions,
             u.divisions,
             u.approved_total,
             u.approved_administrative,
             u.approved_political_legal,
             u.approved_support,
             u.approved_reference,
             u.approved_full,
             u.approved_partial,
             u.approved_self,
             u.approved_other,
             u.strength_total,
             u.strength_administrative,
             u.strength_political_legal,
             u.strength_support,
             u.strength_reference,
             u.strength_full,
             u.strength_partial,
             u.strength_self,
             u.strength_other,
             u.vacancy_total,
             u.vacancy_administrative,
             u.vacancy_political_legal,
             u.vacancy_support,
             u.vacancy_reference,
             u.vacancy_full,
             u.vacancy_partial,
             u.vacancy_self,
             u.vacancy_other,
             u.over_total,
             u.over_administrative,
             u.over_political_legal,
             u.over_support,
             u.over_reference,
             u.over_full,
             u.over_partial,
             u.over_self,
             u.over_other,
             u.reserved,
             u.place
            FROM by_unit u
         UNION ALL
          SELECT 'region'::text,
             NULL::integer,
             g.region,
             NULL::text,
             concat(n.name,
                 CASE
                     WHEN (EXISTS ( SELECT
                        FROM xingan.region k
                       WHERE (k.parent = n.code))) THEN '本级'::text
                     ELSE NULL::text
                 END) AS concat,
             g.institutions,
             g.divisions,
             g.approved_total,
             g.approved_administrative,
             g.approved_political_legal,
             g.approved_support,
             g.approved_reference,
             g.approved_full,
             g.approved_partial,
             g.approved_self,
             g.approved_other,
             g.strength_total,
             g.strength_administrative,
             g.strength_political_legal,
             g.strength_support,
             g.strength_reference,
             g.strength_full,
             g.strength_partial,
             g.strength_self,
             g.strength_other,
             g.vacancy_total,
             g.vacancy_administrative,
             g.vacancy_political_legal,
             g.vacancy_support,
             g.vacancy_reference,
             g.vacancy_full,
             g.vacancy_partial,
             g.vacancy_self,
             g.vacancy_other,
             g.over_total,
             g.over_administrative,
             g.over_political_legal,
             g.over_support,
             g.over_reference,
             g.over_full,
             g.over_partial,
             g.over_self,
             g.over_other,
             g.reserved,
             g.place
            FROM (by_region g
              LEFT JOIN xingan.region n ON ((n.code = g.region)))
         UNION ALL
          SELECT 'total'::text,
             NULL::integer,
             NULL::text,
             NULL::text,
             '总计'::text,
             (COALESCE(sum(g.institutions), (0)::numeric))::bigint AS "coalesce",
             (COALESCE(sum(g.divisions), (0)::numeric))::bigint AS "coalesce",
             (COALESCE(sum(g.approved_total), (0)::numeric))::bigint AS approved_total,
             (COALESCE(sum(g.approved_administrative), (0)::numeric))::bigint AS approved_administrative,
             (COALESCE(sum(g.approved_political_legal), (0)::numeric))::bigint AS approved_political_legal,
             (COALESCE(sum(g.approved_support), (0)::numeric))::bigint AS approved_support,
             (COALESCE(sum(g.approved_reference), (0)::numeric))::bigint AS approved_reference,
             (COALESCE(sum(g.approved_full), (0)::numeric))::bigint AS approved_full,
             (COALESCE(sum(g.approved_partial), (0)::numeric))::bigint AS approved_partial,
             (COALESCE(sum(g.approved_self), (0)::numeric))::bigint AS approved_self,
             (COALESCE(sum(g.approved_other), (0)::numeric))::bigint AS approved_other,
             (COALESCE(sum(g.strength_total), (0)::numeric))::bigint AS strength_total,
             (COALESCE(sum(g.strength_administrative), (0)::numeric))::bigint AS strength_administrative,
             (COALESCE(sum(g.strength_political_legal), (0)::numeric))::bigint AS strength_political_legal,
             (COALESCE(sum(g.strength_support), (0)::numeric))::bigint AS strength_support,
             (COALESCE(sum(g.strength_reference), (0)::numeric))::bigint AS strength_reference,
             (COALESCE(sum(g.strength_full), (0)::numeric))::bigint AS strength_full,
             (COALESCE(sum(g.strength_partial), (0)::numeric))::bigint AS strength_partial,
             (COALESCE(sum(g.strength_self), (0)::numeric))::bigint AS strength_self,
             (COALESCE(sum(g.strength_other), (0)::numeric))::bigint AS strength_other,
             (COALESCE(sum(g.vacancy_total), (0)::numeric))::bigint AS vacancy_total,
             (COALESCE(sum(g.vacancy_administrative), (0)::numeric))::bigint AS vacancy_administrative,
             (COALESCE(sum(g.vacancy_political_legal), (0)::numeric))::bigint AS vacancy_political_legal,
             (COALESCE(sum(g.vacancy_support), (0)::numeric))::bigint AS vacancy_support,
             (COALESCE(sum(g.vacancy_reference), (0)::numeric))::bigint AS vacancy_reference,
             (COALESCE(sum(g.vacancy_full), (0)::numeric))::bigint AS vacancy_full,
             (COALESCE(sum(g.vacancy_partial), (0)::numeric))::bigint AS vacancy_partial,
             (COALESCE(sum(g.vacancy_self), (0)::numeric))::bigint AS vacancy_self,
             (COALESCE(sum(g.vacancy_other), (0)::numeric))::bigint AS vacancy_other,
             (COALESCE(sum(g.over_total), (0)::numeric))::bigint AS over_total,
             (COALESCE(sum(g.over_administrative), (0)::numeric))::bigint AS over_administrative,
             (COALESCE(sum(g.over_political_legal), (0)::numeric))::bigint AS over_political_legal,
             (COALESCE(sum(g.over_support), (0)::numeric))::bigint AS over_support,
             (COALESCE(sum(g.over_reference), (0)::numeric))::bigint AS over_reference,
             (COALESCE(sum(g.over_full), (0)::numeric))::bigint AS over_full,
             (COALESCE(sum(g.over_partial), (0)::numeric))::bigint AS over_partial,
             (COALESCE(sum(g.over_self), (0)::numeric))::bigint AS over_self,
             (COALESCE(sum(g.over_other), (0)::numeric))::bigint AS over_other,
             (COALESCE(sum(g.reserved), (0)::numeric))::bigint AS "coalesce",
             0
            FROM by_region g) r
   ORDER BY r.place;
END;
CREATE FUNCTION xingan.grant_ceiling(region text, post_type text, quantity integer, document text DEFAULT NULL::text, effective_on date DEFAULT CURRENT_DATE) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT xingan.post_entry('ceiling'::text, ( SELECT h.id
            FROM xingan.holder h
           WHERE ((h.kind = 'ceiling'::text) AND (h.region = r.region))), t.code, r.id, t.code, grant_ceiling.quantity, xingan.document_ref(grant_ceiling.document), grant_ceiling.effective_on) AS post_entry
    FROM ( SELECT xingan.reserve_of(grant_ceiling.region) AS id,
             grant_ceiling.region AS region) r,
     ( SELECT xingan.post_type_ref(grant_ceiling.post_type) AS code) t;
END;
CREATE FUNCTION xingan.permit_use(unit text, post_type text, quantity integer, expires_on date, entry_reason text DEFAULT NULL::text, document text DEFAULT NULL::text, effective_on date DEFAULT CURRENT_DATE) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 INSERT INTO xingan.use_permit (unit_id, post_type, quantity, expires_on, entry_reason, document_id, effective_on)
   VALUES (xingan.unit_ref(permit_use.unit), xingan.post_type_ref(permit_use.post_type), bianzhi.positive(permit_use.quantity, 'quantity'::text), permit_use.expires_on, permit_use.entry_reason, xingan.document_ref(permit_use.document), COALESCE(permit_use.effective_on, CURRENT_DATE))
   RETURNING use_permit.id;
END;
CREATE VIEW xingan.account_holder AS
 SELECT u.id,
    u.kind,
    u.name,
    u.region
   FROM xingan.unit u
UNION ALL
 SELECT h.id,
    h.kind,
    h.name,
    h.region
   FROM xingan.holder h;
CREATE VIEW xingan.post_ledger AS
 SELECT l.holder_id AS unit_id,
    h.name AS unit,
    l.post_type,
    t.name_zh AS post_type_name,
    e.effective_on,
    l.entry_id,
    e.kind AS entry_kind,
    d.number,
    GREATEST(l.quantity, 0) AS increase,
    GREATEST((- l.quantity), 0) AS decrease,
    sum(l.quantity) OVER (PARTITION BY l.holder_id, l.post_type ORDER BY e.effective_on, l.entry_id) AS balance,
    COALESCE(e.note,
        CASE
            WHEN (e.reverses IS NOT NULL) THEN concat('冲销分录 ', e.reverses)
            ELSE NULL::text
        END) AS note,
    d.title,
    e.recorded_at,
    e.recorded_by
   FROM ((((xingan.entry_line l
     JOIN xingan.entry e ON ((e.id = l.entry_id)))
     JOIN xingan.account_holder h ON ((h.id = l.holder_id)))
     JOIN xingan.post_type t ON ((t.code = l.post_type)))
     LEFT JOIN xingan.document d ON ((d.id = e.document_id)))
  ORDER BY l.holder_id, t.sort, l.post_type, e.effective_on, l.entry_id;
CREATE FUNCTION xingan.post_ledger(unit text, as_of date DEFAULT NULL::date) RETURNS SETOF xingan.post_ledger
    LANGUAGE sql STABLE ROWS 50
    BEGIN ATOMIC
 SELECT xingan.holder_ref(unit) AS holder_ref;
 SELECT p.unit_id,
     p.unit,
     p.post_type,
     p.post_type_name,
     p.effective_on,
     p.entry_id,
     p.entry_kind,
     p.number,
     p.increase,
     p.decrease,
     p.balance,
     p.note,
     p.title,
     p.recorded_at,
     p.recorded_by
    FROM xingan.post_ledger p
   WHERE ((p.unit_id = ( SELECT xingan.holder_ref(post_ledger.unit) AS holder_ref)) AND ((post_ledger.as_of IS NULL) OR (p.effective_on <= post_ledger.as_of)))
   ORDER BY p.post_type, p.effective_on, p.entry_id;
END;
CREATE FUNCTION xingan.post_type_ref_or_null(post_type text) RETURNS integer
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (post_type IS NOT NULL) THEN xingan.post_type_ref(post_type)
             ELSE NULL::integer
         END AS "case";
END;
CREATE FUNCTION xingan.record_document(number text, issued_on date, title text DEFAULT NULL::text, issuer text DEFAULT NULL::text, kind text DEFAULT 'approval'::text) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 INSERT INTO xingan.document (number, issued_on, title, issuer, kind)
   VALUES (bianzhi.require(record_document.number, 'number'::text), record_document.issued_on, record_document.title, record_document.issuer, record_document.kind)
   RETURNING document.id;
END;
CREATE FUNCTION xingan.reduce_posts(unit text, post_type text, quantity integer, document text DEFAULT NULL::text, effective_on date DEFAULT CURRENT_DATE) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT xingan.post_entry('allocation'::text, u.id, t.code, xingan.reserve_of(u.region), t.code, reduce_posts.quantity, xingan.document_ref(reduce_posts.document), reduce_posts.effective_on) AS post_entry
    FROM xingan.unit u,
     ( SELECT xingan.post_type_ref(reduce_posts.post_type) AS code) t
   WHERE (u.id = xingan.unit_ref(reduce_posts.unit));
END;
CREATE FUNCTION xingan.release(person text, exit_reason text, document text DEFAULT NULL::text, effective_on date DEFAULT CURRENT_DATE) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 WITH r AS (
          UPDATE xingan.enrolment SET until = COALESCE(release.effective_on, CURRENT_DATE), exit_reason = bianzhi.require(release.exit_reason, 'exit_reason'::text), until_document_id = xingan.document_ref(release.document)
           WHERE ((enrolment.person_id = xingan.person_ref(release.person)) AND (enrolment.until IS NULL))
           RETURNING enrolment.id
         )
  SELECT COALESCE(( SELECT r.id
            FROM r), (bianzhi.refuse_not_in_post(person))::bigint) AS "coalesce";
END;
CREATE VIEW xingan.identity_position AS
 WITH used(tab, furthest) AS (
         SELECT 'xingan.document'::regclass AS regclass,
            ( SELECT max(x.id) AS max
                   FROM xingan.document x) AS max
        UNION ALL
         SELECT 'xingan.unit'::regclass AS regclass,
            ( SELECT max(x.id) AS max
                   FROM xingan.unit x) AS max
        UNION ALL
         SELECT 'xingan.holder'::regclass AS regclass,
            ( SELECT min(x.id) AS min
                   FROM xingan.holder x) AS min
        UNION ALL
         SELECT 'xingan.entry'::regclass AS regclass,
            ( SELECT max(x.id) AS max
                   FROM xingan.entry x) AS max
        UNION ALL
         SELECT 'xingan.person'::regclass AS regclass,
            ( SELECT max(x.id) AS max
                   FROM xingan.person x) AS max
        UNION ALL
         SELECT 'xingan.use_permit'::regclass AS regclass,
            ( SELECT max(x.id) AS max
                   FROM xingan.use_permit x) AS max
        UNION ALL
         SELECT 'xingan.enrolment'::regclass AS regclass,
            ( SELECT max(x.id) AS max
                   FROM xingan.enrolment x) AS max
        UNION ALL
         SELECT 'xingan.appointment'::regclass AS regclass,
            ( SELECT max(x.id) AS max
                   FROM xingan.appointment x) AS max
        UNION ALL
         SELECT 'xingan.rule_exception'::regclass AS regclass,
            ( SELECT max(x.id) AS max
                   FROM xingan.rule_exception x) AS max
        UNION ALL
         SELECT 'xingan.finding'::regclass AS regclass,
            ( SELECT max(x.id) AS max
                   FROM xingan.finding x) AS max
        UNION ALL
         SELECT 'xingan.check_run'::regclass AS regclass,
            ( SELECT max(x.id) AS max
                   FROM xingan.check_run x) AS max
        ), own AS MATERIALIZED (
         SELECT (d.objid)::regclass AS sequence,
            k.furthest,
            q.seqincrement AS increment
           FROM ((used k
             JOIN pg_depend d ON (((d.refclassid = ('pg_class'::regclass)::oid) AND (d.refobjid = (k.tab)::oid) AND (d.classid = ('pg_class'::regclass)::oid) AND (d.deptype = 'i'::"char"))))
             JOIN pg_sequence q ON ((q.seqrelid = d.objid)))
        )
 SELECT o.sequence,
    o.furthest,
    o.increment,
        CASE
            WHEN has_sequence_privilege((o.sequence)::oid, 'SELECT'::text) THEN pg_sequence_last_value(o.sequence)
            ELSE NULL::bigint
        END AS "position",
    has_sequence_privilege((o.sequence)::oid, 'SELECT'::text) AS readable
   FROM own o;
CREATE FUNCTION xingan.resume_sequences() RETURNS TABLE(sequence text, value bigint)
    LANGUAGE sql ROWS 11
    BEGIN ATOMIC
 SELECT (p.sequence)::text AS sequence,
     setval(p.sequence, p.furthest) AS setval
    FROM xingan.identity_position p
   WHERE ((p.furthest IS NOT NULL) AND ((p."position" IS NULL) OR ((sign((p.increment)::double precision) * (p."position")::double precision) < (sign((p.increment)::double precision) * (p.furthest)::double precision))));
END;
CREATE FUNCTION xingan.reverse_entry(entry bigint, document text DEFAULT NULL::text, effective_on date DEFAULT CURRENT_DATE, note text DEFAULT NULL::text) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 WITH o AS (
          SELECT COALESCE(( SELECT x.id
                    FROM xingan.entry x
                   WHERE (x.id = reverse_entry.entry)), (bianzhi.refuse_unknown('entry'::text, (reverse_entry.entry)::text))::bigint) AS id
         ), e AS (
          INSERT INTO xingan.entry (kind, document_id, effective_on, reverses, note)  SELECT 'reversal',
                     xingan.document_ref(reverse_entry.document) AS document_ref,
                     COALESCE(reverse_entry.effective_on, CURRENT_DATE) AS "coalesce",
                     o.id,
                     reverse_entry.note AS note
                    FROM o
           RETURNING entry.id,
             entry.reverses
         ), l AS (
          INSERT INTO xingan.entry_line (entry_id, holder_id, post_type, quantity)  SELECT e_1.id,
                     x.holder_id,
                     x.post_type,
                     (- x.quantity)
                    FROM (e e_1
                      JOIN xingan.entry_line x ON ((x.entry_id = e_1.reverses)))
         )
  SELECT e.id
    FROM e;
END;
CREATE FUNCTION xingan.transfer_person(person text, to_unit text, post_type text DEFAULT NULL::text, division text DEFAULT NULL::text, document text DEFAULT NULL::text, effective_on date DEFAULT CURRENT_DATE) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT bianzhi.hold_person('xingan.enrolment'::regclass, xingan.person_ref(person)) AS hold_person;
 SELECT e.id
    FROM xingan.enrolment e
   WHERE ((e.person_id = xingan.person_ref(transfer_person.person)) AND (e.until IS NULL))
  FOR NO KEY UPDATE OF e;
 SELECT bianzhi.lock_accounts('xingan.account'::regclass, ARRAY[e.unit_id, xingan.unit_ref(transfer_person.to_unit)], ARRAY[e.post_type, COALESCE(xingan.post_type_ref_or_null(transfer_person.post_type), e.post_type)]) AS lock_accounts
    FROM xingan.enrolment e
   WHERE ((e.person_id = xingan.person_ref(transfer_person.person)) AND (e.until IS NULL));
 WITH d AS (
          SELECT xingan.document_ref(document) AS id
         ), r AS (
          UPDATE xingan.enrolment SET until = COALESCE(transfer_person.effective_on, CURRENT_DATE), exit_reason = 'transfer_out'::text, until_document_id = ( SELECT d.id
                    FROM d)
           WHERE ((enrolment.person_id = xingan.person_ref(transfer_person.person)) AND (enrolment.until IS NULL))
           RETURNING enrolment.id,
             enrolment.person_id,
             enrolment.post_type
         ), i AS (
          INSERT INTO xingan.enrolment (person_id, unit_id, post_type, division_id, entry_reason, transfer_id, document_id, effective_on)  SELECT r.person_id,
                     xingan.unit_ref(transfer_person.to_unit) AS unit_ref,
                     COALESCE(xingan.post_type_ref_or_null(transfer_person.post_type), r.post_type) AS "coalesce",
                         CASE
                             WHEN (transfer_person.division IS NOT NULL) THEN xingan.unit_ref(transfer_person.division)
                             ELSE NULL::integer
                         END AS "case",
                     'transfer_in',
                     r.id,
                     ( SELECT d.id
                            FROM d) AS id,
                     COALESCE(transfer_person.effective_on, CURRENT_DATE) AS "coalesce"
                    FROM r
           RETURNING enrolment.id
         )
  SELECT COALESCE(( SELECT i.id
            FROM i), (bianzhi.refuse_not_in_post(person))::bigint) AS "coalesce";
END;
CREATE FUNCTION xingan.transfer_posts(from_unit text, to_unit text, post_type text, quantity integer, document text DEFAULT NULL::text, effective_on date DEFAULT CURRENT_DATE) RETURNS bigint
    LANGUAGE sql
    BEGIN ATOMIC
 SELECT xingan.post_entry('transfer'::text, xingan.holder_ref(transfer_posts.from_unit), t.code, xingan.holder_ref(transfer_posts.to_unit), t.code, transfer_posts.quantity, xingan.document_ref(transfer_posts.document), transfer_posts.effective_on) AS post_entry
    FROM ( SELECT xingan.post_type_ref(transfer_posts.post_type) AS code) t;
END;
CREATE TABLE xingan.unit_class (
    code text NOT NULL,
    name_zh text NOT NULL,
    name_en text NOT NULL,
    sort integer DEFAULT 0 NOT NULL
);
CREATE FUNCTION xingan.unit_card(unit text) RETURNS TABLE(section text, item text, value text)
    LANGUAGE sql STABLE ROWS 50
    BEGIN ATOMIC
 WITH RECURSIVE me AS (
          SELECT u.id,
             u.name,
             u.short_name,
             u.other_names,
             u.kind,
             u.class,
             u.parent_id,
             u.path,
             u.region,
             u.system,
             u.category,
             u.industry,
             u.rank,
             u.supervisor_id,
             u.credit_code,
             u.counterpart,
             u.counterpart_divisions,
             u.party_body,
             u.sort,
             u.effective_on,
             u.until,
             u.document_id,
             u.until_document_id,
             u.note,
             u.recorded_at,
             u.recorded_by
            FROM xingan.unit u
           WHERE (u.id = ( SELECT xingan.unit_ref(unit_card.unit) AS unit_ref))
         ), up(id, parent_id, name, depth) AS (
          SELECT m.id,
             m.parent_id,
             m.name,
             0 AS "?column?"
            FROM me m
         UNION ALL
          SELECT p.id,
             p.parent_id,
             p.name,
             (up.depth + 1)
            FROM (up
              JOIN xingan.unit p ON ((p.id = up.parent_id)))
           WHERE (up.depth < 64)
         ), staff AS (
          SELECT p.birth_on,
             COALESCE(p.sex, bianzhi.sex(p.resident_id)) AS sex,
             (date_part('year'::text, age((CURRENT_DATE)::timestamp with time zone, (p.birth_on)::timestamp with time zone)))::integer AS years
            FROM ((me m
              JOIN xingan.enrolment e ON (((e.unit_id = m.id) AND (e.until IS NULL))))
              JOIN xingan.person p ON ((p.id = e.person_id)))
         ), card(section_no, item_no, section, item, value) AS (
          SELECT 1 AS "?column?",
             v.no,
             '基本情况'::text AS "?column?",
             v.item,
             v.value
            FROM ((((((((((me m
              LEFT JOIN xingan.region g ON ((g.code = m.region)))
              LEFT JOIN xingan.unit_class k ON ((k.code = m.class)))
              LEFT JOIN xingan.unit s ON ((s.id = m.supervisor_id)))
              LEFT JOIN xingan.code cs ON (((cs.set = 'system'::text) AND (cs.code = m.system))))
              LEFT JOIN xingan.code cc ON (((cc.set = 'unit_category'::text) AND (cc.code = m.category))))
              LEFT JOIN xingan.code cr ON (((cr.set = 'rank'::text) AND (cr.code = m.rank))))
              LEFT JOIN xingan.code ci ON (((ci.set = 'industry'::text) AND (ci.code = m.industry))))
              LEFT JOIN xingan.document d ON ((d.id = m.document_id)))
              LEFT JOIN xingan.document ud ON ((ud.id = m.until_document_id)))
              CROSS JOIN LATERAL ( VALUES (1,'机构编号'::text,(m.id)::text), (2,'机构名称'::text,m.name), (3,'规范简称'::text,m.short_name), (4,'其他名称'::text,array_to_string(m.other_names, '、'::text)), (5,'隶属'::text,( SELECT string_agg(up.name, ' / '::text ORDER BY up.depth DESC) AS string_agg
                            FROM up)), (6,'地区'::text,concat(g.name, '（', m.region, '）')), (7,'机构性质'::text,COALESCE(k.name_zh, m.class)), (8,'节点种类'::text,
                         CASE m.kind
                             WHEN 'body'::text THEN '法人单位'::text
                             WHEN 'division'::text THEN '内设机构'::text
                             ELSE '分组'::text
                         END), (9,'系统类别'::text,COALESCE(cs.name_zh, m.system)), (10,'机构类别'::text,COALESCE(cc.name_zh, m.category)), (11,'机构规格'::text,COALESCE(cr.name_zh, m.rank)), (12,'行业'::text,COALESCE(ci.name_zh, m.industry)), (13,'主管部门'::text,s.name), (14,'统一社会信用代码'::text,(m.credit_code)::text), (15,'上级对应部门'::text,m.counterpart), (16,'设立日期'::text,(m.effective_on)::text), (17,'设立文号'::text,d.number), (18,'终止日期'::text,(m.until)::text), (19,'终止文号'::text,ud.number), (20,'备注'::text,m.note)) v(no, item, value))
           WHERE ((v.value IS NOT NULL) AND (v.value <> ''::text))
         UNION ALL
          SELECT 2,
             t.sort,
             '编制和职数'::text,
             t.name_zh,
             concat('核定 ', a.approved, '，实有 ', a.strength,
                 CASE
                     WHEN (a.vacancy < 0) THEN concat('，超 ', (- a.vacancy))
                     ELSE concat('，空 ', a.vacancy)
                 END, '，核准占用 ', (a.reserved - COALESCE(x.expired, (0)::bigint))) AS concat
            FROM (((me m
              JOIN xingan.account a ON ((a.holder_id = m.id)))
              JOIN xingan.post_type t ON ((t.code = a.post_type)))
              LEFT JOIN xingan.expired_permit x ON (((x.unit_id = a.holder_id) AND (x.post_type = a.post_type))))
           WHERE ((a.approved <> 0) OR (a.strength <> 0) OR (a.reserved <> 0))
         UNION ALL
          SELECT 3,
             row_number() OVER (ORDER BY c_1.sort, c_1.id) AS row_number,
             '内设机构'::text,
             c_1.name,
             ( SELECT string_agg(concat(t.name_zh, ' ', a.strength, '/', a.approved), '，'::text ORDER BY t.sort) AS string_agg
                    FROM (xingan.account a
                      JOIN xingan.post_type t ON ((t.code = a.post_type)))
                   WHERE ((a.holder_id = c_1.id) AND ((a.approved <> 0) OR (a.strength <> 0)))) AS string_agg
            FROM (me m
              JOIN xingan.unit c_1 ON (((c_1.parent_id = m.id) AND (c_1.kind = 'division'::text) AND ((c_1.until IS NULL) OR (c_1.until > CURRENT_DATE)))))
         UNION ALL
          SELECT 4,
             row_number() OVER (ORDER BY t.sort, a.effective_on, a.id) AS row_number,
             '在任领导'::text,
             COALESCE(a.title, t.name_zh) AS "coalesce",
             concat(p.name, '，', a.effective_on, ' 起',
                 CASE
                     WHEN (NOT a.counts) THEN '，不计职数'::text
                     ELSE NULL::text
                 END) AS concat
            FROM (((me m
              JOIN xingan.appointment a ON (((a.unit_id = m.id) AND (a.until IS NULL))))
              JOIN xingan.person p ON ((p.id = a.person_id)))
              JOIN xingan.post_type t ON ((t.code = a.post_type)))
         UNION ALL
          SELECT 5,
             v.no,
             '在编人员'::text,
             v.item,
             (v.value)::text AS value
            FROM (( SELECT count(*) AS total,
                     count(*) FILTER (WHERE (s.sex = 'M'::text)) AS men,
                     count(*) FILTER (WHERE (s.sex = 'F'::text)) AS women,
                     count(*) FILTER (WHERE (s.years <= 30)) AS a30,
                     count(*) FILTER (WHERE ((s.years >= 31) AND (s.years <= 35))) AS a35,
                     count(*) FILTER (WHERE ((s.years >= 36) AND (s.years <= 40))) AS a40,
                     count(*) FILTER (WHERE ((s.years >= 41) AND (s.years <= 45))) AS a45,
                     count(*) FILTER (WHERE ((s.years >= 46) AND (s.years <= 50))) AS a50,
                     count(*) FILTER (WHERE ((s.years >= 51) AND (s.years <= 54))) AS a54,
                     count(*) FILTER (WHERE ((s.years >= 55) AND (s.years <= 59))) AS a59,
                     count(*) FILTER (WHERE (s.years >= 60)) AS a60
                    FROM staff s) n
              CROSS JOIN LATERAL ( VALUES (1,'合计'::text,n.total), (2,'男'::text,n.men), (3,'女'::text,n.women), (4,'30岁及以下'::text,n.a30), (5,'31—35岁'::text,n.a35), (6,'36—40岁'::text,n.a40), (7,'41—45岁'::text,n.a45), (8,'46—50岁'::text,n.a50), (9,'51—54岁'::text,n.a54), (10,'55—59岁'::text,n.a59), (11,'60岁及以上'::text,n.a60)) v(no, item, value))
         UNION ALL
          SELECT 6,
             row_number() OVER (ORDER BY p.expires_on, p.id) AS row_number,
             '有效用编核准'::text,
             concat(t.name_zh, ' #', p.id) AS concat,
             concat('核准 ', p.quantity, '，已用 ', p.used, '，有效期至 ', p.expires_on, concat(('，'::text || d.number))) AS concat
            FROM (((me m
              JOIN xingan.use_permit p ON (((p.unit_id = m.id) AND (p.state = 'open'::text) AND (p.expires_on >= CURRENT_DATE))))
              JOIN xingan.post_type t ON ((t.code = p.post_type)))
              LEFT JOIN xingan.document d ON ((d.id = p.document_id)))
         UNION ALL
          SELECT 7,
             row_number() OVER (ORDER BY x.expires_on, x.id) AS row_number,
             '例外批准'::text,
             concat_ws(' '::text, x.rule, t.name_zh) AS concat_ws,
             concat('允许超出 ', x.allowance, '，', x.effective_on, ' 至 ', x.expires_on, concat(('，'::text || d.number))) AS concat
            FROM (((me m
              JOIN xingan.rule_exception x ON ((x.unit_id = m.id)))
              LEFT JOIN xingan.post_type t ON ((t.code = x.post_type)))
              LEFT JOIN xingan.document d ON ((d.id = x.document_id)))
           WHERE ((CURRENT_DATE >= x.effective_on) AND (CURRENT_DATE <= x.expires_on))
         UNION ALL
          SELECT 8,
             row_number() OVER (ORDER BY f.rule, f.key) AS row_number,
             '未结问题'::text,
             f.rule,
             concat_ws('；'::text, f.object, f.remedy) AS concat_ws
            FROM (me m
              JOIN xingan.finding f ON (((f.unit_id = m.id) AND (f.state = 'open'::text))))
         UNION ALL
          SELECT 9,
             row_number() OVER (ORDER BY d.issued_on, d.id) AS row_number,
             '批准文件'::text,
             d.number,
             concat_ws('，'::text, d.issued_on, d.title) AS concat_ws
            FROM xingan.document d
           WHERE (d.id IN ( SELECT m.document_id
                    FROM me m
                 UNION
                  SELECT m.until_document_id
                    FROM me m
                 UNION
                  SELECT e.document_id
                    FROM ((me m
                      JOIN xingan.entry_line l ON ((l.holder_id = m.id)))
                      JOIN xingan.entry e ON ((e.id = l.entry_id)))))
         )
  SELECT c.section,
     c.item,
     c.value
    FROM card c
   ORDER BY c.section_no, c.item_no;
END;
CREATE FUNCTION xingan.verify_account() RETURNS TABLE("check" text, object text, expected text, actual text, remedy text)
    LANGUAGE sql STABLE ROWS 10
    BEGIN ATOMIC
 WITH fact AS (
          SELECT f.holder_id,
             f.post_type,
             sum(f.approved) AS approved,
             sum(f.reserved) AS reserved,
             sum(f.strength) AS strength
            FROM ( SELECT l.holder_id,
                     l.post_type,
                     sum(l.quantity) AS approved,
                     (0)::bigint AS reserved,
                     (0)::bigint AS strength
                    FROM xingan.entry_line l
                   GROUP BY l.holder_id, l.post_type
                 UNION ALL
                  SELECT p.unit_id,
                     p.post_type,
                     0,
                     sum((p.quantity - p.used)) AS sum,
                     0
                    FROM xingan.use_permit p
                   WHERE (p.state = 'open'::text)
                   GROUP BY p.unit_id, p.post_type
                 UNION ALL
                  SELECT e.unit_id,
                     e.post_type,
                     0,
                     0,
                     count(*) AS count
                    FROM xingan.enrolment e
                   WHERE (e.until IS NULL)
                   GROUP BY e.unit_id, e.post_type
                 UNION ALL
                  SELECT a.unit_id,
                     a.post_type,
                     0,
                     0,
                     count(*) AS count
                    FROM xingan.appointment a
                   WHERE ((a.until IS NULL) AND a.counts)
                   GROUP BY a.unit_id, a.post_type) f
           GROUP BY f.holder_id, f.post_type
         ), both_sides AS (
          SELECT k.holder_id,
             k.post_type,
             (a.holder_id IS NOT NULL) AS kept,
             h.kind,
             ((h.id IS NOT NULL) AND (t.code IS NOT NULL)) AS known,
             h.name,
             t.name_zh,
             COALESCE(f.approved, (0)::numeric) AS approved,
             COALESCE(f.reserved, (0)::numeric) AS reserved,
             COALESCE(f.strength, (0)::numeric) AS strength,
             a.approved AS kept_approved,
             a.reserved AS kept_reserved,
             a.strength AS kept_strength
            FROM ((((fact f
              FULL JOIN xingan.account a ON (((a.holder_id = f.holder_id) AND (a.post_type = f.post_type))))
              CROSS JOIN LATERAL ( SELECT COALESCE(f.holder_id, a.holder_id) AS holder_id,
                     COALESCE(f.post_type, a.post_type) AS post_type) k)
              LEFT JOIN xingan.account_holder h ON ((h.id = k.holder_id)))
              LEFT JOIN xingan.post_type t ON ((t.code = k.post_type)))
           WHERE ((a.holder_id IS NULL) OR (f.holder_id IS NULL) OR (h.id IS NULL) OR (t.code IS NULL) OR (k.holder_id < 0) OR (((f.approved IS DISTINCT FROM (a.approved)::numeric) OR (f.reserved IS DISTINCT FROM (a.reserved)::numeric)) OR (f.strength IS DISTINCT FROM (a.strength)::numeric)) OR (f.approved < (0)::numeric))
         ), over_full AS MATERIALIZED (
          SELECT account_excess.unit_id,
             account_excess.post_type,
             account_excess.region,
             account_excess.unit,
             account_excess.post_type_name,
             account_excess.rule,
             account_excess.approved,
             account_excess.strength,
             account_excess.reserved,
             account_excess.excess
            FROM xingan.account_excess
         )
  SELECT v."check",
     concat(COALESCE(b.name, '?'::text), '(', b.holder_id, ') / ', COALESCE(b.name_zh, '?'::text), '(', b.post_type, ')') AS concat,
     v.expected,
     v.actual,
     v.remedy
    FROM (both_sides b
      CROSS JOIN LATERAL ( VALUES ('account_missing'::text,((NOT b.kept) AND ((b.approved <> (0)::numeric) OR (b.reserved <> (0)::numeric) OR (b.strength <> (0)::numeric))),'有账户'::text,'无账户'::text,'由管理员按事实补建账户行'::text), ('account_orphan'::text,(b.kept AND (NOT b.known)),'持有者和编制类别均在册'::text,'不在册'::text,'补登缺少的机构或编制类别'::text), ('account_approved'::text,(b.approved <> (b.kept_approved)::numeric),(b.approved)::text,(b.kept_approved)::text,'以分录行合计为准，由管理员更正账户核定数'::text), ('account_reserved'::text,(b.reserved <> (b.kept_reserved)::numeric),(b.reserved)::text,(b.kept_reserved)::text,'以未办结的用编核准合计为准，由管理员更正账户占用数'::text), ('account_strength'::text,(b.strength <> (b.kept_strength)::numeric),(b.strength)::text,(b.kept_strength)::text,'以在编（在任）记录为准，由管理员更正账户实有数'::text), ('negative_approved'::text,((b.approved < (0)::numeric) AND (b.kind IS DISTINCT FROM 'ceiling'::text)),'不小于 0'::text,(b.approved)::text,'只有上级下达总额可以为负：补记上级下达或核定文件'::text), ('fund_occupied'::text,((b.holder_id < 0) AND ((b.reserved <> (0)::numeric) OR (b.strength <> (0)::numeric))),'0'::text,((b.reserved + b.strength))::text,'人员和用编核准只能在机构名下'::text)) v("check", wrong, expected, actual, remedy))
   WHERE v.wrong
 UNION ALL
  SELECT 'excess_unexplained'::text,
     concat(x.unit, '(', x.unit_id, ') / ', x.post_type_name, '(', x.post_type, ')') AS concat,
     concat('不超过 ', (x.approved + COALESCE(e.allowance, 0))) AS concat,
     ((x.strength + x.reserved))::text AS text,
     '补办例外批准（rule_exception），或减少人员、增加核定数'::text
    FROM ((over_full x
      JOIN xingan.rule_in_force r ON (((r.region = x.region) AND (r.rule = x.rule) AND (r.mode = 'block'::text))))
      LEFT JOIN LATERAL ( SELECT max(e_1.allowance) AS allowance
            FROM xingan.rule_exception e_1
           WHERE ((e_1.rule = x.rule) AND (e_1.unit_id = x.unit_id) AND ((e_1.post_type IS NULL) OR (e_1.post_type = x.post_type)))) e ON (true))
   WHERE (x.excess > COALESCE(e.allowance, 0));
END;
CREATE FUNCTION xingan.verify_entry() RETURNS TABLE("check" text, object text, expected text, actual text, remedy text)
    LANGUAGE sql STABLE ROWS 10
    BEGIN ATOMIC
 SELECT 'entry_unbalanced'::text,
     concat('分录 ', l.entry_id, ' / ', t.category) AS concat,
     '0'::text,
     (sum(l.quantity))::text AS sum,
     '分录每个总类合计应为零：以新的分录冲平'::text
    FROM (xingan.entry_line l
      JOIN xingan.post_type t ON ((t.code = l.post_type)))
   GROUP BY l.entry_id, t.category
  HAVING (sum(l.quantity) <> 0)
 UNION ALL
  SELECT 'entry_empty'::text,
     concat('分录 ', e.id) AS concat,
     '有分录行'::text,
     '无分录行'::text,
     '补记分录行，或查明缺失原因'::text
    FROM xingan.entry e
   WHERE (NOT (EXISTS ( SELECT
            FROM xingan.entry_line l
           WHERE (l.entry_id = e.id))))
 UNION ALL
  SELECT 'entry_document'::text,
     concat('分录 ', e.id) AS concat,
     '有批准文件'::text,
     COALESCE((e.document_id)::text, '空'::text) AS "coalesce",
     '补登批准文件'::text
    FROM (xingan.entry e
      LEFT JOIN xingan.document d ON ((d.id = e.document_id)))
   WHERE (d.id IS NULL)
 UNION ALL
  SELECT 'entry_future'::text,
     concat('分录 ', e.id) AS concat,
     concat('不晚于 ', CURRENT_DATE) AS concat,
     (e.effective_on)::text AS effective_on,
     '更正生效日期：冲销后重新登记'::text
    FROM xingan.entry e
   WHERE (e.effective_on > CURRENT_DATE)
 UNION ALL
  SELECT 'line_orphan'::text,
     concat('分录 ', l.entry_id, ' / ', l.holder_id, ' / ', l.post_type) AS concat,
     '分录、持有者和编制类别均在册'::text,
     concat_ws('、'::text,
         CASE
             WHEN (e.id IS NULL) THEN '无此分录'::text
             ELSE NULL::text
         END,
         CASE
             WHEN (h.id IS NULL) THEN '无此持有者'::text
             ELSE NULL::text
         END,
         CASE
             WHEN (t.code IS NULL) THEN '无此编制类别'::text
             ELSE NULL::text
         END) AS concat_ws,
     '补登缺少的行'::text
    FROM (((xingan.entry_line l
      LEFT JOIN xingan.entry e ON ((e.id = l.entry_id)))
      LEFT JOIN xingan.account_holder h ON ((h.id = l.holder_id)))
      LEFT JOIN xingan.post_type t ON ((t.code = l.post_type)))
   WHERE ((e.id IS NULL) OR (h.id IS NULL) OR (t.code IS NULL))
 UNION ALL
  SELECT 'line_outside_validity'::text,
     concat('分录 ', l.entry_id, ' / ', u.name, '(', u.id, ')') AS concat,
     concat(u.effective_on, ' 至 ', COALESCE((u.until)::text, '今'::text)) AS concat,
     (e.effective_on)::text AS effective_on,
     '冲销后按机构存续期内的日期重新登记'::text
    FROM ((xingan.entry_line l
      JOIN xingan.entry e ON ((e.id = l.entry_id)))
      JOIN xingan.unit u ON ((u.id = l.holder_id)))
   WHERE ((e.effective_on < u.effective_on) OR (e.effective_on > u.until))
 UNION ALL
  SELECT 'reversal_differs'::text,
     concat('分录 ', r.id, ' 冲销 ', r.reverses, ' / ', r.holder_id, ' / ', r.post_type) AS concat,
     ((- COALESCE(o.quantity, 0)))::text AS text,
     (COALESCE(l.quantity, 0))::text AS "coalesce",
     '冲销分录应与原分录逐行相反'::text
    FROM ((( SELECT e.id,
             e.reverses,
             x.holder_id,
             x.post_type
            FROM (xingan.entry e
              JOIN xingan.entry_line x ON (((x.entry_id = e.id) OR (x.entry_id = e.reverses))))
           WHERE (e.reverses IS NOT NULL)
           GROUP BY e.id, e.reverses, x.holder_id, x.post_type) r
      LEFT JOIN xingan.entry_line l ON (((l.entry_id = r.id) AND (l.holder_id = r.holder_id) AND (l.post_type = r.post_type))))
      LEFT JOIN xingan.entry_line o ON (((o.entry_id = r.reverses) AND (o.holder_id = r.holder_id) AND (o.post_type = r.post_type))))
   WHERE (COALESCE(l.quantity, 0) <> (- COALESCE(o.quantity, 0)));
END;
CREATE FUNCTION xingan.verify_people() RETURNS TABLE("check" text, object text, expected text, actual text, remedy text)
    LANGUAGE sql STABLE ROWS 10
    BEGIN ATOMIC
 SELECT 'enrolment_overlap'::text,
     concat('人员 ', o.person_id, ' / 在编记录 ', o.id) AS concat,
     concat('不早于 ', o.busy_until) AS concat,
     (o.effective_on)::text AS effective_on,
     '一人只占一编：终止或作废其中一条'::text
    FROM ( SELECT e.id,
             e.person_id,
             e.effective_on,
             max(COALESCE(e.until, 'infinity'::date)) OVER (PARTITION BY e.person_id ORDER BY e.effective_on, e.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until
            FROM xingan.enrolment e
           WHERE ((e.until IS NULL) OR (e.until > e.effective_on))) o
   WHERE (o.busy_until > o.effective_on)
 UNION ALL
  SELECT 'appointment_overlap'::text,
     concat('人员 ', o.person_id, ' / 任职 ', o.id) AS concat,
     concat('不早于 ', o.busy_until) AS concat,
     (o.effective_on)::text AS effective_on,
     '同一职务不重复任职：终止或作废其中一条'::text
    FROM ( SELECT a.id,
             a.person_id,
             a.effective_on,
             max(COALESCE(a.until, 'infinity'::date)) OVER (PARTITION BY a.person_id, a.unit_id, a.post_type ORDER BY a.effective_on, a.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until
            FROM xingan.appointment a
           WHERE ((a.until IS NULL) OR (a.until > a.effective_on))) o
   WHERE (o.busy_until > o.effective_on)
 UNION ALL
  SELECT v."check",
     concat('用编核准 ', p.id) AS concat,
     v.expected,
     v.actual,
     v.remedy
    FROM ((xingan.use_permit p
      LEFT JOIN ( SELECT e.permit_id,
             count(*) AS uses
            FROM xingan.enrolment e
           WHERE (e.permit_id IS NOT NULL)
           GROUP BY e.permit_id) k ON ((k.permit_id = p.id)))
      CROSS JOIN LATERAL ( VALUES ('permit_used'::text,(p.used <> COALESCE(k.uses, (0)::bigint)),(COALESCE(k.uses, (0)::bigint))::text,(p.used)::text,'以引用该核准的在编记录为准'::text), ('permit_over_quantity'::text,(COALESCE(k.uses, (0)::bigint) > p.quantity),concat('不超过 ', p.quantity),(k.uses)::text,'补办核准，或更正所引核准'::text), ('permit_state'::text,(((p.used = p.quantity) <> (p.state = 'used'::text)) AND (p.state = ANY (ARRAY['open'::text, 'used'::text]))),
                 CASE
                     WHEN (p.used = p.quantity) THEN 'used'::text
                     ELSE 'open'::text
                 END,p.state,'更正核准状态'::text)) v("check", wrong, expected, actual, remedy))
   WHERE v.wrong
 UNION ALL
  SELECT 'permit_mismatch'::text,
     concat('在编记录 ', e.id, ' / 用编核准 ', e.permit_id) AS concat,
     COALESCE(concat_ws(' / '::text, p.unit_id, p.post_type), '核准在册'::text) AS "coalesce",
         CASE
             WHEN (p.id IS NULL) THEN '无此核准'::text
             ELSE concat_ws(' / '::text, e.unit_id, e.post_type)
         END AS concat_ws,
     '更正所引核准'::text
    FROM (xingan.enrolment e
      LEFT JOIN xingan.use_permit p ON ((p.id = e.permit_id)))
   WHERE ((e.permit_id IS NOT NULL) AND ((p.id IS NULL) OR (p.unit_id <> e.unit_id) OR (p.post_type <> e.post_type)))
 UNION ALL
  SELECT 'transfer_broken'::text,
     concat('在编记录 ', e.id, ' / 调动前 ', e.transfer_id) AS concat,
     '同一人员，前一记录终止后生效'::text,
         CASE
             WHEN (o.id IS NULL) THEN '无此记录'::text
             ELSE concat('人员 ', o.person_id, '，终止 ', COALESCE((o.until)::text, '空'::text))
         END AS concat,
     '更正调动前记录'::text
    FROM (xingan.enrolment e
      LEFT JOIN xingan.enrolment o ON ((o.id = e.transfer_id)))
   WHERE ((e.transfer_id IS NOT NULL) AND ((o.id IS NULL) OR (o.person_id <> e.person_id) OR (o.until IS NULL) OR (o.until > e.effective_on)));
END;
CREATE FUNCTION xingan.verify_reference() RETURNS TABLE("check" text, object text, expected text, actual text, remedy text)
    LANGUAGE sql STABLE ROWS 10
    BEGIN ATOMIC
 WITH fact AS (
          SELECT '在编记录'::text AS label,
             'entry_reason'::text AS reason_set,
             e.id,
             e.person_id,
             e.unit_id,
             e.post_type,
             e.division_id,
             e.effective_on,
             e.until,
             e.document_id,
             e.until_document_id,
             e.entry_reason,
             e.exit_reason
            FROM xingan.enrolment e
         UNION ALL
          SELECT '任职'::text,
             'rank'::text,
             a.id,
             a.person_id,
             a.unit_id,
             a.post_type,
             NULL::integer,
             a.effective_on,
             a.until,
             a.document_id,
             a.until_document_id,
             a.holder_rank,
             NULL::text
            FROM xingan.appointment a
         UNION ALL
          SELECT '用编核准'::text,
             'entry_reason'::text,
             p.id,
             NULL::bigint,
             p.unit_id,
             p.post_type,
             NULL::integer,
             p.effective_on,
             NULL::date,
             p.document_id,
             NULL::bigint,
             p.entry_reason,
             NULL::text
            FROM xingan.use_permit p
         ), looked_up AS (
          SELECT f.label,
             f.reason_set,
             f.id,
             f.person_id,
             f.unit_id,
             f.post_type,
             f.division_id,
             f.effective_on,
             f.until,
             f.document_id,
             f.until_document_id,
             f.entry_reason,
             f.exit_reason,
             ((p.id IS NULL) AND (f.label <> '用编核准'::text)) AS no_person,
             (u.id IS NULL) AS no_unit,
             (t.code IS NULL) AS no_type,
             ((f.division_id IS NOT NULL) AND (v_1.kind IS DISTINCT FROM 'division'::text)) AS no_division,
             ((f.label = '在编记录'::text) AND (u.kind <> 'body'::text)) AS not_body,
             (d.id IS NULL) AS no_document,
             ((ud.id IS NULL) AND (f.until IS NOT NULL)) AS no_until_document,
             ((r.code IS NULL) AND (f.entry_reason IS NOT NULL)) AS no_reason,
             ((x.code IS NULL) AND (f.exit_reason IS NOT NULL)) AS no_exit_reason,
             ((t.code IS NOT NULL) AND (f.label <> '用编核准'::text) AND ((t.class = 'leadership'::text) = (f.label = '在编记录'::text))) AS wrong_class,
             ((f.effective_on > CURRENT_DATE) OR (f.until > CURRENT_DATE)) AS future,
             ((f.effective_on < u.effective_on) OR (f.effective_on >= u.until) OR ((f.label <> '用编核准'::text) AND (COALESCE(f.until, 'infinity'::date) > u.until))) AS outside
            FROM ((((((((fact f
              LEFT JOIN xingan.person p ON ((p.id = f.person_id)))
              LEFT JOIN xingan.unit u ON ((u.id = f.unit_id)))
              LEFT JOIN xingan.post_type t ON ((t.code = f.post_type)))
              LEFT JOIN xingan.unit v_1 ON ((v_1.id = f.division_id)))
              LEFT JOIN xingan.document d ON ((d.id = f.document_id)))
              LEFT JOIN xingan.document ud ON ((ud.id = f.until_document_id)))
              LEFT JOIN xingan.code r ON (((r.set = f.reason_set) AND (r.code = f.entry_reason))))
              LEFT JOIN xingan.code x ON (((x.set = 'exit_reason'::text) AND (x.code = f.exit_reason))))
         ), wrong AS MATERIALIZED (
          SELECT l.label,
             l.reason_set,
             l.id,
             l.person_id,
             l.unit_id,
             l.post_type,
             l.division_id,
             l.effective_on,
             l.until,
             l.document_id,
             l.until_document_id,
             l.entry_reason,
             l.exit_reason,
             l.no_person,
             l.no_unit,
             l.no_type,
             l.no_division,
             l.not_body,
             l.no_document,
             l.no_until_document,
             l.no_reason,
             l.no_exit_reason,
             l.wrong_class,
             l.future,
             l.outside
            FROM looked_up l
           WHERE (l.no_person OR l.no_unit OR l.no_type OR l.no_division OR l.not_body OR l.no_document OR l.no_until_document OR l.no_reason OR l.no_exit_reason OR l.wrong_class OR l.future OR l.outside)
         )
  SELECT v."check",
     concat(w.label, ' ', w.id) AS concat,
     v.expected,
     v.actual,
     v.remedy
    FROM (wrong w
      CROSS JOIN LATERAL ( VALUES ('person_missing'::text,w.no_person,'人员在册'::text,concat('无人员 ', w.person_id),'补登人员'::text), ('unit_missing'::text,w.no_unit,'机构在册'::text,concat('无机构 ', w.unit_id),'补登机构'::text), ('post_type_missing'::text,w.no_type,'编制类别在册'::text,concat('无编制类别 ', w.post_type),'补登编制类别'::text), ('division_missing'::text,w.no_division,'内设机构在册'::text,concat('无内设机构 ', w.division_id),'补登内设机构'::text), ('not_a_body'::text,w.not_body,'在法人单位入编'::text,concat('机构 ', w.unit_id),'在所属单位入编，以 division_id 注明内设机构'::text), ('document_missing'::text,w.no_document,'有批准文件'::text,COALESCE((w.document_id)::text, '空'::text),'补登批准文件'::text), ('until_document_missing'::text,w.no_until_document,'终止有批准文件'::text,COALESCE((w.until_document_id)::text, '空'::text),'补登批准文件'::text), ('code_unknown'::text,w.no_reason,concat('代码集 ', w.reason_set),w.entry_reason,'补登代码，或更正'::text), ('code_unknown'::text,w.no_exit_reason,'代码集 exit_reason'::text,w.exit_reason,'补登代码，或更正'::text), ('wrong_class'::text,w.wrong_class,'入编用编制，任职用领导职数'::text,(w.post_type)::text,'作废后按正确类别重新登记'::text), ('future_date'::text,w.future,concat('不晚于 ', CURRENT_DATE),(GREATEST(w.effective_on, w.until))::text,'作废后按实际日期重新登记'::text), ('outside_validity'::text,w.outside,'在机构存续期内'::text,concat(w.effective_on, ' 至 ', COALESCE((w.until)::text, '今'::text)),'更正日期，或更正机构的设立、终止日期'::text)) v("check", failed, expected, actual, remedy))
   WHERE v.failed;
END;
CREATE FUNCTION xingan.verify_structure() RETURNS TABLE("check" text, object text, expected text, actual text, remedy text)
    LANGUAGE sql STABLE ROWS 10
    BEGIN ATOMIC
 WITH RECURSIVE tree(id, path) AS (
          SELECT u.id,
             concat('/', u.id, '/') AS concat
            FROM xingan.unit u
           WHERE (u.parent_id IS NULL)
         UNION ALL
          SELECT u.id,
             concat(t.path, u.id, '/') AS concat
            FROM (tree t
              JOIN xingan.unit u ON ((u.parent_id = t.id)))
         )
  SELECT
         CASE
             WHEN (t.id IS NULL) THEN 'unit_cycle'::text
             ELSE 'unit_path'::text
         END AS "case",
     concat(u.name, '(', u.id, ')') AS concat,
     COALESCE(t.path, '可由根机构到达'::text) AS "coalesce",
     u.path,
         CASE
             WHEN (t.id IS NULL) THEN '更正上级机构编号：其上级成环或不在册'::text
             ELSE '由管理员重算路径：UPDATE unit SET parent_id = parent_id'::text
         END AS "case"
    FROM (xingan.unit u
      LEFT JOIN tree t ON ((t.id = u.id)))
   WHERE ((t.id IS NULL) OR (t.path <> u.path))
 UNION ALL
  SELECT 'unit_ended'::text,
     concat(u.name, '(', u.id, ')') AS concat,
     '终止时编制、人员、下级均已清理'::text,
     concat_ws('，'::text, ( SELECT string_agg(concat(a.post_type, '：核定 ', a.approved, ' 实有 ', a.strength, ' 占用 ', a.reserved), '；'::text) AS string_agg
            FROM xingan.account a
           WHERE ((a.holder_id = u.id) AND ((a.approved <> 0) OR (a.strength <> 0) OR (a.reserved <> 0)))), ( SELECT concat('下级机构 ', string_agg((c.id)::text, '、'::text)) AS concat
            FROM xingan.unit c
           WHERE ((c.parent_id = u.id) AND (c.until IS NULL))
          HAVING (count(*) > 0))) AS concat_ws,
     '划转或核减编制、办理人员出编、终止下级机构'::text
    FROM xingan.unit u
   WHERE ((u.until IS NOT NULL) AND ((EXISTS ( SELECT
            FROM xingan.account a
           WHERE ((a.holder_id = u.id) AND ((a.approved <> 0) OR (a.strength <> 0) OR (a.reserved <> 0))))) OR (EXISTS ( SELECT
            FROM xingan.unit c
           WHERE ((c.parent_id = u.id) AND (c.until IS NULL))))))
 UNION ALL
  SELECT 'unit_outlives_parent'::text,
     concat(u.name, '(', u.id, ')') AS concat,
     concat('不晚于 ', p.until) AS concat,
     COALESCE((u.until)::text, '今'::text) AS "coalesce",
     '终止本机构，或更正上级机构'::text
    FROM (xingan.unit u
      JOIN xingan.unit p ON ((p.id = u.parent_id)))
   WHERE (COALESCE(u.until, 'infinity'::date) > p.until)
 UNION ALL
  SELECT 'unit_document'::text,
     concat(u.name, '(', u.id, ')') AS concat,
     '有批准文件'::text,
     '空'::text,
     '补登批准文件'::text
    FROM xingan.unit u
   WHERE ((u.document_id IS NULL) OR ((u.until IS NOT NULL) AND (u.until_document_id IS NULL)))
 UNION ALL
  SELECT 'holder_missing'::text,
     concat(g.name, '(', g.code, ')') AS concat,
     k.kind,
     '无'::text,
     '补登该地区的账户持有者（holder）'::text
    FROM (xingan.region g
      CROSS JOIN ( VALUES ('ceiling'::text), ('reserve'::text)) k(kind))
   WHERE (NOT (EXISTS ( SELECT
            FROM xingan.holder h
           WHERE ((h.region = g.code) AND (h.kind = k.kind)))));
END;
CREATE TABLE xingan.guard (
    table_name name NOT NULL,
    trigger_name name NOT NULL,
    enabled "char" NOT NULL
);
CREATE FUNCTION xingan.verify_system() RETURNS TABLE("check" text, object text, expected text, actual text, remedy text)
    LANGUAGE sql STABLE ROWS 10
    BEGIN ATOMIC
 SELECT 'guard'::text,
     concat(g.table_name, '.', g.trigger_name) AS concat,
         CASE g.enabled
             WHEN 'A'::"char" THEN '始终启用'::text
             WHEN 'O'::"char" THEN '启用'::text
             WHEN 'R'::"char" THEN '仅复制时启用'::text
             ELSE '停用'::text
         END AS "case",
         CASE t.tgenabled
             WHEN 'A'::"char" THEN '始终启用'::text
             WHEN 'O'::"char" THEN '启用'::text
             WHEN 'R'::"char" THEN '仅复制时启用'::text
             WHEN 'D'::"char" THEN '停用'::text
             ELSE '无此触发器'::text
         END AS "case",
         CASE
             WHEN (t.oid IS NULL) THEN '由管理员重建该触发器，再用 verify() 核对全账'::text
             ELSE format('ALTER TABLE %I ENABLE %sTRIGGER %I，再用 verify() 核对全账'::text, g.table_name,
             CASE g.enabled
                 WHEN 'A'::"char" THEN 'ALWAYS '::text
                 WHEN 'R'::"char" THEN 'REPLICA '::text
                 ELSE ''::text
             END, g.trigger_name)
         END AS format
    FROM ((xingan.guard g
      LEFT JOIN pg_class c ON (((c.relname = g.table_name) AND (c.relnamespace = ( SELECT b.relnamespace
            FROM pg_class b
           WHERE (b.oid = ('xingan.guard'::regclass)::oid))))))
      LEFT JOIN pg_trigger t ON (((t.tgrelid = c.oid) AND (t.tgname = g.trigger_name) AND (NOT t.tgisinternal))))
   WHERE ((t.oid IS NULL) OR (t.tgenabled <> g.enabled))
 UNION ALL
  SELECT 'guard_unlisted'::text,
     '触发器清单'::text,
     '已登记'::text,
     '空'::text,
     '用 bianzhi.upgrade_book() 重新登记'::text
   WHERE (NOT (EXISTS ( SELECT
            FROM xingan.guard)))
 UNION ALL
  SELECT 'sequence'::text,
     (p.sequence)::text AS sequence,
     concat('达到 ', p.furthest) AS concat,
     COALESCE((p."position")::text, '未用'::text) AS "coalesce",
     '执行 resume_sequences()'::text
    FROM xingan.identity_position p
   WHERE ((p.furthest IS NOT NULL) AND p.readable AND ((p."position" IS NULL) OR ((sign((p.increment)::double precision) * (p."position")::double precision) < (sign((p.increment)::double precision) * (p.furthest)::double precision))));
END;
CREATE FUNCTION xingan.verify() RETURNS TABLE("check" text, object text, expected text, actual text, remedy text)
    LANGUAGE sql STABLE ROWS 10
    BEGIN ATOMIC
 SELECT verify_account."check",
     verify_account.object,
     verify_account.expected,
     verify_account.actual,
     verify_account.remedy
    FROM xingan.verify_account() verify_account("check", object, expected, actual, remedy)
 UNION ALL
  SELECT verify_entry."check",
     verify_entry.object,
     verify_entry.expected,
     verify_entry.actual,
     verify_entry.remedy
    FROM xingan.verify_entry() verify_entry("check", object, expected, actual, remedy)
 UNION ALL
  SELECT verify_reference."check",
     verify_reference.object,
     verify_reference.expected,
     verify_reference.actual,
     verify_reference.remedy
    FROM xingan.verify_reference() verify_reference("check", object, expected, actual, remedy)
 UNION ALL
  SELECT verify_people."check",
     verify_people.object,
     verify_people.expected,
     verify_people.actual,
     verify_people.remedy
    FROM xingan.verify_people() verify_people("check", object, expected, actual, remedy)
 UNION ALL
  SELECT verify_structure."check",
     verify_structure.object,
     verify_structure.expected,
     verify_structure.actual,
     verify_structure.remedy
    FROM xingan.verify_structure() verify_structure("check", object, expected, actual, remedy)
 UNION ALL
  SELECT verify_system."check",
     verify_system.object,
     verify_system.expected,
     verify_system.actual,
     verify_system.remedy
    FROM xingan.verify_system() verify_system("check", object, expected, actual, remedy);
END;
CREATE VIEW xingan.account_list AS
 SELECT a.holder_id,
    h.kind AS holder_kind,
    h.region,
    h.name AS holder,
    a.post_type,
    t.name_zh AS post_type_name,
    a.approved,
    (a.reserved - COALESCE(x.expired, (0)::bigint)) AS reserved,
    a.strength,
    a.vacancy,
    (((a.approved - a.strength) - a.reserved) + COALESCE(x.expired, (0)::bigint)) AS available
   FROM (((xingan.account a
     JOIN xingan.account_holder h ON ((h.id = a.holder_id)))
     JOIN xingan.post_type t ON ((t.code = a.post_type)))
     LEFT JOIN xingan.expired_permit x ON (((x.unit_id = a.holder_id) AND (x.post_type = a.post_type))));
ALTER TABLE xingan.appointment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME xingan.appointment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW xingan.appointment_list AS
 SELECT a.id AS appointment_id,
    a.person_id,
    p.name AS person,
    a.unit_id,
    u.name AS unit,
    a.post_type,
    t.name_zh AS post_type_name,
    COALESCE(a.title, t.name_zh) AS post_title,
    COALESCE(c.name_zh, a.holder_rank) AS holder_rank,
    a.counts,
    a.effective_on,
    a.until,
    d.number
   FROM (((((xingan.appointment a
     JOIN xingan.person p ON ((p.id = a.person_id)))
     JOIN xingan.unit u ON ((u.id = a.unit_id)))
     JOIN xingan.post_type t ON ((t.code = a.post_type)))
     LEFT JOIN xingan.document d ON ((d.id = a.document_id)))
     LEFT JOIN xingan.code c ON (((c.set = 'rank'::text) AND (c.code = a.holder_rank))));
ALTER TABLE xingan.check_run ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME xingan.check_run_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE xingan.document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME xingan.document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW xingan.document_list AS
 SELECT d.id AS document_id,
    d.number,
    d.issued_on,
    d.title,
    d.issuer,
    COALESCE(c.name_zh, d.kind) AS document_kind,
    d.note,
    d.recorded_at,
    d.recorded_by
   FROM (xingan.document d
     LEFT JOIN xingan.code c ON (((c.set = 'document_kind'::text) AND (c.code = d.kind))));
ALTER TABLE xingan.enrolment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME xingan.enrolment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE xingan.entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME xingan.entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE xingan.finding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME xingan.finding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE xingan.holder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME xingan.holder_id_seq
    START WITH -1
    INCREMENT BY -1
    MINVALUE -2147483647
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW xingan.monthly_leadership AS
 WITH held AS (
         SELECT COALESCE(b.body_id, a.holder_id) AS unit_id,
            t.scope,
            t.role,
            a.approved,
            a.strength,
            GREATEST((a.strength - a.approved), 0) AS over,
            GREATEST((a.approved - a.strength), 0) AS short
           FROM ((xingan.account a
             JOIN xingan.post_type t ON (((t.code = a.post_type) AND (t.class = 'leadership'::text))))
             LEFT JOIN xingan.unit_body b ON ((b.unit_id = a.holder_id)))
          WHERE (a.holder_id > 0)
        ), by_unit AS (
         SELECT h.unit_id,
            sum(h.approved) FILTER (WHERE (h.scope = 'unit'::text)) AS leader_required,
            sum(h.strength) FILTER (WHERE (h.scope = 'unit'::text)) AS leader_actual,
            sum(h.over) FILTER (WHERE (h.scope = 'unit'::text)) AS leader_over,
            sum(h.short) FILTER (WHERE (h.scope = 'unit'::text)) AS leader_short,
            sum(h.approved) FILTER (WHERE ((h.scope = 'unit'::text) AND (h.role = 'chief'::text))) AS chief_required,
            sum(h.strength) FILTER (WHERE ((h.scope = 'unit'::text) AND (h.role = 'chief'::text))) AS chief_actual,
            sum(h.over) FILTER (WHERE ((h.scope = 'unit'::text) AND (h.role = 'chief'::text))) AS chief_over,
            sum(h.short) FILTER (WHERE ((h.scope = 'unit'::text) AND (h.role = 'chief'::text))) AS chief_short,
            sum(h.approved) FILTER (WHERE ((h.scope = 'unit'::text) AND (h.role = 'deputy'::text))) AS deputy_required,
            sum(h.strength) FILTER (WHERE ((h.scope = 'unit'::text) AND (h.role = 'deputy'::text))) AS deputy_actual,
            sum(h.over) FILTER (WHERE ((h.scope = 'unit'::text) AND (h.role = 'deputy'::text))) AS deputy_over,
            sum(h.short) FILTER (WHERE ((h.scope = 'unit'::text) AND (h.role = 'deputy'::text))) AS deputy_short,
            sum(h.approved) FILTER (WHERE (h.scope = 'division'::text)) AS division_required,
            sum(h.strength) FILTER (WHERE (h.scope = 'division'::text)) AS division_actual,
            sum(h.over) FILTER (WHERE (h.scope = 'division'::text)) AS division_over,
            sum(h.short) FILTER (WHERE (h.scope = 'division'::text)) AS division_short,
            sum(h.approved) FILTER (WHERE ((h.scope = 'division'::text) AND (h.role = 'chief'::text))) AS division_chief_required,
            sum(h.strength) FILTER (WHERE ((h.scope = 'division'::text) AND (h.role = 'chief'::text))) AS division_chief_actual,
            sum(h.over) FILTER (WHERE ((h.scope = 'division'::text) AND (h.role = 'chief'::text))) AS division_chief_over,
            sum(h.short) FILTER (WHERE ((h.scope = 'division'::text) AND (h.role = 'chief'::text))) AS division_chief_short,
            sum(h.approved) FILTER (WHERE ((h.scope = 'division'::text) AND (h.role = 'deputy'::text))) AS division_deputy_required,
            sum(h.strength) FILTER (WHERE ((h.scope = 'division'::text) AND (h.role = 'deputy'::text))) AS division_deputy_actual,
            sum(h.over) FILTER (WHERE ((h.scope = 'division'::text) AND (h.role = 'deputy'::text))) AS division_deputy_over,
            sum(h.short) FILTER (WHERE ((h.scope = 'division'::text) AND (h.role = 'deputy'::text))) AS division_deputy_short,
            sum(h.approved) FILTER (WHERE (h.scope = 'discipline'::text)) AS discipline_required,
            sum(h.strength) FILTER (WHERE (h.scope = 'discipline'::text)) AS discipline_actual,
            sum(h.over) FILTER (WHERE (h.scope = 'discipline'::text)) AS discipline_over,
            sum(h.short) FILTER (WHERE (h.scope = 'discipline'::text)) AS discipline_short
           FROM held h
          GROUP BY h.unit_id
        ), row_of_unit AS (
         SELECT u.id AS unit_id,
            u.region,
            u.name AS unit,
            COALESCE(c.name_zh, u.rank) AS rank,
            k.name_zh AS class,
            u.sort,
            COALESCE(l.leader_required, (0)::bigint) AS leader_required,
            COALESCE(l.leader_actual, (0)::bigint) AS leader_actual,
            COALESCE(l.leader_over, (0)::bigint) AS leader_over,
            COALESCE(l.leader_short, (0)::bigint) AS leader_short,
            COALESCE(l.chief_required, (0)::bigint) AS chief_required,
            COALESCE(l.chief_actual, (0)::bigint) AS chief_actual,
            COALESCE(l.chief_over, (0)::bigint) AS chief_over,
            COALESCE(l.chief_short, (0)::bigint) AS chief_short,
            COALESCE(l.deputy_required, (0)::bigint) AS deputy_required,
            COALESCE(l.deputy_actual, (0)::bigint) AS deputy_actual,
            COALESCE(l.deputy_over, (0)::bigint) AS deputy_over,
            COALESCE(l.deputy_short, (0)::bigint) AS deputy_short,
            COALESCE(l.division_required, (0)::bigint) AS division_required,
            COALESCE(l.division_actual, (0)::bigint) AS division_actual,
            COALESCE(l.division_over, (0)::bigint) AS division_over,
            COALESCE(l.division_short, (0)::bigint) AS division_short,
            COALESCE(l.division_chief_required, (0)::bigint) AS division_chief_required,
            COALESCE(l.division_chief_actual, (0)::bigint) AS division_chief_actual,
            COALESCE(l.division_chief_over, (0)::bigint) AS division_chief_over,
            COALESCE(l.division_chief_short, (0)::bigint) AS division_chief_short,
            COALESCE(l.division_deputy_required, (0)::bigint) AS division_deputy_required,
            COALESCE(l.division_deputy_actual, (0)::bigint) AS division_deputy_actual,
            COALESCE(l.division_deputy_over, (0)::bigint) AS division_deputy_over,
            COALESCE(l.division_deputy_short, (0)::bigint) AS division_deputy_short,
            COALESCE(l.discipline_required, (0)::bigint) AS discipline_required,
            COALESCE(l.discipline_actual, (0)::bigint) AS discipline_actual,
            COALESCE(l.discipline_over, (0)::bigint) AS discipline_over,
            COALESCE(l.discipline_short, (0)::bigint) AS discipline_short
           FROM (((xingan.unit u
             JOIN xingan.unit_class k ON ((k.code = u.class)))
             LEFT JOIN by_unit l ON ((l.unit_id = u.id)))
             LEFT JOIN xingan.code c ON (((c.set = 'rank'::text) AND (c.code = u.rank))))
          WHERE ((u.kind = 'body'::text) AND ((u.until IS NULL) OR (u.until > CURRENT_DATE)))
        )
 SELECT r.row_kind,
    r.unit_id,
    r.region,
    r.unit,
    r.rank,
    r.class,
    r.leader_required,
    r.leader_actual,
    r.leader_over,
    r.leader_short,
    r.chief_required,
    r.chief_actual,
    r.chief_over,
    r.chief_short,
    r.deputy_required,
    r.deputy_actual,
    r.deputy_over,
    r.deputy_short,
    r.division_required,
    r.division_actual,
    r.division_over,
    r.division_short,
    r.division_chief_required,
    r.division_chief_actual,
    r.division_chief_over,
    r.division_chief_short,
    r.division_deputy_required,
    r.division_deputy_actual,
    r.division_deputy_over,
    r.division_deputy_short,
    r.discipline_required,
    r.discipline_actual,
    r.discipline_over,
    r.discipline_short
   FROM ( SELECT 'unit'::text AS row_kind,
            u.unit_id,
            u.region,
            u.unit,
            u.rank,
            u.class,
            u.leader_required,
            u.leader_actual,
            u.leader_over,
            u.leader_short,
            u.chief_required,
            u.chief_actual,
            u.chief_over,
            u.chief_short,
            u.deputy_required,
            u.deputy_actual,
            u.deputy_over,
            u.deputy_short,
            u.division_required,
            u.division_actual,
            u.division_over,
            u.division_short,
            u.division_chief_required,
            u.division_chief_actual,
            u.division_chief_over,
            u.division_chief_short,
            u.division_deputy_required,
            u.division_deputy_actual,
            u.division_deputy_over,
            u.division_deputy_short,
            u.discipline_required,
            u.discipline_actual,
            u.discipline_over,
            u.discipline_short,
            u.sort
           FROM row_of_unit u
        UNION ALL
         SELECT 'total'::text,
            NULL::integer,
            NULL::text,
            '总计'::text,
            NULL::text,
            NULL::text,
            (COALESCE(sum(u.leader_required), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.leader_actual), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.leader_over), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.leader_short), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.chief_required), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.chief_actual), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.chief_over), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.chief_short), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.deputy_required), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.deputy_actual), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.deputy_over), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.deputy_short), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.division_required), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.division_actual), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.division_over), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.division_short), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.division_chief_required), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.division_chief_actual), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.division_chief_over), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.division_chief_short), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.division_deputy_required), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.division_deputy_actual), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.division_deputy_over), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.division_deputy_short), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.discipline_required), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.discipline_actual), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.discipline_over), (0)::numeric))::bigint AS "coalesce",
            (COALESCE(sum(u.discipline_short), (0)::numeric))::bigint AS "coalesce",
            0
           FROM row_of_unit u) r
  ORDER BY (r.region COLLATE "C") NULLS FIRST, r.sort, r.unit_id;
CREATE VIEW xingan.monthly_staffing AS
 SELECT e.row_kind,
    e.unit_id,
    e.region,
    e.unit,
    COALESCE(c.name_zh, u.rank) AS rank,
    e.approved_total AS total_approved,
    e.strength_total AS total_strength,
    e.over_total AS total_over,
    e.vacancy_total AS total_short,
    (e.approved_administrative + e.approved_political_legal) AS administrative_approved,
    (e.strength_administrative + e.strength_political_legal) AS administrative_strength,
    (e.over_administrative + e.over_political_legal) AS administrative_over,
    (e.vacancy_administrative + e.vacancy_political_legal) AS administrative_short,
    e.approved_reference AS reference_approved,
    e.strength_reference AS reference_strength,
    e.over_reference AS reference_over,
    e.vacancy_reference AS reference_short,
    ((e.approved_full + e.approved_partial) + e.approved_self) AS institution_approved,
    ((e.strength_full + e.strength_partial) + e.strength_self) AS institution_strength,
    ((e.over_full + e.over_partial) + e.over_self) AS institution_over,
    ((e.vacancy_full + e.vacancy_partial) + e.vacancy_self) AS institution_short,
    e.approved_support AS support_approved,
    e.strength_support AS support_strength,
    e.over_support AS support_over,
    e.vacancy_support AS support_short,
    e.approved_other AS other_approved,
    e.strength_other AS other_strength,
    e.over_other AS other_over,
    e.vacancy_other AS other_short
   FROM ((xingan.monthly_establishment e
     LEFT JOIN xingan.unit u ON ((u.id = e.unit_id)))
     LEFT JOIN xingan.code c ON (((c.set = 'rank'::text) AND (c.code = u.rank))))
  WHERE (e.row_kind = ANY (ARRAY['unit'::text, 'total'::text]))
  ORDER BY (e.region COLLATE "C") NULLS FIRST, u.sort, e.unit_id;
CREATE VIEW xingan.permit_list AS
 SELECT p.id AS permit_id,
    p.unit_id,
    u.name AS unit,
    p.post_type,
    t.name_zh AS post_type_name,
    p.quantity,
    p.used,
    (p.quantity - p.used) AS unused,
    COALESCE(c.name_zh, p.entry_reason) AS entry_reason,
    p.effective_on,
    p.expires_on,
    d.number,
    k.state,
        CASE k.state
            WHEN 'open'::text THEN '有效'::text
            WHEN 'used'::text THEN '已用完'::text
            WHEN 'cancelled'::text THEN '已撤销'::text
            ELSE '已失效'::text
        END AS state_text
   FROM (((((xingan.use_permit p
     JOIN xingan.unit u ON ((u.id = p.unit_id)))
     JOIN xingan.post_type t ON ((t.code = p.post_type)))
     CROSS JOIN LATERAL ( SELECT
                CASE
                    WHEN ((p.state = 'open'::text) AND (p.expires_on < CURRENT_DATE)) THEN 'lapsed'::text
                    ELSE p.state
                END AS state) k)
     LEFT JOIN xingan.document d ON ((d.id = p.document_id)))
     LEFT JOIN xingan.code c ON (((c.set = 'entry_reason'::text) AND (c.code = p.entry_reason))));
ALTER TABLE xingan.person ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME xingan.person_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW xingan.person_list AS
 SELECT p.id AS person_id,
    bianzhi.masked(p.resident_id) AS masked_id,
    p.name AS person,
        CASE COALESCE(p.sex, bianzhi.sex(p.resident_id))
            WHEN 'M'::text THEN '男'::text
            ELSE '女'::text
        END AS sex,
    p.birth_on,
    p.retire_on,
    e.unit_id,
    u.name AS unit,
    v.name AS division,
    e.post_type,
    t.name_zh AS post_type_name,
    e.effective_on AS since
   FROM ((((xingan.person p
     LEFT JOIN xingan.enrolment e ON (((e.person_id = p.id) AND (e.until IS NULL))))
     LEFT JOIN xingan.unit u ON ((u.id = e.unit_id)))
     LEFT JOIN xingan.unit v ON ((v.id = e.division_id)))
     LEFT JOIN xingan.post_type t ON ((t.code = e.post_type)));
ALTER TABLE xingan.rule_exception ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME xingan.rule_exception_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE xingan.unit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME xingan.unit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE VIEW xingan.unit_lamp AS
 SELECT r.unit_id,
    r.region,
    r.unit,
    r.post_type,
    r.post_type_name,
    r.approved,
    r.strength,
    r.reserved,
    GREATEST(r.vacancy, 0) AS vacancy,
    GREATEST((- r.vacancy), 0) AS over,
        CASE sign((r.vacancy)::double precision)
            WHEN '-1'::integer THEN 'red'::text
            WHEN 0 THEN 'yellow'::text
            ELSE 'green'::text
        END AS lamp,
        CASE sign((r.vacancy)::double precision)
            WHEN '-1'::integer THEN concat('超', r.word, ' ', (- r.vacancy))
            WHEN 0 THEN concat('满', r.word)
            ELSE concat(
            CASE r.word
                WHEN '配'::text THEN '缺配'::text
                ELSE '空编'::text
            END, ' ', r.vacancy,
            CASE
                WHEN (r.reserved > 0) THEN concat('，其中已核准用编 ', r.reserved)
                ELSE NULL::text
            END)
        END AS lamp_text
   FROM ( SELECT a.holder_id AS unit_id,
            u.region,
                CASE
                    WHEN (m.id IS NULL) THEN u.name
                    ELSE concat(m.name, ' ', u.name)
                END AS unit,
            a.post_type,
            t.name_zh AS post_type_name,
            a.approved,
            a.strength,
            (a.reserved - COALESCE(x.expired, (0)::bigint)) AS reserved,
            a.vacancy,
                CASE t.class
                    WHEN 'leadership'::text THEN '配'::text
                    ELSE '编'::text
                END AS word,
            COALESCE(m.sort, u.sort) AS body_sort,
            COALESCE(m.id, u.id) AS body_id,
            (m.id IS NOT NULL) AS is_division,
            u.sort,
            t.sort AS type_sort
           FROM (((((xingan.account a
             JOIN xingan.unit u ON (((u.id = a.holder_id) AND ((u.until IS NULL) OR (u.until > CURRENT_DATE)))))
             JOIN xingan.post_type t ON ((t.code = a.post_type)))
             LEFT JOIN xingan.unit_body b ON ((b.unit_id = u.id)))
             LEFT JOIN xingan.unit m ON ((m.id = b.body_id)))
             LEFT JOIN xingan.expired_permit x ON (((x.unit_id = a.holder_id) AND (x.post_type = a.post_type))))
          WHERE ((a.approved <> 0) OR (a.strength <> 0))) r
  ORDER BY (r.region COLLATE "C"), r.body_sort, r.body_id, r.is_division, r.sort, r.unit_id, r.type_sort, r.post_type;
ALTER TABLE xingan.use_permit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME xingan.use_permit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
COPY xingan.account (holder_id, post_type, approved, reserved, strength) FROM stdin;
-1	11	-60	0	0
-1	22	-60	0	0
-1	203	-5	0	0
-3	11	-30	0	0
-4	11	20	0	0
-2	22	45	0	0
-2	203	4	0	0
-2	11	18	0	0
1	203	1	0	1
4	11	0	0	0
1	11	20	2	15
2	11	22	0	15
5	22	15	3	1
3	11	10	0	2
\.
COPY xingan.admissibility (class, post_type, basis) FROM stdin;
organ	11	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
organ	14	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
organ	15	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
organ	16	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
political_legal_organ	11	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
political_legal_organ	12	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
political_legal_organ	14	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
political_legal_organ	15	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
political_legal_organ	16	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
discipline_organ	11	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
discipline_organ	13	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
discipline_organ	14	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
discipline_organ	15	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
discipline_organ	16	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
mass_organization	11	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
mass_organization	14	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
mass_organization	15	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
mass_organization	16	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
township	11	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
township	14	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
township	15	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
township	16	国务院令第486号第十五条：不得混用编制、自行设定其他类别的编制〔已核〕；机关可用类别
reference_institution	15	国务院令第486号第十五条〔已核〕；事业编制不得用于党政机关〔2007年中办国办通知，文字已核，文号未核〕
reference_institution	21	国务院令第486号第十五条〔已核〕；事业编制不得用于党政机关〔2007年中办国办通知，文字已核，文号未核〕
institution	22	国务院令第486号第十五条〔已核〕；事业编制不得用于党政机关〔2007年中办国办通知，文字已核，文号未核〕
institution	23	国务院令第486号第十五条〔已核〕；事业编制不得用于党政机关〔2007年中办国办通知，文字已核，文号未核〕
institution	24	国务院令第486号第十五条〔已核〕；事业编制不得用于党政机关〔2007年中办国办通知，文字已核，文号未核〕
institution	25	国务院令第486号第十五条〔已核〕；事业编制不得用于党政机关〔2007年中办国办通知，文字已核，文号未核〕
institution	31	国务院令第486号第十五条〔已核〕；事业编制不得用于党政机关〔2007年中办国办通知，文字已核，文号未核〕
organ	91	编外用工控制数单独建账，不是编制〔通行做法〕
organ	201	领导职数按批准文件核定〔通行做法〕
organ	202	领导职数按批准文件核定〔通行做法〕
organ	203	领导职数按批准文件核定〔通行做法〕
organ	204	领导职数按批准文件核定〔通行做法〕
organ	205	领导职数按批准文件核定〔通行做法〕
organ	206	领导职数按批准文件核定〔通行做法〕
organ	207	领导职数按批准文件核定〔通行做法〕
organ	208	领导职数按批准文件核定〔通行做法〕
organ	212	领导职数按批准文件核定〔通行做法〕
organ	213	领导职数按批准文件核定〔通行做法〕
organ	214	领导职数按批准文件核定〔通行做法〕
organ	215	领导职数按批准文件核定〔通行做法〕
organ	216	领导职数按批准文件核定〔通行做法〕
organ	217	领导职数按批准文件核定〔通行做法〕
organ	218	领导职数按批准文件核定〔通行做法〕
organ	221	领导职数按批准文件核定〔通行做法〕
organ	222	领导职数按批准文件核定〔通行做法〕
organ	223	领导职数按批准文件核定〔通行做法〕
organ	224	领导职数按批准文件核定〔通行做法〕
organ	225	领导职数按批准文件核定〔通行做法〕
organ	226	领导职数按批准文件核定〔通行做法〕
organ	227	领导职数按批准文件核定〔通行做法〕
organ	228	领导职数按批准文件核定〔通行做法〕
organ	229	领导职数按批准文件核定〔通行做法〕
organ	230	领导职数按批准文件核定〔通行做法〕
organ	231	领导职数按批准文件核定〔通行做法〕
organ	232	领导职数按批准文件核定〔通行做法〕
organ	303	领导职数按批准文件核定〔通行做法〕
organ	304	领导职数按批准文件核定〔通行做法〕
organ	305	领导职数按批准文件核定〔通行做法〕
organ	306	领导职数按批准文件核定〔通行做法〕
organ	307	领导职数按批准文件核定〔通行做法〕
organ	314	领导职数按批准文件核定〔通行做法〕
organ	315	领导职数按批准文件核定〔通行做法〕
organ	316	领导职数按批准文件核定〔通行做法〕
organ	317	领导职数按批准文件核定〔通行做法〕
organ	318	领导职数按批准文件核定〔通行做法〕
organ	403	领导职数按批准文件核定〔通行做法〕
organ	404	领导职数按批准文件核定〔通行做法〕
organ	405	领导职数按批准文件核定〔通行做法〕
organ	414	领导职数按批准文件核定〔通行做法〕
organ	415	领导职数按批准文件核定〔通行做法〕
organ	416	领导职数按批准文件核定〔通行做法〕
organ	421	领导职数按批准文件核定〔通行做法〕
organ	422	领导职数按批准文件核定〔通行做法〕
organ	423	领导职数按批准文件核定〔通行做法〕
organ	424	领导职数按批准文件核定〔通行做法〕
political_legal_organ	91	编外用工控制数单独建账，不是编制〔通行做法〕
political_legal_organ	201	领导职数按批准文件核定〔通行做法〕
political_legal_organ	202	领导职数按批准文件核定〔通行做法〕
political_legal_organ	203	领导职数按批准文件核定〔通行做法〕
political_legal_organ	204	领导职数按批准文件核定〔通行做法〕
political_legal_organ	205	领导职数按批准文件核定〔通行做法〕
political_legal_organ	206	领导职数按批准文件核定〔通行做法〕
political_legal_organ	207	领导职数按批准文件核定〔通行做法〕
political_legal_organ	208	领导职数按批准文件核定〔通行做法〕
political_legal_organ	212	领导职数按批准文件核定〔通行做法〕
political_legal_organ	213	领导职数按批准文件核定〔通行做法〕
political_legal_organ	214	领导职数按批准文件核定〔通行做法〕
political_legal_organ	215	领导职数按批准文件核定〔通行做法〕
political_legal_organ	216	领导职数按批准文件核定〔通行做法〕
political_legal_organ	217	领导职数按批准文件核定〔通行做法〕
political_legal_organ	218	领导职数按批准文件核定〔通行做法〕
political_legal_organ	221	领导职数按批准文件核定〔通行做法〕
political_legal_organ	222	领导职数按批准文件核定〔通行做法〕
political_legal_organ	223	领导职数按批准文件核定〔通行做法〕
political_legal_organ	224	领导职数按批准文件核定〔通行做法〕
political_legal_organ	225	领导职数按批准文件核定〔通行做法〕
political_legal_organ	226	领导职数按批准文件核定〔通行做法〕
political_legal_organ	227	领导职数按批准文件核定〔通行做法〕
political_legal_organ	228	领导职数按批准文件核定〔通行做法〕
political_legal_organ	229	领导职数按批准文件核定〔通行做法〕
political_legal_organ	230	领导职数按批准文件核定〔通行做法〕
political_legal_organ	231	领导职数按批准文件核定〔通行做法〕
political_legal_organ	232	领导职数按批准文件核定〔通行做法〕
political_legal_organ	303	领导职数按批准文件核定〔通行做法〕
political_legal_organ	304	领导职数按批准文件核定〔通行做法〕
political_legal_organ	305	领导职数按批准文件核定〔通行做法〕
political_legal_organ	306	领导职数按批准文件核定〔通行做法〕
political_legal_organ	307	领导职数按批准文件核定〔通行做法〕
political_legal_organ	314	领导职数按批准文件核定〔通行做法〕
political_legal_organ	315	领导职数按批准文件核定〔通行做法〕
political_legal_organ	316	领导职数按批准文件核定〔通行做法〕
political_legal_organ	317	领导职数按批准文件核定〔通行做法〕
political_legal_organ	318	领导职数按批准文件核定〔通行做法〕
political_legal_organ	403	领导职数按批准文件核定〔通行做法〕
political_legal_organ	404	领导职数按批准文件核定〔通行做法〕
political_legal_organ	405	领导职数按批准文件核定〔通行做法〕
political_legal_organ	414	领导职数按批准文件核定〔通行做法〕
political_legal_organ	415	领导职数按批准文件核定〔通行做法〕
political_legal_organ	416	领导职数按批准文件核定〔通行做法〕
political_legal_organ	421	领导职数按批准文件核定〔通行做法〕
political_legal_organ	422	领导职数按批准文件核定〔通行做法〕
political_legal_organ	423	领导职数按批准文件核定〔通行做法〕
political_legal_organ	424	领导职数按批准文件核定〔通行做法〕
discipline_organ	91	编外用工控制数单独建账，不是编制〔通行做法〕
discipline_organ	201	领导职数按批准文件核定〔通行做法〕
discipline_organ	202	领导职数按批准文件核定〔通行做法〕
discipline_organ	203	领导职数按批准文件核定〔通行做法〕
discipline_organ	204	领导职数按批准文件核定〔通行做法〕
discipline_organ	205	领导职数按批准文件核定〔通行做法〕
discipline_organ	206	领导职数按批准文件核定〔通行做法〕
discipline_organ	207	领导职数按批准文件核定〔通行做法〕
discipline_organ	208	领导职数按批准文件核定〔通行做法〕
discipline_organ	212	领导职数按批准文件核定〔通行做法〕
discipline_organ	213	领导职数按批准文件核定〔通行做法〕
discipline_organ	214	领导职数按批准文件核定〔通行做法〕
discipline_organ	215	领导职数按批准文件核定〔通行做法〕
discipline_organ	216	领导职数按批准文件核定〔通行做法〕
discipline_organ	217	领导职数按批准文件核定〔通行做法〕
discipline_organ	218	领导职数按批准文件核定〔通行做法〕
discipline_organ	221	领导职数按批准文件核定〔通行做法〕
discipline_organ	222	领导职数按批准文件核定〔通行做法〕
discipline_organ	223	领导职数按批准文件核定〔通行做法〕
discipline_organ	224	领导职数按批准文件核定〔通行做法〕
discipline_organ	225	领导职数按批准文件核定〔通行做法〕
discipline_organ	226	领导职数按批准文件核定〔通行做法〕
discipline_organ	227	领导职数按批准文件核定〔通行做法〕
discipline_organ	228	领导职数按批准文件核定〔通行做法〕
discipline_organ	229	领导职数按批准文件核定〔通行做法〕
discipline_organ	230	领导职数按批准文件核定〔通行做法〕
discipline_organ	231	领导职数按批准文件核定〔通行做法〕
discipline_organ	232	领导职数按批准文件核定〔通行做法〕
discipline_organ	303	领导职数按批准文件核定〔通行做法〕
discipline_organ	304	领导职数按批准文件核定〔通行做法〕
discipline_organ	305	领导职数按批准文件核定〔通行做法〕
discipline_organ	306	领导职数按批准文件核定〔通行做法〕
discipline_organ	307	领导职数按批准文件核定〔通行做法〕
discipline_organ	314	领导职数按批准文件核定〔通行做法〕
discipline_organ	315	领导职数按批准文件核定〔通行做法〕
discipline_organ	316	领导职数按批准文件核定〔通行做法〕
discipline_organ	317	领导职数按批准文件核定〔通行做法〕
discipline_organ	318	领导职数按批准文件核定〔通行做法〕
discipline_organ	403	领导职数按批准文件核定〔通行做法〕
discipline_organ	404	领导职数按批准文件核定〔通行做法〕
discipline_organ	405	领导职数按批准文件核定〔通行做法〕
discipline_organ	414	领导职数按批准文件核定〔通行做法〕
discipline_organ	415	领导职数按批准文件核定〔通行做法〕
discipline_organ	416	领导职数按批准文件核定〔通行做法〕
discipline_organ	421	领导职数按批准文件核定〔通行做法〕
discipline_organ	422	领导职数按批准文件核定〔通行做法〕
discipline_organ	423	领导职数按批准文件核定〔通行做法〕
discipline_organ	424	领导职数按批准文件核定〔通行做法〕
mass_organization	91	编外用工控制数单独建账，不是编制〔通行做法〕
mass_organization	201	领导职数按批准文件核定〔通行做法〕
mass_organization	202	领导职数按批准文件核定〔通行做法〕
mass_organization	203	领导职数按批准文件核定〔通行做法〕
mass_organization	204	领导职数按批准文件核定〔通行做法〕
mass_organization	205	领导职数按批准文件核定〔通行做法〕
mass_organization	206	领导职数按批准文件核定〔通行做法〕
mass_organization	207	领导职数按批准文件核定〔通行做法〕
mass_organization	208	领导职数按批准文件核定〔通行做法〕
mass_organization	212	领导职数按批准文件核定〔通行做法〕
mass_organization	213	领导职数按批准文件核定〔通行做法〕
mass_organization	214	领导职数按批准文件核定〔通行做法〕
mass_organization	215	领导职数按批准文件核定〔通行做法〕
mass_organization	216	领导职数按批准文件核定〔通行做法〕
mass_organization	217	领导职数按批准文件核定〔通行做法〕
mass_organization	218	领导职数按批准文件核定〔通行做法〕
mass_organization	221	领导职数按批准文件核定〔通行做法〕
mass_organization	222	领导职数按批准文件核定〔通行做法〕
mass_organization	223	领导职数按批准文件核定〔通行做法〕
mass_organization	224	领导职数按批准文件核定〔通行做法〕
mass_organization	225	领导职数按批准文件核定〔通行做法〕
mass_organization	226	领导职数按批准文件核定〔通行做法〕
mass_organization	227	领导职数按批准文件核定〔通行做法〕
mass_organization	228	领导职数按批准文件核定〔通行做法〕
mass_organization	229	领导职数按批准文件核定〔通行做法〕
mass_organization	230	领导职数按批准文件核定〔通行做法〕
mass_organization	231	领导职数按批准文件核定〔通行做法〕
mass_organization	232	领导职数按批准文件核定〔通行做法〕
mass_organization	303	领导职数按批准文件核定〔通行做法〕
mass_organization	304	领导职数按批准文件核定〔通行做法〕
mass_organization	305	领导职数按批准文件核定〔通行做法〕
mass_organization	306	领导职数按批准文件核定〔通行做法〕
mass_organization	307	领导职数按批准文件核定〔通行做法〕
mass_organization	314	领导职数按批准文件核定〔通行做法〕
mass_organization	315	领导职数按批准文件核定〔通行做法〕
mass_organization	316	领导职数按批准文件核定〔通行做法〕
mass_organization	317	领导职数按批准文件核定〔通行做法〕
mass_organization	318	领导职数按批准文件核定〔通行做法〕
mass_organization	403	领导职数按批准文件核定〔通行做法〕
mass_organization	404	领导职数按批准文件核定〔通行做法〕
mass_organization	405	领导职数按批准文件核定〔通行做法〕
mass_organization	414	领导职数按批准文件核定〔通行做法〕
mass_organization	415	领导职数按批准文件核定〔通行做法〕
mass_organization	416	领导职数按批准文件核定〔通行做法〕
mass_organization	421	领导职数按批准文件核定〔通行做法〕
mass_organization	422	领导职数按批准文件核定〔通行做法〕
mass_organization	423	领导职数按批准文件核定〔通行做法〕
mass_organization	424	领导职数按批准文件核定〔通行做法〕
reference_institution	91	编外用工控制数单独建账，不是编制〔通行做法〕
reference_institution	201	领导职数按批准文件核定〔通行做法〕
reference_institution	202	领导职数按批准文件核定〔通行做法〕
reference_institution	203	领导职数按批准文件核定〔通行做法〕
reference_institution	204	领导职数按批准文件核定〔通行做法〕
reference_institution	205	领导职数按批准文件核定〔通行做法〕
reference_institution	206	领导职数按批准文件核定〔通行做法〕
reference_institution	207	领导职数按批准文件核定〔通行做法〕
reference_institution	208	领导职数按批准文件核定〔通行做法〕
reference_institution	212	领导职数按批准文件核定〔通行做法〕
reference_institution	213	领导职数按批准文件核定〔通行做法〕
reference_institution	214	领导职数按批准文件核定〔通行做法〕
reference_institution	215	领导职数按批准文件核定〔通行做法〕
reference_institution	216	领导职数按批准文件核定〔通行做法〕
reference_institution	217	领导职数按批准文件核定〔通行做法〕
reference_institution	218	领导职数按批准文件核定〔通行做法〕
reference_institution	221	领导职数按批准文件核定〔通行做法〕
reference_institution	222	领导职数按批准文件核定〔通行做法〕
reference_institution	223	领导职数按批准文件核定〔通行做法〕
reference_institution	224	领导职数按批准文件核定〔通行做法〕
reference_institution	225	领导职数按批准文件核定〔通行做法〕
reference_institution	226	领导职数按批准文件核定〔通行做法〕
reference_institution	227	领导职数按批准文件核定〔通行做法〕
reference_institution	228	领导职数按批准文件核定〔通行做法〕
reference_institution	229	领导职数按批准文件核定〔通行做法〕
reference_institution	230	领导职数按批准文件核定〔通行做法〕
reference_institution	231	领导职数按批准文件核定〔通行做法〕
reference_institution	232	领导职数按批准文件核定〔通行做法〕
reference_institution	303	领导职数按批准文件核定〔通行做法〕
reference_institution	304	领导职数按批准文件核定〔通行做法〕
reference_institution	305	领导职数按批准文件核定〔通行做法〕
reference_institution	306	领导职数按批准文件核定〔通行做法〕
reference_institution	307	领导职数按批准文件核定〔通行做法〕
reference_institution	314	领导职数按批准文件核定〔通行做法〕
reference_institution	315	领导职数按批准文件核定〔通行做法〕
reference_institution	316	领导职数按批准文件核定〔通行做法〕
reference_institution	317	领导职数按批准文件核定〔通行做法〕
reference_institution	318	领导职数按批准文件核定〔通行做法〕
reference_institution	403	领导职数按批准文件核定〔通行做法〕
reference_institution	404	领导职数按批准文件核定〔通行做法〕
reference_institution	405	领导职数按批准文件核定〔通行做法〕
reference_institution	414	领导职数按批准文件核定〔通行做法〕
reference_institution	415	领导职数按批准文件核定〔通行做法〕
reference_institution	416	领导职数按批准文件核定〔通行做法〕
reference_institution	421	领导职数按批准文件核定〔通行做法〕
reference_institution	422	领导职数按批准文件核定〔通行做法〕
reference_institution	423	领导职数按批准文件核定〔通行做法〕
reference_institution	424	领导职数按批准文件核定〔通行做法〕
institution	91	编外用工控制数单独建账，不是编制〔通行做法〕
institution	201	领导职数按批准文件核定〔通行做法〕
institution	202	领导职数按批准文件核定〔通行做法〕
institution	203	领导职数按批准文件核定〔通行做法〕
institution	204	领导职数按批准文件核定〔通行做法〕
institution	205	领导职数按批准文件核定〔通行做法〕
institution	206	领导职数按批准文件核定〔通行做法〕
institution	207	领导职数按批准文件核定〔通行做法〕
institution	208	领导职数按批准文件核定〔通行做法〕
institution	212	领导职数按批准文件核定〔通行做法〕
institution	213	领导职数按批准文件核定〔通行做法〕
institution	214	领导职数按批准文件核定〔通行做法〕
institution	215	领导职数按批准文件核定〔通行做法〕
institution	216	领导职数按批准文件核定〔通行做法〕
institution	217	领导职数按批准文件核定〔通行做法〕
institution	218	领导职数按批准文件核定〔通行做法〕
institution	221	领导职数按批准文件核定〔通行做法〕
institution	222	领导职数按批准文件核定〔通行做法〕
institution	223	领导职数按批准文件核定〔通行做法〕
institution	224	领导职数按批准文件核定〔通行做法〕
institution	225	领导职数按批准文件核定〔通行做法〕
institution	226	领导职数按批准文件核定〔通行做法〕
institution	227	领导职数按批准文件核定〔通行做法〕
institution	228	领导职数按批准文件核定〔通行做法〕
institution	229	领导职数按批准文件核定〔通行做法〕
institution	230	领导职数按批准文件核定〔通行做法〕
institution	231	领导职数按批准文件核定〔通行做法〕
institution	232	领导职数按批准文件核定〔通行做法〕
institution	303	领导职数按批准文件核定〔通行做法〕
institution	304	领导职数按批准文件核定〔通行做法〕
institution	305	领导职数按批准文件核定〔通行做法〕
institution	306	领导职数按批准文件核定〔通行做法〕
institution	307	领导职数按批准文件核定〔通行做法〕
institution	314	领导职数按批准文件核定〔通行做法〕
institution	315	领导职数按批准文件核定〔通行做法〕
institution	316	领导职数按批准文件核定〔通行做法〕
institution	317	领导职数按批准文件核定〔通行做法〕
institution	318	领导职数按批准文件核定〔通行做法〕
institution	403	领导职数按批准文件核定〔通行做法〕
institution	404	领导职数按批准文件核定〔通行做法〕
institution	405	领导职数按批准文件核定〔通行做法〕
institution	414	领导职数按批准文件核定〔通行做法〕
institution	415	领导职数按批准文件核定〔通行做法〕
institution	416	领导职数按批准文件核定〔通行做法〕
institution	421	领导职数按批准文件核定〔通行做法〕
institution	422	领导职数按批准文件核定〔通行做法〕
institution	423	领导职数按批准文件核定〔通行做法〕
institution	424	领导职数按批准文件核定〔通行做法〕
township	91	编外用工控制数单独建账，不是编制〔通行做法〕
township	201	领导职数按批准文件核定〔通行做法〕
township	202	领导职数按批准文件核定〔通行做法〕
township	203	领导职数按批准文件核定〔通行做法〕
township	204	领导职数按批准文件核定〔通行做法〕
township	205	领导职数按批准文件核定〔通行做法〕
township	206	领导职数按批准文件核定〔通行做法〕
township	207	领导职数按批准文件核定〔通行做法〕
township	208	领导职数按批准文件核定〔通行做法〕
township	212	领导职数按批准文件核定〔通行做法〕
township	213	领导职数按批准文件核定〔通行做法〕
township	214	领导职数按批准文件核定〔通行做法〕
township	215	领导职数按批准文件核定〔通行做法〕
township	216	领导职数按批准文件核定〔通行做法〕
township	217	领导职数按批准文件核定〔通行做法〕
township	218	领导职数按批准文件核定〔通行做法〕
township	221	领导职数按批准文件核定〔通行做法〕
township	222	领导职数按批准文件核定〔通行做法〕
township	223	领导职数按批准文件核定〔通行做法〕
township	224	领导职数按批准文件核定〔通行做法〕
township	225	领导职数按批准文件核定〔通行做法〕
township	226	领导职数按批准文件核定〔通行做法〕
township	227	领导职数按批准文件核定〔通行做法〕
township	228	领导职数按批准文件核定〔通行做法〕
township	229	领导职数按批准文件核定〔通行做法〕
township	230	领导职数按批准文件核定〔通行做法〕
township	231	领导职数按批准文件核定〔通行做法〕
township	232	领导职数按批准文件核定〔通行做法〕
township	303	领导职数按批准文件核定〔通行做法〕
township	304	领导职数按批准文件核定〔通行做法〕
township	305	领导职数按批准文件核定〔通行做法〕
township	306	领导职数按批准文件核定〔通行做法〕
township	307	领导职数按批准文件核定〔通行做法〕
township	314	领导职数按批准文件核定〔通行做法〕
township	315	领导职数按批准文件核定〔通行做法〕
township	316	领导职数按批准文件核定〔通行做法〕
township	317	领导职数按批准文件核定〔通行做法〕
township	318	领导职数按批准文件核定〔通行做法〕
township	403	领导职数按批准文件核定〔通行做法〕
township	404	领导职数按批准文件核定〔通行做法〕
township	405	领导职数按批准文件核定〔通行做法〕
township	414	领导职数按批准文件核定〔通行做法〕
township	415	领导职数按批准文件核定〔通行做法〕
township	416	领导职数按批准文件核定〔通行做法〕
township	421	领导职数按批准文件核定〔通行做法〕
township	422	领导职数按批准文件核定〔通行做法〕
township	423	领导职数按批准文件核定〔通行做法〕
township	424	领导职数按批准文件核定〔通行做法〕
\.
COPY xingan.appointment (id, person_id, unit_id, post_type, title, holder_rank, counts, effective_on, until, document_id, until_document_id, note, recorded_at, recorded_by, ended_at, ended_by) FROM stdin;
1	1	1	203	\N	\N	t	2020-06-01	\N	1	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
2	2	6	305	\N	\N	f	2020-06-01	\N	1	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
\.
COPY xingan.book (only_row, version, region, title, created_at, created_by) FROM stdin;
t	1	152200	兴安盟	2026-11-28 02:44:20.907059+00	postgres
\.
COPY xingan.check_run (id, run_at, run_by, rules, objects, failures, score) FROM stdin;
\.
COPY xingan.code (set, code, name_zh, name_en, sort, attributes) FROM stdin;
rank	ting	正厅	director-general level	1	{"order": 1}
rank	futing	副厅	deputy director-general level	2	{"order": 2}
rank	chu	正处	division-head level	3	{"order": 3}
rank	fuchu	副处	deputy division-head level	4	{"order": 4}
rank	ke	正科	section-head level	5	{"order": 5}
rank	fuke	副科	deputy section-head level	6	{"order": 6}
rank	gu	正股	subsection-head level	7	{"order": 7}
rank	fugu	副股	deputy subsection-head level	8	{"order": 8}
rank	none	未定级	unranked	9	{"order": 9}
rank	other	其他	other	10	{"order": 10}
system	party	党委	Party committee	1	{}
system	supervision	纪委监委	discipline and supervision	2	{}
system	congress	人大	people's congress	3	{}
system	government	政府	government	4	{}
system	cppcc	政协	political consultative conference	5	{}
system	court	法院	court	6	{}
system	procuratorate	检察院	procuratorate	7	{}
system	democratic_party	民主党派和工商联	democratic parties and federation of industry and commerce	8	{}
system	mass_organization	群众团体	mass organisation	9	{}
system	subdistrict	街道	subdistrict	10	{}
system	township	苏木乡镇	township	11	{}
system	other	其他	other	12	{}
unit_category	working_department	工作部门	working department	1	{"for": "organ"}
unit_category	special_organ	直属特设机构	special directly affiliated organ	2	{"for": "organ"}
unit_category	affiliated_organ	直属机构	directly affiliated organ	3	{"for": "organ"}
unit_category	managed_organ	部门管理机构	organ managed by a department	4	{"for": "organ"}
unit_category	deliberative_office	议事协调机构的办事机构	office of a deliberative body	5	{"for": "organ"}
unit_category	temporary_organ	临时机构	temporary organ	6	{"for": "organ"}
unit_category	vertical_organ	省以下垂直管理机构	vertically managed organ	7	{"for": "organ"}
unit_category	dispatched_organ	派出机构	dispatched agency	8	{"for": "organ"}
unit_category	stationed_organ	派驻机构	stationed agency	9	{"for": "organ"}
unit_category	co_located_organ	合署办公机构	co-located organ	10	{"for": "organ"}
unit_category	nameplate	挂牌机构	added nameplate	11	{"for": "organ"}
unit_category	administrative_function	承担行政职能	institution with administrative functions	21	{"for": "institution"}
unit_category	production_operation	从事生产经营活动	production and operation institution	22	{"for": "institution"}
unit_category	welfare_1	公益一类	public welfare class I	23	{"for": "institution"}
unit_category	welfare_2	公益二类	public welfare class II	24	{"for": "institution"}
unit_category	unclassified	暂未分类	not yet classified	25	{"for": "institution"}
unit_category	business_section	业务科室	business section	31	{"for": "division"}
unit_category	general_section	综合科室	general section	32	{"for": "division"}
unit_category	party_committee	机关党委	organ Party committee	33	{"for": "division"}
unit_category	party_section	机关党建人事科	Party affairs and personnel section	34	{"for": "division"}
unit_category	discipline_section	纪检监察机构	discipline and supervision section	35	{"for": "division"}
unit_category	branch	下设分支机构	branch	36	{"for": "division"}
industry	education	教育	education	1	{}
industry	research	科研	research	2	{}
industry	culture	文化	culture	3	{}
industry	health	卫生	health	4	{}
industry	sports	体育	sports	5	{}
industry	agriculture	农林水	agriculture, forestry and water	6	{}
industry	transport	交通	transport	7	{}
industry	welfare	社会福利	social welfare	8	{}
industry	employment	就业和社会保障	employment and social security	9	{}
industry	municipal	城市公用	municipal services	10	{}
industry	environment	环境保护	environmental protection	11	{}
industry	survey	勘察测绘	survey and mapping	12	{}
industry	emergency	应急救援	emergency response	13	{}
industry	information	信息咨询	information and consulting	14	{}
industry	logistics	机关后勤	logistics of organs	15	{}
industry	other	其他	other	99	{}
funding	full	全额拨款	fully funded	1	{}
funding	partial	差额补贴	partly funded	2	{}
funding	self	经费自理	self-funded	3	{}
funding	enterprise	企业化管理	managed as an enterprise	4	{}
funding	undecided	未定编到人	not assigned to persons	5	{}
entry_reason	civil_exam	考试录用	civil service examination	1	{"report_column": "recruited"}
entry_reason	selected_graduate	选调生	selected graduate	2	{"report_column": "recruited"}
entry_reason	open_recruitment	事业单位公开招聘	open recruitment of institutions	3	{"report_column": "open_recruitment"}
entry_reason	transfer_in	调入	transfer in	4	{"report_column": "transfer_in"}
entry_reason	cadre_transfer	调任	appointment from outside the civil service	5	{"report_column": "transfer_in"}
entry_reason	lateral	转任	lateral transfer of civil servants	6	{"report_column": "transfer_in"}
entry_reason	open_selection	公开遴选（选调）	open selection from lower levels	7	{"report_column": "transfer_in"}
entry_reason	military_cadre	军转干部安置	placement of demobilised officers	8	{"report_column": "military"}
entry_reason	veteran	退役士兵安置	placement of demobilised soldiers	9	{"report_column": "military"}
entry_reason	talent	人才引进（绿色通道）	talent brought in by the fast track	10	{"report_column": "talent"}
entry_reason	block_transfer_in	整建制转入	transferred in as a whole body	11	{"report_column": "block_transfer_in"}
entry_reason	reorganisation	机构划转	moved with a reorganised body	12	{"report_column": "block_transfer_in"}
entry_reason	elected	选举任职登记	registered on election	13	{"report_column": "other"}
entry_reason	contract	聘任	engaged by contract	14	{"report_column": "other"}
entry_reason	policy_placement	政策性安置	policy placement	15	{"report_column": "other"}
entry_reason	assigned	上级任命	appointed by the higher level	16	{"report_column": "other"}
entry_reason	other	其他	other	99	{"report_column": "other"}
exit_reason	transfer_out	调出	transfer out	1	{"report_column": "transfer_out", "natural_attrition": false}
exit_reason	block_transfer_out	整建制转出	transferred out as a whole body	2	{"report_column": "block_transfer_out", "natural_attrition": false}
exit_reason	retirement	离退休	retirement	3	{"report_column": "retirement", "natural_attrition": true}
exit_reason	resignation	辞职	resignation	4	{"report_column": "resignation", "natural_attrition": true}
exit_reason	dismissal	辞退（解聘）	dismissal	5	{"report_column": "dismissal", "natural_attrition": true}
exit_reason	contract_end	合同终止	end of contract	6	{"report_column": "dismissal", "natural_attrition": true}
exit_reason	expulsion	开除	expulsion	7	{"report_column": "expulsion", "natural_attrition": false}
exit_reason	death	死亡	death	8	{"report_column": "death", "natural_attrition": true}
exit_reason	election_exit	因选举退出	left office by election	9	{"report_column": "other", "natural_attrition": false}
exit_reason	conversion_to_enterprise	转企	body converted to an enterprise	10	{"report_column": "other", "natural_attrition": false}
exit_reason	conviction	判刑	criminal conviction	11	{"report_column": "other", "natural_attrition": false}
exit_reason	missing	失踪或宣告死亡	missing or declared dead	12	{"report_column": "other", "natural_attrition": false}
exit_reason	other	其他	other	99	{"report_column": "other", "natural_attrition": false}
ethnic	01	汉族	Han	1	{}
ethnic	02	蒙古族	Mongol	2	{}
ethnic	03	回族	Hui	3	{}
ethnic	04	藏族	Zang	4	{}
ethnic	05	维吾尔族	Uygur	5	{}
ethnic	06	苗族	Miao	6	{}
ethnic	07	彝族	Yi	7	{}
ethnic	08	壮族	Zhuang	8	{}
ethnic	09	布依族	Buyei	9	{}
ethnic	10	朝鲜族	Chosen	10	{}
ethnic	11	满族	Man	11	{}
ethnic	12	侗族	Dong	12	{}
ethnic	13	瑶族	Yao	13	{}
ethnic	14	白族	Bai	14	{}
ethnic	15	土家族	Tujia	15	{}
ethnic	16	哈尼族	Hani	16	{}
ethnic	17	哈萨克族	Kazak	17	{}
ethnic	18	傣族	Dai	18	{}
ethnic	19	黎族	Li	19	{}
ethnic	20	傈僳族	Lisu	20	{}
ethnic	21	佤族	Va	21	{}
ethnic	22	畲族	She	22	{}
ethnic	23	高山族	Gaoshan	23	{}
ethnic	24	拉祜族	Lahu	24	{}
ethnic	25	水族	Sui	25	{}
ethnic	26	东乡族	Dongxiang	26	{}
ethnic	27	纳西族	Naxi	27	{}
ethnic	28	景颇族	Jingpo	28	{}
ethnic	29	柯尔克孜族	Kirgiz	29	{}
ethnic	30	土族	Tu	30	{}
ethnic	31	达斡尔族	Daur	31	{}
ethnic	32	仫佬族	Mulao	32	{}
ethnic	33	羌族	Qiang	33	{}
ethnic	34	布朗族	Blang	34	{}
ethnic	35	撒拉族	Salar	35	{}
ethnic	36	毛南族	Maonan	36	{}
ethnic	37	仡佬族	Gelao	37	{}
ethnic	38	锡伯族	Xibe	38	{}
ethnic	39	阿昌族	Achang	39	{}
ethnic	40	普米族	Pumi	40	{}
ethnic	41	塔吉克族	Tajik	41	{}
ethnic	42	怒族	Nu	42	{}
ethnic	43	乌孜别克族	Uzbek	43	{}
ethnic	44	俄罗斯族	Russ	44	{}
ethnic	45	鄂温克族	Ewenki	45	{}
ethnic	46	德昂族	Deang	46	{}
ethnic	47	保安族	Bonan	47	{}
ethnic	48	裕固族	Yugur	48	{}
ethnic	49	京族	Gin	49	{}
ethnic	50	塔塔尔族	Tatar	50	{}
ethnic	51	独龙族	Derung	51	{}
ethnic	52	鄂伦春族	Oroqen	52	{}
ethnic	53	赫哲族	Hezhen	53	{}
ethnic	54	门巴族	Monba	54	{}
ethnic	55	珞巴族	Lhoba	55	{}
ethnic	56	基诺族	Jino	56	{}
politics	01	中共党员	member of the Communist Party of China	1	{}
politics	02	中共预备党员	probationary member of the Communist Party of China	2	{}
politics	03	共青团员	member of the Communist Youth League	3	{}
politics	04	民革党员	member of the Revolutionary Committee of the Kuomintang	4	{}
politics	05	民盟盟员	member of the China Democratic League	5	{}
politics	06	民建会员	member of the National Construction Association	6	{}
politics	07	民进会员	member of the Association for Promoting Democracy	7	{}
politics	08	农工党党员	member of the Peasants and Workers Democratic Party	8	{}
politics	09	致公党党员	member of the Zhi Gong Party	9	{}
politics	10	九三学社社员	member of the Jiusan Society	10	{}
politics	11	台盟盟员	member of the Taiwan Democratic Self-Government League	11	{}
politics	12	无党派人士	without party affiliation	12	{}
politics	13	群众	citizen	13	{}
education	10	研究生教育	postgraduate education	10	{"level": "postgraduate"}
education	11	博士研究生毕业	doctoral study, graduated	11	{"level": "postgraduate"}
education	12	博士研究生结业	doctoral study, completed	12	{"level": "postgraduate"}
education	13	博士研究生肄业	doctoral study, unfinished	13	{"level": "postgraduate"}
education	14	硕士研究生毕业	master's study, graduated	14	{"level": "postgraduate"}
education	15	硕士研究生结业	master's study, completed	15	{"level": "postgraduate"}
education	16	硕士研究生肄业	master's study, unfinished	16	{"level": "postgraduate"}
education	17	研究生班毕业	postgraduate class, graduated	17	{"level": "postgraduate"}
education	18	研究生班结业	postgraduate class, completed	18	{"level": "postgraduate"}
education	19	研究生班肄业	postgraduate class, unfinished	19	{"level": "postgraduate"}
education	20	大学本科教育	undergraduate education	20	{"level": "bachelor"}
education	21	大学本科毕业	undergraduate study, graduated	21	{"level": "bachelor"}
education	22	大学本科结业	undergraduate study, completed	22	{"level": "bachelor"}
education	23	大学本科肄业	undergraduate study, unfinished	23	{"level": "bachelor"}
education	28	大学普通班毕业	general university class, graduated	28	{"level": "bachelor"}
education	30	大学专科教育	college education	30	{"level": "college"}
education	31	大学专科毕业	college study, graduated	31	{"level": "college"}
education	32	大学专科结业	college study, completed	32	{"level": "college"}
education	33	大学专科肄业	college study, unfinished	33	{"level": "college"}
education	40	中等职业教育	secondary vocational education	40	{"level": "secondary"}
education	41	中等专科毕业	secondary technical school, graduated	41	{"level": "secondary"}
education	42	中等专科结业	secondary technical school, completed	42	{"level": "secondary"}
education	43	中等专科肄业	secondary technical school, unfinished	43	{"level": "secondary"}
education	44	职业高中毕业	vocational high school, graduated	44	{"level": "secondary"}
education	45	职业高中结业	vocational high school, completed	45	{"level": "secondary"}
education	46	职业高中肄业	vocational high school, unfinished	46	{"level": "secondary"}
education	47	技工学校毕业	skilled workers' school, graduated	47	{"level": "secondary"}
education	48	技工学校结业	skilled workers' school, completed	48	{"level": "secondary"}
education	49	技工学校肄业	skilled workers' school, unfinished	49	{"level": "secondary"}
education	60	普通高级中学教育	senior high school education	60	{"level": "high_school_or_below"}
education	61	普通高中毕业	senior high school, graduated	61	{"level": "high_school_or_below"}
education	62	普通高中结业	senior high school, completed	62	{"level": "high_school_or_below"}
education	63	普通高中肄业	senior high school, unfinished	63	{"level": "high_school_or_below"}
education	70	初级中学教育	junior high school education	70	{"level": "high_school_or_below"}
education	71	初中毕业	junior high school, graduated	71	{"level": "high_school_or_below"}
education	73	初中肄业	junior high school, unfinished	73	{"level": "high_school_or_below"}
education	80	小学教育	primary school education	80	{"level": "high_school_or_below"}
education	81	小学毕业	primary school, graduated	81	{"level": "high_school_or_below"}
education	83	小学肄业	primary school, unfinished	83	{"level": "high_school_or_below"}
education	90	文盲或半文盲	no schooling	90	{"level": "high_school_or_below"}
education	99	其他	other	99	{"level": "high_school_or_below"}
degree	1	名誉博士	honorary doctor	1	{}
degree	2	博士	doctor	2	{}
degree	3	硕士	master	3	{}
degree	4	学士	bachelor	4	{}
title_level	senior	正高级	senior	1	{}
title_level	associate	副高级	associate senior	2	{}
title_level	middle	中级	intermediate	3	{}
title_level	junior	助理级	assistant	4	{}
title_level	primary	员级	primary	5	{}
title_level	none	无	none	9	{}
grade	inspector_1	一级巡视员	inspector, first class	1	{"equals": "ting", "ladder": "civil"}
grade	inspector_2	二级巡视员	inspector, second class	2	{"equals": "futing", "ladder": "civil"}
grade	researcher_1	一级调研员	consultant, first class	3	{"equals": "chu", "ladder": "civil"}
grade	researcher_2	二级调研员	consultant, second class	4	{"equals": "chu", "ladder": "civil"}
grade	researcher_3	三级调研员	consultant, third class	5	{"equals": "fuchu", "ladder": "civil"}
grade	researcher_4	四级调研员	consultant, fourth class	6	{"equals": "fuchu", "ladder": "civil"}
grade	officer_1	一级主任科员	principal officer, first class	7	{"equals": "ke", "ladder": "civil"}
grade	officer_2	二级主任科员	principal officer, second class	8	{"equals": "ke", "ladder": "civil"}
grade	officer_3	三级主任科员	principal officer, third class	9	{"equals": "fuke", "ladder": "civil"}
grade	officer_4	四级主任科员	principal officer, fourth class	10	{"equals": "fuke", "ladder": "civil"}
grade	clerk_1	一级科员	clerk, first class	11	{"ladder": "civil"}
grade	clerk_2	二级科员	clerk, second class	12	{"ladder": "civil"}
grade	management_1	管理一级	management grade 1	21	{"ladder": "management"}
grade	management_2	管理二级	management grade 2	22	{"ladder": "management"}
grade	management_3	管理三级	management grade 3	23	{"equals": "ting", "ladder": "management"}
grade	management_4	管理四级	management grade 4	24	{"equals": "futing", "ladder": "management"}
grade	management_5	管理五级	management grade 5	25	{"equals": "chu", "ladder": "management"}
grade	management_6	管理六级	management grade 6	26	{"equals": "fuchu", "ladder": "management"}
grade	management_7	管理七级	management grade 7	27	{"equals": "ke", "ladder": "management"}
grade	management_8	管理八级	management grade 8	28	{"equals": "fuke", "ladder": "management"}
grade	management_9	管理九级	management grade 9	29	{"ladder": "management"}
grade	management_10	管理十级	management grade 10	30	{"ladder": "management"}
grade	professional_1	专技一级	professional grade 1	41	{"ladder": "professional", "title_level": "senior"}
grade	professional_2	专技二级	professional grade 2	42	{"ladder": "professional", "title_level": "senior"}
grade	professional_3	专技三级	professional grade 3	43	{"ladder": "professional", "title_level": "senior"}
grade	professional_4	专技四级	professional grade 4	44	{"ladder": "professional", "title_level": "senior"}
grade	professional_5	专技五级	professional grade 5	45	{"ladder": "professional", "title_level": "associate"}
grade	professional_6	专技六级	professional grade 6	46	{"ladder": "professional", "title_level": "associate"}
grade	professional_7	专技七级	professional grade 7	47	{"ladder": "professional", "title_level": "associate"}
grade	professional_8	专技八级	professional grade 8	48	{"ladder": "professional", "title_level": "middle"}
grade	professional_9	专技九级	professional grade 9	49	{"ladder": "professional", "title_level": "middle"}
grade	professional_10	专技十级	professional grade 10	50	{"ladder": "professional", "title_level": "middle"}
grade	professional_11	专技十一级	professional grade 11	51	{"ladder": "professional", "title_level": "junior"}
grade	professional_12	专技十二级	professional grade 12	52	{"ladder": "professional", "title_level": "junior"}
grade	professional_13	专技十三级	professional grade 13	53	{"ladder": "professional", "title_level": "primary"}
grade	worker_1	技术工一级（高级技师）	skilled worker grade 1	61	{"ladder": "worker"}
grade	worker_2	技术工二级（技师）	skilled worker grade 2	62	{"ladder": "worker"}
grade	worker_3	技术工三级（高级工）	skilled worker grade 3	63	{"ladder": "worker"}
grade	worker_4	技术工四级（中级工）	skilled worker grade 4	64	{"ladder": "worker"}
grade	worker_5	技术工五级（初级工）	skilled worker grade 5	65	{"ladder": "worker"}
grade	worker_general	普通工	general worker	66	{"ladder": "worker"}
person_status	on_post	在岗	at the post	1	{"in_service": true}
person_status	seconded	借出	seconded	2	{"in_service": true}
person_status	temporary_post	挂职	temporary post elsewhere	3	{"in_service": true}
person_status	assistance	援派或驻村	assistance or village mission	4	{"in_service": true}
person_status	study	脱产学习	full-time study	5	{"in_service": true}
person_status	sick_leave	长期病休	long sick leave (over six months)	6	{"in_service": true}
person_status	start_up	离岗创业	leave for a start-up	7	{"in_service": true}
person_status	unpaid_leave	停薪留职	unpaid leave (historic)	8	{"in_service": true}
person_status	waiting	待岗	waiting for a post	9	{"in_service": true}
person_status	early_leave	离岗退养	early leave before retirement	10	{"in_service": true}
person_status	suspended	涉案停职	suspended	11	{"in_service": true}
person_status	untraceable	下落不明	whereabouts unknown	12	{"in_service": true}
person_status	retired	离退	retired	21	{"in_service": false}
person_status	left	调出或离职	left	22	{"in_service": false}
person_status	deceased	已去世	deceased	23	{"in_service": false}
person_status	other	其他	other	99	{}
document_kind	approval	批复	approval	1	{}
document_kind	notice	通知	notice	2	{}
document_kind	plan	方案	plan	3	{}
document_kind	charter	“三定”规定	three-determinations charter	4	{}
document_kind	permit	用编核准（控编单）	post-use authorisation	5	{}
document_kind	appointment	任免文件	appointment or removal	6	{}
document_kind	personnel	人员调配文件	personnel order	7	{}
document_kind	minutes	编委会议纪要	commission minutes	8	{}
document_kind	letter	函	letter	9	{}
document_kind	law	法规	law or regulation	10	{}
document_kind	opening	建账底数	opening balance of the book	11	{}
document_kind	other	其他	other	99	{}
\.
COPY xingan.document (id, number, title, issuer, issued_on, kind, note, recorded_at, recorded_by) FROM stdin;
1	兴机编〔2020〕1号	“三定”方案	\N	2020-01-01	approval	\N	2026-11-28 02:44:21.06621+00	postgres
\.
COPY xingan.enrolment (id, person_id, unit_id, post_type, division_id, effective_on, until, entry_reason, exit_reason, document_id, until_document_id, permit_id, transfer_id, note, recorded_at, recorded_by, ended_at, ended_by) FROM stdin;
1	1	2	11	\N	2020-03-02	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
2	2	1	11	\N	2020-03-03	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
5	5	2	11	\N	2020-03-06	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
6	6	1	11	\N	2020-03-07	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
7	7	2	11	\N	2020-03-08	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
8	8	1	11	\N	2020-03-09	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
9	9	2	11	\N	2020-03-10	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
10	10	1	11	\N	2020-03-11	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
11	11	2	11	\N	2020-03-12	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
12	12	1	11	\N	2020-03-13	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
13	13	2	11	\N	2020-03-14	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
14	14	1	11	\N	2020-03-15	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
15	15	2	11	\N	2020-03-16	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
16	16	1	11	\N	2020-03-17	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
17	17	2	11	\N	2020-03-18	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
18	18	1	11	\N	2020-03-19	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
19	19	2	11	\N	2020-03-20	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
20	20	1	11	\N	2020-03-21	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
21	21	2	11	\N	2020-03-22	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
22	22	1	11	\N	2020-03-23	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
23	23	2	11	\N	2020-03-24	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
24	24	1	11	\N	2020-03-25	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
25	25	2	11	\N	2020-03-26	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
26	26	1	11	\N	2020-03-27	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
27	27	2	11	\N	2020-03-28	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
28	28	1	11	\N	2020-03-29	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
29	29	2	11	\N	2020-03-30	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
30	30	1	11	\N	2020-03-31	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
31	31	3	11	\N	2020-05-01	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
33	33	5	22	\N	2020-05-01	\N	other	\N	1	\N	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
3	3	2	11	\N	2020-03-04	2021-01-01	other	resignation	1	1	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	2026-11-28 02:44:21.06621+00	postgres
4	4	1	11	\N	2020-03-05	2021-02-01	other	transfer_out	1	1	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	2026-11-28 02:44:21.06621+00	postgres
34	4	1	11	\N	2021-02-01	\N	transfer_in	\N	1	\N	\N	4	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
32	32	4	11	\N	2020-05-01	2021-03-01	other	transfer_out	1	1	\N	\N	\N	2026-11-28 02:44:21.06621+00	postgres	2026-11-28 02:44:21.06621+00	postgres
35	32	2	11	\N	2021-03-01	\N	transfer_in	\N	1	\N	\N	32	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
36	34	3	11	\N	2021-05-01	\N	other	\N	1	\N	4	\N	\N	2026-11-28 02:44:21.06621+00	postgres	\N	\N
\.
COPY xingan.entry (id, kind, document_id, effective_on, reverses, note, recorded_at, recorded_by) FROM stdin;
1	ceiling	1	2020-01-02	\N	\N	2026-11-28 02:44:21.06621+00	postgres
2	ceiling	1	2020-01-02	\N	\N	2026-11-28 02:44:21.06621+00	postgres
3	ceiling	1	2020-01-02	\N	\N	2026-11-28 02:44:21.06621+00	postgres
4	ceiling	1	2020-01-02	\N	\N	2026-11-28 02:44:21.06621+00	postgres
5	allocation	1	2020-01-04	\N	\N	2026-11-28 02:44:21.06621+00	postgres
6	allocation	1	2020-01-04	\N	\N	2026-11-28 02:44:21.06621+00	postgres
7	allocation	1	2020-01-04	\N	\N	2026-11-28 02:44:21.06621+00	postgres
8	allocation	1	2020-01-04	\N	\N	2026-11-28 02:44:21.06621+00	postgres
9	allocation	1	2020-01-04	\N	\N	2026-11-28 02:44:21.06621+00	postgres
10	allocation	1	2020-01-04	\N	\N	2026-11-28 02:44:21.06621+00	postgres
11	allocation	1	2020-02-01	\N	\N	2026-11-28 02:44:21.06621+00	postgres
12	reversal	1	2020-02-02	11	\N	2026-11-28 02:44:21.06621+00	postgres
13	transfer	1	2021-03-01	\N	\N	2026-11-28 02:44:21.06621+00	postgres
\.
COPY xingan.entry_line (entry_id, holder_id, post_type, quantity) FROM stdin;
1	-1	11	-60
1	-2	11	60
2	-1	22	-60
2	-2	22	60
3	-1	203	-5
3	-2	203	5
4	-3	11	-30
4	-4	11	30
5	-2	11	-20
5	1	11	20
6	-2	11	-20
6	2	11	20
7	-4	11	-10
7	3	11	10
8	-2	11	-2
8	4	11	2
9	-2	22	-15
9	5	22	15
10	-2	203	-1
10	1	203	1
11	-2	11	-3
11	2	11	3
12	-2	11	3
12	2	11	-3
13	4	11	-2
13	2	11	2
\.
COPY xingan.finding (id, key, rule, level, unit_id, post_type, object, figures, remedy, found_on, last_seen_at, due_on, state) FROM stdin;
1	sex_mismatch/p40	sex_mismatch	notice	\N	\N	人员40 152200********0016	{"stated": "F", "resident_id": "M"}	Check the resident id against the card, or correct the stated sex with amend_person().	2026-11-28	2026-11-28 02:44:21.06621+00	\N	open
\.
COPY xingan.guard (table_name, trigger_name, enabled) FROM stdin;
book	bz10_keep	A
book	bz90_touch	O
rule_exception	bz11_keep_key	A
rule_exception	bz10_keep	A
rule_exception	bz20_stamp	O
code	bz11_keep_key	A
code	bz10_keep	A
code	bz90_touch	O
person	bz11_keep_key	A
person	bz10_keep	A
person	bz50_track_sex	O
person	bz20_tidy	O
use_permit	bz12_engine_only	A
use_permit	bz11_keep_key	A
use_permit	bz10_keep	A
use_permit	bz50_post_update	O
use_permit	bz50_post_insert	O
use_permit	bz20_stamp	O
enrolment	bz11_keep_key	A
enrolment	bz10_keep	A
enrolment	bz50_post_update	O
enrolment	bz50_post_insert	O
enrolment	bz20_stamp_end	O
appointment	bz11_keep_key	A
appointment	bz10_keep	A
appointment	bz50_post_update	O
appointment	bz50_post_insert	O
appointment	bz20_stamp_end	O
region	bz11_keep_key	A
region	bz10_keep	A
region	bz50_open_funds	O
unit_class	bz11_keep_key	A
unit_class	bz10_keep	A
admissibility	bz90_touch	O
post_type	bz11_keep_key	A
post_type	bz10_keep	A
post_type	bz90_touch	O
unit	bz11_keep_key	A
unit	bz10_keep	A
unit	bz50_move_children	O
unit	bz20_place	O
document	bz11_keep_key	A
document	bz10_keep	A
document	bz20_tidy	O
holder	bz11_keep_key	A
holder	bz10_keep	A
entry	bz11_keep_key	A
entry	bz10_keep	A
entry	unbalanced_entry	O
entry	bz40_check_entry	O
entry_line	bz11_keep_key	A
entry_line	bz10_keep	A
entry_line	unbalanced_entry	O
entry_line	bz50_post_insert	O
rule	bz11_keep_key	A
rule	bz10_keep	A
rule	bz90_touch	O
finding	bz10_keep	A
check_run	bz11_keep_key	A
check_run	bz10_keep	A
account	bz12_engine_only	A
\.
COPY xingan.holder (id, kind, region, name) FROM stdin;
-1	ceiling	152200	上级下达总额
-2	reserve	152200	机动编制
-3	ceiling	152221	上级下达总额
-4	reserve	152221	机动编制
\.
COPY xingan.person (id, resident_id, name, sex, ethnic, politics, education, degree, specialty, work_started_on, retire_group, title_level, grade, status, note, recorded_at, recorded_by) FROM stdin;
1	152200198001020014	人员1	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
2	15220019800103001X	人员2	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
3	152200198001040015	人员3	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
4	152200198001050010	人员4	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
5	152200198001060016	人员5	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
6	152200198001070011	人员6	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
7	152200198001080017	人员7	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
8	152200198001090012	人员8	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
9	152200198001100014	人员9	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
10	15220019800111001X	人员10	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
11	152200198001120015	人员11	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
12	152200198001130010	人员12	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
13	152200198001140016	人员13	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
14	152200198001150011	人员14	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
15	152200198001160017	人员15	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
16	152200198001170012	人员16	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
17	152200198001180018	人员17	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
18	152200198001190013	人员18	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
19	152200198001200015	人员19	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
20	152200198001210010	人员20	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
21	152200198001220016	人员21	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
22	152200198001230011	人员22	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
23	152200198001240017	人员23	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
24	152200198001250012	人员24	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
25	152200198001260018	人员25	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
26	152200198001270013	人员26	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
27	152200198001280019	人员27	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
28	152200198001290014	人员28	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
29	152200198001300016	人员29	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
30	152200198001310011	人员30	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
31	152200198002010010	人员31	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
32	152200198002020016	人员32	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
33	152200198002030011	人员33	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
34	152200198002040017	人员34	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
35	152200198002050012	人员35	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
36	152200198002060018	人员36	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
37	152200198002070013	人员37	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
38	152200198002080019	人员38	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
39	152200198002090014	人员39	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
41	152200198002110011	人员41	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
42	152200198002120017	人员42	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
43	152200198002130012	人员43	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
44	152200198002140018	人员44	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
45	152200198002150013	人员45	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
46	152200198002160019	人员46	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
47	152200198002170014	人员47	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
48	15220019800218001X	人员48	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
49	152200198002190015	人员49	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
50	152200198002200017	人员50	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
51	152200198002210012	人员51	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
52	152200198002220018	人员52	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
53	152200198002230013	人员53	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
54	152200198002240019	人员54	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
55	152200198002250014	人员55	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
56	15220019800226001X	人员56	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
57	152200198002270015	人员57	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
58	152200198002280010	人员58	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
59	152200198002290016	人员59	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
60	152200198003010012	人员60	M	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
40	152200198002100016	人员40	F	\N	\N	\N	\N	\N	\N	M60	\N	\N	on_post	\N	2026-11-28 02:44:21.06621+00	postgres
\.
COPY xingan.post_type (code, class, category, funding, rank, role, scope, ring_fenced, report_group, name_zh, name_en, sort) FROM stdin;
11	establishment	administrative	full	\N	\N	\N	f	administrative	行政编制	administrative establishment	11
12	establishment	administrative	full	\N	\N	\N	f	political_legal	政法专项编制	political-legal establishment	12
13	establishment	administrative	full	\N	\N	\N	f	administrative	纪检监察行政编制	discipline administrative establishment	13
14	establishment	administrative	full	\N	\N	\N	f	administrative	其他专项行政编制	other special administrative establishment	14
15	establishment	support	full	\N	\N	\N	f	support	机关工勤编制	support-worker establishment	15
16	establishment	institution	full	\N	\N	\N	f	other	机关使用事业编制	institution establishment used by an organ	16
21	establishment	institution	full	\N	\N	\N	f	reference	参公事业编制	institution establishment, managed as civil service	21
22	establishment	institution	full	\N	\N	\N	f	full	全额事业编制	institution establishment, fully funded	22
23	establishment	institution	partial	\N	\N	\N	f	partial	差额事业编制	institution establishment, partly funded	23
24	establishment	institution	self	\N	\N	\N	f	self	自收自支事业编制	institution establishment, self-funded	24
25	establishment	institution	\N	\N	\N	\N	f	other	备案制员额	filing-based quota	25
31	establishment	institution	full	\N	\N	\N	t	other	周转编制	turnover establishment	31
91	off_establishment	off_establishment	\N	\N	\N	\N	f	off_establishment	编外用工控制数	off-establishment staff quota	91
201	leadership	leadership	\N	ting	chief	unit	f	leadership	部门正职（正厅）	unit chief, director-general level	201
202	leadership	leadership	\N	futing	chief	unit	f	leadership	部门正职（副厅）	unit chief, deputy director-general level	202
203	leadership	leadership	\N	chu	chief	unit	f	leadership	部门正职（正处）	unit chief, division-head level	203
204	leadership	leadership	\N	fuchu	chief	unit	f	leadership	部门正职（副处）	unit chief, deputy division-head level	204
205	leadership	leadership	\N	ke	chief	unit	f	leadership	部门正职（正科）	unit chief, section-head level	205
206	leadership	leadership	\N	fuke	chief	unit	f	leadership	部门正职（副科）	unit chief, deputy section-head level	206
207	leadership	leadership	\N	gu	chief	unit	f	leadership	部门正职（正股）	unit chief, subsection-head level	207
208	leadership	leadership	\N	fugu	chief	unit	f	leadership	部门正职（副股）	unit chief, deputy subsection-head level	208
212	leadership	leadership	\N	futing	deputy	unit	f	leadership	部门副职（副厅）	unit deputy, deputy director-general level	212
213	leadership	leadership	\N	chu	deputy	unit	f	leadership	部门副职（正处）	unit deputy, division-head level	213
214	leadership	leadership	\N	fuchu	deputy	unit	f	leadership	部门副职（副处）	unit deputy, deputy division-head level	214
215	leadership	leadership	\N	ke	deputy	unit	f	leadership	部门副职（正科）	unit deputy, section-head level	215
216	leadership	leadership	\N	fuke	deputy	unit	f	leadership	部门副职（副科）	unit deputy, deputy section-head level	216
217	leadership	leadership	\N	gu	deputy	unit	f	leadership	部门副职（正股）	unit deputy, subsection-head level	217
218	leadership	leadership	\N	fugu	deputy	unit	f	leadership	部门副职（副股）	unit deputy, deputy subsection-head level	218
221	leadership	leadership	\N	chu	other	unit	f	leadership	秘书长（正处）	secretary-general	221
222	leadership	leadership	\N	fuchu	other	unit	f	leadership	副秘书长（副处）	deputy secretary-general	222
223	leadership	leadership	\N	fuchu	other	unit	f	leadership	机关党委书记（副处）	organ Party committee secretary	223
224	leadership	leadership	\N	ke	other	unit	f	leadership	机关党委专职副书记（正科）	full-time deputy secretary of the organ Party committee	224
225	leadership	leadership	\N	fuchu	other	unit	f	leadership	总师（副处）	chief professional, deputy division-head level	225
226	leadership	leadership	\N	ke	other	unit	f	leadership	总师（正科）	chief professional, section-head level	226
227	leadership	leadership	\N	fuchu	other	unit	f	leadership	政治部主任（副处）	political department head, deputy division-head level	227
228	leadership	leadership	\N	ke	other	unit	f	leadership	政治部主任（正科）	political department head, section-head level	228
229	leadership	leadership	\N	chu	other	unit	f	leadership	单位党委书记（正处）	Party secretary of the unit, division-head level	229
230	leadership	leadership	\N	fuchu	other	unit	f	leadership	单位党委副书记（副处）	Party deputy secretary of the unit, deputy division-head level	230
231	leadership	leadership	\N	ke	other	unit	f	leadership	单位党委书记（正科）	Party secretary of the unit, section-head level	231
232	leadership	leadership	\N	other	other	unit	f	leadership	其他部门领导	other unit leader	232
303	leadership	leadership	\N	chu	chief	division	f	leadership	内设机构正职（正处）	division chief, division-head level	303
304	leadership	leadership	\N	fuchu	chief	division	f	leadership	内设机构正职（副处）	division chief, deputy division-head level	304
305	leadership	leadership	\N	ke	chief	division	f	leadership	内设机构正职（正科）	division chief, section-head level	305
306	leadership	leadership	\N	fuke	chief	division	f	leadership	内设机构正职（副科）	division chief, deputy section-head level	306
307	leadership	leadership	\N	gu	chief	division	f	leadership	内设机构正职（正股）	division chief, subsection-head level	307
314	leadership	leadership	\N	fuchu	deputy	division	f	leadership	内设机构副职（副处）	division deputy, deputy division-head level	314
315	leadership	leadership	\N	ke	deputy	division	f	leadership	内设机构副职（正科）	division deputy, section-head level	315
316	leadership	leadership	\N	fuke	deputy	division	f	leadership	内设机构副职（副科）	division deputy, deputy section-head level	316
317	leadership	leadership	\N	gu	deputy	division	f	leadership	内设机构副职（正股）	division deputy, subsection-head level	317
318	leadership	leadership	\N	fugu	deputy	division	f	leadership	内设机构副职（副股）	division deputy, deputy subsection-head level	318
403	leadership	leadership	\N	chu	chief	discipline	f	leadership	纪委书记、纪检监察组组长（正处）	discipline chief, division-head level	403
404	leadership	leadership	\N	fuchu	chief	discipline	f	leadership	纪委书记、纪检监察组组长（副处）	discipline chief, deputy division-head level	404
405	leadership	leadership	\N	ke	chief	discipline	f	leadership	纪委书记、纪检监察组组长（正科）	discipline chief, section-head level	405
414	leadership	leadership	\N	fuchu	deputy	discipline	f	leadership	纪委副书记、纪检监察组副组长（副处）	discipline deputy, deputy division-head level	414
415	leadership	leadership	\N	ke	deputy	discipline	f	leadership	纪委副书记、纪检监察组副组长（正科）	discipline deputy, section-head level	415
416	leadership	leadership	\N	fuke	deputy	discipline	f	leadership	纪委副书记、纪检监察组副组长（副科）	discipline deputy, deputy section-head level	416
421	leadership	leadership	\N	fuchu	other	discipline	f	leadership	纪检监察室主任（副处）	supervision office head, deputy division-head level	421
422	leadership	leadership	\N	ke	other	discipline	f	leadership	纪检监察室主任（正科）	supervision office head, section-head level	422
423	leadership	leadership	\N	fuke	other	discipline	f	leadership	纪检监察室副主任（副科）	supervision office deputy head, deputy section-head level	423
424	leadership	leadership	\N	other	other	discipline	f	leadership	其他纪检监察领导	other discipline leader	424
\.
COPY xingan.region (code, name, parent, level) FROM stdin;
152200	兴安盟	\N	prefecture
152221	科尔沁右翼前旗	152200	county
\.
COPY xingan.rule (code, region, mode, level, params, basis, name_zh, name_en, effective_on, until) FROM stdin;
over_establishment		block	error	{}	国务院令第486号第六条（机构实有人员不得突破规定的编制）、第二十六条第四项；公务员法第二十七条〔已核〕	不得超编进人	no enrolment beyond the establishment	1949-10-01	\N
over_leadership		block	error	{}	国务院令第486号第二十六条第五项；公务员法第四十三条、第七十一条〔已核〕	不得超职数配备领导	no leaders beyond the leadership posts	1949-10-01	\N
over_ceiling		block	error	{}	国务院令第486号第十六条至第十八条：各级编制在上级下达的总额之内核定〔已核〕	不得突破编制总额	no allocation beyond the ceiling	1949-10-01	\N
mixed_establishment		block	error	{"fixed": true}	国务院令第486号第十五条：不得混用编制〔已核〕；事业编制不得用于党政机关〔2007年中办国办通知，文字已核，文号未核〕	不得混编混岗	no mixing of kinds of establishment	1949-10-01	\N
unbalanced_entry		block	error	{"fixed": true}	台账分录借贷平衡：编制不凭空增减〔账务规则〕	分录必须平衡	entries balance	1949-10-01	\N
document_missing		block	error	{"fixed": true}	国务院令第486号第九条、第十三条、第二十六条第一项：机构编制事项须经批准〔已核〕；台账逐笔记载批准文号〔通行做法〕	须有批准文件	a document is required	1949-10-01	\N
double_post		block	error	{"fixed": true}	一人一编，按公民身份号码唯一〔通行做法〕	一人只占一编	one person, one establishment post	1949-10-01	\N
append_only		block	error	{"fixed": true}	只增不改，错误以冲销更正〔账务规则〕；国务院令第486号第二十三条：资料不得虚报、瞒报、伪造〔已核〕	记录只增不改	records are append-only	1949-10-01	\N
permit_invalid		block	error	{"fixed": true}	先核编后进人，“核准使用、全程管理”〔呼和浩特市实名制管理办法，通行做法〕	用编核准无效	the use permit is not valid	1949-10-01	\N
outside_validity		block	error	{"fixed": true}	机构设立之前、撤销之后不得占编〔账务规则〕	超出机构存续期间	the unit did not exist then	1949-10-01	\N
age_limits		warn	warning	{"min_age": 16}	公务员法第九十二条（到龄退休）〔已核〕；参加工作不满十六周岁、到龄仍在编须核对〔通行做法〕	年龄异常	unusual age	1949-10-01	\N
sex_mismatch		track	warning	{}	性别与公民身份号码第十七位不符须核对（GB 11643-1999）〔通行做法〕	性别与身份号码不符	sex differs from the resident number	1949-10-01	\N
high_post		track	notice	{}	国务院令第486号第二十六条第五项：不得超机构规格配备领导〔已核〕；高配须凭批准文件并予标明〔通行做法〕	高配	holder ranks above the post	1949-10-01	\N
region_code		track	notice	{}	身份号码前六位不在区划表（GB/T 2260）中；旧证可能使用已撤销的代码，不拒绝〔通行做法〕	身份号码区划未知	unknown region in the resident number	1949-10-01	\N
\.
COPY xingan.rule_exception (id, rule, unit_id, post_type, allowance, document_id, effective_on, expires_on, note, recorded_at, recorded_by) FROM stdin;
1	over_establishment	3	11	1	1	2021-01-01	2999-12-31	\N	2026-11-28 02:44:21.06621+00	postgres
\.
COPY xingan.unit (id, name, short_name, other_names, kind, class, parent_id, path, region, system, category, industry, rank, supervisor_id, credit_code, counterpart, counterpart_divisions, party_body, sort, effective_on, until, document_id, until_document_id, note, recorded_at, recorded_by) FROM stdin;
1	水利局	\N	\N	body	organ	\N	/1/	152200	\N	\N	\N	chu	\N	\N	\N	\N	\N	0	2020-01-03	\N	1	\N	\N	2026-11-28 02:44:21.06621+00	postgres
2	林业局	\N	\N	body	organ	\N	/2/	152200	\N	\N	\N	chu	\N	\N	\N	\N	\N	0	2020-01-03	\N	1	\N	\N	2026-11-28 02:44:21.06621+00	postgres
3	旗水利局	\N	\N	body	organ	\N	/3/	152221	\N	\N	\N	ke	\N	\N	\N	\N	\N	0	2020-01-03	\N	1	\N	\N	2026-11-28 02:44:21.06621+00	postgres
5	调度中心	\N	\N	body	institution	1	/1/5/	152200	\N	\N	\N	\N	\N	\N	\N	\N	\N	0	2020-01-03	\N	1	\N	\N	2026-11-28 02:44:21.06621+00	postgres
6	办公室	\N	\N	division	organ	1	/1/6/	152200	\N	\N	\N	\N	\N	\N	\N	\N	\N	0	2020-01-03	\N	1	\N	\N	2026-11-28 02:44:21.06621+00	postgres
4	防汛办	\N	\N	body	organ	\N	/4/	152200	\N	\N	\N	\N	\N	\N	\N	\N	\N	0	2020-01-03	2021-03-02	1	1	\N	2026-11-28 02:44:21.06621+00	postgres
\.
COPY xingan.unit_class (code, name_zh, name_en, sort) FROM stdin;
organ	机关	organ	1
political_legal_organ	政法机关	political-legal organ	2
discipline_organ	纪检监察机关	discipline and supervision organ	3
mass_organization	群团机关	organ of a mass organisation	4
reference_institution	参公事业单位	institution managed as civil service	5
institution	事业单位	public institution	6
township	苏木乡镇街道机关	township or subdistrict organ	7
deliberative_body	议事协调机构	deliberative and coordinating body	8
\.
COPY xingan.use_permit (id, unit_id, post_type, quantity, used, entry_reason, effective_on, expires_on, document_id, state, closed_on, note, recorded_at, recorded_by) FROM stdin;
1	1	11	2	0	\N	2021-04-01	2999-12-31	1	open	\N	\N	2026-11-28 02:44:21.06621+00	postgres
2	2	11	1	0	\N	2021-04-01	2999-12-31	1	cancelled	2026-11-28	\N	2026-11-28 02:44:21.06621+00	postgres
3	5	22	3	0	\N	2021-04-01	2021-06-30	1	open	\N	\N	2026-11-28 02:44:21.06621+00	postgres
4	3	11	1	1	\N	2021-04-01	2999-12-31	1	used	2026-11-28	\N	2026-11-28 02:44:21.06621+00	postgres
\.
SELECT pg_catalog.setval('xingan.appointment_id_seq', 2, true);
SELECT pg_catalog.setval('xingan.check_run_id_seq', 1, false);
SELECT pg_catalog.setval('xingan.document_id_seq', 1, true);
SELECT pg_catalog.setval('xingan.enrolment_id_seq', 36, true);
SELECT pg_catalog.setval('xingan.entry_id_seq', 13, true);
SELECT pg_catalog.setval('xingan.finding_id_seq', 1, true);
SELECT pg_catalog.setval('xingan.holder_id_seq', -4, true);
SELECT pg_catalog.setval('xingan.person_id_seq', 60, true);
SELECT pg_catalog.setval('xingan.rule_exception_id_seq', 1, true);
SELECT pg_catalog.setval('xingan.unit_id_seq', 6, true);
SELECT pg_catalog.setval('xingan.use_permit_id_seq', 4, true);
ALTER TABLE ONLY xingan.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (holder_id, post_type);
ALTER TABLE ONLY xingan.admissibility
    ADD CONSTRAINT admissibility_pkey PRIMARY KEY (class, post_type);
ALTER TABLE ONLY xingan.appointment
    ADD CONSTRAINT appointment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY xingan.book
    ADD CONSTRAINT book_pkey PRIMARY KEY (only_row);
ALTER TABLE ONLY xingan.check_run
    ADD CONSTRAINT check_run_pkey PRIMARY KEY (id);
ALTER TABLE ONLY xingan.code
    ADD CONSTRAINT code_pkey PRIMARY KEY (set, code);
ALTER TABLE ONLY xingan.document
    ADD CONSTRAINT document_number_key UNIQUE (number);
ALTER TABLE ONLY xingan.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY xingan.enrolment
    ADD CONSTRAINT enrolment_pkey PRIMARY KEY (id);
ALTER TABLE ONLY xingan.entry_line
    ADD CONSTRAINT entry_line_pkey PRIMARY KEY (entry_id, holder_id, post_type);
ALTER TABLE ONLY xingan.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY xingan.entry
    ADD CONSTRAINT entry_reverses_key UNIQUE (reverses);
ALTER TABLE ONLY xingan.finding
    ADD CONSTRAINT finding_key_key UNIQUE (key);
ALTER TABLE ONLY xingan.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (id);
ALTER TABLE ONLY xingan.guard
    ADD CONSTRAINT guard_pkey PRIMARY KEY (table_name, trigger_name);
ALTER TABLE ONLY xingan.holder
    ADD CONSTRAINT holder_pkey PRIMARY KEY (id);
ALTER TABLE ONLY xingan.holder
    ADD CONSTRAINT holder_region_kind_name_key UNIQUE (region, kind, name);
ALTER TABLE ONLY xingan.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY xingan.person
    ADD CONSTRAINT person_resident_id_key UNIQUE (resident_id);
ALTER TABLE ONLY xingan.post_type
    ADD CONSTRAINT post_type_name_en_key UNIQUE (name_en);
ALTER TABLE ONLY xingan.post_type
    ADD CONSTRAINT post_type_name_zh_key UNIQUE (name_zh);
ALTER TABLE ONLY xingan.post_type
    ADD CONSTRAINT post_type_pkey PRIMARY KEY (code);
ALTER TABLE ONLY xingan.region
    ADD CONSTRAINT region_pkey PRIMARY KEY (code);
ALTER TABLE ONLY xingan.rule_exception
    ADD CONSTRAINT rule_exception_pkey PRIMARY KEY (id);
ALTER TABLE ONLY xingan.rule
    ADD CONSTRAINT rule_pkey PRIMARY KEY (code, region);
ALTER TABLE ONLY xingan.unit_class
    ADD CONSTRAINT unit_class_pkey PRIMARY KEY (code);
ALTER TABLE ONLY xingan.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY xingan.use_permit
    ADD CONSTRAINT use_permit_pkey PRIMARY KEY (id);
CREATE INDEX appointment_account ON xingan.appointment USING btree (unit_id, post_type);
CREATE INDEX appointment_person ON xingan.appointment USING btree (person_id);
CREATE INDEX enrolment_account ON xingan.enrolment USING btree (unit_id, post_type);
CREATE INDEX enrolment_person ON xingan.enrolment USING btree (person_id);
CREATE INDEX entry_line_account ON xingan.entry_line USING btree (holder_id, post_type);
CREATE INDEX finding_open ON xingan.finding USING btree (unit_id, rule) WHERE (state = 'open'::text);
CREATE INDEX person_name ON xingan.person USING btree (name);
CREATE INDEX rule_exception_unit ON xingan.rule_exception USING btree (unit_id, rule);
CREATE UNIQUE INDEX unit_live_credit_code_key ON xingan.unit USING btree (credit_code) WHERE (until IS NULL);
CREATE UNIQUE INDEX unit_live_name_key ON xingan.unit USING btree (region, name, COALESCE(parent_id, 0)) WHERE (until IS NULL);
CREATE INDEX unit_name ON xingan.unit USING btree (name);
CREATE INDEX unit_parent ON xingan.unit USING btree (parent_id);
CREATE INDEX unit_path ON xingan.unit USING btree (path text_pattern_ops);
CREATE INDEX unit_short_name ON xingan.unit USING btree (short_name);
CREATE INDEX use_permit_open ON xingan.use_permit USING btree (unit_id, post_type, expires_on) WHERE (state = 'open'::text);
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.appointment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.appointment ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.book FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.book ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.check_run FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.check_run ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.code FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.code ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.document FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.document ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.enrolment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.enrolment ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.entry FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.entry ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.entry_line FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.entry_line ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.finding FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.finding ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.holder FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.holder ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.person FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.person ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.post_type FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.post_type ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.region FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.region ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.rule FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.rule ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.rule_exception FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.rule_exception ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.unit FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.unit ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.unit_class FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.unit_class ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz10_keep BEFORE DELETE OR TRUNCATE ON xingan.use_permit FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.use_permit ENABLE ALWAYS TRIGGER bz10_keep;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, person_id, unit_id, post_type, holder_rank, counts, effective_on, document_id, recorded_at, recorded_by, ended_at, ended_by ON xingan.appointment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.appointment ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON xingan.check_run FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.check_run ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF set, code ON xingan.code FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.code ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, recorded_at, recorded_by ON xingan.document FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.document ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, person_id, unit_id, post_type, effective_on, entry_reason, document_id, permit_id, transfer_id, recorded_at, recorded_by, ended_at, ended_by ON xingan.enrolment FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.enrolment ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON xingan.entry FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.entry ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE ON xingan.entry_line FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.entry_line ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, kind, region ON xingan.holder FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.holder ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, recorded_at, recorded_by ON xingan.person FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.person ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF code, class, category ON xingan.post_type FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.post_type ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF code ON xingan.region FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.region ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF code, region ON xingan.rule FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.rule ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, rule, unit_id, post_type, allowance, document_id, effective_on, recorded_at, recorded_by ON xingan.rule_exception FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.rule_exception ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, region, effective_on, document_id, recorded_at, recorded_by ON xingan.unit FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.unit ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF code ON xingan.unit_class FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.unit_class ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz11_keep_key BEFORE UPDATE OF id, unit_id, post_type, quantity, entry_reason, effective_on, expires_on, document_id, recorded_at, recorded_by ON xingan.use_permit FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.refuse_change();
ALTER TABLE xingan.use_permit ENABLE ALWAYS TRIGGER bz11_keep_key;
CREATE TRIGGER bz12_engine_only BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON xingan.account FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_engine();
ALTER TABLE xingan.account ENABLE ALWAYS TRIGGER bz12_engine_only;
CREATE TRIGGER bz12_engine_only BEFORE UPDATE OF used ON xingan.use_permit FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.guard_engine();
ALTER TABLE xingan.use_permit ENABLE ALWAYS TRIGGER bz12_engine_only;
CREATE TRIGGER bz20_place BEFORE INSERT OR UPDATE ON xingan.unit FOR EACH ROW EXECUTE FUNCTION bianzhi.place_unit();
CREATE TRIGGER bz20_stamp BEFORE INSERT ON xingan.rule_exception FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_record();
CREATE TRIGGER bz20_stamp BEFORE INSERT ON xingan.use_permit FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_record();
CREATE TRIGGER bz20_stamp_end BEFORE UPDATE OF until ON xingan.appointment FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_end();
CREATE TRIGGER bz20_stamp_end BEFORE UPDATE OF until ON xingan.enrolment FOR EACH ROW EXECUTE FUNCTION bianzhi.stamp_end();
CREATE TRIGGER bz20_tidy BEFORE INSERT OR UPDATE ON xingan.document FOR EACH ROW EXECUTE FUNCTION bianzhi.tidy_document();
CREATE TRIGGER bz20_tidy BEFORE INSERT OR UPDATE ON xingan.person FOR EACH ROW EXECUTE FUNCTION bianzhi.tidy_person();
CREATE TRIGGER bz40_check_entry AFTER INSERT ON xingan.entry REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.check_entry();
CREATE TRIGGER bz50_move_children AFTER UPDATE ON xingan.unit FOR EACH ROW WHEN ((old.path IS DISTINCT FROM new.path)) EXECUTE FUNCTION bianzhi.move_children();
CREATE TRIGGER bz50_open_funds AFTER INSERT ON xingan.region FOR EACH ROW EXECUTE FUNCTION bianzhi.open_funds();
CREATE TRIGGER bz50_post_insert AFTER INSERT ON xingan.appointment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_appointment();
CREATE TRIGGER bz50_post_insert AFTER INSERT ON xingan.enrolment REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_enrolment();
CREATE TRIGGER bz50_post_insert AFTER INSERT ON xingan.entry_line REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_lines();
CREATE TRIGGER bz50_post_insert AFTER INSERT ON xingan.use_permit REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_permit();
CREATE TRIGGER bz50_post_update AFTER UPDATE ON xingan.appointment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_appointment();
CREATE TRIGGER bz50_post_update AFTER UPDATE ON xingan.enrolment REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_enrolment();
CREATE TRIGGER bz50_post_update AFTER UPDATE ON xingan.use_permit REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.post_permit();
CREATE TRIGGER bz50_track_sex AFTER INSERT OR UPDATE ON xingan.person FOR EACH ROW WHEN ((new.sex IS DISTINCT FROM bianzhi.sex(new.resident_id))) EXECUTE FUNCTION bianzhi.track_sex();
CREATE TRIGGER bz90_touch AFTER INSERT OR DELETE OR UPDATE OR TRUNCATE ON xingan.admissibility FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.touch_book();
CREATE TRIGGER bz90_touch AFTER INSERT OR UPDATE ON xingan.book FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.touch_book();
CREATE TRIGGER bz90_touch AFTER INSERT OR UPDATE ON xingan.code FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.touch_book();
CREATE TRIGGER bz90_touch AFTER INSERT OR UPDATE ON xingan.post_type FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.touch_book();
CREATE TRIGGER bz90_touch AFTER INSERT OR UPDATE ON xingan.rule FOR EACH STATEMENT EXECUTE FUNCTION bianzhi.touch_book();
CREATE CONSTRAINT TRIGGER unbalanced_entry AFTER INSERT ON xingan.entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bianzhi.check_balance();
CREATE CONSTRAINT TRIGGER unbalanced_entry AFTER INSERT ON xingan.entry_line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bianzhi.check_balance();
ALTER TABLE ONLY xingan.admissibility
    ADD CONSTRAINT admissibility_class_fkey FOREIGN KEY (class) REFERENCES xingan.unit_class(code);
ALTER TABLE ONLY xingan.admissibility
    ADD CONSTRAINT admissibility_post_type_fkey FOREIGN KEY (post_type) REFERENCES xingan.post_type(code);
ALTER TABLE ONLY xingan.entry
    ADD CONSTRAINT entry_document_fkey FOREIGN KEY (document_id) REFERENCES xingan.document(id);
ALTER TABLE ONLY xingan.entry_line
    ADD CONSTRAINT entry_line_entry_fkey FOREIGN KEY (entry_id) REFERENCES xingan.entry(id);
ALTER TABLE ONLY xingan.entry
    ADD CONSTRAINT entry_reverses_fkey FOREIGN KEY (reverses) REFERENCES xingan.entry(id);
ALTER TABLE ONLY xingan.holder
    ADD CONSTRAINT holder_region_fkey FOREIGN KEY (region) REFERENCES xingan.region(code);
ALTER TABLE ONLY xingan.region
    ADD CONSTRAINT region_parent_fkey FOREIGN KEY (parent) REFERENCES xingan.region(code);
ALTER TABLE ONLY xingan.rule_exception
    ADD CONSTRAINT rule_exception_document_fkey FOREIGN KEY (document_id) REFERENCES xingan.document(id);
ALTER TABLE ONLY xingan.rule_exception
    ADD CONSTRAINT rule_exception_post_type_fkey FOREIGN KEY (post_type) REFERENCES xingan.post_type(code);
ALTER TABLE ONLY xingan.rule_exception
    ADD CONSTRAINT rule_exception_unit_fkey FOREIGN KEY (unit_id) REFERENCES xingan.unit(id);
ALTER TABLE ONLY xingan.unit
    ADD CONSTRAINT unit_class_fkey FOREIGN KEY (class) REFERENCES xingan.unit_class(code);
ALTER TABLE ONLY xingan.unit
    ADD CONSTRAINT unit_document_fkey FOREIGN KEY (document_id) REFERENCES xingan.document(id);
ALTER TABLE ONLY xingan.unit
    ADD CONSTRAINT unit_parent_fkey FOREIGN KEY (parent_id) REFERENCES xingan.unit(id);
ALTER TABLE ONLY xingan.unit
    ADD CONSTRAINT unit_region_fkey FOREIGN KEY (region) REFERENCES xingan.region(code);
ALTER TABLE ONLY xingan.unit
    ADD CONSTRAINT unit_supervisor_fkey FOREIGN KEY (supervisor_id) REFERENCES xingan.unit(id);
ALTER TABLE ONLY xingan.unit
    ADD CONSTRAINT unit_until_document_fkey FOREIGN KEY (until_document_id) REFERENCES xingan.document(id);
