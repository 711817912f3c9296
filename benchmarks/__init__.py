"""Speed and memory of the main work, each beside a plain version of the same work in the same run.

    python -m benchmarks [engine] [robustness] [package] [report] [start]

Times are the best of several runs, in wall-clock seconds. The ratio says how many times as long the plain version takes.
"""
