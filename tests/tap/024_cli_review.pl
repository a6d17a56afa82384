# The client where posts are given out by priority and acts are proposed and
# reviewed: who comes first, the plan.

use strict;
use warnings;

use IPC::Run ();
use JSON::PP ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('review');
$node->init(extra => [ '-E', 'UTF8', '--locale=C.UTF-8' ]);
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE office');
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'office';
$ENV{LC_ALL} = 'C.UTF-8';
$ENV{BIANZHI_BOOK} = 'hinggan';

# Exit code, stdout and stderr, all as bytes.
sub bz
{
	my @words = @_;
	my ($out, $err) = ('', '');
	IPC::Run::run([ 'bianzhi', @words ], '<', \'', '>', \$out, '2>', \$err);
	return ($? >> 8, $out, $err);
}

sub works
{
	my ($name, @words) = @_;
	my ($rc, $out, $err) = bz(@words);
	is($rc, 0, "$name: exit 0") or diag $err;
	is($err, '', "$name: nothing on stderr");
	return $out;
}

sub refused
{
	my ($name, $code, $state, @words) = @_;
	my ($rc, $out, $err) = bz(@words);
	is($rc, 1, "$name: exit 1");
	is($out, '', "$name: nothing on stdout");
	like($err, qr/^\S+:  (?:\Q$code\E \()?\Q$state\E\)?$/m, "$name: $code ($state)");
	return;
}

sub rows
{
	my ($name, @words) = @_;
	my $rows = eval { JSON::PP->new->decode(works($name, @words, '-o', 'json')) };
	is($@, '', "$name: JSON is well formed");
	return $rows // [];
}

sub sql { return $node->safe_psql('office', "SET search_path = hinggan, bianzhi; SET bianzhi.document = '兴机编〔2019〕1号'; " . $_[0]); }

my @doc = ('-D', '兴机编〔2019〕1号');
$node->safe_psql('office', "CREATE EXTENSION bianzhi; SELECT bianzhi.create_book('hinggan', '152200', '兴安盟')");
sql(q{SELECT record_document('兴机编〔2019〕1号', '2019-01-10');
	SELECT establish_unit(u, 'organ', rank => 'chu', effective_on => '2019-01-10') FROM unnest('{水利局,审计局,医保局}'::text[]) u;
	SELECT grant_ceiling('152200', '11', 20, effective_on => '2019-01-10');
	SELECT allocate(u, '11', 4, effective_on => '2019-01-10') FROM unnest('{水利局,审计局}'::text[]) u;
	INSERT INTO person (resident_id, name) SELECT resident_id_upgrade('15220090010100' || n), '人' || n FROM generate_series(1, 8) n;
	INSERT INTO enrolment (person_id, unit_id, post_type, effective_on, document_id)
	SELECT n, 1 + (n - 1) / 4, 11, '2019-01-10', 1 FROM generate_series(1, 8) n});

# who comes first
like(works('set', 'priority', 'set', '医保局', '10', '-k', 'new', '-e', '2019-01-18', @doc), qr/^医保局 has weight 10 .*priority 1$/, 'set says what is recorded');
works('set another', 'priority', 'set', '审计局', '3', @doc);
is_deeply([ map { $_->{weight} } @{ rows('list', 'priority', 'list') } ], [ 10, 3 ], 'list, the heaviest first');
works('end', 'priority', 'end', '审计局', @doc);
is(scalar @{ rows('list', 'priority', 'list') }, 1, 'what has ended is not listed');
is(scalar @{ rows('list all', 'priority', 'list', '-a') }, 2, 'but with --all');
refused('set a weight that is none', 'priority_weight_in_range', '23514', 'priority', 'set', '审计局', '0', @doc);
refused('end nothing', 'priority_exists', '23503', 'priority', 'end', '水利局', @doc);

# the plan
my $plan = rows('plan', 'post', 'plan', '11', '6');
is($plan->[0]{unit}, q{医保局}, 'who comes first stands first');
is($plan->[-1]{proposed}, 6, 'the last row is the sum');
my ($sum, $explained) = (0, 0);
for my $row (@{$plan}[ 0 .. $#$plan - 1 ]) { $sum += $row->{proposed}; $explained++ if defined $row->{explanation} }
is($sum, 6, 'of what is proposed');
is($explained, 0, 'explained only on request');
is(scalar(grep { !defined $_->{explanation} } @{ rows('explain', 'post', 'plan', '11', '6', '-x') }), 0, 'then every row is');
is(rows('too many', 'post', 'plan', '11', '600')->[-1]{proposed}, 12, 'what is possible');
my $table = works('plan as a table', 'post', 'plan', '11', '6', '--headings', 'zh');
like($table, qr/建议数/, 'with Chinese headings');
unlike($table, qr/\| *proposed/, 'and no others');
refused('no such kind of post', 'post_type_exists', '23503', 'post', 'plan', '行政', '6');
is((bz('post', 'plan', '11', '0'))[0], 1, 'no posts: refused');
is((bz('post', 'plan', '11'))[0], 1, 'no quantity: refused');
is(sql('SELECT count(*) FROM entry'), '3', 'nothing was written');

done_testing();
