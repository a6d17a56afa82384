-- Books from version 1 to 2.  Read README.md here before you add a line.

-- tables that version 1 had not
@tables 2[1-9]_*.sql
@tables 5[5-9]_*.sql

-- rules whose mode is part of how a book works
ALTER TABLE rule DROP CONSTRAINT rule_fixed_mode, ADD CONSTRAINT rule_fixed_mode CHECK (mode = 'block' OR code NOT IN
    ('over_ceiling', 'unbalanced_entry', 'document_missing', 'double_post', 'append_only', 'permit_invalid',
     'outside_validity', 'abolish_residue', 'pool_ring_fence', 'pool_exhausted', 'pool_term'));

@code
