# The turnover pool against a plain model: random lives of loans in a department of six institutions.  The model says
# of every act whether it is done or with which code it is refused, and what every account holds afterwards.
#
# POOL_SEED=n repeats a run, POOL_ACTS=n makes it longer.

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $seed = $ENV{POOL_SEED} // 20191231;
my $acts = $ENV{POOL_ACTS} // 1500;
srand($seed);

my $TOTAL = 8;
my $TERM = 730;

# ---- the model --------------------------------------------------------------------

# units: approved ordinary posts; the first four begin full, the last two with vacancies
my @units = map { { name => "u$_", approved => 4, people => [], talents => {}, freed => [] } } 1 .. 6;
my (@loans, %person, %talent);
my $day = 0;                    # since 2019-03-01
my $n_person = 0;
my $n_enrolment = 0;

sub pick { my ($list) = @_; return $list->[ int(rand(@$list)) ]; }
sub vacancy { my ($u) = @_; return $u->{approved} - @{ $u->{people} }; }
sub open_seats { my ($u) = @_; return scalar keys %{ $u->{talents} }; }
sub lent { my $n = 0; $n += open_seats($_) foreach @units; return $n; }
sub reserved { my $n = 0; $n += $_->{approved} - $_->{used} foreach grep { $_->{state} eq 'approved' } @loans; return $n; }
sub free { return $TOTAL - lent() - reserved(); }
sub overdue { my ($t) = @_; return $t->{due} < $day; }

# What natural attrition freed since the approval of the oldest open loan, and nobody was returned onto.
sub owed
{
	my ($u) = @_;
	my @since = sort { $a <=> $b } map { $_->{loan}{on} } values %{ $u->{talents} };
	return 0 unless @since;
	my $freed = grep { !$_->{linked} && $_->{on} >= $since[0] && $_->{on} > $_->{began} } @{ $u->{freed} };
	return $freed < @since ? $freed : scalar @since;
}

sub date { return "date '2019-03-01' + $day"; }

# Each act returns the statement and what it must come to; the model has changed by then.
my %act = (
	apply => sub {
		my $u = pick(\@units);
		my $q = 1 + int(rand(3));
		push @loans, { unit => $u, quantity => $q, state => 'applied', used => 0, approved => 0, id => scalar(@loans) + 1 };
		return ("SELECT pool_apply('$u->{name}', $q, effective_on => " . date() . ')', 'done');
	},
	approve => sub {
		my $l = pick([ @loans, @loans > 6 ? @loans[ -6 .. -1 ] : () ]) or return;
		my $sql = "SELECT pool_approve($l->{id}, use_by => '2999-12-31', effective_on => " . date() . ')';
		return ($sql, '55Z06') if $l->{state} ne 'applied';
		return ($sql, '23Z12') if vacancy($l->{unit}) > 0;
		return ($sql, '23Z13') if grep { overdue($_) } values %{ $l->{unit}{talents} };
		return ($sql, '23Z15') if free() < $l->{quantity};
		@$l{qw(state approved on)} = ('approved', $l->{quantity}, $day);
		return ($sql, 'done');
	},
	close => sub {
		my $l = pick(\@loans) or return;
		my $how = pick([ 'reject', 'withdraw', 'cancel' ]);
		my $sql = "SELECT pool_$how($l->{id}, effective_on => " . date() . ')';
		return ($sql, '55Z06') if $l->{state} ne ($how eq 'cancel' ? 'approved' : 'applied');
		$l->{state} = 'closed';
		return ($sql, 'done');
	},
	use => sub {
		my $u = pick(\@units);
		my $t = rand() < 0.8 || !%talent ? undef : pick([ map { $talent{$_} } sort keys %talent ]);
		my $fresh = !defined $t;
		if ($fresh)
		{
			my $name = 't' . ++$n_person;
			$t = $talent{$name} = { name => $name, certified => rand() < 0.9 };
		}
		my $sql = "SELECT pool_use('$t->{name}', '$u->{name}', effective_on => " . date() . ')';
		$sql = "SELECT newcomer('$t->{name}', " . ($t->{certified} ? 'true' : 'false') . "); $sql" if $fresh;
		my ($l) = grep { $_->{unit} == $u && $_->{state} eq 'approved' && $_->{used} < $_->{approved} } @loans;
		return ($sql, $fresh ? 'fresh 23Z06' : '23Z06') if $t->{sits};
		return ($sql, ($fresh ? 'fresh ' : '') . '23Z14') if !$l || !$t->{certified} || $t->{spent};
		$l->{used}++;
		$l->{state} = 'used' if $l->{used} == $l->{approved};
		@$t{qw(spent sits loan began)} = (1, $u, $l, $day);
		$t->{due} = undef;
		$u->{talents}{ $t->{name} } = $t;
		return ($sql, ($fresh ? 'fresh ' : '') . 'done', $t);
	},
	leave => sub {
		my ($u) = grep { open_seats($_) } sort { rand() <=> 0.5 } @units;
		return unless $u;
		my $t = $u->{talents}{ pick([ sort keys %{ $u->{talents} } ]) };
		return if $t->{began} == $day;
		delete $u->{talents}{ $t->{name} };
		$t->{sits} = undef;
		return ("SELECT release('$t->{name}', 'transfer_out', effective_on => " . date() . ')', 'done');
	},
	retire => sub {
		my $u = pick([ grep { @{ $_->{people} } } @units ]) or return;
		my $i = int(rand(@{ $u->{people} }));
		my $p = $u->{people}[$i];
		return if $p->{began} == $day;
		my $natural = rand() < 0.7;
		splice @{ $u->{people} }, $i, 1;
		push @{ $u->{freed} }, { on => $day, began => $p->{began}, id => $p->{id} } if $natural;
		$talent{ $p->{name} }{sits} = undef if $talent{ $p->{name} };
		return ("SELECT release('$p->{name}', '" . ($natural ? 'resignation' : 'transfer_out') . "', effective_on => " . date() . ')', 'done');
	},
	enrol => sub {
		my $u = pick(\@units);
		my $name = 'p' . ++$n_person;
		my $sql = "SELECT newcomer('$name', false); SELECT enrol('$name', '$u->{name}', '22', effective_on => " . date() . ')';
		return ($sql, 'fresh 23Z01') if vacancy($u) <= 0;
		return ($sql, 'fresh 23Z16') if vacancy($u) - 1 < owed($u);
		push @{ $u->{people} }, { name => $name, began => $day, id => ++$n_enrolment };
		return ($sql, 'fresh done');
	},
	return => sub {
		my ($u) = grep { open_seats($_) } sort { rand() <=> 0.5 } @units;
		return unless $u;
		my $t = $u->{talents}{ pick([ sort keys %{ $u->{talents} } ]) };
		my $sql = "SELECT pool_return('$t->{name}', effective_on => " . date() . ')';
		return ($sql, '23Z18') if $t->{began} >= $day;
		return ($sql, '23Z01') if vacancy($u) <= 0;
		settle($u, $t);
		return ($sql, 'done');
	},
	reclaim => sub {
		my $sql = 'SELECT pool_reclaim(effective_on => ' . date() . ')';
		reclaim();
		return ($sql, 'done');
	},
);

# The talent sits on an ordinary post of the unit from now on.
sub settle
{
	my ($u, $t) = @_;
	my ($f) = sort { $a->{on} <=> $b->{on} || $a->{id} <=> $b->{id} }
	  grep { !$_->{linked} && $_->{on} >= $t->{loan}{on} && $_->{on} <= $day && $_->{on} > $_->{began} } @{ $u->{freed} };
	$f->{linked} = 1 if $f;
	delete $u->{talents}{ $t->{name} };
	push @{ $u->{people} }, { name => $t->{name}, began => $day, id => ++$n_enrolment };
	return;
}

# First the borrower's own vacancies, then those of the others, the highest rate first, each less what it has borrowed itself.
sub reclaim
{
	my @late = sort { $a->[1]{due} <=> $b->[1]{due} || $a->[1]{seat} <=> $b->[1]{seat} }
	  map { my $u = $_; map { [ $u, $_ ] } grep { overdue($_) } values %{ $u->{talents} } } @units;
	my %own = map { $_->{name} => vacancy($_) } @units;
	my @sisters = map { { unit => $_, n => vacancy($_) - open_seats($_) } }
	  sort { vacancy($b) / ($b->{approved} || 1) <=> vacancy($a) / ($a->{approved} || 1) || $a->{name} cmp $b->{name} } @units;
	my (@mine, @theirs);
	foreach my $late (@late)
	{
		my ($u, $t) = @$late;
		if ($own{ $u->{name} }-- > 0) { push @mine, $late; next; }
		my ($s) = grep { $_->{n} > 0 } @sisters;
		next unless $s;
		$s->{n}--;
		push @theirs, [ $u, $t, $s->{unit} ];
	}
	foreach (@theirs) { $_->[2]{approved}--; $_->[0]{approved}++; }
	settle(@$_[0, 1]) foreach sort { $a->[1]{seat} <=> $b->[1]{seat} } @mine;
	foreach my $moved (@theirs)
	{
		my ($u, $t) = @$moved;
		delete $u->{talents}{ $t->{name} };
		push @{ $u->{people} }, { name => $t->{name}, began => $day, id => ++$n_enrolment };
	}
	return;
}

sub state
{
	return join ' ', join('/', $TOTAL, free(), reserved(), lent()),
	  map { join('/', $_->{approved}, scalar @{ $_->{people} }, open_seats($_)) } @units;
}

# ---- the script -------------------------------------------------------------------

my (@script, @expected);
my $n_seat = 0;
foreach my $i (0 .. 3)
{
	for (1 .. 4)
	{
		my $name = 'p' . ++$n_person;
		push @{ $units[$i]{people} }, { name => $name, began => -1, id => ++$n_enrolment };
		push @script, "SELECT newcomer('$name', false); SELECT enrol('$name', 'u" . ($i + 1) . "', '22', effective_on => '2019-02-28')";
		push @expected, undef;
	}
}
my @often = (('apply') x 4, ('approve') x 5, 'close', ('use') x 5, 'leave', ('retire') x 4, ('enrol') x 7, ('return') x 3, 'reclaim');
my %seen;
while (@script < $acts)
{
	$day += int(rand(7)) if rand() < 0.5;
	my $name = pick(\@often);
	my ($sql, $outcome, $taken) = $act{$name}->();
	next unless defined $sql;
	$outcome =~ s/^fresh //;
	if ($taken)
	{
		$taken->{seat} = ++$n_seat;
		$taken->{due} = undef;
		# two years, as date + interval has it: counted by the server
		$taken->{due} = due_day($day);
	}
	push @script, $sql;
	push @expected, "$outcome " . state();
	$seen{"$name $outcome"}++;
}

# The day two years after a day, both counted from 2019-03-01 (29 February becomes the 28th).
sub due_day
{
	my ($from) = @_;
	require Time::Local;
	my @t = gmtime(Time::Local::timegm(0, 0, 0, 1, 2, 2019) + $from * 86400);
	my ($d, $m, $y) = ($t[3], $t[4], $t[5] + 1902);
	$d = 28 if $d == 29 && $m == 1;
	return int((Time::Local::timegm(0, 0, 0, $d, $m, $y) - Time::Local::timegm(0, 0, 0, 1, 2, 2019)) / 86400 + 0.5);
}

my $node = PostgreSQL::Test::Cluster->new('pool');
$node->init(extra => [ '-E', 'UTF8', '--locale=C.UTF-8' ]);
$node->start;
$node->safe_psql('postgres', <<'SQL');
SET client_min_messages = error;
CREATE EXTENSION bianzhi;
SELECT bianzhi.create_book('lives', '152200', '兴安盟');
SET search_path = lives, bianzhi, public;
SET bianzhi.document = '兴机编〔2019〕1号';
SELECT record_document('兴机编〔2019〕1号', '2019-01-01'), establish_unit('department', 'organ', effective_on => '2019-01-01');
SELECT establish_unit('u' || n, 'institution', supervisor => 'department', effective_on => '2019-01-01') FROM generate_series(1, 6) n;
SELECT grant_ceiling('152200', '22', 100, effective_on => '2019-01-01');
SELECT allocate('u' || n, '22', 4, effective_on => '2019-01-01') FROM generate_series(1, 6) n;
SELECT pool_open('pool', '31', effective_on => '2019-01-01'), pool_fund(8, '22', effective_on => '2019-01-01');
CREATE FUNCTION lives.newcomer(who text, certified bool) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    made bigint;
BEGIN
    -- men born in the eighties, one a day and serial
    INSERT INTO person (resident_id, name)
    SELECT (stem || substr('10X98765432', 1 + (sum(substr(stem, i::int, 1)::int * w) % 11)::int, 1))::resident_id, who
      FROM (SELECT '152200' || to_char(date '1985-01-01' + (n / 400)::int, 'YYYYMMDD') || lpad((1 + n % 400 * 2)::text, 3, '0') AS stem
              FROM (SELECT count(*) AS n FROM person) c) s, unnest('{7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2}'::int[]) WITH ORDINALITY u (w, i)
     GROUP BY stem RETURNING id INTO made;
    IF certified THEN
        PERFORM certify_talent(who, '认' || who || '〔2019〕1号', 'urgent', '2999-12-31', effective_on => '2019-01-01');
    END IF;
    RETURN made;
END $$;
CREATE FUNCTION lives.try(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE statement;
    RETURN 'done';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
CREATE VIEW lives.state AS
SELECT concat_ws(' ', concat_ws('/', f.approved + l.lent, f.approved - f.reserved, f.reserved, l.lent),
                 (SELECT string_agg(concat_ws('/', a.approved, a.strength, coalesce(r.strength, 0)), ' ' ORDER BY u.id)
                    FROM unit u JOIN account a ON a.holder_id = u.id AND a.post_type = 22
                    LEFT JOIN account r ON r.holder_id = u.id AND r.post_type = 31)) AS it
  FROM pool p JOIN account f ON f.holder_id = p.holder_id AND f.post_type = p.post_type,
       LATERAL (SELECT coalesce(sum(a.approved), 0) AS lent FROM account a WHERE a.post_type = p.post_type AND a.holder_id > 0) l;
SQL

# what is new stays when the act itself is refused: so it runs first, by itself
my $sql = "SET client_min_messages = error;\nSET search_path = lives, bianzhi, public;\nSET bianzhi.document = '兴机编〔2019〕1号';\n";
foreach my $i (0 .. $#script)
{
	my @parts = split /; /, $script[$i];
	my $last = pop @parts;
	$sql .= "\\o /dev/null\n" . join('', map { "$_;\n" } @parts) . "\\o\n";
	$sql .= "SELECT $i || ' ' || try(\$\$$last\$\$);\nSELECT it FROM state;\n";
}
my $out = $node->safe_psql('postgres', $sql);
my @lines = split /\n/, $out;
my $wrong = 0;
foreach my $i (0 .. $#script)
{
	my ($number, $outcome) = split / /, $lines[ 2 * $i ], 2;
	my $got = "$outcome $lines[2 * $i + 1]";
	next if !defined $expected[$i] || $got eq $expected[$i];
	$wrong++;
	diag("act $i (POOL_SEED=$seed): $script[$i]\n  got      $got\n  expected $expected[$i]") if $wrong == 1;
}
is($wrong, 0, scalar(@script) . " acts came to what the model says");
note(join "\n", map { "$_: $seen{$_}" } sort keys %seen);
cmp_ok(scalar(grep { $seen{$_} } 'approve 23Z12', 'approve 23Z13', 'approve 23Z15', 'approve 55Z06', 'use 23Z14', 'enrol 23Z16', 'return 23Z01', 'return done', 'use done'),
	'>=', 8, 'nearly every way was taken');

is($node->safe_psql('postgres', 'SELECT count(*) FROM lives.verify()'), '0', 'the book is sound');
is($node->safe_psql('postgres', <<'SQL'), '0', 'nobody was ever on a post of the pool without a certificate of his own');
SELECT count(*) FROM lives.enrolment e
 WHERE e.post_type = 31 AND NOT EXISTS (SELECT FROM lives.pool_seat s JOIN lives.talent_certificate c ON c.id = s.certificate_id
                                         WHERE s.enrolment_id = e.id AND c.person_id = e.person_id AND e.effective_on BETWEEN c.effective_on AND c.expires_on)
SQL
is($node->safe_psql('postgres', <<'SQL'), '', 'conservation: no kind of post appears or vanishes');
SELECT l.entry_id FROM lives.entry_line l JOIN lives.post_type t ON t.code = l.post_type GROUP BY l.entry_id, t.category HAVING sum(l.quantity) <> 0
SQL
$node->stop;
done_testing();
