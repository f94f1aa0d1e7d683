#!/usr/bin/env python3
import datetime
import platform
import sys


def job_start():
    print(f"[{datetime.datetime.now():%Y-%m-%d %H:%M:%S}] start")


def job_success(text):
    print(f"job_success:[{text}]")
    sys.exit(0)


def job_fail(text):
    print(f"job_fail:[{text}]")
    sys.exit(1)


job_start()

print(platform.node() or job_fail("no name"))

job_success("done")
