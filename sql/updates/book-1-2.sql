-- Books from version 1 to 2.  Read README.md here before you add a line.

-- tables that version 1 had not
@tables 2[1-9]_*.sql
@tables 5[5-9]_*.sql

-- who does not count against a leadership post, and why
ALTER TABLE appointment ADD COLUMN uncounted_reason text,
    ADD CONSTRAINT appointment_reason_not_counting CHECK (uncounted_reason IS NULL OR NOT counts);
ALTER FUNCTION appoint(text, text, text, text, text, bool, text, date) RENAME TO appoint_1;

@code

DROP FUNCTION appoint_1(text, text, text, text, text, bool, text, date);

-- divisions that do not count against division_ceiling
UPDATE code SET attributes = attributes || '{"counts": false}'
 WHERE set = 'unit_category' AND code IN ('party_committee', 'discipline_section', 'branch') AND attributes = '{"for": "division"}';
