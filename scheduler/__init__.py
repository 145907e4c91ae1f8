"""When things run: crawls by the schedules of their site files, then alerts and mail."""
