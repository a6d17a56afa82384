# Tampering with sealed files: a flipped bit in every kind of line, at its
# beginning, at its end and anywhere between, lines that are gone, doubled,
# moved, added, files cut off or with other line ends.  "verify FILE" finds each
# without a server and names the line, "import" takes none of them in.

use strict;
use warnings;

use IPC::Run ();
use JSON::PP ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use BookFixture;

my $node = new_cluster('tamper');
$node->start;
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;
$ENV{PGDATABASE} = 'office';
$ENV{LC_ALL} = 'C.UTF-8';
my $dir = PostgreSQL::Test::Utils::tempdir();

sub bz
{
	my @words = @_;
	my ($out, $err) = ('', '');
	IPC::Run::run([ 'bianzhi', @words ], '<', \'', '>', \$out, '2>', \$err);
	return ($? >> 8, $out, $err);
}

sub content { my ($file) = @_; open my $in, '<:raw', $file or die "$file: $!"; local $/; return scalar <$in>; }
sub store { my ($file, $text) = @_; open my $out, '>:raw', $file or die "$file: $!"; print $out $text; close $out; return $file; }

# a book with something of everything: its first seal holds all that was before
my @months = ('2021-12-01', '2022-01-01');
$node->safe_psql('postgres', 'CREATE DATABASE office');
make_book($node, 'office', 'xingan', '兴安盟');
ask($node, 'office', 'xingan', 'UPDATE section SET active = false');
ask($node, 'office', 'xingan', "SELECT freeze('152200', '2022-01-01')");
ask($node, 'office', 'xingan', "SELECT close_period('152200', '2022-01-01', '试')");
is((bz('-B', 'xingan', 'export', '-M', $_, '-O', "$dir/$_"))[0], 0, "$_ is exported") for @months;

# of each kind of line the first, where it stands
my (%seen, @samples);
for my $month (@months)
{
	my $text = content("$dir/$month");
	my ($at, $n) = (0, 0);
	my %first;
	for (split /\n/, $text)
	{
		my $kind = /^\{"kind":"([^"]+)"/ ? $1 : '?';
		push @samples, [ $text, $kind, $n, $at, length $_ ] if !$seen{$kind}++;
		$at += length($_) + 1;
		$n++;
	}
}
cmp_ok(scalar(@samples), '>=', 35, 'kinds of lines: ' . join ' ', sort keys %seen);
my $sound = content("$dir/2021-12-01");
my @lines = split /\n/, $sound;
my @kinds = map { /^\{"kind":"([^"]+)"/ ? $1 : '?' } @lines;
my @start = (0);
push @start, $start[-1] + 1 + length $_ for @lines;

# the number of the line that is named, 0 if the file is found sound
sub named
{
	my ($text) = @_;
	my ($rc, $said) = bz('verify', store("$dir/f", $text));
	return $rc == 0 ? 0 : $rc == 2 && $said =~ /line (\d+) was/ ? $1 : -1;
}

# ---- flipped bits --------------------------------------------------------------

srand(20210131);
my @places = map {
	my ($text, $kind, $n, $at, $length) = @$_;
	map { [ $text, $n, $at + $_ ] } 0, 9, $length - 1, $length, map { int rand $length } 1 .. 3
} @samples;
push @places, map { my $p = int rand length $sound; [ $sound, scalar(substr($sound, 0, $p) =~ tr/\n//), $p ] } 1 .. 60;
my @missed;
for (@places)
{
	my ($text, $n, $place) = @$_;
	my $feed = substr($text, $place, 1) eq "\n";
	my $line = (split /\n/, $text)[$n];
	substr($text, $place, 1) = chr(ord(substr($text, $place, 1)) ^ (1 << int rand 8));
	my $found = named($text);
	# without its line feed a line is one with the next: either is named
	push @missed, "byte $place of line @{[$n + 1]}: $found, $line" if $found != $n + 1 && !($feed && $found == $n + 2);
}
is(join("\n", @missed), '', scalar(@places) . ' flipped bits in every kind of line, each found and its line named');

# ---- every way to rearrange a file -------------------------------------------------

my @l = @lines;
my $facts = grep { !/^(?:seal|leaves|end)$/ } @kinds;
my $text = sub { return join('', map { "$_\n" } @_) };
my @classes = (
	[ 'no header', $text->(@l[ 1 .. $#l ]), 1 ],
	[ 'another month\'s header', $text->((split /\n/, content("$dir/2022-01-01"))[0], @l[ 1 .. $#l ]), 1 ],
	[ 'no end', $text->(@l[ 0 .. $#l - 1 ]), $#l ],
	[ 'another month\'s end', $text->(@l[ 0 .. $#l - 1 ], (split /\n/, content("$dir/2022-01-01"))[-1]), 1 ],
	[ 'no digests', $text->(grep { !/^\{"kind":"leaves"/ } @l), $facts + 2 ],
	[ 'a line of digests is gone', $text->(@l[ 0 .. $facts, $facts + 2 .. $#l ]), $facts + 2 ],
	[ 'digests changed places', $text->(@l[ 0 .. $facts, $facts + 2, $facts + 1, $facts + 3 .. $#l ]), $facts + 2 ],
	[ 'cut off in the middle of a line', substr($sound, 0, $start[5] + 10), 6 ],
	[ 'cut off behind a line', $text->(@l[ 0 .. 5 ]), 6 ],
	[ 'the last line feed is gone', substr($sound, 0, -1), scalar @l ],
	[ 'line ends of Windows', join("\r\n", @l) . "\r\n", 1 ],
	[ 'one line end of Windows', $text->(@l[ 0 .. 2 ], "$l[3]\r", @l[ 4 .. $#l ]), 4 ],
	[ 'an empty line between', $text->(@l[ 0 .. 3 ], '', @l[ 4 .. $#l ]), 5 ],
	[ 'something behind the end', $sound . "x\n", @l + 1 ],
	[ 'the file twice', $sound . $sound, undef ],
	[ 'a byte order mark', "\xef\xbb\xbf$sound", 1 ],
	[ 'nothing', '', 1 ]);
for (@samples)
{
	my ($file, $kind, $n) = @$_;
	my @f = split /\n/, $file;
	my $last = grep { !/^\{"kind":"(?:seal|leaves|end)"/ } @f;
	next if $kind =~ /^(?:seal|leaves|end)$/;
	my $new = $f[$n] =~ s/"(id|n|entry)":\d+/"$1":99999/r;
	push @classes, [ "a line of $kind is gone", $text->(@f[ 0 .. $n - 1, $n + 1 .. $#f ]), $n + 1 ],
	  [ "a line of $kind stands twice", $text->(@f[ 0 .. $n, $n .. $#f ]), $n + 2 ],
	  [ "a line of $kind is new", $text->(@f[ 0 .. $n ], $new, @f[ $n + 1 .. $#f ]), $n + 2 ];
	push @classes, [ "lines of $kind changed places", $text->(@f[ 0 .. $n - 1, $n + 1, $n, $n + 2 .. $#f ]), $n + 1 ] if $n < $last;
}
for (@classes)
{
	my ($name, $changed, $line) = @$_;
	my $found = named($changed);
	defined $line ? is($found, $line, $name) : cmp_ok($found, '>', 0, $name);
}

# ---- none of them is taken in -------------------------------------------------------

$node->safe_psql('office', q{SELECT bianzhi.create_book('upper', '150000', '内蒙古自治区')});
ask($node, 'office', 'upper', q{INSERT INTO region (code, name, parent, level) VALUES ('152200', '兴安盟', '150000', 'prefecture')});
my @refused;
for my $i (0 .. $#classes)
{
	my ($rc, $out) = bz('-B', 'upper', 'import', store("$dir/g", $classes[$i][1]));
	push @refused, $classes[$i][0] if $rc != 2 || $out !~ /line \d+ was/;
}
is("@refused", '', 'nothing of this is taken in by the client');
is(ask($node, 'office', 'upper', 'SELECT count(*) FROM return_file'), '0', 'or by the book');
my ($rc, $out, $err) = bz('-B', 'upper', 'import', "$dir/2022-01-01", store("$dir/broken", $classes[0][1]), "$dir/2021-12-01");
is($rc, 2, 'one broken file among three: exit 2');
is(scalar(() = $out =~ /received as/g), 2, 'the sound ones are taken in, in the order of their months') or diag $out, $err;
is(ask($node, 'office', 'upper', 'SELECT region, month, lines FROM return_file ORDER BY month'), "152200|2021-12-01|$facts\n152200|2022-01-01|" . (grep { !/^\{"kind":"(?:seal|leaves|end)"/ } split /\n/, content("$dir/2022-01-01")), 'they are there');
($rc, $out, $err) = bz('-B', 'upper', 'import', "$dir/2021-12-01");
is($rc, 1, 'again: exit 1');
like($err, qr/return_state.*55Z08/s, 'it is there already');
($rc, $out) = bz('-B', 'upper', 'period', 'returns', '2021-12', '-o', 'json');
is(join(' ', map { "$_->{region} $_->{state}" } @{ JSON::PP->new->decode($out) }), '152200 received', 'who sent December');
($rc, $out) = bz('-B', 'upper', 'period', 'returns', '2022-03', '-o', 'json');
is(join(' ', map { "$_->{region} $_->{state}" } @{ JSON::PP->new->decode($out) }), '152200 missing', 'and who did not send March');
verify_clean($node, 'office', 'upper', 'the superior');

# ---- the superior's table over what it was sent ------------------------------------------

isnt((bz('-B', 'upper', 'report', 'monthly_establishment', '-M', '2021-12', '--consolidated'))[0], 0, 'its own month is not closed yet');
ask($node, 'office', 'upper', "SELECT freeze('150000', '2021-12-01')");
ask($node, 'office', 'upper', "SELECT close_period('150000', '2021-12-01', '试')");
($rc, $out) = bz('-B', 'upper', 'report', 'monthly_establishment', '-M', '2021-12', '--consolidated', '-o', 'json');
my ($whole, @members) = @{ JSON::PP->new->decode($out) };
is("$whole->{row_kind} $whole->{approved_total} $whole->{strength_total}", ask($node, 'office', 'xingan',
	q{SELECT concat_ws(' ', row_kind, approved_total, strength_total) FROM monthly_establishment_closed('152200', '2021-12-01') WHERE row_kind = 'total'}), 'the total is the league\'s, as the superior has no units');
is(join(' ', map { $_->{region} } @members), '150000 152200', 'and each member has its row');
isnt((bz('-B', 'upper', 'report', 'monthly_establishment', '--consolidated'))[0], 0, 'of no month: refused');

# ---- what comes another way than by the client -----------------------------------------

sub sent
{
	my ($changed) = @_;
	my ($said, $error) = ('', '');
	store("$dir/f", $changed);
	IPC::Run::run([ 'psql', '-XAtq', '-v', 'VERBOSITY=sqlstate' ], '<', \qq{SET search_path = third, bianzhi; SET client_min_messages = error;
\\set file `cat $dir/f; echo .`
SELECT import_return(left(:'file', -1));
}, '>', \$said, '2>', \$error);
	return $error =~ /ERROR:  (\w+)/ ? $1 : "taken: $said";
}
$node->safe_psql('office', q{SELECT bianzhi.create_book('third', '150000', '内蒙古自治区')});
ask($node, 'office', 'third', q{INSERT INTO region (code, name, parent, level) VALUES ('152200', '兴安盟', '150000', 'prefecture')});
@refused = map { my $state = sent($_->[1]); $state eq '22Z10' ? () : "$_->[0]: $state" } grep { $_->[0] ne 'nothing' } @classes;
is("@refused", '', 'the book refuses each by itself');
like(sent($sound), qr/^taken: \d+/, 'and takes in the sound one');

$node->stop;
done_testing();
