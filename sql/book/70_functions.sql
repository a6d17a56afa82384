-- 70_functions: what people call.  Conveniences only: the same rules hold for plain INSERT, UPDATE and COPY.
-- Bodies are BEGIN ATOMIC, so that they keep OIDs, survive ALTER SCHEMA … RENAME and are dumped with their dependencies.

-- Names to keys.  Each returns the key or raises: 23503 unknown, 22004 NULL, 21000 not unique.  The look-up is C with a
-- kept plan (names.c), and these one-liners are inlined: as SQL they were planned anew at every call.

CREATE FUNCTION unit_ref(unit text) RETURNS int LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT bianzhi.find_unit('unit'::regclass, unit_ref.unit);
END;
COMMENT ON FUNCTION unit_ref(text) IS '机构：由编号、名称、简称或信用代码取编号';

CREATE FUNCTION holder_ref(holder text) RETURNS int LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT bianzhi.find_holder('unit'::regclass, holder_ref.holder);
END;
COMMENT ON FUNCTION holder_ref(text) IS '账户持有者：机构，或 reserve、reserve:区划代码 表示机动编制';

CREATE FUNCTION reserve_of(region text) RETURNS int LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT coalesce((SELECT h.id FROM holder h WHERE h.kind = 'reserve' AND h.region = reserve_of.region),
                    bianzhi.refuse_unknown('region', reserve_of.region)::int);
END;
COMMENT ON FUNCTION reserve_of(text) IS '某地区的机动编制账户持有者';

CREATE FUNCTION post_type_ref(post_type text) RETURNS int LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT bianzhi.find_post_type('unit'::regclass, post_type_ref.post_type);
END;
COMMENT ON FUNCTION post_type_ref(text) IS '编制类别：由代码或名称取代码';

CREATE FUNCTION post_type_ref_or_null(post_type text) RETURNS int LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT CASE WHEN post_type_ref_or_null.post_type IS NOT NULL THEN post_type_ref(post_type_ref_or_null.post_type) END;
END;
COMMENT ON FUNCTION post_type_ref_or_null(text) IS '编制类别代码；未给出时为空';

-- An empty or missing number means the session's bianzhi.document.
CREATE FUNCTION document_ref(document text) RETURNS bigint LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT bianzhi.find_document('unit'::regclass, document_ref.document);
END;
COMMENT ON FUNCTION document_ref(text) IS '文件：由文号（各种写法）或 #编号 取编号；为空时取 bianzhi.document';

CREATE FUNCTION person_ref(person text) RETURNS bigint LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT bianzhi.find_person('unit'::regclass, person_ref.person);
END;
COMMENT ON FUNCTION person_ref(text) IS '人员：由身份号码、#编号或唯一姓名取编号';

-- Ledger

CREATE FUNCTION record_document(number text, issued_on date, title text DEFAULT NULL, issuer text DEFAULT NULL,
                                kind text DEFAULT 'approval', level text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO document (number, issued_on, title, issuer, kind, level)
    VALUES (bianzhi.require(record_document.number, 'number'), record_document.issued_on, record_document.title,
            record_document.issuer, record_document.kind, record_document.level)
    RETURNING id;
END;
COMMENT ON FUNCTION record_document(text, date, text, text, text, text) IS '登记批准文件；level 为批准机关的层级';

-- One entry of two lines: from gives, to receives.
CREATE FUNCTION post_entry(kind text, from_holder int, from_type int, to_holder int, to_type int, quantity int,
                           document bigint, effective_on date, note text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH e AS (
        INSERT INTO entry (kind, document_id, effective_on, note)
        VALUES (post_entry.kind, post_entry.document, coalesce(post_entry.effective_on, current_date), post_entry.note)
        RETURNING id
    ), l AS (
        INSERT INTO entry_line (entry_id, holder_id, post_type, quantity)
        SELECT e.id, x.holder, x.type, x.n
          FROM e, (VALUES (post_entry.from_holder, post_entry.from_type, -bianzhi.positive(post_entry.quantity, 'quantity')),
                          (post_entry.to_holder, post_entry.to_type, post_entry.quantity)) x (holder, type, n)
    )
    SELECT e.id FROM e;
END;
COMMENT ON FUNCTION post_entry(text, int, int, int, int, int, bigint, date, text) IS '记一笔两行分录：一方减、一方增';

CREATE FUNCTION grant_ceiling(region text, post_type text, quantity int, document text DEFAULT NULL,
                              effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT post_entry('ceiling', (SELECT h.id FROM holder h WHERE h.kind = 'ceiling' AND h.region = r.region),
                      t.code, r.id, t.code, grant_ceiling.quantity, document_ref(grant_ceiling.document),
                      grant_ceiling.effective_on)
      FROM (SELECT reserve_of(grant_ceiling.region) AS id, grant_ceiling.region) r,
           (SELECT post_type_ref(grant_ceiling.post_type) AS code) t;
END;
COMMENT ON FUNCTION grant_ceiling(text, text, int, text, date) IS '上级下达编制总额：总额减、机动编制增';

CREATE FUNCTION allocate(unit text, post_type text, quantity int, document text DEFAULT NULL,
                         effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT post_entry('allocation', reserve_of(u.region), t.code, u.id, t.code, allocate.quantity,
                      document_ref(allocate.document), allocate.effective_on)
      FROM unit u, (SELECT post_type_ref(allocate.post_type) AS code) t
     WHERE u.id = unit_ref(allocate.unit);
END;
COMMENT ON FUNCTION allocate(text, text, int, text, date) IS '核定编制或职数：由机构所在地区机动编制核给机构';

CREATE FUNCTION reduce_posts(unit text, post_type text, quantity int, document text DEFAULT NULL,
                             effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT post_entry('allocation', u.id, t.code, reserve_of(u.region), t.code, reduce_posts.quantity,
                      document_ref(reduce_posts.document), reduce_posts.effective_on)
      FROM unit u, (SELECT post_type_ref(reduce_posts.post_type) AS code) t
     WHERE u.id = unit_ref(reduce_posts.unit);
END;
COMMENT ON FUNCTION reduce_posts(text, text, int, text, date) IS '核减编制或职数：收回机动编制';

CREATE FUNCTION transfer_posts(from_unit text, to_unit text, post_type text, quantity int, document text DEFAULT NULL,
                               effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT post_entry('transfer', holder_ref(transfer_posts.from_unit), t.code, holder_ref(transfer_posts.to_unit), t.code,
                      transfer_posts.quantity, document_ref(transfer_posts.document), transfer_posts.effective_on)
      FROM (SELECT post_type_ref(transfer_posts.post_type) AS code) t;
END;
COMMENT ON FUNCTION transfer_posts(text, text, text, int, text, date) IS '划转编制或职数';

CREATE FUNCTION convert_posts(unit text, from_type text, to_type text, quantity int, document text DEFAULT NULL,
                              effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT post_entry('conversion', u.id, post_type_ref(convert_posts.from_type), u.id, post_type_ref(convert_posts.to_type),
                      convert_posts.quantity, document_ref(convert_posts.document), convert_posts.effective_on)
      FROM (SELECT holder_ref(convert_posts.unit) AS id) u;
END;
COMMENT ON FUNCTION convert_posts(text, text, text, int, text, date) IS '同一总类内转换编制类别';

CREATE FUNCTION reverse_entry(entry bigint, document text DEFAULT NULL, effective_on date DEFAULT current_date,
                              note text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH o AS (
        SELECT coalesce((SELECT x.id FROM entry x WHERE x.id = reverse_entry.entry),
                        bianzhi.refuse_unknown('entry', reverse_entry.entry::text)::bigint) AS id
    ), e AS (
        INSERT INTO entry (kind, document_id, effective_on, reverses, note)
        SELECT 'reversal', document_ref(reverse_entry.document), coalesce(reverse_entry.effective_on, current_date),
               o.id, reverse_entry.note
          FROM o
        RETURNING id, reverses
    ), l AS (
        INSERT INTO entry_line (entry_id, holder_id, post_type, quantity)
        SELECT e.id, x.holder_id, x.post_type, -x.quantity FROM e JOIN entry_line x ON x.entry_id = e.reverses
    )
    SELECT e.id FROM e;
END;
COMMENT ON FUNCTION reverse_entry(bigint, text, date, text) IS '冲销分录：记一笔相反的分录';

CREATE FUNCTION permit_use(unit text, post_type text, quantity int, expires_on date, entry_reason text DEFAULT NULL,
                           document text DEFAULT NULL, effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO use_permit (unit_id, post_type, quantity, expires_on, entry_reason, document_id, effective_on)
    VALUES (unit_ref(permit_use.unit), post_type_ref(permit_use.post_type), bianzhi.positive(permit_use.quantity, 'quantity'),
            permit_use.expires_on, permit_use.entry_reason, document_ref(permit_use.document),
            coalesce(permit_use.effective_on, current_date))
    RETURNING id;
END;
COMMENT ON FUNCTION permit_use(text, text, int, date, text, text, date) IS '用编核准：在有效期内占住编制';

CREATE FUNCTION cancel_permit(permit bigint, note text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH p AS (
        UPDATE use_permit SET state = 'cancelled', closed_on = current_date, note = coalesce(cancel_permit.note, use_permit.note)
         WHERE id = cancel_permit.permit AND state = 'open' RETURNING id
    )
    SELECT coalesce((SELECT p.id FROM p), bianzhi.refuse_unknown('permit', cancel_permit.permit::text)::bigint);
END;
COMMENT ON FUNCTION cancel_permit(bigint, text) IS '撤销用编核准：未用的编制退回';

-- People

-- The person's id; a name given for an unknown resident id registers the person.
CREATE FUNCTION register_person(person text, name text DEFAULT NULL) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO person (resident_id, name)
    SELECT bianzhi.require(register_person.person, 'person')::bianzhi.resident_id, register_person.name
     WHERE register_person.name IS NOT NULL AND register_person.person !~ '^#' IS NOT FALSE
    ON CONFLICT (resident_id) DO NOTHING;
    SELECT CASE WHEN register_person.name IS NULL THEN person_ref(register_person.person)
                WHEN register_person.person ~ '^#' THEN person_ref(register_person.person)
                ELSE (SELECT p.id FROM person p WHERE p.resident_id = register_person.person::bianzhi.resident_id) END;
END;
COMMENT ON FUNCTION register_person(text, text) IS '取人员编号；给出姓名而身份号码未登记时予以登记';

CREATE FUNCTION enrol(person text, unit text, post_type text, entry_reason text DEFAULT 'other', name text DEFAULT NULL,
                      permit bigint DEFAULT NULL, division text DEFAULT NULL, document text DEFAULT NULL,
                      effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO enrolment (person_id, unit_id, post_type, division_id, entry_reason, permit_id, document_id, effective_on)
    VALUES (bianzhi.hold_person('enrolment'::regclass, register_person(bianzhi.require(enrol.person, 'person'), enrol.name)), unit_ref(enrol.unit),
            post_type_ref(enrol.post_type), CASE WHEN enrol.division IS NOT NULL THEN unit_ref(enrol.division) END,
            bianzhi.require(enrol.entry_reason, 'entry_reason'), enrol.permit, document_ref(enrol.document),
            coalesce(enrol.effective_on, current_date))
    RETURNING id;
END;
COMMENT ON FUNCTION enrol(text, text, text, text, text, bigint, text, text, date) IS '入编';

CREATE FUNCTION release(person text, exit_reason text, document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH r AS (
        UPDATE enrolment SET until = coalesce(release.effective_on, current_date),
                             exit_reason = bianzhi.require(release.exit_reason, 'exit_reason'),
                             until_document_id = document_ref(release.document)
         WHERE person_id = person_ref(release.person) AND until IS NULL
        RETURNING id
    )
    SELECT coalesce((SELECT r.id FROM r), bianzhi.refuse_not_in_post(release.person)::bigint);
END;
COMMENT ON FUNCTION release(text, text, text, date) IS '出编：自生效日期起不再占编';

-- Leaves A and enters B in one act.  The record is locked first, then both accounts in key order: the order of
-- every other path (facts, then accounts), so opposite transfers do not deadlock.
CREATE FUNCTION transfer_person(person text, to_unit text, post_type text DEFAULT NULL, division text DEFAULT NULL,
                                document text DEFAULT NULL, effective_on date DEFAULT current_date)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    SELECT bianzhi.hold_person('enrolment'::regclass, person_ref(transfer_person.person));
    SELECT e.id FROM enrolment e
     WHERE e.person_id = person_ref(transfer_person.person) AND e.until IS NULL FOR NO KEY UPDATE;
    SELECT bianzhi.lock_accounts('account'::regclass, ARRAY[e.unit_id, unit_ref(transfer_person.to_unit)],
                                 ARRAY[e.post_type, coalesce(post_type_ref_or_null(transfer_person.post_type), e.post_type)])
      FROM enrolment e
     WHERE e.person_id = person_ref(transfer_person.person) AND e.until IS NULL;
    WITH d AS (SELECT document_ref(transfer_person.document) AS id),
    r AS (
        UPDATE enrolment SET until = coalesce(transfer_person.effective_on, current_date), exit_reason = 'transfer_out',
                             until_document_id = (SELECT d.id FROM d)
         WHERE person_id = person_ref(transfer_person.person) AND until IS NULL
        RETURNING id, person_id, enrolment.post_type
    ), i AS (
        INSERT INTO enrolment (person_id, unit_id, post_type, division_id, entry_reason, transfer_id, document_id, effective_on)
        SELECT r.person_id, unit_ref(transfer_person.to_unit),
               coalesce(post_type_ref_or_null(transfer_person.post_type), r.post_type),
               CASE WHEN transfer_person.division IS NOT NULL THEN unit_ref(transfer_person.division) END,
               'transfer_in', r.id, (SELECT d.id FROM d), coalesce(transfer_person.effective_on, current_date)
          FROM r
        RETURNING id
    )
    SELECT coalesce((SELECT i.id FROM i), bianzhi.refuse_not_in_post(transfer_person.person)::bigint);
END;
COMMENT ON FUNCTION transfer_person(text, text, text, text, text, date) IS '调动：一项业务中出原单位、入新单位';

CREATE FUNCTION appoint(person text, unit text, post_type text, title text DEFAULT NULL, holder_rank text DEFAULT NULL,
                        counts bool DEFAULT NULL, document text DEFAULT NULL, effective_on date DEFAULT current_date,
                        uncounted_reason text DEFAULT NULL)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO appointment (person_id, unit_id, post_type, title, holder_rank, counts, uncounted_reason, document_id, effective_on)
    VALUES (bianzhi.hold_person('enrolment'::regclass, person_ref(appoint.person)), unit_ref(appoint.unit), post_type_ref(appoint.post_type), appoint.title,
            appoint.holder_rank, coalesce(appoint.counts, appoint.uncounted_reason IS NULL), appoint.uncounted_reason, document_ref(appoint.document),
            coalesce(appoint.effective_on, current_date))
    RETURNING id;
END;
COMMENT ON FUNCTION appoint(text, text, text, text, text, bool, text, date, text) IS '任职：占用领导职数；counts 为否或给出 uncounted_reason 时不计职数';

CREATE FUNCTION dismiss(person text, unit text DEFAULT NULL, post_type text DEFAULT NULL, document text DEFAULT NULL,
                        effective_on date DEFAULT current_date) RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    WITH hit AS (
        SELECT a.id, a.unit_id, a.post_type FROM appointment a
         WHERE a.person_id = person_ref(dismiss.person) AND a.until IS NULL
           AND (dismiss.unit IS NULL OR a.unit_id = unit_ref(dismiss.unit))
           AND (dismiss.post_type IS NULL OR a.post_type = post_type_ref(dismiss.post_type))
    ), one AS (
        SELECT CASE WHEN count(*) = 1 THEN min(h.id)
                    WHEN count(*) = 0 THEN bianzhi.refuse_not_in_post(dismiss.person)::bigint
                    ELSE bianzhi.refuse_ambiguous('appointment', dismiss.person,
                             string_agg(concat('#', h.id, ' ', h.unit_id, '/', h.post_type), ', ' ORDER BY h.id))::bigint END AS id
          FROM hit h
    )
    UPDATE appointment SET until = coalesce(dismiss.effective_on, current_date),
                           until_document_id = document_ref(dismiss.document)
     WHERE id = (SELECT one.id FROM one)
    RETURNING id;
END;
COMMENT ON FUNCTION dismiss(text, text, text, text, date) IS '免职';

CREATE FUNCTION amend_person(person text, name text DEFAULT NULL, sex text DEFAULT NULL, ethnic text DEFAULT NULL,
                             politics text DEFAULT NULL, education text DEFAULT NULL, degree text DEFAULT NULL,
                             specialty text DEFAULT NULL, work_started_on date DEFAULT NULL, retire_group text DEFAULT NULL,
                             title_level text DEFAULT NULL, grade text DEFAULT NULL, status text DEFAULT NULL)
    RETURNS bigint LANGUAGE sql
BEGIN ATOMIC
    UPDATE person p SET name = coalesce(amend_person.name, p.name), sex = coalesce(amend_person.sex, p.sex),
           ethnic = coalesce(amend_person.ethnic, p.ethnic), politics = coalesce(amend_person.politics, p.politics),
           education = coalesce(amend_person.education, p.education), degree = coalesce(amend_person.degree, p.degree),
           specialty = coalesce(amend_person.specialty, p.specialty),
           work_started_on = coalesce(amend_person.work_started_on, p.work_started_on),
           retire_group = coalesce(amend_person.retire_group, p.retire_group),
           title_level = coalesce(amend_person.title_level, p.title_level), grade = coalesce(amend_person.grade, p.grade),
           status = coalesce(amend_person.status, p.status)
     WHERE p.id = person_ref(amend_person.person)
    RETURNING p.id;
END;
COMMENT ON FUNCTION amend_person(text, text, text, text, text, text, text, text, date, text, text, text, text) IS '修改人员信息；不填的不变';
