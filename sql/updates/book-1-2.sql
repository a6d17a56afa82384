-- Books from version 1 to 2.  Read README.md here before you add a line.

-- tables that version 1 had not
@tables 2[1-9]_*.sql
@tables 5[5-9]_*.sql

@code

-- divisions that do not count against division_ceiling
UPDATE code SET attributes = attributes || '{"counts": false}'
 WHERE set = 'unit_category' AND code IN ('party_committee', 'discipline_section', 'branch') AND attributes = '{"for": "division"}';
