"""Settings, addresses, and how the application is started."""
