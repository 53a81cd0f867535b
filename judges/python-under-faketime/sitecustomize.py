"""Loaded by every Python that finds it in PYTHONPATH. Python sleeps until an instant, which libfaketime 0.9.10 miscounts and refuses."""

import select
import time


def sleep(seconds):
    select.select([], [], [], seconds)


time.sleep = sleep
