-- 0.1 to 0.2: what the functions, views, comments and grants of sql/extension, made again by the Makefile behind this
-- text, do not bring about: what is gone, and new types, operators and casts.
DROP FUNCTION bianzhi._book_ddl();
DROP FUNCTION bianzhi._book_step(int);
