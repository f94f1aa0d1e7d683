#!/usr/bin/perl
use strict;
use warnings;

sub job_start   { print "[" . localtime() . "] start\n"; }
sub job_success { print "job_success:[@_]\n"; exit 0; }
sub job_fail    { print "job_fail:[@_]\n"; exit 1; }

job_start();

system("uname", "-n") == 0 or job_fail("no name");

job_success("done");
