# Every SQLSTATE of ours that the engine raises is named by a test.  Codes that
# bianzhi.h keeps for later features count from the day they are raised.

use strict;
use warnings;

use Test::More;

# beside the tests: the checkout, or the copy of it that a test run makes
my $source = '../../extension';
plan skip_all => 'the sources of the extension are not here' if !-e "$source/bianzhi.h";

sub slurp
{
	my ($file) = @_;
	open my $in, '<', $file or die "$file: $!";
	local $/;
	return scalar <$in>;
}

my %code = slurp("$source/bianzhi.h") =~ /define\s+(ERRCODE_BZ_\w+)\s+(MAKE_SQLSTATE\([^)]*\))/g;
$_ = join '', /'(.)'/g for values %code;
cmp_ok(scalar keys %code, '>=', 20, 'the codes are where they are looked for');
is(join(' ', grep { !/^[0-9A-Z]{5}$/ } values %code), '', 'a code has five characters');
is(scalar keys %{ { reverse %code } }, scalar keys %code, 'no code has two names');

my %raised;
for my $file (glob "$source/*.c")
{
	$raised{$_}{ $file =~ s{.*/}{}r } = 1 for slurp($file) =~ /\b(ERRCODE_BZ_\w+)/g;
}
is(join(' ', grep { !$code{$_} } sort keys %raised), '', 'every code that is raised is declared');

my %named;
for my $test (glob('../pgtap/*.sql ../isolation/expected/*.out ../isolation/specs/*.spec *.pl'))
{
	next if $test eq '110_codes.pl';
	$named{$_} = 1 for slurp($test) =~ /\b([0-9]{2}Z[0-9]{2})\b/g;
}
for my $name (sort { $code{$a} cmp $code{$b} } grep { $code{$_} } keys %raised)
{
	ok($named{ $code{$name} }, "$code{$name} ($name, raised in " . join(', ', sort keys %{ $raised{$name} }) . ') has a test');
}

# the table of codes in the README promises what the engine does
SKIP:
{
	skip 'no README beside the sources', 1 if !-e "$source/README.md";
	my $readme = slurp("$source/README.md");
	is(join(' ', grep { $readme !~ /\Q$_\E/ && !/^22Z0[1-4]$/ } map { $code{$_} // () } sort keys %raised), '', 'README.md lists every code that is raised');
}

done_testing();
