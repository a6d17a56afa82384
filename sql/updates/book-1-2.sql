-- Books from version 1 to 2.  Read README.md here before you add a line.

-- documents say who approved
ALTER TABLE document ADD COLUMN level text,
    ADD CONSTRAINT document_level_known CHECK (level IN ('central', 'province', 'prefecture', 'county', 'township'));
ALTER FUNCTION record_document(text, date, text, text, text) RENAME TO record_document_1;

-- units over time
ALTER TABLE unit ADD COLUMN expires_on date, ADD COLUMN replaces_id int, ADD COLUMN co_located_with int,
    ADD CONSTRAINT unit_replaces_fkey FOREIGN KEY (replaces_id) REFERENCES unit (id),
    ADD CONSTRAINT unit_co_located_with_fkey FOREIGN KEY (co_located_with) REFERENCES unit (id),
    ADD CONSTRAINT unit_not_beside_itself CHECK (co_located_with <> id),
    ADD CONSTRAINT unit_not_own_successor CHECK (replaces_id <> id);
CREATE INDEX unit_co_located_with ON unit (co_located_with) WHERE co_located_with IS NOT NULL;
CREATE INDEX unit_replaces ON unit (replaces_id) WHERE replaces_id IS NOT NULL;
ALTER FUNCTION establish_unit(text, text, text, text, text, text, text, text, text, text, text, date, text, text) RENAME TO establish_unit_1;

-- who does not count against a leadership post, and why
ALTER TABLE appointment ADD COLUMN uncounted_reason text,
    ADD CONSTRAINT appointment_reason_not_counting CHECK (uncounted_reason IS NULL OR NOT counts);
ALTER FUNCTION appoint(text, text, text, text, text, bool, text, date) RENAME TO appoint_1;

-- when the end of a permit became known
ALTER TABLE use_permit ADD COLUMN closed_at timestamptz, ADD COLUMN closed_by text;

-- rules whose mode is fixed
ALTER TABLE rule DROP CONSTRAINT rule_fixed_mode;
ALTER TABLE rule ADD CONSTRAINT rule_fixed_mode CHECK (mode = 'block' OR code NOT IN
        ('over_ceiling', 'unbalanced_entry', 'document_missing', 'double_post', 'append_only', 'permit_invalid',
         'outside_validity', 'abolish_residue', 'duty_holder', 'self_review', 'stale_proposal',
         'pool_ring_fence', 'pool_exhausted', 'pool_term'));

-- a day as known at a time
ALTER FUNCTION establishment_as_of(date) RENAME TO establishment_as_of_1;

-- tables that version 1 had not
@tables 2[1-9]_*.sql
@tables 5[5-9]_*.sql

-- Version 1 kept a unit as it is now: that is its first version, and its end the last; when the end was recorded it
-- did not keep.
INSERT INTO unit_version (unit_id, kind, effective_on, document_id, name, short_name, other_names, class, parent_id, system,
                          category, industry, rank, supervisor_id, counterpart, counterpart_divisions, party_body, recorded_at, recorded_by)
SELECT u.id, k.kind, k.effective_on, k.document_id, u.name, u.short_name, u.other_names, u.class, u.parent_id, u.system,
       u.category, u.industry, u.rank, u.supervisor_id, u.counterpart, u.counterpart_divisions, u.party_body, k.recorded_at, k.recorded_by
  FROM unit u
 CROSS JOIN LATERAL (VALUES (1, 'establish', u.effective_on, u.document_id, u.recorded_at, u.recorded_by),
                            (2, 'abolish', u.until, u.until_document_id, now(), session_user::text))
       k (place, kind, effective_on, document_id, recorded_at, recorded_by)
 WHERE k.effective_on IS NOT NULL
 ORDER BY u.id, k.place;

@code

DROP FUNCTION record_document_1(text, date, text, text, text);
DROP FUNCTION establish_unit_1(text, text, text, text, text, text, text, text, text, text, text, date, text, text);
DROP FUNCTION establishment_as_of_1(date);
DROP VIEW establishment_below_body;
DROP FUNCTION appoint_1(text, text, text, text, text, bool, text, date);

-- divisions that do not count against division_ceiling
UPDATE code SET attributes = attributes || '{"counts": false}'
 WHERE set = 'unit_category' AND code IN ('party_committee', 'discipline_section', 'branch') AND attributes = '{"for": "division"}';

@rows approval_authority
