"""Years of programmes on the real server, by skipping time: `make years`."""
