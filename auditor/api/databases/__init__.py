"""What collectors of databases share, whichever server they ask.

`options` has the keys that mean the same for each, `subject` the server under audit and problems on
the way, `tables` and `views` the rows that are made alike, `probes` what `auditor doctor` shows.
"""
