-- Books from version 1 to 2.  Read README.md here before you add a line.

-- tables that version 1 had not
@tables 2[1-9]_*.sql
@tables 5[5-9]_*.sql

@code
