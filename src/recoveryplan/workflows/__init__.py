"""The jobs: asking, keeping, reading. Where the pure rooms and the outside world meet."""
